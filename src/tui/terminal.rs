//! The real terminal: taken, given back whatever happens, and read key by key.

use std::io::{Stdout, stdout};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event, read};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::app::App;
use crate::ledger::Ledger;

/// Opens the screens for the person who acts, until that person leaves.
///
/// # Errors
/// The register could not be read at all, or the terminal could not be taken.
/// What goes wrong later is shown on the screens.
pub fn run(ledger: Ledger, actor: String) -> anyhow::Result<()> {
    let mut app = App::new(ledger, actor)?;
    let mut terminal = take()?;
    let ended = turn(&mut app, &mut terminal);
    give_back();
    app.close();
    ended
}

fn turn(app: &mut App, terminal: &mut Terminal<CrosstermBackend<Stdout>>) -> anyhow::Result<()> {
    while !app.is_done() {
        terminal.draw(|frame| app.draw(frame))?;
        match read()? {
            Event::Key(key) => app.press(key),
            Event::Paste(words) => app.paste(&words),
            _ => {}
        }
    }
    Ok(())
}

fn take() -> anyhow::Result<Terminal<CrosstermBackend<Stdout>>> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back();
        hook(info);
    }));
    enable_raw_mode()?;
    let entered = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste).map_err(anyhow::Error::from);
    let made = entered.and_then(|()| Ok(Terminal::new(CrosstermBackend::new(stdout()))?));
    if made.is_err() {
        give_back();
    }
    made
}

/// A terminal that cannot be given back is beyond help, so nothing is said of it.
fn give_back() {
    let _ = disable_raw_mode();
    let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, crossterm::cursor::Show);
}
