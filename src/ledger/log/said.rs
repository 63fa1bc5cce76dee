//! A head as somebody says it who has it from a paper: whole, or with the first digits of its hash, as papers print it
//! at their top. Whether a log holds it is for `verify`.

use std::fmt;
use std::str::FromStr;

use super::{Hash, NotAHead};

/// So many digits of a hash tell one register from another; papers print no fewer.
pub const FEWEST: usize = 12;
const WHOLE: usize = 64;
/// No log has a number of more digits.
const LONGEST: usize = 18;

/// The number of an event, and the hash that it is said to have, whole or its first digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidHead {
    pub seq: u64,
    /// In small letters.
    digits: String,
}

impl SaidHead {
    /// Whether a hash is the one that was said, as far as it was.
    pub fn fits(&self, hash: &Hash) -> bool {
        hash.to_string().starts_with(&self.digits)
    }

    /// What a match proves, as it follows the head: nothing where all of it was said.
    pub fn proves(&self) -> String {
        match self.digits.len() {
            WHOLE => String::new(),
            count => format!(" (the first {count} digits match)"),
        }
    }
}

impl fmt::Display for SaidHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.digits)
    }
}

impl FromStr for SaidHead {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let wrong = || NotAHead(text.to_owned());
        let (seq, hash) = text.split_once(':').ok_or_else(wrong)?;
        let number = (1..=LONGEST).contains(&seq.len()) && seq.bytes().all(|byte| byte.is_ascii_digit());
        let digits =
            (FEWEST..=WHOLE).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !number || !digits {
            return Err(wrong());
        }
        Ok(SaidHead { seq: seq.parse().map_err(|_| wrong())?, digits: hash.to_ascii_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::log::Head;

    #[test]
    fn what_a_paper_prints_at_its_top_is_a_head() {
        let head = Head { seq: 42, hash: Hash::of(b"record") };
        for said in [head.to_string(), head.short(), head.short().to_uppercase(), format!("00{head}")] {
            let said: SaidHead = said.parse().unwrap();
            assert!(said.seq == 42 && said.fits(&head.hash) && !said.fits(&Hash::of(b"another")), "{said}");
        }
        let short: SaidHead = head.short().parse().unwrap();
        assert_eq!(
            (short.to_string(), short.proves()),
            (head.short(), " (the first 12 digits match)".into())
        );
        assert_eq!(head.to_string().parse::<SaidHead>().unwrap().proves(), "");
        assert!(Head::GENESIS.short().parse::<SaidHead>().unwrap().fits(&Hash::ZERO));
    }

    #[test]
    fn what_is_too_short_too_long_or_no_hash_is_not_a_head() {
        let (short, whole) = ("7:0123456789ab", format!("7:{:064}", 0));
        for text in [
            "",
            ":",
            "7",
            "7:",
            "junk",
            &short[..short.len() - 1],
            "7:0123456789ag",
            "+7:0123456789ab",
            "x7:0123456789ab",
            ":0123456789ab",
            " 7:0123456789ab",
            "7: 123456789abc",
            &format!("{whole}0"),
            "9999999999999999999:0123456789ab",
        ] {
            assert_eq!(text.parse::<SaidHead>(), Err(NotAHead(text.to_string())));
        }
    }
}
