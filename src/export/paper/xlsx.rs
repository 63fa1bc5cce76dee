//! A paper as a workbook: a sheet that says what it is, then a sheet for each table,
//! with typed cells, filters and a header row that stays in sight. A text is never a formula.

use std::collections::HashSet;
use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::briefing::paper::{Block, Cell, Column, Kind, Paper, Table};

/// The longest text that a cell may hold, in characters.
const LONGEST: usize = 32_767;

/// Writes it.
pub(super) fn write(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let mut bytes = workbook(paper).map_err(io::Error::other)?;
    out.write_all(&bytes.save_to_buffer().map_err(io::Error::other)?)
}

fn workbook(paper: &Paper) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The day of the paper and not the moment of writing: the same register gives the same file.
    let made = ExcelDateTime::from_ymd(
        paper.as_at.year().clamp(1900, 9999) as u16,
        paper.as_at.month() as u8,
        paper.as_at.day() as u8,
    )?;
    workbook.set_properties(
        &DocProperties::new().set_title(&paper.title).set_company(&paper.home).set_creation_datetime(&made),
    );
    let mut names = HashSet::new();
    about(paper, workbook.add_worksheet().set_name(sheet_name("About", &mut names))?)?;
    // What has no row is said on the first sheet.
    for table in paper.tables().filter(|table| !table.rows.is_empty()) {
        let sheet = workbook.add_worksheet().set_name(sheet_name(&table.id, &mut names))?;
        set_page(paper, sheet);
        write_table(table, sheet)?;
    }
    Ok(workbook)
}

/// A sheet's name from a table's id: 31 characters at most, and no two alike.
fn sheet_name(id: &str, taken: &mut HashSet<String>) -> String {
    let words = id.replace('-', " ");
    let cut: String = words.chars().take(26).collect();
    let numbered = (2..).map(|number| format!("{cut} {number}"));
    let mut names = std::iter::once(cut.clone()).chain(numbered);
    let free = names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default();
    let mut letters = free.chars();
    letters.next().map_or(free.clone(), |first| first.to_uppercase().chain(letters).collect())
}

/// The marking and the page's number on every page; `&` begins a code there.
fn set_page(paper: &Paper, sheet: &mut Worksheet) {
    let marking = paper.marking.replace('&', "&&");
    let title: String = paper.title.replace('&', "&&").chars().take(120).collect();
    if paper.upright {
        sheet.set_portrait()
    } else {
        sheet.set_landscape()
    };
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&C{marking}"));
    sheet.set_footer(format!("&L{title}&C{marking}&RPage &P of &N"));
}

fn about(paper: &Paper, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    set_page(paper, sheet);
    let (bold, folded) = (Format::new().set_bold(), folded());
    sheet.set_column_width(0, 24)?.set_column_width(1, ABOUT)?;
    let mut at = 0;
    let mut line = |name: &str, words: &str, strong: bool| -> Result<(), XlsxError> {
        sheet.write_string_with_format(at, 0, cut(name), &bold)?;
        sheet.write_string_with_format(at, 1, cut(words), if strong { &bold } else { &folded })?;
        sheet.set_row_height(at, height(lines(words, ABOUT)))?;
        at += 1;
        Ok(())
    };
    line("Paper", &paper.title, true)?;
    paper.facts().iter().try_for_each(|(name, words)| line(name, words, false))?;
    line("Whole head", &paper.head.to_string(), false)?;
    for block in &paper.blocks {
        match block {
            Block::Heading(_, words) => line("", words, true)?,
            Block::Paragraph(words) => line("", words, false)?,
            Block::List(items) => items.iter().try_for_each(|item| line("", item, false))?,
            Block::Table(table) if table.rows.is_empty() => line("", &table.none, false)?,
            Block::Table(_) | Block::Page => {}
            Block::Verbatim(verbatim) => {
                line("", &verbatim.caption, true)?;
                verbatim.text.lines().try_for_each(|text| line("", text, false))?;
            }
        }
    }
    line("", &paper.proof(), false)
}

/// So many letters stand free before a text.
const INDENT: f64 = 1.5;

/// So many letters the arrow of a filter takes.
const ARROW: f64 = 4.0;

/// How wide the words on the first sheet stand, in letters.
const ABOUT: f64 = 100.0;

/// So many lines a text takes in a column of this width. Words are wider than their letters where they do not fill
/// a line, so a part of each is left empty.
fn lines(text: &str, width: f64) -> u32 {
    const FILLED: f64 = 0.95;
    let of = |part: &str| (part.chars().count() as f64 / (width * FILLED)).ceil().max(1.0) as u32;
    text.lines().map(of).sum::<u32>().max(1)
}

/// The height of so many lines in points, as high as a row may be at most. Only whoever writes the file knows it:
/// a program that prints without showing does not fit rows to what is folded in them.
fn height(lines: u32) -> f64 {
    (15.0 * f64::from(lines)).min(409.0)
}

fn folded() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// A sheet with the table's caption above the header row.
fn write_table(table: &Table, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const HEADER: u32 = 1;
    let head =
        Format::new().set_bold().set_text_wrap().set_background_color("D9E1EA").set_align(FormatAlign::Top);
    sheet.write_string_with_format(0, 0, cut(&table.caption), &Format::new().set_bold())?;
    // The filter's arrow stands over the end of each name.
    let tall = table.columns.iter().map(|column| lines(&column.name, width(column) - ARROW));
    sheet.set_row_height(HEADER, height(tall.max().unwrap_or(1)))?;
    for (index, column) in table.columns.iter().enumerate() {
        sheet.write_string_with_format(HEADER, index as u16, cut(&column.name), &head)?;
        sheet.set_column_width(index as u16, width(column))?;
    }
    for (index, row) in table.rows.iter().enumerate() {
        let sum = index >= table.items().len();
        let tall =
            row.iter().zip(&table.columns).map(|(cell, column)| lines(&cell.shown(), width(column) - INDENT));
        sheet.set_row_height(HEADER + 1 + index as u32, height(tall.max().unwrap_or(1)))?;
        for (column, cell) in row.iter().enumerate() {
            write_cell(cell, (HEADER + 1 + index as u32, column as u16), sum, sheet)?;
        }
    }
    let (items, last) = (table.items().len() as u32, table.columns.len() as u16);
    if items > 0 && last > 0 {
        sheet.autofilter(HEADER, 0, HEADER + items, last - 1)?;
    }
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    Ok(())
}

fn width(column: &Column) -> f64 {
    match column.kind {
        Kind::Text if column.long => 60.0,
        Kind::Text => 20.0,
        Kind::Day => 14.0,
        Kind::Number => 11.0,
        Kind::Reference => 14.0,
    }
}

fn write_cell(
    cell: &Cell,
    (row, column): (u32, u16),
    sum: bool,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let mut format = folded();
    if sum {
        format = format.set_bold();
    }
    match cell {
        Cell::Text(text) | Cell::Reference(text) => {
            // A number before it ends at the edge of its column.
            let apart = format.set_align(FormatAlign::Left).set_indent(1);
            sheet.write_string_with_format(row, column, cut(text), &apart)?
        }
        Cell::Number(n) | Cell::Count(n, _) => sheet.write_number_with_format(
            row,
            column,
            *n as f64,
            &format.set_num_format("0").set_align(FormatAlign::Right).set_indent(1),
        )?,
        Cell::Day(None) => sheet.write_blank(row, column, &format)?,
        Cell::Day(Some(day)) => {
            let format = format.set_num_format("d mmm yyyy").set_align(FormatAlign::Left).set_indent(1);
            match excel_day(*day) {
                Some(day) => sheet.write_datetime_with_format(row, column, &day, &format)?,
                None => sheet.write_string_with_format(row, column, day.to_string(), &format)?,
            }
        }
    };
    Ok(())
}

/// A day as a spreadsheet counts it; it knows none before 1900 and none after 9999.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
}

/// A text that a cell can hold.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST - 1) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_sheets_are_called_alike() {
        let mut taken = HashSet::new();
        let long = "actions-of-a-very-long-inspection-1";
        assert_eq!(sheet_name(long, &mut taken), "Actions of a very long ins");
        assert_eq!(sheet_name(long, &mut taken), "Actions of a very long ins 2");
        assert_eq!(sheet_name("ratings", &mut taken), "Ratings");
    }
}
