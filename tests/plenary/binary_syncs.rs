//! Syncs are counted, not timed: a recorded request is on the disk when it is acknowledged, and costs no more
//! syncs than that; a question costs none. A small library that stands before the system's calls counts them;
//! the C compiler that builds the bundled SQLite builds it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::binary::{Answer, Binary};

/// Writes one byte for each sync to the file that `PLENARY_SYNCS` names, then syncs as asked.
const COUNTER: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
static int counted(const char *call, int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, call);
    int count = open(getenv("PLENARY_SYNCS"), O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (count < 0 || write(count, "s", 1) != 1) abort();
    close(count);
    return real(fd);
}
int fsync(int fd) { return counted("fsync", fd); }
int fdatasync(int fd) { return counted("fdatasync", fd); }
"#;

struct Counted {
    binary: Binary,
    counter: PathBuf,
}

impl Counted {
    fn begin() -> Counted {
        let mut binary = Binary::governed();
        binary.on = "2023-01-12";
        let (source, counter) = (binary.folder().join("count.c"), binary.folder().join("count.so"));
        fs::write(&source, COUNTER).unwrap();
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-o"]).arg(&counter).arg(&source).arg("-ldl");
        let built = compiler.output().expect("there is a C compiler");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        Counted { binary, counter }
    }

    /// How many syncs a command line makes.
    fn syncs(&self, words: &[&str]) -> usize {
        let count = self.binary.folder().join("syncs");
        fs::write(&count, "").unwrap();
        let mut command = self.binary.command();
        command.args(["--actor", "A. Lead", "--on", self.binary.on]).args(words);
        command.env("LD_PRELOAD", &self.counter).env("PLENARY_SYNCS", &count);
        Answer::of(&mut command).done();
        fs::read(&count).unwrap().len()
    }
}

#[test]
fn a_recorded_request_is_synced_and_no_more_often_than_it_must_be() {
    let counted = Counted::begin();
    let requests = 24;
    let syncs: Vec<_> = (0..requests)
        .map(|n| counted.syncs(&["update", "SOC22-1.a", &format!("counted {n} times")]))
        .collect();
    // One of the write-ahead file and, once for each process, one of its folder; now and then the write-ahead
    // file is emptied, at two more.
    assert!(syncs.iter().all(|syncs| (1..=4).contains(syncs)), "{syncs:?}");
    let emptied = syncs.iter().filter(|syncs| **syncs > 2).count();
    assert!(emptied * 4 <= requests, "{syncs:?}");
}

#[test]
fn what_is_recorded_together_is_synced_together() {
    let counted = Counted::begin();
    let response = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/regional-response.txt");
    let syncs = counted.syncs(&["import", response, "--accept", "--on", "2024-03-04"]);
    assert!((1..=4).contains(&syncs), "{syncs}");
}

#[test]
fn a_question_syncs_nothing() {
    let counted = Counted::begin();
    for words in [vec!["overview"], vec!["list"], vec!["show", "SOC22-1"], vec!["history"]] {
        assert_eq!(counted.syncs(&words), 0, "{words:?}");
    }
}
