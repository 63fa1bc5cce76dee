//! The tour of the practice register: what it leads to, one after another.
//!
//! The screens name keys for it and the plain lines name words; both go through this one list.

/// One thing that somebody does on the tour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Looks at what waits.
    Waiting,
    /// Opens the list that a number counts.
    Numbers,
    /// Filters the list.
    Find,
    /// Opens a recommendation.
    Open,
    /// Asks why it stands so.
    Why,
    /// Reports progress on an action.
    Report,
    /// Puts right what was recorded.
    Correct,
    /// Sees the meetings.
    Meetings,
    /// Acts as the approver.
    Become,
    /// Signs off.
    SignOff,
    /// Finds a request by its words.
    Anything,
    /// Asks for help.
    Help,
}

impl Goal {
    /// The whole tour, in order.
    pub const ALL: [Goal; 12] = [
        Goal::Waiting,
        Goal::Numbers,
        Goal::Find,
        Goal::Open,
        Goal::Why,
        Goal::Report,
        Goal::Correct,
        Goal::Meetings,
        Goal::Become,
        Goal::SignOff,
        Goal::Anything,
        Goal::Help,
    ];
}

/// What is said to whoever wants the tour of a register that is no practice register.
pub const ELSEWHERE: &str =
    "the tour leads through the practice register: leave, and open it with `plenary demo`";
