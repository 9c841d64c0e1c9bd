//! Faults that stand in `faults/句子.tsv`, one a line in as many ways as people write them: each is found by its rule where it was planted
//! in a clean speech, and the same words without the fault are left alone.

use std::sync::{Arc, LazyLock};

use qicao::check::{Reviewer, Roster, Settings};
use qicao::{Library, Source};

const FAULTS: &str = include_str!("faults/句子.tsv");

const SPEECH: &str = include_str!("../outline/全套.txt");

/// Who is named in the sentences about people.
const PEOPLE: &str = "people:
  - { name: 周清河, post: 县长 }
  - { name: 李长堤, post: 县水利局副局长 }
names:
  - { full: 县河道和水库管护中心, short: [县管护中心] }
";

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

/// Behind which lines of the speech a fault is planted: in its opening, between its parts, in the last of them.
const PLACES: [usize; 3] = [7, 9, 16];

#[test]
fn a_fault_is_found_however_it_is_written_and_sound_words_are_left_alone() {
    let roster = Roster::read(&Arc::new(Source::new("名册.yaml", PEOPLE))).expect("the roster is sound");
    let mut wrong = Vec::new();
    let mut count = 0;
    for (number, row) in FAULTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).enumerate() {
        let columns: Vec<&str> = row.split('\t').collect();
        let [code, fault, sound] = columns[..] else { panic!("not three columns: {row}") };
        let settings = Settings::default().select(&[code.to_string()]).expect("the rule is known");
        let reviewer = Reviewer::new(settings, &LIBRARY).expect("the library is sound").with_roster(&roster);
        // Numbers of the speech go on around what is planted, so lists stand in its opening only.
        let listed = fault.contains('⏎') || code.starts_with("QC1");
        let place = if listed { PLACES[0] } else { PLACES[number % PLACES.len()] };
        let found = |planted: &str| -> Vec<String> {
            let mut lines: Vec<&str> = SPEECH.lines().collect();
            let planted: Vec<&str> = planted.split('⏎').collect();
            let own = place + 1..place + 1 + planted.len();
            lines.splice(place..place, planted);
            let text = qicao::read("稿.txt", (lines.join("\n") + "\n").as_bytes(), None).expect("it is text");
            let at = |at: usize| text.source.position(at).line;
            let found = reviewer.review(&text).findings.into_iter().filter(|found| own.contains(&at(found.at.start)));
            found.map(|found| found.message).collect()
        };
        count += 1;
        if found(fault).is_empty() {
            wrong.push(format!("{code} does not find: {fault}"));
        }
        wrong.extend(found(sound).iter().map(|message| format!("{code} finds “{message}” in: {sound}")));
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
