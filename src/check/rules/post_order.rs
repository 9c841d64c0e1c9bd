//! 局长李明 here and 李明局长 there.

use crate::check::finding::Findings;
use crate::check::lexicon::Table;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

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
const ENDS: [&str; 31] = [
    "牵头", "负责", "带队", "亲自", "同志", "，", "。", "、", "作", "讲", "主持", "出席", "通报", "传达", "宣读", "对",
    "在", "就", "介绍", "代表", "先", "已", "要", "说", "汇报", "发言", "做", "表示", "和", "与", "向",
];

fn check(review: &Review, found: &mut Findings) {
    let posts: Vec<crate::source::Span> = review.words(Table::Posts).map(|(hit, _)| hit.at.clone()).collect();
    for speech in &review.speeches {
        let text = review.slice(&speech.at);
        // Names that stand behind a post: 局长李明通报.
        let mut behind: Vec<&str> = Vec::new();
        let from = posts.partition_point(|at| at.start < speech.at.start);
        for at in posts[from..].iter().take_while(|at| at.start < speech.at.end) {
            let rest = &text[(at.end - speech.at.start).min(text.len())..];
            for length in [3, 2] {
                let end = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
                let name = &rest[..end];
                let han = name.chars().count() == length && name.chars().all(crate::text::han::is_han);
                if han
                    && ENDS.iter().any(|word| rest[end..].starts_with(word))
                    && SURNAMES.contains(name.chars().next().unwrap_or(' '))
                {
                    behind.push(name);
                    break;
                }
            }
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

/// The commonest surnames, so that 主任会议 is no name.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
