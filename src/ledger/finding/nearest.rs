//! How far a word that was typed is from one that stands in the register.

/// So many slips are forgiven: none in a short word, where every other word would be near.
pub(in crate::ledger) fn forgiven(word: &str) -> usize {
    match word.chars().count() {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    }
}

/// The fewest slips (a letter too many, missing, wrong, or two exchanged) that make `typed` the beginning of `word`.
/// More than [`forgiven`] need not be exact.
pub(in crate::ledger) fn slips(typed: &str, word: &str) -> usize {
    let (letters, forgiven) = (typed.chars().count(), forgiven(typed));
    let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
    let near = ends.skip(letters.saturating_sub(forgiven)).take(2 * forgiven + 1);
    near.map(|end| strsim::osa_distance(typed, &word[..end])).min().unwrap_or(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_counted_once_whatever_it_is() {
        for (typed, word, expected) in [
            ("governance", "governance", 0),
            ("gov", "governance", 0),
            ("govrenance", "governance", 1),
            ("govvernance", "governance", 1),
            ("govrnance", "governance", 1),
            ("gavernanse", "governance", 2),
            ("überprüfnug", "überprüfung der lage", 1),
            ("custdy", "custody", 1),
            ("investgi", "investigation", 1),
            ("zebra", "governance", 5),
            ("governance", "gov", 10),
            ("", "anything", 0),
        ] {
            assert_eq!(slips(typed, word), expected, "{typed} {word}");
        }
    }

    #[test]
    fn a_short_word_must_be_right() {
        assert_eq!(["soc", "cell", "custody"].map(forgiven), [0, 1, 2]);
    }
}
