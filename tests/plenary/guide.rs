//! The guide's commands are commands, and its words for messages are the messages' own.

const GUIDE: &str = include_str!("../../docs/guide.md");

/// Every line of the guide that is a command: in its blocks, and in back-ticks where it is a whole one.
fn commands() -> Vec<&'static str> {
    let blocks = GUIDE.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).filter(|line| line.starts_with("plenary "));
    let inline = GUIDE.lines().filter(|line| line.starts_with('|')).flat_map(|line| line.split('`'));
    lines.chain(inline.filter(|words| words.starts_with("plenary ") && words.contains('"'))).collect()
}

#[test]
fn every_command_in_the_guide_is_understood() {
    let commands = commands();
    assert!(commands.len() > 50, "only {} were found", commands.len());
    for line in commands {
        let words = shell_words::split(line).unwrap();
        let read = plenary::cli::command().try_get_matches_from(words);
        assert!(read.is_ok(), "`{line}`: {}", read.unwrap_err());
    }
}

#[test]
fn every_reference_that_practice_points_to_is_in_the_story() {
    let story = include_str!("../../data/practice.txt");
    let table = GUIDE.split("| look at | to see |").nth(1).unwrap().split("\n\n").next().unwrap();
    let references: Vec<_> =
        table.lines().skip(2).flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
    assert!(references.len() > 10, "{references:?}");
    for reference in references {
        let code = reference.split('-').next().unwrap();
        let number = reference.split('-').nth(1).map_or(1, |number| number.parse().unwrap());
        let added = story.matches(&format!("recommendation add {code} ")).count();
        assert!(added >= number, "{reference} is not there: {code} has {added}");
    }
}

/// The first inspection, typed as it is printed, on a day years after it: what is not dated is dated today.
#[test]
fn the_guides_first_inspection_is_recorded_as_it_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = Vec::new();
    for heading in ["### 1. Record the inspection", "### 2. Hold the plenary"] {
        let part = GUIDE.split(heading).nth(1).unwrap().split("\n### ").next().unwrap();
        let blocks = part.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
        run.extend(blocks.flat_map(str::lines).filter(|line| !line.starts_with("plenary import")));
    }
    assert!(run.len() >= 7, "{run:?}");
    let begin = [
        "plenary init --home \"Cleveland Police\" --me \"A. Lead\" --role lead",
        "plenary people add \"O. Finance\" --role owner --account ofinance",
    ];
    for line in begin.into_iter().chain(run) {
        let words = shell_words::split(line).unwrap();
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(&words[1..])
            .env("HOME", folder.path())
            .env("XDG_STATE_HOME", folder.path().join("state"))
            .env("XDG_CONFIG_HOME", folder.path().join("config"))
            .env("PLENARY_STATE_DIR", folder.path().join("state"))
            .env("TZ", "UTC")
            .env("PLENARY_REGISTER", folder.path().join("first.plenary"))
            .output()
            .unwrap();
        assert!(done.status.success(), "`{line}`: {}", String::from_utf8_lossy(&done.stderr));
    }
}
