//! 同志们。: the salutation ends in a colon.

use crate::check::finding::{Finding, Findings};
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC216",
    id: "salutation-stop",
    category: Category::Punctuation,
    severity: Severity::Error,
    on: true,
    page: include_str!("salutation_stop.md"),
    check,
};

/// How those who are addressed are called.
const CALLED: [&str; 29] = [
    "家长",
    "家长们",
    "同胞们",
    "校友",
    "学员",
    "干警",
    "青年们",
    "同志们",
    "同志",
    "领导",
    "代表",
    "委员",
    "来宾",
    "嘉宾",
    "朋友们",
    "朋友",
    "女士们",
    "先生们",
    "女士",
    "先生",
    "老师们",
    "老师",
    "同学们",
    "同学",
    "同仁",
    "专家",
    "乡亲们",
    "战友们",
    "企业家",
];

/// What one begins with who addresses somebody, however they are called.
const ADDRESSED: [&str; 4] = ["各位", "尊敬的", "亲爱的", "全体"];

fn check(review: &Review, found: &mut Findings) {
    let map = &review.document.clean.map;
    for speech in &review.speeches {
        let own = &review.paragraphs[speech.paragraphs.clone()];
        // 同志们 without its colon is read as one more line under the title.
        let fronts = own.iter().take_while(|paragraph| paragraph.front).skip(1);
        let fronts = fronts.filter(|paragraph| {
            let text = review.slice(&paragraph.at);
            text.ends_with('们') || ADDRESSED.iter().any(|word| text.starts_with(word))
        });
        for paragraph in fronts.chain(own.iter().filter(|paragraph| !paragraph.front).take(4)) {
            // Reading mends half-width stops and joins a line without a stop to the next: the line is looked at as it was given.
            let start = map.raw(paragraph.at.start);
            let line = review.raw.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim_end();
            if let Some((at, stop)) = run_in(line) {
                let (called, at) = (&line[..at], start + at..start + at + stop.len_utf8());
                tell(found.raw(at, format!("称呼“{called}”后面用了“{stop}”"))).fix("：");
                break;
            }
            if line.len() > 150 || line.ends_with(['：', ':', '！', '!', '」', '”']) {
                continue;
            }
            let bare = line.trim_end_matches(['。', '，', ',', '、', '；', ';', '.', ':', ' ', '　', '…', '—']);
            let parts = || bare.split(['，', '、', ',', ' ', '　']).filter(|part| !part.is_empty());
            // 各位 and 尊敬的 hold for all who are named behind them.
            let honoured = parts().next().is_some_and(|part| ADDRESSED.iter().any(|word| part.starts_with(word)));
            let addressed = |part: &str| {
                let named = CALLED.iter().any(|word| part.ends_with(word)) || honoured && part.chars().count() <= 9;
                named && part.chars().count() <= 14 && !part.contains(['要', '是', '请', '谢', '。', '：', '了', '在'])
            };
            if bare.is_empty() || !parts().all(addressed) {
                continue;
            }
            let stop = &line[bare.len()..];
            if stop.is_empty() {
                let finding = found.raw(start..start + bare.len(), format!("称呼“{bare}”后面没有标点"));
                tell(finding).fix(format!("{bare}："));
            } else {
                let at = start + bare.len()..start + line.len();
                tell(found.raw(at, format!("称呼“{bare}”后面用了“{stop}”"))).fix("：");
            }
            break;
        }
    }
}

fn tell(finding: &mut Finding) -> &mut Finding {
    finding.hint("称呼后面用全角冒号")
}

/// 同志们。今天…: a salutation that goes on in its line behind a stop that ends a sentence, and the stop.
fn run_in(line: &str) -> Option<(usize, char)> {
    let at = line.find(['。', '；', '.', ';', '，', '：', '！', '、'])?;
    let stop = line[at..].chars().next().filter(|c| matches!(c, '。' | '；' | '.' | ';'))?;
    let called = ["同志们", "各位代表", "各位委员", "同学们", "老师们"].contains(&&line[..at]);
    (called && at + stop.len_utf8() < line.len()).then_some((at, stop))
}
