//! Single statements of SQLite's that take long and say nothing themselves, and yet can be cancelled.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use rusqlite::Connection;

use super::trouble::Trouble;
use crate::progress::Cancelled;

/// So often somebody looks how far a statement has come.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Does work whose statements on `conn` are long and say nothing themselves: another thread looks how far they
/// have come, and interrupts them when `tell` answers that they are no longer wanted.
pub(super) fn interruptible<T>(
    conn: &Connection,
    tell: &(dyn Fn() -> Result<(), Cancelled> + Sync),
    work: impl FnOnce() -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    tell()?;
    let (over, is_over) = channel::<()>();
    let handle = conn.get_interrupt_handle();
    let look = move || {
        while is_over.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
            // Again and again: an interruption between two statements is lost.
            if tell().is_err() {
                handle.interrupt();
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(look);
        let done = work();
        drop(over);
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::tests::cancelling_after;
    use crate::progress::{Progress, Step};

    /// It would never come to its end by itself.
    const ENDLESS: &str =
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c";

    #[test]
    fn a_single_statement_is_interrupted_while_it_runs() {
        let conn = Connection::open_in_memory().unwrap();
        let endless = || {
            conn.query_row(ENDLESS, [], |row| row.get::<_, i64>(0)).map_err(|error| Trouble::on(&conn, error))
        };
        let (progress, heard) = cancelling_after(1);
        let ended = interruptible(&conn, &|| progress.said(Step::Indexing, 0, 1), endless);
        assert_eq!(ended, Err(Trouble::Cancelled));
        assert!(heard.load(std::sync::atomic::Ordering::Relaxed) > 1, "it was begun before it was cancelled");
    }

    #[test]
    fn work_that_is_wanted_comes_to_its_end() {
        let conn = Connection::open_in_memory().unwrap();
        let wanted = Progress::unwatched();
        assert_eq!(interruptible(&conn, &|| wanted.said(Step::Proving, 0, 0), || Ok(7)), Ok(7));
    }
}
