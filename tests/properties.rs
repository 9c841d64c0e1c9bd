//! What must hold for every brief made of valid parts, for every mangled file, and for every guaranteed edit.

pub mod audit;
mod briefs;
mod composition;
mod edits;
mod mangled;
mod outlines;
mod signs;

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use qicao::{Brief, Library, Source};
use serde_json::Value;

/// The same cases on every machine; nothing is written beside the tests.
fn config(cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(20_260_305),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    }
}

/// The YAML of a brief.
fn yaml(brief: &Value) -> String {
    serde_yaml::to_string(brief).expect("a brief is YAML")
}

/// A draft of a brief in YAML.
pub fn drafted(yaml: &str, library: &Library) -> Result<qicao::Draft, qicao::Error> {
    qicao::draft(&Brief::read(&Arc::new(Source::new("要求.yaml", yaml)))?, library)
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn a_careful_reader_finds_no_fault_in_any_draft(brief in briefs::brief()) {
        let (yaml, library) = (yaml(&brief), Library::embedded());
        let draft = drafted(&yaml, &library);
        prop_assert!(draft.is_ok(), "{}\n{yaml}", draft.unwrap_err());
        let draft = draft.unwrap();
        let faults = audit::faults(&brief, &draft, &library);
        prop_assert!(faults.is_empty(), "{}\n\n{yaml}\n{}", faults.join("\n"), draft.text);
        let again = drafted(&yaml, &Library::embedded()).unwrap();
        prop_assert_eq!(again.text, draft.text);
    }
}
