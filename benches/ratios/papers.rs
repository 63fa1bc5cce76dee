//! A meeting's pack, and the register at an earlier day: inside one process, on a register that stands still.

use std::time::Instant;

use anyhow::{Context, Result};
use plenary::briefing::diff::Diff;
use plenary::briefing::paper::Topic;
use plenary::export::paper::{Format, write};
use plenary::export::paper::{assembling::assemble, period::Span};
use plenary::ledger::Ledger;
use plenary::ledger::past::Moment;
use plenary::progress::Progress;

use super::floor::Floor;
use super::operations::{Line, Size, Target, Unit, rate, told};
use super::pairs::alternate;
use super::product::{Product, open};

/// So many milliseconds a pack may take for each recommendation, and at least [`BLINK`].
const EACH: f64 = 0.5;
/// What a person does not notice.
const BLINK: f64 = 100.0;

impl Product {
    /// The milliseconds of the pack for the newest meeting, as a Word document in memory.
    fn pack(&self) -> Result<f64> {
        let ledger = open(&self.register)?;
        ledger.stand_still()?;
        let meeting = ledger.standing().meetings(1)?.pop().context("there is a meeting")?;
        let begun = Instant::now();
        let (topic, span, unwatched) =
            (Topic::Meeting(meeting.reference), Span::default(), Progress::unwatched());
        let paper = assemble(&ledger, &topic, &span, "OFFICIAL", &unwatched)?;
        let mut bytes = Vec::new();
        write(&paper, Format::Docx, &mut bytes)?;
        Ok(begun.elapsed().as_secs_f64() * 1e3)
    }

    /// Events a second that are gone through to look back at the day of the last meeting.
    fn look_back(&self) -> Result<f64> {
        self.through_the_log(&|ledger, moment| {
            ledger.as_at(moment)?;
            Ok(())
        })
    }

    /// Events a second that are gone through to tell what changed between the last two meetings; each is met twice.
    fn compare(&self) -> Result<f64> {
        self.through_the_log(&|ledger, to| {
            let from = ledger.governance_before(to.day)?;
            let (before, after) = ledger.stood(&from, to)?;
            Diff::between(&before, &after, from, to.clone());
            Ok(())
        })
    }

    fn through_the_log(&self, work: &dyn Fn(&Ledger, &Moment) -> Result<()>) -> Result<f64> {
        let ledger = open(&self.register)?;
        let moment = ledger.governance_before(ledger.today())?;
        let begun = Instant::now();
        work(&ledger, &moment)?;
        Ok(ledger.head()?.seq as f64 / begun.elapsed().as_secs_f64())
    }
}

impl Size {
    /// A pack against the time that it may take; looking back, and what changed, against the limit's folds.
    pub fn papers(&self, floor: &Floor) -> Result<Vec<Line>> {
        let allowed = (EACH * self.recommendations as f64).max(BLINK);
        let pairs = if self.recommendations < 50_000 { 9 } else { 3 };
        let line = |what, against: &str, unit, target, measured| {
            let (against, recommendations) = (against.to_string(), self.recommendations);
            told(Line { what, against, recommendations, measured, unit, target })
        };
        let pack = alternate(pairs, &mut || Ok(allowed), &mut || self.product.pack())?;
        let limit = |arguments: &[&str]| rate(&floor.limits(arguments)?, "events_per_s");
        let fold = &["fold", &self.floor, "json"];
        let back = alternate(pairs, &mut || limit(fold), &mut || self.product.look_back())?;
        let diff = alternate(pairs, &mut || limit(fold), &mut || self.product.compare())?;
        let rates = Unit::EventsPerSecond;
        Ok(vec![
            line("a meeting's pack", "what it may take", Unit::Milliseconds, Target::AtMost(1.0), pack),
            line("as at the last meeting", "`limits fold`", rates, Target::None, back),
            line("what changed since a meeting", "`limits fold`", rates, Target::None, diff),
        ])
    }

    /// What a pack takes for each recommendation here against the same in a smaller register.
    pub fn pack_since(&self, smaller: &Size) -> Result<Line> {
        let each = |size: &Size| Ok(size.product.pack()? / size.recommendations as f64);
        let measured = alternate(5, &mut || each(smaller), &mut || each(self))?;
        Ok(told(Line {
            what: "a meeting's pack, for each recommendation",
            against: format!("itself at {}", smaller.recommendations),
            recommendations: self.recommendations,
            measured,
            unit: Unit::Milliseconds,
            target: Target::AtMost(1.2),
        }))
    }
}
