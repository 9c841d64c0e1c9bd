//! What occasion a speech was given on, by its title, else by the sentence that says why one has met.

use std::sync::LazyLock;

use crate::text::dictionary::Dictionary;

/// Occasions, the narrower before the wider: the first that is named wins.
const OCCASIONS: [&str; 48] = [
    "动员部署会",
    "部署推进会",
    "现场推进会",
    "工作推进会",
    "推进会",
    "动员会",
    "动员大会",
    "部署会",
    "座谈会",
    "现场会",
    "观摩会",
    "述评会",
    "讲评会",
    "点评会",
    "总结表彰会",
    "表彰大会",
    "表彰会",
    "总结会",
    "研讨会",
    "交流会",
    "调度会",
    "党员会",
    "民主生活会",
    "专题党课",
    "党课",
    "誓师大会",
    "誓师会",
    "培训班",
    "论坛",
    "年会",
    "发布会",
    "开学典礼",
    "毕业典礼",
    "揭牌仪式",
    "签约仪式",
    "启动仪式",
    "开幕式",
    "闭幕式",
    "家长会",
    "运动会",
    "述职",
    "全会",
    "中心组",
    "中心学习组",
    "人大工作会",
    "政协工作会",
    "工作会",
    "大会",
];

/// The occasions by their numbers, so that one walk tells which are named.
static NUMBERED: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::new(OCCASIONS));

/// The occasion; `None` where nothing tells.
pub fn kind(title: Option<&str>, purpose: Option<&str>) -> Option<String> {
    let named = |text: &str| {
        if text.contains("政府工作报告") {
            return Some("政府工作报告".to_string());
        }
        let spaceless: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        // 四中全会 and a meeting's 精神 are what one studies, not where one speaks.
        let bare = |text: String, word: &str| if text.contains(word) { text.replace(word, "") } else { text };
        let spaceless = bare(bare(spaceless, "中全会"), "会议精神");
        let mut first = None;
        NUMBERED.each(&spaceless, |_, number, _| first = Some(first.map_or(number, |first: u32| first.min(number))));
        first.map(|first| OCCASIONS[first as usize].to_string())
    };
    let general = |kind: &String| matches!(kind.as_str(), "工作会" | "大会");
    let by_title = title.and_then(named);
    let by_purpose = purpose.and_then(named);
    match (by_title, by_purpose) {
        (Some(title), Some(purpose)) if general(&title) && !general(&purpose) => Some(purpose),
        (title, purpose) => title.or(purpose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrower_occasion_wins() {
        assert_eq!(kind(Some("在全县河道治理现场推进会上的讲话"), None).as_deref(), Some("现场推进会"));
        assert_eq!(
            kind(Some("在全县工作会议上的讲话"), Some("今天，我们召开全县消防工作座谈会")).as_deref(),
            Some("座谈会")
        );
        assert_eq!(kind(None, None), None);
    }
}
