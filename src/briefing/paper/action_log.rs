//! The action log: every action that somebody still owes, by owner, and what was finished in the period.

use super::actions::{self, Of};
use super::document::Paper;
use super::facts::Facts;
use super::reconciling::{Period, Reconciled};

/// Writes the action log as it stood at the end of the period.
pub fn action_log(facts: &Facts, period: &Period) -> Paper {
    let mut paper = facts.paper("action-log", "Action log");
    let reconciled = Reconciled::over(facts, period);
    reconciled.tell(&mut paper);
    let (summary, lists) = actions::summary(facts, &facts.owed(), facts.today);
    paper.heading(2, "Open actions");
    paper.table(summary);
    lists.into_iter().for_each(|list| paper.table(list));
    paper.heading(2, "Finished in the period");
    let finished =
        |(_, action): &Of| action.finished.as_ref().is_some_and(|finished| period.holds(finished.deed.on));
    let caption = format!("Actions finished {}", period.words());
    let head = ("finished", caption.as_str(), "No action was finished in the period.");
    paper.table(actions::table(facts, head, facts.actions().filter(finished), facts.today));
    super::forecast::tell(facts, &mut paper);
    reconciled.list(&mut paper);
    paper
}
