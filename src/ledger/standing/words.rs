//! The words of the full-text search: everything that is told of a recommendation as it stands.
//! What was said earlier and has been replaced since stays in the log, where `history` shows it.

use rusqlite::{Connection, params};

use crate::journey::recommendation::{Action, Deed, Evidence, Recommendation};
use crate::journey::reference::RecommendationRef;

/// Writes the words of a recommendation whose row stands, if they are not what they were before.
pub(super) fn put(
    conn: &Connection,
    before: Option<&Recommendation>,
    now: &Recommendation,
) -> rusqlite::Result<()> {
    let told = told(now);
    if before.is_some_and(|before| self::told(before) == told) {
        return Ok(());
    }
    let sql = "INSERT OR REPLACE INTO words(rowid, told) SELECT recommendation.id, ?2 || char(10) || inspection.title
        FROM recommendation JOIN inspection ON inspection.code = recommendation.inspection
        WHERE recommendation.ref = ?1";
    conn.prepare_cached(sql)?.execute(params![now.reference.to_string(), told])?;
    Ok(())
}

/// Takes out the words of a recommendation whose row still stands.
pub(super) fn take_out(conn: &Connection, reference: &RecommendationRef) -> rusqlite::Result<()> {
    let sql = "DELETE FROM words WHERE rowid = (SELECT id FROM recommendation WHERE ref = ?1)";
    conn.prepare_cached(sql)?.execute([reference.to_string()])?;
    Ok(())
}

/// All of it as one text, a thing on a line, so that a phrase never runs from one into another by a mere space.
fn told(recommendation: &Recommendation) -> String {
    let mut told = Told::default();
    told.asked(recommendation);
    recommendation.actions.iter().for_each(|action| told.action(recommendation, action));
    recommendation.evidence.iter().for_each(|evidence| told.evidence(evidence));
    told.decided(recommendation);
    told.0
}

#[derive(Default)]
struct Told(String);

impl Told {
    fn add(&mut self, words: &str) {
        self.0.push_str(words);
        self.0.push('\n');
    }

    fn perhaps(&mut self, words: Option<&String>) {
        words.into_iter().for_each(|words| self.add(words));
    }

    fn deed(&mut self, deed: &Deed) {
        self.add(&deed.by);
        self.perhaps(deed.why.as_ref());
    }

    fn asked(&mut self, recommendation: &Recommendation) {
        self.add(&recommendation.reference.to_string());
        self.add(recommendation.kind.words());
        self.add(&recommendation.text);
        recommendation.addressees.iter().for_each(|body| self.add(body));
        self.perhaps(recommendation.deadline.as_ref().map(|deadline| &deadline.words));
        self.perhaps(recommendation.narrative.as_ref());
        let linked = recommendation.parent.iter().chain(&recommendation.restates);
        linked.for_each(|other| self.add(&other.to_string()));
        for answer in &recommendation.answers {
            self.add(&answer.body);
            self.add(&answer.text);
        }
        if let Some(level) = &recommendation.level {
            self.add(&level.name);
        }
    }

    fn action(&mut self, recommendation: &Recommendation, action: &Action) {
        self.add(&recommendation.action_ref(action).to_string());
        self.add(&action.text);
        self.add(&action.owner);
        for moved in &action.moves {
            self.deed(&moved.asked);
            moved.granted.iter().for_each(|deed| self.deed(deed));
        }
        action.extension.iter().for_each(|extension| self.deed(&extension.asked));
        if let Some(progress) = &action.progress {
            self.add(&progress.text);
            self.add(&progress.by);
            progress.meeting.iter().for_each(|meeting| self.add(&meeting.to_string()));
        }
        if let Some(finished) = &action.finished {
            self.add(finished.ending.words());
            self.deed(&finished.deed);
        }
    }

    fn evidence(&mut self, evidence: &Evidence) {
        self.add(&evidence.reference.to_string());
        self.add(&evidence.kind);
        self.add(&evidence.title);
        self.perhaps(evidence.held.as_ref());
        let deeds = [Some(&evidence.offered), evidence.accepted.as_ref(), evidence.rejected.as_ref()];
        deeds.into_iter().flatten().for_each(|deed| self.deed(deed));
    }

    fn decided(&mut self, recommendation: &Recommendation) {
        let deeds = [
            &recommendation.reported,
            &recommendation.returned,
            &recommendation.approved,
            &recommendation.completed,
            &recommendation.sent_back,
            &recommendation.signed_off,
            &recommendation.submission_returned,
            &recommendation.reopened,
        ];
        deeds.into_iter().flatten().for_each(|deed| self.deed(deed));
        recommendation.plenary.iter().for_each(|(meeting, _)| self.add(&meeting.to_string()));
        recommendation.position.iter().for_each(|position| self.add(position.words()));
        self.perhaps(recommendation.condition.as_ref());
        self.perhaps(recommendation.sign_off_condition.as_ref());
        recommendation.submission.iter().for_each(|submission| self.deed(&submission.deed));
        if let Some(withdrawal) = &recommendation.withdrawal {
            self.add(withdrawal.ending.words());
            withdrawal.superseded_by.iter().for_each(|by| self.add(&by.to_string()));
            self.deed(&withdrawal.asked);
        }
        if let Some(closing) = &recommendation.closing {
            self.add(closing.ending.words());
            closing.superseded_by.iter().for_each(|by| self.add(&by.to_string()));
        }
        self.perhaps(recommendation.inspectorate_status.as_ref());
    }
}
