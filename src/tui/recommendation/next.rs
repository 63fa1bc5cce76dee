//! What comes next on a recommendation, and why it cannot yet, as the screens tell it:
//! the rules themselves are asked, as if somebody who may do it did it today.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::briefing::decision::notes_of;
use crate::journey::next::{self, Hindrance};
use crate::journey::people::Role;
use crate::journey::recommendation::Recommendation;
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;
use crate::tui::drawing::fitting::wrap;
use crate::tui::hints::with_key;
use crate::tui::keys::{Act, Place};
use crate::tui::screen::Around;

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
    /// What the person could ask for now, the most natural first.
    pub natural: Vec<Act>,
}

impl Next {
    /// Asks the rules whether the recommendation could leave its stage today, and what the person could ask for.
    pub fn of(stands: &Recommendation, ledger: &Ledger, around: &Around) -> Result<Next, Trouble> {
        if !stands.ours {
            return Ok(Next { whose: "nobody here".into(), ..Next::default() });
        }
        let (actor, today) = (around.actor.as_str(), around.today);
        let state = ledger.about(&next::requests(stands, &around.register, actor, today))?;
        let verbs = next::natural(&state, stands, actor, today);
        let (whose, notes) = (stands.stage.whose_move().to_string(), notes_of(stands));
        let natural = verbs.into_iter().map(Act::Ask).collect();
        Ok(match next::ahead(&state, stands, actor, today) {
            None => {
                let step = "closed; it can be reopened with a reason".to_string();
                Next { whose, step, hindered: Vec::new(), notes, natural }
            }
            Some(ahead) => {
                let hindered = ahead.hindered.as_ref().map_or(Vec::new(), told);
                Next { whose, step: ahead.step.into(), hindered, notes, natural }
            }
        })
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

/// Why nobody could do it today, with the key that helps.
fn told(hindrance: &Hindrance) -> Vec<String> {
    let refusal = match hindrance {
        Hindrance::Nobody(roles) => return vec![format!("nobody may: it needs the role {}", names(roles))],
        Hindrance::Refused(refusal) => refusal,
    };
    let hint = refusal
        .hint()
        .map(|hint| format!("hint: {}", with_key(&hint, Place::Recommendation, "here:", "here: :")));
    std::iter::once(format!("not yet: {}", refusal.reason)).chain(hint).collect()
}

fn names(roles: &[Role]) -> String {
    roles.iter().map(|role| role.words()).collect::<Vec<_>>().join(" or ")
}
