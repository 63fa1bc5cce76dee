//! Import: the path of a published response, and what keeps it from being imported, all of it at once.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::export::task::Task;
use crate::intake::Problem;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, at_home};
use crate::tui::asking::editor::Editor;
use crate::tui::asking::offers;
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::wrap;
use crate::tui::drawing::list::Reading;
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, News, Screen};

#[derive(Default)]
pub struct Import {
    path: Editor,
    problems: Vec<String>,
    reading: Reading,
    /// The path is to be completed where files can be looked at.
    completing: bool,
    /// What it may become, where that is several.
    offered: Vec<String>,
}

impl Import {
    /// With a path in it already.
    pub fn of(path: &str) -> Import {
        Import { path: Editor::of_one_line().holding(path), ..Import::default() }
    }
}

/// The beginning that all paths share; none where there is no path.
fn agreed(paths: &[String]) -> Option<String> {
    let (first, others) = paths.split_first()?;
    let shared = |length: &usize| {
        first.is_char_boundary(*length) && others.iter().all(|path| path.starts_with(&first[..*length]))
    };
    let length = (0..=first.len()).rev().find(shared)?;
    Some(first[..length].to_string())
}

impl Screen for Import {
    fn place(&self) -> Place {
        Place::Import
    }

    /// Completes the path as far as the files there agree.
    fn load(&mut self, _ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        if std::mem::take(&mut self.completing) {
            let typed = self.path.text();
            let found = offers::files(&typed).into_iter().map(|(path, _)| path);
            let mut fitting: Vec<_> = found.filter(|path| path.starts_with(&typed)).collect();
            if let Some(agreed) = agreed(&fitting) {
                self.path = Editor::of_one_line().holding(&agreed);
            }
            if fitting.len() == 1 {
                fitting.clear();
            }
            self.offered = fitting;
        }
        Ok(())
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        let walks = matches!(key.code, KeyCode::Up | KeyCode::Down | KeyCode::Tab);
        let typed = !walks && self.path.press(key);
        if typed {
            self.offered.clear();
        }
        typed.then(Vec::new)
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        if act == Act::Open {
            self.problems.clear();
            self.offered.clear();
            let path = self.path.text().trim().to_string();
            let read = (!path.is_empty()).then(|| Effect::Work(Task::Propose(at_home(&path))));
            return Some(read.into_iter().collect());
        }
        if act == Act::NextField {
            self.completing = true;
            return Some(vec![Effect::Load]);
        }
        if act == Act::Clear {
            self.path = Editor::of_one_line();
            return Some(Vec::new());
        }
        self.reading.goes(act).then(Vec::new)
    }

    fn hear(&mut self, news: News) {
        self.reading.begin_again();
        self.problems = match news {
            News::Problems(problems) => problems,
            News::NotDone { what, hint } => {
                std::iter::once(what).chain(hint.map(|hint| format!("hint: {hint}"))).collect()
            }
            News::Misasked(_)
            | News::Changed { .. }
            | News::Edited(_)
            | News::Recorded(_)
            | News::Together(_) => Vec::new(),
        };
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        title(frame, area, "Import · read a published response", around);
        let inside = inside(area, 2);
        let width = inside.width as usize;
        let (path, (row, cell)) = self.path.lines(width.saturating_sub(7));
        let mut lines: Vec<Line> = Vec::new();
        for (index, part) in path.into_iter().enumerate() {
            let name = if index == 0 { "file" } else { "" };
            lines.push(Line::styled(format!("{name:5}▌ {part}"), around.theme.strong()));
        }
        frame.set_cursor_position((inside.x + 7 + cell as u16, inside.y + row as u16));
        lines.push(Line::raw(""));
        let mut say = |text: &str, style: Style| {
            lines.extend(wrap(text, width).into_iter().map(|line| Line::styled(line, style)));
        };
        if self.problems.is_empty() {
            say(
                "the path of the document, as text or Markdown; nothing is recorded before you have seen it",
                Style::new(),
            );
            say("tab completes the path", around.theme.dim());
        } else {
            say("it cannot be imported, and nothing was recorded:", around.theme.bad());
        }
        self.problems.iter().for_each(|problem| say(problem, Style::new()));
        self.offered.iter().for_each(|path| say(&format!("  {path}"), around.theme.dim()));
        self.reading.draw(frame, inside, lines, around.theme, "");
    }
}

/// A problem and what to do about it, a line each.
pub fn told(problem: &Problem) -> Vec<String> {
    let hint = problem.hint.iter().map(|hint| format!("  hint: {hint}"));
    std::iter::once(problem.to_string()).chain(hint).collect()
}
