//! Every request that there is, asked for in plain lines and recorded.

use insta::assert_snapshot;

use super::conversation::{Talking, Told};
use crate::journey::asking::VERBS;
use crate::ledger::filled::{ANOTHER_KEY, DCC, KEY, LEAD, OWNER};

/// The last line of a request: read out, and agreed to.
const AGREED: &str = "yes";

/// A request, who makes it, and what is answered; before it, what has to be recorded first.
struct Case {
    verb: &'static str,
    actor: &'static str,
    first: &'static str,
    answers: &'static str,
}

const fn case(verb: &'static str, actor: &'static str, first: &'static str, answers: &'static str) -> Case {
    Case { verb, actor, first, answers }
}

const OPEN_MEETING: &str = "meeting plan\nBoard\ntoday\nyes\nmeeting open\n1\n1;3\n.\non today\nyes";

const OPEN_AGAIN: &str = "meeting plan\nBoard\ntoday\nyes\nmeeting open\n1\n1\n.\nyes";

const CASES: &[Case] = &[
    case("inspection add", LEAD, "", "inspection add\nCustody in Cleveland\n5 January 2023"),
    case("recommendation add", LEAD, "", "recommendation add\nSOC22\nCheck every cell\n.\n2\nCle\n."),
    case("hold", LEAD, "", "hold SOC22-1\n1;2\n."),
    case("position", LEAD, "", "position SOC22-2\naccepted-in\nwhy only the half of it is ours"),
    case("agree", LEAD, "", "agree SOC22-4\ntrain more people\n.\n3\n30 June 2023"),
    case("report", LEAD, "agree SOC22-2\ntrain\n.\n3\n30 June 2023\nyes", "report SOC22-2"),
    case("approve", DCC, "", "approve SOC22-3\ncondition night shifts first\ntarget 30 June 2023"),
    case("return", DCC, "", "return SOC22-3\nwho does it?\n."),
    case("update", OWNER, "", "update SOC22-4.a\none post is filled\n."),
    case("target", OWNER, "", "target SOC22-4.a\n15 March 2023\nvetting takes longer\n."),
    case(
        "grant",
        DCC,
        "@ owner\ntarget SOC22-4.a\n1 March 2024\nmore of it\n.\nyes\n@ deputy",
        "grant SOC22-4.a",
    ),
    case(
        "refuse",
        DCC,
        "@ owner\ntarget SOC22-4.a\n1 March 2024\nmore of it\n.\nyes\n@ deputy",
        "refuse SOC22-4.a\nit was moved before\n.",
    ),
    case("chased", LEAD, "people address\nO. Owner\no.owner@force.example\nyes", "chased\nSOC22-4.a\n."),
    case("evidence add", OWNER, "", "evidence add SOC22-4\nfigures to January\nperf"),
    case(
        "evidence open",
        LEAD,
        "@ owner\nevidence add SOC22-4\nfigures\nperf\nfile FOLDER/figures.pdf\nyes\n@ lead\nSOC22-4",
        "evidence open\nto FOLDER",
    ),
    case(
        "evidence accept",
        LEAD,
        "@ owner\nevidence add SOC22-4\nfigures\nperf\nyes\n@ lead\nSOC22-4",
        "evidence accept",
    ),
    case(
        "evidence reject",
        LEAD,
        "@ owner\nevidence add SOC22-4\nfigures\nperf\nyes\n@ lead\nSOC22-4",
        "evidence reject\nthey end in August\n.",
    ),
    case("finish", OWNER, "", "finish SOC22-4.a\nas partly\nwhy one post stays empty"),
    case("answer", LEAD, "", "answer SOC22-2\nwould agree\n.\nDur"),
    case("decision", LEAD, OPEN_MEETING, "decision SOC22-4\none post is enough\n."),
    case("dissent", LEAD, OPEN_MEETING, "dissent SOC22-4\nit is not enough\n.\n3"),
    case("question ask", DCC, "", "question ask SOC22-3\nwho decides jointly?\n."),
    case(
        "question answer",
        LEAD,
        "@ deputy\nquestion ask SOC22-3\nwho decides jointly?\n.\nyes\n@ lead",
        "question answer SOC22-3\nthe three together\n.",
    ),
    case("complete", LEAD, OPEN_MEETING, "finish SOC22-4.a\nyes\ncomplete SOC22-4"),
    case("level", LEAD, "", "level SOC22-4\n2"),
    case("signoff", DCC, "SOC22-5\nevidence accept\nyes", "signoff SOC22-5"),
    case("sendback", DCC, "", "sendback SOC22-5\nthe figures stop in August\n."),
    case("submit", LEAD, "", "submit SOC22-6"),
    case("verdict", LEAD, "submit SOC22-6\nyes", "verdict SOC22-6\nclosed"),
    case("supersede", LEAD, "", "supersede SOC22-4\nSOC22-1\nit asks the same\n."),
    case("withdraw", LEAD, "", "withdraw SOC22-4\nthe building was closed\n."),
    case("reopen", LEAD, "", "reopen SOC22-7\nthe posts are vacant\n."),
    case("amend", LEAD, "", "amend SOC22-1\nother words\n.\nit was copied wrongly\n."),
    case("reassign", LEAD, "", "reassign SOC22-4.a\n1\nO. Owner has left\n."),
    case("status", LEAD, "", "status SOC22-4\n1"),
    case("meeting plan", LEAD, "", "meeting plan\nBoard\n+3 weeks"),
    case("meeting open", LEAD, "meeting plan\nBoard\ntoday\nyes", "meeting open\n1\n1\n."),
    case("meeting note", LEAD, OPEN_MEETING, "meeting note\n1\nthe room is too small\n."),
    case(
        "meeting close",
        LEAD,
        "meeting plan\nBoard\ntoday\nyes\nmeeting open\n1\n1\n.\nyes",
        "meeting close\n1",
    ),
    case("meeting attend", LEAD, OPEN_AGAIN, "meeting attend\n1\nattendee T. Deputy"),
    case(
        "meeting correct",
        LEAD,
        "meeting plan\nBoard\ntoday\nyes\nmeeting open\n1\n1\n.\nyes\nmeeting close\n1\nyes",
        "meeting correct M10\nshe did\n.\nchair T. Deputy",
    ),
    case(
        "meeting add",
        LEAD,
        "meeting plan\nBoard\n+3 weeks\nyes",
        "meeting add M10\nSOC22-1\nthe press asked\n.",
    ),
    case(
        "meeting drop",
        LEAD,
        "meeting plan\nBoard\n+3 weeks\nyes",
        "meeting drop M10\nSOC22-4\nit can wait\n.",
    ),
    case(
        "meeting order",
        LEAD,
        "meeting plan\nBoard\n+3 weeks\nyes",
        "meeting order M10\nSOC22-4\nbefore SOC22-3",
    ),
    case("response invite", LEAD, "", "response invite SOC22\n10 Feb 2023"),
    case("response comments", LEAD, "", "response comments SOC22\nit is fair\n."),
    case(
        "response reply",
        LEAD,
        "response comments SOC22\nit is fair\n.\nyes",
        "response reply SOC22\nso it is\n.",
    ),
    case("response waive", LEAD, "", "response waive SOC22\nthe chief said so\n."),
    case("response answer", LEAD, "", "response answer SOC22-1\nit is done\n."),
    case("response publish", LEAD, READY, "response publish SOC22\nthe website"),
    case("response receipt", LEAD, PUBLISHED, "response receipt SOC22\n1"),
    case("response same", LEAD, TWIN, "response same SOC22\nSA23\nthe findings are word for word\n."),
    case("people add", LEAD, "", "people add\nN. Newcomer\nowner;reader\n."),
    case("people role", LEAD, "", "people role\nO. Owner\nlead\nuntil 30 June 2023"),
    case("people end", LEAD, "", "people end\nO. Owner\nowner"),
    case("people account", LEAD, "", "people account\nO. Owner\noowner"),
    case("people address", LEAD, "", "people address\nO. Owner\no.owner@force.example"),
    case("key offer", LEAD, "", OFFER),
    case("key accept", DCC, OFFERED, ACCEPT),
    case("key replace", DCC, ACCEPTED, "key replace\nT. Deputy\nFOLDER/two.pub\na new laptop\n."),
    case(
        "key revoke",
        DCC,
        OFFERED,
        "key revoke\nT. Deputy\nSHA256:Ccnp6fixjuhrLkE1YEwWCYJFMAdrRWXsbVsgf/uLnFI\nit is lost\n.",
    ),
    case("body add", LEAD, "", "body add\nGwent Police\nforce"),
    case(
        "inspection correct",
        LEAD,
        "",
        "inspection correct SOC22\nthe title was cut short\n.\ntitle Serious and organised crime",
    ),
    case("recommendation retract", LEAD, "", "recommendation retract SOC22-1\nit was added twice\n."),
    case(
        "evidence withdraw",
        OWNER,
        "evidence add SOC22-4\nfigures\nperf\nyes\nSOC22-4",
        "evidence withdraw\nthe wrong file\n.",
    ),
    case(
        "meeting move",
        LEAD,
        "meeting plan\nBoard\ntoday\nyes",
        "meeting move\n1\n+1 week\nthe room is taken\n.",
    ),
    case("meeting cancel", LEAD, "meeting plan\nBoard\ntoday\nyes", "meeting cancel\n1\nnobody can come\n."),
    case("response apart", LEAD, SAME, "response apart SOC22\nthey differ after all\n."),
    case(
        "people unmap",
        LEAD,
        "people account\nO. Owner\noowner\nyes",
        "people unmap\nO. Owner\noowner\nhas left\n.",
    ),
    case("scheme adopt", LEAD, "", "scheme adopt\nFOLDER/our-scheme.toml"),
];

const OFFER: &str = "key offer\nT. Deputy\nFOLDER/one.pub";

const OFFERED: &str = "@ lead\nkey offer\nT. Deputy\nFOLDER/one.pub\nyes\n@ deputy";

const ACCEPT: &str = "key accept\nT. Deputy\nSHA256:Ccnp6fixjuhrLkE1YEwWCYJFMAdrRWXsbVsgf/uLnFI";

const ACCEPTED: &str = "@ lead\nkey offer\nT. Deputy\nFOLDER/one.pub\nyes\n@ deputy\n\
    key accept\nT. Deputy\nSHA256:Ccnp6fixjuhrLkE1YEwWCYJFMAdrRWXsbVsgf/uLnFI\nyes";

const TWIN: &str = "inspection add\nThe same again\n5 January 2023\nyes\noverview";

const SAME: &str = "inspection add\nThe same again\n5 January 2023\nyes\noverview\n\
    response same SOC22\nSA23\nthe findings are word for word\n.\nyes";

const READY: &str = "response waive SOC22\nno comments\n.\nyes\nresponse answer SOC22-1\nd\n.\nyes\n\
    response answer SOC22-2\nd\n.\nyes\nresponse answer SOC22-3\nd\n.\nyes\nresponse answer SOC22-4\nd\n.\nyes\n\
    response answer SOC22-5\nd\n.\nyes\nresponse answer SOC22-6\nd\n.\nyes\nresponse answer SOC22-7\nd\n.\nyes";

const PUBLISHED: &str = "response waive SOC22\nno comments\n.\nyes\nresponse answer SOC22-1\nd\n.\nyes\n\
    response answer SOC22-2\nd\n.\nyes\nresponse answer SOC22-3\nd\n.\nyes\nresponse answer SOC22-4\nd\n.\nyes\n\
    response answer SOC22-5\nd\n.\nyes\nresponse answer SOC22-6\nd\n.\nyes\nresponse answer SOC22-7\nd\n.\nyes\n\
    response publish SOC22\nthe website\nyes";

fn had(case: &Case, last: &str) -> Told {
    let talking = Talking::new().actor(case.actor);
    let folder = talking.folder().display().to_string();
    let ours = include_str!("../../../data/scheme.toml").replace("warning_days = 28", "warning_days = 14");
    std::fs::write(talking.folder().join("our-scheme.toml"), ours).unwrap();
    std::fs::write(talking.folder().join("one.pub"), KEY).unwrap();
    std::fs::write(talking.folder().join("two.pub"), ANOTHER_KEY).unwrap();
    std::fs::write(talking.folder().join("figures.pdf"), "12 posts, 11 filled").unwrap();
    let lines = [case.first, case.answers, last].into_iter().filter(|lines| !lines.is_empty());
    let mut told = talking.says(&lines.collect::<Vec<_>>().join("\n").replace("FOLDER", &folder));
    told.transcript = told.transcript.replace(&folder, "FOLDER");
    told
}

/// The part of a transcript that is about the request itself.
fn about(case: &Case, told: &Told) -> String {
    let begin = told.transcript.rfind(&format!("{}: ", case.verb)).unwrap_or(0);
    told.transcript[begin..].to_string()
}

#[test]
fn every_request_is_recorded_after_it_was_read_out_and_agreed_to() {
    let mut transcript = String::new();
    for case in CASES {
        let told = had(case, AGREED);
        let last = told.transcript.rfind(": yes\n").expect(case.verb);
        assert!(told.transcript[last..].contains("Recorded"), "{}:\n{}", case.verb, told.transcript);
        transcript.push_str(&format!("== {}\n{}\n", case.verb, about(case, &told)));
    }
    assert_snapshot!(transcript);
}

#[test]
fn every_verb_has_its_session_here() {
    let missing: Vec<_> = VERBS
        .iter()
        .map(|verb| verb.name)
        .filter(|name| !CASES.iter().any(|case| case.verb == *name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
