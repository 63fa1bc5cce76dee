//! A file that is offered as evidence: what the record keeps of it, and under which name a copy of it is written.
//! Reading one is `intake`'s, keeping one `ledger`'s.

use serde::{Deserialize, Serialize};

/// What the record keeps of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name where it was read, as text. A name of ours takes nothing of it but plain letters and digits.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in 64 small hexadecimal digits.
    pub sha256: String,
    /// The path at which it is left, as text; none where its bytes are stored in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_at: Option<String>,
}

/// A file that was looked at, and from where it is read again when it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    pub file: File,
    pub path: String,
}

/// The endings that a copy may have. Nothing that a computer runs when it is opened is among them.
const ENDINGS: [&str; 24] = [
    "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "txt", "md",
    "json", "eml", "msg", "png", "jpg", "jpeg", "gif", "tif", "tiff", "zip",
];

/// So many letters of a file's name stand in the name of its copy.
const LONGEST_NAME: usize = 40;
/// So many digits of a hash tell files apart where the whole one stands elsewhere.
const SHORT: usize = 12;

impl File {
    /// The ending for a copy of it: its own where it is a known one.
    pub fn ending(&self) -> &'static str {
        let own = self.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        ENDINGS.into_iter().find(|known| known.eq_ignore_ascii_case(own)).unwrap_or("bin")
    }

    /// What tells a copy of it from others, behind the number of the evidence: `-last-figures.pdf`. Plain letters and
    /// digits of its name, and its ending; so no name from outside becomes a path, an option or a hidden file.
    pub fn told_apart(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let parts =
            stem.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        let name: String = parts.flat_map(|part| ["-", part]).collect();
        let name = name.get(..LONGEST_NAME).unwrap_or(&name).trim_end_matches('-');
        format!("{name}.{}", self.ending())
    }

    /// `figures.pdf, 1,204 bytes, stored in the register`
    pub fn words(&self) -> String {
        let place = match &self.left_at {
            None => "stored in the register".to_string(),
            Some(path) => format!("left at {path}"),
        };
        let bytes = if self.size == 1 { "byte" } else { "bytes" };
        format!("{}, {} {bytes}, {place}", self.name, crate::progress::grouped(self.size))
    }

    /// The same with the beginning of its hash.
    pub fn with_hash(&self) -> String {
        format!("{}, sha256 {}…", self.words(), self.sha256.get(..SHORT).unwrap_or(&self.sha256))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> File {
        File { name: name.into(), size: 1, sha256: "ab".repeat(32), left_at: None }
    }

    #[test]
    fn a_copy_has_an_ending_of_the_known_ones_or_none_that_is_run() {
        for (name, ending) in [
            ("figures.PDF", "pdf"),
            ("figures.pdf.exe", "bin"),
            ("pdf", "bin"),
            ("../../x.docx", "docx"),
            ("x.", "bin"),
            ("x.pdf\u{202e}", "bin"),
            ("", "bin"),
        ] {
            assert_eq!(named(name).ending(), ending, "{name}");
        }
    }

    #[test]
    fn a_copy_has_nothing_of_a_name_from_outside_but_plain_letters_and_digits() {
        for (name, apart) in [
            ("The last figures.PDF", "-The-last-figures.pdf"),
            ("../../etc/passwd", ".bin"),
            ("-rf ~ $(id)\u{1b}[2J\u{202e}.docx", "-rf-id-2J.docx"),
            ("..", ".bin"),
            ("\u{440}\u{430}.pdf", ".pdf"),
            ("", ".bin"),
        ] {
            assert_eq!(named(name).told_apart(), apart, "{name}");
        }
        let long = named(&format!("{}.pdf", "figures ".repeat(40))).told_apart();
        assert_eq!(long, "-figures-figures-figures-figures-figures.pdf");
    }

    #[test]
    fn a_file_is_told_with_its_size_and_its_place() {
        assert_eq!(named("a.pdf").with_hash(), "a.pdf, 1 byte, stored in the register, sha256 abababababab…");
        let left = File { size: 12_345, left_at: Some("/shared/a.pdf".into()), ..named("a.pdf") };
        assert_eq!(left.words(), "a.pdf, 12,345 bytes, left at /shared/a.pdf");
    }
}
