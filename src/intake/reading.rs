//! Bytes become a document of harmless lines, or every reason why they cannot.
//! What the lines say is for the rest of the room.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Problem;
use crate::journey::text::{clean, clean_line, quoted};

/// The largest file that is read: 8 MiB, a hundred times the longest response that was ever published.
pub const LARGEST_BYTES: u64 = 8 * 1024 * 1024;
/// The most lines a document may have.
const MOST_LINES: usize = 100_000;
/// The longest line, in bytes: ten pages without a break, and so the longest paragraph that is put together.
pub(super) const LONGEST_LINE: usize = 20_000;
/// After so many lines with the same fault the rest are counted, not listed.
const MOST_FAULTS: usize = 20;

/// How files begin that hold text but are not text: what they are, and how to make them text.
const FORMATS: [(&[u8], &str, &str); 5] = [
    (b"%PDF", "a PDF", "make it text, for example with `pdftotext -layout FILE`"),
    (
        b"PK\x03\x04",
        "a zip archive, as Word, Excel and OpenDocument write",
        "save it as plain text and import that",
    ),
    (b"\xD0\xCF\x11\xE0", "a document of an older Office", "save it as plain text and import that"),
    (b"{\\rtf", "rich text", "save it as plain text and import that"),
    (b"\x1F\x8B", "a compressed file", "unpack it first"),
];

/// A text that was read, line by line, with nothing in it that could command a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file's name, cleaned; never used as a path.
    pub name: String,
    /// SHA-256 of the file's bytes, in lower-case hex.
    pub sha256: String,
    /// The lines without their ends, cleaned; the first is line 1.
    pub lines: Vec<String>,
}

/// Reads the file at `path`; the only place in this room that touches the disk.
///
/// Errors: every problem found, at once. Nothing larger than [`LARGEST_BYTES`] is ever held.
pub fn read_file(path: &Path) -> Result<Document, Vec<Problem>> {
    let shown = quoted(&path.to_string_lossy());
    let bytes = file_bytes(path, &shown)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    read_bytes(&name, &bytes)
}

/// Reads bytes as a document called `name`: UTF-8, or UTF-16 that says so with its byte order mark.
///
/// Errors: every problem found, at once.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Document, Vec<Problem>> {
    refuse_what_is_no_text(name, bytes).map_err(|problem| vec![problem])?;
    let (text, mut problems) = decode(bytes);
    if text.lines().nth(MOST_LINES).is_some() {
        problems.push(Problem::whole(format!("{} has more than {MOST_LINES} lines", quoted(name))));
        return Err(problems);
    }
    problems.extend(long_lines(&text));
    problems.extend(control_characters(&text));
    if text.trim().is_empty() && problems.is_empty() {
        problems.push(Problem::whole(format!("{} holds nothing but white space", quoted(name))));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let lines = text.lines().map(cleaned_line).collect();
    Ok(Document { name: clean_line(name).into_owned(), sha256: hex(&Sha256::digest(bytes)), lines })
}

fn file_bytes(path: &Path, shown: &str) -> Result<Vec<u8>, Vec<Problem>> {
    let unreadable = |error: io::Error| vec![cannot_read(shown, &error)];
    // Asked before opening: opening a pipe would wait for its writer.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        let what = if metadata.is_dir() { "is a folder" } else { "is not a regular file" };
        return Err(vec![Problem::whole(format!("{shown} {what}: a text file was looked for"))]);
    }
    if metadata.len() > LARGEST_BYTES {
        return Err(vec![too_large(shown, metadata.len())]);
    }
    let mut bytes = Vec::new();
    // One more than allowed, so that a file which grows meanwhile is refused and not cut.
    let mut reader = File::open(path).map_err(unreadable)?.take(LARGEST_BYTES + 1);
    reader.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn cannot_read(shown: &str, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => Problem::whole(format!("{shown} does not exist")),
        io::ErrorKind::PermissionDenied => Problem::whole(format!("{shown} may not be read by this user")),
        _ => Problem::whole(format!("{shown} could not be read: {error}")),
    }
}

fn too_large(shown: &str, size: u64) -> Problem {
    let size = if size < 10 * LARGEST_BYTES {
        format!("{size} bytes")
    } else {
        format!("{} MiB", size / (1024 * 1024))
    };
    let allowed = LARGEST_BYTES / (1024 * 1024);
    Problem::whole(format!("{shown} has {size}: a document is read up to {allowed} MiB"))
}

fn refuse_what_is_no_text(name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let shown = quoted(name);
    if bytes.len() as u64 > LARGEST_BYTES {
        return Err(too_large(&shown, bytes.len() as u64));
    }
    if bytes.is_empty() {
        return Err(Problem::whole(format!("{shown} is empty")));
    }
    if let Some((_, what, hint)) = FORMATS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(Problem::whole(format!("{shown} is {what}, not text")).hint(*hint));
    }
    if utf16_order(bytes).is_none() && bytes.contains(&0) {
        return Err(Problem::whole(format!("{shown} is binary: it holds zero bytes"))
            .hint("if it is UTF-16 without its mark, convert it: `iconv -f UTF-16LE -t UTF-8 FILE`"));
    }
    Ok(())
}

type Order = fn([u8; 2]) -> u16;

fn utf16_order(bytes: &[u8]) -> Option<Order> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// The text without its byte order mark; where some of it cannot be decoded, the problem and the rest,
/// so that what else is wrong is found in the same pass.
fn decode(bytes: &[u8]) -> (String, Vec<Problem>) {
    if let Some(order) = utf16_order(bytes) {
        return decode_utf16(&bytes[2..], order);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_string(), Vec::new()),
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            let found = bytes[error.valid_up_to()];
            let problem = Problem::at(line, format!("the byte {found:#04X} is not UTF-8 text"))
                .hint("if it was written on Windows: `iconv -f WINDOWS-1252 -t UTF-8 FILE > CONVERTED`");
            (String::from_utf8_lossy(bytes).into_owned(), vec![problem])
        }
    }
}

fn decode_utf16(bytes: &[u8], order: Order) -> (String, Vec<Problem>) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut problems = Vec::new();
    for unit in char::decode_utf16(pairs.iter().map(|pair| order(*pair))) {
        if unit.is_err() && problems.is_empty() {
            let line = 1 + text.matches('\n').count();
            problems.push(Problem::at(line, "half a character: the UTF-16 text is damaged"));
        }
        text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !rest.is_empty() {
        problems.push(Problem::whole("the UTF-16 text ends in half a character: it is cut off"));
    }
    (text, problems)
}

fn long_lines(text: &str) -> Option<Problem> {
    let (index, line) = text.lines().enumerate().find(|(_, line)| line.len() > LONGEST_LINE)?;
    let what = format!("the line has {} bytes: a line is read up to {LONGEST_LINE}", line.len());
    Some(Problem::at(index + 1, what).hint("save the document with a line for each paragraph"))
}

fn control_characters(text: &str) -> Vec<Problem> {
    let mut faults = text.lines().enumerate().filter_map(|(index, line)| {
        let found = page(line).chars().find(|c| c.is_control() && *c != '\t')?;
        Some(Problem::at(index + 1, format!("holds the control character {}", control_name(found))))
    });
    let mut problems: Vec<Problem> = faults.by_ref().take(MOST_FAULTS).collect();
    let more = faults.count();
    if more > 0 {
        problems.push(Problem::whole(format!("{more} more lines hold control characters")));
    }
    if let Some(first) = problems.first_mut() {
        first.hint = Some(
            "a response holds none: look where the file comes from, then `tr -d '\\000-\\010\\013-\\037\\177'` \
             makes a copy without them"
                .to_string(),
        );
    }
    problems
}

/// A line without the form feeds at its ends: `pdftotext` writes one for each page.
fn page(line: &str) -> &str {
    line.trim_matches('\u{c}')
}

fn control_name(character: char) -> String {
    let code = format!("U+{:04X}", character as u32);
    match character {
        '\u{1b}' => format!("{code} (escape, which commands a terminal)"),
        '\r' => format!("{code} (a carriage return inside the line)"),
        '\0' => format!("{code} (a zero)"),
        _ => code,
    }
}

fn cleaned_line(line: &str) -> String {
    // A line separator inside a line stays inside it, so that numbers agree with every editor.
    clean(page(line)).replace('\n', " ")
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problems(bytes: &[u8]) -> Vec<String> {
        read_bytes("paper.txt", bytes).expect_err("a refusal").iter().map(Problem::to_string).collect()
    }

    fn lines(bytes: &[u8]) -> Vec<String> {
        read_bytes("paper.txt", bytes).expect("a document").lines
    }

    #[test]
    fn text_is_read_line_by_line_and_known_by_its_hash() {
        let document = read_bytes("pa\u{1b}per.txt", b"one\r\ntwo\tthree\n").expect("text");
        assert_eq!(document.name, "pa\u{FFFD}per.txt");
        assert_eq!(document.lines, ["one", "two three"]);
        assert_eq!(document.sha256, "10c9ebb86bc2fcaa484680682866ca41d7fd3254222af8201248aa6ffea96993");
    }

    #[test]
    fn utf_8_and_utf_16_are_read_with_their_marks() {
        assert_eq!(lines("\u{FEFF}café".as_bytes()), ["café"]);
        let little: Vec<u8> = "\u{FEFF}café\n2".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{FEFF}café\n2".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(lines(&little), ["café", "2"]);
        assert_eq!(lines(&big), ["café", "2"]);
    }

    #[test]
    fn damaged_utf_16_says_where() {
        assert_eq!(
            problems(b"\xFF\xFEa\0\n\0\x00\xD8b\0c"),
            [
                "line 2: half a character: the UTF-16 text is damaged",
                "the UTF-16 text ends in half a character: it is cut off",
            ]
        );
    }

    #[test]
    fn another_encoding_is_named_by_its_first_line_with_what_to_do() {
        let refused = read_bytes("paper.txt", b"one\ntwo \x96 three\n").expect_err("Windows-1252");
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].to_string(), "line 2: the byte 0x96 is not UTF-8 text");
        assert!(
            refused[0].hint.as_deref().is_some_and(|hint| hint.contains("iconv -f WINDOWS-1252 -t UTF-8"))
        );
    }

    #[test]
    fn every_line_with_a_control_character_is_named() {
        assert_eq!(
            problems(b"\x1b]0;owned\x07\nfine\nbell \x07\nsafe\rhidden\n\xC2\x9b31m"),
            [
                "line 1: holds the control character U+001B (escape, which commands a terminal)",
                "line 3: holds the control character U+0007",
                "line 4: holds the control character U+000D (a carriage return inside the line)",
                "line 5: holds the control character U+009B",
            ]
        );
    }

    #[test]
    fn faults_of_two_sorts_are_told_together_and_many_are_counted() {
        assert_eq!(problems(b"\xFF\n\x07").len(), 2);
        let told = problems("\u{7}\n".repeat(100).as_bytes());
        assert_eq!(told.len(), 21);
        assert_eq!(told[20], "80 more lines hold control characters");
    }

    #[test]
    fn a_page_break_is_no_fault() {
        assert_eq!(lines(b"page 1\n\x0cpage 2\n"), ["page 1", "page 2"]);
    }

    #[test]
    fn what_cannot_be_seen_is_made_visible() {
        assert_eq!(lines("a\u{202E}b\u{200B}\u{2028}c".as_bytes()), ["a\u{FFFD}b\u{FFFD} c"]);
    }

    #[test]
    fn what_is_no_text_is_refused_by_its_nature() {
        assert_eq!(problems(b""), ["`paper.txt` is empty"]);
        assert_eq!(problems(b" \n\t\n"), ["`paper.txt` holds nothing but white space"]);
        assert_eq!(problems(b"\x7fELF\0\0"), ["`paper.txt` is binary: it holds zero bytes"]);
        assert_eq!(problems(b"%PDF-1.7"), ["`paper.txt` is a PDF, not text"]);
        assert_eq!(
            problems(b"PK\x03\x04"),
            ["`paper.txt` is a zip archive, as Word, Excel and OpenDocument write, not text"]
        );
    }

    #[test]
    fn too_much_is_refused() {
        let large = vec![b'a'; LARGEST_BYTES as usize + 1];
        assert_eq!(problems(&large), ["`paper.txt` has 8388609 bytes: a document is read up to 8 MiB"]);
        assert_eq!(
            problems(&[b'a'; LONGEST_LINE + 1]),
            ["line 1: the line has 20001 bytes: a line is read up to 20000"]
        );
        assert_eq!(
            problems("a\n".repeat(MOST_LINES + 1).as_bytes()),
            ["`paper.txt` has more than 100000 lines"]
        );
    }

    #[test]
    fn two_hundred_megabytes_are_refused_by_their_size_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("large.txt");
        // Sparse: nothing is written, and reading it would find zero bytes instead.
        File::create(&path).and_then(|file| file.set_len(200 * 1024 * 1024)).expect("a file");
        let refused = read_file(&path).expect_err("too large");
        assert_eq!(refused.len(), 1);
        assert!(refused[0].what.ends_with("has 200 MiB: a document is read up to 8 MiB"), "{}", refused[0]);
    }

    #[test]
    fn a_folder_a_missing_file_and_a_device_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let told = |path: &Path| read_file(path).expect_err("a refusal")[0].what.clone();
        assert!(told(folder.path()).ends_with("is a folder: a text file was looked for"));
        assert!(told(&folder.path().join("no")).ends_with("does not exist"));
        #[cfg(unix)]
        assert_eq!(
            told(Path::new("/dev/zero")),
            "`/dev/zero` is not a regular file: a text file was looked for"
        );
    }

    #[test]
    fn a_file_is_known_by_its_name_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("response.md");
        fs::write(&path, "text").expect("written");
        let document = read_file(&path).expect("a document");
        assert_eq!((document.name.as_str(), document.lines.len()), ("response.md", 1));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic_and_no_control_character_survives(
            bytes in proptest::collection::vec(any::<u8>(), 0..400), text in any::<String>(),
        ) {
            for bytes in [&bytes, text.as_bytes()] {
                for mark in [&b""[..], b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"] {
                    if let Ok(document) = read_bytes(&text, &[mark, bytes].concat()) {
                        let mut texts = document.lines.iter().chain([&document.name]);
                        let is_harmless = texts.all(|text| !text.chars().any(char::is_control) && clean(text) == *text);
                        prop_assert!(is_harmless);
                    }
                }
            }
        }
    }
}
