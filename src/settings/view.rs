//! A saved view: which recommendations a list holds and how it shows them, behind one of the keys 1 to 9.

use serde::Serialize;

/// A list as somebody wants it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// 1 to 9.
    pub key: u8,
    pub name: String,
    /// The words of the filter, as they are typed.
    pub filter: String,
    /// A column, with `-` before it for the other way round. None: the list's own order.
    pub sort: Option<String>,
    pub group: Option<String>,
    /// From left to right. Empty: those that the list chooses for the width there is.
    pub columns: Vec<String>,
}

/// What stands in a `[[view]]`, by name.
pub const FIELDS: [&str; 6] = ["key", "name", "filter", "sort", "group", "columns"];

/// Every column there is.
pub const COLUMNS: [&str; 8] = ["ref", "stage", "level", "rating", "owner", "next", "heard", "asked"];

/// What rows can be grouped by.
pub const GROUPS: [&str; 4] = ["inspection", "owner", "stage", "meeting"];

/// The views of whoever configured none, in the order of their keys.
pub fn built_in() -> Vec<View> {
    let views = [
        ("open by next date", "", "next", None),
        ("overdue", "overdue", "next", None),
        ("due soon", "soon", "next", None),
        ("quiet for two meetings", "quiet:2", "heard", None),
        ("waits for the DCC", "asked", "next", None),
        ("returned", "returned", "next", None),
        ("no target", "notarget", "heard", None),
        ("by owner", "", "next", Some("owner")),
        ("closed lately", "closed", "-heard", None),
    ];
    let view = |(key, (name, filter, sort, group)): (u8, (&str, &str, &str, Option<&str>))| View {
        key,
        name: name.into(),
        filter: filter.into(),
        sort: Some(sort.into()),
        group: group.map(String::from),
        columns: Vec::new(),
    };
    (1..).zip(views).map(view).collect()
}
