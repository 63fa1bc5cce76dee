//! A paper as Markdown, with tables as GitHub and pandoc read them.

use std::io::{self, Write};

use crate::briefing::paper::{Block, Kind, Paper, Table, Verbatim};

/// Writes it.
pub(super) fn write(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "**{}**\n\n# {}\n", escaped(&paper.marking), escaped(&paper.title))?;
    for (name, words) in paper.facts() {
        writeln!(out, "- {name}: {}", escaped(&words))?;
    }
    for block in paper.blocks.iter().filter(|block| **block != Block::Page) {
        writeln!(out)?;
        match block {
            Block::Heading(level, words) => {
                writeln!(out, "{} {}", "#".repeat(usize::from(*level)), line(words))?
            }
            Block::Paragraph(words) => writeln!(out, "{}", paragraph(words))?,
            Block::List(items) => items.iter().try_for_each(|item| writeln!(out, "- {}", line(item)))?,
            Block::Table(table) => write_table(table, out)?,
            Block::Verbatim(verbatim) => write_verbatim(verbatim, out)?,
            Block::Page => {}
        }
    }
    writeln!(out, "\n## About this paper\n")?;
    match paper.ratings_in_words() {
        Some(words) => writeln!(out, "{}", paragraph(&words))?,
        None => write_table(&paper.ratings, out)?,
    }
    writeln!(out, "\n{}\n\n**{}**", escaped(&paper.proof()), escaped(&paper.marking))
}

/// Between fences that are longer than any in the text; its last line has an end.
fn write_verbatim(verbatim: &Verbatim, out: &mut dyn Write) -> io::Result<()> {
    let runs = verbatim.text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let (fence, text) = ("`".repeat((runs + 1).max(3)), &verbatim.text);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    writeln!(out, "**{}**\n\n{fence}text\n{text}{end}{fence}", line(&verbatim.caption))
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    if table.rows.is_empty() {
        return writeln!(out, "{}", paragraph(&table.none));
    }
    writeln!(out, "**{}**\n", line(&table.caption))?;
    let names: Vec<_> = table.columns.iter().map(|column| line(&column.name)).collect();
    writeln!(out, "| {} |", names.join(" | "))?;
    let rule = |kind| if kind == Kind::Number { "---:" } else { "---" };
    let rules: Vec<_> = table.columns.iter().map(|column| rule(column.kind)).collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    let sums = table.rows.len() - table.items().len();
    for (index, row) in table.rows.iter().enumerate() {
        let bold = index + sums >= table.rows.len();
        let cells = row.iter().map(|cell| line(&cell.shown()));
        let cells: Vec<_> =
            cells.map(|cell| if bold && !cell.is_empty() { format!("**{cell}**") } else { cell }).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// Words on one line: a line of their own becomes a break, which tables and headings understand.
fn line(words: &str) -> String {
    escaped(words.trim()).replace('\n', "<br>")
}

/// Words as a paragraph, with their lines kept.
fn paragraph(words: &str) -> String {
    escaped(words.trim()).replace('\n', "  \n")
}

/// Words in which nothing means anything to Markdown or to HTML.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut begins = true;
    for letter in words.chars() {
        let number = letter == '.' && out.rsplit('\n').next().is_some_and(is_number);
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', letter]),
            '#' | '+' | '-' | '=' | ':' | '!' | ')'
                if begins || (letter == ')' && is_number(last_line(&out))) =>
            {
                out.extend(['\\', letter])
            }
            '.' if number => out.push_str("\\."),
            // An address that would be made a link by itself stays words.
            '@' => out.push_str("&#64;"),
            other => out.push(other),
        }
        begins = letter == '\n' || (begins && letter == ' ');
    }
    out
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

fn is_number(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_stands_as_it_is_never_ends_its_fence() {
        let mut out = Vec::new();
        let text = "one\n```\n  ````two `three`\n".to_string();
        write_verbatim(&Verbatim { caption: "as *it* is".into(), text: text.clone() }, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            format!("**as \\*it\\* is**\n\n`````text\n{text}`````\n")
        );
    }

    #[test]
    fn nothing_in_a_text_means_anything_to_markdown() {
        assert_eq!(line("# a | b\n<script>"), "\\# a \\| b<br>&lt;script&gt;");
        assert_eq!(escaped("1. one\n- two *three* [x](y)"), "1\\. one\n\\- two \\*three\\* \\[x\\](y)");
        assert_eq!(escaped("SOC22-1, 3.5 %"), "SOC22-1, 3.5 %");
    }
}
