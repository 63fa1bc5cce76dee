//! The one table of commands: which word does what, and where. The help is made from it,
//! and a test holds it against the keys of the screens.

/// Where a command works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// In every view.
    Everywhere,
    Overview,
    Register,
    Recommendation,
    /// The actions and the evidence of a recommendation, and one of them.
    Work,
    Inspections,
    Inspection,
    Meetings,
    Meeting,
    /// An open meeting while it is minuted.
    Minute,
    History,
    /// What waits for the person's decision.
    Desk,
    /// One item of it.
    Deciding,
    /// Owners, ageing, flow, clocks, the calendar, and what their numbers count.
    Picture,
    Who,
    Review,
    /// While a question of a request is asked.
    Question,
    /// While a text of several lines is given.
    Writing,
    /// When all questions are answered.
    Confirm,
    /// What changed between two moments.
    Diff,
}

impl Kind {
    /// The place's name, as the help heads its commands.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Everywhere => "everywhere",
            Kind::Overview => "overview",
            Kind::Register => "list",
            Kind::Recommendation => "a recommendation",
            Kind::Work => "actions and evidence",
            Kind::Inspections => "inspections",
            Kind::Inspection => "an inspection",
            Kind::Meetings => "meetings",
            Kind::Meeting => "a meeting",
            Kind::Minute => "minuting a meeting",
            Kind::History => "history",
            Kind::Desk => "desk",
            Kind::Deciding => "an item of the desk",
            Kind::Picture => "a picture in words",
            Kind::Who => "who acts",
            Kind::Review => "review of an import",
            Kind::Question => "a question",
            Kind::Writing => "a text of several lines",
            Kind::Diff => "what changed",
            Kind::Confirm => "the record before it is recorded",
        }
    }
}

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Do {
    Choose,
    Again,
    Back,
    Leave,
    Help,
    More,
    Before,
    First,
    Last,
    Requests,
    Anything,
    Overview,
    Register,
    Inspections,
    Meetings,
    /// Minutes an open meeting.
    Minute,
    /// The next item of a meeting.
    Next,
    /// The item before.
    Previous,
    History,
    Inspection,
    Import,
    Tour,
    Who,
    Filter,
    All,
    Sort,
    Group,
    Columns,
    /// The words of a filter.
    Words,
    /// A saved view.
    Saved,
    Owners,
    /// What waits for the person's decision.
    Desk,
    Ageing,
    Flow,
    Forecast,
    Clocks,
    Calendar,
    NextMonth,
    MonthBefore,
    Why,
    /// The register as it stood at a moment.
    AsAt,
    Now,
    Diff,
    Undo,
    Verify,
    VerifyEvidence,
    Rebuild,
    BackUp,
    Audit,
    Export,
    Brief,
    Chase,
    Dates,
    Mark,
    Unmark,
    Read,
    LeaveOut,
    TakeIn,
    Edit,
    GoOn,
    Clear,
    Finish,
    ReadBack,
    TakeBack,
    Record,
    Decide,
}

/// One row of the table.
#[derive(Debug)]
pub struct Command {
    pub kind: Kind,
    /// The word; its beginning is enough where nothing else begins so.
    pub word: &'static str,
    /// One or two signs that do the same; empty where there are none.
    pub sign: &'static str,
    /// What may follow the word, in capitals; empty where nothing does.
    pub takes: &'static str,
    pub does: &'static str,
    pub act: Do,
}

const fn command(
    kind: Kind,
    (word, sign, takes): (&'static str, &'static str, &'static str),
    does: &'static str,
    act: Do,
) -> Command {
    Command { kind, word, sign, takes, does, act }
}

/// Every command. Requests are commands as well, by the names of their verbs.
pub const COMMANDS: &[Command] = {
    use Do as D;
    use Kind as K;
    &[
        command(K::Everywhere, ("", "1", ""), "a number opens what was told with it", D::Choose),
        command(K::Everywhere, ("", "empty line", ""), "tells again where you are", D::Again),
        command(K::Everywhere, ("back", "b", ""), "goes back", D::Back),
        command(
            K::Everywhere,
            ("quit", "q", ""),
            "leaves Plenary; asks first when words would be lost",
            D::Leave,
        ),
        command(
            K::Everywhere,
            ("help", "?", "WORDS"),
            "what can be done here, or what is said of these words",
            D::Help,
        ),
        command(K::Everywhere, ("more", "m", ""), "the next rows of a list", D::More),
        command(K::Everywhere, ("before", "", ""), "the rows before", D::Before),
        command(K::Everywhere, ("first", "", ""), "the first rows", D::First),
        command(K::Everywhere, ("last", "", ""), "the last rows", D::Last),
        command(
            K::Everywhere,
            ("requests", "r", ""),
            "the requests that can be made here, numbered",
            D::Requests,
        ),
        command(
            K::Everywhere,
            ("anything", ":", "WORDS"),
            "every request there is, found by its words",
            D::Anything,
        ),
        command(K::Everywhere, ("overview", "", ""), "the road and what waits for you", D::Overview),
        command(
            K::Everywhere,
            ("list", "l", "WORDS"),
            "the list of recommendations, or of those that fit the words",
            D::Register,
        ),
        command(K::Everywhere, ("inspections", "n", ""), "the list of inspections", D::Inspections),
        command(K::Everywhere, ("meetings", "", ""), "the list of meetings", D::Meetings),
        command(
            K::Everywhere,
            ("minute", "", "MEETING"),
            "goes through an open meeting item by item, to be minuted",
            D::Minute,
        ),
        command(
            K::Everywhere,
            ("view", "v", "NUMBER"),
            "the list as it is saved under a number or a name; alone it names them",
            D::Saved,
        ),
        command(
            K::Everywhere,
            ("desk", "", ""),
            "what waits for your decision, to be read and decided",
            D::Desk,
        ),
        command(
            K::Desk,
            ("mark", "", "NUMBERS"),
            "marks what is decided together; it must ask for the same",
            D::Mark,
        ),
        command(
            K::Desk,
            ("unmark", "", "NUMBERS"),
            "takes marks away; without numbers all of them",
            D::Unmark,
        ),
        command(K::Deciding, ("next", ">", ""), "the next item", D::Next),
        command(K::Deciding, ("previous", "<", ""), "the item before", D::Previous),
        command(
            K::Everywhere,
            ("owners", "", ""),
            "who owes what, what is overdue and when they were last heard",
            D::Owners,
        ),
        command(
            K::Everywhere,
            ("calendar", "", "WHEN"),
            "what falls in a month or on a day; this month if left out",
            D::Calendar,
        ),
        command(
            K::Everywhere,
            ("ageing", "", ""),
            "how long the open ones have been asked, by stage",
            D::Ageing,
        ),
        command(K::Everywhere, ("flow", "", ""), "how many were opened and closed in each month", D::Flow),
        command(
            K::Everywhere,
            ("forecast", "", ""),
            "when what is open will be closed, from the force's own history",
            D::Forecast,
        ),
        command(K::Everywhere, ("clocks", "", ""), "how the 56-day clocks stand", D::Clocks),
        command(
            K::Everywhere,
            ("why", "w", "REF"),
            "why it is told as it is, and what comes next: the rule, what went in, the dates",
            D::Why,
        ),
        command(
            K::Everywhere,
            ("as-at", "[", "WHEN"),
            "everything as it stood at a day or a meeting, as in as-at M12; before and after are the meetings beside it",
            D::AsAt,
        ),
        command(K::Everywhere, ("now", "=", ""), "back to what stands now", D::Now),
        command(
            K::Everywhere,
            ("diff", "", "WHEN"),
            "what changed since the last governance meeting, or since a day or a meeting, as in diff M11 to M12",
            D::Diff,
        ),
        command(
            K::Everywhere,
            ("files", "", ""),
            "looks at every file of evidence: changed, missing or whole",
            D::VerifyEvidence,
        ),
        command(
            K::Everywhere,
            ("verify", "V", ""),
            "checks that nothing in the record was changed",
            D::Verify,
        ),
        command(
            K::Everywhere,
            ("rebuild", "", ""),
            "makes the standing anew from the log; asks first",
            D::Rebuild,
        ),
        command(K::Everywhere, ("backup", "B", "PATH"), "copies the register and proves the copy", D::BackUp),
        command(
            K::Everywhere,
            ("audit", "X", "PATH"),
            "writes a folder for an audit, with a script that checks it without Plenary; audit without PATH leaves the files of evidence out",
            D::Audit,
        ),
        command(
            K::Everywhere,
            ("brief", "W", "PAPER PATH"),
            "writes a paper about what is in front, or the one that is named, as in brief overdue late.docx; behind the path \
             --from and --until with a day or a meeting, and --replace",
            D::Brief,
        ),
        command(
            K::Everywhere,
            ("chase", "", "NAME"),
            "writes messages to an owner, or to all, about what is overdue, due soon or quiet; it sends nothing",
            D::Chase,
        ),
        command(
            K::Everywhere,
            ("dates", "", "PATH"),
            "writes every date into a file for calendars",
            D::Dates,
        ),
        command(
            K::Everywhere,
            ("undo", "U", ""),
            "the request that puts right what you recorded last",
            D::Undo,
        ),
        command(
            K::Everywhere,
            ("history", "h", "WORDS"),
            "what happened here, or that of it which fits the words; on the overview in the whole register",
            D::History,
        ),
        command(
            K::Everywhere,
            ("tour", "T", "OFF"),
            "a tour of the practice register, a step at a time; off leaves it",
            D::Tour,
        ),
        command(
            K::Everywhere,
            ("import", "i", "PATH"),
            "reads a published response, to be reviewed first",
            D::Import,
        ),
        command(
            K::Everywhere,
            ("who", "@", "NAME"),
            "act as another of the people whom this account serves",
            D::Who,
        ),
        command(
            K::Register,
            ("find", "/", "WORDS"),
            "only what fits these words; without words everything again",
            D::Filter,
        ),
        command(K::Register, ("all", "a", ""), "closed ones too, or only open ones again", D::All),
        command(
            K::Register,
            ("sort", "", "COLUMN"),
            "by ref, kind, stage, level, rating, owner, next, heard, deadline, opened or closed; - before it turns it round",
            D::Sort,
        ),
        command(
            K::Register,
            ("group", "", "NAME"),
            "in groups by inspection, owner, stage or meeting; none takes them away",
            D::Group,
        ),
        command(
            K::Register,
            ("columns", "", "NAMES"),
            "tells each row in these columns, as in columns ref owner next; usual takes the choice back",
            D::Columns,
        ),
        command(
            K::Register,
            ("mark", "", "NUMBERS"),
            "marks rows, or all of them: a request is then made for each that is marked",
            D::Mark,
        ),
        command(
            K::Register,
            ("unmark", "", "NUMBERS"),
            "takes marks away; without numbers all of them",
            D::Unmark,
        ),
        command(
            K::Register,
            ("export", "x", "PATH"),
            "writes the list into a file that ends in .csv or .json",
            D::Export,
        ),
        command(K::Register, ("words", "", ""), "the words that a filter understands", D::Words),
        command(
            K::History,
            ("find", "/", "WORDS"),
            "only what fits these words; without words everything again",
            D::Filter,
        ),
        command(K::History, ("words", "", ""), "the words that a filter understands", D::Words),
        command(K::Minute, ("next", ">", ""), "the next item; behind the last one the end", D::Next),
        command(K::Minute, ("previous", "<", ""), "the item before", D::Previous),
        command(K::Picture, ("sort", "", "ORDER"), "the owners by overdue, heard or name", D::Sort),
        command(K::Picture, ("next", "", ""), "the month after, in the calendar", D::NextMonth),
        command(K::Picture, ("previous", "", ""), "the month before, in the calendar", D::MonthBefore),
        command(K::Recommendation, ("inspection", "", ""), "the inspection that asks it", D::Inspection),
        command(K::Work, ("inspection", "", ""), "the inspection that asks it", D::Inspection),
        command(
            K::Review,
            ("read", "", "NUMBER"),
            "reads one out, with the lines that it came from",
            D::Read,
        ),
        command(
            K::Review,
            ("edit", "e", "NUMBER"),
            "other words for the title, the code or a recommendation",
            D::Edit,
        ),
        command(K::Review, ("leave out", "x", "NUMBER"), "leaves it out", D::LeaveOut),
        command(K::Review, ("take in", "", "NUMBER"), "takes it in again", D::TakeIn),
        command(K::Review, ("go", "g", ""), "goes on to what would be recorded", D::GoOn),
        command(K::Question, ("", "1", ""), "a number takes the answer that was told with it", D::Choose),
        command(K::Question, ("", "empty line", ""), "asks again, and reads the choices again", D::Again),
        command(K::Question, ("", "?", ""), "says more about the question", D::Help),
        command(K::Question, ("", "b", ""), "goes back to the question before", D::Back),
        command(K::Question, ("", "q", ""), "leaves Plenary; asks first when words would be lost", D::Leave),
        command(K::Question, ("", "-", ""), "leaves the field empty, or empties it", D::Clear),
        command(K::Question, ("", "m", ""), "more choices", D::More),
        command(
            K::Question,
            ("", ":", "WORDS"),
            "another request first; what is answered stays",
            D::Anything,
        ),
        command(K::Writing, ("", ".", ""), "alone on a line: ends the text", D::Finish),
        command(K::Writing, ("", ".b", ""), "goes back without it", D::Back),
        command(
            K::Writing,
            ("", ".e", ""),
            "opens the text in your editor; e before the first line",
            D::Edit,
        ),
        command(K::Writing, ("", ".l", ""), "reads back what is written so far", D::ReadBack),
        command(K::Writing, ("", ".u", ""), "takes the last line back", D::TakeBack),
        command(K::Writing, ("", ".?", ""), "says what these do", D::Help),
        command(
            K::Confirm,
            ("record", "y", ""),
            "records exactly what was read out, where it is no decision of the DCC",
            D::Record,
        ),
        command(K::Confirm, ("yes", "", ""), "the whole word records a decision", D::Decide),
        command(K::Confirm, ("", "name", "WORDS"), "the name of a field adds or changes its answer", D::Edit),
        command(K::Confirm, ("", "empty line", ""), "reads the record again", D::Again),
        command(K::Confirm, ("", "?", ""), "says what can be added or changed", D::Help),
        command(K::Confirm, ("", "b", ""), "leaves the request; asks first", D::Back),
        command(K::Confirm, ("", "q", ""), "leaves Plenary; asks first", D::Leave),
    ]
};

impl Command {
    /// The command as it is told: `find WORDS or /`.
    pub fn shown(&self) -> String {
        let spaced = |word: &str| {
            [word, self.takes].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        match (self.word, self.sign) {
            ("", "1") => "a number".into(),
            ("", sign) => spaced(sign),
            (word, "") => spaced(word),
            (word, sign) => format!("{sign} or {}", spaced(word)),
        }
    }
}

/// The commands of a place: its own, then those that work everywhere.
pub fn of(kind: Kind) -> impl Iterator<Item = &'static Command> {
    let own = COMMANDS.iter().filter(move |command| command.kind == kind && kind != Kind::Everywhere);
    own.chain(COMMANDS.iter().filter(|command| command.kind == Kind::Everywhere))
}

/// The command of a place that one sign at the beginning of a line stands for, and the words after it.
pub fn by_sign(kind: Kind, line: &str) -> Option<(&'static Command, &str)> {
    let line = line.trim();
    of(kind).filter(|command| !matches!(command.sign, "" | "1")).find_map(|command| {
        let rest = line.strip_prefix(command.sign)?;
        let letter = command.sign.starts_with(char::is_alphanumeric);
        let apart = rest.is_empty() || (!command.takes.is_empty() && (!letter || rest.starts_with(' ')));
        apart.then(|| (command, rest.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_a_command_and_what_follows_are_its_words() {
        let found =
            |line: &'static str| by_sign(Kind::Register, line).map(|(command, rest)| (command.act, rest));
        assert_eq!(found("b"), Some((Do::Back, "")));
        assert_eq!(found("/overdue now"), Some((Do::Filter, "overdue now")));
        assert_eq!(found("l overdue"), Some((Do::Register, "overdue")));
        assert_eq!(found("list"), None, "a word is no sign");
        assert_eq!(found("back"), None);
        assert_eq!(found("? undo"), Some((Do::Help, "undo")));
    }

    #[test]
    fn every_command_of_a_place_has_its_own_word_and_its_own_sign() {
        for kind in COMMANDS.iter().map(|command| command.kind) {
            for part in [|one: &Command| one.word, |one: &Command| one.sign] {
                let mut parts: Vec<_> = of(kind).map(part).filter(|part| !part.is_empty()).collect();
                if matches!(kind, Kind::Question | Kind::Writing | Kind::Confirm) {
                    parts = COMMANDS
                        .iter()
                        .filter(|one| one.kind == kind)
                        .map(part)
                        .filter(|part| !part.is_empty())
                        .collect();
                }
                let count = parts.len();
                parts.sort_unstable();
                parts.dedup();
                assert_eq!(parts.len(), count, "{kind:?}: {parts:?}");
            }
        }
    }
}
