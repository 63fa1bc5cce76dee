//! One owner's actions.

use super::actions::{self, Of, STANDS, Stands, add_total};
use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use crate::journey::text::capital;

/// Writes the paper about an owner.
pub fn owner(facts: &Facts, name: &str) -> Paper {
    let mut paper = facts.paper("owner", format!("Actions of {name}"));
    let mut own: Vec<Of> = facts.actions().filter(|(_, action)| action.owner == name).collect();
    own.sort_by_key(|one| (Stands::of(*one, facts, facts.today), one.1.target, one.0.action_ref(one.1)));
    let columns = vec![Column::text("Actions"), Column::number("How many")];
    let standing = [Stands::Overdue, Stands::DueSoon, Stands::OnTime, Stands::Finished, Stands::Dropped];
    let row = |stands: Stands| {
        let n = own.iter().filter(|one| Stands::of(**one, facts, facts.today) == stands).count();
        let only = vec![(STANDS, stands.words().to_string())];
        vec![Cell::text(capital(stands.words())), Cell::counted(n, "actions", only)]
    };
    let mut summary = Table::new("summary", "How the actions stand", columns, "").with(standing.map(row));
    add_total(&mut summary, "All");
    paper.heading(2, "How the actions stand");
    paper.table(summary);
    paper.say(actions::kept(own.iter().map(|(_, action)| *action)));
    paper.heading(2, "The actions");
    let caption = format!("Actions of {name}, what is overdue first");
    paper.table(actions::table(facts, ("actions", &caption, "No action was agreed."), own, facts.today));
    paper
}
