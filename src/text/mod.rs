//! Chinese text as text: bytes to characters, counting, numerals.
//!
//! Nothing here knows of speeches, briefs or banks; everything that reads or writes Chinese stands on it.

pub mod charset;
pub mod clean;
pub mod decode;
mod docx;
pub mod han;
mod html;
pub mod original;
pub mod parallel;
pub mod read;
pub mod similar;
pub mod words;
