//! What must hold for every text that is read: clean Simplified text comes out as it went in, and no text, however mangled, is
//! too much.

use proptest::prelude::*;
use qicao::outline::{Seen, clean, read, to_json};

use super::config;

/// Pieces of good Simplified prose, among them what a converter would be tempted to change.
fn prose() -> impl Strategy<Value = String> {
    let clause = prop::sample::select(vec![
        "成效显著",
        "要抓住著力点",
        "后面的干部要跟上",
        "里程碑式的进步",
        "把账算清",
        "王后台词",
        "余地不大",
        "发展经济",
        "理发店要有证",
        "松树要护好",
        "三、四个月",
        "各县（市、区）",
        "GDP增长5%",
        "“三个不”",
    ]);
    let stop = prop::sample::select(vec!["，", "。", "；", "：", "！"]);
    let paragraph = prop::collection::vec((clause, stop), 1..8).prop_map(|parts| {
        let text: String = parts.iter().map(|(clause, stop)| format!("{clause}{stop}")).collect();
        format!("{}。", text.trim_end_matches(['，', '。', '；', '：', '！']))
    });
    prop::collection::vec(paragraph, 1..6).prop_map(|paragraphs| paragraphs.join("\n"))
}

/// Pieces of everything that makes reading hard, in any order.
fn rubble() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "一、",
        "二、",
        "（一）",
        "（二",
        "）",
        "第一，",
        "第二，",
        "一是",
        "二是",
        "三是",
        "一要",
        "二要",
        "首先，",
        "其次，",
        "最后，",
        "一方面",
        "另一方面",
        "1、",
        "2．",
        "（1）",
        "①",
        "——",
        "甲、",
        "要抓实",
        "从产业看",
        "工业方面",
        "讲三点意见",
        "“四张牌”",
        "同志们：",
        "在全市工作会上的讲话",
        "第2篇 ",
        "篇1",
        "附件",
        "目录",
        "編者按：",
        "質(zhì)量",
        "(",
        ")",
        "?",
        ",",
        "。",
        "，",
        "：",
        "；",
        "”",
        "“",
        "\n",
        "\n\n",
        " ",
        "　",
        "\u{a0}",
        "\u{e004}",
        "\u{feff}",
        "X",
        "**",
        "<p>",
        "/p>",
        "&nbsp;",
        "##paidend##",
        "— 3 —",
        "小编为您",
        "é",
        "😀",
        "𠀀",
        "存在问题",
        "让我们",
        "谢谢",
        "表示衷心的感谢",
        "2024年，",
        "9.5",
        "\u{0}",
        "\t",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn simplified_prose_comes_out_as_it_went_in(text in prose()) {
        let clean = clean(&text);
        prop_assert_eq!(&clean.text, &text);
        prop_assert!(clean.changes.is_empty());
    }

    #[test]
    fn every_text_is_read_and_every_finding_lies_in_it(text in rubble()) {
        let mut document = read(&text);
        Seen::default().mark("x", &mut document);
        let (clean, map) = (&document.clean.text, &document.clean.map);
        for change in &document.clean.changes {
            prop_assert!(text.get(change.raw.clone()).is_some());
        }
        let mut last = 0;
        for speech in &document.speeches {
            prop_assert!(speech.body.start >= last && clean.get(speech.body.clone()).is_some());
            last = speech.body.end;
            let mut before = 0;
            for node in &speech.nodes {
                prop_assert!(node.marker.start >= before && node.marker.end <= node.head.start && node.head.end <= node.whole.end);
                before = node.marker.start;
                prop_assert!(clean.get(node.head.clone()).is_some() && speech.body.contains(&node.marker.start));
                prop_assert!(text.get(map.raw_span(&node.head)).is_some());
                if let Some(parent) = node.parent {
                    prop_assert!(speech.nodes[parent].level < node.level && speech.nodes[parent].marker.start <= node.marker.start);
                }
            }
            for found in &speech.moves {
                prop_assert!(clean.get(found.at.clone()).is_some());
            }
        }
        let told: serde_json::Value = serde_json::from_str(&to_json("x", &text, &document)).expect("it is JSON");
        let lines = text.split('\n').count() as u64;
        for speech in told["speeches"].as_array().into_iter().flatten() {
            prop_assert!(speech["first_line"].as_u64() <= speech["last_line"].as_u64() && speech["last_line"].as_u64() <= Some(lines));
        }
    }
}
