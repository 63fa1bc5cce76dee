//! The real terminal: taken, given back whatever happens, and read event by event.

use std::io::{BufWriter, Stdout, stdin, stdout};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event, poll, read,
};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use super::app::{App, Outside};
use super::beginning::threshold::Threshold;
use super::screen::Wish;
use crate::journey::event::Signed;
use crate::ledger::keygen::NotSigned;
use crate::ledger::newcomer::{Begun, Make, Newcomer};
use crate::settings::{Configuration, Settings};

/// How often it is looked for what other sessions recorded, while nobody types.
const LOOK: Duration = Duration::from_millis(400);
/// So long nobody has typed when the rest of an unfinished list is found; so often it is looked how far work has come.
const SOON: Duration = Duration::from_millis(40);
/// The exit code where the terminal went away, as a shell counts the signal.
const HUNG_UP: i32 = 129;
/// So long the program has to end by itself once its terminal went away.
const SOON_ENOUGH: Duration = Duration::from_secs(5);
/// So many events are taken before the picture is drawn again, however many wait.
const AT_ONCE: usize = 500;

/// The signals that came in since they were last looked at.
struct Signals {
    /// Somebody brought the program back to the front, or the terminal may show what another program left.
    continued: Arc<AtomicBool>,
    /// The program is asked to end.
    ended: Arc<AtomicBool>,
    /// The terminal went away, which ends it too.
    hung_up: Arc<AtomicBool>,
    /// Whether Ctrl-C of a terminal that is given back ends the program, and not only what was started there.
    interrupts: Arc<AtomicBool>,
}

/// Opens the screens for the person who acts, until that person leaves.
///
/// # Errors
/// The register could not be read at all, or the terminal could not be taken.
/// What goes wrong later is shown on the screens.
pub fn run(begun: Begun, configuration: Configuration) -> anyhow::Result<()> {
    let habits = Habits::of(&configuration.settings);
    let mut app = app(begun, configuration)?;
    let signals = Signals::listened_for()?;
    let ended = within(&habits, |terminal| turn(&mut app, terminal, &signals, &habits));
    app.close();
    signals.answered(ended)
}

/// Opens the welcome for somebody without a register, and the screens on what is made from there.
///
/// # Errors
/// As [`run`].
pub fn begin(newcomer: Newcomer, make: &mut Make, configuration: Configuration) -> anyhow::Result<()> {
    let habits = Habits::of(&configuration.settings);
    let mut threshold = Threshold::of(newcomer, &configuration);
    let signals = Signals::listened_for()?;
    let ended = within(&habits, |terminal| {
        wait_at(&mut threshold, make, terminal, &signals, &habits)?;
        let Some(begun) = threshold.begun() else { return Ok(()) };
        // What is wrong with the settings was told on the welcome.
        let mut app = app(begun, Configuration { remarks: Vec::new(), ..configuration })?;
        let ended = turn(&mut app, terminal, &signals, &habits);
        app.close();
        ended
    });
    signals.answered(ended)
}

fn app(begun: Begun, configuration: Configuration) -> anyhow::Result<App> {
    let Begun { ledger, actor, document, tour, asks_who, named, as_at } = begun;
    let app = App::new(ledger, actor)?.named(named).wished(configuration);
    let app = app.beginning(document.as_deref(), tour);
    let app = if asks_who { app.asking_who() } else { app };
    Ok(app.looking_back(as_at))
}

/// Takes the terminal, does something with it, and gives it back whatever happens.
fn within<T>(habits: &Habits, what: impl FnOnce(&mut Screen) -> anyhow::Result<T>) -> anyhow::Result<T> {
    give_back_on_panic();
    let mut terminal = take(habits)?;
    let done = what(&mut terminal);
    give_back();
    done
}

/// Shows the welcome until something is made or the person leaves.
fn wait_at(
    threshold: &mut Threshold,
    make: &mut Make,
    terminal: &mut Screen,
    signals: &Signals,
    habits: &Habits,
) -> anyhow::Result<()> {
    while !threshold.is_done() && !signals.ended.load(Ordering::Relaxed) {
        terminal.draw(|frame| threshold.draw(frame))?;
        if !comes_within(LOOK)? {
            continue;
        }
        match read()? {
            Event::Key(key) => threshold.press(key, make),
            Event::Paste(words) => threshold.paste(&words, make),
            Event::Mouse(mouse) => threshold.mouse(mouse, make),
            _ => {}
        }
        while let Some(asked) = threshold.asked_outside() {
            // No text is edited before there is a register.
            outside(asked, terminal, signals, habits)?;
        }
    }
    Ok(())
}

/// What the person wishes of the terminal itself.
struct Habits {
    mouse: bool,
    /// The command of the editor.
    editor: String,
}

impl Habits {
    fn of(settings: &Settings) -> Habits {
        Habits { mouse: settings.mouse.value, editor: settings.editor.value.clone() }
    }
}

impl Signals {
    fn listened_for() -> anyhow::Result<Signals> {
        let (continued, ended, hung_up) = (Arc::default(), Arc::default(), Arc::default());
        flag::register(SIGCONT, Arc::clone(&continued))?;
        flag::register(SIGTERM, Arc::clone(&ended))?;
        // The terminal is gone: what is recorded is safe, and what was copied for the session is taken away.
        // Whoever hangs up once more does not wait for that.
        flag::register_conditional_shutdown(SIGHUP, HUNG_UP, Arc::clone(&hung_up))?;
        flag::register(SIGHUP, Arc::clone(&hung_up))?;
        flag::register(SIGHUP, Arc::clone(&ended))?;
        end_soon_after(SIGHUP)?;
        let interrupts = Arc::new(AtomicBool::new(true));
        flag::register_conditional_default(SIGINT, Arc::clone(&interrupts))?;
        Ok(Signals { continued, ended, hung_up, interrupts })
    }

    /// How the program ended; where the terminal went away nobody is there to be told.
    fn answered(&self, ended: anyhow::Result<()>) -> anyhow::Result<()> {
        if self.hung_up.load(Ordering::Relaxed) {
            std::process::exit(HUNG_UP);
        }
        ended
    }
}

/// Ends the program a while after a signal where it has not ended by itself: a terminal that goes away in the very
/// moment of reading from it is read from for ever.
fn end_soon_after(signal: i32) -> anyhow::Result<()> {
    let mut came = signal_hook::iterator::Signals::new([signal])?;
    std::thread::spawn(move || {
        if came.forever().next().is_some() {
            std::thread::sleep(SOON_ENOUGH);
            signal_hook::low_level::exit(HUNG_UP);
        }
    });
    Ok(())
}

/// A picture goes out in one piece, not cell by cell.
type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

fn turn(app: &mut App, terminal: &mut Screen, signals: &Signals, habits: &Habits) -> anyhow::Result<()> {
    while !app.is_done() && !signals.ended.load(Ordering::Relaxed) {
        if signals.continued.swap(false, Ordering::Relaxed) {
            take_again(terminal, habits)?;
        }
        terminal.draw(|frame| app.draw(frame))?;
        listen(app, signals)?;
        while let Some(asked) = app.asked_outside() {
            match outside(asked, terminal, signals, habits)? {
                Came::Edited(Ok(words)) => app.edited(&words),
                Came::Edited(Err(error)) => app.failed_outside(&format!("not edited: {error:#}")),
                Came::Signed(wish, signed) => app.signed(&wish, signed),
                Came::Nothing => {}
            }
        }
    }
    Ok(())
}

/// Whether an event comes within a time.
fn comes_within(time: Duration) -> anyhow::Result<bool> {
    Ok(has_come()? || (waits(time)? && has_come()?))
}

/// Whether an event has come already.
///
/// Whether the terminal is still there is asked first: reading from one that is gone never ends.
fn has_come() -> anyhow::Result<bool> {
    waits(Duration::ZERO)?;
    Ok(poll(Duration::ZERO)?)
}

/// Waits until the terminal has something to read, for so long at most; false where the time ran out.
///
/// # Errors
/// The terminal is gone.
fn waits(time: Duration) -> anyhow::Result<bool> {
    let input = stdin();
    let mut waited = [PollFd::new(&input, PollFlags::IN)];
    match rustix::event::poll(&mut waited, Some(&time.try_into()?)) {
        Ok(0) => Ok(false),
        // A signal: the window may have another size.
        Err(rustix::io::Errno::INTR) => Ok(true),
        Err(error) => Err(error.into()),
        Ok(_) => {
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            anyhow::ensure!(!waited[0].revents().intersects(gone), "the terminal is gone");
            Ok(true)
        }
    }
}

/// Waits until the picture is another one: all events that wait are taken before it is drawn.
fn listen(app: &mut App, signals: &Signals) -> anyhow::Result<()> {
    let interrupted = || signals.continued.load(Ordering::Relaxed) || signals.ended.load(Ordering::Relaxed);
    while !comes_within(if app.is_unfinished() || app.is_working() { SOON } else { LOOK })? {
        if app.idle() || interrupted() {
            return Ok(());
        }
    }
    for _ in 0..AT_ONCE {
        match read()? {
            Event::Key(key) => app.press(key),
            Event::Paste(words) => app.paste(&words),
            Event::Mouse(mouse) => app.mouse(mouse),
            _ => {}
        }
        if app.is_done() || app.is_asking_outside() || !has_come()? {
            break;
        }
    }
    Ok(())
}

/// What comes back from outside.
enum Came {
    Nothing,
    /// Words that were edited, or why they were not.
    Edited(anyhow::Result<String>),
    /// What was to be recorded, and its signature or why there is none.
    Signed(Box<Wish>, Result<Signed, NotSigned>),
}

/// Does what only the one who holds the terminal can do.
fn outside(
    asked: Outside,
    terminal: &mut Screen,
    signals: &Signals,
    habits: &Habits,
) -> anyhow::Result<Came> {
    match asked {
        Outside::Copy(words) => execute!(stdout(), CopyToClipboard::to_clipboard_from(words))?,
        Outside::Edit(words) => {
            give_back();
            let edited = edit(&words, &habits.editor);
            take_again(terminal, habits)?;
            return Ok(Came::Edited(edited));
        }
        Outside::Sign(asked) => {
            let (wish, signing, turn) = *asked;
            give_back();
            // Ctrl-C at the passphrase goes to both, and leaves the passphrase.
            signals.interrupts.store(false, Ordering::Relaxed);
            let signed = signing.sign(Some(turn));
            signals.interrupts.store(true, Ordering::Relaxed);
            take_again(terminal, habits)?;
            return Ok(Came::Signed(Box::new(wish), signed));
        }
        Outside::Suspend => {
            give_back();
            suspend();
            signals.continued.store(false, Ordering::Relaxed);
            take_again(terminal, habits)?;
        }
        Outside::Redraw => terminal.clear()?,
    }
    Ok(Came::Nothing)
}

/// The words as the person's own editor leaves them.
fn edit(words: &str, editor: &str) -> anyhow::Result<String> {
    let command = shell_words::split(editor).with_context(|| format!("`{editor}` is no command"))?;
    let (program, arguments) = command.split_first().context("the editor is named by an empty command")?;
    let file = tempfile::Builder::new().prefix("plenary-").suffix(".txt").tempfile()?;
    std::fs::write(file.path(), words)?;
    let ended = Command::new(program).args(arguments).arg(file.path()).status();
    let ended = ended.with_context(|| format!("`{program}` could not be started"))?;
    anyhow::ensure!(ended.success(), "`{program}` ended with {ended}; the words are as they were");
    let edited = std::fs::read(file.path())?;
    Ok(String::from_utf8_lossy(&edited).trim_end_matches('\n').to_string())
}

/// Stops the program until the shell brings it back.
fn suspend() {
    use rustix::process::{Signal, getpid, kill_process};
    // Where no shell waits the system ignores it, and the screens simply come back.
    let _ = kill_process(getpid(), Signal::TSTP);
}

/// A panic gives the terminal back before it is told.
fn give_back_on_panic() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back();
        hook(info);
    }));
}

fn take(habits: &Habits) -> anyhow::Result<Screen> {
    enter(habits)?;
    let made = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout())));
    if made.is_err() {
        give_back();
    }
    Ok(made?)
}

/// Takes the terminal once more and draws everything anew.
fn take_again(terminal: &mut Screen, habits: &Habits) -> anyhow::Result<()> {
    enter(habits)?;
    Ok(terminal.clear()?)
}

fn enter(habits: &Habits) -> anyhow::Result<()> {
    enable_raw_mode()?;
    let entered = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste);
    let entered =
        entered.and_then(|()| if habits.mouse { execute!(stdout(), EnableMouseCapture) } else { Ok(()) });
    if entered.is_err() {
        give_back();
    }
    Ok(entered?)
}

/// A terminal that cannot be given back is beyond help, so nothing is said of it.
fn give_back() {
    let left = (DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, crossterm::cursor::Show);
    let _ = disable_raw_mode();
    let _ = execute!(stdout(), left.0, left.1, left.2, left.3);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Set where this test is the one that takes a terminal and panics in it.
    const PANICS: &str = "PLENARY_TEST_PANICS";

    #[test]
    fn a_panic_gives_the_terminal_back_before_it_is_told() {
        if std::env::var_os(PANICS).is_some() {
            give_back_on_panic();
            take(&Habits { mouse: true, editor: "vi".into() }).unwrap();
            panic!("on purpose");
        }
        let tmux = |words: &[&str]| {
            let socket = format!("plenary-panic-{}", std::process::id());
            let output = Command::new("tmux").args(["-L", &socket]).args(words).env_remove("TMUX").output();
            String::from_utf8(output.expect("tmux is installed").stdout).unwrap()
        };
        let this = std::env::current_exe().unwrap();
        let name = "tui::terminal::tests::a_panic_gives_the_terminal_back_before_it_is_told";
        let run = format!("{PANICS}=1 {} --exact {name} --nocapture; stty -a; cat", this.display());
        tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "200", "-y", "50", &run]);
        let mut seen = String::new();
        while !seen.contains("-icanon") && !seen.contains(" icanon") {
            std::thread::park_timeout(Duration::from_millis(15));
            seen = tmux(&["capture-pane", "-p"]);
        }
        let knows = tmux(&["display-message", "-p", "#{alternate_on} #{mouse_any_flag}"]);
        tmux(&["kill-server"]);
        assert!(seen.contains("on purpose") && seen.contains(" icanon"), "{seen}");
        assert_eq!(knows.trim(), "0 0");
    }
}
