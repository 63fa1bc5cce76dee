//! The whole journey in a real terminal of 80 by 24, with the keys alone: from the published response to Closed,
//! by way of a return, a send-back, a returned submission and a reopening.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::terminal::Terminal;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A published response, the force that it is for, and the code that is proposed for its inspection.
struct Response {
    path: PathBuf,
    home: &'static str,
    code: &'static str,
}

/// The real one where it is at hand, else the one that ships.
fn response() -> Response {
    let seed = Path::new(ROOT).join("../shared/seeds/002_90967f048587463f.txt");
    if seed.exists() {
        return Response { path: seed, home: "Cleveland Police", code: "SOC22" };
    }
    let path = Path::new(ROOT).join("data/examples/regional-response.txt");
    Response { path, home: "Dorset Police", code: "PIRC24" }
}

fn plenary(folder: &Path, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(words)
        .env("PLENARY_REGISTER", folder.join("register.plenary"))
        .env("PLENARY_STATE_DIR", folder.join("state"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const PHRASE: &str = "a long phrase";

/// Gives the DCC a key with a passphrase, which the register knows and the config file names.
fn give_a_key(folder: &Path) {
    let key = folder.join("key");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-C", "", "-N", PHRASE, "-f"])
        .arg(&key)
        .status();
    assert!(made.unwrap().success());
    let told = Command::new("ssh-keygen").arg("-lf").arg(&key).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let print = told.split_whitespace().nth(1).unwrap();
    let public = folder.join("key.pub").display().to_string();
    plenary(folder, &["--actor", "A. Lead", "key", "offer", "T. Deputy", &public]);
    plenary(folder, &["--actor", "T. Deputy", "key", "accept", "T. Deputy", print]);
    let settings = folder.join("config/plenary");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("config.toml"), format!("[signing]\nkey = {key:?}\n")).unwrap();
}

/// A lead and a DCC who share this account, and their screens.
struct Desk {
    terminal: Terminal,
    folder: tempfile::TempDir,
    /// Whether the key has its passphrase still.
    locked: Cell<bool>,
}

impl Desk {
    fn begin(home: &str) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
        plenary(
            folder.path(),
            &["init", "--home", home, "--me", "A. Lead", "--role", "lead", "--on", "2022-11-01"],
        );
        plenary(
            folder.path(),
            &["people", "add", "T. Deputy", "--role", "approver", "--account", user.trim()],
        );
        give_a_key(folder.path());
        let terminal = Terminal::run(folder.path(), &["--actor", "A. Lead"]);
        terminal.until("Plenary ·");
        Desk { terminal, folder, locked: Cell::new(true) }
    }

    /// Takes the passphrase away: on the screen of a later signature the prompt of an earlier one still stands.
    fn unlock(&self) {
        let key = self.folder.path().join("key");
        let words = ["-q", "-p", "-P", PHRASE, "-N", "", "-f"];
        // A key that has none any more is left as it is.
        let _ = Command::new("ssh-keygen").args(words).arg(&key).output().unwrap();
    }

    /// Acts as another person; `down` is how far down the list the person stands.
    fn act_as(&self, down: usize, name: &str) {
        self.terminal.press(&["@"]).until("Who acts");
        for _ in 0..down {
            self.terminal.press(&["j"]);
        }
        self.terminal.press(&["Enter"]).until(&format!("you act as {name}"));
    }

    fn as_lead(&self) {
        self.act_as(0, "A. Lead");
    }

    fn as_dcc(&self) {
        self.act_as(1, "T. Deputy");
    }

    /// Opens a form by its key, fills its fields, and looks at what will be recorded before recording it.
    fn ask(&self, key: &str, fields: &[&str], then: &str) {
        self.terminal.press(&[key]).until("ctrl-s go on");
        for (index, words) in fields.iter().enumerate() {
            if index > 0 {
                self.terminal.press(&["Tab"]);
            }
            self.terminal.type_in(words);
        }
        self.terminal.press(&["C-s"]).until("will be recorded");
        let confirm = self.terminal.at_rest();
        if confirm.contains("this decision will be recorded") {
            self.terminal.press(&["End"]).until("the same as a command");
            // The terminal is left to OpenSSH, which asks by itself, the first time.
            self.terminal.press(&["y"]);
            if self.locked.replace(false) {
                // A slip is asked for again, and what is typed next goes to OpenSSH and not to the screens.
                self.terminal.until("Enter passphrase");
                self.terminal.type_in("a slip").press(&["Enter"]);
                let asked = |screen: &str| screen.matches("Enter passphrase").count() == 2;
                self.terminal.until_it("asked for the passphrase again", asked);
                self.terminal.type_in(PHRASE).press(&["Enter"]);
            }
            self.terminal.until_gone("will be recorded");
            self.terminal.until_gone("Enter passphrase");
            self.unlock();
        } else {
            self.terminal.press(&["Enter"]).until_gone("will be recorded");
        }
        self.terminal.until(then);
    }
}

#[test]
fn the_whole_journey_is_travelled_in_a_real_terminal_with_the_keys_alone() {
    let Response { path, home, code } = response();
    let desk = Desk::begin(home);
    let at = |stage: &str| format!("{code}-1 is at {stage}");

    desk.terminal.press(&["i"]).until("nothing is recorded before");
    desk.terminal
        .type_in(&path.display().to_string())
        .press(&["Enter"])
        .until("taken in, nothing recorded yet");
    desk.terminal.press(&["C-s"]).until("will be recorded");
    desk.terminal.press(&["Enter"]).until(&format!("Inspection {code}"));
    desk.terminal.press(&["Enter"]).until(&format!("{code}-1 area for improvement"));

    desk.ask("p", &["A. Lead; T. Deputy"], &at("Plenary"));
    desk.ask("p", &["accepted"], "position: accepted");
    desk.ask("g", &["Fill two posts", "A. Lead", "+3 months"], "action a agreed");
    desk.ask("r", &[], &at("Approval"));

    desk.as_dcc();
    desk.ask("r", &["Say what they cost"], &at("Plenary"));
    desk.as_lead();
    desk.ask("r", &[], &at("Approval"));
    desk.as_dcc();
    desk.ask("a", &[], &at("Governance"));

    desk.as_lead();
    desk.ask("v", &["2"], "level 2 awarded");
    desk.ask("u", &["Both posts advertised", "AMBER"], "Both posts advertised");
    desk.ask("e", &["Caseload figures", "performance"], "evidence E1 offered");
    desk.ask("f", &[], "action a finished");
    desk.terminal.press(&["m"]).until("Meetings");
    desk.ask("p", &["Governance board", "today"], "Governance board");
    desk.ask("o", &["A. Lead"], "meeting opened");
    desk.terminal.press(&["Escape"]).until(&format!("{code}-1 area for improvement"));
    desk.ask("c", &[], &at("SignOff"));

    desk.as_dcc();
    desk.terminal.press(&["s"]).until("ctrl-s go on");
    desk.terminal.press(&["C-s"]).until("nothing is accepted");
    desk.terminal.press(&["Escape"]).until(&format!("{code}-1 area for improvement"));
    desk.ask("E", &[], "evidence E1 accepted");
    desk.ask("b", &["The figures stop in August"], &at("Governance"));
    desk.as_lead();
    desk.ask("c", &[], &at("SignOff"));
    desk.as_dcc();
    desk.ask("s", &[], &at("Submission"));

    desk.as_lead();
    desk.ask("s", &[], "submitted to the inspectorate");
    desk.terminal.press(&["d"]).until("ctrl-s go on");
    desk.terminal.type_in("returned").press(&["Tab", "Tab", "Tab"]).type_in("Three months more");
    desk.terminal.press(&["C-s"]).until("will be recorded");
    desk.terminal.press(&["Enter"]).until(&at("Governance"));
    desk.ask("c", &[], &at("SignOff"));
    desk.as_dcc();
    desk.ask("s", &[], &at("Submission"));
    desk.as_lead();
    desk.ask("s", &[], "submitted to the inspectorate");
    desk.ask("d", &["closed"], &at("Closed"));

    desk.ask("r", &["The posts are vacant again"], &at("Governance"));
    desk.ask("c", &[], &at("SignOff"));
    desk.as_dcc();
    desk.ask("s", &[], &at("Submission"));
    desk.as_lead();
    desk.ask("s", &[], "submitted to the inspectorate");
    desk.ask("d", &["closed"], &at("Closed"));
    desk.terminal.press(&["q"]);

    let history = plenary(desk.folder.path(), &["history", &format!("{code}-1"), "--json"]);
    for kind in ["OutcomeReturned", "SentBack", "VerdictRecorded", "Reopened"] {
        assert!(history.contains(&format!("\"kind\": \"{kind}\"")), "{kind} is not in {history}");
    }
    let list = plenary(desk.folder.path(), &["list", "--all", "--json"]);
    assert!(list.lines().any(|row| row.contains(&format!("\"ref\":\"{code}-1\"")) && row.contains("\"stage\":\"Closed\"")));
    plenary(desk.folder.path(), &["verify"]);
}
