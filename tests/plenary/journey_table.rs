//! The journey table: every stage and every request, what happens there or why not. It is made by asking
//! the rules, stands in `docs/journey.md`, and is compared with it here.
//!
//! `UPDATE_DOCS=1 cargo nextest run journey_table` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write;

use plenary::journey::Decision;
use plenary::journey::asking::{Ask, VERBS, Verb};
use plenary::journey::recommendation::Stage;
use plenary::journey::refusal::Reason;

use crate::desk::Desk;
use crate::forms::{Form, forms};

const BEGIN: &str = "<!-- The journey table begins: made by the tests, not by hand. -->\n";
const END: &str = "<!-- The journey table ends. -->";

fn table() -> String {
    let stages = Stage::ALL.map(Stage::name).join(" | ");
    let mut table = format!("| request | {stages} |\n|---{}|\n", "|---".repeat(Stage::ALL.len()));
    for form in on_the_road().flat_map(forms) {
        let name = format!("`{}` {}", form.verb.name, form.apart);
        write!(table, "| {} |", name.trim_end()).unwrap();
        for stage in Stage::ALL {
            write!(table, " {} |", cell(&form, stage)).unwrap();
        }
        table.push('\n');
    }
    table
}

/// Verbs that depend on where a recommendation stands.
fn on_the_road() -> impl Iterator<Item = &'static Verb> {
    VERBS.iter().filter(|verb| !verb.stages.is_empty())
}

fn cell(form: &Form, stage: Stage) -> String {
    match form.asked_at(stage) {
        None => String::new(),
        Some((desk, Ok(events))) => {
            let kinds: Vec<_> = events.iter().map(|event| event.what.kind()).collect();
            let moved = match stage_after(form, desk, Ok(events)) {
                Some(after) if after == stage => String::new(),
                Some(after) => format!(" → **{}**", after.name()),
                None => " → gone".into(),
            };
            kinds.join(", ") + &moved
        }
        Some((_, Err(refusal))) => match refusal.reason {
            Reason::AtStage { .. } => "·".into(),
            reason => format!("_{reason}_"),
        },
    }
}

/// Where it stands afterwards; none where it stands no more.
fn stage_after(form: &Form, mut desk: Desk, decision: Decision) -> Option<Stage> {
    desk.take(decision.unwrap_or_default());
    desk.state.recommendation(&form.reference.parse().unwrap()).map(|stands| stands.stage)
}

/// The screens offer a verb to whom it is for without filling in a request; the rules ask the request.
#[test]
fn a_verb_is_for_the_roles_that_its_request_needs() {
    for form in VERBS.iter().flat_map(forms) {
        let desk = Stage::ALL.into_iter().find_map(|stage| form.asked_at(stage));
        let (desk, _) = desk.unwrap_or_else(|| panic!("{} is asked for nowhere", form.verb.name));
        assert_eq!(form.verb.by, form.request(&desk).needs(), "{}", form.verb.name);
    }
}

#[test]
fn the_journey_table_stands_in_the_documents() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/journey.md");
    let document = std::fs::read_to_string(path).expect("docs/journey.md");
    let (before, rest) = document.split_once(BEGIN).expect("the mark where the table begins");
    let (stands, after) = rest.split_once(END).expect("the mark where the table ends");
    let table = format!("\n{}\n", table());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, [before, BEGIN, &table, END, after].concat())
            .expect("docs/journey.md is written");
        return;
    }
    assert!(
        stands == table,
        "docs/journey.md has another journey table; `UPDATE_DOCS=1` writes this one:\n{table}"
    );
}

#[test]
fn every_verb_names_the_stages_at_which_the_rules_grant_it() {
    for verb in on_the_road() {
        let granted = |stage: &Stage| {
            forms(verb).iter().any(|form| form.asked_at(*stage).is_some_and(|(_, decision)| decision.is_ok()))
        };
        let granted: BTreeSet<_> = Stage::ALL.into_iter().filter(granted).collect();
        let named: BTreeSet<_> = verb.stages.iter().copied().collect();
        assert_eq!(granted, named, "`{}`: what the rules grant, what the table of verbs says", verb.name);
    }
}

#[test]
fn every_verb_about_a_recommendation_names_its_stages() {
    for verb in VERBS.iter().filter(|verb| verb.stages.is_empty()) {
        let about = verb.subject().map(|subject| subject.ask);
        let on_the_road = matches!(
            about,
            Some(Ask::Recommendation | Ask::Action | Ask::ActionOrRecommendation | Ask::Evidence)
        );
        // The statutory response answers a recommendation wherever it stands.
        assert!(!on_the_road || verb.name == "response answer", "`{}`", verb.name);
    }
}
