//! Files as accidents leave them: bytes, characters and lines put in, taken out, doubled, swapped. Always a result or an error whose
//! places lie in the file; never a panic, never a hang.

use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use qicao::library::Layer;
use qicao::{Brief, Error, Library, Source, decode};

use super::{briefs, config, drafted, yaml};
use crate::shipped::banks;

/// Far more than a case needs on a slow machine, far less than a loop without end.
const LIMIT: Duration = Duration::from_secs(5);

/// What a file breaks on: syntax of YAML and of templates, slots, marks of the skeleton, odd white space.
const SHARDS: [&str; 44] = [
    ":",
    ": ",
    "- ",
    "-",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "|",
    ">",
    "!",
    "%",
    "@",
    "\t",
    "\n",
    "\r",
    "\n\n  ",
    "【",
    "】",
    "【】",
    "【事】",
    "：",
    "，",
    "。",
    "\u{E000}",
    "\u{E001}",
    "\u{FEFF}",
    "\u{0}",
    "{{ ",
    " }}",
    "{% for s in sections %}",
    "{% endfor %}",
    "{{ say(bank=\"move/none\") }}",
    "<<: *a",
    "null",
    "99999999999999999999",
    "replace: [theme]\n",
    "---\n",
    "...\n",
];

#[derive(Debug, Clone)]
enum Accident {
    Insert(Index, &'static str),
    Byte(Index, u8),
    Delete(Index, usize),
    CutOff(Index),
    DoubleLine(Index),
    DropLine(Index),
    SwapLines(Index, Index),
    Indent(Index, usize),
}

fn accidents() -> impl Strategy<Value = Vec<Accident>> {
    let index = any::<Index>;
    let one = prop_oneof![
        4 => (index(), select(&SHARDS[..])).prop_map(|(at, shard)| Accident::Insert(at, shard)),
        2 => (index(), any::<u8>()).prop_map(|(at, byte)| Accident::Byte(at, byte)),
        3 => (index(), 1usize..12).prop_map(|(at, size)| Accident::Delete(at, size)),
        1 => index().prop_map(Accident::CutOff),
        2 => index().prop_map(Accident::DoubleLine),
        2 => index().prop_map(Accident::DropLine),
        1 => (index(), index()).prop_map(|(one, other)| Accident::SwapLines(one, other)),
        1 => (index(), 1usize..5).prop_map(|(at, size)| Accident::Indent(at, size)),
    ];
    prop::collection::vec(one, 1..4)
}

/// The bytes of `text` after the accidents.
fn mangle(text: &str, accidents: &[Accident]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for accident in accidents {
        let lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        if bytes.is_empty() {
            break;
        }
        match accident {
            Accident::Insert(at, shard) => {
                // Between characters, so that the text stays text.
                let mut at = at.index(bytes.len());
                while at > 0 && bytes[at] & 0xC0 == 0x80 {
                    at -= 1;
                }
                drop(bytes.splice(at..at, shard.bytes()));
            }
            Accident::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Accident::Delete(at, size) => {
                let at = at.index(bytes.len());
                bytes.drain(at..(at + size).min(bytes.len()));
            }
            Accident::CutOff(at) => bytes.truncate(at.index(bytes.len())),
            Accident::DoubleLine(at) => {
                let at = at.index(lines.len());
                let doubled = [&lines[..=at], &lines[at..]].concat();
                bytes = doubled.concat();
            }
            Accident::DropLine(at) => {
                let mut lines = lines;
                lines.remove(at.index(lines.len()));
                bytes = lines.concat();
            }
            Accident::SwapLines(one, other) => {
                let mut lines = lines;
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
                bytes = lines.concat();
            }
            Accident::Indent(at, size) => {
                let mut lines = lines;
                let at = at.index(lines.len());
                drop(lines[at].splice(0..0, vec![b' '; *size]));
                bytes = lines.concat();
            }
        }
    }
    bytes
}

/// Every problem says something, at a place that is there, and can be shown.
fn judge(error: &Error) -> Result<(), TestCaseError> {
    prop_assert!(!error.diagnostics().is_empty());
    for problem in error.diagnostics() {
        prop_assert!(!problem.message.is_empty());
        let Some((source, span)) = &problem.place else { continue };
        let text = source.text();
        prop_assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {}: {problem}", text.len());
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}: {problem}");
    }
    prop_assert!(!qicao::render(error.diagnostics(), true).is_empty());
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a hang is found by the clock; no speed is measured here")]
fn within_time<T>(work: impl FnOnce() -> T) -> Result<T, TestCaseError> {
    let start = Instant::now();
    let result = work();
    prop_assert!(start.elapsed() < LIMIT, "took {:?}", start.elapsed());
    Ok(result)
}

const SHORT: &str = "type: 推进会\nmeeting: 全市优化营商环境推进会\ntopic: 优化营商环境\nlength: 900\n";

/// A bank with every construct there is, on paths that the short brief uses.
const BANK: &str = "\
replace: [move/transition]
theme/营商环境:
  alias: [营商, 办事环境]
  word: { 对象: 企业, 场所: 企业、园区, 专班: 【党政】专班 }
  slot: { 事项: [开办企业, 注销企业] }
  head:
    把字: { why: 把道理想透, do: 把病根挖准, ensure: 把责任拧紧 }
  achievement: [ 新登记经营主体【新增户数】户 ]
  do:
    must: [窗口服务]
    lead: { 把字: [先办【n】件事, 盯住【痛点*】] }
    close: [ 说到底是让企业少跑路 ]
    窗口服务:
      word: { 痛点: 窗口冷 }
      head: { 动宾: 改进窗口服务, 把字: 把窗口热起来 }
      problem: [ 有的窗口话难听、脸难看, 有的窗口中午没有人 ]
      core:
        - - 对【事项】，一次讲清要什么材料
          - { text: 凡是【高频事项：办得最多的事】，一次讲清, weight: 2, when: { level: [市, 县] }, needs: [高频事项] }
        - 窗口的人要能拍板
      do: [ 午间不断人, 老人来了有人领着办 ]
      end: [ 脸上有笑，手上有活 ]
move/transition: [下面，我讲【n】点意见]
recipe/do: [core do end, problem core do]
series/把字: [一要, 一是]
fact/高频事项: 办得最多的事
word/level/市/我地: 我市
link/between/problem>core: [怎么改？]
";

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_mangled_brief_is_read_or_refused(brief in briefs::brief(), accidents in accidents()) {
        let bytes = mangle(&yaml(&brief), &accidents);
        let Some(decoded) = decode(&bytes) else { return Ok(()) };
        let result = within_time(|| {
            let brief = Brief::read(&Arc::new(Source::new("要求.yaml", decoded.text)))?;
            // The draft itself is the other property's; the outline is what a strange brief can upset.
            let library = Library::embedded();
            let stock = qicao::Stock::open(&brief, &library)?;
            if brief.length.is_some_and(|length| length > 1_000) {
                return qicao::plan(&brief, &stock).map(drop);
            }
            qicao::draft(&brief, &library).map(drop)
        })?;
        if let Err(error) = result {
            judge(&error)?;
        }
    }

    #[test]
    fn a_mangled_bank_is_read_or_refused(accidents in accidents(), file in any::<Index>()) {
        let shipped: Vec<&String> =
            banks::FILES.iter().filter(|(path, text)| path.ends_with(".yaml") && text.len() < 3_000).map(|(_, text)| text).collect();
        let base = if file.index(3) == 0 { file.get(&shipped).as_str() } else { BANK };
        let Some(decoded) = decode(&mangle(base, &accidents)) else { return Ok(()) };
        let banks = vec![("phrasebanks/乱.yaml".to_string(), decoded.text)];
        let result = within_time(|| {
            let mut library = Library::embedded();
            library.add(Layer { name: "自带".into(), banks, templates: Vec::new() })?;
            drafted(SHORT, &library).map(drop)
        })?;
        if let Err(error) = result {
            judge(&error)?;
        }
    }

    #[test]
    fn a_mangled_template_is_read_or_refused(accidents in accidents(), file in any::<Index>()) {
        let shipped: Vec<(&String, &String)> = banks::FILES.iter().filter(|(path, _)| path.ends_with(".tera")).collect();
        let (path, text) = *file.get(&shipped);
        let Some(decoded) = decode(&mangle(text, &accidents)) else { return Ok(()) };
        let templates = vec![(path.clone(), decoded.text)];
        let result = within_time(|| {
            let mut library = Library::embedded();
            library.add(Layer { name: "自带".into(), banks: Vec::new(), templates })?;
            drafted(SHORT, &library).map(drop)
        })?;
        if let Err(error) = result {
            judge(&error)?;
        }
    }
}
