//! Has OpenSSH sign: a secret key stays in its file, agent or hardware and never comes into this program.
//! `ssh-keygen` asks for a passphrase or a touch on the terminal itself; it is handed over, and what is typed is not seen here.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use chrono::NaiveDate;

use crate::journey::event::Signed;
use crate::journey::keys::Key;
use crate::journey::keys::public::{NAMESPACE, PublicKey};
use crate::journey::people::Person;
use crate::journey::refusal::{Reason, Refusal};
use crate::journey::register::Register;
use crate::journey::text::clean_line;

/// With which key is signed, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub fingerprint: String,
    held: Held,
}

/// A key's file as somebody named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub path: PathBuf,
    /// The config file that names it for whatever is decided; none where it was named for this very decision.
    pub config: Option<PathBuf>,
}

/// The key that signs, where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    pub signer: Option<Signer>,
    /// Why the key of the config file does not sign, in words.
    pub left_aside: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    /// In a file: the secret key, or the public one of a key that the agent holds.
    File(PathBuf),
    /// In the agent; the public key on one line.
    Agent(String),
}

/// So often is a passphrase asked for.
const TRIES: usize = 3;
/// What OpenSSH says of a wrong one.
const MISTYPED: &str = "incorrect passphrase";

/// What OpenSSH says of a secret key's file that others can read.
const TOO_OPEN: &str = "UNPROTECTED PRIVATE KEY FILE";

/// Why nothing was signed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotSigned {
    #[error("`{0}` was not found, and signing needs it")]
    NoOpenSsh(&'static str),
    #[error("there is no key at `{}`", .0.display())]
    NoKey(PathBuf),
    #[error("`{}` is no key: {why}", path.display())]
    NotAKey { path: PathBuf, why: String },
    /// OpenSSH uses no key that somebody else can read.
    #[error("nothing was signed: others can read the key file `{}`", .0.display())]
    OpenToOthers(PathBuf),
    /// The register does not take signatures of this key.
    #[error("{0}")]
    Refused(Refusal),
    /// It must be signed, and the key of the config file cannot.
    #[error("{refusal}; {left_aside}")]
    LeftAside { refusal: Box<Refusal>, left_aside: String },
    /// By Ctrl-C where OpenSSH asked for a passphrase or waited for a touch.
    #[error("nothing was signed, and nothing was recorded: signing was stopped")]
    Stopped,
    #[error("nothing was signed: {0}")]
    Failed(String),
}

impl NotSigned {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            NotSigned::NoOpenSsh(_) => "install OpenSSH (`openssh-client`); reading needs no key".into(),
            NotSigned::NoKey(_) | NotSigned::NotAKey { .. } => {
                "name your key's file with `--key`, or in the config file under `[signing]`".into()
            }
            NotSigned::OpenToOthers(path) => {
                let path = path.display().to_string();
                format!("keep it to yourself with `chmod 600 {}`, and decide again", shell_words::quote(&path))
            }
            NotSigned::Refused(refusal) => refusal.hint().unwrap_or_default(),
            NotSigned::LeftAside { refusal, .. } => refusal.hint().unwrap_or_default(),
            NotSigned::Stopped => "it waits for the decision as before".into(),
            NotSigned::Failed(_) => {
                "try again; where no terminal is, nobody can be asked for a passphrase: `ssh-add` gives the key to the agent".into()
            }
        }
    }
}

impl Signer {
    /// The key that a person of a register signs with on a day: of the file that is named, else one that the agent
    /// holds and the register knows. None where there is neither. A config file is one account's, which may act for
    /// several people: where the key that it names cannot sign for this one, it is left aside.
    ///
    /// # Errors
    /// The key that was named for this decision is not there, is not this person's, or cannot be used on that day.
    pub fn of(
        register: &Register,
        person: &Person,
        on: NaiveDate,
        named: Option<&Named>,
    ) -> Result<Chosen, NotSigned> {
        let mut left_aside = None;
        if let Some(named) = named {
            match (Signer::in_file(person, on, &named.path), &named.config) {
                (Ok(signer), _) => return Ok(Chosen { signer: Some(signer), left_aside }),
                (Err(not), None) => return Err(not),
                (Err(not), Some(config)) => left_aside = Some(aside(register, person, config, &not)),
            }
        }
        Ok(Chosen { signer: Signer::in_agent(person, on), left_aside })
    }

    fn in_file(person: &Person, on: NaiveDate, path: &Path) -> Result<Signer, NotSigned> {
        if !path.exists() {
            return Err(NotSigned::NoKey(path.to_path_buf()));
        }
        let fingerprint = fingerprint(path)?;
        let known = person.key(&fingerprint).ok_or_else(|| Reason::UnknownKey(fingerprint.clone()));
        let usable = known.and_then(|key| key.unusable(on).map_or(Ok(()), Err));
        let refuse = |reason| NotSigned::Refused(Refusal::new(&person.name, "sign", reason));
        usable.map_err(refuse)?;
        Ok(Signer { fingerprint, held: Held::File(path.to_path_buf()) })
    }

    fn in_agent(person: &Person, on: NaiveDate) -> Option<Signer> {
        let usable: Vec<&Key> = person.usable_keys(on).collect();
        // Whoever has no key here is not kept waiting for an agent.
        let listed = (!usable.is_empty()).then(|| run("ssh-add", [OsStr::new("-L")]).ok()).flatten()?;
        let held: Vec<PublicKey> = String::from_utf8_lossy(&listed.stdout)
            .lines()
            .filter_map(|line| PublicKey::read(line).ok())
            .collect();
        let key = usable.into_iter().rev().find(|key| held.iter().any(|one| one.line() == key.key))?;
        Some(Signer { fingerprint: key.fingerprint.clone(), held: Held::Agent(key.key.clone()) })
    }

    /// Signs a statement; where somebody sits at a terminal a passphrase that was mistyped is asked for again, as
    /// OpenSSH does elsewhere: what is typed next would go to whoever reads the terminal then. `shown` hands on to standard error what OpenSSH says, such as that it waits for a touch.
    pub fn sign(&self, statement: &str, shown: bool) -> Result<Signed, NotSigned> {
        let mistyped = |done: &Result<Signed, NotSigned>| match done {
            Err(NotSigned::Failed(why)) => shown && why.contains(MISTYPED),
            _ => false,
        };
        for _ in 1..TRIES {
            let done = self.sign_once(statement, shown);
            if !mistyped(&done) {
                return done;
            }
        }
        self.sign_once(statement, shown)
    }

    fn sign_once(&self, statement: &str, shown: bool) -> Result<Signed, NotSigned> {
        let failed = |error: std::io::Error| NotSigned::Failed(error.to_string());
        let signature = match &self.held {
            Held::File(path) => signature(statement, path, shown)?,
            Held::Agent(line) => {
                let mut public = tempfile::NamedTempFile::new().map_err(failed)?;
                writeln!(public, "{line}").and_then(|()| public.flush()).map_err(failed)?;
                signature(statement, public.path(), shown)?
            }
        };
        Ok(Signed { statement: statement.to_string(), signature, key: self.fingerprint.clone() })
    }
}

/// Why the key that a config file names does not sign for a person, in words.
fn aside(register: &Register, person: &Person, config: &Path, not: &NotSigned) -> String {
    let NotSigned::Refused(Refusal { reason: Reason::UnknownKey(print), .. }) = not else {
        let why = match not {
            NotSigned::Refused(refusal) => refusal.reason.to_string(),
            other => other.to_string(),
        };
        return format!("the key of the config file (`{}`) is left aside: {why}", config.display());
    };
    let holder = register.people.iter().find(|other| other.key(print).is_some());
    let whose = match holder {
        Some(holder) => format!("is `{}`'s, and is left aside", holder.name),
        None => {
            let name = shell_words::quote(&person.name);
            format!("is not known here, and is left aside; offer it with `plenary key offer {name} FILE.pub`")
        }
    };
    format!("the key of the config file (`{}`), `{print}`, {whose}", config.display())
}

/// The fingerprint of the key in a file, for which no passphrase is needed.
fn fingerprint(path: &Path) -> Result<String, NotSigned> {
    let arguments =
        [OsStr::new("-l"), OsStr::new("-E"), OsStr::new("sha256"), OsStr::new("-f"), path.as_os_str()];
    let told = run("ssh-keygen", arguments)?;
    let words = String::from_utf8_lossy(&told.stdout).into_owned();
    let found = words.split_whitespace().find(|word| word.starts_with("SHA256:"));
    found
        .map(str::to_string)
        .ok_or_else(|| NotSigned::NotAKey { path: path.to_path_buf(), why: last_line(&told.stderr) })
}

fn run<'a>(
    program: &'static str,
    arguments: impl IntoIterator<Item = &'a OsStr>,
) -> Result<Output, NotSigned> {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(program, &error))
}

fn not_started(program: &'static str, error: &std::io::Error) -> NotSigned {
    match error.kind() {
        ErrorKind::NotFound => NotSigned::NoOpenSsh(program),
        _ => NotSigned::Failed(format!("`{program}`: {error}")),
    }
}

fn signature(statement: &str, key: &Path, shown: bool) -> Result<String, NotSigned> {
    let mut child = Command::new("ssh-keygen")
        .args(["-Y", "sign", "-n", NAMESPACE, "-f"])
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started("ssh-keygen", &error))?;
    let failed = |error: std::io::Error| NotSigned::Failed(error.to_string());
    let said = hand_on(&mut child, shown);
    if let Some(mut words) = child.stdin.take() {
        // Whoever goes away without reading says why on its standard error.
        let _ = words.write_all(statement.as_bytes());
    }
    let answer = child.wait_with_output().map_err(failed)?;
    let said = said.map(|thread| thread.join().unwrap_or_default()).unwrap_or_default();
    let armoured = String::from_utf8(answer.stdout).unwrap_or_default();
    match answer.status.success() && !armoured.is_empty() {
        true => Ok(armoured),
        false if answer.status.signal().is_some() => Err(NotSigned::Stopped),
        false if String::from_utf8_lossy(&said).contains(TOO_OPEN) => {
            Err(NotSigned::OpenToOthers(key.to_path_buf()))
        }
        false => Err(NotSigned::Failed(last_line(&said))),
    }
}

/// Gathers what a program says on its standard error, and shows it at once where somebody sits at a terminal.
fn hand_on(child: &mut Child, shown: bool) -> Option<std::thread::JoinHandle<Vec<u8>>> {
    let mut said = child.stderr.take()?;
    Some(std::thread::spawn(move || {
        let (mut all, mut part) = (Vec::new(), [0; 1024]);
        while let Ok(count @ 1..) = said.read(&mut part) {
            if shown {
                let _ = std::io::stderr().write_all(&part[..count]);
            }
            all.extend_from_slice(&part[..count]);
        }
        all
    }))
}

/// The last thing that was said.
fn last_line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    last.map_or("`ssh-keygen` said nothing".into(), |line| clean_line(line).into_owned())
}
