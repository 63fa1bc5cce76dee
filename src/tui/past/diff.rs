//! What changed between two moments: a line for each change, which opens its recommendation.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::briefing::diff::{Diff, Sort, sentence};
use crate::journey::reference::RecommendationRef;
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::{column, wrap};
use crate::tui::drawing::sheet::{Focus, Piece, Sheet};
use crate::tui::keys::{Act, Place, moves};
use crate::tui::link::Link;
use crate::tui::screen::{Around, Effect, Screen, Subject};

/// The head of a long comparison takes so many lines at most.
const HEAD: usize = 4;

pub struct DiffScreen {
    diff: Diff,
    focus: Focus,
}

impl DiffScreen {
    pub fn of(diff: Diff) -> DiffScreen {
        DiffScreen { diff, focus: Focus::default() }
    }

    fn sheet(&self, around: &Around) -> Sheet {
        let mut sheet = Sheet::default();
        for change in &self.diff.changes {
            let style = match change.sort {
                Sort::Regressed | Sort::RatingWorse | Sort::Reopened => around.theme.bad(),
                Sort::Closed | Sort::RatingBetter => around.theme.good(),
                _ => Style::new(),
            };
            sheet.add(row(
                change.sort.words(),
                &change.recommendation,
                &change.reference(),
                &change.what(),
                style,
            ));
        }
        for quiet in &self.diff.quiet {
            let (reference, style) = (&quiet.recommendation, around.theme.dim());
            sheet.add(row("no change", reference, &reference.to_string(), &quiet.what(), style));
        }
        sheet
    }

    fn chosen_link(&self, around: &Around) -> Option<Link> {
        self.sheet(around).chosen(self.focus).cloned()
    }
}

fn row(sort: &str, of: &RecommendationRef, reference: &str, what: &str, style: Style) -> Vec<Piece> {
    let open = Piece::link(column(reference, 13), style, Link::Recommendation(of.clone()));
    vec![Piece::words(format!("{} ", column(sort, 13)), style), open, Piece::words(format!(" {what}"), style)]
}

impl Screen for DiffScreen {
    fn place(&self) -> Place {
        Place::Diff
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Open || !(self.diff.changes.is_empty() && self.diff.quiet.is_empty())
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        if act == Act::Open {
            return Some(vec![self.chosen_link(around)?.open()]);
        }
        match self.sheet(around).moved(self.focus, act) {
            Some(focus) => self.focus = focus,
            None if moves(act) => {}
            None => return None,
        }
        Some(Vec::new())
    }

    fn subject(&self) -> Subject {
        let rows = self.diff.changes.iter().map(|change| &change.recommendation);
        let all: Vec<_> = rows.chain(self.diff.quiet.iter().map(|quiet| &quiet.recommendation)).collect();
        let chosen = self.focus.row().min(all.len().saturating_sub(1));
        let recommendation = all.get(chosen).map(ToString::to_string);
        Subject { recommendation, ..Subject::default() }
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, "What changed", around);
        let inside = inside(area, 1);
        let mut head = wrap(&sentence(&self.diff), inside.width as usize);
        head.truncate(HEAD);
        let used = head.len() as u16;
        for (index, line) in head.into_iter().enumerate() {
            let cells = Rect { y: inside.y + index as u16, height: 1, ..inside };
            canvas.render_widget(Line::styled(line, around.theme.strong()), cells);
        }
        let rest = Rect { y: inside.y + used + 1, height: inside.height.saturating_sub(used + 1), ..inside };
        self.sheet(around).draw(canvas, rest, Some(self.focus), around.theme);
    }
}
