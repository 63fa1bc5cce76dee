//! Every view as it is told.

use insta::assert_snapshot;

use super::conversation::{Talking, lead};
use crate::ledger::filled::{self, DCC, OWNER};

#[test]
fn the_overview_tells_what_waits_and_every_count_opens_its_list() {
    let told = lead("overdue\nb\ngov\nb\nq");
    assert_snapshot!(told.transcript);
}

#[test]
fn the_dcc_hears_what_waits_for_a_decision() {
    assert_snapshot!(Talking::new().actor(DCC).says("1\nr\nb\nq").transcript);
}

#[test]
fn an_owner_hears_the_overview() {
    Talking::new().actor(OWNER).says("q").says("You are O. Owner (owner).").says("Waiting for you");
}

#[test]
fn the_list_is_filtered_by_words_and_pages_are_turned() {
    assert_snapshot!(
        lead("list\nfind overdue\nfind owner:owner stage:gov\nfind\na\nm\nfirst\nb\nq").transcript
    );
}

#[test]
fn a_recommendation_is_read_part_by_part() {
    assert_snapshot!(lead("SOC22-4\n1\n2\n1\nb\nb\n3\n1\nb\n4\nb\neverything\nq").transcript);
}

#[test]
fn evidence_is_read_piece_by_piece() {
    assert_snapshot!(lead("SOC22-5\nactions\n2\nr\nq").transcript);
}

#[test]
fn inspections_meetings_and_history_are_told() {
    assert_snapshot!(lead("inspections\n1\nh\nb\nb\nb\nmeetings\n1\n1\nb\nb\nb\nh\n2\nq").transcript);
}

#[test]
fn the_pictures_are_told_in_sentences_and_their_numbers_open() {
    assert_snapshot!(lead("owners\n1\n1\n1\nb\nb\nb\nageing\n1\nb\nflow\nb\nclocks\n1\nb\nb\ncalendar\nnext\ncalendar 31 January 2023\nq").transcript);
}

#[test]
fn the_list_is_sorted_grouped_and_opened_as_it_was_saved() {
    assert_snapshot!(
        lead(
            "view\nview 2\nview by owner\nsort -heard\nsort x\ngroup stage\ngroup none\nwords\nfind polcie\nq"
        )
        .transcript
    );
}

#[test]
fn help_tells_what_can_be_done_here_and_what_is_said_of_words() {
    assert_snapshot!(lead("?\n? evidence\n? nonsense\nSOC22-4\n?\nq").transcript);
}

#[test]
fn help_of_everything_tells_every_command_and_every_request() {
    assert_snapshot!(lead("? all\nq").transcript);
}

#[test]
fn every_request_is_found_by_its_words_and_a_number_asks_it() {
    assert_snapshot!(lead(": close\n1\nb\nr\nq").transcript);
}

#[test]
fn another_person_acts_by_number_by_name_or_not_at_all() {
    let told = lead("@\n2\n@ owner\n@ nobody\nq");
    told.says("You act as T. Deputy (approver) now.").says("You act as O. Owner (owner) now.");
    told.says("not for `nobody`");
}

#[test]
fn an_empty_register_says_what_to_do_first() {
    assert_snapshot!(
        Talking::new().on(filled::empty).says("list\na\nb\ninspections\nb\nmeetings\nq").transcript
    );
}

#[test]
fn lines_are_no_wider_than_a_braille_line_of_forty_cells() {
    let told = Talking::new().wide(40).says("SOC22-4\neverything\nq");
    let long: Vec<_> = told.transcript.lines().filter(|line| line.chars().count() > 41).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn a_row_is_told_in_the_columns_that_somebody_chose_each_by_its_name() {
    let told = lead("list\nfind SOC22-4\ncolumns owner ref dead\ncolumns colour\ncolumns usual\nq");
    told.says("1. owner O. Owner, ref SOC22-4, deadline ");
    told.says("`colour` is no column; they are ref, kind, road");
    let usual = told.transcript.matches("1. SOC22-4, ").count();
    assert_eq!(usual, 2, "{}", told.transcript);
}

#[test]
fn owners_are_sorted_by_the_orders_of_the_screens() {
    let told = lead("owners\nsort heard\nsort name\nsort size\nq");
    for order in ["most overdue first", "longest unheard first", "by name"] {
        told.says(&format!("Owners of actions, {order}:"));
    }
    told.says("`size` is no order of owners; they are `overdue`, `heard`, `name`.");
}

#[test]
fn the_whole_history_is_told_page_by_page_and_its_end_is_reached() {
    let told = lead("h\nm\nm\nm\nm\nq");
    told.says("History of the whole register: 76 events, the newest first.")
        .says("Rows 1 to 20. m for more.");
    told.says("Rows 61 to 76 of 76.").says("76. register, 1 Dec 2022").says("There is no more.");
    lead("h\nlast\n76\nq").says("76. register, 1 Dec 2022").says("Event 1, RegisterOpened on register.");
}

#[test]
fn the_history_is_filtered_by_the_words_of_the_screens_and_a_slip_is_put_right() {
    let told = lead("h\n/by:deputy kind:approved\nfind by:deptuy\nfind zebra\nfind\nwords\nq");
    told.says("History of by deputy, OutcomeApproved:");
    told.says("`by:deptuy`: nobody is called so; the nearest is `deputy`.")
        .says("Passed over `zebra`: no kind");
    told.says("since:2024-03: on the first day");
    lead("SOC22-4\nh by:owner\nq").says("History of SOC22-4, by owner:");
}

#[test]
fn nothing_is_ever_cut() {
    let all = "list\na\nm\nb\nSOC22-1\neverything\nb\ninspections\n1\nb\nb\nmeetings\n1\nb\nb\nhold\nb\nh\nm\nowners\n1\nq";
    for width in [40, 80] {
        let told = Talking::new().wide(width).says(all).transcript;
        let cut: Vec<_> = told.lines().filter(|line| line.contains('…')).collect();
        assert!(cut.is_empty(), "{cut:#?}");
    }
}

#[test]
fn what_nobody_rated_has_a_number_and_words_of_the_filter_are_explained() {
    lead("not rated\nq").says("stage:governance unrated");
    lead("why overdue\nq").says("a promised date has passed");
    lead("why stage:gov quiet:2\nq").says("at the stages whose name begins so");
}

#[test]
fn the_overview_offers_what_begins_something_new() {
    lead("r\nq").says("inspection add").says("meeting plan");
}
