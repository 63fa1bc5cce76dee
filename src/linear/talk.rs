//! Lines out and lines in. Everything that is said passes here, is cleaned, and is folded between words.

use std::io::{self, Write};
use std::time::Duration;

use crate::briefing::layout::{fold, hang};
use crate::journey::text::clean;

/// What came back when a line was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Line(String),
    /// Ctrl-D at a terminal: back, or away where there is nothing to go back to.
    End,
    /// Ctrl-C at a terminal.
    Interrupted,
    /// There will never be another line.
    Over,
}

/// Where lines come from.
pub trait Ear {
    /// Waits for a line.
    fn hear(&mut self) -> Heard;

    /// Waits a while for Ctrl-C; says whether it came.
    fn waits(&mut self, a_while: Duration) -> bool;

    /// Whether the person's own line does not stand on what is printed, so that it has to be told.
    fn is_unseen(&self) -> bool;

    /// Lets a text be edited in the person's own editor; gives it as it was left.
    ///
    /// # Errors
    /// There is no editor, or it failed: why, in words.
    fn edit(&mut self, text: &str) -> Result<String, String>;
}

/// One conversation.
pub struct Talk {
    ear: Box<dyn Ear>,
    out: Box<dyn Write>,
    /// Columns of a line.
    width: usize,
    /// Whether nobody listens any more.
    gone: bool,
}

impl Talk {
    /// A conversation in lines of at most `width` columns, and no fewer than twenty.
    pub fn new(ear: Box<dyn Ear>, out: Box<dyn Write>, width: usize) -> Talk {
        Talk { ear, out, width: width.max(20), gone: false }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// Says something, on as many lines as it takes.
    pub fn say(&mut self, text: impl AsRef<str>) {
        let folded = fold(&clean(text.as_ref()), self.width, "");
        self.write(&folded);
    }

    /// Says all lines.
    pub fn say_all<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) {
        lines.into_iter().for_each(|line| self.say(line));
    }

    /// Says the lines of a statement: what goes on of one begins with two spaces.
    pub fn say_statement<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) {
        for line in lines {
            let rows = hang(&clean(line.as_ref()), self.width);
            rows.iter().for_each(|row| self.write(&format!("{row}\n")));
        }
    }

    /// Asks for a line. The words of the question end with a colon and a space.
    pub fn ask(&mut self, question: &str) -> Heard {
        let folded = fold(&clean(question), self.width.saturating_sub(2), "");
        self.write(&format!("{}: ", folded.trim_end()));
        self.go_on()
    }

    /// Waits for one more line of what was asked for, and says nothing.
    pub fn go_on(&mut self) -> Heard {
        if self.gone {
            return Heard::Over;
        }
        let heard = self.ear.hear();
        match &heard {
            Heard::Line(line) if self.ear.is_unseen() => {
                let told = format!("{}\n", clean(line));
                self.write(&told);
            }
            Heard::Line(_) => {}
            Heard::End | Heard::Over | Heard::Interrupted => self.write("\n"),
        }
        heard
    }

    /// Waits a while for Ctrl-C; says whether it came.
    pub fn waits(&mut self, a_while: Duration) -> bool {
        self.ear.waits(a_while)
    }

    /// Lets a text be edited outside.
    ///
    /// # Errors
    /// There is no editor, or it failed: why, in words.
    pub fn edit(&mut self, text: &str) -> Result<String, String> {
        self.ear.edit(text)
    }

    /// A listener who has gone away ends the conversation, and is no failure.
    fn write(&mut self, text: &str) {
        let written: io::Result<()> = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        self.gone |= written.is_err();
    }
}
