//! The projector: what changed in the state becomes rows. Nothing else writes the standing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::loading::Loaded;
use super::{spells, tallies, words};
use crate::journey::deadline::last_day_of_response;
use crate::journey::event::Event;
use crate::journey::inspection::Inspection;
use crate::journey::meeting::Meeting;
use crate::journey::question::Question;
use crate::journey::recommendation::{
    Action, EarlierClosing, Ending, Evidence, Extension, Recommendation, Stage,
};
use crate::journey::reference::{ActionRef, RecommendationRef, Stream};
use crate::journey::register::Register;
use crate::journey::scheme::Scheme;
use crate::journey::told_first::{self, Refusal};
use crate::ledger::trouble::Trouble;
use crate::progress::{Progress, Step};

/// Writes everything in the state that is no longer as it was stored after these events, and that the standing goes
/// as far as `seq`. Cancelled, it leaves half of it: the caller rolls back.
pub fn project<'e>(
    conn: &Connection,
    loaded: &Loaded,
    events: impl Iterator<Item = &'e Event>,
    seq: u64,
    progress: &Progress,
) -> Result<(), Trouble> {
    let trouble = |error| Trouble::on(conn, error);
    let (state, scheme) = (&loaded.state, &loaded.state.register.scheme);
    let mut tally = Tally::default();
    let mut told = project_around(conn, loaded, &mut tally).map_err(trouble)?;
    let of = state.recommendations.len() as u64;
    for (done, recommendation) in (0..).zip(state.recommendations.values()) {
        progress.said(Step::Recording, done, of)?;
        told.extend(project_one(conn, loaded, recommendation, &mut tally).map_err(trouble)?);
    }
    let rest = move || -> rusqlite::Result<()> {
        for (gone, before) in gone(loaded) {
            take_out(conn, gone)?;
            tally.count(&before, scheme, -1);
        }
        tally.write(conn)?;
        conn.prepare_cached("UPDATE standing SET seq = ?1")?.execute([seq as i64])?;
        for (before, recommendation) in told {
            words::put(conn, before.as_ref(), recommendation)?;
        }
        for (on, said) in events.filter_map(words::said) {
            words::say(conn, on, &said)?;
        }
        Ok(())
    };
    rest().map_err(trouble)?;
    Ok(progress.said(Step::Recording, of, of)?)
}

/// A recommendation whose words are to be told anew, and as it was before where it changed itself.
type Told<'a> = (Option<Recommendation>, &'a Recommendation);

/// Writes what changed of all but the recommendations; gives those whose inspection got another title.
fn project_around<'a>(
    conn: &Connection,
    loaded: &'a Loaded,
    tally: &mut Tally,
) -> rusqlite::Result<Vec<Told<'a>>> {
    let (state, mut told) = (&loaded.state, Vec::new());
    if changed(conn, loaded, Stream::Register, &state.register)?.is_some() {
        put_register(conn, &state.register)?;
    }
    for inspection in state.inspections.values() {
        let stream = Stream::Inspection(inspection.code.clone());
        if let Some(before) = changed(conn, loaded, stream, inspection)? {
            let home = &state.register.home;
            put_inspection(conn, inspection, home)?;
            let before: Option<Inspection> = stored(before);
            before.iter().for_each(|before| tally.count_inspection(before, home, -1));
            tally.count_inspection(inspection, home, 1);
            if before.is_some_and(|before| before.title != inspection.title) {
                let its = |one: &&Recommendation| one.inspection() == &inspection.code;
                // Among the words of a recommendation stands its inspection's title.
                told.extend(state.recommendations.values().filter(its).map(|one| (None, one)));
            }
        }
    }
    for meeting in state.meetings.values() {
        if let Some(before) = changed(conn, loaded, Stream::Meeting(meeting.reference), meeting)? {
            put_meeting(conn, meeting)?;
            stored(before).iter().for_each(|before| tally.count_meeting(before, -1));
            tally.count_meeting(meeting, 1);
        }
    }
    Ok(told)
}

/// Writes one recommendation, where it changed; gives it then.
fn project_one<'a>(
    conn: &Connection,
    loaded: &Loaded,
    recommendation: &'a Recommendation,
    tally: &mut Tally,
) -> rusqlite::Result<Option<Told<'a>>> {
    let scheme = &loaded.state.register.scheme;
    let stream = Stream::Recommendation(recommendation.reference.clone());
    let Some(before) = changed(conn, loaded, stream, recommendation)? else { return Ok(None) };
    let before: Option<Recommendation> = stored(before);
    put_recommendation(conn, before.as_ref(), recommendation, scheme)?;
    before.iter().for_each(|before| tally.count(before, scheme, -1));
    tally.count(recommendation, scheme, 1);
    Ok(Some((before, recommendation)))
}

/// The recommendations that were stored and stand no more, as they stood.
fn gone(loaded: &Loaded) -> impl Iterator<Item = (&RecommendationRef, Recommendation)> {
    loaded.stored.iter().filter_map(|(stream, stored)| match stream {
        Stream::Recommendation(reference) if loaded.state.recommendation(reference).is_none() => {
            Some((reference, serde_json::from_str(stored).ok()?))
        }
        _ => None,
    })
}

/// Takes out one on which nothing was recorded: it has no actions and no evidence.
fn take_out(conn: &Connection, reference: &RecommendationRef) -> rusqlite::Result<()> {
    words::take_out(conn, reference)?;
    spells::take_out(conn, reference)?;
    conn.prepare_cached("DELETE FROM stream WHERE name = ?1")?.execute([reference.to_string()])?;
    conn.prepare_cached("DELETE FROM recommendation WHERE ref = ?1")?.execute([reference.to_string()])?;
    Ok(())
}

/// Stores a stream's state if it is not as it was stored; gives what was stored before, if anything.
#[allow(clippy::option_option, reason = "the outer says whether it changed, the inner whether it was there")]
fn changed<'a>(
    conn: &Connection,
    loaded: &'a Loaded,
    stream: Stream,
    state: &impl Serialize,
) -> rusqlite::Result<Option<Option<&'a str>>> {
    let now = json(state);
    let before = loaded.stored.get(&stream).map(String::as_str);
    if before == Some(now.as_str()) {
        return Ok(None);
    }
    put_state(conn, &stream.to_string(), &now)?;
    Ok(Some(before))
}

/// What was stored before, read.
fn stored<T: DeserializeOwned>(before: Option<&str>) -> Option<T> {
    serde_json::from_str(before?).ok()
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a state has only keys that are strings")
}

pub(super) fn put_state(conn: &Connection, name: &str, state: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO stream(name, state) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET state = excluded.state";
    conn.prepare_cached(sql)?.execute([name, state])?;
    Ok(())
}

pub(super) fn put_register(conn: &Connection, register: &Register) -> rusqlite::Result<()> {
    conn.execute_batch("DELETE FROM person; DELETE FROM role; DELETE FROM body")?;
    for person in &register.people {
        conn.prepare_cached("INSERT INTO person VALUES(?1, ?2, ?3)")?.execute(params![
            person.name,
            json(&person.accounts),
            person.address
        ])?;
        for held in &person.roles {
            let (from, until) = (held.from.map(|day| day.to_string()), held.until.map(|day| day.to_string()));
            conn.prepare_cached("INSERT INTO role VALUES(?1, ?2, ?3, ?4)")?.execute(params![
                person.name,
                held.role.words(),
                from,
                until
            ])?;
        }
    }
    for (name, kind) in &register.bodies {
        conn.prepare_cached("INSERT INTO body VALUES(?1, ?2)")?.execute([name, kind.words()])?;
    }
    Ok(())
}

pub(super) fn put_inspection(conn: &Connection, inspection: &Inspection, home: &str) -> rusqlite::Result<()> {
    let response = &inspection.response;
    let ours = inspection.recommendations.iter().filter(|listed| listed.ours).count();
    let published = response.published.as_ref().map(|(_, on)| on.to_string());
    let runs = published.is_none() && response.same_as.is_none() && inspection.wants_response(home);
    let sql = "INSERT INTO inspection VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT(code) DO UPDATE SET title = excluded.title, inspectorate = excluded.inspectorate,
        published = excluded.published, last_day = excluded.last_day, grades = excluded.grades,
        response_published = excluded.response_published,
        answered_by = excluded.answered_by, clock_runs = excluded.clock_runs,
        recommendations = excluded.recommendations, ours = excluded.ours";
    conn.prepare_cached(sql)?.execute(params![
        inspection.code.to_string(),
        inspection.title,
        inspection.inspectorate,
        inspection.published.to_string(),
        last_day_of_response(inspection.published).to_string(),
        published,
        response.same_as.as_ref().map(ToString::to_string),
        runs,
        count(inspection.recommendations.len()),
        count(ours),
        json(&inspection.grades),
    ])?;
    Ok(())
}

pub(super) fn put_meeting(conn: &Connection, meeting: &Meeting) -> rusqlite::Result<()> {
    let sql = "INSERT INTO meeting VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT(number) DO UPDATE SET name = excluded.name, date = excluded.date, phase = excluded.phase, chair = excluded.chair,
        attendees = excluded.attendees, apologies = excluded.apologies";
    conn.prepare_cached(sql)?.execute(params![
        meeting.reference.0,
        meeting.reference.to_string(),
        meeting.kind.words(),
        meeting.name,
        meeting.date.to_string(),
        meeting.chair,
        meeting.phase.words(),
        json(&meeting.attendees),
        json(&meeting.apologies),
        meeting.series.as_ref().map(|series| series.first.0),
    ])?;
    Ok(())
}

/// A number as SQLite keeps it.
fn count(n: usize) -> i64 {
    n as i64
}

/// What a list tells of an action.
#[derive(Serialize)]
struct ListedAction<'a> {
    r#ref: ActionRef,
    text: &'a str,
    owner: &'a str,
    target: NaiveDate,
    original: NaiveDate,
    moves: usize,
    rating: Option<&'a str>,
    last_heard: Option<NaiveDate>,
    added_later: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'static str>,
    finished: Option<&'static str>,
}

fn listed<'a>(recommendation: &Recommendation, action: &'a Action) -> ListedAction<'a> {
    ListedAction {
        r#ref: recommendation.action_ref(action),
        text: &action.text,
        owner: &action.owner,
        target: action.target,
        original: action.original,
        moves: action.moves.len(),
        rating: action.rating.as_deref(),
        last_heard: action.last_heard(),
        added_later: action.added_later,
        condition: action.condition.map(|of| of.words()),
        finished: action.finished.as_ref().map(|finished| finished.ending.words()),
    }
}

/// A date after all others stands where nothing is promised, so that those rows come last.
pub const NO_DATE: &str = "9999-12-31";

pub(super) fn put_recommendation(
    conn: &Connection,
    before: Option<&Recommendation>,
    now: &Recommendation,
    scheme: &Scheme,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO recommendation(ref, inspection, number, kind, text, ours, open, stage, position, level, rating,
          owner, deadline_words, deadline_date, target, target_original, target_moves, next, last_heard, latest, since,
          returned, asked, closed_as, closed_on, superseded_by, inspectorate_status, addressees, actions,
          first_asked, published, owners, heard_at, waits, owed, silent_since, earlier_closings, asked_of_lead,
          moved, refused, chased, question, question_on, first, closed_signed)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
          ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44,
          ?45)
        ON CONFLICT(ref) DO UPDATE SET text = excluded.text, deadline_date = excluded.deadline_date,
          first_asked = excluded.first_asked, published = excluded.published, open = excluded.open, stage = excluded.stage,
          position = excluded.position, level = excluded.level, rating = excluded.rating, owner = excluded.owner,
          target = excluded.target, target_original = excluded.target_original, target_moves = excluded.target_moves,
          next = excluded.next, last_heard = excluded.last_heard, latest = excluded.latest, since = excluded.since,
          returned = excluded.returned, asked = excluded.asked, closed_as = excluded.closed_as,
          closed_on = excluded.closed_on, superseded_by = excluded.superseded_by,
          inspectorate_status = excluded.inspectorate_status, actions = excluded.actions, owners = excluded.owners,
          heard_at = excluded.heard_at, waits = excluded.waits, owed = excluded.owed,
          silent_since = excluded.silent_since, earlier_closings = excluded.earlier_closings,
          asked_of_lead = excluded.asked_of_lead, moved = excluded.moved, refused = excluded.refused,
          chased = excluded.chased, question = excluded.question, question_on = excluded.question_on,
          first = excluded.first, closed_signed = excluded.closed_signed";
    let target = now.target();
    let deadline = now.deadline.as_ref();
    let closing = now.closing.as_ref();
    let actions: Vec<_> = now.actions.iter().map(|action| listed(now, action)).collect();
    conn.prepare_cached(sql)?.execute(params![
        now.reference.to_string(),
        now.inspection().to_string(),
        now.reference.number,
        now.kind.words(),
        now.text,
        now.ours,
        open(now),
        now.stage.name(),
        now.position.map(|position| position.words()),
        now.level.as_ref().map(|level| &level.code),
        now.rating(scheme).map(|rating| &rating.code),
        now.owner(),
        deadline.map(|deadline| &deadline.words),
        deadline.and_then(|deadline| deadline.date).map(|day| day.to_string()),
        target.as_ref().map(|target| target.date.to_string()),
        target.as_ref().map(|target| target.original.to_string()),
        count(target.as_ref().map_or(0, |target| target.moves)),
        now.next_target().map_or_else(|| NO_DATE.to_string(), |day| day.to_string()),
        now.last_heard().map(|day| day.to_string()),
        now.latest.to_string(),
        since(now).to_string(),
        returned(now),
        asked(now),
        closing.map(|closing| closing.ending.words()),
        closing.map(|closing| closing.on.to_string()),
        closing.and_then(|closing| closing.superseded_by.as_ref()).map(ToString::to_string),
        now.inspectorate_status,
        json(&now.addressees),
        json(&actions),
        now.first_asked.to_string(),
        now.published.to_string(),
        owners_of(now, |_| true),
        now.last_meeting().map(|meeting| meeting.to_string()),
        waits(now),
        owed(now),
        now.silent_since().map(|day| day.to_string()),
        earlier_closings(now),
        asked_of_lead(now),
        owners_of(now, |action| !action.moves.is_empty()),
        owners_of(now, |action| !action.refused.is_empty()),
        owners_of(now, |action| tallies::state(now, action) == "open" && action.waits_for_an_answer()),
        question(now).map(|question| format!("{} asks: {}", question.asked.by, question.text)),
        question(now).map(|question| question.asked.on.to_string()),
        told_first::refusals(now).first().map(Refusal::in_short),
        closing.and_then(|closing| closing.signed),
    ])?;
    spells::put_way(conn, before, now)?;
    let goes_on = before.is_some_and(|before| before.promises() == now.promises());
    for action in &now.actions {
        if !goes_on || before.and_then(|before| before.action(&action.letter)) != Some(action) {
            put_action(conn, now, action)?;
        }
    }
    for meeting in now.meetings.iter().skip(before.map_or(0, |before| before.meetings.len())) {
        conn.prepare_cached("INSERT INTO at_meeting VALUES(?1, ?2)")?
            .execute(params![meeting.0, now.reference.to_string()])?;
    }
    for (index, evidence) in now.evidence.iter().enumerate() {
        if before.and_then(|before| before.evidence.get(index)) != Some(evidence) {
            put_evidence(conn, now, evidence)?;
        }
    }
    Ok(())
}

fn put_action(conn: &Connection, recommendation: &Recommendation, action: &Action) -> rusqlite::Result<()> {
    let sql = "INSERT INTO action VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        ON CONFLICT(ref) DO UPDATE SET text = excluded.text, owner = excluded.owner, target = excluded.target,
        moves = excluded.moves, rating = excluded.rating, last_heard = excluded.last_heard,
        finished_as = excluded.finished_as, finished_on = excluded.finished_on, state = excluded.state,
        refused = excluded.refused, chased_on = excluded.chased_on, chased_by = excluded.chased_by,
        chased_to = excluded.chased_to";
    let chase = action.chased.as_ref();
    let finished = action.finished.as_ref();
    conn.prepare_cached(sql)?.execute(params![
        recommendation.action_ref(action).to_string(),
        recommendation.reference.to_string(),
        action.text,
        action.owner,
        action.target.to_string(),
        action.original.to_string(),
        count(action.moves.len()),
        action.rating,
        action.last_heard().map(|day| day.to_string()),
        action.added_later,
        finished.map(|finished| finished.ending.words()),
        finished.map(|finished| finished.deed.on.to_string()),
        tallies::state(recommendation, action),
        count(action.refused.len()),
        chase.map(|chase| chase.deed.on.to_string()),
        chase.map(|chase| &chase.deed.by),
        chase.map(|chase| &chase.owner),
        action.condition.map(|of| of.words()),
    ])?;
    Ok(())
}

fn put_evidence(
    conn: &Connection,
    recommendation: &Recommendation,
    evidence: &Evidence,
) -> rusqlite::Result<()> {
    let judged = match (&evidence.accepted, &evidence.rejected) {
        (Some(_), _) => "accepted",
        (None, Some(_)) if evidence.taken_back() => "taken back",
        (None, Some(_)) => "rejected",
        (None, None) => "offered",
    };
    let sql = "INSERT INTO evidence VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
               ON CONFLICT(ref) DO UPDATE SET judged = excluded.judged, opened = excluded.opened";
    let file = evidence.file.as_ref();
    let opened: Vec<&str> = evidence.opened.iter().map(|deed| deed.by.as_str()).collect();
    conn.prepare_cached(sql)?.execute(params![
        evidence.reference.to_string(),
        recommendation.reference.to_string(),
        evidence.kind,
        evidence.title,
        evidence.held,
        file.map(|file| &file.name),
        file.map(|file| file.size as i64),
        file.map(|file| &file.sha256),
        file.and_then(|file| file.left_at.as_ref()),
        evidence.marking,
        evidence.dated.map(|day| day.to_string()),
        evidence.source,
        serde_json::json!(opened).to_string(),
        judged,
    ])?;
    Ok(())
}

fn open(recommendation: &Recommendation) -> bool {
    recommendation.ours && recommendation.stage != Stage::Closed
}

/// Who sent it back, where its last move was backwards.
fn returned(recommendation: &Recommendation) -> Option<&'static str> {
    match recommendation.stage {
        Stage::Plenary if recommendation.returned.is_some() => Some("returned by the DCC"),
        Stage::Governance if recommendation.sent_back.is_some() => Some("sent back by the DCC"),
        Stage::Plenary | Stage::Governance if recommendation.submission_returned.is_some() => {
            Some("returned by the inspectorate")
        }
        _ => recommendation.closing_refused().map(|_| "closing refused by the DCC"),
    }
}

/// What was asked of the DCC beside the stages.
fn asked(recommendation: &Recommendation) -> Option<&'static str> {
    if recommendation.stage == Stage::Closed {
        return None;
    }
    match &recommendation.withdrawal {
        Some(withdrawal) if withdrawal.ending == Ending::Superseded => Some("closing as superseded"),
        Some(_) => Some("closing as no longer applicable"),
        None => extensions(recommendation).any(|extension| !extension.of.is_lead()).then_some("extension"),
    }
}

/// What waits for a lead's answer: an extension, and who asked for it.
fn asked_of_lead(recommendation: &Recommendation) -> Option<String> {
    let asked = extensions(recommendation).find(|extension| extension.of.is_lead())?;
    Some(format!("extension asked by {}", asked.asked.by))
}

/// The question that waits longest for an answer.
fn question(recommendation: &Recommendation) -> Option<&Question> {
    recommendation.open_questions().find(|_| recommendation.ours)
}

/// The extensions that wait for an answer.
fn extensions(recommendation: &Recommendation) -> impl Iterator<Item = &Extension> {
    let open = recommendation.unfinished().filter(|_| recommendation.stage != Stage::Closed);
    open.filter_map(|action| action.extension.as_ref())
}

/// Whose actions these are, each once, with a line for each.
fn owners_of(recommendation: &Recommendation, which: impl Fn(&Action) -> bool) -> String {
    let actions = recommendation.actions.iter().filter(|action| which(action));
    let owners: BTreeSet<&str> = actions.map(|action| &*action.owner).collect();
    owners.into_iter().collect::<Vec<_>>().join("\n")
}

/// What is promised by whom, with a line for each action: `2023-06-30 A. Owner`.
fn owed(recommendation: &Recommendation) -> String {
    let told = |action: &Action| format!("{} {}", action.target, action.owner);
    recommendation.promised().map(told).collect::<Vec<_>>().join("\n")
}

/// When it was closed and reopened, with a line for each time: `2022-05-10 2024-01-09`.
fn earlier_closings(recommendation: &Recommendation) -> String {
    let told = |earlier: &EarlierClosing| format!("{} {}", earlier.closed, earlier.reopened);
    recommendation.earlier_closings.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// What its actions wait for, where no date says it.
fn waits(recommendation: &Recommendation) -> Option<&'static str> {
    match recommendation.stage {
        Stage::Plenary | Stage::Governance if recommendation.actions.is_empty() => Some("no target"),
        Stage::Governance if recommendation.unfinished().next().is_none() => Some("all finished"),
        _ => None,
    }
}

/// A counter kept by day and by month: what lies before a day is a sum of months and of the days of one.
pub(super) struct Daily {
    pub days: &'static str,
    pub months: &'static str,
}

/// The next dates that were promised.
pub(super) const NEXT: Daily = Daily { days: "next", months: "next by month" };
/// The days since which nothing was heard, at Governance.
pub(super) const SILENT: Daily = Daily { days: "silent", months: "silent by month" };

/// A day's month, as the counters name it: `2023-06`.
pub(super) fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// Since when it waits: since it was asked of the DCC, else since it came to its stage.
fn since(recommendation: &Recommendation) -> NaiveDate {
    let extension = extensions(recommendation).map(|extension| extension.asked.on).min();
    let withdrawal = recommendation.withdrawal.as_ref().filter(|_| recommendation.stage != Stage::Closed);
    withdrawal.map(|withdrawal| withdrawal.asked.on).or(extension).unwrap_or(recommendation.since)
}

/// Counters that the overview needs, kept so that no question of the day counts the register.
#[derive(Default)]
pub(super) struct Tally {
    counters: BTreeMap<(&'static str, String), i64>,
    spells: spells::Spells,
}

impl Tally {
    /// Counts a recommendation in (`by` 1) or out (`by` -1).
    pub(super) fn count(&mut self, recommendation: &Recommendation, scheme: &Scheme, by: i64) {
        if !recommendation.ours {
            return;
        }
        self.spells.count(recommendation, by);
        tallies::dates(recommendation, &mut |what, key, n| {
            *self.counters.entry((what, key)).or_default() += by * n;
        });
        let mut add = self.adding(by);
        tallies::recommendation(recommendation, &mut add);
        add("stage", recommendation.stage.name().to_string());
        add("opened", month_of(recommendation.published));
        if let Some(closing) = &recommendation.closing {
            add("closed", month_of(closing.on));
        }
        for earlier in &recommendation.earlier_closings {
            add("closed", month_of(earlier.closed));
            add("reopened", month_of(earlier.reopened));
        }
        if let Some(next) = recommendation.next_target() {
            add(NEXT.days, next.to_string());
            add(NEXT.months, month_of(next));
        }
        if returned(recommendation).is_some() {
            add("waits", "returned".into());
            if recommendation.stage == Stage::Plenary {
                add("waits", "returned to the plenary".into());
            }
        }
        if asked(recommendation).is_some() {
            add("waits", "asked".into());
        }
        if asked_of_lead(recommendation).is_some() {
            add("waits", "asked of a lead".into());
        }
        if question(recommendation).is_some() {
            add("waits", "question".into());
        }
        if recommendation.stage == Stage::Governance {
            let rating = recommendation.rating(scheme).map_or_else(String::new, |rating| rating.code.clone());
            add("rating", rating);
        }
        if let Some(silent) = recommendation.silent_since() {
            add(SILENT.days, silent.to_string());
            add(SILENT.months, month_of(silent));
        }
        if let Some(waits) = waits(recommendation) {
            add("waits", waits.into());
        }
    }

    /// Counts an inspection's response clock in or out.
    pub(super) fn count_inspection(&mut self, inspection: &Inspection, home: &str, by: i64) {
        tallies::inspection(inspection, home, &mut self.adding(by));
    }

    /// Counts a meeting in or out.
    pub(super) fn count_meeting(&mut self, meeting: &Meeting, by: i64) {
        tallies::meeting(meeting, &mut self.adding(by));
    }

    fn adding(&mut self, by: i64) -> impl FnMut(&'static str, String) {
        move |what, key| *self.counters.entry((what, key)).or_default() += by
    }

    /// Adds what was counted to the stored counters; a counter at nought is no counter.
    pub(super) fn write(&self, conn: &Connection) -> rusqlite::Result<()> {
        for ((what, key), n) in self.counters.iter().filter(|(_, n)| **n != 0) {
            let sql = "INSERT INTO tally VALUES(?1, ?2, ?3) ON CONFLICT(what, key) DO UPDATE SET n = n + excluded.n";
            conn.prepare_cached(sql)?.execute(params![what, key, n])?;
            if *n < 0 {
                conn.prepare_cached("DELETE FROM tally WHERE what = ?1 AND key = ?2 AND n = 0")?
                    .execute(params![what, key])?;
            }
        }
        self.spells.write(conn)
    }
}
