//! The register: the list of recommendations, filtered while one types, sorted and grouped by any column.
//!
//! What is found is found by the ledger, whole: places and numbers are exact however long the list is.
//! Only the rows of the page that is seen are read and built.

mod chooser;
mod columns;
mod drawing;
mod marked;
mod page;
mod row;

use std::cell::Cell;
use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::asking::editor::Editor;
use super::asking::path::Where;
use super::canvas::Canvas;
use super::drawing::list::moved;
use super::history::History;
use super::keys::{Act, Place};
use super::link::Link;
use super::screen::{Around, Effect, News, Screen, Subject};
use crate::journey::asking::Verb;
use crate::journey::reference::Stream;
use crate::ledger::Ledger;
use crate::ledger::finding::{Filter, Found, Group, Remark, Scope, Sort, Wanted};
use crate::ledger::trouble::Trouble;
use crate::settings::view::View;
use chooser::{Choice, Chooser, Chosen};
pub use columns::Shown;
use marked::Marked;
use page::Page;
use row::Kept;

/// So many lines are read before it is known how many are seen.
const USUAL_HEIGHT: usize = 50;
const USUAL_WIDTH: usize = 80;

pub struct List {
    filter: Editor,
    filtering: bool,
    sort: Sort,
    group: Option<Group>,
    /// The columns that were chosen; empty where the width chooses.
    columns: Vec<Shown>,
    /// What the view is called whose list this still is.
    view: Option<String>,
    chooser: Option<Chooser>,
    found: Option<Found>,
    scope: Scope,
    remarks: Vec<Remark>,
    at: usize,
    /// The rows that were read, the first of them at this place.
    kept: (usize, Vec<Kept>),
    /// So many cells the widest reference takes that was read.
    reference: usize,
    /// So many lines were seen when it was drawn last, and so many cells of each.
    height: Cell<usize>,
    width: Cell<usize>,
    /// The next load reads the rows of another page, and finds nothing anew.
    turning: bool,
    /// The next load follows a letter of the filter: its first rows will do.
    hurries: bool,
    marked: Marked,
}

impl Default for List {
    fn default() -> List {
        List {
            filter: Editor::of_one_line(),
            filtering: false,
            sort: Sort::default(),
            group: None,
            columns: Vec::new(),
            view: None,
            chooser: None,
            found: None,
            scope: Scope::Open,
            remarks: Vec::new(),
            at: 0,
            kept: (0, Vec::new()),
            reference: columns::USUAL_REFERENCE,
            height: Cell::new(USUAL_HEIGHT),
            width: Cell::new(USUAL_WIDTH),
            turning: false,
            hurries: false,
            marked: Marked::default(),
        }
    }
}

impl List {
    /// The list of all that is open, in the order and the groups that were chosen last in this session.
    pub fn as_left(around: &Around) -> List {
        let (sort, group) = around.order.get();
        List { sort, group, ..List::default() }
    }

    /// The list as a saved view shows it.
    pub fn saved(view: &View) -> List {
        let mut list = List::default();
        list.take_view(view);
        list
    }

    /// The list of what these words ask for.
    pub fn filtered(words: &str) -> List {
        List { filter: Editor::of_one_line().holding(words), ..List::default() }
    }

    fn rows(&self) -> usize {
        self.found.as_ref().map_or(0, Found::len)
    }

    fn page(&self) -> Page<'_> {
        let headings = self.found.as_ref().map_or(&[][..], |found| &found.headings);
        Page { headings, rows: self.rows() }
    }

    /// The rows that are seen.
    fn seen(&self) -> Range<usize> {
        self.page().rows_seen(self.at, self.height.get())
    }

    fn holds(&self, rows: &Range<usize>) -> bool {
        self.kept.0 <= rows.start && rows.end <= self.kept.0 + self.kept.1.len()
    }

    fn row(&self, at: usize) -> Option<&Kept> {
        self.kept.1.get(at.checked_sub(self.kept.0)?)
    }

    /// The reference of the chosen row.
    fn reference(&self) -> Option<String> {
        self.found.as_ref()?.reference(self.at)
    }

    /// What the list is to hold, and the words of the filter that mean nothing.
    fn wanted(&self, around: &Around) -> (Wanted, Vec<Remark>) {
        let (filter, remarks) = Filter::read(&self.filter.text(), &around.register.scheme);
        (Wanted { filter, sort: self.sort, group: self.group }, remarks)
    }

    fn find(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let chosen = self.reference();
        let (wanted, remarks) = self.wanted(around);
        (self.remarks, self.scope) = (remarks, wanted.filter.scope());
        // While somebody types, the first rows are there at once, and the others as soon as nobody does.
        let found = match std::mem::take(&mut self.hurries) {
            true => ledger.find_typed(&wanted, self.height.get().max(USUAL_HEIGHT))?,
            false => ledger.find(&wanted)?,
        };
        let place = chosen.and_then(|chosen| found.place_of(&chosen));
        self.at = place.unwrap_or(self.at).min(found.len().saturating_sub(1));
        self.found = Some(found);
        Ok(())
    }

    fn read(&mut self, ledger: &Ledger, rows: Range<usize>) -> Result<(), Trouble> {
        let ids = self.found.as_ref().map_or_else(Vec::new, |found| found.ids(rows.start, rows.len()));
        let mut kept = Vec::with_capacity(ids.len());
        ledger.standing().rows(&ids, &mut |row| {
            kept.push(Kept::of(row));
            true
        })?;
        let widest = kept.iter().map(|row| row.reference.width()).max().unwrap_or(0);
        self.reference = self.reference.max(widest);
        self.kept = (rows.start, kept);
        Ok(())
    }

    /// The rows that are seen, and a page on either side of them: whoever looks at a page may turn to another.
    fn about_seen(&self) -> Range<usize> {
        let (seen, page) = (self.seen(), self.height.get());
        seen.start.saturating_sub(page)..(seen.end + page).min(self.rows())
    }

    fn go(&mut self, to: usize) -> Vec<Effect> {
        self.at = to.min(self.rows().saturating_sub(1));
        if self.holds(&self.seen()) {
            return Vec::new();
        }
        self.turning = true;
        vec![Effect::Load]
    }

    /// From its beginning, with other words, in another order or other groups.
    fn again(&mut self) -> Vec<Effect> {
        (self.at, self.found, self.view) = (0, None, None);
        vec![Effect::Load]
    }

    fn clear_filter(&mut self) -> Vec<Effect> {
        self.filtering = false;
        self.filter = Editor::of_one_line();
        self.again()
    }

    /// Closed ones and those addressed elsewhere too, or only open ones: a word of the filter like any other.
    fn toggle_all(&mut self) -> Vec<Effect> {
        let words = self.filter.text();
        let without: Vec<_> =
            words.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("all")).collect();
        let without = without.join(" ");
        let words = if self.scope == Scope::All { without } else { format!("all {without}") };
        self.filter = Editor::of_one_line().holding(words.trim());
        self.again()
    }

    fn take_view(&mut self, view: &View) -> Vec<Effect> {
        self.filter = Editor::of_one_line().holding(&view.filter);
        (self.sort, self.group) = (view.sort, view.group);
        self.columns = view.columns.iter().filter_map(|column| Shown::named(column)).collect();
        let effects = self.again();
        self.view = Some(view.name.clone());
        effects
    }

    fn choose_from(&mut self, choice: Choice) -> Vec<Effect> {
        self.chooser = Some(Chooser::of(choice, self.sort, self.group));
        Vec::new()
    }

    fn in_chooser(&mut self, mut chooser: Chooser, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Back => self.chooser = None,
            // The columns are as they were ticked; what Enter chooses elsewhere is ticked here already.
            Act::Open if chooser.choice == Choice::Columns => self.chooser = None,
            Act::Open | Act::Toggle => {
                let effects = chooser.chosen().map_or_else(Vec::new, |chosen| self.take(chosen, around));
                self.chooser =
                    self.chooser.filter(|chooser| chooser.choice == Choice::Columns && act == Act::Toggle);
                return Some(effects);
            }
            _ => {
                chooser.at = moved(chooser.at, act, chooser.len())?;
                self.chooser = Some(chooser);
            }
        }
        Some(Vec::new())
    }

    fn take(&mut self, chosen: Chosen, around: &Around) -> Vec<Effect> {
        match chosen {
            // The same column once more: the other way round.
            Chosen::By(by) if self.sort.by == by => self.sort.descending = !self.sort.descending,
            Chosen::By(by) => self.sort = Sort { by, descending: false },
            Chosen::In(group) => self.group = group,
            Chosen::Show(shown) => {
                self.show(shown, around);
                return Vec::new();
            }
        }
        around.order.set((self.sort, self.group));
        self.again()
    }

    /// Shows a column or takes it away, for the rest of the session.
    fn show(&mut self, shown: Shown, around: &Around) {
        let shows = |column: &Shown| self.shown(around).contains(column);
        let columns = Shown::ALL.into_iter().filter(|column| shows(column) != (*column == shown)).collect();
        self.columns = columns;
        around.columns.replace(self.columns.clone());
    }

    /// The columns that were chosen for this list, or for every list of the session.
    fn chosen_columns(&self, around: &Around) -> Vec<Shown> {
        if self.columns.is_empty() { around.columns.borrow().clone() } else { self.columns.clone() }
    }

    /// The columns that are chosen; where nobody chose any, those that the window was wide enough for.
    fn shown(&self, around: &Around) -> Vec<Shown> {
        let chosen = self.chosen_columns(around);
        if !chosen.is_empty() {
            return chosen;
        }
        columns::laid_out(&[], self.width.get(), self.reference)
            .into_iter()
            .map(|(column, _)| column)
            .collect()
    }

    /// So many columns were chosen and have no room.
    fn left_out(&self, around: &Around) -> usize {
        let chosen = self.chosen_columns(around);
        chosen.len().saturating_sub(columns::laid_out(&chosen, self.width.get(), self.reference).len())
    }

    fn mark(&mut self) -> Vec<Effect> {
        if let Some(reference) = self.reference() {
            self.marked.turn(reference);
        }
        self.go(self.at + 1);
        self.look_at_marked()
    }

    fn mark_all(&mut self) -> Vec<Effect> {
        let found = self.found.iter().flat_map(Found::references);
        self.marked.extend(found);
        self.look_at_marked()
    }

    /// What may be asked of the marked is found out where the ledger is.
    fn look_at_marked(&mut self) -> Vec<Effect> {
        self.turning = true;
        vec![Effect::Load]
    }

    /// Whether a request might be granted for the marked; with none marked, at the stage of the chosen row.
    fn can_be_asked(&self, verb: &Verb) -> bool {
        if !self.marked.all().is_empty() {
            return self.marked.fits(verb);
        }
        let stage = self.row(self.at).filter(|row| row.ours).and_then(|row| row.stage);
        stage.is_some_and(|stage| verb.stages.contains(&stage))
    }

    /// A page up or down.
    fn turned(&self, act: Act) -> Option<usize> {
        let page = self.height.get().saturating_sub(4).max(1);
        match act {
            Act::PageUp => Some(self.at.saturating_sub(page)),
            Act::PageDown => Some(self.at + page),
            _ => moved(self.at, act, self.rows()),
        }
    }
}

impl Screen for List {
    fn place(&self) -> Place {
        match self.chooser {
            Some(_) => Place::Chooser,
            None if self.filtering => Place::Filter,
            None if !self.marked.all().is_empty() => Place::Marked,
            None => Place::Register,
        }
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        if !std::mem::take(&mut self.turning) || self.found.is_none() {
            self.find(ledger, around)?;
            self.marked.forget();
        }
        self.marked.look(ledger, around)?;
        self.read(ledger, self.seen())
    }

    fn is_unfinished(&self) -> bool {
        self.found.as_ref().is_some_and(|found| !found.whole)
    }

    /// Finds the rest of a list of which only the beginning was found, and reads what a larger window or another page
    /// shows.
    fn idle(&mut self, ledger: &Ledger, around: &Around) -> Result<bool, Trouble> {
        let (unfinished, seen) = (self.is_unfinished(), self.seen());
        let stale = unfinished || !self.holds(&seen);
        if unfinished {
            self.find(ledger, around)?;
        }
        if stale || !self.holds(&self.about_seen()) {
            self.read(ledger, self.about_seen())?;
        }
        Ok(stale)
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        let edits = self.filtering && !matches!(key.code, KeyCode::Up | KeyCode::Down);
        (edits && self.filter.press(key)).then(|| {
            self.hurries = true;
            self.again()
        })
    }

    fn fits(&self, act: Act) -> bool {
        match act {
            Act::Toggle => self.chooser.is_some_and(|chooser| chooser.choice == Choice::Columns),
            _ if self.filtering || self.chooser.is_some() => true,
            Act::Open | Act::History | Act::Copy | Act::Mark | Act::MarkAll => self.rows() > 0,
            Act::Unmark => !self.marked.all().is_empty(),
            Act::Ask(name) => Verb::named(name).is_some_and(|verb| self.can_be_asked(verb)),
            _ => true,
        }
    }

    fn natural(&self) -> Vec<Act> {
        if self.place() == Place::Marked { self.marked.natural() } else { Vec::new() }
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        if let Some(chooser) = self.chooser {
            return self.in_chooser(chooser, act, around);
        }
        match act {
            Act::Open if self.filtering => {
                self.filtering = false;
                Some(Vec::new())
            }
            Act::Back if self.filtering || !self.filter.is_empty() => Some(self.clear_filter()),
            Act::Clear => {
                self.filter = Editor::of_one_line();
                Some(self.again())
            }
            Act::Filter => {
                self.filtering = true;
                Some(Vec::new())
            }
            Act::All => Some(self.toggle_all()),
            Act::Sort => Some(self.choose_from(Choice::Order)),
            Act::Group => Some(self.choose_from(Choice::Groups)),
            Act::Columns => Some(self.choose_from(Choice::Columns)),
            Act::Turn => Some(self.take(Chosen::By(self.sort.by), around)),
            Act::Heading(number) => {
                let by = Shown::ALL.get(number).and_then(|shown| shown.order())?;
                Some(self.take(Chosen::By(by), around))
            }
            Act::View(key) => {
                let view = around.settings.views.iter().find(|view| view.value.key == key)?;
                Some(self.take_view(&view.value))
            }
            Act::Mark => Some(self.mark()),
            Act::MarkAll => Some(self.mark_all()),
            Act::Unmark => {
                self.marked.clear();
                Some(Vec::new())
            }
            Act::Copy => {
                let marked = self.marked.all().iter().cloned().collect::<Vec<_>>().join(" ");
                let copied = if marked.is_empty() { self.reference()? } else { marked };
                Some(vec![Effect::Copy(copied)])
            }
            Act::Export => Some(vec![Effect::Open(Box::new(Where::for_a_list(self.wanted(around).0)))]),
            Act::Open => Some(vec![Link::named(&self.reference()?)?.open()]),
            Act::History => {
                let stream: Stream = self.reference()?.parse().ok()?;
                Some(vec![Effect::Open(Box::new(History::of(stream)))])
            }
            Act::Register => Some(Vec::new()),
            _ => self.turned(act).map(|to| self.go(to)),
        }
    }

    /// What was recorded for some of the marked is done with; the others stay marked.
    fn hear(&mut self, news: News) {
        if let News::Together(done) = news {
            done.iter().for_each(|reference| self.marked.remove(reference));
        }
    }

    fn choose(&mut self, row: usize) {
        match &mut self.chooser {
            Some(chooser) => chooser.at = row,
            None => self.at = row,
        }
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.chooser.map_or(self.at, |chooser| chooser.at))
    }

    fn subject(&self) -> Subject {
        let Some(reference) = self.reference() else { return Subject::default() };
        let code = reference.split('-').next().map(str::to_string);
        Subject { inspection: code, recommendation: Some(reference), ..Subject::default() }
    }

    fn marked(&self) -> Vec<String> {
        self.marked.all().iter().cloned().collect()
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        drawing::draw(self, frame, area, around);
    }
}
