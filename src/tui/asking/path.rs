//! Where a file is to be written: a path that is typed, with one that is proposed.
//! A path that is not whole is taken from the register's own folder, and the screen says so.

use std::path::{Path, PathBuf};

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::editor::Editor;
use crate::briefing::paper::Topic;
use crate::export::list::Form;
use crate::export::paper::period::Span;
use crate::export::paper::{Format, Order};
use crate::export::task::Task;
use crate::export::{auditing, chasing};
use crate::ledger::finding::Wanted;
use crate::ledger::past::Moment;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Put, at_home};
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::wrap;
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, Screen};

pub struct Where {
    what: What,
    path: Editor,
    /// The moment at which the register is looked at, where that has passed.
    past: Option<Moment>,
    /// The register's folder; known once it was loaded.
    folder: Option<PathBuf>,
    wrong: Option<String>,
}

/// What is to be written there.
enum What {
    Copy,
    List(Box<Wanted>),
    Paper(Topic, Box<Counting>),
    /// Messages to these owners; to everybody who owes something that presses where none is named.
    Messages(Vec<String>, chasing::Form),
    Dates,
    /// A folder for an audit, with the stored files of evidence or without them.
    Audit(bool),
}

/// What else is chosen of a paper: the period that its first page counts, and whether a file that is there already
/// is replaced.
struct Counting {
    from: Editor,
    until: Editor,
    /// The line that is typed in: the path, then these two.
    at: usize,
    replacing: bool,
}

impl Default for Counting {
    fn default() -> Counting {
        let line = Editor::of_one_line;
        Counting { from: line(), until: line(), at: 0, replacing: false }
    }
}

impl Counting {
    /// What is typed in the line that is chosen.
    fn help(&self) -> &'static str {
        match (self.at, self.replacing) {
            (1, _) => {
                "a day or a meeting after which the numbers of page one count; else the governance meeting before"
            }
            (2, _) => {
                "a day or a meeting up to which the numbers of page one count; else today, or the pack's meeting"
            }
            (_, true) => {
                "a name that ends in .docx, .html, .md, .xlsx, .csv or .json; a file that is there already is \
                 REPLACED (ctrl-o leaves it)"
            }
            (_, false) => {
                "a name that ends in .docx, .html, .md, .xlsx, .csv or .json; a file that is there already stays \
                 (ctrl-o replaces it)"
            }
        }
    }

    /// The period in the words that were typed.
    fn span(&self) -> Span {
        let said = |line: &Editor| Some(line.text().trim().to_string()).filter(|words| !words.is_empty());
        Span { from: said(&self.from), until: said(&self.until) }
    }
}

impl Where {
    /// A copy of the register.
    pub fn for_a_copy() -> Where {
        Where::of(What::Copy)
    }

    /// A list, as it is filtered now.
    pub fn for_a_list(wanted: Wanted) -> Where {
        Where::of(What::List(Box::new(wanted)))
    }

    /// A paper.
    pub fn for_a_paper(topic: Topic) -> Where {
        Where::of(What::Paper(topic, Box::default()))
    }

    /// Messages to owners, a file for each.
    pub fn for_messages(owners: Vec<String>) -> Where {
        Where::of(What::Messages(owners, chasing::Form::default()))
    }

    /// Every date, for calendars.
    pub fn for_dates() -> Where {
        Where::of(What::Dates)
    }

    /// A folder for an audit.
    pub fn for_an_audit() -> Where {
        Where::of(What::Audit(true))
    }

    fn of(what: What) -> Where {
        Where { what, path: Editor::of_one_line(), past: None, folder: None, wrong: None }
    }

    fn typed_path(&self) -> PathBuf {
        let typed = at_home(self.path.text().trim());
        self.folder.as_ref().map_or(typed.clone(), |folder| folder.join(typed))
    }

    fn task(&self, around: &Around) -> Result<Task, String> {
        if self.path.text().trim().is_empty() {
            return Err("nothing is named".into());
        }
        let to = self.typed_path();
        let marking = || around.settings.marking_of(around.practice).to_string();
        match &self.what {
            What::Messages(owners, form) => {
                let (owners, form, by) = (owners.clone(), *form, around.actor.clone());
                let order = chasing::Order { owners, form, marking: marking(), by };
                Ok(Task::Chase { order: Box::new(order), to })
            }
            What::Dates if to.extension().is_some_and(|ending| ending == "ics") => {
                Ok(Task::Dates { marking: marking(), to })
            }
            What::Dates => Err(format!("`{}` does not end in `.ics`", to.display())),
            What::Copy => Ok(Task::BackUp(to)),
            What::Audit(evidence) => {
                Ok(Task::Audit { order: auditing::Order { marking: marking(), evidence: *evidence }, to })
            }
            What::List(wanted) => match Form::of_name(&to) {
                Some(form) => Ok(Task::Export { wanted: wanted.clone(), form, to, past: self.past.clone() }),
                None => Err(format!("`{}` ends in neither `.csv` nor `.json`", to.display())),
            },
            What::Paper(topic, counting) => match Format::of_name(&to) {
                Some(format) => {
                    let span = if topic.reconciles() { counting.span() } else { Span::default() };
                    let order = Order { topic: topic.clone(), span, marking: marking(), format };
                    let put = if counting.replacing { Put::Replacing } else { Put::New };
                    Ok(Task::Brief { order: Box::new(order), to, put, past: self.past.clone() })
                }
                None => Err(format!("`{}` ends in none of {}", to.display(), Format::endings())),
            },
        }
    }

    fn heading(&self) -> String {
        match &self.what {
            What::Copy => "Back up · where the copy goes".into(),
            What::List(_) => "Export · where the list goes, as it is filtered now".into(),
            What::Paper(topic, _) => format!("Brief · {}", topic.words()),
            What::Messages(owners, form) => {
                let whom = match owners.as_slice() {
                    [] => "everybody".to_string(),
                    [one] => one.clone(),
                    several => format!("{} owners", several.len()),
                };
                format!("Chase · {whom} · as {}", form.word())
            }
            What::Dates => "Dates · where the file for calendars goes".into(),
            What::Audit(true) => "Audit · with the files of evidence".into(),
            What::Audit(false) => "Audit · without the files of evidence".into(),
        }
    }

    fn help(&self) -> &'static str {
        match &self.what {
            What::Copy => {
                "the copy is opened and proved before it gets its name; nothing is ever written over"
            }
            What::List(_) => "a name that ends in .csv or .json; nothing is ever written over",
            What::Audit(_) => {
                "a folder that is not there yet: the log, what was signed, the keys, and a script that checks all of it without Plenary; tab leaves the files of evidence out or takes them in"
            }
            What::Messages(..) => {
                "a folder that is empty or not there yet; a mail program opens each .eml as a draft, and nothing is sent"
            }
            What::Dates => {
                "a name that ends in .ics; imported again, it updates what it made; nothing is ever written over"
            }
            What::Paper(_, counting) => counting.help(),
        }
    }

    /// The lines that can be typed in, each with its name: the path, and of a paper that counts over a period also that.
    fn typed_lines(&self) -> Vec<(&'static str, &Editor)> {
        match &self.what {
            What::Paper(topic, counting) if topic.reconciles() => {
                vec![("file", &self.path), ("from", &counting.from), ("until", &counting.until)]
            }
            _ => vec![("file", &self.path)],
        }
    }

    /// Which of them the next letter goes to.
    fn at(&self) -> usize {
        match &self.what {
            What::Paper(topic, counting) if topic.reconciles() => counting.at,
            _ => 0,
        }
    }

    /// The line that the next letter goes to.
    fn line(&mut self) -> &mut Editor {
        match (self.at(), &mut self.what) {
            (1, What::Paper(_, counting)) => &mut counting.from,
            (2, What::Paper(_, counting)) => &mut counting.until,
            _ => &mut self.path,
        }
    }

    /// Proposes a name that is free in the folder.
    fn propose(&mut self, folder: &Path, (stem, ending): (&str, &str)) {
        let ending = if ending.is_empty() { String::new() } else { format!(".{ending}") };
        let numbered = (2..).map(|number| format!("{stem}-{number}{ending}"));
        let mut names = std::iter::once(format!("{stem}{ending}")).chain(numbered);
        let proposed = names.find(|name| !folder.join(name).exists()).unwrap_or_default();
        self.path = Editor::of_one_line().holding(&folder.join(proposed).to_string_lossy());
    }
}

impl Screen for Where {
    fn place(&self) -> Place {
        Place::Path
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        self.past = ledger.past_moment().cloned();
        if self.folder.is_none() {
            let register = ledger.path();
            let name = register.file_stem().unwrap_or_default().to_string_lossy();
            let folder = register.parent().unwrap_or(Path::new("/")).to_path_buf();
            let (stem, ending) = match &self.what {
                What::Copy => (format!("{name}-{}", around.today), "plenary"),
                What::List(_) => (format!("recommendations-{}", around.today), "csv"),
                What::Paper(topic, _) => (format!("{}-{}", topic.file_stem(), around.today), "docx"),
                What::Messages(..) => (format!("messages-{}", around.today), ""),
                What::Dates => (format!("dates-{}", around.today), "ics"),
                What::Audit(_) => (format!("audit-{}", around.today), ""),
            };
            self.propose(&folder, (&stem, ending));
            self.folder = Some(folder);
        }
        Ok(())
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        let typed = self.line().press(key);
        if typed {
            self.wrong = None;
        }
        typed.then(Vec::new)
    }

    fn fits(&self, act: Act) -> bool {
        match (act, &self.what) {
            (Act::NextPaper, What::Paper(topic, _)) => topic.next() != *topic,
            (Act::NextPaper, What::Messages(..) | What::Audit(_)) => true,
            (Act::NextPaper, What::Copy | What::List(_) | What::Dates) => false,
            (Act::NextField | Act::PreviousField, _) => self.typed_lines().len() > 1,
            (Act::Replace, what) => matches!(what, What::Paper(..)),
            _ => true,
        }
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        if let (Act::NextPaper, What::Paper(topic, counting)) = (act, &mut self.what) {
            // Its name is proposed anew when the screen is read again.
            (*topic, counting.at) = (topic.next(), 0);
            (self.folder, self.wrong) = (None, None);
            return Some(vec![Effect::Load]);
        }
        if let (Act::NextPaper, What::Messages(_, form)) = (act, &mut self.what) {
            *form = if *form == chasing::Form::Eml { chasing::Form::Text } else { chasing::Form::Eml };
            return Some(Vec::new());
        }
        if let (Act::NextPaper, What::Audit(evidence)) = (act, &mut self.what) {
            *evidence = !*evidence;
            return Some(Vec::new());
        }
        let lines = self.typed_lines().len();
        if let (Act::NextField | Act::PreviousField | Act::Replace, What::Paper(_, counting)) =
            (act, &mut self.what)
        {
            match act {
                Act::Replace => counting.replacing = !counting.replacing,
                Act::NextField => counting.at = (counting.at + 1) % lines,
                _ => counting.at = (counting.at + lines - 1) % lines,
            }
            return Some(Vec::new());
        }
        if act == Act::Clear {
            self.line().clear();
            self.wrong = None;
            return Some(Vec::new());
        }
        if act != Act::Open {
            return None;
        }
        match self.task(around) {
            Ok(task) => Some(vec![Effect::Leave, Effect::Work(task)]),
            Err(wrong) => {
                self.wrong = Some(wrong);
                Some(Vec::new())
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, &self.heading(), around);
        let inside = inside(area, 2);
        let width = inside.width as usize;
        let mut lines: Vec<Line> = Vec::new();
        for (at, (name, editor)) in self.typed_lines().into_iter().enumerate() {
            let (parts, (row, cell)) = editor.lines(width.saturating_sub(8));
            let (here, above) = (at == self.at(), lines.len());
            let style = if here { around.theme.strong() } else { Style::new() };
            for (index, part) in parts.into_iter().enumerate() {
                let name = if index == 0 { name } else { "" };
                lines.push(Line::styled(format!("{name:6}▌ {part}"), style));
            }
            let y = (above + row) as u16;
            if here && y < inside.height {
                canvas.set_cursor_position((inside.x + 8 + cell as u16, inside.y + y));
            }
        }
        lines.push(Line::raw(""));
        let mut say = |text: &str, style: Style| {
            lines.extend(wrap(text, width).into_iter().map(|line| Line::styled(line, style)));
        };
        self.wrong.iter().for_each(|wrong| say(wrong, around.theme.bad()));
        say(self.help(), Style::new());
        say(&format!("it will be {}", self.typed_path().display()), around.theme.dim());
        for (index, line) in lines.into_iter().take(inside.height as usize).enumerate() {
            canvas.render_widget(line, Rect { y: inside.y + index as u16, height: 1, ..inside });
        }
    }
}
