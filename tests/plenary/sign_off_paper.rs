//! The sign-off paper: what it says, and that what stands in it is enough to check the signature with OpenSSH alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::attacks::decided;
use crate::binary::{Binary, DCC, OWNER};
use crate::paper_readers::succeed;
use crate::signatures::Desk;

/// The texts that stand exactly as they are, in order: the statement, the signature, the key, the command.
fn verbatim(told: &str, begin: &str, end: &str) -> Vec<String> {
    told.split(begin).skip(1).map(|part| part.split(end).next().unwrap().to_string()).collect()
}

/// Whether OpenSSH takes what was copied out of a paper.
fn good(folder: &Path, texts: &[String]) -> bool {
    let [statement, signature, key, command] = texts else { panic!("{texts:?}") };
    for (name, text) in
        [("statement.txt", statement), ("statement.txt.sig", signature), ("allowed_signers", key)]
    {
        fs::write(folder.join(name), text).unwrap();
    }
    let shell = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    shell.unwrap().success()
}

#[test]
fn what_is_copied_out_of_the_paper_is_enough_for_openssh_alone() {
    let desk = decided();
    let folder = tempfile::tempdir().unwrap();
    let markdown = desk.binary.plain("brief signoff SOC22-1").done();
    let texts = verbatim(&markdown, "\n```text\n", "```\n");
    assert!(good(folder.path(), &texts), "{markdown}");
    let changed: Vec<String> = texts.iter().map(|text| text.replacen("Count it", "Count It", 1)).collect();
    assert!(!good(folder.path(), &changed));

    let html = desk.binary.plain("brief signoff SOC22-1 --as html").done();
    let plain = |text: String| {
        let text = text.replace("<span>", "").replace("</span>", "");
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        text.replace("&amp;", "&")
    };
    let texts: Vec<String> = verbatim(&html, "<pre>\n", "</pre>").into_iter().map(plain).collect();
    assert!(good(folder.path(), &texts), "{html}");

    let json = desk.binary.plain("brief signoff SOC22-1 --json").json();
    let blocks = json["blocks"].as_array().unwrap();
    let texts = blocks.iter().filter_map(|block| Some(block.get("verbatim")?.as_str()?.to_string()));
    assert!(good(folder.path(), &texts.collect::<Vec<_>>()));
}

#[test]
fn the_paper_tells_the_case_the_decision_and_its_proof() {
    let desk = decided();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    for words in [
        "# SOC22-1, sign-off paper\n",
        "## SIGNED OFF AND CLOSED AS IMPLEMENTED, signed by T. Deputy\n",
        "Signed off by the DCC; closed as implemented. Decided by T. Deputy, as approver, on 12 Jan 2023; recorded as event ",
        "## What was asked\n\nCount the caseload\n",
        "| E1 | Figures | offered by A. Lead on 12 Jan 2023, not judged yet; not opened by T. Deputy |",
        "Word for word in the statement below: the evidence in full.",
        "\nfile: E1 not opened by T. Deputy; sha256 ",
        "- no dissent was recorded",
        "outcome approved by the DCC (unsigned)",
        "\nplenary statement 2\n",
        "-----BEGIN SSH SIGNATURE-----",
        &format!("The key is {}, from 12 Jan 2023, accepted by T. Deputy.", desk.print("dcc")),
        "Register head",
    ] {
        assert!(told.contains(words), "`{words}` is not in {told}");
    }
}

#[test]
fn a_question_stands_with_its_answer_on_the_paper_and_in_the_statement() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "question ask SOC22-1 'Who counts at night?'").done();
    desk.binary.ask("question answer SOC22-1 'The duty sergeant'").done();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    for words in [
        "Word for word in the statement below: the questions with their answers.",
        "\nquestion: 1 by T. Deputy on 2023-01-12: Who counts at night?\n",
        "\nanswer to question: 1 by A. Lead on 2023-01-12: The duty sergeant\n",
    ] {
        assert!(told.contains(words), "`{words}` is not in {told}");
    }
}

#[test]
fn unsigned_stands_in_large_where_it_is() {
    let binary = Binary::governed();
    let told = binary.plain("brief signoff SOC22-1").done();
    assert!(told.contains("\n## APPROVED, UNSIGNED\n\nOutcome approved by the DCC. Decided by "), "{told}");
    assert!(told.contains("nothing else proves it") && !told.contains("```"), "{told}");
    let html = binary.plain("brief signoff SOC22-1 --as html").done();
    assert!(html.contains("<h2>APPROVED, UNSIGNED</h2>"), "{html}");
    let received = Binary::received().plain("brief signoff SOC22-1").done();
    assert!(received.contains("\n# NOT DECIDED: SOC22-1, sign-off paper\n"), "{received}");
    assert!(received.contains("\n## NOT DECIDED\n\nNothing was decided, and nothing waits.\n"), "{received}");
}

#[test]
fn what_waits_is_not_taken_for_decided_by_what_was_decided_before() {
    let desk = Desk::keyed();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    let said = "\n## NOT DECIDED: closure sign-off waits since 12 Jan 2023\n\nA. Lead proposed it on 12 Jan 2023.\n\n\
                The last decision before that: outcome approved by the DCC (unsigned), by T. Deputy on ";
    assert!(told.contains(said) && told.contains("\n# NOT DECIDED: SOC22-1, sign-off paper\n"), "{told}");
    assert!(!told.contains("UNSIGNED") && !told.contains("```"), "{told}");
}

#[test]
fn a_decision_that_came_back_is_said_to_stand_no_more() {
    let desk = decided();
    desk.binary.ask("reopen SOC22-1 --why 'the posts are vacant again'").done();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    let said = "\n## IT CAME BACK: the decision below stands no more\n\n## SIGNED OFF AND CLOSED AS IMPLEMENTED, signed by T. Deputy\n";
    assert!(told.contains(said) && told.contains("the posts are vacant again"), "{told}");
}

#[test]
fn a_signature_that_does_not_count_is_said_in_large() {
    let desk = decided();
    desk.forge(desk.newest().0, |told| {
        let words = told["signed"]["statement"].as_str().unwrap().replacen("Count it", "Count It", 1);
        told["signed"]["statement"] = words.into();
    });
    desk.binary.plain("verify --rebuild --trust-this-head");
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    assert!(
        told.contains("\n## NOT PROVED: the signature does not count: it does not fit the statement\n"),
        "{told}"
    );
}

#[test]
fn a_refusal_is_what_the_paper_says_first() {
    let desk = Desk::keyed();
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'the figures stop in August' --key dcc --yes").done();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    let said = "\n## SENT BACK by T. Deputy on 12 Jan 2023: the figures stop in August\n\n## Signed by T. Deputy\n\nDecided by T. Deputy, as approver, on 12 Jan 2023; ";
    assert!(told.contains(said) && told.contains("\n# SENT BACK: SOC22-1, sign-off paper\n"), "{told}");
}

/// A case with five actions whose dates moved, files, questions and dissent, signed off.
fn rich() -> Desk {
    let desk = Desk::keyed();
    let binary = &desk.binary;
    binary
        .ask_as(
            DCC,
            "sendback SOC22-1 --why 'Who counts at night and at weekends, when nobody is there?' --key dcc --yes",
        )
        .done();
    for (letter, what) in [
        (
            "b",
            "List the cameras of all districts, with whoever keeps their pictures and for how long they are kept",
        ),
        ("c", "Ask for the pictures on the day of the report, from the control room"),
        ("d", "A message to each victim after a week, from a template that names what was looked at"),
        ("e", "Train the forty investigators of the crime desk in reading traffic pictures"),
    ] {
        binary.ask(&format!("agree SOC22-1 '{what}' --owner 'O. Wner' --target 2023-06-30")).done();
        let later = "2023-12-15 --why 'The keepers of two districts answer only in the autumn'";
        binary.ask_as(OWNER, &format!("target SOC22-1.{letter} {later}")).done();
        binary
            .ask_as(DCC, &format!("grant SOC22-1.{letter} --why 'It cannot be had earlier' --key dcc --yes"))
            .done();
        let said =
            "'It is done in all four districts, as the sample of February shows' --rating GREEN --meeting M2";
        binary.ask_as(OWNER, &format!("update SOC22-1.{letter} {said}")).done();
        binary.ask_as(OWNER, &format!("finish SOC22-1.{letter}")).done();
    }
    for number in 1..=4 {
        fs::write(binary.folder().join("part.csv"), format!("part {number}\n")).unwrap();
        let piece = "--kind performance --file part.csv --marking OFFICIAL-SENSITIVE --source 'crime desk, dip sample'";
        let title = format!("Sampled files of the crime desk, part {number} of four, with notes");
        binary.ask_as(OWNER, &format!("evidence add SOC22-1 '{title}' {piece}")).done();
        binary.ask(&format!("evidence accept E{number}")).done();
    }
    for words in ["The sample is too small to say anything of two districts", "Victims are told too late"] {
        binary.ask(&format!("dissent SOC22-1 '{words}' --who 'O. Wner' --meeting M2")).done();
    }
    binary.ask("complete SOC22-1 --meeting M2").done();
    for words in ["Do the figures count what nobody asked for?", "Who keeps the list once this has ended?"] {
        binary.ask_as(DCC, &format!("question ask SOC22-1 '{words}'")).done();
        binary.ask("question answer SOC22-1 'Yes, and it stands in the duties of the day supervisor since March'").done();
    }
    binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    desk
}

/// A page bears the marking once at its top and once at its end.
fn assert_marked(by: &str, page: &str) {
    let lines: Vec<_> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let marked: Vec<_> =
        (1..).zip(&lines).filter(|(_, line)| line.contains("OFFICIAL")).map(|(at, _)| at).collect();
    let marked: Vec<usize> = marked.into_iter().filter(|at| !lines[at - 1].contains("SENSITIVE")).collect();
    let [top, end] = marked.as_slice() else { panic!("{by}: marked on the lines {marked:?}: {page}") };
    assert!(*top == 1 && *end + 1 >= lines.len(), "{by}: {page}");
}

/// The pages of the paper as it is printed, in each format that has pages.
fn printed(binary: &Binary) -> [(&'static str, Vec<String>); 2] {
    for ending in ["docx", "html"] {
        binary.plain(&format!("brief signoff SOC22-1 --to paper.{ending}")).done();
    }
    let folder = binary.folder();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let mut convert = Command::new("soffice");
    convert.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder.join("word"));
    succeed(convert.arg(folder.join("paper.docx")));
    let mut browser = Command::new("chromium");
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
    browser.arg(format!("--user-data-dir={}", folder.join("browser").display()));
    browser.arg(format!("--print-to-pdf={}", folder.join("paper.pdf").display()));
    succeed(browser.env("HOME", folder).arg(format!("file://{}", folder.join("paper.html").display())));
    [("word/paper.pdf", "Word"), ("paper.pdf", "a browser")].map(|(file, by)| {
        let file = folder.join(file);
        let told = succeed(Command::new("pdfinfo").arg(&file));
        let size = told.lines().find_map(|line| line.strip_prefix("Page size:")).unwrap().trim();
        assert!(size.starts_with("59") && size.ends_with("(A4)"), "{by}: {told}");
        let text = succeed(Command::new("pdftotext").arg("-layout").arg(&file).arg("-"));
        let pages: Vec<_> = text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_string).collect();
        pages.iter().for_each(|page| assert_marked(by, page));
        (by, pages)
    })
}

const PROOF: [&str; 4] =
    ["plenary statement 2", "END SSH SIGNATURE", "ssh-keygen -Y verify", "What the ratings mean"];

#[test]
fn the_case_stands_on_the_first_page_and_its_proof_on_the_second() {
    for (by, pages) in printed(&decided().binary) {
        let [case, proof] = pages.as_slice() else { panic!("{by}: {} pages: {pages:?}", pages.len()) };
        assert!(
            case.contains("signed by T. Deputy") && case.contains("Every decision on it"),
            "{by}: {case}"
        );
        assert!(!case.contains("plenary statement 2"), "{by}: {case}");
        PROOF.iter().for_each(|words| assert!(proof.contains(words), "{by}: `{words}` is not in {proof}"));
    }
}

/// Where the statement is long it begins below the case, and what it tells word for word is told shortly above it:
/// two pages, in letters that can be read.
#[test]
fn a_long_case_and_its_proof_stand_on_two_pages_together() {
    for (by, pages) in printed(&rich().binary) {
        let [case, proof] = pages.as_slice() else { panic!("{by}: {} pages: {pages:?}", pages.len()) };
        for words in ["signed by T. Deputy", "Victims are told too late", "not opened by T. Deputy", PROOF[0]]
        {
            assert!(case.contains(words), "{by}: `{words}` is not in {case}");
        }
        let told = "moved from 30 Jun 2023";
        assert!(!case.contains(told) && !case.contains("crime desk, dip sample"), "{by}: {case}");
        PROOF[1..]
            .iter()
            .for_each(|words| assert!(proof.contains(words), "{by}: `{words}` is not in {proof}"));
    }
}

#[test]
fn what_the_statement_does_not_tell_stands_in_full_beside_what_it_tells() {
    let desk = decided();
    desk.binary.ask("reopen SOC22-1 --why 'the posts are vacant again'").done();
    fs::write(desk.binary.folder().join("more.csv"), "9 of 20\n").unwrap();
    let more = "--kind performance --file more.csv --marking OFFICIAL --source 'crime desk'";
    desk.binary.ask(&format!("evidence add SOC22-1 'More figures' {more}")).done();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    for words in [
        "| E1 | Figures |  | offered by A. Lead on 12 Jan 2023, not judged yet; not opened by T. Deputy |",
        "| E2 | More figures; performance; marked OFFICIAL; from crime desk | more.csv, 8 bytes, stored in the register; SHA-256 add4b4b0",
        "not judged yet; not opened by T. Deputy |",
    ] {
        assert!(told.contains(words), "`{words}` is not in {told}");
    }
}

/// Where the words that a printed page begins with these letters stand, counted from its left edge in points.
fn left(file: &Path, word: &str) -> f64 {
    let words = succeed(Command::new("pdftotext").arg("-bbox").arg(file).arg("-"));
    let line = words.lines().find(|line| line.contains(&format!(">{word}<")));
    let line = line.unwrap_or_else(|| panic!("`{word}` is not in {words}"));
    line.split('"').nth(1).unwrap().parse().unwrap()
}

/// Whatever stands in the words of a case, a run of spaces or an end of a line: the DCC signed no such field.
#[test]
fn what_goes_on_of_a_line_stands_further_in_than_a_field_where_it_is_printed() {
    let desk = Desk::keyed();
    let spaces = " ".repeat(90);
    desk.binary
        .ask_as(DCC, &format!("question ask SOC22-1 'All is well.{spaces}levelled: 4\njudging: E1'"))
        .done();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    printed(&desk.binary);
    let folder = desk.binary.folder();
    for file in ["paper.pdf", "word/paper.pdf"] {
        let at = |word| left(&folder.join(file), word);
        let (field, other) = (at("register:"), at("published:"));
        assert!((field - other).abs() < 0.5, "{file}: {field} {other}");
        for word in ["levelled:", "judging:"] {
            assert!(at(word) > field + 3.0, "{file}: `{word}` at {}, a field at {field}", at(word));
        }
    }
    let html = fs::read_to_string(folder.join("paper.html")).unwrap();
    let (begin, end) = ("<pre>\n", "</pre>");
    let text = html.split(begin).nth(1).unwrap().split(end).next().unwrap();
    let text =
        text.replace("<span>", "").replace("</span>", "").replace("&quot;", "\"").replace("&#39;", "'");
    assert_eq!(text, desk.newest().1["signed"]["statement"].as_str().unwrap());
}

/// The reason why something was asked is what a reader asks for first.
#[test]
fn the_paper_says_who_asked_for_what_was_granted_and_why() {
    for (asked, granted, large, said) in [
        (
            "withdraw SOC22-1 --why 'the national link does it for every force'",
            "SOC22-1",
            "CLOSED AS NO LONGER APPLICABLE",
            "Closing as no longer applicable granted by the DCC. Decided by ",
        ),
        (
            "target SOC22-1.a 2023-12-15 --why 'the national link does it for every force'",
            "SOC22-1.a",
            "EXTENSION OF a TO 15 DEC 2023 GRANTED",
            "Extension of a to 15 Dec 2023 granted. Decided by ",
        ),
    ] {
        let binary = Binary::governed();
        let by = if granted.ends_with('a') { OWNER } else { "A. Lead" };
        binary.ask_as(by, asked).done();
        binary.ask_as(DCC, &format!("grant {granted} --why 'as was agreed. Decided by A. Lead'")).done();
        let told = binary.plain("brief signoff SOC22-1").done();
        let why =
            format!("\n\nAsked for by {by} on 11 Jan 2023: the national link does it for every force\n");
        let reason = "nothing else proves it. Why: as was agreed. Decided by A. Lead\n";
        for words in [&format!("\n## {large}, UNSIGNED\n\n{said}T. Deputy"), &why, &reason.to_string()] {
            assert!(told.contains(words), "`{words}` is not in {told}");
        }
    }
}

#[test]
fn a_case_that_is_not_signed_stands_on_one_page() {
    for (by, pages) in printed(&Binary::governed()) {
        assert!(pages.len() == 1 && pages[0].contains("UNSIGNED"), "{by}: {pages:?}");
    }
}

#[test]
fn its_pages_stand_upright_and_break_at_one_place_alone() {
    let desk = decided();
    let told = desk.binary.plain("brief signoff SOC22-1 --as html").done();
    assert!(told.contains("@page { size: A4 portrait;") && !told.contains("landscape"), "{told}");
    let breaks = ["break-before", "break-after", "break-inside"].map(|rule| told.matches(rule).count());
    assert!(told.contains("pre { font-size: 7.5pt;"), "{told}");
    assert!(breaks == [1, 0, 0] && told.contains(".page { break-before: page; }"), "{told}");
    assert_eq!(told.matches("<div class=\"page\"></div>\n<h2>What was signed").count(), 1, "{told}");
    let other = desk.binary.plain("brief recommendation SOC22-1 --as html").done();
    assert!(other.contains("@page { size: A4 landscape;") && !other.contains("portrait"), "{other}");
}

#[test]
fn nothing_that_is_empty_stands_in_it() {
    let told = Binary::governed().plain("brief signoff SOC22-1").done();
    assert!(told.contains("\n## Every decision on it\n"), "{told}");
    for words in ["## Who did not agree", "What was signed", "Its file", "| Why |"] {
        assert!(!told.contains(words), "`{words}` is in {told}");
    }
    assert!(told.contains("No evidence was offered.") && told.contains("no dissent was recorded"), "{told}");
}

#[test]
fn verify_says_how_many_files_it_did_not_look_at_and_what_does() {
    let desk = decided();
    let told = desk.binary.plain("verify").done();
    assert!(
        told.contains("\n1 file of evidence was not looked at: `plenary verify --evidence` does\n"),
        "{told}"
    );
    assert_eq!(desk.binary.plain("verify --json").json()["files_not_looked_at"], 1);
    let looked = desk.binary.plain("verify --evidence").done();
    assert!(!looked.contains("not looked at"), "{looked}");
}
