//! Signing a decision, proving signatures, and the audit of a whole log, each beside what the machine does at least for it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use plenary::journey::event::Signed;
use plenary::journey::keys::Key;
use plenary::journey::keys::public::{NAMESPACE, PublicKey};
use plenary::journey::people::Person;
use plenary::journey::recommendation::Deed;
use plenary::journey::register::Register;
use plenary::journey::statement::proved;
use plenary::ledger::keygen::{Named, Signer};
use plenary::ledger::log::{Entry, Log, SqliteLog};
use plenary::progress::Progress;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use super::floor::Floor;
use super::operations::{Line, Size, Target, Unit, told};
use super::pairs::{Alternated, alternate};
use super::product::open;

/// So many signatures are proved at a time.
const SIGNATURES: usize = 2_000;
/// The letters of a statement of an ordinary case.
const STATEMENT: usize = 2_000;
/// So many events are hashed at a time, beside the whole log's verification: more would take the memory of the file.
const HASHED: usize = 200_000;

/// A person with a key, and what was signed with it.
struct Desk {
    _folder: tempfile::TempDir,
    secret: std::path::PathBuf,
    person: Person,
    signed: Signed,
}

/// The key in a file, as somebody names it for a decision.
fn signer(person: &Person, on: NaiveDate, path: &Path) -> Result<Signer> {
    let named = Named { path: path.to_path_buf(), config: None };
    Signer::of(&Register::default(), person, on, Some(&named))?.signer.context("there is a key")
}

impl Desk {
    fn new() -> Result<Desk> {
        let folder = tempfile::tempdir()?;
        let secret = folder.path().join("key");
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"])
            .arg(&secret)
            .status()?;
        ensure!(made.success(), "ssh-keygen makes no key");
        let public = PublicKey::read(&std::fs::read_to_string(secret.with_extension("pub"))?)
            .map_err(anyhow::Error::msg)?;
        let on = day();
        let deed = || Deed { by: "A. Lead".into(), on, why: None, signed: None };
        let key = Key {
            fingerprint: public.fingerprint(),
            key: public.line(),
            holder_verified: false,
            offered: deed(),
            replaces: None,
            accepted: Some(deed()),
            ended: None,
        };
        let person = Person {
            name: "T. Deputy".into(),
            roles: vec![],
            accounts: vec![],
            address: None,
            keys: vec![key],
        };
        let signer = signer(&person, on, &secret)?;
        let signed = signer.sign(&statement(), false)?;
        Ok(Desk { _folder: folder, secret, person, signed })
    }

    /// The milliseconds of a decision's signature.
    fn sign(&self) -> Result<f64> {
        let begun = Instant::now();
        let signer = signer(&self.person, day(), &self.secret)?;
        signer.sign(&self.signed.statement, false)?;
        Ok(begun.elapsed().as_secs_f64() * 1e3)
    }

    /// The milliseconds of `ssh-keygen -Y sign` alone.
    fn openssh(&self) -> Result<f64> {
        let begun = Instant::now();
        let mut child = Command::new("ssh-keygen")
            .args(["-Y", "sign", "-n", NAMESPACE, "-f"])
            .arg(&self.secret)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        child.stdin.take().context("it reads")?.write_all(self.signed.statement.as_bytes())?;
        ensure!(child.wait()?.success(), "ssh-keygen does not sign");
        Ok(begun.elapsed().as_secs_f64() * 1e3)
    }

    /// Signatures a second that are proved by so many threads.
    fn prove(&self, threads: usize) -> Result<f64> {
        let (key, signed) = (&self.person.keys[0], &self.signed);
        let each = SIGNATURES / threads;
        let begun = Instant::now();
        let all = std::thread::scope(|scope| {
            let part = move || (0..each).all(|_| proved(key, signed).is_ok());
            let started: Vec<_> = (0..threads).map(|_| scope.spawn(part)).collect();
            started.into_iter().all(|thread| thread.join().is_ok_and(|whole| whole))
        });
        ensure!(all, "a signature does not fit");
        Ok((each * threads) as f64 / begun.elapsed().as_secs_f64())
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 12).unwrap_or_default()
}

fn statement() -> String {
    let line = "asked: SOC22-1 Count the caseload in every unit, and say how it was counted\n";
    line.repeat(STATEMENT / line.len())
}

/// Signing, and proving on one thread and on all, whatever the size of a register.
pub fn signatures(floor: &Floor) -> Result<Vec<Line>> {
    let desk = Desk::new()?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let line = |what, against: &str, unit, target, measured: Alternated| {
        told(Line { what, against: against.to_string(), recommendations: 1, measured, unit, target })
    };
    let limit = || {
        let took = floor.limits(&["hash", "100000", "150"])?["ed25519_us"]["dalek_verify"].as_f64();
        Ok(1e6 / took.context("it says how long a signature takes")?)
    };
    let sign = alternate(15, &mut || desk.openssh(), &mut || desk.sign())?;
    let one = alternate(5, &mut || limit(), &mut || desk.prove(1))?;
    let all = alternate(9, &mut || desk.prove(1), &mut || desk.prove(threads))?;
    let least = Target::AtLeast(0.8 * threads as f64);
    Ok(vec![
        line("signing a decision", "`ssh-keygen -Y sign`", Unit::Milliseconds, Target::AtMost(2.5), sign),
        line("proving a signature", "one Ed25519 verification", Unit::SignaturesPerSecond, Target::None, one),
        line("proving on all threads", "on one thread", Unit::SignaturesPerSecond, least, all),
    ])
}

/// What is hashed of an event: its record, and the text of its link.
struct Hashed {
    record: Vec<u8>,
    link: String,
}

impl Size {
    /// The chain, against hashing the same bytes in memory on as many threads, and against reading the same rows
    /// and hashing them; and the rest of `plenary verify` beside the first: the audit, and the audit with comparing
    /// the standing.
    pub fn audits(&self) -> Result<Vec<Line>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let events = self.hashed()?;
        let ledger = open(&self.product.register)?;
        let all = ledger.head()?.seq as f64;
        let rate = |work: &dyn Fn() -> Result<()>| {
            let begun = Instant::now();
            work()?;
            Ok(all / begun.elapsed().as_secs_f64())
        };
        let unwatched = Progress::unwatched();
        let line_against = |what, against: String, target, measured| {
            let (recommendations, unit) = (self.recommendations, Unit::EventsPerSecond);
            told(Line { what, against, recommendations, measured, unit, target })
        };
        let line = |what, on: &str, target, measured| {
            line_against(what, format!("SHA-256 of the same bytes, {on}"), target, measured)
        };
        let mut on_all = || hash(&events, threads);
        let mut on_one = || hash(&events, 1);
        let chain = alternate(9, &mut on_all, &mut || self.product.verify(threads))?;
        let chain_on_one = alternate(9, &mut on_one, &mut || self.product.verify(1))?;
        let read = alternate(9, &mut || rate(&|| read_and_hash(&self.product.register)), &mut || {
            self.product.verify(1)
        })?;
        let audit = alternate(3, &mut on_one, &mut || {
            rate(&|| ledger.audit(&unwatched).map(drop).map_err(Into::into))
        })?;
        let prove = alternate(3, &mut on_one, &mut || {
            rate(&|| ledger.prove(&unwatched).map(drop).map_err(Into::into))
        })?;
        let close = Target::AtLeast(0.8);
        Ok(vec![
            line("verifying the chain, all threads", "all threads", close, chain),
            line("verifying the chain, one thread", "one thread", close, chain_on_one),
            line_against(
                "verifying the chain, one thread",
                "the same rows read and hashed".into(),
                close,
                read,
            ),
            line("who decided what, and signatures", "one thread", Target::None, audit),
            line("the same and the standing compared", "one thread", Target::None, prove),
        ])
    }

    /// What is hashed of the first events.
    fn hashed(&self) -> Result<Vec<Hashed>> {
        let ledger = open(&self.product.register)?;
        let entries = SqliteLog::new(ledger.connection()).read(0, HASHED)?;
        let of = |entry: Entry| Hashed {
            link: format!("{} {} {}\n", entry.prev, entry.seq, entry.digest),
            record: entry.record.into_bytes(),
        };
        Ok(entries.into_iter().map(of).collect())
    }
}

/// The least that anybody does who reads every column of the log from SQLite: each record is hashed, and as many bytes
/// as its link has. Nothing is compared.
fn read_and_hash(register: &Path) -> Result<()> {
    let conn = Connection::open_with_flags(
        register,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.execute_batch("PRAGMA cache_size = 16")?;
    let mut statement = conn.prepare("SELECT seq, id, digest, prev, hash, record FROM event ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let link = [b'0'; 2 * 64 + 2 + 6 + 1];
    while let Some(row) = rows.next()? {
        for column in 0..5 {
            std::hint::black_box(row.get_ref(column)?);
        }
        std::hint::black_box(Sha256::digest(row.get_ref(5)?.as_bytes()?));
        std::hint::black_box(Sha256::digest(link));
    }
    Ok(())
}

/// Events a second that are hashed by so many threads.
fn hash(events: &[Hashed], threads: usize) -> Result<f64> {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for part in events.chunks(events.len().div_ceil(threads)) {
            scope.spawn(move || {
                for event in part {
                    std::hint::black_box(Sha256::digest(&event.record));
                    std::hint::black_box(Sha256::digest(&event.link));
                }
            });
        }
    });
    Ok(events.len() as f64 / begun.elapsed().as_secs_f64())
}
