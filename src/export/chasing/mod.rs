//! Messages to owners as files: one for each, in a folder. Plenary sends nothing: a mail program opens
//! each file as a draft, and somebody sends it.

mod mail;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::briefing::chasing::{Message, Occasion};
use crate::journey::asking::{Answers, Verb};
use crate::journey::chasing::{MEANS, MESSAGE};
use crate::journey::reference::ActionRef;
use crate::journey::request::Request;
use crate::journey::text::{clean_line, quoted};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Put, write_whole};
use crate::progress::{Progress, Step};

/// A name of a file is at most so long before its ending, in letters.
const LONGEST: usize = 60;

/// What a message is written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// What mail programs read, to be opened as a draft.
    #[default]
    Eml,
    Text,
}

impl Form {
    pub const ALL: [Form; 2] = [Form::Eml, Form::Text];

    /// The word that asks for it.
    pub fn word(self) -> &'static str {
        match self {
            Form::Eml => "eml",
            Form::Text => "text",
        }
    }

    /// By what means it is sent.
    fn means(self) -> &'static str {
        match self {
            Form::Eml => MEANS,
            Form::Text => MESSAGE,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Form::Eml => "eml",
            Form::Text => "txt",
        }
    }
}

/// What is to be written, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// By their exact names; nobody named is everybody who owes something that presses.
    pub owners: Vec<String>,
    pub form: Form,
    /// The protective marking.
    pub marking: String,
    /// Who chases.
    pub by: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub folder: PathBuf,
    pub files: Vec<PathBuf>,
    pub owners: Vec<String>,
    /// Those of them whose message has no address.
    pub without_address: Vec<String>,
    /// What they were written as.
    pub form: Form,
    /// What the messages name, of those to whom they can have been sent so.
    pub actions: Vec<ActionRef>,
}

impl Written {
    /// What was done, in sentences.
    pub fn lines(&self) -> Vec<String> {
        let messages =
            if self.files.len() == 1 { "1 message" } else { &format!("{} messages", self.files.len()) };
        let mut lines = vec![format!("wrote {messages} into {}", self.folder.display())];
        if !self.without_address.is_empty() {
            let names: Vec<_> = self.without_address.iter().map(|name| quoted(name)).collect();
            lines.push(format!(
                "no address is known of {}: the message says to nobody; note one with `plenary people address`",
                names.join(", ")
            ));
            if self.form == Form::Eml {
                lines.push("what has no address is not recorded as sent by e-mail".into());
            }
        }
        lines
    }

    /// The request that records that they were sent; none where no message says to whom.
    pub fn request(&self) -> Option<Request> {
        record(self.actions.clone(), self.form)
    }

    /// The same as a command line, with options that every command takes.
    pub fn command(&self, options: &[String]) -> String {
        let answers = self
            .actions
            .iter()
            .fold(Answers::default(), |answers, action| answers.with("action", action.to_string()));
        let answers = match self.form {
            Form::Eml => answers,
            Form::Text => answers.with("means", self.form.means()),
        };
        Verb::named("chased").map_or(String::new(), |verb| verb.command_with(&answers, options))
    }
}

/// Why nothing was written.
#[derive(Debug)]
pub enum NotChased {
    /// There is nothing to write, or not there.
    Refused {
        what: String,
        hint: String,
    },
    Trouble(Trouble),
}

impl From<Trouble> for NotChased {
    fn from(trouble: Trouble) -> NotChased {
        NotChased::Trouble(trouble)
    }
}

/// Writes the messages that an order asks for.
///
/// # Errors
/// Nobody who is named owes anything that presses, or the register cannot be read.
pub fn messages(ledger: &Ledger, order: &Order) -> Result<Vec<Message>, NotChased> {
    let standing = ledger.standing();
    let register = standing.register()?;
    let last_meeting = standing.last_meeting()?;
    let today = ledger.today();
    let occasion =
        Occasion { register: &register, marking: &order.marking, by: &order.by, today, last_meeting };
    let owners = match order.owners.is_empty() {
        true => standing.owners()?.into_iter().map(|owner| owner.name).collect(),
        false => order.owners.clone(),
    };
    let mut found = Vec::new();
    for owner in &owners {
        found.extend(occasion.message(owner, &standing.owed_by(owner)?));
    }
    if found.is_empty() {
        let who = match order.owners.as_slice() {
            [] => "nobody".to_string(),
            [one] => quoted(one),
            _ => "nobody of them".into(),
        };
        let owes = if order.owners.len() == 1 { "owes nothing" } else { "owes anything" };
        return Err(NotChased::Refused {
            what: format!("{who} {owes} that is overdue, due soon or quiet"),
            hint: "see who owes what with `plenary owners`".into(),
        });
    }
    Ok(found)
}

/// The request that records that these messages were sent in a form; none where none of them says to whom.
pub fn request(messages: &[Message], form: Form) -> Option<Request> {
    record(sent(messages, form), form)
}

/// What the messages name that can have been sent in a form: an e-mail goes to an address.
fn sent(messages: &[Message], form: Form) -> Vec<ActionRef> {
    let sent = messages.iter().filter(|message| form == Form::Text || message.address.is_some());
    sent.flat_map(|message| message.actions.clone()).collect()
}

fn record(actions: Vec<ActionRef>, form: Form) -> Option<Request> {
    let means = Some(form.means().to_string());
    (!actions.is_empty()).then_some(Request::RecordChase { actions, means })
}

/// Messages as they are printed, one after the other.
pub fn printed(messages: &[Message]) -> String {
    let rule = format!("\n{}\n\n", "-".repeat(72));
    messages.iter().map(mail::text).collect::<Vec<_>>().join(&rule)
}

/// Writes the messages into a folder: all of them, or none.
///
/// # Errors
/// As [`messages`]; the folder holds something already and nothing may be replaced; a file cannot be written.
pub fn to_folder(
    ledger: &Ledger,
    order: &Order,
    (folder, put): (&Path, Put),
    progress: &Progress,
) -> Result<Written, NotChased> {
    let messages = messages(ledger, order)?;
    let (head, now) = (ledger.head()?.to_string(), ledger.now());
    let made = ready(folder, put)?;
    let mut written: Vec<PathBuf> = Vec::new();
    let mut write = || -> Result<(), Trouble> {
        let names = names(messages.iter().map(|message| message.owner.as_str()), order.form);
        let of = messages.len() as u64;
        for (done, (message, name)) in (0..).zip(messages.iter().zip(names)) {
            progress.said(Step::Listing, done, of)?;
            let bytes = match order.form {
                Form::Eml => mail::eml(message, &head, now),
                Form::Text => mail::text(message).into_bytes(),
            };
            let to = folder.join(name);
            write_whole(&to, put, |out| out.write_all(&bytes).map_err(|error| Trouble::of_io(&to, &error)))?;
            written.push(to);
        }
        Ok(())
    };
    if let Err(trouble) = write() {
        // What replaced another cannot be put back, so only what is new is taken away again.
        if put == Put::New {
            written.iter().for_each(|file| drop(fs::remove_file(file)));
        }
        if made {
            let _ = fs::remove_dir(folder);
        }
        return Err(trouble.into());
    }
    let lacks = |message: &&Message| message.address.is_none();
    Ok(Written {
        folder: folder.to_path_buf(),
        files: written,
        without_address: messages.iter().filter(lacks).map(|message| message.owner.clone()).collect(),
        owners: messages.iter().map(|message| message.owner.clone()).collect(),
        form: order.form,
        actions: sent(&messages, order.form),
    })
}

/// Makes the folder where there is none, and says whether it did; refuses one that holds something.
fn ready(folder: &Path, put: Put) -> Result<bool, NotChased> {
    let trouble = |error| Trouble::of_io(folder, &error);
    if folder.symlink_metadata().is_err() {
        let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
        if let Some(above) = above.filter(|above| !above.is_dir()) {
            return Err(Trouble::NoFolder { folder: above.into() }.into());
        }
        fs::create_dir(folder).map_err(trouble)?;
        return Ok(true);
    }
    if !folder.is_dir() {
        return Err(NotChased::Refused {
            what: format!("{} is no folder", quoted(&folder.to_string_lossy())),
            hint: "name a folder, or one that is not there yet".into(),
        });
    }
    let holds = fs::read_dir(folder).map_err(trouble)?.next().is_some();
    if holds && put == Put::New {
        return Err(NotChased::Refused {
            what: format!("the folder {} holds files already", quoted(&folder.to_string_lossy())),
            hint: "name another, or say `--replace`: files of the same names are then replaced".into(),
        });
    }
    Ok(false)
}

/// The names of the files, each once whatever the owners are called.
fn names<'o>(owners: impl Iterator<Item = &'o str>, form: Form) -> Vec<String> {
    let mut taken = BTreeSet::new();
    owners
        .map(|owner| {
            let stem = stem(owner);
            let numbered = (2..).map(|number| format!("{stem}-{number}"));
            let mut free = std::iter::once(stem.clone()).chain(numbered);
            let name = free.find(|name| taken.insert(name.clone())).unwrap_or_default();
            format!("{name}.{}", form.ending())
        })
        .collect()
}

/// `chase-o-owner`: letters and digits alone, so that no name leads out of the folder or means something to a shell.
fn stem(owner: &str) -> String {
    let mut stem = String::from("chase-");
    for letter in clean_line(owner).chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            stem.push(letter);
        } else if !stem.ends_with('-') {
            stem.push('-');
        }
        if stem.len() >= LONGEST {
            break;
        }
    }
    stem.trim_end_matches('-').to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_owners_whose_names_look_alike_have_two_files() {
        let owners = ["O. Owner", "o owner", "../../etc/passwd", "…", "CON"];
        let names = names(owners.into_iter(), Form::Eml);
        assert_eq!(
            names,
            [
                "chase-o-owner.eml",
                "chase-o-owner-2.eml",
                "chase-etc-passwd.eml",
                "chase.eml",
                "chase-con.eml"
            ]
        );
    }

    proptest! {
        #[test]
        fn no_name_of_an_owner_leads_out_of_the_folder(owners in prop::collection::vec(any::<String>(), 0..8)) {
            let names = names(owners.iter().map(String::as_str), Form::Text);
            prop_assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), owners.len());
            for name in names {
                let harmless = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
                let stem = name.strip_suffix(".txt").unwrap();
                prop_assert!(stem.starts_with("chase") && stem.chars().all(harmless), "{name}");
                prop_assert!(name.len() < LONGEST + 16, "{name}");
            }
        }
    }
}
