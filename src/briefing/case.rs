//! One recommendation's case: what was asked, what is done about it, what happened.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::headline;
use super::history;
use super::layout::{beside, cell, fold};
use crate::journey::deadline::in_words as day;
use crate::journey::forecast::Outlook;
use crate::journey::question::Question;
use crate::journey::recommendation::{Action, Deed, Dissent, Evidence, Minuted, Recommendation, Stage};
use crate::journey::reference::RecommendationRef;
use crate::journey::register::Register;
use crate::journey::scheme::Scheme;
use crate::ledger::Recorded;

/// The journey as a bar of all stages, with the one where it stands marked.
pub fn bar(stage: Stage) -> String {
    let mark = |other: Stage| match other {
        _ if stage == Stage::Closed => '●',
        other if other < stage => '●',
        other if other == stage => '◐',
        _ => '○',
    };
    Stage::ALL.map(|other| format!("{} {}", other.name(), mark(other))).join("── ")
}

/// Every step of an action's date, the oldest first, a line each: how it moved, what was refused, what lapsed, what waits.
pub fn trail_lines(action: &Action) -> Vec<String> {
    let moved = action.moves.iter().map(|moved| {
        let (from, to, by) = (day(moved.from), day(moved.to), &moved.asked.by);
        let granted = moved.granted.as_ref();
        let granted =
            granted.map_or(String::new(), |deed| format!(", granted by {}{}", deed.by, deed.signature()));
        (moved.asked.on, format!("moved from {from} to {to} by {by}{granted}{}", moved.asked.reason()))
    });
    let asked = |to: NaiveDate, asked: &Deed| {
        format!("extension to {} asked by {} on {}{}", day(to), asked.by, day(asked.on), asked.reason())
    };
    // What became of it stands by itself: nothing behind a reason could be taken for it.
    let refused = action.refused.iter().flat_map(|refused| {
        let (to, deed) = (day(refused.to), &refused.deed);
        let refused_by =
            format!("refused by {} on {}{}{}", deed.by, day(deed.on), deed.signature(), deed.reason());
        let lines = [asked(refused.to, &refused.asked), format!("extension to {to} {refused_by}")];
        lines.map(|line| (refused.asked.on, line))
    });
    let lapsed = action.lapsed.iter().flat_map(|lapsed| {
        let (to, on) = (day(lapsed.to), day(lapsed.deed.on));
        let ended = format!("extension to {to} lapsed on {on}: {}", action.why_lapsed(lapsed));
        [asked(lapsed.to, &lapsed.asked), ended].map(|line| (lapsed.asked.on, line))
    });
    let mut steps: Vec<_> = moved.chain(refused).chain(lapsed).collect();
    steps.sort_by_key(|(on, _)| *on);
    let waits = action.extension.as_ref().map(|extension| {
        let (to, asked) = (day(extension.to), &extension.asked);
        let asked_by = format!("asked by {} on {}{}", asked.by, day(asked.on), asked.reason());
        format!("extension to {to} waits for {}, {asked_by}", extension.of.words())
    });
    steps.into_iter().map(|(_, line)| line).chain(waits).collect()
}

/// The whole case in words.
pub fn told(
    case: &Recommendation,
    outlook: Option<&Outlook>,
    register: &Register,
    history: &[Recorded],
    today: NaiveDate,
    width: usize,
) -> String {
    let head = format!("{}  ", case.reference);
    let mut out = beside(&head, &format!("{} to {}", case.kind.words(), case.addressees.join("; ")), width);
    headline::refusals(case).iter().for_each(|refusal| out.push_str(&fold(&refusal.large(), width, "")));
    if case.ours {
        out.push_str(&format!("{}\n", bar_within(case.stage, width)));
        out.push_str(&format!("{}\n", next(case)));
        going_on(case).iter().for_each(|line| out.push_str(&fold(line, width, "")));
    } else {
        out.push_str("addressed elsewhere: it makes no work for the home body\n");
    }
    out.push_str("\nAsked\n");
    out.push_str(&fold(&case.text, width, "  "));
    about(case, register, today).iter().for_each(|line| out.push_str(&fold(line, width, "  ")));
    if let Some(outlook) = outlook {
        out.push_str(&fold(&format!("forecast: {}", outlook.words()), width, "  "));
    }
    out.push_str(&actions(case, &register.scheme, today, width));
    out.push_str(&evidence(case, width));
    out.push_str("\nWhat happened\n");
    history.iter().for_each(|recorded| out.push_str(&history::line(recorded, width, false)));
    out
}

/// The bar, with less between the stages where a line is short.
fn bar_within(stage: Stage, width: usize) -> String {
    let bar = bar(stage);
    if bar.width() <= width { bar } else { bar.replace("── ", " ") }
}

/// What was refused and is not overcome, which wins every headline; then what waits for the DCC, what the DCC attached,
/// and what others said: a line each.
pub fn decided(case: &Recommendation) -> Vec<String> {
    super::desk::refusals(case).into_iter().chain(going_on(case)).collect()
}

/// The same without what was refused.
pub fn going_on(case: &Recommendation) -> Vec<String> {
    let mut lines = Vec::new();
    if case.stage != Stage::Closed {
        let reopened = |deed: &Deed| format!("reopened on {}{}", day(deed.on), deed.reason());
        lines.extend(case.reopened.as_ref().map(reopened));
    }
    if let Some(waits) = &case.withdrawal {
        let by = waits.superseded_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
        let (ending, asked) = (waits.ending.words(), &waits.asked);
        lines.push(format!(
            "waits for the DCC: {} asked on {} to close it as {ending}{by}",
            asked.by,
            day(asked.on)
        ));
    }
    let condition = |what: &str, deed: &Option<Deed>, condition: &Option<String>| {
        let signed = deed.as_ref().map_or("", Deed::signature);
        condition.as_ref().map(|condition| format!("{what} on the condition: {condition}{signed}"))
    };
    lines.extend(condition("approved", &case.approved, &case.condition));
    lines.extend(condition("signed off", &case.signed_off, &case.sign_off_condition));
    let minuted = |one: &Minuted| format!("decided at {} on {}: {}", one.meeting, day(one.on), one.text);
    lines.extend(case.decisions.iter().map(minuted));
    lines.extend(case.questions.iter().flat_map(question));
    lines.extend(case.dissents.iter().map(dissent));
    lines
}

/// What was asked, and what was answered, a line each.
pub fn question(question: &Question) -> Vec<String> {
    let (number, asked) = (question.number, &question.asked);
    let mut lines =
        vec![format!("question {number} of {} on {}: {}", asked.by, day(asked.on), question.text)];
    lines.extend(question.replies.iter().map(|reply| {
        format!("answer to question {number} by {} on {}: {}", reply.deed.by, day(reply.deed.on), reply.text)
    }));
    if question.replies.is_empty() {
        lines.push(format!("question {number} is not answered"));
    }
    lines
}

/// Who did not agree, at which meeting, and with what.
pub fn dissent(dissent: &Dissent) -> String {
    format!("dissent of {} at {} on {}: {}", dissent.who, dissent.meeting, day(dissent.on), dissent.text)
}

/// What is known of what was asked, a line each.
pub fn about(case: &Recommendation, register: &Register, today: NaiveDate) -> Vec<String> {
    let mut lines = vec![format!("deadline: {}", deadline(case, today)), format!("level: {}", level(case))];
    let names =
        |all: &[RecommendationRef]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    lines.extend(case.parent.as_ref().map(|parent| format!("belongs to the cause of concern {parent}")));
    if !case.children.is_empty() {
        lines.push(format!("can close only after {}", names(&case.children)));
    }
    lines.extend(case.restates.as_ref().map(|earlier| {
        format!("asks {earlier} again: asked {} times, first on {}", case.times_asked, day(case.first_asked))
    }));
    lines.extend(case.narrative.as_ref().map(|narrative| format!("the force wrote: {narrative}")));
    lines.extend(case.position_in_words().map(|position| format!("position: {position}")));
    lines.extend(
        case.answers
            .iter()
            .map(|answer| format!("{} answered on {}: {}", answer.body, day(answer.on), answer.text)),
    );
    if case.ours && case.stage != Stage::Closed {
        lines.extend(case.unanswered(&register.home).map(|body| format!("{body} has not answered yet")));
    }
    let status = |code: &String| register.scheme.inspectorate_status(code).map(|row| row.name.clone());
    let shows = case.inspectorate_status.as_ref().and_then(status);
    lines.extend(shows.map(|status| format!("the inspectorate's own system shows: {status}")));
    lines
}

/// Whose move it is, or how it ended.
pub fn next(case: &Recommendation) -> String {
    match &case.closing {
        Some(closing) => closing.words(),
        None if case.withdrawal.is_some() => "next move: DCC, who was asked to close it".into(),
        None => match &case.submission {
            Some(sent) => format!("submitted on {}; next move: the inspectorate", day(sent.deed.on)),
            None if case.stage == Stage::Governance && case.unfinished().next().is_none() => {
                "every action is finished; next move: a governance meeting considers it complete".into()
            }
            None if case.stage == Stage::Submission && case.unfinished().next().is_some() => first_met(case),
            None => format!("next move: {}{}", case.stage.whose_move(), asked_first(case)),
        },
    }
}

/// What the sign-off depends on, and whose move that is.
fn first_met(case: &Recommendation) -> String {
    let named: Vec<_> =
        case.unfinished().map(|action| format!("{} ({})", action.letter, action.owner)).collect();
    format!("signed off on a condition, which is met before it is submitted; next move: {}", named.join(", "))
}

/// That a question waits, which keeps nobody from deciding.
fn asked_first(case: &Recommendation) -> String {
    let question = case.open_questions().next();
    question.map_or(String::new(), |question| {
        format!("; a question of {} waits for an answer", question.asked.by)
    })
}

pub fn deadline(case: &Recommendation, today: NaiveDate) -> String {
    let date = case.deadline.as_ref().and_then(|set| set.date);
    let passed = date.filter(|date| case.ours && case.stage != Stage::Closed && *date < today);
    let passed =
        passed.map_or(String::new(), |date| format!("; PASSED {} days ago", (today - date).num_days()));
    let words = match &case.deadline {
        None => "none set by the inspectorate".into(),
        Some(set) => match set.date {
            Some(date) if set.words.contains(&date.format("%-d %B %Y").to_string()) => {
                format!("“{}”", set.words)
            }
            Some(date) => format!("“{}”, that is {}", set.words, day(date)),
            None => format!("“{}”, which names no day", set.words),
        },
    };
    words + &passed
}

/// The level awarded, with its course.
pub fn level(case: &Recommendation) -> String {
    case.level.as_ref().map_or("not awarded yet".into(), |level| {
        format!("{} {} ({}): {}", level.code, level.name, level.verified_by.words(), level.course.join("; "))
    })
}

/// The rating of an action in a letter and a word.
pub fn rating(action: &Action, scheme: &Scheme) -> String {
    match action.rating.as_ref().and_then(|code| scheme.rating(code)) {
        Some(rating) => format!("{} {}", rating.letter, rating.code.to_lowercase()),
        None => "- not rated".into(),
    }
}

/// Where an action's date stands, in words.
pub fn date_words(action: &Action, today: NaiveDate) -> String {
    let mut words = day(action.target);
    match &action.finished {
        Some(finished) => words = format!("{} {}", finished.ending.words(), day(finished.deed.on)),
        None if action.overdue(today) => {
            words.push_str(&format!(" OVERDUE by {} days", (today - action.target).num_days()))
        }
        None => {}
    }
    if let Some(trail) = action.trail() {
        words.push_str(&format!(" ({trail})"));
    }
    if let Some(extension) = &action.extension {
        words.push_str(&format!("; extension to {} waits for {}", day(extension.to), extension.of.words()));
    }
    words
}

fn actions(case: &Recommendation, scheme: &Scheme, today: NaiveDate, width: usize) -> String {
    let mut out = String::from("\nActions\n");
    if case.actions.is_empty() {
        out.push_str("  none agreed\n");
    }
    for action in &case.actions {
        let later = later(action);
        // Nothing is late where nobody works any more.
        let dates = match (&case.closing, &action.finished) {
            (Some(_), None) => format!("not finished; was promised for {}", day(action.target)),
            _ => date_words(action, today),
        };
        let head = format!(
            "  {}  {}  {}  ",
            action.letter,
            cell(&rating(action, scheme), 11),
            cell(&action.owner, 14)
        );
        out.push_str(&beside(&head, &format!("{dates}{later}"), width));
        out.push_str(&fold(&action.text, width, "     "));
        trail_lines(action).iter().for_each(|line| out.push_str(&fold(line, width, "     ")));
        if let Some(progress) = &action.progress {
            let at = progress.meeting.map_or(String::new(), |meeting| format!(" at {meeting}"));
            let said = format!("{}{at}, {}: {}", day(progress.on), progress.by, progress.text);
            out.push_str(&fold(&said, width, "     > "));
        }
    }
    out
}

/// Where an action that was agreed late comes from, or whose condition it is; nothing where it is one of the plenary's.
pub fn later(action: &Action) -> String {
    let later = if action.added_later { ", added after approval" } else { "" };
    let condition = action.condition.map_or(String::new(), |of| format!(", {}", of.words()));
    let arose = action.arose.map_or(String::new(), |meeting| format!(", arising from {meeting}"));
    later.to_string() + &condition + &arose
}

/// Who opened the file of a piece of evidence, in words; none where it has none.
pub fn opened(evidence: &Evidence) -> Option<String> {
    evidence.file.as_ref()?;
    let by: Vec<_> = evidence.opened.iter().map(|deed| format!("{} on {}", deed.by, day(deed.on))).collect();
    Some(if by.is_empty() { "opened by nobody".into() } else { format!("opened by {}", by.join(", ")) })
}

/// How a piece of evidence was judged, in words.
pub fn judged(evidence: &Evidence) -> String {
    match (&evidence.accepted, &evidence.rejected) {
        (Some(deed), _) => format!("accepted by {} on {}", deed.by, day(deed.on)),
        (None, Some(deed)) if evidence.taken_back() => {
            format!("taken back by {} on {}{}", deed.by, day(deed.on), deed.reason())
        }
        (None, Some(deed)) => format!("rejected by {} on {}{}", deed.by, day(deed.on), deed.reason()),
        (None, None) => {
            format!("offered by {} on {}, not judged yet", evidence.offered.by, day(evidence.offered.on))
        }
    }
}

fn evidence(case: &Recommendation, width: usize) -> String {
    let mut out = String::from("\nEvidence\n");
    let missing = case.evidence_missing();
    if case.evidence.is_empty() && missing.is_empty() {
        out.push_str("  none\n");
    }
    for piece in &case.evidence {
        let held = piece.held.as_ref().map_or(String::new(), |held| format!(" (held: {held})"));
        let about: String = piece.about().into_iter().map(|words| format!("; {words}")).collect();
        let opened = opened(piece).map_or(String::new(), |words| format!("; {words}"));
        let said = format!("{}: {}{held}{about}; {}{opened}", piece.kind, piece.title, judged(piece));
        out.push_str(&beside(&format!("  {}  ", cell(&piece.reference.to_string(), 4)), &said, width));
    }
    if !missing.is_empty() {
        out.push_str(&fold(&format!("missing for its level: {}", missing.join(", ")), width, "  "));
    }
    out
}
