//! The zip around a Word document: which part is which, and how much of it may be unpacked.
//!
//! A few kilobytes of zip can unpack to gigabytes. What unpacks too far, by size or by ratio, is refused while it is
//! being unpacked: the sizes that the directory of a zip gives are only claims.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::tree::Node;
use super::{Refusal, Result};

/// The text of a thousand speeches with all its markup is less.
const MOST: u64 = 64 << 20;

/// Styles and lists are looked up in trees, which take a multiple of their text.
pub const MOST_ABOUT: u64 = 8 << 20;

/// Word's most repetitive markup packs a hundredfold; zip can a thousandfold. Small parts are not worth a question.
const RATIO: u64 = 200;
const SMALL: u64 = 4 << 20;

/// An opened package.
pub struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    /// Opens the zip; what is another kind of document is refused by its name.
    pub fn open(bytes: &'b [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::BROKEN)?;
        let has = |prefix: &str| zip.file_names().any(|name| name.starts_with(prefix));
        match () {
            () if has("word/") || has("_rels/.rels") && !has("xl/") && !has("ppt/") => Ok(Package { zip }),
            () if has("xl/") => Err(Refusal::new("是 Excel 表格，不是文稿", "把要用的文字复制到文本文件里")),
            () if has("ppt/") => Err(Refusal::new("是幻灯片，不是文稿", "把要用的文字复制到文本文件里")),
            () if has("META-INF/manifest.xml") || has("content.xml") => {
                Err(Refusal::new("是 OpenDocument 文档，还读不了", "用 Word、WPS 或 LibreOffice 另存为 .docx"))
            }
            () if has("OFD.xml") => Err(Refusal::new("是 OFD 版式文件，还读不了", "转换成 .docx 或 .txt 再来")),
            () => Err(Refusal::new("是压缩包", "先解压，再读里面的文件")),
        }
    }

    /// The path of the main document: by the package's own word, else where Word puts it.
    pub fn main(&mut self) -> Result<String> {
        let named = self.related("", "officeDocument")?;
        let named = named.filter(|path| self.zip.index_for_name(path).is_some());
        Ok(named.unwrap_or_else(|| "word/document.xml".into()))
    }

    /// The part that `part` (or the package, for an empty name) relates to as `kind`.
    pub fn related(&mut self, part: &str, kind: &str) -> Result<Option<String>> {
        let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(relations) = self.part(&format!("{folder}_rels/{file}.rels"), MOST_ABOUT)? else { return Ok(None) };
        let relations = Node::parse(&relations);
        let wanted = |relation: &&Node| {
            relation.attribute("Type").is_some_and(|named| named.rsplit('/').next() == Some(kind))
                && relation.attribute("TargetMode") != Some("External")
        };
        let target = relations.children("Relationship").find(wanted).and_then(|relation| relation.attribute("Target"));
        Ok(target.map(|target| match target.strip_prefix('/') {
            Some(absolute) => absolute.into(),
            None => format!("{folder}{target}"),
        }))
    }

    /// The main document's text.
    pub fn document(&mut self, path: &str) -> Result<String> {
        let gone = Refusal::new("里没有正文（word/document.xml）", "文件不完整；从原处再取一份");
        self.part(path, MOST)?.ok_or(gone)
    }

    /// The part about styles or lists that `main` relates to, if there is one.
    pub fn about(&mut self, main: &str, kind: &str) -> Result<Option<String>> {
        let path = self.related(main, kind)?.unwrap_or_else(|| format!("word/{kind}.xml"));
        self.part(&path, MOST_ABOUT)
    }

    /// A part, where it is there and unpacks to no more than `most` bytes.
    pub fn part(&mut self, name: &str, most: u64) -> Result<Option<String>> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => {
                return Err(Refusal::new(
                    "加了密，或者用了少见的压缩方法",
                    "用 Word 或 WPS 打开，去掉密码，另存为 .docx",
                ));
            }
            Err(_) => return Err(Refusal::BROKEN),
        };
        let ratio = part.compressed_size().saturating_mul(RATIO).max(SMALL);
        let bound = most.min(ratio);
        let mut bytes = Vec::new();
        part.take(bound + 1).read_to_end(&mut bytes).map_err(|_| Refusal::BROKEN)?;
        if bytes.len() as u64 > bound {
            return Err(Refusal::new(
                "解压出来大得不像文稿",
                "可能是有意做的压缩炸弹；确是文稿的话，复制到文本文件里再来",
            ));
        }
        // XML names its encoding; every Word writes UTF-8, and nothing else but UTF-16 is allowed without a name.
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
            None => String::from_utf8(bytes).unwrap_or_else(|fault| String::from_utf8_lossy(fault.as_bytes()).into()),
        };
        Ok(Some(text))
    }
}
