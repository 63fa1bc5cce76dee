//! One inspection: details as the published form has them, grades, recommendations, response clock.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::grades::{Matrix, letters, matrix};
use super::layout::{beside, cell, fold};
use crate::journey::deadline::in_words as day;
use crate::journey::inspection::Inspection;
use crate::journey::recommendation::Recommendation;
use crate::journey::response::{Clock, Recipient};

/// The section 55 clock in words.
pub fn clock(clock: &Clock) -> String {
    let last = day(clock.last_day);
    match clock.published {
        Some(on) if on > clock.last_day => {
            format!(
                "response published {}, {} days after the last day ({last})",
                day(on),
                (on - clock.last_day).num_days()
            )
        }
        Some(on) => format!("response published {}, in time (last day {last})", day(on)),
        None if clock.days_left < 0 => {
            format!("response LATE by {} days: last day was {last}", -clock.days_left)
        }
        None if clock.days_left == 0 => format!("response due TODAY ({last})"),
        None => format!("response due by {last}, {} days left", clock.days_left),
    }
}

/// The whole inspection in words.
pub fn told(
    inspection: &Inspection,
    recommendations: &[Recommendation],
    home: &str,
    today: NaiveDate,
    width: usize,
) -> String {
    let mut out = beside(&format!("{}  ", inspection.code), &inspection.title, width);
    let kinds = if inspection.kinds.is_empty() { "unknown".to_string() } else { inspection.kinds.join(", ") };
    out.push_str(&format!(
        "{}, published {}; type of inspection: {kinds}\n",
        inspection.inspectorate,
        day(inspection.published)
    ));
    if let Some(source) = &inspection.source {
        out.push_str(&fold(&format!("read from {}, sha256 {}", source.name, source.sha256), width, ""));
    }
    out.push_str("\nGrades\n");
    if inspection.grades.is_empty() {
        out.push_str("  none recorded\n");
    }
    out.push_str(&grades(inspection, home, width));
    out.push_str("\nRecommendations\n");
    for recommendation in recommendations {
        let whose = if recommendation.ours { recommendation.stage.name() } else { "addressed elsewhere" };
        out.push_str(&format!("  {}  {}; {whose}\n", recommendation.reference, recommendation.kind.words()));
        out.push_str(&fold(&recommendation.text, width, "      "));
        out.push_str(&fold(&format!("to {}", recommendation.addressees.join("; ")), width, "      "));
    }
    out.push_str(&response(inspection, home, today, width));
    out
}

/// How the statutory response stands, what is missing for it and who has received it: a line each.
pub fn response_lines(inspection: &Inspection, home: &str, today: NaiveDate) -> Vec<String> {
    let told = response(inspection, home, today, usize::MAX);
    // The head is for a page that tells the whole inspection.
    told.lines().skip(2).map(|line| line.trim().to_string()).collect()
}

/// The grades of every body, a line each with every area that it was graded in.
fn grades(inspection: &Inspection, home: &str, width: usize) -> String {
    let Matrix { bodies, areas, grades } = matrix(&inspection.grades, home);
    let wide = bodies.iter().map(|body| body.width()).max().unwrap_or(0);
    let told = |(at, body): (usize, &String)| {
        let of_area = |(area, grades): (&String, &Vec<Option<String>>)| {
            let (grade, whole) = (grades[at].as_ref()?, areas.len() == 1);
            Some(if whole {
                format!("{} {grade}", letters(grade))
            } else {
                format!("{area}: {} {grade}", letters(grade))
            })
        };
        let said: Vec<_> = areas.iter().zip(&grades).filter_map(of_area).collect();
        let ours = if body == home { " (the home body)" } else { "" };
        beside(&format!("  {}  ", cell(body, wide)), &format!("{}{ours}", said.join("; ")), width)
    };
    bodies.iter().enumerate().map(told).collect()
}

fn response(inspection: &Inspection, home: &str, today: NaiveDate, width: usize) -> String {
    let response = &inspection.response;
    let mut out = String::from("\nStatutory response (Police Act 1996, section 55)\n");
    if let Some(other) = &response.same_as {
        out.push_str(&format!("  answered by the response to {other}: the findings are the same\n"));
        return out;
    }
    if response.published.is_none() && !inspection.wants_response(home) {
        out.push_str(&fold(
            &format!("none is due: the report neither asks {home} for anything nor grades it"),
            width,
            "  ",
        ));
        return out;
    }
    out.push_str(&format!("  {}\n", clock(&inspection.clock(today))));
    if let Some(by) = response.comments_by {
        out.push_str(&format!("  chief officer's comments invited by {}\n", day(by)));
    }
    if let Some(comments) = &response.comments {
        let said = match (&comments.text, &comments.deed.why) {
            (Some(text), _) => format!("the chief officer's comments: {text}"),
            (None, why) => {
                format!("the chief officer makes no comments: {}", why.as_deref().unwrap_or_default())
            }
        };
        out.push_str(&fold(&said, width, "  "));
    }
    for (reference, text) in &response.answers {
        out.push_str(&beside(&format!("  {}  ", cell(&reference.to_string(), 9)), text, width));
    }
    if let Some(reply) = &response.reply {
        out.push_str(&fold(&format!("the reply to them: {reply}"), width, "  "));
    }
    match &response.published {
        Some((place, _)) => out.push_str(&fold(&format!("where: {place}"), width, "  ")),
        None => {
            let missing = inspection.response_missing();
            let ready =
                if missing.is_empty() { "nothing: ready to publish".to_string() } else { missing.join("; ") };
            out.push_str(&fold(&format!("missing before it may be published: {ready}"), width, "  "));
        }
    }
    for recipient in Recipient::ALL {
        let received = response
            .receipts
            .get(&recipient)
            .map_or("no receipt".to_string(), |on| format!("received {}", day(*on)));
        out.push_str(&format!("  copy to the {}: {received}\n", recipient.words()));
    }
    out
}
