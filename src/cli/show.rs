//! `show`: one recommendation, inspection or meeting, whole.

use clap::{Arg, ArgMatches, Command};
use serde::Serialize;

use super::Desk;
use super::failure::Failure;
use crate::briefing::forecast::Brief;
use crate::briefing::layout::fold;
use crate::briefing::{case, inspection, meeting, owners};
use crate::export::json::{Case, Told};
use crate::journey::inspection::Inspection;
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{ActionRef, InspectionCode, MeetingRef, RecommendationRef, Stream};
use crate::journey::response::Clock;
use crate::ledger::Ledger;
use crate::ledger::standing::tallies::Dates;

/// How much of a history a page shows; `plenary history` has the whole.
const HISTORY: usize = 100;

pub fn command() -> Command {
    let reference = Arg::new("ref")
        .value_name("REF")
        .required(true)
        .help("a recommendation, action, evidence, inspection or meeting");
    Command::new("show").about("show one recommendation, inspection or meeting").arg(reference)
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let said = matches.get_one::<String>("ref").map(String::as_str).unwrap_or_default();
    let ledger = desk.read()?;
    if let Ok(action) = said.parse::<ActionRef>() {
        return show_recommendation(desk, &ledger, &action.recommendation);
    }
    if let Ok(evidence) = said.parse::<crate::journey::reference::EvidenceRef>() {
        let holder = ledger.standing().holder_of_evidence(&evidence.to_string())?;
        let holder = holder.and_then(|holder| holder.parse().ok()).ok_or_else(|| nothing(said))?;
        return show_recommendation(desk, &ledger, &holder);
    }
    match said.parse() {
        Ok(Stream::Recommendation(reference)) => show_recommendation(desk, &ledger, &reference),
        Ok(Stream::Inspection(code)) => show_inspection(desk, &ledger, &code),
        Ok(Stream::Meeting(meeting)) => show_meeting(desk, &ledger, meeting),
        Ok(Stream::Register) | Err(_) => Err(Failure::usage(format!(
            "`{said}` is not a reference; a recommendation is like `SOC22-1`, an inspection like `SOC22`, a meeting like `M14`"
        ))),
    }
}

fn nothing(said: &str) -> Failure {
    Failure::refused(format!("there is no `{said}` here"), "see what there is with `plenary list --all`")
}

fn show_recommendation(desk: &Desk, ledger: &Ledger, reference: &RecommendationRef) -> Result<(), Failure> {
    let standing = ledger.standing();
    let detail = standing.recommendation(reference)?.ok_or_else(|| nothing(&reference.to_string()))?;
    let history = ledger.history(&Stream::Recommendation(reference.clone()), HISTORY)?;
    let register = standing.register()?;
    let outlook = standing.outlook(&detail)?;
    let text =
        || case::told(&detail, outlook.as_ref(), &register, &history, ledger.today(), desk.output.width());
    let mut printed = Ok(());
    standing.one_row(reference, &mut |row| {
        let document = Case {
            recommendation: row,
            detail: &detail,
            forecast: outlook.as_ref().map(Brief::of_one),
            history: history.iter().map(Told::of).collect(),
        };
        printed = desk.output.document(&document, text);
    })?;
    printed
}

/// `show --json` of an inspection.
#[derive(Serialize)]
struct Shown<'a> {
    inspection: &'a Inspection,
    clock: Clock,
    missing: Vec<String>,
    dates: Dates,
    recommendations: &'a [Recommendation],
}

pub fn show_inspection(desk: &Desk, ledger: &Ledger, code: &InspectionCode) -> Result<(), Failure> {
    let standing = ledger.standing();
    let inspection = standing.inspection(code)?.ok_or_else(|| nothing(&code.to_string()))?;
    let mut recommendations = Vec::new();
    for listed in &inspection.recommendations {
        recommendations.extend(standing.recommendation(&listed.reference)?);
    }
    let (today, home) = (ledger.today(), standing.register()?.home);
    let (clock, missing) = (inspection.clock(today), inspection.response_missing());
    let (dates, width) = (standing.dates_of(code)?, desk.output.width());
    let shown = Shown { inspection: &inspection, clock, missing, dates, recommendations: &recommendations };
    desk.output.document(&shown, || {
        let told = inspection::told(&inspection, &recommendations, &home, today, width);
        format!("{told}\nDates\n{}", fold(&owners::dates(&dates), width, "  "))
    })
}

/// So many items of an agenda a page shows; `plenary agenda` has all of them.
const ITEMS: usize = 100;

fn show_meeting(desk: &Desk, ledger: &Ledger, reference: MeetingRef) -> Result<(), Failure> {
    let shown = ledger.meeting(reference, ITEMS)?.ok_or_else(|| nothing(&reference.to_string()))?;
    desk.output.document(&meeting::document(&shown), || meeting::told(&shown, desk.output.width()))
}
