//! What comes next on a recommendation, and why it cannot yet: the rules themselves are asked,
//! as if somebody who may do it did it today.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::fitting::wrap;
use super::hints::with_key;
use super::keys::Place;
use super::screen::Around;
use crate::briefing::decision::notes_of;
use crate::journey::people::Person;
use crate::journey::recommendation::{Recommendation, Stage, Verdict};
use crate::journey::request::{HeldOn, Request};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, Ledger, NotDone};

/// What comes next, in words.
#[derive(Debug, Clone, Default)]
pub struct Next {
    /// Whose move it is.
    whose: String,
    /// What would move it on.
    step: String,
    /// Why that is refused, and what to do about it.
    hindered: Vec<String>,
    /// What else is worth knowing before deciding.
    notes: Vec<String>,
}

impl Next {
    /// Asks the rules whether the recommendation could leave its stage today.
    pub fn of(stands: &Recommendation, ledger: &Ledger, around: &Around) -> Result<Next, Trouble> {
        if !stands.ours {
            return Ok(Next { whose: "nobody here".into(), ..Next::default() });
        }
        let whose = stands.stage.whose_move().to_string();
        let notes = notes_of(stands);
        let Some((step, request)) = leaving(stands, around) else {
            let step = "closed; it can be reopened with a reason".to_string();
            return Ok(Next { whose, step, hindered: Vec::new(), notes });
        };
        let hindered = hindrance(&request, ledger, around)?;
        Ok(Next { whose, step: step.into(), hindered, notes })
    }

    pub fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let mut lines = Vec::new();
        let mut add = |text: &str, style: Style| {
            lines.extend(wrap(text, width).into_iter().map(|line| Line::from(Span::styled(line, style))));
        };
        for note in &self.notes {
            add(note, theme.warning());
        }
        if !self.whose.is_empty() {
            add(&format!("move: {}", self.whose), Style::new());
        }
        if !self.step.is_empty() {
            add(&self.step, theme.strong());
        }
        for line in &self.hindered {
            add(line, theme.warning());
        }
        lines
    }
}

/// The request by which a stage is left, in words and as a request. None where it is closed.
fn leaving(stands: &Recommendation, around: &Around) -> Option<(&'static str, Request)> {
    let recommendation = stands.reference.clone();
    Some(match stands.stage {
        Stage::Received => {
            let attendees = vec![around.actor.clone()];
            let on = HeldOn::Recommendation(recommendation);
            let hold = Request::HoldPlenary { on, name: None, attendees, hot_debrief: false };
            ("a plenary is held on it", hold)
        }
        Stage::Plenary => ("its outcome is reported to the DCC", Request::ReportOutcome { recommendation }),
        Stage::Approval => {
            ("the DCC approves it, or returns it", Request::Approve { recommendation, condition: None })
        }
        Stage::Governance => {
            let complete = Request::ConsiderComplete { recommendation, meeting: None };
            ("a governance meeting considers it complete", complete)
        }
        Stage::SignOff => {
            ("the DCC signs it off, or sends it back", Request::SignOff { recommendation, condition: None })
        }
        Stage::Submission if stands.submission.is_none() => {
            ("it is submitted to the inspectorate", Request::Submit { recommendation })
        }
        Stage::Submission => ("the inspectorate's verdict is recorded", verdict_on(stands)),
        Stage::Closed => return None,
    })
}

fn verdict_on(stands: &Recommendation) -> Request {
    Request::RecordVerdict {
        recommendation: stands.reference.clone(),
        verdict: Verdict::Closed,
        ending: None,
        superseded_by: None,
        reason: None,
    }
}

/// Why nobody could do it today; empty where somebody could.
fn hindrance(request: &Request, ledger: &Ledger, around: &Around) -> Result<Vec<String>, Trouble> {
    let may = |person: &&Person| request.needs().iter().any(|role| person.holds(*role, around.today));
    let mut able: Vec<&str> =
        around.register.people.iter().filter(may).map(|person| person.name.as_str()).collect();
    able.sort_by_key(|name| *name != around.actor);
    let mut hindered = vec![format!("nobody may: it needs the role {}", roles_of(request))];
    for name in able.into_iter().take(8) {
        let acting = Acting { actor: name.to_string(), on: None, seen: None };
        match ledger.preview(std::slice::from_ref(request), &acting) {
            Ok(_) => return Ok(Vec::new()),
            Err(NotDone::Refused(refusal)) => {
                let hint = refusal.hint().map(|hint| {
                    format!("hint: {}", with_key(&hint, Place::Recommendation, "here:", "here: :"))
                });
                hindered = std::iter::once(format!("not yet: {}", refusal.reason)).chain(hint).collect();
            }
            Err(NotDone::Trouble(trouble)) => return Err(trouble),
            Err(NotDone::Changed { .. }) => {}
        }
    }
    Ok(hindered)
}

fn roles_of(request: &Request) -> String {
    request.needs().iter().map(|role| role.words()).collect::<Vec<_>>().join(" or ")
}
