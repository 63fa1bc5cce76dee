//! A paper as one page of HTML, with nothing beside it: a language, headings in order, tables with captions
//! and scopes, and nothing that only a colour says (WCAG 2.2, level AA).

use std::io::{self, Write};

use crate::briefing::paper::{Block, Cell, Column, Kind, Paper, Table};

const STYLE: &str = include_str!("paper.css");
/// How a paper is printed whose pages lie, and one whose pages stand upright.
const LYING: &str = include_str!("lying.css");
const UPRIGHT: &str = include_str!("upright.css");

/// So many lines are short for a text that stands as it is.
const SHORT: usize = 8;

/// Writes it.
pub(super) fn write(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let (title, marking) = (escaped(&paper.title), escaped(&paper.marking));
    let pages = if paper.upright { UPRIGHT } else { LYING };
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} – {marking}</title>\n\
        <style>\n{STYLE}{pages}{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#paper\">To the paper</a>\n\
        <header>\n<p class=\"marking\">{marking}</p>\n<h1>{title}</h1>\n<dl>",
        page_boxes(&paper.marking)
    )?;
    for (name, words) in paper.facts_beside_the_marking() {
        writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escaped(&words))?;
    }
    writeln!(out, "</dl>\n</header>\n<main id=\"paper\">")?;
    for (at, block) in paper.blocks.iter().enumerate() {
        write_block(block, side(&paper.blocks, at), out)?;
    }
    writeln!(out, "</main>\n<footer>\n<h2>About this paper</h2>")?;
    match paper.ratings_in_words() {
        Some(words) => writeln!(out, "<p>{}</p>", escaped(&words))?,
        None => write_table(&paper.ratings, out)?,
    }
    writeln!(
        out,
        "<p class=\"proof\">{}</p>\n<p class=\"marking\">{marking}</p>\n</footer>\n</body>\n</html>",
        escaped(&paper.proof())
    )
}

/// The marking and the page's number in the margins of a printed page. The first page bears the marking of the paper's
/// own head, which browsers print that know no such margins; the one at the paper's end is for the screen.
fn page_boxes(marking: &str) -> String {
    let plain =
        |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '.' | ',' | '(' | ')');
    let marking: String = marking.chars().filter(plain).collect();
    format!(
        "@page {{ font: 8pt \"Liberation Sans\", Arial, Helvetica, sans-serif; \
        @top-center {{ content: \"{marking}\"; font-weight: bold; }} \
        @bottom-center {{ content: \"{marking}\"; font-weight: bold; }} \
        @bottom-right {{ content: \"Page \" counter(page) \" of \" counter(pages); }} }}\n\
        @page :first {{ @top-center {{ content: none; }} }}\n\
        @media print {{ footer .marking {{ display: none; }} }}\n"
    )
}

/// Two short texts that stand as they are stand side by side where the page is dear: on which side this one does.
fn side(blocks: &[Block], at: usize) -> &'static str {
    let is_short = |at: Option<usize>| {
        let block = at.and_then(|at| blocks.get(at));
        matches!(block, Some(Block::Verbatim(verbatim)) if verbatim.text.lines().count() <= SHORT)
    };
    match (is_short(at.checked_sub(1)), is_short(Some(at)), is_short(Some(at + 1))) {
        (true, true, _) => " class=\"right\"",
        (false, true, true) => " class=\"left\"",
        _ => "",
    }
}

fn write_block(block: &Block, side: &str, out: &mut dyn Write) -> io::Result<()> {
    match block {
        Block::Heading(level, words) => writeln!(out, "<h{level}>{}</h{level}>", escaped(words)),
        Block::Paragraph(words) => writeln!(out, "<p>{}</p>", escaped(words)),
        Block::List(items) => {
            writeln!(out, "<ul>")?;
            items.iter().try_for_each(|item| writeln!(out, "<li>{}</li>", escaped(item)))?;
            writeln!(out, "</ul>")
        }
        Block::Table(table) => write_table(table, out),
        Block::Verbatim(verbatim) => {
            // What goes on of a line stands further in. Its end stands in its block: copied or read, each byte is there.
            let line = |line: &str| format!("<span>{}</span>", escaped(line).replace("<br>", "\n"));
            let text: String = verbatim.text.split_inclusive('\n').map(line).collect();
            let caption = escaped(&verbatim.caption);
            writeln!(
                out,
                "<figure{side}>\n<figcaption>{caption}</figcaption>\n<pre>\n{text}</pre>\n</figure>"
            )
        }
        Block::Page => writeln!(out, "<div class=\"page\"></div>"),
    }
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let id = escaped(&table.id);
    if table.rows.is_empty() {
        return writeln!(out, "<p id=\"{id}\">{}</p>", escaped(&table.none));
    }
    // A small table has no line that could be too long for its window.
    let small = table.columns.len() <= 4 && !table.columns.iter().any(|column| column.long);
    let class = if small { " class=\"small\"" } else { "" };
    writeln!(
        out,
        "<div class=\"wide\" role=\"region\" aria-labelledby=\"{id}-caption\" tabindex=\"0\">\n\
        <table id=\"{id}\"{class}>\n<caption id=\"{id}-caption\">{}</caption>\n<thead><tr>",
        escaped(&table.caption)
    )?;
    for column in &table.columns {
        writeln!(out, "<th scope=\"col\" class=\"{}\">{}</th>", class_of(column), escaped(&column.name))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (index, row) in table.rows.iter().enumerate() {
        let sum = index >= table.items().len();
        writeln!(out, "<tr{}>", if sum { " class=\"sum\"" } else { "" })?;
        for (place, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            write_cell(cell, column, place == 0, out)?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")
}

/// The first cell of a row is its heading.
fn write_cell(cell: &Cell, column: &Column, heads: bool, out: &mut dyn Write) -> io::Result<()> {
    let words = match cell {
        Cell::Day(Some(day)) => format!("<time datetime=\"{day}\">{}</time>", escaped(&cell.shown())),
        Cell::Count(n, items) => format!("<a href=\"#{}\">{n}</a>", escaped(&items.table)),
        other => escaped(&other.shown()),
    };
    let class = class_of(column);
    match heads {
        true => writeln!(out, "<th scope=\"row\" class=\"{class}\">{words}</th>"),
        false => writeln!(out, "<td class=\"{class}\">{words}</td>"),
    }
}

fn class_of(column: &Column) -> &'static str {
    match column.kind {
        Kind::Text if column.long => "long",
        kind @ (Kind::Text | Kind::Day | Kind::Number | Kind::Reference) => kind.word(),
    }
}

/// Words in which nothing means anything to HTML; their lines stay lines.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_means_anything_to_html() {
        assert_eq!(
            escaped("<b>\"a\" & 'b'</b>\nc"),
            "&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;<br>c"
        );
    }

    #[test]
    fn a_marking_cannot_leave_its_place_in_the_style() {
        assert!(page_boxes("OFFICIAL\"; } </style>").contains("content: \"OFFICIAL  style\";"));
    }
}
