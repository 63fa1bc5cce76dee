//! The panes of a recommendation: what was asked, and the actions and evidence with which it is answered.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::briefing::case;
use crate::journey::deadline::in_words;
use crate::journey::forecast::Outlook;
use crate::journey::recommendation::{Action, Evidence, Recommendation, Stage};
use crate::tui::drawing::fitting::{promised, wrap};
use crate::tui::screen::Around;

/// A part of the work: an action, or a piece of evidence.
pub enum Work<'r> {
    Action(&'r Action),
    Evidence(&'r Evidence),
}

impl<'r> Work<'r> {
    /// All of a recommendation's, actions first.
    pub fn of(stands: &'r Recommendation) -> Vec<Work<'r>> {
        let actions = stands.actions.iter().map(Work::Action);
        actions.chain(stands.evidence.iter().map(Work::Evidence)).collect()
    }

    pub fn action(&self) -> Option<&'r Action> {
        if let Work::Action(action) = self { Some(action) } else { None }
    }

    pub fn evidence(&self) -> Option<&'r Evidence> {
        if let Work::Evidence(piece) = self { Some(piece) } else { None }
    }
}

/// Adds wrapped text to lines, one style for all of it.
fn add(lines: &mut Vec<Line<'static>>, text: &str, indent: usize, width: usize, style: Style) {
    for line in wrap(text, width.saturating_sub(indent)) {
        lines.push(Line::from(Span::styled(format!("{:indent$}{line}", ""), style)));
    }
}

/// What was asked: the words, of whom, by when, the level, the position, and what belongs to it.
pub fn asked_lines(
    stands: &Recommendation,
    outlook: Option<&Outlook>,
    width: usize,
    around: &Around,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    add(&mut lines, &stands.text, 0, width, Style::new());
    let forecast = outlook.map(|outlook| ("forecast".to_string(), outlook.words()));
    let facts = asked_facts(stands).into_iter().chain(forecast).chain(answered_facts(stands, around));
    for (name, text) in facts {
        add(&mut lines, &format!("{name}: {text}"), 0, width, around.theme.dim());
    }
    lines
}

type Fact = (String, String);

/// What the inspectorate asked and decided.
fn asked_facts(stands: &Recommendation) -> Vec<Fact> {
    let mut facts: Vec<Fact> = vec![
        ("of".into(), stands.addressees.join(", ")),
        ("deadline".into(), deadline_of(stands)),
        ("level".into(), level_of(stands)),
    ];
    if stands.times_asked > 1 {
        let first = in_words(stands.first_asked);
        facts.push(("asked".into(), format!("{} times, first on {first}", stands.times_asked)));
    }
    facts.extend(stands.parent.iter().map(|parent| ("belongs to".into(), parent.to_string())));
    if !stands.children.is_empty() {
        let children: Vec<_> = stands.children.iter().map(ToString::to_string).collect();
        facts.push(("closes after".into(), children.join(", ")));
    }
    facts
}

/// What the force and the other addressees answered, and what the inspectorate's system shows.
fn answered_facts(stands: &Recommendation, around: &Around) -> Vec<Fact> {
    let Recommendation { position, condition, sign_off_condition, narrative, .. } = stands;
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(position.map(|position| ("position".into(), position.words().into())));
    for (name, words) in
        [("approved on the condition", condition), ("signed off on the condition", sign_off_condition)]
    {
        facts.extend(words.iter().map(|words| (name.into(), words.clone())));
    }
    for answer in &stands.answers {
        facts.push((format!("{} answered on {}", answer.body, in_words(answer.on)), answer.text.clone()));
    }
    for question in &stands.questions {
        let asked = &question.asked;
        facts.push((
            format!("question {} of {} on {}", question.number, asked.by, in_words(asked.on)),
            question.text.clone(),
        ));
        for reply in &question.replies {
            facts.push((
                format!("answer of {} on {}", reply.deed.by, in_words(reply.deed.on)),
                reply.text.clone(),
            ));
        }
    }
    let missing: Vec<_> = stands.unanswered(&around.register.home).collect();
    if stands.ours && !missing.is_empty() {
        facts.push(("no answer yet from".into(), missing.join(", ")));
    }
    if let Some(status) = &stands.inspectorate_status {
        let named = around.register.scheme.inspectorate_status(status);
        let name = named.map_or(status.clone(), |named| named.name.clone());
        facts.push(("the inspectorate's system shows".into(), name));
    }
    facts.extend(narrative.iter().map(|words| ("published by the force".into(), words.clone())));
    facts
}

/// The inspectorate's words, and the day they mean.
fn deadline_of(stands: &Recommendation) -> String {
    match &stands.deadline {
        None => "none set by the inspectorate".into(),
        Some(set) => match set.date {
            Some(date) => format!("{} ({})", set.words, in_words(date)),
            None => format!("{} (no day can be read from it)", set.words),
        },
    }
}

fn level_of(stands: &Recommendation) -> String {
    match &stands.level {
        None => "not awarded yet".into(),
        Some(level) => format!("{} {}: {}", level.code, level.name, level.course.join("; ")),
    }
}

/// The actions and the evidence as lines, and which of the lines are what is chosen.
pub fn work_lines(
    work: &[Work],
    stands: &Recommendation,
    at: usize,
    here: bool,
    width: usize,
    around: &Around,
) -> (Vec<Line<'static>>, Vec<Range<usize>>) {
    let (mut lines, mut parts) = (Vec::new(), Vec::new());
    if stands.actions.is_empty() {
        lines.push(Line::styled("no action agreed yet", around.theme.dim()));
    }
    for (index, one) in work.iter().enumerate() {
        let from = lines.len();
        let chosen = here && index == at;
        match one {
            Work::Action(action) => action_lines(action, stands, chosen, width, around, &mut lines),
            Work::Evidence(piece) => evidence_lines(piece, chosen, width, around, &mut lines),
        }
        parts.push(from..lines.len());
    }
    if let Some(missing) = missing_evidence(stands, around) {
        add(&mut lines, &missing, 0, width, around.theme.warning());
    }
    (lines, parts)
}

/// The first lines say what it is and carry the mark of the chosen one.
fn headed(
    lines: &mut Vec<Line<'static>>,
    name: &str,
    text: &str,
    chosen: bool,
    width: usize,
    around: &Around,
) {
    let marker = if chosen { "▸" } else { " " };
    let style = if chosen { around.theme.strong() } else { Style::new() };
    let indent = name.len() + 2;
    for (index, line) in wrap(text, width.saturating_sub(indent)).into_iter().enumerate() {
        let before = if index == 0 { format!("{marker}{name} ") } else { " ".repeat(indent) };
        lines.push(Line::from(Span::styled(format!("{before}{line}"), style)));
    }
}

fn action_lines(
    action: &Action,
    stands: &Recommendation,
    chosen: bool,
    width: usize,
    around: &Around,
    lines: &mut Vec<Line<'static>>,
) {
    let theme = around.theme;
    headed(lines, &action.letter.to_string(), &action.marked(), chosen, width, around);
    lines.push(state_of(action, around));
    if let Some(finished) = &action.finished {
        add(lines, &format!("finished on {}", in_words(finished.deed.on)), 3, width, theme.dim());
        return;
    }
    let waits = stands.stage.promises();
    let late = waits && action.overdue(around.today);
    let style = if late { theme.bad() } else { Style::new() };
    add(lines, &dates_of(action, waits, around), 3, width, style);
    if let Some(extension) = &action.extension {
        let asked = format!("extension to {} waits for {}", in_words(extension.to), extension.of.words());
        add(lines, &asked, 3, width, theme.warning());
    }
    for refused in &action.refused {
        let (to, asked, deed) = (in_words(refused.to), &refused.asked, &refused.deed);
        let told = format!("extension to {to} asked by {}{}", asked.by, asked.reason());
        add(lines, &told, 3, width, theme.dim());
        let told = format!("refused by {} on {}{}", deed.by, in_words(deed.on), deed.reason());
        add(lines, &told, 3, width, theme.dim());
    }
    if let Some(progress) = &action.progress {
        let at = progress.meeting.map_or(String::new(), |meeting| format!(" {meeting}"));
        let said = format!("{}{at}: {}", in_words(progress.on), progress.text);
        add(lines, &said, 3, width, theme.dim());
    }
}

/// The rating, the owner, and how it ended where it did.
fn state_of(action: &Action, around: &Around) -> Line<'static> {
    let theme = around.theme;
    let rating = action.rating.as_deref().and_then(|code| around.register.scheme.rating(code));
    let mut spans = vec![Span::raw("   ")];
    if let Some(rating) = rating {
        spans
            .push(Span::styled(format!("{} {}  ", rating.letter, rating.code), theme.rating(&rating.colour)));
    }
    spans.push(Span::raw(format!("{}  ", crate::tui::drawing::fitting::cut(&action.owner, 16))));
    if let Some(finished) = &action.finished {
        spans.push(Span::styled(format!("{} ", finished.ending.words()), theme.good()));
    }
    Line::from(spans)
}

/// The target and its trail: `30 Jun 2023, 3rd date, +214 days`.
fn dates_of(action: &Action, waits: bool, around: &Around) -> String {
    let promise = promised(action.target, around.today, around.register.scheme.warning_days);
    let target = in_words(action.target);
    let near = if waits && promise != target { format!(" ({promise})") } else { String::new() };
    let trail = action.trail().map_or(String::new(), |trail| format!(", {trail}"));
    let later = case::later(action);
    format!("by {target}{near}{trail}{later}")
}

fn evidence_lines(
    piece: &Evidence,
    chosen: bool,
    width: usize,
    around: &Around,
    lines: &mut Vec<Line<'static>>,
) {
    let theme = around.theme;
    headed(lines, &piece.reference.to_string(), &piece.title, chosen, width, around);
    let (judged, style) = match (&piece.accepted, &piece.rejected) {
        (_, Some(deed)) if piece.taken_back() => (format!("taken back by {}", deed.by), theme.dim()),
        (_, Some(deed)) => (format!("rejected by {}", deed.by), theme.bad()),
        (Some(deed), None) => (format!("accepted by {}", deed.by), theme.good()),
        (None, None) => (format!("offered by {}, not judged", piece.offered.by), theme.warning()),
    };
    add(lines, &format!("{}; {judged}", piece.kind), 3, width, style);
    if let Some(held) = &piece.held {
        add(lines, &format!("held: {held}"), 3, width, theme.dim());
    }
    for words in piece.about() {
        add(lines, &words, 3, width, theme.dim());
    }
    if let Some((words, style)) = opened_by(piece, around) {
        add(lines, &words, 3, width, style);
    }
}

/// Whether whoever sits there has opened its file, and who else has.
fn opened_by(piece: &Evidence, around: &Around) -> Option<(String, Style)> {
    let words = case::opened(piece)?;
    match piece.opened_by(&around.actor) {
        Some(_) => Some((words, around.theme.good())),
        None if piece.opened.is_empty() => Some(("NOT OPENED".into(), around.theme.warning())),
        None => Some((format!("NOT OPENED by you; {words}"), around.theme.warning())),
    }
}

/// What the level asks for and nobody has offered, or nobody has accepted.
fn missing_evidence(stands: &Recommendation, around: &Around) -> Option<String> {
    let named = |codes: Vec<&str>| -> Vec<String> {
        let name = |code: &str| {
            around.register.scheme.evidence_kind(code).map_or(code.into(), |kind| kind.name.clone())
        };
        codes.into_iter().map(name).collect()
    };
    if stands.stage == Stage::Closed {
        return None;
    }
    let missing = named(stands.evidence_missing());
    if !missing.is_empty() {
        return Some(format!("the level asks for: {}", missing.join(", ")));
    }
    let unjudged = named(stands.evidence_not_accepted());
    (!unjudged.is_empty()).then(|| format!("to be accepted: {}", unjudged.join(", ")))
}
