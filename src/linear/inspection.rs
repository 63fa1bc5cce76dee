//! One inspection: its details and grades, what it asks, and the statutory response.

use super::commands::Kind;
use super::session::Session;
use super::view::{Left, Link, Row, View};
use crate::briefing::inspection::response_lines;
use crate::briefing::items::Items;
use crate::briefing::owners::dates;
use crate::journey::asking::{Subject, VERBS, Verb};
use crate::journey::deadline::in_words;
use crate::journey::inspection::Inspection;
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{InspectionCode, Stream};
use crate::journey::text::capital;
use crate::ledger::trouble::Trouble;

pub struct InspectionView {
    code: InspectionCode,
}

impl InspectionView {
    pub fn of(code: InspectionCode) -> InspectionView {
        InspectionView { code }
    }

    fn asks(&self, session: &Session) -> Result<(Option<Inspection>, Vec<Recommendation>), Trouble> {
        let standing = session.ledger.standing();
        let stands = standing.inspection(&self.code)?;
        let mut asks = Vec::new();
        for listed in stands.iter().flat_map(|stands| &stands.recommendations) {
            asks.extend(standing.recommendation(&listed.reference)?);
        }
        Ok((stands, asks))
    }
}

impl View for InspectionView {
    fn kind(&self) -> Kind {
        Kind::Inspection
    }

    fn name(&self) -> String {
        self.code.to_string()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let (Some(stands), asks) = self.asks(session)? else {
            session.talk.say(format!("There is no inspection `{}` in this register.", self.code));
            return Ok(Vec::new());
        };
        session.talk.say_all(details(&stands));
        let response = response_lines(&stands, &session.register.home, session.today);
        session.talk.say("Response under section 55:");
        session.talk.say_all(response);
        let kept = session.ledger.standing().dates_of(&self.code)?;
        session.talk.say(format!("{}.", capital(&dates(&kept))));
        let head =
            if asks.is_empty() { "It asks nothing yet.".into() } else { format!("It asks {}:", asks.len()) };
        let row = |one: &Recommendation| {
            let stage = if one.ours { one.stage.name() } else { "not ours" };
            let line = format!("{}, {stage}, {}: {}", one.reference, one.kind.words(), one.text);
            Row::item(line, Link::Recommendation(one.reference.clone()))
        };
        let moved = (kept.moved > 0).then(|| {
            let link = Link::of_items(&Items::of_inspection(&self.code.to_string(), "moved ours"));
            Row::named("moved", "Those with a moved date", link)
        });
        Ok(std::iter::once(Row::Head(head)).chain(asks.iter().map(row)).chain(moved).collect())
    }

    fn subject(&self, _session: &Session) -> Result<Subject, Trouble> {
        let inspection = Some(self.code.to_string());
        Ok(Subject { inspection, whole_inspection: true, ..Subject::default() })
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let (Some(stands), asks) = self.asks(session)? else { return Ok(Vec::new()) };
        Ok(VERBS.iter().filter(|verb| verb.fits_inspection(&stands, &asks)).collect())
    }

    fn stream(&self) -> Option<Stream> {
        Some(Stream::Inspection(self.code.clone()))
    }
}

fn details(stands: &Inspection) -> Vec<String> {
    let kinds = if stands.kinds.is_empty() { "unknown".into() } else { stands.kinds.join(", ") };
    let mut lines = vec![
        format!("{}, {}.", stands.code, stands.title),
        format!("Published {} by {}.", in_words(stands.published), stands.inspectorate),
        format!("Kind of inspection: {kinds}."),
    ];
    if stands.grades.is_empty() {
        lines.push("No grade is recorded.".into());
    }
    lines.extend(stands.grades.iter().map(|grade| format!("Grade, {}: {}.", grade.body, grade.grade)));
    lines.extend(stands.source.iter().map(|source| format!("Read from {}.", source.name)));
    lines
}
