//! The forecast in sentences: when what is open will be closed, day by day and group by group, how well past forecasts
//! held, and what the numbers mean.

use super::session::Session;
use super::view::{Link, Row};
use crate::briefing::forecast::{days, list, sentence, steps};
use crate::journey::forecast::{DEFINITIONS, Line};
use crate::ledger::trouble::Trouble;

/// Says the forecast, and gives its groups as rows.
pub fn tell(session: &mut Session) -> Result<Vec<Row>, Trouble> {
    let standing = session.ledger.standing();
    let (forecast, score) = (standing.forecast()?, standing.score()?);
    let mut says = vec![format!("When will what is open be closed: {}.", forecast.words())];
    says.extend(forecast.notes());
    says.extend(steps(&forecast).iter().map(|step| format!("{}.", sentence(step, &forecast))));
    says.push(score.words());
    says.extend(DEFINITIONS.map(String::from));
    session.talk.say_all(says);
    let head = Row::head("Days from coming there until closed:");
    Ok(std::iter::once(head).chain(forecast.groups().iter().map(row)).collect())
}

fn row(line: &Line) -> Row {
    let known = match line.enough() {
        true => format!("half in {}, 85 % in {}", days(line, line.half), days(line, line.most)),
        false => format!("too few cases (n = {})", line.closed),
    };
    let told =
        format!("Those {}: {} open now, {} closed, {known}", line.group.words(), line.here, line.closed);
    match list(&line.group) {
        Some(items) => Row::item(told, Link::of_items(&items)),
        None => Row::Head(told),
    }
}
