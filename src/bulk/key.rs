//! Who a row is: the hash by which it is known, its stream of randomness, its short name.
//!
//! Everything that is told apart is told apart by SHA-256: it is the same on every computer, a user can check it with `sha256sum`,
//! and it takes a hundredth of the time of a draft. Of a million rows 128 bits of it are as good as the rows themselves.

use sha2::{Digest, Sha256};

use crate::library::Library;

/// The identity of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What the user calls it, where a column or a file says so.
    pub(super) given: Option<String>,
    /// The hash of that, or of what the row says.
    pub(super) hash: u128,
    /// How many equal rows stand before it.
    pub(super) before: u32,
    /// Which of several drafts of the row, from 1; none where there is one.
    pub(super) variant: Option<u32>,
}

/// Hashes texts one by one, so that 甲 and 乙丙 are not 甲乙 and 丙.
#[derive(Debug, Clone, Default)]
pub(super) struct Hasher(Sha256);

impl Hasher {
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    pub fn finish(self) -> u128 {
        let hash = self.0.finalize();
        hash.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
    }
}

/// The SHA-256 of a file, as `sha256sum` prints it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digits of short names: those that are told apart at a glance, without case (Crockford 2002).
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// So many of them: among a hundred thousand rows two have the same ones once in two hundred thousand lists.
const SHORT: usize = 10;

impl Key {
    /// The hash that tells the row from all others of the list.
    pub(super) fn hash(&self) -> u128 {
        let mut hasher = Hasher::default();
        hasher.bytes(&self.hash.to_le_bytes());
        hasher.bytes(&self.before.to_le_bytes());
        hasher.bytes(&self.variant.unwrap_or(0).to_le_bytes());
        hasher.finish()
    }

    /// The row's own randomness; `base` is the seed of the brief. Seeds are kept within what JSON numbers hold exactly (2⁵³).
    pub(super) fn seed(&self, base: u64) -> u64 {
        let mut hasher = Hasher::default();
        hasher.bytes(&base.to_le_bytes());
        hasher.bytes(&self.hash.to_le_bytes());
        hasher.bytes(&self.before.to_le_bytes());
        (hasher.finish() >> 76) as u64
    }

    /// How the row is called in names and in the manifest: as the user calls it, or by ten digits of its hash.
    pub(super) fn shown(&self) -> String {
        let short = || {
            let hash = Key { variant: None, ..self.clone() }.hash();
            (0..SHORT).map(|at| char::from(DIGITS[(hash >> (123 - 5 * at)) as usize & 31])).collect()
        };
        let name = self.given.clone().unwrap_or_else(short);
        match self.variant {
            None => name,
            Some(variant) if name.is_empty() => format!("{variant:04}"),
            Some(variant) => format!("{name}-{variant:04}"),
        }
    }
}

/// Another seed for the same place, where the draft of the first one will not do.
pub(super) fn another(seed: u64, attempt: u64) -> u64 {
    let mut hasher = Hasher::default();
    hasher.bytes(&seed.to_le_bytes());
    hasher.bytes(&attempt.to_le_bytes());
    (hasher.finish() >> 76) as u64
}

/// The hash of everything but the row that a draft depends on: the program, the library, and what the caller asks for.
pub fn fingerprint(library: &Library, asked: &[&str]) -> u128 {
    let mut hasher = Hasher::default();
    hasher.text(env!("CARGO_PKG_VERSION"));
    library.identity().for_each(|text| hasher.text(text));
    asked.iter().for_each(|text| hasher.text(text));
    hasher.finish()
}
