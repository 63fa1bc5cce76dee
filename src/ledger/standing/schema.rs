//! The tables of the standing. They may be changed freely: a register whose standing is of another
//! version has it rebuilt from its log.

use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

use crate::ledger::interrupting::interruptible;
use crate::ledger::trouble::Trouble;
use crate::progress::{Progress, Step};

/// Raise it with every change of what is put into the tables below. A change of the tables is seen without it.
const CONTENTS: u32 = 25;

/// The version of the standing: it changes with its tables, its indexes and [`CONTENTS`].
pub const VERSION: u32 = fnv(INDEXES, fnv(TABLES, CONTENTS));

/// The FNV-1a hash of a text, going on from another hash.
const fn fnv(text: &str, mut hash: u32) -> u32 {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u32).wrapping_mul(16_777_619);
        index += 1;
    }
    hash
}

/// The tables, and what each question of the day is answered from.
/// Dates are written as `2023-06-30`, lists as JSON, truths as 0 and 1. A recommendation's `id` is its place in this
/// file and nothing that the log says: the documents of `words` are numbered by it. An index of prefixes would make the words six times
/// as slow to build and three times as large, and a keystroke no faster.
const TABLES: &str = "
CREATE TABLE standing(version INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT;
CREATE TABLE stream(name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
CREATE TABLE recommendation(
  ref TEXT NOT NULL UNIQUE, inspection TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
  text TEXT NOT NULL,  ours INTEGER NOT NULL, open INTEGER NOT NULL, stage TEXT NOT NULL, position TEXT, level TEXT, rating TEXT,
  owner TEXT, deadline_words TEXT, deadline_date TEXT, target TEXT, target_original TEXT,
  target_moves INTEGER NOT NULL, next TEXT NOT NULL, last_heard TEXT, latest TEXT NOT NULL, since TEXT NOT NULL,
  returned TEXT, first TEXT, asked TEXT, closed_as TEXT, closed_on TEXT, superseded_by TEXT, inspectorate_status TEXT,
  addressees TEXT NOT NULL, actions TEXT NOT NULL, first_asked TEXT NOT NULL, published TEXT NOT NULL,
  owners TEXT NOT NULL, heard_at TEXT, waits TEXT,
  owed TEXT NOT NULL, silent_since TEXT, earlier_closings TEXT NOT NULL, asked_of_lead TEXT,
  moved TEXT NOT NULL, refused TEXT NOT NULL, chased TEXT NOT NULL, question TEXT, question_on TEXT,
  closed_signed INTEGER, id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE action(
  ref TEXT PRIMARY KEY, recommendation TEXT NOT NULL, text TEXT NOT NULL, owner TEXT NOT NULL, target TEXT NOT NULL,
  original TEXT NOT NULL, moves INTEGER NOT NULL, rating TEXT, last_heard TEXT, added_later INTEGER NOT NULL,
  finished_as TEXT, finished_on TEXT, state TEXT NOT NULL, refused INTEGER NOT NULL,
  chased_on TEXT, chased_by TEXT, chased_to TEXT, condition TEXT) STRICT;
CREATE TABLE at_meeting(
  meeting INTEGER NOT NULL, recommendation TEXT NOT NULL, PRIMARY KEY(meeting, recommendation)) STRICT, WITHOUT ROWID;
CREATE TABLE evidence(
  ref TEXT PRIMARY KEY, recommendation TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, held TEXT,
  file TEXT, size INTEGER, sha256 TEXT, left_at TEXT, marking TEXT, dated TEXT, source TEXT, opened TEXT NOT NULL,
  judged TEXT NOT NULL) STRICT;
CREATE TABLE inspection(
  code TEXT PRIMARY KEY, title TEXT NOT NULL, inspectorate TEXT NOT NULL, published TEXT NOT NULL,
  last_day TEXT NOT NULL, response_published TEXT, answered_by TEXT, clock_runs INTEGER NOT NULL,
  recommendations INTEGER NOT NULL, ours INTEGER NOT NULL, grades TEXT NOT NULL) STRICT;
CREATE TABLE meeting(
  number INTEGER PRIMARY KEY, ref TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, date TEXT NOT NULL,
  chair TEXT, phase TEXT NOT NULL, attendees TEXT NOT NULL, apologies TEXT NOT NULL, series INTEGER) STRICT;
CREATE TABLE person(name TEXT PRIMARY KEY, accounts TEXT NOT NULL, address TEXT) STRICT;
CREATE TABLE role(person TEXT NOT NULL, role TEXT NOT NULL, from_day TEXT, until_day TEXT) STRICT;
CREATE TABLE body(name TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT;
CREATE TABLE tally(what TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(what, key)) STRICT, WITHOUT ROWID;
CREATE TABLE spell(what TEXT NOT NULL, clock TEXT NOT NULL, stage TEXT NOT NULL, level TEXT NOT NULL, days TEXT NOT NULL,
  PRIMARY KEY(what, clock, stage, level)) STRICT, WITHOUT ROWID;
CREATE TABLE way(ref TEXT PRIMARY KEY, passages TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(told, content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
";

const INDEXES: &str = "
CREATE INDEX recommendation_open ON recommendation(next, inspection, number) WHERE open = 1;
CREATE INDEX recommendation_stage ON recommendation(stage, since, inspection, number) WHERE open = 1;
CREATE INDEX recommendation_returned ON recommendation(since, inspection, number) WHERE returned IS NOT NULL;
CREATE INDEX recommendation_asked ON recommendation(since, inspection, number) WHERE asked IS NOT NULL;
CREATE INDEX recommendation_asked_of_lead ON recommendation(since, inspection, number) WHERE asked_of_lead IS NOT NULL;
CREATE INDEX recommendation_question ON recommendation(question_on, inspection, number) WHERE question IS NOT NULL;
CREATE INDEX recommendation_deadline ON recommendation(deadline_date, inspection, number)
  WHERE open = 1 AND deadline_date IS NOT NULL;
CREATE INDEX recommendation_owed ON recommendation(inspection, next) WHERE open = 1;
CREATE INDEX recommendation_moved ON recommendation(inspection) WHERE ours = 1 AND moved <> '';
CREATE INDEX action_owner ON action(owner, state, target, ref);
CREATE INDEX action_moved ON action(owner, target, ref) WHERE moves > 0;
CREATE INDEX action_refused ON action(owner, target, ref) WHERE refused > 0;
CREATE INDEX action_chased ON action(chased_to, chased_on, chased_by) WHERE chased_to IS NOT NULL;
CREATE INDEX action_due ON action(target, ref) WHERE state = 'open';
CREATE INDEX recommendation_glance ON recommendation(inspection, number, kind, ours, stage, level, rating, owner, owners,
  next, last_heard, deadline_date, published, closed_on, returned, asked, waits, heard_at, first_asked, asked_of_lead,
  moved, refused, chased);
CREATE INDEX action_recommendation ON action(recommendation);
CREATE INDEX evidence_recommendation ON evidence(recommendation);
CREATE INDEX meeting_date ON meeting(date DESC, number DESC);
CREATE INDEX meeting_held ON meeting(date DESC, number DESC) WHERE kind = 'governance' AND phase = 'closed';
CREATE INDEX meeting_plenary ON meeting(date, number) WHERE kind = 'plenary' AND phase = 'planned';
CREATE INDEX meeting_series ON meeting(series, date, number) WHERE series IS NOT NULL;
CREATE INDEX inspection_published ON inspection(published DESC, code);
CREATE INDEX inspection_clock ON inspection(last_day, code) WHERE clock_runs = 1;
CREATE INDEX inspection_met ON inspection(response_published DESC, code)
  WHERE response_published IS NOT NULL AND response_published <= last_day;
CREATE INDEX inspection_missed ON inspection(response_published DESC, code)
  WHERE response_published IS NOT NULL AND response_published > last_day;
";

/// The tables of the full-text search. They hold no text: only where each word stands.
const SEARCHED: [&str; 2] = ["vocabulary", "words"];

/// The names of the tables, to empty and to compare them.
pub const NAMES: [&str; 14] = [
    "standing",
    "stream",
    "recommendation",
    "action",
    "at_meeting",
    "evidence",
    "inspection",
    "meeting",
    "person",
    "role",
    "body",
    "tally",
    "spell",
    "way",
];

/// How many columns, from the first on, name what a row of a table is about. What says how far the standing has come
/// is about all of it, and has no name.
pub(super) fn naming(table: &str) -> usize {
    match table {
        "standing" => 0,
        "tally" | "at_meeting" | "role" => 2,
        "spell" => 4,
        _ => 1,
    }
}

/// Lays the empty tables of the standing into a register that has none.
pub fn lay(conn: &Connection) -> Result<(), Trouble> {
    lay_tables(conn)?;
    lay_indexes(conn, &Progress::unwatched())
}

pub(super) fn lay_tables(conn: &Connection) -> Result<(), Trouble> {
    let begin = format!("{TABLES} INSERT INTO standing VALUES({VERSION}, 0);");
    conn.execute_batch(&begin).map_err(|error| Trouble::on(conn, error))
}

pub(super) fn lay_indexes(conn: &Connection, progress: &Progress) -> Result<(), Trouble> {
    let of = INDEXES.matches(';').count() as u64;
    let done = AtomicU64::new(0);
    // An index of a large register takes long, and is a single statement.
    let tell = || progress.said(Step::Indexing, done.load(Ordering::Relaxed), of);
    interruptible(conn, &tell, || {
        for sql in INDEXES.split_inclusive(';') {
            tell()?;
            conn.execute_batch(sql).map_err(|error| Trouble::on(conn, error))?;
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    })
}

/// Takes the tables of whatever version away, so that they can be laid anew.
pub(super) fn clear(conn: &Connection) -> Result<(), Trouble> {
    let drops: String =
        SEARCHED.iter().chain(&NAMES).map(|table| format!("DROP TABLE IF EXISTS {table};")).collect();
    conn.execute_batch(&drops).map_err(|error| Trouble::on(conn, error))
}
