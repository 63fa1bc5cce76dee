//! Decisions signed by the real `ssh-keygen`, recorded by the real binary, checked by it and by `ssh-keygen` alone;
//! and everything that must be found: another statement, another key, another day.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::binary::{Binary, DCC, LEAD, OWNER};

/// What somebody writes into a record that is stored already.
type Forgery = fn(&mut Value);

/// A register in which `SOC22-1` waits for sign-off by the scheme that ships, and the keys of its people.
pub struct Desk {
    pub binary: Binary,
}

impl Desk {
    /// Nobody's key is known yet.
    pub fn waiting() -> Desk {
        let mut binary = Binary::governed();
        binary.on = "2023-01-12";
        let ships = include_str!("../../data/scheme.toml");
        fs::write(binary.folder().join("ships.toml"), ships).unwrap();
        binary.ask("scheme adopt ships.toml").done();
        binary.ask("level SOC22-1 1").done();
        binary.ask_as(OWNER, "finish SOC22-1.a").done();
        binary.ask("complete SOC22-1").done();
        Desk { binary }
    }

    /// The DCC's key `dcc` is offered by the lead and accepted by its holder.
    pub fn keyed() -> Desk {
        let desk = Desk::waiting();
        desk.key("dcc", "ed25519");
        desk.known("dcc");
        desk
    }

    pub fn key(&self, name: &str, kind: &str) -> PathBuf {
        let path = self.binary.folder().join(name);
        let made =
            Command::new("ssh-keygen").args(["-q", "-N", "", "-C", "", "-t", kind, "-f"]).arg(&path).status();
        assert!(made.unwrap().success());
        path
    }

    pub fn known(&self, name: &str) {
        self.binary.ask(&format!("key offer '{DCC}' {name}.pub")).done();
        self.binary.ask_as(DCC, &format!("key accept '{DCC}' {}", self.print(name))).done();
    }

    /// A config file that names a key.
    fn config(&self, key: &str) -> PathBuf {
        let config = self.binary.folder().join("config.toml");
        fs::write(&config, format!("[signing]\nkey = {:?}\n", self.binary.folder().join(key))).unwrap();
        config
    }

    pub fn print(&self, name: &str) -> String {
        let path = self.binary.folder().join(format!("{name}.pub"));
        let told = Command::new("ssh-keygen").arg("-lf").arg(path).output().unwrap();
        let words = String::from_utf8(told.stdout).unwrap();
        words.split_whitespace().nth(1).unwrap().to_string()
    }

    /// The newest event as it is stored.
    pub fn newest(&self) -> (u64, Value) {
        let conn = rusqlite::Connection::open(self.binary.register()).unwrap();
        let newest = "SELECT seq, record FROM event ORDER BY seq DESC LIMIT 1";
        let (seq, record): (i64, String) =
            conn.query_row(newest, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        (seq as u64, serde_json::from_str(&record).unwrap())
    }

    /// Writes other words into an event and a chain that fits, as somebody who may write the file can.
    pub fn forge(&self, seq: u64, change: impl Fn(&mut Value)) {
        let conn = self.binary.tampering();
        let mut rows =
            conn.prepare("SELECT seq, prev, record FROM event WHERE seq >= ?1 ORDER BY seq").unwrap();
        let all: Vec<(i64, Vec<u8>, String)> = rows
            .query_map([seq as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let mut prev = all[0].1.clone();
        for (at, _, record) in all {
            let mut record = record;
            if at as u64 == seq {
                let mut told: Value = serde_json::from_str(&record).unwrap();
                change(&mut told);
                record = told.to_string();
            }
            let digest = Sha256::digest(record.as_bytes()).to_vec();
            let link = format!("{} {at} {}\n", hex(&prev), hex(&digest));
            let hash = Sha256::digest(link.as_bytes()).to_vec();
            conn.execute(
                "UPDATE event SET record = ?2, digest = ?3, prev = ?4, hash = ?5 WHERE seq = ?1",
                rusqlite::params![at, record, digest, prev, hash],
            )
            .unwrap();
            prev = hash;
        }
    }

    /// What `verify` says that is wrong with signatures, whatever was seen of the register before.
    pub fn faults(&self) -> Vec<String> {
        self.binary.plain("verify --rebuild --trust-this-head");
        let answer = self.binary.plain("verify --json");
        let told: Value = serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{answer:?}"));
        let faults = told["decisions"]["faults"].as_array().unwrap();
        assert_eq!(answer.code, Some(if faults.is_empty() { 0 } else { 3 }), "{answer:?}");
        faults.iter().map(|fault| fault["what"].as_str().unwrap().to_string()).collect()
    }
}

#[test]
fn a_sign_off_that_must_be_signed_is_refused_without_a_key_and_says_the_way_out() {
    let desk = Desk::waiting();
    insta::assert_snapshot!(desk.binary.ask_as(DCC, "signoff SOC22-1").refused(), @r#"
refused: `SOC22-1` cannot be decided: the scheme asks that this decision is signed, and it is not
hint: sign it with `--key FILE`, name the key in the config file under `[signing]`, or have it in the ssh-agent; the register must know it, and `plenary people` shows which it knows
"#);
    assert_eq!(desk.binary.stage("SOC22-1"), "SignOff");
}

#[test]
fn a_signed_decision_is_recorded_shown_and_verified() {
    let desk = Desk::keyed();
    let told = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    assert!(told.contains("signed off by the DCC; closed as implemented (signed); T. Deputy"), "{told}");
    let verified = desk.binary.plain("verify").done();
    assert!(verified.contains("decisions: 1 signed, 1 unsigned\n"), "{verified}");
    let history = desk.binary.plain("history SOC22-1").done();
    assert!(history.contains(" (unsigned)"), "{history}");
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn openssh_alone_agrees_with_every_kind_of_key() {
    for kind in ["ed25519", "ecdsa"] {
        let desk = Desk::waiting();
        desk.key("dcc", kind);
        desk.known("dcc");
        desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
        assert_eq!(desk.faults(), [""; 0], "{kind}");
        let (_, record) = desk.newest();
        let folder = desk.binary.folder();
        let public = fs::read_to_string(folder.join("dcc.pub")).unwrap();
        fs::write(folder.join("allowed"), format!("deputy namespaces=\"plenary\" {public}")).unwrap();
        fs::write(folder.join("signature"), record["signed"]["signature"].as_str().unwrap()).unwrap();
        let statement = record["signed"]["statement"].as_str().unwrap();
        for (words, fits) in
            [(statement.to_string(), true), (statement.replacen("implemented", "implementEd", 1), false)]
        {
            fs::write(folder.join("statement"), words).unwrap();
            let verify =
                ["-Y", "verify", "-n", "plenary", "-I", "deputy", "-f", "allowed", "-s", "signature"];
            let answer = Command::new("ssh-keygen")
                .args(verify)
                .current_dir(folder)
                .stdin(fs::File::open(folder.join("statement")).unwrap())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .unwrap();
            assert_eq!(answer.success(), fits, "{kind}");
        }
    }
}

#[test]
fn a_key_in_the_agent_signs_without_being_named() {
    let desk = Desk::keyed();
    // The agent lives as long as the command that it runs.
    let mut asked = Command::new("ssh-agent");
    desk.binary.seat(&mut asked);
    asked.args([
        "sh",
        "-c",
        "ssh-add -q dcc && rm dcc dcc.pub && exec \"$@\"",
        "sh",
        env!("CARGO_BIN_EXE_plenary"),
    ]);
    asked.args(["--actor", DCC, "--on", "2023-01-12", "signoff", "SOC22-1", "--yes"]);
    let answer = crate::binary::Answer::of(&mut asked);
    assert!(answer.done().contains("(signed)"));
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn the_key_of_the_config_file_signs() {
    let desk = Desk::keyed();
    let config = desk.binary.folder().join("config.toml");
    fs::write(&config, format!("[signing]\nkey = {:?}\n", desk.binary.folder().join("dcc"))).unwrap();
    let mut asked = desk.binary.command();
    asked.env("PLENARY_CONFIG", &config).args([
        "--actor",
        DCC,
        "--on",
        "2023-01-12",
        "signoff",
        "SOC22-1",
        "--yes",
    ]);
    assert!(crate::binary::Answer::of(&mut asked).done().contains("(signed)"));
}

#[test]
fn a_dry_run_shows_the_statement_and_signs_nothing() {
    let desk = Desk::keyed();
    let head = desk.binary.head();
    let told = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --dry-run").done();
    assert!(told.contains(&format!("to be signed with {}, word for word:\n", desk.print("dcc"))), "{told}");
    assert!(told.contains("plenary statement 2\n") && told.contains(&format!("seen: {head}\n")), "{told}");
    assert_eq!(desk.binary.head(), head);
}

#[test]
fn a_list_of_several_holds_the_statement_of_each_and_each_is_signed_over_its_own() {
    let desk = Desk::keyed();
    for reference in ["SOC22-2", "SOC22-3"] {
        desk.binary
            .ask("recommendation add SOC22 'Use teams' --kind recommendation --addressee 'Cleveland Police'")
            .done();
        desk.binary.ask(&format!("hold {reference} --attendee 'A. Lead'"));
        desk.binary.ask(&format!("position {reference} accepted"));
        desk.binary.ask(&format!("agree {reference} 'Do it' --owner '{OWNER}' --target 2023-06-30"));
        desk.binary.ask(&format!("report {reference}")).done();
    }
    let list = desk.binary.ask_as(DCC, "approve SOC22-2 SOC22-3 --key dcc --dry-run").done();
    assert_eq!(list.matches("plenary statement 2\n").count(), 2, "{list}");
    desk.binary.ask_as(DCC, "approve SOC22-2 SOC22-3 --key dcc --yes").done();
    let (_, record) = desk.newest();
    let statement = record["signed"]["statement"].as_str().unwrap();
    // Nothing happened since the list was read: what is signed is what stood in it, with the same head.
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain(&list).contains(&plain(statement)), "{statement}\nis not in\n{list}");
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn every_key_that_cannot_sign_is_refused_in_words() {
    let desk = Desk::keyed();
    let mut told = String::new();
    let mut refused = |what: &str, words: &str| {
        let said = desk.binary.ask_as(DCC, words).refused();
        let said = said.replace(&desk.print("dcc"), "SHA256:DCC");
        told.push_str(&format!("== {what}\n{said}"));
    };
    refused("there is none", "signoff SOC22-1 --key nowhere --yes");
    fs::write(desk.binary.folder().join("words"), "no key\n").unwrap();
    refused("it is no key", "signoff SOC22-1 --key words --yes");
    refused("not yet", "signoff SOC22-1 --key dcc --yes --on 2023-01-11");
    desk.binary.ask(&format!("key revoke '{DCC}' {} --why lost", desk.print("dcc"))).done();
    refused("revoked", "signoff SOC22-1 --key dcc --yes");
    insta::assert_snapshot!(told, @r#"
== there is none
refused: there is no key at `nowhere`
hint: name your key's file with `--key`, or in the config file under `[signing]`
== it is no key
refused: `words` is no key: words is not a public key file.
hint: name your key's file with `--key`, or in the config file under `[signing]`
== not yet
refused: `SOC22-1` cannot be signed off: something later is recorded already, on 12 Jan 2023
hint: see `plenary history SOC22-1`, and date this on that day or later
== revoked
refused: `T. Deputy` cannot sign: the key `SHA256:DCC` ended on 12 Jan 2023
hint: a key that ended stays ended: offer another with `plenary key offer`
"#);
    desk.key("other", "ed25519");
    let unknown = desk.binary.ask_as(DCC, "signoff SOC22-1 --key other --yes").refused();
    assert!(unknown.contains("is no key of this person"), "{unknown}");
    let locked = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-C", "", "-N", "a long phrase", "-f"])
        .arg(desk.binary.folder().join("locked"))
        .status();
    assert!(locked.unwrap().success());
    desk.known("locked");
    let phrase = desk.binary.ask_as(DCC, "signoff SOC22-1 --key locked --yes").refused();
    assert!(phrase.contains("nothing was signed") && phrase.contains("ssh-add"), "{phrase}");
    let mut bare = desk.binary.command();
    bare.env("PATH", desk.binary.folder());
    bare.args(["--actor", DCC, "--on", "2023-01-12", "signoff", "SOC22-1", "--key", "locked", "--yes"]);
    let missing = crate::binary::Answer::of(&mut bare).refused();
    assert!(missing.contains("`ssh-keygen` was not found"), "{missing}");
    assert_eq!(desk.binary.stage("SOC22-1"), "SignOff", "nothing of it was recorded");
}

#[test]
fn reading_needs_no_key_and_verifying_needs_no_openssh() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    fs::remove_file(desk.binary.folder().join("dcc")).unwrap();
    for words in ["show SOC22-1", "history", "people", "verify"] {
        let mut bare = desk.binary.command();
        bare.env("PATH", desk.binary.folder()).args(words.split(' '));
        crate::binary::Answer::of(&mut bare).done();
    }
}

/// Both that a key was there and that the scheme asks for a signature.
const UNSIGNED: &str = "`T. Deputy` had a key on that day, and it is unsigned; \
                        the scheme asks that this decision is signed, and it is not";

#[test]
fn a_forged_signature_is_found_whatever_was_changed() {
    let forgeries: [(&str, Forgery); 5] = [
        ("its statement is not what stood when it was decided", |told| {
            let words = told["signed"]["statement"].as_str().unwrap().replacen("Count it", "Count It", 1);
            told["signed"]["statement"] = words.into();
        }),
        ("its statement is not what stood when it was decided", |told| {
            told["body"]["condition"] = "another".into();
        }),
        ("the register that its statement saw is not this one", |told| {
            let words = told["signed"]["statement"].as_str().unwrap().replacen("seen: ", "seen: 9", 1);
            told["signed"]["statement"] = words.into();
        }),
        ("the signature does not count: it is no signature that OpenSSH made", |told| {
            told["signed"]["signature"] = "-----BEGIN SSH SIGNATURE-----\n".into();
        }),
        (UNSIGNED, |told| {
            told.as_object_mut().unwrap().remove("signed");
        }),
    ];
    for (fault, forgery) in forgeries {
        let desk = Desk::keyed();
        desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
        desk.forge(desk.newest().0, forgery);
        assert_eq!(desk.faults().join("; "), fault);
    }
}

#[test]
fn a_signature_over_another_statement_does_not_count() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more' --key dcc --yes").done();
    let (_, first) = desk.newest();
    desk.binary.ask("complete SOC22-1").done();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    assert_eq!(desk.faults(), [""; 0]);
    desk.forge(desk.newest().0, |told| told["signed"]["signature"] = first["signed"]["signature"].clone());
    let told = desk.faults();
    assert!(
        told[0].starts_with("its signature stands at event ") && told[0].ends_with(" already"),
        "{told:?}"
    );
    assert_eq!(told[1..], ["the signature does not count: it does not fit the statement"]);
}

#[test]
fn a_signature_of_another_key_does_not_count() {
    let desk = Desk::keyed();
    desk.key("lead", "ed25519");
    desk.binary.ask(&format!("key offer '{LEAD}' lead.pub")).done();
    desk.binary.ask_as(DCC, &format!("key accept '{LEAD}' {}", desk.print("lead"))).done();
    let refused = desk.binary.ask_as(DCC, "signoff SOC22-1 --key lead --yes").refused();
    assert!(refused.contains("is no key of this person"), "{refused}");
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    let lead = desk.print("lead");
    desk.forge(desk.newest().0, |told| told["signed"]["key"] = lead.clone().into());
    assert_eq!(desk.faults(), [format!("`{lead}` is no key of this person")]);
}

#[test]
fn a_key_that_was_lost_before_the_decision_is_found_when_that_is_recorded_later() {
    let mut desk = Desk::keyed();
    desk.binary.on = "2023-01-20";
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    let dcc = desk.print("dcc");
    let lost = format!("key revoke '{DCC}' {dcc} --why 'stolen from the car' --on 2023-01-15");
    desk.binary
        .run(&[vec!["--actor".to_string(), LEAD.into()], shell_words::split(&lost).unwrap()].concat())
        .done();
    assert_eq!(desk.faults(), [format!("its key `{dcc}` had ended on 15 Jan 2023")]);
}

#[test]
fn a_replaced_key_signs_no_more_and_what_it_signed_stands() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more' --key dcc --yes").done();
    desk.key("new", "ed25519");
    desk.binary.ask(&format!("key replace '{DCC}' new.pub --why 'a new laptop'")).done();
    desk.binary.ask("complete SOC22-1").done();
    desk.binary.ask_as(DCC, &format!("key accept '{DCC}' {}", desk.print("new"))).done();
    let old = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").refused();
    assert!(old.contains("ended on 12 Jan 2023"), "{old}");
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key new --yes").done();
    assert_eq!(desk.faults(), [""; 0]);
    let people = desk.binary.plain("people").done();
    assert!(people.contains(&format!("  key {}", desk.print("dcc"))), "{people}");
    assert!(people.contains("from 12 Jan 2023, accepted by T. Deputy"), "{people}");
}

#[test]
fn nobody_adds_a_key_of_his_own_alone() {
    let desk = Desk::waiting();
    desk.key("mine", "ed25519");
    desk.binary.ask_as(DCC, &format!("key offer '{DCC}' mine.pub")).done();
    let alone = desk.binary.ask_as(DCC, &format!("key accept '{DCC}' {}", desk.print("mine"))).refused();
    assert!(alone.contains("`T. Deputy` offered it, and somebody else accepts it"), "{alone}");
    let unaccepted = desk.binary.ask_as(DCC, "signoff SOC22-1 --key mine --yes").refused();
    assert!(unaccepted.contains("is offered, and nobody has accepted it"), "{unaccepted}");
    desk.binary.ask(&format!("key accept '{DCC}' {}", desk.print("mine"))).done();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key mine --yes").done();
}

#[test]
fn nobody_who_has_a_key_decides_unsigned_without_a_word() {
    let desk = Desk::keyed();
    let head = desk.binary.head();
    for more in ["", "--dry-run"] {
        let told = desk.binary.ask_as(DCC, &format!("sendback SOC22-1 --why 'say more' {more}")).refused();
        let told = told.replace(&desk.print("dcc"), "SHA256:DCC");
        assert_eq!(
            told,
            "refused: `SOC22-1` cannot be decided: `T. Deputy` signs with `SHA256:DCC`, and that key is not at hand\n\
             hint: sign it with `--key FILE`, have the key in the ssh-agent (`ssh-add FILE`), or name it in the config \
             file under `[signing]`; a lead revokes one that is lost with `plenary key revoke`, and then the decision \
             stands unsigned\n"
        );
    }
    let both = "sendback SOC22-1 SOC22-1 --why 'say more' --dry-run";
    let told = desk.binary.ask_as(DCC, both).done();
    assert!(told.contains("that key is not at hand; hint: sign it with `--key FILE`"), "{told}");
    assert_eq!(desk.binary.head(), head, "nothing was recorded");
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more' --key dcc --yes").done();
    // A key that is lost is revoked, and then the decision says that it is unsigned.
    desk.binary.ask("complete SOC22-1").done();
    desk.binary.ask(&format!("key revoke '{DCC}' {} --why lost", desk.print("dcc"))).done();
    let told = desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more'").done();
    assert!(told.contains("sent back by the DCC (unsigned)"), "{told}");
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn what_is_shown_before_it_is_recorded_says_whether_it_is_to_be_signed() {
    let desk = Desk::keyed();
    let told = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --dry-run").done();
    assert!(told.contains("closed as implemented (to be signed); T. Deputy"), "{told}");
    let told = desk.binary.ask_as(DCC, "sendback SOC22-1 SOC22-1 --why no --key dcc --dry-run").done();
    assert!(told.contains("sent back by the DCC (to be signed)") && !told.contains("(unsigned)"), "{told}");
}

#[test]
fn the_config_files_key_of_somebody_else_is_left_aside_and_that_is_said() {
    let desk = Desk::keyed();
    let account = whoami::username().unwrap();
    desk.binary.ask(&format!("people add 'V. Act' --role approver --account {account}")).done();
    let ask = |key: &str, actor: &str, words: &str| {
        let config = desk.config(key);
        let mut asked = desk.binary.command();
        asked.env("PLENARY_CONFIG", &config).args(["--actor", actor, "--on", "2023-01-12"]);
        asked.args(shell_words::split(words).unwrap());
        let answer = crate::binary::Answer::of(&mut asked);
        let steady = |told: &str| {
            let told = told.replace(&*config.to_string_lossy(), "CONFIG");
            told.replace(&desk.print("dcc"), "SHA256:DCC")
                .replace(&*desk.binary.folder().to_string_lossy(), "HERE")
        };
        (answer.code, steady(&answer.out), steady(&answer.err))
    };
    let (code, out, _) = ask("dcc", "V. Act", "sendback SOC22-1 --why 'say more'");
    let of = "the key of the config file (`CONFIG`), `SHA256:DCC`, is `T. Deputy`'s, and is left aside";
    assert!(code == Some(0) && out.contains("(unsigned)") && out.contains(&format!("note: {of}\n")), "{out}");
    desk.binary.ask("complete SOC22-1").done();
    // Where it must be signed, it is refused, with the file that named the key and another way to name one.
    let (code, _, err) = ask("dcc", "V. Act", "signoff SOC22-1");
    assert!(code == Some(1) && err.contains(of) && err.contains("hint: sign it with `--key FILE`"), "{err}");
    // One that is named for the very decision is refused as ever.
    let (code, _, err) = ask("dcc", "V. Act", "sendback SOC22-1 --why 'say more' --key dcc --yes");
    assert!(code == Some(1) && err.contains("`SHA256:DCC` is no key of this person"), "{err}");
    assert!(err.contains("offer a new one with `plenary key offer`"), "{err}");
    // One that nobody offered, and one that is not there.
    desk.key("new", "ed25519");
    let (code, out, _) = ask("new", "V. Act", "sendback SOC22-1 --why 'say more'");
    let unknown = "is not known here, and is left aside; offer it with `plenary key offer 'V. Act' FILE.pub`";
    assert!(code == Some(0) && out.contains(unknown), "{out}");
    desk.binary.ask("complete SOC22-1").done();
    let (code, out, _) = ask("nowhere", "V. Act", "sendback SOC22-1 --why 'say more'");
    assert!(code == Some(0) && out.contains("is left aside: there is no key at `HERE/nowhere`"), "{out}");
    desk.binary.ask("complete SOC22-1").done();
    let (code, _, err) = ask("new", "T. Deputy", "sendback SOC22-1 --why 'say more'");
    let both = "signs with `SHA256:DCC`, and that key is not at hand; the key of the config file";
    assert!(code == Some(1) && err.contains(both), "{err}");
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read_is_named_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::keyed();
    let key = desk.binary.folder().join("dcc");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let answer = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes");
    for words in ["others can read the key file `dcc`", "`chmod 600 dcc`"] {
        assert!(answer.err.contains(words), "{}", answer.err);
    }
    assert_eq!(desk.binary.stage("SOC22-1"), "SignOff");
}
