//! Occasions by the names of the house: 工作推进会, 现场会 and 推进会 are one type of speech.
//!
//! The house's own templates say which names mean the same, so that nobody keeps a second list.

use std::sync::{Arc, LazyLock, OnceLock};

use crate::library::template::Header;
use crate::library::{Embedded, Template};
use crate::mine::theme;
use crate::source::Source;

/// The name of the type; an occasion that the house does not know keeps its own name.
pub fn house(kind: &str) -> Option<String> {
    let names = Embedded::new().names;
    let exact = |name: &str| names.iter().find(|(other, _)| *other == name);
    let meeting = format!("{kind}议");
    // 中心组 alone stands for what is said in one.
    let mut begin = names.iter().filter(|(name, _)| name.starts_with(kind));
    let only = begin.next().filter(|first| begin.all(|other| other.1 == first.1));
    let found = exact(kind).or_else(|| exact(&meeting)).or(only);
    Some(found.and_then(|(_, file)| Some(header(*file)?.name.clone())).unwrap_or_else(|| kind.into()))
}

/// The type that speaks of one field of work alone, where a title names that field: 全市安全生产工作推进会 is a 推进会 and a 安全生产会.
pub fn by_theme(title: &str) -> Option<String> {
    let embedded = Embedded::new();
    let theme = theme::named(title)?;
    let of = |file: usize| header(file as u32).filter(|header| header.theme.as_deref() == Some(theme));
    (0..embedded.templates.len()).find_map(of).map(|header| header.name.clone())
}

/// The voice that the house gives a type of speech.
pub fn register(kind: &str) -> Option<String> {
    let (_, file) = Embedded::new().names.iter().find(|(name, _)| *name == kind)?;
    header(*file)?.register.clone()
}

/// The headers that were asked for, by file: each speech asks for some of the same.
static HEADERS: LazyLock<Vec<OnceLock<Option<Header>>>> =
    LazyLock::new(|| Embedded::new().templates.iter().map(|_| OnceLock::new()).collect());

fn header(file: u32) -> Option<&'static Header> {
    let (path, text) = Embedded::new().templates.get(file as usize)?;
    let read = || Template::header(&Arc::new(Source::new(*path, *text))).ok();
    HEADERS.get(file as usize)?.get_or_init(read).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_type_are_one() {
        for (kind, name) in [
            ("工作推进会", "推进会"),
            ("现场会", "推进会"),
            ("动员部署会", "动员会"),
            ("工作会", "工作会议"),
            ("人大工作会", "人大工作会议"),
            ("中心组", "中心组发言"),
            ("述评会", "述评会"),
        ] {
            assert_eq!(house(kind).as_deref(), Some(name));
        }
        assert_eq!(register("人大工作会议").as_deref(), Some("庄重"));
        assert_eq!(register("推进会"), None);
        assert_eq!(by_theme("在全县安全生产工作推进会上的讲话").as_deref(), Some("安全生产会"));
        assert_eq!(by_theme("在全县优化营商环境推进会上的讲话"), None);
    }
}
