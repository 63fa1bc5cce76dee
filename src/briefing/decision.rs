//! What whoever decides on a recommendation should know of it:
//! what was asked, what the force answers, and the work with its evidence.

use super::case::{self, dissent};
use super::headline;
use crate::journey::deadline::in_words;
use crate::journey::deciding::Matter;
use crate::journey::event::What;
use crate::journey::question::Question;
use crate::journey::recommendation::{Action, Evidence, Recommendation, Stage};

/// What a decision on it is about, a line each; `by` is who decides.
pub fn about(stands: &Recommendation, by: &str) -> Vec<String> {
    let mut lines = vec![format!("{} {}", stands.reference, stands.text)];
    lines.extend(stands.position_in_words().map(|position| format!("position: {position}")));
    lines.extend(notes_of(stands));
    for matter in Matter::of(stands) {
        lines
            .extend(headline::noes(&matter, stands).into_iter().map(|(head, said)| format!("{head} {said}")));
    }
    match stands.dissents.as_slice() {
        [] => lines.push("dissent: none recorded".into()),
        all => lines.extend(all.iter().map(dissent)),
    }
    let answered = stands.questions.iter().filter(|question| !question.replies.is_empty());
    lines.extend(answered.flat_map(case::question));
    for action in stands.unfinished().filter(|action| action.extension.is_some()) {
        lines.push(moved_before(action));
        lines.extend(case::trail_lines(action).iter().map(|line| format!("{} {line}", action.letter)));
    }
    lines.extend(stands.actions.iter().map(of_action));
    lines.extend(stands.evidence.iter().map(|piece| of_evidence(piece, &read_by(piece, by))));
    lines
}

fn of_action(action: &Action) -> String {
    let state = match &action.finished {
        Some(finished) => format!("{} on {}", finished.ending.words(), in_words(finished.deed.on)),
        None => format!("by {}", in_words(action.target)),
    };
    format!("{} {}; {}, {state}", action.letter, action.marked(), action.owner)
}

/// The piece of evidence that an event opens or judges, with its file, so that whoever asks for it sees which it is.
pub fn evidence_of(what: &What, stands: &Recommendation) -> Option<String> {
    let (What::EvidenceOpened { evidence }
    | What::EvidenceAccepted { evidence }
    | What::EvidenceRejected { evidence }) = what
    else {
        return None;
    };
    let piece = stands.evidence.iter().find(|piece| piece.reference == *evidence)?;
    let opened = case::opened(piece).map_or(String::new(), |words| format!("; {words}"));
    Some(of_evidence(piece, &opened))
}

/// Whether a person opened a piece, as it follows its words; nothing where it has no file.
fn read_by(piece: &Evidence, person: &str) -> String {
    match (&piece.file, piece.opened_by(person)) {
        (None, _) => String::new(),
        (Some(_), Some(deed)) => format!("; opened by {person} on {}", in_words(deed.on)),
        (Some(_), None) => format!("; not opened by {person}"),
    }
}

/// Where the copy goes of a file that is opened without saying where to.
pub const GOES_PRIVATELY: &str =
    "the copy goes into a folder that nobody else can read, and is removed when you leave Plenary";

/// What the program knows of a piece stands before its title, which anybody may write; `opened` follows how it was judged.
fn of_evidence(piece: &Evidence, opened: &str) -> String {
    let judged = match (&piece.accepted, &piece.rejected) {
        (_, Some(deed)) if piece.taken_back() => format!("taken back by {}", deed.by),
        (_, Some(deed)) => format!("rejected by {}", deed.by),
        (Some(deed), None) => format!("accepted by {}", deed.by),
        (None, None) => "not judged".into(),
    };
    let about: String = piece.about().into_iter().map(|words| format!("; {words}")).collect();
    format!("{} ({}), {judged}{opened}{about} · {}", piece.reference, piece.kind, piece.title)
}

/// What the person who decides next should know.
pub fn notes_of(stands: &Recommendation) -> Vec<String> {
    let mut notes = super::desk::refusals(stands);
    let reopened = stands.reopened.as_ref().filter(|_| stands.stage == Stage::Governance);
    notes.extend(reopened.map(|deed| format!("reopened by {}{}", deed.by, deed.reason())));
    let asks = |question: &Question| {
        format!(
            "question {} of {} waits for an answer: {}",
            question.number, question.asked.by, question.text
        )
    };
    notes.extend(stands.open_questions().map(asks));
    notes.extend(stands.unfinished().filter_map(extension_of));
    notes.extend(stands.withdrawal.as_ref().map(|withdrawal| {
        let ending = withdrawal.ending.words();
        format!("{} asks the DCC to close it as {ending}{}", withdrawal.asked.by, withdrawal.asked.reason())
    }));
    notes
}

fn extension_of(action: &Action) -> Option<String> {
    let extension = action.extension.as_ref()?;
    let (by, to) = (&extension.asked.by, in_words(extension.to));
    let (of, letter) = (extension.of.words(), &action.letter);
    Some(format!("{by} asks {of} to extend {letter} to {to}{}", extension.asked.reason()))
}

/// How often and how far an action's date was moved before, and how it is rated.
fn moved_before(action: &Action) -> String {
    let rated = action.rating.as_ref().map_or("no rating".to_string(), |rating| format!("rated {rating}"));
    let first = format!("{} was first agreed for {}", action.letter, in_words(action.original));
    let now = action.trail().map_or("never moved before".to_string(), |trail| format!("now {trail}"));
    let refused = match action.refused.len() {
        0 => String::new(),
        1 => ", refused once before".into(),
        times => format!(", refused {times} times before"),
    };
    format!("{first}, {now}{refused}, {rated}")
}

/// What an event takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// `the level was 3`, or where it is the same `the level is 3 already`.
    pub words: String,
    pub is_the_same: bool,
}

/// What stands in the place that an event fills; none where it fills one that is empty, or takes no other's place.
pub fn replaced_by(what: &What, stands: &Recommendation) -> Option<Replaced> {
    let of = |name: &str, was: &str, now: &str| {
        let is_the_same = was == now;
        let words =
            if is_the_same { format!("{name} is {was} already") } else { format!("{name} was {was}") };
        Some(Replaced { words, is_the_same })
    };
    match what {
        What::LevelAwarded { level, .. } => of("the level", &stands.level.as_ref()?.code, &level.code),
        What::PositionTaken { position } => of("the position", stands.position?.words(), position.words()),
        What::StatusNoted { status } => {
            of("the inspectorate's status", stands.inspectorate_status.as_ref()?, status)
        }
        What::AnswerGiven { body, text } => {
            let former = stands.answers.iter().find(|answer| &answer.body == body)?;
            of(&format!("the answer of {body}"), &former.text, text)
        }
        What::ProgressReported { action, rating: Some(rating), .. }
        | What::ActionFinished { action, rating: Some(rating), .. } => {
            // The statement is new, whatever the rating.
            of("the rating", stands.action(action)?.rating.as_ref()?, rating).filter(|it| !it.is_the_same)
        }
        _ => None,
    }
}
