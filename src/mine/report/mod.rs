//! The report: one page to look at, and the same as JSON.
//!
//! `told` gathers what is told, `page` writes it down, `draw` draws. The page needs no network and no script. Unless an office
//! mines its own speeches, nothing in it was said by one speech alone: of what one speech says it tells the place.

mod draw;
mod page;
mod told;

use super::{File, Finished};

/// `report.html` and `report.json`.
pub fn files(finished: &Finished) -> Vec<File> {
    let told = told::told(finished);
    let json = serde_json::to_string_pretty(&told).expect("texts and numbers have no other form");
    vec![
        File { path: "report.html".into(), text: page::page(&told) },
        File { path: "report.json".into(), text: json + "\n" },
    ]
}
