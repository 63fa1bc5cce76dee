//! Whole documents, read as the room reads them: the examples and the malformed inputs that ship in `data/`,
//! and the published documents beside the repository where they are at hand.

use std::path::PathBuf;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::journey::inspection::Kind::{AreaForImprovement, CauseOfConcern, Recommendation};
use crate::progress::Progress;

fn data(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(file)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test writes dates as 2022-12-07")
}

fn read(file: &str, home: &str) -> Result<Proposal, Vec<Problem>> {
    proposed(&read_file(&data(file))?, home, "2024-06-01")
}

fn proposed(document: &Document, home: &str, today: &str) -> Result<Proposal, Vec<Problem>> {
    propose(document, home, day(today), &Progress::unwatched()).map_err(|not| match not {
        NotProposed::Problems(problems) => problems,
        NotProposed::Cancelled => unreachable!("nobody cancels"),
    })
}

fn problems(file: &str, home: &str) -> Vec<String> {
    read(file, home).expect_err(file).iter().map(Problem::to_string).collect()
}

pub(super) fn regional() -> Proposal {
    read("examples/regional-response.txt", "Dorset Police").expect("a proposal")
}

fn custody() -> Proposal {
    read("examples/custody-response.md", "Warwickshire Police").expect("a proposal")
}

fn grades(proposal: &Proposal) -> Vec<(&str, &str, usize)> {
    proposal.grades.iter().map(|grade| (grade.body.as_str(), grade.grade.as_str(), grade.line)).collect()
}

fn lines(proposal: &Proposal) -> Vec<&[usize]> {
    proposal.recommendations.iter().map(|asked| asked.lines.as_slice()).collect()
}

fn notes(proposal: &Proposal) -> Vec<String> {
    let line = |note: &Note| note.line.map_or("-".to_string(), |line| line.to_string());
    proposal.notes.iter().map(|note| format!("{} {}", line(note), note.words)).collect()
}

#[test]
fn the_details_are_read_with_their_lines() {
    let proposal = regional();
    assert_eq!(proposal.title, "A Practice Inspection of Rural Crime in the South West");
    assert_eq!((proposal.title_line, proposal.published_line), (7, 9));
    assert_eq!(proposal.published, day("2024-02-05"));
    assert_eq!((proposal.sent, proposal.online), (None, None));
    assert_eq!(proposal.source.name, "regional-response.txt");
}

#[test]
fn tick_boxes_that_did_not_survive_leave_the_kinds_unknown() {
    let proposal = regional();
    assert!(proposal.kinds.is_empty());
    assert!(notes(&proposal).iter().any(|note| note.starts_with("11 the kinds of inspection are unknown")));
}

#[test]
fn every_body_is_graded_under_its_whole_name() {
    assert_eq!(
        grades(&regional()),
        [
            ("South West Rural Practice Unit (SWRPU)", "good", 24),
            ("Dorset Police", "requires improvement", 34),
            ("Wiltshire Police", "adequate", 36),
            ("Gloucestershire Constabulary", "outstanding", 38),
        ]
    );
}

#[test]
fn the_same_area_in_two_wordings_becomes_one() {
    let proposal = regional();
    assert_eq!(lines(&proposal), [&[58, 42][..], &[64, 44, 46], &[68, 32], &[50]]);
    let second = &proposal.recommendations[1];
    assert_eq!(
        second.text,
        "The force should keep a clearer record of stolen machines (SM) for each of its rural districts."
    );
    let other = "The Force should keep a clearer record of stolen machines for each of its rural districts.";
    assert_eq!(second.other_wording.as_deref(), Some(other), "the broken line is whole again");
    assert!(proposal.recommendations.iter().all(|asked| asked.kind == AreaForImprovement));
}

#[test]
fn each_thing_is_asked_of_whom_the_document_says() {
    let proposal = regional();
    let asked: Vec<(Vec<&str>, bool)> = proposal
        .recommendations
        .iter()
        .map(|asked| (asked.addressees.iter().map(String::as_str).collect(), asked.ours))
        .collect();
    assert_eq!(
        asked,
        [
            (vec!["Dorset Police"], true),
            (vec!["Dorset Police"], true),
            (vec!["Dorset Police", "Wiltshire Police", "Gloucestershire Constabulary"], true),
            (vec!["Wiltshire Police"], false),
        ]
    );
}

#[test]
fn the_words_under_an_item_are_the_forces_narrative() {
    let proposal = regional();
    let narrative: Vec<Option<&str>> =
        proposal.recommendations.iter().map(|asked| asked.narrative.as_deref()).collect();
    assert_eq!(
        narrative,
        [
            Some("Two more drones have been ordered.\nTheir pilots are being trained."),
            Some("A new form is being tried in one district."),
            Some("The three forces meet in May to agree it."),
            None,
        ]
    );
    assert!(notes(&proposal).contains(&"72 taken as closing words, not as an answer: `All recommendations will be put forward for closure when the…`".to_string()));
}

#[test]
fn counts_that_differ_are_explained_and_refuse_nothing() {
    let expected = "56 line 56 says `3 Force actions`, line 78 says `two AFIs`; found 2 for Dorset Police alone, \
                    1 for Dorset Police jointly with others and 1 for others";
    assert!(notes(&regional()).contains(&expected.to_string()), "{:#?}", notes(&regional()));
}

#[test]
fn another_forces_view_of_the_same_document_has_its_own_items() {
    let proposal =
        read("examples/regional-response.txt", "Wiltshire Police").expect("two of them are theirs");
    let ours: Vec<bool> = proposal.recommendations.iter().map(|asked| asked.ours).collect();
    assert_eq!(ours, [false, false, true, true]);
    assert_eq!(proposal.recommendations[0].addressees, ["Dorset Police"]);
    let note = "- the document is the response of Dorset Police, not of Wiltshire Police";
    assert!(notes(&proposal).contains(&note.to_string()));
}

#[test]
fn tables_ticks_and_receipts_are_read() {
    let proposal = custody();
    assert_eq!(proposal.title, "A Practice Inspection of Custody in Warwickshire");
    assert_eq!(proposal.published, day("2024-01-15"));
    assert_eq!(proposal.kinds, ["Warwickshire Specific", "Follow Up"]);
    assert_eq!((proposal.sent, proposal.online), (Some(day("2024-02-20")), Some(day("2024-02-26"))));
    assert_eq!(grades(&proposal), [("Warwickshire Police", "inadequate", 15)]);
}

#[test]
fn a_cause_of_concern_its_recommendations_and_their_deadlines_are_read() {
    let proposal = custody();
    let asked = |index: usize| {
        let asked = &proposal.recommendations[index];
        let deadline = asked.deadline.as_ref().map(|deadline| (deadline.words.as_str(), deadline.date));
        (asked.kind, asked.text.as_str(), deadline)
    };
    let found: Vec<_> = (0..proposal.recommendations.len()).map(asked).collect();
    assert_eq!(
        found,
        [
            (
                Recommendation,
                "By 31 March 2024, the force should write down every check in the custody record.",
                Some(("By 31 March 2024", Some(day("2024-03-31")))),
            ),
            (
                Recommendation,
                "The force should train each custody sergeant and inspect each cell, reporting both to the Deputy Chief Constable.",
                Some(("Within three months", Some(day("2024-04-15")))),
            ),
            (AreaForImprovement, "the force needs more nurses in custody at night", None),
            (CauseOfConcern, "The force does not check on detained people often enough.", None),
            (
                Recommendation,
                "By the summer of 2024, the Home Office should publish a standard for cell bells.",
                Some(("By the summer of 2024", None)),
            ),
            (AreaForImprovement, "Staff aren't sure whom to call about a child in custody.", None),
        ]
    );
    let cause = proposal.recommendations[3].lines[0];
    let under: Vec<bool> =
        proposal.recommendations.iter().map(|asked| asked.cause_line == Some(cause)).collect();
    assert_eq!(under, [true, true, false, false, true, false]);
    assert_eq!(proposal.recommendations[4].addressees, ["Home Office"]);
}

#[test]
fn an_answer_by_number_alone_finds_its_recommendation() {
    let proposal = custody();
    let narrative = proposal.recommendations[0].narrative.as_deref().expect("an answer");
    assert_eq!(
        narrative,
        "With immediate effect sergeants write down every check in the custody record.\n\
         The force has changed its computer form:\nthe sergeant's name is asked for\nthe time is filled in"
    );
}

#[test]
fn what_the_force_does_not_answer_is_said() {
    let proposal = custody();
    let line = proposal.recommendations[5].lines[0];
    assert!(notes(&proposal).contains(&format!("{line} the force's response does not answer this")));
}

#[test]
fn all_problems_are_told_at_once() {
    assert_eq!(
        problems("malformed/nothing-right.txt", "Dorset Police"),
        [
            "`nothing-right.txt` asks nothing of Dorset Police; looked for areas for improvement, causes of concern or \
         recommendations to Dorset Police; found 1 to others, the first to Norfolk Constabulary on line 7",
            "line 1: the title of the inspection is empty",
            "line 3: `soon` is not a date: a date is written `2022-12-07`, `7/12/22`, `7 December 2022`, `7 Dec 22`, \
         `30 June`, `June 2023`, `end of june`, `today`, `yesterday`, `friday`, `last friday`, `+3 weeks`, \
         `-10 days`, `in 2 months` or `3 weeks ago`",
        ]
    );
    assert_eq!(
        problems("malformed/no-title-no-date.txt", "Dorset Police"),
        [
            "no title: no line begins with `Title of Inspection`",
            "no date of publication: no line begins with `Date Inspection Published`",
        ]
    );
}

#[test]
fn a_date_that_does_not_exist_is_a_problem_on_its_line() {
    assert_eq!(
        problems("malformed/no-such-date.txt", "Dorset Police"),
        [
            "no title: no line begins with `Title of Inspection`",
            "line 3: `31 November 2022` is not a date: November 2022 has 30 days",
            "line 7: `By 30 February 2023` is not a date: February 2023 has 28 days",
            "line 11: `45 May 2023` is not a date: May 2023 has 31 days",
        ]
    );
}

#[test]
fn dates_in_an_order_that_cannot_be_are_problems() {
    assert_eq!(
        problems("malformed/sent-before-publication.txt", "Dorset Police"),
        [
            "line 9: the date sent to the Home Office, 5 Dec 2022, lies before publication, 7 Dec 2022 (line 3)",
            "line 11: the date the response was published, 6 Dec 2022, lies before publication, 7 Dec 2022 (line 3)",
        ]
    );
    assert_eq!(
        problems("malformed/published-in-the-future.txt", "Dorset Police"),
        ["line 3: the publication date, 7 Dec 2099, lies in the future: today is 1 Jun 2024",]
    );
}

#[test]
fn what_cannot_be_text_never_becomes_a_document() {
    assert_eq!(
        problems("malformed/escape-sequences.txt", "Dorset Police"),
        [
            "line 1: holds the control character U+001B (escape, which commands a terminal)",
            "line 5: holds the control character U+001B (escape, which commands a terminal)",
            "line 7: holds the control character U+000D (a carriage return inside the line)",
        ]
    );
    assert_eq!(
        problems("malformed/windows-1252.txt", "Dorset Police"),
        ["line 1: the byte 0x96 is not UTF-8 text"]
    );
    assert_eq!(
        problems("malformed/binary.txt", "Dorset Police"),
        ["`binary.txt` is binary: it holds zero bytes"]
    );
    assert_eq!(problems("malformed/empty.txt", "Dorset Police"), ["`empty.txt` is empty"]);
}

#[test]
fn a_press_release_is_refused_with_what_it_is() {
    let text = "A region's commissioners welcome a grade\n\nInspectors have rated the NWROCU ‘good’ at its work.\n\n\
                “We are glad,” said one.\n\n“So am I,” said another.\n";
    let document = read_bytes("news.txt", text.as_bytes()).expect("text");
    let refused = proposed(&document, "Dorset Police", "2024-06-01").expect_err("no form");
    assert_eq!(
        refused.iter().map(Problem::to_string).collect::<Vec<_>>(),
        [
            "`news.txt` is no response to an inspection; looked for `Title of Inspection`, `Date Inspection Published`, and \
         areas for improvement, causes of concern or recommendations to Dorset Police; found none of them: it reads as a \
         press release or news report about the grade of North West Regional Organised Crime Unit, `good` (line 3), with \
         quoted speech in 2 paragraphs from line 5 on"
        ]
    );
    assert!(refused[0].hint.is_some());
}

/// A published document beside the repository; none where the repository stands alone.
fn published(start: &str) -> Option<Document> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let entries = std::fs::read_dir(folder).ok()?;
    let path = entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start)))?;
    Some(read_file(&path).expect("a published document is text"))
}

#[test]
fn the_published_response_is_read_as_its_own_words_have_it() {
    // Where the document is not at hand, the example with the same traps speaks for it.
    let Some(document) = published("002_") else { return assert_eq!(regional().recommendations.len(), 4) };
    let proposal = proposed(&document, "Cleveland Police", "2023-02-02").expect("a proposal");
    assert_eq!(proposal.published, day("2022-12-07"));
    assert_eq!((proposal.title_line, proposal.published_line), (9, 11));
    assert!(proposal.kinds.is_empty());
    let graded: Vec<(&str, usize)> =
        proposal.grades.iter().map(|grade| (grade.grade.as_str(), grade.line)).collect();
    assert_eq!(graded, [("adequate", 29), ("adequate", 51), ("outstanding", 53), ("good", 55)]);
    assert_eq!(lines(&proposal), [&[75, 59][..], &[79, 61, 63], &[83, 49], &[67]]);
    let ours: Vec<(usize, bool)> =
        proposal.recommendations.iter().map(|a| (a.addressees.len(), a.ours)).collect();
    assert_eq!(ours, [(1, true), (1, true), (3, true), (1, false)]);
    assert_eq!(proposal.recommendations.iter().filter(|asked| asked.narrative.is_some()).count(), 3);
}

#[test]
fn other_published_documents_are_refused_with_one_problem() {
    for (start, reads_as) in [
        ("000_", "press release"),
        ("001_", "press release"),
        ("003_", "newsletter"),
        ("004_", "`outstanding`"),
    ] {
        let own = || {
            read_bytes(
                "own.txt",
                "March Newsletter\n\n“It is `outstanding`, says our press release.”".as_bytes(),
            )
        };
        let document = published(start).unwrap_or_else(|| own().expect("text"));
        let refused = proposed(&document, "Cleveland Police", "2024-02-02").expect_err(start);
        assert_eq!(refused.len(), 1, "{start}");
        let is_own = document.name == "own.txt";
        assert!(
            refused[0].what.contains(if is_own { "newsletter" } else { reads_as }),
            "{start}: {}",
            refused[0]
        );
    }
}

fn line_of_the_form() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "## EXECUTIVE SUMMARY",
        "## FORCE RESPONSE",
        "Areas for improvement",
        "Kent area for improvement",
        "Cause of concern",
        "Recommendations:",
        "Recommendation 2",
        "1. ",
        "2. *",
        "- ",
        "the force should:",
        "By 31 February 2024, ",
        "within 9999 years",
        "Title of Inspection – ",
        "Date Inspection Published – ",
        "7 December 2022",
        "☒ National",
        "|",
        "Durham was graded good",
        "regional chief constables should",
        "(ABC)",
        "",
        "é’“",
        "Type of inspection:",
    ]);
    prop::collection::vec(prop_oneof![3 => pieces.prop_map(String::from), 1 => "\\PC{0,12}"], 0..4)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(lines in prop::collection::vec(line_of_the_form(), 0..40), any in any::<String>(), home in "\\PC{0,12}") {
        for text in [lines.join("\n"), any] {
            let Ok(document) = read_bytes("any.txt", text.as_bytes()) else { continue };
            for home in ["Kent Police", home.as_str()] {
                match proposed(&document, home, "2024-06-01") {
                    Ok(proposal) => {
                        prop_assert!(proposal.recommendations.iter().any(|asked| asked.ours));
                        let stands = |line: &usize| (1..=document.lines.len()).contains(line);
                        let is_whole = |asked: &ProposedRecommendation| !asked.text.is_empty() && asked.lines.iter().all(stands);
                        prop_assert!(proposal.recommendations.iter().all(is_whole));
                    }
                    Err(problems) => prop_assert!(!problems.is_empty()),
                }
            }
        }
    }
}
