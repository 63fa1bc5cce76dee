//! The table: every verb with its fields, and the stages where it can be granted.

use super::{Ask, Field, Need, Verb};
use crate::journey::people::Role;
use crate::journey::recommendation::Stage;

const fn field(name: &'static str, ask: Ask, need: Need, help: &'static str) -> Field {
    Field { name, ask, need, help }
}

const A_LEAD: &[Role] = &[Role::Lead];
const THE_DCC: &[Role] = &[Role::Approver];
const WORKERS: &[Role] = &[Role::Lead, Role::Owner];
const DECIDERS: &[Role] = &[Role::Approver, Role::Lead];
const JUDGES: &[Role] = &[Role::Lead, Role::Approver];
const ANSWERERS: &[Role] = &[Role::LpbOffice, Role::Lead];

const RECOMMENDATION: Field =
    field("ref", Ask::Recommendation, Need::Positional, "the recommendation, like SOC22-1");
const ACTION: Field = field("ref", Ask::Action, Need::Positional, "the action, like SOC22-1.a");
const INSPECTION: Field = field("ref", Ask::Inspection, Need::Positional, "the inspection, like SOC22");
const MEETING: Field = field("ref", Ask::Meeting, Need::Positional, "the meeting, like M14");
const EVIDENCE: Field = field("ref", Ask::Evidence, Need::Positional, "the evidence, like E9");
const WHY: Field = field("why", Ask::Text, Need::Required, "the reason, kept in the record");
const PERHAPS_WHY: Field = field("why", Ask::Text, Need::Optional, "the reason, kept in the record");
const ATTENDEES: Field = field("attendee", Ask::Person, Need::Several, "who was there, once for each");
const CAME: Field = field("attendee", Ask::Person, Need::Any, "who came after all, once for each");
const APOLOGIES: Field =
    field("apologies", Ask::Person, Need::Any, "who could not come and said so, once for each");
const ABSENT: Field = field("absent", Ask::Person, Need::Any, "who did neither, once for each");
const ITEM: Field = field("item", Ask::Recommendation, Need::Positional, "the recommendation, like SOC22-1");
const AT_MEETING: Field =
    field("meeting", Ask::Meeting, Need::Optional, "the open meeting; the only open one if left out");
const CONDITION: Field =
    field("condition", Ask::Text, Need::Optional, "a condition, which becomes an action");
const CONDITION_OWNER: Field = field(
    "owner",
    Ask::Person,
    Need::Optional,
    "who meets the condition; whoever asked for this if left out",
);
const CONDITION_TARGET: Field =
    field("target", Ask::Date, Need::Optional, "the date by which the condition is met");

const HOLDER: Field = field("person", Ask::Person, Need::Positional, "whose key it is");
const PUBLIC_KEY: Field =
    field("key", Ask::File, Need::Positional, "the file of the public key, which ends with .pub");
const FINGERPRINT: Field = field(
    "fingerprint",
    Ask::Line,
    Need::Positional,
    "the key's fingerprint, compared with its holder: SHA256:...",
);
const HOLDER_VERIFIED: Field =
    field("pin", Ask::Flag, Need::Optional, "the hardware key asks for its PIN, or a finger, every time");

/// Every request that is asked for by its verb, in the order of the road.
pub const VERBS: &[Verb] = {
    use Ask as A;
    use Need::*;
    use Stage::*;
    &[
        Verb {
            name: "inspection add",
            by: A_LEAD,
            about: "record an inspection by hand",
            stages: &[],
            fields: &[
                field("title", A::Line, Positional, "the report's title"),
                field("published", A::Date, Required, "the day of publication"),
                field("code", A::Code, Optional, "its short code; proposed from title and year if left out"),
                field("inspectorate", A::Line, Optional, "who inspected; HMICFRS if left out"),
                field("kind", A::Line, Any, "what sort of inspection: national, thematic and so on"),
                field("grade", A::Grade, Any, "a grade, as BODY=GRADE"),
            ],
        },
        Verb {
            name: "inspection correct",
            by: A_LEAD,
            about: "put right what is known of an inspection",
            stages: &[],
            fields: &[
                INSPECTION,
                field("title", A::Line, Optional, "the right title; as it is if left out"),
                field("published", A::Date, Optional, "the right day of publication; as it is if left out"),
                field("inspectorate", A::Line, Optional, "who inspected; as it is if left out"),
                field("kind", A::Line, Any, "what sorts of inspection, in the place of all that stand"),
                field("grade", A::Grade, Any, "a body's right grade, as BODY=GRADE"),
                WHY,
            ],
        },
        Verb {
            name: "recommendation add",
            by: A_LEAD,
            about: "add a recommendation to an inspection",
            stages: &[],
            fields: &[
                INSPECTION,
                field("text", A::Text, Positional, "what is asked, in the report's words"),
                field("kind", A::RecommendationKind, Required, "what sort of thing it asks"),
                field("addressee", A::Body, Several, "to whom it is made, once for each"),
                field(
                    "deadline",
                    A::DeadlineWords,
                    Optional,
                    "the inspectorate's deadline, in its own words",
                ),
                field("narrative", A::Text, Optional, "what the force has published on it"),
                field("parent", A::Recommendation, Optional, "the cause of concern that it belongs to"),
                field(
                    "restates",
                    A::Recommendation,
                    Optional,
                    "the earlier recommendation that it asks again",
                ),
            ],
        },
        Verb {
            name: "recommendation retract",
            by: A_LEAD,
            about: "take back a recommendation that was added by mistake",
            stages: &[Received],
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "hold",
            by: A_LEAD,
            about: "hold a plenary on an inspection, or on one recommendation",
            stages: &[Received],
            fields: &[
                field("ref", A::InspectionOrRecommendation, Positional, "the inspection or recommendation"),
                ATTENDEES,
                APOLOGIES,
                field(
                    "meeting",
                    A::Meeting,
                    Optional,
                    "the planned plenary that is held; a new one if left out",
                ),
                field("name", A::Line, Optional, "the plenary's name"),
                field("hot-debrief", A::Flag, Optional, "a hot debrief, which may come before publication"),
            ],
        },
        Verb {
            name: "position",
            by: A_LEAD,
            about: "take the force's position",
            stages: &[Plenary],
            fields: &[
                RECOMMENDATION,
                field("position", A::Position, Positional, "the force's answer"),
                PERHAPS_WHY,
            ],
        },
        Verb {
            name: "agree",
            by: A_LEAD,
            about: "agree an action",
            stages: &[Plenary, Governance],
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "what the force will do"),
                field("owner", A::Person, Required, "who owns it"),
                field("target", A::Date, Required, "the date by which it will be done"),
                AT_MEETING,
            ],
        },
        Verb {
            name: "report",
            by: A_LEAD,
            about: "report the plenary's outcome to the DCC",
            stages: &[Plenary],
            fields: &[RECOMMENDATION],
        },
        Verb {
            name: "approve",
            by: THE_DCC,
            about: "approve the outcome (DCC)",
            stages: &[Approval],
            fields: &[RECOMMENDATION, CONDITION, CONDITION_OWNER, CONDITION_TARGET],
        },
        Verb {
            name: "return",
            by: THE_DCC,
            about: "return the outcome to the plenary (DCC)",
            stages: &[Approval],
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "update",
            by: WORKERS,
            about: "report progress on an action",
            stages: &[Governance, Submission],
            fields: &[
                ACTION,
                field("text", A::Text, Positional, "what is new"),
                field("rating", A::Rating, Optional, "its rating from now on"),
                PERHAPS_WHY,
                AT_MEETING,
                field("same", A::Flag, Optional, "say the same words as last time on purpose"),
            ],
        },
        Verb {
            name: "target",
            by: WORKERS,
            about: "move an action's target, or ask for an extension",
            stages: &[Governance, Submission],
            fields: &[ACTION, field("to", A::Date, Positional, "the new target"), WHY, AT_MEETING],
        },
        Verb {
            name: "grant",
            by: DECIDERS,
            about: "grant an extension or a closing without completion (DCC; a lead where the scheme lets one)",
            stages: &Stage::OPEN,
            fields: &[
                field(
                    "ref",
                    A::ActionOrRecommendation,
                    Positional,
                    "the action or recommendation that waits",
                ),
                PERHAPS_WHY,
            ],
        },
        Verb {
            name: "refuse",
            by: DECIDERS,
            about: "refuse an extension or a closing without completion (DCC; a lead where the scheme lets one)",
            stages: &Stage::OPEN,
            fields: &[
                field(
                    "ref",
                    A::ActionOrRecommendation,
                    Positional,
                    "the action or recommendation that waits",
                ),
                WHY,
            ],
        },
        Verb {
            name: "chased",
            by: A_LEAD,
            about: "record that owners were chased for their actions",
            stages: &[],
            fields: &[
                field(
                    "action",
                    A::Action,
                    Several,
                    "the action that the owner was reminded of, once for each",
                ),
                field(
                    "means",
                    A::Line,
                    Optional,
                    "how: e-mail if left out, to the address that the register knows",
                ),
            ],
        },
        Verb {
            name: "evidence add",
            by: WORKERS,
            about: "offer evidence",
            stages: &[Plenary, Approval, Governance, SignOff],
            fields: &[
                RECOMMENDATION,
                field("title", A::Line, Positional, "what it is"),
                field("kind", A::EvidenceKind, Required, "its kind in the scheme"),
                field("held", A::Line, Optional, "where it is held"),
                field("file", A::Path, Optional, "the path of its file, which is hashed and stored"),
                field(
                    "refer",
                    A::Flag,
                    Optional,
                    "leave the file where it is, and keep only its path and hash",
                ),
                field("marking", A::Line, Optional, "its protective marking, like OFFICIAL-SENSITIVE"),
                field("dated", A::Date, Optional, "the day that the document bears"),
                field("source", A::Line, Optional, "who made it or sent it"),
                AT_MEETING,
            ],
        },
        Verb {
            name: "evidence open",
            by: &Role::ALL,
            about: "open the file of a piece of evidence, which is noted",
            stages: &[Plenary, Approval, Governance, SignOff, Submission, Closed],
            fields: &[
                EVIDENCE,
                field(
                    "to",
                    A::Line,
                    Optional,
                    "the folder or the new file it is copied to; if left out a private folder on the screens, else where you are",
                ),
            ],
        },
        Verb {
            name: "evidence accept",
            by: JUDGES,
            about: "accept evidence that somebody else offered",
            stages: &[Plenary, Approval, Governance, SignOff],
            fields: &[EVIDENCE],
        },
        Verb {
            name: "evidence reject",
            by: JUDGES,
            about: "reject evidence that somebody else offered",
            stages: &[Plenary, Approval, Governance, SignOff],
            fields: &[EVIDENCE, WHY],
        },
        Verb {
            name: "evidence withdraw",
            by: WORKERS,
            about: "take back evidence that you offered",
            stages: &[Plenary, Approval, Governance, SignOff],
            fields: &[EVIDENCE, WHY],
        },
        Verb {
            name: "finish",
            by: WORKERS,
            about: "finish an action",
            stages: &[Governance, Submission],
            fields: &[
                ACTION,
                field("as", A::ActionEnding, Optional, "how it ended; implemented if left out"),
                PERHAPS_WHY,
                AT_MEETING,
            ],
        },
        Verb {
            name: "answer",
            by: A_LEAD,
            about: "record another addressee's answer to a joint recommendation",
            stages: &[Plenary, Approval, Governance],
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "what that body answers"),
                field("body", A::Body, Required, "whose answer it is"),
            ],
        },
        Verb {
            name: "decision",
            by: A_LEAD,
            about: "minute a decision that the open meeting took on it",
            stages: &Stage::OPEN,
            fields: &[RECOMMENDATION, field("text", A::Text, Positional, "what was decided"), AT_MEETING],
        },
        Verb {
            name: "dissent",
            by: A_LEAD,
            about: "record who did not agree at the open meeting",
            stages: &Stage::OPEN,
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "with what, and why, in that person's words"),
                field("who", A::Person, Required, "who did not agree"),
                AT_MEETING,
            ],
        },
        Verb {
            name: "question ask",
            by: DECIDERS,
            about: "ask a question about what waits for your decision",
            stages: &Stage::OPEN,
            fields: &[RECOMMENDATION, field("text", A::Text, Positional, "what you want to know")],
        },
        Verb {
            name: "question answer",
            by: WORKERS,
            about: "answer a question of whoever decides",
            stages: &Stage::OPEN,
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "the answer"),
                field("question", A::Question, Optional, "its number; the only one that waits if left out"),
            ],
        },
        Verb {
            name: "complete",
            by: A_LEAD,
            about: "consider it complete at the open governance meeting",
            stages: &[Governance],
            fields: &[RECOMMENDATION, AT_MEETING],
        },
        Verb {
            name: "level",
            by: A_LEAD,
            about: "record the level that the inspectorate awarded",
            stages: &Stage::OPEN,
            fields: &[
                RECOMMENDATION,
                field("level", A::Level, Positional, "the level's code in the scheme"),
                AT_MEETING,
            ],
        },
        Verb {
            name: "signoff",
            by: THE_DCC,
            about: "sign off for closure (DCC)",
            stages: &[SignOff],
            fields: &[RECOMMENDATION, CONDITION, CONDITION_OWNER, CONDITION_TARGET],
        },
        Verb {
            name: "sendback",
            by: THE_DCC,
            about: "send back to governance (DCC)",
            stages: &[SignOff],
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "submit",
            by: A_LEAD,
            about: "submit to the inspectorate for closure",
            stages: &[Submission],
            fields: &[RECOMMENDATION],
        },
        Verb {
            name: "verdict",
            by: A_LEAD,
            about: "record the inspectorate's verdict",
            stages: &[Submission, Closed],
            fields: &[
                RECOMMENDATION,
                field("verdict", A::Verdict, Positional, "the inspectorate's answer"),
                field("as", A::ClosingEnding, Optional, "how it closes; as its actions ended if left out"),
                field("by", A::Recommendation, Optional, "the recommendation that supersedes it"),
                PERHAPS_WHY,
            ],
        },
        Verb {
            name: "supersede",
            by: A_LEAD,
            about: "ask the DCC to close it as superseded by a later one",
            stages: &Stage::OPEN,
            fields: &[
                RECOMMENDATION,
                field("by", A::Recommendation, Required, "the recommendation that takes its place"),
                WHY,
            ],
        },
        Verb {
            name: "withdraw",
            by: A_LEAD,
            about: "ask the DCC to close it as no longer applicable",
            stages: &Stage::OPEN,
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "reopen",
            by: A_LEAD,
            about: "reopen a closed recommendation",
            stages: &[Closed],
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "amend",
            by: A_LEAD,
            about: "amend the words of a recommendation or an action",
            stages: &Stage::ALL,
            fields: &[
                field("ref", A::ActionOrRecommendation, Positional, "the recommendation or action"),
                field("text", A::Text, Positional, "the new words"),
                WHY,
            ],
        },
        Verb {
            name: "reassign",
            by: A_LEAD,
            about: "pass an action to another owner",
            stages: &[Plenary, Approval, Governance, SignOff, Submission, Closed],
            fields: &[ACTION, field("owner", A::Person, Positional, "who owns it from now on"), WHY],
        },
        Verb {
            name: "status",
            by: A_LEAD,
            about: "note what the inspectorate's own system shows",
            stages: &Stage::ALL,
            fields: &[
                RECOMMENDATION,
                field("status", A::Status, Positional, "the status's code in the scheme"),
            ],
        },
        Verb {
            name: "meeting plan",
            by: A_LEAD,
            about: "plan a meeting",
            stages: &[],
            fields: &[
                field("name", A::Line, Positional, "the meeting's name"),
                field("date", A::Date, Required, "the day it is planned for"),
                field("kind", A::MeetingKind, Optional, "what it is for; governance if left out"),
                field("inspection", A::Inspection, Optional, "the inspection on which a plenary is held"),
                field("chair", A::Person, Optional, "who chairs it"),
                field(
                    "repeat",
                    A::Repeat,
                    Optional,
                    "how it repeats, as in every 4 weeks, every month, first tuesday",
                ),
                field("times", A::Times, Optional, "how many meetings, where it repeats"),
                field("until", A::Date, Optional, "the day after which there is none, where it repeats"),
            ],
        },
        Verb {
            name: "meeting move",
            by: A_LEAD,
            about: "move a planned meeting to another day",
            stages: &[],
            fields: &[MEETING, field("date", A::Date, Positional, "the day it is planned for now"), WHY],
        },
        Verb {
            name: "meeting cancel",
            by: A_LEAD,
            about: "cancel a planned meeting",
            stages: &[],
            fields: &[MEETING, WHY],
        },
        Verb {
            name: "meeting open",
            by: A_LEAD,
            about: "open a planned meeting",
            stages: &[],
            fields: &[
                MEETING,
                ATTENDEES,
                APOLOGIES,
                field("chair", A::Person, Optional, "who takes the chair, where somebody else was to"),
            ],
        },
        Verb {
            name: "meeting attend",
            by: A_LEAD,
            about: "record who came to an open meeting after all, or sent apologies",
            stages: &[],
            fields: &[MEETING, CAME, APOLOGIES, ABSENT],
        },
        Verb {
            name: "meeting add",
            by: A_LEAD,
            about: "add a recommendation to a meeting's agenda",
            stages: &[],
            fields: &[MEETING, ITEM, WHY],
        },
        Verb {
            name: "meeting drop",
            by: A_LEAD,
            about: "drop a recommendation from a meeting's agenda",
            stages: &[],
            fields: &[MEETING, ITEM, WHY],
        },
        Verb {
            name: "meeting order",
            by: A_LEAD,
            about: "put an item of a meeting's agenda in another place",
            stages: &[],
            fields: &[
                MEETING,
                ITEM,
                field(
                    "before",
                    A::Recommendation,
                    Optional,
                    "the item before which it comes; last of those with a reason if left out",
                ),
            ],
        },
        Verb {
            name: "meeting note",
            by: A_LEAD,
            about: "minute what is about no item of the open meeting",
            stages: &[],
            fields: &[MEETING, field("text", A::Text, Positional, "what was said")],
        },
        Verb {
            name: "meeting close",
            by: A_LEAD,
            about: "close an open meeting",
            stages: &[],
            fields: &[MEETING],
        },
        Verb {
            name: "meeting correct",
            by: A_LEAD,
            about: "put right what a closed meeting's minutes say",
            stages: &[],
            fields: &[
                MEETING,
                field("chair", A::Person, Optional, "who chaired it"),
                CAME,
                APOLOGIES,
                ABSENT,
                field(
                    "item",
                    A::Recommendation,
                    Optional,
                    "the recommendation of which the minutes say something wrong; none for any other business",
                ),
                field("was", A::Text, Optional, "what the minutes say"),
                field("is", A::Text, Optional, "what they should say"),
                WHY,
            ],
        },
        Verb {
            name: "response invite",
            by: ANSWERERS,
            about: "invite the chief officer's comments by a date",
            stages: &[],
            fields: &[INSPECTION, field("by", A::Date, Positional, "the day by which they are wanted")],
        },
        Verb {
            name: "response comments",
            by: ANSWERERS,
            about: "record the chief officer's comments",
            stages: &[],
            fields: &[INSPECTION, field("text", A::Text, Positional, "the comments")],
        },
        Verb {
            name: "response reply",
            by: ANSWERERS,
            about: "reply to the chief officer's comments",
            stages: &[],
            fields: &[
                INSPECTION,
                field("text", A::Text, Positional, "the reply, published with the comments"),
            ],
        },
        Verb {
            name: "response waive",
            by: ANSWERERS,
            about: "record that the chief officer makes no comments",
            stages: &[],
            fields: &[INSPECTION, WHY],
        },
        Verb {
            name: "response answer",
            by: ANSWERERS,
            about: "answer one recommendation in the statutory response",
            stages: &[],
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "the action taken or proposed, or why none"),
            ],
        },
        Verb {
            name: "response publish",
            by: ANSWERERS,
            about: "record that the response was published",
            stages: &[],
            fields: &[INSPECTION, field("place", A::Line, Positional, "where it was published")],
        },
        Verb {
            name: "response receipt",
            by: ANSWERERS,
            about: "record that a copy was received",
            stages: &[],
            fields: &[INSPECTION, field("from", A::Recipient, Positional, "whose receipt it is")],
        },
        Verb {
            name: "response same",
            by: ANSWERERS,
            about: "record that another report holds the same findings",
            stages: &[],
            fields: &[
                INSPECTION,
                field("with", A::Inspection, Positional, "the inspection whose response answers both"),
                WHY,
            ],
        },
        Verb {
            name: "response apart",
            by: ANSWERERS,
            about: "record that the findings are not the same after all",
            stages: &[],
            fields: &[INSPECTION, WHY],
        },
        Verb {
            name: "people add",
            by: A_LEAD,
            about: "add a person",
            stages: &[],
            fields: &[
                field("name", A::Line, Positional, "the person's name"),
                field("role", A::Role, Several, "a role, once for each"),
                field(
                    "account",
                    A::Line,
                    Any,
                    "an account of the operating system that acts for this person",
                ),
                field("from", A::Date, Optional, "the first day of the roles"),
                field("until", A::Date, Optional, "the last day of the roles"),
            ],
        },
        Verb {
            name: "people role",
            by: A_LEAD,
            about: "give a person a role",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("role", A::Role, Positional, "the role"),
                field("from", A::Date, Optional, "its first day"),
                field("until", A::Date, Optional, "its last day"),
            ],
        },
        Verb {
            name: "people end",
            by: A_LEAD,
            about: "end a person's role",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("role", A::Role, Positional, "the role that ends"),
            ],
        },
        Verb {
            name: "people account",
            by: A_LEAD,
            about: "let an account of the operating system act for a person",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("account", A::Line, Positional, "the account's name"),
            ],
        },
        Verb {
            name: "people unmap",
            by: A_LEAD,
            about: "take an account of the operating system away from a person",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("account", A::Line, Positional, "the account's name"),
                WHY,
            ],
        },
        Verb {
            name: "people address",
            by: A_LEAD,
            about: "note the e-mail address that messages to a person go to",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("address", A::Line, Positional, "the address: name@force.example"),
                field("why", A::Text, Optional, "why it changes, where there was one before"),
            ],
        },
        Verb {
            name: "key offer",
            by: JUDGES,
            about: "offer a key with which a person signs decisions",
            stages: &[],
            fields: &[HOLDER, PUBLIC_KEY, HOLDER_VERIFIED],
        },
        Verb {
            name: "key accept",
            by: JUDGES,
            about: "accept a key that somebody else offered; its holder is one of the two",
            stages: &[],
            fields: &[HOLDER, FINGERPRINT],
        },
        Verb {
            name: "key replace",
            by: JUDGES,
            about: "offer a key in the place of the one that a person signs with now",
            stages: &[],
            fields: &[HOLDER, PUBLIC_KEY, HOLDER_VERIFIED, WHY],
        },
        Verb {
            name: "key revoke",
            by: JUDGES,
            about: "end a key for ever: lost, stolen, or of somebody who left",
            stages: &[],
            fields: &[HOLDER, FINGERPRINT, WHY],
        },
        Verb {
            name: "body add",
            by: A_LEAD,
            about: "name a body that recommendations are addressed to",
            stages: &[],
            fields: &[
                field("name", A::Line, Positional, "the body's full name"),
                field("kind", A::BodyKind, Required, "what sort of body it is"),
            ],
        },
        Verb {
            name: "scheme adopt",
            by: A_LEAD,
            about: "adopt a scheme from a file",
            stages: &[],
            fields: &[field("file", A::File, Positional, "the scheme's file (TOML)")],
        },
    ]
};
