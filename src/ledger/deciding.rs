//! What waits for one person's decision, read by index: no more is read than what waits, however long the log is.
//! What is told of each is for `briefing`.

use super::door::{Acting, Ledger, NotDone};
use super::standing::questions::Standing;
use super::trouble::Trouble;
use crate::journey::deciding::{Matter, Pressing};
use crate::journey::people::Role;
use crate::journey::recommendation::Recommendation;

/// Of each sort so many of the oldest are read.
const OLDEST: usize = 200;

/// One thing that waits, with the recommendation that it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub matter: Matter,
    pub stands: Recommendation,
    pub pressing: Pressing,
}

/// What waits for a person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    /// The most pressing first.
    pub waiting: Vec<Waiting>,
    /// How many wait beside these that are the person's own, which somebody else decides.
    pub own: usize,
    /// Whether more may wait than were read.
    pub more: bool,
}

impl Waiting {
    /// What the verbs are about, which no two things on a desk share but for what they ask.
    pub fn subject(&self) -> String {
        self.matter.subject(&self.stands)
    }

    /// Whether two ask for the same, so that one answer can be given to both.
    pub fn is_like(&self, other: &Waiting) -> bool {
        self.matter.words() == other.matter.words()
    }
}

impl Ledger {
    /// What waits for the decision of a person today; nothing for whom the register does not know.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn desk(&self, actor: &str) -> Result<Desk, Trouble> {
        let standing = self.standing();
        let register = standing.register()?;
        let (today, mut desk) = (self.today(), Desk::default());
        let Some(person) = register.person(actor) else { return Ok(desk) };
        let holds = |role| person.holds(role, today);
        let read = standing.to_decide(holds(Role::Approver), holds(Role::Lead))?;
        desk.more = read.len() >= OLDEST;
        for stands in read {
            for matter in Matter::of(&stands).into_iter().filter(|it| it.is_for(&stands, person, today)) {
                if matter.is_own(&stands, person) {
                    desk.own += 1;
                    continue;
                }
                let warning = register.scheme.warning_days;
                let pressing = Pressing::of(&matter, &stands, person, today, warning);
                desk.waiting.push(Waiting { matter, stands: stands.clone(), pressing });
            }
        }
        desk.waiting.sort_by(|one, other| {
            let key = |it: &Waiting| (it.pressing, it.stands.reference.clone(), it.matter.clone());
            key(one).cmp(&key(other))
        });
        Ok(desk)
    }

    /// Why yes cannot be said to it now; none where it can.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn hinders(&self, waiting: &Waiting, actor: &str) -> Result<Option<String>, Trouble> {
        let acting = Acting { actor: actor.to_string(), on: None, seen: None };
        match self.preview(&[waiting.matter.request(&waiting.stands)], &acting) {
            Ok(_) | Err(NotDone::NotSigned(_) | NotDone::Changed { .. }) => Ok(None),
            Err(NotDone::Refused(refusal)) => Ok(Some(refusal.reason.to_string())),
            Err(NotDone::Trouble(Trouble::Past { .. })) => Ok(None),
            Err(NotDone::Trouble(trouble)) => Err(trouble),
        }
    }
}

impl Standing<'_> {
    /// The recommendations with something that an approver or a lead decides, the oldest of each sort.
    fn to_decide(&self, approver: bool, lead: bool) -> Result<Vec<Recommendation>, Trouble> {
        let at = |stage: &str| format!("SELECT ref, since FROM recommendation WHERE open = 1 AND stage = '{stage}'");
        let waits = |column: &str| format!("SELECT ref, since FROM recommendation WHERE {column} IS NOT NULL");
        let mut sorts = Vec::new();
        if approver {
            sorts.extend([at("Approval"), at("SignOff"), waits("asked")]);
        }
        if approver || lead {
            sorts.push(waits("asked_of_lead"));
        }
        let mut found: Vec<Recommendation> = Vec::new();
        for sort in sorts {
            let sql = format!(
                "SELECT state FROM ({sort} ORDER BY since, inspection, number LIMIT {OLDEST}) AS waiting
                 JOIN stream ON stream.name = waiting.ref ORDER BY waiting.since"
            );
            for stands in self.states(&sql)? {
                if found.iter().all(|other| other.reference != stands.reference) {
                    found.push(stands);
                }
            }
        }
        Ok(found)
    }

    fn states(&self, sql: &str) -> Result<Vec<Recommendation>, Trouble> {
        let read = || -> rusqlite::Result<Vec<String>> {
            self.conn.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
        };
        let states = read().map_err(|error| Trouble::on(self.conn, error))?;
        let state = |state: &String| {
            serde_json::from_str(state).map_err(|error| super::standing::unreadable(self.conn, &error))
        };
        states.iter().map(state).collect()
    }
}
