//! The form of any verb: its fields from the verbs' own table, and the day on which it happened.
//! What it would record is found out when the person goes on; the words stay until they are recorded
//! or discarded on purpose.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::correcting::Kept;
use super::input::Input;
use super::offers;
use crate::journey::asking::{Answers, Ask, ON, Verb, by_name};
use crate::journey::reference::{InspectionCode, RecommendationRef};
use crate::ledger::Ledger;
use crate::ledger::drafts::{Draft as Typed, Of};
use crate::ledger::standing::known::Known;
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::{cut, wrap};
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Draft, Effect, News, Screen, Subject};

/// The field that says what a request is about.
const REF: &str = "ref";
/// The column of the fields' names.
const NAMES: usize = 14;
/// So many lines of a text are shown while it is typed, and while it is not.
const TALL: usize = 6;
const LOW: usize = 2;

pub struct Form {
    verb: &'static Verb,
    /// What it was about when it was opened.
    about: String,
    inputs: Vec<Input>,
    at: usize,
    touched: bool,
    /// Asked whether to discard what was typed.
    discarding: bool,
    not_done: Vec<String>,
    /// The marked recommendations for each of which it is filled in.
    each: Vec<String>,
    /// Where it was opened from the minuting of a meeting: whose words it holds, and about what.
    minuted: Option<Of>,
    /// What stood in each field when it was opened.
    opened: Vec<String>,
}

impl Form {
    /// The form of a verb, about what the person is looking at.
    pub fn new(verb: &'static Verb, subject: &Subject, around: &Around) -> Form {
        let fields = verb.fields.iter().chain([&ON]);
        let inputs: Vec<_> = fields.map(|field| Input::new(verb, field, subject, around)).collect();
        let at = inputs.iter().position(|input| !input.is_filled()).unwrap_or(0);
        let about = inputs.first().map_or(String::new(), |input| input.editor.text());
        let opened = inputs.iter().map(|input| input.editor.text()).collect();
        let minuted = subject.at.as_ref().map(|meeting| Of {
            person: around.actor.clone(),
            about: format!("{meeting} {} {about}", verb.name),
        });
        Form {
            verb,
            about,
            inputs,
            at,
            touched: false,
            discarding: false,
            not_done: Vec::new(),
            each: Vec::new(),
            minuted,
            opened,
        }
    }

    /// The same for each of several: what it is about is not asked.
    pub fn for_each_of(mut self, each: Vec<String>) -> Form {
        self.inputs.retain(|input| input.field.name != REF);
        self.at = self.inputs.iter().position(|input| !input.is_filled()).unwrap_or(0);
        Form { about: each.join(" "), each, minuted: None, ..self }
    }

    /// What it was about when it was opened.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Fills its fields with what a request says.
    pub fn fill(&mut self, answers: &Answers) {
        for input in &mut self.inputs {
            let all = answers.all(input.field.name);
            if !all.is_empty() {
                input.hold(&all.join("; "));
            }
        }
        self.at = self.inputs.iter().position(|input| input.is_needed() && !input.is_filled()).unwrap_or(0);
    }

    /// Puts the words back that were in it when it was left.
    pub fn restore(&mut self, kept: &Kept) {
        for (name, words) in &kept.words {
            if let Some(input) = self.inputs.iter_mut().find(|input| input.field.name == *name) {
                input.hold(words);
            }
        }
        self.touched = true;
    }

    /// Whether its words are kept with the minutes of a meeting.
    pub fn is_minuted(&self) -> bool {
        self.minuted.is_some()
    }

    /// Puts the words back that were typed into it while a meeting was minuted, and never recorded;
    /// whether there were any.
    pub fn find_typed(&mut self, recall: impl Fn(&Of) -> Option<Typed>) -> bool {
        let Some(of) = self.minuted.clone() else { return false };
        let before = self.touched;
        for input in &mut self.inputs {
            if let Some(draft) = recall(&field_of(&of, input)) {
                input.hold(&draft.text);
                self.touched = true;
            }
        }
        self.touched && !before
    }

    /// The words that would be lost, to be kept while it is left.
    fn kept(&self) -> Kept {
        let filled = self.inputs.iter().filter(|input| input.is_filled());
        let words = filled.map(|input| (input.field.name, input.editor.text())).collect();
        Kept { verb: self.verb.name, about: self.about.clone(), words }
    }

    fn is_text(&self) -> bool {
        self.inputs.get(self.at).is_some_and(|input| input.field.ask == Ask::Text)
    }

    fn go(&mut self, to: usize, around: &Around) {
        if let Some(left) = self.inputs.get_mut(self.at) {
            left.take();
            left.check(around.today);
        }
        self.at = to.min(self.inputs.len() - 1);
    }

    fn next(&mut self, around: &Around) {
        self.go((self.at + 1) % self.inputs.len(), around);
    }

    fn previous(&mut self, around: &Around) {
        self.go((self.at + self.inputs.len() - 1) % self.inputs.len(), around);
    }

    /// On to the confirm, unless a field already says that it is wrong.
    fn go_on(&mut self, around: &Around) -> Vec<Effect> {
        self.inputs.iter_mut().for_each(|input| {
            input.take();
            input.check(around.today);
        });
        self.not_done.clear();
        if let Some(wrong) = self.inputs.iter().position(|input| input.wrong.is_some()) {
            self.at = wrong;
            return Vec::new();
        }
        let (on, fields) = match self.inputs.split_last() {
            Some((on, fields)) => (on.day(around.today).ok().flatten(), fields),
            None => (None, self.inputs.as_slice()),
        };
        let mut answers = Answers::default();
        fields.iter().for_each(|input| input.fill(&mut answers));
        vec![Effect::Preview(Draft {
            verb: self.verb,
            answers,
            on,
            seen: around.head,
            each: self.each.clone(),
        })]
    }

    /// Shows what the register says of the thing it is about: an amendment begins with the old words,
    /// a reassignment shows the owner.
    fn look_up(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        let Some(about) = self.inputs.iter_mut().find(|input| input.field.name == REF) else { return Ok(()) };
        let known = Known::of(about.editor.text().trim(), ledger.standing())?;
        about.beside = known.told();
        for input in &mut self.inputs {
            match (self.verb.name, input.field.name) {
                ("amend", "text") => input.open_with(&known.words),
                ("reassign", "owner") => {
                    input.beside = known.owner.as_ref().map_or(String::new(), |owner| format!("now {owner}"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The inspection that it is about, itself or one of its recommendations.
    fn inspection(&self) -> Option<InspectionCode> {
        let about = self.inputs.iter().find(|input| input.field.name == REF)?.editor.text();
        let part = about.trim().parse::<RecommendationRef>().map(|reference| reference.inspection);
        part.or_else(|_| about.trim().parse()).ok()
    }

    /// A plenary that was planned, and whose day has come, is the one that is held, unless the person says otherwise.
    fn find_planned(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let (true, Some(inspection)) = (self.verb.name == "hold", self.inspection()) else { return Ok(()) };
        let planned = ledger.standing().plenaries_planned(Some(&inspection))?;
        let planned = planned.iter().find(|one| one.can_begin(around.today));
        let planned = planned.map_or(String::new(), |planned| planned.reference.to_string());
        if let Some(input) = self.inputs.iter_mut().find(|input| input.field.name == "meeting") {
            input.open_with(&planned);
        }
        Ok(())
    }

    /// Empties the field.
    fn clear(&mut self) -> Vec<Effect> {
        let Some(input) = self.inputs.get_mut(self.at) else { return Vec::new() };
        input.clear();
        self.touched = true;
        vec![Effect::Load]
    }

    fn leave(&mut self) -> Vec<Effect> {
        if self.touched {
            self.discarding = true;
            return Vec::new();
        }
        vec![Effect::Leave]
    }
}

/// Under which name the words of a field are kept: as the plain lines keep them.
fn field_of(of: &Of, input: &Input) -> Of {
    Of { about: format!("{} {}", of.about, input.field.name), ..of.clone() }
}

impl Screen for Form {
    fn place(&self) -> Place {
        if self.discarding { Place::Discard } else { Place::Form }
    }

    fn fits(&self, act: Act) -> bool {
        match act {
            Act::EditOutside => self.is_text(),
            // Before there is a register nothing else can be asked for.
            Act::Palette => Verb::named(self.verb.name).is_some(),
            _ => true,
        }
    }

    fn choose(&mut self, row: usize) {
        if !self.discarding {
            self.at = row.min(self.inputs.len() - 1);
        }
    }

    /// What there is to choose from stands in the register, and may have been added since.
    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let inspection = self.inspection();
        for input in self.inputs.iter_mut() {
            if let Some(choices) = offers::of(input, self.verb, inspection.as_ref(), ledger, around)? {
                input.offer_told(choices);
            }
        }
        self.look_up(ledger)?;
        self.find_planned(ledger, around)
    }

    fn typed(&mut self, key: KeyEvent, around: &Around) -> Option<Vec<Effect>> {
        if self.discarding {
            return None;
        }
        let input = self.inputs.get_mut(self.at)?;
        if input.press(key) {
            input.wrong = None;
            self.touched = true;
            let looked_up = input.field.name == REF || matches!(input.field.ask, Ask::File | Ask::Path);
            return Some(looked_up.then_some(Effect::Load).into_iter().collect());
        }
        match key.code {
            KeyCode::Up => self.previous(around),
            KeyCode::Down => self.next(around),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Back if self.discarding => self.discarding = false,
            Act::Discard => return Some(vec![Effect::Keep(self.kept()), Effect::Leave]),
            Act::EditOutside => {
                let words = self.inputs.get(self.at).map_or(String::new(), |input| input.editor.text());
                return Some(vec![Effect::EditOutside(words)]);
            }
            Act::Back => return Some(self.leave()),
            Act::Clear => return Some(self.clear()),
            Act::NextField => self.next(around),
            Act::PreviousField => self.previous(around),
            Act::Enter if self.at + 1 < self.inputs.len() => self.next(around),
            Act::Enter | Act::GoOn => return Some(self.go_on(around)),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Misasked(all) => {
                for input in &mut self.inputs {
                    let mine = all.iter().find(|wrong| wrong.field == input.field.name);
                    input.wrong = mine.map(|wrong| by_name(&wrong.what));
                }
                self.at = self.inputs.iter().position(|input| input.wrong.is_some()).unwrap_or(self.at);
            }
            News::NotDone { what, hint } => {
                self.not_done =
                    std::iter::once(what).chain(hint.map(|hint| format!("hint: {hint}"))).collect();
            }
            News::Edited(words) => {
                if let Some(input) = self.inputs.get_mut(self.at).filter(|input| input.field.ask == Ask::Text)
                {
                    input.hold(words.trim_end());
                    self.touched = true;
                }
            }
            News::Changed { .. } | News::Problems(_) | News::Recorded(_) | News::Together(_) => {}
        }
    }

    fn unsaved(&self) -> bool {
        self.touched
    }

    /// What differs from what stood in it when it was opened.
    fn minuted(&self) -> Vec<(Of, Typed)> {
        let Some(of) = self.minuted.as_ref().filter(|_| self.touched) else { return Vec::new() };
        let typed = |(input, opened): (&Input, &String)| {
            let text = Some(input.editor.text()).filter(|text| text != opened).unwrap_or_default();
            (field_of(of, input), Typed { text, ..Typed::default() })
        };
        self.inputs.iter().zip(&self.opened).map(typed).collect()
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let heading = match self.each.len() {
            0 => self.verb.name.to_string(),
            several => format!("{} · for all {several} that are marked", self.verb.name),
        };
        title(frame, area, &heading, around);
        let about = wrap(self.verb.about, usize::from(area.width).saturating_sub(2));
        let inside = inside(area, 2 + about.len() as u16);
        for (index, line) in about.into_iter().enumerate() {
            let y = area.y + 1 + index as u16;
            frame.render_widget(Line::styled(line, around.theme.dim()), Rect { y, height: 1, ..inside });
        }
        let told = self.told(inside.width as usize, around);
        let fields = Rect { height: inside.height.saturating_sub(told.len() as u16 + 1), ..inside };
        let (lines, focus, parts) = self.lines(fields.width as usize, around);
        let start = seen_from(focus.y as usize, lines.len(), fields.height as usize);
        for (index, line) in lines.into_iter().skip(start).take(fields.height as usize).enumerate() {
            frame.render_widget(line, Rect { y: fields.y + index as u16, height: 1, ..fields });
        }
        for (index, part) in parts.into_iter().enumerate() {
            let seen = part.start.max(start)..part.end.min(start + fields.height as usize);
            let y = fields.y + seen.start.saturating_sub(start) as u16;
            frame.spot(Rect { y, height: seen.len() as u16, ..fields }, Click::Field(index));
        }
        for (index, line) in told.into_iter().enumerate() {
            let y = fields.bottom() + 1 + index as u16;
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
        if !self.discarding {
            let y = fields.y + focus.y - start as u16;
            frame.set_cursor_position(Position {
                x: (fields.x + focus.x).min(fields.right().saturating_sub(1)),
                y,
            });
        }
    }
}

impl Form {
    /// What stands below the fields: the question, the refusal, else the help of the field.
    fn told(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let wrapped = |text: &str, style: Style| -> Vec<Line<'static>> {
            wrap(text, width).into_iter().map(|line| Line::from(Span::styled(line, style))).collect()
        };
        if self.discarding {
            let until = if self.minuted.is_some() { "they are recorded" } else { "you leave Plenary" };
            let said = format!(
                "leave this form? y or esc leaves: nothing of it is recorded, and its words are kept until \
                 {until}; n stays"
            );
            return wrapped(&said, theme.bad());
        }
        if !self.not_done.is_empty() {
            return self.not_done.iter().flat_map(|line| wrapped(line, theme.bad())).collect();
        }
        let Some(input) = self.inputs.get(self.at) else { return Vec::new() };
        let mut lines = wrapped(input.field.help, Style::new());
        let how = how_to_fill(input);
        if !how.is_empty() {
            lines.extend(wrapped(&how, theme.dim()));
        }
        lines
    }

    /// All fields as lines, where the cursor is among them, and which lines are whose.
    fn lines(&self, width: usize, around: &Around) -> (Vec<Line<'static>>, Position, Vec<Range<usize>>) {
        let (mut lines, mut focus, mut parts) = (Vec::new(), Position::default(), Vec::new());
        for (index, input) in self.inputs.iter().enumerate() {
            let here = index == self.at;
            let from = lines.len();
            let cursor = input_lines(input, here, width, around, &mut lines);
            parts.push(from..lines.len());
            if here {
                focus = Position { x: (NAMES + 2 + cursor.1) as u16, y: (from + cursor.0) as u16 };
            }
        }
        (lines, focus, parts)
    }
}

/// The part of the lines that is seen: the focused one is among them.
fn seen_from(at: usize, length: usize, height: usize) -> usize {
    crate::tui::drawing::list::first_seen(at, length, height)
}

fn how_to_fill(input: &Input) -> String {
    let several = if input.takes_several() { "; between several answers write `;`" } else { "" };
    let how = match input.field.ask {
        Ask::Flag => "space says yes or no",
        Ask::Text => "several lines: enter begins a new one, tab goes to the next field",
        _ if input.has_choices() => "letters narrow the list, down and tab take one; left and right choose",
        Ask::Date => input.field.lean().in_words(),
        _ => "",
    };
    let all = input.all_choices().map_or(String::new(), |all| format!("{all}: "));
    format!("{all}{how}{several}").trim_start_matches("; ").to_string()
}

/// Adds the lines of one field; gives the line and cell of the cursor among them.
fn input_lines(
    input: &Input,
    here: bool,
    width: usize,
    around: &Around,
    lines: &mut Vec<Line<'static>>,
) -> (usize, usize) {
    let room = width.saturating_sub(NAMES + 3).max(1);
    let (texts, (row, cell)) = input.editor.lines(room);
    let height = if here { TALL } else { LOW };
    // Left alone, a text is read from its beginning.
    let first = if here { seen_from(row, texts.len(), height) } else { 0 };
    for (index, text) in texts.iter().skip(first).take(height).enumerate() {
        lines.push(text_line(input, index == 0, here, text, room, around));
    }
    let dim = around.theme.dim();
    let mut below =
        |text: String, style: Style| lines.push(Line::styled(format!("{:NAMES$}  {text}", ""), style));
    match texts.len().saturating_sub(first + height) {
        0 => {}
        hidden => below(format!("… {hidden} more"), dim),
    }
    if here {
        list_lines(input, room, around).into_iter().for_each(|(text, style)| below(text, style));
    }
    if let Some(wrong) = &input.wrong {
        wrap(&format!("! {wrong}"), room).into_iter().for_each(|line| below(line, around.theme.bad()));
    }
    (row.saturating_sub(first), cell)
}

/// So many of the choices that fit are shown at a time.
const LISTED: usize = 5;

/// The choices that fit the letters typed, those around the one that is walked to.
fn list_lines(input: &Input, room: usize, around: &Around) -> Vec<(String, Style)> {
    let (fitting, walked) = input.list();
    let from = seen_from(walked.unwrap_or(0), fitting.len(), LISTED);
    let line = |(at, (choice, about)): (usize, &(&str, &str))| {
        let (mark, style) = match walked {
            Some(walked) if walked == at => ("▸", around.theme.strong()),
            _ => (" ", around.theme.dim()),
        };
        (cut(&format!("{mark} {choice}  {about}"), room).trim_end().to_string(), style)
    };
    let mut lines: Vec<_> = fitting.iter().enumerate().skip(from).take(LISTED).map(line).collect();
    if fitting.len() > from + LISTED {
        lines.push((format!("  … {} more", fitting.len() - from - LISTED), around.theme.dim()));
    }
    lines
}

/// One line of what is filled in; the first carries the field's name and what stands beside the answer.
fn text_line(
    input: &Input,
    is_first: bool,
    here: bool,
    text: &str,
    room: usize,
    around: &Around,
) -> Line<'static> {
    let name = if is_first { name_of(input) } else { String::new() };
    let style = if here { around.theme.strong() } else { Style::new() };
    let marker = if here { "▌" } else { " " };
    let mut spans = vec![
        Span::styled(format!("{name:NAMES$}"), style),
        Span::styled(format!("{marker} "), style),
        Span::raw(text.to_string()),
    ];
    if is_first {
        spans.extend(beside(input, here, &input.meaning(around), room, text, around.theme.dim()));
    }
    Line::from(spans)
}

fn name_of(input: &Input) -> String {
    let mark = if input.is_needed() && !input.is_filled() { " *" } else { "" };
    cut(&format!("{}{mark}", input.field.name), NAMES - 1)
}

/// What stands beside an answer: which choice it is, and what it means.
fn beside(
    input: &Input,
    here: bool,
    meaning: &str,
    room: usize,
    text: &str,
    dim: Style,
) -> Option<Span<'static>> {
    use unicode_width::UnicodeWidthStr;
    let among = input.place_among_choices().filter(|_| here);
    let among = among.map_or(String::new(), |(at, count)| format!("({at} of {count})"));
    let said = [meaning, &among].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    let room = room.checked_sub(text.width() + 3)?;
    (!said.is_empty()).then(|| Span::styled(format!("   {}", cut(&said, room)), dim))
}
