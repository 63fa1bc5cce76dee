//! What a line means where it is said: a number, a reference, a command, a request, or the beginning of one.

use super::Session;
use crate::journey::asking::{VERBS, Verb};
use crate::journey::reference::{ActionRef, EvidenceRef, Stream};
use crate::journey::text::quoted;
use crate::linear::asking;
use crate::linear::choosing::{self, Chosen};
use crate::linear::commands::{self, Command};
use crate::linear::tour::Deed;
use crate::linear::view::{Left, Link, Row};

/// What a word means where it was said.
#[derive(Clone)]
pub(super) enum Means {
    Command(&'static Command),
    Request(&'static Verb),
    Link(Link),
}

impl Session {
    /// What a number was told with.
    pub(super) fn choose(&mut self, number: usize) -> Result<(), Left> {
        let rows = self.top().map_or(&[][..], |top| top.rows.as_slice());
        match rows.iter().filter_map(Row::link).nth(number.wrapping_sub(1)).cloned() {
            Some(link) => {
                self.tour.saw(Deed::Chose);
                self.go(&link)
            }
            None => {
                let count = rows.iter().filter_map(Row::link).count();
                let there = if count == 0 { "none".into() } else { format!("1 to {count}") };
                self.talk.say(format!("There is no number {number} here; there is {there}."));
                Ok(())
            }
        }
    }

    /// The thing that a reference names, where it is there.
    pub(super) fn named(&mut self, said: &str) -> Result<Option<Link>, Left> {
        let standing = self.ledger.standing();
        if let Ok(action) = said.parse::<ActionRef>() {
            let holder = standing.recommendation(&action.recommendation)?;
            return Ok(
                holder.and_then(|holder| holder.action(&action.letter).map(|_| Link::Action(action.clone())))
            );
        }
        if let Ok(piece) = said.parse::<EvidenceRef>() {
            let holder = standing.holder_of_evidence(&piece.to_string())?;
            let holder = holder.and_then(|holder| holder.parse().ok());
            return Ok(holder.map(|holder| Link::Piece(holder, piece)));
        }
        let Ok(stream) = said.parse::<Stream>() else { return Ok(None) };
        let there = match &stream {
            Stream::Register => false,
            Stream::Inspection(code) => standing.inspection(code)?.is_some(),
            Stream::Recommendation(reference) => standing.recommendation(reference)?.is_some(),
            Stream::Meeting(meeting) => standing.meeting(*meeting)?.is_some(),
        };
        Ok(there.then(|| Link::to(&stream)))
    }

    /// What words mean here: a command, a request or a row, whole or by how they begin, and what follows them.
    pub(super) fn meaning(&mut self, line: &str) -> Result<Option<(Means, String)>, Left> {
        let near = self.near()?;
        let words: Vec<&str> = line.split(' ').collect();
        for taken in (1..=words.len().min(3)).rev() {
            let (said, rest) = (words[..taken].join(" "), words[taken..].join(" "));
            let takes = |means: &Means| match means {
                Means::Command(command) => rest.is_empty() || !command.takes.is_empty(),
                Means::Request(verb) => asking::given(verb, &rest, self.today).is_some(),
                Means::Link(_) => rest.is_empty(),
            };
            let near: Vec<_> = near.iter().filter(|(_, means)| takes(means)).cloned().collect();
            if let Some(means) = self.meant(&near, &said, taken == words.len())? {
                return Ok(Some((means, rest)));
            }
        }
        Ok(None)
    }

    /// What can be said here: the commands of the place, the rows that were told, the requests that fit,
    /// and behind them every other request.
    pub(super) fn near(&self) -> Result<Vec<(String, Means)>, Left> {
        let Some(top) = self.top() else { return Ok(Vec::new()) };
        let mut near: Vec<(String, Means)> = Vec::new();
        for command in commands::of(top.view.kind()).filter(|command| !command.word.is_empty()) {
            near.push((command.word.to_string(), Means::Command(command)));
        }
        for row in &top.rows {
            if let Row::Item { word, link, .. } = row
                && !word.is_empty()
            {
                near.push((word.clone(), Means::Link(link.clone())));
            }
        }
        for verb in top.view.fitting(self)? {
            near.push((verb.name.to_string(), Means::Request(verb)));
        }
        let there = |verb: &&Verb| !near.iter().any(|(word, _)| word == verb.name);
        let others: Vec<_> = VERBS.iter().filter(there).collect();
        // A mark that no word begins with: the others are found by their whole name, or where nothing nearer is.
        near.extend(others.into_iter().map(|verb| (format!("\0{}", verb.name), Means::Request(verb))));
        Ok(near)
    }

    /// The one meaning of a word; asks which where it begins several.
    pub(super) fn meant(
        &mut self,
        near: &[(String, Means)],
        said: &str,
        whole: bool,
    ) -> Result<Option<Means>, Left> {
        let far = |word: &String| word.starts_with('\0');
        let bare = |word: &String| word.trim_start_matches('\0').to_string();
        if let Some((_, means)) = near.iter().find(|(word, _)| choosing::same(&bare(word), said)) {
            return Ok(Some(means.clone()));
        }
        for far_ones in [false, true] {
            let ones: Vec<_> = near.iter().filter(|(word, _)| far(word) == far_ones).collect();
            let words: Vec<String> = ones.iter().map(|(word, _)| bare(word)).collect();
            match choosing::among(&words, said) {
                Chosen::One(index) => return Ok(Some(ones[index].1.clone())),
                Chosen::Several(found) if whole => {
                    let named: Vec<String> = found.iter().map(|index| words[*index].clone()).collect();
                    let which = self.which(said, &named)?;
                    return Ok(Some(ones[found[which]].1.clone()));
                }
                Chosen::Several(_) | Chosen::None => {}
            }
        }
        Ok(None)
    }

    /// Asks which of several words was meant.
    pub(super) fn which(&mut self, said: &str, words: &[String]) -> Result<usize, Left> {
        self.talk.say(format!("Several begin with {}:", quoted(said)));
        let told = |(index, word): (usize, &String)| format!("{}. {word}", index + 1);
        self.talk.say_all(words.iter().enumerate().map(told));
        loop {
            let line = self.line_or_back("which, number or word, b back")?;
            match choosing::numbered_or_among(words, &line) {
                Chosen::One(index) => return Ok(index),
                _ if line.is_empty() => {
                    self.talk.say_all(words.iter().enumerate().map(told));
                }
                _ => self.talk.say(format!("{} is none of them.", quoted(&line))),
            }
        }
    }
}
