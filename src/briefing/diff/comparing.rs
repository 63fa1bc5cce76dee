//! How one recommendation differs from what it was.

use chrono::NaiveDate;

use super::{Change, Sort};
use crate::journey::deadline::in_words;
use crate::journey::recommendation::{
    Action, Evidence, Recommendation, RefusedWithdrawal, Stage, Withdrawal,
};
use crate::journey::scheme::Scheme;

/// One that was not there before.
pub fn new(now: &Recommendation) -> Change {
    let stage = if now.ours { now.stage.name() } else { "addressed elsewhere" };
    let to = ended(now).map_or(stage.into(), |ended| format!("{stage}: {ended}"));
    Change { to: Some(to), ..change(now, Sort::New) }
}

/// One that is not there any more.
pub fn gone(was: &Recommendation) -> Change {
    change(was, Sort::Retracted)
}

/// Everything that differs; `schemes` are those of then and of now. Nothing where nothing does.
pub fn changes(was: &Recommendation, now: &Recommendation, schemes: [&Scheme; 2]) -> Vec<Change> {
    let mut found: Vec<Change> = road(was, now).into_iter().collect();
    for action in &now.actions {
        match was.action(&action.letter) {
            None => {
                found.push(agreed(now, action));
                on_action(&mut found, now, (&as_agreed(action), action), schemes[1]);
            }
            Some(before) => on_action(&mut found, now, (before, action), schemes[1]),
        }
    }
    for piece in &now.evidence {
        found.extend(on_evidence(
            was.evidence.iter().find(|old| old.reference == piece.reference),
            piece,
            now,
        ));
    }
    found.extend(plain(was, now));
    found.extend(rated_by_another_scheme(was, now, schemes, &found));
    if found.is_empty() && was != now {
        found.push(change(now, Sort::Other));
    }
    found
}

fn change(of: &Recommendation, sort: Sort) -> Change {
    let (recommendation, text) = (of.reference.clone(), of.text.clone());
    Change { sort, recommendation, text, about: None, from: None, to: None, days: None }
}

/// Where it stands on the road: on, back, closed, opened again, or there and back.
fn road(was: &Recommendation, now: &Recommendation) -> Option<Change> {
    let sort = match (was.stage, now.stage) {
        (Stage::Closed, Stage::Closed) if was.closing != now.closing => Sort::Closed,
        (from, to) if from == to && was.since == now.since => return None,
        (_, Stage::Closed) => Sort::Closed,
        (Stage::Closed, _) => Sort::Reopened,
        (from, to) if from < to => Sort::Advanced,
        _ => Sort::Regressed,
    };
    let to = ended(now).unwrap_or(now.stage.name().into());
    Some(Change { from: Some(was.stage.name().into()), to: Some(to), ..change(now, sort) })
}

/// How it was closed, and where a decision closed it whether that is signed; none of what is not closed.
fn ended(now: &Recommendation) -> Option<String> {
    now.closing.as_ref().map(|closing| format!("{}{}", closing.ending.words(), closing.signature()))
}

fn agreed(now: &Recommendation, action: &Action) -> Change {
    let to = format!("{}, by {}: {}", action.owner, in_words(action.original), action.text);
    Change { about: Some(now.action_ref(action).to_string()), to: Some(to), ..change(now, Sort::Agreed) }
}

/// An action as it was when it was agreed, by what is told of its agreeing: what happened since differs from it.
fn as_agreed(action: &Action) -> Action {
    Action::agreed(&action.letter, &action.text, &action.owner, action.original)
}

fn on_action(found: &mut Vec<Change>, now: &Recommendation, (was, is): (&Action, &Action), scheme: &Scheme) {
    let about = now.action_ref(is).to_string();
    let mut differs = |sort, from: Option<String>, to: Option<String>, days| {
        if from != to {
            found.push(Change { about: Some(about.clone()), from, to, days, ..change(now, sort) });
        }
    };
    let days = (is.target - was.target).num_days();
    let moves = is.moves.len().saturating_sub(was.moves.len());
    let times = if moves > 1 { format!(" in {moves} moves") } else { String::new() };
    let moved = format!("{}{times}", in_words(is.target));
    differs(Sort::DateMoved, Some(in_words(was.target)), Some(moved), Some(days));
    differs(Sort::OwnerChanged, Some(was.owner.clone()), Some(is.owner.clone()), None);
    differs(rating_sort(was, is, scheme), was.rating.clone(), is.rating.clone(), None);
    let ended = |action: &Action| action.finished.as_ref().map(|ended| ended.ending.words().to_string());
    differs(Sort::Finished, ended(was), ended(is), None);
    let said = |action: &Action| {
        action.progress.as_ref().map(|said| format!("{}: {}", in_words(said.on), said.text))
    };
    differs(Sort::Said, said(was), said(is), None);
    if is.extension.is_some() && was.extension != is.extension {
        differs(Sort::Asked, None, is.extension.as_ref().map(|asked| later_date(asked.to)), None);
    }
    for (sort, told) in answers(was, is) {
        differs(sort, None, Some(told), None);
    }
    differs(Sort::Words, Some(was.text.clone()), Some(is.text.clone()), None);
}

fn later_date(to: NaiveDate) -> String {
    format!("a later date, {}", in_words(to))
}

/// What became of the later dates that were asked, an answer each.
fn answers(was: &Action, is: &Action) -> Vec<(Sort, String)> {
    let refused =
        is.refused.iter().skip(was.refused.len()).map(|refused| {
            (Sort::Refused, format!("{}, by {}", later_date(refused.to), refused.deed.decided()))
        });
    let granted = is.moves.iter().skip(was.moves.len()).filter_map(|moved| {
        let deed = moved.granted.as_ref()?;
        Some((Sort::Answered, format!("{}, granted by {}", later_date(moved.to), deed.decided())))
    });
    let lapsed = is.lapsed.iter().skip(was.lapsed.len()).map(|lapsed| {
        (Sort::Answered, format!("{}, lapsed: {}", later_date(lapsed.to), is.why_lapsed(lapsed)))
    });
    refused.chain(granted).chain(lapsed).collect()
}

/// Up is better: the higher a rating's severity, the worse.
fn rating_sort(was: &Action, is: &Action, scheme: &Scheme) -> Sort {
    let severity = |action: &Action| Some(scheme.rating(action.rating.as_deref()?)?.severity);
    match (severity(was), severity(is)) {
        (Some(before), Some(now)) if now > before => Sort::RatingWorse,
        (Some(before), Some(now)) if now < before => Sort::RatingBetter,
        _ => Sort::Rated,
    }
}

fn on_evidence(was: Option<&Evidence>, is: &Evidence, now: &Recommendation) -> Option<Change> {
    let judged = |piece: &Evidence| {
        let words = match (&piece.accepted, &piece.rejected) {
            (Some(_), _) => "accepted",
            (None, Some(_)) if piece.taken_back() => "taken back",
            (None, Some(_)) => "rejected",
            (None, None) => "offered",
        };
        format!("{words}: {}", piece.title)
    };
    let (sort, from) = match was {
        None => (Sort::Evidence, None),
        Some(was) => (Sort::Judged, Some(judged(was))),
    };
    let (about, to) = (Some(is.reference.to_string()), Some(judged(is)));
    (from != to).then(|| Change { about, from, to, ..change(now, sort) })
}

/// What is said of the recommendation as a whole.
fn plain(was: &Recommendation, now: &Recommendation) -> Vec<Change> {
    let day = |day: NaiveDate| Some(in_words(day));
    let level = |of: &Recommendation| of.level.as_ref().map(|level| level.code.clone());
    let position = |of: &Recommendation| of.position.map(|position| position.words().to_string());
    let deadline = |of: &Recommendation| {
        of.deadline
            .as_ref()
            .map(|set| format!("{} ({})", set.words, set.date.map_or("no day".into(), in_words)))
    };
    let pairs = [
        (Sort::Level, level(was), level(now)),
        (Sort::Position, position(was), position(now)),
        (Sort::Deadline, deadline(was), deadline(now)),
        (Sort::Deadline, day(was.published), day(now.published)),
        (Sort::Status, was.inspectorate_status.clone(), now.inspectorate_status.clone()),
        (Sort::Words, Some(was.text.clone()), Some(now.text.clone())),
    ];
    let differing = pairs.into_iter().filter(|(_, from, to)| from != to);
    let plain = differing.map(|(sort, from, to)| Change { from, to, ..change(now, sort) });
    plain.chain(minuted(was, now)).chain(withdrawals(was, now)).collect()
}

/// What meetings decided on it, and who did not agree.
fn minuted(was: &Recommendation, now: &Recommendation) -> Vec<Change> {
    let tell = |sort, to: String| Change { to: Some(to), ..change(now, sort) };
    let decided = now.decisions.iter().skip(was.decisions.len());
    let decided = decided.map(|one| tell(Sort::Decided, format!("at {}: {}", one.meeting, one.text)));
    let dissents = now.dissents.iter().skip(was.dissents.len());
    let dissent =
        dissents.map(|one| tell(Sort::Dissent, format!("at {}, {}: {}", one.meeting, one.who, one.text)));
    decided.chain(dissent).collect()
}

/// Wishes to end it: those that were refused, each with the answer; one that closed it; one that waits now.
fn withdrawals(was: &Recommendation, now: &Recommendation) -> Vec<Change> {
    let told = |wish: &Withdrawal| format!("to end as {}", wish.ending.words());
    let tell = |sort, to: String| Change { to: Some(to), ..change(now, sort) };
    let refused: Vec<_> = now.withdrawals_refused.iter().skip(was.withdrawals_refused.len()).collect();
    let answer = |one: &&RefusedWithdrawal| format!("{}, by {}", told(&one.wish), one.deed.decided());
    let waits = now.withdrawal.as_ref().filter(|_| was.withdrawal != now.withdrawal);
    // What is neither waiting any more nor refused has closed it.
    let granted = was.withdrawal.as_ref().filter(|wish| {
        now.withdrawal.as_ref() != Some(*wish) && !refused.iter().any(|one| one.wish == **wish)
    });
    let refused = refused.iter().map(|one| tell(Sort::Refused, answer(one)));
    let granted = granted.map(|wish| tell(Sort::Answered, format!("{}: closed", told(wish))));
    let waits = waits.map(|wish| tell(Sort::Asked, told(wish)));
    refused.chain(granted).chain(waits).collect()
}

/// The same actions may be rated otherwise as a whole, once another scheme is adopted.
fn rated_by_another_scheme(
    was: &Recommendation,
    now: &Recommendation,
    schemes: [&Scheme; 2],
    found: &[Change],
) -> Option<Change> {
    let rating = |of: &Recommendation, scheme: &Scheme| of.rating(scheme).map(|rating| rating.code.clone());
    let (from, to) = (rating(was, schemes[0]), rating(now, schemes[1]));
    let told = found.iter().any(|change| change.about.is_some());
    (from != to && !told).then(|| Change { from, to, ..change(now, Sort::Rated) })
}
