//! Meetings as sentences: series, who came and who sent apologies, the agenda that the lead changes,
//! and what is put right after the closing while the minutes say what stood then.

use plenary::briefing::meeting::told;
use plenary::briefing::paper::Topic;
use plenary::export::paper::{Format, write};
use plenary::export::paper::{assembling::assemble, period::Span};
use plenary::journey::meeting::Phase;
use plenary::journey::reference::MeetingRef;
use plenary::ledger::Ledger;
use plenary::progress::Progress;

use crate::desk::{Desk, LEAD, day};
use crate::rebuilt::{PEOPLE, Story};

/// The dates of the meetings that stand, in the order of their numbers.
fn dates(desk: &Desk) -> Vec<String> {
    let mut all: Vec<_> = desk.state.meetings.values().collect();
    all.sort_by_key(|meeting| meeting.reference);
    all.iter().map(|meeting| format!("{} {}", meeting.reference, meeting.date)).collect()
}

#[test]
fn a_series_is_planned_in_one_request_and_each_of_it_knows_it() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-20", "meeting plan Board --date 2023-03-01 --repeat 'first thursday' --times 3");
    assert_eq!(dates(&desk), ["M1 2023-03-02", "M2 2023-04-06", "M3 2023-05-04"]);
    let second = desk.state.meeting(MeetingRef(2)).unwrap();
    let words = second.series.as_ref().unwrap().to_string();
    assert_eq!(words, "2 of 3, first thursday of each month, since M1");
}

#[test]
fn moving_or_cancelling_one_of_a_series_leaves_the_others() {
    let mut desk = Desk::received();
    desk.ask(
        LEAD,
        "2023-01-20",
        "meeting plan Board --date 2023-03-02 --repeat 'every 4 weeks' --until 2023-05-01",
    );
    desk.ask(LEAD, "2023-01-20", "meeting move M2 2023-03-31 --why 'the room is taken'");
    desk.ask(LEAD, "2023-01-20", "meeting cancel M3 --why 'everybody is away'");
    assert_eq!(dates(&desk), ["M1 2023-03-02", "M2 2023-03-31", "M3 2023-04-27"]);
    let phases: Vec<_> = (1..=3).map(|n| desk.state.meeting(MeetingRef(n)).unwrap().phase).collect();
    assert_eq!(phases, [Phase::Planned, Phase::Planned, Phase::Cancelled]);
}

#[test]
fn somebody_may_come_or_send_apologies_until_the_meeting_is_closed() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-20", "meeting plan Board --date 2023-03-02");
    desk.ask(LEAD, "2023-03-02", "meeting open M1 --attendee 'A. Lead' --apologies 'O. Owner'");
    desk.ask(LEAD, "2023-03-02", "meeting attend M1 --attendee 'O. Owner' --apologies 'T. Deputy'");
    let stands = desk.state.meeting(MeetingRef(1)).unwrap();
    assert_eq!(stands.attendees, ["A. Lead", "O. Owner"]);
    assert_eq!(stands.apologies, ["T. Deputy"]);
}

/// A register with one recommendation at Governance and another that waits for the DCC; M2, M3 and M4 are a series.
fn governed(folder: &std::path::Path) -> Story {
    let mut story = Story::begin(folder);
    let [lead, _, dcc] = PEOPLE;
    story.say(lead, "hold", &[("ref", "SOC22"), ("attendee", lead)]);
    for reference in ["SOC22-1", "SOC22-3"] {
        story.say(lead, "position", &[("ref", reference), ("position", "accepted")]);
        let owner = ("owner", "B. Second");
        let action = [("ref", reference), ("text", "Train them"), owner, ("target", "2027-12-31")];
        story.say(lead, "agree", &action);
        story.say(lead, "report", &[("ref", reference)]);
    }
    story.say(dcc, "approve", &[("ref", "SOC22-1")]);
    let series = [("name", "Board"), ("date", "2023-01-05"), ("repeat", "every 4 weeks"), ("times", "3")];
    story.say(lead, "meeting plan", &series);
    story.today = day("2023-01-05");
    story
}

fn agenda(story: &Story, meeting: u32) -> Vec<String> {
    let agenda = story.ledger.standing().agenda(MeetingRef(meeting)).unwrap();
    agenda.items.iter().map(|item| format!("{} {}", item.recommendation, item.words())).collect()
}

#[test]
fn the_lead_adds_drops_and_orders_and_the_opening_keeps_it_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    assert_eq!(
        agenda(&story, 2),
        ["SOC22-3 waits for the DCC: outcome to be approved", "SOC22-1 open, with B. Second"]
    );
    let change = |story: &mut Story, verb: &str, rest: &[(&'static str, &str)]| {
        story.say(lead, verb, &[&[("ref", "M2")], rest].concat());
    };
    change(&mut story, "meeting add", &[("item", "SOC22-2"), ("why", "the press asked")]);
    change(&mut story, "meeting drop", &[("item", "SOC22-3"), ("why", "she decides tomorrow")]);
    change(&mut story, "meeting order", &[("item", "SOC22-1"), ("before", "SOC22-2")]);
    let changed = ["SOC22-1 open, with B. Second", "SOC22-2 added by A. Lead: the press asked"];
    assert_eq!(agenda(&story, 2), changed);
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    assert_eq!(agenda(&story, 2), changed, "what was dropped stays off it");
    change(&mut story, "meeting add", &[("item", "SOC22-3"), ("why", "she decides now")]);
    assert_eq!(agenda(&story, 2).len(), 3);
    let moved = &[("item", "SOC22-3"), ("before", "SOC22-1")];
    change(&mut story, "meeting order", moved);
    assert!(agenda(&story, 2)[0].starts_with("SOC22-3 "), "{:?}", agenda(&story, 2));
    let again = ("ref", "M2");
    let refused = story.ask(
        lead,
        plenary::journey::asking::Verb::named("meeting add").unwrap(),
        plenary::journey::asking::Answers::default()
            .with(again.0, again.1)
            .with("item", "SOC22-3")
            .with("why", "once more"),
    );
    assert_eq!(
        refused.as_deref(),
        Some(
            "`SOC22-3` cannot be added to the agenda: it is on the agenda of `M2` already: added by A. Lead: she decides now"
        )
    );
}

fn minutes(story: &Story, meeting: u32) -> String {
    brief(&story.ledger, Topic::Minutes(MeetingRef(meeting)))
}

/// The pack of a meeting as on the day of the story.
fn pack(story: &Story, meeting: u32) -> String {
    let moment = story.ledger.moment(Some(&story.today.to_string()), None).unwrap();
    brief(&story.ledger.as_at(&moment).unwrap(), Topic::Meeting(MeetingRef(meeting)))
}

fn brief(ledger: &Ledger, topic: Topic) -> String {
    let paper = assemble(ledger, &topic, &Span::default(), "OFFICIAL", &Progress::unwatched()).unwrap();
    let mut bytes = Vec::new();
    write(&paper, Format::Markdown, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap().replace('\\', "")
}

/// The meeting M2 of which SOC22-1 was minuted, closed.
fn closed(folder: &std::path::Path) -> Story {
    let mut story = governed(folder);
    let lead = PEOPLE[0];
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead), ("apologies", "B. Second")]);
    let update = [("ref", "SOC22-1.a"), ("text", "Six of nine are trained"), ("rating", "AMBER")];
    story.say(lead, "update", &update);
    story.say(lead, "meeting close", &[("ref", "M2")]);
    story
}

#[test]
fn the_minutes_and_the_screen_say_what_stood_at_the_closing_whatever_came_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = closed(folder.path());
    let (lead, head) = (PEOPLE[0], story.ledger.head().unwrap());
    let shown = |story: &Story| {
        let whole = told(&story.ledger.meeting(MeetingRef(2), 100).unwrap().unwrap(), 100);
        // Which one is the next is said as it stands now.
        whole.lines().filter(|line| !line.contains("next of the series")).collect::<String>()
    };
    let before = (minutes(&story, 2), shown(&story));
    assert!(
        before.0.contains(&format!("as at 5 Jan 2023, event {}, head {}:", head.seq, head.seq)),
        "{}",
        before.0
    );
    assert!(before.0.contains(&head.to_string()), "the whole head proves it: {}", before.0);
    assert!(before.0.contains("At Governance, rated A amber."), "{}", before.0);
    // On the same day, and on later ones.
    story.say(lead, "update", &[("ref", "SOC22-1.a"), ("text", "All nine"), ("rating", "GREEN")]);
    story.say(lead, "finish", &[("ref", "SOC22-1.a")]);
    story.today = day("2023-02-02");
    story.say(lead, "meeting open", &[("ref", "M3"), ("attendee", lead)]);
    story.say(lead, "complete", &[("ref", "SOC22-1")]);
    assert_eq!((minutes(&story, 2), shown(&story)), before);
}

#[test]
fn closing_leaves_the_agenda_as_the_meeting_had_it_and_tells_what_was_not_heard() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    let before = agenda(&story, 2);
    let until = |story: &Story| story.ledger.standing().agenda(MeetingRef(2)).unwrap().until;
    assert_eq!(until(&story), day("2023-02-02"), "the day of M3");
    assert_eq!(before[1], "SOC22-1 open, with B. Second", "it is there as one of the rest: {before:?}");
    story.say(lead, "meeting close", &[("ref", "M2")]);
    assert_eq!(agenda(&story, 2), before);
    let shown = told(&story.ledger.meeting(MeetingRef(2), 100).unwrap().unwrap(), 100);
    assert!(shown.contains("not heard, 2: SOC22-3, SOC22-1"), "{shown}");
    // What comes later changes nothing of it: neither another owner nor another stage.
    story.say(lead, "reassign", &[("ref", "SOC22-1.a"), ("owner", lead), ("why", "she left")]);
    story.today = day("2023-02-02");
    assert_eq!(agenda(&story, 2), before);
    assert_eq!(until(&story), day("2023-02-02"), "it is due before the meeting that came next then");
    let minutes = minutes(&story, 2);
    let (_, left) = minutes.split_once("## Not heard\n").expect(&minutes);
    assert!(left.contains("SOC22-1: open, with B. Second"), "{minutes}");
    assert!(left.contains("SOC22-3: waits for the DCC"), "{minutes}");
}

#[test]
fn what_was_dropped_is_told_with_its_reason_wherever_the_agenda_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    story.say(lead, "meeting drop", &[("ref", "M2"), ("item", "SOC22-3"), ("why", "she decides tomorrow")]);
    let says = "SOC22-3 dropped by A. Lead: she decides tomorrow";
    let shown = |story: &Story| told(&story.ledger.meeting(MeetingRef(2), 100).unwrap().unwrap(), 100);
    assert!(shown(&story).contains(says), "{}", shown(&story));
    assert!(pack(&story, 2).contains(says));
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    story.say(lead, "meeting close", &[("ref", "M2")]);
    assert!(shown(&story).contains(says), "{}", shown(&story));
    assert!(minutes(&story, 2).contains(says));
}

#[test]
fn the_pack_of_a_meeting_to_come_counts_up_to_today_and_gives_the_meeting_its_own_day() {
    let folder = tempfile::tempdir().unwrap();
    let story = governed(folder.path());
    let pack = pack(&story, 3);
    assert!(pack.contains("up to 5 Jan 2023, before M3 (2 Feb 2023)"), "{pack}");
    assert!(pack.contains("since the first came on "), "{pack}");
    assert!(!pack.contains("the day before the first"), "{pack}");
}

#[test]
fn minutes_can_be_read_without_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    let update = [("ref", "SOC22-1.a"), ("text", "Six of nine are trained"), ("rating", "AMBER")];
    story.say(lead, "update", &update);
    story.say(lead, "target", &[("ref", "SOC22-1.a"), ("to", "2027-12-01"), ("why", "it goes well")]);
    story.say(lead, "decision", &[("ref", "SOC22-1"), ("text", "Train the rest by June")]);
    let arises = [("ref", "SOC22-1"), ("text", "Book the room"), ("owner", lead), ("target", "2027-06-01")];
    story.say(lead, "agree", &arises);
    let draft = minutes(&story, 2);
    assert!(draft.contains("Draft minutes of M2"), "{draft}");
    story.say(lead, "meeting close", &[("ref", "M2")]);
    let minutes = minutes(&story, 2);
    assert!(!minutes.contains("Draft"), "{minutes}");
    for said in [
        "a: Train them (B. Second)",
        "target of a moved to 1 Dec 2027 at M2 (before: 31 Dec 2027; 2nd date, -30 days)",
        "| SOC22-1 | Train the rest by June | A. Lead |",
        "| SOC22-1.b | Book the room | A. Lead |",
    ] {
        assert!(minutes.contains(said), "`{said}` is missing:\n{minutes}");
    }
}

#[test]
fn minutes_tell_what_was_recorded_in_the_order_of_the_agenda() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let [lead, _, dcc] = PEOPLE;
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    story.say(lead, "update", &[("ref", "SOC22-1.a"), ("text", "Six of nine"), ("rating", "AMBER")]);
    story.say(dcc, "approve", &[("ref", "SOC22-3")]);
    story.say(lead, "meeting close", &[("ref", "M2")]);
    assert!(agenda(&story, 2)[0].starts_with("SOC22-3 "), "{:?}", agenda(&story, 2));
    let minutes = minutes(&story, 2);
    let place = |heading: &str| minutes.find(heading).expect(&minutes);
    assert!(place("### SOC22-3") < place("### SOC22-1"), "{minutes}");
}

#[test]
fn only_what_the_minutes_say_is_put_right_and_who_was_not_there_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = closed(folder.path());
    let lead = PEOPLE[0];
    let verb = plenary::journey::asking::Verb::named("meeting correct").unwrap();
    let mut wrong = |item: &str, was: &str| {
        let answers = plenary::journey::asking::Answers::default();
        let answers = answers.with("ref", "M2").with("item", item).with("was", was);
        story.ask(lead, verb, answers.with("is", "zzz").with("why", "misheard")).unwrap_or_default()
    };
    let never = wrong("SOC22-1", "words that were never there");
    assert!(
        never.ends_with("nothing that was recorded on `SOC22-1` at `M2` says `words that were never there`"),
        "{never}"
    );
    let before = wrong("SOC22-1", "Recruit two investigators");
    assert!(before.contains("at `M2` says"), "what was said before the meeting is no word of it: {before}");
    let elsewhere = wrong("SOC22-2", "anything");
    assert!(elsewhere.contains("`SOC22-2` was not on the agenda of `M2`"), "{elsewhere}");
    assert_eq!(wrong("SOC22-1", "six  of nine"), "", "neither capitals nor spaces matter");
    story.say(lead, "meeting correct", &[("ref", "M2"), ("absent", "B. Second"), ("why", "he was ill")]);
    let minutes = minutes(&story, 2);
    let (_, absent) = minutes.split_once("## Not there\n").expect(&minutes);
    assert!(absent.trim_start().starts_with("- B. Second (as corrected)"), "{minutes}");
}

#[test]
fn a_correction_that_was_wrong_is_put_right_by_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = closed(folder.path());
    let right = |was: &'static str, is: &'static str| {
        [("ref", "M2"), ("item", "SOC22-1"), ("was", was), ("is", is), ("why", "misheard")]
    };
    story.say(PEOPLE[0], "meeting correct", &right("Six of nine", "Nine of nine"));
    story.say(PEOPLE[0], "meeting correct", &right("Nine of nine", "Six of nine"));
}

#[test]
fn what_was_noted_of_no_item_is_put_right_by_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    story.say(lead, "meeting note", &[("ref", "M2"), ("text", "The next is in the new building")]);
    story.say(lead, "update", &[("ref", "SOC22-1.a"), ("text", "Six of nine")]);
    story.say(lead, "meeting close", &[("ref", "M2")]);
    let right =
        |was: &'static str, is: &'static str| [("ref", "M2"), ("was", was), ("is", is), ("why", "misheard")];
    story.say(lead, "meeting correct", &right("the new building", "the old hall"));
    story.say(lead, "meeting correct", &right("the old hall", "the board room"));
    let verb = plenary::journey::asking::Verb::named("meeting correct").unwrap();
    let answers = plenary::journey::asking::Answers::default();
    let answers = answers.with("ref", "M2").with("was", "Six of nine").with("is", "Seven");
    let refused = story.ask(lead, verb, answers.with("why", "misheard")).unwrap_or_default();
    assert!(
        refused.ends_with("nothing that was noted at `M2` as any other business says `Six of nine`"),
        "{refused}"
    );
    let minutes = minutes(&story, 2);
    let said = "any other business: where the minutes say “the new building” they should say “the old hall”";
    assert!(minutes.contains(said) && minutes.contains("The next is in the new building"), "{minutes}");
}

#[test]
fn corrections_of_the_same_words_are_remarked_and_a_chain_of_them_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = closed(folder.path());
    let right = |was: &'static str, is: &'static str| {
        [("ref", "M2"), ("item", "SOC22-1"), ("was", was), ("is", is), ("why", "misheard")]
    };
    let told = |story: &Story| {
        let events = story.ledger.events(0, 200).unwrap();
        let last = events.last().unwrap();
        plenary::briefing::meeting::remarks(&[&last.record.event], &story.ledger).unwrap().join("; ")
    };
    story.say(PEOPLE[0], "meeting correct", &right("Six of nine", "Eight of nine"));
    assert_eq!(told(&story), "");
    story.say(PEOPLE[0], "meeting correct", &right("Eight", "Five"));
    assert_eq!(told(&story), "", "it puts right what was put right");
    story.say(PEOPLE[0], "meeting correct", &right("Six", "Seven"));
    assert!(
        told(&story).contains("should say “Eight of nine”; name the words that hold now"),
        "{}",
        told(&story)
    );
}

#[test]
fn somebody_who_chairs_and_sends_apologies_is_remarked_and_another_takes_the_chair() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    let plan = [("name", "Board"), ("date", "2023-01-05"), ("chair", "T. Deputy")];
    let told = |story: &Story| {
        let events = story.ledger.events(0, 200).unwrap();
        let last = events.last().unwrap();
        plenary::briefing::meeting::remarks(&[&last.record.event], &story.ledger).unwrap().join("; ")
    };
    let away = "`T. Deputy` is its chair and sends apologies";
    for chair in [None, Some(lead)] {
        story.say(lead, "meeting plan", &plan);
        let meeting = format!("M{}", story.ledger.standing().register().unwrap().meetings);
        let meeting = meeting.as_str();
        let mut open = vec![("ref", meeting), ("attendee", lead), ("apologies", "T. Deputy")];
        open.extend(chair.map(|chair| ("chair", chair)));
        story.say(lead, "meeting open", &open);
        assert_eq!(told(&story).contains(away), chair.is_none(), "{}", told(&story));
        let stands = story.ledger.standing().meeting(meeting.parse().unwrap()).unwrap().unwrap();
        assert_eq!(stands.chair.as_deref(), chair.or(Some("T. Deputy")));
    }
    let last = format!("M{}", story.ledger.standing().register().unwrap().meetings);
    story.say(lead, "meeting attend", &[("ref", &*last), ("absent", "T. Deputy")]);
    assert_eq!(told(&story), "");
}

#[test]
fn a_plenary_keeps_who_sent_apologies() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    let new = [("title", "Another"), ("published", "2023-01-04"), ("code", "NEW23")];
    story.say(lead, "inspection add", &new);
    let asks =
        [("ref", "NEW23"), ("text", "do it"), ("kind", "recommendation"), ("addressee", "Cleveland Police")];
    story.say(lead, "recommendation add", &asks);
    let verb = plenary::journey::asking::Verb::named("hold").unwrap();
    let twice = plenary::journey::asking::Answers::default();
    let twice = twice.with("ref", "NEW23").with("attendee", lead).with("apologies", lead);
    let refused = story.ask(lead, verb, twice).unwrap_or_default();
    assert!(refused.contains("is named twice"), "{refused}");
    story.say(lead, "hold", &[("ref", "NEW23"), ("attendee", lead), ("apologies", "B. Second")]);
    let number = story.ledger.standing().register().unwrap().meetings;
    let minutes = minutes(&story, number);
    let (_, sent) = minutes.split_once("## Apologies\n").expect(&minutes);
    assert!(sent.trim_start().starts_with("- B. Second"), "{minutes}");
}

#[test]
fn a_chase_belongs_to_no_meeting_though_one_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let lead = PEOPLE[0];
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    story.say(lead, "chased", &[("action", "SOC22-1.a"), ("means", "a call")]);
    story.say(lead, "status", &[("ref", "SOC22-1"), ("status", "review")]);
    for closed in [false, true] {
        let minutes = minutes(&story, 2);
        assert!(!minutes.contains("chased"), "{minutes}");
        assert!(
            minutes.contains("the inspectorate's system shows"),
            "what else was recorded stands there: {minutes}"
        );
        if !closed {
            story.say(lead, "meeting close", &[("ref", "M2")]);
        }
    }
}

#[test]
fn a_chair_of_whom_nobody_has_heard_is_remarked_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = closed(folder.path());
    for chair in ["SOC22-1", "T. Deputy"] {
        story.say(PEOPLE[0], "meeting correct", &[("ref", "M2"), ("chair", chair), ("why", "misheard")]);
    }
    let events = story.ledger.events(0, 200).unwrap();
    let events: Vec<_> = events.iter().map(|one| &one.record.event).collect();
    let told = plenary::briefing::meeting::remarks(&events, &story.ledger).unwrap();
    assert_eq!(told, ["note: `SOC22-1` is neither known here nor among those who came"]);
}

#[test]
fn a_pack_begins_with_the_governance_meeting_that_was_closed_earlier_on_the_same_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    let [lead, _, dcc] = PEOPLE;
    let sit = |story: &mut Story, meeting: &str| {
        story.say(lead, "meeting open", &[("ref", meeting), ("attendee", lead)]);
        story.say(lead, "meeting close", &[("ref", meeting)]);
    };
    story.say(
        lead,
        "meeting move",
        &[("ref", "M3"), ("date", "2023-01-05"), ("why", "the board sits twice")],
    );
    // Three are open; one comes before each closing, and one goes after the first of them.
    let add = |story: &mut Story, text: &'static str| {
        let to = ("addressee", "Cleveland Police");
        let words = [("ref", "SOC22"), ("text", text), ("kind", "recommendation"), to];
        story.say(lead, "recommendation add", &words);
    };
    add(&mut story, "before the first");
    sit(&mut story, "M2");
    add(&mut story, "between the two");
    story.say(lead, "withdraw", &[("ref", "SOC22-1"), ("why", "it was done elsewhere")]);
    story.say(dcc, "grant", &[("ref", "SOC22-1")]);
    let changed = ["What changed since 5 Jan 2023 (M2)", "SOC22-5"];
    for closed in [false, true] {
        let pack = pack(&story, 3);
        let (_, page) = pack.split_once("## What came and what went").expect(&pack);
        let page: String = page.split("## Agenda").next().unwrap().into();
        for told in [
            "after M2 (5 Jan 2023), up to M3 (5 Jan 2023)",
            "What was recorded after the closing of M2 on its day comes after M2.",
            "Open when M2 was closed (5 Jan 2023)",
        ] {
            assert!(page.contains(told), "`{told}` is missing:\n{page}");
        }
        assert!(changed.iter().all(|told| pack.contains(told)), "{pack}");
        if !closed {
            sit(&mut story, "M3");
        }
    }
    let first = pack(&story, 2);
    assert!(
        first.contains("Open when M2 was closed (5 Jan 2023)"),
        "it ends where the other begins: {first}"
    );
}

#[test]
fn a_correction_stands_beside_the_old_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = closed(folder.path());
    let lead = PEOPLE[0];
    story.today = day("2023-01-09");
    let words = [("item", "SOC22-1"), ("was", "Six of nine"), ("is", "Nine of nine")];
    let there = [("ref", "M2"), ("chair", "T. Deputy"), ("attendee", "B. Second"), ("why", "misheard")];
    story.say(lead, "meeting correct", &[&there[..], &words[..]].concat());
    let minutes = minutes(&story, 2);
    for said in [
        "Six of nine are trained",
        "Chair: T. Deputy (as corrected)",
        "B. Second (as corrected)",
        "Nobody sent apologies.",
        "Corrected on 9 Jan 2023 by A. Lead: the chair was T. Deputy (misheard)",
        "Corrected on 9 Jan 2023 by A. Lead: there: B. Second (misheard)",
        "SOC22-1: where the minutes say “Six of nine” they should say “Nine of nine” (misheard)",
    ] {
        assert!(minutes.contains(said), "`{said}` is missing:\n{minutes}");
    }
}

#[test]
fn a_past_shows_the_meeting_as_it_stood_then() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = closed(folder.path());
    story.today = day("2023-01-09");
    let correct = [("ref", "M2"), ("chair", "T. Deputy"), ("why", "misheard")];
    story.say(PEOPLE[0], "meeting correct", &correct);
    let moment = story.ledger.moment(Some("M2"), None).unwrap();
    assert_eq!(moment.day, day("2023-01-05"), "a correction moves no meeting to another day");
    let past = story.ledger.as_at(&moment).unwrap();
    let shown = past.meeting(MeetingRef(2), 100).unwrap().unwrap();
    assert_eq!((shown.meeting.chair, shown.meeting.phase), (None, Phase::Closed));
    assert_eq!(shown.closing, story.ledger.closing(MeetingRef(2)).unwrap());
    let earlier = story.ledger.as_at(&story.ledger.moment(Some("2022-12-08"), None).unwrap()).unwrap();
    assert_eq!(earlier.meeting(MeetingRef(2), 100).unwrap().unwrap().meeting.phase, Phase::Planned);
}
