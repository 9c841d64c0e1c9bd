//! Plans mined from speeches: what speeches have in common becomes a template, and the template drafts.
//!
//! Three speeches stand in `tests/plans`; the others are the project's own drafts: what was planned by a template is found again
//! in the text.

use std::sync::{Arc, LazyLock};

use qicao::library::Layer;
use qicao::mine::{File, Options, Partial, finish, observe};
use qicao::{Brief, Draft, Library, Source, draft};

/// A draft of the embedded library as the text of a file.
fn speech(kind: &str, topic: &str, style: &str, seed: u64) -> String {
    let points = |part: &str, points: usize| format!("  - {{ part: {part}, style: {style}, points: {points} }}\n");
    let sections = [points("why", 2), points("do", 4), points("ensure", 3)].concat();
    let yaml = format!(
        "type: {kind}\nmeeting: 全市{topic}{kind}\ntopic: {topic}\nlevel: 市\ndate: 2026-03-05\nspeaker: {{ name: 王某某, post: 市长 }}\n\
         length: 2600\nseed: {seed}\nsections:\n{sections}"
    );
    drafted(&yaml, &Library::embedded()).text
}

fn drafted(yaml: &str, library: &Library) -> Draft {
    let brief = Brief::read(&Arc::new(Source::new("要求.yaml", yaml))).expect("the brief is good");
    draft(&brief, library).unwrap_or_else(|error| panic!("{yaml}\n{error}"))
}

/// Three speeches that push work on, marked 一要, and two that open a campaign, marked （一）.
static SPEECHES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    [
        ("推进会", "营商环境", "一要", 1),
        ("推进会", "安全生产", "一要", 2),
        ("推进会", "乡村振兴", "一要", 3),
        ("动员会", "生态环保", "（一）", 4),
        ("动员会", "项目建设", "（一）", 5),
    ]
    .into_iter()
    .map(|(kind, topic, style, seed)| (format!("{topic}.txt"), speech(kind, topic, style, seed)))
    .collect()
});

fn partial<'s>(speeches: impl IntoIterator<Item = &'s (String, String)>) -> Partial {
    let mut partial = Partial::default();
    for (name, text) in speeches {
        let document = qicao::outline::read(text);
        observe(&Source::new(name.as_str(), text.as_str()), &document)
            .into_iter()
            .for_each(|speech| partial.add(speech));
    }
    partial
}

fn mined(partial: &Partial) -> Vec<File> {
    finish(partial, Options::PUBLIC).expect("there is something to mine").files()
}

fn templates(files: &[File]) -> Vec<&File> {
    let is_template = |file: &&File| file.path.ends_with(".tera") && !file.path.contains("/moves/");
    files.iter().filter(is_template).collect()
}

/// The files as a layer of a library.
fn layer(files: &[File]) -> Layer {
    let of = |folder: &str| {
        let inside = files.iter().filter(|file| file.path.starts_with(folder));
        inside.map(|file| (file.path.clone(), file.text.clone())).collect()
    };
    Layer { name: "提炼".into(), banks: of("phrasebanks/"), templates: of("templates/") }
}

fn named(file: &File) -> &str {
    file.text.lines().find_map(|line| line.strip_prefix("name: ")).expect("a template has a name")
}

#[test]
fn what_was_planned_by_a_template_is_found_again() {
    let files = mined(&partial(&*SPEECHES));
    let names: Vec<&str> = templates(&files).into_iter().map(named).collect();
    assert_eq!(names, ["推进会·三段一要式", "动员会·三段（一）式"]);
}

#[test]
fn what_three_speeches_have_in_common_reads_like_a_hand_written_template() {
    let read = |name: &str| {
        let path = format!("{}/tests/plans/{name}", env!("CARGO_MANIFEST_DIR"));
        (name.to_string(), std::fs::read_to_string(path).expect("the speech is there"))
    };
    let speeches = ["河道.txt", "食堂.txt", "停车.txt"].map(read);
    let files = mined(&partial(&speeches));
    let [template] = templates(&files)[..] else { panic!("{files:?}") };
    insta::assert_snapshot!(template.text);
}

#[test]
fn neither_order_nor_split_of_the_speeches_changes_a_byte() {
    let whole = mined(&partial(&*SPEECHES));
    assert_eq!(mined(&partial(SPEECHES.iter().rev())), whole);
    let mut bytes = Vec::new();
    partial(&SPEECHES[3..]).write(&mut bytes).expect("memory takes all");
    partial(&SPEECHES[..3]).write(&mut bytes).expect("memory takes all");
    let mut merged = Partial::default();
    merged.read("两份", bytes.as_slice()).expect("what was written is read");
    assert_eq!(mined(&merged), whole);
}

#[test]
fn a_mined_template_alone_is_a_form_to_fill_in() {
    let files = mined(&partial(&*SPEECHES));
    for template in templates(&files) {
        let mut library = Library::empty();
        library.add(layer(&files)).expect("the mined library loads");
        let draft = drafted(&format!("type: {}\nmeeting: 全县防汛工作会议\nlevel: 县\n", named(template)), &library);
        let mut names: Vec<&str> = draft.placeholders.iter().map(|placeholder| placeholder.name.as_str()).collect();
        names.sort_unstable();
        assert!(names.iter().any(|name| name.starts_with("第二节第一条")), "{}\n{names:?}", draft.text);
        // Each place asks for its own, so that one answer does not fill them all.
        assert!(draft.placeholders.iter().filter(|placeholder| placeholder.name.contains('第')).all(|p| p.count == 1));
        assert!(draft.text.contains("\n一、") && draft.text.contains("\n三、"), "{}", draft.text);
    }
}

#[test]
fn a_form_takes_its_heads_from_frames() {
    let mut layer = layer(&mined(&partial(&*SPEECHES)));
    layer.banks.retain(|(path, _)| path.ends_with("骨架.yaml"));
    let frames = "frame/标题/一级: [在【事项】上打开局面, 让【事项】见到成效, 把【事项】抓到底]\nframe/标题/二级: [盯住【事项】不放, 围着【事项】转]\n";
    layer.banks.push(("phrasebanks/句式.yaml".into(), frames.into()));
    let mut library = Library::empty();
    library.add(layer).expect("the library loads");
    let draft = drafted("type: 推进会·三段一要式\nmeeting: 全县防汛工作会议\nlevel: 县\n", &library);
    for line in ["一要盯住【第一节第一条事项】不放。", "一、在【第一节事项】上打开局面"]
    {
        let other = line.replace("盯住", "围着").replace("不放", "转");
        let heads = ["在【第一节事项】上打开局面", "让【第一节事项】见到成效", "把【第一节事项】抓到底"];
        let said = draft.text.contains(line) || draft.text.contains(&other);
        assert!(
            said || line.starts_with("一、") && heads.iter().any(|head| draft.text.contains(head)),
            "{}",
            draft.text
        );
    }
}

#[test]
fn a_mined_template_on_top_of_the_embedded_library_is_a_whole_speech() {
    let files = mined(&partial(&*SPEECHES));
    for template in templates(&files) {
        let mut library = Library::embedded();
        library.add(layer(&files)).expect("the mined library loads");
        let yaml = format!(
            "type: {}\nmeeting: 全市招商引资工作会议\ntopic: 招商引资\nlevel: 市\ndate: 2026-03-05\nlength: 2500\n",
            named(template)
        );
        let draft = drafted(&yaml, &library);
        assert!(draft.length.abs_diff(2500) <= 125, "{}: {}", named(template), draft.length);
        assert!(!draft.text.contains("标题】") && !draft.text.contains("措施】"), "{}", draft.text);
    }
}

#[test]
fn sections_of_one_part_leave_one_another_points() {
    let template = "---\nname: 四段\nlength: { min: 800, default: 3000, max: 6000 }\nsections: { default: [do, do, do] }\n---\n\
                    {{ title }}\n{% for s in sections %}\n第{{ s.n | cn }}，{{ s.head }}。{{ s.lead }}\n\
                    {% for p in s.points %}{{ p.marker }}{{ p.head }}。{{ p.body }}{% endfor %}\n{% endfor %}\n";
    let mut library = Library::embedded();
    let templates = vec![("templates/四段.tera".to_string(), template.to_string())];
    library.add(Layer { name: "自己的".into(), banks: Vec::new(), templates }).expect("the template loads");
    let yaml = "type: 四段\nmeeting: 全市招商引资工作会议\ntopic: 招商引资\nlevel: 市\ndate: 2026-03-05\n";
    let draft = drafted(yaml, &library);
    let sections: Vec<&str> = draft.text.lines().filter(|line| line.starts_with('第')).collect();
    assert_eq!(sections.len(), 3, "{}", draft.text);
    let rows = draft.text.lines().filter(|line| line.contains("一要") || line.contains("二要"));
    assert_eq!(rows.count(), 3, "{}", draft.text);
    // 第一， is a marker, as （一） is.
    let json = draft.to_json(&library);
    let text: Vec<char> = draft.text.chars().collect();
    let count = |span: &serde_json::Value| -> Option<String> {
        let at = |key: &str| span[key].as_u64().map(|at| at as usize);
        (span["kind"] == "count").then(|| text[at("start")?..at("end")?].iter().collect::<String>().into()).flatten()
    };
    let counts: Vec<String> = json["provenance"].as_array().into_iter().flatten().filter_map(count).collect();
    assert!(["第一，", "第二，", "第三，"].iter().all(|mark| counts.iter().any(|count| count == mark)), "{counts:?}");
}

#[test]
fn the_report_names_what_was_found_and_needs_no_network() {
    let files = mined(&partial(&*SPEECHES));
    let report = &files.iter().find(|file| file.path == "report.html").expect("there is a report").text;
    assert!(report.contains("推进会·三段一要式") && report.contains("营商环境.txt:"));
    assert!(!["http://", "https://", "<script", "@import", "url("].iter().any(|word| report.contains(word)));
    let json = &files.iter().find(|file| file.path == "report.json").expect("and its data").text;
    let told: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    assert_eq!(told["distinct"], 5);
    assert_eq!(told["templates"][0]["support"], 3);
}
