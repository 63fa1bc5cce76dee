//! A saved view: which recommendations a list holds and how it shows them, behind one of the keys 1 to 9.

use serde::{Serialize, Serializer};

use crate::journey::register::Register;
use crate::ledger::finding::{Column, Filter, Group, Remark, Sort, Wanted};

/// A list as somebody wants it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// 1 to 9.
    pub key: u8,
    pub name: String,
    /// The words of the filter, as they are typed. They are read with the scheme of the register they are used on.
    pub filter: String,
    #[serde(serialize_with = "as_words")]
    pub sort: Sort,
    #[serde(serialize_with = "by_name")]
    pub group: Option<Group>,
    /// By name, from left to right. Empty: those that the list chooses for the width there is.
    pub columns: Vec<&'static str>,
}

/// What stands in a `[[view]]`, by name.
pub const FIELDS: [&str; 6] = ["key", "name", "filter", "sort", "group", "columns"];

/// The columns that the register's list can show.
pub const COLUMNS: [&str; 12] = [
    "ref", "kind", "road", "stage", "level", "rating", "owner", "next", "heard", "deadline", "opened",
    "asked",
];

/// The views of whoever configured none, in the order of their keys.
pub fn built_in() -> Vec<View> {
    let by = |by| Sort { by, descending: false };
    let latest = Sort { by: Column::Closed, descending: true };
    let views = [
        ("open by next date", "", by(Column::Next), None),
        ("overdue", "overdue", by(Column::Next), None),
        ("due soon", "soon", by(Column::Next), None),
        ("quiet for two meetings", "quiet:2", by(Column::Heard), None),
        ("waits for the DCC", "asked", by(Column::Next), None),
        ("returned", "returned", by(Column::Next), None),
        ("no target", "notarget", by(Column::Heard), None),
        ("by owner", "", by(Column::Next), Some(Group::Owner)),
        ("closed lately", "closed", latest, None),
    ];
    let view = |(key, (name, filter, sort, group)): (u8, (&str, &str, Sort, Option<Group>))| View {
        key,
        name: name.into(),
        filter: filter.into(),
        sort,
        group,
        columns: Vec::new(),
    };
    (1..).zip(views).map(view).collect()
}

impl View {
    /// What the view asks of a register, and the words of its filter that were passed over there.
    pub fn wanted(&self, register: &Register) -> (Wanted, Vec<Remark>) {
        let (filter, remarks) = Filter::read(&self.filter, &register.scheme);
        (Wanted { filter, sort: self.sort, group: self.group }, remarks)
    }
}

fn as_words<S: Serializer>(sort: &Sort, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(sort)
}

fn by_name<S: Serializer>(group: &Option<Group>, serializer: S) -> Result<S::Ok, S::Error> {
    group.map(Group::name).serialize(serializer)
}
