//! Every request of the journey as a verb of the command line, made from the journey's own table.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor, agreeing, signing, together};
use crate::briefing::{meeting, record};
use crate::export::json::Told;
use crate::journey::asking::{Answers, Ask, Field, Need, Surroundings, VERBS, Verb};
use crate::journey::deadline::in_words;
use crate::journey::event::{Event, What};
use crate::journey::reference::{MeetingRef, Stream};
use crate::journey::register::Register;
use crate::journey::request::Request;
use crate::journey::text::clean_line;
use crate::ledger::drafts::waiting;
use crate::ledger::opening::Access;
use crate::ledger::{Acting, Ledger, Recorded};

/// The given commands, and beside or within them one for each verb of the journey.
pub fn commands(given: impl Iterator<Item = Command>) -> Vec<Command> {
    let mut commands: Vec<Command> = given.collect();
    for verb in VERBS {
        match verb.name.split_once(' ') {
            // Most runs ask for one verb: the others are named, and not built.
            None => commands.push(Command::new(verb.name).about(verb.about).defer(with_its_arguments)),
            Some((noun, name)) => {
                let index =
                    commands.iter().position(|command| command.get_name() == noun).unwrap_or_else(|| {
                        commands.push(Command::new(noun).about(about_noun(noun)).subcommand_required(true));
                        commands.len() - 1
                    });
                let command = commands.remove(index);
                commands.insert(index, command.subcommand(verb_command(name, verb)));
            }
        }
    }
    commands
}

fn with_its_arguments(command: Command) -> Command {
    match Verb::named(command.get_name()) {
        Some(verb) => with_arguments(command, verb),
        None => command,
    }
}

fn about_noun(noun: &str) -> &'static str {
    match noun {
        "recommendation" => "add a recommendation",
        "evidence" => "offer, open and judge evidence",
        "question" => "ask and answer questions about what waits for a decision",
        "key" => "offer, accept and revoke the keys with which people sign decisions",
        _ => "",
    }
}

/// The command of one verb; `name` is its last word.
pub fn verb_command(name: &'static str, verb: &'static Verb) -> Command {
    with_arguments(Command::new(name).about(verb.about), verb)
}

/// The verb's fields, and on a decision the key that signs it; a decision may be taken on several.
fn with_arguments(command: Command, verb: &'static Verb) -> Command {
    let deciding = verb.decides().then(|| [signing::argument(), agreeing::argument()]);
    let several = |argument: Arg| if verb.decides() { argument.num_args(1..) } else { argument };
    let arguments = verb.fields.iter().map(|field| match field.name {
        "ref" => several(argument(field)),
        _ => argument(field),
    });
    command.args(arguments).args(deciding.into_iter().flatten())
}

fn argument(field: &'static Field) -> Arg {
    let argument = Arg::new(field.name).help(help(field));
    let named = |argument: Arg| argument.long(field.name).value_name(field.name).allow_hyphen_values(true);
    match (field.need, field.ask) {
        (Need::Positional, _) => argument.required(true).value_name(field.name),
        (_, Ask::Flag) => argument.long(field.name).action(ArgAction::SetTrue),
        (Need::Required, _) => named(argument).required(true),
        (Need::Optional, _) => named(argument),
        (Need::Several, _) => named(argument).required(true).action(ArgAction::Append),
        (Need::Any, _) => named(argument).action(ArgAction::Append),
    }
}

/// What a field is for, and the words to choose from where they are the same in every register.
fn help(field: &Field) -> String {
    match field.ask.choices(&Register::default()).as_slice() {
        [] => field.help.to_string(),
        choices => format!("{}: {}", field.help, choices.join(", ")),
    }
}

/// What was filled in on the command line.
pub fn answers(verb: &'static Verb, matches: &ArgMatches) -> Answers {
    let mut answers = Answers::default();
    for field in verb.fields {
        if field.ask == Ask::Flag {
            if matches.get_flag(field.name) {
                answers.fill(field.name, "yes");
            }
        } else {
            let given = matches.get_many::<String>(field.name).into_iter().flatten();
            given.for_each(|answer| answers.fill(field.name, answer));
        }
    }
    answers
}

/// Asks for what a verb's words say: records it, or with `--dry-run` shows what would be recorded.
pub fn run(desk: &Desk, name: &str, matches: &ArgMatches) -> Result<(), Failure> {
    let verb = Verb::named(name).ok_or_else(|| Failure::usage(format!("`{name}` is not a command")))?;
    let mut ledger = desk.open(if desk.dry_run { Access::Read } else { Access::Write })?;
    let answers = answers(verb, matches);
    if verb.decides() && answers.all("ref").len() > 1 {
        let acting = actor::acting(desk, &ledger)?;
        let done = together::run(desk, &mut ledger, verb, &answers, &acting, matches);
        ledger.close();
        return done;
    }
    let request = request(&ledger, verb, &answers)?;
    let acting = actor::acting(desk, &ledger)?;
    let done = match request.decides() {
        true => signing::record(desk, &mut ledger, request, &acting, matches),
        false => record(desk, &mut ledger, &[request], &acting),
    };
    ledger.close();
    done
}

/// The request that a verb's answers make, with the words of a file in the place of its path.
pub fn request(ledger: &Ledger, verb: &'static Verb, answers: &Answers) -> Result<Request, Failure> {
    let mut answers = answers.clone();
    for field in verb.fields.iter().filter(|field| field.ask == Ask::File) {
        if let Some(path) = answers.first(field.name).map(std::path::PathBuf::from) {
            let words = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
            answers.replace(field.name, words);
        }
    }
    let standing = ledger.standing();
    // A code that cannot be looked up counts as free: recording it is refused later if it is not.
    let taken = |code: &crate::journey::reference::InspectionCode| standing.code_taken(code).unwrap_or(false);
    Ok(verb.request(
        &answers,
        &Surroundings { today: ledger.today(), taken: &taken, files: &crate::intake::looked_at },
    )?)
}

/// Records requests and says in words what was recorded and what stands now; or with `--dry-run` what would be.
pub fn record(
    desk: &Desk,
    ledger: &mut Ledger,
    requests: &[Request],
    acting: &Acting,
) -> Result<(), Failure> {
    record_noting(desk, ledger, requests, acting, Vec::new())
}

/// The same, with notes that stand beneath what is remarkable.
pub fn record_noting(
    desk: &Desk,
    ledger: &mut Ledger,
    requests: &[Request],
    acting: &Acting,
    notes: Vec<String>,
) -> Result<(), Failure> {
    if desk.dry_run {
        let events = ledger.preview(requests, acting)?;
        let remarks = remarks(ledger, &events.iter().collect::<Vec<_>>())?;
        return foretell(desk, &events, &[remarks, notes].concat(), false);
    }
    let recorded = ledger.record(requests, acting)?;
    tell(desk, ledger, &recorded, requests, notes)
}

/// Says in words what was recorded of the requests and what stands now.
pub fn tell(
    desk: &Desk,
    ledger: &Ledger,
    recorded: &[Recorded],
    requests: &[Request],
    notes: Vec<String>,
) -> Result<(), Failure> {
    let events: Vec<&Event> = recorded.iter().map(|recorded| &recorded.record.event).collect();
    let stands = what_stands(ledger, &events)?;
    let remarks = [remarks(ledger, &events)?, notes].concat();
    // A name that looks like another's is remarked before anything else is said.
    let names = record::names(&events, ledger)?;
    let others: Vec<_> = remarks.iter().filter(|remark| !names.contains(remark)).cloned().collect();
    let answer = Answer {
        recorded: recorded.iter().map(Told::of).collect(),
        head: ledger.head()?.to_string(),
        copies: copies(ledger, requests)?,
        stands: &stands,
        remarks: &remarks,
    };
    desk.output.document(&answer, || {
        let copies = answer.copies.iter().map(|copy| format!("the copy is {copy}\n"));
        let recorded = told("recorded", events.iter().copied(), Event::in_words, &stands);
        lines(&names) + &recorded + &copies.collect::<String>() + &lines(&others)
    })
}

/// Where the copies of the files lie that were opened, as text.
fn copies(ledger: &Ledger, requests: &[Request]) -> Result<Vec<String>, Failure> {
    let mut copies = Vec::new();
    for request in requests {
        let copy = ledger.copy_of(request)?;
        copies.extend(copy.map(|copy| clean_line(&copy.to_string_lossy()).into_owned()));
    }
    Ok(copies)
}

/// Says in words what would be recorded, whether a decision among it is to be signed, and what is remarkable about it.
pub fn foretell(desk: &Desk, events: &[Event], remarks: &[String], signing: bool) -> Result<(), Failure> {
    desk.output.document(&events, || foretold(events.iter(), signing) + &lines(remarks))
}

/// What would be recorded in words, a line each.
pub fn foretold<'a>(events: impl Iterator<Item = &'a Event>, signing: bool) -> String {
    told("would record", events, |event| event.words_before(signing), "")
}

/// Each on a line of its own.
pub fn lines(all: &[String]) -> String {
    all.iter().map(|line| format!("{line}\n")).collect()
}

/// What the screens say beneath a record: what is remarkable about it, and what was typed at a meeting that is closed
/// and never recorded.
pub fn remarks(ledger: &Ledger, events: &[&Event]) -> Result<Vec<String>, Failure> {
    let mut found = record::remarks(events, ledger)?;
    for event in events {
        let (Stream::Meeting(meeting), What::MeetingClosed { .. }) = (&event.stream, &event.what) else {
            continue;
        };
        let mut typed = ledger.drafts()?.map_or(Vec::new(), |drafts| drafts.all_of(&event.by));
        typed.retain(|(of, _)| of.meeting() == Some(*meeting));
        if !typed.is_empty() {
            found.push(format!("note: typed at {meeting} and not recorded, {}:", typed.len()));
            found.extend(typed.iter().map(|(of, draft)| format!("  {}", waiting(of, draft))));
            found.push("hint: in the screens m goes to the meetings, and M there to these words".to_string());
        }
    }
    Ok(found)
}

/// What a writing verb answers with `--json`.
#[derive(Serialize)]
struct Answer<'a> {
    recorded: Vec<Told<'a>>,
    /// `SEQ:HASH` of the register afterwards.
    head: String,
    /// Where the copies lie of the files that were opened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<String>,
    stands: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    remarks: &'a [String],
}

fn told<'a>(
    word: &str,
    events: impl Iterator<Item = &'a Event>,
    words: impl Fn(&Event) -> String,
    stands: &str,
) -> String {
    let mut out = String::new();
    for event in events {
        let why = event.why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
        let stream =
            if event.stream == Stream::Register { String::new() } else { format!("{} ", event.stream) };
        out.push_str(&format!(
            "{word}: {stream}{}{why}; {} on {}\n",
            words(event),
            event.by,
            in_words(event.on)
        ));
    }
    out.push_str(stands);
    out
}

/// Where each recommendation that something happened to stands now, a line each.
fn what_stands(ledger: &Ledger, events: &[&Event]) -> Result<String, Failure> {
    let mut out = String::new();
    let mut seen = Vec::new();
    for event in events {
        match &event.stream {
            Stream::Recommendation(reference) if !seen.contains(&reference) => {
                seen.push(reference);
                if let Some(stands) = ledger.standing().recommendation(reference)? {
                    let next = crate::briefing::case::next(&stands);
                    let words = if stands.ours {
                        format!("at {}; {next}", stands.stage.name())
                    } else {
                        "addressed elsewhere".into()
                    };
                    out.push_str(&format!("{reference} is {words}\n"));
                }
            }
            Stream::Meeting(meeting)
                if matches!(event.what, What::MeetingPlanned { .. } | What::MeetingHeld { .. }) =>
            {
                out.push_str(&format!("the meeting is {meeting}\n"));
            }
            Stream::Meeting(meeting) if matches!(event.what, What::MeetingClosed { .. }) => {
                let next = next_of_series(ledger, *meeting)?;
                out.extend((!next.is_empty()).then(|| format!("{next}\n")));
            }
            Stream::Inspection(code) if matches!(event.what, What::InspectionRecorded { .. }) => {
                out.push_str(&format!("the inspection is {code}\n"));
            }
            _ => {}
        }
    }
    Ok(out)
}

/// The meeting that is next in the series of one, in words; nothing where there is none.
fn next_of_series(ledger: &Ledger, meeting: MeetingRef) -> Result<String, Failure> {
    let stands = ledger.standing().meeting(meeting)?;
    let next = stands.map_or(Ok(None), |stands| ledger.next_of_series(&stands))?;
    Ok(meeting::next_of_series(next.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::asking::options;

    const ODD: &str = "-it's \"odd\"; $HOME --on\n\\end";

    /// Every field filled, those of several answers twice.
    fn filled(verb: &Verb, words: &str) -> Answers {
        let mut answers = Answers::default();
        for field in verb.fields {
            let several = matches!(field.need, Need::Several | Need::Any);
            let answer = if field.ask == Ask::Flag { "yes" } else { words };
            (0..=usize::from(several)).for_each(|_| answers.fill(field.name, answer));
        }
        answers
    }

    #[test]
    fn a_command_that_is_shown_is_read_back_as_the_same_request_in_the_same_register() {
        let options = options("2024-03-01".parse().ok(), Some("O'Neil, A."), Some("/tmp/a b/x.plenary"));
        for (verb, words) in VERBS.iter().flat_map(|verb| ["plain", ODD].map(|words| (verb, words))) {
            let said = filled(verb, words);
            let line = verb.command_with(&said, &options);
            let matches = super::super::command().try_get_matches_from(shell_words::split(&line).unwrap());
            let mut matches = matches.unwrap_or_else(|wrong| panic!("{line}\n{wrong}"));
            assert_eq!(matches.get_one::<String>("on").map(String::as_str), Some("2024-03-01"), "{line}");
            while let Some((_, inner)) = matches.subcommand() {
                matches = inner.clone();
            }
            assert_eq!(answers(verb, &matches), said, "{line}");
            let named = matches.get_one::<std::path::PathBuf>("register").unwrap();
            assert_eq!(named.to_str(), Some("/tmp/a b/x.plenary"), "{line}");
            assert_eq!(matches.get_one::<String>("actor").map(String::as_str), Some("O'Neil, A."), "{line}");
        }
    }
}
