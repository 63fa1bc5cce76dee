//! What every view has in common: where it stands, how it is told, and what a number in it opens.

use std::rc::Rc;

use super::commands::{Do, Kind};
use super::deciding::{DeskView, ItemView};
use super::history::History;
use super::inspection::InspectionView;
use super::inspections::Inspections;
use super::meetings::{MeetingView, Meetings};
use super::overview::Overview;
use super::pictures::{Picture, PictureView};
use super::recommendation::RecommendationView;
use super::register::Register;
use super::session::Session;
use super::work::{ActionView, PieceView, WorkView};
use crate::briefing::items::Items;
use crate::briefing::paper::Topic;
use crate::journey::asking::{Subject, Verb};
use crate::journey::reference::{
    ActionRef, EvidenceRef, InspectionCode, MeetingRef, RecommendationRef, Stream,
};
use crate::ledger::trouble::Trouble;

/// Why a dialogue was left before its end.
#[derive(Debug)]
pub enum Left {
    /// The person went back.
    Back,
    /// The person leaves Plenary, or nobody is there any more.
    Out,
    Trouble(Trouble),
}

impl From<Trouble> for Left {
    fn from(trouble: Trouble) -> Left {
        Left::Trouble(trouble)
    }
}

/// A place in the register that can be told. It holds where the person is in it; what stands is read when it is told.
pub trait View {
    fn kind(&self) -> Kind;

    /// What the prompt calls it.
    fn name(&self) -> String;

    /// Says what stands at the head, and gives the rows that are then told, a page at a time.
    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left>;

    /// So many numbered rows are told at once.
    fn page(&self) -> usize {
        20
    }

    /// Whether there may be rows after those that were given.
    fn has_more(&self) -> bool {
        false
    }

    /// At most so many rows after those that were given.
    fn further(&mut self, _limit: usize, _session: &mut Session) -> Result<Vec<Row>, Trouble> {
        Ok(Vec::new())
    }

    /// What a request is about that is made here.
    fn subject(&self, _session: &Session) -> Result<Subject, Trouble> {
        Ok(Subject::default())
    }

    /// The requests that there is something for here, the next natural one first.
    fn fitting(&self, _session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        Ok(Vec::new())
    }

    /// The thing of which the history is told here.
    fn stream(&self) -> Option<Stream> {
        None
    }

    /// The paper that is proposed about what is in front.
    fn paper(&self) -> Topic {
        match self.stream() {
            Some(Stream::Recommendation(reference)) => Topic::Recommendation(reference),
            Some(Stream::Inspection(code)) => Topic::Inspection(code),
            Some(Stream::Meeting(meeting)) => Topic::Meeting(meeting),
            Some(Stream::Register) | None => Topic::ActionLog,
        }
    }

    /// Does what a command asks that is this view's own; `rest` are the words after it.
    fn act(&mut self, _act: Do, _rest: &str, _session: &mut Session) -> Result<Step, Left> {
        Ok(Step::NotMine)
    }

    /// The recommendations that are marked: a request made here is made for each of them.
    fn marked(&self) -> Vec<String> {
        Vec::new()
    }

    /// Takes marks away.
    fn unmark(&mut self, _done: &[String]) {}

    /// Whether it holds words that would be lost.
    fn holds_words(&self) -> bool {
        false
    }
}

/// What follows from a command.
pub enum Step {
    /// All is said.
    Done,
    /// The view is told again.
    Again,
    Open(Box<dyn View>),
    /// Another view in the place of this one.
    Instead(Box<dyn View>),
    /// Back to the view behind.
    Back,
    /// The command is not one of this view.
    NotMine,
}

/// One row of what is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Words without a number: what the rows after it are.
    Head(String),
    /// A row that its number opens, and its word; the word is empty where none does.
    Item { line: String, word: String, link: Link },
    /// A recommendation in a list, by its row in the standing: its words are read when it is told.
    /// So are the columns that it is told in; without any it is told as it presses.
    Listed { id: u32, link: Link, columns: Rc<[&'static str]> },
}

impl Row {
    pub fn head(words: impl Into<String>) -> Row {
        Row::Head(words.into())
    }

    /// What its number opens; none where it has none.
    pub fn link(&self) -> Option<&Link> {
        match self {
            Row::Head(_) => None,
            Row::Item { link, .. } | Row::Listed { link, .. } => Some(link),
        }
    }

    /// A row that only its number opens.
    pub fn item(line: impl Into<String>, link: Link) -> Row {
        Row::Item { line: line.into(), word: String::new(), link }
    }

    /// A row that a word opens as well.
    pub fn named(word: &str, line: impl Into<String>, link: Link) -> Row {
        Row::Item { line: line.into(), word: word.into(), link }
    }
}

/// What can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    Overview,
    /// The list, with the words of a filter.
    List(String),
    Recommendation(RecommendationRef),
    /// The actions and the evidence.
    Work(RecommendationRef),
    Action(ActionRef),
    Piece(RecommendationRef, EvidenceRef),
    Inspections,
    Inspection(InspectionCode),
    Meetings,
    Meeting(MeetingRef),
    /// What waits for the person's decision.
    Desk,
    /// One item of it.
    Decide(String),
    /// None is the whole register's.
    History(Option<Stream>),
    Picture(Picture),
    /// The request of that name.
    Ask(&'static str),
    /// The same about what the words name.
    AskOf(&'static str, String),
    /// Minutes a meeting that is open.
    Minute(MeetingRef),
    Become(String),
    /// Something in the view itself, by its place.
    Part(usize),
}

impl Link {
    /// The view that it opens. None where it is done where the person is.
    pub fn view(&self) -> Option<Box<dyn View>> {
        Some(match self.clone() {
            Link::Overview => Box::<Overview>::default(),
            Link::List(words) => Box::new(Register::of(&words)),
            Link::Recommendation(reference) => Box::new(RecommendationView::of(reference)),
            Link::Work(reference) => Box::new(WorkView::of(reference)),
            Link::Action(action) => Box::new(ActionView::of(action)),
            Link::Piece(holder, piece) => Box::new(PieceView::of(holder, piece)),
            Link::Inspections => Box::<Inspections>::default(),
            Link::Inspection(code) => Box::new(InspectionView::of(code)),
            Link::Meetings => Box::<Meetings>::default(),
            Link::Meeting(meeting) => Box::new(MeetingView::of(meeting)),
            Link::Desk => Box::<DeskView>::default(),
            Link::Decide(subject) => Box::new(ItemView::of(subject)),
            Link::History(stream) => Box::new(History::of(stream)),
            Link::Picture(picture) => Box::new(PictureView::of(picture)),
            Link::Ask(_) | Link::AskOf(..) | Link::Minute(_) | Link::Become(_) | Link::Part(_) => {
                return None;
            }
        })
    }

    /// What a number of a picture opens.
    pub fn of_items(items: &Items) -> Link {
        match items {
            Items::Recommendations(words) => Link::List(words.clone()),
            other => Link::Picture(Picture::Of(other.clone())),
        }
    }

    /// What words that are a reference name.
    pub fn named(words: &str) -> Option<Link> {
        if let Ok(action) = words.parse() {
            return Some(Link::Action(action));
        }
        words.parse().ok().filter(|stream| *stream != Stream::Register).map(|stream| Link::to(&stream))
    }

    /// What a thing of the record opens.
    pub fn to(stream: &Stream) -> Link {
        match stream {
            Stream::Register => Link::History(None),
            Stream::Inspection(code) => Link::Inspection(code.clone()),
            Stream::Recommendation(reference) => Link::Recommendation(reference.clone()),
            Stream::Meeting(meeting) => Link::Meeting(*meeting),
        }
    }
}
