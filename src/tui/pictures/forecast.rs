//! The picture of the forecast: by when how many of what is open are expected to be closed, as a curve on its side
//! that is read line by line, how well past forecasts held, and what is known of each stage and level.

use ratatui::style::Style;

use super::charts::number;
use crate::briefing::forecast::{Step, days, list, steps};
use crate::briefing::items::Items;
use crate::journey::deadline::in_words;
use crate::journey::forecast::score::Score;
use crate::journey::forecast::{Forecast, Line};
use crate::tui::drawing::fitting::{column, wrap};
use crate::tui::drawing::sheet::{Piece, Row, Sheet};
use crate::tui::link::Link;
use crate::tui::screen::Around;

/// So many cells stand beside a bar: the day, the number, the share and the mark.
const BESIDE: usize = 32;
/// A line of the groups in whole words is so wide.
const WIDE: usize = 72;

/// The whole picture.
pub fn sheet(forecast: &Forecast, score: &Score, width: usize, around: &Around) -> Sheet {
    let theme = around.theme;
    let mut sheet = Sheet::default();
    for (index, part) in forecast.in_parts().into_iter().enumerate() {
        let open = format!("{} open: ", forecast.open);
        let before = match index {
            0 => Piece::link(open, theme.strong(), Link::to(Items::list(""))),
            _ => Piece::words(" ".repeat(open.len()), theme.strong()),
        };
        sheet.add(vec![before, Piece::words(part, theme.strong())]);
    }
    wrap(&score.words(), width).into_iter().for_each(|line| sheet.add_words(line, theme.dim()));
    let steps = steps(forecast);
    if !steps.is_empty() {
        let head = format!("{}{:>6}{:>7}", column("by", 12), "closed", "share");
        sheet.add_words(head, theme.dim());
    }
    steps.iter().for_each(|step| sheet.add(step_row(step, width, around)));
    sheet.append(groups(forecast, width, around));
    sheet
}

fn step_row(step: &Step, width: usize, around: &Around) -> Row {
    let theme = around.theme;
    let style = if step.mark.is_some() { theme.strong() } else { Style::new() };
    let room = width.saturating_sub(BESIDE).clamp(8, 60);
    let head = format!("{}{:>6}{:>7} ", column(&in_words(step.by), 12), step.number(), step.percent());
    vec![
        Piece::words(head, style),
        Piece::words(step.bar(room), theme.good()),
        Piece::words(step.mark.map_or(String::new(), |mark| format!(" {mark}")), style),
    ]
}

fn groups(forecast: &Forecast, width: usize, around: &Around) -> Sheet {
    let mut sheet = Sheet::default();
    let name = if width >= WIDE { 32 } else { 24 };
    let head =
        format!("{}{:>5}{:>5}{:>11}{:>12}", column("days until closed", name), "open", "n", "half", "85 %");
    sheet.add_words(head, around.theme.dim());
    for line in &forecast.groups() {
        sheet.add(group_row(line, name, around));
    }
    sheet
}

fn group_row(line: &Line, name: usize, around: &Around) -> Row {
    let here = match list(&line.group) {
        Some(items) => number(line.here, 5, items, around.theme.strong(), around),
        None => Piece::words(format!("{:>5}", line.here), Style::new()),
    };
    let told = match line.enough() {
        true => format!("{:>5}{:>11}{:>12}", line.closed, days(line, line.half), days(line, line.most)),
        false => format!("{:>5}  too few cases", line.closed),
    };
    let style = if line.enough() { Style::new() } else { around.theme.dim() };
    vec![Piece::words(column(&line.group.short(), name), style), here, Piece::words(told, style)]
}

/// The dates in a line or two of a narrow column; each opens the picture.
pub fn lines(forecast: &Forecast, around: &Around) -> Sheet {
    let mut sheet = Sheet::default();
    for (index, part) in forecast.short_parts().into_iter().enumerate() {
        let before = if index == 0 { "Forecast " } else { "  " };
        let part = Piece::link(part, Style::new(), Link::Forecast);
        sheet.add(vec![Piece::words(before, around.theme.strong()), part]);
    }
    sheet
}
