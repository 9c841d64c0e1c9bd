//! Chinese text as text: bytes to characters, counting, numerals.
//!
//! Nothing here knows of speeches, briefs or banks; everything that reads or writes Chinese stands on it.

pub mod decode;
pub mod han;
