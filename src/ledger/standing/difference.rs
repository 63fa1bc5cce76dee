//! One row of the standing that is not what the log says, told by its name and the fields that differ, or whole.
//! Tables and columns are told as an auditor understands them; where that is their own name, so that it is found again.

use std::collections::BTreeSet;

use serde_json::Value;

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub(super) table: String,
    /// What the row is about: the columns that name it; empty where the table has one row.
    pub(super) row: String,
    pub(super) differs: Differs,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Differs {
    In(Vec<Field>),
    /// It stands and the log does not say it; the whole row.
    NotSaid(String),
    /// The log says it and it does not stand; the whole row.
    Missing(String),
}

/// A column that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub name: String,
    pub stands: String,
    pub said: String,
}

/// A value that is longer is not told, only named.
const SHORT: usize = 40;
/// Where more fields differ, no value is told.
const FEW: usize = 2;

impl Difference {
    /// By name, on one line: the row, and of what differs the values where they are short, else the names of the fields.
    pub fn in_short(&self) -> String {
        let named = self.named(&cut(&self.row));
        match &self.differs {
            Differs::In(fields) if fields.len() > FEW => {
                let names: Vec<_> = fields.iter().map(|field| self.column(field)).collect();
                format!("{named} differs in {}", names.join(", "))
            }
            Differs::In(fields) => {
                let told: Vec<_> = fields.iter().map(|field| field.in_short(self.column(field))).collect();
                format!("{named}: {}", told.join("; "))
            }
            Differs::NotSaid(_) => format!("{named} stands, but the log does not say it"),
            Differs::Missing(_) => format!("{named}: the log says it, but it does not stand"),
        }
    }

    /// The table and the row in it: ``counter `heard from · C. Custody · 2023-08-29` ``.
    fn named(&self, row: &str) -> String {
        let table = match self.table.as_str() {
            "tally" => "counter",
            "spell" => "days at a stage",
            "way" => "way of",
            "at_meeting" => "told at a meeting",
            "standing" => return "the standing as a whole".into(),
            table => table,
        };
        format!("{table} `{row}`")
    }

    fn column<'f>(&self, field: &'f Field) -> &'f str {
        match (self.table.as_str(), field.name.as_str()) {
            ("standing", "seq") => "the last event that it took in",
            ("standing", "version") => "the version of its tables",
            ("tally", "n") => "its count",
            (_, name) => name,
        }
    }

    /// Whole, a line for each field.
    pub fn lines(&self) -> Vec<String> {
        match &self.differs {
            Differs::In(fields) => {
                let named = self.named(&self.row);
                fields.iter().map(|field| format!("{named}: {}", field.whole(self.column(field)))).collect()
            }
            Differs::NotSaid(whole) => {
                vec![format!("{} stands, but the log does not say it", self.named(whole))]
            }
            Differs::Missing(whole) => {
                vec![format!("{}: the log says it, but it does not stand", self.named(whole))]
            }
        }
    }
}

impl Field {
    fn whole(&self, name: &str) -> String {
        format!("{name} is `{}`, the log says `{}`", self.stands, self.said)
    }

    fn in_short(&self, name: &str) -> String {
        if self.stands.chars().count().max(self.said.chars().count()) <= SHORT {
            return self.whole(name);
        }
        match fields_of(&self.stands, &self.said).as_slice() {
            [] => format!("{name} is not what the log says"),
            names => format!("{name} differs in {}", names.join(", ")),
        }
    }
}

/// The names of the fields in which two JSON objects differ; none where they are no objects.
fn fields_of(stands: &str, said: &str) -> Vec<String> {
    let object = |text: &str| match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    };
    let (Some(stands), Some(said)) = (object(stands), object(said)) else { return Vec::new() };
    let names: BTreeSet<&String> = stands.keys().chain(said.keys()).collect();
    names.into_iter().filter(|name| stands.get(*name) != said.get(*name)).cloned().collect()
}

fn cut(words: &str) -> String {
    match words.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_string(),
    }
}

/// So many rows are told by name.
const TOLD: usize = 10;

/// The rows by name, a line each: the first of them, and how many there are more.
pub fn told(differences: &[Difference]) -> Vec<String> {
    let mut lines: Vec<_> = differences.iter().take(TOLD).map(Difference::in_short).collect();
    let more = differences.len().saturating_sub(TOLD);
    if more > 0 {
        lines.push(format!(
            "and {} more: `plenary verify --json` tells all of them",
            crate::progress::grouped(more as u64)
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differing(name: &str, stands: &str, said: &str) -> Difference {
        let field = Field { name: name.into(), stands: stands.into(), said: said.into() };
        Difference { table: "stream".into(), row: "SOC22-1".into(), differs: Differs::In(vec![field]) }
    }

    #[test]
    fn a_short_value_is_told_and_of_a_long_one_the_fields_that_differ() {
        let short = differing("stage", "Closed", "Received");
        assert_eq!(short.in_short(), "stream `SOC22-1`: stage is `Closed`, the log says `Received`");
        assert_eq!(short.lines(), [short.in_short()]);
        let text = "words of some length, so that it is not told";
        let one = format!(r#"{{"text":"{text}","stage":"Closed","same":1}}"#);
        let other = format!(r#"{{"text":"{text}","owner":"O. Wner","stage":"Received","same":1}}"#);
        let long = differing("state", &one, &other);
        assert_eq!(long.in_short(), "stream `SOC22-1`: state differs in owner, stage");
        assert_eq!(long.lines(), [format!("stream `SOC22-1`: state is `{one}`, the log says `{other}`")]);
        let words = differing("text", &text.repeat(2), text);
        assert_eq!(words.in_short(), "stream `SOC22-1`: text is not what the log says");
    }

    #[test]
    fn of_a_row_that_differs_in_much_the_names_are_told_alone() {
        let field = |name: &str| Field { name: name.into(), stands: "1".into(), said: "2".into() };
        let fields = ["stage", "since", "owner"].map(field).to_vec();
        let row = Difference {
            table: "recommendation".into(),
            row: "SOC22-1".into(),
            differs: Differs::In(fields),
        };
        assert_eq!(row.in_short(), "recommendation `SOC22-1` differs in stage, since, owner");
        assert_eq!(row.lines().len(), 3);
    }

    #[test]
    fn how_far_the_standing_has_come_is_told_in_words() {
        let differs =
            Differs::In(vec![Field { name: "seq".into(), stands: "462".into(), said: "461".into() }]);
        let whole = Difference { table: "standing".into(), row: String::new(), differs };
        let words = "the standing as a whole: the last event that it took in is `462`, the log says `461`";
        assert_eq!((whole.in_short().as_str(), whole.lines()), (words, vec![words.to_string()]));
    }

    #[test]
    fn more_than_ten_rows_are_counted() {
        let all = vec![differing("stage", "Closed", "Received"); 81];
        let told = told(&all);
        assert_eq!(told.len(), 11);
        assert_eq!(told[10], "and 71 more: `plenary verify --json` tells all of them");
        assert!(told[..10].iter().all(|line| line.ends_with("the log says `Received`")));
        assert_eq!(super::told(&all[..10]).len(), 10);
    }
}
