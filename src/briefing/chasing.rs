//! Chasing: one message for an owner, with what is overdue, what falls due and what is quiet.
//! How it becomes a file is for `export`; nothing here is sent.

use chrono::{Days, NaiveDate};

use super::layout::fold;
use crate::journey::deadline::in_words;
use crate::journey::reference::ActionRef;
use crate::journey::register::Register;
use crate::journey::text::{clean, clean_line};
use crate::ledger::standing::chasing::Owed;

/// Lines of a message are at most so long, as mail programs quote them.
const WIDTH: usize = 72;

/// What messages are written from.
pub struct Occasion<'a> {
    pub register: &'a Register,
    /// The protective marking.
    pub marking: &'a str,
    /// Who chases.
    pub by: &'a str,
    pub today: NaiveDate,
    /// The latest governance meeting that is closed, and its day.
    pub last_meeting: Option<(String, NaiveDate)>,
}

/// One message, ready to be sent by somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub owner: String,
    /// Where it goes; none where nobody noted an address.
    pub address: Option<String>,
    pub by: String,
    /// The address of whoever chases.
    pub from: Option<String>,
    pub subject: String,
    pub body: String,
    /// What it names, in its order.
    pub actions: Vec<ActionRef>,
}

/// Why an action is in a message; the most pressing reason counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Overdue,
    Due,
    Quiet,
}

impl Occasion<'_> {
    /// The message to an owner who owes this; none where nothing of it presses.
    pub fn message(&self, owner: &str, owed: &[Owed]) -> Option<Message> {
        let of = |why| owed.iter().filter(move |one| self.why(one) == Some(why)).collect::<Vec<_>>();
        let (overdue, due, quiet) = (of(Why::Overdue), of(Why::Due), of(Why::Quiet));
        let all: Vec<_> = [&overdue[..], &due, &quiet].concat();
        let actions: Vec<ActionRef> = all.iter().filter_map(|one| one.action.r#ref.parse().ok()).collect();
        if actions.is_empty() {
            return None;
        }
        let address = |name: &str| self.register.person(name).and_then(|person| person.address.clone());
        let counted = [(&overdue, "overdue"), (&due, "due soon"), (&quiet, "quiet")];
        let counted = counted.iter().filter(|(some, _)| !some.is_empty());
        let counted: Vec<_> = counted.map(|(some, what)| format!("{} {what}", some.len())).collect();
        let subject =
            format!("{}: your actions at {}: {}", self.marking, self.register.home, counted.join(", "));
        Some(Message {
            owner: owner.to_string(),
            address: address(owner),
            by: self.by.to_string(),
            from: address(self.by),
            subject: clean_line(&subject).into_owned(),
            body: clean(&self.body(owner, &overdue, &due, &quiet)).into_owned(),
            actions,
        })
    }

    fn why(&self, one: &Owed) -> Option<Why> {
        let target = one.action.target;
        match () {
            () if target < self.today => Some(Why::Overdue),
            () if target <= self.soon() => Some(Why::Due),
            () if self.is_quiet(one) => Some(Why::Quiet),
            () => None,
        }
    }

    /// The last of the scheme's warning days.
    fn soon(&self) -> NaiveDate {
        let days = Days::new(u64::from(self.register.scheme.warning_days));
        self.today.checked_add_days(days).unwrap_or(NaiveDate::MAX)
    }

    /// Whether nothing was heard of it since the last governance meeting.
    fn is_quiet(&self, one: &Owed) -> bool {
        let held = self.last_meeting.as_ref().map(|(_, on)| *on);
        held.is_some_and(|held| one.silent_since.is_some_and(|since| since < held))
    }

    fn body(&self, owner: &str, overdue: &[&Owed], due: &[&Owed], quiet: &[&Owed]) -> String {
        let (marking, home) = (self.marking, &self.register.home);
        let mut body = format!("{marking}\n\n{owner},\n\n");
        let opening = format!(
            "These are actions that you own for {home}, as the register stood on {}.",
            in_words(self.today)
        );
        body.push_str(&fold(&opening, WIDTH, ""));
        let since = self.last_meeting.as_ref().map_or(String::new(), |(meeting, on)| {
            format!(" (nothing heard since {meeting} of {})", in_words(*on))
        });
        for (head, some) in [
            ("Overdue".to_string(), overdue),
            (format!("Falls due by {}", in_words(self.soon())), due),
            (format!("Quiet{since}"), quiet),
        ] {
            if !some.is_empty() {
                body.push_str(&format!("\n{head}: {}\n", some.len()));
                some.iter().for_each(|one| body.push_str(&self.told(one)));
            }
        }
        let wish = "Please say of each how it stands, or ask for a later date and say why.";
        body.push_str(&format!("\n{}\n{}\n\n{marking}\n", fold(wish, WIDTH, ""), self.by));
        body
    }

    /// One action: its date and trail, its words, when it was last heard of.
    fn told(&self, one: &Owed) -> String {
        let action = &one.action;
        let days = (action.target - self.today).num_days();
        let unit = if days.abs() == 1 { "day" } else { "days" };
        let when = match days {
            ..0 => format!("was due on {}, {} {unit} ago", in_words(action.target), -days),
            0 => "is due today".to_string(),
            _ => format!("is due on {}, in {days} {unit}", in_words(action.target)),
        };
        let trail = action.trail().map_or(String::new(), |trail| format!(" ({trail})"));
        let heard = match action.last_heard {
            None => "nothing was heard of it yet".to_string(),
            Some(day) => format!("last heard of on {}", in_words(day)),
        };
        let head = format!("{} {when}{trail}; {heard}", action.r#ref);
        format!("\n{}{}", fold(&head, WIDTH, ""), fold(&action.marked(), WIDTH, "    "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::standing::owners::ActionRow;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn owed(reference: &str, target: &str, silent_since: Option<&str>) -> Owed {
        let action = ActionRow {
            r#ref: reference.into(),
            recommendation: "SOC22-1".into(),
            text: "Fill the posts".into(),
            owner: "O. Owner".into(),
            target: day(target),
            original: day("2023-01-31"),
            moves: 0,
            rating: None,
            last_heard: None,
            added_later: false,
            condition: None,
            state: "open".into(),
            overdue: false,
            finished_as: None,
            finished_on: None,
            refused: 0,
        };
        Owed { action, silent_since: silent_since.map(day) }
    }

    fn written(owed: &[Owed]) -> Option<Message> {
        let scheme = toml::from_str(include_str!("../../data/scheme.toml")).unwrap();
        let register = Register { home: "Cleveland Police".into(), scheme, ..Register::default() };
        let last_meeting = Some(("M9".to_string(), day("2023-01-20")));
        let today = day("2023-02-02");
        let occasion =
            Occasion { register: &register, marking: "OFFICIAL", by: "A. Lead", today, last_meeting };
        occasion.message("O. Owner", owed)
    }

    #[test]
    fn an_action_stands_once_under_its_most_pressing_head() {
        let message = written(&[
            owed("SOC22-1.a", "2023-01-31", Some("2023-01-01")),
            owed("SOC22-1.b", "2023-03-02", Some("2023-01-01")),
            owed("SOC22-1.c", "2023-03-03", Some("2023-01-01")),
            owed("SOC22-1.d", "2023-03-03", Some("2023-01-20")),
        ])
        .unwrap();
        let named: Vec<_> = message.actions.iter().map(ToString::to_string).collect();
        assert_eq!(named, ["SOC22-1.a", "SOC22-1.b", "SOC22-1.c"]);
        assert_eq!(
            message.subject,
            "OFFICIAL: your actions at Cleveland Police: 1 overdue, 1 due soon, 1 quiet"
        );
        insta::assert_snapshot!(message.body);
    }

    #[test]
    fn who_owes_nothing_that_presses_gets_no_message() {
        assert_eq!(written(&[owed("SOC22-1.a", "2023-09-30", None)]), None);
        assert_eq!(written(&[]), None);
    }
}
