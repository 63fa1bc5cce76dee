//! The screens against the floor's: the first picture and a key to its picture from outside, in a pseudo-terminal
//! of 200 by 50; a picture, and a keystroke of the filter, inside one process.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use crossterm::event::KeyCode;
use plenary::ledger::Ledger;
use plenary::ledger::finding::{Page, Streamed};
use plenary::tui::App;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::floor::Floor;
use super::operations::{Line, Size, Target, Unit, told};
use super::pairs::alternate;
use super::product::open;

const COLUMNS: u16 = 200;
const ROWS: u16 = 50;
/// A picture is whole when nothing came for so long.
const QUIET: Duration = Duration::from_millis(80);
const PAIRS: usize = 25;
/// So many keys are pressed for one measurement.
const KEYS: usize = 20;

/// A program in a pseudo-terminal.
struct Window {
    terminal: File,
    child: Child,
    begun: Instant,
}

impl Window {
    fn open(mut command: Command) -> Result<Window> {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        let name = ptsname(&ours, Vec::new())?.into_string()?;
        let size = Winsize { ws_row: ROWS, ws_col: COLUMNS, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&ours, size)?;
        let theirs: OwnedFd = File::options().read(true).write(true).open(name)?.into();
        command.stdin(theirs.try_clone()?).stdout(theirs.try_clone()?).stderr(theirs);
        command.env("TERM", "xterm-256color").env_remove("NO_COLOR").env_remove("COLORTERM");
        let begun = Instant::now();
        let child = command.spawn()?;
        Ok(Window { terminal: File::from(ours), child, begun })
    }

    /// The milliseconds from `since` to the last byte before nothing came any more; none where nothing came.
    fn settled(&mut self, since: Instant) -> Result<Option<f64>> {
        let (mut last, mut bytes) = (None, vec![0; 1 << 20]);
        let patience = Duration::from_secs(20);
        loop {
            let wait = if last.is_some() { QUIET } else { patience };
            let mut waited = [PollFd::new(&self.terminal, PollFlags::IN)];
            let wait = Timespec { tv_sec: wait.as_secs() as i64, tv_nsec: i64::from(wait.subsec_nanos()) };
            if poll(&mut waited, Some(&wait))? == 0 {
                return Ok(last.map(|last: Instant| (last - since).as_secs_f64() * 1e3));
            }
            ensure!(self.terminal.read(&mut bytes)? > 0, "the program ended");
            last = Some(Instant::now());
        }
    }

    fn first_picture(&mut self) -> Result<f64> {
        self.settled(self.begun)?.context("nothing was drawn")
    }

    /// The median over some keys of the milliseconds from a key to its whole picture.
    fn key_to_picture(&mut self) -> Result<f64> {
        let mut times = Vec::new();
        for _ in 0..KEYS {
            let pressed = Instant::now();
            self.terminal.write_all(b"j")?;
            times.push(self.settled(pressed)?.context("a key drew nothing")?);
        }
        times.sort_by(f64::total_cmp);
        Ok(times[times.len() / 2])
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Size {
    /// From outside: the first picture, and a key to its picture.
    pub fn screens_against_the_floor(&self, floor: &Floor) -> Result<Vec<Line>> {
        let theirs = || Window::open(floor.screen(&["run", &self.floor]));
        let ours = || Window::open(self.product.command(&["--actor", "A. Lead"]));
        let first = alternate(PAIRS, &mut || theirs()?.first_picture(), &mut || ours()?.first_picture())?;
        let (mut list, mut other) = (theirs()?, ours()?);
        list.first_picture()?;
        other.first_picture()?;
        other.terminal.write_all(b"l")?;
        other.settled(Instant::now())?;
        let key = alternate(5, &mut || list.key_to_picture(), &mut || other.key_to_picture())?;
        let line = |what, measured| {
            told(Line {
                what,
                against: "`tuilim run`".into(),
                recommendations: self.recommendations,
                measured,
                unit: Unit::Milliseconds,
                target: Target::AtMost(2.0),
            })
        };
        Ok(vec![line("first frame of the screens", first), line("a key to its frame", key)])
    }

    /// Inside one process: a picture of the register that is unchanged, that of a moved cursor, of a page further,
    /// and a keystroke of the filter with its first screen.
    pub fn frames_against_the_floor(&self, floor: &Floor) -> Result<Vec<Line>> {
        let frames = floor.frames(self.recommendations)?;
        let theirs = |name: &str| -> Result<f64> {
            let key = format!("crossterm {name}: us (median,p99), bytes median");
            Ok(frames[&key][0][0].as_f64().with_context(|| format!("tuilim says nothing of `{name}`"))? / 1e3)
        };
        let mut screen = Pictures::of(self)?;
        let mut lines = Vec::new();
        for (what, floors, key) in [
            ("an unchanged frame", "unchanged", None),
            ("a frame with a moved cursor", "cursor down", Some(KeyCode::Down)),
            ("a frame of the next page", "page down", Some(KeyCode::PageDown)),
        ] {
            let (pairs, floor) = (201, theirs(floors)?);
            let measured = alternate(pairs, &mut || Ok(floor), &mut || screen.picture_after(key))?;
            lines.push(self.frame_line(what, "`tuilim bench`", measured));
        }
        screen.picture_after(Some(KeyCode::Char('/')))?;
        let words = told_words(&open(&self.product.register)?)?;
        let typed: Vec<_> = words.chars().map(KeyCode::Char).collect();
        let taken_back = typed.iter().map(|_| KeyCode::Backspace);
        let mut keys = typed.iter().copied().chain(taken_back).cycle();
        let pairs = 2 * (typed.len() * 4) + 1;
        let measured = alternate(pairs, &mut || Ok(1.0), &mut || screen.picture_after(keys.next()))?;
        lines.push(self.frame_line("a keystroke of the filter", "one millisecond", measured));
        Ok(lines)
    }

    fn frame_line(&self, what: &'static str, against: &str, measured: super::pairs::Alternated) -> Line {
        let (against, recommendations) = (against.to_string(), self.recommendations);
        told(Line {
            what,
            against,
            recommendations,
            measured,
            unit: Unit::Milliseconds,
            target: Target::AtMost(2.0),
        })
    }

    /// The first picture here against that in a smaller register.
    pub fn first_picture_since(&self, smaller: &Size) -> Result<Line> {
        let first =
            |size: &Size| Window::open(size.product.command(&["--actor", "A. Lead"]))?.first_picture();
        let measured = alternate(PAIRS, &mut || first(smaller), &mut || first(self))?;
        Ok(told(Line {
            what: "first frame of the screens",
            against: format!("itself at {}", smaller.recommendations),
            recommendations: self.recommendations,
            measured,
            unit: Unit::Milliseconds,
            target: Target::AtMost(1.3),
        }))
    }
}

/// Two words of the open recommendation with the nearest date, as somebody who looks for it types them.
fn told_words(ledger: &Ledger) -> Result<String> {
    let mut text = String::new();
    let page = Page { limit: Some(1), after: None };
    ledger.standing().stream(&Streamed::open(), &page, &mut |row| {
        text = row.text.to_string();
        true
    })?;
    let words: Vec<_> = text.split_whitespace().filter(|word| word.len() > 5).take(2).collect();
    ensure!(words.len() == 2, "no two words in `{text}`");
    Ok(words.join(" "))
}

/// The register's screen, drawn as for a terminal into nothing.
struct Pictures {
    app: App,
    terminal: Terminal<CrosstermBackend<std::io::Sink>>,
}

impl Pictures {
    fn of(size: &Size) -> Result<Pictures> {
        let area = Rect::new(0, 0, COLUMNS, ROWS);
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let terminal = Terminal::with_options(CrosstermBackend::new(std::io::sink()), options)?;
        let app = App::new(open(&size.product.register)?, "A. Lead".into())?;
        let mut pictures = Pictures { app, terminal };
        pictures.picture_after(Some(KeyCode::Char('l')))?;
        Ok(pictures)
    }

    /// The milliseconds of a key with all that follows from it, and its picture.
    /// Before the key nobody typed for as long as what can wait takes.
    fn picture_after(&mut self, key: Option<KeyCode>) -> Result<f64> {
        self.app.idle();
        let begun = Instant::now();
        if let Some(key) = key {
            self.app.press(key.into());
        }
        self.terminal.draw(|frame| self.app.draw(frame))?;
        Ok(begun.elapsed().as_secs_f64() * 1e3)
    }
}
