//! Marks and characters: what is written with the wrong ones, and how it should be written. All of it but what is not balanced
//! can be mended by a machine.

use super::kind::Kind;
use super::survey::Survey;
use super::{ASCII_DOTS, DOUBLED, HALF_WIDTH, INVISIBLE, Report, STRAIGHT_QUOTES, UNBALANCED};
use crate::library::bank::has_han;
use crate::library::path::BankPath;
use crate::source::Span;
use crate::text::han::is_han;

/// A place in a text and what should stand there.
type Change = (Span, String);

/// A mechanical rule: its number, what it says, what it finds.
type Rule = (&'static str, &'static str, fn(&str) -> Vec<Change>);

const RULES: [Rule; 5] = [
    (INVISIBLE, "有看不见的字符或全角的字母数字", invisible),
    (ASCII_DOTS, "省略号、破折号的写法不对", dots),
    (STRAIGHT_QUOTES, "引号不是中文的", quotes),
    (HALF_WIDTH, "标点是半角的", half_width),
    (DOUBLED, "标点叠在一起", doubled),
];

pub fn check(survey: &Survey, report: &mut Report) {
    for said in survey.own().filter(|said| said.kind != Kind::Name) {
        for (id, message, find) in RULES {
            if let Some((span, with)) = find(&said.phrase.text).into_iter().next() {
                let hint = match with.as_str() {
                    "" => "删去它；qicao bank lint --fix 会改".to_string(),
                    with => format!("写成“{with}”；qicao bank lint --fix 会改"),
                };
                survey.blame(report, id, said, span, message.into(), &hint);
            }
        }
    }
    for said in survey.own().filter(|said| !matches!(said.entry.path, BankPath::Recipe(..) | BankPath::Series(_))) {
        if let Some((at, mark)) = unbalanced(&said.phrase.text) {
            let message = format!("“{mark}”没有另一半");
            survey.blame(report, UNBALANCED, said, at..at + mark.len_utf8(), message, "补上另一半，或者删去它");
        }
    }
}

/// A text as it should be written, as far as that is a matter of marks: what `--fix` puts in its place.
///
/// ```
/// use qicao::library::{BankPath, lint};
///
/// let path = BankPath::parse("move/closing_call")?;
/// assert_eq!(lint::mended(&path, "同志们,会开完了，，事才开头。"), "同志们，会开完了，事才开头");
/// # Ok::<(), qicao::library::path::BadPath>(())
/// ```
pub fn mended(path: &BankPath, text: &str) -> String {
    if Kind::of(path) == Kind::Name {
        return text.into();
    }
    let mut text = text.trim().to_string();
    for (_, _, find) in RULES {
        for (span, with) in find(&text).into_iter().rev() {
            text.replace_range(span, &with);
        }
    }
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    for at in spaces.into_iter().rev() {
        let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        let slots = before == Some('】') && after == Some('【') && !has_han(&text);
        if !slots && before.is_some_and(|c| !c.is_ascii()) && after.is_some_and(|c| !c.is_ascii()) {
            text.remove(at);
        }
    }
    if Kind::of(path) != Kind::Link {
        text.truncate(text.trim_end_matches(['。', '；', '，', '、']).len());
    }
    text
}

/// Marks in the order of their weight.
const STOPS: [char; 7] = ['、', '，', '：', '；', '。', '？', '！'];

fn doubled(text: &str) -> Vec<Change> {
    let mut found = Vec::new();
    let mut run: Option<(usize, Vec<char>)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if STOPS.contains(&c) {
            run.get_or_insert((at, Vec::new())).1.push(c);
            continue;
        }
        let Some((start, marks)) = run.take() else { continue };
        // Astonishment may be asked.
        let asked = matches!(marks[..], ['？', '！'] | ['！', '？']);
        // Three full stops are meant for an ellipsis.
        let dots = marks.len() > 2 && marks.iter().all(|mark| *mark == '。');
        if marks.len() < 2 || asked || dots {
            continue;
        }
        let heaviest = STOPS.into_iter().rev().find(|mark| marks.contains(mark)).unwrap_or('，');
        found.push((start..at, heaviest.to_string()));
    }
    found
}

fn half_width(text: &str) -> Vec<Change> {
    let chinese = |c: Option<char>| c.is_some_and(|c| is_han(c) || "“”‘’（）《》【】，、；：。？！".contains(c));
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(wide) = ",;:?!()".find(c).and_then(|nth| "，；：？！（）".chars().nth(nth)) else { continue };
        let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        if chinese(before) || chinese(after) {
            found.push((at..at + 1, wide.to_string()));
        }
    }
    found
}

fn quotes(text: &str) -> Vec<Change> {
    if !text.chars().any(is_han) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (mark, pair) in [('"', ["“", "”"]), ('\'', ["‘", "’"])] {
        let places: Vec<usize> = text.match_indices(mark).map(|(at, _)| at).collect();
        if places.len().is_multiple_of(2) {
            found.extend(places.into_iter().enumerate().map(|(nth, at)| (at..at + 1, pair[nth % 2].to_string())));
        }
    }
    for (from, to) in [('「', "“"), ('」', "”"), ('『', "‘"), ('』', "’")] {
        found.extend(text.match_indices(from).map(|(at, mark)| (at..at + mark.len(), to.to_string())));
    }
    found.sort_by_key(|(span, _)| span.start);
    found
}

/// Runs of one character: which, how many of them are wrong, what they should be.
fn dots(text: &str) -> Vec<Change> {
    let mut found = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().chain([(text.len(), '\0')]).collect();
    let mut at = 0;
    while at + 1 < chars.len() {
        let (start, c) = chars[at];
        let count = chars[at..].iter().take_while(|(_, other)| *other == c).count();
        let with = match (c, count) {
            ('.', 3..) | ('。', 3..) | ('…', 1 | 3..) | ('·', 3..) => "……",
            ('-', 2..) | ('—', 1 | 3..) | ('－', 2..) => "——",
            _ => "",
        };
        if !with.is_empty() {
            found.push((start..chars[at + count].0, with.to_string()));
        }
        at += count;
    }
    found
}

fn invisible(text: &str) -> Vec<Change> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let with = match c {
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{3000}' | '\u{a0}' | '\t' => {
                String::new()
            }
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_string(),
            _ => continue,
        };
        found.push((at..at + c.len_utf8(), with));
    }
    found
}

/// The first mark that has no partner.
fn unbalanced(text: &str) -> Option<(usize, char)> {
    const PAIRS: &str = "“”‘’（）《》〈〉";
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        match PAIRS.chars().position(|mark| mark == c) {
            Some(nth) if nth % 2 == 0 => open.push((at, c, nth + 1)),
            Some(nth) => match open.pop() {
                Some((_, _, close)) if close == nth => {}
                Some((at, c, _)) => return Some((at, c)),
                None => return Some((at, c)),
            },
            None => {}
        }
    }
    open.first().map(|(at, c, _)| (*at, *c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> String {
        mended(&BankPath::parse("theme/甲/do/乙/core").unwrap(), text)
    }

    #[test]
    fn marks_are_mended_and_nothing_else() {
        for (wrong, right) in [
            ("办事慢,慢在各管一段", "办事慢，慢在各管一段"),
            ("谁都不管,，谁都不问。", "谁都不管，谁都不问"),
            ("要说\"办不成\"的理由", "要说“办不成”的理由"),
            ("等一等...再看", "等一等……再看"),
            ("等一等。。。再看", "等一等……再看"),
            ("只有一条--快", "只有一条——快"),
            ("３Ｄ打印\u{200b}", "3D打印"),
            ("分头 去办", "分头去办"),
        ] {
            assert_eq!(mend(wrong), right);
            assert_eq!(mend(right), right);
        }
    }

    #[test]
    fn what_is_right_stays() {
        for right in
            ["到时候谁来担？！", "用GDP 3.5% 说话", "12:30 开会", "叫作“一网通办”（试行）", "他说：“我来。”随即动身"]
        {
            assert_eq!(mend(right), right);
        }
    }

    #[test]
    fn a_closing_link_keeps_its_mark() {
        assert_eq!(
            mended(&BankPath::parse("link/between/root>core").unwrap(), "怎么办？对着原因改。"),
            "怎么办？对着原因改。"
        );
    }
}
