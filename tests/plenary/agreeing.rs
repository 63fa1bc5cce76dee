//! A signed decision on the command line: its statement is read before it is signed, on a terminal or with `--dry-run`.

use crate::binary::DCC;
use crate::signatures::Desk;
use crate::terminal::Terminal;

#[test]
fn a_terminal_shows_the_statement_and_signs_nothing_without_the_whole_word() {
    let desk = Desk::keyed();
    let (folder, head) = (desk.binary.folder(), desk.binary.head());
    let key = folder.join("dcc").display().to_string();
    let words = ["--actor", DCC, "--on", desk.binary.on, "signoff", "SOC22-1", "--key", &key];
    for (word, code, says) in
        [("y", "1", "hint: the whole word yes records this decision"), ("yes", "0", "(signed)")]
    {
        let terminal = Terminal::sized(folder, &words, 120, 90);
        let screen = terminal.until("yes records this decision:");
        for shown in ["(to be signed)", "plenary statement 2", "dissent: none recorded", "recorded: {"] {
            assert!(screen.contains(shown), "`{shown}` is not in {screen}");
        }
        assert_eq!(desk.binary.head(), head, "nothing is recorded before it is agreed to");
        terminal.type_in(word).press(&["Enter"]).until(says);
        assert_eq!(terminal.exit_code(), code);
        assert_eq!(desk.binary.head() == head, word != "yes");
    }
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn without_a_terminal_one_is_recorded_by_the_rule_of_several() {
    let desk = Desk::keyed();
    let head = desk.binary.head();
    let unread = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc").misused();
    assert_eq!(
        unread,
        "usage: a signed decision is recorded after its statement was read\n\
         hint: read it with `--dry-run`, then add `--yes`\n"
    );
    let read = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --dry-run --yes").done();
    assert!(read.contains("plenary statement 2\n") && desk.binary.head() == head, "{read}");
    let done = desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    assert!(done.contains("(signed)") && !done.contains("plenary statement 2"), "{done}");
}

#[test]
fn what_is_not_signed_is_recorded_at_once_as_ever() {
    let desk = Desk::waiting();
    let done = desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more'").done();
    assert!(done.contains("(unsigned)"), "{done}");
}
