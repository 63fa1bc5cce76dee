//! Somebody without a register: three ways to begin, and the few questions that two of them ask.

use super::choosing::{self, Chosen};
use super::talk::{Heard, Talk};
use crate::briefing::record::{heading_of, not_in_words};
use crate::intake;
use crate::journey::people::Role;
use crate::journey::text::{clean_line, quoted};
use crate::ledger::newcomer::{Begun, Foretold, Make, Newcomer, Wanted};

/// The ways, each with what it does.
const WAYS: [(&str, &str); 3] = [
    ("practise", "a practice register with an invented history, apart from any real one"),
    ("import", "make your register, and look at what a published response proposes"),
    ("empty", "make your register with nothing in it"),
];

/// Asks until something is made; none where the person leaves.
pub fn welcome(newcomer: &Newcomer, make: &mut Make, talk: &mut Talk) -> Option<Begun> {
    tell(newcomer, talk);
    loop {
        let words = WAYS.map(|(word, _)| word);
        let line = heard(talk, "How to begin, number or word, q leave")??;
        let wanted = match choosing::numbered_or_among(&words, &line) {
            Chosen::One(0) => Some(Wanted::Practice),
            Chosen::One(way) => own(newcomer, talk, way == 1)?,
            _ => {
                tell(newcomer, talk);
                continue;
            }
        };
        let Some(wanted) = wanted else { continue };
        match make(&wanted) {
            Ok(begun) => return Some(begun),
            Err(not_begun) => {
                talk.say(not_begun.what);
                talk.say_all(not_begun.hint.map(|hint| format!("hint: {hint}")));
            }
        }
    }
}

fn tell(newcomer: &Newcomer, talk: &mut Talk) {
    let path = newcomer.path.display().to_string();
    talk.say(format!("Plenary, in plain lines. There is no register at {} yet.", quoted_path(&path)));
    let line = |(index, (word, does)): (usize, &(&str, &str))| format!("{}. {word}: {does}.", index + 1);
    talk.say_all(WAYS.iter().enumerate().map(line));
    talk.say("A register that lies elsewhere: plenary --register PATH.");
}

fn quoted_path(path: &str) -> String {
    format!("`{}`", clean_line(path))
}

/// A line; `None` within where the person goes back, `None` around where nobody is there any more or leaves.
#[allow(clippy::option_option)]
fn heard(talk: &mut Talk, question: &str) -> Option<Option<String>> {
    match talk.ask(question) {
        Heard::Line(line) => match line.trim() {
            "q" | "quit" => None,
            "b" | "back" => Some(None),
            line => Some(Some(line.to_string())),
        },
        Heard::End => Some(None),
        Heard::Interrupted | Heard::Over => None,
    }
}

/// Asks for what a register of one's own begins with; `None` within where the person goes back.
#[allow(clippy::option_option)]
fn own(newcomer: &Newcomer, talk: &mut Talk, imports: bool) -> Option<Option<Wanted>> {
    let forces: Vec<&str> = intake::forces().collect();
    let Some(home) = home(talk, &forces)? else { return Some(None) };
    let question =
        format!("me, your name as the record will show it (the account is {}), b back", newcomer.account);
    let Some(me) = answer(talk, &question, &[], false)? else { return Some(None) };
    let words = Role::ALL.map(Role::words);
    talk.say(format!("Roles: {}.", words.join(", ")));
    let Some(role) = answer(talk, "role, a lead imports and plans, b back", &words, true)? else {
        return Some(None);
    };
    let roles: Vec<Role> = Role::ALL.into_iter().filter(|known| known.words() == role).collect();
    loop {
        let document = match imports {
            false => None,
            true => match answer(talk, "document, the path of a published response, b back", &[], false)? {
                None => return Some(None),
                document => document,
            },
        };
        let wanted =
            Wanted::Register { home: home.clone(), me: me.clone(), roles: roles.clone(), on: None, document };
        match (newcomer.foretell)(&wanted) {
            Ok(foretold) => return agreed(talk, &foretold).map(|agreed| agreed.then_some(wanted)),
            Err(not_begun) => {
                talk.say(not_begun.what);
                talk.say_all(not_begun.hint.map(|hint| format!("hint: {hint}")));
                // Another path may do; the other answers stand.
                if !imports {
                    return Some(None);
                }
            }
        }
    }
}

/// The force whose register it is. One that is none of the table is asked about before it is taken.
#[allow(clippy::option_option)]
fn home(talk: &mut Talk, forces: &[&str]) -> Option<Option<String>> {
    loop {
        let Some(said) = answer(talk, "home, the force whose register it is, b back", forces, false)? else {
            return Some(None);
        };
        let Some(near) = intake::nearest_forces(&said) else { return Some(Some(said)) };
        talk.say(format!("{} is none of the forces that are known here.", quoted(&said)));
        if !near.is_empty() {
            talk.say("Nearest:");
            talk.say_all(near.iter().enumerate().map(|(index, name)| format!("{}. {name}", index + 1)));
        }
        let question = format!("A number or name takes that one, y keeps {}, b asks again", quoted(&said));
        let Some(line) = heard(talk, &question)? else { continue };
        match choosing::numbered_or_among(&near, &line) {
            Chosen::One(index) => {
                talk.say(format!("{}.", near[index]));
                return Some(Some(near[index].to_string()));
            }
            _ if matches!(&*line.to_lowercase(), "y" | "yes") => return Some(Some(said)),
            _ => {}
        }
    }
}

/// Reads out exactly what would be made, and asks; none where nobody is there any more or leaves.
fn agreed(talk: &mut Talk, foretold: &Foretold) -> Option<bool> {
    read_out(talk, foretold);
    while let Some(line) = heard(talk, "y makes it, b back, an empty line reads it again")? {
        match &*line.to_lowercase() {
            "y" | "yes" => return Some(true),
            "n" | "no" => break,
            "" => read_out(talk, foretold),
            _ => talk.say("y makes it, b goes back and makes nothing."),
        }
    }
    talk.say("Nothing was made.");
    Some(false)
}

fn read_out(talk: &mut Talk, foretold: &Foretold) {
    talk.say("This register will be made:");
    for event in &foretold.events {
        talk.say(format!("{}.", heading_of(event).replace(" · ", ", ")));
        talk.say(event.in_words());
        talk.say_all(not_in_words(event).iter().map(|(name, value)| format!("{name}: {value}")));
    }
    talk.say_all(&foretold.remarks);
    talk.say(format!("As a command: {}", foretold.command));
}

/// An answer that is not empty: one of the choices by its beginning, or as it is where others are allowed.
#[allow(clippy::option_option)]
fn answer(talk: &mut Talk, question: &str, choices: &[&str], closed: bool) -> Option<Option<String>> {
    loop {
        let Some(line) = heard(talk, question)? else { return Some(None) };
        let line = clean_line(&line).into_owned();
        match choosing::among(choices, &line) {
            Chosen::One(index) => {
                talk.say(format!("{}.", choices[index]));
                return Some(Some(choices[index].to_string()));
            }
            Chosen::Several(found) => {
                let named: Vec<_> = found.iter().map(|index| choices[*index]).collect();
                talk.say(format!("Which: {}?", named.join(", ")));
            }
            Chosen::None if line.is_empty() => {}
            Chosen::None if closed => {
                talk.say(format!("{} is not one of {}.", quoted(&line), choices.join(", ")))
            }
            Chosen::None => return Some(Some(line)),
        }
    }
}
