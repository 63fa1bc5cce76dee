//! One row of the standing that is not what the log says, told by its name and the fields that differ, or whole.

use std::collections::BTreeSet;

use serde_json::Value;

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub(super) table: String,
    /// The first column, which names what the row is about.
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
        let Difference { table, row, differs } = self;
        match differs {
            Differs::In(fields) if fields.len() > FEW => {
                let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
                format!("{table} `{}` differs in {}", cut(row), names.join(", "))
            }
            Differs::In(fields) => {
                let told: Vec<_> = fields.iter().map(Field::in_short).collect();
                format!("{table} `{}`: {}", cut(row), told.join("; "))
            }
            Differs::NotSaid(_) => format!("{table} `{}` stands, but the log does not say it", cut(row)),
            Differs::Missing(_) => format!("{table} `{}`: the log says it, but it does not stand", cut(row)),
        }
    }

    /// Whole, a line for each field.
    pub fn lines(&self) -> Vec<String> {
        let Difference { table, row, differs } = self;
        match differs {
            Differs::In(fields) => {
                fields.iter().map(|field| format!("{table} `{row}`: {}", field.whole())).collect()
            }
            Differs::NotSaid(whole) => vec![format!("{table} `{whole}` stands, but the log does not say it")],
            Differs::Missing(whole) => {
                vec![format!("{table} `{whole}`: the log says it, but it does not stand")]
            }
        }
    }
}

impl Field {
    fn whole(&self) -> String {
        format!("{} is `{}`, the log says `{}`", self.name, self.stands, self.said)
    }

    fn in_short(&self) -> String {
        if self.stands.chars().count().max(self.said.chars().count()) <= SHORT {
            return self.whole();
        }
        match fields_of(&self.stands, &self.said).as_slice() {
            [] => format!("{} is not what the log says", self.name),
            names => format!("{} differs in {}", self.name, names.join(", ")),
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
    fn more_than_ten_rows_are_counted() {
        let all = vec![differing("stage", "Closed", "Received"); 81];
        let told = told(&all);
        assert_eq!(told.len(), 11);
        assert_eq!(told[10], "and 71 more: `plenary verify --json` tells all of them");
        assert!(told[..10].iter().all(|line| line.ends_with("the log says `Received`")));
        assert_eq!(super::told(&all[..10]).len(), 10);
    }
}
