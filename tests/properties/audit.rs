//! What a careful reader would check of a draft, read from its text and its JSON with nothing of the program's own.

use std::collections::{BTreeMap, BTreeSet};

use qicao::{Code, Draft, Library};
use serde_json::Value;

use super::signs::{is_han, leading_numeral, length, numeral, written_out};
use crate::shipped::banks;

const STOPS: &str = "，、；：。！？";
const ENDS: &str = "。！？；";
/// Where a draft may say a number of things before it says them.
const ANNOUNCING: [&str; 8] = ["讲", "谈", "提", "强调", "说", "办", "抓", "算"];
const UNITS: [&str; 6] = ["点", "个方面", "条", "件事", "笔账", "个问题"];

/// Everything that is wrong with a draft of `brief`.
pub fn faults(brief: &Value, draft: &Draft, library: &Library) -> Vec<String> {
    let json = draft.to_json(library);
    let text = json["text"].as_str().expect("the draft has a text");
    let chars: Vec<char> = text.chars().collect();
    let template =
        library.template(&draft.template).expect("the templates are good").expect("the draft has a template");
    let usual = template.header.sections.default.len();
    let mut audit = Audit { brief, draft, usual, text, spans: spans(&json), chars, json: &json, faults: Vec::new() };
    audit.surface();
    audit.brackets();
    audit.structure();
    audit.repetition();
    audit.placeholders();
    audit.sources();
    audit.own_words();
    audit.avoided();
    audit.length();
    audit.problems();
    audit.faults
}

/// A piece of the text with its source.
struct Span {
    start: usize,
    end: usize,
    kind: String,
    bank: String,
    file: String,
    line: usize,
}

fn spans(json: &Value) -> Vec<Span> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    let pieces = json["provenance"].as_array().into_iter().flatten();
    pieces
        .map(|piece| Span {
            start: number(&piece["start"]),
            end: number(&piece["end"]),
            kind: text(&piece["kind"]),
            bank: text(&piece["bank"]),
            file: text(&piece["file"]),
            line: number(&piece["line"]),
        })
        .collect()
}

struct Audit<'a> {
    brief: &'a Value,
    draft: &'a Draft,
    /// How many sections such a speech has where the brief does not say.
    usual: usize,
    json: &'a Value,
    text: &'a str,
    chars: Vec<char>,
    spans: Vec<Span>,
    faults: Vec<String>,
}

/// A marked point: the style of its marker, its number, what follows the marker.
pub struct Marked<'t> {
    style: &'static str,
    number: usize,
    pub rest: &'t str,
}

impl Audit<'_> {
    fn fault(&mut self, what: &str, where_: impl AsRef<str>) {
        self.faults.push(format!("{what}: {}", where_.as_ref()));
    }

    fn piece(&self, start: usize, end: usize) -> String {
        self.chars[start.min(self.chars.len())..end.min(self.chars.len())].iter().collect()
    }

    fn thin(&self, words: &str) -> bool {
        self.draft.warnings.iter().any(|warning| warning.code == Code::Thin && warning.message.contains(words))
    }

    fn surface(&mut self) {
        for (at, line) in self.text.lines().enumerate() {
            let here = |offset: usize| {
                let shown: String = line.chars().skip(offset.saturating_sub(10)).take(24).collect();
                format!("line {}: …{shown}…", at + 1)
            };
            let line: Vec<char> = line.chars().collect();
            if line.is_empty() {
                self.fault("an empty paragraph", here(0));
            }
            for (offset, c) in line.iter().enumerate() {
                let next = line.get(offset + 1).copied().unwrap_or(' ');
                if matches!(*c, '{' | '}' | '\u{E000}'..='\u{F8FF}') {
                    self.fault("residue of a template", here(offset));
                }
                if STOPS.contains(*c) && STOPS.contains(next) {
                    self.fault("doubled punctuation", here(offset));
                }
                if is_han(*c) && ",;:?!".contains(next) {
                    self.fault("half-width punctuation", here(offset));
                }
                if ["（）", "“”", "《》", "【】"].contains(&format!("{c}{next}").as_str()) {
                    self.fault("empty brackets", here(offset));
                }
            }
            if line.last().is_some_and(|c| "，、；".contains(*c)) {
                self.fault("a paragraph ends in mid-sentence", here(line.len()));
            }
        }
    }

    fn brackets(&mut self) {
        let pairs = ["“”", "‘’", "（）", "《》", "【】"];
        for line in self.text.lines() {
            let mut open = Vec::new();
            for c in line.chars() {
                if let Some(pair) = pairs.iter().find(|pair| pair.starts_with(c)) {
                    open.push(pair.chars().last());
                } else if pairs.iter().any(|pair| pair.ends_with(c)) && open.pop() != Some(Some(c)) {
                    open.push(None);
                    break;
                }
            }
            if !open.is_empty() {
                self.faults.push(format!("unbalanced brackets: {line}"));
            }
        }
    }

    /// How many sections the speech has, by the brief.
    fn sections(&self) -> usize {
        self.brief["sections"].as_array().map_or(self.usual, Vec::len)
    }

    /// The paragraphs before the first section, then those of each section with its head first.
    fn regions(&self) -> Vec<Vec<&str>> {
        let mut regions = vec![Vec::new()];
        for line in self.text.lines() {
            if self.sections() > 1 && section_number(line).is_some() {
                regions.push(Vec::new());
            }
            regions.last_mut().expect("there is one").push(line);
        }
        if self.sections() == 1 {
            let all = regions.remove(0);
            regions.extend([Vec::new(), all]);
        }
        regions
    }

    fn structure(&mut self) {
        let regions = self.regions();
        let numbers: Vec<_> = regions[1..].iter().map(|region| section_number(region[0]).map(|(n, _)| n)).collect();
        let expected: Vec<_> = (1..=self.sections()).map(|n| (self.sections() > 1).then_some(n)).collect();
        let mut faults = Vec::new();
        if numbers != expected {
            faults.push(format!("sections are numbered {numbers:?}, not {expected:?}"));
        }
        let mut counts = Vec::new();
        for (at, region) in regions[1..].iter().enumerate() {
            let points: Vec<Marked<'_>> = region.iter().filter_map(|line| marked(line)).collect();
            let order: Vec<_> = points.iter().map(|point| point.number).collect();
            if order != (1..=points.len()).collect::<Vec<_>>() || points.len() == 1 {
                faults.push(format!("points of section {} are numbered {order:?}", at + 1));
            }
            if points.iter().any(|point| point.style != points[0].style) {
                faults.push(format!("markers of section {} are mixed", at + 1));
            }
            faults.extend(self.points_as_wanted(at, &points));
            counts.push(points.len());
        }
        let count = |region: usize| if region == 0 { self.sections() } else { counts[region - 1] };
        for (at, region) in regions.iter().enumerate() {
            for (said, number) in region.iter().flat_map(|line| announced(line)) {
                if number != count(at) {
                    faults.push(format!("“{said}” but {} follow", count(at)));
                }
            }
        }
        // A numeral that the program itself set, wherever it stands.
        let starts = self.region_starts(&regions);
        for span in self.spans.iter().filter(|span| span.kind == "count") {
            let piece = self.piece(span.start, span.end);
            let region = starts.iter().rposition(|start| *start <= span.start).unwrap_or(0);
            let is_marker =
                matches!(marked(&format!("{piece}　")), Some(Marked { .. })) || section_number(&piece).is_some();
            match numeral(&piece) {
                Some(n) if n != count(region) && !(n == self.sections() && region == 0) => {
                    faults.push(format!("a count of {piece} where there are {}", count(region)));
                }
                None if !is_marker => faults.push(format!("no count: {piece}")),
                _ => {}
            }
        }
        self.faults.append(&mut faults);
    }

    /// The code point at which each region begins.
    fn region_starts(&self, regions: &[Vec<&str>]) -> Vec<usize> {
        let mut at = 0;
        let mut starts = Vec::new();
        for region in regions {
            starts.push(at);
            at += region.iter().map(|line| line.chars().count() + 1).sum::<usize>();
        }
        starts
    }

    fn points_as_wanted(&self, at: usize, points: &[Marked<'_>]) -> Vec<String> {
        let wanted = &self.brief["sections"][at];
        let style = wanted["style"].as_str();
        let number = match &wanted["points"] {
            Value::Number(n) => n.as_u64().map(|n| n as usize),
            Value::Array(list) => Some(list.len()),
            _ => None,
        };
        let mut faults = Vec::new();
        if style == Some("无") || number == Some(1) || wanted["body"].is_string() {
            if !points.is_empty() {
                faults.push(format!("section {} has markers that nobody wanted", at + 1));
            }
            return faults;
        }
        if let Some(number) = number.filter(|n| *n != points.len() && !self.thin(&format!("第 {} 节要", at + 1))) {
            faults.push(format!("section {} has {} points, not {number}", at + 1, points.len()));
        }
        if let (Some(style), Some(first)) = (style, points.first())
            && first.style != style
        {
            faults.push(format!("section {} is marked {}, not {style}", at + 1, first.style));
        }
        faults
    }

    fn repetition(&mut self) {
        let mut heads = Vec::new();
        let mut sentences = Vec::new();
        for line in self.text.lines() {
            let section = section_number(line).map(|(_, rest)| rest).filter(|_| self.sections() > 1);
            let point = marked(line).map(|point| point.rest);
            let rest = section.or(point).unwrap_or(line);
            if section.is_some() || point.is_some() {
                heads.push(rest.split('。').next().unwrap_or(rest));
            }
            sentences.extend(rest.split_inclusive(|c| ENDS.contains(c)).filter(|s| s.chars().count() >= 10));
        }
        let mut faults = Vec::new();
        for (what, list) in [("a head", heads), ("a sentence", sentences)] {
            let mut seen = BTreeSet::new();
            let twice = list.iter().filter(|item| !item.starts_with('【') && !seen.insert(**item));
            faults.extend(twice.map(|item| format!("{what} stands twice: {item}")));
        }
        self.faults.append(&mut faults);
    }

    fn placeholders(&mut self) {
        let mut order: Vec<String> = Vec::new();
        let mut found: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
        for (at, line) in self.text.lines().enumerate() {
            for name in banks::slots(line) {
                if !order.contains(&name) {
                    order.push(name.clone());
                }
                let (count, lines) = found.entry(name).or_default();
                *count += 1;
                if lines.last() != Some(&(at + 1)) {
                    lines.push(at + 1);
                }
            }
        }
        let seen: Vec<Value> = order
            .into_iter()
            .map(|name| serde_json::json!({ "count": found[&name].0, "lines": found[&name].1, "name": name }))
            .collect();
        let mut listed = self.json["placeholders"].clone();
        for entry in listed.as_array_mut().into_iter().flatten() {
            entry.as_object_mut().expect("an entry is an object").remove("hint");
        }
        if Value::from(seen.clone()) != listed {
            self.fault("marks and list differ", format!("{} / {listed}", Value::from(seen)));
        }
    }

    fn sources(&mut self) {
        let mut end = 0;
        let mut faults = Vec::new();
        for span in &self.spans {
            let piece = self.piece(span.start, span.end);
            if span.start < end || span.end <= span.start || span.end > self.chars.len() {
                faults.push(format!("provenance out of order: {}..{} after {end}", span.start, span.end));
                continue;
            }
            if !self.piece(end, span.start).trim().is_empty() {
                faults.push(format!("text without a source: {}", self.piece(end, span.start)));
            }
            end = span.end;
            if let Some(fault) = self.source(span, &piece) {
                faults.push(fault);
            }
        }
        if !self.piece(end, self.chars.len()).trim().is_empty() {
            faults.push(format!("text without a source: {}", self.piece(end, self.chars.len())));
        }
        self.faults.append(&mut faults);
    }

    fn source(&self, span: &Span, piece: &str) -> Option<String> {
        let plain = piece.trim_matches(|c: char| STOPS.contains(c) || c.is_whitespace());
        match span.kind.as_str() {
            "phrase" | "template" => {
                let line = banks::FILES.get(&span.file).and_then(|text| text.lines().nth(span.line.checked_sub(1)?));
                let line = line.map(|line| line.replace("''", "'").replace("\\\"", "\""));
                if !line.is_some_and(|line| line.contains(plain)) {
                    return Some(format!("“{plain}” is not on {}:{}", span.file, span.line));
                }
                let invented = plain.contains(|c: char| c.is_ascii_digit() || c == '《');
                (invented && !span.bank.starts_with("formula"))
                    .then(|| format!("a figure or document from a bank: {piece}"))
            }
            "brief" => {
                let given = leaves(self.brief).iter().any(|own| own.contains(plain) || own.contains(piece));
                let date = self.brief["date"].as_str().map(written_out);
                (!given && date.as_deref() != Some(plain)).then(|| format!("not in the brief: {piece}"))
            }
            "placeholder" => {
                (!(piece.starts_with('【') && piece.ends_with('】'))).then(|| format!("no placeholder: {piece}"))
            }
            "count" => None,
            kind => Some(format!("an unknown kind of source: {kind}")),
        }
    }

    fn own_words(&mut self) {
        let mut own: Vec<&str> =
            ["title", "audience", "closing"].iter().filter_map(|key| self.brief[key].as_str()).collect();
        for section in self.brief["sections"].as_array().into_iter().flatten() {
            // Words of the user's own body stand for the whole section.
            let keys: &[&str] = if section["body"].is_string() { &["head", "body"] } else { &["head", "lead"] };
            own.extend(keys.iter().filter_map(|key| section[key].as_str()));
            let points = section["points"].as_array().filter(|_| !section["body"].is_string());
            for point in points.into_iter().flatten() {
                own.extend(["head", "body"].iter().filter_map(|key| point[key].as_str()));
            }
        }
        let missing: Vec<_> = own.into_iter().filter(|words| !self.text.contains(words)).map(String::from).collect();
        missing.into_iter().for_each(|words| self.fault("the user's words are missing", words));
    }

    fn avoided(&mut self) {
        let mut kinds = vec![""; self.chars.len()];
        for span in &self.spans {
            kinds[span.start..span.end.min(self.chars.len())].fill(&span.kind);
        }
        let mut faults = Vec::new();
        for word in self.brief["avoid"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let word: Vec<char> = word.chars().collect();
            for (at, found) in self.chars.windows(word.len()).enumerate() {
                // A word that begins or ends in the user's own words is theirs as well.
                let own = kinds[at..at + word.len()].iter().any(|kind| matches!(*kind, "brief" | "placeholder"));
                if found == word && !own {
                    faults.push(format!("an avoided word: …{}…", self.piece(at.saturating_sub(8), at + 8)));
                }
            }
        }
        self.faults.append(&mut faults);
    }

    fn length(&mut self) {
        let length = length(self.text);
        if self.json["length"].as_u64() != Some(length as u64) {
            self.fault("length reported", format!("{} is {length}", self.json["length"]));
        }
        let Some(wanted) = self.brief["length"].as_u64().map(|wanted| wanted as usize) else { return };
        if length.abs_diff(wanted) * 20 > wanted && !self.thin(&format!("要 {wanted} 字")) {
            self.fault("length", format!("{length} for {wanted}, without a warning"));
        }
    }

    /// What is complained of is what is mended: 痛点 and problems in front of the sections belong to aspects that have a point.
    fn problems(&mut self) {
        let first = self.region_starts(&self.regions()).get(1).copied().unwrap_or_default();
        let pinned: Vec<String> = leaves(self.brief);
        let has_point = |theme: &str, aspect: &str| {
            let head = format!("theme/{theme}/do/{aspect}/head/");
            pinned.iter().any(|own| own == aspect) || self.spans.iter().any(|span| span.bank.starts_with(&head))
        };
        let named = self.spans.iter().filter(|span| self.sections() == 1 || span.start < first);
        let faults = named.filter_map(|span| match span.bank.split('/').collect::<Vec<_>>()[..] {
            ["theme", theme, "do", aspect, "word", "痛点"] if !has_point(theme, aspect) => {
                Some(format!("{aspect} is complained of and not mended"))
            }
            _ => None,
        });
        let mut faults: Vec<String> = faults.collect();
        self.faults.append(&mut faults);
    }
}

pub fn section_number(line: &str) -> Option<(usize, &str)> {
    let (n, rest) = leading_numeral(line)?;
    Some((n, rest.strip_prefix('、')?))
}

pub fn marked(line: &str) -> Option<Marked<'_>> {
    let mark = |style, (number, rest): (usize, &'_ str), behind| {
        Some(Marked { style, number, rest: line[line.len() - rest.len()..].strip_prefix(behind)? })
    };
    if let Some(numbered) = leading_numeral(line) {
        return mark("一要", numbered, "要").or_else(|| mark("一是", numbered, "是"));
    }
    if let Some(rest) = line.strip_prefix('（') {
        return mark("（一）", leading_numeral(rest)?, "）");
    }
    if let Some(rest) = line.strip_prefix('第') {
        return mark("第一", leading_numeral(rest)?, "，");
    }
    let (digits, rest) = line.split_once('.')?;
    Some(Marked { style: "1.", number: digits.parse().ok()?, rest })
}

/// Numbers of things that a paragraph announces: 讲三点, 算四笔账.
pub fn announced(line: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for verb in ANNOUNCING {
        for (at, _) in line.match_indices(verb) {
            let rest = &line[at + verb.len()..];
            let rest = ["以下", "这", "好"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
            let two = rest.strip_prefix('两').map(|rest| (2, rest));
            let Some((number, rest)) = two.or_else(|| leading_numeral(rest)) else { continue };
            if UNITS.iter().any(|unit| rest.starts_with(unit)) {
                let said = line[at..line.len() - rest.len()].chars().chain(rest.chars().take(3)).collect();
                found.push((said, number));
            }
        }
    }
    found
}

/// Every text and number of a brief.
pub fn leaves(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::Object(entries) => entries.values().flat_map(leaves).collect(),
        _ => Vec::new(),
    }
}
