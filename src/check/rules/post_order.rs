//! 局长李明 here and 李明局长 there.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC603",
    id: "post-order",
    category: Category::Person,
    severity: Severity::Warning,
    on: true,
    page: include_str!("post_order.md"),
    check,
};

/// A name is two or three characters between a post and one of these.
const ENDS: [&str; 37] = [
    "牵头", "负责", "带队", "亲自", "同志", "，", "。", "、", "作", "讲", "主持", "出席", "通报", "传达", "宣读", "对",
    "在", "就", "介绍", "代表", "先", "已", "要", "说", "汇报", "发言", "做", "表示", "和", "与", "向", "到", "都",
    "等", "参加", "陪同", "也",
];

fn check(review: &Review, found: &mut Findings) {
    let posts: Vec<Span> = review.words(Table::Posts).map(|(hit, _)| hit.at.clone()).collect();
    rows(review, &posts, found);
    for speech in &review.speeches {
        let text = review.slice(&speech.at);
        // Names that stand behind a post: 局长李明通报.
        let mut behind: Vec<&str> = Vec::new();
        let from = posts.partition_point(|at| at.start < speech.at.start);
        for at in posts[from..].iter().take_while(|at| at.start < speech.at.end) {
            let rest = &text[(at.end - speech.at.start).min(text.len())..];
            behind.extend(name_at(rest));
        }
        behind.sort_unstable();
        behind.dedup();
        for name in behind {
            for at in memchr::memmem::find_iter(text.as_bytes(), name) {
                let rest = &text[at + name.len()..];
                let bare = rest.strip_prefix('副').unwrap_or(rest);
                let post = review.rows(Table::Posts).iter().find(|row| bare.starts_with(&row.word));
                if let Some(post) = post {
                    let end = at + name.len() + (rest.len() - bare.len()) + post.word.len();
                    found
                        .at(
                            speech.at.start + at..speech.at.start + end,
                            format!("“{name}”的职务有时写在姓名前，有时写在后"),
                        )
                        .hint("全文用一种：介绍到会人员用“职务＋姓名”，正文里提到也照此");
                }
            }
        }
    }
}

/// 王强县长、副县长李明: a row of people in which one post stands before the name and one behind.
fn rows(review: &Review, posts: &[Span], found: &mut Findings) {
    let text = review.text();
    for pair in posts.windows(2) {
        let [one, other] = pair else { continue };
        let name_before = |at: &Span, from: usize| {
            let head = text[from..at.start].strip_suffix('副').unwrap_or(&text[from..at.start]);
            let run = head.rsplit(|c: char| !is_han(c) || c == '和').next().unwrap_or_default();
            // 市审计局周海局长: the name behind the house.
            let housed = [3, 2].into_iter().find_map(|length| {
                let (at, _) = run.char_indices().rev().nth(length - 1)?;
                (run[..at].ends_with(HOUSES) && is_name(&run[at..])).then_some(&run[at..])
            });
            is_name(run).then_some(run).or(housed)
        };
        let name_behind = |at: &Span| name_at(&text[at.end..]);
        let Some(gap) = text.get(one.end..other.start) else { continue };
        // A row of people, or one who said this and one who said that.
        let said = gap.contains('，') && gap.chars().count() <= 30;
        let row = !gap.contains('，') && gap.contains(['、', '和']) && gap.chars().count() <= 16;
        if gap.contains(['。', '；', '\n', '！', '？']) || !said && !row {
            continue;
        }
        let start = review.sentence_at(one.start).start;
        // 王强县长、副县长李明 and 县长王强、李明副县长.
        let mixed = name_before(one, start).zip(name_behind(other)).is_some() && name_behind(one).is_none()
            || name_behind(one).zip(name_before(other, one.end)).is_some() && name_behind(other).is_none();
        if mixed {
            found
                .at(one.start..other.end, "一排人里，职务有的写在姓名前，有的写在后")
                .hint("用一种：“职务＋姓名”或者“姓名＋职务”");
        }
    }
}

/// The name that a text begins with, if it ends there.
fn name_at(text: &str) -> Option<&str> {
    [3, 2].into_iter().find_map(|length| {
        let end = text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
        let (name, rest) = text.split_at(end);
        let whole = name.chars().all(is_han) && ENDS.iter().any(|word| rest.starts_with(word));
        (whole && is_name(name)).then_some(name)
    })
}

/// What the name of a house ends with.
const HOUSES: [char; 16] =
    ['局', '委', '办', '部', '厅', '会', '府', '院', '区', '县', '市', '镇', '乡', '司', '团', '联'];

/// A surname and one or two characters.
fn is_name(text: &str) -> bool {
    (2..=3).contains(&text.chars().count()) && text.starts_with(|c| SURNAMES.contains(c))
}

/// The commonest surnames, so that 主任会议 is no name.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
