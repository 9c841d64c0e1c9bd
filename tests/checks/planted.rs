//! Faults in figures and dates, planted at random in clean speeches: each is found by its rule on its line, and the same sentence without the
//! fault is left alone.

use std::sync::LazyLock;

use proptest::prelude::*;
use qicao::check::{Finding, Reviewer, Settings};
use qicao::{Library, Source};

/// Clean speeches to plant in: text without a fault of these kinds.
const SPEECHES: [&str; 2] = [include_str!("../outline/全套.txt"), include_str!("../outline/学校讲话.txt")];

/// A rule, a sentence with its fault, and the same sentence sound.
type Case = (&'static str, String, String);

/// Every way that is planted, made of three numbers.
fn cases(a: u32, b: u32, off: u32) -> Vec<Case> {
    let (sum, wrong) = (a + b, a + b + off);
    let growth = f64::from(b) / f64::from(a) * 100.0;
    let far = growth + 3.0 + f64::from(off);
    let month = 1 + a % 12;
    let day = 1 + b % 28;
    let weekdays = ["日", "一", "二", "三", "四", "五", "六"];
    // 2026 begins on a Thursday.
    let before: u32 = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month as usize - 1];
    let weekday = (before + day - 1 + 4) as usize % 7;
    let other = (weekday + 1 + off as usize % 5) % 7;
    let c = |code, fault: String, sound: String| (code, fault, sound);
    vec![
        c(
            "QC309",
            format!("今年要修渠{wrong}条，其中东片{}条、西片{}条。", wrong, off),
            format!("今年要修渠{sum}条，其中东片{a}条、西片{b}条。"),
        ),
        c(
            "QC309",
            format!("共受理来信{wrong}件：表扬{a}件，批评{b}件。"),
            format!("共受理来信{sum}件：表扬{a}件，批评{b}件。"),
        ),
        c(
            "QC309",
            format!("新栽果树{a}株、补栽{b}株，共{wrong}株。"),
            format!("新栽果树{a}株、补栽{b}株，共{sum}株。"),
        ),
        c(
            "QC309",
            format!("修了路灯{wrong}盏（河东{a}盏、河西{b}盏）。"),
            format!("修了路灯{sum}盏（河东{a}盏、河西{b}盏）。"),
        ),
        c(
            "QC311",
            format!("护河员由{a}人增加到{sum}人，增长{far:.1}%。"),
            format!("护河员由{a}人增加到{sum}人，增长{growth:.1}%。"),
        ),
        c("QC311", format!("护河员从{sum}人增加到{a}人。"), format!("护河员从{a}人增加到{sum}人。")),
        c(
            "QC311",
            format!("去年巡河{a}次，今年巡河{sum}次，增加{}次。", b + off),
            format!("去年巡河{a}次，今年巡河{sum}次，增加{b}次。"),
        ),
        c(
            "QC307",
            format!("绿化率由{}%提高到{}%，提高{off}%。", a % 50, a % 50 + off),
            format!("绿化率由{}%提高到{}%，提高{off}个百分点。", a % 50, a % 50 + off),
        ),
        c("QC301", format!("水质达标的河段占百分之{off}。"), format!("水质达标的河段占{off}%。")),
        c("QC302", format!("损耗控制在{off}～{}%。", off + 3), format!("损耗控制在{off}%～{}%。", off + 3)),
        c("QC306", format!("垃圾减少{off}倍。"), format!("垃圾减少{off}成。")),
        c(
            "QC310",
            format!("三处清淤的量分别占{}%、{}%、{}%。", 60 + off, 30, 20),
            "三处清淤的量分别占40%、35%、25%。".to_string(),
        ),
        c("QC312", "河道清淤完成投资万元，增长%。".to_string(), format!("河道清淤完成投资{a}万元，增长{off}%。")),
        c("QC402", format!("各村{month}月{}日前报来。", 32 + off), format!("各村{month}月{day}日前报来。")),
        c(
            "QC403",
            format!("各村{month}月0{}日前报来。", 1 + off % 9),
            format!("各村{month}月{}日前报来。", 1 + off % 9),
        ),
        c(
            "QC404",
            format!("2026年{month}月{day}日（星期{}）再来看。", weekdays[other]),
            format!("2026年{month}月{day}日（星期{}）再来看。", weekdays[weekday]),
        ),
        c(
            "QC408",
            format!("集中整治从{month}月{}日至{month}月{off}日。", off + 1 + day % 9),
            format!("集中整治从{month}月{off}日至{month}月{}日。", off + 1 + day % 9),
        ),
        c("QC401", format!("这件事2{}年底要见效。", off % 8), format!("这件事202{}年底要见效。", off % 8)),
    ]
}

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

fn found(text: &str, code: &str) -> Vec<(usize, Finding)> {
    let settings = Settings::default().select(&[code.to_string()]).expect("the rule is known");
    let reviewer = Reviewer::new(settings, &LIBRARY).expect("the library is sound");
    let text = qicao::read("稿.txt", text.as_bytes(), None).expect("it is text");
    let source = Source::new("稿.txt", text.source.text());
    reviewer.review(&text).findings.into_iter().map(|found| (source.position(found.at.start).line, found)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn what_is_planted_is_found_on_its_line_and_what_is_sound_is_not(
        a in 12u32..400, b in 12u32..400, off in 2u32..9, speech in 0usize..2, place in 0usize..50,
    ) {
        let lines: Vec<&str> = SPEECHES[speech].lines().collect();
        let bodies: Vec<usize> = (3..lines.len()).filter(|at| lines[*at].ends_with('。')).collect();
        let at = bodies[place % bodies.len()];
        for (code, fault, sound) in cases(a, b, off) {
            let planted = |sentence: &str| {
                let mut changed: Vec<String> = lines.iter().map(ToString::to_string).collect();
                changed[at].push_str(sentence);
                changed.join("\n") + "\n"
            };
            let clean = found(&planted(&sound), code);
            prop_assert!(clean.is_empty(), "{code} finds {:?} in {sound}", clean[0].1.message);
            let hits = found(&planted(&fault), code);
            prop_assert!(hits.iter().any(|(line, _)| *line == at + 1), "{code} does not find {fault}");
        }
    }
}
