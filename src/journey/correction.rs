//! Undo that fits a record: nothing is taken out of it, so what was recorded by mistake is put right by
//! another request, filled in from what stood before. Where no request puts it right, words say what to do.
//! Whether the rules grant the request is for `decide`; when it is offered is for the command line and the screens.

use chrono::NaiveDate;

use super::asking::{Answers, ON, Verb, options};
use super::deadline::in_words as day;
use super::event::{Event, What};
use super::inspection::Particulars;
use super::meeting::Meeting;
use super::meeting::attendance::{Attendance, PutRight};
use super::recommendation::{Action, Ending, Recommendation};
use super::reference::{InspectionCode, Letter, MeetingRef, RecommendationRef, Stream};
use super::state::State;

/// How a recorded event is put right.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The requests that could do it, the best first; none where there is no such request.
    pub proposals: Vec<Proposal>,
    /// What a proposal does not do by itself, or what to do where there is none.
    pub words: String,
}

/// A request, filled in as far as what stood before says.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub verb: &'static str,
    pub answers: Answers,
    /// The day on which it is to be recorded, where that is not today.
    pub on: Option<NaiveDate>,
}

impl Proposal {
    /// Its verb in the table of verbs.
    pub fn verb(&self) -> Option<&'static Verb> {
        Verb::named(self.verb)
    }

    /// Its answers, with the day among them.
    pub fn filled(&self) -> Answers {
        let answers = self.answers.clone();
        match self.on {
            Some(on) => answers.with(ON.name, on.to_string()),
            None => answers,
        }
    }

    /// The same as a command line.
    pub fn command(&self) -> Option<String> {
        Some(self.verb()?.command_with(&self.answers, &options(self.on, None, None)))
    }

    fn new(verb: &'static str) -> Proposal {
        Proposal { verb, answers: Answers::default(), on: None }
    }

    fn with(self, field: &'static str, answer: impl ToString) -> Proposal {
        Proposal { answers: self.answers.with(field, answer.to_string()), ..self }
    }

    /// The same, where there is something to fill in.
    fn with_any(self, field: &'static str, answer: Option<impl ToString>) -> Proposal {
        match answer {
            Some(answer) => self.with(field, answer),
            None => self,
        }
    }

    fn with_all(self, field: &'static str, answers: &[impl ToString]) -> Proposal {
        answers.iter().fold(self, |proposal, answer| proposal.with(field, answer.to_string()))
    }
}

/// How an event is put right. `before` is what stood before it, as far as the event's own stream tells.
pub fn of(event: &Event, before: &State) -> Correction {
    let mistaken =
        Mistaken { event, why: format!("corrects “{}” of {}", event.what.in_words(), day(event.on)) };
    match &event.stream {
        Stream::Register => mistaken.on_the_register(before),
        Stream::Inspection(code) => mistaken.on_an_inspection(code, before),
        Stream::Meeting(meeting) => mistaken.on_a_meeting(*meeting, before),
        Stream::Recommendation(reference) => mistaken.on_a_recommendation(reference, before),
    }
}

/// What was recorded, and the reason with which it is put right.
struct Mistaken<'a> {
    event: &'a Event,
    why: String,
}

/// One request, with what is to be known beside it.
fn ask(proposal: Proposal, words: &str) -> Correction {
    Correction { proposals: vec![proposal], words: words.to_string() }
}

/// No request puts it right.
fn told(words: impl Into<String>) -> Correction {
    Correction { proposals: Vec::new(), words: words.into() }
}

const BOTH_STAY: &str = "the record keeps both";

/// What was minuted is put right in the same minutes.
const BOTH_STAY_WHILE_OPEN: &str =
    "both stay in the minutes, while the meeting is open; esc changes the words";

impl Mistaken<'_> {
    /// A request with the reason of the correction.
    fn reasoned(&self, verb: &'static str, reference: impl ToString) -> Proposal {
        Proposal::new(verb).with("ref", reference).with("why", &self.why)
    }

    /// An event that is on a stream of another kind, as no program writes it.
    fn elsewhere(&self) -> Correction {
        told(format!("`{}` is about something else than `{}`", self.event.what.kind(), self.event.stream))
    }

    /// Words of the minutes by which those before do not hold.
    fn taken_back(&self, text: &str) -> String {
        format!("Correction: “{}” does not hold.", briefly(text))
    }

    fn on_the_register(&self, before: &State) -> Correction {
        let register = &before.register;
        match &self.event.what {
            What::RegisterOpened { .. } => {
                told("a register begins once; begin another file with `plenary init`, and put this one away")
            }
            What::BodyNamed { name, .. } => match register.bodies.get(name) {
                Some(kind) => ask(body(name, kind.words()), BOTH_STAY),
                None => told(format!(
                    "nothing is addressed to `{name}` by being named; name the right one with `plenary body add`, \
                     or give this one another kind in the same way"
                )),
            },
            What::PersonAdded { name, roles, .. } => Correction {
                proposals: roles.iter().map(|held| role_ended(name, held.role.words())).collect(),
                words: "a person is not taken out of the record: the roles are ended one by one, and the accounts \
                        with `plenary people unmap`"
                    .into(),
            },
            What::RoleGiven { person, holding } => {
                ask(role_ended(person, holding.role.words()), "it ends the day before the day of this request")
            }
            What::RoleEnded { person, role } => {
                let held = register.person(person);
                let held = held.and_then(|person| person.roles.iter().find(|held| held.role == *role));
                let until = held.and_then(|held| held.until).map(day);
                let given = Proposal::new("people role").with("person", person).with("role", hyphened(role.words()));
                ask(given.with("from", day(self.event.on)).with_any("until", until), BOTH_STAY)
            }
            What::AccountMapped { person, account } => {
                let unmap = Proposal::new("people unmap").with("person", person).with("account", account);
                ask(unmap.with("why", &self.why), BOTH_STAY)
            }
            What::AccountUnmapped { person, account } => ask(
                Proposal::new("people account").with("person", person).with("account", account),
                BOTH_STAY,
            ),
            What::AddressNoted { person, .. } => {
                let former = register.person(person).and_then(|person| person.address.as_ref());
                let address = Proposal::new("people address").with("person", person).with_any("address", former);
                ask(address.with("why", &self.why), BOTH_STAY)
            }
            What::KeyOffered { person, fingerprint, .. } | What::KeyAccepted { person, fingerprint } => {
                let revoke = Proposal::new("key revoke").with("person", person).with("fingerprint", fingerprint);
                ask(revoke.with("why", &self.why), "a key that is revoked stays revoked; another can be offered")
            }
            What::KeyRevoked { person, .. } => ask(
                Proposal::new("key offer").with("person", person),
                "a key that was revoked stays revoked: offer another",
            ),
            What::SchemeAdopted { .. } => told(
                "adopt the former scheme again with `plenary scheme adopt FILE`; \
                 its words stand in the record: `plenary history register --json`",
            ),
            _ => self.elsewhere(),
        }
    }

    fn on_an_inspection(&self, code: &InspectionCode, before: &State) -> Correction {
        let response = before.inspection(code).map(|inspection| &inspection.response);
        let again = |verb, field, former: Option<String>| {
            let proposal = Proposal::new(verb).with("ref", code).with_any(field, former);
            ask(proposal, "what is recorded now takes the place of what was recorded before")
        };
        match &self.event.what {
            What::InspectionRecorded { .. } => {
                ask(self.reasoned("inspection correct", code), "say what is wrong with it; its code stays")
            }
            What::InspectionCorrected { .. } => match before.inspection(code) {
                Some(was) => ask(self.as_it_was(code, &was.particulars()), "a grade that was added stays"),
                None => self.elsewhere(),
            },
            What::CommentsInvited { .. } => {
                again("response invite", "by", response.and_then(|response| response.comments_by).map(day))
            }
            What::CommentsReceived { .. } | What::CommentsWaived {} => {
                let comments = response.and_then(|response| response.comments.as_ref());
                again("response comments", "text", comments.and_then(|comments| comments.text.clone()))
            }
            What::CommentsRepliedTo { .. } => {
                again("response reply", "text", response.and_then(|response| response.reply.clone()))
            }
            What::RecommendationAnswered { recommendation, .. } => {
                let former = response.and_then(|response| response.answers.get(recommendation));
                let answer = Proposal::new("response answer").with("ref", recommendation);
                ask(answer.with_any("text", former), BOTH_STAY)
            }
            What::ResponsePublished { .. } => told(
                "what is published cannot be taken back here: publish the correction in the same place, \
                 and tell those who had a copy",
            ),
            What::ReceiptRecorded { from } => ask(
                Proposal::new("response receipt").with("ref", code).with("from", hyphened(from.words())),
                "say the right day with `--on`; the later record of a receipt is the one that counts",
            ),
            What::FoundTheSame { .. } => {
                ask(self.reasoned("response apart", code), "its own clock runs again")
            }
            What::FoundApart { from } => ask(
                self.reasoned("response same", code).with("with", from),
                "its own clock stands still again",
            ),
            _ => self.elsewhere(),
        }
    }

    fn as_it_was(&self, code: &InspectionCode, was: &Particulars) -> Proposal {
        let grades: Vec<_> =
            was.grades.iter().map(|grade| format!("{}={}", grade.body, grade.grade)).collect();
        self.reasoned("inspection correct", code)
            .with("title", &was.title)
            .with("published", day(was.published))
            .with("inspectorate", &was.inspectorate)
            .with_all("kind", &was.kinds)
            .with_all("grade", &grades)
    }

    fn on_a_meeting(&self, meeting: MeetingRef, before: &State) -> Correction {
        let was = before.meeting(meeting);
        match &self.event.what {
            What::MeetingPlanned { .. } => {
                ask(self.reasoned("meeting cancel", meeting), "or move it with `plenary meeting move`")
            }
            What::MeetingMoved { .. } => {
                let date = was.map(|was| day(was.date));
                ask(self.reasoned("meeting move", meeting).with_any("date", date), BOTH_STAY)
            }
            What::MeetingCancelled {} => {
                let plan = Proposal::new("meeting plan")
                    .with_any("name", was.map(|was| &was.name))
                    .with_any("date", was.map(|was| day(was.date)))
                    .with_any("kind", was.map(|was| was.kind.words()))
                    .with_any("chair", was.and_then(|was| was.chair.as_ref()))
                    .with_any("inspection", was.and_then(|was| was.inspection.as_ref()));
                ask(plan, "it is planned anew under the next number")
            }
            What::MeetingOpened { .. } => ask(
                Proposal::new("meeting close").with("ref", meeting),
                "it stays on record as held that day; plan another for the day on which it is held",
            ),
            What::MeetingNoted { text } => {
                let note = Proposal::new("meeting note").with("ref", meeting);
                ask(note.with("text", self.taken_back(text)), BOTH_STAY_WHILE_OPEN)
            }
            What::MeetingClosed { .. } => told(
                "a closed meeting stays closed: plan and open another for what is still to be recorded, \
                 with `plenary meeting plan` and `plenary meeting open`",
            ),
            What::AgendaItemAdded { recommendation } => {
                ask(self.reasoned("meeting drop", meeting).with("item", recommendation), BOTH_STAY)
            }
            What::AgendaItemDropped { recommendation } => {
                ask(self.reasoned("meeting add", meeting).with("item", recommendation), BOTH_STAY)
            }
            What::AgendaItemOrdered { recommendation, .. } => ask(
                Proposal::new("meeting order").with("ref", meeting).with("item", recommendation),
                "say before which item it comes",
            ),
            What::AttendanceRecorded { attendance } => {
                ask(back("meeting attend", meeting, attendance, was), BOTH_STAY)
            }
            What::MinutesCorrected { what } => self.not_so(meeting, what, was),
            What::MeetingHeld { .. } => told(NO_PLENARY_BACK),
            _ => self.elsewhere(),
        }
    }

    /// What was put right was right before: that is another correction.
    fn not_so(&self, meeting: MeetingRef, what: &PutRight, was: Option<&Meeting>) -> Correction {
        let correct = |proposal: Proposal| ask(proposal.with("why", &self.why), BOTH_STAY);
        let begun = Proposal::new("meeting correct").with("ref", meeting);
        match what {
            PutRight::Chair { was: Some(was), .. } => correct(begun.with("chair", was)),
            PutRight::Chair { was: None, .. } => {
                told(format!("say who chaired it with `plenary meeting correct {meeting} --chair NAME`"))
            }
            PutRight::Words { recommendation, was, is } => {
                correct(begun.with_any("item", recommendation.as_ref()).with("was", is).with("is", was))
            }
            PutRight::Attendance(attendance) => correct(back("meeting correct", meeting, attendance, was)),
        }
    }

    fn on_a_recommendation(&self, reference: &RecommendationRef, before: &State) -> Correction {
        let was = before.recommendation(reference);
        match &self.event.what {
            What::RecommendationAdded { .. } => Correction {
                proposals: vec![
                    self.reasoned("recommendation retract", reference),
                    self.reasoned("withdraw", reference),
                ],
                words: "once something else was recorded on it, only the DCC can let it end".into(),
            },
            What::RecommendationRetracted {} => match was {
                Some(was) => ask(added_again(was), "it gets the inspection's next number"),
                None => self.elsewhere(),
            },
            What::TextAmended { action, old, .. } => {
                let subject = of_action(reference, action.as_ref());
                ask(self.reasoned("amend", subject).with("text", old), BOTH_STAY)
            }
            What::StatusNoted { .. } => {
                let former = was.and_then(|was| was.inspectorate_status.as_ref());
                ask(Proposal::new("status").with("ref", reference).with_any("status", former), BOTH_STAY)
            }
            What::LevelAwarded { .. } => {
                let former = was.and_then(|was| was.level.as_ref()).map(|level| &level.code);
                ask(Proposal::new("level").with("ref", reference).with_any("level", former), BOTH_STAY)
            }
            What::DecisionMinuted { text, meeting } => {
                let decision = Proposal::new("decision").with("ref", reference);
                let decision = decision.with("text", self.taken_back(text)).with("meeting", meeting);
                ask(decision, BOTH_STAY_WHILE_OPEN)
            }
            What::DissentRecorded { who, text, meeting } => {
                let dissent = Proposal::new("dissent").with("ref", reference).with("who", who);
                let dissent = dissent.with("text", self.taken_back(text)).with("meeting", meeting);
                ask(dissent, BOTH_STAY_WHILE_OPEN)
            }
            What::QuestionAsked { .. } => told(format!(
                "a question stays, and keeps nobody from deciding; \
                 a lead or an owner answers it with `plenary question answer {reference}`"
            )),
            What::QuestionAnswered { question, .. } => {
                let again = Proposal::new("question answer").with("ref", reference);
                ask(again.with("question", question), "the right answer is given after it, and both stay")
            }
            What::AnswerGiven { body, .. } => {
                let former = was.and_then(|was| was.answers.iter().find(|answer| &answer.body == body));
                let answer = Proposal::new("answer").with("ref", reference).with("body", body);
                ask(answer.with_any("text", former.map(|answer| &answer.text)), BOTH_STAY)
            }
            What::EvidenceAdded { evidence, .. } => Correction {
                proposals: vec![
                    self.reasoned("evidence withdraw", evidence),
                    self.reasoned("evidence reject", evidence),
                ],
                words: "whoever offered it takes it back; anybody else rejects it".into(),
            },
            What::EvidenceOpened { .. } => {
                told("that somebody opened it is not taken back: what was read was read")
            }
            What::EvidenceAccepted { evidence } => ask(self.reasoned("evidence reject", evidence), BOTH_STAY),
            What::EvidenceRejected { evidence } => {
                ask(Proposal::new("evidence accept").with("ref", evidence), BOTH_STAY)
            }
            What::EvidenceWithdrawn { evidence } => {
                let piece =
                    was.and_then(|was| was.evidence.iter().find(|piece| piece.reference == *evidence));
                let add = Proposal::new("evidence add")
                    .with("ref", reference)
                    .with_any("title", piece.map(|piece| &piece.title))
                    .with_any("kind", piece.map(|piece| &piece.kind))
                    .with_any("held", piece.and_then(|piece| piece.held.as_ref()))
                    .with_any("marking", piece.and_then(|piece| piece.marking.as_ref()))
                    .with_any("dated", piece.and_then(|piece| piece.dated).map(day))
                    .with_any("source", piece.and_then(|piece| piece.source.as_ref()));
                // A name from the record is never used as a path: who offers it anew says where it lies.
                ask(
                    add,
                    match piece.and_then(|piece| piece.file.as_ref()) {
                        None => "it is offered anew under the next number",
                        Some(_) => {
                            "it is offered anew under the next number; say with `--file` where its file is"
                        }
                    },
                )
            }
            _ => self.on_the_road(reference, was),
        }
    }

    fn on_the_road(&self, reference: &RecommendationRef, was: Option<&Recommendation>) -> Correction {
        let closes = |ending: &Option<Ending>| ending.is_some();
        let reopen = || ask(self.reasoned("reopen", reference), "it goes back to where work can go on");
        match &self.event.what {
            What::PlenaryHeld { .. } => told(NO_PLENARY_BACK),
            What::PositionTaken { .. } => {
                let former = was.and_then(|was| was.position).map(|position| hyphened(position.words()));
                let position = Proposal::new("position").with("ref", reference).with_any("position", former);
                ask(position.with("why", &self.why), BOTH_STAY)
            }
            What::OutcomeReported {} => told(format!(
                "it is before the DCC: ask the DCC to return it, with `plenary return {reference} --why REASON`"
            )),
            What::OutcomeApproved { closes: ending, .. } if closes(ending) => reopen(),
            What::OutcomeApproved { .. } => told(
                "an approval stands; what is to change is agreed, moved or finished at Governance, \
                 and the DCC is asked where the scheme says so",
            ),
            What::OutcomeReturned {} => ask(
                Proposal::new("report").with("ref", reference),
                "a lead reports the outcome again, and the DCC can then approve it",
            ),
            What::ConsideredComplete { .. } => told(format!(
                "it is before the DCC: ask the DCC to send it back, with `plenary sendback {reference} --why REASON`"
            )),
            What::SignedOff { closes: ending, .. } if closes(ending) => reopen(),
            What::SignedOff { .. } => told(format!(
                "a sign-off stands: it is not submitted until the doubt is settled; \
                 `plenary withdraw {reference} --why REASON` asks the DCC to end it otherwise"
            )),
            What::SentBack {} => ask(
                Proposal::new("complete").with("ref", reference),
                "an open governance meeting considers it complete again, and the DCC can then sign it off",
            ),
            What::Submitted { .. } => told(format!(
                "it is with the inspectorate: ask it to return the submission, and record that with \
                 `plenary verdict {reference} returned --why REASON`"
            )),
            What::VerdictRecorded { closes: ending, .. } if closes(ending) => reopen(),
            What::VerdictRecorded { .. } => told(
                "it is back at work: considered complete, signed off and submitted again, it takes the right verdict",
            ),
            What::WithdrawalAsked { .. } => {
                told(format!("ask the DCC to refuse it, with `plenary refuse {reference} --why REASON`"))
            }
            What::WithdrawalGranted { .. } => reopen(),
            What::WithdrawalRefused { .. } => ask(self.asked_again(reference, was), "the DCC decides anew"),
            What::Reopened {} => told(format!(
                "it travels the road again, or ends by the DCC's decision: \
                 `plenary withdraw {reference} --why REASON` asks for that"
            )),
            _ => self.on_an_action(reference, was),
        }
    }

    /// The closing that was refused, asked for once more.
    fn asked_again(&self, reference: &RecommendationRef, was: Option<&Recommendation>) -> Proposal {
        let asked = was.and_then(|was| was.withdrawal.as_ref());
        match asked.and_then(|asked| asked.superseded_by.as_ref()) {
            Some(by) => self.reasoned("supersede", reference).with("by", by),
            None => self.reasoned("withdraw", reference),
        }
    }

    fn on_an_action(&self, reference: &RecommendationRef, was: Option<&Recommendation>) -> Correction {
        let found = |letter: &Letter| was.and_then(|was| was.action(letter));
        let named = |letter: &Letter| of_action(reference, Some(letter));
        let back = |letter: &Letter, words: &str| {
            let former = found(letter).map(|action| day(action.target));
            ask(self.reasoned("target", named(letter)).with_any("to", former), words)
        };
        match &self.event.what {
            What::ActionAgreed { action, .. } => told(format!(
                "its words are put right with `plenary amend {0}`, its owner with `plenary reassign {0}`; at Governance \
                 its date moves with `plenary target {0}`, and it ends with `plenary finish {0} --as no-longer-applicable`",
                named(action)
            )),
            What::ProgressReported { action, text, .. } => {
                self.does_not_hold(&named(action), text, found(action))
            }
            What::TargetMoved { action, .. } => back(action, "the trail keeps both moves"),
            What::ExtensionGranted { action, .. } => back(action, "the trail keeps both moves"),
            What::ExtensionAsked { action, .. } => told(format!(
                "ask the DCC to refuse it, with `plenary refuse {} --why REASON`",
                named(action)
            )),
            What::ExtensionRefused { action, .. } => {
                let asked = found(action).and_then(|action| action.extension.as_ref());
                let again = self.reasoned("target", named(action));
                ask(again.with_any("to", asked.map(|asked| day(asked.to))), "the DCC decides anew")
            }
            What::ActionFinished { action, .. } => {
                let was = found(action);
                let agree = Proposal::new("agree")
                    .with("ref", reference)
                    .with_any("text", was.map(|was| &was.text))
                    .with_any("owner", was.map(|was| &was.owner))
                    .with_any("target", was.map(|was| day(was.target)));
                ask(agree, "finished stays finished: what is still to be done is agreed as a new action")
            }
            What::OwnerChased { .. } => told(
                "that somebody was chased is not taken back: what was sent was sent; where it was not, say so to the \
                 owner, and with the owner's next word it is answered",
            ),
            What::OwnerReassigned { action, from, .. } => {
                ask(self.reasoned("reassign", named(action)).with("owner", from), BOTH_STAY)
            }
            _ => self.elsewhere(),
        }
    }

    /// What was said is no progress that is made again: it is said, of the same day, that it does not hold,
    /// and what does.
    fn does_not_hold(&self, reference: &str, text: &str, was: Option<&Action>) -> Correction {
        let former = was.and_then(|was| was.progress.as_ref());
        let holds = former.map_or("Nothing had been said before.".to_string(), |former| {
            format!("What was said on {} holds: “{}”", day(former.on), briefly(&former.text))
        });
        let text =
            format!("Correction: “{}” of {} does not hold. {holds}", briefly(text), day(self.event.on));
        let update = self
            .reasoned("update", reference)
            .with("text", text)
            .with_any("rating", was.and_then(|was| was.rating.as_ref()));
        let rated = was.is_some_and(|was| was.rating.is_some());
        let rating = if rated { "" } else { "; a rating that was given is changed by giving another" };
        let on = day(self.event.on);
        let words = format!("both stay in the record, of the same day, {on}; esc changes the words{rating}");
        ask(Proposal { on: Some(self.event.on), ..update }, &words)
    }
}

const NO_PLENARY_BACK: &str = "a plenary that was recorded stays: what was decided is put right at Plenary, \
                               and one that was never held is explained to the DCC, who returns the outcome";

/// So many characters of words that are quoted.
const QUOTED: usize = 120;

/// The beginning of words, where they are long.
fn briefly(words: &str) -> String {
    match words.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_string(),
    }
}

/// Everybody stands to a meeting as before.
fn back(verb: &'static str, meeting: MeetingRef, now: &Attendance, was: Option<&Meeting>) -> Proposal {
    let named = now.came.iter().chain(&now.apologies).chain(&now.absent);
    named.fold(Proposal::new(verb).with("ref", meeting), |proposal, name| {
        let among = |names: fn(&Meeting) -> &[String]| was.is_some_and(|was| names(was).contains(name));
        let field = match () {
            () if among(|was| &was.attendees) => "attendee",
            () if among(|was| &was.apologies) => "apologies",
            () => "absent",
        };
        proposal.with(field, name)
    })
}

fn role_ended(person: &str, role: &str) -> Proposal {
    Proposal::new("people end").with("person", person).with("role", hyphened(role))
}

fn body(name: &str, kind: &str) -> Proposal {
    Proposal::new("body add").with("name", name).with("kind", hyphened(kind))
}

fn added_again(was: &Recommendation) -> Proposal {
    Proposal::new("recommendation add")
        .with("ref", was.inspection())
        .with("text", &was.text)
        .with("kind", hyphened(was.kind.words()))
        .with_all("addressee", &was.addressees)
        .with_any("deadline", was.deadline.as_ref().map(|set| &set.words))
        .with_any("narrative", was.narrative.as_ref())
        .with_any("parent", was.parent.as_ref())
        .with_any("restates", was.restates.as_ref())
}

fn of_action(reference: &RecommendationRef, letter: Option<&Letter>) -> String {
    letter.map_or_else(|| reference.to_string(), |letter| format!("{reference}.{letter}"))
}

fn hyphened(words: &str) -> String {
    words.replace(' ', "-")
}
