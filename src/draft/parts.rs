//! What each part of the skeleton says, the drawn bodies of points left out.

use super::composer::Composer;
use super::section::marker;
use super::skeleton::Part;
use super::span::{Kind, Span, close};
use crate::text::han;

impl<'s> Composer<'s> {
    /// What a part says.
    pub(super) fn part(&self, at: usize, part: &'s Part) -> Vec<Span<'s>> {
        let mut out = Vec::new();
        let count = |text: String| Span { text: text.into(), kind: Kind::Count };
        match part {
            Part::Literal { text, line } => {
                out.push(Span { text: text.as_str().into(), kind: Kind::Template(line.clone()) });
            }
            Part::Break | Part::Space(_) => {}
            Part::Say { bank, count } => self.say(at, bank, *count, &mut out),
            Part::Fact(name) => self.fact(name, &mut out),
            Part::Title => match &self.filler.brief.title {
                Some(title) => self.filler.own(title, &mut out),
                None => self.say(at, "move/title", None, &mut out),
            },
            Part::Field(name) => self.field(name, &mut out),
            Part::Ordinal(n) => out.push(count(han::numeral(*n))),
            Part::Counted(n) => out.push(count(han::counted(*n))),
            Part::SectionHead(s) => self.section_head(*s, &mut out),
            Part::SectionLead(s) => self.lead(*s, &mut out),
            Part::SectionClose(s) => self.section_close(*s, &mut out),
            Part::SectionBody(s) => self.own_sentence(self.plan.sections[*s].body.as_deref(), &mut out),
            Part::Marker(s, p) => out.extend(marker(self.plan.sections[*s].style, p + 1).map(count)),
            Part::PointHead(s, p) => self.point_head(*s, *p, &mut out),
            Part::PointBody(s, p) => {
                let point = &self.plan.sections[*s].points[*p];
                match &point.body {
                    Some(body) => self.own_sentence(Some(body), &mut out),
                    None if point.aspect.is_none() => self.measures(*s, *p, &mut out),
                    None => {}
                }
            }
        }
        out
    }

    pub(super) fn own_sentence(&self, text: Option<&'s str>, out: &mut Vec<Span<'s>>) {
        if let Some(text) = text {
            self.filler.own(text, out);
            let ended = text.ends_with(|c: char| han::is_stop(c) || matches!(c, '”' | '…' | '）' | '\n'));
            if !ended {
                close(out, "。", None);
            }
        }
    }

    fn fact(&self, name: &'s str, out: &mut Vec<Span<'s>>) {
        let brief = self.filler.brief;
        let field = match name {
            "姓名" => brief.name.as_deref(),
            "职务" => brief.post.as_deref(),
            _ => None,
        };
        match field.or_else(|| brief.value(name).filter(|_| !self.filler.bare)) {
            Some(value) => self.filler.own(value, out),
            None => match brief.date.filter(|_| name == "日期") {
                Some(date) => out.push(Span { text: date.to_string().into(), kind: Kind::Brief }),
                None => {
                    let hint = self.filler.stock.fact(name).unwrap_or_default();
                    out.push(Span {
                        text: format!("【{name}】").into(),
                        kind: Kind::Placeholder(name.into(), hint.into()),
                    });
                }
            },
        }
    }

    fn field(&self, name: &str, out: &mut Vec<Span<'s>>) {
        let brief = self.filler.brief;
        let value = match name {
            "meeting" => brief.meeting.as_deref(),
            "topic" => self.filler.stock.topic.as_deref(),
            "closing" => brief.closing.as_deref(),
            _ => brief.audience.as_deref(),
        };
        match (value, name) {
            (Some(value), "closing") => self.own_sentence(Some(value), out),
            (Some(value), _) => self.filler.own(value, out),
            (None, "audience") => self.say(0, "move/salutation", None, out),
            (None, "meeting") => self.filler.missing("会议名称", out),
            (None, _) => self.filler.missing("主题", out),
        }
    }
}
