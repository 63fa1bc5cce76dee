//! Whether a decision is signed stands wherever the decision is told: a table of decisions over the places.

use crate::binary::{Binary, DCC, OWNER};
use crate::signatures::Desk;

/// A decision, the words that every place has of it, and what stands largest on its paper.
struct Decided {
    binary: Binary,
    /// What is behind the decision in the minutes, the history and the tables of papers.
    told: &'static str,
    large: &'static str,
    /// What `diff` and the pack of the next meeting say, where they tell the decision by itself.
    changed: Option<&'static str>,
    /// What is said of how it was closed, where that closed it.
    closed: Option<&'static str>,
    /// What a spreadsheet of the list says of it; the list shows the beginning.
    listed: Option<&'static str>,
    /// What the pack says of what was closed since the meeting before.
    in_the_pack: Option<&'static str>,
}

/// `SOC22-1` waits for approval as not accepted, and a meeting is open.
fn not_accepted() -> Binary {
    let binary = Binary::held();
    binary.ask("position SOC22-1 'not accepted' --why 'the law forbids it'").done();
    binary.ask("report SOC22-1").done();
    binary.open_board();
    binary.ask_as(DCC, "approve SOC22-1").done();
    binary
}

fn governed(words: &str, asked_by: &str, decided: &str) -> Binary {
    let binary = Binary::governed();
    binary.ask_as(asked_by, words).done();
    binary.ask_as(DCC, decided).done();
    binary
}

fn signed_off() -> Binary {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    desk.binary
}

fn decisions() -> Vec<Decided> {
    let later = "target SOC22-1.a 2023-12-15 --why 'slower than thought'";
    vec![
        Decided {
            binary: not_accepted(),
            told: "outcome approved by the DCC; closed as not accepted (unsigned)",
            large: "CLOSED AS NOT ACCEPTED, UNSIGNED",
            changed: Some("not accepted (unsigned)"),
            closed: Some("closed as not accepted on 11 Jan 2023 (unsigned)"),
            listed: Some("unsigned: not accepted"),
            in_the_pack: Some("closed: not accepted (unsigned)"),
        },
        Decided {
            binary: governed(later, OWNER, "grant SOC22-1.a"),
            told: "extension of a to 15 Dec 2023 granted (unsigned)",
            large: "EXTENSION OF a TO 15 DEC 2023 GRANTED, UNSIGNED",
            changed: Some("a later date, 15 Dec 2023, granted by T. Deputy (unsigned)"),
            closed: None,
            listed: None,
            in_the_pack: None,
        },
        Decided {
            binary: governed(later, OWNER, "refuse SOC22-1.a --why 'start earlier'"),
            told: "extension of a to 15 Dec 2023 refused (unsigned)",
            large: "UNSIGNED",
            changed: Some("a later date, 15 Dec 2023, by T. Deputy (unsigned): start earlier"),
            closed: None,
            listed: None,
            in_the_pack: None,
        },
        Decided {
            binary: governed("withdraw SOC22-1 --why 'nobody counts'", "A. Lead", "grant SOC22-1"),
            told: "closing as no longer applicable granted by the DCC (unsigned)",
            large: "CLOSED AS NO LONGER APPLICABLE, UNSIGNED",
            changed: Some("no longer applicable (unsigned)"),
            closed: Some("closed as no longer applicable on 11 Jan 2023 (unsigned)"),
            listed: Some("unsigned: no longer applicable"),
            in_the_pack: Some("closed: no longer applicable (unsigned)"),
        },
        Decided {
            binary: governed("withdraw SOC22-1 --why 'nobody counts'", "A. Lead", "refuse SOC22-1 --why no"),
            told: "closing as no longer applicable refused by the DCC (unsigned)",
            large: "UNSIGNED",
            changed: Some("to end as no longer applicable, by T. Deputy (unsigned): no"),
            closed: None,
            listed: None,
            in_the_pack: None,
        },
        Decided {
            binary: signed_off(),
            told: "signed off by the DCC; closed as implemented (signed)",
            large: "SIGNED OFF AND CLOSED AS IMPLEMENTED, signed by T. Deputy",
            changed: Some("implemented (signed)"),
            closed: Some("closed as implemented on 12 Jan 2023 (signed)"),
            listed: Some("implemented"),
            in_the_pack: Some("closed: implemented (signed)"),
        },
    ]
}

#[test]
fn whether_a_decision_is_signed_stands_wherever_it_is_told() {
    for Decided { binary, told, large, changed, closed, listed, in_the_pack } in decisions() {
        let mut places = vec![
            ("show SOC22-1", told.to_string()),
            ("brief recommendation SOC22-1", told.to_string()),
            ("brief signoff SOC22-1", told.to_string()),
            ("brief signoff SOC22-1", format!("\n## {large}\n")),
        ];
        places.extend(listed.map(|words| ("list --all --csv", format!(",{words},"))));
        places.extend(listed.map(|words| ("list --all", words.chars().take(15).collect())));
        places
            .extend(in_the_pack.map(|words| ("brief meeting M2 --until 2023-01-12", format!("| {words} |"))));
        // The meeting was on the day before the one that is signed.
        places.extend((binary.on == "2023-01-11").then(|| ("brief minutes M2", told.to_string())));
        places.extend(changed.map(|words| ("diff 2023-01-10 2023-01-12", words.to_string())));
        // Nothing was there on the earlier of these days.
        let new = closed.and(changed).map(|words| format!("Closed: {words}"));
        places.extend(new.map(|words| ("diff 2022-12-06 2023-01-12", words)));
        for place in ["show SOC22-1", "brief recommendation SOC22-1", "brief inspection SOC22"] {
            places.extend(closed.map(|words| (place, words[1..].to_string())));
        }
        for (place, words) in places {
            let said = binary.plain(place).done();
            assert!(said.contains(&words), "`{words}` is not in `{place}`: {said}");
        }
    }
}

#[test]
fn the_sign_off_paper_says_in_large_what_was_decided_on_a_condition() {
    let mut binary = Binary::received();
    binary.on = "2023-01-11";
    binary.ask("hold SOC22 --attendee 'A. Lead'").done();
    binary.ask("position SOC22-1 accepted").done();
    binary.ask("agree SOC22-1 'Count it' --owner 'O. Wner' --target 2023-06-30").done();
    binary.ask("report SOC22-1").done();
    let condition = "approve SOC22-1 --condition 'Nights too' --owner 'O. Wner' --target 2023-06-30";
    binary.ask_as(DCC, condition).done();
    let told = binary.plain("brief signoff SOC22-1").done();
    assert!(told.contains("\n## APPROVED ON A CONDITION, UNSIGNED\n"), "{told}");
}

#[test]
fn why_the_position_was_taken_stands_on_the_sign_off_paper() {
    let told = not_accepted().plain("brief signoff SOC22-1").done();
    assert!(told.contains("\n- position: not accepted because: the law forbids it\n"), "{told}");
    let told = signed_off().plain("brief signoff SOC22-1").done();
    assert!(told.contains("\n- position: accepted\n"), "{told}");
}

#[test]
fn what_the_inspectorate_closed_bears_no_signature_of_ours() {
    let mut binary = not_accepted();
    binary.on = "2023-01-13";
    binary.ask("verdict SOC22-1 'no further action needed'").done();
    let told = binary.plain("show SOC22-1").done();
    assert!(told.contains("closed as no further action needed on 11 Jan 2023\n"), "{told}");
    let listed = binary.plain("list --all --csv").done();
    assert!(listed.contains(",no further action needed,2023-01-11"), "{listed}");
}
