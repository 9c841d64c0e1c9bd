//! A comparison as a web page: the new version with what was added, dropped and moved in colours, and marks that tell them apart
//! without colours too.

use std::fmt::Write as _;

use super::super::Options;
use super::super::html::{element, escape, page as begin};
use super::summary;
use crate::compare::{Comparison, Fate, Standing};

const SHEET: &str = include_str!("../html/changes.css");

/// The page.
pub(super) fn page(comparison: &Comparison, options: &Options<'_>) -> String {
    let mut out = begin("两稿对照", options.layout, SHEET);
    out.push_str("<p class=\"legend\">");
    escape(&mut out, &summary(comparison));
    out.push_str(
        "　<ins>增</ins>　<del>删</del>　<del class=\"moved\">移走</del>　<ins class=\"moved\">移来</ins></p>\n",
    );
    for paragraph in &comparison.paragraphs {
        let (tag, class) = element(paragraph.role);
        let standing = match paragraph.standing {
            Standing::Both => "",
            Standing::Added => " added",
            Standing::Dropped => " dropped",
        };
        let _ = write!(out, "<{tag} class=\"{class}{standing}\">");
        for sentence in &paragraph.sentences {
            for (fate, text) in &sentence.pieces {
                piece(&mut out, comparison, *fate, text);
            }
        }
        let _ = writeln!(out, "</{tag}>");
    }
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

fn piece(out: &mut String, comparison: &Comparison, fate: Fate, text: &str) {
    let close = match fate {
        Fate::Same | Fate::Changed => "",
        Fate::Added => {
            out.push_str("<ins>");
            "</ins>"
        }
        Fate::Dropped => {
            out.push_str("<del>");
            "</del>"
        }
        Fate::MovedAway(number) => {
            let _ = write!(out, "<del class=\"moved\" id=\"from{number}\"><a href=\"#to{number}\">");
            "</a></del>"
        }
        Fate::MovedHere(number) => {
            let origin = comparison.origins.get(number).and_then(Option::as_deref).unwrap_or("前面");
            let _ = write!(out, "<ins class=\"moved\" id=\"to{number}\" title=\"原在 ");
            escape(out, origin);
            let _ = write!(out, "\"><a href=\"#from{number}\">");
            "</a></ins>"
        }
    };
    escape(out, text);
    out.push_str(close);
}
