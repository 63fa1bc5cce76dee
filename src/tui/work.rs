//! Work that takes its time: how far it has come while it runs, and what came of it afterwards.
//! While it runs nothing else is done here: Esc cancels it.

use std::time::Duration;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::desk::title;
use super::drawing::fitting::wrap;
use super::drawing::list::Reading;
use super::keys::{Act, Place};
use super::screen::{Around, Effect, Screen};
use crate::clock::Stopwatch;
use crate::export::task::{Ended, Outcome, Running, Task};
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;
use crate::progress::Said;

pub struct Work {
    name: &'static str,
    running: Option<Running>,
    said: Option<Said>,
    since: Stopwatch,
    elapsed: Duration,
    cancelling: bool,
    outcome: Option<Outcome>,
    /// What it left behind that is no word, until it is handed on.
    left: Option<Ended>,
    reading: Reading,
}

impl Work {
    /// Begins a task on the register that is open.
    pub fn begin(task: Task, ledger: &Ledger) -> Work {
        let name = task.name();
        let running = Some(Running::begin(task, ledger.path().to_path_buf(), ledger.seat().clone()));
        let (said, since, elapsed) = (None, Stopwatch::start(), Duration::ZERO);
        Work {
            name,
            running,
            said,
            since,
            elapsed,
            cancelling: false,
            outcome: None,
            left: None,
            reading: Reading::default(),
        }
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let Some(outcome) = &self.outcome else { return self.under_way(width, around) };
        let style = |index: usize| match (index, outcome.bad) {
            (0, true) => around.theme.bad(),
            (0, false) => around.theme.good(),
            _ => Style::new(),
        };
        let mut lines = Vec::new();
        for (index, text) in outcome.lines.iter().enumerate() {
            lines.extend(wrap(text, width).into_iter().map(|line| Line::styled(line, style(index))));
        }
        lines.push(Line::raw(""));
        lines.push(Line::styled(format!("it took {}", in_words(self.elapsed)), around.theme.dim()));
        lines
    }

    fn under_way(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let Some(said) = self.said else { return vec![Line::raw("beginning")] };
        let mut lines: Vec<Line> = Vec::new();
        if said.of > 0 {
            lines.push(Line::styled(bar(said, width.min(60)), around.theme.strong()));
        }
        lines.extend(wrap(&said.to_string(), width).into_iter().map(Line::raw));
        lines.push(Line::styled(in_words(self.elapsed), around.theme.dim()));
        lines.push(Line::raw(""));
        let note = match self.cancelling {
            true => "cancelling: what was begun is undone",
            false => "esc cancels it, and nothing will have been changed",
        };
        lines.extend(wrap(note, width).into_iter().map(Line::raw));
        lines
    }
}

/// `[########            ] 41 %`: letters alone say it as well.
fn bar(said: Said, width: usize) -> String {
    let room = width.saturating_sub(8) as u64;
    let done = said.done.min(said.of);
    let share = |of: u64| (u128::from(done) * u128::from(of) / u128::from(said.of)) as u64;
    let full = share(room) as usize;
    format!("[{}{}] {} %", "#".repeat(full), " ".repeat(room as usize - full), share(100))
}

/// `4 seconds`, `2 min 4 s`.
fn in_words(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0 => "less than a second".into(),
        1 => "1 second".into(),
        seconds @ 2..60 => format!("{seconds} seconds"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

impl Screen for Work {
    fn place(&self) -> Place {
        if self.outcome.is_some() { Place::Worked } else { Place::Work }
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Rebuild || self.outcome.as_ref().is_some_and(|outcome| outcome.differs)
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        if let (Act::Back, Some(running)) = (act, &self.running) {
            running.cancel();
            self.cancelling = true;
            return Some(Vec::new());
        }
        if act == Act::Rebuild {
            return Some(vec![Effect::Leave, Effect::Work(Task::Rebuild)]);
        }
        self.reading.goes(act).then(Vec::new)
    }

    fn natural(&self) -> Vec<Act> {
        vec![Act::Rebuild]
    }

    fn idle(&mut self, _ledger: &Ledger, _around: &Around) -> Result<bool, Trouble> {
        let Some(running) = &mut self.running else { return Ok(false) };
        let ended = running.ended();
        self.said = running.said();
        self.elapsed = self.since.elapsed();
        if ended.is_some() {
            self.running = None;
        }
        match ended {
            Some(Ended::Told(outcome)) => self.outcome = Some(outcome),
            other => self.left = other,
        }
        Ok(true)
    }

    fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    fn follows(&mut self) -> Vec<Effect> {
        self.left.take().map(|left| Effect::Follow(Box::new(left))).into_iter().collect()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, self.name, around);
        let inside = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(4),
            y: area.y + 2,
            height: area.height.saturating_sub(2),
        };
        self.reading.draw(canvas, inside, self.lines(inside.width as usize, around), around.theme, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Step;

    #[test]
    fn a_bar_is_as_wide_as_there_is_room_and_never_fuller_than_full() {
        let of = |done, of| bar(Said { step: Step::Checking, done, of }, 28);
        assert_eq!(of(0, 7), format!("[{}] 0 %", " ".repeat(20)));
        assert_eq!(of(1, 2), format!("[{}{}] 50 %", "#".repeat(10), " ".repeat(10)));
        assert_eq!(of(9, 7), format!("[{}] 100 %", "#".repeat(20)));
        assert_eq!(bar(Said { step: Step::Checking, done: 1, of: 2 }, 3), "[] 50 %");
    }

    #[test]
    fn the_time_is_told_in_words() {
        let told = |seconds| in_words(Duration::from_secs(seconds));
        assert_eq!([0, 1, 59, 124].map(told), ["less than a second", "1 second", "59 seconds", "2 min 4 s"]);
    }
}
