//! Attacks, each a test named by what somebody does who can write the register's file: what finds it in the register,
//! and what finds it in the folder for an audit, where nothing of ours is on the path.
//! Where the whole chain is written anew, what is found then is tested as well.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use plenary::export::auditing::{Order, to_folder};
use plenary::progress::Progress;
use proptest::prelude::*;
use rusqlite::params;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::binary::{Answer, Binary, DCC, LEAD, OWNER};
use crate::binary_every::begin;
use crate::binary_hostile::{HOSTILE, assert_harmless};
use crate::rebuilt::{Draw, Story};
use crate::signatures::Desk;

/// A register with a decision that is not signed, one that is, and a file of evidence that is stored.
pub fn decided() -> Desk {
    let desk = offered();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    desk
}

/// A register with a file of evidence that is stored, and a sign-off that waits.
pub fn offered() -> Desk {
    let desk = Desk::keyed();
    fs::write(desk.binary.folder().join("figures.csv"), "17 of 20\n").unwrap();
    desk.binary.ask("evidence add SOC22-1 'Figures' --kind performance --file figures.csv").done();
    desk
}

/// A folder with links to the three tools that the script needs, and to nothing else.
fn tools(folder: &Path) -> PathBuf {
    let tools = folder.join("tools");
    if !tools.exists() {
        fs::create_dir(&tools).unwrap();
        for tool in ["sha256sum", "ssh-keygen", "jq"] {
            symlink(on_the_path(tool), tools.join(tool)).unwrap();
        }
    }
    tools
}

fn on_the_path(tool: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    let found = std::env::split_paths(&path).map(|folder| folder.join(tool)).find(|file| file.exists());
    found.unwrap_or_else(|| panic!("`{tool}` is needed for this test: `.ci/run` installs it"))
}

/// Writes the folder for an audit under a name.
pub fn exported(binary: &Binary, name: &str, more: &str) -> PathBuf {
    binary.plain(&format!("export audit --to {name} {more}")).done();
    binary.folder().join(name)
}

/// Runs the script of a folder with nothing of ours on its path.
pub fn checked(binary: &Binary, folder: &Path, head: &str) -> Answer {
    checked_beside(binary.folder(), folder, head)
}

/// The same, with the links to the tools in a folder beside it.
fn checked_beside(around: &Path, folder: &Path, head: &str) -> Answer {
    let mut script = Command::new(on_the_path("sh"));
    script.env_clear().env("PATH", tools(around)).current_dir(folder).arg("check.sh");
    Answer::of(script.args((!head.is_empty()).then_some(head)))
}

/// Both of what `verify` says and what the script in the folder says, whatever was seen of the register before.
pub struct Found {
    pub verify: Answer,
    pub script: Answer,
}

impl Found {
    pub fn of(binary: &Binary) -> Found {
        // A log that is broken is never folded, so its standing stays as it was.
        binary.plain("verify --rebuild --trust-this-head");
        let name = format!("audit-{}", fs::read_dir(binary.folder()).unwrap().count());
        let folder = exported(binary, &name, "");
        Found { verify: binary.plain("verify"), script: checked(binary, &folder, "") }
    }

    /// Both find it, and say so with these words.
    #[track_caller]
    pub fn both(&self, verify: &str, script: &str) {
        let told = format!("{}{}", self.verify.out, self.verify.err);
        assert!(self.verify.code == Some(3) && told.contains(verify), "`{verify}` is not in {told}");
        let told = &self.script.out;
        assert!(self.script.code == Some(1) && told.contains(script), "`{script}` is not in {told}");
    }

    /// Both warn of it and call nothing unproved.
    #[track_caller]
    pub fn warned(&self, verify: &str, script: &str) {
        assert_eq!((self.verify.code, self.script.code), (Some(0), Some(0)), "{}", self.script.out);
        assert!(self.verify.out.contains(&format!("warning: {verify}")), "{}", self.verify.out);
        assert!(self.script.out.contains(&format!("warning: {script}")), "{}", self.script.out);
    }
}

/// Every record, in order.
pub fn records(binary: &Binary) -> Vec<Value> {
    let conn = rusqlite::Connection::open(binary.register()).unwrap();
    let mut rows = conn.prepare("SELECT record FROM event ORDER BY seq").unwrap();
    let records = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    records.map(|record| serde_json::from_str(&record.unwrap()).unwrap()).collect()
}

/// The number of the first event of a kind.
fn seq(binary: &Binary, kind: &str) -> usize {
    1 + records(binary).iter().position(|record| record["kind"] == kind).unwrap()
}

/// Writes other records with a chain that fits, as somebody can who may write the file.
/// What is not changed stays byte for byte, so that the chain up to the first change is the same.
pub fn write_anew(binary: &Binary, change: impl FnOnce(&mut Vec<Value>)) {
    let conn = binary.tampering();
    let mut stored = conn.prepare("SELECT record FROM event ORDER BY seq").unwrap();
    let stored = stored.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let stored: Vec<(Value, String)> =
        stored.map(Result::unwrap).map(|record| (serde_json::from_str(&record).unwrap(), record)).collect();
    let mut records: Vec<Value> = stored.iter().map(|(told, _)| told.clone()).collect();
    change(&mut records);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut prev = vec![0; 32];
    conn.execute("DELETE FROM event", []).unwrap();
    for (seq, record) in (1_i64..).zip(records) {
        let id = record["id"].as_str().unwrap().to_string();
        let as_it_was = stored.iter().find(|(told, _)| *told == record);
        let record = as_it_was.map_or_else(|| record.to_string(), |(_, stored)| stored.clone());
        let digest = Sha256::digest(record.as_bytes()).to_vec();
        let link = format!("{} {seq} {}\n", hex(&prev), hex(&digest));
        let hash = Sha256::digest(link.as_bytes()).to_vec();
        let insert = "INSERT INTO event(seq, id, digest, prev, hash, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        conn.execute(insert, params![seq, id, digest, prev, hash, record]).unwrap();
        prev = hash;
    }
}

/// Everybody records from an account of their own, which acts for them.
fn own_account(record: &mut Value) {
    let of = |name: &Value| format!("account of {}", name.as_str().unwrap());
    record["user"] = of(&record["actor"]).into();
    if record["kind"] == "PersonAdded" {
        let own = of(&record["body"]["name"]);
        record["body"]["accounts"].as_array_mut().unwrap().push(own.into());
    }
}

/// Makes a change by hand, without mending the chain.
fn by_hand(binary: &Binary, sql: &str) {
    binary.tampering().execute_batch(sql).unwrap();
}

/// A register written anew is found by every signature after the place, by the head that was seen before,
/// and by the head that somebody kept.
fn assert_written_anew_is_found(change: impl FnOnce(&mut Vec<Value>)) {
    let desk = decided();
    let head = desk.binary.head();
    write_anew(&desk.binary, change);
    let seen = desk.binary.plain("verify").troubled();
    assert!(seen.contains("no longer holds what was seen in it"), "{seen}");
    let kept = desk.binary.plain(&format!("verify --head {head} --trust-this-head")).troubled();
    assert!(kept.contains("the register does not hold"), "{kept}");
    let saw = "the register that its statement saw is not this one";
    Found::of(&desk.binary).both(saw, saw);
    let folder = exported(&desk.binary, "with-head", "");
    let told = checked(&desk.binary, &folder, &head).out;
    assert!(told.contains(&format!("the log does not hold the head {head}")), "{told}");
}

#[test]
fn what_nobody_attacked_is_found_whole_by_both() {
    let desk = Desk::keyed();
    // As it is where everything is recorded on the day on which it happens.
    write_anew(&desk.binary, |records| {
        for record in records.iter_mut() {
            record["at"] = format!("{}T09:00:00.000Z", record["on"].as_str().unwrap()).into();
            own_account(record);
        }
    });
    desk.binary.plain("verify --rebuild --trust-this-head").done();
    fs::write(desk.binary.folder().join("figures.csv"), "17 of 20\n").unwrap();
    desk.binary.ask("evidence add SOC22-1 'Figures' --kind performance --file figures.csv").done();
    desk.binary.plain(&format!("--actor '{DCC}' signoff SOC22-1 --key dcc --yes")).done();
    let (head, folder) = (desk.binary.head(), exported(&desk.binary, "audit", ""));
    let verified = desk.binary.plain("verify --evidence").done();
    assert!(
        verified.contains("decisions: 1 signed, 1 unsigned\n") && !verified.contains("warning"),
        "{verified}"
    );
    let told = checked(&desk.binary, &folder, &head).done();
    let events = head.split(':').next().unwrap();
    let last = format!("checked {events} events, decisions: 1 signed, 1 unsigned; 0 failures, 0 warnings\n");
    assert!(
        told.ends_with(&last) && told.contains("files of evidence: 1 stored, 0 of them left out"),
        "{told}"
    );
}

#[test]
fn a_record_that_was_edited_is_found() {
    let desk = decided();
    let at = seq(&desk.binary, "ActionAgreed");
    by_hand(
        &desk.binary,
        &format!("UPDATE event SET record = replace(record, 'Count it', 'Say so') WHERE seq = {at}"),
    );
    let what = "its record is not the one that its digest was made of";
    Found::of(&desk.binary).both(what, &format!("event {at}: {what}"));
    assert_written_anew_is_found(|records| records[at - 1]["body"]["text"] = "Say so".into());
}

#[test]
fn a_record_that_was_removed_is_found() {
    let desk = decided();
    let at = seq(&desk.binary, "LevelAwarded");
    by_hand(&desk.binary, &format!("DELETE FROM event WHERE seq = {at}"));
    Found::of(&desk.binary).both("it is missing", &format!("event {at}: it is missing"));
    assert_written_anew_is_found(|records| drop(records.remove(at - 1)));
}

#[test]
fn a_record_that_was_inserted_is_found() {
    let desk = decided();
    let at = seq(&desk.binary, "ActionAgreed");
    by_hand(
        &desk.binary,
        &format!(
            "INSERT INTO event SELECT max(seq) + 1, 'new', digest, randomblob(32), hash,
             (SELECT replace(record, '\"id\":\"' || id || '\"', '\"id\":\"new\"') FROM event WHERE seq = {at})
             FROM event"
        ),
    );
    let found = Found::of(&desk.binary);
    found.both(
        "its record is not the one that its digest was made of",
        "it does not follow from the event before",
    );
    assert_written_anew_is_found(|records| {
        let mut another = records[at - 1].clone();
        (another["id"], another["body"]["action"]) = ("new".into(), "b".into());
        records.insert(at, another);
    });
}

#[test]
fn records_that_were_put_in_another_order_are_found() {
    let desk = decided();
    let at = seq(&desk.binary, "OutcomeReported");
    by_hand(
        &desk.binary,
        &format!(
            "UPDATE event SET id = 'x' WHERE seq = {at};
             UPDATE event SET seq = -1 WHERE seq = {at}; UPDATE event SET seq = {at} WHERE seq = {at} + 1;
             UPDATE event SET seq = {at} + 1 WHERE seq = -1"
        ),
    );
    let found = Found::of(&desk.binary);
    found.both(&format!("{at}"), &format!("event {at}: it does not follow from the event before"));
    assert_written_anew_is_found(|records| records.swap(at - 2, at - 3));
}

#[test]
fn newest_events_that_were_cut_off_are_found_by_a_head_from_elsewhere() {
    let desk = decided();
    let head = desk.binary.head();
    by_hand(&desk.binary, "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");
    let seen = desk.binary.plain("verify").troubled();
    assert!(seen.contains("it was cut short"), "{seen}");
    let kept = desk.binary.plain(&format!("verify --head {head}")).troubled();
    assert!(kept.contains(&format!("the register does not hold `{head}`")), "{kept}");
    let folder = exported(&desk.binary, "audit", "");
    let told = checked(&desk.binary, &folder, &head);
    assert_eq!(told.code, Some(1), "{}", told.out);
    assert!(told.out.contains(&format!("the log does not hold the head {head}")), "{}", told.out);
    // No chain shows from inside what was cut off: that is why a head from elsewhere is needed.
    checked(&desk.binary, &folder, "").done();
    // Where nobody saw a later head, what was made from the newest events shows that they are gone.
    let Answer { code, err, .. } = desk.binary.plain("verify --trust-this-head");
    assert_eq!(code, Some(3), "{err}");
    assert!(err.contains("the newest events are gone") && !err.contains("the log is whole"), "{err}");
}

#[test]
fn a_head_as_papers_print_it_is_held_and_what_is_no_head_proves_nothing() {
    let desk = decided();
    let folder = exported(&desk.binary, "audit", "");
    let paper = desk.binary.plain("brief signoff SOC22-1").done();
    let short = paper.lines().find_map(|line| line.strip_prefix("- Register head: ")).unwrap();
    let head = desk.binary.head();
    for (said, match_of) in [
        (short.to_string(), " (the first 12 digits match)"),
        (short.to_uppercase(), " (the first 12 digits match)"),
        (format!("00{short}"), " (the first 12 digits match)"),
        (head[..head.len() - 1].to_string(), " (the first 63 digits match)"),
        (head.clone(), ""),
        ("0:000000000000".into(), " (the first 12 digits match)"),
    ] {
        let told = checked(&desk.binary, &folder, &said).done();
        assert!(told.contains(&format!("the log holds the head {said}{match_of}\n")), "{told}");
        let told = desk.binary.plain(&format!("verify --head {said}")).done();
        assert!(told.contains("it holds ") && told.contains(&format!("{match_of}\n")), "{told}");
    }
    let (seq, hash) = head.split_once(':').unwrap();
    let no_hash = format!("{seq}:{}g", &hash[..12]);
    for wrong in [
        "junk",
        &short[..short.len() - 1],
        hash,
        &no_hash,
        &format!("{head}0"),
        &format!("x{short}"),
        ":0123456789ab",
    ] {
        let told = checked(&desk.binary, &folder, wrong);
        assert_eq!(told.code, Some(2), "{}", told.out);
        assert!(
            told.out.starts_with(&format!("`{wrong}` is not a head, and nothing was checked")),
            "{}",
            told.out
        );
        desk.binary.plain(&format!("verify --head {wrong}")).misused();
    }
    // One that is a head, and another's.
    let reversed: String = hash.chars().rev().take(12).collect();
    let told = checked(&desk.binary, &folder, &format!("{seq}:{reversed}"));
    assert_eq!(told.code, Some(1), "{}", told.out);
    assert!(told.out.contains("the log does not hold the head"), "{}", told.out);
    desk.binary.plain(&format!("verify --head {seq}:{reversed}")).troubled();
}

#[test]
fn verify_tells_events_first_and_rows_by_name() {
    let desk = decided();
    let (last, _) = desk.newest();
    desk.forge(last, |told| told["signed"]["key"] = "SHA256:another".into());
    let told = desk.binary.plain("verify --trust-this-head");
    assert_eq!(told.code, Some(3), "{told:?}");
    let lines: Vec<_> = told.out.lines().collect();
    let at = |begin: &str| {
        lines
            .iter()
            .position(|line| line.starts_with(begin))
            .unwrap_or_else(|| panic!("{begin}: {}", told.out))
    };
    assert!(at(&format!("event {last}: ")) < at("stream `SOC22-1`: state differs in "), "{}", told.out);
    assert!(lines.iter().all(|line| line.len() < 200), "{}", told.out);
    assert!(told.err.contains("find out first who did it"), "{}", told.err);
    // Whole where a program reads it.
    let whole: Value =
        serde_json::from_str(&desk.binary.plain("verify --json --trust-this-head").out).unwrap();
    let differences = whole["differences"].as_array().unwrap();
    assert!(differences.iter().any(|one| one.as_str().unwrap().contains("state is `{")), "{whole}");
}

#[test]
fn a_standing_row_that_was_edited_by_hand_is_found_and_mended_by_rebuilding() {
    let desk = decided();
    by_hand(&desk.binary, "UPDATE recommendation SET stage = 'Governance' WHERE ref = 'SOC22-1'");
    let told = desk.binary.plain("verify");
    assert_eq!(told.code, Some(3), "{told:?}");
    assert!(told.out.contains("stage is `Governance`, the log says `Closed`"), "{}", told.out);
    desk.binary.plain("verify --rebuild").done();
    desk.binary.plain("verify").done();
    assert_eq!(desk.binary.stage("SOC22-1"), "Closed");
}

/// Whoever decides is looked up in the standing, so a hand that edits it gets a decision recorded in a whole chain.
#[test]
fn an_authority_that_was_written_into_the_standing_by_hand_is_found_in_what_was_decided_with_it() {
    let mut binary = Binary::received();
    binary.on = "2023-01-11";
    for words in [
        "hold SOC22 --attendee 'A. Lead'",
        "position SOC22-1 accepted",
        "agree SOC22-1 'Count it' --owner 'O. Wner' --target 2023-06-30",
        "report SOC22-1",
    ] {
        binary.ask(words).done();
    }
    binary.ask_as(OWNER, "approve SOC22-1").refused();
    let held = r#""name":"O. Wner","roles":["#;
    by_hand(
        &binary,
        &format!("UPDATE stream SET state = replace(state, '{held}', '{held}{{\"role\":\"approver\"}},')"),
    );
    binary.ask_as(OWNER, "approve SOC22-1").done();
    let last = records(&binary).len();
    let what = format!("event {last}: `O. Wner` has no authority to decide on ");
    let told = binary.plain("verify");
    assert!(
        told.code == Some(3) && told.out.contains("state differs in people") && told.out.contains(&what),
        "{}",
        told.out
    );
    Found::of(&binary).both(&what, &what);
}

#[test]
fn a_signature_that_was_moved_to_another_statement_is_found() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more' --key dcc --yes").done();
    desk.binary.ask("complete SOC22-1").done();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    let first = seq(&desk.binary, "SentBack");
    write_anew(&desk.binary, |records| {
        let (from, last) = (records[first - 1]["signed"]["signature"].clone(), records.len() - 1);
        records[last]["signed"]["signature"] = from;
    });
    let last = records(&desk.binary).len();
    Found::of(&desk.binary).both(
        &format!("event {last}: the signature does not count: it does not fit the statement"),
        &format!("event {last}: its signature does not count"),
    );
}

#[test]
fn a_statement_with_one_character_changed_is_found() {
    let desk = decided();
    let last = records(&desk.binary).len();
    write_anew(&desk.binary, |records| {
        let words =
            records[last - 1]["signed"]["statement"].as_str().unwrap().replacen("Count it", "Count It", 1);
        records[last - 1]["signed"]["statement"] = words.into();
    });
    Found::of(&desk.binary).both(
        &format!("event {last}: its statement is not what stood when it was decided"),
        &format!("event {last}: its signature does not count"),
    );
    // Changed in the folder alone.
    let desk = decided();
    let folder = exported(&desk.binary, "audit", "");
    let file = folder.join(format!("statements/{last}.txt"));
    let words = fs::read_to_string(&file).unwrap().replacen("Count it", "Count It", 1);
    fs::write(file, words).unwrap();
    let told = checked(&desk.binary, &folder, "");
    assert_eq!(told.code, Some(1));
    assert!(
        told.out.contains(&format!("event {last}: statements/{last}.txt is not the statement in the log"))
    );
}

#[test]
fn a_reason_that_was_rewritten_after_it_was_signed_is_found_by_the_script_and_on_the_paper() {
    let desk = decided();
    let last = |records: &mut Vec<Value>| records.last_mut().unwrap()["why"] = "a splendid service".into();
    write_anew(&desk.binary, last);
    let anew = "its statement is not what was recorded";
    Found::of(&desk.binary).both("its statement is not what stood when it was decided", anew);
    let paper = desk.binary.plain("brief signoff SOC22-1").done();
    assert!(paper.contains(&format!("## NOT PROVED: {anew}")), "{paper}");
}

#[test]
fn a_key_that_was_used_before_it_was_accepted_is_found() {
    let desk = decided();
    let last = records(&desk.binary).len();
    write_anew(&desk.binary, |records| {
        let accepted = records.iter_mut().find(|record| record["kind"] == "KeyAccepted").unwrap();
        accepted["on"] = "2023-01-20".into();
    });
    let found = Found::of(&desk.binary);
    found.both(
        "may be used from 20 Jan 2023 on",
        &format!("event {last}: its key was accepted on 2023-01-20, after it"),
    );
    assert!(
        found.script.out.contains(&format!("event {last}: its signature does not count")),
        "{}",
        found.script.out
    );

    let desk = decided();
    write_anew(&desk.binary, |records| records.retain(|record| record["kind"] != "KeyAccepted"));
    Found::of(&desk.binary).both("nobody has accepted it", "its key had not been accepted");
}

#[test]
fn a_key_that_was_used_after_it_was_revoked_is_found() {
    // As the register itself tells it: the theft is recorded after the decision, for a day before it.
    let mut desk = Desk::keyed();
    desk.binary.on = "2023-01-20";
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    let last = records(&desk.binary).len();
    desk.binary.on = "2023-01-15";
    desk.binary.ask(&format!("key revoke '{DCC}' {} --why stolen", desk.print("dcc"))).done();
    Found::of(&desk.binary)
        .both("had ended on 15 Jan 2023", &format!("event {last}: its signature does not count"));

    // As somebody forges it who signs with a key that had ended.
    let desk = decided();
    let print = desk.print("dcc");
    write_anew(&desk.binary, |records| {
        let mut revoked = records.iter().find(|record| record["kind"] == "KeyAccepted").unwrap().clone();
        revoked["id"] = "new".into();
        (revoked["kind"], revoked["body"]) =
            ("KeyRevoked".into(), json!({ "person": DCC, "fingerprint": print }));
        records.insert(records.len() - 1, revoked);
    });
    Found::of(&desk.binary).both("ended on 12 Jan 2023", "its key had ended on 2023-01-12");
}

#[test]
fn a_decision_by_an_acting_dcc_outside_the_dates_is_found() {
    let forge = |until: &str| {
        let desk = decided();
        let at = seq(&desk.binary, "OutcomeApproved");
        let mut acting = json!({ "name": "D. Acting", "accounts": [] });
        acting["roles"] = json!([{ "role": "approver", "from": "2023-01-01", "until": until }]);
        write_anew(&desk.binary, |records| {
            records[at - 1]["actor"] = "D. Acting".into();
            let mut added = records[1].clone();
            (added["id"], added["body"]) = ("new".into(), acting);
            records.insert(3, added);
        });
        (Found::of(&desk.binary), at + 1)
    };
    let (found, at) = forge("2023-01-10");
    found.both(
        &format!("event {at}: `D. Acting` has no authority to decide on 11 Jan 2023"),
        &format!("event {at}: `D. Acting` has no authority to decide on 2023-01-11"),
    );
    // Nobody recorded afterwards that it had ended.
    assert!(!found.verify.out.contains("recorded later") && !found.script.out.contains("recorded later"));
    let (found, at) = forge("2023-01-11");
    assert!(!found.verify.out.contains("no authority") && !found.script.out.contains("no authority"));
    // It was recorded when the period was over, and that is told.
    let late = format!("warning: event {at}: `D. Acting` decided on ");
    assert!(found.verify.out.contains(&late) && found.script.out.contains(&late), "{}", found.script.out);
}

#[test]
fn a_decision_that_was_dated_back_into_an_authority_that_had_ended_is_told_before_and_ever_after() {
    let desk = Desk::waiting();
    let lead = |words: &str| desk.binary.plain(&format!("--actor '{LEAD}' {words}")).done();
    lead(&format!("people end '{DCC}' approver"));
    let note = "note: `T. Deputy` decided on 12 Jan 2023, recorded on ";
    for more in ["--dry-run", ""] {
        let told = desk.binary.ask_as(DCC, &format!("sendback SOC22-1 --why 'say more' {more}")).done();
        assert!(told.contains(note) && told.contains(", when the authority had ended with "), "{told}");
    }
    let at = records(&desk.binary).len();
    let found = Found::of(&desk.binary);
    let what = |on: &str| format!("event {at}: `T. Deputy` decided on {on}, recorded on ");
    found.warned(&what("12 Jan 2023"), &what("2023-01-12"));
    // What was recorded before it ended is counted among what was written down late.
    let approved = seq(&desk.binary, "OutcomeApproved");
    found.warned(
        &format!("event {approved}: dated 11 Jan 2023, and recorded on "),
        &format!("event {approved}: dated 2023-01-11, and recorded on "),
    );
    assert!(!found.verify.out.contains("other decision") && !found.script.out.contains("other decision"));
    let paper = desk.binary.plain("brief signoff SOC22-1").done();
    assert!(paper.contains("To be looked at: \\`T. Deputy\\` decided on 12 Jan 2023"), "{paper}");
}

/// A record holds its moment in UTC: the remark says the same day as whoever audits, wherever it is made.
#[test]
fn the_day_of_recording_is_the_same_in_the_remark_and_for_whoever_audits_wherever_they_sit() {
    let desk = Desk::waiting();
    desk.binary.plain(&format!("--actor '{LEAD}' people end '{DCC}' approver")).done();
    // Where it is tomorrow already, but for the first minute of the day.
    let mut far = desk.binary.command();
    far.env("TZ", "<+2359>-23:59").args(["--actor", DCC, "--on", "2023-01-12"]);
    let told = Answer::of(far.args(["sendback", "SOC22-1", "--why", "say more"])).done();
    let note = told.lines().find_map(|line| line.strip_prefix("note: `T. Deputy` decided on "));
    let note = note.unwrap_or_else(|| panic!("{told}"));
    let verified = desk.binary.plain("verify").done();
    assert!(verified.contains(note), "`{note}` is not in {verified}");
}

#[test]
fn a_key_that_was_given_a_past_is_told_with_what_was_signed_in_it() {
    let desk = Desk::waiting();
    desk.key("dcc", "ed25519");
    desk.binary.ask(&format!("key offer '{DCC}' dcc.pub")).done();
    let print = desk.print("dcc");
    let told = desk.binary.ask_as(DCC, &format!("key accept '{DCC}' {print}")).done();
    assert!(told.contains(&format!(
        "note: the key `{print}` is said to hold from 12 Jan 2023 on, and was put in on "
    )));
    let accepted = records(&desk.binary).len();
    for more in ["--dry-run", ""] {
        let told = desk.binary.ask_as(DCC, &format!("signoff SOC22-1 --key dcc --yes {more}")).done();
        assert!(told.contains(&format!("note: its key `{print}` was put in on ")), "{told}");
    }
    let signed = records(&desk.binary).len();
    let found = Found::of(&desk.binary);
    let past = format!("event {accepted}: the key `{print}` is said to hold from ");
    found.warned(&past, &past);
    found.warned(
        &format!("event {signed}: its key `{print}` was put in on "),
        &format!("event {signed}: its key was put in on "),
    );
}

#[test]
fn a_signature_that_was_taken_away_is_found_where_none_was_asked_for() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more' --key dcc --yes").done();
    let at = records(&desk.binary).len();
    write_anew(&desk.binary, |records| drop(records[at - 1].as_object_mut().unwrap().remove("signed")));
    let what = format!("event {at}: `T. Deputy` had a key on that day, and it is unsigned");
    Found::of(&desk.binary).both(&what, &what);
}

#[test]
fn two_people_by_one_account_are_warned_of_once_a_sort() {
    let desk = decided();
    let all = records(&desk.binary);
    let at = |kind: &str| seq(&desk.binary, kind);
    let added = |name: &str| 1 + all.iter().position(|record| record["body"]["name"] == name).unwrap();
    let (given, second, accepted) = (added(DCC), added(OWNER), at("KeyAccepted"));
    let account = all[0]["user"].as_str().unwrap();
    let found = Found::of(&desk.binary);
    for what in [
        format!(
            "event {given}: `A. Lead` let the account that recorded it act for `T. Deputy`: `{account}`; event {second} too"
        ),
        format!("event {accepted}: its key was offered and accepted from one account, `{account}`"),
        format!(
            "event {}: decided from the account that had asked for it, `{account}`; event {} too",
            at("OutcomeApproved"),
            at("SignedOff")
        ),
    ] {
        found.warned(&what, &what);
    }
    // The same where each has an account, and the DCC decides once from the one that took the position.
    write_anew(&desk.binary, |records| {
        for record in records.iter_mut() {
            own_account(record);
        }
        records[at("PositionTaken") - 1]["user"] = "account of T. Deputy".into();
    });
    let approved = at("OutcomeApproved");
    let what =
        format!("event {approved}: decided from the account that had asked for it, `account of T. Deputy`\n");
    let found = Found::of(&desk.binary);
    for told in [&found.verify.out, &found.script.out] {
        assert!(
            told.contains(&what) && !told.contains("one account") && !told.contains("let the account"),
            "{told}"
        );
    }
}

#[test]
fn a_scheme_that_asks_for_no_signature_any_more_is_warned_of() {
    let desk = Desk::waiting();
    desk.binary.ask("scheme adopt unsigned.toml").done();
    let at = records(&desk.binary).len();
    desk.binary.ask_as(DCC, "signoff SOC22-1").done();
    let what = format!("event {at}: the scheme of `A. Lead` asks for no signature any more at `signoff`");
    let found = Found::of(&desk.binary);
    found.warned(&what, &what);
    // One that asks again is nothing to be looked at.
    assert_eq!(found.verify.out.matches("asks for no signature any more").count(), 1);
}

#[test]
fn in_a_practice_register_nobody_is_warned_of_one_account_and_of_no_signatures() {
    let desk = decided();
    desk.binary.ask("scheme adopt unsigned.toml").done();
    write_anew(&desk.binary, |records| records[0]["body"]["practice"] = "2023-01-12".into());
    let found = Found::of(&desk.binary);
    for told in [&found.verify.out, &found.script.out] {
        assert!(!told.contains("account") && !told.contains("no signature any more"), "{told}");
    }
}

#[test]
fn a_signed_decision_played_a_second_time_is_found() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more' --key dcc --yes").done();
    let first = records(&desk.binary).len();
    desk.binary.ask("complete SOC22-1").done();
    let between = records(&desk.binary).len();
    write_anew(&desk.binary, |records| {
        let mut again = records[first - 1].clone();
        again["id"] = "again".into();
        records.push(again);
    });
    let last = records(&desk.binary).len();
    let found = Found::of(&desk.binary);
    for what in [
        format!("event {last}: its signature stands at event {first} already"),
        format!("event {last}: its statement stands at event {first} already"),
        format!("event {last}: event {between} on the same recommendation came after what its statement saw"),
    ] {
        found.both(&what, &what);
    }
    let paper = desk.binary.plain("brief signoff SOC22-1").done();
    let words = format!("NOT PROVED: its signature stands at event {first} already");
    assert!(paper.contains(&words), "{paper}");
}

#[test]
fn something_that_was_put_between_what_a_statement_saw_and_its_decision_is_found() {
    let desk = decided();
    let last = records(&desk.binary).len();
    write_anew(&desk.binary, |records| {
        let mut noted = records.iter().find(|record| record["kind"] == "LevelAwarded").unwrap().clone();
        noted["id"] = "noted".into();
        (noted["kind"], noted["body"]) = ("StatusNoted".into(), json!({ "status": "open" }));
        records.insert(last - 1, noted);
    });
    let decision = last + 1;
    let what = format!(
        "event {decision}: event {last} on the same recommendation came after what its statement saw"
    );
    let found = Found::of(&desk.binary);
    found.both(&what, &what);
    let paper = desk.binary.plain("brief signoff SOC22-1").done();
    assert!(paper.contains(&format!("NOT PROVED: event {last} on the same")), "{paper}");
}

#[test]
fn an_own_proposal_that_was_signed_off_under_a_second_role_is_found() {
    let desk = decided();
    let (approved, last) = (seq(&desk.binary, "OutcomeApproved"), records(&desk.binary).len());
    write_anew(&desk.binary, |records| {
        records[1]["body"]["roles"] = json!([{ "role": "lead" }, { "role": "approver" }]);
        records[approved - 1]["actor"] = LEAD.into();
        records[last - 1]["actor"] = LEAD.into();
    });
    let found = Found::of(&desk.binary);
    for at in [approved, last] {
        found.both(
            &format!("event {at}: `A. Lead` "),
            &format!("event {at}: `A. Lead` had asked for it, and whoever asks never decides"),
        );
    }
    assert!(found.verify.out.contains("proposed completion, and whoever asks never decides"));
    assert!(found.verify.out.contains("reported the outcome, and whoever asks never decides"));
}

/// What one lead reported comes back and is passed on by another; the first is an approver as well.
#[test]
fn an_own_outcome_or_proposal_that_another_passed_on_after_it_came_back_is_found() {
    let desk = Desk::waiting();
    let account = whoami::username().unwrap();
    desk.binary.ask(&format!("people add 'B. Lead' --role lead --account {account}")).done();
    desk.binary.ask_as("B. Lead", "people role 'A. Lead' approver").done();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more'").done();
    desk.binary.ask_as("B. Lead", "complete SOC22-1").done();
    for words in ["signoff SOC22-1", "sendback SOC22-1 --why 'say more'"] {
        let told = desk.binary.ask(words).refused();
        let own = "`A. Lead` proposed completion before it was sent back, and whoever asks never decides";
        assert!(told.contains(own), "{told}");
    }
    let waits = desk.binary.ask("desk").done();
    assert!(waits.contains("1 more is your own, and another approver decides it"), "{waits}");
    // The same by somebody who can write the file, of the proposal and of the outcome.
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say still more'").done();
    write_anew(&desk.binary, |records| {
        let last = records.len() - 1;
        records[last]["actor"] = LEAD.into();
        let position = records.iter_mut().find(|record| record["kind"] == "PositionTaken").unwrap();
        position["actor"] = OWNER.into();
        let approved = records.iter().position(|record| record["kind"] == "OutcomeApproved").unwrap();
        let mut reported = records[approved - 1].clone();
        (reported["id"], reported["actor"]) = ("again".into(), "O. Wner".into());
        let mut returned = records[approved].clone();
        (returned["id"], returned["kind"], returned["body"]) =
            ("returned".into(), "OutcomeReturned".into(), json!({}));
        let mut approver = records.iter().find(|record| record["kind"] == "RoleGiven").unwrap().clone();
        approver["id"] = "approver".into();
        records[approved]["actor"] = LEAD.into();
        records.splice(approved..approved, [returned, reported, approver]);
    });
    let (approved, last) = (seq(&desk.binary, "OutcomeApproved"), records(&desk.binary).len());
    let found = Found::of(&desk.binary);
    for (at, before) in [
        (approved, "reported or proposed the outcome before"),
        (last, "proposed completion before it was sent back"),
    ] {
        found.both(
            &format!("event {at}: `A. Lead` {before}, and whoever asks never decides"),
            &format!("event {at}: `A. Lead` had asked for it before, and whoever asks never decides"),
        );
    }
}

#[test]
fn an_own_position_that_another_reported_and_an_own_wish_that_another_asked_again_are_found() {
    let desk = Desk::waiting();
    desk.binary.ask("withdraw SOC22-1 --why 'the unit is gone'").done();
    desk.binary.ask_as(DCC, "refuse SOC22-1 --why no").done();
    let account = whoami::username().unwrap();
    desk.binary.ask(&format!("people add 'B. Lead' --role lead --account {account}")).done();
    desk.binary.ask_as("B. Lead", "withdraw SOC22-1 --why 'the unit is gone'").done();
    desk.binary.ask_as(DCC, "grant SOC22-1").done();
    write_anew(&desk.binary, |records| {
        records[1]["body"]["roles"] = json!([{ "role": "lead" }, { "role": "approver" }]);
        let reported = records.iter_mut().find(|record| record["kind"] == "OutcomeReported").unwrap();
        reported["actor"] = OWNER.into();
        for record in records.iter_mut() {
            if record["kind"] == "OutcomeApproved" || record["kind"] == "WithdrawalGranted" {
                record["actor"] = LEAD.into();
            }
        }
    });
    let (approved, last) = (seq(&desk.binary, "OutcomeApproved"), records(&desk.binary).len());
    let found = Found::of(&desk.binary);
    found.both(
        &format!("event {approved}: `A. Lead` took the position that is reported"),
        &format!("event {approved}: `A. Lead` had taken the position that was reported"),
    );
    found.both(
        &format!("event {last}: `A. Lead` asked for it before it was refused"),
        &format!("event {last}: `A. Lead` had asked for it before"),
    );
}

/// What stands follows what was asked, and the words of a decision what it names: one of them would be believed.
#[test]
fn a_decision_that_names_another_date_or_end_than_was_asked_for_is_found() {
    for (asked, granted, kind, field, other) in [
        ("target SOC22-1.a 2023-12-15 --why slower", "SOC22-1.a", "ExtensionGranted", "to", "2024-12-15"),
        ("withdraw SOC22-1 --why 'it is gone'", "SOC22-1", "WithdrawalGranted", "ending", "implemented"),
    ] {
        let binary = Binary::governed();
        binary.ask_as(if kind == "ExtensionGranted" { OWNER } else { LEAD }, asked).done();
        binary.ask_as(DCC, &format!("grant {granted}")).done();
        let whole = Found::of(&binary);
        assert_eq!((whole.verify.code, whole.script.code), (Some(0), Some(0)), "{}", whole.script.out);
        write_anew(&binary, |records| {
            let granted = records.iter_mut().find(|record| record["kind"] == kind).unwrap();
            assert!(granted["body"][field].is_string());
            granted["body"][field] = other.into();
        });
        let at = format!("event {}:", seq(&binary, kind));
        Found::of(&binary).both(
            &format!("{at} nothing has been asked of the DCC here"),
            &format!("{at} another date or end was asked for than it names"),
        );
    }
}

#[test]
fn evidence_that_was_swapped_is_found_stored_and_left_where_it_is_held() {
    let desk = decided();
    by_hand(&desk.binary, "UPDATE blob SET content = CAST('19 of 20' AS BLOB)");
    let at = seq(&desk.binary, "EvidenceAdded");
    let told = desk.binary.plain("verify --evidence");
    assert_eq!(told.code, Some(3));
    assert!(
        told.out.contains(&format!("event {at}: E1: its bytes in the register were changed")),
        "{}",
        told.out
    );
    let folder = exported(&desk.binary, "audit", "");
    let told = checked(&desk.binary, &folder, "");
    assert_eq!(told.code, Some(1));
    assert!(told.out.contains(&format!("event {at}: the file of E1 was changed")), "{}", told.out);
    let folder = exported(&desk.binary, "without", "--without-evidence");
    let told = checked(&desk.binary, &folder, "").done();
    assert!(
        told.contains("1 stored, 1 of them left out here") && !folder.join("evidence").exists(),
        "{told}"
    );

    let desk = Desk::keyed();
    let file = desk.binary.folder().join("left.csv");
    fs::write(&file, "17 of 20\n").unwrap();
    desk.binary.ask("evidence add SOC22-1 'Figures' --kind performance --file left.csv --refer").done();
    fs::write(&file, "19 of 20\n").unwrap();
    let told = desk.binary.plain("verify --evidence");
    assert_eq!(told.code, Some(3));
    assert!(told.out.contains("E1: "), "{}", told.out);
    // The folder says that it does not look there.
    let folder = exported(&desk.binary, "audit", "");
    let told = checked(&desk.binary, &folder, "").done();
    assert!(told.contains("1 left where they are held, not looked at"), "{told}");
}

#[test]
fn a_file_that_was_taken_out_of_the_folder_or_of_the_register_is_found() {
    let desk = decided();
    let at = seq(&desk.binary, "EvidenceAdded");
    let folder = exported(&desk.binary, "audit", "");
    fs::remove_dir_all(folder.join("evidence")).unwrap();
    fs::create_dir(folder.join("evidence")).unwrap();
    let told = checked(&desk.binary, &folder, "");
    assert_eq!(told.code, Some(1));
    assert!(told.out.contains(&format!("event {at}: the file of E1 is not here")), "{}", told.out);
}

#[test]
fn a_clock_that_was_set_back_is_warned_of() {
    let desk = Desk::waiting();
    let at = seq(&desk.binary, "OutcomeReported");
    write_anew(&desk.binary, |records| records[at - 1]["at"] = "2023-01-11T09:00:00.000Z".into());
    let what = format!("event {at}: recorded at 2023-01-11T09:00:00.000Z, and event {} before it at", at - 1);
    Found::of(&desk.binary).warned(&what, &what);
    let desk = Desk::waiting();
    write_anew(&desk.binary, |records| records[at - 1]["at"] = "2023-01-05T09:00:00.000Z".into());
    let found = Found::of(&desk.binary);
    assert!(found.verify.out.contains("dated 11 Jan 2023, and recorded at 2023-01-05T09:00:00.000Z"));
    assert!(found.script.out.contains("dated 2023-01-11, and recorded at 2023-01-05T09:00:00.000Z"));
}

#[test]
fn a_name_that_looks_like_anothers_is_warned_of_when_it_comes_and_ever_after() {
    let desk = Desk::waiting();
    let name = "T. D\u{435}puty";
    let note = "note: `T. D\u{435}puty` looks like `T. Deputy`, who is somebody else in the register";
    let told = desk.binary.ask(&format!("--dry-run people add '{name}' --role approver")).done();
    assert!(told.contains(note), "{told}");
    // The command line records at once, so it stands before what was recorded.
    let told = desk.binary.ask(&format!("people add '{name}' --role approver")).done();
    assert!(told.starts_with(&format!("{note}\n")) && told.contains("\nrecorded: "), "{told}");
    assert_eq!(
        told.matches("note: ").count(),
        2,
        "it mixes alphabets as well, and each is told once: {told}"
    );
    let told = desk.binary.ask("people add 'T Deputy' --role reader --json").json();
    assert_eq!(
        told["remarks"][0],
        format!("note: `T Deputy` looks like `T. Deputy` and `{name}`, who are others in the register")
    );
    let at = records(&desk.binary).len() - 1;
    let verified = desk.binary.plain("verify").done();
    let warned =
        format!("warning: event {at}: `{name}` looks like `T. Deputy`, who is somebody else in the register");
    assert!(verified.contains(&warned), "{verified}");
    desk.binary.ask_as(OWNER, "show SOC22-1").done();
}

#[test]
fn an_authority_that_had_ended_as_it_turned_out_later_is_warned_of() {
    let mut desk = Desk::waiting();
    desk.binary.on = "2023-01-05";
    desk.binary.ask(&format!("people end '{DCC}' approver")).done();
    let at = seq(&desk.binary, "OutcomeApproved");
    let what = format!("event {at}: `T. Deputy` decided on ");
    Found::of(&desk.binary).warned(&what, &what);
}

#[test]
fn control_sequences_in_every_text_reach_no_terminal_by_papers_verify_or_the_script() {
    let (binary, steps) = begin(HOSTILE);
    steps.iter().for_each(|step| drop(step.ask(&binary).done()));
    for form in ["md", "html", "csv", "json"] {
        assert_harmless(&binary.plain(&format!("brief signoff SOC22-1 --as {form}")));
    }
    let folder = exported(&binary, "audit", "");
    assert_harmless(&checked(&binary, &folder, ""));
    // What a hand writes into the log itself, with a chain that fits.
    let desk = decided();
    write_anew(&desk.binary, |records| {
        for record in records.iter_mut() {
            for field in ["text", "title", "name", "condition"] {
                if let Some(Value::String(words)) = record["body"].get_mut(field) {
                    words.push_str(HOSTILE);
                }
            }
            if record["kind"] == "SignedOff" {
                record["actor"] = format!("{HOSTILE}T. Deputy").into();
                record["signed"]["key"] = HOSTILE.into();
            }
        }
    });
    let found = Found::of(&desk.binary);
    assert_eq!((found.verify.code, found.script.code), (Some(3), Some(1)));
    assert_harmless(&found.verify);
    assert_harmless(&found.script);
    for words in ["brief signoff SOC22-1", "show SOC22-1", "history", "people"] {
        assert_harmless(&desk.binary.plain(words));
    }
}

#[test]
fn a_folder_takes_the_place_of_nothing_and_leaves_nothing_behind() {
    let desk = decided();
    let folder = desk.binary.folder();
    fs::create_dir(folder.join("there")).unwrap();
    fs::write(folder.join("file"), "ours").unwrap();
    symlink("nowhere", folder.join("link")).unwrap();
    let count = || fs::read_dir(folder).unwrap().count();
    let before = count();
    for name in ["there", "file", "link"] {
        let told = desk.binary.plain(&format!("export audit --to {name}")).troubled();
        assert!(told.contains("is there already"), "{told}");
    }
    desk.binary.plain("export audit --to nowhere/audit").troubled();
    desk.binary.plain("--dry-run export audit --to audit").misused();
    desk.binary.plain("--as-at 2023-01-12 export audit --to audit").misused();
    desk.binary.plain("export audit").misused();
    assert_eq!((count(), fs::read_to_string(folder.join("file")).unwrap().as_str()), (before, "ours"));
    let told = desk.binary.plain("export audit --to audit --json").json();
    assert_eq!((&told["signed"], &told["files"]), (&json!(1), &json!(1)));
    assert_eq!(told["head"], desk.binary.head());
}

#[test]
fn keys_in_the_folder_that_the_log_does_not_know_are_found() {
    let desk = decided();
    let folder = exported(&desk.binary, "audit", "");
    let allowed = folder.join("allowed_signers");
    let ours = fs::read_to_string(&allowed).unwrap();
    for (forged, what) in [
        (ours.replace("20230112", "20200101"), "allowed_signers: the log says `"),
        (
            format!("{ours}{}", ours.replace("2-T-Deputy", "1-A-Lead")),
            "the log knows no more keys, and here are more",
        ),
    ] {
        fs::write(&allowed, forged).unwrap();
        let told = checked(&desk.binary, &folder, "");
        assert!(told.code == Some(1) && told.out.contains(what), "{}", told.out);
    }
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing that the rules grant is ever called unproved: neither by ours nor by the script, which read apart.
    #[test]
    fn whatever_the_rules_granted_is_found_in_order_by_both(draws in prop::collection::vec(any::<Draw>(), 60..260)) {
        let around = tempfile::tempdir().unwrap();
        let mut story = Story::begin(around.path());
        draws.into_iter().for_each(|draw| story.draw(draw));
        let audited = story.ledger.audit(&Progress::unwatched()).unwrap();
        prop_assert!(audited.faults.is_empty(), "{:?}", audited.faults);
        let (folder, order) = (around.path().join("audit"), Order { marking: "OFFICIAL".into(), evidence: true });
        to_folder(&story.ledger, &order, &folder, &Progress::unwatched()).unwrap();
        let told = checked_beside(around.path(), &folder, &story.ledger.head().unwrap().to_string());
        let counted = format!("{} signed, {} unsigned; 0 failures", audited.signed, audited.unsigned);
        prop_assert!(told.code == Some(0) && told.out.contains(&counted), "{}", told.out);
        // What one account recorded of two people's parts is told in the same words.
        let of_accounts = |line: &String| line.contains("account");
        let ours: Vec<_> = audited.lines().into_iter().filter(of_accounts).collect();
        let its: Vec<_> = told.out.lines().map(String::from).filter(of_accounts).collect();
        prop_assert_eq!(sorted(ours), sorted(its));
    }
}
