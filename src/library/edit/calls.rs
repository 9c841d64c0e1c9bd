//! Who calls a bank by name: slots in phrases, facts they need, aspects in `must`, themes in `when`.

use super::meant;
use super::{Result, Sheet, Spot};
use crate::yaml::{Node, Path, Step};

impl Sheet {
    /// Gives a bank another name wherever this file calls it by the last segment of `path`; how many times that was. The bank
    /// itself is left.
    pub fn rename_calls(&mut self, path: &str, name: &str) -> Result<usize> {
        let segments: Vec<&str> = path.split('/').collect();
        let Some(old) = segments.last() else { return Ok(0) };
        let found = match segments[..] {
            ["slot" | "fact" | "formula", _] | ["word", _] | ["word", "level", _, _] => {
                self.slots_called(old, name, "")
            }
            ["theme", theme, "word" | "slot", _] => self.slots_called(old, name, &format!("theme/{theme}")),
            ["theme", _, _, _, "word", _] => self.slots_called(old, name, &segments[..4].join("/")),
            ["theme", theme, part, aspect] => {
                let must = format!("theme/{theme}/{part}/must");
                let named = self.phrases(&must).into_iter().filter(|found| found.text == aspect);
                named.map(|found| (text_at(&self.node, &found.at), name.to_string())).collect()
            }
            ["theme", theme] => self.themes_called(theme, name),
            _ => Vec::new(),
        };
        for (at, text) in &found {
            self.reword(&Spot(at.clone()), text)?;
        }
        Ok(found.len())
    }

    /// Texts with slots of that name, as they read with the new one, under a path; and facts that phrases need.
    fn slots_called(&self, old: &str, new: &str, under: &str) -> Vec<(Path, String)> {
        let mut found = Vec::new();
        for phrase in self.phrases(under) {
            let mut text = phrase.text.clone();
            for (open, close) in [("【", "】"), ("【", "*】"), ("【", "：")] {
                text = text.replace(&format!("{open}{old}{close}"), &format!("{open}{new}{close}"));
            }
            if text != phrase.text {
                found.push((text_at(&self.node, &phrase.at), text));
            }
            found.extend(listed(&self.node, &phrase.at.0, &["needs"], old).into_iter().map(|at| (at, new.to_string())));
        }
        found
    }

    fn themes_called(&self, old: &str, new: &str) -> Vec<(Path, String)> {
        let phrases = self.phrases("");
        let called = phrases.iter().flat_map(|phrase| listed(&self.node, &phrase.at.0, &["when", "theme"], old));
        called.map(|at| (at, new.to_string())).collect()
    }
}

/// The scalar that says the text of a phrase.
fn text_at(node: &Node, spot: &Spot) -> Path {
    match meant::at(node, &spot.0) {
        Some(Node::Map(_)) => [spot.0.as_slice(), &["text".into()]].concat(),
        _ => spot.0.clone(),
    }
}

/// Where a name stands in one of the lists of a phrase.
fn listed(node: &Node, phrase: &[Step], keys: &[&str], name: &str) -> Vec<Path> {
    let steps: Vec<Step> = keys.iter().map(|key| Step::from(*key)).collect();
    let at = [phrase, &steps].concat();
    match meant::at(node, &at) {
        Some(Node::List(items)) => {
            let named = items.iter().enumerate().filter(|(_, item)| item.text() == Some(name));
            named.map(|(index, _)| [at.as_slice(), &[index.into()]].concat()).collect()
        }
        Some(Node::Text(text)) if text == name => vec![at],
        _ => Vec::new(),
    }
}
