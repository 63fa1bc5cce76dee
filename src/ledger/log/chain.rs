//! The chain: how the hash of one event rests on the one before. Pure arithmetic, no store.
//!
//! Only digests enter the chain, so a record can be withheld or removed and the chain still be checked.

use std::fmt;
use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use sha2::{Digest, Sha256};

/// A SHA-256, shown as 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

/// How far a log reaches: its newest event's number and hash. Shown as `SEQ:HASH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub seq: u64,
    pub hash: Hash,
}

/// The hash of event `seq`: SHA-256 of the text `PREV SEQ DIGEST` and a newline,
/// the hashes in hexadecimal and the number in decimal.
pub fn link(prev: &Hash, seq: u64, digest: &Hash) -> Hash {
    // Written from its end: a number has as many digits as it needs.
    let mut text = [b'\n'; 64 + 1 + DIGITS + 1 + 64 + 1];
    let (front, digest_hex) = text.split_at_mut(64 + 1 + DIGITS + 1);
    digest_hex[..64].copy_from_slice(&digest.hex());
    let mut begin = front.len() - 1;
    front[begin] = b' ';
    let mut rest = seq;
    loop {
        begin -= 1;
        front[begin] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    front[begin - 1] = b' ';
    begin -= 1 + 64;
    front[begin..begin + 64].copy_from_slice(&prev.hex());
    Hash::of(&text[begin..])
}

/// The digits of the largest number.
const DIGITS: usize = u64::MAX.ilog10() as usize + 1;

/// What is wrong with the first event that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("it is missing")]
    Missing,
    #[error("an event stands there that cannot")]
    Stray,
    #[error("its record is not the one that its digest was made of")]
    Record,
    #[error("it does not follow from the event before")]
    Previous,
    #[error("its hash is not that of its place and digest")]
    Link,
    #[error("its id is not the one in its record")]
    Id,
    #[error("it cannot be read ({0})")]
    Unreadable(String),
}

impl Hash {
    /// What stands before the first event.
    pub const ZERO: Self = Self([0; 32]);

    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The same 32 bytes, or none if there are not 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub fn hex(&self) -> [u8; 64] {
        // By arithmetic: a table is looked up digit by digit, this is done for many at once.
        let digit = |value: u8| value + if value < 10 { b'0' } else { b'a' - 10 };
        let mut text = [0; 64];
        for (pair, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            *pair = [digit(byte >> 4), digit(byte & 15)];
        }
        text
    }
}

impl Head {
    /// The head of a log without an event.
    pub const GENESIS: Self = Self { seq: 0, hash: Hash::ZERO };

    /// The head in few letters, as papers and minutes print it: the number, and the first twelve digits of the hash,
    /// which tell one register from another.
    pub fn short(&self) -> String {
        format!("{}:{:.12}", self.seq, self.hash.to_string())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

/// The text was not a hash or a head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a head; it has a number, a colon and 64 hexadecimal digits, or at least the first 12 of them"
)]
pub struct NotAHead(pub(super) String);

impl FromStr for Hash {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let wrong = || NotAHead(text.to_owned());
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let value = |digit: u8| char::from(digit).to_digit(16);
            let (Some(high), Some(low)) = (value(pair[0]), value(pair[1])) else { return Err(wrong()) };
            *byte = (high * 16 + low) as u8;
        }
        Ok(Self(bytes))
    }
}

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let wrong = || NotAHead(text.to_owned());
        let (seq, hash) = text.split_once(':').ok_or_else(wrong)?;
        let hash = hash.parse().map_err(|_| wrong())?;
        let digits = !seq.is_empty() && seq.bytes().all(|byte| byte.is_ascii_digit());
        let seq = seq.parse().ok().filter(|_| digits).ok_or_else(wrong)?;
        Ok(Self { seq, hash })
    }
}

impl ToSql for Hash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Hash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        Self::from_bytes(bytes)
            .ok_or(FromSqlError::InvalidBlobSize { expected_size: 32, blob_size: bytes.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_the_hash_of_its_text() {
        let (prev, digest) = (Hash::of(b"before"), Hash::of(b"record"));
        let text = format!("{prev} 1234567 {digest}\n");
        assert_eq!(link(&prev, 1_234_567, &digest), Hash::of(text.as_bytes()));
        let longest = format!("{prev} {} {digest}\n", u64::MAX);
        assert_eq!(link(&prev, u64::MAX, &digest), Hash::of(longest.as_bytes()));
    }

    #[test]
    fn the_first_link_is_frozen() {
        let digest = Hash::of(br#"{"id":"a","stream":"s"}"#);
        let first = link(&Hash::ZERO, 1, &digest);
        // Made with: printf '%064d 1 %s\n' 0 "$(printf '{"id":"a","stream":"s"}' | sha256sum | cut -c1-64)" | sha256sum
        assert_eq!(first.to_string(), "c9127a21c6da4cd014ba784f3109d30fac67d51ac92be37198c227d753c2d4e4");
    }

    #[test]
    fn a_head_reads_back_as_it_is_written() {
        let head = Head { seq: 42, hash: Hash::of(b"record") };
        assert_eq!(head.to_string().parse(), Ok(head));
        assert_eq!(Head::GENESIS.to_string(), format!("0:{:064}", 0));
    }

    #[test]
    fn what_is_not_a_head_is_refused_with_the_words_that_were_given() {
        let good = Head { seq: 7, hash: Hash::of(b"x") }.to_string();
        let wrong = ["", ":", "7", "7:", &good[1..], &good[..good.len() - 1], &good.replace(':', ";"), "+7:"]
            .map(String::from)
            .into_iter()
            .chain([format!("+{good}"), format!("{good}0"), good.replace(good.chars().last().unwrap(), "g")]);
        for text in wrong {
            assert_eq!(text.parse::<Head>(), Err(NotAHead(text)));
        }
    }
}
