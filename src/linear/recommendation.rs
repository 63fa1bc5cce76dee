//! One recommendation: where it stands and what comes next, and behind each number a part of it.

use super::commands::{Do, Kind};
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use super::work::work_lines;
use crate::briefing::{case, headline};
use crate::journey::asking::{Subject, VERBS, Verb};
use crate::journey::deadline::in_words;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::{RecommendationRef, Stream};
use crate::journey::text::{capital, clean_line};
use crate::ledger::trouble::Trouble;

/// So many characters of what was asked stand on its row.
/// So many events are read out with everything else.
const HAPPENED: usize = 100;

pub struct RecommendationView {
    reference: RecommendationRef,
}

impl RecommendationView {
    pub fn of(reference: RecommendationRef) -> RecommendationView {
        RecommendationView { reference }
    }

    fn stands(&self, session: &Session) -> Result<Option<Recommendation>, Trouble> {
        session.ledger.standing().recommendation(&self.reference)
    }

    fn stream(&self) -> Stream {
        Stream::Recommendation(self.reference.clone())
    }
}

impl View for RecommendationView {
    fn kind(&self) -> Kind {
        Kind::Recommendation
    }

    fn name(&self) -> String {
        self.reference.to_string()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let Some(stands) = self.stands(session)? else {
            session.talk.say(format!("There is no recommendation `{}` in this register.", self.reference));
            return Ok(Vec::new());
        };
        session.talk.say_all(head(&stands, session)?);
        let happened = session.ledger.history(&self.stream(), HAPPENED)?;
        let last = happened
            .last()
            .map_or(String::new(), |last| format!(", last {}", in_words(last.record.event.on)));
        Ok(vec![
            Row::named("asked", format!("Asked: {}", clean_line(&stands.text)), Link::Part(0)),
            Row::named(
                "actions",
                format!("Actions and evidence: {}", counted(&stands)),
                Link::Work(self.reference.clone()),
            ),
            Row::item(
                format!("History: {}{last}", plural(happened.len(), "event")),
                Link::History(Some(self.stream())),
            ),
            Row::item(
                format!("Inspection {}", self.reference.inspection),
                Link::Inspection(self.reference.inspection.clone()),
            ),
            Row::named("everything", "Everything, read out", Link::Part(1)),
        ])
    }

    fn subject(&self, session: &Session) -> Result<Subject, Trouble> {
        Ok(self.stands(session)?.map_or_else(Subject::default, |stands| Subject::of(&stands, None, None)))
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let Some(stands) = self.stands(session)? else { return Ok(Vec::new()) };
        let (_, now) = super::why::next(session, &stands)?;
        let mut fitting = fitting(&stands);
        // What the person could do now stands before what others could.
        fitting.sort_by_key(|verb| now.iter().position(|name| *name == verb.name).unwrap_or(now.len()));
        Ok(fitting)
    }

    fn stream(&self) -> Option<Stream> {
        Some(self.stream())
    }

    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        match act {
            Do::Inspection => {
                Ok(Link::Inspection(self.reference.inspection.clone()).view().map_or(Step::Done, Step::Open))
            }
            Do::Read => {
                if let Some(stands) = self.stands(session)? {
                    self.read(&stands, rest == "2", session)?;
                }
                Ok(Step::Done)
            }
            _ => Ok(Step::NotMine),
        }
    }
}

impl RecommendationView {
    /// Reads out what was asked, or everything.
    fn read(&self, stands: &Recommendation, everything: bool, session: &mut Session) -> Result<(), Left> {
        session.talk.say("Asked:");
        session.talk.say(&stands.text);
        session.talk.say(format!("Of {}.", stands.addressees.join("; ")));
        session.talk.say_all(case::about(stands, &session.register, session.today));
        let outlook = session.ledger.standing().outlook(stands)?;
        session.talk.say_all(outlook.map(|outlook| format!("Forecast: {}.", outlook.words())));
        if !everything {
            return Ok(());
        }
        session.talk.say("Actions and evidence:");
        session.talk.say_all(work_lines(stands, session));
        session.talk.say("What happened, the newest last:");
        let happened = session.ledger.history(&self.stream(), HAPPENED)?;
        session.talk.say_all(happened.iter().map(|recorded| super::history::line(recorded, false)));
        Ok(())
    }
}

/// The reference and where it stands, what it is, what came back, and what comes next.
fn head(stands: &Recommendation, session: &Session) -> Result<Vec<String>, Trouble> {
    let (today, scheme) = (session.today, &session.register.scheme);
    let inspection = session.ledger.standing().inspection(&stands.reference.inspection)?;
    let of = inspection.map_or(String::new(), |inspection| {
        format!(" of {}, published {}", inspection.title, in_words(inspection.published))
    });
    if !stands.ours {
        let elsewhere = "addressed elsewhere: it makes no work for the home body";
        return Ok(vec![
            format!("{}, {elsewhere}.", stands.reference),
            format!("{}{of}.", capital(stands.kind.words())),
        ]);
    }
    let late = stands.next_target().filter(|_| stands.overdue(today));
    let late = late.map_or(String::new(), |target| format!(", {}", super::work::promised(target, today, 0)));
    let rating =
        stands.rating(scheme).map_or(String::new(), |rating| format!(", {}", rating.code.to_lowercase()));
    let back = headline::refusals(stands).first().map_or(String::new(), |back| format!("{}, ", back.word()));
    let mut lines = vec![
        format!("{}, {back}{}{late}{rating}.", stands.reference, stands.stage.name()),
        format!("{}{of}.", capital(stands.kind.words())),
    ];
    lines.extend(case::decided(stands).iter().map(|line| format!("{}.", capital(line))));
    lines.push(format!("{}.", capital(&case::next(stands))));
    lines.extend(super::why::next(session, stands)?.0.iter().flat_map(super::why::told_of));
    Ok(lines)
}

fn counted(stands: &Recommendation) -> String {
    let left = stands.unfinished().count();
    let actions = match stands.actions.len() {
        0 => "no action".to_string(),
        count => format!("{} ({left} not finished)", plural(count, "action")),
    };
    let evidence = match stands.evidence.len() {
        0 => "no evidence".into(),
        count => plural(count, "piece of evidence"),
    };
    format!("{actions}, {evidence}")
}

/// `1 action`, `3 actions`.
pub fn plural(count: usize, one: &str) -> String {
    match (count, one.split_once(' ')) {
        (1, _) => format!("1 {one}"),
        (_, Some((first, rest))) => format!("{count} {first}s {rest}"),
        (_, None) => format!("{count} {one}s"),
    }
}

/// The requests that can be granted at its stage; first those that only this stage knows, in the order of the road.
pub fn fitting(stands: &Recommendation) -> Vec<&'static Verb> {
    let mut fitting: Vec<_> = VERBS.iter().filter(|verb| verb.fits(stands)).collect();
    let evidence = |verb: &&Verb| verb.name.starts_with("evidence");
    fitting
        .sort_by_key(|verb| (verb.stages.len() > 3, evidence(verb), verb.stages.len() == Stage::ALL.len()));
    fitting
}

#[cfg(test)]
mod words {
    use super::*;

    #[test]
    fn several_are_told_in_the_plural() {
        assert_eq!(plural(1, "action"), "1 action");
        assert_eq!(plural(2, "action"), "2 actions");
        assert_eq!(plural(2, "piece of evidence"), "2 pieces of evidence");
    }
}
