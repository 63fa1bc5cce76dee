//! Who may ask, who may decide, and that they are two: separation is judged by person, not by role.

use plenary::journey::people::{Holding, Person, Role};
use plenary::journey::recommendation::Stage;
use plenary::journey::refusal::Reason;
use plenary::journey::request::Request;

use crate::desk::{ACTING, DCC, Desk, EVERYTHING, LEAD, OFFICE, OTHER_LEAD, OWNER, READER, day, scheme};
use crate::some_keys::{ONE, ONE_PRINT, TWO};

#[test]
fn whoever_reported_the_outcome_neither_approves_nor_returns_it() {
    let mut desk = Desk::at(Stage::Plenary);
    desk.ask(EVERYTHING, "2023-01-13", "report SOC22-1");
    for line in ["approve SOC22-1", "return SOC22-1 --why 'say more'"] {
        let own = desk.refused(EVERYTHING, "2023-01-19", line);
        assert_eq!(own.reason, Reason::OwnReport(EVERYTHING.into()));
    }
    desk.ask(DCC, "2023-01-19", "approve SOC22-1");
}

#[test]
fn a_key_is_made_ready_before_its_holder_may_decide_and_no_longer_than_that() {
    let mut desk = Desk::at(Stage::SignOff);
    let key = Request::OfferKey { person: ACTING.into(), key: ONE.into(), holder_verified: false };
    let accept = Request::AcceptKey { person: ACTING.into(), fingerprint: ONE_PRINT.into() };
    let reason = |decided: plenary::journey::Decision| decided.unwrap_err().reason;
    // The acting DCC begins on 1 March and ends with that month.
    let over = reason(desk.decide(ACTING, "2023-04-01", &key));
    assert!(matches!(over, Reason::LacksRole { .. }), "{over:?}");
    for by in [OWNER, READER] {
        let other = reason(desk.decide(by, "2023-02-01", &key));
        assert!(matches!(other, Reason::LacksRole { .. }), "{other:?}");
    }
    let mut own = desk.clone();
    own.grant(ACTING, "2023-02-01", &key);
    own.grant(LEAD, "2023-02-02", &accept);
    desk.grant(LEAD, "2023-02-01", &key);
    desk.grant(ACTING, "2023-02-02", &accept);
    // Nobody else's, and nothing but keys.
    let another = Request::OfferKey { person: DCC.into(), key: TWO.into(), holder_verified: false };
    assert!(matches!(reason(desk.decide(ACTING, "2023-02-03", &another)), Reason::LacksRole { .. }));
    let early = desk.refused(ACTING, "2023-02-28", "sendback SOC22-1 --why 'say more'");
    assert!(matches!(early.reason, Reason::NoAuthority { .. }), "{early}");
}

#[test]
fn whoever_proposed_completion_neither_signs_off_nor_sends_back() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a");
    desk.ask(EVERYTHING, "2023-03-02", "complete SOC22-1").ask(LEAD, "2023-03-02", "evidence accept E1");
    for line in ["signoff SOC22-1", "sendback SOC22-1 --why 'say more'"] {
        let own = desk.refused(EVERYTHING, "2023-03-09", line);
        assert_eq!(own.reason, Reason::OwnProposal(EVERYTHING.into()));
    }
    desk.ask(DCC, "2023-03-09", "signoff SOC22-1");
}

#[test]
fn whoever_asked_for_an_extension_or_a_closing_neither_grants_nor_refuses_it() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(EVERYTHING, "2023-02-01", "target SOC22-1.a 2023-12-01 --why 'vetting is slow'");
    desk.ask(EVERYTHING, "2023-02-01", "withdraw SOC22-1 --why 'the unit has gone'");
    for line in [
        "grant SOC22-1.a",
        "refuse SOC22-1.a --why 'start earlier'",
        "grant SOC22-1",
        "refuse SOC22-1 --why 'it has not'",
    ] {
        let own = desk.refused(EVERYTHING, "2023-02-02", line);
        assert_eq!(own.reason, Reason::OwnRequest(EVERYTHING.into()), "{line}");
    }
    desk.ask(DCC, "2023-02-02", "grant SOC22-1.a").ask(DCC, "2023-02-02", "grant SOC22-1");
}

#[test]
fn the_same_person_in_other_letters_is_the_same_person() {
    let mut desk = Desk::at(Stage::Plenary);
    desk.ask("h. EVERYTHING", "2023-01-13", "report SOC22-1");
    let own = desk.refused("H. everything", "2023-01-19", "approve SOC22-1");
    assert_eq!(own.reason, Reason::OwnReport(EVERYTHING.into()));
    assert_eq!(
        desk.first().reported.as_ref().unwrap().by,
        EVERYTHING,
        "the record has the register's spelling"
    );
}

#[test]
fn letters_with_accents_make_nobody_two_people_either() {
    let mut desk = Desk::opened();
    desk.ask(LEAD, "2023-01-01", "people add 'Zoë Éclair' --role owner");
    let again = desk.refused(LEAD, "2023-01-01", "people add 'ZOË ÉCLAIR' --role approver");
    assert_eq!(again.reason, Reason::PersonKnown);
    assert_eq!(desk.state.register.person("zoë éclair").unwrap().name, "Zoë Éclair");
}

#[test]
fn an_acting_dcc_decides_only_between_the_dates() {
    let desk = Desk::at(Stage::Approval);
    for on in ["2023-02-28", "2023-04-01"] {
        let refusal = desk.refused(ACTING, on, "approve SOC22-1");
        assert_eq!(refusal.reason, Reason::NoAuthority { actor: ACTING.into(), on: day(on) });
    }
    for on in ["2023-03-01", "2023-03-31"] {
        desk.clone().ask(ACTING, on, "approve SOC22-1");
    }
}

#[test]
fn authority_is_that_of_the_day_on_which_it_happened() {
    let mut desk = Desk::at(Stage::Approval);
    desk.ask(LEAD, "2023-04-01", "people end 'T. Deputy' approver");
    let after = desk.refused(DCC, "2023-04-01", "approve SOC22-1");
    assert_eq!(after.reason, Reason::NoAuthority { actor: DCC.into(), on: day("2023-04-01") });
    desk.ask(DCC, "2023-03-31", "approve SOC22-1");
}

#[test]
fn every_request_needs_its_role() {
    let desk = Desk::at(Stage::Governance);
    for (actor, line) in [
        (READER, "update SOC22-1.a 'two chosen'"),
        (OWNER, "level SOC22-1 2"),
        (OFFICE, "agree SOC22-1 'Train' --owner 'O. Owner' --target 2023-06-30"),
        (DCC, "complete SOC22-1"),
        (OWNER, "evidence accept E1"),
        (OWNER, "response waive SOC22 --why 'none'"),
    ] {
        let refusal = desk.refused(actor, "2023-03-02", line);
        assert!(matches!(refusal.reason, Reason::LacksRole { .. }), "{line}: {refusal}");
    }
    let lead = desk.refused(LEAD, "2023-03-02", "grant SOC22-1");
    assert!(matches!(lead.reason, Reason::NoAuthority { .. }), "a lead decides nothing that is the DCC's");
    let nobody = desk.refused("X. Nobody", "2023-03-02", "complete SOC22-1");
    assert_eq!(nobody.reason, Reason::UnknownActor("X. Nobody".into()));
}

#[test]
fn nobody_makes_himself_an_approver() {
    let mut desk = Desk::opened();
    let own = desk.refused(LEAD, "2023-01-01", "people role 'a. lead' approver");
    assert_eq!(own.reason, Reason::OwnAuthority);
    desk.ask(OTHER_LEAD, "2023-01-01", "people role 'A. Lead' approver");
    assert!(desk.state.register.person(LEAD).unwrap().holds(Role::Approver, day("2023-01-01")));
}

#[test]
fn a_register_is_opened_once_by_a_lead() {
    let desk = Desk::opened();
    let open = |role, home: &str, name: &str| Request::OpenRegister {
        home: home.into(),
        first: Person {
            name: name.into(),
            roles: vec![Holding { role, from: None, until: None }],
            accounts: Vec::new(),
            address: None,
            keys: Vec::new(),
        },
        scheme: Box::new(scheme()),
        practice: None,
    };
    let again = desk.denied(LEAD, "2023-01-01", &open(Role::Lead, "Durham Constabulary", "X. New"));
    assert_eq!(again.reason, Reason::RegisterAlreadyOpen("Cleveland Police".into()));
    let bare = Desk::bare();
    let reader = bare.denied("X. New", "2023-01-01", &open(Role::Reader, "Durham Constabulary", "X. New"));
    assert_eq!(reader.reason, Reason::LastLead);
    for (home, name) in [(" ", "X. New"), ("Durham Constabulary", "")] {
        let nameless = bare.denied("X. New", "2023-01-01", &open(Role::Lead, home, name));
        assert_eq!(nameless.reason, Reason::NoName);
    }
}

#[test]
fn the_last_lead_of_today_stays_also_where_the_end_is_dated_earlier() {
    let mut desk = Desk::opened();
    for other in [OTHER_LEAD, EVERYTHING] {
        desk.ask(LEAD, "2023-06-01", &format!("people end '{other}' lead"));
    }
    // On that day there were three.
    assert_eq!(desk.refused(LEAD, "2023-01-01", "people end 'A. Lead' lead").reason, Reason::LastLead);
}

#[test]
fn the_last_lead_stays() {
    let mut desk = Desk::opened();
    desk.ask(LEAD, "2023-01-01", "people end 'B. Second' lead").ask(
        LEAD,
        "2023-01-01",
        "people end 'H. Everything' lead",
    );
    assert_eq!(desk.refused(LEAD, "2023-01-01", "people end 'A. Lead' lead").reason, Reason::LastLead);
    let gone = desk.refused(LEAD, "2023-01-02", "people end 'B. Second' lead");
    assert_eq!(gone.reason, Reason::RoleNotHeld(Role::Lead));
}

#[test]
fn a_person_is_added_once_and_no_role_ends_before_it_begins() {
    let desk = Desk::opened();
    let again = desk.refused(LEAD, "2023-01-01", "people add 'a. LEAD' --role reader");
    assert_eq!(again.reason, Reason::PersonKnown);
    let dates = "--from 2023-03-02 --until 2023-03-01";
    for line in
        [format!("people add 'X. New' --role owner {dates}"), format!("people role 'O. Owner' lead {dates}")]
    {
        assert!(matches!(desk.refused(LEAD, "2023-01-01", &line).reason, Reason::EndsBeforeItBegins(_)));
    }
    let stranger = desk.refused(LEAD, "2023-01-01", "people role 'X. New' lead");
    assert_eq!(stranger.reason, Reason::UnknownPerson);
}

#[test]
fn one_account_may_serve_several_people() {
    let mut desk = Desk::opened();
    desk.ask(LEAD, "2023-01-01", "people account 'O. Owner' alead");
    let served: Vec<_> = desk.state.register.served_by("alead").map(|person| person.name.as_str()).collect();
    assert_eq!(served, [LEAD, OWNER]);
    let again = desk.refused(LEAD, "2023-01-01", "people account 'O. Owner' alead");
    assert_eq!(again.reason, Reason::AccountKnown("alead".into()));
}

#[test]
fn a_scheme_is_adopted_only_where_it_can_be_used_and_differs() {
    let desk = Desk::opened();
    let adopt = |scheme| Request::AdoptScheme { scheme: Box::new(scheme) };
    assert_eq!(desk.denied(LEAD, "2023-01-01", &adopt(scheme())).reason, Reason::SchemeUnchanged);
    let mut broken = scheme();
    broken.levels[0].required_evidence.push("film".into());
    broken.ratings[1].code = "green".into();
    broken.inspectorate_statuses.clear();
    broken.warning_days = u32::MAX;
    let Reason::SchemeUnusable(problems) = desk.denied(LEAD, "2023-01-01", &adopt(broken)).reason else {
        panic!("the scheme has problems");
    };
    assert_eq!(problems.len(), 4, "all of them at once: {problems:?}");
}
