//! Why a recommendation and its actions are shown as they are: stage, ratings, dates, level, what waits.

use chrono::{Datelike, NaiveDate};

use super::{Explanation, Known, days};
use crate::journey::day::from_today;
use crate::journey::deadline::in_words as day;
use crate::journey::event::{Event, What};
use crate::journey::next::Hindrance;
use crate::journey::people::Role;
use crate::journey::recommendation::{Action, Deed, Move, Refused, Stage};
use crate::journey::reference::Letter;
use crate::journey::scheme::Rating;
use crate::journey::state::State;

/// What brought it to its stage, what must happen for the next, and why that cannot happen yet.
pub fn stage(known: &Known) -> Explanation {
    let stands = known.recommendation;
    let mut told = Explanation::new(
        format!("Why is {} at {}?", stands.reference, stands.stage.name()),
        stage_answer(known),
        "a recommendation goes from stage to stage by what is recorded, and stays where it is until the next is",
        "docs/journey.md, The road",
    );
    told.input("since", format!("{} ({})", day(stands.since), from_today(stands.since, known.today)));
    if stands.ours && stands.stage != Stage::Closed {
        told.input("whose move", stands.stage.whose_move());
    }
    if let Some(ahead) = known.ahead {
        told.input("next", ahead.step);
        match &ahead.hindered {
            None => told.input("in the way", "nothing: it can be recorded today"),
            Some(Hindrance::Nobody(roles)) => {
                told.input("in the way", format!("nobody holds the role {}", roles_of(roles)));
            }
            Some(Hindrance::Refused(refusal)) => {
                told.input("in the way", refusal.reason.to_string());
                refusal.hint().into_iter().for_each(|hint| told.input("hint", hint));
            }
        }
    }
    for (event, stage) in stages_of(known) {
        told.date(event.on, format!("{}: {}, by {}", stage.name(), event.in_words(), event.by));
    }
    told.in_order()
}

fn stage_answer(known: &Known) -> String {
    let stands = known.recommendation;
    if !stands.ours {
        return format!("it is addressed to {}, and makes no work here", stands.addressees.join(", "));
    }
    match stages_of(known).last() {
        Some((event, _)) => format!("{} by {} on {}", event.in_words(), event.by, day(event.on)),
        None => format!("it came there on {}", day(stands.since)),
    }
}

/// The events that moved it from one stage to another, and to which.
fn stages_of<'a>(known: &Known<'a>) -> Vec<(&'a Event, Stage)> {
    let (mut state, mut moves, mut before) = (State::default(), Vec::new(), None);
    for event in known.history {
        state.evolve(event);
        let now = state.recommendation(&known.recommendation.reference).map(|stands| stands.stage);
        if now != before {
            moves.extend(now.map(|stage| (event, stage)));
            before = now;
        }
    }
    moves
}

fn roles_of(roles: &[Role]) -> String {
    roles.iter().map(|role| role.words()).collect::<Vec<_>>().join(" or ")
}

/// Why the recommendation shows the rating that it shows.
pub fn rating(known: &Known) -> Option<Explanation> {
    let (stands, scheme) = (known.recommendation, &known.register.scheme);
    let shown = stands.rating(scheme)?;
    let open = stands.unfinished().count();
    let among = if open > 0 { "unfinished actions" } else { "actions, which are all finished" };
    let mut told = Explanation::new(
        format!("Why is {} {}?", stands.reference, shown.code),
        format!("{} {} is the worst rating among its {among}", shown.letter, shown.code),
        "a recommendation shows the worst rating among its unfinished actions, and among all once all are finished; \
         what counts as worse is the scheme's order",
        format!("the scheme “{}”", scheme.name),
    );
    let counted = stands.actions.iter().filter(|action| open == 0 || action.finished.is_none());
    for action in counted {
        let said = action.rating.as_ref().and_then(|code| scheme.rating(code)).map_or_else(
            || "not rated".to_string(),
            |rating| format!("{} {}{}", rating.letter, rating.code, given(known, action)),
        );
        told.input(stands.action_ref(action).to_string(), said);
    }
    told.input(format!("{} means", shown.code), &shown.definition);
    for event in stands.actions.iter().filter_map(|action| rated(known, &action.letter)) {
        told.date(event.on, format!("{}, by {}", event.in_words(), event.by));
    }
    Some(told.in_order())
}

/// Why one action has its rating: who gave it, when, and what it means.
pub fn rating_of(known: &Known, letter: &Letter) -> Option<Explanation> {
    let action = known.recommendation.action(letter)?;
    let rating: &Rating = known.register.scheme.rating(action.rating.as_deref()?)?;
    let reference = known.recommendation.action_ref(action);
    let mut told = Explanation::new(
        format!("Why is {reference} {}?", rating.code),
        format!("{} {}{}", rating.letter, rating.code, given(known, action)),
        "an action keeps the rating that was given last; finishing it as implemented gives the scheme's rating for that",
        format!("the scheme “{}”", known.register.scheme.name),
    );
    told.input(format!("{} means", rating.code), &rating.definition);
    for event in ratings(known, letter) {
        let why = event.why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
        told.date(event.on, format!("{}{why}, by {}", event.in_words(), event.by));
    }
    Some(told)
}

/// `, given by P. Owner on 2 Mar 2023 at M13`.
fn given(known: &Known, action: &Action) -> String {
    rated(known, &action.letter).map_or(String::new(), |event| {
        let at = match &event.what {
            What::ProgressReported { meeting: Some(meeting), .. } => format!(" at {meeting}"),
            What::ActionFinished { .. } => " when it was finished".into(),
            _ => String::new(),
        };
        format!(", given by {} on {}{at}", event.by, day(event.on))
    })
}

/// The event that gave an action its present rating.
fn rated<'a>(known: &Known<'a>, letter: &Letter) -> Option<&'a Event> {
    ratings(known, letter).last().copied()
}

fn ratings<'a>(known: &Known<'a>, letter: &Letter) -> Vec<&'a Event> {
    let rates = |event: &&Event| match &event.what {
        What::ProgressReported { action, rating: Some(_), .. }
        | What::ActionFinished { action, rating: Some(_), .. } => action == letter,
        _ => false,
    };
    known.history.iter().filter(rates).collect()
}

const TARGETS: &str = "a target is overdue from the day after it until its action is finished, due soon within the \
                       scheme's warning days, and missing where no action was agreed; after a meeting considered it \
                       complete nothing is promised any more";

/// Whether what was promised is late, due soon, or not promised at all.
pub fn target(known: &Known) -> Option<Explanation> {
    let stands = known.recommendation;
    if !stands.ours || stands.stage == Stage::Closed || stands.stage == Stage::Received {
        return None;
    }
    let answer = match stands.next_target() {
        Some(next) => format!("{}, promised for {}", lateness(known, next), day(next)),
        None if stands.actions.is_empty() => "no target: no action has been agreed".into(),
        None => {
            "nothing is promised any more: its actions are finished, or it went on from governance".into()
        }
    };
    let question = format!("Is {} late?", stands.reference);
    let mut told = Explanation::new(question, answer, TARGETS, "docs/journey.md, Days");
    told.input("warning days of the scheme", known.register.scheme.warning_days.to_string());
    for action in stands.unfinished() {
        let state = format!("{}, {}{}", day(action.target), lateness(known, action.target), trail(action));
        told.input(stands.action_ref(action).to_string(), state);
    }
    Some(told)
}

/// How one action's date came to be what it is: the first, and every move.
pub fn target_of(known: &Known, letter: &Letter) -> Option<Explanation> {
    let action = known.recommendation.action(letter)?;
    let answer = match &action.finished {
        Some(finished) => format!("{} on {}", finished.ending.words(), day(finished.deed.on)),
        None => format!("{}{}", lateness(known, action.target), trail(action)),
    };
    let question = format!("Why {} for {}?", day(action.target), known.recommendation.action_ref(action));
    let mut told = Explanation::new(
        question,
        answer,
        "the date first agreed is kept, and every move with its reason, who asked and who approved it; \
         what was asked and refused is kept as well",
        "docs/journey.md, Days",
    );
    told.input("first agreed", day(action.original));
    told.input("owner", &action.owner);
    // In the order of the record: of one day no other order can be told.
    let (mut moves, mut refused) = (action.moves.iter(), action.refused.iter());
    for event in known.history.iter().filter(|event| event.what.action() == Some(letter)) {
        let line = match &event.what {
            What::TargetMoved { .. } | What::ExtensionGranted { .. } => moves.next().map(told_move),
            What::ExtensionRefused { .. } => refused.next().map(told_refused),
            _ => asked_for(event, action),
        };
        line.into_iter().for_each(|line| told.date(event.on, line));
    }
    for lapsed in &action.lapsed {
        let why = action.why_lapsed(lapsed);
        told.date(lapsed.deed.on, format!("extension to {} lapsed: {why}", day(lapsed.to)));
    }
    let mut told = told.in_order();
    // Where it stands in the end, also when that is a day of before.
    told.date(action.target, "the target");
    Some(told)
}

/// What was agreed or asked of the date of an action, in words.
fn asked_for(event: &Event, action: &Action) -> Option<String> {
    let reason = event.why.as_ref().map_or(String::new(), |why| format!(": {why}"));
    match &event.what {
        What::ActionAgreed { action: letter, target, .. } => {
            Some(format!("{letter} agreed for {}, by {}", day(*target), event.by))
        }
        What::ExtensionAsked { to, .. } => {
            let waits = action.extension.as_ref().filter(|one| one.to == *to && one.asked.on == event.on);
            let waits = waits.map_or(String::new(), |one| format!(": it waits for {}", one.of.words()));
            Some(format!("extension to {} asked by {}{reason}{waits}", day(*to), event.by))
        }
        _ => None,
    }
}

fn told_refused(refused: &Refused) -> String {
    format!("extension to {} refused by {}", day(refused.to), refused.deed.decided())
}

fn told_move(moved: &Move) -> String {
    let (from, to) = (day(moved.from), day(moved.to));
    let granted = moved.granted.as_ref().map_or(String::new(), |deed| {
        format!(", granted by {} on {}{}", deed.by, day(deed.on), deed.signature())
    });
    let by = (moved.to - moved.from).num_days();
    format!("moved from {from} to {to} ({by:+} days) by {}{granted}{}", moved.asked.by, moved.asked.reason())
}

/// `; 3rd date, +214 days`, or nothing.
fn trail(action: &Action) -> String {
    action.trail().map_or(String::new(), |trail| format!("; {trail}"))
}

fn lateness(known: &Known, target: NaiveDate) -> String {
    let left = (target - known.today).num_days();
    match left {
        ..0 => format!("OVERDUE by {}", days(-left)),
        0 => "due today".into(),
        _ if left <= i64::from(known.register.scheme.warning_days) => format!("due soon, in {}", days(left)),
        _ => format!("not due yet, in {}", days(left)),
    }
}

/// The inspectorate's deadline: its words, and how they became a day.
pub fn deadline(known: &Known) -> Option<Explanation> {
    let stands = known.recommendation;
    let set = stands.deadline.as_ref()?;
    let answer = match set.date {
        Some(date) if date < known.today && stands.stage != Stage::Closed => {
            let passed = days((known.today - date).num_days());
            format!("“{}” is {}: it PASSED {passed} ago, and this is open", set.words, day(date))
        }
        Some(date) => format!("“{}” is {}", set.words, day(date)),
        None => format!("“{}” names no day, so there is none", set.words),
    };
    let mut told = Explanation::new(
        format!("Which deadline did the inspectorate set for {}?", stands.reference),
        answer,
        "the inspectorate's words are kept, and the day is found where they allow one: a month means its last day, \
         “within” counts from publication, “with immediate effect” is that day; the force's own target is another date",
        "docs/journey.md, Days",
    );
    told.input("its words", &set.words);
    told.input("how they are read", how_read(&set.words, set.date));
    told.date(stands.published, "the report is published");
    set.date.into_iter().for_each(|date| told.date(date, "the inspectorate's deadline"));
    Some(told.in_order())
}

fn how_read(words: &str, date: Option<NaiveDate>) -> &'static str {
    let lower = words.to_lowercase();
    let Some(date) = date else { return "no day stands in them" };
    let names_the_day = lower
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.parse::<u32>().is_ok_and(|number| number == date.day()));
    if lower.starts_with("within") {
        "counted from the day of publication"
    } else if lower.starts_with("immediately") || lower.starts_with("with immediate") {
        "the day of publication"
    } else if names_the_day {
        "the day that they name"
    } else {
        "the last day of what they name"
    }
}

/// Which level was awarded, when, and the course that follows from it.
pub fn level(known: &Known) -> Option<Explanation> {
    let stands = known.recommendation;
    let level = stands.level.as_ref()?;
    let mut told = Explanation::new(
        format!("Why level {} for {}?", level.code, stands.reference),
        format!("{}; {}", level.name, level.verified_by.words()),
        "the level that the inspectorate awards decides the course of closure; its row is kept as it was on the day",
        format!("docs/journey.md, A level is kept as it was; the scheme “{}”", known.register.scheme.name),
    );
    told.input("signed by", &level.signs);
    told.input("verdict of the inspectorate", if level.verdict_needed { "needed" } else { "not needed" });
    for (step, what) in level.course.iter().enumerate() {
        told.input(format!("step {}", step + 1), what);
    }
    for kind in &level.required_evidence {
        let wanting = stands.evidence_missing().contains(&kind.as_str());
        let accepted = !stands.evidence_not_accepted().contains(&kind.as_str());
        let there = if wanting {
            "missing"
        } else if accepted {
            "accepted"
        } else {
            "offered, not accepted"
        };
        told.input(format!("evidence `{kind}`"), there);
    }
    if !level.source_note.is_empty() {
        told.input("from", &level.source_note);
    }
    for event in known.history.iter().filter(|event| matches!(event.what, What::LevelAwarded { .. })) {
        told.date(event.on, format!("{}, by {}", event.in_words(), event.by));
    }
    Some(told)
}

/// Whether anybody was heard since the last governance meeting.
pub fn quiet(known: &Known) -> Option<Explanation> {
    let stands = known.recommendation;
    let (meeting, held) = known.last_meeting?;
    if !stands.ours || stands.stage != Stage::Governance {
        return None;
    }
    let (heard, is_quiet) = (stands.last_heard(), stands.silent_since()? < held);
    let answer = match heard {
        _ if !is_quiet && heard.is_none_or(|heard| heard < stands.since) => {
            format!(
                "not quiet: it came to governance on {}, not before {meeting} of {}",
                day(stands.since),
                day(held)
            )
        }
        None => format!("quiet: nothing was ever heard of it, also not by {meeting} of {}", day(held)),
        Some(heard) if is_quiet => format!("quiet since {}, before {meeting} of {}", day(heard), day(held)),
        Some(heard) => format!("not quiet: heard on {}, since {meeting}", day(heard)),
    };
    let mut told = Explanation::new(
        format!("Is {} quiet?", stands.reference),
        answer,
        "a recommendation that came to Governance before the last governance meeting that was closed is quiet when, \
         since the day of that meeting, nothing was recorded on it at a meeting, and on none of its actions progress \
         was reported, a date moved, asked for or answered, or the action finished",
        "docs/guide.md, Governance meetings follow it",
    );
    told.input("last governance meeting", format!("{meeting}, {}", day(held)));
    stands.spoken_of.into_iter().for_each(|on| told.input("last recorded at a meeting", day(on)));
    for action in &stands.actions {
        let said = match (&action.finished, &action.progress) {
            (Some(ended), _) => {
                format!("{}, {} by {}", day(ended.deed.on), ended.ending.words(), ended.deed.by)
            }
            (None, Some(said)) => format!("{} by {}: {}", day(said.on), said.by, said.text),
            (None, None) => action.last_heard().map_or("nothing heard".to_string(), |on| {
                format!("{}, its date was moved, asked for or answered", day(on))
            }),
        };
        told.input(stands.action_ref(action).to_string(), said);
    }
    Some(told)
}

/// What came back and has not gone on since, and what waits for the DCC's answer.
pub fn asked_of_dcc(known: &Known) -> Option<Explanation> {
    let stands = known.recommendation;
    let mut found: Vec<(String, &Deed)> = Vec::new();
    for (what, deed) in [
        ("returned by the DCC", &stands.returned),
        ("sent back by the DCC", &stands.sent_back),
        ("returned by the inspectorate", &stands.submission_returned),
    ] {
        let signature = |deed: &Deed| if what.ends_with("DCC") { deed.signature() } else { "" };
        found.extend(deed.as_ref().map(|deed| (format!("{what}{}", signature(deed)), deed)));
    }
    for action in stands.unfinished() {
        found.extend(action.extension.as_ref().map(|extension| {
            let (to, of) = (day(extension.to), extension.of.words());
            (format!("extension of {} to {to} waits for {of}", action.letter), &extension.asked)
        }));
    }
    let closing = stands.withdrawal.as_ref();
    found.extend(closing.map(|closing| {
        (format!("closing it as {} waits for the DCC", closing.ending.words()), &closing.asked)
    }));
    let (answer, _) = found.last().filter(|_| stands.stage != Stage::Closed)?;
    let mut told = Explanation::new(
        format!("What came back, or waits for the DCC, on {}?", stands.reference),
        answer.clone(),
        "whoever asks never decides: what one person asks for waits until the DCC grants or refuses it; \
         what came back says so until it goes on again",
        "docs/journey.md, Two people, and a third fact",
    );
    for (what, deed) in &found {
        told.date(deed.on, format!("{what}, by {}{}", deed.by, deed.reason()));
    }
    Some(told.in_order())
}
