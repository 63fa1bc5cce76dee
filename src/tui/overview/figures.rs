//! The numbers of the overview: the road, the clocks, the ratings, the dates, opened against closed, the next meeting
//! and ageing. Every number opens what it counts.

use chrono::NaiveDate;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::briefing::items::Items;
use crate::journey::deadline::in_words;
use crate::journey::forecast::Forecast;
use crate::journey::recommendation::Stage;
use crate::ledger::standing::ageing::{Aged, Band};
use crate::ledger::standing::calendar::MeetingRow;
use crate::ledger::standing::clocks::Clocks;
use crate::ledger::standing::flow::Month;
use crate::ledger::standing::questions::{Counts, InspectionRow, Standing, Why};
use crate::ledger::trouble::Trouble;
use crate::tui::drawing::fitting::{column, from_today};
use crate::tui::drawing::sheet::{Piece, Row, Sheet, pointed};
use crate::tui::link::Link;
use crate::tui::pictures::{charts, forecast};
use crate::tui::screen::Around;

/// So many running clocks are shown; the numbers above them open all.
const CLOCKS: usize = 3;
const MONTHS: u32 = 12;

/// What the numbers are made from.
#[derive(Default)]
pub struct Figures {
    counts: Option<Counts>,
    clock_counts: Option<Clocks>,
    clocks: Vec<InspectionRow>,
    flow: Vec<Month>,
    forecast: Option<Forecast>,
    ageing: Vec<Aged>,
    last_meeting: Option<(String, NaiveDate)>,
    next_meeting: Option<MeetingRow>,
}

impl Figures {
    /// Reads what stands; `warning_days` is the scheme's.
    pub fn read(standing: &Standing, warning_days: u32) -> Result<Figures, Trouble> {
        let last_meeting = standing.last_meeting()?;
        let since = last_meeting.as_ref().map(|(_, day)| *day);
        Ok(Figures {
            counts: Some(standing.counts(warning_days, since)?),
            clock_counts: Some(standing.clock_counts()?),
            clocks: standing.clocks(CLOCKS)?,
            flow: standing.flow(MONTHS)?,
            forecast: Some(standing.forecast()?),
            ageing: standing.ageing()?,
            last_meeting,
            next_meeting: standing.next_meeting()?,
        })
    }

    /// How many wait of a sort.
    pub fn waits(&self, standing: &Standing, why: Why) -> Result<u32, Trouble> {
        self.counts.as_ref().map_or(Ok(0), |counts| standing.waits(why, counts))
    }

    /// Whether the register holds nothing yet that is asked of the home body.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().flat_map(|counts| &counts.stages).all(|(_, n)| *n == 0)
    }

    /// The stages in a row and under each how many are there; where that is too wide, as many lines as it takes.
    /// `focus` is the place of a stage.
    pub fn road(&self, width: usize, focus: Option<usize>, around: &Around) -> Vec<Row> {
        let stages = self.counts.iter().flat_map(|counts| &counts.stages).copied().collect::<Vec<_>>();
        if width >= 74 {
            wide_road(&stages, focus, around)
        } else {
            narrow_road(&stages, width, focus, around)
        }
    }

    /// The numbers on the right.
    pub fn sheet(&self, width: usize, around: &Around) -> Sheet {
        let mut sheet = Sheet::default();
        let parts = [
            self.clocks(width, around),
            self.ratings(around),
            self.dates(around),
            self.forecast(around),
            self.flow(around),
            self.ages(around),
        ];
        parts.into_iter().for_each(|part| sheet.append(part));
        sheet
    }

    /// How old what is open is, by stage.
    pub fn ageing_table(&self, around: &Around) -> Sheet {
        charts::ageing_table(&self.ageing, charts::AGEING_WIDTH, around)
    }

    fn clocks(&self, width: usize, around: &Around) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.add_words("Response clocks, 56 days", around.theme.strong());
        if let Some(counts) = &self.clock_counts {
            sheet.add(charts::clock_counts(counts, around));
        }
        self.clocks.iter().for_each(|row| sheet.add(charts::clock_row(row, width, around)));
        sheet
    }

    fn ratings(&self, around: &Around) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(counts) = &self.counts else { return sheet };
        let mut row = vec![Piece::words("Rated ", around.theme.strong())];
        let mut rated = |letter: &str, code: &str, style: Style| {
            let n = counts.ratings.get(code).copied().unwrap_or(0);
            row.push(Piece::words(format!("{letter} "), style));
            row.push(charts::number(n, 1, Items::rated(code), Style::new(), around));
            row.push(Piece::words(" ", Style::new()));
        };
        for rating in &around.register.scheme.ratings {
            rated(&rating.letter, &rating.code, around.theme.rating(&rating.colour));
        }
        rated("-", "", Style::new());
        sheet.add(row);
        sheet
    }

    fn dates(&self, around: &Around) -> Sheet {
        let last = self.last_meeting.as_ref().map(|(meeting, _)| meeting.as_str());
        let mut sheet =
            self.counts.as_ref().map_or_else(Sheet::default, |counts| charts::dates(counts, last, around));
        sheet.add(self.next_meeting_row(around));
        sheet
    }

    fn next_meeting_row(&self, around: &Around) -> Row {
        let Some(meeting) = &self.next_meeting else {
            return vec![Piece::words("Meeting  none is planned", around.theme.dim())];
        };
        let when = format!("  {}, {}", from_today(meeting.date, around.today), in_words(meeting.date));
        let name = format!("{:>4}", meeting.r#ref);
        let open = match meeting.r#ref.parse() {
            Ok(reference) => Piece::link(name, Style::new(), Link::Meeting(reference)),
            Err(_) => Piece::words(name, Style::new()),
        };
        vec![Piece::words(column("Meeting", 9), Style::new()), open, Piece::words(when, around.theme.dim())]
    }

    fn flow(&self, around: &Around) -> Sheet {
        charts::flow_small(&self.flow, around)
    }

    fn forecast(&self, around: &Around) -> Sheet {
        self.forecast.as_ref().map_or_else(Sheet::default, |forecast| forecast::lines(forecast, around))
    }

    /// How old what is open is, all stages together.
    fn ages(&self, around: &Around) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.add_words("Open since they were first asked", around.theme.strong());
        let sums: Vec<u32> =
            (0..Band::ALL.len()).map(|band| self.ageing.iter().map(|aged| aged.bands[band]).sum()).collect();
        let most = sums.iter().copied().max().unwrap_or(0);
        for (band, n) in Band::ALL.into_iter().zip(sums) {
            let bar = "█".repeat(charts::length(n, most, 11));
            sheet.add(vec![
                Piece::words(column(band.short(), 10), Style::new()),
                charts::number(n, 4, Items::aged(None, band), around.theme.strong(), around),
                Piece::words(format!(" {bar}"), around.theme.dim()),
            ]);
        }
        sheet
    }
}

/// A stage's name or number, which opens those that stand there.
fn stage_piece(text: String, stage: Stage, style: Style, chosen: bool, around: &Around) -> Piece {
    let style = if chosen { style.patch(around.theme.chosen()) } else { style };
    let text = if chosen { pointed(&text).unwrap_or(text) } else { text };
    Piece::link(text, style, Link::to(Items::at(stage)))
}

fn wide_road(stages: &[(Stage, u32)], focus: Option<usize>, around: &Around) -> Vec<Row> {
    let (mut names, mut numbers) = (Row::new(), Row::new());
    for (index, (stage, count)) in stages.iter().enumerate() {
        let (name, chosen) = (stage.name(), focus == Some(index));
        let width = name.width();
        let (between, below) = if index == 0 { ("", "") } else { (" ▶ ", "   ") };
        names.push(Piece::words(between, Style::new()));
        let style = if *count > 0 { Style::new() } else { around.theme.dim() };
        names.push(stage_piece(name.to_string(), *stage, style, chosen, around));
        numbers.push(Piece::words(below, Style::new()));
        numbers.push(stage_piece(format!("{count:^width$}"), *stage, around.theme.strong(), chosen, around));
    }
    vec![names, numbers]
}

fn narrow_road(stages: &[(Stage, u32)], width: usize, focus: Option<usize>, around: &Around) -> Vec<Row> {
    let mut rows = vec![Row::new()];
    let mut used = 0;
    for (index, (stage, count)) in stages.iter().enumerate() {
        let sign = if focus == Some(index) { "▸" } else { "" };
        let text = format!("{sign}{} {count}", stage.name());
        let arrow = if index + 1 < stages.len() { " ▶ " } else { "" };
        if used + text.width() > width {
            rows.push(Row::new());
            used = 0;
        }
        used += text.width() + arrow.width();
        if let Some(row) = rows.last_mut() {
            row.push(stage_piece(text, *stage, Style::new(), focus == Some(index), around));
            row.push(Piece::words(arrow, Style::new()));
        }
    }
    rows
}
