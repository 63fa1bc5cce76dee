//! The measured lines as a table in Markdown, and its place in `docs/performance.md`.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};

use super::operations::{Line, Target, Unit};

const BEGIN: &str = "<!-- measured: begin (written by `cargo bench --bench ratios`) -->\n";
const END: &str = "<!-- measured: end -->\n";

/// The lines as tables: against the floor, inside one process, and growth.
pub fn tables(lines: &[Line], machine: &str) -> String {
    let mut out = format!("{machine}\n\n");
    out.push_str("| what | recommendations | against | that | Plenary | ratio | target | |\n");
    out.push_str("|---|---:|---|---:|---:|---:|---:|---|\n");
    for line in lines {
        let _ = writeln!(out, "{}", row(line));
    }
    out
}

pub fn row(line: &Line) -> String {
    let value = |value: f64| match line.unit {
        Unit::Milliseconds if value < 100.0 => format!("{value:.2} ms"),
        Unit::Milliseconds => format!("{value:.0} ms"),
        Unit::EventsPerSecond => format!("{:.2} million/s", value / 1e6),
        Unit::SignaturesPerSecond => format!("{value:.0}/s"),
    };
    let target = match line.target {
        Target::AtMost(most) => format!("≤ {most}"),
        Target::AtLeast(least) => format!("≥ {least}"),
        Target::None => String::new(),
    };
    let met = match line.target {
        Target::None => "",
        _ if line.is_met() => "met",
        _ => "**missed**",
    };
    let (first, second) = (value(line.measured.first), value(line.measured.second));
    let (what, size, against, ratio) = (line.what, line.recommendations, &line.against, line.measured.ratio);
    format!("| {what} | {size} | {against} | {first} | {second} | {ratio:.2} | {target} | {met} |")
}

/// The class of machine on which it was measured.
pub fn machine() -> String {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let information = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("unknown processor", |(_, model)| model);
    let day = chrono::Local::now().date_naive();
    format!(
        "Measured on {day}, {} {}, {threads} threads ({model}).",
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

/// Puts the tables between the markers of the document.
pub fn write_into(document: &Path, tables: &str) -> Result<()> {
    let text = std::fs::read_to_string(document)?;
    let (before, rest) =
        text.split_once(BEGIN).context("the document has no marker where the tables begin")?;
    let (_, after) = rest.split_once(END).context("the document has no marker where the tables end")?;
    std::fs::write(document, format!("{before}{BEGIN}\n{tables}\n{END}{after}"))?;
    Ok(())
}
