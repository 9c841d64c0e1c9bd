//! What slots are called, what may fill them, which heads are of one series.

use std::fmt::Write as _;

use tempfile::TempDir;

use super::{banks, name};

/// What each office tells of its own affairs: without it their speeches would be one with other names in it.
const OWN: [&str; 4] = [
    "上个汛期堤上巡查了三遍，闸门启闭灵活，只有东岔口的护坡被冲开一道口子，石料连夜运到，天亮前补平。下游几户人家搬了两回，\
     锅灶都是邻居帮着抬的，这份情义要记着。眼下水位退了，淤泥露出来，正好清障，趁晴天把坡脚填实。",
    "暑假里把六栋教学楼从屋顶看到地基，漏雨的换瓦，开裂的灌浆，操场边那面老墙索性推倒重砌。家长最挂念食堂，灶台挪了位置，\
     排烟口朝外开。工期赶在开学前，监理每天签到，孩子们进门那天，黑板擦得锃亮。",
    "新粮进仓以前，机械师傅先把风道吹干净，温度探头一根一根校过。去年西头两座仓顶结露，是密封条老化，今年全部更换。\
     保管员夜里起来翻看数据，虫情一露头就熏蒸。农户排队卖粮，磅秤前搭了凉棚，茶水不断。\
     库区道路浇了水泥，雨天车轮不带泥；消防水池蓄满，泵房钥匙交给值班长。账本一月一结，损耗多少，写得明明白白。",
    "全城灯杆编了号，哪根不亮，扫码就能报修。变压器旁边的杂树锯掉了，背街小巷添了壁灯，晚归的人心里踏实。电费省下三成，\
     靠的是换灯芯、调时段。施工避开早高峰，围挡当天立当天撤，商户没有一家埋怨。\
     拆下来的旧灯头送去回收站，铜线铝壳分开卖，钱交财务入账。学生上晚自习走的那条坡路，特意多立两根杆，装的是暖光。",
];

/// Speeches on one field of work, each with sentences of its own put into the same places.
fn folder(title: &str, texts: &[[&str; 4]]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder is made");
    for (at, [thing, able, harm, seat]) in texts.iter().enumerate() {
        let mut text = format!("在{seat}{title}工作会议上的讲话\n同志们：\n今天讲讲{thing}。下面，我讲两点意见。\n");
        let _ = write!(
            text,
            "一、把{thing}抓在手上\n各单位都要着力提升{able}。当前最要紧的是集中力量解决{harm}。{}\n\
             二、把{thing}的责任担起来\n一要在{thing}的台账上较真碰硬。改一处销一处。二要在{thing}的质量上较真碰硬。谁的岗谁来守。\n\
             同志们，{thing}没有终点，让我们从今天做起！\n",
            OWN[at]
        );
        std::fs::write(folder.path().join(format!("{at}.txt")), text).expect("a speech is written");
    }
    folder
}

/// Four offices, of which two and two have the same in the same places.
const OFFICES: [[&str; 4]; 4] = [
    ["河道巡查", "应急处置能力", "监管漏洞", "清江县"],
    ["校舍检修", "应急处置能力", "突出矛盾", "临山县"],
    ["粮库通风", "基层执法水平", "突出矛盾", "平川区"],
    ["路灯更换", "基层执法水平", "监管漏洞", "望海县"],
];

#[test]
fn a_slot_is_called_by_what_fills_it() {
    let folder = folder("安全生产", &OFFICES);
    let banks = banks(&["mine", name(folder.path())]);
    assert!(banks.contains("着力提升【") && banks.contains("能力"), "{banks}");
    assert!(!banks.contains("着力提升【事项】"), "{banks}");
}

#[test]
fn what_several_say_in_one_place_fills_it_and_only_in_their_theme() {
    let folder = folder("安全生产", &OFFICES);
    let banks = banks(&["mine", name(folder.path())]);
    assert!(banks.contains("【常见能力：要提高的是什么】"), "{banks}");
    let pool = banks.split("theme/安全生产/slot/常见能力:").nth(1).unwrap_or_default();
    let pool = pool.split("\n\n").next().unwrap_or_default();
    assert!(pool.contains("应急处置能力") && pool.contains("基层执法水平"), "{banks}");
    assert!(!banks.contains("\nslot/"), "no pool stands open to every field of work:\n{banks}");
    assert!(!banks.contains("fact/常见能力"), "what is filled from a bank is no fact:\n{banks}");
}

#[test]
fn a_count_is_a_slot_of_its_own() {
    let folder = folder("安全生产", &OFFICES);
    for (number, said) in ["我就此讲三", "我再强调五", "我先讲四", "我简要讲六"].into_iter().enumerate()
    {
        let path = folder.path().join(format!("{number}.txt"));
        let text = std::fs::read_to_string(&path).expect("it is there");
        std::fs::write(&path, text.replace("我讲两点", &format!("{said}点"))).expect("it is written");
    }
    let banks = banks(&["mine", name(folder.path())]);
    let counted: Vec<&str> = banks.lines().filter(|line| line.contains("点意见")).collect();
    assert!(!counted.is_empty(), "{banks}");
    assert!(counted.iter().all(|line| line.contains("【n】点意见")), "{counted:#?}");
}

#[test]
fn what_each_has_for_itself_is_a_fact_and_in_no_pool() {
    let own = [
        ["河道巡查", "排涝调度能力", "监管漏洞", "清江县"],
        ["校舍检修", "隐患识别能力", "突出矛盾", "临山县"],
        ["粮库通风", "基层执法水平", "账目不清", "平川区"],
    ];
    let folder = folder("安全生产", &own);
    let banks = banks(&["mine", name(folder.path())]);
    assert!(banks.contains("着力提升【能力】") && banks.contains("fact/能力:"), "{banks}");
    for filler in ["排涝调度", "隐患识别", "基层执法", "账目不清"] {
        assert!(!banks.contains(filler), "{filler} is one office's own:\n{banks}");
    }
}

#[test]
fn heads_of_one_frame_in_several_enumerations_are_a_series() {
    let folder = folder("安全生产", &OFFICES);
    let banks = banks(&["mine", name(folder.path())]);
    let series = banks.split("frame/标题/套/").nth(1).unwrap_or_default();
    assert!(series.lines().any(|line| line.contains("上较真碰硬")), "{banks}");
}

#[test]
fn heads_that_one_enumeration_alone_has_are_no_series() {
    let folder = folder("安全生产", &OFFICES[..1]);
    let text = std::fs::read_to_string(folder.path().join("0.txt")).expect("it is there");
    let other = "同志们：\n今天说说栽树。下面，我讲两点意见。\n一、抓紧挖坑\n坑要挖够深，土要翻过来。\n二、抓紧浇水\n水要浇透，月底前浇完。\n谢谢大家。\n";
    std::fs::write(folder.path().join("1.txt"), other).expect("it is written");
    assert!(text.contains("较真碰硬"));
    let banks = banks(&["mine", name(folder.path())]);
    assert!(!banks.contains("较真碰硬"), "{banks}");
}

#[test]
fn what_is_done_stands_under_the_theme_of_those_who_say_it() {
    let folder = folder("安全生产", &OFFICES);
    let text = std::fs::read_to_string(folder.path().join("0.txt")).expect("it is there");
    for number in 0..3 {
        let line = format!("{text}各村都要排查隐患，{}要核对台账。\n", ["镇里", "站上", "所里"][number]);
        let text = std::fs::read_to_string(folder.path().join(format!("{number}.txt"))).expect("it is there");
        let more = line.lines().last().unwrap_or_default();
        let text = text.replace("让我们从今天做起！", &format!("让我们从今天做起！\n{more}"));
        std::fs::write(folder.path().join(format!("{number}.txt")), text).expect("it is written");
    }
    let banks = banks(&["mine", name(folder.path())]);
    let own = banks.split("word/动宾·安全生产:").nth(1).unwrap_or_default();
    assert!(own.contains("排查隐患"), "{banks}");
}

#[test]
fn where_all_say_the_same_but_for_a_particle_there_is_no_slot() {
    let folder = tempfile::tempdir().expect("a folder is made");
    for (at, [thing, _, _, seat]) in OFFICES.iter().enumerate() {
        let joined = ["和", "和", "并", "和"][at];
        let text = format!(
            "在{seat}{thing}工作会议上的讲话\n同志们：\n今天讲讲{thing}。{}\n\
             第一，坚持{joined}完善{thing}制度。谁的岗谁来守。\n第二，把账记清。改一处销一处。\n同志们，{thing}没有终点！\n",
            OWN[at]
        );
        std::fs::write(folder.path().join(format!("{at}.txt")), text).expect("a speech is written");
    }
    let banks = banks(&["mine", name(folder.path())]);
    assert!(banks.contains("坚持和完善【"), "{banks}");
    assert!(!banks.contains("坚持【"), "{banks}");
}
