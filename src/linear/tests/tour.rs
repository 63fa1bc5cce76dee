//! The tour in plain lines, from its offer to its last word.

use super::conversation::{Talking, lead};

#[test]
fn the_tour_goes_on_when_the_person_does_what_it_names() {
    let told = Talking::new().practising().says(
        "tour\n1\nb\noverdue\nfind overdue stage:gov\n1\nwhy\nupdate\nthe second analyst is cleared\n.\ny\n\
         undo\nb\ny\nmeetings\n@ deputy\nfind stage:sign\nlist stage:sign\n1\nevidence accept\nyes\nsignoff\nyes\n\
         : close\n?\nq",
    );
    for step in 1..=12 {
        told.says(&format!("Tour, step {step} of 12: "));
        assert_eq!(told.transcript.matches(&format!("step {step} of 12")).count(), 1, "{step}");
    }
    told.says("Tour done.");
}

#[test]
fn the_tour_is_left_with_a_word_and_taken_up_where_it_was() {
    let told = Talking::new().practising().says("tour\n1\nb\ntour off\noverdue\nb\ntour\nq");
    told.says("You left the tour");
    assert_eq!(told.transcript.matches("step 2 of 12").count(), 2);
    assert!(!told.transcript.contains("step 3"));
}

#[test]
fn a_real_register_has_no_tour_and_says_where_there_is_one() {
    lead("tour\nq").says("open it with `plenary demo`.");
}
