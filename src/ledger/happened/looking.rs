//! Looking back through the log for what happened, a stride at a time.

use chrono::Days;

use super::Happened;
use crate::ledger::Recorded;
use crate::ledger::door::Ledger;
use crate::ledger::log::{self, of_stream};
use crate::ledger::record::Outline;
use crate::ledger::trouble::Trouble;

/// So many events are looked at in one stride: some hundredths of a second.
pub const STRIDE: usize = if cfg!(test) { 512 } else { 8_192 };

/// What a stride found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// The numbers of the events that fit, the newest first.
    pub found: Vec<u64>,
    /// Look on before this number; none where nothing older can fit.
    pub before: Option<u64>,
}

impl Ledger {
    /// Looks at no more than [`STRIDE`] events before number `before` for those that are wanted.
    pub fn look_back(&self, wanted: &Happened, before: u64) -> Result<Looked, Trouble> {
        let entries = match &wanted.about {
            Some(stream) => of_stream(self.connection(), &stream.to_string(), STRIDE, Some(before))?,
            None => log::before(self.connection(), before, STRIDE)?,
        };
        let mut looked = Looked::default();
        for entry in &entries {
            let outline = Outline::read(&entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
            // Nothing is recorded before it happens, but for the hours between here and UTC.
            let settled = |since| outline.at.date_naive() + Days::new(1) < since;
            if wanted.since().is_some_and(settled) {
                return Ok(looked);
            }
            if wanted.fits(&outline) {
                looked.found.push(entry.seq);
            }
        }
        looked.before = entries.last().filter(|_| entries.len() == STRIDE).map(|oldest| oldest.seq);
        Ok(looked)
    }

    /// The newest that are wanted before number `before`, at most `limit` of them, the newest first;
    /// and where to look on, where there may be more.
    pub fn newest(
        &self,
        wanted: &Happened,
        before: u64,
        limit: usize,
    ) -> Result<(Vec<Recorded>, Option<u64>), Trouble> {
        if wanted.is_everything() && self.is_without_gaps() {
            let end = before.min(self.head()?.seq + 1) - 1;
            let start = end.saturating_sub(limit as u64);
            let mut all = self.events(start, (end - start) as usize)?;
            all.reverse();
            return Ok((all, (start > 0).then_some(start + 1)));
        }
        let (mut found, mut on) = (Vec::new(), Some(before));
        while let Some(before) = on.filter(|_| found.len() < limit) {
            let looked = self.look_back(wanted, before)?;
            found.extend(looked.found);
            on = looked.before;
        }
        if let Some(next) = found.get(limit) {
            on = Some(next + 1);
            found.truncate(limit);
        }
        let recorded: Result<Vec<_>, _> = found.into_iter().map(|seq| self.event(seq)).collect();
        Ok((recorded?.into_iter().flatten().collect(), on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::event::What;
    use crate::journey::register::BodyKind;
    use crate::ledger::filled::{self, again, filled};
    use crate::ledger::log::{Appended, Log, New, SqliteLog};
    use crate::ledger::record::{Record, random_hex};

    fn wanted(ledger: &Ledger, words: &str) -> Happened {
        let read = Happened::read(words, &ledger.standing().register().unwrap(), ledger.today());
        assert_eq!(read.remarks().count(), 0, "{words}");
        read.wanted
    }

    /// All that fit, oldest first.
    fn all(ledger: &Ledger, words: &str) -> Vec<Recorded> {
        let (mut all, on) = ledger.newest(&wanted(ledger, words), u64::MAX, usize::MAX).unwrap();
        assert_eq!(on, None);
        all.reverse();
        all
    }

    /// The same one by one, as a reader of the whole log would find it.
    fn by_hand(ledger: &Ledger, fits: impl Fn(&Record) -> bool) -> Vec<Recorded> {
        let all = ledger.events(0, usize::MAX >> 1).unwrap();
        all.into_iter().filter(|recorded| fits(&recorded.record)).collect()
    }

    #[test]
    fn what_is_found_is_what_fits_in_the_whole_log() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled(folder.path());
        let day = |words: &str| words.parse::<chrono::NaiveDate>().unwrap();
        let (from, to) = (day("2023-01-01"), day("2023-01-31"));
        let deputy = |record: &Record| record.event.by == filled::DCC;
        assert_eq!(all(&ledger, ""), by_hand(&ledger, |_| true));
        assert_eq!(all(&ledger, "by:deputy"), by_hand(&ledger, deputy));
        assert_eq!(
            all(&ledger, "by:deputy approved"),
            by_hand(&ledger, |record| deputy(record) && record.event.what.kind() == "OutcomeApproved")
        );
        assert_eq!(
            all(&ledger, "since:2023-01 until:2023-01"),
            by_hand(&ledger, |record| (from..=to).contains(&record.event.on))
        );
        let named = |record: &Record| record.event.stream.to_string() == "SOC22-4";
        assert_eq!(
            all(&ledger, "about:SOC22-4 by:lead"),
            by_hand(&ledger, |record| named(record) && record.event.by == filled::LEAD)
        );
        assert!(!all(&ledger, "about:SOC22-4 by:lead").is_empty());
        assert_eq!(all(&ledger, "since:2030"), []);
    }

    #[test]
    fn pages_follow_one_another_without_a_gap() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled(folder.path());
        let (wanted, mut before, mut pages) = (wanted(&ledger, "by:lead"), Some(u64::MAX), Vec::new());
        while let Some(number) = before {
            let (page, on) = ledger.newest(&wanted, number, 7).unwrap();
            assert!(page.len() == 7 || on.is_none());
            pages.extend(page);
            before = on;
        }
        pages.reverse();
        assert_eq!(pages, all(&ledger, "by:lead"));
    }

    #[test]
    fn of_a_long_log_no_more_is_looked_at_than_a_stride_and_nothing_before_the_first_day() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path()).close();
        let ledger = again(folder.path());
        let new: Vec<New> =
            (0..STRIDE * 2).map(|_| New { id: random_hex(), record: String::new() }).collect();
        let mut record = ledger.events(0, 1).unwrap().remove(0).record;
        record.event.what = What::BodyNamed { name: "Home Office".into(), body_kind: BodyKind::Department };
        record.at = record.at + Days::new(400);
        let line = |new: New| {
            record.id.clone_from(&new.id);
            New { record: record.line("salt"), ..new }
        };
        let new: Vec<New> = new.into_iter().map(line).collect();
        let (conn, log) = (ledger.connection(), SqliteLog::new(ledger.connection()));
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(matches!(log.append(&log.head().unwrap(), &new), Ok(Appended::At(_))));
        conn.execute_batch("COMMIT").unwrap();
        let last = ledger.head().unwrap().seq;
        let approved = wanted(&ledger, "approved");
        let first = ledger.look_back(&approved, last + 1).unwrap();
        assert_eq!(first, Looked { found: Vec::new(), before: Some(last + 1 - STRIDE as u64) });
        assert!(!all(&ledger, "approved").is_empty());
        // Two strides hold nothing that was recorded early enough; the third meets the day and stops.
        let late = wanted(&ledger, "since:2024");
        let mut before = Some(last + 1);
        let mut strides = 0;
        while let Some(number) = before {
            before = ledger.look_back(&late, number).unwrap().before;
            strides += 1;
        }
        assert_eq!(strides, 3);
        assert_eq!(
            ledger.look_back(&late, 50).unwrap(),
            Looked::default(),
            "it stops at the first that is too old"
        );
    }
}
