//! The work on a recommendation: its actions and its evidence, all of them and one by one.

use chrono::NaiveDate;

use super::commands::{Do, Kind};
use super::recommendation::fitting;
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use crate::briefing::case;
use crate::journey::asking::{Subject, Verb};
use crate::journey::deadline::in_words;
use crate::journey::recommendation::{Action, Evidence, Recommendation, Stage};
use crate::journey::reference::{ActionRef, EvidenceRef, RecommendationRef, Stream};
use crate::journey::text::capital;
use crate::ledger::trouble::Trouble;

/// All actions and all evidence of one recommendation.
pub struct WorkView {
    reference: RecommendationRef,
}

/// One action.
pub struct ActionView {
    action: ActionRef,
}

/// One piece of evidence.
pub struct PieceView {
    holder: RecommendationRef,
    piece: EvidenceRef,
}

impl WorkView {
    pub fn of(reference: RecommendationRef) -> WorkView {
        WorkView { reference }
    }
}

impl ActionView {
    pub fn of(action: ActionRef) -> ActionView {
        ActionView { action }
    }
}

impl PieceView {
    pub fn of(holder: RecommendationRef, piece: EvidenceRef) -> PieceView {
        PieceView { holder, piece }
    }
}

fn stands(session: &Session, reference: &RecommendationRef) -> Result<Option<Recommendation>, Trouble> {
    session.ledger.standing().recommendation(reference)
}

fn whole(session: &Session, reference: &RecommendationRef) -> Result<Subject, Trouble> {
    Ok(stands(session, reference)?.map_or_else(Subject::default, |stands| Subject::of(&stands, None, None)))
}

fn inspection(reference: &RecommendationRef) -> Step {
    Link::Inspection(reference.inspection.clone()).view().map_or(Step::Done, Step::Open)
}

/// A request about actions or about evidence.
fn of_work(verb: &&Verb) -> bool {
    is_of_action(verb) || is_of_evidence(verb) || verb.name == "agree"
}

fn is_of_action(verb: &&Verb) -> bool {
    matches!(verb.name, "update" | "target" | "finish" | "reassign" | "amend" | "grant" | "refuse")
}

fn is_of_evidence(verb: &&Verb) -> bool {
    verb.name.starts_with("evidence")
}

impl View for WorkView {
    fn kind(&self) -> Kind {
        Kind::Work
    }

    fn name(&self) -> String {
        format!("{} actions", self.reference)
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let Some(stands) = stands(session, &self.reference)? else { return Ok(Vec::new()) };
        let none = if stands.actions.is_empty() { ", no action agreed yet" } else { "" };
        let mut rows = vec![Row::head(format!("{}, actions{none}:", self.reference))];
        for action in &stands.actions {
            let named = stands.action_ref(action);
            rows.push(Row::item(action_line(action, &stands, session), Link::Action(named)));
        }
        let none = if stands.evidence.is_empty() { ": none." } else { ":" };
        rows.push(Row::head(format!("Evidence{none}")));
        for piece in &stands.evidence {
            let link = Link::Piece(self.reference.clone(), piece.reference);
            rows.push(Row::item(piece_line(piece, session), link));
        }
        rows.extend(missing_evidence(&stands, session).map(Row::Head));
        Ok(rows)
    }

    fn subject(&self, session: &Session) -> Result<Subject, Trouble> {
        whole(session, &self.reference)
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let stands = stands(session, &self.reference)?;
        Ok(stands.map_or_else(Vec::new, |stands| fitting(&stands).into_iter().filter(of_work).collect()))
    }

    fn stream(&self) -> Option<Stream> {
        Some(Stream::Recommendation(self.reference.clone()))
    }

    fn act(&mut self, act: Do, _rest: &str, _session: &mut Session) -> Result<Step, Left> {
        Ok(if act == Do::Inspection { inspection(&self.reference) } else { Step::NotMine })
    }
}

impl View for ActionView {
    fn kind(&self) -> Kind {
        Kind::Work
    }

    fn name(&self) -> String {
        self.action.to_string()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let stands = stands(session, &self.action.recommendation)?;
        let Some((stands, action)) =
            stands.as_ref().and_then(|stands| Some((stands, stands.action(&self.action.letter)?)))
        else {
            session.talk.say(format!("There is no action `{}` in this register.", self.action));
            return Ok(Vec::new());
        };
        let lines = action_in_full(action, stands, session);
        session.talk.say(format!("{}, {}.", self.action, state_of(action, stands, session)));
        session.talk.say_all(lines);
        Ok(Vec::new())
    }

    fn subject(&self, session: &Session) -> Result<Subject, Trouble> {
        let Some(stands) = stands(session, &self.action.recommendation)? else {
            return Ok(Subject::default());
        };
        let mut subject = Subject::of(&stands, stands.action(&self.action.letter), None);
        // Whoever looks at one action asks about that one.
        let this = self.action.to_string();
        subject.actions = vec![this.clone()];
        (subject.action, subject.unfinished) = (Some(this.clone()), Some(this.clone()));
        subject.recommendation = Some(this);
        Ok(subject)
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let stands = stands(session, &self.action.recommendation)?;
        let action = stands.as_ref().and_then(|stands| stands.action(&self.action.letter));
        let (Some(stands), Some(action)) = (&stands, action) else { return Ok(Vec::new()) };
        let works = |verb: &&Verb| match verb.name {
            "update" | "target" | "finish" => action.finished.is_none(),
            "grant" | "refuse" => action.extension.is_some(),
            _ => is_of_action(verb),
        };
        Ok(fitting(stands).into_iter().filter(works).collect())
    }

    fn stream(&self) -> Option<Stream> {
        Some(Stream::Recommendation(self.action.recommendation.clone()))
    }

    fn act(&mut self, act: Do, _rest: &str, _session: &mut Session) -> Result<Step, Left> {
        Ok(if act == Do::Inspection { inspection(&self.action.recommendation) } else { Step::NotMine })
    }
}

impl View for PieceView {
    fn kind(&self) -> Kind {
        Kind::Work
    }

    fn name(&self) -> String {
        self.piece.to_string()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let stands = stands(session, &self.holder)?;
        let piece =
            stands.iter().flat_map(|stands| &stands.evidence).find(|piece| piece.reference == self.piece);
        let Some(piece) = piece else { return Ok(Vec::new()) };
        session.talk.say(format!("{} for {}.", self.piece, self.holder));
        session.talk.say(piece_line(piece, session));
        session.talk.say(
            piece
                .held
                .as_ref()
                .map_or("Nothing says where it is held.".into(), |held| format!("Held: {held}.")),
        );
        for words in piece.about() {
            session.talk.say(format!("{}.", crate::journey::text::capital(&words)));
        }
        if let Some(file) = &piece.file {
            session.talk.say(format!("SHA-256 {}.", file.sha256));
        }
        Ok(Vec::new())
    }

    fn subject(&self, session: &Session) -> Result<Subject, Trouble> {
        let mut subject = whole(session, &self.holder)?;
        subject.evidence = vec![self.piece.to_string()];
        subject.piece = Some(self.piece.to_string());
        Ok(subject)
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let stands = stands(session, &self.holder)?;
        let judging =
            |verb: &&Verb| matches!(verb.name, "evidence accept" | "evidence reject" | "evidence open");
        Ok(stands.map_or_else(Vec::new, |stands| fitting(&stands).into_iter().filter(judging).collect()))
    }

    fn stream(&self) -> Option<Stream> {
        Some(Stream::Recommendation(self.holder.clone()))
    }

    fn act(&mut self, act: Do, _rest: &str, _session: &mut Session) -> Result<Step, Left> {
        Ok(if act == Do::Inspection { inspection(&self.holder) } else { Step::NotMine })
    }
}

/// All of the work, read out.
pub fn work_lines(stands: &Recommendation, session: &Session) -> Vec<String> {
    let mut lines = Vec::new();
    if stands.actions.is_empty() {
        lines.push("No action is agreed yet.".to_string());
    }
    for action in &stands.actions {
        lines.push(format!("{}, {}.", action.letter, state_of(action, stands, session)));
        lines.extend(action_in_full(action, stands, session));
    }
    lines.extend(stands.evidence.iter().map(|piece| piece_line(piece, session)));
    lines.extend(missing_evidence(stands, session));
    lines
}

fn action_line(action: &Action, stands: &Recommendation, session: &Session) -> String {
    format!("{}, {}: {}", action.letter, state_of(action, stands, session), action.marked())
}

/// How an action stands: what presses first, then its rating, then whose it is.
pub fn state_of(action: &Action, stands: &Recommendation, session: &Session) -> String {
    let waits = stands.stage.promises();
    let date = match &action.finished {
        Some(finished) => format!("{} on {}", finished.ending.words(), in_words(finished.deed.on)),
        None if waits => promised(action.target, session.today, session.register.scheme.warning_days),
        None => format!("by {}", in_words(action.target)),
    };
    let rated = action.rating.as_deref().and_then(|code| session.register.scheme.rating(code));
    let rating = rated.map_or(String::new(), |rating| format!(", {}", rating.code.to_lowercase()));
    format!("{date}{rating}, {}", action.owner)
}

/// The words of an action, its dates and what was last said of it.
fn action_in_full(action: &Action, stands: &Recommendation, session: &Session) -> Vec<String> {
    let mut lines = vec![action.text.clone()];
    if stands.closing.is_none() {
        lines.push(format!("Date: {}.", case::date_words(action, session.today)));
    }
    lines.extend(case::trail_lines(action).iter().map(|line| capital(line)));
    if action.added_later {
        lines.push("Added after the approval.".into());
    }
    lines.extend(action.condition.map(|of| format!("It is the {}.", of.words())));
    lines.extend(action.arose.map(|meeting| format!("It arises from {meeting}.")));
    match &action.progress {
        None => lines.push("Nothing was reported on it yet.".into()),
        Some(progress) => {
            let at = progress.meeting.map_or(String::new(), |meeting| format!(" at {meeting}"));
            lines.push(format!("Last, {}{at}, {}: {}", in_words(progress.on), progress.by, progress.text));
        }
    }
    lines
}

fn piece_line(piece: &Evidence, session: &Session) -> String {
    let kind = session.register.scheme.evidence_kind(&piece.kind).map_or(&piece.kind, |kind| &kind.name);
    let opened = case::opened(piece).map_or(String::new(), |words| format!("; {words}"));
    format!("{}, {}; {kind}: {}{opened}", piece.reference, case::judged(piece), piece.title)
}

/// What the level asks for and nobody has offered, or nobody has accepted.
fn missing_evidence(stands: &Recommendation, session: &Session) -> Option<String> {
    let named = |codes: Vec<&str>| -> String {
        let name = |code: &str| {
            session.register.scheme.evidence_kind(code).map_or(code.to_string(), |kind| kind.name.clone())
        };
        codes.into_iter().map(name).collect::<Vec<_>>().join(", ")
    };
    if stands.stage == Stage::Closed {
        return None;
    }
    let (missing, unjudged) = (stands.evidence_missing(), stands.evidence_not_accepted());
    match (missing.is_empty(), unjudged.is_empty()) {
        (false, _) => Some(format!("The level asks for: {}.", named(missing))),
        (true, false) => Some(format!("To be accepted: {}.", named(unjudged))),
        (true, true) => None,
    }
}

/// A promise as it stands today: `late by 3 days`, `in 5 days` within the warning, else `by 30 Jun 2023`.
pub fn promised(day: NaiveDate, today: NaiveDate, warning_days: u32) -> String {
    let days = |count: i64| if count == 1 { "1 day".to_string() } else { format!("{count} days") };
    match (day - today).num_days() {
        late @ ..0 => format!("late by {}", days(-late)),
        0 => "due today".into(),
        left if left <= i64::from(warning_days) => format!("due in {}", days(left)),
        _ => format!("by {}", in_words(day)),
    }
}

#[cfg(test)]
mod words {
    use super::*;

    #[test]
    fn a_promise_is_told_by_how_near_it_is() {
        let day = |words: &str| words.parse::<NaiveDate>().unwrap();
        let today = day("2023-02-02");
        assert_eq!(promised(day("2023-02-01"), today, 28), "late by 1 day");
        assert_eq!(promised(day("2023-02-02"), today, 28), "due today");
        assert_eq!(promised(day("2023-02-12"), today, 28), "due in 10 days");
        assert_eq!(promised(day("2023-06-30"), today, 28), "by 30 Jun 2023");
    }
}
