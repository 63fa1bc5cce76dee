//! Attacks on what authority rests on, by whoever may write the file: roles, people and keys that nobody who may gave,
//! and days that take the need of a signature away.

use serde_json::{Value, json};

use crate::attacks::{Found, records, write_anew};
use crate::binary::{DCC, LEAD, OWNER};
use crate::signatures::Desk;

/// The newest decision is signed.
fn sent_back() -> (Desk, usize) {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more' --key dcc --yes").done();
    let at = records(&desk.binary).len();
    (desk, at)
}

/// Puts a record at the end that was made of one that stands there.
fn add(desk: &Desk, kind: &str, change: impl FnOnce(&mut Value)) -> usize {
    write_anew(&desk.binary, |records| {
        let mut more = records.iter().rfind(|record| record["kind"] == kind).unwrap().clone();
        more["id"] = format!("{} more", records.len()).into();
        (more["on"], more["at"]) = ("2023-01-12".into(), records[records.len() - 1]["at"].clone());
        change(&mut more);
        records.push(more);
    });
    records(&desk.binary).len()
}

#[test]
fn a_signature_that_was_torn_off_is_not_proved_on_the_paper_either() {
    let (desk, at) = sent_back();
    write_anew(&desk.binary, |records| drop(records[at - 1].as_object_mut().unwrap().remove("signed")));
    let what = format!("event {at}: `T. Deputy` had a key on that day, and it is unsigned");
    Found::of(&desk.binary).both(&what, &what);
    let paper = desk.binary.plain("brief signoff SOC22-1").done().replace('\\', "");
    assert!(paper.contains("NOT PROVED: `T. Deputy` had a key on that day, and it is unsigned"), "{paper}");
}

/// Nobody needs the key for what is dated before it: so it is said, when it is recorded and by everybody who looks.
#[test]
fn a_decision_dated_before_its_key_to_need_no_signature_is_told() {
    let mut desk = Desk::waiting();
    desk.key("dcc", "ed25519");
    desk.binary.on = "2023-01-20";
    desk.known("dcc");
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more'").refused();
    desk.binary.on = "2023-01-13";
    let words = "`T. Deputy` decided on 13 Jan 2023, unsigned, recorded on ";
    for more in ["--dry-run", ""] {
        let told = desk.binary.ask_as(DCC, &format!("sendback SOC22-1 --why 'say more' {more}")).done();
        assert!(told.contains(&format!("note: {words}")), "{told}");
    }
    let at = records(&desk.binary).len();
    let script = format!("event {at}: `T. Deputy` decided on 2023-01-13, unsigned, recorded on ");
    Found::of(&desk.binary).warned(&format!("event {at}: {words}"), &script);
    let paper = desk.binary.plain("brief signoff SOC22-1").done().replace('\\', "");
    assert!(paper.contains(&format!("To be looked at: {words}")), "{paper}");
    assert!(!paper.contains("NOT PROVED"), "{paper}");
}

#[test]
fn a_signature_torn_off_and_dated_before_the_key_is_told() {
    let (desk, at) = sent_back();
    write_anew(&desk.binary, |records| {
        records[at - 1].as_object_mut().unwrap().remove("signed");
        records[at - 1]["on"] = "2023-01-11".into();
    });
    Found::of(&desk.binary).warned(
        &format!("event {at}: `T. Deputy` decided on 11 Jan 2023, unsigned, recorded on "),
        &format!("event {at}: `T. Deputy` decided on 2023-01-11, unsigned, recorded on "),
    );
}

#[test]
fn a_key_that_is_offered_or_accepted_a_second_time_is_found() {
    let (desk, _) = sent_back();
    desk.binary.ask(&format!("key revoke '{DCC}' {} --why lost", desk.print("dcc"))).done();
    let offered = add(&desk, "KeyOffered", |_| {});
    let accepted = add(&desk, "KeyAccepted", |_| {});
    let found = Found::of(&desk.binary);
    let known = format!("event {offered}: the register knows this key already, as that of `T. Deputy`");
    found.both(&known, &known);
    found.both(
        &format!("event {accepted}: the key `{}` ended on 12 Jan 2023", desk.print("dcc")),
        &format!("event {accepted}: it accepts a key that had ended on 2023-01-12"),
    );
    let other = add(&desk, "KeyOffered", |record| record["body"]["person"] = OWNER.into());
    let known = format!("event {other}: the register knows this key already, as that of `T. Deputy`");
    Found::of(&desk.binary).both(&known, &known);
}

/// What the rules refuse can have come about only by hand.
#[test]
fn whoever_changes_on_whom_authority_rests_without_being_a_lead_is_found() {
    let approver = json!({"role": "approver"});
    let attacks: [(&str, &str, Value); 5] = [
        ("PersonAdded", "M. Mallory", json!({"name": "M. Mallory", "roles": [approver], "accounts": []})),
        ("RoleGiven", OWNER, json!({"person": LEAD, "holding": approver})),
        ("KeyRevoked", OWNER, json!({"person": DCC, "fingerprint": "SHA256:any"})),
        ("AccountMapped", OWNER, json!({"person": DCC, "account": "mine"})),
        ("SchemeAdopted", DCC, Value::Null),
    ];
    for (kind, actor, body) in attacks {
        let (desk, _) = sent_back();
        let body = |was: &Value| if body.is_null() { was.clone() } else { body.clone() };
        let like = if kind == "SchemeAdopted" { kind } else { "PersonAdded" };
        let at = add(&desk, like, |record| {
            record["kind"] = kind.into();
            record["actor"] = actor.into();
            record["body"] = body(&record["body"]);
        });
        let found = Found::of(&desk.binary);
        match actor {
            "M. Mallory" => {
                let what = format!("event {at}: `M. Mallory` is not known here");
                found.both(&what, &what);
            }
            _ => found.both(
                &format!("event {at}: `{actor}` is not "),
                &format!("event {at}: `{actor}` is no lead"),
            ),
        }
    }
}

#[test]
fn a_register_that_is_opened_a_second_time_or_knows_somebody_twice_is_found() {
    let (desk, _) = sent_back();
    let opened = add(&desk, "RegisterOpened", |record| record["body"]["practice"] = "2023-01-01".into());
    let again = add(&desk, "PersonAdded", |record| record["body"]["name"] = DCC.to_lowercase().into());
    let found = Found::of(&desk.binary);
    found.both(
        &format!("event {opened}: this register is `"),
        &format!("event {opened}: the register was opened already"),
    );
    let known = format!("event {again}: somebody of that name is known already");
    found.both(&known, &known);
}

/// Whoever wants a recommendation off the list leaves the signed decision out.
#[test]
fn an_event_for_which_its_recommendation_does_not_stand_is_found() {
    let verdict = json!({"verdict": "closed", "closes": "implemented"});
    for (kind, body, verify, script) in [
        (
            "VerdictRecorded",
            verdict,
            "it is at SignOff; this is asked at Submission",
            "nothing has been submitted; it is at SignOff",
        ),
        (
            "Submitted",
            json!({}),
            "it is at SignOff; this is asked at Submission",
            "it is at SignOff; this is asked at Submission",
        ),
        (
            "ConsideredComplete",
            json!({"meeting": "M2"}),
            "it is at SignOff; this is asked at Governance",
            "it is at SignOff; this is asked at Governance",
        ),
        (
            "OutcomeReported",
            json!({}),
            "it is at SignOff; this is asked at Plenary",
            "it is at SignOff; this is asked at Plenary",
        ),
        (
            "Reopened",
            json!({}),
            "it is at SignOff; this is asked at Closed",
            "it is at SignOff; this is asked at Closed",
        ),
    ] {
        let desk = Desk::keyed();
        let at = add(&desk, "ConsideredComplete", |record| {
            (record["kind"], record["body"]) = (kind.into(), body);
        });
        Found::of(&desk.binary).both(&format!("event {at}: {verify}"), &format!("event {at}: {script}"));
    }
}

#[test]
fn an_approval_that_closes_what_was_accepted_is_found() {
    let desk = Desk::waiting();
    let all = records(&desk.binary);
    let at = 1 + all.iter().position(|record| record["kind"] == "OutcomeApproved").unwrap();
    write_anew(&desk.binary, |records| {
        records.truncate(at);
        records[at - 1]["body"]["closes"] = "implemented".into();
    });
    let what = format!("event {at}: where it stands nothing closes it as implemented");
    Found::of(&desk.binary).both(&what, &what);
}

/// The scheme lets a target move once by sixty days; what goes further is asked of the DCC.
#[test]
fn a_later_date_that_the_scheme_leaves_to_the_dcc_is_found_where_it_was_moved_or_asked_of_a_lead() {
    for (kind, body) in [
        ("TargetMoved", json!({"action": "a", "to": "2028-06-30"})),
        ("ExtensionAsked", json!({"action": "a", "to": "2028-06-30", "of": "lead"})),
    ] {
        let desk = Desk::waiting();
        write_anew(&desk.binary, |records| {
            let finished = records.iter().position(|record| record["kind"] == "ActionFinished").unwrap();
            records.truncate(finished + 1);
            (records[finished]["kind"], records[finished]["body"]) = (kind.into(), body);
            records[finished]["why"] = "later".into();
        });
        let at = records(&desk.binary).len();
        let found = desk.binary.plain("verify --rebuild --trust-this-head");
        let told = format!("{}{}", found.out, desk.binary.plain("verify").err);
        let what = format!("event {at}: the scheme leaves such a date to the DCC");
        assert!(told.contains(&what), "`{what}` is not in {told}");
    }
}

#[test]
fn a_decision_from_an_account_that_does_not_act_for_the_person_is_warned_of() {
    let (desk, at) = sent_back();
    write_anew(&desk.binary, |records| records[at - 1]["user"] = "another".into());
    let what = format!("event {at}: recorded by the account `another`, which does not act for `T. Deputy`");
    Found::of(&desk.binary).warned(&what, &what);
}

/// A position that says the same again does not make it another's.
#[test]
fn whoever_took_a_position_before_another_took_it_decides_no_more_than_before() {
    let desk = Desk::waiting();
    let all = records(&desk.binary);
    let place = |kind: &str| all.iter().position(|record| record["kind"] == kind).unwrap();
    let (took, approved) = (place("PositionTaken"), place("OutcomeApproved"));
    write_anew(&desk.binary, |records| {
        records.truncate(approved + 1);
        let mut again = records[took].clone();
        (again["id"], again["actor"]) = ("taken before".into(), DCC.into());
        records.insert(took, again);
    });
    let at = approved + 2;
    Found::of(&desk.binary).both(
        &format!(
            "event {at}: `T. Deputy` reported or proposed the outcome before, and whoever asks never decides"
        ),
        &format!("event {at}: `T. Deputy` had asked for it before, and whoever asks never decides"),
    );
}

#[test]
fn a_reason_that_was_changed_in_its_signs_alone_is_found() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'Not < 1,5 posts. More: £5' --key dcc --yes").done();
    let at = records(&desk.binary).len();
    write_anew(&desk.binary, |records| records[at - 1]["why"] = "Not > 15 posts. More: $5".into());
    Found::of(&desk.binary).both(
        &format!("event {at}: its statement is not what stood when it was decided"),
        &format!("event {at}: its statement is not what was recorded"),
    );
}
