//! Numbers and words that look random and come again from the same seed.

/// SplitMix64.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of several.
    pub fn of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len() as u64) as usize]
    }

    /// Sixteen bytes in hex, as the ledger makes ids and salts.
    pub fn hex(&mut self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }

    /// So many words of four to ten letters, a few of them far more often than the others.
    pub fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "al", "be", "cor", "di", "en", "fo", "gra", "hi", "lo", "ma", "ne", "or", "pe", "sta", "ti", "un",
        ];
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        let rank = (20_000_f64.powf(share) - 1.0) as usize;
        let spread = rank.wrapping_mul(2_654_435_761);
        let parts = 2 + rank % 3;
        (0..parts).map(|part| SYLLABLES[(spread >> (4 * part)) & 15]).collect()
    }
}
