//! A journey that asks for every request there is, so that something can be tried on each of them.

use std::fs;

use plenary::journey::asking::VERBS;

use crate::binary::{Answer, Binary, DCC, LEAD, OWNER};
use crate::some_keys;

const OTHER_OWNER: &str = "P. Owner";

/// Who asks, on which day, for what. `{h}` stands after each text: in its place comes what a test wants to try.
const EVERY: &[(&str, &str, &str)] = &[
    (LEAD, "2022-12-01", "people add 'T. Deputy{h}' --role approver --account {account}"),
    (LEAD, "2022-12-01", "people add 'O. Wner{h}' --role owner --account {account}"),
    (LEAD, "2022-12-01", "people add 'P. Owner{h}' --role owner --role reader --account {account}"),
    (LEAD, "2022-12-01", "people role 'O. Wner{h}' reader --from 2022-12-01"),
    (LEAD, "2022-12-01", "people end 'O. Wner{h}' reader"),
    (LEAD, "2022-12-01", "people account 'O. Wner{h}' 'another{h}'"),
    (LEAD, "2022-12-01", "people unmap 'O. Wner{h}' 'another{h}' --why 'It was of somebody else{h}'"),
    (LEAD, "2022-12-01", "people address 'O. Wner{h}' o.wner@force.example"),
    (LEAD, "2022-12-01", "people address 'O. Wner{h}' o.w@force.example --why 'A slip{h}'"),
    (LEAD, "2022-12-01", "key offer 'T. Deputy{h}' '{one}'"),
    (DCC, "2022-12-01", "key accept 'T. Deputy{h}' {oneprint}"),
    (LEAD, "2022-12-01", "key replace 'T. Deputy{h}' '{two}' --why 'A new laptop{h}'"),
    (DCC, "2022-12-01", "key accept 'T. Deputy{h}' {twoprint}"),
    (LEAD, "2022-12-01", "key revoke 'T. Deputy{h}' {twoprint} --why 'It was lost{h}'"),
    (LEAD, "2022-12-01", "body add 'Durham{h} Constabulary' --kind force"),
    (LEAD, "2022-12-01", "scheme adopt '{scheme}'"),
    (
        LEAD,
        "2022-12-07",
        "inspection add 'A Practice Inspection{h}' --published 2022-12-07 --code SOC22 --inspectorate 'HMICFRS{h}' --kind 'national{h}' --grade 'Cleveland Police{h}=good{h}'",
    ),
    (LEAD, "2022-12-07", "inspection add 'The same findings again{h}' --published 2022-12-07 --code SOC23"),
    (
        LEAD,
        "2022-12-07",
        "recommendation add SOC22 'Count the caseload{h}' --kind recommendation --addressee 'Cleveland Police{h}' --addressee 'Durham{h} Constabulary' --deadline 'by 31 March 2024{h}' --narrative 'We count{h}'",
    ),
    (
        LEAD,
        "2022-12-07",
        "recommendation add SOC22 'Weigh the caseload{h}' --kind recommendation --addressee 'Cleveland Police{h}'",
    ),
    (
        LEAD,
        "2022-12-07",
        "recommendation add SOC22 'Sort the caseload{h}' --kind recommendation --addressee 'Cleveland Police{h}'",
    ),
    (
        LEAD,
        "2022-12-07",
        "recommendation add SOC23 'Sort the caseload again{h}' --kind area-for-improvement --addressee 'Cleveland Police{h}' --restates SOC22-3",
    ),
    (
        LEAD,
        "2022-12-08",
        "inspection correct SOC23 --title 'The same findings once more{h}' --published 2022-12-06 --why 'A slip{h}'",
    ),
    (
        LEAD,
        "2022-12-08",
        "recommendation add SOC23 'Sort it twice{h}' --kind recommendation --addressee 'Cleveland Police{h}'",
    ),
    (LEAD, "2022-12-08", "recommendation retract SOC23-2 --why 'It was there{h}'"),
    (LEAD, "2023-01-11", "hold SOC22 --attendee 'A. Lead{h}' --name 'January plenary{h}'"),
    (LEAD, "2023-01-11", "position SOC22-1 accepted-in-part --why 'Most of it{h}'"),
    (LEAD, "2023-01-11", "agree SOC22-1 'Count it{h}' --owner 'O. Wner{h}' --target 2023-06-30"),
    (
        OWNER,
        "2023-01-11",
        "evidence add SOC22-1 'Figures{h}' --kind performance --held 'a drawer{h}' --file '{figures}' --marking 'OFFICIAL{h}' --dated 2023-01-10 --source 'A team{h}'",
    ),
    (OWNER, "2023-01-11", "evidence open E1 --to opened"),
    (OWNER, "2023-01-11", "evidence add SOC22-1 'A dip sample{h}' --kind audit"),
    (OWNER, "2023-01-11", "evidence add SOC22-1 'An old sample{h}' --kind audit"),
    (OWNER, "2023-01-11", "evidence withdraw E3 --why 'It is too old{h}'"),
    (LEAD, "2023-01-11", "answer SOC22-1 'We count too{h}' --body 'Durham{h} Constabulary'"),
    (LEAD, "2023-01-11", "report SOC22-1"),
    (DCC, "2023-01-12", "return SOC22-1 --why 'Count what?{h}'"),
    (LEAD, "2023-01-13", "report SOC22-1"),
    (DCC, "2023-01-16", "approve SOC22-1 --condition 'By hand first{h}' --target 2023-06-09"),
    (LEAD, "2023-01-20", "meeting plan 'Board{h}' --date 2023-03-02 --chair 'A. Lead{h}'"),
    (LEAD, "2023-01-20", "meeting move M2 2023-03-01 --why 'The room is taken{h}'"),
    (LEAD, "2023-01-20", "meeting plan 'Board again{h}' --date 2023-03-03"),
    (LEAD, "2023-01-20", "meeting cancel M3 --why 'One is enough{h}'"),
    (
        LEAD,
        "2023-01-20",
        "meeting plan 'Panel{h}' --date 2023-04-04 --kind scrutiny --repeat 'every 4 weeks' --times 2",
    ),
    (LEAD, "2023-02-01", "meeting add M2 SOC22-2 --why 'The press asked{h}'"),
    (LEAD, "2023-02-01", "meeting order M2 SOC22-1 --before SOC22-2"),
    (LEAD, "2023-02-01", "meeting add M2 SOC22-3 --why 'The press asked for it too{h}'"),
    (LEAD, "2023-02-01", "meeting drop M2 SOC22-3 --why 'It is not ours to tell{h}'"),
    (LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead{h}' --apologies 'P. Owner{h}'"),
    (LEAD, "2023-03-02", "meeting attend M2 --attendee 'P. Owner{h}'"),
    (OWNER, "2023-03-02", "update SOC22-1.a 'Half is counted{h}' --rating RED --why 'Too slow{h}'"),
    (LEAD, "2023-03-02", "decision SOC22-1 'Count on{h}'"),
    (LEAD, "2023-03-02", "dissent SOC22-1 'Weigh instead{h}' --who 'O. Wner{h}' --meeting M2"),
    (LEAD, "2023-03-02", "meeting note M2 'The room is cold{h}'"),
    (LEAD, "2023-03-02", "reassign SOC22-1.a 'P. Owner{h}' --why 'O. Wner moves on{h}'"),
    (LEAD, "2023-03-02", "amend SOC22-1 'Count the whole caseload{h}' --why 'The report was corrected{h}'"),
    (LEAD, "2023-03-02", "amend SOC22-1.a 'Count all of it{h}' --why 'The same{h}'"),
    (LEAD, "2023-03-02", "status SOC22-1 in-review"),
    (LEAD, "2023-03-02", "evidence accept E1"),
    (LEAD, "2023-03-02", "evidence reject E2 --why 'It is of another force{h}'"),
    (OTHER_OWNER, "2023-06-01", "target SOC22-1.a 2023-08-15 --why 'Slower than thought{h}'"),
    (OTHER_OWNER, "2023-06-02", "target SOC22-1.a 2023-12-15 --why 'Slower still{h}'"),
    (DCC, "2023-06-05", "grant SOC22-1.a --why 'The last time{h}'"),
    (OTHER_OWNER, "2023-06-06", "target SOC22-1.a 2024-12-15 --why 'And again{h}'"),
    (DCC, "2023-06-07", "refuse SOC22-1.a --why 'It was the last time{h}'"),
    (LEAD, "2023-06-08", "level SOC22-1 2"),
    (LEAD, "2023-06-08", "chased --action SOC22-1.a --means 'a call{h}'"),
    (OTHER_OWNER, "2023-06-09", "finish SOC22-1.a --as partly-achieved --why 'One district is missing{h}'"),
    (LEAD, "2023-06-09", "finish SOC22-1.b"),
    (LEAD, "2023-06-09", "complete SOC22-1"),
    (DCC, "2023-06-12", "sendback SOC22-1 --why 'Which one?{h}'"),
    (LEAD, "2023-06-13", "complete SOC22-1 --meeting M2"),
    (DCC, "2023-06-13", "question ask SOC22-1 'Who counted?{h}'"),
    (OTHER_OWNER, "2023-06-13", "question answer SOC22-1 'Two of us{h}' --question 1"),
    (DCC, "2023-06-14", "signoff SOC22-1 --condition 'Name the district{h}' --target 2023-06-15"),
    (LEAD, "2023-06-15", "finish SOC22-1.c"),
    (LEAD, "2023-06-15", "submit SOC22-1"),
    (LEAD, "2023-07-03", "verdict SOC22-1 closed --why 'As they wrote{h}'"),
    (LEAD, "2023-07-04", "reopen SOC22-1 --why 'It was the wrong district{h}'"),
    (LEAD, "2023-07-05", "withdraw SOC22-2 --why 'Nothing is weighed any more{h}'"),
    (DCC, "2023-07-06", "grant SOC22-2 --why 'Right{h}'"),
    (LEAD, "2023-07-05", "supersede SOC22-3 --by SOC23-1 --why 'Asked again{h}'"),
    (DCC, "2023-07-06", "refuse SOC22-3 --why 'Not the same{h}'"),
    (LEAD, "2023-07-06", "meeting close M2"),
    (
        LEAD,
        "2023-07-06",
        "meeting correct M2 --chair 'T. Deputy{h}' --absent 'P. Owner{h}' --item SOC22-1 --was 'Half is counted{h}' --is 'Less than half{h}' --why 'Misheard{h}'",
    ),
    (LEAD, "2023-07-06", "response invite SOC22 2023-07-20"),
    (LEAD, "2023-07-07", "response comments SOC22 'All is counted{h}'"),
    (LEAD, "2023-07-07", "response reply SOC22 'So we see{h}'"),
    (LEAD, "2023-07-07", "response answer SOC22-1 'It is being counted{h}'"),
    (LEAD, "2023-07-07", "response answer SOC22-2 'It is not weighed{h}'"),
    (LEAD, "2023-07-07", "response answer SOC22-3 'It is being sorted{h}'"),
    (LEAD, "2023-07-07", "response publish SOC22 'the website{h}'"),
    (LEAD, "2023-07-08", "response receipt SOC22 inspectors"),
    (LEAD, "2023-07-08", "response waive SOC23 --why 'They have none{h}'"),
    (LEAD, "2023-07-08", "response same SOC23 SOC22 --why 'The same findings{h}'"),
    (LEAD, "2023-07-08", "response apart SOC23 --why 'Of another year{h}'"),
];

/// One step of the journey, ready to be asked for.
pub struct Step {
    /// The verb and its answers, without who and when.
    pub words: Vec<String>,
    /// The whole command line.
    pub arguments: Vec<String>,
}

/// An empty register whose every name ends in `ending`, and the steps that follow.
pub fn begin(ending: &str) -> (Binary, Vec<Step>) {
    let binary = Binary::bare();
    let scheme = binary.folder().join("scheme.toml");
    let example = include_str!("../../data/scheme.toml");
    let ours = example.replace("example = true", "example = false").replace("signed = [\"signoff\"]", "");
    fs::write(&scheme, ours).unwrap();
    let figures = binary.folder().join("figures.pdf");
    fs::write(&figures, "12 posts, 11 filled").unwrap();
    let key = |name: &str, line: &str| {
        let path = binary.folder().join(name);
        fs::write(&path, line).unwrap();
        path.to_str().unwrap().to_string()
    };
    let (one, two) = (key("one.pub", some_keys::ONE), key("two.pub", some_keys::TWO));
    let account = whoami::username().unwrap();
    let filled = |word: String| {
        let word = word.replace("{account}", &account).replace("{scheme}", scheme.to_str().unwrap());
        let word = word.replace("{one}", &one).replace("{two}", &two);
        let word =
            word.replace("{oneprint}", some_keys::ONE_PRINT).replace("{twoprint}", some_keys::TWO_PRINT);
        word.replace("{figures}", figures.to_str().unwrap()).replace("{h}", ending)
    };
    let step = |(actor, on, words): &(&str, &str, &str)| {
        let words: Vec<String> = shell_words::split(words).unwrap().into_iter().map(filled).collect();
        let start = ["--actor".to_string(), format!("{actor}{ending}"), "--on".into(), on.to_string()];
        Step { arguments: start.into_iter().chain(words.clone()).collect(), words }
    };
    let home = format!("Cleveland Police{ending}");
    let me = format!("{LEAD}{ending}");
    binary.run(&["init", "--home", &home, "--me", &me, "--role", "lead", "--on", "2022-12-01"]).done();
    (binary, EVERY.iter().map(step).collect())
}

/// The register at the end of the journey.
pub fn travelled() -> Binary {
    let (binary, steps) = begin("");
    steps.iter().for_each(|step| drop(step.ask(&binary).done()));
    binary
}

impl Step {
    pub fn ask(&self, binary: &Binary) -> Answer {
        binary.run(&self.arguments)
    }
}

/// The questions that can be asked at the end of the journey, about all that is there.
pub const READING: &[&str] = &[
    "",
    "overview",
    "list",
    "list --all",
    "list --owner owner --filter count --level 2 --inspection SOC22",
    "show SOC22-1",
    "show SOC22-1.a",
    "show E1",
    "show SOC22",
    "show SOC23",
    "show M2",
    "agenda M2",
    "agenda M4",
    "history",
    "history SOC22-1",
    "history SOC22",
    "history M2",
    "history register",
    "history --after 10 --limit 5",
    "history --filter by:lead --limit 5",
    "owners --sort heard",
    "owners owner --only moved",
    "owners owner --only refused",
    "people",
    "body",
    "meeting",
    "brief action-log",
    "brief overdue",
    "brief committee",
    "brief inspection SOC22",
    "brief recommendation SOC22-1",
    "brief meeting M2",
    "brief minutes M2",
    "inspection",
    "response",
    "scheme",
    "verify",
    "verify --evidence",
];

#[test]
fn the_journey_asks_for_every_verb() {
    let asked = |name: &str| EVERY.iter().any(|(_, _, words)| words.starts_with(&format!("{name} ")));
    let missing: Vec<_> = VERBS.iter().map(|verb| verb.name).filter(|name| !asked(name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_dry_run_of_every_verb_tells_what_would_be_recorded_and_records_nothing() {
    let (binary, steps) = begin("");
    for step in &steps {
        let head = binary.head();
        let dry: Vec<_> = step.arguments.iter().map(String::as_str).chain(["--dry-run"]).collect();
        let told = binary.run(&dry).done();
        assert_eq!(binary.head(), head, "`{}` recorded something", step.words.join(" "));
        let done = step.ask(&binary).done();
        let recorded = lines(&done, "recorded: ");
        assert!(!recorded.is_empty(), "{done}");
        assert_eq!(lines(&told, "would record: "), recorded);
    }
}

/// What stands after `word` in the lines that begin with it.
fn lines(told: &str, word: &str) -> Vec<String> {
    told.lines().filter_map(|line| line.strip_prefix(word)).map(String::from).collect()
}
