//! The measured operations, each as a ratio to the limit program that does the same, taken in alternation in one run.
//!
//! `cargo bench --bench ratios` measures everything and writes the table into `docs/performance.md`;
//! with sizes behind it (`-- 300 10000`) it measures these and only prints, with the word `screens` only the
//! screens, with `papers` only papers and looking back, and with `signatures` only signing, proving and auditing.
//! See that document.

mod chance;
mod floor;
mod history;
mod operations;
mod pairs;
mod papers;
mod product;
mod registers;
mod screens;
mod signatures;
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
/// The growth of a pack is told from the one to the other.
const PAPERS: (usize, usize) = (1_000, 10_000);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let said = |word: &str| arguments.iter().any(|argument| argument == word);
    if !said("--bench") {
        println!("measured with `cargo bench --bench ratios` only");
        return Ok(());
    }
    let wanted: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let parts = ["screens", "papers", "signatures"].map(said);
    let everything = parts == [false; 3];
    let [screens, papers, signed] = parts.map(|part| part || everything);
    let sizes = if wanted.is_empty() { &SIZES[..] } else { &wanted };
    let lines = measure(sizes, [everything, screens, papers, signed])?;
    let tables = table::tables(&lines, &table::machine());
    println!("{tables}");
    if wanted.is_empty() && everything {
        table::write_into(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md"), &tables)?;
    }
    Ok(())
}

fn measure(wanted: &[usize], [commands, screens, papers, signed]: [bool; 4]) -> Result<Vec<Line>> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let floor = Floor::build(&target)?;
    let sizes = wanted.iter().map(|size| Size::new(&floor, &target.join("registers"), *size));
    let sizes: Vec<Size> = sizes.collect::<Result<_>>()?;
    let mut lines = Vec::new();
    for size in &sizes {
        if commands {
            lines.extend(size.against_the_floor(&floor)?);
            lines.extend(size.against_the_limits(&floor)?);
        }
        if screens {
            lines.extend(size.screens_against_the_floor(&floor)?);
            lines.extend(size.frames_against_the_floor(&floor)?);
        }
        if papers {
            lines.extend(size.papers(&floor)?);
        }
        if signed {
            lines.extend(size.audits()?);
        }
    }
    if signed {
        lines.extend(signatures::signatures(&floor)?);
    }
    let of = |wanted| sizes.iter().find(|size| size.recommendations == wanted);
    if let (Some(small), Some(large), true) = (of(GROWTH.0), of(GROWTH.1), commands) {
        lines.extend(large.growth_since(small)?);
    }
    if let (Some(small), Some(large), true) = (of(SCREENS.0), of(SCREENS.1), screens) {
        lines.push(large.first_picture_since(small)?);
    }
    if let (Some(small), Some(large), true) = (of(PAPERS.0), of(PAPERS.1), papers) {
        lines.push(large.pack_since(small)?);
    }
    Ok(lines)
}
