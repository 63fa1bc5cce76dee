//! What is kept of a row while it is shown.

use chrono::NaiveDate;

use crate::briefing::headline::text_of_a_row;
use crate::journey::recommendation::Stage;
use crate::journey::text::clean_line;
use crate::ledger::standing::questions::Row;
use crate::tui::drawing::fitting::promised_shortly;
use crate::tui::screen::Around;

/// Of a row's text so much is kept for showing, in characters.
const LONGEST_TEXT: usize = 600;

pub struct Kept {
    pub reference: String,
    pub kind: &'static str,
    /// What was asked; of what came back, or was closed without a signature, that before it.
    pub text: String,
    pub stage: Option<Stage>,
    pub level: String,
    pub rating: String,
    pub owner: String,
    pub next: Option<NaiveDate>,
    pub heard: Option<NaiveDate>,
    pub deadline: Option<NaiveDate>,
    pub deadline_words: String,
    pub opened: Option<NaiveDate>,
    closed: Option<String>,
    pub ours: bool,
}

impl Kept {
    pub fn of(row: &Row) -> Kept {
        let text = text_of_a_row(row.first, row.text);
        // The column of how it ended is too narrow for more than that.
        let text = if row.closed_signed == Some(false) { format!("closed unsigned: {text}") } else { text };
        let text: String = text.chars().take(LONGEST_TEXT).collect();
        let day = |day: Option<&str>| day.and_then(|day| day.parse().ok());
        let deadline = row.deadline.as_ref();
        Kept {
            reference: row.r#ref.to_string(),
            kind: match row.kind {
                "area for improvement" => "AFI",
                "cause of concern" => "CoC",
                _ => "rec",
            },
            text: clean_line(&text).into_owned(),
            stage: Stage::ALL.into_iter().find(|stage| stage.name() == row.stage),
            level: row.level.unwrap_or_default().to_string(),
            rating: row.rating.unwrap_or_default().to_string(),
            owner: row.owner.unwrap_or_default().to_string(),
            next: day(row.next),
            heard: day(row.last_heard),
            deadline: day(deadline.and_then(|deadline| deadline.date)),
            deadline_words: deadline
                .map_or(String::new(), |deadline| clean_line(deadline.words).into_owned()),
            opened: day(Some(row.published)),
            closed: row.closed_as.map(str::to_string),
            ours: row.ours,
        }
    }

    /// The next date in words; how it ended where it is closed.
    pub fn next_in_words(&self, around: &Around) -> String {
        match (&self.closed, self.next) {
            _ if !self.ours => "not ours".into(),
            (Some(ending), _) => ending.clone(),
            // Our own date is the nearer one to answer for; without one, or behind it, stands the inspectorate's.
            (None, next)
                if self.is_past_deadline(around.today) && next.is_none_or(|next| next >= around.today) =>
            {
                "dl passed".into()
            }
            (None, Some(next)) => promised_shortly(next, around.today, around.register.scheme.warning_days),
            (None, None) if self.stage == Some(Stage::Governance) => "no target".into(),
            (None, None) => String::new(),
        }
    }

    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.next.is_some_and(|next| next < today) || self.is_past_deadline(today)
    }

    /// Whether it is open after the day by which the inspectorate wants it done.
    fn is_past_deadline(&self, today: NaiveDate) -> bool {
        self.ours && self.closed.is_none() && self.deadline.is_some_and(|deadline| deadline < today)
    }
}
