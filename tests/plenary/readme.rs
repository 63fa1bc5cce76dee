//! The README's picture is what its first command shows, in a real terminal of 80 by 24.

use std::path::Path;

use crate::terminal::Terminal;

const BEGIN: &str = "cargo test renews it -->\n```text\n";
const END: &str = "```\n<!-- end of picture -->";

#[test]
fn the_picture_in_the_readme_is_the_screen_that_demo_opens() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("practice.plenary").display().to_string();
    let terminal = Terminal::run(folder.path(), &["demo", "--register", &register]);
    terminal.until("Waiting for you");
    let screen: String = terminal.at_rest().lines().map(|line| format!("{}\n", line.trim_end())).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README has a picture");
    let (picture, after) = rest.split_once(END).expect("the picture ends");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{screen}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(picture, screen, "run with UPDATE_DOCS=1 to renew the picture");
}
