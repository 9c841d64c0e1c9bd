//! How an outline and a cleaning look to people: a tree with lengths, moves between its nodes, announced against found.

use std::fmt::Write as _;

use qicao::length;
use qicao::outline::{Document, Move, MoveKind, Node, Places, Promise, Reading, Step, holes};

/// Heads are cut to this many characters.
const HEAD: usize = 40;

/// What is written in which colour, where there are any.
#[derive(Clone, Copy)]
enum Tone {
    Title,
    Marker,
    Dim,
    Move,
    Good,
    Bad,
}

struct Page<'d> {
    document: &'d Document,
    places: Places<'d>,
    color: bool,
    out: String,
}

/// The outline of a file.
pub fn outline(name: &str, raw: &str, document: &Document, color: bool) -> String {
    let mut page = Page { document, places: Places::new(raw), color, out: String::new() };
    let count = document.speeches.len();
    let _ = writeln!(page.out, "{}：{count} 篇", page.paint(Tone::Title, name));
    for (at, speech) in document.speeches.iter().enumerate() {
        page.speech(at + 1, speech);
    }
    page.out.push('\n');
    page.out
}

/// One line of a speech's tree.
enum Row<'d> {
    Node(&'d Node),
    Move(&'d Move),
    Promise(&'d Promise),
}

impl Page<'_> {
    fn paint(&self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Title => "1",
            Tone::Marker => "36",
            Tone::Dim => "2",
            Tone::Move => "35",
            Tone::Good => "32",
            Tone::Bad => "1;31",
        };
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }

    fn line(&mut self, clean: usize) -> usize {
        self.places.of(self.document.clean.map.raw(clean)).0
    }

    fn speech(&mut self, index: usize, speech: &Reading) {
        let text = &self.document.clean.text;
        let (first, last) =
            (self.line(speech.body.start), self.line(speech.body.end.saturating_sub(1).max(speech.body.start)));
        let title = speech.title.as_deref().unwrap_or("（没有标题）");
        let mut facts = vec![format!("第 {first}—{last} 行"), format!("{} 字", length(&text[speech.body.clone()]))];
        facts.extend(speech.kind.clone());
        facts.extend(speech.duplicate_of.as_ref().map(|original| format!("与 {original} 是同一篇")));
        let _ = writeln!(
            self.out,
            "\n{} {}",
            self.paint(Tone::Title, &format!("{index} {title}")),
            self.paint(Tone::Dim, &facts.join("，"))
        );
        let mut rows: Vec<(usize, u8, Row)> = Vec::new();
        rows.extend(speech.moves.iter().map(|found| (found.at.start, 0, Row::Move(found))));
        rows.extend(speech.promises.iter().map(|promise| (promise.at.start, 1, Row::Promise(promise))));
        rows.extend(speech.nodes.iter().map(|node| (node.marker.start, 2, Row::Node(node))));
        rows.sort_by_key(|(at, order, _)| (*at, *order));
        for (_, _, row) in rows {
            match row {
                Row::Node(node) => self.node(node),
                Row::Move(found) => self.movement(found),
                Row::Promise(promise) => self.promise(promise),
            }
        }
    }

    fn node(&mut self, node: &Node) {
        let text = &self.document.clean.text;
        let indent = "  ".repeat(node.level);
        let marker = match &text[node.marker.clone()] {
            "" => "·",
            marker => marker,
        };
        let head = cut(&text[node.head.clone()]);
        let size = format!("{} 字", length(&text[node.whole.clone()]));
        let _ =
            writeln!(self.out, "{indent}{}{head} {}", self.paint(Tone::Marker, marker), self.paint(Tone::Dim, &size));
    }

    fn movement(&mut self, found: &Move) {
        if found.kind == MoveKind::TransitionInner {
            return;
        }
        let text = &self.document.clean.text[found.at.clone()];
        let line = self.line(found.at.start);
        let size = format!("{} 字：{}", length(text), cut(text));
        let _ = writeln!(
            self.out,
            "  {} {}",
            self.paint(Tone::Move, &format!("〔{}〕", found.kind.shown())),
            self.paint(Tone::Dim, &format!("第 {line} 行，{size}"))
        );
    }

    fn promise(&mut self, promise: &Promise) {
        let text = &self.document.clean.text[promise.at.clone()];
        let (tone, said) = match promise.promised {
            Some(n) if n as usize == promise.actual => (Tone::Good, format!("说了 {n}，来了 {}", promise.actual)),
            Some(n) => (Tone::Bad, format!("说了 {n}，只见 {}", promise.actual)),
            None => (Tone::Dim, format!("来了 {}", promise.actual)),
        };
        let _ = writeln!(self.out, "  {} {}", self.paint(tone, &format!("“{text}”：")), self.paint(tone, &said));
    }
}

fn cut(text: &str) -> String {
    let line = text.split('\n').next().unwrap_or_default();
    match line.char_indices().nth(HEAD) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_string(),
    }
}

/// What cleaning took out of a file and what it changed, step by step; mojibake and masks that stayed.
pub fn noise(name: &str, raw: &str, document: &Document) -> String {
    let mut out = format!("{name}\n");
    let clean = &document.clean;
    let mut places = Places::new(raw);
    for step in Step::ALL {
        let changes: Vec<_> = clean.changes.iter().filter(|change| change.step == step).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}：{} 处", step.name(), changes.len());
        let mut told: Vec<(String, String, usize)> = Vec::new();
        for change in changes {
            let (line, column) = places.of(change.raw.start);
            let place = format!("{line}:{}", column + 1);
            let was = cut(raw[change.raw.clone()].trim_start_matches('\n'));
            let what = match (step, change.noise) {
                (Step::Noise, Some(kind)) => format!("{}：{was}", kind.name()),
                (Step::Lines, _) => "与下一行相接".to_string(),
                (Step::Script, _) => cut(&change.with),
                _ if change.with.is_empty() => format!("去掉“{was}”"),
                _ => format!("“{was}”改作“{}”", change.with),
            };
            match told.iter_mut().find(|(_, other, _)| *other == what && step != Step::Noise && step != Step::Lines) {
                Some((_, _, count)) => *count += 1,
                None => told.push((place, what, 1)),
            }
        }
        for (place, what, count) in told {
            let times = if count > 1 { format!("（{count} 处）") } else { String::new() };
            let _ = writeln!(out, "  {place} {what}{times}");
        }
    }
    if !clean.garbled.is_empty() {
        let _ = writeln!(out, "\n乱码，留着没动：{} 处", clean.garbled.len());
        for span in &clean.garbled {
            let (line, column) = places.of(clean.map.raw(span.start));
            let _ = writeln!(out, "  {line}:{} {}", column + 1, cut(&clean.text[span.clone()]));
        }
    }
    let holes = holes(&clean.text);
    if !holes.is_empty() {
        let _ = writeln!(out, "\n遮盖：{} 处", holes.len());
        for hole in &holes {
            let (line, column) = places.of(clean.map.raw(hole.at.start));
            let _ =
                writeln!(out, "  {line}:{} {}，像是{}", column + 1, &clean.text[hole.at.clone()], hole.hides.name());
        }
    }
    out
}
