//! The columns of the register's list: which are shown, how wide they are, and what stands in them.

use ratatui::style::Style;
use ratatui::text::Span;

use unicode_width::UnicodeWidthStr;

use super::row::Kept;
use crate::journey::deadline::in_words;
use crate::journey::recommendation::Stage;
use crate::ledger::finding::{Column, Sort};
use crate::tui::drawing::fitting::column;
use crate::tui::drawing::list::{ASCENDING, DESCENDING};
use crate::tui::recommendation::dots;
use crate::tui::screen::Around;

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Ref,
    Kind,
    Road,
    Stage,
    Level,
    Rating,
    Owner,
    Next,
    Heard,
    Deadline,
    Opened,
    Asked,
}

/// The least that is left to what was asked.
const LEAST_ASKED: usize = 12;

impl Shown {
    pub const ALL: [Shown; 12] = [
        Shown::Ref,
        Shown::Kind,
        Shown::Road,
        Shown::Stage,
        Shown::Level,
        Shown::Rating,
        Shown::Owner,
        Shown::Next,
        Shown::Heard,
        Shown::Deadline,
        Shown::Opened,
        Shown::Asked,
    ];

    /// The column of that name, as the chooser and the config file call it.
    pub fn named(name: &str) -> Option<Shown> {
        Shown::ALL.into_iter().find(|column| column.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Shown::Ref => "ref",
            Shown::Kind => "kind",
            Shown::Road => "road",
            Shown::Stage => "stage",
            Shown::Level => "level",
            Shown::Rating => "rating",
            Shown::Owner => "owner",
            Shown::Next => "next",
            Shown::Heard => "heard",
            Shown::Deadline => "deadline",
            Shown::Opened => "opened",
            Shown::Asked => "asked",
        }
    }

    pub fn heading(self) -> &'static str {
        match self {
            Shown::Road => "",
            Shown::Level => "lv",
            Shown::Rating => "r",
            Shown::Next => "next date",
            Shown::Heard => "last heard",
            other => other.name(),
        }
    }

    /// What a click on its heading sorts by.
    pub fn order(self) -> Option<Column> {
        if self == Shown::Road { Some(Column::Stage) } else { self.name().parse().ok() }
    }

    fn width(self) -> usize {
        match self {
            Shown::Ref => 9,
            Shown::Kind => 4,
            Shown::Road => 7,
            Shown::Stage | Shown::Owner => 10,
            Shown::Level => 2,
            Shown::Rating => 1,
            Shown::Next | Shown::Heard | Shown::Deadline | Shown::Opened => 11,
            Shown::Asked => LEAST_ASKED,
        }
    }

    /// From how many columns of the terminal on it is shown where nobody chose any.
    fn wants(self) -> usize {
        match self {
            Shown::Level | Shown::Owner => 76,
            Shown::Heard => 100,
            Shown::Deadline => 120,
            Shown::Opened => 150,
            Shown::Kind => 160,
            _ => 0,
        }
    }
}

/// The columns from the least important on: so they go where there is no room for all.
/// When something is due, and that it is late, goes last but for what it is about.
const FIRST_TO_GO: [Shown; 12] = [
    Shown::Road,
    Shown::Stage,
    Shown::Kind,
    Shown::Level,
    Shown::Heard,
    Shown::Opened,
    Shown::Deadline,
    Shown::Owner,
    Shown::Rating,
    Shown::Asked,
    Shown::Next,
    Shown::Ref,
];

/// The columns that are shown, in order, with their widths: those that were chosen, else those that the terminal
/// has room for; of them the most important that fit. A reference is `reference` cells wide and never cut.
/// What was asked takes what is left.
pub fn laid_out(chosen: &[Shown], width: usize, reference: usize) -> Vec<(Shown, usize)> {
    let fits = Shown::ALL.into_iter().filter(|column| column.wants() <= width);
    let wanted: Vec<Shown> = if chosen.is_empty() { fits.collect() } else { chosen.to_vec() };
    let wide = |column: Shown| if column == Shown::Ref { reference } else { column.width() };
    let mut laid: Vec<_> = wanted.into_iter().map(|column| (column, wide(column))).collect();
    // The signs of a row take two, and the last column needs no space behind it.
    let room = width.saturating_sub(1);
    let used = |laid: &[(Shown, usize)]| laid.iter().map(|(_, width)| width + 1).sum::<usize>();
    for least in FIRST_TO_GO {
        if used(&laid) > room && laid.len() > 1 {
            laid.retain(|(column, _)| *column != least);
        }
    }
    let left = room.saturating_sub(used(&laid));
    if let Some((_, width)) = laid.iter_mut().find(|(column, _)| *column == Shown::Asked) {
        *width += left;
    }
    laid
}

/// How wide the references are without one that is wider.
pub const USUAL_REFERENCE: usize = 9;

/// A column's heading, as wide as the column and the space behind it; with the sign of the order where the list
/// is sorted by it.
pub fn heading(shown: Shown, width: usize, sort: Sort) -> String {
    let word = shown.heading();
    if shown.order() != Some(sort.by) || word.is_empty() {
        return column(word, width) + " ";
    }
    let sign = if sort.descending { DESCENDING } else { ASCENDING };
    column(&format!("{}{sign}", column(word, word.width().min(width))), width + 1)
}

/// What stands in a column.
pub fn cell(row: &Kept, shown: Shown, width: usize, around: &Around) -> Span<'static> {
    let theme = around.theme;
    let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), in_words);
    let plain = |text: &str| Span::raw(column(text, width));
    match shown {
        Shown::Ref => plain(&row.reference),
        Shown::Kind => plain(row.kind),
        Shown::Road => plain(&row.stage.filter(|_| row.ours).map_or(String::new(), dots)),
        Shown::Stage => plain(row.stage.map_or("", Stage::name)),
        Shown::Level => plain(&row.level),
        Shown::Rating => match around.register.scheme.rating(&row.rating) {
            Some(rating) => Span::styled(column(&rating.letter, width), theme.rating(&rating.colour)),
            None => plain(""),
        },
        Shown::Owner => plain(&row.owner),
        Shown::Next => {
            let style = if row.is_late(around.today) { theme.bad() } else { Style::new() };
            Span::styled(column(&row.next_in_words(around), width), style)
        }
        Shown::Heard => plain(&day(row.heard)),
        Shown::Deadline if row.deadline.is_none() => plain(&row.deadline_words),
        Shown::Deadline => plain(&day(row.deadline)),
        Shown::Opened => plain(&day(row.opened)),
        Shown::Asked => plain(&row.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_know_every_column() {
        assert_eq!(Shown::ALL.map(Shown::name), crate::settings::view::COLUMNS);
    }

    fn names(chosen: &[Shown], width: usize) -> Vec<&'static str> {
        laid_out(chosen, width, USUAL_REFERENCE).into_iter().map(|(column, _)| column.name()).collect()
    }

    #[test]
    fn a_wider_terminal_shows_more_columns_and_none_is_wider_than_it() {
        assert_eq!(names(&[], 60), ["ref", "road", "stage", "rating", "next", "asked"]);
        assert_eq!(names(&[], 80), ["ref", "road", "stage", "level", "rating", "owner", "next", "asked"]);
        assert_eq!(names(&[], 200).len(), Shown::ALL.len());
        for width in 60..220 {
            let used: usize = laid_out(&[], width, USUAL_REFERENCE).iter().map(|(_, width)| width + 1).sum();
            assert_eq!(used + 1, width, "a line is filled");
        }
    }

    #[test]
    fn chosen_columns_stand_as_they_were_chosen_as_far_as_they_fit() {
        assert_eq!(names(&[Shown::Asked, Shown::Ref], 80), ["asked", "ref"]);
        assert_eq!(names(&[Shown::Owner], 80), ["owner"]);
        let all = names(&Shown::ALL, 60);
        assert_eq!(all, ["ref", "rating", "owner", "next", "asked"]);
    }

    #[test]
    fn when_it_is_due_goes_after_all_but_what_it_is_about_and_a_reference_is_whole() {
        for width in 24..220 {
            for reference in 9..20 {
                for chosen in [&[][..], &Shown::ALL] {
                    let laid = laid_out(chosen, width, reference);
                    assert!(laid.contains(&(Shown::Ref, reference)), "{width} {reference}");
                    let next = laid.iter().any(|(column, _)| *column == Shown::Next);
                    assert!(next || width < reference + 14, "{width} {reference}: {laid:?}");
                    let used: usize = laid.iter().map(|(_, width)| width + 1).sum();
                    assert!(used < width, "{width} {reference}");
                }
            }
        }
    }
}
