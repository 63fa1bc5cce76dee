//! A session at the desk: keys written as people say them, and the screen as text.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use ratatui::{Frame, Terminal};
use tempfile::TempDir;

use super::sample::{self, DCC, LEAD, OWNER};
use crate::ledger::Ledger;
use crate::tui::app::App;
use crate::tui::keys::Place;
use crate::tui::theme::Theme;

/// The size that the screens are designed for, and a larger one that people have.
pub const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// The people whom the account of the desk serves, in the order in which they are shown.
const PEOPLE: [&str; 3] = [LEAD, DCC, OWNER];

pub struct Session {
    pub app: App,
    pub width: u16,
    pub height: u16,
    pub folder: TempDir,
}

impl Session {
    /// A lead in front of the filled register.
    pub fn begin(width: u16, height: u16) -> Session {
        Session::on(sample::filled, width, height)
    }

    /// The same, for whoever begins many: the register is made once and copied.
    pub fn begin_one_of_many(width: u16, height: u16) -> Session {
        Session::on(Session::copied, width, height)
    }

    /// A copy of the filled register, which is made once for each process.
    pub fn copied(folder: &Path) -> Ledger {
        static FILLED: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = FILLED.get_or_init(|| {
            let made = tempfile::tempdir().unwrap();
            sample::filled(made.path()).close();
            std::fs::read(made.path().join("r.plenary")).unwrap()
        });
        std::fs::write(folder.join("r.plenary"), bytes).unwrap();
        sample::again(folder)
    }

    /// A lead in front of a register that is made so.
    pub fn on(register: fn(&Path) -> Ledger, width: u16, height: u16) -> Session {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::new(register(folder.path()), LEAD.into()).unwrap();
        app.desk.around.theme = Theme::Plain;
        Session { app, width, height, folder }
    }

    /// Presses keys written like `j j enter ctrl-s`.
    pub fn press(&mut self, written: &str) -> &mut Session {
        keys(written).for_each(|key| self.app.press(key));
        self
    }

    /// Types words, a letter at a time.
    pub fn write(&mut self, words: &str) -> &mut Session {
        words.chars().for_each(|letter| self.app.press(pressed(KeyCode::Char(letter))));
        self.pause()
    }

    /// Types nothing for as long as an unfinished screen needs.
    pub fn pause(&mut self) -> &mut Session {
        while self.app.is_unfinished() {
            assert!(self.app.idle(), "it stays unfinished");
        }
        self
    }

    /// Waits until work that takes its time has ended.
    #[track_caller]
    pub fn waits(&mut self) -> &mut Session {
        // So often that work of a few milliseconds never needs as many, on however slow a machine.
        for _ in 0..1_000_000 {
            if !self.app.is_working() {
                return self;
            }
            self.app.idle();
            std::thread::yield_now();
        }
        panic!("it never ended:\n{}", self.screen());
    }

    pub fn screen(&mut self) -> String {
        text_of(&mut self.app, self.width, self.height)
    }

    /// That the screen holds these words, wherever its lines end.
    #[track_caller]
    pub fn sees(&mut self, words: &str) -> &mut Session {
        let screen = self.screen();
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain(&screen).contains(&plain(words)), "`{words}` is not on the screen:\n{screen}");
        self
    }

    /// Where the person is.
    pub fn place(&self) -> Place {
        self.app.desk.place()
    }

    /// Acts as another person whom the account serves; the people stand in the order of `PEOPLE`.
    pub fn act_as(&mut self, person: &str) -> &mut Session {
        let down = PEOPLE.iter().position(|name| *name == person).unwrap();
        self.press("@").press(&"down ".repeat(down)).press("enter").sees(&format!("you act as {person}"))
    }

    /// Opens what has this reference: a recommendation, `SOC22`, the newest meeting for `M`, nothing for nothing.
    pub fn open(&mut self, reference: &str) -> &mut Session {
        match reference {
            "" => self,
            "M" => self.press("m home").sees("Meetings"),
            "M10" => self.press("m home enter").sees("Meeting M10"),
            whole if !whole.contains('-') => {
                // A click on the row that is chosen already opens it.
                self.press("n end").click(whole);
                let keys = if self.place() == Place::Inspections { "enter" } else { "" };
                self.press(keys).sees(&format!("Inspection {whole}"))
            }
            one => {
                self.press("l /").write(&format!("all {one}")).press("enter enter");
                let title = self.screen().lines().next().unwrap_or_default().to_string();
                assert!(title.starts_with(&format!(" {one} ")), "{title}");
                self
            }
        }
    }

    /// Clicks one of all things that can be clicked on the screen.
    pub fn click_one_of_all(&mut self, which: usize) {
        self.screen();
        let spots: Vec<_> = self.app.spots.all().map(|(area, _)| *area).collect();
        if let Some(area) = spots.get(which % spots.len().max(1)) {
            self.click_at(area.x, area.y);
        }
    }

    /// Clicks the first place where these words stand on one line of the screen.
    #[track_caller]
    pub fn click(&mut self, words: &str) -> &mut Session {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(y, line)| Some((y, line.find(words)?, line)));
        let Some((y, byte, line)) = found else { panic!("`{words}` is not on the screen:\n{screen}") };
        let x = unicode_width::UnicodeWidthStr::width(&line[..byte]);
        self.click_at(x as u16, y as u16);
        self
    }

    fn click_at(&mut self, column: u16, row: u16) {
        let kind = MouseEventKind::Down(MouseButton::Left);
        self.app.mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    }

    /// What is drawn, with its styles.
    pub fn drawn(&mut self) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(self.width, self.height)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The colours that are on the screen.
    pub fn colours(&mut self) -> BTreeSet<String> {
        let drawn = self.drawn();
        let colours = drawn.content().iter().flat_map(|cell| [cell.fg, cell.bg]);
        colours.filter(|colour| *colour != Color::Reset).map(|colour| colour.to_string()).collect()
    }

    /// How many events the register holds.
    pub fn events(&self) -> u64 {
        self.app.ledger.head().unwrap().seq
    }

    /// Finds a verb in the palette and opens its form.
    pub fn ask(&mut self, verb: &str) -> &mut Session {
        self.press(":").write(verb).press("enter")
    }

    /// Goes on from a form to the confirm, and records.
    #[track_caller]
    pub fn record(&mut self) -> &mut Session {
        let before = self.events();
        self.press("ctrl-s").sees("will be recorded");
        let decision = self.screen().contains("this decision will be recorded");
        self.press(if decision { "y" } else { "enter" }).sees("recorded");
        assert!(self.events() > before);
        self
    }
}

/// Keys written like `j j enter ctrl-s`.
pub fn keys(written: &str) -> impl Iterator<Item = KeyEvent> {
    written.split_whitespace().map(key)
}

fn pressed(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn key(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("alt-") {
        return KeyEvent::new(KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::ALT);
    }
    if let Some(letter) = name.strip_prefix("ctrl-") {
        return KeyEvent::new(KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::CONTROL);
    }
    pressed(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "f1" => KeyCode::F(1),
        "f2" => KeyCode::F(2),
        "f3" => KeyCode::F(3),
        "f4" => KeyCode::F(4),
        "space" => KeyCode::Char(' '),
        "page-up" => KeyCode::PageUp,
        "page-down" => KeyCode::PageDown,
        "backspace" => KeyCode::Backspace,
        letter if letter.chars().count() == 1 => KeyCode::Char(letter.chars().next().unwrap()),
        other => panic!("`{other}` is no key"),
    })
}

/// What stands on the screen, line by line, without the spaces at the ends of lines.
fn text_of(app: &mut App, width: u16, height: u16) -> String {
    picture_of(width, height, |frame| app.draw(frame))
}

/// What is drawn, line by line, without the spaces at the ends of lines.
pub fn picture_of(width: u16, height: u16, draw: impl FnOnce(&mut Frame)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(draw).unwrap();
    let buffer = terminal.backend().buffer();
    let mut text = String::new();
    for y in 0..height {
        let mut line = String::new();
        let mut x = 0;
        while x < width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += unicode_width::UnicodeWidthStr::width(symbol).max(1) as u16;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
