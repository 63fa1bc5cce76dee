//! The charts: ageing, opened against closed, the 56-day clocks, ratings and dates, each as a sheet.
//! Every series has a glyph of its own and a legend in words, so that nothing is told by colour alone.

use chrono::NaiveDate;
use ratatui::style::Style;

use crate::briefing::items::Items;
use crate::briefing::overview::month_in_words;
use crate::ledger::standing::ageing::{Aged, Band};
use crate::ledger::standing::clocks::{ClockState, Clocks};
use crate::ledger::standing::flow::Month;
use crate::ledger::standing::questions::{Counts, InspectionRow};
use crate::tui::drawing::fitting::{column, days};
use crate::tui::drawing::sheet::{Piece, Row, Sheet};
use crate::tui::link::Link;
use crate::tui::screen::Around;

/// The whole clock of a response, in days (Police Act 1996, s.55).
const CLOCK: i64 = 56;
/// A glyph for each age, from the youngest to the oldest.
const AGES: [char; 5] = ['·', '░', '▒', '▓', '█'];
/// So wide are the words that some were reopened.
const REOPENED: usize = 13;
const OPENED: char = '▒';
const CLOSED: char = '█';

/// A number that opens its list, at the right end of so many cells. A nought is dim.
pub fn number(n: u32, cells: usize, items: Items, style: Style, around: &Around) -> Piece {
    let style = if n == 0 { around.theme.dim() } else { style };
    Piece::link(format!("{n:>cells$}"), style, Link::to(items))
}

/// So many cells of a bar that is `room` cells long at `most`; one at least for anything.
pub fn length(n: u32, most: u32, room: usize) -> usize {
    let whole = n as usize * room / most.max(1) as usize;
    if n > 0 { whole.max(1) } else { 0 }
}

fn bar(glyph: char, n: u32, most: u32, room: usize) -> String {
    column(&glyph.to_string().repeat(length(n, most, room)), room)
}

/// The part of a clock that has run, as a bar.
pub fn clock_bar(days_left: i64, width: usize) -> String {
    let run = (CLOCK - 1 - days_left).clamp(0, CLOCK) as usize;
    let full = run * width / CLOCK as usize;
    format!("{}{}", "█".repeat(full), "░".repeat(width.saturating_sub(full)))
}

/// So wide is the ageing table where there is room for it.
pub const AGEING_WIDTH: usize = 76;

/// How wide the ageing table's columns are.
#[derive(Clone, Copy)]
struct AgeingWidths {
    band: usize,
    all: usize,
    oldest: usize,
}

impl AgeingWidths {
    fn of(width: usize) -> AgeingWidths {
        match width {
            AGEING_WIDTH.. => AgeingWidths { band: 10, all: 6, oldest: 9 },
            _ => AgeingWidths { band: 7, all: 5, oldest: 7 },
        }
    }

    fn name(self, band: Band) -> &'static str {
        if self.band < 10 { band.shortest() } else { band.short() }
    }
}

/// How old what is open is: a table of numbers by stage and age, in fewer letters where it is narrow.
pub fn ageing_table(stages: &[Aged], width: usize, around: &Around) -> Sheet {
    let theme = around.theme;
    let wide = AgeingWidths::of(width);
    let AgeingWidths { band: cells, all, .. } = wide;
    let mut sheet = Sheet::default();
    let heads: String = Band::ALL.iter().map(|band| format!("{:>cells$}", wide.name(*band))).collect();
    let heads =
        format!("{}{heads}{:>all$}{:>oldest$}", column("stage", 11), "all", "oldest", oldest = wide.oldest);
    sheet.add_words(heads, theme.dim());
    let most = stages.iter().flat_map(|aged| aged.bands).max().unwrap_or(0);
    for aged in stages {
        let mut row = vec![Piece::words(column(aged.stage.name(), 11), Style::new())];
        for (band, n) in Band::ALL.into_iter().zip(aged.bands) {
            row.push(Piece::words(format!(" {}", share(n, most)), theme.dim()));
            row.push(number(n, cells - 2, Items::aged(Some(aged.stage), band), old(band, around), around));
        }
        row.push(number(aged.total(), all, Items::at(aged.stage), theme.strong(), around));
        row.push(oldest(aged.oldest, wide, around));
        sheet.add(row);
    }
    sheet.add(ageing_sum(stages, wide, around));
    sheet
}

/// What is very old is marked.
fn old(band: Band, around: &Around) -> Style {
    match band {
        Band::OverTwoYears => around.theme.bad(),
        Band::OneToTwoYears => around.theme.warning(),
        _ => Style::new(),
    }
}

/// How much of the most there is, as a height.
fn share(n: u32, most: u32) -> char {
    // Heights, because the shades stand for ages on the same page.
    const HEIGHTS: [char; 5] = [' ', '▁', '▃', '▅', '▇'];
    HEIGHTS[length(n, most, 4)]
}

fn oldest(day: Option<NaiveDate>, wide: AgeingWidths, around: &Around) -> Piece {
    let told = day.map_or("-".into(), |day| format!("{} d", (around.today - day).num_days()));
    Piece::words(format!("{told:>cells$}", cells = wide.oldest), around.theme.dim())
}

fn ageing_sum(stages: &[Aged], wide: AgeingWidths, around: &Around) -> Row {
    let strong = around.theme.strong();
    let mut row = vec![Piece::words(column("all stages", 11), strong)];
    for (index, band) in Band::ALL.into_iter().enumerate() {
        let sum = stages.iter().map(|aged| aged.bands[index]).sum();
        row.push(Piece::words("  ", Style::new()));
        row.push(number(sum, wide.band - 2, Items::aged(None, band), strong, around));
    }
    row.push(number(stages.iter().map(Aged::total).sum(), wide.all, Items::list(""), strong, around));
    row.push(oldest(stages.iter().filter_map(|aged| aged.oldest).min(), wide, around));
    row
}

/// The same as stacked bars, with a legend.
pub fn ageing_bars(stages: &[Aged], width: usize, around: &Around) -> Sheet {
    let mut sheet = Sheet::default();
    let room = width.saturating_sub(12 + Band::ALL.len());
    let most = stages.iter().map(Aged::total).max().unwrap_or(0);
    for aged in stages {
        let mut row = vec![Piece::words(column(aged.stage.name(), 11), Style::new())];
        for ((band, n), glyph) in Band::ALL.into_iter().zip(aged.bands).zip(AGES) {
            let cells = glyph.to_string().repeat(length(n, most, room));
            row.push(Piece::words(cells, old(band, around)));
        }
        sheet.add(row);
    }
    let wide = AgeingWidths::of(width);
    let legend: Vec<_> =
        Band::ALL.iter().zip(AGES).map(|(band, glyph)| format!("{glyph} {}", wide.name(*band))).collect();
    sheet.add_words(format!("{}{}", " ".repeat(11), legend.join("  ")), around.theme.dim());
    sheet
}

/// Opened against closed, the present month first.
pub fn flow(months: &[Month], width: usize, around: &Around) -> Sheet {
    let theme = around.theme;
    let mut sheet = Sheet::default();
    let behind = if months.iter().any(|month| month.reopened > 0) { REOPENED } else { 0 };
    let room = (width.saturating_sub(32 + behind) / 2).clamp(6, 40);
    let most = months.iter().map(|month| month.opened.max(month.closed)).max().unwrap_or(0);
    let legend =
        format!("{}{:<wide$}{:<wide$}{:>5}", " ".repeat(11), "opened ▒", "closed █", "open", wide = room + 6);
    sheet.add_words(legend, theme.dim());
    for (back, month) in months.iter().rev().enumerate() {
        let carried = month.carried_forward.to_string();
        let (style, items) = match back {
            0 => (theme.strong(), Items::list("")),
            _ => (theme.dim(), Items::open_at(&month.month)),
        };
        let reopened = match month.reopened {
            0 => Piece::words(String::new(), Style::new()),
            n => {
                let items = Items::reopened(&month.month);
                Piece::link(format!(" +{n} reopened"), theme.warning(), Link::to(items))
            }
        };
        let open = Piece::link(format!("{carried:>6}"), style, Link::to(items));
        sheet.add(vec![
            Piece::words(column(&month_in_words(&month.month), 10), Style::new()),
            number(month.opened, 4, Items::opened(&month.month), Style::new(), around),
            Piece::words(format!(" {} ", bar(OPENED, month.opened, most, room)), theme.warning()),
            number(month.closed, 4, Items::closed(&month.month), Style::new(), around),
            Piece::words(format!(" {} ", bar(CLOSED, month.closed, most, room)), theme.good()),
            open,
            reopened,
        ]);
    }
    sheet.add_words(reconciled(months), theme.dim());
    sheet
}

/// The sums of all months, as they come out.
fn reconciled(months: &[Month]) -> String {
    let before = months.first().map_or(0, |month| month.brought_forward);
    let opened: u32 = months.iter().map(|month| month.opened).sum();
    let closed: u32 = months.iter().map(|month| month.closed).sum();
    let reopened: u32 = months.iter().map(|month| month.reopened).sum();
    let after = months.last().map_or(0, |month| month.carried_forward);
    format!(
        "brought forward {before} + opened {opened} + reopened {reopened} - closed {closed} = open {after}"
    )
}

/// How the clocks stand, in numbers.
pub fn clock_counts(clocks: &Clocks, around: &Around) -> Row {
    let short = |state| match state {
        ClockState::Running => "runs",
        ClockState::Missed => "miss",
        other => other.words(),
    };
    counts_row(clocks, short, around)
}

fn counts_row(clocks: &Clocks, name: impl Fn(ClockState) -> &'static str, around: &Around) -> Row {
    let mut row = Vec::new();
    for state in ClockState::CLOCKS {
        let style = match state {
            ClockState::Late | ClockState::Missed => around.theme.bad(),
            _ => around.theme.strong(),
        };
        row.push(Piece::words(format!("{} ", name(state)), Style::new()));
        row.push(number(clocks.of(state), 1, Items::Clocks(state), style, around));
        row.push(Piece::words(" ", Style::new()));
    }
    row
}

/// A running clock on a line: the inspection, the part that has run, and what is left in words.
pub fn clock_row(row: &InspectionRow, width: usize, around: &Around) -> Row {
    let left = (row.last_day - around.today).num_days();
    let (told, style) = match left {
        ..0 => (format!("LATE {}", days(-left)), around.theme.bad()),
        0 => ("due TODAY".into(), around.theme.bad()),
        _ => (format!("{} left", days(left)), Style::new()),
    };
    let code = column(&row.code, 7);
    let open = match row.code.parse() {
        Ok(code_) => Piece::link(code, style, Link::Inspection(code_)),
        Err(_) => Piece::words(code, style),
    };
    let bar = clock_bar(left, width.saturating_sub(8 + 13).clamp(4, 28));
    vec![open, Piece::words(format!(" {bar} {told:<12}"), style)]
}

/// All clocks: the numbers, those that run, and those that stopped last.
pub fn clocks(
    counts: &Clocks,
    running: &[InspectionRow],
    stopped: &[InspectionRow],
    width: usize,
    around: &Around,
) -> Sheet {
    let theme = around.theme;
    let mut sheet = Sheet::default();
    sheet.add(counts_row(counts, ClockState::words, around));
    let other = |words: &str, state: ClockState| {
        let n = number(counts.of(state), 1, Items::Clocks(state), theme.dim(), around);
        [Piece::words(words.to_string(), theme.dim()), n]
    };
    let elsewhere = other("answered by another response ", ClockState::Elsewhere);
    sheet.add(elsewhere.into_iter().chain(other("  none due ", ClockState::NoneDue)).collect());
    let mut runs = Sheet::default();
    runs.add_words("Running, the first to end first", theme.strong());
    for row in running {
        let mut line = clock_row(row, width.min(60), around);
        line.push(Piece::words(format!(" {}", row.title), theme.dim()));
        runs.add(line);
    }
    let mut stops = Sheet::default();
    stops.add_words("Published, the latest first", theme.strong());
    stopped.iter().for_each(|row| stops.add(stopped_row(row, around)));
    for (part, any) in [(runs, !running.is_empty()), (stops, !stopped.is_empty())] {
        if any {
            sheet.append(part);
        }
    }
    sheet
}

fn stopped_row(row: &InspectionRow, around: &Around) -> Row {
    let told = crate::briefing::clocks::days(row, around.today);
    let missed = row.response_published.is_some_and(|on| on > row.last_day);
    let style = if missed { around.theme.bad() } else { Style::new() };
    let code = column(&row.code, 7);
    let open = match row.code.parse() {
        Ok(known) => Piece::link(code, style, Link::Inspection(known)),
        Err(_) => Piece::words(code, style),
    };
    let title = Piece::words(format!(" {}", row.title), around.theme.dim());
    vec![open, Piece::words(format!(" {}", column(&told, 26)), style), title]
}

/// The ratings at Governance, each with its letter, its word, a bar and its definition.
pub fn ratings(counts: &Counts, width: usize, around: &Around) -> Sheet {
    let theme = around.theme;
    let mut sheet = Sheet::default();
    sheet.add_words("At Governance, by the worst rating of what is unfinished", theme.strong());
    let most = counts.ratings.values().copied().max().unwrap_or(0);
    let room = (width / 4).clamp(6, 30);
    let mut rated: Vec<_> = around
        .register
        .scheme
        .ratings
        .iter()
        .map(|rating| (rating.letter.as_str(), rating.code.as_str(), rating.definition.as_str()))
        .collect();
    rated.push(("-", "", "nobody has rated it yet"));
    for (letter, code, definition) in rated {
        let n = counts.ratings.get(code).copied().unwrap_or(0);
        let colour = around.register.scheme.rating(code).map(|rating| theme.rating(&rating.colour));
        let colour = colour.unwrap_or_default();
        let word = if code.is_empty() { "not rated".into() } else { code.to_lowercase() };
        sheet.add(vec![
            Piece::words(letter.to_string(), colour),
            Piece::words(format!(" {}", column(&word, 10)), Style::new()),
            number(n, 5, Items::rated(code), theme.strong(), around),
            Piece::words(format!(" {} ", bar('█', n, most, room)), colour),
            Piece::words(definition.to_string(), theme.dim()),
        ]);
    }
    sheet
}

/// A number with its name before it and more about it behind.
pub fn named_number(name: &str, n: u32, items: Items, style: Style, more: &str, around: &Around) -> Row {
    vec![
        Piece::words(column(name, 9), if n > 0 { style } else { Style::new() }),
        number(n, 4, items, style, around),
        Piece::words(format!("  {more}"), around.theme.dim()),
    ]
}

/// What the dates and the answers say of what is open.
pub fn dates(counts: &Counts, last_meeting: Option<&str>, around: &Around) -> Sheet {
    let theme = around.theme;
    let oldest = counts
        .oldest_overdue
        .map_or(String::new(), |day| format!("oldest {} d", (around.today - day).num_days()));
    let soon = format!("in {} days", around.register.scheme.warning_days);
    let since = last_meeting.map_or(String::new(), |meeting| format!("since {meeting}"));
    let plain = Style::new();
    let rows = [
        ("Overdue", counts.overdue, "overdue", theme.bad(), oldest),
        ("Deadline", counts.past_deadline, "pastdeadline", theme.bad(), "passed".into()),
        ("Due soon", counts.due_soon, "soon", theme.warning(), soon),
        ("No target", counts.no_target, "notarget", theme.warning(), String::new()),
        ("Finished", counts.all_finished, "finished", theme.good(), "all actions".into()),
        ("Quiet", counts.quiet, "quiet:1", plain, since),
        ("Returned", counts.returned, "returned", theme.warning(), "came back".into()),
        ("Asked", counts.asked_of_dcc, "asked", plain, "of the DCC".into()),
    ];
    let mut sheet = Sheet::default();
    // Papers and owners count actions by their dates: the heading says what these are.
    sheet.add_words("Recommendations", theme.strong());
    for (name, n, words, style, more) in rows {
        sheet.add(named_number(name, n, Items::list(words), style, &more, around));
    }
    sheet
}

/// The last twelve months in three lines: their letters, what was opened, what was closed.
/// Every column opens its month.
pub fn flow_small(months: &[Month], around: &Around) -> Sheet {
    let theme = around.theme;
    let last: Vec<&Month> = months.iter().skip(months.len().saturating_sub(12)).collect();
    let most = last.iter().map(|month| month.opened.max(month.closed)).max().unwrap_or(0);
    let mut sheet = Sheet::default();
    sheet.add_words("Opened and closed, 12 months", theme.strong());
    let row = |name: &str, style: Style, of: fn(&Month) -> u32, items: fn(&str) -> Items| {
        let mut row = vec![Piece::words(column(name, 7), Style::new())];
        for month in &last {
            let (n, items) = (of(month), items(&month.month));
            row.push(Piece::link(height(n, most), style, Link::to(items)));
        }
        let sum: u32 = last.iter().map(|month| of(month)).sum();
        let all = Items::any_of(last.iter().map(|month| items(&month.month)));
        row.push(number(sum, 5, all, theme.strong(), around));
        row
    };
    sheet.add(row("opened", theme.warning(), |month| month.opened, Items::opened));
    sheet.add(row("closed", theme.good(), |month| month.closed, Items::closed));
    let letters: String =
        last.iter().filter_map(|month| month_in_words(&month.month).chars().next()).collect();
    sheet.add_words(format!("       {letters}"), theme.dim());
    sheet
}

/// A count as the height of a column.
fn height(n: u32, most: u32) -> char {
    const HEIGHTS: [char; 9] = ['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    HEIGHTS[(n as usize * 8).div_ceil(most.max(1) as usize).min(8)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_anything_and_never_leaves_its_room() {
        assert_eq!(length(0, 9, 10), 0);
        assert_eq!(length(1, 1_000, 10), 1);
        assert_eq!(length(9, 9, 10), 10);
        assert_eq!(length(0, 0, 10), 0);
        assert_eq!([height(0, 5), height(1, 50), height(5, 5), height(0, 0)], ['·', '▁', '█', '·']);
    }

    #[test]
    fn a_clock_that_is_late_is_full() {
        assert_eq!(clock_bar(55, 4), "░░░░");
        assert_eq!(clock_bar(-3, 4), "████");
    }
}
