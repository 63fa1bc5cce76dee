//! The desk: the screens that lie over one another, the line that says what was done last,
//! and the frame around them. Knows no ledger: keys come in, effects go out.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::actors::Actors;
use super::asking::path::Where;
use super::beginning::tour::{Deed, Tour};
use super::canvas::{Canvas, Click};
use super::deciding::Deciding;
use super::drawing::fitting::{column, cut, wrap};
use super::finding::help::Help;
use super::finding::palette::Palette;
use super::history::History;
use super::importing::document::Import;
use super::inspections::Inspections;
use super::keys::{self, Act, Place};
use super::meetings::Meetings;
use super::overview::Overview;
use super::owners::Owners;
use super::pictures::Pictures;
use super::register::List;
use super::screen::{Around, Effect, Screen, Subject};
use super::theme::Theme;
use crate::briefing::tour::ELSEWHERE;
use crate::export::task::Task;
use crate::journey::asking::Verb;
use crate::journey::people::Role;
use crate::ledger::past::Step;
use crate::ledger::trouble::Trouble;
use crate::settings::{Origin, Remark, ThemeName};

/// Smaller than this, nothing is drawn but a word that says so.
const NARROWEST: u16 = 60;
const LOWEST: u16 = 20;

/// What was done last, or why it was not.
#[derive(Debug, Clone)]
pub struct Notice {
    pub text: String,
    pub bad: bool,
}

impl Notice {
    /// What is wrong with the settings, told in short; none where nothing is.
    pub fn of(remarks: &[Remark]) -> Option<Notice> {
        let first = remarks.first()?;
        let more = match remarks.len() - 1 {
            0 => String::new(),
            more => format!("\nand {more} more: `plenary config` tells"),
        };
        Some(Notice { text: format!("config: {first}\nhint: {}{more}", first.hint), bad: true })
    }
}

pub struct Desk {
    pub around: Around,
    /// The overview lies at the bottom and is never taken away.
    pub screens: Vec<Box<dyn Screen>>,
    pub notice: Option<Notice>,
    /// Asked whether to leave although words would be lost.
    leaving: bool,
    /// Where another file lies now in the register's place: nothing of the one that was opened is shown then.
    pub gone: Option<String>,
    /// Asked whether the standing is to be made anew.
    agreeing: bool,
    pub tour: Tour,
    pub done: bool,
}

impl Desk {
    pub fn new(around: Around) -> Desk {
        Desk::of(around, Box::new(Overview::default()))
    }

    /// With another screen at the bottom.
    pub fn of(around: Around, bottom: Box<dyn Screen>) -> Desk {
        let screens = vec![bottom];
        Desk {
            around,
            screens,
            notice: None,
            leaving: false,
            agreeing: false,
            gone: None,
            tour: Tour::default(),
            done: false,
        }
    }

    fn top(&self) -> Option<&dyn Screen> {
        self.screens.last().map(Box::as_ref)
    }

    /// Takes a key and says what is to be performed.
    pub fn press(&mut self, key: KeyEvent) -> Vec<Effect> {
        if self.gone.is_some() {
            return leaves(key).then_some(Effect::Quit).into_iter().collect();
        }
        if std::mem::take(&mut self.leaving) {
            return self.answer_leaving(key);
        }
        if std::mem::take(&mut self.agreeing) {
            let act = keys::act(Place::Agreeing, key, |_| true, &[]);
            return act.map_or(Vec::new(), |act| self.agree(act));
        }
        self.notice = None;
        let Some(top) = self.screens.last_mut() else { return vec![Effect::Quit] };
        if let Some(effects) = top.typed(key, &self.around) {
            return effects;
        }
        let natural = natural(top.as_ref(), &self.around);
        match keys::act(top.place(), key, |act| top.fits(act), &natural) {
            Some(act) => self.do_it(act),
            None => Vec::new(),
        }
    }

    /// Takes a click and says what is to be performed.
    pub fn click(&mut self, click: &Click) -> Vec<Effect> {
        if self.gone.is_some() {
            return (*click == Click::Act(Act::Quit)).then_some(Effect::Quit).into_iter().collect();
        }
        if let Click::Act(act) = click
            && std::mem::take(&mut self.leaving)
        {
            return self.leave_or_stay(*act);
        }
        if let Click::Act(act) = click
            && std::mem::take(&mut self.agreeing)
        {
            return self.agree(*act);
        }
        (self.leaving, self.agreeing) = (false, false);
        self.notice = None;
        let Some(top) = self.screens.last_mut() else { return Vec::new() };
        match click {
            Click::Act(act) => self.do_it(*act),
            Click::Link(link) => vec![link.open()],
            Click::Row(row) if top.chosen() == Some(*row) => self.do_it(Act::Open),
            Click::Row(row) => {
                top.choose(*row);
                Vec::new()
            }
            Click::Field(field) => {
                top.choose(*field);
                // A page may read what it shows when it is first shown.
                vec![Effect::Load]
            }
        }
    }

    /// Does an act of the key table where the person is, if it fits there now.
    pub fn do_it(&mut self, act: Act) -> Vec<Effect> {
        if self.gone.is_some() {
            return Vec::new();
        }
        let Some(top) = self.screens.last_mut().filter(|top| top.fits(act)) else { return Vec::new() };
        if let Some(moment) = self.around.past.as_ref().filter(|_| keys::is_for_now(act)) {
            let trouble = Trouble::Past { moment: moment.to_string() };
            self.notice = Some(Notice { text: format!("{trouble}\nhint: {}", trouble.hint()), bad: true });
            return Vec::new();
        }
        self.tour.saw(&Deed::Did(top.place(), act));
        match top.act(act, &self.around) {
            Some(effects) => effects,
            None => self.act(act),
        }
    }

    /// What every place understands alike.
    fn act(&mut self, act: Act) -> Vec<Effect> {
        let open = |screen: Box<dyn Screen>| vec![Effect::Open(screen)];
        match act {
            Act::Back if self.screens.len() > 1 => vec![Effect::Leave],
            Act::Quit if self.would_lose_words() => {
                self.leaving = true;
                Vec::new()
            }
            Act::Quit => vec![Effect::Quit],
            Act::Suspend => vec![Effect::Suspend],
            Act::Redraw => vec![Effect::Redraw],
            Act::Theme(name) => self.look(name),
            Act::Tour => self.take_the_tour(),
            Act::Help => {
                self.top().map(|top| open(Box::new(Help::of(top, &self.around)))).unwrap_or_default()
            }
            Act::Palette => {
                self.top().map(|top| open(Box::new(Palette::over(top, &self.around)))).unwrap_or_default()
            }
            Act::Actors => open(Box::<Actors>::default()),
            Act::Register => open(Box::new(List::as_left(&self.around))),
            Act::Meetings => open(Box::<Meetings>::default()),
            Act::Inspections => open(Box::<Inspections>::default()),
            Act::View(key) => {
                let view = self.around.settings.views.iter().find(|view| view.value.key == key);
                view.map(|view| open(Box::new(List::saved(&view.value)))).unwrap_or_default()
            }
            Act::Desk => open(Box::<Deciding>::default()),
            Act::Owners => open(Box::<Owners>::default()),
            Act::Pictures => open(Box::<Pictures>::default()),
            Act::Calendar => open(Box::new(Pictures::at_calendar())),
            Act::Import => open(Box::<Import>::default()),
            Act::History => open(Box::new(History::of_everything())),
            Act::Correct => vec![Effect::Correct],
            Act::Why => self.why(),
            Act::MeetingBefore => vec![Effect::Step(Step::Back)],
            Act::MeetingAfter => vec![Effect::Step(Step::On)],
            Act::Now => vec![Effect::Step(Step::Now)],
            Act::Diff => vec![Effect::Diff],
            Act::Copy => {
                self.top().and_then(|top| reference(&top.subject())).map(Effect::Copy).into_iter().collect()
            }
            Act::Verify => vec![Effect::Work(Task::Verify)],
            Act::VerifyEvidence => vec![Effect::Work(Task::VerifyEvidence)],
            Act::Brief => {
                self.top().map(|top| open(Box::new(Where::for_a_paper(top.paper())))).unwrap_or_default()
            }
            Act::Rebuild => {
                self.agreeing = true;
                Vec::new()
            }
            Act::BackUp => open(Box::new(Where::for_a_copy())),
            Act::Audit => open(Box::new(Where::for_an_audit())),
            Act::Ask(name) => Verb::named(name).map(Effect::Ask).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether words are lost with the session: of a form, or typed while minuting and kept nowhere else.
    fn would_lose_words(&self) -> bool {
        self.around.unrecorded.borrow().would_be_lost() || self.screens.iter().any(|screen| screen.unsaved())
    }

    /// The tour leads through what stands in the practice register, and nowhere else.
    fn take_the_tour(&mut self) -> Vec<Effect> {
        if self.around.practice {
            self.tour.toggle();
        } else {
            self.notice = Some(Notice { text: ELSEWHERE.into(), bad: false });
        }
        Vec::new()
    }

    /// Takes another theme for this session, unless the environment wants no colours.
    fn look(&mut self, name: ThemeName) -> Vec<Effect> {
        let wished = self.around.settings.theme;
        let text = if let Origin::Environment(variable) = wished.from {
            format!("the theme stays `none`, because of {variable} in the environment")
        } else {
            self.around.theme = Theme::of_this_terminal(name);
            format!("theme {} until you leave; `theme = \"{0}\"` in the config file keeps it", name.word())
        };
        self.notice = Some(Notice { text, bad: false });
        Vec::new()
    }

    /// Explains what the top screen is about, where it is about something.
    fn why(&mut self) -> Vec<Effect> {
        match self.top().and_then(|top| top.why(&self.around)) {
            Some(why) => vec![Effect::Open(Box::new(why))],
            None => {
                let text =
                    "choose a recommendation, an inspection or a number first: then it can be explained"
                        .into();
                self.notice = Some(Notice { text, bad: false });
                Vec::new()
            }
        }
    }

    fn answer_leaving(&mut self, key: KeyEvent) -> Vec<Effect> {
        keys::act(Place::Leaving, key, |_| true, &[]).map_or(Vec::new(), |act| self.leave_or_stay(act))
    }

    fn agree(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::Rebuild => vec![Effect::Work(Task::Rebuild)],
            Act::Quit | Act::Suspend | Act::Redraw => self.act(act),
            _ => Vec::new(),
        }
    }

    fn leave_or_stay(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::Discard | Act::Quit => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    pub fn place(&self) -> Place {
        if self.leaving {
            return Place::Leaving;
        }
        if self.agreeing {
            return Place::Agreeing;
        }
        self.top().map_or(Place::Everywhere, Screen::place)
    }

    /// Draws the top screen in its frame: nothing is changed by it.
    pub fn draw(&self, frame: &mut Canvas) {
        let area = frame.area();
        if area.width < NARROWEST || area.height < LOWEST {
            return say_too_small(frame, area);
        }
        if let Some(path) = &self.gone {
            return say_another_file(frame, area, path, self.around.theme);
        }
        let Some(top) = self.top() else { return };
        let notice = self.notice_lines(area.width);
        let strip = self.strip_lines(area.width);
        let below = (notice.len() + strip.len()) as u16 + 1;
        let above = u16::from(self.around.past.is_some());
        self.draw_banner(frame, Rect { height: above, ..area });
        let body = Rect { y: area.y + above, height: area.height - below - above, ..area };
        top.draw(&mut frame.within(body), body, &self.around);
        for (index, line) in strip.iter().enumerate() {
            let at = Rect { y: area.bottom() - 1 - (strip.len() - index) as u16, height: 1, ..area };
            frame.render_widget(line, at);
        }
        for (index, line) in notice.into_iter().enumerate() {
            let y = body.bottom() + index as u16;
            frame.render_widget(line, Rect { y, height: 1, ..area });
        }
        let footer = Rect { y: area.bottom() - 1, height: 1, ..area };
        self.draw_footer(frame, footer);
    }

    /// Above every screen of a past stands across its whole width which one it is, and how to come back.
    fn draw_banner(&self, frame: &mut Canvas, area: Rect) {
        let Some(moment) = &self.around.past else { return };
        let told = format!(" {} · = now · [ ] meetings · d changes", moment.banner());
        frame.render_widget(
            Line::styled(column(&told, area.width as usize), self.around.theme.chosen()),
            area,
        );
    }

    /// What the tour says, on as many lines as that takes.
    fn strip_lines(&self, width: u16) -> Vec<Line<'static>> {
        let Some(strip) = self.tour.strip(self.place()) else { return Vec::new() };
        let theme = self.around.theme;
        let indent = strip.head.width() + 3;
        let leaves = if strip.head.contains('/') { " (ctrl-t leaves the tour)" } else { "" };
        let said = wrap(&format!("{}{leaves}", strip.says), (width as usize).saturating_sub(indent + 1));
        let line = |(index, text): (usize, String)| match index {
            0 => Line::from(vec![
                Span::styled(format!(" {} ", strip.head), theme.chosen()),
                Span::raw(format!(" {text}")),
            ]),
            _ => Line::raw(format!("{:indent$}{text}", "")),
        };
        said.into_iter().enumerate().map(line).collect()
    }

    fn notice_lines(&self, width: u16) -> Vec<Line<'static>> {
        let theme = self.around.theme;
        let leaving = Notice {
            text: "words that are not recorded would be lost: leave all the same?".into(),
            bad: true,
        };
        let agreeing = Notice {
            text: "make the standing anew from the log? the record is not changed, and nobody can record meanwhile"
                .into(),
            bad: false,
        };
        let notice = match (self.leaving, self.agreeing) {
            (true, _) => Some(&leaving),
            (_, true) => Some(&agreeing),
            _ => self.notice.as_ref(),
        };
        let Some(notice) = notice else { return Vec::new() };
        let style = if notice.bad { theme.bad() } else { theme.good() };
        let mut lines = wrap(&notice.text, (width as usize).saturating_sub(2));
        lines.truncate(4);
        lines.into_iter().map(|line| Line::from(Span::styled(format!(" {line}"), style))).collect()
    }

    /// The keys of the place, as many as fit; help and the palette are always told of.
    /// What comes next most naturally stands first; each hint can be clicked.
    fn draw_footer(&self, frame: &mut Canvas, area: Rect) {
        let width = area.width as usize;
        let theme = self.around.theme;
        let (place, top) = (self.place(), self.top());
        let fits = |act| top.is_none_or(|top| top.fits(act));
        let natural = top.map_or_else(Vec::new, |top| natural(top, &self.around));
        let mut told = keys::of(place, fits, &natural);
        let past = self.around.past.is_some();
        // Who only reads is offered nothing that others record; the keys work, and say so.
        let reads = self.around.person().is_none_or(|person| {
            Role::ALL.iter().all(|role| *role == Role::Reader || !person.holds(*role, self.around.today))
        });
        let hidden =
            |key: &keys::Key| past && keys::is_for_now(key.act) || reads && key.is_beyond(&self.around);
        told.retain(|key| !(key.word.is_empty() || hidden(key)));
        // Who decides is told of the decisions first, and nobody is told first of what others may ask for.
        let decides =
            self.around.person().is_some_and(|person| person.holds(Role::Approver, self.around.today));
        // At the desk its own order holds: what was not opened, and what comes next, before a condition.
        let first = |key: &keys::Key| decides && place != Place::Deciding && key.decides();
        told.sort_by_key(|key| {
            let rank = keys::rank(&natural, key.act);
            (!first(key), rank, key.is_beyond(&self.around))
        });
        let always = |key: &keys::Key| match key.place {
            // The next item is nearer than the palette, which the help tells of.
            Place::Everywhere if place == Place::Deciding => key.act == Act::Help,
            Place::Deciding => key.act == Act::NextItem,
            Place::Everywhere => matches!(key.act, Act::Help | Act::Palette),
            // All that can be done while words are typed lies behind these.
            Place::Minute => matches!(key.act, Act::Help | Act::Back | Act::GoOn),
            _ => false,
        };
        let wide = |key: &&keys::Key| key.shown().width() + key.word.width() + 3;
        let mut room = width.saturating_sub(told.iter().filter(|key| always(key)).map(wide).sum());
        let mut x = area.x;
        let shown = told.iter().filter(|key| {
            let taken = if always(key) { 0 } else { wide(key) };
            let fits = taken <= room;
            room -= if fits { taken } else { 0 };
            fits
        });
        for key in shown {
            let hint = Line::from(vec![
                Span::styled(format!(" {}", key.shown()), theme.strong()),
                Span::styled(format!(" {} ", key.word), theme.dim()),
            ]);
            let spot = Rect { x, width: hint.width() as u16, ..area };
            frame.render_widget(hint, spot);
            frame.spot(spot, Click::Act(key.act));
            x = spot.right();
        }
    }
}

/// What comes next most naturally. In a past no letter stands for a request where it could tell what changed.
fn natural(top: &dyn Screen, around: &Around) -> Vec<Act> {
    let mut natural = top.natural();
    if around.past.is_some() {
        natural.retain(|act| !keys::is_for_now(*act));
        natural.insert(0, Act::Diff);
    }
    natural
}

fn say_too_small(frame: &mut Canvas, area: Rect) {
    let said = format!(
        "too small: {}×{}, and Plenary needs {NARROWEST}×{LOWEST}. make the window larger, or press ctrl-c to leave",
        area.width, area.height
    );
    for (index, line) in wrap(&said, area.width as usize).into_iter().take(area.height as usize).enumerate() {
        let y = area.y + index as u16;
        frame.render_widget(Line::from(line), Rect { y, height: 1, ..area });
    }
}

/// Whether a key leaves where nothing else is left to do: by the keys with which Plenary is left everywhere.
fn leaves(key: KeyEvent) -> bool {
    keys::act(Place::Everywhere, key, |_| true, &[]) == Some(Act::Quit)
}

/// That the register is not the one that was opened, and what to do.
fn say_another_file(frame: &mut Canvas, area: Rect, path: &str, theme: Theme) {
    let told = [
        ("Another file lies in the register's place".to_string(), theme.bad()),
        (path.to_string(), Style::new()),
        (String::new(), Style::new()),
        (
            "it is not the one that was opened here, so nothing of either is shown or recorded".into(),
            Style::new(),
        ),
        (
            "what was recorded before is in the file that lay here, if it was kept, and in its backups"
                .into(),
            Style::new(),
        ),
        ("hint: leave with q, and begin `plenary` again: it opens what lies here now".into(), theme.strong()),
    ];
    let inside = inside(area, 1);
    let lines = told.iter().flat_map(|(text, style)| {
        wrap(text, inside.width as usize).into_iter().map(|line| Line::styled(line, *style))
    });
    for (y, line) in (inside.y..inside.bottom()).zip(lines) {
        frame.render_widget(line, Rect { y, height: 1, ..inside });
    }
    let footer = Rect { y: area.bottom() - 1, width: 8.min(area.width), height: 1, ..area };
    frame.render_widget(Line::styled(" q leave", theme.dim()), footer);
    frame.spot(footer, Click::Act(Act::Quit));
}

/// What a person means by this, in as few letters as it has.
fn reference(subject: &Subject) -> Option<String> {
    let whole = subject.inspection.as_ref().filter(|_| subject.whole_inspection);
    let parts = [&subject.recommendation, &subject.inspection, &subject.meeting];
    whole.or(parts.into_iter().flatten().next()).cloned()
}

/// The first line of a screen: where the person is on the left, who they are on the right.
pub fn title(frame: &mut Canvas, area: Rect, left: &str, around: &Around) {
    let marking = around.settings.marking_of(around.practice);
    titled(frame, area, left, &format!("{marking}  you: {} ", around.you()), around);
}

/// The same where the words matter more than who acts: first the roles give way to them, then the name.
pub fn title_before_who(frame: &mut Canvas, area: Rect, left: &str, around: &Around) {
    let marking = around.settings.marking_of(around.practice);
    let whole = format!("{marking}  you: {} ", around.you());
    let ways = [whole.clone(), format!("{marking}  you: {}", around.actor), marking.to_string()];
    let right = ways.into_iter().find(|right| left.width() <= room(area, &beside(area, right)));
    titled(frame, area, left, &right.unwrap_or(whole), around);
}

/// What stands at the right of a title, as far as there is room for it.
fn beside(area: Rect, right: &str) -> String {
    cut(right, area.width as usize / 2) + " "
}

/// So many cells are left for the words of a title.
fn room(area: Rect, right: &str) -> usize {
    (area.width as usize).saturating_sub(right.width() + 2)
}

fn titled(frame: &mut Canvas, area: Rect, left: &str, right: &str, around: &Around) {
    let right = beside(area, right);
    let left = super::drawing::fitting::column(left, room(area, &right));
    let left = Span::styled(format!(" {left} "), around.theme.strong());
    let spans = vec![left, Span::styled(right, Style::new())];
    frame.render_widget(Line::from(spans), Rect { height: area.height.min(1), ..area });
}

/// What is left of a screen below its first lines, with a cell of air at either side.
pub fn inside(area: Rect, above: u16) -> Rect {
    let height = area.height.saturating_sub(above);
    Rect { x: area.x + 1, y: area.y + above, width: area.width.saturating_sub(2), height }
}
