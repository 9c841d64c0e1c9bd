//! An office's own document to take styles and page from, as pandoc's reference document is.
//!
//! Taken over are styles, fonts, theme, settings, and the headers and footers of its last section with what they show. Its text,
//! notes, properties, macros and history are not: a speech must not carry what another document said. What is taken is copied
//! as it is packed; only what must be understood is unpacked, within the bounds of the reader.

use std::collections::BTreeSet;
use std::io::Cursor;

use zip::{ZipArchive, ZipWriter};

use super::package::{Package, TYPES, add, relations_of};
use super::section::section;
use super::styles::{Adopted, adopt};
use crate::diagnostic::{Code, Diagnostic, Result, Severity};
use crate::text::docx::Refusal;
use crate::text::docx::package::{MOST_ABOUT, Package as Opened};
use crate::text::docx::tree::Node;

/// What a document relates to that is taken over.
const KEPT: [&str; 7] = ["styles", "fontTable", "theme", "settings", "webSettings", "header", "footer"];

/// More parts than this has no document of an office.
const MOST_PARTS: usize = 512;

/// What of the settings speaks of parts and of a history that are not taken over.
const SETTINGS: [&str; 11] = [
    "attachedTemplate",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
    "mailMerge",
    "footnotePr",
    "endnotePr",
    "docVars",
    "rsids",
    "revisionView",
    "linkStyles",
];

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A document whose styles and page others take.
#[derive(Debug, Clone)]
pub struct Reference {
    package: Package,
}

impl Reference {
    /// Reads the bytes of a Word document that goes by `name` in messages, and says which styles it lacks.
    ///
    /// # Errors
    ///
    /// What is no Word document, is damaged, unpacks to more than a document does, or holds no styles.
    pub fn read(name: &str, bytes: &[u8]) -> Result<(Self, Vec<Diagnostic>)> {
        let refused = |message: String, hint: &str| Diagnostic::error(Code::Document, message).hint(hint);
        if !bytes.starts_with(b"PK") {
            let hint = "用 Word 或 WPS 打开，另存为 .docx，再交给 --reference";
            return Err(refused(format!("“{name}”不是 Word 文档（.docx）"), hint).into());
        }
        let opened = open(bytes).map_err(|Refusal { message, hint }| refused(format!("“{name}”{message}"), hint))?;
        let Some(Found { package, missing }) = opened else {
            let hint = "用 Word 打开另存一次；或者用 qicao export 先导出一份，改好样式再当范本";
            return Err(refused(format!("“{name}”里没有能用的样式"), hint).into());
        };
        let mut notes = Vec::new();
        if !missing.is_empty() {
            let message = format!("“{name}”里没有叫{}的样式，用了自带的", quoted(&missing));
            let problem = Diagnostic { severity: Severity::Note, ..Diagnostic::warning(Code::Document, message) };
            notes.push(problem.hint("在范本里建一个同名的样式，就照它的"));
        }
        Ok((Reference { package }, notes))
    }

    pub(super) fn package(&self) -> &Package {
        &self.package
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect()
}

struct Found {
    package: Package,
    missing: Vec<&'static str>,
}

/// A relation of a part.
struct Relation {
    id: String,
    kind: String,
    target: String,
    /// The path it leads to in the package.
    path: String,
}

type Opening<T> = std::result::Result<T, Refusal>;

/// Nothing where the document has no styles.
fn open(bytes: &[u8]) -> Opening<Option<Found>> {
    let mut opened = Opened::open(bytes)?;
    let document = opened.main()?;
    let text = opened.document(&document)?;
    let mut related = relations(&mut opened, &document)?;
    related.retain(|relation| KEPT.contains(&relation.kind.as_str()));
    let Some(at) = related.iter().find(|relation| relation.kind == "styles") else { return Ok(None) };
    let styles = at.path.clone();
    let Some(Adopted { styles: named, part, missing }) =
        opened.part(&styles, MOST_ABOUT)?.and_then(|part| adopt(&part))
    else {
        return Ok(None);
    };
    let page = section(&text, &|id| related.iter().any(|relation| relation.id == id && relation.kind.ends_with("er")));
    let section = page.unwrap_or_else(|| PAGE.trim_end().into());
    related
        .retain(|relation| !relation.kind.ends_with("er") || section.contains(&format!(r#"r:id="{}""#, relation.id)));
    let settings = related.iter().find(|relation| relation.kind == "settings").map(|relation| relation.path.clone());
    let settings = match settings {
        Some(path) => opened.part(&path, MOST_ABOUT)?.map(|part| (path, without(&part, &SETTINGS))),
        None => None,
    };
    let mut changed = vec![(styles, part)];
    changed.extend(settings);
    let mut kept: BTreeSet<String> = related.iter().map(|relation| relation.path.clone()).collect();
    let mut ahead: Vec<String> = related.iter().filter(|it| it.kind != "settings").map(|it| it.path.clone()).collect();
    let mut about = BTreeSet::new();
    while let Some(part) = ahead.pop() {
        let further = relations(&mut opened, &part)?;
        if !further.is_empty() {
            about.insert(relations_of(&part));
        }
        ahead.extend(further.into_iter().map(|relation| relation.path).filter(|path| kept.insert(path.clone())));
        if kept.len() > MOST_PARTS {
            return Err(Refusal {
                message: "里的零件多得不像文稿", hint: "换一份寻常的文档当范本"
            });
        }
    }
    let types = types(opened.part(TYPES, MOST_ABOUT)?.as_deref().unwrap_or_default(), &document, &kept);
    let entries: String =
        related.iter().map(|relation| entry(&relation.id, &relation.kind, &relation.target)).collect();
    let relations = format!(r#"{HEAD}<Relationships xmlns="{RELATIONS}">{entries}</Relationships>"#);
    let package = Package {
        archive: pack(bytes, &types, &document, &relations, &changed, kept.iter().chain(&about))?,
        types,
        relations,
        document,
        section,
        styles: named,
        together: None,
    };
    Ok(Some(Found { package, missing }))
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The page of a document that says nothing of its own.
const PAGE: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1384" w:gutter="0"/></w:sectPr>"#;

fn entry(id: &str, kind: &str, target: &str) -> String {
    let escape = |text| quick_xml::escape::escape(text).into_owned();
    let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
    format!(r#"<Relationship Id="{}" Type="{}" Target="{}"/>"#, escape(id), escape(&kind), escape(target))
}

/// What a part relates to within the package.
fn relations(opened: &mut Opened<'_>, part: &str) -> Opening<Vec<Relation>> {
    let Some(xml) = opened.part(&relations_of(part), MOST_ABOUT)? else { return Ok(Vec::new()) };
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let tree = Node::parse(&xml);
    let inside = tree.children("Relationship").filter(|it| it.attribute("TargetMode") != Some("External"));
    let relation = |it: &Node| {
        let target = it.attribute("Target")?;
        Some(Relation {
            id: it.attribute("Id")?.into(),
            kind: it.attribute("Type")?.rsplit('/').next()?.into(),
            target: target.into(),
            path: resolved(folder, target),
        })
    };
    Ok(inside.filter_map(relation).collect())
}

/// A target as a path in the package.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.into();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The content types of what is kept.
fn types(xml: &str, document: &str, kept: &BTreeSet<String>) -> String {
    let escape = |text| quick_xml::escape::escape(text).into_owned();
    let tree = Node::parse(xml);
    let mut out = format!(r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#);
    for it in tree.children("Default") {
        if let (Some(extension), Some(kind)) = (it.attribute("Extension"), it.attribute("ContentType")) {
            out += &format!(r#"<Default Extension="{}" ContentType="{}"/>"#, escape(extension), escape(kind));
        }
    }
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    out += &format!(r#"<Override PartName="/{}" ContentType="{main}"/>"#, escape(document));
    for it in tree.children("Override") {
        if let (Some(part), Some(kind)) = (it.attribute("PartName"), it.attribute("ContentType"))
            && kept.contains(part.trim_start_matches('/'))
        {
            out += &format!(r#"<Override PartName="{}" ContentType="{}"/>"#, escape(part), escape(kind));
        }
    }
    out + "</Types>"
}

/// The part without these children of its root.
fn without(part: &str, names: &[&str]) -> String {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(part);
    let mut writer = quick_xml::Writer::new(Vec::with_capacity(part.len()));
    let mut left_out = 0_usize;
    let goes = |name: &[u8]| names.iter().any(|known| known.as_bytes() == name);
    loop {
        let Ok(event) = reader.read_event() else { return part.into() };
        match &event {
            Event::Eof => return String::from_utf8(writer.into_inner()).unwrap_or_else(|_| part.into()),
            Event::Start(it) if left_out > 0 || goes(it.local_name().as_ref()) => left_out += 1,
            Event::End(_) if left_out > 0 => left_out -= 1,
            Event::Empty(it) if left_out == 0 && goes(it.local_name().as_ref()) => {}
            _ if left_out > 0 => {}
            _ => drop(writer.write_event(event)),
        }
    }
}

/// The package that every speech with this reference begins with.
fn pack<'p>(
    bytes: &[u8],
    types: &str,
    document: &str,
    relations: &str,
    changed: &[(String, String)],
    kept: impl Iterator<Item = &'p String>,
) -> Opening<ZipArchive<Cursor<Vec<u8>>>> {
    const BROKEN: Refusal =
        Refusal { message: "损坏或不完整，打不开", hint: "用 Word 打开另存一次，再当范本" };
    let mut source = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let root = format!(
        r#"{HEAD}<Relationships xmlns="{RELATIONS}">{}</Relationships>"#,
        entry("rId1", "officeDocument", document)
    );
    let about = relations_of(document);
    let parts = [(TYPES, types), ("_rels/.rels", root.as_str()), (about.as_str(), relations)];
    let changed = changed.iter().map(|(name, part)| (name.as_str(), part.as_str()));
    let mut there = BTreeSet::new();
    for (name, part) in parts.into_iter().chain(changed) {
        add(&mut zip, name, part.as_bytes()).map_err(|_| BROKEN)?;
        there.insert(name.to_string());
    }
    // Entries of a zip may lie over one another; all of them together are no more than the file.
    let mut room = 2 * bytes.len() as u64;
    for name in kept.filter(|name| name.as_str() != document) {
        let Some(index) = source.index_for_name(name).filter(|_| there.insert(name.clone())) else { continue };
        let part = source.by_index_raw(index).map_err(|_| BROKEN)?;
        room = room.checked_sub(part.compressed_size()).ok_or(BROKEN)?;
        zip.raw_copy_file(part).map_err(|_| BROKEN)?;
    }
    let finished = zip.finish().map_err(|_| BROKEN)?.into_inner();
    ZipArchive::new(Cursor::new(finished)).map_err(|_| BROKEN)
}
