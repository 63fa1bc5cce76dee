//! A paper as a Word document (Office Open XML, ECMA-376): real headings, tables whose header rows repeat
//! on every page, the marking in header and footer, and page numbers.
//!
//! The parts are few, and those that never change stand in `docx/`: the crate that is kept best (docx-rs, 0.4.22)
//! writes no repeating header rows and no language.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::briefing::paper::{Block, Cell, Column, Kind, Paper, Table};

/// The parts that are the same in every paper.
const FIXED: [(&str, &str); 5] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/package.rels")),
    ("word/_rels/document.xml.rels", include_str!("docx/document.rels")),
    ("word/numbering.xml", include_str!("docx/numbering.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
];

/// The styles, whose sizes stand in them by name.
const STYLES: &str = include_str!("docx/styles.xml");

/// The sizes by their names: on pages that lie, and on those that stand upright, where a case and its proof have two.
/// Letters are in half points, all else is in twentieths of a point.
const SIZES: [(&str, u32, u32); 17] = [
    ("@margin@", 1_134, 624),
    ("@letters@", 21, 17),
    ("@after@", 120, 30),
    ("@line@", 264, 240),
    ("@title@", 36, 24),
    ("@after-title@", 160, 50),
    ("@heading@", 27, 20),
    ("@before-heading@", 360, 80),
    ("@after-heading@", 140, 30),
    ("@before-caption@", 120, 30),
    ("@after-caption@", 80, 10),
    ("@caption@", 20, 15),
    ("@item@", 40, 6),
    ("@table@", 17, 15),
    ("@around-cell@", 30, 6),
    ("@verbatim@", 15, 15),
    ("@verbatim-line@", 240, 222),
];

/// A size by its name.
fn size(paper: &Paper, name: &str) -> usize {
    let found = SIZES.iter().find(|(known, ..)| *known == name);
    found.map_or(0, |(_, lying, upright)| if paper.upright { *upright } else { *lying }) as usize
}

fn styles(paper: &Paper) -> String {
    SIZES
        .iter()
        .fold(STYLES.to_string(), |styles, (name, ..)| styles.replace(name, &size(paper, name).to_string()))
}

const BEGIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
/// The sides of a page of A4, in twentieths of a point.
const SIDES: (usize, usize) = (11_906, 16_838);

/// The width and the height of a paper's pages.
fn page(paper: &Paper) -> (usize, usize) {
    let (short, long) = SIDES;
    if paper.upright { (short, long) } else { (long, short) }
}

/// How wide the words of a paper may be.
fn room(paper: &Paper) -> usize {
    page(paper).0 - 2 * size(paper, "@margin@")
}

/// Writes it.
pub(super) fn write(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let fixed = FIXED.iter().map(|(name, part)| (*name, part.to_string()));
    let own = [
        ("word/styles.xml", styles(paper)),
        ("docProps/core.xml", properties(paper)),
        ("word/header1.xml", header(paper)),
        ("word/footer1.xml", footer(paper)),
        ("word/document.xml", document(paper)),
    ];
    for (name, part) in fixed.chain(own) {
        // Without a time of its own: the same register gives the same file.
        let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(part.as_bytes())?;
    }
    out.write_all(&zip.finish().map_err(io::Error::other)?.into_inner())
}

fn properties(paper: &Paper) -> String {
    format!(
        "{BEGIN}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
        xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
        <dc:creator>{}</dc:creator><dc:language>en-GB</dc:language>\
        <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
        escaped(&paper.title),
        escaped(&paper.marking),
        escaped(&paper.home),
        paper.as_at
    )
}

fn header(paper: &Paper) -> String {
    let words = run(&paper.marking, "<w:b/>");
    format!("{BEGIN}<w:hdr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{words}</w:p></w:hdr>")
}

fn footer(paper: &Paper) -> String {
    let field =
        |code: &str| format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let marking = run(&paper.marking, "<w:b/>");
    let left = run(&format!("{}, {}", paper.title, paper.head.short()), "");
    let tab = "<w:r><w:tab/></w:r>";
    // The style's own tab is at the edge of a page that lies.
    let room = room(paper);
    let tabs = format!(
        "<w:tabs><w:tab w:val=\"clear\" w:pos=\"14570\"/><w:tab w:val=\"right\" w:pos=\"{room}\"/></w:tabs>"
    );
    let tabs = if paper.upright { tabs } else { String::new() };
    format!(
        "{BEGIN}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{marking}</w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"FooterLine\"/>{tabs}</w:pPr>{left}{tab}{}{}{}{}</w:p></w:ftr>",
        run("Page ", ""),
        field("PAGE"),
        run(" of ", ""),
        field("NUMPAGES")
    )
}

fn document(paper: &Paper) -> String {
    let ((wide, high), room) = (page(paper), room(paper));
    let margin = size(paper, "@margin@");
    let lies = if paper.upright { "" } else { " w:orient=\"landscape\"" };
    let mut body = paragraph("Title", &paper.title);
    body.push_str(&facts(paper));
    let mut begins = "";
    for (at, block) in paper.blocks.iter().enumerate() {
        match block {
            Block::Heading(_, words) if at == 0 && paper.upright => {
                body.push_str(&paragraph("Headline", words));
            }
            Block::Page => begins = "<w:pageBreakBefore/>",
            Block::Heading(level, words) => {
                body.push_str(&heading(*level, words, begins));
                begins = "";
            }
            Block::Paragraph(words) => body.push_str(&paragraph("Normal", words)),
            Block::List(items) => items.iter().for_each(|item| body.push_str(&paragraph("ListBullet", item))),
            Block::Table(table) => body.push_str(&told(table, room)),
            Block::Verbatim(verbatim) => {
                body.push_str(&paragraph("Caption", &verbatim.caption));
                // A paragraph a line, so that what goes on of one stands further in.
                verbatim.text.lines().for_each(|line| body.push_str(&paragraph("Verbatim", line)));
            }
        }
    }
    body.push_str(&heading(2, "About this paper", begins));
    body.push_str(&match paper.ratings_in_words() {
        Some(words) => paragraph("Normal", &words),
        None => told(&paper.ratings, room),
    });
    body.push_str(&paragraph("Normal", &paper.proof()));
    format!(
        "{BEGIN}<w:document {WORD}><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/>\
        <w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz w:w=\"{wide}\" w:h=\"{high}\"{lies}/>\
        <w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" w:header=\"567\" w:footer=\"454\" w:gutter=\"0\"/>\
        </w:sectPr></w:body></w:document>"
    )
}

/// What stands beside the title: a line each, or where the page is dear all on one.
fn facts(paper: &Paper) -> String {
    let line = |runs: String| format!("<w:p><w:pPr><w:pStyle w:val=\"Fact\"/></w:pPr>{runs}</w:p>");
    let fact = |(name, words): (&str, String)| run(&format!("{name}: "), "<w:b/>") + &run(&words, "");
    let runs: Vec<_> = paper.facts_beside_the_marking().into_iter().map(fact).collect();
    if paper.upright { line(runs.join(&run("   ", ""))) } else { runs.into_iter().map(line).collect() }
}

/// The title is no heading, so the paper's second level is Word's first. `begins` says where it begins a page.
fn heading(level: u8, words: &str, begins: &str) -> String {
    in_style(if level <= 2 { "Heading1" } else { "Heading2" }, begins, words)
}

fn paragraph(style: &str, words: &str) -> String {
    in_style(style, "", words)
}

fn in_style(style: &str, more: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}</w:p>", run(words, ""))
}

/// Words with their lines kept.
fn run(words: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let lines: Vec<_> =
        words.lines().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line))).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

/// A table on a page with so much room between its margins.
fn told(table: &Table, page: usize) -> String {
    if table.rows.is_empty() {
        return paragraph("Normal", &table.none);
    }
    let widths = widths(table, page);
    let grid: String = widths.iter().map(|wide| format!("<w:gridCol w:w=\"{wide}\"/>")).collect();
    let mut out = paragraph("Caption", &table.caption);
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"PaperTable\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>\
        <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
        w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
        widths.iter().sum::<usize>(),
        escaped(&table.caption)
    ));
    let names: Vec<_> = table.columns.iter().map(|column| column.name.clone()).collect();
    out.push_str(&row(&names, table, &widths, Row::Header));
    for (index, cells) in table.rows.iter().enumerate() {
        let kind = if index < table.items().len() { Row::Item } else { Row::Sum };
        let shown: Vec<_> = cells.iter().map(Cell::shown).collect();
        out.push_str(&row(&shown, table, &widths, kind));
    }
    out.push_str("</w:tbl>");
    // Two tables without a paragraph between them would be one.
    out.push_str(&paragraph("AfterTable", ""));
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Stands again at the top of every page that the table goes on to.
    Header,
    Item,
    Sum,
}

fn row(cells: &[String], table: &Table, widths: &[usize], kind: Row) -> String {
    let repeats = if kind == Row::Header { "<w:tblHeader/>" } else { "" };
    let bold = if kind == Row::Item { "" } else { "<w:b/>" };
    let mut out = format!("<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>");
    for ((words, column), wide) in cells.iter().zip(&table.columns).zip(widths) {
        let right = if column.kind == Kind::Number { "<w:jc w:val=\"right\"/>" } else { "" };
        out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/></w:tcPr>\
            <w:p><w:pPr><w:pStyle w:val=\"TableText\"/>{right}</w:pPr>{}</w:p></w:tc>",
            run(words, bold)
        ));
    }
    out.push_str("</w:tr>");
    out
}

/// How wide each column is, in twentieths of a point: as wide as its longest words want it, within reason,
/// and what sentences stand in gets the room that the others leave.
fn widths(table: &Table, page: usize) -> Vec<usize> {
    // A heading is bold, and none of its words is to be broken.
    const BOLD: usize = 130;
    let wide = |index: usize| {
        let cells = table.rows.iter().map(|row| line_width(&row[index].shown()));
        cells.chain([line_width(&table.columns[index].name)]).max().unwrap_or(0)
    };
    let word = |column: &Column| column.name.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    let wants = |(index, column): (usize, &Column)| match column.long {
        true => 0,
        false => wide(index).min(MOST_LETTERS * LETTER).max(word(column) * BOLD).max(600) + MARGINS,
    };
    let mut widths: Vec<usize> = table.columns.iter().enumerate().map(wants).collect();
    let long = table.columns.iter().filter(|column| column.long).count();
    let (taken, room) = (widths.iter().sum::<usize>(), page - (LONG * long).min(page / 2));
    if taken > room {
        widths.iter_mut().for_each(|wide| *wide = *wide * room / taken);
    }
    if let Some(each) = (page - taken.min(room)).checked_div(long) {
        let of_words = widths.iter_mut().zip(&table.columns).filter(|(_, column)| column.long);
        of_words.for_each(|(wide, _)| *wide = each);
    }
    widths
}

/// How wide words are on one line. The signs of a bar are taken from fonts in which they are as wide as they are high.
fn line_width(words: &str) -> usize {
    words.chars().map(|letter| if matches!(letter, '█' | '·') { SQUARE } else { LETTER }).sum()
}

/// The width of a letter of a table, and of its height (`TableText` in `styles.xml`: eight and a half points).
const LETTER: usize = 105;
const SQUARE: usize = 170;
/// What a cell leaves free beside its words, left and right together, and a little more.
const MARGINS: usize = 200;
/// A column of short words is no wider than so many letters want it.
const MOST_LETTERS: usize = 20;
/// Sentences want at least so much room.
const LONG: usize = 2_600;

/// Words in which nothing means anything to XML; what XML cannot hold was cleaned away before.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no way to write these two.
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_table_is_wider_than_its_page() {
        let long = || Column::long("words");
        let tables = [
            vec![Column::text("a"), Column::number("b")],
            vec![Column::reference("a"), long(), Column::text("c"), Column::day("d"), long()],
            (0..20).map(|_| Column::text("x")).collect(),
        ];
        for columns in tables {
            let words = columns.iter().map(|_| Cell::text("words of some length")).collect();
            let table = Table::new("t", "t", columns, "").with([words]);
            for page in [9_638, 14_570] {
                let sum: usize = widths(&table, page).iter().sum();
                assert!(sum <= page && sum > 0, "{sum}");
            }
        }
    }

    #[test]
    fn a_bar_fits_on_one_line_of_its_column() {
        let half_points = SIZES.iter().find(|(name, ..)| *name == "@table@").unwrap().1 as usize;
        assert_eq!(half_points * 10, SQUARE, "the height of the letters, in twentieths of a point");
        for bar in ["██████████", "████······", "··········"] {
            let columns = vec![Column::day("By"), Column::text("Share as a bar"), Column::long("words")];
            let cells = [Cell::Day(None), Cell::text(bar), Cell::text("words")];
            let wide = widths(&Table::new("t", "t", columns, "").with([cells.to_vec()]), 14_570)[1];
            assert!(wide >= bar.chars().count() * SQUARE + 2 * 85, "{bar} in {wide}");
        }
    }

    #[test]
    fn every_size_of_the_styles_has_a_name_that_is_known() {
        let named = SIZES.iter().fold(STYLES.to_string(), |styles, (name, ..)| styles.replace(name, "1"));
        assert!(!named.contains('@'), "{named}");
        // A margin is no style's.
        let unused = SIZES.iter().filter(|(name, ..)| !STYLES.contains(name)).map(|(name, ..)| *name);
        assert_eq!(unused.collect::<Vec<_>>(), ["@margin@"]);
    }

    #[test]
    fn words_keep_their_lines_and_mean_nothing_to_xml() {
        assert_eq!(
            run("a <b>\nc & d", ""),
            "<w:r><w:t xml:space=\"preserve\">a &lt;b&gt;</w:t><w:br/><w:t xml:space=\"preserve\">c &amp; d</w:t></w:r>"
        );
    }
}
