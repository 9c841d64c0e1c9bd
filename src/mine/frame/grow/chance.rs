//! What chance explains: a word that is met behind a gap belongs to the pattern only if it is met there far more often than words
//! of its frequency are met anywhere.

/// A word that is met in gaps by chance is met so often as this many words beside each other have it.
const WINDOW: f64 = 8.0;

/// And at the beginning of one of the next clauses, as so many have it.
const CLAUSES: f64 = 2.0;

/// So much less likely than chance, in bits, must be what stands behind a gap, in a hundred thousand words. In more of them
/// more is met by chance.
const SURE: f64 = 9.6;

/// And so much more where it stands in another clause.
const ACROSS: f64 = 5.0;

/// So many places and more count as so many, where it is asked whether there are enough.
pub const MANY: u16 = u16::MAX - 1;

/// More than there are.
pub const NEVER: u16 = u16::MAX;

/// How little chance must explain, in bits: in the clause of the gap, and in another.
pub struct Chance {
    within: f64,
    across: f64,
}

impl Chance {
    /// In a text of so many words.
    pub fn new(words: usize) -> Self {
        let within = SURE + 2.0 * (words as f64 / 1e5).log2().max(-1.0);
        Chance { within, across: within + ACROSS }
    }

    /// Whether chance explains that a word of that share in all words is met so often behind the gaps of so many places.
    pub fn explains(&self, met: f64, places: f64, share: f64, crosses: bool) -> bool {
        let (window, sure) = if crosses { (CLAUSES, self.across) } else { (WINDOW, self.within) };
        surprise(met, places * share * window) < sure
    }

    /// The fewest places behind which a word of that share may be no chance, in the clause and in another: if it is met from all of
    /// them. Most words are met from too few, and need not be counted.
    pub fn least(&self, share: f64) -> [u16; 2] {
        [(WINDOW, self.within), (CLAUSES, self.across)].map(|(window, sure)| {
            // A little less than that, so that no rounding drops what is just enough.
            let places = (sure - 1e-6) / surprise(1.0, share * window);
            (places.ceil().max(0.0) as u16).min(MANY)
        })
    }
}

/// How little chance explains that something is met so often where so much was expected (the bound of Chernoff), in bits.
fn surprise(met: f64, expected: f64) -> f64 {
    if met > expected { met * (met / expected).log2() - (met - expected) * std::f64::consts::LOG2_E } else { 0.0 }
}
