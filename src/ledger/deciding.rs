//! What waits for one person's decision, read by index: no more is read than what waits, however long the log is.
//! What is told of each is for `briefing`.

use super::door::Ledger;
use super::standing::questions::{Standing, Waiting as Listed, Why};
use super::trouble::Trouble;
use crate::journey::deciding::{Matter, Pressing};
use crate::journey::people::Role;
use crate::journey::recommendation::{Position, Recommendation};
use crate::journey::{Context, decide};

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

    /// Whether it is what a row of the overview is about.
    fn is_listed_as(&self, listed: &Listed) -> bool {
        let sort = match (&self.matter, self.matter.is_for_a_lead(&self.stands)) {
            (Matter::Approval, _) => Why::Approval,
            (Matter::SignOff, _) => Why::SignOff,
            (Matter::Extension(_), true) => Why::AskedOfLead,
            (Matter::Extension(_) | Matter::Withdrawal, _) => Why::AskedOfDcc,
        };
        sort == listed.why && self.stands.reference.to_string() == listed.r#ref
    }

    /// Whether two ask for the same, and where the answer rests on the force's position, with the same one.
    pub fn is_like(&self, other: &Waiting) -> bool {
        (self.matter.words(), self.position()) == (other.matter.words(), other.position())
    }

    /// Why a person does not decide it together with `other`: one answer is given only to what is alike.
    /// With nothing does it go together while a question of that person waits for its answer.
    pub fn apart(&self, other: Option<&Waiting>, person: &str) -> Option<String> {
        if self.own_question(person) {
            return Some(format!("your question on {} is not answered: decide it by itself", self.subject()));
        }
        let other = other.filter(|other| !other.is_like(self))?;
        let words = other.matter.words();
        Some(match other.position().filter(|_| words == self.matter.words()) {
            Some(position) => {
                format!("only what has the same position is decided together: {}", position.words())
            }
            None => format!("only what asks for the same is decided together: {words}"),
        })
    }

    /// The force's position, where the decision rests on it; none on a later date or a closing.
    pub fn position(&self) -> Option<Position> {
        self.stands.position.filter(|_| self.matter.takes_a_condition())
    }

    /// Whether a question of this person waits for its answer.
    pub fn own_question(&self, person: &str) -> bool {
        self.stands.open_questions().any(|question| question.asked.by == person)
    }
}

impl Ledger {
    /// What waits for the decision of a person today; nothing for whom the register does not know.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn desk(&self, actor: &str) -> Result<Desk, Trouble> {
        self.desk_of(actor, OLDEST)
    }

    /// What waits of these sorts for a person, of each so many of the oldest; what that person decides stands in the
    /// order of the desk, and whatever is the person's own after it.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn waiting_for(&self, actor: &str, sorts: &[Why], of_each: usize) -> Result<Vec<Listed>, Trouble> {
        let (standing, mut all) = (self.standing(), Vec::new());
        for why in sorts {
            all.extend(standing.waiting(*why, of_each)?);
        }
        let places: Vec<usize> = (0..all.len()).filter(|at| all[*at].why.is_decided()).collect();
        if places.len() < 2 {
            return Ok(all);
        }
        let desk = self.desk_of(actor, of_each)?;
        let mut decided: Vec<_> = places.iter().map(|at| all[*at].clone()).collect();
        decided.sort_by_key(|listed| {
            desk.waiting.iter().position(|one| one.is_listed_as(listed)).unwrap_or(desk.waiting.len())
        });
        places.into_iter().zip(decided).for_each(|(at, listed)| all[at] = listed);
        Ok(all)
    }

    fn desk_of(&self, actor: &str, oldest: usize) -> Result<Desk, Trouble> {
        let standing = self.standing();
        let register = standing.register()?;
        let (today, mut desk) = (self.today(), Desk::default());
        let Some(person) = register.person(actor) else { return Ok(desk) };
        let holds = |role| person.holds(role, today);
        let read = standing.awaiting(holds(Role::Approver), holds(Role::Lead), oldest)?;
        desk.more = read.len() >= oldest;
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
        let request = waiting.matter.request(&waiting.stands);
        let state = self.about(std::slice::from_ref(&request))?;
        let context = Context { actor: actor.to_string(), on: self.today(), today: self.today() };
        Ok(decide(&state, &request, &context).err().map(|refusal| refusal.reason.to_string()))
    }
}

impl Standing<'_> {
    /// The recommendations with something that an approver or a lead decides, the oldest of each sort.
    fn awaiting(&self, approver: bool, lead: bool, oldest: usize) -> Result<Vec<Recommendation>, Trouble> {
        let mut found: Vec<Recommendation> = Vec::new();
        for sql in queries(approver, lead, oldest) {
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

/// What is read for an approver or a lead, a query for each sort of thing that waits, so many of the oldest.
fn queries(approver: bool, lead: bool, oldest: usize) -> Vec<String> {
    let at = |stage: &str| format!("open = 1 AND stage = '{stage}'");
    let mut sorts = Vec::new();
    if approver {
        sorts.extend([at("Approval"), at("SignOff"), "asked IS NOT NULL".to_string()]);
    }
    if approver || lead {
        sorts.push("asked_of_lead IS NOT NULL".to_string());
    }
    let query = |sort: String| {
        format!(
            "SELECT state FROM (SELECT ref, since FROM recommendation WHERE {sort}
               ORDER BY since, inspection, number LIMIT {oldest}) AS waiting
             JOIN stream ON stream.name = waiting.ref"
        )
    };
    sorts.into_iter().map(query).collect()
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;
    use crate::journey::event::What;
    use crate::journey::reference::Stream;
    use crate::ledger::filled::{self, DCC, LEAD, OWNER};

    fn asked(ledger: &Ledger, person: &str) -> Vec<(String, &'static str)> {
        let desk = ledger.desk(person).unwrap();
        desk.waiting.iter().map(|one| (one.subject(), one.matter.words())).collect()
    }

    #[test]
    fn the_desk_holds_what_this_person_decides_and_nothing_that_is_the_persons_own() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled::filled(folder.path());
        assert_eq!(
            asked(&ledger, DCC),
            [("SOC22-3".into(), "approval of the outcome"), ("SOC22-5".into(), "closure sign-off")]
        );
        assert_eq!(asked(&ledger, LEAD), []);
        assert_eq!(asked(&ledger, "N. Obody"), []);
    }

    #[test]
    fn whoever_proposed_it_is_told_that_it_is_the_persons_own_whatever_the_roles() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = filled::filled(folder.path());
        let roles = [("name", "S. Econd"), ("role", "lead")];
        filled::ask(&mut ledger, "2023-01-21", LEAD, "people add", &roles);
        let role = [("person", LEAD), ("role", "approver")];
        filled::ask(&mut ledger, "2023-01-21", "S. Econd", "people role", &role);
        let desk = ledger.desk(LEAD).unwrap();
        assert_eq!((desk.waiting.len(), desk.own), (0, 2));
    }

    /// A register in which a later date and a closing are asked for as well, and a question waits.
    fn of_every_sort(folder: &std::path::Path) -> Ledger {
        let mut ledger = filled::filled(folder);
        let all = &mut ledger;
        let later = [("ref", "SOC22-4.a"), ("to", "2023-12-31"), ("why", "vetting")];
        filled::ask(all, "2023-01-21", OWNER, "target", &later);
        filled::ask(all, "2023-01-22", LEAD, "withdraw", &[("ref", "SOC22-6"), ("why", "the unit is gone")]);
        filled::ask(all, "2023-01-23", DCC, "question ask", &[("ref", "SOC22-3"), ("text", "who pays?")]);
        ledger
    }

    #[test]
    fn a_later_date_and_a_closing_are_items_of_their_own_and_a_question_puts_its_item_last() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = of_every_sort(folder.path());
        let all = &mut ledger;
        let subjects = |ledger: &Ledger| asked(ledger, DCC).into_iter().map(|(it, _)| it).collect::<Vec<_>>();
        // The date that is to move has passed: that presses most.
        assert_eq!(subjects(all), ["SOC22-4.a", "SOC22-5", "SOC22-6", "SOC22-3"]);
        filled::ask(all, "2023-01-24", LEAD, "question answer", &[("ref", "SOC22-3"), ("text", "the force")]);
        assert_eq!(subjects(all), ["SOC22-4.a", "SOC22-3", "SOC22-5", "SOC22-6"], "it comes back");
        let answered = ledger.desk(DCC).unwrap().waiting.remove(1).pressing;
        assert_eq!(answered.words(ledger.today()), "your question was answered on 24 Jan 2023");
    }

    #[test]
    fn what_waits_is_listed_on_the_overview_in_the_order_of_the_desk() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = of_every_sort(folder.path());
        let all = &mut ledger;
        let sorts = [Why::Overdue, Why::AskedOfDcc, Why::Approval, Why::SignOff, Why::Submission];
        let listed = all.waiting_for(DCC, &sorts, 50).unwrap();
        let decided = listed.iter().filter(|one| one.why.is_decided()).map(|one| one.r#ref.as_str());
        assert_eq!(decided.collect::<Vec<_>>(), ["SOC22-4", "SOC22-5", "SOC22-6", "SOC22-3"]);
        // What is not decided keeps its place before and behind.
        let sorts_of = |all: &[Listed]| all.iter().map(|one| one.why.is_decided()).collect::<Vec<_>>();
        let unsorted: Vec<_> =
            sorts.iter().flat_map(|why| all.standing().waiting(*why, 50).unwrap()).collect();
        assert_eq!(sorts_of(&listed), sorts_of(&unsorted));
        assert!(listed.iter().any(|one| !one.why.is_decided()));
    }

    #[test]
    fn what_the_rules_would_refuse_is_said_beside_the_item() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled::filled(folder.path());
        let desk = ledger.desk(DCC).unwrap();
        assert_eq!(ledger.hinders(&desk.waiting[0], DCC).unwrap(), None);
        let words = "its level asks for evidence of which nothing is accepted: `performance`";
        assert_eq!(ledger.hinders(&desk.waiting[1], DCC).unwrap().as_deref(), Some(words));
    }

    /// Steps of SQLite's machine, and rows that it went past without an index, for the whole desk.
    fn work(ledger: &Ledger) -> (i32, i32) {
        let (mut steps, mut scanned) = (0, 0);
        for sql in queries(true, true, OLDEST) {
            let mut query = ledger.connection().prepare(&sql).unwrap();
            let rows: Vec<String> =
                query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            assert!(rows.len() <= OLDEST);
            steps += query.get_status(StatementStatus::VmStep);
            scanned += query.get_status(StatementStatus::Sort);
        }
        (steps, scanned)
    }

    #[test]
    fn opening_the_desk_does_not_grow_with_the_length_of_the_log() {
        let (short, long) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (short, long) = (filled::filled(short.path()), filled::long(long.path()));
        assert!(long.head().unwrap().seq > 10 * short.head().unwrap().seq);
        assert_eq!(work(&short), work(&long));
        assert_eq!(work(&long).1, 0, "everything comes in the order of an index");
        for sql in queries(true, true, OLDEST) {
            let plan = format!("EXPLAIN QUERY PLAN {sql}");
            let mut plan = long.connection().prepare(&plan).unwrap();
            let plan: Vec<String> =
                plan.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
            let bare =
                plan.iter().find(|step| step.starts_with("SCAN recommendation") && !step.contains("INDEX"));
            assert_eq!(bare, None, "{plan:?}");
        }
    }

    #[test]
    fn what_is_new_on_an_item_is_read_from_its_own_events_alone() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled::long(folder.path());
        let reference = "SOC22-3".parse().unwrap();
        let since =
            ledger.since(&reference, &crate::ledger::looks::Look { seq: 0, on: ledger.today() }).unwrap();
        assert!(since.iter().all(|one| one.record.event.stream == Stream::Recommendation(reference.clone())));
        assert!(since.iter().any(|one| one.record.event.what == What::OutcomeReported {}));
    }
}
