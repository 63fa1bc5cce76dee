//! One message as a mail program reads it, and as plain text. Every header is cleaned and encoded here:
//! no name of a person and no words of an action reach one as they came.

use chrono::{DateTime, SecondsFormat, Utc};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;
use sha2::{Digest, Sha256};

use crate::briefing::chasing::Message;
use crate::journey::register::is_address;
use crate::journey::text::{clean, clean_line};

/// So many hexadecimal digits tell one message from every other.
const DIGITS: usize = 32;

/// A draft (`X-Unsent: 1`), from whoever chases where an address is known, to the owner where one is.
/// `head` and `now` tell it from every other message.
pub(super) fn eml(message: &Message, head: &str, now: DateTime<Utc>) -> Vec<u8> {
    let mut mail = MessageBuilder::new()
        .header("X-Unsent", Raw::new("1"))
        .message_id(id(message, head, now))
        .date(now.timestamp())
        .subject(clean_line(&message.subject).into_owned())
        .text_body(clean(&message.body).into_owned());
    if let Some(from) = mailbox(&message.by, message.from.as_deref()) {
        mail = mail.from(from);
    }
    if let Some(to) = mailbox(&message.owner, message.address.as_deref()) {
        mail = mail.to(to);
    }
    let mut bytes = Vec::new();
    mail.serialize(&mut bytes);
    bytes
}

/// A name with its address, where there is one that can be used: a register that somebody tampered with may hold any.
fn mailbox<'a>(name: &str, address: Option<&'a str>) -> Option<Address<'a>> {
    let address = address.filter(|address| is_address(address))?;
    Some(Address::new_address(Some(clean_line(name).into_owned()), address))
}

fn id(message: &Message, head: &str, now: DateTime<Utc>) -> String {
    let now = now.to_rfc3339_opts(SecondsFormat::Nanos, true);
    let digest = Sha256::digest(format!("{head}\n{now}\n{}\n{}", message.owner, message.subject));
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}@plenary.invalid", &digits[..DIGITS])
}

/// The same in plain text, with what the headers would say above it.
pub(super) fn text(message: &Message) -> String {
    let to = match message.address.as_deref().filter(|address| is_address(address)) {
        Some(address) => format!("{} <{address}>", clean_line(&message.owner)),
        None => format!("{} (no e-mail address is known)", clean_line(&message.owner)),
    };
    format!("To: {to}\nSubject: {}\n\n{}", clean_line(&message.subject), clean(&message.body))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(owner: &str, words: &str) -> Message {
        Message {
            owner: owner.into(),
            address: Some("o.owner@force.example".into()),
            by: owner.into(),
            from: Some("a.lead@force.example".into()),
            subject: format!("OFFICIAL: {words}"),
            body: format!("OFFICIAL\n\n{words}\n"),
            actions: Vec::new(),
        }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_675_328_400, 0).unwrap()
    }

    /// The names of the headers, where a line that begins with white space goes on with the one before.
    fn headers(bytes: &[u8]) -> Vec<String> {
        let told = std::str::from_utf8(bytes).expect("a message is text");
        let (head, _) = told.split_once("\r\n\r\n").expect("a message has a body");
        let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        lines.map(|line| line.split(':').next().unwrap_or_default().to_string()).collect()
    }

    const HEADERS: [&str; 8] =
        ["X-Unsent", "Message-ID", "Date", "Subject", "From", "To", "MIME-Version", "Content-Type"];

    #[test]
    fn a_message_is_a_draft_with_its_headers() {
        let bytes = eml(&message("O. Owner", "1 overdue"), "head", now());
        let told = String::from_utf8(bytes.clone()).unwrap();
        assert!(told.starts_with("X-Unsent: 1\r\n"), "{told}");
        assert!(told.contains("Date: Thu, 2 Feb 2023 09:00:00 +0000\r\n"), "{told}");
        assert!(told.contains("To: \"O. Owner\" <o.owner@force.example>\r\n"), "{told}");
        assert_eq!(eml(&message("O. Owner", "1 overdue"), "head", now()), bytes);
        assert_ne!(eml(&message("O. Owner", "1 overdue"), "another", now()), bytes);
    }

    #[test]
    fn who_has_no_address_gets_a_message_to_nobody() {
        for address in [None, Some("O. Owner\r\nBcc: all@force.example".to_string())] {
            let message = Message { address, ..message("O. Owner", "1 overdue") };
            assert!(!headers(&eml(&message, "head", now())).contains(&"To".to_string()));
            assert!(text(&message).starts_with("To: O. Owner (no e-mail address is known)\n"));
        }
    }

    proptest! {
        #[test]
        fn no_words_from_outside_make_a_header(
            owner in any::<String>(),
            words in "(.|\r|\n|\u{2028}|Bcc: x@force.example){0,60}",
        ) {
            let bytes = eml(&message(&owner, &words), "head", now());
            let found = headers(&bytes);
            let known = |name: &&String| {
                HEADERS.contains(&name.as_str()) || name.as_str() == "Content-Transfer-Encoding"
            };
            prop_assert_eq!(found.iter().filter(known).count(), found.len(), "{:?}", found);
            let mut once = found.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(once.len(), found.len(), "{:?}", found);
        }
    }
}
