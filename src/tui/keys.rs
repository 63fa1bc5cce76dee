//! The one key table: which key does what in which place.
//!
//! The footer, the help screen and the dispatch all read it, so that no key is told of that does nothing
//! and none works that is not told of. What an act does in a place is that place's own to say.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::screen::Around;
use crate::journey::asking::Verb;
use crate::settings::ThemeName;

/// Where a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Every place where letters are not typed into something.
    Everywhere,
    Welcome,
    Overview,
    Register,
    /// The register with rows marked: what is asked for is asked for all of them.
    Marked,
    Filter,
    /// A small list over the register.
    Chooser,
    Recommendation,
    Inspections,
    Inspection,
    Meetings,
    Meeting,
    /// A meeting that is minuted while it is held.
    Minute,
    /// The same while the next letter is a key.
    MinuteKeys,
    Owners,
    Owner,
    /// The desk of whoever decides: one item.
    Deciding,
    /// The same as a list.
    Decisions,
    Pictures,
    Day,
    History,
    Why,
    /// What changed between two moments.
    Diff,
    /// The words that a history is searched by.
    Find,
    Form,
    Discard,
    /// Something is left whose words would be lost.
    Leaving,
    Confirm,
    /// Long work waits until it is agreed to.
    Agreeing,
    /// What came of one request for all that were marked.
    Results,
    Palette,
    Actors,
    Help,
    Import,
    Review,
    /// A text of a review while it is edited.
    Editing,
    /// Where a file is to be written.
    Path,
    /// Long work while it runs.
    Work,
    /// What came of it.
    Worked,
}

impl Place {
    /// The place's name, as the help screen heads its keys.
    pub fn name(self) -> &'static str {
        match self {
            Place::Everywhere => "Everywhere",
            Place::Welcome => "Welcome",
            Place::Overview => "Overview",
            Place::Register => "Register",
            Place::Marked => "Register with rows marked",
            Place::Filter => "Filter",
            Place::Chooser => "Order, groups and columns",
            Place::Recommendation => "Recommendation",
            Place::Inspections => "Inspections",
            Place::Inspection => "Inspection",
            Place::Meetings => "Meetings",
            Place::Meeting => "Meeting",
            Place::Minute => "Minuting",
            Place::MinuteKeys => "Minuting, after esc or with alt",
            Place::Owners => "Owners",
            Place::Owner => "Owner",
            Place::Deciding => "Desk",
            Place::Decisions => "Desk as a list",
            Place::Pictures => "Pictures",
            Place::Day => "Day",
            Place::History => "History",
            Place::Why => "Why",
            Place::Diff => "What changed",
            Place::Find => "Finding in a history",
            Place::Form => "Form",
            Place::Discard => "Leaving a form",
            Place::Leaving => "Leaving what is not recorded",
            Place::Confirm => "Confirm",
            Place::Agreeing => "Before the standing is made anew",
            Place::Results => "Results",
            Place::Palette => "Anything",
            Place::Actors => "Who acts",
            Place::Help => "Help",
            Place::Import => "Import",
            Place::Review => "Review of an import",
            Place::Editing => "Editing a text",
            Place::Path => "Where a file goes",
            Place::Work => "Work that takes its time",
            Place::Worked => "What came of it",
        }
    }

    /// Whether letters are typed into something here.
    pub fn takes_letters(self) -> bool {
        matches!(
            self,
            Place::Filter
                | Place::Minute
                | Place::Form
                | Place::Palette
                | Place::Help
                | Place::Import
                | Place::Editing
                | Place::Path
                | Place::Find
        )
    }

    /// Whether a question must be answered here before anything else.
    fn asks(self) -> bool {
        matches!(
            self,
            Place::Discard
                | Place::Leaving
                | Place::Agreeing
                | Place::Confirm
                | Place::Welcome
                | Place::Chooser
                | Place::Work
        )
    }
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Back,
    Quit,
    Help,
    Palette,
    Actors,
    Register,
    Meetings,
    Inspections,
    Inspection,
    Owners,
    /// What waits for this person's decision.
    Desk,
    /// The desk as a list, for one answer to several.
    Batch,
    /// Yes to what is asked, by that verb and as it stands: on to the confirm.
    Yes(&'static str),
    Pictures,
    Calendar,
    /// The month or the day before.
    Earlier,
    /// The month or the day after.
    Later,
    Import,
    History,
    Filter,
    All,
    /// Chooses the column that a list is sorted by.
    Sort,
    /// Sorts it the other way round.
    Turn,
    /// Sorts a list by the heading of that number, or the other way round where it is sorted by that already.
    Heading(usize),
    /// Chooses what a list is grouped by.
    Group,
    /// Chooses the columns of a list.
    Columns,
    /// Shows a list as the saved view of this key does.
    View(u8),
    /// Marks a row for a request on several, or takes the mark away.
    Mark,
    MarkAll,
    Unmark,
    /// Checks the chain and the standing.
    Verify,
    /// Looks at every file of evidence.
    VerifyEvidence,
    /// Makes the standing anew.
    Rebuild,
    BackUp,
    /// Writes the folder that an audit asks for.
    Audit,
    /// Writes the list into a file.
    Export,
    /// Writes a paper about what is in front.
    Brief,
    /// Proposes another paper about the same.
    NextPaper,
    /// Lets a file that is there already be replaced, or not.
    Replace,
    /// Writes messages to owners.
    Chase,
    /// Writes every date into a file for calendars.
    Dates,
    NextPane,
    PreviousPane,
    NextField,
    PreviousField,
    /// On to the next field, or from the last one to the confirm.
    Enter,
    GoOn,
    /// Empties the field.
    Clear,
    Record,
    /// Records what the DCC decides: never by a key that is pressed in passing.
    Decide,
    Toggle,
    Edit,
    Discard,
    /// Leaves the program for the shell that it was called from, until that brings it back.
    Suspend,
    /// Draws the whole picture anew, where something else wrote over it.
    Redraw,
    /// Minutes the meeting that is open.
    Minute,
    NextItem,
    PreviousItem,
    /// Chooses the next rating.
    Rate,
    /// The next page of what was said and recorded.
    ReadOn,
    /// Goes on typing.
    Type,
    /// Goes to the next item where words wait that were typed and not recorded.
    Unrecorded,
    /// Throws away what was typed and not recorded, once it was asked.
    ThrowAway,
    /// Writes the action log.
    ActionLog,
    /// Puts an item of an agenda before the one above it.
    ItemUp,
    /// Puts an item of an agenda behind the one below it.
    ItemDown,
    /// Copies the reference of what is chosen to the clipboard of the person's own terminal.
    Copy,
    /// Opens the text in the person's own editor.
    EditOutside,
    /// Explains what is shown.
    Why,
    /// Proposes what puts right the last thing that was recorded here.
    Correct,
    /// To the day of the meeting before, as the register stood then.
    MeetingBefore,
    /// To the day of the meeting after, or to now.
    MeetingAfter,
    Now,
    /// What changed since the last governance meeting.
    Diff,
    /// Begins, leaves or takes up the tour.
    Tour,
    /// Opens the practice register.
    Practise,
    /// Makes a register and looks at what a document proposes.
    BeginWithDocument,
    /// Makes a register with nothing in it.
    BeginEmpty,
    /// Takes another theme for this session.
    Theme(ThemeName),
    /// Opens the form of a verb.
    Ask(&'static str),
}

/// One row of the table.
#[derive(Debug)]
pub struct Key {
    pub place: Place,
    code: KeyCode,
    ctrl: bool,
    /// What stands beside the key in the footer; empty where only the help screen tells of it.
    pub word: &'static str,
    /// What it does, as the help screen tells it.
    pub does: &'static str,
    pub act: Act,
}

const fn key(place: Place, code: KeyCode, word: &'static str, does: &'static str, act: Act) -> Key {
    Key { place, code, ctrl: false, word, does, act }
}

const fn letter(place: Place, letter: char, word: &'static str, does: &'static str, act: Act) -> Key {
    key(place, KeyCode::Char(letter), word, does, act)
}

/// A letter that opens a verb's form; the help screen tells of it in the verb's own words.
const fn verb(place: Place, letter: char, word: &'static str, name: &'static str) -> Key {
    key(place, KeyCode::Char(letter), word, "", Act::Ask(name))
}

const fn ctrl(place: Place, letter: char, word: &'static str, does: &'static str, act: Act) -> Key {
    Key { place, code: KeyCode::Char(letter), ctrl: true, word, does, act }
}

/// How the key of [`Act::ReadOn`] is told where there is more to read.
pub const TO_READ_ON: &str = "f4 reads on";

/// Every key of every place. In the footer they stand in this order, as many as fit.
pub const KEYS: &[Key] = {
    use Act as A;
    use KeyCode as C;
    use Place as P;
    &[
        key(P::Welcome, C::Enter, "choose", "begin in the way that is chosen", A::Open),
        letter(P::Welcome, 'p', "practise", "open a practice register, apart from any real one", A::Practise),
        letter(P::Welcome, 'i', "import", "make your register from a document", A::BeginWithDocument),
        letter(P::Welcome, 'e', "empty", "make your register with nothing in it", A::BeginEmpty),
        letter(P::Welcome, '?', "help", "these keys", A::Help),
        letter(P::Welcome, 'q', "leave", "leave; nothing is made", A::Quit),
        key(P::Welcome, C::Esc, "", "leave; nothing is made", A::Quit),
        key(P::Welcome, C::Up, "", "one up", A::Up),
        key(P::Welcome, C::Down, "", "one down", A::Down),
        letter(P::Welcome, 'k', "", "one up", A::Up),
        letter(P::Welcome, 'j', "", "one down", A::Down),
        letter(P::Overview, 'M', "minute", "minute the meeting that is open", A::Minute),
        key(P::Overview, C::Enter, "open", "open what is chosen", A::Open),
        key(P::Overview, C::Tab, "numbers", "to the numbers, and on to the road", A::NextPane),
        key(P::Overview, C::BackTab, "", "the same, the other way round", A::PreviousPane),
        letter(P::Overview, 'l', "register", "the list of recommendations", A::Register),
        letter(
            P::Overview,
            'P',
            "pictures",
            "ageing, opened and closed, clocks, ratings, forecast",
            A::Pictures,
        ),
        letter(P::Overview, 'O', "owners", "who owes what, and when they were last heard", A::Owners),
        letter(P::Overview, 'C', "calendar", "what falls on which day", A::Calendar),
        letter(P::Overview, 's', "desk", "what waits for your decision, an item at a time", A::Desk),
        letter(P::Overview, 'n', "inspections", "the list of inspections", A::Inspections),
        letter(P::Overview, 'm', "meetings", "the list of meetings", A::Meetings),
        letter(P::Overview, 'i', "import", "read a published response", A::Import),
        letter(P::Overview, 'h', "history", "every event, the newest last, with what proves it", A::History),
        letter(P::Overview, 'V', "verify", "check that nothing in the record was changed", A::Verify),
        letter(
            P::Overview,
            'F',
            "",
            "look at every file of evidence: changed, missing or whole",
            A::VerifyEvidence,
        ),
        letter(P::Overview, 'B', "back up", "copy the register and prove the copy", A::BackUp),
        letter(
            P::Overview,
            'X',
            "",
            "write a folder for an audit, with a script that checks it without Plenary",
            A::Audit,
        ),
        letter(P::Overview, 'R', "", "make the standing anew from the log", A::Rebuild),
        letter(P::Overview, 'T', "tour", "a tour of five minutes through the practice register", A::Tour),
        key(P::Register, C::Enter, "open", "open what is chosen", A::Open),
        letter(P::Register, '/', "filter", "show only what holds these words", A::Filter),
        letter(P::Register, 'a', "all or open", "show closed ones too, or only open ones", A::All),
        letter(P::Register, 'o', "order", "sort by another column; the same once more turns it", A::Sort),
        letter(P::Register, 'O', "", "sort the other way round", A::Turn),
        letter(P::Register, 'g', "group", "group by inspection, owner, stage or meeting", A::Group),
        letter(P::Register, 'c', "columns", "choose the columns, for the rest of the session", A::Columns),
        letter(P::Register, ' ', "mark", "mark it: a request is then made for all that are marked", A::Mark),
        letter(P::Register, '*', "", "mark all that the filter finds", A::MarkAll),
        letter(P::Register, '-', "unmark", "take all marks away", A::Unmark),
        letter(P::Everywhere, '1', "", "the first saved view", A::View(1)),
        letter(P::Everywhere, '2', "", "the second saved view", A::View(2)),
        letter(P::Everywhere, '3', "", "the third saved view", A::View(3)),
        letter(P::Everywhere, '4', "", "the fourth saved view", A::View(4)),
        letter(P::Everywhere, '5', "", "the fifth saved view", A::View(5)),
        letter(P::Everywhere, '6', "", "the sixth saved view", A::View(6)),
        letter(P::Everywhere, '7', "", "the seventh saved view", A::View(7)),
        letter(P::Everywhere, '8', "", "the eighth saved view", A::View(8)),
        letter(P::Everywhere, '9', "", "the ninth saved view", A::View(9)),
        letter(P::Register, 'y', "", "copy its reference, or those of all that are marked", A::Copy),
        letter(P::Register, 'h', "history", "what happened to it", A::History),
        letter(P::Register, 'i', "", "read a published response", A::Import),
        letter(
            P::Register,
            'x',
            "export",
            "write the list, as it is filtered, into a CSV or JSON file",
            A::Export,
        ),
        key(P::Filter, C::Enter, "keep", "keep the filter and go back to the list", A::Open),
        key(P::Filter, C::Esc, "clear", "clear the filter", A::Back),
        ctrl(P::Filter, 'u', "empty", "empty the filter", A::Clear),
        key(P::Filter, C::Up, "", "one up", A::Up),
        key(P::Filter, C::Down, "", "one down", A::Down),
        key(P::Chooser, C::Enter, "choose", "take what is chosen", A::Open),
        letter(P::Chooser, ' ', "show or hide", "show a column or hide it, and choose on", A::Toggle),
        key(P::Chooser, C::Esc, "back", "go back to the list", A::Back),
        key(P::Chooser, C::Up, "", "one up", A::Up),
        key(P::Chooser, C::Down, "", "one down", A::Down),
        key(P::Chooser, C::Home, "", "to the first", A::First),
        key(P::Chooser, C::End, "", "to the last", A::Last),
        letter(P::Chooser, 'k', "", "one up", A::Up),
        letter(P::Chooser, 'j', "", "one down", A::Down),
        verb(P::Recommendation, 'p', "plenary", "hold"),
        verb(P::Recommendation, 'p', "position", "position"),
        verb(P::Recommendation, 'g', "agree action", "agree"),
        verb(P::Recommendation, 'r', "report", "report"),
        verb(P::Recommendation, 'a', "approve", "approve"),
        verb(P::Recommendation, 'r', "return", "return"),
        verb(P::Recommendation, 'u', "update", "update"),
        verb(P::Recommendation, 't', "target", "target"),
        verb(P::Recommendation, 'f', "finish", "finish"),
        verb(P::Recommendation, 'c', "complete", "complete"),
        verb(P::Recommendation, 's', "sign off", "signoff"),
        verb(P::Recommendation, 'b', "send back", "sendback"),
        verb(P::Recommendation, 's', "submit", "submit"),
        verb(P::Recommendation, 'd', "verdict", "verdict"),
        verb(P::Recommendation, 'r', "reopen", "reopen"),
        verb(P::Recommendation, 'G', "grant", "grant"),
        verb(P::Recommendation, 'R', "refuse", "refuse"),
        verb(P::Recommendation, 'e', "evidence", "evidence add"),
        verb(P::Recommendation, 'E', "accept evidence", "evidence accept"),
        verb(P::Recommendation, 'J', "reject evidence", "evidence reject"),
        verb(P::Recommendation, 'o', "open evidence", "evidence open"),
        verb(P::Recommendation, 'v', "level", "level"),
        verb(P::Recommendation, 'A', "answer", "answer"),
        letter(
            P::Recommendation,
            'w',
            "why",
            "why it is shown so: the rule, what went in, the dates",
            A::Why,
        ),
        letter(P::Recommendation, 'y', "copy", "copy its reference", A::Copy),
        key(P::Recommendation, C::Tab, "pane", "go to the next pane", A::NextPane),
        key(P::Recommendation, C::BackTab, "", "go to the pane before", A::PreviousPane),
        letter(P::Recommendation, 'h', "history", "everything that happened to it", A::History),
        letter(P::Recommendation, 'i', "inspection", "the inspection that asks it", A::Inspection),
        verb(P::Recommendation, 'D', "decision", "decision"),
        verb(P::Recommendation, 'X', "dissent", "dissent"),
        verb(P::Recommendation, 'K', "ask", "question ask"),
        verb(P::Recommendation, 'Q', "answer question", "question answer"),
        key(P::Inspections, C::Enter, "open", "open what is chosen", A::Open),
        key(P::Inspections, C::Tab, "numbers", "to the next number of the row, and round", A::NextPane),
        key(P::Inspections, C::BackTab, "", "to the number before", A::PreviousPane),
        verb(P::Inspections, 'a', "add", "inspection add"),
        letter(P::Inspections, 'i', "import", "read a published response", A::Import),
        key(P::Inspection, C::Enter, "open", "open what is chosen", A::Open),
        key(P::Inspection, C::Tab, "numbers", "to the numbers, and back", A::NextPane),
        key(P::Inspection, C::BackTab, "", "to the numbers, and back", A::PreviousPane),
        verb(P::Inspection, 'a', "add recommendation", "recommendation add"),
        verb(P::Inspection, 'p', "plenary", "hold"),
        verb(P::Inspection, 'r', "answer", "response answer"),
        verb(P::Inspection, 'c', "comments", "response comments"),
        verb(P::Inspection, 'P', "publish", "response publish"),
        verb(P::Inspection, 'R', "receipt", "response receipt"),
        verb(P::Inspection, 'x', "correct", "inspection correct"),
        letter(P::Inspection, 'w', "why", "how its response clock is counted", A::Why),
        letter(P::Inspection, 'h', "history", "what happened to it", A::History),
        letter(P::Meetings, 'M', "minute", "minute it, an item after the other", A::Minute),
        key(P::Meetings, C::Enter, "open", "what was recorded at it", A::Open),
        verb(P::Meetings, 'p', "plan", "meeting plan"),
        verb(P::Meetings, 'o', "open meeting", "meeting open"),
        verb(P::Meetings, 'c', "close meeting", "meeting close"),
        verb(P::Meetings, 'v', "move", "meeting move"),
        verb(P::Meetings, 'x', "cancel", "meeting cancel"),
        letter(P::Meetings, 'h', "history", "what happened to it", A::History),
        key(P::Why, C::Enter, "history", "everything that happened to it", A::Open),
        letter(P::Why, 'h', "", "everything that happened to it", A::History),
        letter(P::Meeting, 'M', "minute", "minute it, an item after the other", A::Minute),
        key(P::Meeting, C::Enter, "open", "open the recommendation that is chosen", A::Open),
        verb(P::Meeting, 'o', "open meeting", "meeting open"),
        verb(P::Meeting, 'p', "plenary", "hold"),
        verb(P::Meeting, 'N', "note", "meeting note"),
        verb(P::Meeting, 'c', "close meeting", "meeting close"),
        verb(P::Meeting, '+', "add", "meeting add"),
        verb(P::Meeting, '-', "drop", "meeting drop"),
        letter(P::Meeting, 'K', "earlier", "put the item before the one above it", A::ItemUp),
        letter(P::Meeting, 'J', "later", "put the item behind the one below it", A::ItemDown),
        verb(P::Meeting, 'a', "attendance", "meeting attend"),
        verb(P::Meeting, 'r', "put right", "meeting correct"),
        letter(P::Meeting, 'h', "history", "what happened to it", A::History),
        ctrl(P::Minute, 's', "record", "on to the confirm with what is typed", A::GoOn),
        key(P::Minute, C::F(2), "", "the same, where ctrl-s does not come through", A::GoOn),
        key(P::Minute, C::Tab, "next action", "the next action; after the last one the item", A::NextField),
        key(P::Minute, C::BackTab, "", "the action before", A::PreviousField),
        key(P::Minute, C::PageDown, "next item", "the next item; after the last one the end", A::NextItem),
        key(P::Minute, C::PageUp, "", "the item before", A::PreviousItem),
        key(P::Minute, C::F(3), "rating", "another rating; after the last one it stays", A::Rate),
        key(
            P::Minute,
            C::F(4),
            "read on",
            "the next lines of what was said and recorded; after the last ones the first",
            A::ReadOn,
        ),
        key(P::Minute, C::Esc, "keys", "the next letter is a key: it then records, moves or asks", A::Back),
        ctrl(P::Minute, 'e', "editor", "the words in your own editor ($VISUAL or $EDITOR)", A::EditOutside),
        key(P::Minute, C::F(1), "help", "these keys", A::Help),
        ctrl(P::Minute, 'u', "", "take the words out", A::Clear),
        ctrl(P::Minute, 'p', "", "every request and every view, found by its words", A::Palette),
        letter(P::MinuteKeys, 'n', "next", "the next item; after the last one the end", A::NextItem),
        letter(P::MinuteKeys, 'p', "previous", "the item before", A::PreviousItem),
        letter(P::MinuteKeys, 'r', "rating", "another rating; after the last one it stays", A::Rate),
        verb(P::MinuteKeys, 't', "target", "target"),
        verb(P::MinuteKeys, 'f', "finish", "finish"),
        verb(P::MinuteKeys, 'e', "evidence", "evidence add"),
        verb(P::MinuteKeys, 'c', "complete", "complete"),
        verb(P::MinuteKeys, 'g', "action", "agree"),
        verb(P::MinuteKeys, 'd', "decision", "decision"),
        verb(P::MinuteKeys, 'x', "dissent", "dissent"),
        verb(P::MinuteKeys, 'o', "other business", "meeting note"),
        verb(P::MinuteKeys, 'v', "level", "level"),
        letter(P::MinuteKeys, 's', "record", "on to the confirm with what is typed", A::GoOn),
        letter(P::MinuteKeys, 'a', "", "the next action; after the last one the item", A::NextField),
        letter(
            P::MinuteKeys,
            'u',
            "unrecorded",
            "the next item with words that are not recorded",
            A::Unrecorded,
        ),
        letter(
            P::MinuteKeys,
            'm',
            "more",
            "the next lines of what was said and recorded; after the last ones the first",
            A::ReadOn,
        ),
        letter(P::MinuteKeys, 'y', "", "copy the words of the minute", A::Copy),
        letter(
            P::MinuteKeys,
            'D',
            "throw away",
            "throw away the words that wait here and are not recorded; asks first",
            A::ThrowAway,
        ),
        verb(P::MinuteKeys, 'C', "close meeting", "meeting close"),
        verb(P::MinuteKeys, 'N', "next meeting", "meeting plan"),
        letter(P::MinuteKeys, 'L', "", "write the action log", A::ActionLog),
        key(P::MinuteKeys, C::Enter, "", "go on typing", A::Type),
        key(P::MinuteKeys, C::PageDown, "", "the next item; after the last one the end", A::NextItem),
        key(P::MinuteKeys, C::PageUp, "", "the item before", A::PreviousItem),
        key(P::MinuteKeys, C::Home, "", "to the first item", A::First),
        key(P::MinuteKeys, C::End, "", "to the end of the meeting", A::Last),
        key(P::Owners, C::Enter, "open", "the actions that the name or the number stands for", A::Open),
        key(P::Owners, C::Tab, "numbers", "to the next number of the row, and round", A::NextPane),
        key(P::Owners, C::BackTab, "", "to the number before", A::PreviousPane),
        letter(P::Owners, '/', "narrow", "show only those whose names fit these letters", A::Filter),
        letter(P::Owners, 'o', "order", "by what is overdue, by when last heard, by name", A::Sort),
        letter(
            P::Owners,
            'c',
            "chase",
            "write messages to those who are marked, or to the one chosen",
            A::Chase,
        ),
        letter(
            P::Owners,
            ' ',
            "mark",
            "mark the owner: messages are then written to all who are marked",
            A::Mark,
        ),
        letter(P::Owners, '*', "", "mark all who are shown", A::MarkAll),
        letter(P::Owners, '-', "unmark", "take all marks away", A::Unmark),
        key(P::Owner, C::Enter, "open", "the recommendation that the action belongs to", A::Open),
        letter(
            P::Owner,
            'a',
            "others",
            "all actions, or only open, overdue, finished, dropped, moved, refused ones",
            A::All,
        ),
        verb(P::Owner, 'u', "update", "update"),
        verb(P::Owner, 't', "target", "target"),
        letter(P::Owner, 'c', "chase", "write a message to the owner", A::Chase),
        letter(
            P::Deciding,
            'a',
            "approve",
            "approve the outcome as it stands, after a confirm",
            A::Yes("approve"),
        ),
        letter(P::Deciding, 'a', "sign off", "sign it off as it stands, after a confirm", A::Yes("signoff")),
        letter(P::Deciding, 'a', "grant", "grant what is asked, after a confirm", A::Yes("grant")),
        verb(P::Deciding, 'c', "on a condition", "approve"),
        verb(P::Deciding, 'c', "on a condition", "signoff"),
        verb(P::Deciding, 'r', "return", "return"),
        verb(P::Deciding, 'r', "send back", "sendback"),
        verb(P::Deciding, 'r', "refuse", "refuse"),
        verb(P::Deciding, 'K', "ask", "question ask"),
        verb(P::Deciding, 'o', "evidence", "evidence open"),
        letter(P::Deciding, 'n', "next", "the next item", A::NextItem),
        letter(P::Deciding, 'p', "previous", "the item before", A::PreviousItem),
        letter(P::Deciding, 'b', "list", "all that waits here, to mark what is decided together", A::Batch),
        key(P::Deciding, C::Enter, "open", "the whole recommendation", A::Open),
        letter(P::Deciding, 'h', "history", "everything that happened to it", A::History),
        key(P::Decisions, C::Enter, "read", "read the item that is chosen", A::Open),
        letter(P::Decisions, ' ', "mark", "mark it: an answer is then given to all that are marked", A::Mark),
        letter(P::Decisions, '*', "", "mark all that ask for the same as the one that is chosen", A::MarkAll),
        letter(P::Decisions, '-', "unmark", "take all marks away", A::Unmark),
        letter(
            P::Decisions,
            'a',
            "approve",
            "approve those that are marked, after a confirm of all",
            A::Yes("approve"),
        ),
        letter(
            P::Decisions,
            'a',
            "sign off",
            "sign off those that are marked, after a confirm of all",
            A::Yes("signoff"),
        ),
        letter(
            P::Decisions,
            'a',
            "grant",
            "grant those that are marked, after a confirm of all",
            A::Yes("grant"),
        ),
        verb(P::Decisions, 'c', "on a condition", "approve"),
        verb(P::Decisions, 'c', "on a condition", "signoff"),
        verb(P::Decisions, 'r', "return", "return"),
        verb(P::Decisions, 'r', "send back", "sendback"),
        verb(P::Decisions, 'r', "refuse", "refuse"),
        key(P::Decisions, C::Esc, "back", "go back to one item at a time", A::Back),
        key(P::Pictures, C::Enter, "open", "the list of what the number counts", A::Open),
        key(P::Pictures, C::Tab, "next picture", "the next picture", A::NextPane),
        key(P::Pictures, C::BackTab, "", "the picture before", A::PreviousPane),
        letter(P::Pictures, ',', "earlier", "the month before", A::Earlier),
        letter(P::Pictures, '.', "later", "the month after", A::Later),
        letter(P::Pictures, 'x', "dates", "write every date into a file for calendars", A::Dates),
        key(P::Day, C::Enter, "open", "open what is chosen", A::Open),
        letter(P::Day, ',', "earlier", "the day before", A::Earlier),
        letter(P::Day, '.', "later", "the day after", A::Later),
        letter(P::Day, 'x', "dates", "write every date into a file for calendars", A::Dates),
        letter(
            P::History,
            '/',
            "find",
            "go to an event by its number, or to a day; or a reference's history",
            A::Filter,
        ),
        key(P::History, C::Enter, "open", "open what the event is about", A::Open),
        key(P::Diff, C::Enter, "open", "open the recommendation that is chosen", A::Open),
        key(P::Find, C::Enter, "go", "go there", A::Open),
        ctrl(P::Find, 'u', "", "empty the words", A::Clear),
        key(P::Find, C::Esc, "back", "stay where you are", A::Back),
        ctrl(P::Form, 's', "go on", "go on to the confirm", A::GoOn),
        key(P::Form, C::Tab, "next", "the next field", A::NextField),
        key(P::Form, C::BackTab, "before", "the field before", A::PreviousField),
        key(P::Form, C::Enter, "", "the next field; after the last one the confirm", A::Enter),
        key(P::Form, C::Esc, "leave", "leave without recording; asks first if anything was typed", A::Back),
        ctrl(P::Form, 'e', "editor", "a text in your own editor ($VISUAL or $EDITOR)", A::EditOutside),
        key(P::Form, C::F(1), "help", "these keys", A::Help),
        ctrl(P::Form, 'u', "empty", "empty the field", A::Clear),
        ctrl(P::Form, 'p', "more", "another request first; this form stays as it is behind it", A::Palette),
        letter(P::Discard, 'y', "leave", "leave; the words are kept until Plenary is left", A::Discard),
        key(P::Discard, C::Esc, "", "leave; the words are kept until Plenary is left", A::Discard),
        letter(P::Discard, 'n', "stay", "stay; everything is still there", A::Back),
        letter(P::Leaving, 'y', "leave", "leave; what was typed and not recorded is lost", A::Discard),
        key(P::Leaving, C::Esc, "stay", "stay; everything is still there", A::Back),
        letter(P::Leaving, 'n', "", "stay; everything is still there", A::Back),
        key(
            P::Confirm,
            C::Enter,
            "record",
            "record exactly this, where it is no decision of the DCC",
            A::Record,
        ),
        letter(
            P::Confirm,
            'y',
            "record",
            "record exactly this, where it is a decision, or says that something was sent",
            A::Decide,
        ),
        letter(P::Confirm, 'c', "copy command", "copy the same as a command line", A::Copy),
        key(P::Confirm, C::Esc, "back", "go back; nothing is recorded and nothing is lost", A::Back),
        letter(P::Confirm, 'n', "", "go back; nothing is recorded and nothing is lost", A::Back),
        key(P::Confirm, C::Up, "", "one line up", A::Up),
        key(P::Confirm, C::Down, "", "one line down", A::Down),
        key(P::Confirm, C::PageUp, "", "a page up", A::PageUp),
        key(P::Confirm, C::PageDown, "", "a page down", A::PageDown),
        key(P::Confirm, C::Home, "", "to the first line", A::First),
        key(P::Confirm, C::End, "", "to the last line", A::Last),
        key(P::Results, C::Enter, "open", "open the recommendation that is chosen", A::Open),
        key(P::Palette, C::Enter, "go", "do what is chosen", A::Open),
        key(P::Palette, C::Up, "", "one up", A::Up),
        key(P::Palette, C::Down, "", "one down", A::Down),
        key(P::Palette, C::PageUp, "", "a page up", A::PageUp),
        key(P::Palette, C::PageDown, "", "a page down", A::PageDown),
        key(P::Palette, C::Home, "", "to the first", A::First),
        key(P::Palette, C::End, "", "to the last", A::Last),
        ctrl(P::Palette, 'u', "", "empty the words", A::Clear),
        key(P::Palette, C::Esc, "back", "go back", A::Back),
        key(P::Help, C::Enter, "go", "do what is chosen", A::Open),
        key(P::Help, C::Up, "", "one up", A::Up),
        key(P::Help, C::Down, "", "one down", A::Down),
        key(P::Help, C::PageUp, "", "a page up", A::PageUp),
        key(P::Help, C::PageDown, "", "a page down", A::PageDown),
        key(P::Help, C::Home, "", "to the first", A::First),
        key(P::Help, C::End, "", "to the last", A::Last),
        ctrl(P::Help, 'u', "", "empty the words", A::Clear),
        key(P::Help, C::Esc, "back", "go back", A::Back),
        key(P::Actors, C::Enter, "act", "act as the person who is chosen", A::Open),
        key(P::Import, C::Enter, "read", "read the file", A::Open),
        key(P::Import, C::Tab, "complete", "complete the path, or show what there is", A::NextField),
        ctrl(P::Import, 'u', "empty", "empty the path", A::Clear),
        key(P::Import, C::Up, "", "one up", A::Up),
        key(P::Import, C::Down, "", "one down", A::Down),
        key(P::Import, C::Esc, "back", "go back", A::Back),
        key(P::Review, C::Enter, "edit", "edit what is chosen", A::Edit),
        letter(P::Review, ' ', "leave out", "leave it out, or take it in again", A::Toggle),
        ctrl(P::Review, 's', "go on", "go on to the confirm", A::GoOn),
        ctrl(P::Editing, 's', "keep", "keep the text as it is now", A::GoOn),
        key(P::Editing, C::Tab, "", "keep the text as it is now", A::GoOn),
        key(P::Editing, C::Enter, "", "keep a line as it is now", A::GoOn),
        ctrl(P::Editing, 'u', "", "empty the text", A::Clear),
        key(P::Editing, C::Esc, "undo", "leave the text as it was", A::Back),
        key(P::Path, C::Enter, "write", "begin to write it", A::Open),
        key(
            P::Path,
            C::Tab,
            "another",
            "another paper about the same, where there is one; messages as text, or as drafts again; an audit with or without evidence",
            A::NextPaper,
        ),
        key(
            P::Path,
            C::Down,
            "period",
            "to the period that a paper counts, and back to its path",
            A::NextField,
        ),
        key(P::Path, C::Up, "", "the same, the other way round", A::PreviousField),
        key(P::Path, C::Esc, "back", "go back; nothing is written", A::Back),
        ctrl(P::Path, 'o', "replace", "replace the paper that is there already, or not", A::Replace),
        ctrl(P::Path, 'u', "empty", "empty the line", A::Clear),
        key(P::Work, C::Esc, "cancel", "cancel it: nothing will have been changed", A::Back),
        ctrl(P::Work, 'c', "", "cancel it: nothing will have been changed", A::Back),
        letter(P::Agreeing, 'y', "make anew", "make the standing anew from the log", A::Rebuild),
        key(P::Agreeing, C::Esc, "leave it", "leave it as it is", A::Back),
        letter(P::Agreeing, 'n', "", "leave it as it is", A::Back),
        letter(P::Worked, 'r', "rebuild", "make the standing anew from the log", A::Rebuild),
        key(P::Everywhere, C::Esc, "back", "go back", A::Back),
        letter(P::Everywhere, '?', "help", "these keys", A::Help),
        letter(
            P::Everywhere,
            ':',
            "anything",
            "every request and every view, found by its words",
            A::Palette,
        ),
        letter(P::Everywhere, 'w', "", "why what is chosen is shown so", A::Why),
        letter(P::Everywhere, '[', "", "as the register stood at the meeting before", A::MeetingBefore),
        letter(
            P::Everywhere,
            ']',
            "",
            "as the register stood at the meeting after; from the last one to now",
            A::MeetingAfter,
        ),
        letter(P::Everywhere, '=', "", "back to what stands now", A::Now),
        letter(P::Everywhere, 'd', "", "what changed since the last governance meeting", A::Diff),
        letter(P::Everywhere, 'U', "", "put right what was recorded here last", A::Correct),
        letter(P::Everywhere, '@', "who", "act as another of the people whom this account serves", A::Actors),
        letter(P::Everywhere, 'q', "quit", "leave Plenary", A::Quit),
        ctrl(P::Everywhere, 'c', "", "leave Plenary", A::Quit),
        ctrl(P::Everywhere, 'z', "", "back to the shell for a while; `fg` returns", A::Suspend),
        ctrl(P::Everywhere, 'l', "", "draw the whole screen anew", A::Redraw),
        ctrl(P::Everywhere, 'p', "", "every request and every view, found by its words", A::Palette),
        letter(P::Everywhere, 'T', "", "begin the tour, leave it, or take it up again", A::Tour),
        ctrl(
            P::Everywhere,
            't',
            "",
            "begin the tour, leave it, or take it up again; also while you type",
            A::Tour,
        ),
        letter(P::Everywhere, 'y', "", "copy the reference of what is chosen", A::Copy),
        letter(P::Everywhere, 'W', "", "write a paper about what is in front: brief", A::Brief),
        letter(P::Everywhere, 'l', "", "the list of recommendations", A::Register),
        letter(P::Everywhere, 'm', "", "the list of meetings", A::Meetings),
        letter(P::Everywhere, 'n', "", "the list of inspections", A::Inspections),
        letter(P::Everywhere, 'O', "", "who owes what, and when they were last heard", A::Owners),
        letter(P::Everywhere, 'P', "", "ageing, opened and closed, clocks, ratings, forecast", A::Pictures),
        letter(P::Everywhere, 'C', "", "what falls on which day", A::Calendar),
        key(P::Everywhere, C::Up, "", "one up", A::Up),
        key(P::Everywhere, C::Down, "", "one down", A::Down),
        letter(P::Everywhere, 'k', "", "one up", A::Up),
        letter(P::Everywhere, 'j', "", "one down", A::Down),
        key(P::Everywhere, C::Left, "", "one to the left", A::Left),
        key(P::Everywhere, C::Right, "", "one to the right", A::Right),
        key(P::Everywhere, C::PageUp, "", "a page up", A::PageUp),
        key(P::Everywhere, C::PageDown, "", "a page down", A::PageDown),
        key(P::Everywhere, C::Home, "", "to the first", A::First),
        key(P::Everywhere, C::End, "", "to the last", A::Last),
    ]
};

impl Key {
    /// The key as it is shown: `enter`, `ctrl-s`, `u`.
    pub fn shown(&self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "space".to_string(),
            KeyCode::Char(letter) => letter.to_string(),
            KeyCode::Enter => "enter".into(),
            KeyCode::Esc => "esc".into(),
            KeyCode::Tab => "tab".into(),
            KeyCode::BackTab => "shift-tab".into(),
            KeyCode::Up => "up".into(),
            KeyCode::Down => "down".into(),
            KeyCode::Left => "left".into(),
            KeyCode::Right => "right".into(),
            KeyCode::PageUp => "page-up".into(),
            KeyCode::PageDown => "page-down".into(),
            KeyCode::Home => "home".into(),
            KeyCode::End => "end".into(),
            KeyCode::F(number) => format!("f{number}"),
            other => format!("{other:?}").to_lowercase(),
        };
        if self.ctrl { format!("ctrl-{name}") } else { name }
    }

    /// What it does, in words; a verb's are the verb's own.
    pub fn tells(&self) -> &'static str {
        match self.act {
            Act::Ask(name) => Verb::named(name).map_or("", |verb| verb.about),
            _ => self.does,
        }
    }

    /// Whether it opens a request that is not for this person's roles. It still works, and is refused with words.
    pub fn is_beyond(&self, around: &Around) -> bool {
        is_beyond(self.act, around)
    }

    /// Whether it opens what the DCC decides.
    pub fn decides(&self) -> bool {
        matches!(self.act, Act::Yes(_)) || matches!(self.act, Act::Ask(_)) && self.tells().ends_with("(DCC)")
    }

    fn is(&self, pressed: KeyEvent) -> bool {
        let ctrl = pressed.modifiers.contains(KeyModifiers::CONTROL);
        let code = match pressed.code {
            KeyCode::Tab if pressed.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        code == self.code && ctrl == self.ctrl && !pressed.modifiers.contains(KeyModifiers::ALT)
    }
}

/// Whether an act is a request that is not for the roles of whoever acts.
pub fn is_beyond(act: Act, around: &Around) -> bool {
    let name = match act {
        Act::Ask(name) | Act::Yes(name) => name,
        // Whoever may minute anything may minute what is about no item.
        Act::Minute => "meeting note",
        _ => return false,
    };
    Verb::named(name).is_some_and(|verb| !verb.is_for(around.person(), around.today))
}

/// Whether an act leads to something that is recorded, or works on the register itself: no past can take it.
pub fn is_for_now(act: Act) -> bool {
    use Act as A;
    matches!(
        act,
        A::Ask(_)
            | A::Yes(_)
            | A::Correct
            | A::Import
            | A::Verify
            | A::VerifyEvidence
            | A::Rebuild
            | A::BackUp
            | A::Audit
            | A::Record
            | A::Decide
            | A::ItemUp
            | A::ItemDown
            | A::Tour
            | A::Minute
    )
}

/// Whether an act only moves within a screen, so that nobody looks for it by its words.
pub fn moves(act: Act) -> bool {
    use Act as A;
    matches!(
        act,
        A::Up
            | A::Down
            | A::Left
            | A::Right
            | A::PageUp
            | A::PageDown
            | A::First
            | A::Last
            | A::NextPane
            | A::PreviousPane
    )
}

/// The place of an act among those that come next most naturally; behind all of them where it is none.
pub fn rank(natural: &[Act], act: Act) -> usize {
    natural.iter().position(|next| *next == act).unwrap_or(natural.len())
}

/// The places whose keys work in a place, the first of them before the other. On the register the requests of
/// a recommendation work too, for the chosen row; once rows are marked they go before the list's own keys.
fn lent(place: Place) -> (Place, Option<Place>) {
    match place {
        Place::Register => (place, Some(Place::Recommendation)),
        Place::Marked => (Place::Recommendation, Some(Place::Register)),
        place => (place, None),
    }
}

/// The keys that work in a place, its own first; `fits` says which acts the place offers now.
/// Of another place's keys nothing but the requests of a recommendation is lent.
fn all(place: Place, fits: impl Fn(Act) -> bool) -> impl Iterator<Item = &'static Key> {
    let shared = !place.takes_letters() && !place.asks();
    let works = move |key: &&Key| {
        shared || (key.ctrl && matches!(key.act, Act::Quit | Act::Suspend | Act::Redraw | Act::Tour))
    };
    let is_own = move |key: &&Key| {
        key.place == place || key.place != Place::Recommendation || matches!(key.act, Act::Ask(_))
    };
    let (first, then) = lent(place);
    let from = |from: Place| KEYS.iter().filter(move |key| key.place == from);
    let own = from(first).chain(then.into_iter().flat_map(from)).filter(is_own);
    own.chain(from(Place::Everywhere).filter(works)).filter(move |key| fits(key.act))
}

/// The same, what comes next most naturally first. Of two with the same letter only the one that works.
pub fn of(place: Place, fits: impl Fn(Act) -> bool, natural: &[Act]) -> Vec<&'static Key> {
    let mut keys: Vec<_> = all(place, fits).collect();
    keys.sort_by_key(|key| rank(natural, key.act));
    let mut seen = Vec::new();
    keys.retain(|key| {
        let new = !seen.contains(&(key.code, key.ctrl));
        seen.push((key.code, key.ctrl));
        new
    });
    keys
}

/// What a pressed key asks for in a place, if anything.
pub fn act(place: Place, pressed: KeyEvent, fits: impl Fn(Act) -> bool, natural: &[Act]) -> Option<Act> {
    of(place, fits, natural).into_iter().find(|key| key.is(pressed)).map(|key| key.act)
}

/// What a pressed key asks for by the place's own table, if anything.
pub fn own_act(place: Place, pressed: KeyEvent, fits: impl Fn(Act) -> bool) -> Option<Act> {
    let own = KEYS.iter().filter(|key| key.place == place && fits(key.act));
    own.into_iter().find(|key| key.is(pressed)).map(|key| key.act)
}

/// Whether the place's own table tells of an act.
pub fn is_own(place: Place, act: Act) -> bool {
    KEYS.iter().any(|key| key.place == place && key.act == act)
}

/// The key by which an act is asked for in a place, whatever stands there now.
pub fn key_of(place: Place, act: Act) -> Option<&'static Key> {
    all(place, |_| true).find(|key| key.act == act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_key_names_a_verb() {
        for key in KEYS {
            assert!(!key.tells().is_empty(), "{key:?}");
        }
    }

    #[test]
    fn two_keys_of_one_place_are_the_same_only_at_different_stages() {
        // On the desk what is asked says which of them works, whatever the stage.
        let desk = |key: &Key| matches!(key.place, Place::Deciding | Place::Decisions);
        for (index, one) in KEYS.iter().enumerate().filter(|(_, key)| !desk(key)) {
            let same =
                |other: &&Key| one.place == other.place && (one.code, one.ctrl) == (other.code, other.ctrl);
            for other in KEYS[index + 1..].iter().filter(same) {
                let (Act::Ask(one), Act::Ask(other)) = (one.act, other.act) else {
                    panic!("{one:?} and {other:?}");
                };
                let stages = |name| Verb::named(name).unwrap().stages;
                let shared = |stage| stages(other).contains(stage);
                // A verdict may be recorded on a closed one, but has a letter of its own.
                assert!(!stages(one).iter().any(shared), "{one} and {other}");
            }
        }
    }
}
