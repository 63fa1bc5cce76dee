//! The sign-off paper: what it says, and that what stands in it is enough to check the signature with OpenSSH alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::attacks::decided;
use crate::binary::{Binary, DCC};
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
        "# SOC22-1: sign-off paper\n",
        "## Signed by T. Deputy\n",
        "signed off by the DCC; closed as implemented.",
        "Decided by T. Deputy, as approver, on 12 Jan 2023; recorded as event ",
        "## What was asked\n\nCount the caseload\n",
        "stored in the register; SHA-256 ",
        "No dissent was recorded.",
        "outcome approved by the DCC (unsigned)",
        "\nplenary statement 1\n",
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
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc").done();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    for words in [
        "question 1 of T. Deputy on 12 Jan 2023: Who counts at night?",
        "answer to question 1 by A. Lead on 12 Jan 2023: The duty sergeant",
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
    assert!(told.contains("\n## UNSIGNED\n\noutcome approved by the DCC.\n"), "{told}");
    assert!(told.contains("nothing else proves it") && !told.contains("```"), "{told}");
    let html = binary.plain("brief signoff SOC22-1 --as html").done();
    assert!(html.contains("<h2>UNSIGNED</h2>"), "{html}");
    let received = Binary::received().plain("brief signoff SOC22-1").done();
    assert!(received.contains("\n## NOT DECIDED\n"), "{received}");
}

#[test]
fn what_waits_is_not_taken_for_decided_by_what_was_decided_before() {
    let desk = Desk::keyed();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    let said =
        "\n## NOT DECIDED\n\nIt waits for the DCC's sign-off: A. Lead asked for that on 12 Jan 2023.\n";
    assert!(told.contains(said) && told.contains("outcome approved by the DCC (unsigned)"), "{told}");
    assert!(!told.contains("UNSIGNED") && !told.contains("```"), "{told}");
}

#[test]
fn a_decision_that_came_back_is_said_to_stand_no_more() {
    let desk = decided();
    desk.binary.ask("reopen SOC22-1 --why 'the posts are vacant again'").done();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    let said = "\n## IT CAME BACK: the decision below stands no more\n\n## Signed by T. Deputy\n";
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
    desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'the figures stop in August' --key dcc").done();
    let told = desk.binary.plain("brief signoff SOC22-1").done();
    let said = "## Signed by T. Deputy\n\nsent back by the DCC: the figures stop in August.\n";
    assert!(told.contains(said), "{told}");
}

/// The case on the first page, its proof on the second; what the ratings mean may stand on a third.
#[test]
fn an_ordinary_case_stands_on_two_pages() {
    let desk = decided();
    desk.binary.plain("brief signoff SOC22-1 --to paper.docx").done();
    let folder = desk.binary.folder();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let mut convert = Command::new("soffice");
    convert.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder);
    succeed(convert.arg(folder.join("paper.docx")));
    let text = succeed(Command::new("pdftotext").arg("-layout").arg(folder.join("paper.pdf")).arg("-"));
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() <= 3 && pages[0].contains("Every decision on it"), "{text}");
    assert!(pages[1].contains("END SSH SIGNATURE") && pages[1].contains("ssh-keygen -Y verify"), "{text}");
    assert!(!pages.get(2).is_some_and(|page| page.contains("How to check it")), "{text}");
}
