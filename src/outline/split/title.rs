//! Titles of spoken texts, and what web sites and editors hang on them.

/// Genres: what the title of a spoken text ends with.
const GENRES: [&str; 36] = [
    "讲话",
    "讲话稿",
    "讲话材料",
    "讲话提纲",
    "讲话全文",
    "讲话实录",
    "讲稿",
    "发言",
    "发言稿",
    "发言材料",
    "发言提纲",
    "致辞",
    "致词",
    "演讲",
    "演讲稿",
    "主持词",
    "报告",
    "工作报告",
    "汇报",
    "汇报材料",
    "述职报告",
    "开幕词",
    "闭幕词",
    "欢迎词",
    "答谢词",
    "贺词",
    "祝词",
    "谈话",
    "党课讲稿",
    "党课",
    "寄语",
    "致辞稿",
    "动员讲话",
    "总结讲话",
    "表态发言",
    "交流发言",
];

/// Tags that web sites hang on a title.
const TAGS: [&str; 12] =
    ["范文模版", "范文模板", "范文", "模板", "代拟稿", "精选", "最新", "通用", "参考", "全文", "完整版", "优秀"];

/// How posts end that stand in brackets behind the title of a signed piece.
const ENDINGS: [&str; 14] =
    ["长", "书记", "主任", "主席", "市委", "县委", "区委", "局", "院", "代表", "范文", "委员", "董事", "经理"];

/// The line without the tags and brackets behind a title.
pub(super) fn untagged(line: &str) -> &str {
    let mut bare = line.trim();
    loop {
        let before = bare;
        for (open, close) in [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
            if let Some(inner) = bare.strip_suffix(close)
                && let Some(at) = inner.rfind(open)
                && at > 0
            {
                bare = bare[..at].trim_end();
            }
        }
        for tag in TAGS {
            if let Some(rest) = bare.strip_suffix(tag).filter(|rest| rest.chars().count() >= 6) {
                bare = rest.trim_end();
            }
        }
        if bare == before {
            return bare;
        }
    }
}

/// Whether a short line without a sentence is the title of a spoken text, or of a signed piece: 勇当…排头兵（县长）.
pub(super) fn is_title(line: &str) -> bool {
    if line.contains(['。', '；', '！', '…'])
        || line.starts_with(['“', '（', '('])
        || line.ends_with(['：', ':', '，', '、'])
    {
        return false;
    }
    let bare = untagged(line);
    let length = bare.chars().count();
    if length < 4 {
        return false;
    }
    let spoken = || GENRES.iter().any(|genre| bare.ends_with(genre));
    let occasion = || {
        ["在", "会上", "会议", "大会", "仪式", "典礼", "政府", "工作", "年", "论坛", "座谈", "活动", "上的"]
            .iter()
            .any(|word| bare.contains(word))
    };
    let speaks = || {
        bare.starts_with("下面")
            || bare.starts_with("同志")
            || bare.starts_with("听取")
            || bare.contains("作了")
            || bare.contains("我向")
    };
    if length >= 6 && spoken() && occasion() && !speaks() {
        return true;
    }
    bare.len() < line.len() && length >= 8 && post(&line[bare.len()..])
}

/// Whether a bracket holds a post.
pub(super) fn post(bracket: &str) -> bool {
    let inner = bracket.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | ' '));
    (1..=20).contains(&inner.chars().count())
        && ENDINGS.iter().any(|post| inner.ends_with(post))
        && !inner.contains(['，', '。'])
}
