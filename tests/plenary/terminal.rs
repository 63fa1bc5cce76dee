//! A real terminal: the real binary in tmux, at 80 columns and 24 lines.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
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
        let program = env!("CARGO_BIN_EXE_plenary").to_string();
        let words = std::iter::once(program).chain(arguments.iter().map(ToString::to_string));
        Terminal::window(folder, words, columns, lines)
    }

    /// Runs the program for somebody whose home is an empty folder, with variables that the tests set.
    pub fn of_a_newcomer(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let home = folder.join("home").display().to_string();
        let mut words = vec!["env".to_string()];
        for inherited in ["PLENARY_REGISTER", "PLENARY_CONFIG", "NO_COLOR", "COLORFGBG", "CLITHEME"] {
            words.extend(["-u".to_string(), inherited.to_string()]);
        }
        for place in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            words.push(format!("{place}={home}"));
        }
        words.extend(variables.iter().map(|(name, value)| format!("{name}={value}")));
        words.push(env!("CARGO_BIN_EXE_plenary").to_string());
        words.extend(arguments.iter().map(ToString::to_string));
        Terminal::window(folder, words.into_iter(), 80, 24)
    }

    /// A shell in which the program stands as `plenary`.
    pub fn shell(folder: &Path) -> Terminal {
        let terminal =
            Terminal::window(folder, ["bash", "--norc", "-i"].map(String::from).into_iter(), 80, 24);
        terminal.type_in(&format!("PS1='ready> '; alias plenary='{}'; clear", env!("CARGO_BIN_EXE_plenary")));
        terminal.press(&["Enter"]).until("ready>");
        terminal
    }

    fn window(folder: &Path, words: impl Iterator<Item = String>, columns: u16, lines: u16) -> Terminal {
        static WINDOWS: AtomicU32 = AtomicU32::new(0);
        let window = WINDOWS.fetch_add(1, Ordering::Relaxed);
        let terminal = Terminal { socket: format!("plenary-{}-{window}", std::process::id()) };
        let config = folder.join("tmux.conf");
        std::fs::write(&config, "set -g status off\nset -g escape-time 0\nset -g remain-on-exit on\n")
            .unwrap();
        // What the person who runs the tests has set for themselves is no matter of theirs.
        let unset = ["-u", "PLENARY_CONFIG", "-u", "NO_COLOR", "-u", "COLORFGBG", "-u", "CLITHEME"];
        let set = [
            format!("XDG_CONFIG_HOME={}", folder.join("config").display()),
            format!("PLENARY_REGISTER={}", folder.join("register.plenary").display()),
            format!("PLENARY_STATE_DIR={}", folder.join("state").display()),
        ];
        let env = ["env"].into_iter().chain(unset).map(String::from);
        let words: Vec<_> = env.chain(set).chain(words).collect();
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

    /// Waits for these words on one line and clicks the cell where they begin, as a terminal tells the program of it.
    pub fn click(&self, words: &str) -> &Terminal {
        let found = |screen: &str| {
            let mut lines = screen.lines().enumerate();
            lines.find_map(|(y, line)| Some((y, line.split_once(words)?.0.chars().count())))
        };
        let screen = self.until_it(&format!("shows `{words}` on one line"), |screen| found(screen).is_some());
        let Some((y, x)) = found(&screen) else { panic!("`{words}` went away:\n{screen}") };
        let (column, line) = (x + 1, y + 1);
        self.type_in(&format!("\x1b[<0;{column};{line}M\x1b[<0;{column};{line}m"))
    }

    /// Makes the window so large.
    pub fn resize(&self, columns: u16, lines: u16) -> &Terminal {
        let mut resize = self.tmux(&["resize-window"]);
        resize.args(["-x", &columns.to_string(), "-y", &lines.to_string()]);
        succeed(resize);
        self
    }

    /// What tmux knows of the window, by its name there: `alternate_on`, `mouse_any_flag`, `pane_pid`.
    pub fn knows(&self, what: &str) -> String {
        let output = succeed(self.tmux(&["display-message", "-p", &format!("#{{{what}}}")]));
        String::from_utf8_lossy(&output.stdout).trim().to_string()
    }

    /// What is on the screen now.
    pub fn screen(&self) -> String {
        let output = succeed(self.tmux(&["capture-pane", "-p"]));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The same with the sequences that set colours and styles.
    pub fn coloured(&self) -> String {
        let output = succeed(self.tmux(&["capture-pane", "-p", "-e"]));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until the screen shows `words`, on one line or folded over two, and gives the screen.
    pub fn until(&self, words: &str) -> String {
        self.until_it(&format!("shows `{words}`"), |screen| unfolded(screen).contains(words))
    }

    /// Waits until the program has ended.
    pub fn until_ended(&self) {
        let begin = Instant::now();
        while self.knows("pane_dead") != "1" {
            assert!(begin.elapsed() < PATIENCE, "the program never ended:\n{}", self.screen());
            std::thread::yield_now();
        }
    }

    /// Waits until the program has ended by itself, and gives its exit code: it is known a little after the end.
    pub fn exit_code(&self) -> String {
        self.until_ended();
        let begin = Instant::now();
        loop {
            let code = self.knows("pane_dead_status");
            if !code.is_empty() {
                return code;
            }
            assert!(begin.elapsed() < PATIENCE, "nobody knows how the program ended:\n{}", self.screen());
            // tmux now and then misses that a child has ended, until another one does.
            succeed(self.tmux(&["run-shell", "true"]));
        }
    }

    /// Waits until the screen no longer shows `words`.
    pub fn until_gone(&self, words: &str) -> String {
        self.until_it(&format!("no longer shows `{words}`"), |screen| !unfolded(screen).contains(words))
    }

    /// Waits until the screen is another one than `before`.
    pub fn until_other(&self, before: &str) -> String {
        self.until_it("changed", |screen| screen != before)
    }

    /// The screen once it has stood still. A look may fall between two halves of a frame: whoever compares
    /// more of a screen than the words that were waited for looks with this.
    pub fn at_rest(&self) -> String {
        const LOOKS: usize = 12;
        let still = std::cell::RefCell::new((String::new(), 0));
        self.until_it("stood still", |screen| {
            let (before, times) = &mut *still.borrow_mut();
            *times = if before == screen { *times + 1 } else { 0 };
            screen.clone_into(before);
            *times == LOOKS
        })
    }

    /// Waits until the screen is this one again, whole.
    pub fn until_again(&self, shown: &str) -> String {
        self.until_it(&format!("is this again:\n{shown}\nbut is"), |screen| screen == shown)
    }

    /// Writes words over the second line of the screen, as another program would.
    pub fn scribble(&self, words: &str) -> &Terminal {
        std::fs::write(self.knows("pane_tty"), format!("\x1b[2;1H{words}")).unwrap();
        self
    }

    pub fn until_it(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return screen;
            }
            assert!(begin.elapsed() < PATIENCE, "the screen never {what}:\n{screen}");
            // Looking costs a process: a machine that others use is not asked all the time.
            std::thread::park_timeout(Duration::from_millis(15));
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
