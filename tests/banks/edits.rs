//! One commented, oddly formatted file, edited in twenty ways: the difference is the edit and nothing else.

use qicao::library::edit::{Found, Sheet};
use qicao::library::{OneOrMany, PhraseWritten, When};

const ODD: &str = include_str!("../cases/banks/odd.yaml");

type Edit = fn(&mut Sheet) -> qicao::Result<()>;

fn phrase(text: &str) -> PhraseWritten {
    PhraseWritten { text: text.into(), ..PhraseWritten::default() }
}

/// The phrase that begins so.
pub fn found(sheet: &Sheet, text: &str) -> Found {
    let all = sheet.phrases("");
    all.into_iter().find(|found| found.text.starts_with(text)).unwrap_or_else(|| panic!("{text} stands in the file"))
}

const EDITS: [(&str, Edit); 26] = [
    ("add to a list with four spaces", |sheet| sheet.add("move/closing_call", &phrase("上堤"))),
    ("add to a list in brackets", |sheet| sheet.add("move/transition", &phrase("讲【n】样事"))),
    ("add to a list in brackets over several lines", |sheet| sheet.add("slot/河段", &phrase("入口"))),
    ("add a phrase that needs quotes", |sheet| sheet.add("move/transition", &phrase("甲, 乙: 丙"))),
    ("add with conditions", |sheet| {
        let when = When { level: vec!["县".into(), "乡".into()], ..When::default() };
        let tags = Some(OneOrMany::Many(vec!["夜里".into()]));
        sheet.add("move/closing_call", &PhraseWritten { weight: Some(3), when: Some(when), tags, ..phrase("上堤") })
    }),
    ("add to nested wordings and maps", |sheet| {
        sheet.add("theme/防汛/do/巡堤查险/core", &phrase("白天查脚印，夜里听水声"))
    }),
    ("add behind a folded text", |sheet| sheet.add("theme/防汛/do/巡堤查险/do", &phrase("灯、哨、桩随身带"))),
    ("add beside a single value with a remark", |sheet| {
        sheet.add("theme/防汛/do/备料/core", &phrase("料不够的当天补"))
    }),
    ("add to a list under a joined key", |sheet| sheet.add("theme/防汛/do/备料/do", &phrase("料单贴在门上"))),
    ("begin a role of an aspect", |sheet| sheet.add("theme/防汛/do/巡堤查险/end", &phrase("堤是走出来的"))),
    ("begin an aspect", |sheet| sheet.add("theme/防汛/do/转移/core", &phrase("名单到户，一户一人"))),
    ("begin a theme", |sheet| sheet.add("theme/抗旱/do/找水/core", &phrase("先保人畜饮水"))),
    ("begin a bank at the end of a file without a line end", |sheet| {
        sheet.add("move/title", &phrase("在【meeting】上的讲话"))
    }),
    ("add two wordings of a thought", |sheet| {
        sheet.add_thought("move/closing_call", &[phrase("上堤"), phrase("这就上堤去")])
    }),
    ("remove a phrase with its remark", |sheet| sheet.remove(&found(sheet, "散会以后就上堤").at)),
    ("remove a phrase from brackets", |sheet| sheet.remove(&found(sheet, "下面讲").at)),
    ("remove the last phrase from brackets", |sheet| sheet.remove(&found(sheet, "我说").at)),
    ("remove the first of two wordings", |sheet| sheet.remove(&found(sheet, "堤顶、堤坡").at)),
    ("remove the only phrase of a bank", |sheet| sheet.remove(&found(sheet, "石料、编织袋").at)),
    ("remove a phrase written over several lines", |sheet| sheet.remove(&found(sheet, "夜巡至少").at)),
    ("remove an aspect", |sheet| sheet.remove_bank("theme/防汛/do/巡堤查险")),
    ("reword in single quotes", |sheet| sheet.reword(&found(sheet, "别问").at, "先去看，再来问")),
    ("reword a map", |sheet| sheet.reword(&found(sheet, "散会以后就上堤").at, "散会上堤: 现在")),
    ("reword a folded text", |sheet| sheet.reword(&found(sheet, "请住在堤边").at, "请老人带路")),
    ("rename an aspect in joined keys and where it must be", |sheet| {
        sheet.rename("theme/防汛/do/备料", "物料")?;
        sheet.rename_calls("theme/防汛/do/备料", "物料").map(|calls| assert_eq!(calls, 1))
    }),
    ("rename a fact and who needs it", |sheet| {
        sheet.rename("fact/值守牵头", "夜巡牵头")?;
        sheet.rename_calls("fact/值守牵头", "夜巡牵头").map(|calls| assert_eq!(calls, 1))
    }),
];

fn sheet(text: &str) -> Sheet {
    Sheet::read("防汛.yaml", text.as_bytes()).expect("the file is sound")
}

/// Lines that only one of two texts has, by their longest common subsequence.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] =
                if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            out += &format!("-{}\n", old[i]);
            i += 1;
        } else {
            out += &format!("+{}\n", new[j]);
            j += 1;
        }
    }
    out
}

#[test]
fn an_odd_file_is_edited_in_many_ways_and_the_difference_is_the_edit() {
    let mut shown = String::new();
    for (name, edit) in EDITS {
        let mut sheet = sheet(ODD);
        edit(&mut sheet).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_ne!(sheet.text(), ODD, "{name}");
        shown += &format!("### {name}\n{}\n", difference(ODD, sheet.text()));
    }
    insta::assert_snapshot!("edits", shown);
}

#[test]
fn line_ends_mark_and_encoding_stay_as_they_were() {
    let windows = ODD.replace('\n', "\r\n");
    for (name, edit) in EDITS {
        let mut plain = sheet(ODD);
        edit(&mut plain).expect("it was done above");
        let marked = format!("\u{feff}{windows}");
        let mut odd = Sheet::read("防汛.yaml", marked.as_bytes()).expect("the file is sound");
        edit(&mut odd).unwrap_or_else(|error| panic!("{name}: {error}"));
        let bytes = odd.bytes().expect("the encoding has everything");
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            format!("\u{feff}{}", plain.text().replace('\n', "\r\n")),
            "{name}"
        );
    }
}

#[test]
fn a_file_in_gbk_stays_in_gbk() {
    // slot/名: [讲话]
    let gbk = b"slot/\xc3\xfb: [\xbd\xb2\xbb\xb0]\n";
    let mut sheet = Sheet::read("名.yaml", gbk).expect("it is GBK");
    sheet.add("slot/名", &phrase("稿")).expect("it is added");
    assert_eq!(sheet.bytes().unwrap(), b"slot/\xc3\xfb: [\xbd\xb2\xbb\xb0, \xb8\xe5]\n");
    sheet.add("slot/名", &phrase("🙂")).expect("it is added");
    assert!(sheet.bytes().is_err(), "GBK has no such character");
}

#[test]
fn what_cannot_be_edited_safely_is_refused_and_left() {
    let anchored = "slot/甲: &a [一, 二]\nslot/乙: *a\n";
    let mut sheet = sheet(anchored);
    let error = sheet.add("slot/甲", &phrase("三")).expect_err("乙 would change too");
    assert!(error.to_string().contains("bank edit"), "{error}");
    assert_eq!(sheet.text(), anchored);
}

#[test]
fn a_bank_taken_to_another_path_keeps_its_remarks_and_conditions() {
    let mut sheet = sheet(ODD);
    let cut = sheet.cut("theme/防汛/do/巡堤查险/core");
    sheet.paste("theme/防汛/do/备料/ban", cut).expect("it is put");
    insta::assert_snapshot!(difference(ODD, sheet.text()));
}

#[test]
fn an_excerpt_that_comes_back_unchanged_changes_nothing() {
    let all = sheet(ODD);
    let paths: Vec<String> = all.paths().map(String::from).collect();
    assert!(paths.len() > 12);
    for path in paths {
        let excerpt = all.excerpt(&path);
        let mut back = all.clone();
        back.replace(&path, &sheet(&excerpt)).unwrap_or_else(|error| panic!("{path}: {error}\n{excerpt}"));
        let texts = |sheet: &Sheet| sheet.phrases("").into_iter().map(|found| found.text).collect::<Vec<_>>();
        assert_eq!(texts(&back), texts(&all), "{path}");
        assert_eq!(back.text(), ODD, "{path}");
    }
}

#[test]
fn an_edited_excerpt_goes_back_with_its_remarks() {
    let mut all = sheet(ODD);
    let excerpt = all
        .excerpt("theme/防汛/do/巡堤查险/core")
        .replace("  - 险工险段一段一牌\n", "  # 新写的\n  - 一段一牌，牌上有人有电话\n");
    all.replace("theme/防汛/do/巡堤查险/core", &sheet(&excerpt)).expect("it is put back");
    insta::assert_snapshot!(difference(ODD, all.text()));
}

#[test]
fn a_file_is_laid_out_in_one_way_and_keeps_every_remark() {
    let mut tidy = sheet(ODD);
    assert!(tidy.format().expect("it can be laid out"));
    let remarks = |text: &str| text.matches('#').count();
    assert_eq!(remarks(tidy.text()), remarks(ODD));
    insta::assert_snapshot!("tidy", tidy.text());
    assert!(!tidy.clone().format().expect("it can be laid out"), "what is tidy stays");
}
