//! How the register's list is drawn.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::List;
use super::chooser::Chosen;
use super::columns::{Shown, cell, heading, laid_out};
use super::page;
use super::row::Kept;
use crate::ledger::finding::{Heading, Scope};
use crate::progress::grouped;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, cut, wrap};
use crate::tui::keys::Act;
use crate::tui::screen::{Around, Screen};

/// Title, filter and the columns' headings.
const ABOVE: u16 = 3;
/// The signs before a row: that it is chosen, and that it is marked.
const MARKS: u16 = 2;
/// From so many columns on, what was asked is shown in fewer lines: a moved cursor draws them anew.
const WIDE: u16 = 120;

pub fn draw(list: &List, frame: &mut Canvas, area: Rect, around: &Around) {
    list.width.set(area.width.saturating_sub(1) as usize);
    title(frame, area, &headline(list), around);
    let line = |y: u16| Rect { y, height: 1, ..area };
    let text = Rect { width: area.width.saturating_sub(1), ..area };
    let columns = laid_out(&list.chosen_columns(around), text.width as usize, list.reference);
    draw_filter(list, frame, line(area.y + 1), around);
    match remark(list) {
        None => draw_headings(list, frame, line(area.y + 2), &columns, around),
        Some(remark) => {
            let remark = cut(&format!(" {remark}"), area.width as usize);
            frame.render_widget(Line::styled(remark, around.theme.warning()), line(area.y + 2));
        }
    }
    let told = if area.width < WIDE { 3 } else { 2 };
    let rows = Rect { y: area.y + ABOVE, height: area.height.saturating_sub(ABOVE + told + 1), ..text };
    list.height.set(rows.height as usize);
    draw_rows(list, frame, rows, &columns, around);
    draw_bar(list, frame, rows, around);
    if list.rows() == 0 && list.found.is_some() {
        frame.render_widget(Line::raw(why_empty(list)), line(area.y + ABOVE + 1));
    }
    draw_chosen(list, frame, Rect { y: rows.bottom(), height: told + 1, ..area }, around);
    if let Some(chooser) = &list.chooser {
        let shown = list.shown(around);
        let holds = |entry: Chosen| match entry {
            Chosen::By(by) => by == list.sort.by,
            Chosen::In(group) => group == list.group,
            Chosen::Show(column) => shown.contains(&column),
        };
        chooser.draw(frame, rows, holds, around);
    }
}

/// Which list this is, how far down it the person is, and in which order it stands.
fn headline(list: &List) -> String {
    let which = match (&list.view, list.scope) {
        (Some(name), _) => name.clone(),
        (None, Scope::Open) => "open".into(),
        (None, Scope::Closed) => "closed".into(),
        (None, Scope::Ours) => "ours".into(),
        (None, Scope::All) => "all".into(),
    };
    let place = match list.rows() {
        0 => "none".to_string(),
        _ if list.is_unfinished() => format!("{} of those still being counted", grouped(list.at as u64 + 1)),
        rows => format!("{} of {}", grouped(list.at as u64 + 1), grouped(rows as u64)),
    };
    let sort = if list.sort == Default::default() { String::new() } else { format!(" · by {}", list.sort) };
    let group = list.group.map_or(String::new(), |group| format!(" · in groups by {}", group.name()));
    let marked = match list.marked.all().len() {
        0 => String::new(),
        marked => format!(" · {} marked", grouped(marked as u64)),
    };
    format!("Register · {which}: {place}{marked}{sort}{group}")
}

/// The headings, each of which can be clicked to sort by it.
fn draw_headings(list: &List, frame: &mut Canvas, area: Rect, columns: &[(Shown, usize)], around: &Around) {
    let mut x = area.x + MARKS;
    for (shown, width) in columns {
        let at = Rect { x, width: (*width as u16 + 1).min(area.right().saturating_sub(x)), ..area };
        let words = heading(*shown, *width, list.sort);
        frame.render_widget(Line::styled(words, around.theme.dim()), at);
        if let Some(number) =
            Shown::ALL.iter().position(|column| column == shown).filter(|_| shown.order().is_some())
        {
            frame.spot(at, Click::Act(Act::Heading(number)));
        }
        x = at.right();
    }
    draw_left_out(list, frame, area, columns, around);
}

/// How many columns were chosen and have no room, at the end of the headings.
fn draw_left_out(list: &List, frame: &mut Canvas, area: Rect, columns: &[(Shown, usize)], around: &Around) {
    let told = match list.left_out(around) {
        0 => return,
        1 => "+1 column".to_string(),
        more => format!("+{more} columns"),
    };
    // The last heading and its sign stay: where they leave too little, the number must do.
    let room = columns.last().map_or(0, |(shown, width)| width.saturating_sub(shown.heading().len() + 2));
    let told = if told.len() > room { told.split(' ').next().unwrap_or_default().to_string() } else { told };
    let width = (told.len() as u16).min(area.width);
    let at = Rect { x: area.right() - width, width, ..area };
    frame.render_widget(Line::styled(told, around.theme.warning()), at);
}

fn draw_filter(list: &List, frame: &mut Canvas, area: Rect, around: &Around) {
    if !list.filtering && list.filter.is_empty() {
        let hint = " / filters: words, overdue, stage: owner: level: rating: inspection: quiet:2";
        let hint = Line::styled(cut(hint, area.width as usize), around.theme.dim());
        return frame.render_widget(hint, area);
    }
    let marker = if list.filtering { "▌" } else { " " };
    frame.render_widget(
        Line::styled(format!(" filter {marker}{}", list.filter.text()), around.theme.strong()),
        area,
    );
    if list.filtering {
        let (_, (_, cell)) = list.filter.lines(area.width as usize);
        frame.set_cursor_position((area.x + 9 + cell as u16, area.y));
    }
}

/// A word of the filter that was passed over, or for which others stood in.
fn remark(list: &List) -> Option<String> {
    if let Some(remark) = list.remarks.first() {
        return Some(remark.to_string());
    }
    Some(list.found.as_ref()?.stood_in.first()?.to_string())
}

fn draw_rows(list: &List, frame: &mut Canvas, area: Rect, columns: &[(Shown, usize)], around: &Around) {
    let page = list.page();
    for (y, line) in (area.y..).zip(page.seen(list.at, area.height as usize)) {
        let at = Rect { y, height: 1, ..area };
        match page.line(line) {
            page::Line::Heading(group) => {
                frame.render_widget(group_line(&page.headings[group], area.width as usize, around), at);
            }
            page::Line::Row(index) => {
                if let Some(row) = list.row(index) {
                    let state = (index == list.at, list.marked.all().contains(&row.reference));
                    frame.render_widget(row_line(row, state, columns, around), at);
                }
                frame.spot(at, Click::Row(index));
            }
        }
    }
}

fn group_line(group: &Heading, width: usize, around: &Around) -> Line<'static> {
    let head = format!("── {} · {} ", group.name, grouped(group.count as u64));
    Line::styled(column(&head, width), around.theme.strong())
}

/// One row. Only its first cells show that it is chosen: the others need not be drawn anew.
fn row_line(
    row: &Kept,
    (chosen, marked): (bool, bool),
    columns: &[(Shown, usize)],
    around: &Around,
) -> Line<'static> {
    let style = if chosen { around.theme.chosen() } else { Style::new() };
    let marker = format!("{}{}", if chosen { "▸" } else { " " }, if marked { "✓" } else { " " });
    let mut spans = vec![Span::styled(marker, style)];
    for (index, (shown, width)) in columns.iter().enumerate() {
        let cell = cell(row, *shown, *width, around);
        let style = if index == 0 { cell.style.patch(style) } else { cell.style };
        spans.push(cell.style(style));
        spans.push(Span::raw(" "));
    }
    spans.pop();
    Line::from(spans)
}

/// Where in the list the page lies, at the right edge.
fn draw_bar(list: &List, frame: &mut Canvas, area: Rect, around: &Around) {
    let (height, lines) = (area.height as usize, list.page().lines());
    if lines <= height || height == 0 {
        return;
    }
    let first = list.page().seen(list.at, height).start;
    let size = (height * height / lines).max(1);
    let top = first * (height - size) / (lines - height);
    for (index, y) in (area.y..area.bottom()).enumerate() {
        let symbol = if (top..top + size).contains(&index) { "█" } else { "│" };
        let at = Rect { x: area.right(), y, width: 1, height: 1 };
        frame.render_widget(Span::styled(symbol, around.theme.dim()), at);
    }
}

fn why_empty(list: &List) -> &'static str {
    match (list.filter.is_empty(), list.scope) {
        (false, Scope::Open) => "  nothing open fits the filter; a shows closed ones too",
        (false, _) => "  nothing fits the filter",
        (true, Scope::Open) => "  nothing is open; a shows closed ones too, i imports a published response",
        (true, _) => "  no recommendation is recorded yet: i imports a published response",
    }
}

/// The whole text of the chosen row, as much as the lines take.
fn draw_chosen(list: &List, frame: &mut Canvas, area: Rect, around: &Around) {
    let Some(row) = list.row(list.at) else { return };
    let rule = Line::styled("─".repeat(area.width as usize), around.theme.dim());
    frame.render_widget(rule, Rect { height: 1, ..area });
    let (width, room) =
        (usize::from(area.width).saturating_sub(2), usize::from(area.height).saturating_sub(1));
    let mut lines = wrap(&format!("{}  {}", row.reference, row.text), width);
    if lines.len() > room && room > 0 {
        let last = format!("{} {}", lines[room - 1], lines[room]);
        lines[room - 1] = cut(&last, width);
        if !lines[room - 1].ends_with('…') {
            lines[room - 1] = format!("{}…", cut(&last, width.saturating_sub(1)));
        }
    }
    for (index, text) in lines.into_iter().take(room).enumerate() {
        let y = area.y + 1 + index as u16;
        frame.render_widget(Line::raw(format!(" {text}")), Rect { y, height: 1, ..area });
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_number_is_parted_by_its_thousands() {
        assert_eq!(
            [7, 999, 1_000, 34_512, 100_000, 1_234_567].map(grouped),
            ["7", "999", "1,000", "34,512", "100,000", "1,234,567"]
        );
    }
}
