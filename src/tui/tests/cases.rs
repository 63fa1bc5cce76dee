//! One session for every request: from where it is asked, what is filled in, what the confirm then shows,
//! and where its effect is seen. What is done with them is in `requests`.

use super::sample::{ANOTHER_KEY_PRINT, DCC, KEY, KEY_PRINT, LEAD, OWNER};

/// A request that was made before, in the words of the command line.
pub type Before = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

pub struct Case {
    pub verb: &'static str,
    /// What it is asked from: a recommendation, the inspection `SOC22`, the meetings `M`, else the overview.
    pub from: &'static str,
    pub by: &'static str,
    pub before: &'static [Before],
    /// Each field that is filled in, what is typed there, and how the confirm shows it.
    /// `SCHEME` and `FIGURES` stand for the paths of files, `FOLDER` for that of the folder that they are in.
    pub filled: &'static [(&'static str, &'static str, &'static str)],
    /// Keys that are pressed after it was recorded, and what stands on the screen then.
    pub seen: &'static [(&'static str, &'static str)],
}

const BY_LEAD: Case = Case { verb: "", from: "", by: LEAD, before: &[], filled: &[], seen: &[] };
const BY_DCC: Case = Case { by: DCC, ..BY_LEAD };
const BY_OWNER: Case = Case { by: OWNER, ..BY_LEAD };

const WHY: (&str, &str, &str) = ("why", "it was agreed by all", "it was agreed by all");
const PLANNED: Before = (LEAD, "meeting plan", &[("name", "Spring board"), ("date", "2023-02-01")]);
const OPENED: Before = (LEAD, "meeting open", &[("ref", "M10"), ("attendee", "A. Lead;O. Owner")]);
const MINUTED: Before =
    (LEAD, "decision", &[("ref", "SOC22-4"), ("text", "one still vetted"), ("meeting", "M10")]);
const CLOSED: Before = (LEAD, "meeting close", &[("ref", "M10")]);
const FINISHED: Before = (OWNER, "finish", &[("ref", "SOC22-4.a")]);
const ACCEPTED: Before = (DCC, "evidence accept", &[("ref", "E1")]);
const SUBMITTED: Before = (LEAD, "submit", &[("ref", "SOC22-6")]);
const EXTENDED: Before =
    (OWNER, "target", &[("ref", "SOC22-4.a"), ("to", "2023-06-30"), ("why", "nobody can be found before")]);
const OLDER: Before =
    (LEAD, "inspection add", &[("title", "An older report"), ("published", "2022-12-02"), ("code", "OLD22")]);
const ASKED_BEFORE: Before = (
    LEAD,
    "recommendation add",
    &[
        ("ref", "OLD22"),
        ("text", "Cleveland Police should check cells"),
        ("kind", "recommendation"),
        ("addressee", "Cleveland Police"),
    ],
);
const CONCERN: Before = (
    LEAD,
    "recommendation add",
    &[
        ("ref", "SOC22"),
        ("text", "Cells are not safe"),
        ("kind", "cause-of-concern"),
        ("addressee", "Cleveland Police"),
    ],
);
const COMMENTED: Before = (LEAD, "response comments", &[("ref", "SOC22"), ("text", "the chief agrees")]);
const SAME: Before =
    (LEAD, "response same", &[("ref", "SOC22"), ("with", "OLD22"), ("why", "the findings are the same")]);
const OFFERED: Before = (LEAD, "key offer", &[("person", DCC), ("key", KEY)]);
const KEY_ACCEPTED: Before = (DCC, "key accept", &[("person", DCC), ("fingerprint", KEY_PRINT)]);
const PUBLISHED: Before = (LEAD, "response publish", &[("ref", "SOC22"), ("place", "the website")]);

const fn answered(whole: &'static [(&'static str, &'static str)]) -> Before {
    (LEAD, "response answer", whole)
}

const ANSWERED: [Before; 8] = [
    COMMENTED,
    answered(&[("ref", "SOC22-1"), ("text", "done")]),
    answered(&[("ref", "SOC22-2"), ("text", "done")]),
    answered(&[("ref", "SOC22-3"), ("text", "done")]),
    answered(&[("ref", "SOC22-4"), ("text", "done")]),
    answered(&[("ref", "SOC22-5"), ("text", "done")]),
    answered(&[("ref", "SOC22-6"), ("text", "done")]),
    answered(&[("ref", "SOC22-7"), ("text", "done")]),
];
const ALL_PUBLISHED: [Before; 9] = {
    let [a, b, c, d, e, f, g, h] = ANSWERED;
    [a, b, c, d, e, f, g, h, PUBLISHED]
};

/// A session for every verb, in the order of the table of verbs.
pub const CASES: &[Case] = &[
    Case {
        verb: "inspection add",
        filled: &[
            ("title", "Custody in Cleveland", "Custody in Cleveland"),
            ("published", "5 January 2023", "5 Jan 2023"),
            ("code", "cus23", "CUS23"),
            ("inspectorate", "HMICFRS", "HMICFRS"),
            ("kind", "thematic", "thematic"),
            ("grade", "Cleveland Police=good", "good"),
        ],
        seen: &[("", "Inspection CUS23"), ("", "Custody in Cleveland"), ("", "good")],
        ..BY_LEAD
    },
    Case {
        verb: "inspection correct",
        from: "SOC22",
        filled: &[
            ("title", "The right title", "The right title"),
            ("published", "8 Dec 2022", "8 Dec 2022"),
            ("inspectorate", "HMICFRS and others", "HMICFRS and others"),
            ("kind", "national", "national"),
            ("grade", "Durham Constabulary=outstanding", "outstanding"),
            WHY,
        ],
        seen: &[("", "The right title"), ("", "outstanding"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "recommendation add",
        from: "SOC22",
        before: &[CONCERN, OLDER, ASKED_BEFORE],
        filled: &[
            ("text", "Cleveland Police should check every cell", "should check every cell"),
            ("kind", "recommendation", "recommendation"),
            ("addressee", "Cleveland Police; Durham Constabulary", "Durham Constabulary"),
            ("deadline", "by 30 June 2023", "by 30 June 2023"),
            ("narrative", "two sergeants check", "two sergeants check"),
            ("parent", "SOC22-8", "SOC22-8"),
            ("restates", "OLD22-1", "OLD22-1"),
        ],
        seen: &[("", "SOC22-9 is at Received"), ("end", "should check every")],
        ..BY_LEAD
    },
    Case {
        verb: "recommendation retract",
        from: "SOC22-1",
        filled: &[WHY],
        seen: &[("", "there is no recommendation `SOC22-1`"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "hold",
        from: "SOC22-1",
        filled: &[
            ("attendee", "A. Lead; T. Deputy", "T. Deputy"),
            ("apologies", "O. Owner", "apologies: O. Owner"),
            ("name", "Talk about money", "Talk about money"),
            ("hot-debrief", "y", "hot debrief"),
        ],
        seen: &[("", "SOC22-1 is at Plenary"), ("m home", "Talk about money")],
        ..BY_LEAD
    },
    Case {
        verb: "position",
        from: "SOC22-2",
        filled: &[("position", "accepted-in-part", "accepted in part"), WHY],
        seen: &[("", "position: accepted in part")],
        ..BY_LEAD
    },
    Case {
        verb: "agree",
        from: "SOC22-2",
        filled: &[
            ("text", "fill both posts", "fill both posts"),
            ("owner", "O. Owner", "O. Owner"),
            ("target", "30 June 2023", "30 Jun 2023"),
        ],
        seen: &[("", "a fill both posts"), ("", "by 30 Jun 2023")],
        ..BY_LEAD
    },
    Case {
        verb: "report",
        from: "SOC22-2",
        before: &[(
            LEAD,
            "agree",
            &[("ref", "SOC22-2"), ("text", "fill posts"), ("owner", OWNER), ("target", "2023-06-30")],
        )],
        seen: &[("", "SOC22-2 is at Approval")],
        ..BY_LEAD
    },
    Case {
        verb: "approve",
        from: "SOC22-3",
        filled: &[
            ("condition", "only within the budget", "only within the budget"),
            ("owner", OWNER, "O. Owner"),
            ("target", "30 June 2023", "30 Jun 2023"),
        ],
        seen: &[("", "SOC22-3 is at Governance"), ("", "condition of the approval")],
        ..BY_DCC
    },
    Case {
        verb: "return",
        from: "SOC22-3",
        filled: &[WHY],
        seen: &[("", "SOC22-3 is at Plenary"), ("h end", "it was agreed by all")],
        ..BY_DCC
    },
    Case {
        verb: "update",
        from: "SOC22-4",
        before: &[PLANNED, OPENED],
        filled: &[
            ("text", "all three are in post", "all three are in post"),
            ("rating", "RED", "RED"),
            ("why", "the posts end in March", "the posts end in March"),
            ("meeting", "M10", "M10"),
            ("same", "y", ""),
        ],
        seen: &[("", "all three are in post"), ("", "R RED")],
        ..BY_LEAD
    },
    Case {
        verb: "target",
        from: "SOC22-4",
        filled: &[("to", "30 June 2023", "30 Jun 2023"), WHY],
        seen: &[("", "extension to 30 Jun 2023 waits")],
        ..BY_LEAD
    },
    Case {
        verb: "grant",
        from: "SOC22-4",
        before: &[EXTENDED],
        filled: &[WHY],
        seen: &[("", "by 30 Jun 2023, 3rd date"), ("h end", "it was agreed by all")],
        ..BY_DCC
    },
    Case {
        verb: "refuse",
        from: "SOC22-4",
        before: &[EXTENDED],
        filled: &[WHY],
        seen: &[("", "by 31 Jan 2023"), ("", "refused by"), ("h end", "it was agreed by all")],
        ..BY_DCC
    },
    Case {
        verb: "chased",
        from: "SOC22-4",
        filled: &[("action", "SOC22-4.a", "a by a call"), ("means", "a call", "O. Owner chased")],
        seen: &[("h end", "chased for a by a call")],
        ..BY_LEAD
    },
    Case {
        verb: "evidence add",
        from: "SOC22-4",
        filled: &[
            ("title", "figures of January", "figures of January"),
            ("kind", "performance", "performance"),
            ("held", "the shared drive", "the shared drive"),
        ],
        seen: &[("end", "figures of January"), ("", "offered by A. Lead")],
        ..BY_LEAD
    },
    Case {
        verb: "evidence open",
        from: "SOC22-4",
        before: &[(
            OWNER,
            "evidence add",
            &[("ref", "SOC22-4"), ("title", "figures"), ("kind", "performance"), ("file", "FIGURES")],
        )],
        filled: &[("to", "FOLDER", "evidence E4 opened")],
        seen: &[("", "the copy is"), ("end", "opened by A. Lead"), ("h end", "evidence E4 opened")],
        ..BY_LEAD
    },
    Case { verb: "evidence accept", from: "SOC22-5", seen: &[("end", "accepted by A. Lead")], ..BY_LEAD },
    Case {
        verb: "evidence reject",
        from: "SOC22-5",
        filled: &[WHY],
        seen: &[("end", "rejected by A. Lead"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "evidence withdraw",
        from: "SOC22-5",
        filled: &[WHY],
        seen: &[("end", "performance; taken back by"), ("h end", "it was agreed by all")],
        ..BY_OWNER
    },
    Case {
        verb: "finish",
        from: "SOC22-4",
        filled: &[("as", "partly-achieved", "partly achieved"), WHY],
        seen: &[("", "partly achieved"), ("", "finished on 2 Feb 2023")],
        ..BY_OWNER
    },
    Case {
        verb: "answer",
        from: "SOC22-2",
        filled: &[
            ("text", "Durham pays its part", "Durham pays its part"),
            ("body", "Durham Constabulary", "Durham Constabulary"),
        ],
        seen: &[("", "recorded: Durham Constabulary"), ("h end", "Durham pays its part")],
        ..BY_LEAD
    },
    Case {
        verb: "decision",
        from: "SOC22-4",
        before: &[PLANNED, OPENED],
        filled: &[("text", "one analyst is enough", "one analyst is enough"), ("meeting", "M10", "M10")],
        seen: &[("", "recorded: decided at M10"), ("h end", "one analyst is enough")],
        ..BY_LEAD
    },
    Case {
        verb: "dissent",
        from: "SOC22-4",
        before: &[PLANNED, OPENED],
        filled: &[
            ("text", "one analyst is not enough", "one analyst is not enough"),
            ("who", "O. Owner", "O. Owner"),
            ("meeting", "M10", "M10"),
        ],
        seen: &[("", "recorded: dissent of O. Owner at M10"), ("h end", "one analyst is not enough")],
        ..BY_LEAD
    },
    Case {
        verb: "question ask",
        from: "SOC22-3",
        filled: &[("text", "who decides jointly?", "who decides jointly?")],
        seen: &[("", "question 1: who decides jointly?"), ("h end", "who decides jointly?")],
        ..BY_DCC
    },
    Case {
        verb: "question answer",
        from: "SOC22-3",
        before: &[(DCC, "question ask", &[("ref", "SOC22-3"), ("text", "who decides jointly?")])],
        filled: &[("text", "the three together", "the three together"), ("question", "1", "question 1")],
        seen: &[("", "question 1 answered"), ("h end", "the three together")],
        ..BY_LEAD
    },
    Case {
        verb: "complete",
        from: "SOC22-4",
        before: &[FINISHED, PLANNED, OPENED],
        filled: &[("meeting", "M10", "M10")],
        seen: &[("", "SOC22-4 is at SignOff")],
        ..BY_LEAD
    },
    Case {
        verb: "level",
        from: "SOC22-4",
        filled: &[("level", "2", "level 2")],
        seen: &[("", "level 2 awarded"), ("h end", "level 2 awarded")],
        ..BY_LEAD
    },
    Case {
        verb: "signoff",
        from: "SOC22-5",
        before: &[ACCEPTED],
        filled: &[
            ("condition", "look again in May", "look again in May"),
            ("owner", OWNER, "O. Owner"),
            ("target", "31 May 2023", "31 May 2023"),
        ],
        seen: &[("", "SOC22-5 is at Submission"), ("h end", "look again in May")],
        ..BY_DCC
    },
    Case {
        verb: "sendback",
        from: "SOC22-5",
        filled: &[WHY],
        seen: &[("", "SOC22-5 is at Governance"), ("h end", "it was agreed by all")],
        ..BY_DCC
    },
    Case {
        verb: "submit",
        from: "SOC22-6",
        seen: &[("", "submitted to the inspectorate"), ("h end", "submitted")],
        ..BY_LEAD
    },
    Case {
        verb: "verdict",
        from: "SOC22-6",
        before: &[SUBMITTED],
        filled: &[("verdict", "superseded", "superseded"), ("by", "SOC22-4", "SOC22-4"), WHY],
        seen: &[("", "SOC22-6 is at Closed"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "supersede",
        from: "SOC22-4",
        before: &[OLDER, ASKED_BEFORE],
        filled: &[("by", "SOC22-5", "SOC22-5"), WHY],
        seen: &[("", "recorded:"), ("h end", "SOC22-5"), ("", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "withdraw",
        from: "SOC22-4",
        filled: &[WHY],
        seen: &[("", "recorded:"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "reopen",
        from: "SOC22-7",
        filled: &[WHY],
        seen: &[("", "SOC22-7 is at Governance"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "amend",
        from: "SOC22-4",
        filled: &[("text", "Cleveland Police should map all groups", "should map all groups"), WHY],
        seen: &[("", "Cleveland Police should map all groups"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "reassign",
        from: "SOC22-4",
        filled: &[("owner", "A. Lead", "A. Lead"), WHY],
        seen: &[("", "A AMBER A. Lead"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "status",
        from: "SOC22-4",
        filled: &[("status", "in-review", "in-review")],
        seen: &[("", "recorded:"), ("h end", "in-review")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting plan",
        from: "M",
        filled: &[
            ("name", "Summer board", "Summer board"),
            ("date", "2 March 2023", "2 Mar 2023"),
            ("kind", "governance", "governance"),
            ("chair", "T. Deputy", "T. Deputy"),
            ("repeat", "every 4 weeks", "every 4 weeks"),
            ("times", "2", "2 of 2"),
        ],
        seen: &[
            ("home", "2/2 Summer board"),
            ("", "M10"),
            ("", "2 Mar 2023"),
            ("", "30 Mar 2023"),
            ("", "chair T. Deputy"),
            ("", "series: 2 of 2, every 4 weeks, since M10"),
        ],
        ..BY_LEAD
    },
    Case {
        verb: "meeting move",
        from: "M",
        before: &[PLANNED],
        filled: &[("date", "9 March 2023", "9 Mar 2023"), WHY],
        seen: &[("home", "9 Mar 2023"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting cancel",
        from: "M",
        before: &[PLANNED],
        filled: &[WHY],
        seen: &[("home", "cancelled"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting open",
        from: "M",
        before: &[PLANNED],
        filled: &[
            ("attendee", "A. Lead; O. Owner", "O. Owner"),
            ("apologies", "T. Deputy", "apologies: T. Deputy"),
            ("chair", "O. Owner", "chair: O. Owner"),
        ],
        seen: &[
            ("home", "open"),
            ("", "there: A. Lead, O. Owner"),
            ("", "apologies: T. Deputy"),
            ("home enter", "chair: O. Owner"),
        ],
        ..BY_LEAD
    },
    Case {
        verb: "meeting note",
        from: "M",
        before: &[PLANNED, OPENED],
        filled: &[("text", "the room is too small", "the room is too small")],
        seen: &[("", "recorded: of no item"), ("h end", "the room is too small")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting close",
        from: "M",
        before: &[PLANNED, OPENED],
        seen: &[("home", "M10 governance closed")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting attend",
        from: "M10",
        before: &[PLANNED, OPENED],
        filled: &[
            ("attendee", "T. Deputy", "there: T. Deputy"),
            ("apologies", "O. Owner", "apologies: O. Owner"),
        ],
        seen: &[("", "there: A. Lead, T. Deputy"), ("", "apologies: O. Owner")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting correct",
        from: "M10",
        before: &[PLANNED, OPENED, MINUTED, CLOSED],
        filled: &[
            ("chair", "T. Deputy", "T. Deputy"),
            ("absent", "O. Owner", "not there: O. Owner"),
            ("item", "SOC22-4", "SOC22-4"),
            ("was", "one still vetted", "one still vetted"),
            ("is", "all are vetted", "all are vetted"),
            WHY,
        ],
        seen: &[("", "chair: T. Deputy (as corrected)"), ("h end", "all are vetted")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting add",
        from: "M10",
        before: &[PLANNED],
        filled: &[("item", "SOC22-1", "SOC22-1"), WHY],
        seen: &[("", "1 added by the lead"), ("", "added by A. Lead: it was agreed")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting drop",
        from: "M10",
        before: &[PLANNED],
        filled: &[("item", "SOC22-4", "SOC22-4"), WHY],
        seen: &[("", "SOC22-4 dropped from the agenda"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "meeting order",
        from: "M10",
        before: &[PLANNED],
        filled: &[("item", "SOC22-4", "SOC22-4"), ("before", "SOC22-3", "SOC22-3")],
        seen: &[("", "  1 SOC22-4")],
        ..BY_LEAD
    },
    Case {
        verb: "response invite",
        from: "SOC22",
        filled: &[("by", "20 Jan 2023", "20 Jan 2023")],
        seen: &[("", "20 Jan 2023"), ("h end", "20 Jan 2023")],
        ..BY_LEAD
    },
    Case {
        verb: "response comments",
        from: "SOC22",
        filled: &[("text", "the chief agrees", "the chief agrees")],
        seen: &[("", "recorded:"), ("h end", "the chief agrees")],
        ..BY_LEAD
    },
    Case {
        verb: "response reply",
        from: "SOC22",
        before: &[COMMENTED],
        filled: &[("text", "the Commissioner thanks her", "the Commissioner thanks her")],
        seen: &[("", "recorded:"), ("h end", "the Commissioner thanks her")],
        ..BY_LEAD
    },
    Case {
        verb: "response waive",
        from: "SOC22",
        filled: &[WHY],
        seen: &[("", "recorded:"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "response answer",
        from: "SOC22-1",
        filled: &[("text", "two posts are filled", "two posts are filled")],
        seen: &[("", "recorded:"), ("n enter h end", "two posts are filled")],
        ..BY_LEAD
    },
    Case {
        verb: "response publish",
        from: "SOC22",
        before: &ANSWERED,
        filled: &[("place", "the website", "the website")],
        seen: &[("", "published"), ("h end", "the website")],
        ..BY_LEAD
    },
    Case {
        verb: "response receipt",
        from: "SOC22",
        before: &ALL_PUBLISHED,
        filled: &[("from", "Secretary-of-State", "Secretary of State")],
        seen: &[("", "recorded:"), ("h end", "Secretary of State")],
        ..BY_LEAD
    },
    Case {
        verb: "response same",
        from: "SOC22",
        before: &[OLDER, ASKED_BEFORE],
        filled: &[("with", "OLD22", "OLD22"), WHY],
        seen: &[("", "OLD22"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "response apart",
        from: "SOC22",
        before: &[OLDER, ASKED_BEFORE, SAME],
        filled: &[WHY],
        seen: &[("", "recorded:"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "people add",
        filled: &[
            ("name", "V. Acting", "V. Acting"),
            ("role", "approver; owner", "approver"),
            ("account", "desk", "desk"),
            ("from", "1 February 2023", "1 Feb 2023"),
            ("until", "1 May 2023", "1 May 2023"),
        ],
        seen: &[("@", "V. Acting"), ("", "owner")],
        ..BY_LEAD
    },
    Case {
        verb: "people role",
        filled: &[
            ("person", "O. Owner", "O. Owner"),
            ("role", "reader", "reader"),
            ("from", "1 February 2023", "1 Feb 2023"),
            ("until", "1 May 2023", "1 May 2023"),
        ],
        seen: &[("@", "owner, reader")],
        ..BY_LEAD
    },
    Case {
        verb: "people end",
        filled: &[("person", "O. Owner", "O. Owner"), ("role", "owner", "owner")],
        seen: &[("", "recorded:"), ("h end", "O. Owner")],
        ..BY_LEAD
    },
    Case {
        verb: "people account",
        filled: &[("person", "O. Owner", "O. Owner"), ("account", "night-desk", "night-desk")],
        seen: &[("", "recorded:"), ("h end", "night-desk")],
        ..BY_LEAD
    },
    Case {
        verb: "people unmap",
        filled: &[("person", "O. Owner", "O. Owner"), ("account", "desk", "desk"), WHY],
        seen: &[("", "recorded:"), ("h end", "it was agreed by all")],
        ..BY_LEAD
    },
    Case {
        verb: "people address",
        filled: &[
            ("person", "O. Owner", "O. Owner"),
            ("address", "o.owner@force.example", "o.owner@force.example"),
            WHY,
        ],
        seen: &[("", "recorded:"), ("h end", "o.owner@force.example")],
        ..BY_LEAD
    },
    Case {
        verb: "key offer",
        filled: &[("person", "T. Deputy", "T. Deputy"), ("key", "KEY", KEY_PRINT)],
        seen: &[("", "recorded:"), ("h end", "offered for T. Deputy")],
        ..BY_LEAD
    },
    Case {
        verb: "key accept",
        before: &[OFFERED],
        filled: &[("person", "T. Deputy", "T. Deputy"), ("fingerprint", KEY_PRINT, KEY_PRINT)],
        seen: &[("", "recorded:"), ("h end", "accepted")],
        ..BY_DCC
    },
    Case {
        verb: "key replace",
        before: &[OFFERED, KEY_ACCEPTED],
        filled: &[("person", "T. Deputy", "T. Deputy"), ("key", "ANOTHER", ANOTHER_KEY_PRINT), WHY],
        seen: &[("", "recorded:"), ("h end", "offered for T. Deputy")],
        ..BY_LEAD
    },
    Case {
        verb: "key revoke",
        before: &[OFFERED, KEY_ACCEPTED],
        filled: &[("person", "T. Deputy", "T. Deputy"), ("fingerprint", KEY_PRINT, KEY_PRINT), WHY],
        seen: &[("", "recorded:"), ("h end", "revoked")],
        ..BY_LEAD
    },
    Case {
        verb: "body add",
        filled: &[("name", "Home Office", "Home Office"), ("kind", "department", "department")],
        seen: &[("", "Home Office"), ("h end", "Home Office")],
        ..BY_LEAD
    },
    Case {
        verb: "scheme adopt",
        filled: &[("file", "SCHEME", "scheme adopted")],
        seen: &[("", "scheme adopted"), ("", "in 7 days")],
        ..BY_LEAD
    },
];
