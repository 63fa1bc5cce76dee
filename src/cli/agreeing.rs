//! What is signed, and what is decided on several together, is read and agreed to before it is recorded.

use std::io::{self, IsTerminal, Write};

use clap::{Arg, ArgAction};

use super::Desk;
use super::failure::Failure;

/// The option by which what was read before is agreed to.
pub const YES: &str = "yes";

/// The argument of that option.
pub fn argument() -> Arg {
    Arg::new(YES)
        .long(YES)
        .action(ArgAction::SetTrue)
        .help("what is signed or decided together was read (with --dry-run): record it without asking")
}

/// What is agreed to, in the words in which it is asked for.
pub struct Asked {
    /// Why it is not recorded unread.
    first: String,
    /// What the word yes does.
    records: String,
}

impl Asked {
    /// One decision with its statement.
    pub fn signed() -> Asked {
        Asked {
            first: "a signed decision is recorded after its statement was read".into(),
            records: "records this decision".into(),
        }
    }

    /// So many decisions.
    pub fn several(count: usize) -> Asked {
        Asked {
            first: format!("{count} decisions together are recorded after their list was read"),
            records: format!("records these {count} decisions, each by itself"),
        }
    }
}

/// Shows it and asks on the terminal; where there is none, somebody must have said so before.
///
/// # Errors
/// There is no terminal, or another word was said than yes.
pub fn ask(desk: &Desk, shown: &str, asked: &Asked) -> Result<(), Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let hint = Some("read it with `--dry-run`, then add `--yes`".to_string());
        return Err(Failure::Usage { what: asked.first.clone(), hint });
    }
    desk.watching.rest();
    desk.output.text(shown)?;
    print!("\nyes {}: ", asked.records);
    io::stdout().flush()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    match line.trim() {
        YES => Ok(()),
        _ => Err(Failure::refused("nothing was recorded", format!("the whole word yes {}", asked.records))),
    }
}
