//! The one form of every paper: a head, then headings, paragraphs, lists and tables.
//! A number that counts something names the table in the same paper that holds what it counts.

use chrono::NaiveDate;

use crate::journey::deadline::in_words;
use crate::ledger::log::Head;

/// A paper, whatever its format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The word by which it is asked for: `action-log`.
    pub topic: &'static str,
    pub title: String,
    /// The protective marking, on every page where the format has pages.
    pub marking: String,
    pub home: String,
    /// The day as at which everything in it is said.
    pub as_at: NaiveDate,
    /// Only what had been recorded by the end of this day counts.
    pub known_at: Option<NaiveDate>,
    /// How far the register reached.
    pub head: Head,
    /// Whether its pages stand upright; else they lie, and have room for wide tables.
    pub upright: bool,
    /// What the ratings mean.
    pub ratings: Table,
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Its level, 2 or 3 (the title is the only one of level 1), and its words.
    Heading(u8, String),
    Paragraph(String),
    List(Vec<String>),
    Table(Table),
    Verbatim(Verbatim),
    /// What follows begins a page, where the format has pages.
    Page,
}

/// A text that stands exactly as it is, every space and every end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verbatim {
    pub caption: String,
    pub text: String,
}

/// A table with a caption of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Unique in its paper; letters, digits and hyphens.
    pub id: String,
    pub caption: String,
    pub columns: Vec<Column>,
    /// Each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// Set where the last row is the sum of those above it.
    pub total: Option<Total>,
    /// What is said where there is no row.
    pub none: String,
}

/// How the last row of a table comes from the others: their sum, from which some are taken off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// The rows that are taken off.
    pub less: Vec<usize>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// Whether sentences stand in it, so that it wants room.
    pub long: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Day,
    Number,
    Reference,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Day(Option<NaiveDate>),
    Number(i64),
    /// A number, and what it counts.
    Count(i64, Items),
    Reference(String),
}

/// What a number counts: the rows of a table in the same paper, or those of them whose cells in some columns
/// hold these words. A row that is a sum is none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Items {
    pub table: String,
    pub only: Vec<(usize, String)>,
}

impl Paper {
    /// What stands beside the title, a name and its words each.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let marking = ("Marking", self.marking.clone());
        std::iter::once(marking).chain(self.facts_beside_the_marking()).collect()
    }

    /// The same where every page bears the marking.
    pub fn facts_beside_the_marking(&self) -> Vec<(&'static str, String)> {
        vec![("Of", self.home.clone()), ("As at", self.moment()), ("Register head", self.head.short())]
    }

    /// The day as at which it speaks, and what was known then where it asks that: `2 Feb 2023, as known on 5 Feb 2023`.
    pub fn moment(&self) -> String {
        let known = self.known_at.map_or(String::new(), |day| format!(", as known on {}", in_words(day)));
        in_words(self.as_at) + &known
    }

    /// What proves where it comes from, for its end.
    pub fn proof(&self) -> String {
        format!(
            "This paper says what the register of {} held as at {}. The register's head was {}; `plenary verify --head` compares a register with it.",
            self.home,
            self.moment(),
            self.head
        )
    }

    /// What the ratings mean in one paragraph, where the page is dear; none where there is room for the table.
    pub fn ratings_in_words(&self) -> Option<String> {
        let ratings = &self.ratings;
        if !self.upright || ratings.rows.is_empty() {
            return None;
        }
        let row = |row: &Vec<Cell>| row.iter().map(Cell::shown).collect::<Vec<_>>();
        let told = ratings.rows.iter().map(row).map(|cells| match cells.as_slice() {
            [letter, code, definition] => format!("{letter} {}, {definition}", code.to_lowercase()),
            other => other.join(" "),
        });
        Some(format!("{}: {}.", ratings.caption, told.collect::<Vec<_>>().join("; ")))
    }

    /// Every table, the definitions of the ratings last.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        let within = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        within.chain([&self.ratings])
    }

    /// The same paper with every text in it changed.
    pub fn map(mut self, change: &mut dyn FnMut(&str) -> String) -> Paper {
        for text in [&mut self.title, &mut self.marking, &mut self.home] {
            *text = change(text);
        }
        self.ratings.map(change);
        for block in &mut self.blocks {
            match block {
                Block::Heading(_, text) | Block::Paragraph(text) => *text = change(text),
                Block::List(items) => items.iter_mut().for_each(|text| *text = change(text)),
                Block::Table(table) => table.map(change),
                Block::Verbatim(verbatim) => {
                    verbatim.caption = change(&verbatim.caption);
                    verbatim.text = change(&verbatim.text);
                }
                Block::Page => {}
            }
        }
        self
    }

    pub fn heading(&mut self, level: u8, words: impl Into<String>) {
        self.blocks.push(Block::Heading(level, words.into()));
    }

    pub fn say(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Paragraph(words.into()));
    }

    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }
}

impl Table {
    /// A table without rows. `none` is said where none come.
    pub fn new(
        id: impl Into<String>,
        caption: impl Into<String>,
        columns: Vec<Column>,
        none: impl Into<String>,
    ) -> Table {
        let (id, caption, none) = (id.into(), caption.into(), none.into());
        Table { id, caption, columns, rows: Vec::new(), total: None, none }
    }

    pub fn with(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Table {
        self.rows.extend(rows);
        self
    }

    /// The rows that are no sum of others.
    pub fn items(&self) -> &[Vec<Cell>] {
        let sums = usize::from(self.total.is_some());
        &self.rows[..self.rows.len().saturating_sub(sums)]
    }

    /// The same without the columns in which nothing stands. For a table in which nothing is counted by its column.
    pub fn without_empty(mut self) -> Table {
        let stands = |column: usize| self.rows.iter().any(|row| !row[column].shown().is_empty());
        let kept: Vec<bool> = (0..self.columns.len()).map(stands).collect();
        let keeps = || kept.iter().copied();
        let mut keep = keeps();
        self.columns.retain(|_| keep.next().unwrap_or(true));
        for row in &mut self.rows {
            let mut keep = keeps();
            row.retain(|_| keep.next().unwrap_or(true));
        }
        self
    }

    fn map(&mut self, change: &mut dyn FnMut(&str) -> String) {
        for text in [&mut self.caption, &mut self.none] {
            *text = change(text);
        }
        self.columns.iter_mut().for_each(|column| column.name = change(&column.name));
        for cell in self.rows.iter_mut().flatten() {
            match cell {
                Cell::Text(text) | Cell::Reference(text) => *text = change(text),
                Cell::Count(_, items) => items.only.iter_mut().for_each(|(_, text)| *text = change(text)),
                Cell::Day(_) | Cell::Number(_) => {}
            }
        }
    }
}

impl Column {
    pub fn text(name: &str) -> Column {
        Column::of(name, Kind::Text)
    }

    /// Text that is sentences.
    pub fn long(name: &str) -> Column {
        Column { long: true, ..Column::of(name, Kind::Text) }
    }

    pub fn day(name: &str) -> Column {
        Column::of(name, Kind::Day)
    }

    pub fn number(name: &str) -> Column {
        Column::of(name, Kind::Number)
    }

    pub fn reference(name: &str) -> Column {
        Column::of(name, Kind::Reference)
    }

    fn of(name: &str, kind: Kind) -> Column {
        Column { name: name.to_string(), kind, long: false }
    }
}

impl Kind {
    /// The kind in a word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Day => "day",
            Kind::Number => "number",
            Kind::Reference => "reference",
        }
    }
}

impl Cell {
    pub fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }

    pub fn reference(reference: impl ToString) -> Cell {
        Cell::Reference(reference.to_string())
    }

    /// A number that counts all rows of a table.
    pub fn count(n: usize, table: &str) -> Cell {
        Cell::counted(n, table, Vec::new())
    }

    /// A number that counts some rows of a table.
    pub fn counted(n: usize, table: &str, only: Vec<(usize, String)>) -> Cell {
        Cell::Count(n as i64, Items { table: table.to_string(), only })
    }

    /// As a person reads it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Reference(text) => text.clone(),
            Cell::Day(day) => day.map_or(String::new(), in_words),
            Cell::Number(n) | Cell::Count(n, _) => n.to_string(),
        }
    }

    /// The number in it, where there is one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Cell::Number(n) | Cell::Count(n, _) => Some(*n),
            _ => None,
        }
    }
}
