//! Everything that a key of the screens does can be done in plain lines: every row of the key table
//! has its counterpart among the commands of `linear`, or is about the picture itself.

use crate::journey::asking::VERBS;
use crate::linear::{COMMANDS, Do, Kind};
use crate::tui::keys::{Act, KEYS, Key};

/// What a key's act is in plain lines.
#[derive(Debug)]
enum Counterpart {
    /// A command of the plain lines.
    Command(Kind, Do),
    /// The request itself, by its name.
    Request,
    /// Nothing is drawn, so there is nothing to be done: why.
    OfThePicture(&'static str),
}

/// The counterpart of every act. A new act does not compile until somebody says what it is in plain lines.
fn counterpart(key: &Key) -> Counterpart {
    use Counterpart::{Command, OfThePicture, Request};
    use Kind as K;
    match key.act {
        Act::Ask(_) => Request,
        Act::Up | Act::Down | Act::Left | Act::Right | Act::NextPane | Act::PreviousPane => {
            OfThePicture("a number opens what a cursor would have to be moved to")
        }
        Act::NextField | Act::PreviousField | Act::Enter => Command(K::Question, Do::Back),
        Act::PageDown => Command(K::Everywhere, Do::More),
        Act::PageUp => Command(K::Everywhere, Do::Before),
        Act::First => Command(K::Everywhere, Do::First),
        Act::Last => Command(K::Everywhere, Do::Last),
        Act::Open => Command(K::Everywhere, Do::Choose),
        Act::Back | Act::Discard => Command(K::Everywhere, Do::Back),
        Act::Quit => Command(K::Everywhere, Do::Leave),
        Act::Help => Command(K::Everywhere, Do::Help),
        Act::Palette => Command(K::Everywhere, Do::Anything),
        Act::Actors => Command(K::Everywhere, Do::Who),
        Act::Register => Command(K::Everywhere, Do::Register),
        Act::Meetings => Command(K::Everywhere, Do::Meetings),
        Act::Inspections => Command(K::Everywhere, Do::Inspections),
        Act::Inspection => Command(K::Recommendation, Do::Inspection),
        Act::Owners => Command(K::Everywhere, Do::Owners),
        Act::Desk | Act::Batch => Command(K::Everywhere, Do::Desk),
        Act::Yes(_) => OfThePicture("the request by its name, about the item that was read out"),
        Act::Pictures => Command(K::Everywhere, Do::Ageing),
        Act::Calendar => Command(K::Everywhere, Do::Calendar),
        Act::Earlier => Command(K::Picture, Do::MonthBefore),
        Act::Later => Command(K::Picture, Do::NextMonth),
        Act::Sort | Act::Turn | Act::Heading(_) => Command(K::Register, Do::Sort),
        Act::Group => Command(K::Register, Do::Group),
        Act::Columns => Command(K::Register, Do::Columns),
        Act::View(_) => Command(K::Everywhere, Do::Saved),
        Act::Mark | Act::MarkAll => Command(K::Register, Do::Mark),
        Act::Unmark => Command(K::Register, Do::Unmark),
        Act::Minute => Command(K::Everywhere, Do::Minute),
        Act::NextItem => Command(K::Minute, Do::Next),
        Act::PreviousItem => Command(K::Minute, Do::Previous),
        Act::Rate => OfThePicture("a rating is a field of the report on progress"),
        Act::ReadOn => OfThePicture("everything that was said and recorded is read out"),
        Act::Type => OfThePicture("words are given where they are asked for"),
        Act::Unrecorded => OfThePicture("minuting begins and ends with what is not recorded, read out"),
        // Of an open meeting they are taken out where they were written, line by line.
        Act::ThrowAway => Command(K::Everywhere, Do::Minute),
        Act::ActionLog => Command(K::Everywhere, Do::Brief),
        Act::Verify => Command(K::Everywhere, Do::Verify),
        Act::VerifyEvidence => Command(K::Everywhere, Do::VerifyEvidence),
        Act::Rebuild => Command(K::Everywhere, Do::Rebuild),
        Act::BackUp => Command(K::Everywhere, Do::BackUp),
        Act::Audit => Command(K::Everywhere, Do::Audit),
        Act::Export => Command(K::Register, Do::Export),
        Act::Brief | Act::NextPaper | Act::Replace => Command(K::Everywhere, Do::Brief),
        Act::Chase => Command(K::Everywhere, Do::Chase),
        Act::Dates => Command(K::Everywhere, Do::Dates),
        Act::Why => Command(K::Everywhere, Do::Why),
        Act::Correct => Command(K::Everywhere, Do::Undo),
        Act::Import => Command(K::Everywhere, Do::Import),
        Act::History => Command(K::Everywhere, Do::History),
        Act::Filter => Command(K::Register, Do::Filter),
        Act::All => Command(K::Register, Do::All),
        Act::GoOn => Command(K::Review, Do::GoOn),
        Act::Clear => Command(K::Question, Do::Clear),
        Act::Record => Command(K::Confirm, Do::Record),
        Act::Decide => Command(K::Confirm, Do::Decide),
        Act::Toggle => Command(K::Review, Do::LeaveOut),
        Act::Edit => Command(K::Review, Do::Edit),
        Act::EditOutside => Command(K::Writing, Do::Edit),
        Act::Suspend => OfThePicture("nothing has taken the terminal: the shell's own ctrl-z works"),
        Act::Redraw => OfThePicture("lines that were said stay as they were said"),
        Act::Copy => OfThePicture("everything stays in the scrollback, where the terminal copies it"),
        Act::Theme(_) => OfThePicture("there are no colours"),
        Act::ItemUp | Act::ItemDown => OfThePicture("`meeting order` names the item before which it comes"),
        Act::MeetingBefore | Act::MeetingAfter => Command(K::Everywhere, Do::AsAt),
        Act::Now => Command(K::Everywhere, Do::Now),
        Act::Diff => Command(K::Everywhere, Do::Diff),
        Act::Tour => Command(K::Everywhere, Do::Tour),
        Act::Practise | Act::BeginWithDocument | Act::BeginEmpty => {
            OfThePicture("the same three ways, asked for before there is a register")
        }
    }
}

#[test]
fn every_key_of_the_screens_has_its_counterpart_in_plain_lines() {
    let there = |kind, act| COMMANDS.iter().any(|command| command.kind == kind && command.act == act);
    for key in KEYS {
        match counterpart(key) {
            Counterpart::Command(kind, act) => assert!(there(kind, act), "{key:?}"),
            Counterpart::Request => {
                let Act::Ask(name) = key.act else { panic!("{key:?}") };
                assert!(VERBS.iter().any(|verb| verb.name == name), "{key:?}");
            }
            Counterpart::OfThePicture(why) => assert!(!why.is_empty(), "{key:?}"),
        }
    }
}
