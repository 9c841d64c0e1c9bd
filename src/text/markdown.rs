//! Markdown to paragraphs: what a heading is, its author said; everything else is prose.
//!
//! CommonMark by `pulldown-cmark`, so that what an editor shows is what is read. Emphasis and links lose their marks and keep
//! their words; a rule and an HTML comment say nothing. Lines of one paragraph are joined as Chinese is, without a space.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A paragraph, and the level of the heading if it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// 1 for `#`, 2 for `##`.
    pub level: Option<usize>,
    /// The text.
    pub text: String,
}

/// The paragraphs of a Markdown text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                writer.end();
                writer.level = Some(level as usize);
            }
            Event::Start(Tag::Paragraph) => writer.soft = false,
            Event::Start(Tag::List(first)) => {
                writer.end();
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                writer.end();
                if let Some(Some(number)) = lists.last_mut() {
                    writer.text.push_str(&format!("{number}."));
                    *number += 1;
                }
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            )
            | Event::HardBreak => writer.end(),
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                writer.end();
                writer.verbatim = true;
            }
            Event::SoftBreak => writer.soft = true,
            Event::Html(html) | Event::InlineHtml(html) if html.trim_start().starts_with("<!--") => {}
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => writer.say(&text),
            _ => {}
        }
    }
    writer.end();
    writer.blocks
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    text: String,
    level: Option<usize>,
    /// A line of the source ended within the paragraph.
    soft: bool,
    /// Lines of the source are paragraphs.
    verbatim: bool,
}

impl Writer {
    fn say(&mut self, text: &str) {
        if std::mem::take(&mut self.soft) {
            let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
            if joins(self.text.chars().next_back()) && joins(text.chars().next()) {
                self.text.push(' ');
            }
        }
        self.text.push_str(text);
    }

    fn end(&mut self) {
        let level = self.level.take();
        let text = std::mem::take(&mut self.text);
        let lines = if std::mem::take(&mut self.verbatim) { text.lines().collect() } else { vec![text.as_str()] };
        let lines = lines.into_iter().map(str::trim).filter(|line| !line.is_empty());
        self.blocks.extend(lines.map(|line| Block { level, text: line.replace('\n', "") }));
        self.soft = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> Vec<String> {
        let shown = |block: Block| match block.level {
            Some(level) => format!("{} {}", "#".repeat(level), block.text),
            None => block.text,
        };
        blocks(markdown).into_iter().map(shown).collect()
    }

    #[test]
    fn headings_are_headings_and_marks_are_gone() {
        let text = "# 讲话\n\n市长　王某某  \n（2026年3月5日）\n\n## 一、抓*落实*\n\n**一是**快。\n二是实。\n见[清单](a.html)。\\*\n";
        let expected = ["# 讲话", "市长　王某某", "（2026年3月5日）", "## 一、抓落实", "一是快。二是实。见清单。*"];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn lists_keep_their_numbers_and_indented_paragraphs_are_paragraphs() {
        let text = "3. 抓源头\n4. 抓末端\n\n- 快办\n- 实办\n\n---\n\n    今天开会。\n    会开得短。\n\n<!-- 王 -->\n\n> 引文\n\nGDP\ngrowth 5%";
        let expected = ["3.抓源头", "4.抓末端", "快办", "实办", "今天开会。", "会开得短。", "引文", "GDP growth 5%"];
        assert_eq!(shown(text), expected);
    }
}
