//! Chinese text as text: bytes to characters, counting, numerals.
//!
//! Nothing here knows of speeches, briefs or banks; everything that reads or writes Chinese stands on it.

pub mod characters;
pub mod charset;
pub mod clean;
pub mod decode;
pub mod dictionary;
pub(crate) mod docx;
pub mod han;
mod html;
pub mod lines;
pub mod markdown;
pub mod original;
pub mod parallel;
pub mod read;
pub mod segment;
pub mod sentence;
pub mod similar;
pub mod words;
