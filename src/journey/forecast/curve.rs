//! The estimate of Kaplan and Meier: how many have not been closed after so many days, where some are still open
//! and so only say that they took longer than they have been open.
//!
//! On each day on which something was closed, the share that had lasted until then is multiplied by the share of those
//! still there that were not closed on it. What is open counts as there up to and with the day that it has reached,
//! and no further: it is neither taken for closed nor left out (E. L. Kaplan and P. Meier, 1958).

/// So many days, and how many took them; in the order of the days, each of them once.
pub type Days = Vec<(u32, u32)>;

/// Counts numbers of days.
pub fn tally(mut days: Vec<u32>) -> Days {
    days.sort_unstable();
    days.chunk_by(PartialEq::eq).map(|same| (same[0], same.len() as u32)).collect()
}

/// How the share that is still open falls with the days.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// How many were closed, and how many are open.
    pub closed: u32,
    pub open: u32,
    /// The longest that one took to be closed, in days; nought where none was.
    pub longest: u32,
    steps: Vec<Step>,
    /// The share that is still open after so many days, up to the longest: a forecast asks for many of them.
    left: Vec<f64>,
}

/// A day on which some were closed.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    day: u32,
    closed: u32,
    /// The share that is still open after it.
    left: f64,
}

/// Shares are compared with so much room for what binary fractions cannot say.
const ROOM: f64 = 1e-9;

impl Curve {
    /// Of so many that were closed and so many that are open, each by the days that it took or has been open.
    pub fn of(closed: &Days, open: &Days) -> Curve {
        let count = |days: &Days| days.iter().map(|(_, n)| n).sum::<u32>();
        let (mut there, mut share) = (count(closed) + count(open), 1.0);
        let mut gone = open.iter().peekable();
        let mut steps = Vec::with_capacity(closed.len());
        for (day, n) in closed {
            while let Some((_, left)) = gone.next_if(|(reached, _)| reached < day) {
                there -= left;
            }
            share *= f64::from(there - n) / f64::from(there);
            there -= n;
            steps.push(Step { day: *day, closed: *n, left: share });
        }
        let longest = steps.last().map_or(0, |step| step.day);
        let mut left = Vec::with_capacity(longest as usize + 1);
        let mut open_still = 1.0;
        for step in &steps {
            left.resize(step.day as usize, open_still);
            open_still = step.left;
        }
        left.push(open_still);
        Curve { closed: count(closed), open: count(open), longest, steps, left }
    }

    /// The share that is still open after so many days. After the longest it stays what it was there:
    /// nothing is known of later days.
    pub fn still_open(&self, days: u32) -> f64 {
        self.left[days.min(self.longest) as usize]
    }

    /// How many took longer than so many days to be closed.
    pub fn closed_later(&self, days: u32) -> u32 {
        self.steps[self.passed(days)..].iter().map(|step| step.closed).sum()
    }

    fn passed(&self, days: u32) -> usize {
        self.steps.partition_point(|step| step.day <= days)
    }

    /// Of those that are open after `waited` days, the share that will have been closed `ahead` days later.
    pub fn closed_within(&self, waited: u32, ahead: u32) -> f64 {
        let now = self.still_open(waited);
        if now <= 0.0 { 0.0 } else { 1.0 - self.still_open(waited + ahead) / now }
    }

    /// After how many more days this share of those that are open after `waited` days will have been closed;
    /// none where that has never been seen. It is one at least.
    pub fn days_until(&self, share: f64, waited: u32) -> Option<u32> {
        let now = self.still_open(waited);
        if now <= 0.0 {
            return None;
        }
        let enough = |step: &&Step| 1.0 - step.left / now + ROOM >= share;
        self.steps[self.passed(waited)..].iter().find(enough).map(|step| step.day - waited)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(of: &[u32]) -> Days {
        tally(of.to_vec())
    }

    /// Ten ways reckoned by hand: closed after 3, 5, 5, 8, 12 and 20 days, open since 5, 9, 12 and 30.
    ///
    /// | day | there | closed | still open |
    /// |---|---|---|---|
    /// | 3 | 10 | 1 | 9/10 |
    /// | 5 | 9 | 2 | 9/10 · 7/9 = 7/10 |
    /// | 8 | 6 | 1 | 7/10 · 5/6 = 7/12 |
    /// | 12 | 4 | 1 | 7/12 · 3/4 = 7/16 |
    /// | 20 | 2 | 1 | 7/16 · 1/2 = 7/32 |
    ///
    /// The one open since 5 days is there on day 5 and not on day 8; the one open since 12 is there on day 12.
    #[test]
    fn it_is_what_is_reckoned_by_hand() {
        let curve = Curve::of(&days(&[3, 5, 5, 8, 12, 20]), &days(&[5, 9, 12, 30]));
        assert_eq!((curve.closed, curve.open, curve.longest), (6, 4, 20));
        let told = [
            (0, 1.0),
            (2, 1.0),
            (3, 0.9),
            (5, 0.7),
            (7, 0.7),
            (8, 7.0 / 12.0),
            (12, 7.0 / 16.0),
            (19, 7.0 / 16.0),
            (20, 7.0 / 32.0),
            (99, 7.0 / 32.0),
        ];
        for (day, share) in told {
            assert!((curve.still_open(day) - share).abs() < 1e-12, "day {day}: {}", curve.still_open(day));
        }
        assert_eq!(curve.days_until(0.5, 0), Some(12));
        assert_eq!(curve.days_until(0.85, 0), None);
        // Of those that last longer than 5 days: 7/10 are there, and 7/20 would be half of them.
        assert_eq!(curve.days_until(0.5, 5), Some(15));
        assert_eq!(curve.days_until(0.5, 20), None);
        assert_eq!((curve.closed_later(0), curve.closed_later(5), curve.closed_later(20)), (6, 3, 0));
    }

    #[test]
    fn of_nothing_nothing_is_said() {
        let curve = Curve::of(&Days::new(), &Days::new());
        assert_eq!((curve.still_open(0), curve.days_until(0.5, 0)), (1.0, None));
        let only_open = Curve::of(&Days::new(), &days(&[4, 4]));
        assert_eq!((only_open.still_open(9), only_open.days_until(0.01, 0)), (1.0, None));
        let all_closed = Curve::of(&days(&[4]), &Days::new());
        assert_eq!((all_closed.closed_within(4, 1), all_closed.days_until(0.5, 4)), (0.0, None));
    }

    proptest! {
        #[test]
        fn without_anything_open_it_is_the_plain_share(
            took in prop::collection::vec(0_u32..60, 1..80), day in 0_u32..70,
        ) {
            let curve = Curve::of(&days(&took), &Days::new());
            let plain = took.iter().filter(|days| **days > day).count() as f64 / took.len() as f64;
            prop_assert!((curve.still_open(day) - plain).abs() < 1e-9);
        }

        #[test]
        fn it_never_rises_and_stays_a_share(
            took in prop::collection::vec(0_u32..60, 0..40), open in prop::collection::vec(0_u32..60, 0..40),
        ) {
            let curve = Curve::of(&days(&took), &days(&open));
            let shares: Vec<f64> = (0..70).map(|day| curve.still_open(day)).collect();
            prop_assert!(shares.windows(2).all(|pair| pair[1] <= pair[0]), "{shares:?}");
            prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
        }

        #[test]
        fn what_is_open_only_makes_it_slower(
            took in prop::collection::vec(0_u32..60, 1..40), open in prop::collection::vec(0_u32..60, 1..40),
        ) {
            let (without, with) =
                (Curve::of(&days(&took), &Days::new()), Curve::of(&days(&took), &days(&open)));
            for day in 0..70 {
                prop_assert!(with.still_open(day) + 1e-12 >= without.still_open(day));
            }
        }

        #[test]
        fn the_days_until_a_share_are_the_first_on_which_it_is_reached(
            took in prop::collection::vec(0_u32..60, 1..40), open in prop::collection::vec(0_u32..60, 0..40),
            waited in 0_u32..60, share in 0.05_f64..0.99,
        ) {
            let curve = Curve::of(&days(&took), &days(&open));
            let reached = |ahead: u32| curve.closed_within(waited, ahead) + 1e-9 >= share;
            let first = (1..=70).find(|ahead| reached(*ahead));
            prop_assert_eq!(curve.days_until(share, waited), first);
        }
    }
}
