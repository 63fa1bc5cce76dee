//! The measured operations, each as a ratio to the limit program that does the same, taken in alternation in one run.
//!
//! `cargo bench --bench ratios` measures everything and writes the table into `docs/performance.md`;
//! with sizes behind it (`-- 300 10000`) it measures these and only prints, and with the word `screens` only the
//! screens. See that document.

mod chance;
mod floor;
mod history;
mod operations;
mod pairs;
mod product;
mod registers;
mod screens;
mod table;

use std::path::Path;

use anyhow::Result;
use floor::Floor;
use operations::{Line, Size};

const SIZES: [usize; 4] = [300, 1_000, 10_000, 100_000];
/// Growth is told from the one to the other.
const GROWTH: (usize, usize) = (1_000, 100_000);
/// The growth of the first picture is told from the one to the other.
const SCREENS: (usize, usize) = (300, 100_000);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("measured with `cargo bench --bench ratios` only");
        return Ok(());
    }
    let wanted: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let only_screens = arguments.iter().any(|argument| argument == "screens");
    let lines = measure(if wanted.is_empty() { &SIZES } else { &wanted }, only_screens)?;
    let tables = table::tables(&lines, &table::machine());
    println!("{tables}");
    if wanted.is_empty() && !only_screens {
        table::write_into(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md"), &tables)?;
    }
    Ok(())
}

fn measure(wanted: &[usize], only_screens: bool) -> Result<Vec<Line>> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let floor = Floor::build(&target)?;
    let sizes = wanted.iter().map(|size| Size::new(&floor, &target.join("registers"), *size));
    let sizes: Vec<Size> = sizes.collect::<Result<_>>()?;
    let mut lines = Vec::new();
    for size in &sizes {
        if !only_screens {
            lines.extend(size.against_the_floor(&floor)?);
            lines.extend(size.against_the_limits(&floor)?);
        }
        lines.extend(size.screens_against_the_floor(&floor)?);
        lines.extend(size.frames_against_the_floor(&floor)?);
    }
    let of = |wanted| sizes.iter().find(|size| size.recommendations == wanted);
    if let (Some(small), Some(large)) = (of(GROWTH.0), of(GROWTH.1))
        && !only_screens
    {
        lines.extend(large.growth_since(small)?);
    }
    if let (Some(small), Some(large)) = (of(SCREENS.0), of(SCREENS.1)) {
        lines.push(large.first_picture_since(small)?);
    }
    Ok(lines)
}
