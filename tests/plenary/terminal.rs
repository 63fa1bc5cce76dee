//! A real terminal: the real binary in tmux, at 80 columns and 24 lines.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// How long a screen may take to show what is waited for, on a machine that others use too.
const PATIENCE: Duration = Duration::from_secs(60);

/// One tmux server with one window; it goes when this goes.
pub struct Terminal {
    socket: String,
}

impl Terminal {
    /// Runs `plenary ARGUMENTS` with its register and state in `folder`.
    pub fn run(folder: &Path, arguments: &[&str]) -> Terminal {
        Terminal::sized(folder, arguments, 80, 24)
    }

    pub fn sized(folder: &Path, arguments: &[&str], columns: u16, lines: u16) -> Terminal {
        let unique = folder.file_name().unwrap_or_default().to_string_lossy().replace('.', "");
        let terminal = Terminal { socket: format!("plenary-{}-{unique}", std::process::id()) };
        let config = folder.join("tmux.conf");
        std::fs::write(&config, "set -g status off\nset -g escape-time 0\nset -g remain-on-exit on\n")
            .unwrap();
        let mut words = vec![
            "env".to_string(),
            format!("PLENARY_REGISTER={}", folder.join("register.plenary").display()),
            format!("PLENARY_STATE_DIR={}", folder.join("state").display()),
            env!("CARGO_BIN_EXE_plenary").to_string(),
        ];
        words.extend(arguments.iter().map(ToString::to_string));
        let (columns, lines) = (columns.to_string(), lines.to_string());
        let mut begin = terminal.tmux(&["-f", &config.display().to_string(), "new-session", "-d"]);
        begin.args(["-x", &columns, "-y", &lines]).arg(shell_words::join(words));
        succeed(begin);
        terminal
    }

    /// Presses keys by tmux's names: `Enter`, `Escape`, `Down`, `C-s`, `a`.
    pub fn press(&self, keys: &[&str]) -> &Terminal {
        let mut send = self.tmux(&["send-keys"]);
        send.args(keys);
        succeed(send);
        self
    }

    /// Types text as it stands.
    pub fn type_in(&self, text: &str) -> &Terminal {
        let mut send = self.tmux(&["send-keys", "-l", "--"]);
        send.arg(text);
        succeed(send);
        self
    }

    /// What is on the screen now.
    pub fn screen(&self) -> String {
        let output = succeed(self.tmux(&["capture-pane", "-p"]));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until the screen shows `words`, on one line or folded over two, and gives the screen.
    pub fn until(&self, words: &str) -> String {
        self.until_it(&format!("shows `{words}`"), |screen| unfolded(screen).contains(words))
    }

    /// Waits until the screen no longer shows `words`.
    pub fn until_gone(&self, words: &str) -> String {
        self.until_it(&format!("no longer shows `{words}`"), |screen| !unfolded(screen).contains(words))
    }

    fn until_it(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return screen;
            }
            assert!(begin.elapsed() < PATIENCE, "the screen never {what}:\n{screen}");
            std::thread::yield_now();
        }
    }

    fn tmux(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-L", &self.socket]).args(arguments).env_remove("TMUX");
        command
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux(&["kill-server"]).output();
    }
}

fn unfolded(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn succeed(mut command: Command) -> Output {
    let output = command.output().expect("tmux is installed (`apt-get install tmux`)");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}
