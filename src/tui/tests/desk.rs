//! The desk of whoever decides: five items by keys alone, questions that come back, looks, batches of like items,
//! each signed by itself, and refusals that win the headline.

use std::path::Path;

use insta::assert_snapshot;

use super::sample::{self, DCC, LEAD, OWNER};
use super::session::Session;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::ledger::Ledger;
use crate::ledger::keygen::NotSigned;
use crate::ledger::opening::Access;
use crate::ledger::remembered::Remembered;
use crate::tui::app::Outside;
use crate::tui::keys::Place;

/// A register in which five things wait for the DCC, one of them with a file that nobody opened.
fn five(folder: &Path) -> Ledger {
    let mut ledger = sample::filled(folder);
    let all = &mut ledger;
    let path = folder.join("figures.txt");
    std::fs::write(&path, "nine of nine").unwrap();
    let file = [
        ("ref", "SOC22-5"),
        ("title", "The last figures"),
        ("kind", "performance"),
        ("file", path.to_str().unwrap()),
    ];
    sample::ask(all, "2023-01-20", OWNER, "evidence add", &file);
    sample::ask(all, "2023-01-20", LEAD, "evidence accept", &[("ref", "E4")]);
    let later = [("ref", "SOC22-4.a"), ("to", "2023-12-31"), ("why", "vetting takes longer")];
    sample::ask(all, "2023-01-21", OWNER, "target", &later);
    sample::ask(all, "2023-01-22", LEAD, "withdraw", &[("ref", "SOC22-6"), ("why", "the unit is gone")]);
    let agree = [("ref", "SOC22-2"), ("text", "share analysts"), ("owner", OWNER), ("target", "2023-06-30")];
    sample::ask(all, "2023-01-23", LEAD, "agree", &agree);
    sample::ask(all, "2023-01-23", LEAD, "report", &[("ref", "SOC22-2")]);
    ledger
}

/// The same register with a folder in which looks are kept.
fn remembering(folder: &Path) -> Ledger {
    let ledger = five(folder);
    let mut seat = ledger.seat().clone();
    seat.remembered = Some(Remembered::in_folder(&folder.join("state")));
    let path = ledger.path().to_path_buf();
    ledger.close();
    Ledger::open(&path, Access::Write, seat).unwrap()
}

fn stands(session: &Session, reference: &str) -> Recommendation {
    session.app.ledger.standing().recommendation(&reference.parse().unwrap()).unwrap().unwrap()
}

fn deputy(size: (u16, u16)) -> Session {
    let mut session = Session::on(remembering, size.0, size.1);
    session.act_as(DCC);
    session
}

#[test]
fn five_items_are_decided_by_keys_alone() {
    let mut session = deputy((80, 24));
    session
        .sees("s desk")
        .press("s")
        .sees("1 of 5")
        .sees("SOC22-4.a asks: a later date, from 31 Jan 2023 to 31 Dec 2023");
    session.press("r").write("begin the vetting earlier").press("ctrl-s y").sees("refused");
    session.sees("1 of 4").sees("SOC22-3 asks: approval of the outcome (accepted)");
    session
        .press("c")
        .write("night shifts first")
        .press("tab tab")
        .write("30 April 2023")
        .press("ctrl-s")
        .sees("action b (A. Lead, by 30 Apr 2023)");
    session.press("y").sees("1 of 3").sees("SOC22-5 asks: closure sign-off");
    session.press("end").sees("NOT OPENED by you");
    session
        .press("o")
        .sees("evidence E4 opened")
        .sees("the copy goes into a folder that nobody else can read");
    session
        .press("enter")
        .sees("the copy is ")
        .sees("/opened/plenary-")
        .sees("/E4-figures.txt")
        .press("n p end")
        .sees("opened by you on 2 Feb 2023");
    session.press("a y").sees("SOC22-5 is at Submission").sees("1 of 2").sees("SOC22-6 asks: to be closed");
    session.press("r").write("it still stands").press("ctrl-s y").sees("1 of 1").sees("SOC22-2 asks");
    session.press("a y").sees("nothing waits for your decision");
    let stages = ["SOC22-2", "SOC22-3", "SOC22-5", "SOC22-6"].map(|one| stands(&session, one).stage);
    assert_eq!(stages, [Stage::Governance, Stage::Governance, Stage::Submission, Stage::Submission]);
    assert_eq!(stands(&session, "SOC22-4").actions[0].refused.len(), 1);
    assert_eq!(
        stands(&session, "SOC22-3").actions[1].marked(),
        "condition of the approval: night shifts first"
    );
}

#[test]
fn what_is_opened_lies_in_a_private_folder_until_the_program_is_left() {
    let mut session = deputy((120, 40));
    let opened = session.folder.path().join("state/opened");
    for again in ["", "once more "] {
        session.press("s n n").sees("SOC22-5 asks").press("o enter").sees("/E4-figures.txt").press("esc");
        let folders: Vec<_> = std::fs::read_dir(&opened).unwrap().flatten().collect();
        assert_eq!(folders.len(), 1, "{again}one for the session");
        let copy = folders[0].path().join("E4-figures.txt");
        assert_eq!(std::fs::read_to_string(&copy).unwrap(), "nine of nine", "{again}");
        std::fs::write(&copy, "ten of nine").unwrap();
    }
    let Session { app, folder, .. } = session;
    app.close();
    assert_eq!(std::fs::read_dir(folder.path().join("state/opened")).unwrap().count(), 0);
}

#[test]
fn a_yes_meant_for_the_confirm_becomes_no_condition() {
    let mut session = deputy((80, 24));
    session.press("l /").write("SOC22-3").press("enter enter").ask("approve");
    for word in ["y", "yes"] {
        session.press("ctrl-u").write(word).press("ctrl-s");
        session.sees(&format!("`{word}` is no condition: leave it empty to say yes without one"));
    }
    session.press("ctrl-u ctrl-s").sees("this decision will be recorded").press("y");
    assert_eq!(stands(&session, "SOC22-3").condition, None);
    assert_eq!(stands(&session, "SOC22-3").stage, Stage::Governance);
}

#[test]
fn an_item_is_drawn_at_the_sizes_that_people_have() {
    let mut pictures = String::new();
    for size in [(80, 24), (60, 20), (120, 40)] {
        let mut session = deputy(size);
        session.press("s n n");
        pictures.push_str(&format!("══ {size:?}\n{}\n", session.screen()));
        let screen = session.press("b").screen();
        pictures.push_str(&format!("{screen}\n"));
        assert!(screen.lines().all(|line| line.chars().count() <= usize::from(size.0)), "{screen}");
    }
    assert_snapshot!(sample::without_hashes(&pictures));
}

#[test]
fn a_question_waits_with_the_lead_and_comes_back_with_its_answer() {
    let mut session = deputy((80, 24));
    session.press("s n").sees("2 of 5").sees("SOC22-3 asks").press("K").write("who pays for it?").record();
    session.sees("2 of 5").sees("SOC22-5 asks").press("n n n").sees("5 of 5").sees("SOC22-3 asks");
    session.sees("a question of 2 Feb 2023 waits for an answer");
    session.press("esc").act_as(LEAD).sees("question").sees("T. Deputy asks");
    session.open("SOC22-3").press("Q").write("the region").record();
    session.press("esc esc esc").act_as(DCC).press("s n").sees("your question was answered on 2 Feb 2023");
    session.sees("on 2 Feb 2023, by A. Lead: the region (you asked: who pays for it?)");
    session.press("end").sees("answer to question 1 by A. Lead on 2 Feb 2023: the region");
}

#[test]
fn what_others_did_since_the_last_look_is_told_and_coming_back_makes_it_no_older() {
    let mut session = deputy((120, 40));
    session.press("s n n").sees("SOC22-5 asks").sees("since you last looked (20 Dec 2022)").press("esc");
    session.act_as(LEAD).open("SOC22-5").press("X");
    session.press("esc").ask("level").write("3").record().press("esc esc esc");
    session.act_as(DCC).press("s n n").sees("Changed since you last looked (2 Feb 2023) 1 other entry");
    session
        .press("n p")
        .sees("1 other entry")
        .press("esc s n n")
        .sees("Changed since you last looked (2 Feb 2023) nothing");
}

#[test]
fn what_was_decided_on_from_a_batch_was_looked_at() {
    let mut session = deputy((120, 40));
    session.press("s b down *").sees("2 marked").press("r").write("say more").press("ctrl-s end");
    session.sees("the same as commands").press("y").sees("recorded 2 of 2").press("esc esc esc");
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "report", &[("ref", "SOC22-3")]);
    session
        .press("s n n n")
        .sees("SOC22-3 asks")
        .sees("Changed since you last looked (2 Feb 2023) 1 other entry");
}

#[test]
fn only_what_asks_for_the_same_is_marked_and_nothing_is_decided_before_the_list_was_read() {
    let mut session = deputy((80, 24));
    session
        .press("s b")
        .sees("all 5")
        .press("down space")
        .sees("1 marked")
        .press("space")
        .sees("only what asks for the same");
    session.press("*").sees("marked");
    assert_eq!(session.place(), Place::Decisions);
    session.press("- home down *").sees("2 marked").press("a").sees("approve · 2 of 2 decisions");
    let events = session.events();
    session.press("y");
    assert_eq!(session.events(), events, "it was not read to its end");
    session.press("end").sees("the same as commands");
    session.press("y").sees("recorded 2 of 2");
    let stages = ["SOC22-2", "SOC22-3"].map(|one| stands(&session, one).stage);
    assert_eq!(stages, [Stage::Governance; 2]);
}

/// One that fails leaves the others as they are.
#[test]
fn of_a_batch_one_that_is_refused_leaves_the_others_decided() {
    let mut session = deputy((80, 24));
    session.press("s b down *").sees("2 marked").press("a end").sees("the same as commands");
    // Meanwhile somebody else returns one of them.
    let why = [("ref", "SOC22-3"), ("why", "say more")];
    sample::ask(&mut session.app.ledger, "2023-02-02", DCC, "return", &why);
    session.press("y").sees("recorded 1 of 2");
    assert_eq!(
        [stands(&session, "SOC22-2").stage, stands(&session, "SOC22-3").stage],
        [Stage::Governance, Stage::Plenary]
    );
}

/// Answers every request to sign as the terminal would, with `ssh-keygen`; gives how often it was asked.
fn sign_all(session: &mut Session) -> usize {
    let mut signed = 0;
    while let Some(asked) = session.app.asked_outside() {
        if let Outside::Sign(asked) = asked {
            let (wish, signing, _) = *asked;
            let signature = signing.sign(None);
            session.app.signed(&wish, signature);
            signed += 1;
        }
    }
    signed
}

/// A DCC whose key the register knows and the settings name; and its fingerprint.
fn keyed(register: fn(&Path) -> Ledger, size: (u16, u16)) -> (Session, String) {
    let mut session = Session::on(register, size.0, size.1);
    session.act_as(DCC);
    let key = session.folder.path().join("key");
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-N", "", "-t", "ed25519", "-f"])
        .arg(&key)
        .status();
    assert!(made.unwrap().success());
    let public = key.with_extension("pub");
    let print = std::process::Command::new("ssh-keygen").arg("-lf").arg(&public).output().unwrap();
    let print = String::from_utf8(print.stdout).unwrap().split(' ').nth(1).unwrap().to_string();
    let words = std::fs::read_to_string(&public).unwrap();
    let offered = [("person", DCC), ("key", &words)];
    sample::ask(&mut session.app.ledger, "2023-01-24", LEAD, "key offer", &offered);
    let accepted = [("person", DCC), ("fingerprint", &print)];
    sample::ask(&mut session.app.ledger, "2023-01-24", DCC, "key accept", &accepted);
    session.app.desk.around.settings.key.value = key.to_str().unwrap().to_string();
    (session, print)
}

/// Everything that was signed, in the order in which it was recorded.
fn signed(session: &Session) -> Vec<String> {
    let all = session.app.ledger.events(0, 1000).unwrap();
    all.into_iter().filter_map(|one| one.record.event.signed.map(|signed| signed.statement)).collect()
}

/// Whether every line of a statement stands on a picture, one below the other.
fn stands_on(screen: &str, statement: &str) -> bool {
    let line = |line: &str| line.trim().to_string();
    let (screen, statement): (Vec<_>, Vec<_>) =
        (screen.lines().map(line).collect(), statement.lines().map(line).collect());
    screen.windows(statement.len()).any(|seen| seen == statement)
}

#[test]
fn each_of_a_batch_is_signed_by_itself_over_exactly_the_statement_that_was_read() {
    // Wide and high enough for all of it at once.
    let (mut session, print) = keyed(five, (240, 250));
    session.press("s b down *").sees("2 marked").press("a").sees("each is signed by itself");
    let screen = session.screen();
    // Something else happens in the register meanwhile: its head is another one now.
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "level", &[("ref", "SOC22-5"), ("level", "3")]);
    session.press("y");
    assert_eq!(sign_all(&mut session), 2);
    session.sees("recorded 2 of 2").sees("(signed)");
    let deeds = ["SOC22-2", "SOC22-3"].map(|one| stands(&session, one).approved.unwrap());
    assert!(deeds.iter().all(|deed| deed.signed.as_deref() == Some(&*print)));
    let statements = signed(&session);
    for (statement, reference) in statements.iter().zip(["SOC22-3", "SOC22-2"]) {
        assert!(
            statement.contains(&format!("decision: {reference}: outcome approved by the DCC")),
            "{statement}"
        );
        assert!(stands_on(&screen, statement), "{statement}\n was not on\n{screen}");
    }
}

#[test]
fn what_changed_meanwhile_fails_for_itself_and_the_others_are_signed_as_they_were_read() {
    let (mut session, _) = keyed(five, (240, 250));
    session.press("s b down *").sees("2 marked").press("a");
    let screen = session.screen();
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "level", &[("ref", "SOC22-3"), ("level", "3")]);
    session.press("y");
    assert_eq!(sign_all(&mut session), 1, "nobody signs what is known to have changed");
    session.sees("recorded 1 of 2");
    assert_eq!(stands(&session, "SOC22-3").stage, Stage::Approval);
    let statements = signed(&session);
    assert_eq!(statements.len(), 1);
    assert!(
        statements[0].contains("decision: SOC22-2: outcome approved by the DCC")
            && stands_on(&screen, &statements[0])
    );
}

#[test]
fn why_one_of_a_batch_was_not_recorded_stands_whole_on_the_results() {
    for size in [(80, 24), (60, 20)] {
        let (mut session, _) = keyed(five, size);
        session.press("s b down *").press("a end").sees("the same as commands");
        let (lead, level) = (LEAD, [("ref", "SOC22-3"), ("level", "3")]);
        sample::ask(&mut session.app.ledger, "2023-02-02", lead, "level", &level);
        session.press("y");
        assert_eq!(sign_all(&mut session), 1);
        session.sees("recorded 1 of 2").sees(
            "`SOC22-3` has changed since it was shown: A. Lead: level 3 awarded: Fieldwork; hint: read it \
             again, and decide it as it stands now",
        );
    }
}

/// What is too long for the screen is said to go on, and what can be chosen is always seen.
#[test]
fn results_that_do_not_fit_say_how_many_are_above_and_below() {
    let (mut session, _) = keyed(five, (60, 20));
    session.press("s b down *").press("a end").sees("the same as commands");
    for text in ["It began. ", "It went on. ", "It is done. "] {
        let said = [("ref", "SOC22-3"), ("text", &*text.repeat(30)), ("why", "it was said otherwise")];
        sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "amend", &said);
    }
    session.press("y");
    assert_eq!(sign_all(&mut session), 1);
    session
        .sees("SOC22-3 not recorded")
        .sees("↓ 1 more")
        .sees("enter opens it, and its history tells the rest");
    session.press("down").sees("SOC22-2 recorded").sees("outcome approved by the DCC (signed)");
    session.press("up").sees("SOC22-3 not recorded");
}

#[test]
fn what_changes_while_it_is_signed_is_not_recorded_either() {
    let (mut session, _) = keyed(five, (240, 250));
    session.press("s b down *").sees("2 marked").press("a").sees("the same as commands").press("y");
    let Some(Outside::Sign(asked)) = session.app.asked_outside() else { panic!("nothing is to be signed") };
    let (wish, signing, turn) = *asked;
    assert_eq!((turn.at, turn.of), (1, 2));
    let signature = signing.sign(None);
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "level", &[("ref", "SOC22-3"), ("level", "3")]);
    session.app.signed(&wish, signature);
    assert_eq!(sign_all(&mut session), 1);
    session.sees("recorded 1 of 2").sees("`SOC22-3` has changed since it was shown: A. Lead: ");
    assert_eq!(stands(&session, "SOC22-3").stage, Stage::Approval);
}

#[test]
fn whoever_stops_one_signature_of_a_batch_is_not_asked_for_the_next() {
    let (mut session, _) = keyed(five, (80, 24));
    let events = session.events();
    session.press("s b down *").press("a end").sees("the same as commands").press("y");
    let Some(Outside::Sign(asked)) = session.app.asked_outside() else { panic!("nothing is to be signed") };
    session.app.signed(&asked.0, Err(NotSigned::Stopped));
    assert_eq!(session.app.asked_outside(), None);
    session.sees("recorded 0 of 2").sees("SOC22-2 not recorded nothing was signed, and nothing was recorded");
    assert_eq!(session.events(), events);
}

/// Where a row begins that holds these words first.
fn indent_of(screen: &str, words: &str) -> usize {
    let row = screen.lines().find(|row| row.trim_start().starts_with(words));
    let row = row.unwrap_or_else(|| panic!("`{words}` begins no row of\n{screen}"));
    row.len() - row.trim_start().len()
}

#[test]
fn no_words_of_a_statement_look_like_another_field_on_the_screen() {
    let words = "Act\nby: Somebody else, who has another say and gives it at some length and by: anybody";
    for size in [(80, 120), (60, 120)] {
        let (mut session, _) = keyed(five, size);
        let asked = session.app.ledger.desk(DCC).unwrap().waiting[0].stands.reference.to_string();
        let amend = [("ref", &*asked), ("text", words), ("why", "so it is said")];
        sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "amend", &amend);
        let screen = session.press("s a").sees("plenary statement 2").screen();
        let field = indent_of(&screen, "by: T. Deputy");
        assert!(indent_of(&screen, "by: Somebody else") > field, "{screen}");
        let known = |row: &&str| row.len() - row.trim_start().len() == field && row.contains("anybody");
        assert_eq!(screen.lines().find(known), None, "{screen}");
    }
}

#[test]
fn a_batch_of_statements_is_read_to_its_end_at_the_size_that_people_have() {
    let (mut session, _) = keyed(five, (80, 24));
    session.press("s b down *").press("a").sees("── 1 of 2 ──").sees("read to the end, then y");
    session.press("y").sees("a decision is read first");
    assert_eq!(session.app.asked_outside(), None);
    session.press("end").sees("the same as commands").press("y");
    assert_eq!(sign_all(&mut session), 2);
    session.sees("recorded 2 of 2");
}

#[test]
fn one_statement_is_read_to_its_end_as_well_before_a_y_signs_it_and_so_is_the_one_that_takes_its_place() {
    let (mut session, _) = keyed(five, (80, 24));
    session.press("s a").sees("this decision will be recorded").sees("read to the end, then y");
    session.press("y").sees("a decision is read first").press("enter").sees("a decision is read first");
    assert_eq!(session.app.asked_outside(), None);
    session.press("end").sees("the same as a command");
    assert!(!session.screen().contains("read to the end"));
    let asked = session.app.ledger.desk(DCC).unwrap().waiting[0].stands.reference.to_string();
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "level", &[("ref", &asked), ("level", "3")]);
    session.press("y");
    assert_eq!(sign_all(&mut session), 0, "nobody signs what is known to have changed");
    session.sees("somebody else was here since you looked").press("y").sees("a decision is read first");
    assert_eq!(session.app.asked_outside(), None);
    session.press("end").sees("the same as a command").press("y");
    assert_eq!(sign_all(&mut session), 1);
    assert_eq!(signed(&session).len(), 1);
}

#[test]
fn a_confirm_says_whether_the_decision_will_be_signed() {
    let mut session = deputy((80, 24));
    session.press("s a").sees("granted (unsigned)");
    let (mut session, _) = keyed(five, (80, 24));
    session.press("s a").sees("granted (to be signed)");
}

/// As after three passphrases that were wrong: what is typed on for one more must not decide.
#[test]
fn what_was_not_signed_is_read_to_its_end_again_before_a_y_signs_it() {
    let (mut session, _) = keyed(five, (80, 24));
    session.press("s a").sees("read to the end").press("end").sees("the same as a command").press("y");
    let Some(Outside::Sign(asked)) = session.app.asked_outside() else { panic!("nothing is to be signed") };
    let wrong = NotSigned::Failed("incorrect passphrase supplied".into());
    session.app.signed(&asked.0, Err(wrong));
    session.sees("nothing was signed: incorrect passphrase").press("h o r s e y");
    assert_eq!(session.app.asked_outside(), None);
    session.sees("a decision is read first").press("end").sees("the same as a command").press("y");
    assert_eq!(sign_all(&mut session), 1);
}

/// A passphrase that is typed once more holds a `y`, and an `n`, after which the desk's own letters would count.
#[test]
fn where_the_whole_statement_is_on_the_screen_a_letter_counts_only_after_a_key_that_no_passphrase_holds() {
    let (mut session, _) = keyed(five, (200, 200));
    session.press("s a").sees("the same as a command").press("y");
    let Some(Outside::Sign(asked)) = session.app.asked_outside() else { panic!("nothing is to be signed") };
    let wrong = || Err(NotSigned::Failed("incorrect passphrase supplied".into()));
    session.app.signed(&asked.0, wrong());
    session.sees("nothing was signed: incorrect passphrase").press("n a y enter Y q");
    session.sees("this decision will be recorded").sees("a decision is read first");
    assert_eq!(session.app.asked_outside(), None);
    session.press("end y");
    assert_eq!(sign_all(&mut session), 1);
    assert_eq!(signed(&session).len(), 1);
}

/// A page key goes past what was seen but for one line, so that the eye finds where it was.
#[test]
fn a_page_of_the_confirm_is_what_is_seen_of_it_less_a_line() {
    let (mut session, _) = keyed(five, (60, 20));
    session.press("s a").sees("read to the end");
    let seen = |session: &mut Session| -> Vec<String> {
        let screen = session.screen();
        let lines: Vec<_> = screen.lines().map(|line| line.trim().to_string()).collect();
        let told = lines.iter().position(|line| line.contains("↓ ")).expect("more is below");
        lines[2..told].to_vec()
    };
    let first = seen(&mut session);
    session.press("page-down");
    let second = seen(&mut session);
    assert_eq!(first.last(), second.first(), "{first:?} {second:?}");
    session.press("page-up");
    assert_eq!(seen(&mut session), first);
}

/// Two later dates of one recommendation wait.
fn two_of_one(folder: &Path) -> Ledger {
    let mut ledger = five(folder);
    let all = &mut ledger;
    let agree = [("ref", "SOC22-4"), ("text", "buy the system"), ("owner", OWNER), ("target", "2023-01-25")];
    sample::ask(all, "2023-01-24", LEAD, "agree", &agree);
    for to in ["2023-01-26", "2023-12-31"] {
        let later = [("ref", "SOC22-4.b"), ("to", to), ("why", "the tender is late")];
        sample::ask(all, "2023-01-24", OWNER, "target", &later);
    }
    ledger
}

#[test]
fn the_second_decision_on_one_recommendation_is_left_out_because_the_first_changes_what_it_is_about() {
    let (mut session, _) = keyed(two_of_one, (240, 250));
    session.press("s b *").sees("2 marked").press("a").sees("1 of 2 decisions");
    session.sees("`SOC22-4` is decided on above: decide this by itself, as it stands then").press("y");
    assert_eq!(sign_all(&mut session), 1);
    session.sees("recorded 1 of 2");
}

#[test]
fn other_positions_and_what_this_person_asks_about_are_not_marked_with_the_rest() {
    let mut session = Session::on(five, 80, 24);
    let all = &mut session.app.ledger;
    sample::ask(all, "2023-02-01", DCC, "return", &[("ref", "SOC22-2"), ("why", "say more")]);
    let position = [("ref", "SOC22-2"), ("position", "accepted-in-part"), ("why", "half of it is ours")];
    sample::ask(all, "2023-02-01", LEAD, "position", &position);
    sample::ask(all, "2023-02-01", LEAD, "report", &[("ref", "SOC22-2")]);
    session.act_as(DCC).press("s b").sees("SOC22-3   approval of the outcome (accepted): ");
    session
        .sees("SOC22-2   approval of the outcome (accepted in part): ")
        .sees("closure sign-off (position accepted): ");
    session.press("down *").sees("1 marked").press("end space");
    session.sees("only what has the same position is decided together: accepted").sees("1 marked");
    let asked = [("ref", "SOC22-3"), ("text", "who pays?")];
    sample::ask(&mut session.app.ledger, "2023-02-02", DCC, "question ask", &asked);
    session
        .press("esc s b end")
        .sees("SOC22-3   approval of the outcome (accepted), your question not answered");
    session.press("*").sees("left out, your question is not answered: SOC22-3");
    session.press("space").sees("your question on SOC22-3 is not answered: decide it by itself");
}

#[test]
fn a_refusal_wins_the_headline() {
    let mut session = deputy((80, 24));
    session.press("s").press("r").write("begin earlier").press("ctrl-s y");
    session.press("n n").sees("SOC22-6 asks").press("r").write("it still stands").press("ctrl-s y");
    session.press("esc").open("SOC22-4").sees("a later date of a refused by T.");
    session.press("esc esc esc").open("SOC22-6").sees("closing refused by T. Deputy on");
    // Asked once more it waits, and the refusal before it stands no more.
    let again = [("ref", "SOC22-6"), ("why", "there is nobody left")];
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "withdraw", &again);
    session
        .press("esc esc esc l /")
        .write("SOC22-6")
        .press("enter enter")
        .sees("A. Lead asks the DCC to close");
    assert!(!session.screen().contains("closing refused by T. Deputy on"), "{}", session.screen());
}

/// What comes back is held against what was said of it, also by whoever acts for the DCC.
#[test]
fn why_the_force_says_no_and_what_was_said_no_to_before_stand_on_the_desk_and_in_the_confirm() {
    let mut session = Session::on(five, 100, 60);
    let all = &mut session.app.ledger;
    let position = [("ref", "SOC22-2"), ("position", "not-accepted"), ("why", "the law forbids it")];
    sample::ask(all, "2023-02-01", DCC, "return", &[("ref", "SOC22-2"), ("why", "which law?")]);
    sample::ask(all, "2023-02-01", LEAD, "position", &position);
    sample::ask(all, "2023-02-01", LEAD, "report", &[("ref", "SOC22-2")]);
    sample::ask(all, "2023-02-01", DCC, "refuse", &[("ref", "SOC22-6"), ("why", "it still stands")]);
    sample::ask(all, "2023-02-01", LEAD, "withdraw", &[("ref", "SOC22-6"), ("why", "really gone")]);
    session.act_as(DCC).press("s n n n n").sees("SOC22-6 asks").sees("Refused before");
    session.sees("by T. Deputy on 1 Feb 2023 (unsigned): it still stands");
    session.press("p").sees("SOC22-2 asks").sees("position: not accepted because: the law forbids it");
    session.sees("Returned before").sees("by T. Deputy on 1 Feb 2023 (unsigned): which law?").press("a");
    session.sees("position: not accepted because: the law forbids it");
    session.sees("returned before by T. Deputy on 1 Feb 2023 (unsigned): which law?");
}

/// The DCC's key is known and is nowhere; a key of another's is named in the config file.
#[test]
fn whoever_has_a_key_that_is_not_at_hand_decides_nothing_and_is_told_the_ways_out() {
    let mut session = deputy((80, 24));
    let offered = [("person", DCC), ("key", sample::KEY)];
    sample::ask(&mut session.app.ledger, "2023-01-24", LEAD, "key offer", &offered);
    let accepted = [("person", DCC), ("fingerprint", sample::KEY_PRINT)];
    sample::ask(&mut session.app.ledger, "2023-01-24", DCC, "key accept", &accepted);
    let events = session.events();
    session
        .press("s a")
        .sees("Confirm · this cannot be recorded")
        .sees("key is not at hand")
        .sees("ssh-add FILE");
    session.press("y").sees("key is not at hand").sees("hint: sign it with");
    assert!(!session.screen().contains("y record"), "{}", session.screen());
    let first = session.screen().lines().nth(2).unwrap().to_string();
    assert!(first.contains("cannot be decided"), "{first}");
    assert_eq!(session.events(), events);
    // Once it is revoked the decision stands unsigned.
    let lost = [("person", DCC), ("fingerprint", sample::KEY_PRINT), ("why", "lost")];
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "key revoke", &lost);
    session.press("esc a y").sees("(unsigned)");
}

#[test]
fn what_a_confirm_is_of_comes_before_who_acts_where_there_is_room_for_one_of_them() {
    for (marking, beside) in
        [("OFFICIAL", "OFFICIAL you: T. Deputy"), ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")]
    {
        let (mut session, _) = keyed(five, (60, 20));
        session.app.desk.around.settings.marking.value = marking.into();
        session.app.desk.around.settings.key.value = String::new();
        session.press("s a").sees(&format!("Confirm · this cannot be recorded {beside}"));
    }
    let mut session = Session::on(five, 80, 24);
    session
        .act_as(DCC)
        .press("s a")
        .sees("this decision will be recorded OFFICIAL you: T. Deputy (approver)");
}

#[test]
fn the_next_item_is_told_of_wherever_there_is_little_room_and_the_last_one_is_said_to_be_the_last() {
    for (size, also) in [((80, 24), "on a condition"), ((60, 20), "evidence")] {
        let mut session = deputy(size);
        session
            .press("s n n")
            .sees("SOC22-5 asks")
            .sees("a sign off")
            .sees("r send back")
            .sees("n next")
            .sees(also);
        session.sees("? help").press("n n n").sees("5 of 5").sees("that was the last one");
        session.press("p p").sees("3 of 5");
        assert!(!session.screen().contains("that was the last one"));
    }
}

#[test]
fn a_form_names_its_fields_and_not_the_options_of_the_command_line() {
    let mut session = deputy((80, 24));
    session
        .press("s n c")
        .write("night shifts first")
        .press("ctrl-s")
        .sees("hint: say by when with `target`");
}

#[test]
fn an_answer_is_told_once_more_in_the_list_where_something_else_presses_more() {
    let mut session = Session::on(five, 80, 24);
    let all = &mut session.app.ledger;
    sample::ask(all, "2023-02-02", DCC, "question ask", &[("ref", "SOC22-4"), ("text", "how late?")]);
    sample::ask(all, "2023-02-02", LEAD, "question answer", &[("ref", "SOC22-4"), ("text", "a year")]);
    session.act_as(DCC).press("s").sees("SOC22-4.a asks").sees("past its date");
    session.press("b").sees("a later date, your question answered");
}

#[test]
fn a_past_desk_is_read_and_decides_nothing() {
    let mut session = deputy((80, 24));
    session.press("[").sees("AS AT").press("s");
    let events = session.events();
    session.press("a y r K");
    assert_eq!(session.events(), events);
}

#[test]
fn who_decides_nothing_has_an_empty_desk() {
    let mut session = Session::on(five, 80, 24);
    session.press("s").sees("nothing waits for your decision");
}
