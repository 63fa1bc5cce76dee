//! `demo`: makes a practice register from the file that ships, by the real requests, and opens it.

use std::fmt::Display;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::failure::Failure;
use super::{Desk, actor, asking, init, overview, place};
use crate::briefing::layout::fold;
use crate::journey::asking::{Surroundings, Verb};
use crate::journey::deadline::in_words;
use crate::journey::people::Role;
use crate::journey::reference::InspectionCode;
use crate::journey::request::Request;
use crate::journey::scheme::Scheme;
use crate::ledger::newcomer::Begun;
use crate::ledger::opening::Access;
use crate::ledger::{Acting, Beginning, Ledger, NotDone, Seat, with_ending};

/// The practice register's story: a request a line.
const STORY: &str = include_str!("../../data/practice.txt");

pub fn command() -> Command {
    Command::new("demo").about("open a practice register, made from the data that ships").arg(
        Arg::new("fresh")
            .long("fresh")
            .action(ArgAction::SetTrue)
            .help("make it anew, without what was practised in it"),
    )
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    // Only a place that is named here: `PLENARY_REGISTER` may well be somebody's real register.
    let path = match matches.get_one::<PathBuf>("register") {
        Some(named) => named.clone(),
        None => place::practice()?,
    };
    let named = matches.get_one::<PathBuf>("register").is_some();
    let (ledger, new) = opened(desk, &path, !named, matches.get_flag("fresh"))?;
    let desk = &for_practice(desk, &ledger)?;
    if std::io::stdout().is_terminal() && std::io::stdin().is_terminal() && desk.is_text() {
        let actor = actor::acting(desk, &ledger)?.actor;
        let tour = is_first_shown(&ledger, new)?;
        return desk.show(Begun { tour, ..Begun::plainly(ledger, actor) }, desk.manner());
    }
    if desk.is_text() {
        desk.output.text(&introduction(&ledger, desk.output.width()))?;
    }
    overview::print(desk, &ledger)
}

/// Whether the tour is offered: to somebody who was never shown this practice register, whoever made it and whether
/// anything was shown then. Where nothing is remembered of this user, only when it was made just now.
pub fn is_first_shown(ledger: &Ledger, new: bool) -> Result<bool, Failure> {
    match &ledger.seat().remembered {
        Some(remembered) => Ok(remembered.is_first_shown(ledger.connection())?),
        None => Ok(new),
    }
}

/// Opens the practice register at `path`, and makes it where there is none, or anew where that is wanted;
/// says whether it was made. Its folder is made too, where it is the one of the platform.
pub fn opened(desk: &Desk, path: &Path, is_default: bool, fresh: bool) -> Result<(Ledger, bool), Failure> {
    let found = path.exists();
    if found {
        only_practice(path, desk)?;
    }
    if found && !fresh {
        return Ok((Ledger::open(path, Access::Write, desk.seat.clone())?, false));
    }
    if found {
        remove(path)?;
    }
    if let Some(folder) = path.parent().filter(|_| is_default) {
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
    }
    Ok((make(path, desk.seat.clone())?, true))
}

/// Who acts for whoever practises.
pub fn who_practises(desk: &Desk, ledger: &Ledger) -> Result<String, Failure> {
    Ok(actor::acting(&for_practice(desk, ledger)?, ledger)?.actor)
}

/// The same desk for whoever practises: where the account acts for several people, as the first of them, the lead.
fn for_practice(desk: &Desk, ledger: &Ledger) -> Result<Desk, Failure> {
    let register = ledger.standing().register()?;
    let first = register.served_by(&desk.seat.account.user).next().map(|person| person.name.clone());
    Ok(Desk {
        as_at: None,
        known_at: None,
        register: ledger.path().to_path_buf(),
        actor: desk.actor.clone().or(first),
        ..desk.again(desk.seat.clone())
    })
}

/// What has to be said before anybody takes it for real.
fn introduction(ledger: &Ledger, width: usize) -> String {
    let path = shell_words::quote(&ledger.path().display().to_string()).into_owned();
    let invented = "This is a practice register. The two reports on regional responses to serious and organised crime \
                    are real, with their grades; all people, all dates of work and everything else are invented.";
    let still =
        format!("Its clock stands still at {}, so nothing in it grows late.", in_words(ledger.today()));
    let keyless = "Nobody in it has a key, and no decision must be signed, so that everybody can practise; a real \
                   register's scheme asks for a signature at the sign-off. `plenary scheme` tells how to practise that.";
    let lines = [fold(invented, width, ""), fold(&still, width, ""), fold(keyless, width, "")];
    let next = format!(
        "Practise on it:  export PLENARY_REGISTER={path}\n                 plenary --actor 'A. Lead' list\n"
    );
    format!("{}{next}\n", lines.concat())
}

/// Nothing but a practice register is ever opened for practice, or removed.
fn only_practice(path: &Path, desk: &Desk) -> Result<(), Failure> {
    let ledger = Ledger::open_unchecked(path, Access::Read, desk.seat.clone())?;
    if ledger.is_practice() {
        return Ok(());
    }
    let what = format!("`{}` is a real register, not one for practice", path.display());
    Err(Failure::refused(what, "name another place with `--register PATH`"))
}

fn remove(path: &Path) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm"] {
        let file = with_ending(path, ending);
        if file.exists() {
            std::fs::remove_file(&file).map_err(|error| Failure::file(&file, &error))?;
        }
    }
    Ok(())
}

/// Makes the practice register at `path`. It is told beside that place and put there whole:
/// half a story, left by a process that was ended, would be taken for the whole the next time.
fn make(path: &Path, seat: Seat) -> Result<Ledger, Failure> {
    let draft = with_ending(path, ".draft");
    remove(&draft)?;
    let told = tell_all(&draft, Seat { remembered: None, ..seat.clone() });
    let put = told.and_then(|ledger| Ok(ledger.back_up(path)?));
    remove(&draft)?;
    put?;
    let ledger = Ledger::open_unchecked(path, Access::Write, seat)?;
    // Another practice register may have been seen in this place before.
    ledger.trust()?;
    Ok(ledger)
}

/// Asks for everything that the story tells, in order, in a register of its own.
fn tell_all(path: &Path, seat: Seat) -> Result<Ledger, Failure> {
    let account = seat.account.user.clone();
    let lines = STORY.lines().enumerate().map(|(index, line)| (index + 1, line));
    let mut lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    let (number, first) = lines.next().ok_or_else(|| wrong(0, "it is empty"))?;
    let [practice, lead, home] = fields(first).map_err(|what| wrong(number, what))?;
    let begun = lines.peek().and_then(|(_, line)| line.split('|').next()).unwrap_or(practice);
    let beginning = Beginning {
        home: home.into(),
        first: init::person(lead, &[Role::Lead], &account),
        // Nobody in the story has a key: practising needs none.
        scheme: Scheme { signed: Vec::new(), ..init::example_scheme()? },
        practice: Some(day(number, practice)?),
        on: Some(day(number, begun.trim())?),
    };
    let mut ledger = Ledger::create(path, beginning, seat)?;
    for (number, line) in lines {
        tell(&mut ledger, number, line)?;
    }
    Ok(ledger)
}

/// Asks for what one line of the story tells.
fn tell(ledger: &mut Ledger, number: usize, line: &str) -> Result<(), Failure> {
    let [on, actor, words] = fields(line).map_err(|what| wrong(number, what))?;
    let request = read(ledger, words).map_err(|what| wrong(number, what))?;
    let acting = Acting { actor: actor.into(), on: Some(day(number, on)?), seen: None };
    match ledger.record(&[request], &acting) {
        Ok(_) => Ok(()),
        Err(NotDone::Refused(refusal)) => Err(wrong(number, refusal)),
        Err(other) => Err(other.into()),
    }
}

fn wrong(number: usize, what: impl Display) -> Failure {
    Failure::usage(format!("practice story, line {number}: {what}"))
}

fn day(number: usize, said: &str) -> Result<NaiveDate, Failure> {
    said.parse().map_err(|_| wrong(number, format!("`{said}` is not a date")))
}

/// `date | who | what`.
fn fields(line: &str) -> Result<[&str; 3], String> {
    let mut fields = line.splitn(3, '|').map(str::trim);
    match (fields.next(), fields.next(), fields.next()) {
        (Some(on), Some(actor), Some(words)) => Ok([on, actor, words]),
        _ => Err("a line is `date | who | what`".into()),
    }
}

fn read(ledger: &Ledger, words: &str) -> Result<Request, String> {
    let mut words = shell_words::split(words).map_err(|wrong| wrong.to_string())?;
    // After the splitting: an account's name may hold what a shell would take for more than a name.
    words
        .iter_mut()
        .filter(|word| *word == "{account}")
        .for_each(|word| *word = ledger.account().user.clone());
    let verb = Verb::named(&words[..words.len().min(2)].join(" ")).or_else(|| Verb::named(words.first()?));
    let verb = verb.ok_or_else(|| format!("`{}` is not a verb", words.join(" ")))?;
    let command = asking::verb_command(verb.name, verb).no_binary_name(true);
    let rest = &words[verb.name.split(' ').count()..];
    let matches = command.try_get_matches_from(rest).map_err(|wrong| wrong.to_string())?;
    let taken = |code: &InspectionCode| ledger.standing().code_taken(code).unwrap_or(false);
    let world = Surroundings { today: ledger.today(), taken: &taken, files: &crate::intake::looked_at };
    let request = verb.request(&asking::answers(verb, &matches), &world);
    request.map_err(|wrong| wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}
