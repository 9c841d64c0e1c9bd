//! Faults planted one to a file: each is found where it stands, and nothing else is found. A case is a bank file under
//! `cases/banks/faults`; its first lines say what is to be found: code, line and column, and what stands there.

use std::collections::BTreeSet;
use std::path::Path;

use qicao::Diagnostic;
use qicao::library::lint::{RULES, mended};
use qicao::library::{BankPath, Embedded, Layer, Library};

/// The embedded library with few of its themes: what the planted faults stand beside. The others would be parsed again for every
/// case.
fn few_themes() -> Library {
    let embedded = Embedded::new();
    let kept = ["营商环境", "安全生产", "通用"];
    let wanted = |path: &str| !path.starts_with("phrasebanks/theme/") || kept.iter().any(|theme| path.contains(theme));
    let banks =
        embedded.banks.iter().map(|(path, text)| (*path, if wanted(path) { *text } else { "fact/时限: 某月底" }));
    Library::with(Embedded { banks: banks.collect::<Vec<_>>().leak(), ..embedded })
}

/// Everything that is found in one file on top of the embedded library.
fn findings(text: &str) -> Vec<Diagnostic> {
    let mut library = few_themes();
    let banks = vec![("phrasebanks/甲.yaml".to_string(), text.to_string())];
    let layer = Layer { name: "库".into(), banks, templates: Vec::new() };
    let faults = library.add(layer).err().map(|error| error.diagnostics().to_vec()).unwrap_or_default();
    faults.into_iter().chain(library.lint().into_iter().map(|finding| finding.diagnostic)).collect()
}

/// Code, line and column.
fn place(finding: &Diagnostic) -> (String, usize, usize) {
    let (source, span) = finding.place.as_ref().expect("a finding has a place");
    let at = source.position(span.start);
    (finding.code.id().into(), at.line, at.column)
}

/// What the first lines of a case say.
fn expected(text: &str) -> BTreeSet<(String, usize, usize)> {
    let lines = text.lines().map_while(|line| line.strip_prefix("# Q"));
    let read = |line: &str| {
        let mut words = line.split(' ');
        let code = format!("Q{}", words.next()?);
        let (row, column) = words.next()?.split_once(':')?;
        Some((code, row.parse().ok()?, column.parse().ok()?))
    };
    lines.map(|line| read(line).expect("code, line:column, text")).collect()
}

fn cases() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/banks/faults");
    let entries = std::fs::read_dir(folder).expect("the cases are there").flatten();
    let mut cases: Vec<(String, String)> = entries
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("a case is a text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_planted_fault_is_found_at_its_place_and_nothing_else_is() {
    let (mut wrong, mut kinds) = (Vec::new(), BTreeSet::new());
    for (name, text) in cases() {
        let expected = expected(&text);
        assert!(!expected.is_empty(), "{name} says nothing");
        let found: BTreeSet<_> = findings(&text).iter().map(place).collect();
        if found != expected {
            wrong.push(format!("{name}: wanted {expected:?}, found {found:?}"));
        }
        kinds.extend(expected.into_iter().map(|(code, ..)| code));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kinds.len() >= 40, "{} kinds", kinds.len());
}

#[test]
fn every_rule_has_a_planted_fault() {
    let planted: BTreeSet<String> =
        cases().iter().flat_map(|(_, text)| expected(text)).map(|(code, ..)| code).collect();
    let without: Vec<&str> = RULES.iter().map(|rule| rule.id).filter(|id| !planted.contains(*id)).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn the_shipped_library_is_clean() {
    let findings = Library::embedded().lint();
    let shown: Vec<String> = findings.iter().map(|finding| finding.diagnostic.to_string()).collect();
    assert!(shown.is_empty(), "{} findings:\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn what_is_mended_is_found_no_more() {
    let mechanical: BTreeSet<&str> = RULES.iter().filter(|rule| rule.mechanical).map(|rule| rule.id).collect();
    let mut seen = BTreeSet::new();
    for (name, text) in cases() {
        let path = BankPath::parse("theme/营商环境/do/政务服务/do").expect("a path");
        for (code, ..) in expected(&text).into_iter().filter(|(code, ..)| mechanical.contains(code.as_str())) {
            let phrase = text.lines().last().and_then(|line| line.trim().strip_prefix("- ")).expect("a phrase");
            let phrase = phrase.trim_matches('\'');
            let mended = mended(&path, phrase);
            assert_ne!(mended, phrase, "{name}");
            let again = findings(&format!("theme/营商环境/do/政务服务/do:\n  - '{mended}'\n"));
            assert!(again.is_empty(), "{name}: {mended}: {again:?}");
            seen.insert(code);
        }
    }
    assert_eq!(seen.len(), mechanical.len());
}

#[test]
fn good_phrases_of_ones_own_pass() {
    let text = include_str!("../cases/banks/好的话.yaml");
    let shown: Vec<String> = findings(text).iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}
