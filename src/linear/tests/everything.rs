//! The whole road in plain lines, from a document to a closed recommendation.

use insta::assert_snapshot;

use super::conversation::Talking;
use crate::ledger::filled;

/// A small published response, in our own words.
const DOCUMENT: &str = "\
Title of Inspection: Custody in Cleveland
Date Inspection Published: 5 January 2023
Type of Inspection: Force

KEY FINDINGS
Cleveland Police was graded adequate.

RECOMMENDATIONS
1. By 31 March 2023, Cleveland Police should check every cell at every change of shift.
2. Cleveland Police should train its custody sergeants.

CHIEF CONSTABLE RESPONSE
Cleveland Police should train its custody sergeants. The force agrees.
";

#[test]
fn the_whole_road_is_travelled_in_plain_lines() {
    let talking = Talking::new().on(filled::empty_later);
    let path = talking.folder().join("response.txt");
    std::fs::write(&path, DOCUMENT).unwrap();
    let lines = format!(
        "import {}
        3
        leave out 4
        g
        y
        1
        hold
        1
        1;2
        .
        on 11 January 2023
        y
        position
        1
        on 11 January 2023
        y
        agree
        check every cell
        .
        O. Owner
        31 March 2023
        on 11 January 2023
        y
        report
        on 12 January 2023
        y
        @ deputy
        return
        say who checks at night
        .
        on 13 January 2023
        yes
        @ lead
        report
        on 14 January 2023
        y
        @ deputy
        approve
        on 15 January 2023
        yes
        @ lead
        level
        2
        on 15 January 2023
        y
        meeting plan
        Governance board
        2 March 2023
        y
        meeting open
        1
        1
        .
        on 2 March 2023
        y
        @ owner
        evidence add
        the rota
        perf
        on 2 March 2023
        y
        update
        every cell is checked
        .
        rating green
        on 2 March 2023
        y
        finish
        on 2 March 2023
        y
        @ lead
        evidence accept
        on 2 March 2023
        y
        complete
        on 2 March 2023
        y
        meeting close
        1
        on 2 March 2023
        y
        @ deputy
        signoff
        on 3 March 2023
        yes
        @ lead
        submit
        on 4 March 2023
        y
        verdict
        closed
        on 4 April 2023
        y
        everything
        q",
        path.display()
    );
    let told = talking.says(&lines);
    told.says("closed as implemented on 4 Apr 2023");
    let folder = path.parent().unwrap().display().to_string();
    assert_snapshot!(told.transcript.replace(&folder, "FOLDER"));
}
