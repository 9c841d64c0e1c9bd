//! The parts of a document as a zip: what is the same for every speech is deflated once, and everything that would tell when or
//! where the file was made is fixed.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::super::Layout;
use super::body::Styles;

/// The parts that all layouts share. `[Content_Types].xml` comes first, since file(1) and mail filters tell a Word document by it.
const PARTS: [(&str, &str); 7] = [
    (TYPES, include_str!("content_types.xml")),
    ("_rels/.rels", include_str!("package_rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("document_rels.xml")),
    ("word/fontTable.xml", include_str!("fonts.xml")),
    ("word/settings.xml", include_str!("settings.xml")),
    ("word/footer1.xml", include_str!("footer1.xml")),
    ("word/footer2.xml", include_str!("footer2.xml")),
];

pub(super) const TYPES: &str = "[Content_Types].xml";

/// A document without its text.
#[derive(Debug, Clone)]
pub(super) struct Package {
    /// The parts, deflated.
    pub archive: ZipArchive<Cursor<Vec<u8>>>,
    /// The part that names all others, for a document that has one more.
    pub types: String,
    /// The part that names what the document relates to.
    pub relations: String,
    /// The path of the document.
    pub document: String,
    /// Page, margins, grid and footers: the last child of the body.
    pub section: String,
    /// The names of its styles.
    pub styles: Styles,
    /// How many characters are kept together on a page.
    pub together: Option<usize>,
}

static LAYOUTS: LazyLock<[Package; 3]> = LazyLock::new(|| {
    [
        Package::built_in(Layout::Gbt, include_str!("gbt/styles.xml"), include_str!("gbt/section.xml")),
        Package::built_in(
            Layout::Office28,
            include_str!("office-28/styles.xml"),
            include_str!("office-28/section.xml"),
        ),
        Package::built_in(Layout::Reading, include_str!("reading/styles.xml"), include_str!("reading/section.xml")),
    ]
});

impl Package {
    /// A layout.
    pub fn of(layout: Layout) -> &'static Package {
        &LAYOUTS[layout as usize]
    }

    fn built_in(layout: Layout, styles: &str, section: &str) -> Package {
        let parts = PARTS.into_iter().chain([("word/styles.xml", styles)]);
        let parts = parts.map(|(name, part)| (name, part.as_bytes()));
        Package {
            archive: zipped(parts).and_then(|bytes| ZipArchive::new(Cursor::new(bytes))).expect(MEMORY),
            types: PARTS[0].1.into(),
            relations: PARTS[2].1.into(),
            document: "word/document.xml".into(),
            section: section.trim_end().into(),
            styles: Styles::default(),
            together: layout.together(),
        }
    }

    /// The bytes of the document with this text, and with comments.
    pub fn written(&self, document: &str, comments: Option<&str>) -> Vec<u8> {
        self.write(document, comments).expect(MEMORY)
    }

    fn write(&self, document: &str, comments: Option<&str>) -> ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(document.len() / 3 + (16 << 10))));
        let mut archive = self.archive.clone();
        let (folder, _) = self.document.rsplit_once('/').unwrap_or_default();
        let relations = relations_of(&self.document);
        let named = comments.map(|_| (self.types_with_comments(folder), self.relations_with_comments()));
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index)?;
            match &named {
                Some((types, _)) if part.name() == TYPES => add(&mut zip, TYPES, types.as_bytes())?,
                Some((_, related)) if part.name() == relations => add(&mut zip, &relations, related.as_bytes())?,
                _ => zip.raw_copy_file(part)?,
            }
        }
        if let Some(comments) = comments {
            add(&mut zip, &format!("{folder}/comments.xml"), comments.as_bytes())?;
        }
        add(&mut zip, &self.document, document.as_bytes())?;
        Ok(zip.finish()?.into_inner())
    }

    fn types_with_comments(&self, folder: &str) -> String {
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
        let entry = format!(r#"<Override PartName="/{folder}/comments.xml" ContentType="{kind}"/></Types>"#);
        self.types.replacen("</Types>", &entry, 1)
    }

    fn relations_with_comments(&self) -> String {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
        let entry =
            format!(r#"<Relationship Id="qicaoComments" Type="{kind}" Target="comments.xml"/></Relationships>"#);
        self.relations.replacen("</Relationships>", &entry, 1)
    }
}

const MEMORY: &str = "memory takes what is written to it";

/// Where the relations of a part stand.
pub(super) fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels").trim_start_matches('/').into()
}

/// Parts as a zip.
pub(super) fn zipped<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        add(&mut zip, name, part)?;
    }
    Ok(zip.finish()?.into_inner())
}

pub(super) fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &[u8]) -> ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    zip.start_file(name, options)?;
    zip.write_all(part)?;
    Ok(())
}
