//! Banks as they are kept: edits that change nothing but themselves, findings at their places, formats that go out and come back.

mod commands;
mod edits;
mod exchange;
mod faults;
mod sequences;
