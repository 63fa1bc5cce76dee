//! A paper as JSON. Its form is `docs/paper.schema.json`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::csv::written;
use crate::briefing::paper::{Block, Cell, Paper, Table};
use crate::export::json;

/// Writes it.
pub(super) fn write(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let mut document = json!({
        "version": 1,
        "paper": paper.topic,
        "title": paper.title,
        "marking": paper.marking,
        "home": paper.home,
        "as_at": paper.as_at.to_string(),
        "head": { "seq": paper.head.seq, "hash": paper.head.hash.to_string(), "short": paper.head.short() },
        "blocks": paper.blocks.iter().filter_map(block).collect::<Vec<_>>(),
        "ratings": told(&paper.ratings),
    });
    if let Some(known) = paper.known_at {
        document["known_at"] = json!(known.to_string());
    }
    json::write(&document, out)
}

/// None where it is a matter of pages alone.
fn block(block: &Block) -> Option<Value> {
    Some(match block {
        Block::Heading(level, words) => json!({ "heading": words, "level": level }),
        Block::Paragraph(words) => json!({ "paragraph": words }),
        Block::List(items) => json!({ "list": items }),
        Block::Table(table) => json!({ "table": told(table) }),
        Block::Verbatim(verbatim) => json!({ "verbatim": verbatim.text, "caption": verbatim.caption }),
        Block::Page => return None,
    })
}

fn told(table: &Table) -> Value {
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| json!({ "name": column.name, "kind": column.kind.word() }))
        .collect();
    let mut told = json!({
        "id": table.id,
        "caption": table.caption,
        "columns": columns,
        "rows": table.items().iter().map(|cells| row(cells)).collect::<Vec<_>>(),
    });
    if let (Some(total), Some(last)) = (&table.total, table.rows.last()) {
        told["total"] = json!({ "row": row(last), "less": total.less });
    }
    told
}

fn row(cells: &[Cell]) -> Value {
    cells.iter().map(cell).collect()
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) | Cell::Reference(text) => json!(text),
        Cell::Day(None) => Value::Null,
        Cell::Day(Some(_)) => json!(written(cell)),
        Cell::Number(n) => json!(n),
        Cell::Count(n, items) => {
            let mut counted = Map::from_iter([("n".into(), json!(n)), ("table".into(), json!(items.table))]);
            if !items.only.is_empty() {
                let only = items.only.iter().map(|(column, words)| json!({ "column": column, "is": words }));
                counted.insert("only".into(), only.collect());
            }
            Value::Object(counted)
        }
    }
}
