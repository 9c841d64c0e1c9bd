//! 局长李明 here and 李明局长 there.

use crate::check::finding::Findings;
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

/// Surnames are not asked for: a name is two or three characters between a post and a stop or a verb.
const POSTS: [&str; 14] =
    ["书记", "省长", "市长", "县长", "区长", "乡长", "镇长", "局长", "部长", "主任", "主席", "院长", "校长", "秘书长"];
const ENDS: [&str; 16] =
    ["同志", "，", "。", "、", "作", "讲", "主持", "出席", "通报", "传达", "宣读", "对", "在", "就", "介绍", "代表"];

fn check(review: &Review, found: &mut Findings) {
    for speech in &review.speeches {
        let text = review.slice(&speech.at);
        // Names that stand behind a post: 局长李明通报.
        let mut behind: Vec<&str> = Vec::new();
        for post in POSTS {
            for at in memchr::memmem::find_iter(text.as_bytes(), post) {
                let rest = &text[at + post.len()..];
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
        }
        behind.sort_unstable();
        behind.dedup();
        for name in behind {
            for at in memchr::memmem::find_iter(text.as_bytes(), name) {
                let rest = &text[at + name.len()..];
                let post = POSTS.iter().find(|post| {
                    rest.starts_with(**post) || rest.strip_prefix('副').is_some_and(|rest| rest.starts_with(**post))
                });
                if let Some(post) = post {
                    let end = at + name.len() + post.len();
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
