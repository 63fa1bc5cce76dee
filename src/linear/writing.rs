//! A text of several lines, given line by line and ended by a single `.`, or edited outside.

use super::session::Session;
use super::talk::Heard;
use super::view::Left;
use crate::journey::text::clean;

/// What came of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    Text(String),
    /// Left empty on purpose.
    Nothing,
    /// Back to the question before.
    Back,
    /// Another request first, with these words.
    Another(String),
}

/// What the lines that are no text do.
const SIGNS: [&str; 6] = [
    ". alone ends the text.",
    ".l reads it back, .u takes the last line back.",
    ".e opens it in your editor.",
    ".b goes back without it.",
    "A text line that begins with a dot is written with two dots.",
    "Before the first line: b back, e editor, - empty, q leave.",
];

/// Asks for a text. `help` says what it is for; `before` are the words that stand there now.
pub fn write(session: &mut Session, name: &str, help: &str, before: &str) -> Result<Written, Left> {
    ask_anew(session, name, help, before);
    let mut lines = session.written_before();
    if !lines.is_empty() {
        session.talk.say("Words that were written before and not recorded are here again:");
        session.talk.say_all(&lines);
        session.talk.say(". alone takes them, .u takes the last line back; other lines come after them.");
    }
    loop {
        let question = format!("{name}, words, then . alone, ? help, b back");
        let heard = match lines.is_empty() {
            true => session.listen(&question)?,
            false => session.talk.go_on(),
        };
        let line = match heard {
            Heard::Line(line) => clean(&line).into_owned(),
            Heard::End if !lines.is_empty() => return Ok(Written::Text(lines.join("\n"))),
            Heard::End | Heard::Interrupted => return Ok(Written::Back),
            Heard::Over => return Err(Left::Out),
        };
        let done = match lines.is_empty() {
            true => first(session, line.trim(), (name, help, before), &mut lines)?,
            false => further(session, &line, &mut lines)?,
        };
        match &done {
            Some(Written::Text(text)) => session.keep_written(text),
            _ => session.keep_written(&lines.join("\n")),
        }
        if let Some(written) = done {
            return Ok(written);
        }
    }
}

fn ask_anew(session: &mut Session, name: &str, help: &str, before: &str) {
    session.talk.say(format!("{name}: {help}."));
    if !before.is_empty() {
        session.talk.say("Now:");
        session.talk.say(before);
        session.talk.say("e edits these words; other words take their place.");
    }
}

/// The first line may be a command.
fn first(
    session: &mut Session,
    line: &str,
    (name, help, before): (&str, &str, &str),
    lines: &mut Vec<String>,
) -> Result<Option<Written>, Left> {
    match line {
        "" => ask_anew(session, name, help, before),
        "?" => session.talk.say_all(SIGNS),
        "b" | ".b" => return Ok(Some(Written::Back)),
        "q" => session.leave()?,
        "-" => return Ok(Some(Written::Nothing)),
        "." => session.talk.say("Nothing is written yet."),
        "e" | ".e" => return Ok(edited(session, before)),
        _ if line.starts_with(':') => return Ok(Some(Written::Another(line[1..].trim().to_string()))),
        _ => further(session, line, lines).map(drop)?,
    }
    Ok(None)
}

fn further(session: &mut Session, line: &str, lines: &mut Vec<String>) -> Result<Option<Written>, Left> {
    let sign = line.trim();
    match sign {
        "." => return Ok(Some(Written::Text(lines.join("\n")))),
        ".b" => return Ok(Some(Written::Back)),
        ".?" => session.talk.say_all(SIGNS),
        ".l" => session.talk.say_all(lines.iter()),
        ".u" => {
            lines.pop();
            session.talk.say(
                lines.last().map_or("Nothing is left.".into(), |last| format!("The last line is: {last}")),
            );
        }
        ".e" => return Ok(edited(session, &lines.join("\n"))),
        _ => lines
            .push(sign.strip_prefix('.').filter(|rest| rest.starts_with('.')).unwrap_or(line).to_string()),
    }
    Ok(None)
}

fn edited(session: &mut Session, text: &str) -> Option<Written> {
    match session.talk.edit(text) {
        Ok(text) if text.trim().is_empty() => session.talk.say("The editor gave no words back."),
        Ok(text) => {
            session.talk.say("From the editor:");
            session.talk.say(&text);
            return Some(Written::Text(text.trim().to_string()));
        }
        Err(why) => session.talk.say(format!("The editor did not work: {why}. Write the lines here.")),
    }
    None
}
