//! A speech as what it is made of, whoever wrote it: the neutral form that drafts are exported from and texts are read into.

/// A speech: its paragraphs in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speech {
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its text, without indent.
    pub text: String,
}

/// What a paragraph is in the layout of a speech (GB/T 9704—2012 by habit).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 标题
    Title,
    /// 职务、姓名、日期
    Byline,
    /// 称呼
    Salutation,
    /// 一级标题
    Heading,
    /// 正文
    Body,
}
