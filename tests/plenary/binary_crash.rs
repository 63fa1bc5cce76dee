//! Two writers on one register are killed in the middle of what they do, fifty times over:
//! whatever was acknowledged is there afterwards, once, and the chain holds.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

use crate::binary::{Binary, Chance, LEAD, OWNER};

const ROUNDS: u64 = 50;

/// One request: what is asked, and the text by which it is found again.
struct Asked {
    text: String,
    words: Vec<String>,
}

/// What became of the requests of both writers.
#[derive(Default)]
struct Told {
    acknowledged: Vec<String>,
    unanswered: Vec<String>,
    /// How many ended by themselves, and how long these took together.
    ended: u32,
    took: Duration,
}

#[test]
fn whatever_was_acknowledged_survives_fifty_rounds_of_two_writers_killed_at_any_moment() {
    let mut chance = Chance::begin();
    let binary = Binary::governed();
    let told = Mutex::new(Told::default());
    let mut killed = 0;
    for round in 0..ROUNDS {
        let (seeds, kills) = ([(); 2].map(|()| chance.below(u64::MAX)), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for (writer, seed) in (0..).zip(seeds) {
                let (binary, told, kills) = (&binary, &told, &kills);
                scope.spawn(move || {
                    kills.fetch_add(write_until_killed(binary, writer, round, seed, told), Relaxed)
                });
            }
        });
        assert_nothing_lost(&binary, &told.lock().unwrap());
        killed += kills.into_inner();
    }
    let told = told.into_inner().unwrap();
    let there = recorded(&binary, &told.unanswered).iter().filter(|times| **times == 1).count();
    println!(
        "{} acknowledged, {killed} killed, of {} unanswered {there} were recorded",
        told.acknowledged.len(),
        told.unanswered.len()
    );
    assert_eq!(u64::from(killed), 2 * ROUNDS);
    binary.ask_as(OWNER, "update SOC22-1.a 'and the register can still be written'").done();
}

/// One writer's round: a request or more that are left alone, then others until one is killed while it runs.
/// Gives the number that were killed.
fn write_until_killed(binary: &Binary, writer: u64, round: u64, seed: u64, told: &Mutex<Told>) -> u32 {
    let mut chance = Chance::of(seed);
    let left_alone = 1 + chance.below(2);
    (0..left_alone).for_each(|number| leave_alone(binary, asked(writer, round, number), told));
    let mut number = left_alone;
    while !kill(binary, asked(writer, round, number), chance.below(1000), told) {
        number += 1;
    }
    1
}

/// A request with a text of its own; three verbs take turns.
fn asked(writer: u64, round: u64, number: u64) -> Asked {
    let text = format!("words {writer}/{round}/{number};");
    // What an amendment changes stands in the next one too, as the old words: its reason stands once.
    let new_words = format!("Count it, {writer}/{round}/{number}");
    let (who, words): (&str, &[&str]) = match (writer + round + number) % 3 {
        0 => (OWNER, &["update", "SOC22-1.a", &text]),
        1 => (OWNER, &["evidence", "add", "SOC22-1", &text, "--kind", "audit"]),
        _ => (LEAD, &["amend", "SOC22-1.a", &new_words, "--why", &text]),
    };
    let start = ["--actor", who, "--on", "2023-01-11"];
    Asked { words: start.iter().chain(words).map(ToString::to_string).collect(), text }
}

fn start(binary: &Binary, asked: &Asked) -> Child {
    let mut command = binary.command();
    command.args(&asked.words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Lets a request come to its end, which must be a good one.
fn leave_alone(binary: &Binary, asked: Asked, told: &Mutex<Told>) {
    let began = Instant::now();
    let answer = start(binary, &asked).wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&answer.stderr), "", "{}", asked.text);
    assert!(answer.status.success());
    assert!(is_acknowledged(&answer.stdout, &asked.text));
    let mut told = told.lock().unwrap();
    told.ended += 1;
    told.took += began.elapsed();
    told.acknowledged.push(asked.text);
}

/// Kills a request with -9 at a moment of its life, in thousandths of what one takes on average.
/// Gives false if it was over by then.
fn kill(binary: &Binary, asked: Asked, moment: u64, told: &Mutex<Told>) -> bool {
    let average = { told.lock().unwrap() }.average();
    let mut child = start(binary, &asked);
    let deadline = Instant::now() + average.mul_f64(moment as f64 / 1000.0);
    let mut over = None;
    while over.is_none() && Instant::now() < deadline {
        std::thread::yield_now();
        over = child.try_wait().unwrap();
    }
    child.kill().unwrap();
    let status = child.wait().unwrap();
    let mut out = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut out).unwrap();
    let mut told = told.lock().unwrap();
    // Who read the line was told, even where the program was killed before it could end.
    if is_acknowledged(&out, &asked.text) {
        told.acknowledged.push(asked.text);
    } else {
        assert!(!status.success(), "{} ended well and was not acknowledged", asked.text);
        told.unanswered.push(asked.text);
    }
    status.signal() == Some(9)
}

impl Told {
    fn average(&self) -> Duration {
        self.took / self.ended
    }
}

/// Whether the line that says that it is recorded was printed to its end.
fn is_acknowledged(out: &[u8], text: &str) -> bool {
    let out = String::from_utf8_lossy(out);
    out.split_inclusive('\n')
        .any(|line| line.starts_with("recorded: ") && line.contains(text) && line.ends_with('\n'))
}

fn assert_nothing_lost(binary: &Binary, told: &Told) {
    let verified = binary.plain("verify --json").json();
    assert_eq!(verified["differences"], serde_json::json!([]));
    let lost: Vec<_> = recorded(binary, &told.acknowledged)
        .iter()
        .zip(&told.acknowledged)
        .filter(|(times, _)| **times != 1)
        .map(|(times, text)| format!("{text} {times} times"))
        .collect();
    assert_eq!(lost, [""; 0], "acknowledged, but not recorded once");
    assert!(recorded(binary, &told.unanswered).iter().all(|times| *times < 2), "recorded twice");
}

/// In how many events of the history each text stands.
fn recorded(binary: &Binary, texts: &[String]) -> Vec<usize> {
    let events: Vec<String> = binary.history().iter().map(ToString::to_string).collect();
    texts.iter().map(|text| events.iter().filter(|event| event.contains(text.as_str())).count()).collect()
}
