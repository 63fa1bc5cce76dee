//! One inspection and all that it asks.

use super::actions;
use super::cases::{self, STAGE};
use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use crate::journey::deadline::in_words as day;
use crate::journey::inspection::Inspection;
use crate::journey::recommendation::{Closing, Recommendation};

/// Writes the paper about an inspection, of which `facts` holds what it asks.
pub fn inspection(facts: &Facts, about: &Inspection) -> Paper {
    let mut paper = facts.paper("inspection", format!("{}: {}", about.code, about.title));
    paper.heading(2, "The inspection");
    paper.list(particulars(facts, about));
    if !about.grades.is_empty() {
        let columns = vec![Column::text("Body"), Column::text("Grade")];
        let grade = |grade: &crate::journey::inspection::Grade| {
            vec![Cell::text(&grade.body), Cell::text(&grade.grade)]
        };
        paper.table(Table::new("grades", "Grades", columns, "").with(about.grades.iter().map(grade)));
    }
    let ours = || facts.cases.values().filter(|case| case.ours);
    paper.heading(2, "What it asks");
    paper.table(cases::by_stage(("by-stage", "How what it asks stands"), ours(), ("asked", STAGE)));
    let head = ("asked", "What it asks of us", "It asks nothing of the home body.");
    paper.table(cases::table(facts, head, ("How it stands", &how_it_stands), ours()));
    paper.say(actions::kept(ours().flat_map(|case| &case.actions)));
    for case in ours() {
        in_full(facts, case, &mut paper);
    }
    let elsewhere = facts.cases.values().filter(|case| !case.ours);
    let elsewhere: Vec<_> = elsewhere
        .map(|case| format!("{} to {}: {}", case.reference, case.addressees.join("; "), case.text))
        .collect();
    if !elsewhere.is_empty() {
        paper.heading(2, "Addressed elsewhere");
        paper.list(elsewhere);
    }
    paper
}

fn particulars(facts: &Facts, about: &Inspection) -> Vec<String> {
    let mut told = vec![format!("Published by {} on {}", about.inspectorate, day(about.published))];
    if !about.kinds.is_empty() {
        told.push(format!("Kind: {}", about.kinds.join(", ")));
    }
    if about.wants_response(&facts.register.home) {
        let clock = about.clock(facts.today);
        told.push(match (&about.response.published, clock.days_left) {
            (Some((place, on)), _) => format!("Response published on {}: {place}", day(*on)),
            (None, late @ ..0) => format!(
                "Response was due by {}, {} days ago, and is not published",
                day(clock.last_day),
                -late
            ),
            (None, left) => format!("Response due by {}, in {left} days", day(clock.last_day)),
        });
    }
    told
}

fn how_it_stands(case: &Recommendation) -> String {
    let mut told = crate::briefing::desk::refusals(case);
    told.extend(case.position.iter().map(|position| position.words().to_string()));
    told.extend(case.closing.as_ref().map(Closing::words));
    told.extend(crate::briefing::case::going_on(case));
    told.join("; ")
}

fn in_full(facts: &Facts, case: &Recommendation, paper: &mut Paper) {
    paper.heading(3, format!("{}, {}", case.reference, case.kind.words()));
    paper.say(&case.text);
    paper.list(crate::briefing::case::about(case, &facts.register, facts.today));
    let id = format!("actions-{}", case.reference);
    let caption = format!("Actions for {}", case.reference);
    let all = case.actions.iter().map(|action| (case, action));
    let none = format!("No action is agreed for {}.", case.reference);
    paper.table(actions::table(facts, (&id, &caption, &none), all, facts.today));
}
