//! How a value is written down in YAML: plainly where the parser reads it back as meant, in quotes where it would not.

use crate::yaml::Node;

/// A value on one line. In a list or map in brackets commas and brackets mean something, so more is quoted there.
pub fn inline(node: &Node, flow: bool) -> String {
    match node {
        Node::Text(text) => scalar(text, flow),
        Node::Integer(n) => n.to_string(),
        Node::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, true)).collect();
            format!("[{}]", items.join(", "))
        }
        Node::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, node)| format!("{}: {}", key_text(key, true), inline(node, true))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Node::Null | Node::Bool | Node::Float => "~".into(),
    }
}

/// A text as a scalar: without quotes if the parser then reads exactly that text.
pub fn scalar(text: &str, flow: bool) -> String {
    let tried = if flow { format!("[{text}, x]") } else { format!("- {text} # x\n- x\n") };
    let plain = !text.contains('\n')
        && matches!(
            serde_yaml::from_str::<Node>(&tried),
            Ok(Node::List(items)) if items.len() == 2 && items[0].text() == Some(text)
        );
    if plain { text.into() } else { quoted(text) }
}

/// A key: what may be a plain scalar may still not be one before a colon.
pub fn key_text(key: &str, flow: bool) -> String {
    let tried = if flow { format!("{{ {key}: x }}") } else { format!("{key}: x\n") };
    let plain = !key.contains('\n')
        && matches!(
            serde_yaml::from_str::<Node>(&tried),
            Ok(Node::Map(entries)) if entries.len() == 1 && entries[0].0 == key
        );
    if plain { key.into() } else { quoted(key) }
}

/// In double quotes, which can say everything.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// A text in the quotes that another was written in; those of `old`, if it has any.
pub fn like(old: &str, text: &str, flow: bool) -> String {
    match old.chars().next() {
        Some('"') => quoted(text),
        Some('\'') if !text.contains(['\n', '\'']) => format!("'{text}'"),
        _ => scalar(text, flow),
    }
}

/// A key in the quotes that another was written in.
pub fn like_key(old: &str, key: &str, flow: bool) -> String {
    match old.chars().next() {
        Some('"') => quoted(key),
        Some('\'') if !key.contains(['\n', '\'']) => format!("'{key}'"),
        _ => key_text(key, flow),
    }
}

/// An entry of a list, from the dash on: its lines, each without the indent of the list.
pub fn item_lines(node: &Node) -> Vec<String> {
    match node {
        Node::List(wordings) if !wordings.is_empty() => {
            let lines = wordings.iter().flat_map(item_lines).enumerate();
            lines.map(|(at, line)| if at == 0 { format!("- {line}") } else { format!("  {line}") }).collect()
        }
        node => vec![format!("- {}", inline(node, false))],
    }
}

/// A bank that is begun: the keys that lead to it, then the lines of its first item, without the indent of the map.
pub fn begun(key: &str, value: &Node, item: Vec<String>) -> Vec<String> {
    let below = match value {
        Node::Map(entries) => entries.first().map_or_else(Vec::new, |(key, value)| begun(key, value, item)),
        _ => item,
    };
    let indented = below.into_iter().map(|line| if line.is_empty() { line } else { format!("  {line}") });
    std::iter::once(format!("{}:", key_text(key, false))).chain(indented).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_only_where_it_must_be() {
        let plain = ["把流程减下来", "【名：提示】很好", "a#b", "【痛点*】，根子：在这", "“四个意识”"];
        for text in plain {
            assert_eq!(scalar(text, false), text);
        }
        for (text, written) in
            [("甲: 乙", "\"甲: 乙\""), ("1.", "\"1.\""), ("甲 #乙", "\"甲 #乙\""), ("", "\"\""), ("null", "\"null\"")]
        {
            assert_eq!(scalar(text, false), written);
        }
        assert_eq!(scalar("甲, 乙", false), "甲, 乙");
        assert_eq!(scalar("甲, 乙", true), "\"甲, 乙\"");
    }

    #[test]
    fn whatever_is_written_is_read_back() {
        let odd = [
            "- x", "a: b", " 前后 ", "行\n行", "\"引\"", "'引'", "\\", "~", "true", "12", "@x", "*x", "&x", "!x", "%x",
            "[", "}", "? x", "|", "# x", "\u{feff}",
        ];
        for text in odd {
            for flow in [false, true] {
                let written = scalar(text, flow);
                let whole = if flow { format!("[{written}]") } else { format!("- {written}\n") };
                let read: Node = serde_yaml::from_str(&whole).expect("it parses");
                assert_eq!(read, Node::List(vec![Node::Text(text.into())]), "{whole}");
            }
        }
    }
}
