//! The real standard input and output: lines read beside Ctrl-C, and the person's own editor.

use std::io::{BufRead, IsTerminal, Read, stdin, stdout};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use signal_hook::consts::SIGINT;

use super::session::Session;
use super::talk::{Ear, Heard, Talk};
use super::welcome::welcome;
use super::who;
use crate::ledger::newcomer::{Begun, Make, Newcomer};
use crate::ledger::trouble::Trouble;
use crate::settings::Configuration;

/// No line is longer than the longest text by far; what is longer is cut.
const LONGEST: u64 = 1 << 20;

/// Talks about a register on standard input and output until the person leaves.
/// `width` is the number of columns of a line.
///
/// # Errors
/// The register could not be read at all. What goes wrong later is said.
pub fn run(begun: Begun, configuration: Configuration, width: usize) -> Result<(), Trouble> {
    let mut talk = on_the_terminal(&configuration, width);
    talk.say_all(configuration.told().lines());
    go_on(begun, configuration, talk)
}

/// Talks with somebody who has no register, and then about what is made.
///
/// # Errors
/// As [`run`].
pub fn begin(
    newcomer: &Newcomer,
    make: &mut Make,
    configuration: Configuration,
    width: usize,
) -> Result<(), Trouble> {
    let mut talk = on_the_terminal(&configuration, width);
    talk.say_all(configuration.told().lines());
    match welcome(newcomer, make, &mut talk) {
        Some(begun) => go_on(begun, configuration, talk),
        None => Ok(()),
    }
}

fn on_the_terminal(configuration: &Configuration, width: usize) -> Talk {
    let editor = configuration.settings.editor.value.clone();
    Talk::new(Box::new(Keyboard::new(editor)), Box::new(stdout()), width)
}

fn go_on(begun: Begun, configuration: Configuration, talk: Talk) -> Result<(), Trouble> {
    let mut talk = talk;
    let actor = match begun.asks_who {
        false => begun.actor,
        true => match who::asked(&begun.ledger, &mut talk)? {
            Some(actor) => actor,
            None => return Ok(()),
        },
    };
    let mut session =
        Session::new(begun.ledger, actor, talk)?.lying(begun.named).wishing(configuration.settings);
    if begun.tour {
        session.offer_the_tour();
    }
    if let Some(moment) = begun.as_at {
        session.begin_at(&moment)?;
    }
    let ended = session.run(begun.document.as_deref());
    session.close();
    ended
}

/// Standard input, read by a thread that waits to be asked, so that Ctrl-C is heard while it reads
/// and an editor has the keyboard for itself.
struct Keyboard {
    asks: Sender<()>,
    heard: Receiver<Heard>,
    terminal: bool,
    /// The command of the editor.
    editor: String,
    /// Whether a line was asked for that has not come yet.
    waiting: bool,
}

impl Keyboard {
    fn new(editor: String) -> Keyboard {
        let (asks, asked) = channel::<()>();
        let (tells, heard) = channel();
        let terminal = stdin().is_terminal();
        let lines = tells.clone();
        std::thread::spawn(move || while asked.recv().is_ok() && lines.send(read(terminal)).is_ok() {});
        if terminal {
            listen_for_interrupts(tells);
        }
        Keyboard { asks, heard, terminal, editor, waiting: false }
    }
}

/// Where signals cannot be listened for, Ctrl-C ends the program as it ends any other.
fn listen_for_interrupts(tells: Sender<Heard>) {
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT]) {
        std::thread::spawn(move || {
            let all = signals.forever();
            for _ in all {
                if tells.send(Heard::Interrupted).is_err() {
                    return;
                }
            }
        });
    }
}

/// One line from standard input.
fn read(terminal: bool) -> Heard {
    let mut bytes = Vec::new();
    let read = stdin().lock().take(LONGEST).read_until(b'\n', &mut bytes);
    match read {
        Ok(0) if terminal => Heard::End,
        Ok(0) | Err(_) => Heard::Over,
        Ok(_) => Heard::Line(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_string()),
    }
}

impl Ear for Keyboard {
    fn hear(&mut self) -> Heard {
        if !self.waiting && self.asks.send(()).is_err() {
            return Heard::Over;
        }
        let heard = self.heard.recv().unwrap_or(Heard::Over);
        self.waiting = heard == Heard::Interrupted;
        heard
    }

    fn waits(&mut self, a_while: Duration) -> bool {
        // While nothing was asked for no line can come.
        matches!(self.heard.recv_timeout(a_while), Ok(Heard::Interrupted))
    }

    fn is_unseen(&self) -> bool {
        !self.terminal
    }

    /// Opens the editor of the settings on a file of its own.
    fn edit(&mut self, text: &str) -> Result<String, String> {
        if !self.terminal {
            return Err("there is no terminal for one".into());
        }
        let words = shell_words::split(&self.editor).map_err(|error| error.to_string())?;
        let (program, arguments) = words.split_first().ok_or("it is named by an empty command")?;
        let path = draft().map_err(|error| error.to_string())?;
        let edited = std::fs::write(&path, text)
            .and_then(|()| Command::new(program).args(arguments).arg(&path).status())
            .and_then(|status| {
                if status.success() {
                    std::fs::read(&path)
                } else {
                    Err(std::io::Error::other(format!("`{program}` ended with {status}")))
                }
            });
        // It holds words that may be confidential.
        let removed = std::fs::remove_file(&path);
        let bytes = edited.map_err(|error| error.to_string())?;
        removed.map_err(|error| error.to_string())?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A new file that nobody else can read.
fn draft() -> std::io::Result<std::path::PathBuf> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut name = [0; 8];
    getrandom::fill(&mut name).map_err(std::io::Error::other)?;
    let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
    let path = std::env::temp_dir().join(format!("plenary-{name}.txt"));
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    Ok(path)
}
