//! One field of a form: what is typed or picked in it, and what it says about itself.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::editor::Editor;
use crate::journey::asking::{Answers, Ask, Field, Need, ON, Subject, Verb};
use crate::journey::day::{read_day, understood};
use crate::journey::deadline::in_words;
use crate::tui::finding::scores;
use crate::tui::screen::Around;

/// So many choices are told all at once; more are walked through.
const FEW: usize = 8;

/// A field with what is filled in.
#[derive(Debug, Clone)]
pub struct Input {
    pub field: &'static Field,
    pub editor: Editor,
    choices: Vec<String>,
    /// What is told of each choice beside it; empty where nothing is.
    about: Vec<String>,
    /// Whether it says what a request is about, and nothing around the form said that.
    open: bool,
    /// The place that is walked to in the list of choices that fit.
    walked: Option<usize>,
    /// The choice that stands in the field, where it was picked and not typed.
    picked: Option<usize>,
    /// The letters by which the answer that is being given is looked for among the choices.
    typed: String,
    /// The words with which it opened.
    opened: String,
    /// What the register says of the answer, for showing beside it.
    pub beside: String,
    pub wrong: Option<String>,
}

impl Input {
    /// An empty field, or one that already says what it is about.
    pub fn new(verb: &Verb, field: &'static Field, subject: &Subject, around: &Around) -> Input {
        let several = field.ask == Ask::Text;
        let editor = if several { Editor::of_several_lines() } else { Editor::of_one_line() };
        let mut choices = field.ask.choices(&around.register);
        let (about, more) = subject.fills(verb, field);
        let open = field.name == "ref" && about.is_none() && more.is_empty();
        choices.extend(more);
        let editor = about.map_or(editor.clone(), |about| editor.holding(&about));
        let picked = choices.iter().position(|choice| *choice == editor.text());
        Input { picked, editor, choices, open, ..Input::empty(field) }
    }

    fn empty(field: &'static Field) -> Input {
        Input {
            field,
            editor: Editor::of_one_line(),
            choices: Vec::new(),
            about: Vec::new(),
            open: false,
            walked: None,
            picked: None,
            typed: String::new(),
            opened: String::new(),
            beside: String::new(),
            wrong: None,
        }
    }

    /// Whether it is to be offered what a request may be about, which was not offered yet.
    pub fn is_open(&self) -> bool {
        self.open && self.choices.is_empty()
    }

    /// Puts words in it to begin with, unless the person has changed what it began with.
    pub fn open_with(&mut self, words: &str) {
        if self.editor.text() == self.opened {
            self.hold(words);
            self.opened = words.to_string();
        }
    }

    /// Takes out all that is filled in.
    pub fn clear(&mut self) {
        self.editor.clear();
        self.typed.clear();
        (self.picked, self.wrong, self.walked) = (None, None, None);
    }

    /// Puts other words in it, as if they had been typed.
    pub fn hold(&mut self, words: &str) {
        let empty =
            if self.field.ask == Ask::Text { Editor::of_several_lines() } else { Editor::of_one_line() };
        self.editor = empty.holding(words);
        self.typed.clear();
        self.walked = None;
        self.picked = self.choices.iter().position(|choice| *choice == words);
    }

    /// Offers more to choose from, each with what is told of it.
    pub fn offer_told(&mut self, choices: Vec<(String, String)>) {
        let (choices, about) = choices.into_iter().unzip();
        self.offer(choices);
        self.about = about;
    }

    /// The choices that fit the letters typed, the best first, while an answer is looked for; with what is told
    /// of each, and the place that is walked to. Nothing where an answer stands already.
    pub fn list(&self) -> (Vec<(&str, &str)>, Option<usize>) {
        let told = |at: usize| (self.choices[at].as_str(), self.about.get(at).map_or("", String::as_str));
        (self.fitting().into_iter().map(told).collect(), self.walked)
    }

    fn fitting(&self) -> Vec<usize> {
        let begun = !self.typed.is_empty();
        let whole = self.picked.is_some_and(|at| self.choices[at].eq_ignore_ascii_case(&self.typed));
        let stands = !begun && self.is_filled() && !self.editor.text().ends_with("; ");
        if whole || stands {
            return Vec::new();
        }
        if !begun {
            return (0..self.choices.len()).collect();
        }
        let texts = self
            .choices
            .iter()
            .enumerate()
            .map(|(at, choice)| format!("{choice} {}", self.about.get(at).map_or("", String::as_str)));
        let mut scored: Vec<_> =
            scores(&self.typed, texts).enumerate().filter_map(|(at, score)| Some((score?, at))).collect();
        scored.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        scored.into_iter().map(|(_, at)| at).collect()
    }

    /// Takes what is walked to in the list, else the best of what fits the letters typed.
    pub fn take(&mut self) {
        let fitting = self.fitting();
        let best = (!self.typed.is_empty() && self.picked.is_none()).then_some(0);
        if let Some(at) = self.walked.or(best).and_then(|place| fitting.get(place)).copied() {
            self.picked = Some(at);
            self.put(&self.choices[at].clone());
        }
        self.typed.clear();
        self.walked = None;
    }

    /// Walks in the list; false where there is none, so that the form goes to another field.
    fn walk(&mut self, down: bool) -> bool {
        let last = match self.fitting().len() {
            0 => return false,
            length => length - 1,
        };
        self.walked = match (self.walked, down) {
            (None, true) => Some(0),
            (None | Some(0), false) => return self.walked.take().is_some(),
            (Some(at), true) => Some((at + 1).min(last)),
            (Some(at), false) => Some(at - 1),
        };
        true
    }

    /// Offers more to choose from.
    pub fn offer(&mut self, choices: Vec<String>) {
        self.choices = choices;
        self.about.clear();
        self.picked = self.choices.iter().position(|choice| *choice == self.editor.text());
    }

    /// Whether several answers may stand in it, with `;` between them.
    pub fn takes_several(&self) -> bool {
        matches!(self.field.need, Need::Several | Need::Any)
    }

    pub fn has_choices(&self) -> bool {
        !self.choices.is_empty()
    }

    /// The choice that stands in the field and how many there are, for showing.
    pub fn place_among_choices(&self) -> Option<(usize, usize)> {
        self.picked.map(|at| (at + 1, self.choices.len()))
    }

    pub fn is_filled(&self) -> bool {
        !self.editor.text().trim().is_empty()
    }

    pub fn is_needed(&self) -> bool {
        matches!(self.field.need, Need::Positional | Need::Required | Need::Several)
    }

    /// Takes a key; false where it is none of the field's.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        if self.field.ask == Ask::Flag {
            return self.press_flag(key);
        }
        if self.has_choices() { self.press_choice(key) } else { self.editor.press(key) }
    }

    fn press_choice(&mut self, key: KeyEvent) -> bool {
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        match key.code {
            KeyCode::Left | KeyCode::Right => self.cycle(key.code == KeyCode::Right),
            KeyCode::Up | KeyCode::Down => return self.walk(key.code == KeyCode::Down),
            KeyCode::Enter if self.walked.is_some() => self.take(),
            KeyCode::Char(';') if self.takes_several() => self.begin_another(),
            KeyCode::Char(' ') if self.typed.is_empty() => {}
            KeyCode::Char(letter) if !letter.is_control() => {
                self.walked = None;
                self.typed.push(letter);
                self.look_up();
            }
            KeyCode::Backspace => self.take_back(),
            _ => return false,
        }
        true
    }

    fn press_flag(&mut self, key: KeyEvent) -> bool {
        let toggles = matches!(key.code, KeyCode::Char(' ' | 'y' | 'n') | KeyCode::Left | KeyCode::Right);
        if !toggles || key.modifiers.contains(KeyModifiers::CONTROL) {
            return false;
        }
        let set = match key.code {
            KeyCode::Char('y') => true,
            KeyCode::Char('n') => false,
            _ => !self.is_filled(),
        };
        self.editor = Editor::of_one_line().holding(if set { "yes" } else { "" });
        true
    }

    /// Puts the next or previous choice in the place of the answer that is being given.
    fn cycle(&mut self, forward: bool) {
        let count = self.choices.len();
        let next = match (self.picked, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.picked = Some(next);
        self.typed.clear();
        self.put(&self.choices[next].clone());
    }

    /// Picks the choice that is typed, or the only one that begins so; else what is typed stands as it is.
    fn look_up(&mut self) {
        let typed = self.typed.to_lowercase();
        let is = |choice: &String| choice.to_lowercase() == typed;
        let begins = |choice: &String| choice.to_lowercase().starts_with(&typed);
        let only = self.choices.iter().filter(|choice| begins(choice)).count() == 1;
        let whole = self.choices.iter().position(is);
        self.picked = whole.or_else(|| self.choices.iter().position(begins).filter(|_| only));
        match self.picked {
            Some(at) => self.put(&self.choices[at].clone()),
            None => self.put(&self.typed.clone()),
        }
    }

    /// Takes back the choice, or the last letter that was typed; with none of them, the answer before.
    fn take_back(&mut self) {
        self.walked = None;
        if self.picked.take().is_some() {
            self.typed.clear();
        } else if self.typed.pop().is_none() {
            let text = self.editor.text();
            let before = text.trim_end_matches([';', ' ']).rsplit_once(';').map_or("", |(before, _)| before);
            let before = if before.is_empty() { String::new() } else { format!("{before}; ") };
            self.editor = Editor::of_one_line().holding(&before);
            return;
        }
        self.put(&self.typed.clone());
    }

    fn begin_another(&mut self) {
        if self.is_filled() && !self.editor.text().ends_with("; ") {
            let text = format!("{}; ", self.editor.text());
            self.editor = Editor::of_one_line().holding(&text);
            self.picked = None;
            self.typed.clear();
        }
    }

    /// Puts words in the place of the answer that is being given: the last one, where there may be several.
    fn put(&mut self, answer: &str) {
        let text = self.editor.text();
        let before = match (self.takes_several(), text.rsplit_once(';')) {
            (true, Some((before, _))) => format!("{before}; "),
            _ => String::new(),
        };
        self.editor = Editor::of_one_line().holding(&format!("{before}{answer}"));
    }

    /// Writes the field's answers where a request is made from.
    pub fn fill(&self, answers: &mut Answers) {
        let text = self.editor.text();
        if !self.takes_several() {
            return answers.fill(self.field.name, text.trim_end());
        }
        for answer in text.split(';') {
            answers.fill(self.field.name, answer.trim());
        }
    }

    /// The day that is typed; none where nothing is.
    pub fn day(&self, today: NaiveDate) -> Result<Option<NaiveDate>, String> {
        let text = self.editor.text();
        if text.trim().is_empty() {
            return Ok(None);
        }
        read_day(&text, today, self.field.lean()).map(Some).map_err(|wrong| wrong.to_string())
    }

    /// Looks at what is filled in when the person leaves the field.
    pub fn check(&mut self, today: NaiveDate) {
        self.wrong = match self.field.ask {
            Ask::Date => self.day(today).err(),
            ask if ask.is_closed() => self.no_choice(),
            _ => None,
        };
    }

    /// The answers to choose from, where there are no others and few enough to tell.
    pub fn all_choices(&self) -> Option<String> {
        let few = self.field.ask.is_closed() && (1..=FEW).contains(&self.choices.len());
        few.then(|| self.choices.join(", "))
    }

    /// What is wrong with an answer that is none of the choices.
    fn no_choice(&self) -> Option<String> {
        let plainly = |said: &str| said.trim().replace([' ', '_'], "-").to_lowercase();
        let text = self.editor.text();
        let is_none = |said: &&str| {
            !said.trim().is_empty() && !self.choices.iter().any(|one| plainly(one) == plainly(said))
        };
        let said = text.split(';').find(is_none)?.trim();
        let allowed: Vec<_> = self.choices.iter().map(|choice| format!("`{choice}`")).collect();
        Some(format!("`{said}` is not one of {}", allowed.join(", ")))
    }

    /// What stands beside the answer: the day that was understood, or what a code means.
    pub fn meaning(&self, around: &Around) -> String {
        if !self.beside.is_empty() {
            return self.beside.clone();
        }
        match self.field.ask {
            Ask::Date if self.field.name == ON.name && !self.is_filled() => today(around),
            Ask::Date => match self.day(around.today) {
                Ok(day) => day.map_or(String::new(), |day| format!("= {}", understood(day, around.today))),
                Err(_) => "no day yet".into(),
            },
            ask => ask.meaning_of(&self.editor.text(), &around.register.scheme),
        }
    }
}

/// What stands where no day is set: today, and the other day that was set last.
fn today(around: &Around) -> String {
    let last = around.last_on.filter(|day| *day != around.today);
    let last = last.map_or(String::new(), |day| format!("; last time {}", in_words(day)));
    format!("{}, today{last}", in_words(around.today))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: Field = Field { name: "attendee", ask: Ask::Line, need: Need::Several, help: "" };

    fn among(choices: &[&str]) -> Input {
        let editor = Editor::of_one_line();
        let choices = choices.iter().map(ToString::to_string).collect();
        Input { editor, choices, ..Input::empty(&PEOPLE) }
    }

    fn typed(input: &mut Input, words: &str) -> String {
        for letter in words.chars() {
            input.press(KeyCode::Char(letter).into());
        }
        input.editor.text()
    }

    #[test]
    fn a_choice_is_picked_by_its_first_letters_and_typing_on_changes_nothing() {
        let mut input = among(&["A. Lead", "T. Deputy", "T. Dean"]);
        assert_eq!(typed(&mut input, "a"), "A. Lead");
        assert_eq!(typed(&mut input, ". Lead; T. De"), "A. Lead; T. De");
        assert_eq!(typed(&mut input, "p"), "A. Lead; T. Deputy");
        assert_eq!(typed(&mut input, "uty"), "A. Lead; T. Deputy");
    }

    #[test]
    fn a_name_that_is_no_choice_stands_as_it_is_typed() {
        let mut input = among(&["A. Lead", "T. Deputy"]);
        assert_eq!(typed(&mut input, "T. Guest"), "T. Guest");
        assert_eq!(typed(&mut input, "; A"), "T. Guest; A. Lead");
    }

    #[test]
    fn a_backspace_takes_back_a_choice_then_letters_then_the_answer_before() {
        let mut input = among(&["A. Lead", "T. Deputy"]);
        typed(&mut input, "A; Tx");
        for left in ["A. Lead; T", "A. Lead; ", "", ""] {
            input.press(KeyCode::Backspace.into());
            assert_eq!(input.editor.text(), left);
        }
    }

    #[test]
    fn letters_narrow_the_list_whatever_stands_between_them_and_taking_fills_the_best() {
        let mut input = among(&["A. Lead", "T. Deputy", "T. Dean"]);
        let all: Vec<_> = input.list().0.iter().map(|(choice, _)| choice.to_string()).collect();
        assert_eq!(all, ["A. Lead", "T. Deputy", "T. Dean"]);
        typed(&mut input, "dpty");
        assert_eq!(input.list().0, [("T. Deputy", "")]);
        input.take();
        assert_eq!(input.editor.text(), "T. Deputy");
        assert!(input.list().0.is_empty(), "an answer stands");
        typed(&mut input, ";");
        assert_eq!(input.list().0.len(), 3, "another answer is looked for");
    }

    #[test]
    fn the_list_is_walked_and_enter_takes_what_is_walked_to() {
        let mut input = among(&["A. Lead", "T. Deputy", "T. Dean"]);
        for code in [KeyCode::Down, KeyCode::Down, KeyCode::Down, KeyCode::Down, KeyCode::Up] {
            assert!(input.press(code.into()));
        }
        assert_eq!(input.list().1, Some(1));
        assert!(input.press(KeyCode::Enter.into()));
        assert_eq!(input.editor.text(), "T. Deputy");
        assert!(!input.press(KeyCode::Down.into()), "the form goes on to the next field");
    }

    #[test]
    fn words_that_fit_no_choice_are_taken_as_they_are() {
        let mut input = among(&["A. Lead", "T. Deputy"]);
        typed(&mut input, "N. Beat");
        input.take();
        assert_eq!(input.editor.text(), "N. Beat");
    }

    #[test]
    fn left_and_right_go_round_the_choices() {
        let mut input = among(&["A. Lead", "T. Deputy"]);
        for shown in ["T. Deputy", "A. Lead", "T. Deputy"] {
            input.press(KeyCode::Left.into());
            assert_eq!(input.editor.text(), shown);
        }
    }
}
