//! The grades of every body side by side.
//!
//! A grade is the inspectorate's own word; where it is written as `good at custody`, it is the grade of that
//! question area, and without an area it is the body's grade as a whole.

use crate::journey::inspection::Grade;

/// The grades as a matrix: question areas down, bodies across, the home body first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    pub bodies: Vec<String>,
    pub areas: Vec<String>,
    /// By area, then by body: the grade's own words; none where that was not graded.
    pub grades: Vec<Vec<Option<String>>>,
}

/// The area of a grade without one.
const WHOLE: &str = "as a whole";

/// Puts the grades side by side.
pub fn matrix(grades: &[Grade], home: &str) -> Matrix {
    let (mut bodies, mut areas): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for grade in grades {
        let (_, area) = split(&grade.grade);
        if !bodies.contains(&grade.body) {
            bodies.push(grade.body.clone());
        }
        if !areas.iter().any(|known| known == area) {
            areas.push(area.to_string());
        }
    }
    bodies.sort_by_key(|body| body != home);
    areas.sort_by_key(|area| area != WHOLE);
    let found = |area: &str, body: &str| {
        let of = grades.iter().filter(|grade| grade.body == body).map(|grade| split(&grade.grade));
        let words: Vec<_> = of.filter(|(_, of)| *of == area).map(|(grade, _)| grade).collect();
        (!words.is_empty()).then(|| words.join(", "))
    };
    let row = |area: &String| bodies.iter().map(|body| found(area, body)).collect();
    let grades = areas.iter().map(row).collect();
    Matrix { bodies, areas, grades }
}

/// `good at custody` in its two parts.
fn split(grade: &str) -> (&str, &str) {
    grade.split_once(" at ").unwrap_or((grade, WHOLE))
}

/// The letters of a grade's words: `G` for good, `RI` for requires improvement.
pub fn letters(grade: &str) -> String {
    grade
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .take(3)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(body: &str, grade: &str) -> Grade {
        Grade { body: body.into(), grade: grade.into() }
    }

    #[test]
    fn the_home_body_stands_first_and_what_was_not_graded_is_none() {
        let all = [
            grade("Durham Constabulary", "outstanding"),
            grade("Cleveland Police", "requires improvement at custody"),
            grade("Cleveland Police", "good"),
        ];
        let Matrix { bodies, areas, grades } = matrix(&all, "Cleveland Police");
        assert_eq!(bodies, ["Cleveland Police", "Durham Constabulary"]);
        assert_eq!(areas, ["as a whole", "custody"]);
        assert_eq!(grades[0], [Some("good".to_string()), Some("outstanding".to_string())]);
        assert_eq!(grades[1], [Some("requires improvement".to_string()), None]);
    }

    #[test]
    fn a_grade_has_letters() {
        assert_eq!(letters("requires improvement"), "RI");
        assert_eq!(letters("good"), "G");
    }
}
