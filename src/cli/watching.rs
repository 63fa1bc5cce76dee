//! What a person at a terminal sees of work that takes its time, and how Ctrl-C ends it.
//!
//! Nothing is set up before work speaks up for the first time: most commands are over by then.
//! What was begun is undone by whoever began it.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};

use crate::clock::Stopwatch;
use crate::progress::{Progress, Said};

/// How progress is shown on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// One line that is drawn again and again.
    Bar,
    /// A sentence now and then, for whoever listens to the terminal or keeps its scrollback.
    Sentences,
    /// Standard error is no terminal: nobody looks.
    Nothing,
}

impl Manner {
    fn of(terminal: bool, plain: bool) -> Manner {
        match (terminal, plain) {
            (false, _) => Manner::Nothing,
            (true, true) => Manner::Sentences,
            (true, false) => Manner::Bar,
        }
    }

    /// Whether something is to be shown now: nothing before half a second of work, then ten bars a second or a
    /// sentence every three. `shown` is when something was shown last; all since the work began.
    fn is_due(self, elapsed: Duration, shown: Option<Duration>) -> bool {
        let every = match self {
            Manner::Bar => Duration::from_millis(100),
            Manner::Sentences => Duration::from_secs(3),
            Manner::Nothing => return false,
        };
        elapsed >= UNSEEN && shown.is_none_or(|shown| elapsed >= shown + every)
    }
}

/// Work that is over by then is not told of.
const UNSEEN: Duration = Duration::from_millis(500);

/// The watcher of one command. Clones watch together.
#[derive(Clone)]
pub struct Watching {
    manner: Manner,
    work: Arc<OnceLock<Work>>,
}

impl Watching {
    /// `plain`: nothing may be drawn.
    pub fn new(plain: bool) -> Watching {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let manner = Manner::of(std::io::stderr().is_terminal(), plain || dumb);
        Watching { manner, work: Arc::new(OnceLock::new()) }
    }

    /// The line to whoever works.
    pub fn progress(&self) -> Progress {
        let watching = self.clone();
        Progress::watched(move |said| watching.work.get_or_init(Work::begin).hear(said, watching.manner))
    }

    /// Takes the bar away, so that something else can be printed.
    pub fn rest(&self) {
        if let Some(work) = self.work.get() {
            work.shown().bar.take().iter().for_each(ProgressBar::finish_and_clear);
        }
    }

    /// What the work said last, where it said anything.
    pub fn last_said(&self) -> Option<Said> {
        self.work.get()?.shown().last
    }

    /// Ends as the signal would have ended the program, so that a shell's loop ends with it.
    /// Returns where no signal came.
    pub fn end_by_signal(&self) {
        if let Some(signal) = self.work.get().and_then(Work::signal) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}

/// The work of a command, from its first word on.
struct Work {
    since: Stopwatch,
    /// The signal that came, or nought.
    signal: Arc<AtomicUsize>,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    last: Option<Said>,
    at: Option<Duration>,
    bar: Option<ProgressBar>,
}

impl Work {
    fn begin() -> Work {
        let signal = Arc::new(AtomicUsize::new(0));
        let came = Arc::new(AtomicBool::new(false));
        for number in [SIGINT, SIGTERM] {
            // In this order: the first signal is only noted, the second ends the program at once.
            // Where one cannot be registered it ends the program, as it always did.
            let _ = signal_hook::flag::register_conditional_default(number, Arc::clone(&came));
            let _ = signal_hook::flag::register(number, Arc::clone(&came));
            let _ = signal_hook::flag::register_usize(number, Arc::clone(&signal), number as usize);
        }
        Work { since: Stopwatch::start(), signal, shown: Mutex::default() }
    }

    fn signal(&self) -> Option<i32> {
        i32::try_from(self.signal.load(Ordering::Relaxed)).ok().filter(|signal| *signal != 0)
    }

    /// Shows what is said, where it is time; whether the work is still wanted.
    fn hear(&self, said: Said, manner: Manner) -> bool {
        let mut shown = self.shown();
        shown.last = Some(said);
        let elapsed = self.since.elapsed();
        if manner.is_due(elapsed, shown.at) {
            shown.at = Some(elapsed);
            shown.show(said, manner);
        }
        self.signal().is_none()
    }

    fn shown(&self) -> std::sync::MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Shown {
    fn show(&mut self, said: Said, manner: Manner) {
        if manner == Manner::Sentences {
            // Whoever does not listen any more is no reason to stop.
            let _ = writeln!(std::io::stderr(), "{said} (Ctrl-C cancels)");
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let target = ProgressDrawTarget::stderr();
            ProgressBar::with_draw_target(None, target).with_style(style(said))
        });
        bar.set_style(style(said));
        bar.set_length(said.of);
        bar.set_position(said.done);
        bar.set_message(said.to_string());
        bar.tick();
    }
}

/// How the bar's line looks; without a bar where nobody knows how much there is.
fn style(said: Said) -> ProgressStyle {
    let template = if said.of == 0 {
        "Ctrl-C cancels  {msg}  {elapsed}"
    } else {
        "Ctrl-C cancels  [{bar:16}] {msg}  {elapsed}"
    };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("#>.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn nothing_is_shown_before_half_a_second_of_work_and_then_not_too_often() {
        assert!(!Manner::Bar.is_due(after(499), None));
        assert!(Manner::Bar.is_due(after(500), None));
        assert!(!Manner::Bar.is_due(after(599), Some(after(500))));
        assert!(Manner::Bar.is_due(after(600), Some(after(500))));
        assert!(!Manner::Sentences.is_due(after(3499), Some(after(500))));
        assert!(Manner::Sentences.is_due(after(3500), Some(after(500))));
    }

    #[test]
    fn nothing_is_drawn_where_nobody_looks_or_nothing_may_be_drawn() {
        assert_eq!(Manner::of(false, false), Manner::Nothing);
        assert_eq!(Manner::of(false, true), Manner::Nothing);
        assert_eq!(Manner::of(true, true), Manner::Sentences);
        assert_eq!(Manner::of(true, false), Manner::Bar);
        assert!(!Manner::Nothing.is_due(after(9999), None));
    }
}
