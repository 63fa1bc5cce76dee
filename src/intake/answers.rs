//! A request that is filled from a file: its words stand in the place of its path.

use std::io::Read as _;

use crate::journey::asking::{Answers, Ask, Misasked, Verb};

/// A scheme is a page or two; whatever is longer than this is none.
const LONGEST_FILE: u64 = 1 << 20;

/// The answers with the words of every file in the place of its path.
pub fn with_files_read(verb: &Verb, answers: &Answers) -> Result<Answers, Vec<Misasked>> {
    let mut read = answers.clone();
    for field in verb.fields.iter().filter(|field| field.ask == Ask::File) {
        let Some(path) = answers.first(field.name) else { continue };
        let wrong = |what: String| vec![Misasked { field: field.name, what }];
        let words = read_file(path).map_err(|error| wrong(format!("`{path}` cannot be read: {error}")))?;
        read.replace(field.name, words);
    }
    Ok(read)
}

fn read_file(path: &str) -> std::io::Result<String> {
    let mut words = String::new();
    std::fs::File::open(path)?.take(LONGEST_FILE).read_to_string(&mut words)?;
    Ok(words)
}
