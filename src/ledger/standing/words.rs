//! The words of the full-text search, in documents of two sorts. One for each recommendation tells what it is as it
//! stands; one for each event on it tells what was said then, a statement or a reason, so that what has been replaced
//! since is found too. A recommendation's documents lie together: its own has the number of its place times
//! [`DOCUMENTS`], and those of its events follow.
//!
//! They are written after all rows, one by one: within a transaction SQLite has the search write out what it holds in
//! memory before every other statement that could fail in its middle, and each time that leaves a segment to be merged.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::journey::event::{Event, What};
use crate::journey::recommendation::{Action, Deed, Evidence, Recommendation};
use crate::journey::reference::{RecommendationRef, Stream};

/// So many documents a recommendation may have; what would be said beyond them is in the history alone.
pub const DOCUMENTS: i64 = 1 << 16;

/// Writes what is told of a recommendation whose row stands, if it is not what it was before.
pub(super) fn put(
    conn: &Connection,
    before: Option<&Recommendation>,
    now: &Recommendation,
) -> rusqlite::Result<()> {
    let told = told(now);
    if before.is_some_and(|before| self::told(before) == told) {
        return Ok(());
    }
    let sql = "SELECT recommendation.id, inspection.title
        FROM recommendation JOIN inspection ON inspection.code = recommendation.inspection
        WHERE recommendation.ref = ?1";
    let place = |row: &Row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
    let (id, title) = conn.prepare_cached(sql)?.query_row([now.reference.to_string()], place)?;
    conn.prepare_cached("INSERT OR REPLACE INTO words(rowid, told) VALUES(?1, ?2)")?
        .execute(params![id * DOCUMENTS, told + &title])?;
    Ok(())
}

/// What was said with an event on a recommendation; none where nothing was.
pub(super) fn said(event: &Event) -> Option<(&RecommendationRef, String)> {
    let Stream::Recommendation(reference) = &event.stream else { return None };
    let statement = match &event.what {
        What::ProgressReported { text, .. } => Some(text),
        _ => None,
    };
    let said: Vec<&str> = statement.into_iter().chain(&event.why).map(String::as_str).collect();
    (!said.is_empty()).then(|| (reference, format!("{}\n{}", said.join("\n"), event.by)))
}

/// Writes what was said on a recommendation whose row stands, behind all that was said on it before.
pub(super) fn say(conn: &Connection, on: &RecommendationRef, words: &str) -> rusqlite::Result<()> {
    let sql = "SELECT id, (SELECT max(id) FROM words_docsize WHERE id < (recommendation.id + 1) * ?2)
        FROM recommendation WHERE ref = ?1";
    let place = |row: &Row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
    let found = conn.prepare_cached(sql)?.query_row(params![on.to_string(), DOCUMENTS], place).optional()?;
    if let Some((id, last)) = found
        && last + 1 < (id + 1) * DOCUMENTS
    {
        conn.prepare_cached("INSERT INTO words(rowid, told) VALUES(?1, ?2)")?
            .execute(params![last + 1, words])?;
    }
    Ok(())
}

/// So much is held in memory before it is written out as a segment, in bytes, where everything is written anew.
const HELD_IN_BULK: u32 = 32 << 20;
/// And otherwise: FTS5's own measure.
const HELD: u32 = 1 << 20;

/// Makes ready for the words of everything.
pub(super) fn in_bulk(conn: &Connection) -> rusqlite::Result<()> {
    hold(conn, HELD_IN_BULK)
}

/// Merges what was written in bulk into one segment, so that no request that follows has to.
pub(super) fn settle(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("INSERT INTO words(words) VALUES('optimize')", [])?;
    hold(conn, HELD)
}

fn hold(conn: &Connection, bytes: u32) -> rusqlite::Result<()> {
    conn.execute("INSERT INTO words(words, rank) VALUES('hashsize', ?1)", [bytes]).map(drop)
}

/// Takes out the words of a recommendation whose row still stands.
pub(super) fn take_out(conn: &Connection, reference: &RecommendationRef) -> rusqlite::Result<()> {
    let sql =
        "DELETE FROM words WHERE rowid IN (SELECT words_docsize.id FROM recommendation JOIN words_docsize
        ON words_docsize.id >= recommendation.id * ?2 AND words_docsize.id < (recommendation.id + 1) * ?2
        WHERE recommendation.ref = ?1)";
    conn.prepare_cached(sql)?.execute(params![reference.to_string(), DOCUMENTS])?;
    Ok(())
}

/// What it is as one text, a thing on a line, so that a phrase never runs from one into another by a mere space.
/// Statements and reasons are told by the events that gave them.
pub(in crate::ledger) fn told(recommendation: &Recommendation) -> String {
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
        for refused in &action.refused {
            self.deed(&refused.asked);
            self.deed(&refused.deed);
        }
        if let Some(progress) = &action.progress {
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
        self.perhaps(evidence.file.as_ref().map(|file| &file.name));
        self.perhaps(evidence.marking.as_ref());
        self.perhaps(evidence.source.as_ref());
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
        for decided in &recommendation.decisions {
            self.add(&decided.text);
            self.add(&decided.meeting.to_string());
        }
        for question in &recommendation.questions {
            self.add(&question.text);
            self.deed(&question.asked);
            for reply in &question.replies {
                self.add(&reply.text);
                self.deed(&reply.deed);
            }
        }
        for dissent in &recommendation.dissents {
            self.add(&dissent.who);
            self.add(&dissent.text);
            self.add(&dissent.meeting.to_string());
        }
    }
}
