//! Drafts in full. A snapshot is accepted only when somebody has read it and would give the speech.

use crate::support::qicao;

#[test]
fn a_county_speech_of_a_thousand_characters_is_worth_giving() {
    insta::assert_snapshot!(text("examples/县级短稿.yaml"));
}

#[test]
fn a_conference_speech_with_its_own_outline_and_facts_is_worth_giving() {
    insta::assert_snapshot!(text("examples/推进会.yaml"));
}

fn text(brief: &str) -> String {
    let output = qicao(&["draft", brief]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a draft is text")
}
