//! The real binary, with a register and a state folder of its own, and what it answers.
//! What it is asked for, and what must be so afterwards, is for the tests.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rusqlite::Connection;
use serde_json::Value;

pub const LEAD: &str = "A. Lead";
pub const DCC: &str = "T. Deputy";
pub const OWNER: &str = "O. Wner";

/// A folder with a register in it, and the binary to use it with.
pub struct Binary {
    folder: tempfile::TempDir,
    /// Who acts, and on which day, where a request does not say it itself.
    pub actor: &'static str,
    pub on: &'static str,
}

/// What the binary answered.
#[derive(Debug)]
pub struct Answer {
    pub asked: String,
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Binary {
    /// A folder without a register.
    pub fn bare() -> Binary {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("state")).unwrap();
        Binary { folder, actor: LEAD, on: "2022-12-01" }
    }

    /// A register with its three people, who all act through the account that runs the tests.
    pub fn opened() -> Binary {
        let binary = Binary::bare();
        // Nobody here has a key.
        let ours = include_str!("../../data/scheme.toml").replace("signed = [\"signoff\"]", "");
        fs::write(binary.folder().join("unsigned.toml"), ours).unwrap();
        let init = "init --home 'Cleveland Police' --me 'A. Lead' --role lead --on 2022-12-01";
        binary.plain(&format!("{init} --scheme unsigned.toml")).done();
        let account = whoami::username().unwrap();
        for (name, role) in [(DCC, "approver"), (OWNER, "owner")] {
            binary.ask(&format!("people add '{name}' --role {role} --account {account}")).done();
        }
        binary
    }

    /// With one recommendation, `SOC22-1`, received.
    pub fn received() -> Binary {
        let mut binary = Binary::opened();
        binary.on = "2022-12-07";
        binary.ask("inspection add 'A Practice Inspection' --published 2022-12-07 --code SOC22").done();
        binary
            .ask("recommendation add SOC22 'Count the caseload' --kind recommendation --addressee 'Cleveland Police'")
            .done();
        binary
    }

    /// With its plenary held.
    pub fn held() -> Binary {
        let mut binary = Binary::received();
        binary.on = "2023-01-11";
        binary.ask("hold SOC22 --attendee 'A. Lead'").done();
        binary
    }

    /// A meeting, `M2`, is opened.
    pub fn open_board(&self) {
        self.ask("meeting plan Board --date 2023-01-11").done();
        self.ask("meeting open M2 --attendee 'A. Lead'").done();
    }

    /// With an action, `SOC22-1.a`, and reported to the DCC.
    pub fn reported() -> Binary {
        let binary = Binary::held();
        binary.ask("position SOC22-1 accepted").done();
        binary.ask("agree SOC22-1 'Count it' --owner 'O. Wner' --target 2023-06-30").done();
        binary.ask("report SOC22-1").done();
        binary
    }

    /// With an action, `SOC22-1.a`, that is under way, and a meeting, `M2`, that is open.
    pub fn governed() -> Binary {
        let binary = Binary::reported();
        binary.ask_as(DCC, "approve SOC22-1").done();
        binary.open_board();
        binary
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn register(&self) -> PathBuf {
        self.folder().join("register.plenary")
    }

    /// The binary as this user runs it: nothing of the tests' own environment reaches it.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        self.seat(&mut command);
        command
    }

    /// Gives a command the environment and the folder of this user.
    pub fn seat<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        for inherited in [
            "PLENARY_TIMEOUT_MS",
            "PLENARY_ALLOW_NETWORK",
            "COLUMNS",
            "NO_COLOR",
            "PLENARY_CONFIG",
            "VISUAL",
            "EDITOR",
            "SSH_AUTH_SOCK",
            "SSH_ASKPASS",
            "DISPLAY",
        ] {
            command.env_remove(inherited);
        }
        for folder in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env(folder, self.folder().join("home"));
        }
        command
            .env("PLENARY_REGISTER", self.register())
            .env("PLENARY_STATE_DIR", self.folder().join("state"))
            .env("TZ", "UTC")
            .current_dir(self.folder())
    }

    /// Runs a command line as it stands.
    pub fn plain(&self, words: &str) -> Answer {
        self.run(&shell_words::split(words).unwrap())
    }

    /// Asks for something as the person who acts, on the day that is set.
    pub fn ask(&self, words: &str) -> Answer {
        self.ask_as(self.actor, words)
    }

    pub fn ask_as(&self, actor: &str, words: &str) -> Answer {
        let mut arguments = vec!["--actor".to_string(), actor.into(), "--on".into(), self.on.into()];
        arguments.extend(shell_words::split(words).unwrap());
        self.run(&arguments)
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Answer {
        Answer::of(self.command().args(arguments))
    }

    /// The events as `history --json` tells them, in order.
    pub fn history(&self) -> Vec<Value> {
        match self.plain("history --json").json() {
            Value::Array(events) => events,
            other => panic!("{other}"),
        }
    }

    /// The newest event's number and hash, as `verify` finds them.
    pub fn head(&self) -> String {
        self.plain("verify --json").json()["head"].as_str().unwrap().to_string()
    }

    /// The stage of a recommendation.
    pub fn stage(&self, reference: &str) -> String {
        let shown = self.plain(&format!("show {reference} --json")).json();
        shown["recommendation"]["stage"].as_str().unwrap().to_string()
    }

    /// A copy of the register that is complete by itself.
    pub fn backed_up(&self, name: &str) -> PathBuf {
        let copy = self.folder().join(name);
        self.run(&[OsStr::new("backup"), copy.as_os_str()]).done();
        copy
    }

    /// Puts another file in the place of the register, and nothing beside it.
    pub fn put(&self, file: &Path) {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.register().into_os_string();
            name.push(ending);
            let _ = fs::remove_file(name);
        }
        fs::copy(file, self.register()).unwrap();
    }

    /// Makes the register one file, without what SQLite keeps beside it.
    pub fn settle(&self) {
        let copy = self.backed_up("settled");
        self.put(&copy);
        fs::remove_file(copy).unwrap();
    }

    /// What a hand with `sqlite3` can do: without our settings and without our triggers.
    pub fn tampering(&self) -> Connection {
        let conn = Connection::open(self.register()).unwrap();
        conn.execute_batch(
            "DROP TRIGGER IF EXISTS event_is_added_at_the_end; DROP TRIGGER IF EXISTS event_is_never_changed;
             DROP TRIGGER IF EXISTS event_is_never_removed; DROP INDEX IF EXISTS event_stream;
             DROP TRIGGER IF EXISTS blob_is_never_changed; DROP TRIGGER IF EXISTS blob_is_never_removed;
             PRAGMA ignore_check_constraints = ON",
        )
        .unwrap();
        conn
    }
}

impl Answer {
    pub fn of(command: &mut Command) -> Answer {
        let asked: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
        let asked = asked.join(" ");
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .unwrap_or_else(|wrong| panic!("`{asked}` did not answer in UTF-8: {wrong}"))
        };
        Answer { code: status.code(), out: text(stdout), err: text(stderr), asked }
    }

    /// It was done: the words on standard output.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "`plenary {}`: {}", self.asked, self.out);
        self.out
    }

    /// It ended with this exit code: the words on standard error.
    #[track_caller]
    pub fn ended(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "`plenary {}`: {}{}", self.asked, self.out, self.err);
        assert_eq!(self.out, "", "`plenary {}` failed and answered all the same", self.asked);
        self.err
    }

    #[track_caller]
    pub fn refused(self) -> String {
        self.ended(1)
    }

    #[track_caller]
    pub fn misused(self) -> String {
        self.ended(2)
    }

    #[track_caller]
    pub fn troubled(self) -> String {
        self.ended(3)
    }

    #[track_caller]
    pub fn json(self) -> Value {
        let asked = self.asked.clone();
        let out = self.done();
        serde_json::from_str(&out).unwrap_or_else(|wrong| panic!("`plenary {asked}`: {wrong}\n{out}"))
    }
}

/// Numbers that look random and come again from the same seed (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// Begins with `PLENARY_SEED`, else with a seed of the moment, and prints it.
    pub fn begin() -> Chance {
        let given = std::env::var("PLENARY_SEED").ok().and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| getrandom::u64().unwrap());
        println!("PLENARY_SEED={seed}");
        Chance(seed)
    }

    /// Another one that begins with a number drawn from this.
    pub fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}
