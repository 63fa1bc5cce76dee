//! Measuring in alternation: one, the other, one, the other. What counts is the median of the pairs' ratios,
//! for the clock of a shared machine moves by up to two times within minutes.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Result, ensure};

/// What came of alternating: the medians of both, and of the pairs' ratios (the second by the first).
#[derive(Debug, Clone, Copy)]
pub struct Alternated {
    pub first: f64,
    pub second: f64,
    pub ratio: f64,
}

/// Alternates two measurements `pairs` times, after one of each that does not count.
pub fn alternate(
    pairs: usize,
    first: &mut dyn FnMut() -> Result<f64>,
    second: &mut dyn FnMut() -> Result<f64>,
) -> Result<Alternated> {
    let (mut firsts, mut seconds, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    first()?;
    second()?;
    for _ in 0..pairs {
        let (one, other) = (first()?, second()?);
        firsts.push(one);
        seconds.push(other);
        ratios.push(other / one);
    }
    Ok(Alternated { first: median(firsts), second: median(seconds), ratio: median(ratios) })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The milliseconds of a whole process, from its start to its end; it must end well.
pub fn whole_process(mut command: Command) -> Result<f64> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let begun = Instant::now();
    let status = command.status()?;
    let milliseconds = begun.elapsed().as_secs_f64() * 1e3;
    ensure!(status.success(), "{command:?} failed");
    Ok(milliseconds)
}
