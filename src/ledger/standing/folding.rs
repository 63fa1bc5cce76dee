//! The whole state from the whole log: one thread reads the log, others read what the records say,
//! and one takes the events in, in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rusqlite::Connection;

use crate::journey::event::Event;
use crate::journey::state::State;
use crate::ledger::log::{Log, SqliteLog};
use crate::ledger::record;
use crate::ledger::trouble::Trouble;

/// So many events travel together from thread to thread.
const BATCH: usize = 512;
/// So many batches may wait for the thread after.
const WAITING: usize = 4;
/// More threads than these wait for the one that reads the log.
const MOST_READERS: usize = 4;

/// Records in order, and the number of the first.
#[derive(Default)]
struct Batch {
    first: u64,
    text: String,
    /// Where each record ends in the text.
    ends: Vec<usize>,
}

/// The events of a batch, up to the first that cannot be read.
struct Told {
    events: Vec<Event>,
    unreadable: Option<(u64, serde_json::Error)>,
}

/// The whole state, as the log says it, and how far the log goes.
/// `progress` is told how many events have been read.
pub(super) fn fold(conn: &Connection, progress: &dyn Fn(u64)) -> Result<(State, u64), Trouble> {
    let readers = thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
    thread::scope(|scope| {
        let (mut to_readers, mut from_readers) = (Vec::new(), Vec::new());
        for _ in 0..readers {
            let (batches, given) = sync_channel(WAITING);
            let (told, taken) = sync_channel(WAITING);
            scope.spawn(move || read_records(&given, &told));
            to_readers.push(batches);
            from_readers.push(taken);
        }
        let folding = scope.spawn(move || take_in(&from_readers));
        let read = read_log(conn, &to_readers, progress);
        drop(to_readers);
        let (state, unreadable) = folding.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match unreadable {
            Some((seq, error)) => Err(super::unreadable_event(conn, seq, &error)),
            None => Ok((state, read?)),
        }
    })
}

/// Hands the log to the readers in turn; gives the number of the last event.
fn read_log(
    conn: &Connection,
    readers: &[SyncSender<Batch>],
    progress: &dyn Fn(u64),
) -> Result<u64, Trouble> {
    let (mut batch, mut turn, mut seq) = (Batch::default(), 0, 0);
    let mut hand_on = |batch: &mut Batch| {
        // A reader that has gone away met an event that it cannot read, and says so at the end.
        let _ = readers[turn % readers.len()].send(std::mem::take(batch));
        turn += 1;
    };
    SqliteLog::new(conn).for_each(0, &mut |entry| {
        if batch.ends.is_empty() {
            batch.first = entry.seq;
        }
        batch.text.push_str(entry.record);
        batch.ends.push(batch.text.len());
        seq = entry.seq;
        if batch.ends.len() == BATCH {
            hand_on(&mut batch);
            progress(seq);
        }
        Ok(())
    })?;
    hand_on(&mut batch);
    Ok(seq)
}

fn read_records(given: &Receiver<Batch>, told: &SyncSender<Told>) {
    for batch in given {
        let read = batch.read();
        let done = read.unreadable.is_some();
        if told.send(read).is_err() || done {
            break;
        }
    }
}

impl Batch {
    fn read(&self) -> Told {
        let mut told = Told { events: Vec::with_capacity(self.ends.len()), unreadable: None };
        let mut start = 0;
        for (seq, end) in (self.first..).zip(&self.ends) {
            match record::read_event(&self.text[start..*end]) {
                Ok(event) => told.events.push(event),
                Err(error) => {
                    told.unreadable = Some((seq, error));
                    break;
                }
            }
            start = *end;
        }
        told
    }
}

/// Takes the events in as the readers give them, in turn; ends with the first that could not be read.
fn take_in(readers: &[Receiver<Told>]) -> (State, Option<(u64, serde_json::Error)>) {
    let mut state = State::default();
    for reader in readers.iter().cycle() {
        // The readers were given batches in turn, so the first without another is the end.
        let Ok(told) = reader.recv() else { break };
        told.events.iter().for_each(|event| state.evolve(event));
        if told.unreadable.is_some() {
            return (state, told.unreadable);
        }
    }
    (state, None)
}
