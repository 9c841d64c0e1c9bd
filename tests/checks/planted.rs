//! One fault planted at random in a clean speech: the right code must stand at the right place.
//!
//! A fault is a way to spoil a speech: it says what it does to the text and where it did it. The speeches are drafts of our own and the
//! fixtures of the outline, both clean; each fault is planted in each of them at several places, drawn from a fixed seed.

use std::sync::Arc;

use qicao::check::{Reviewer, Settings};
use qicao::{Brief, Library, Source, draft};

/// A spoiled text, and the bytes of it where the fault is.
type Spoiled = Option<(String, std::ops::Range<usize>)>;

/// A fault: its code, and how to plant it, given a number that picks the place.
struct Fault {
    code: &'static str,
    plant: fn(&str, usize) -> Spoiled,
}

/// The nth place, counted around, where `from` stands inside the body, replaced.
fn replace(text: &str, from: &str, to: &str, pick: usize) -> Spoiled {
    let body = text.match_indices('\n').nth(2)?.0;
    let places: Vec<usize> = text[body..].match_indices(from).map(|(at, _)| body + at).collect();
    let at = *places.get(pick % places.len().max(1))?;
    Some((format!("{}{to}{}", &text[..at], &text[at + from.len()..]), at..at + to.len().max(1)))
}

/// A sentence put behind the nth full stop of a paragraph of prose.
fn insert(text: &str, sentence: &str, pick: usize) -> Spoiled {
    let body = text.match_indices('\n').nth(3)?.0;
    let places: Vec<usize> = text[body..].match_indices("。\n").map(|(at, _)| body + at + "。".len()).collect();
    let at = *places.get(pick % places.len().max(1))?;
    Some((format!("{}{sentence}{}", &text[..at], &text[at..]), at..at + sentence.len()))
}

/// A line put before the nth paragraph of prose.
fn line(text: &str, line: &str, pick: usize) -> Spoiled {
    let (text, at) = insert(text, &format!("\n{line}"), pick)?;
    Some((text, at.start + 1..at.end))
}

/// The first of several lines put so.
macro_rules! inserted {
    ($code:literal: $($text:literal),+ $(,)?) => {
        Fault { code: $code, plant: |text, pick| insert(text, [$($text),+][pick % [$($text),+].len()], pick / 3) }
    };
}

macro_rules! lined {
    ($code:literal: $($text:literal),+ $(,)?) => {
        Fault { code: $code, plant: |text, pick| line(text, [$($text),+][pick % [$($text),+].len()], pick / 3) }
    };
}

const FAULTS: &[Fault] = &[
    Fault {
        code: "QC103",
        plant: |text, _| {
            replace(text, "\n二、", "\n三、", 0).filter(|_| !text.contains("\n三、")).or_else(|| skip(text))
        },
    },
    Fault { code: "QC104", plant: |text, _| replace(text, "\n二、", "\n一、", 0) },
    Fault {
        code: "QC108",
        plant: |text, pick| replace(text, ["\n一、", "\n二、"][pick % 2], ["\n一.", "\n二．"][pick % 2], 0),
    },
    lined!("QC102": "一、把底数摸清\n（1）查上游。\n（2）查下游。"),
    lined!("QC105": "1、查上游。\n2、查下游。"),
    lined!("QC106": "（一）、查上游。\n（二）、查下游。"),
    lined!("QC107": "(一)查上游。\n(二)查下游。"),
    inserted!("QC110": "要办好这件事，一是定人，三是定岸。", "具体讲，第一，定人；第三，定岸。", "一要定人，二要定岸，四要定钱。", "其一，定人；其三，定岸。"),
    inserted!("QC111": "要把这件事办好，一是定人定岸，谁的河段谁来管。"),
    inserted!("QC112": "要办好以下四件事：一是定人，二是定岸，三是定钱。", "要做到三点：一要定人，二要定岸。"),
    inserted!("QC109": "要办好三件事：一是定人，二要定岸，三是定钱。", "第一，定人；二是定岸；第三，定钱。"),
    Fault {
        code: "QC201",
        plant: |text, pick| replace(text, ["，", "；", "："][pick % 3], [",", ";", ":"][pick % 3], pick),
    },
    inserted!("QC202": "各县(市、区)都要照办。"),
    inserted!("QC203": "要打好“生态牌，把绿补起来。", "要打好生态牌”，把绿补起来。", "要打好”生态牌”，把绿补起来。"),
    inserted!("QC204": "要打好\"生态牌\"，把绿补起来。", "要打好\"生态牌，把绿补起来。"),
    inserted!("QC205": "要学好《河道管理条例，把条文吃透。", "沿岸两个镇（含开发区的排口都要封住。", "要学好河道管理条例》，把条文吃透。"),
    inserted!("QC206": "有位老人讲：“大家都说“河道干净了”，我才敢去。”"),
    inserted!("QC207": "要落实好《关于印发《河道管理办法》的通知》。"),
    inserted!("QC208": "要学好《水法》、《河道管理条例》。"),
    inserted!("QC209": "要打好“生态牌”、“产业牌”。"),
    inserted!("QC210": "要学好《水法》（2016年修正）《河道管理条例》。"),
    inserted!("QC212": "要办好三件事：一是清淤。二是截污；三是补绿。"),
    inserted!("QC213": "要落实好通知（×政发[2024]3号）。", "要落实好通知（×政办发【2024】12号）。", "要落实好通知（×政函（2024）8号）。"),
    inserted!("QC214": "要管好教育、医疗、养老等……"),
    inserted!("QC215": "河道、库塘、沟渠...都要走到。", "还有一件事--管护的钱从哪里来。", "河道、库塘、沟渠。。。都要走到。"),
    Fault {
        code: "QC216",
        plant: |text, pick| {
            replace(
                &format!("\n\n\n{text}"),
                "\n同志们：\n",
                ["\n同志们。\n", "\n同志们，\n", "\n同志们\n"][pick % 3],
                0,
            )
            .map(|(text, at)| (text, at.start + 1..at.end))
        },
    },
    Fault { code: "QC217", plant: |text, pick| replace(text, "，", ["，，", "，。", "、，"][pick % 3], pick) },
    inserted!("QC219": "要管好河道、库塘、和沟渠。"),
    inserted!("QC501": "要增强大局意识、政治意识、核心意识、看齐意识。", "要增强政治意识、大局意识、责任意识、看齐意识。", "要坚持道路自信、理论自信、文化自信、制度自信。"),
    inserted!("QC502": "要增强“五个意识”。", "要做到“三个维护”。", "要坚定“五个自信”。"),
    inserted!("QC505": "要坚定“四个意识”。", "要增强“四个自信”。", "要立足新发展理念。", "要贯彻新发展格局。"),
    inserted!("QC506": "要做到“两个维护”，增强“四个意识”。"),
    inserted!("QC507": "要用新时代思想武装头脑。", "要坚持三个代表重要思想。"),
    inserted!("QC508": "要坚持邓小平理论、科学发展观、“三个代表”重要思想。"),
    inserted!("QC509": "要筑牢中华民族共同体意识。", "人大是国家权利机关。"),
    inserted!("QC605": "市政府、市委、市人大、市政协都很重视。", "我代表市委、市政府、市政协、市人大讲几句。"),
    inserted!("QC609": "这件事由县发展与改革委员会牵头。", "这件事由市人力资源与社会保障局牵头。"),
    inserted!("QC611": "要落实好×政发〔2024〕3号《关于加强河道管理的通知》。"),
    inserted!("QC612": "要学习贯彻党的十九届九中全会精神。"),
    inserted!("QC621": "有关专家指出，河道治理关系重大。"),
    inserted!("QC622": "会议强调，要把河道治理的责任压到人头上，谁的河段谁来管。”"),
    Fault {
        code: "QC705",
        plant: |text, pick| {
            let sentences: Vec<&str> = text
                .lines()
                .skip(4)
                .flat_map(|line| line.split_inclusive('。'))
                .filter(|said| said.chars().count() >= 20 && !said.contains(['【', '“']) && said.ends_with('。'))
                .collect();
            let said = *sentences.get(pick % sentences.len().max(1))?;
            let first = text.find(said)?;
            let (spoiled, at) = insert(text, said, pick)?;
            (at.start > first + said.len()).then_some((spoiled, at))
        },
    },
    inserted!("QC706": "这是我们的的责任。", "要把责任压到人头上，要把责任压到人头上，不能松劲。"),
    inserted!("QC801": "各乡镇各部门要把清淤截污补绿管护这四件群众盼了多年也催了多年的事情同今年的重点项目建设和乡村环境整治工作紧紧地放在一起来安排来部署来推进来落实到底。"),
    inserted!("QC802": "目前当前还有不少排口。", "还有大约30处左右的排口。", "超过50家以上的企业要装上监测。"),
    inserted!("QC803": "这事儿月底以前要搞定。"),
    inserted!("QC804": "要严以律已。", "要再接再励。", "沿岸要按装监测设备。"),
    inserted!("QC805": "要切实的抓好清淤。", "事情要做的更好。"),
    lined!("QC807": "**一是抓清淤。**要一段一段地清。", "### 把账算清楚", "希望以上内容对您有所帮助。"),
    lined!("QC808": "特此通知。", "抄送：各乡镇人民政府。"),
    inserted!("QC902": "去年清淤（待补）公里。", "刚才，××同志通报了情况。", "TODO 这里补一段。"),
    lined!("QC903": "机密★10年", "内部资料，严禁外传"),
];

/// The second of three or more sections left out of the count.
fn skip(text: &str) -> Spoiled {
    let at = text.find("\n二、")?;
    let spoiled = text.replace("\n二、", "\n丅、").replace("\n三、", "\n四、").replace("\n丅、", "\n三、");
    Some((spoiled, at + 1..at + 7))
}

fn speeches() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut briefs: Vec<_> =
        std::fs::read_dir(root.join("examples/types")).expect("there are examples").flatten().collect();
    briefs.sort_by_key(std::fs::DirEntry::file_name);
    for entry in briefs {
        let text = std::fs::read_to_string(entry.path()).expect("the example is text");
        let brief = Brief::read(&Arc::new(Source::new("要求.yaml", text))).expect("the example is sound");
        found.push(draft(&brief, &Library::embedded()).expect("the example drafts").text);
    }
    found
}

#[test]
fn nineteen_of_twenty_planted_faults_are_found_in_their_place() {
    let reviewer = Reviewer::new(Settings::default(), &Library::embedded()).expect("the library is sound");
    let review = |text: &str| {
        let text = qicao::read("稿.txt", text.as_bytes(), None).expect("it is text");
        reviewer.review(&text).findings
    };
    let speeches = speeches();
    let (mut planted, mut found, mut missed) = (0, 0, Vec::new());
    for fault in FAULTS {
        let mut here = 0;
        for (number, speech) in speeches.iter().enumerate() {
            for pick in [number, number + 5, 3 * number + 1] {
                let Some((spoiled, at)) = (fault.plant)(speech, pick) else { continue };
                planted += 1;
                here += 1;
                let hit = review(&spoiled).iter().any(|finding| {
                    finding.rule.code == fault.code && finding.at.start < at.end + 3 && at.start < finding.at.end + 3
                });
                if hit {
                    found += 1;
                } else {
                    let line: String = spoiled[at.start..].chars().take(30).collect();
                    missed.push(format!("{} {line}", fault.code));
                }
            }
        }
        assert!(here > 0, "{} was planted nowhere", fault.code);
    }
    missed.dedup();
    assert!(found * 100 >= planted * 95, "{found} of {planted}:\n{}", missed.join("\n"));
    eprintln!("{found} of {planted} planted faults found\n{}", missed.join("\n"));
}

#[test]
fn drafts_of_ours_are_clean_but_for_their_placeholders() {
    let reviewer = Reviewer::new(Settings::default(), &Library::embedded()).expect("the library is sound");
    for speech in speeches() {
        let text = qicao::read("稿.txt", speech.as_bytes(), None).expect("it is text");
        let found = reviewer.review(&text).findings;
        let wrong: Vec<String> = found
            .iter()
            .filter(|finding| finding.severity != qicao::check::Severity::Info)
            .map(|finding| format!("{} {} {}", finding.rule.code, finding.message, &speech[finding.at.clone()]))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
