//! What to say of a document that is not the form, or asks nothing of this force.

use super::Problem;
use super::body::Bodies;
use super::grade::grades;
use super::paragraph::Paragraph;
use super::proposal::ProposedRecommendation;
use super::reading::Document;
use crate::journey::text::quoted;

/// How many paragraphs of quoted speech make a text for the press.
const FEWEST_QUOTES: usize = 2;
/// A newsletter says so near its beginning.
const MASTHEAD: usize = 10;

/// The one problem of a document that has nothing of the form.
pub(super) fn not_the_form(document: &Document, paragraphs: &[Paragraph], bodies: &Bodies) -> Problem {
    let looked_for = format!(
        "looked for `Title of Inspection`, `Date Inspection Published`, and areas for improvement, causes of concern \
         or recommendations to {}",
        bodies.home
    );
    let found = format!("found none of them: {}", reads_as(paragraphs, bodies));
    Problem::whole(format!(
        "{} is no response to an inspection; {looked_for}; {found}",
        quoted(&document.name)
    ))
    .hint("import the commissioner's published response to the inspection, or record the inspection by hand")
}

/// The problem of a form that asks nothing of the home force.
pub(super) fn nothing_for_us(
    document: &Document,
    asked: &[ProposedRecommendation],
    bodies: &Bodies,
) -> Problem {
    let home = &bodies.home;
    let found = match asked {
        [] => "found none to anybody".to_string(),
        [first, ..] => {
            let to = first.addressees.join(", ");
            format!("found {} to others, the first to {to} on line {}", asked.len(), first.lines[0])
        }
    };
    Problem::whole(format!(
        "{} asks nothing of {home}; looked for areas for improvement, causes of concern or recommendations to {home}; {found}",
        quoted(&document.name)
    ))
    .hint("if the register belongs to another force, name it as its home")
}

/// What the text seems to be instead.
fn reads_as(paragraphs: &[Paragraph], bodies: &Bodies) -> String {
    let says_newsletter = |paragraph: &&Paragraph| paragraph.text.to_lowercase().contains("newsletter");
    if let Some(masthead) = paragraphs.iter().take(MASTHEAD).find(says_newsletter) {
        return format!("it reads as a newsletter (line {})", masthead.line());
    }
    let speech: Vec<&Paragraph> = paragraphs.iter().filter(|p| p.text.contains(['“', '"'])).collect();
    let graded = grades(paragraphs.iter(), bodies);
    let about = match graded.first() {
        Some(grade) => format!(" about the grade of {}, `{}` (line {})", grade.body, grade.grade, grade.line),
        None => String::new(),
    };
    match speech.as_slice() {
        [first, ..] if speech.len() >= FEWEST_QUOTES => format!(
            "it reads as a press release or news report{about}, with quoted speech in {} paragraphs from line {} on",
            speech.len(),
            first.line()
        ),
        _ => format!("it reads as other text{about}"),
    }
}
