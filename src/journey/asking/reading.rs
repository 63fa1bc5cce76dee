//! What was filled in becomes a request; all that is wrong with it is gathered.
//! Text from outside is cleaned here; whether the request is granted is for the rules.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::{Answers, Ask, Field, Misasked, Need, Surroundings, hyphened};
use crate::journey::day::{Lean, read_day};
use crate::journey::file::Brought;
use crate::journey::inspection::{Asking, Corrected, Deadline, Grade, Kind, Particulars};
use crate::journey::meeting::MeetingKind;
use crate::journey::meeting::attendance::{Attendance, Wrong};
use crate::journey::meeting::series::{self, End, Repeats, Rule};
use crate::journey::people::{Holding, Role};
use crate::journey::recommendation::{Ending, Position, Verdict};
use crate::journey::reference::{
    ActionRef, EvidenceRef, InspectionCode, MeetingRef, NotAReference, RecommendationRef,
};
use crate::journey::register::BodyKind;
use crate::journey::request::{AskedOfDcc, Condition, HeldOn, Request, Worded};
use crate::journey::response::Recipient;
use crate::journey::scheme::Scheme;
use crate::journey::text::{clean, clean_line, quoted};

/// The longest text that a field takes, in characters; a page of A4 holds about 3,000.
const LONGEST: usize = 20_000;

/// What is shorter is a `y` or a `yes` that was meant for the confirm; an action cannot be told in it.
const SHORTEST_CONDITION: usize = 4;

/// Reads the fields of one request, gathering all that is wrong.
pub(super) struct Reading<'a> {
    pub answers: &'a Answers,
    pub world: &'a Surroundings<'a>,
    pub wrong: Vec<Misasked>,
}

impl Reading<'_> {
    pub fn check_needs(&mut self, fields: &'static [Field]) {
        for field in fields {
            let given = self.answers.all(field.name).len();
            let wanted = matches!(field.need, Need::Positional | Need::Required | Need::Several);
            let one = !matches!(field.need, Need::Several | Need::Any);
            if wanted && given == 0 {
                self.wrong.push(Misasked { field: field.name, what: format!("is missing: {}", field.help) });
            } else if one && given > 1 {
                self.wrong
                    .push(Misasked { field: field.name, what: format!("was given {given} times, not once") });
            }
            let long = |answer: &String| answer.chars().count() > LONGEST;
            if self.answers.all(field.name).iter().any(long) && field.ask != Ask::File {
                let what = format!("is longer than {LONGEST} characters");
                self.wrong.push(Misasked { field: field.name, what });
            }
        }
    }

    /// Every answer by what its field asks, so that all that is wrong is told at once.
    pub fn check_answers(&mut self, fields: &'static [Field]) {
        for field in fields {
            let wrong = self
                .answers
                .all(field.name)
                .iter()
                .filter_map(|answer| field.check(answer, self.world.today).err());
            self.wrong.extend(wrong.map(|what| Misasked { field: field.name, what }));
        }
    }

    pub fn request(&mut self, verb: &str) -> Option<Request> {
        use Request as R;
        Some(match verb {
            "inspection add" => {
                let (title, published) = (self.line("title")?, self.date("published")?);
                let proposed = InspectionCode::propose(&title, published.year(), self.world.taken);
                let code = self.perhaps("code", Self::reference)?.unwrap_or(proposed);
                let inspectorate = self.line("inspectorate").unwrap_or_else(|| "HMICFRS".into());
                let (kinds, grades) = (self.lines("kind"), self.each("grade", read_grade)?);
                R::RecordInspection {
                    code,
                    particulars: Particulars { title, inspectorate, published, kinds, grades, source: None },
                }
            }
            "inspection correct" => R::CorrectInspection {
                inspection: self.reference("ref")?,
                corrected: Corrected {
                    title: self.line("title"),
                    inspectorate: self.line("inspectorate"),
                    published: self.perhaps("published", Self::date)?,
                    kinds: self.lines("kind"),
                    grades: self.each("grade", read_grade)?,
                },
                reason: self.text("why")?,
            },
            "recommendation retract" => {
                R::RetractRecommendation { recommendation: self.reference("ref")?, reason: self.text("why")? }
            }
            "recommendation add" => R::AddRecommendation {
                inspection: self.reference("ref")?,
                asking: Asking {
                    text: self.text("text")?,
                    kind: self.choice("kind", &Kind::ALL, Kind::words)?,
                    addressees: self.lines("addressee"),
                    // Publication is the inspection's to know: the words are resolved when it is found.
                    deadline: self.line("deadline").map(|words| Deadline { words, date: None }),
                    narrative: self.text("narrative"),
                    parent: self.perhaps("parent", Self::reference)?,
                    restates: self.perhaps("restates", Self::reference)?,
                },
            },
            "hold" => R::HoldPlenary {
                on: self.held_on()?,
                meeting: self.perhaps("meeting", Self::reference)?,
                name: self.line("name"),
                attendees: self.lines("attendee"),
                apologies: self.lines("apologies"),
                hot_debrief: self.flag("hot-debrief"),
            },
            "position" => R::TakePosition {
                recommendation: self.reference("ref")?,
                position: self.choice("position", &Position::ALL, Position::words)?,
                reason: self.text("why"),
            },
            "agree" => R::AgreeAction {
                recommendation: self.reference("ref")?,
                text: self.text("text")?,
                owner: self.line("owner")?,
                target: self.date("target")?,
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "report" => R::ReportOutcome { recommendation: self.reference("ref")? },
            "approve" => R::Approve { recommendation: self.reference("ref")?, condition: self.condition()? },
            "return" => R::Return { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "update" => R::ReportProgress {
                action: self.reference("ref")?,
                text: self.text("text")?,
                rating: self.line("rating"),
                reason: self.text("why"),
                meeting: self.perhaps("meeting", Self::reference)?,
                same: self.flag("same"),
            },
            "target" => R::MoveTarget {
                action: self.reference("ref")?,
                to: self.date("to")?,
                reason: self.text("why")?,
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "grant" => R::Grant { what: self.asked_of_dcc()?, reason: self.text("why") },
            "refuse" => R::Refuse { what: self.asked_of_dcc()?, reason: self.text("why")? },
            "chased" => R::RecordChase {
                actions: self
                    .each("action", |said| said.parse().map_err(|wrong: NotAReference| wrong.to_string()))?,
                means: self.perhaps("means", Self::line)?,
            },
            "evidence add" => R::AddEvidence {
                recommendation: self.reference("ref")?,
                kind: self.line("kind")?,
                title: self.line("title")?,
                held: self.line("held"),
                file: self.file()?,
                marking: self.line("marking"),
                dated: self.perhaps("dated", Self::date)?,
                source: self.line("source"),
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "evidence open" => {
                R::OpenEvidence { evidence: self.reference("ref")?, to: self.perhaps("to", Self::line)? }
            }
            "evidence accept" => R::AcceptEvidence { evidence: self.reference("ref")? },
            "evidence reject" => {
                R::RejectEvidence { evidence: self.reference("ref")?, reason: self.text("why")? }
            }
            "evidence withdraw" => {
                R::WithdrawEvidence { evidence: self.reference("ref")?, reason: self.text("why")? }
            }
            "finish" => R::FinishAction {
                action: self.reference("ref")?,
                ending: self.ending()?.unwrap_or(Ending::Implemented),
                reason: self.text("why"),
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "answer" => R::GiveAnswer {
                recommendation: self.reference("ref")?,
                body: self.line("body")?,
                text: self.text("text")?,
            },
            "decision" => R::MinuteDecision {
                recommendation: self.reference("ref")?,
                text: self.text("text")?,
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "dissent" => R::RecordDissent {
                recommendation: self.reference("ref")?,
                who: self.line("who")?,
                text: self.text("text")?,
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "question ask" => {
                R::AskQuestion { recommendation: self.reference("ref")?, text: self.text("text")? }
            }
            "question answer" => R::AnswerQuestion {
                recommendation: self.reference("ref")?,
                text: self.text("text")?,
                question: self.perhaps("question", |reading, field| reading.read(field, read_question))?,
            },
            "complete" => R::ConsiderComplete {
                recommendation: self.reference("ref")?,
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "level" => R::AwardLevel {
                recommendation: self.reference("ref")?,
                level: self.line("level")?,
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "signoff" => R::SignOff { recommendation: self.reference("ref")?, condition: self.condition()? },
            "sendback" => R::SendBack { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "submit" => R::Submit { recommendation: self.reference("ref")? },
            "verdict" => R::RecordVerdict {
                recommendation: self.reference("ref")?,
                verdict: self.choice("verdict", &Verdict::ALL, Verdict::words)?,
                ending: self.ending()?,
                superseded_by: self.perhaps("by", Self::reference)?,
                reason: self.text("why"),
            },
            "supersede" => R::Supersede {
                recommendation: self.reference("ref")?,
                by: self.reference("by")?,
                reason: self.text("why")?,
            },
            "withdraw" => R::Withdraw { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "reopen" => R::Reopen { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "amend" => {
                let what = self.either(Worded::Action, Worded::Recommendation)?;
                R::Amend { what, text: self.text("text")?, reason: self.text("why")? }
            }
            "reassign" => R::Reassign {
                action: self.reference("ref")?,
                owner: self.line("owner")?,
                reason: self.text("why")?,
            },
            "status" => {
                R::NoteStatus { recommendation: self.reference("ref")?, status: self.line("status")? }
            }
            "meeting plan" => R::PlanMeeting {
                name: self.line("name")?,
                date: self.date("date")?,
                kind: self
                    .perhaps("kind", |reading, field| {
                        reading.choice(field, &MeetingKind::ALL, MeetingKind::words)
                    })?
                    .unwrap_or(MeetingKind::Governance),
                chair: self.line("chair"),
                repeats: self.repeats()?,
                inspection: self.perhaps("inspection", Self::reference)?,
            },
            "meeting move" => R::MoveMeeting {
                meeting: self.reference("ref")?,
                date: self.date("date")?,
                reason: self.text("why")?,
            },
            "meeting cancel" => {
                R::CancelMeeting { meeting: self.reference("ref")?, reason: self.text("why")? }
            }
            "meeting open" => {
                let (attendees, apologies) = (self.lines("attendee"), self.lines("apologies"));
                let chair = self.line("chair");
                R::OpenMeeting { meeting: self.reference("ref")?, attendees, apologies, chair }
            }
            "meeting note" => R::NoteOnMeeting { meeting: self.reference("ref")?, text: self.text("text")? },
            "meeting attend" => {
                R::RecordAttendance { meeting: self.reference("ref")?, attendance: self.attendance() }
            }
            "meeting correct" => R::CorrectMinutes {
                meeting: self.reference("ref")?,
                wrong: Wrong {
                    chair: self.line("chair"),
                    attendance: self.attendance(),
                    words: self.wrong_words()?,
                },
                reason: self.text("why")?,
            },
            "meeting add" => R::AddToAgenda {
                meeting: self.reference("ref")?,
                recommendation: self.reference("item")?,
                reason: self.text("why")?,
            },
            "meeting drop" => R::DropFromAgenda {
                meeting: self.reference("ref")?,
                recommendation: self.reference("item")?,
                reason: self.text("why")?,
            },
            "meeting order" => R::OrderAgenda {
                meeting: self.reference("ref")?,
                recommendation: self.reference("item")?,
                before: self.perhaps("before", Self::reference)?,
            },
            "meeting close" => R::CloseMeeting { meeting: self.reference("ref")? },
            "response invite" => {
                R::InviteComments { inspection: self.reference("ref")?, by: self.date("by")? }
            }
            "response comments" => {
                R::ReceiveComments { inspection: self.reference("ref")?, text: self.text("text")? }
            }
            "response reply" => {
                R::ReplyToComments { inspection: self.reference("ref")?, text: self.text("text")? }
            }
            "response waive" => {
                R::WaiveComments { inspection: self.reference("ref")?, reason: self.text("why")? }
            }
            "response answer" => {
                R::AnswerInResponse { recommendation: self.reference("ref")?, text: self.text("text")? }
            }
            "response publish" => {
                R::PublishResponse { inspection: self.reference("ref")?, place: self.line("place")? }
            }
            "response receipt" => R::RecordReceipt {
                inspection: self.reference("ref")?,
                from: self.choice("from", &Recipient::ALL, Recipient::words)?,
            },
            "response same" => R::FindTheSame {
                inspection: self.reference("ref")?,
                with: self.reference("with")?,
                reason: self.text("why")?,
            },
            "response apart" => {
                R::FindApart { inspection: self.reference("ref")?, reason: self.text("why")? }
            }
            "people add" => {
                let (from, until) = (self.perhaps("from", Self::date)?, self.perhaps("until", Self::date)?);
                let roles = self.each("role", |said| chosen(&Role::ALL, Role::words, said))?;
                let roles = roles.into_iter().map(|role| Holding { role, from, until }).collect();
                R::AddPerson { name: self.line("name")?, roles, accounts: self.lines("account") }
            }
            "people role" => R::GiveRole {
                person: self.line("person")?,
                holding: Holding {
                    role: self.choice("role", &Role::ALL, Role::words)?,
                    from: self.perhaps("from", Self::date)?,
                    until: self.perhaps("until", Self::date)?,
                },
            },
            "people end" => R::EndRole {
                person: self.line("person")?,
                role: self.choice("role", &Role::ALL, Role::words)?,
            },
            "people account" => {
                R::MapAccount { person: self.line("person")?, account: self.line("account")? }
            }
            "people unmap" => R::UnmapAccount {
                person: self.line("person")?,
                account: self.line("account")?,
                reason: self.text("why")?,
            },
            "people address" => R::NoteAddress {
                person: self.line("person")?,
                address: self.line("address")?,
                reason: self.perhaps("why", Self::text)?,
            },
            "key offer" => R::OfferKey {
                person: self.line("person")?,
                key: self.text("key")?,
                holder_verified: self.flag("pin"),
            },
            "key accept" => {
                R::AcceptKey { person: self.line("person")?, fingerprint: self.line("fingerprint")? }
            }
            "key replace" => R::ReplaceKey {
                person: self.line("person")?,
                key: self.text("key")?,
                holder_verified: self.flag("pin"),
                reason: self.text("why")?,
            },
            "key revoke" => R::RevokeKey {
                person: self.line("person")?,
                fingerprint: self.line("fingerprint")?,
                reason: self.text("why")?,
            },
            "body add" => R::NameBody {
                name: self.line("name")?,
                kind: self.choice("kind", &BodyKind::ALL, BodyKind::words)?,
            },
            "scheme adopt" => R::AdoptScheme { scheme: Box::new(self.scheme()?) },
            _ => return None,
        })
    }

    /// Notes what is wrong with a field and reads on.
    fn wrong<T>(&mut self, field: &'static str, what: impl ToString) -> Option<T> {
        self.wrong.push(Misasked { field, what: what.to_string() });
        None
    }

    fn read<T>(&mut self, field: &'static str, how: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        match how(self.answers.first(field)?) {
            Ok(value) => Some(value),
            Err(what) => self.wrong(field, what),
        }
    }

    /// Something that may be left out: none if it was, nothing at all if it is wrong.
    fn perhaps<T>(
        &mut self,
        field: &'static str,
        how: impl Fn(&mut Self, &'static str) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.answers.first(field) {
            None => Some(None),
            Some(_) => how(self, field).map(Some),
        }
    }

    fn each<T>(&mut self, field: &'static str, how: impl Fn(&str) -> Result<T, String>) -> Option<Vec<T>> {
        let read: Result<Vec<T>, String> = self.answers.all(field).iter().map(|answer| how(answer)).collect();
        read.map_or_else(|what| self.wrong(field, what), Some)
    }

    fn line(&mut self, field: &'static str) -> Option<String> {
        self.answers.first(field).map(|answer| clean_line(answer).into_owned())
    }

    fn lines(&mut self, field: &'static str) -> Vec<String> {
        self.answers.all(field).iter().map(|answer| clean_line(answer).into_owned()).collect()
    }

    fn text(&mut self, field: &'static str) -> Option<String> {
        self.answers.first(field).map(|answer| clean(answer.trim()).into_owned())
    }

    /// The file that is offered, if one is; it is looked at now.
    fn file(&mut self) -> Option<Option<Brought>> {
        let refer = self.flag("refer");
        match self.answers.first("file") {
            None if refer => {
                self.wrong("refer", "is said without `--file`, the file that is left where it is")
            }
            None => Some(None),
            Some(path) => match (self.world.files)(path, refer) {
                Ok(brought) => Some(Some(brought)),
                Err(what) => self.wrong("file", what),
            },
        }
    }

    fn flag(&self, field: &str) -> bool {
        self.answers.first(field).is_some()
    }

    fn date(&mut self, field: &'static str) -> Option<NaiveDate> {
        let today = self.world.today;
        let lean = Lean::of(field);
        self.read(field, |words| read_day(words, today, lean).map_err(|wrong| wrong.to_string()))
    }

    fn reference<T: FromStr>(&mut self, field: &'static str) -> Option<T>
    where
        T::Err: ToString,
    {
        self.read(field, |words| words.parse().map_err(|wrong: T::Err| wrong.to_string()))
    }

    fn choice<T: Copy>(&mut self, field: &'static str, all: &[T], words: fn(T) -> &'static str) -> Option<T> {
        self.read(field, |said| chosen(all, words, said))
    }

    fn ending(&mut self) -> Option<Option<Ending>> {
        self.perhaps("as", |reading, field| reading.choice(field, &Ending::OF_ACTIONS, Ending::words))
    }

    fn attendance(&mut self) -> Attendance {
        let mut named = |field| self.lines(field);
        Attendance { came: named("attendee"), apologies: named("apologies"), absent: named("absent") }
    }

    /// What the minutes say and what they should say, on an item or as any other business: both, or nothing of it.
    #[allow(clippy::option_option, reason = "as of every field that may be left out")]
    fn wrong_words(&mut self) -> Option<Option<(Option<RecommendationRef>, String, String)>> {
        let named: Vec<_> = ["item", "was", "is"].into_iter().filter(|field| self.flag(field)).collect();
        match named.as_slice() {
            [] => Some(None),
            [.., "was", "is"] => {
                let item = self.perhaps("item", Self::reference)?;
                Some(Some((item, self.text("was")?, self.text("is")?)))
            }
            [first, ..] => self.wrong(
                first,
                "needs both `was` and `is`; `item` goes with them unless it is about any other business",
            ),
        }
    }

    /// How a meeting repeats, and until when: one of the two ends, and none where nothing repeats.
    #[allow(clippy::option_option, reason = "as of every field that may be left out")]
    fn repeats(&mut self) -> Option<Option<Repeats>> {
        let (times, until) = (self.flag("times"), self.flag("until"));
        if !self.flag("repeat") {
            return match (times, until) {
                (false, false) => Some(None),
                (true, _) => self.wrong("times", "goes with `repeat`, which says how it repeats"),
                (false, true) => self.wrong("until", "goes with `repeat`, which says how it repeats"),
            };
        }
        let rule = self.read("repeat", |words| Rule::read(words).map_err(|wrong| wrong.to_string()))?;
        let end = match (times, until) {
            (true, false) => End::Times(self.read("times", read_times)?),
            (false, true) => End::Until(self.date("until")?),
            (true, true) => return self.wrong("until", "goes without `times`: one of them ends a series"),
            (false, false) => {
                return self
                    .wrong("repeat", "needs an end: say `times`, or the day `until` which it repeats");
            }
        };
        Some(Some(Repeats { rule, end }))
    }

    fn held_on(&mut self) -> Option<HeldOn> {
        let said = self.answers.first("ref")?;
        if said.contains('-') {
            self.reference("ref").map(HeldOn::Recommendation)
        } else {
            self.reference("ref").map(HeldOn::Inspection)
        }
    }

    /// An action where the reference has a letter, else a recommendation.
    fn either<T>(&mut self, action: fn(ActionRef) -> T, whole: fn(RecommendationRef) -> T) -> Option<T> {
        if self.answers.first("ref")?.contains('.') {
            self.reference("ref").map(action)
        } else {
            self.reference("ref").map(whole)
        }
    }

    fn condition(&mut self) -> Option<Condition> {
        let text = self.text("condition");
        if let Some(said) = text.as_deref().filter(|said| said.chars().count() < SHORTEST_CONDITION) {
            let what = format!("{} is no condition: leave it empty to say yes without one", quoted(said));
            self.wrong.push(Misasked { field: "condition", what });
        }
        Some(Condition { text, owner: self.line("owner"), target: self.perhaps("target", Self::date)? })
    }

    fn asked_of_dcc(&mut self) -> Option<AskedOfDcc> {
        self.either(AskedOfDcc::Extension, AskedOfDcc::Withdrawal)
    }

    fn scheme(&mut self) -> Option<Scheme> {
        self.read("file", |words| toml::from_str(words).map_err(|wrong| wrong.to_string()))
    }
}

fn read_times(said: &str) -> Result<u32, String> {
    let times = said.trim().parse().ok().filter(|times| (2..=series::LONGEST).contains(times));
    times.ok_or_else(|| format!("{} is no number of meetings from 2 to {}", quoted(said), series::LONGEST))
}

fn read_question(said: &str) -> Result<u32, String> {
    let number = said.trim().parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("{} is no number of a question", quoted(said)))
}

fn read_grade(said: &str) -> Result<Grade, String> {
    match said.split_once('=') {
        Some((body, grade)) if !body.trim().is_empty() && !grade.trim().is_empty() => {
            Ok(Grade { body: clean_line(body).into_owned(), grade: clean_line(grade).into_owned() })
        }
        _ => Err(format!("`{said}` is not BODY=GRADE")),
    }
}

impl Field {
    /// Whether an answer can be read as what the field asks for; if not, what is wrong with it, in words.
    pub fn check(&self, answer: &str, today: NaiveDate) -> Result<(), String> {
        match self.ask {
            Ask::Date => read_day(answer, today, self.lean()).map(drop).map_err(|wrong| wrong.to_string()),
            ask => ask.check(answer, today),
        }
    }
}

impl Ask {
    /// Whether an answer can be read as what is asked for; if not, what is wrong with it, in words.
    /// Whether it names something that is there is for the rules to say.
    pub fn check(self, answer: &str, today: NaiveDate) -> Result<(), String> {
        fn reference<T: FromStr<Err = NotAReference>>(answer: &str) -> Result<(), String> {
            answer.parse::<T>().map(drop).map_err(|wrong| wrong.to_string())
        }
        fn one_of<T: Copy>(all: &[T], words: fn(T) -> &'static str, answer: &str) -> Result<(), String> {
            chosen(all, words, answer).map(drop)
        }
        match self {
            Ask::Inspection | Ask::Code => reference::<InspectionCode>(answer),
            Ask::Recommendation => reference::<RecommendationRef>(answer),
            Ask::Action => reference::<ActionRef>(answer),
            Ask::Meeting => reference::<MeetingRef>(answer),
            Ask::Evidence => reference::<EvidenceRef>(answer),
            Ask::ActionOrRecommendation if answer.contains('.') => reference::<ActionRef>(answer),
            Ask::ActionOrRecommendation => reference::<RecommendationRef>(answer),
            Ask::InspectionOrRecommendation if answer.contains('-') => reference::<RecommendationRef>(answer),
            Ask::InspectionOrRecommendation => reference::<InspectionCode>(answer),
            Ask::Date => read_day(answer, today, Lean::Ahead).map(drop).map_err(|wrong| wrong.to_string()),
            Ask::Grade => read_grade(answer).map(drop),
            Ask::Repeat => Rule::read(answer).map(drop).map_err(|wrong| wrong.to_string()),
            Ask::Times => read_times(answer).map(drop),
            Ask::Question => read_question(answer).map(drop),
            Ask::Position => one_of(&Position::ALL, Position::words, answer),
            Ask::Verdict => one_of(&Verdict::ALL, Verdict::words, answer),
            Ask::ActionEnding | Ask::ClosingEnding => one_of(&Ending::OF_ACTIONS, Ending::words, answer),
            Ask::RecommendationKind => one_of(&Kind::ALL, Kind::words, answer),
            Ask::MeetingKind => one_of(&MeetingKind::ALL, MeetingKind::words, answer),
            Ask::BodyKind => one_of(&BodyKind::ALL, BodyKind::words, answer),
            Ask::Role => one_of(&Role::ALL, Role::words, answer),
            Ask::Recipient => one_of(&Recipient::ALL, Recipient::words, answer),
            Ask::Line
            | Ask::Text
            | Ask::Person
            | Ask::Body
            | Ask::Flag
            | Ask::File
            | Ask::Path
            | Ask::DeadlineWords => Ok(()),
            // What the scheme holds is for the rules to say.
            Ask::Rating | Ask::Level | Ask::EvidenceKind | Ask::Status => Ok(()),
        }
    }
}

fn chosen<T: Copy>(all: &[T], words: fn(T) -> &'static str, said: &str) -> Result<T, String> {
    let said_plainly = hyphened(&said.trim().replace('_', "-")).to_lowercase();
    let same = |one: &&T| hyphened(words(**one)).to_lowercase() == said_plainly;
    all.iter().find(same).copied().ok_or_else(|| {
        let allowed: Vec<_> = all.iter().map(|one| format!("`{}`", hyphened(words(*one)))).collect();
        format!("`{said}` is not one of {}", allowed.join(", "))
    })
}
