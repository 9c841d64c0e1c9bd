//! The library that the program carries, with the index that `build.rs` made of it.

#[allow(clippy::all)]
mod tables {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// Files compiled into the program, and where to look for what.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// Bank files: path in the project and text.
    pub banks: &'static [(&'static str, &'static str)],
    /// The bank files packed, in the same order; empty where one was not.
    pub packed: &'static [&'static str],
    /// Template files: path in the project and text.
    pub templates: &'static [(&'static str, &'static str)],
    /// What tells these files from others: the SHA-256 of their paths and texts. Whoever embeds other files gives another.
    pub digest: &'static str,
    /// Two-segment roots of bank paths, sorted, with the indices of the files that speak of them.
    pub roots: &'static [(&'static str, &'static [u32])],
    /// Names and aliases of themes, sorted, with the theme's name.
    pub aliases: &'static [(&'static str, &'static str)],
    /// Names and aliases of templates, sorted, with the index of the file.
    pub names: &'static [(&'static str, u32)],
}

impl Embedded {
    /// What was embedded when the program was built.
    pub fn new() -> Self {
        use tables::{ALIASES, BANKS, DIGEST, NAMES, PACKED, ROOTS, TEMPLATES};
        Embedded {
            banks: BANKS,
            packed: PACKED,
            templates: TEMPLATES,
            digest: DIGEST,
            roots: ROOTS,
            aliases: ALIASES,
            names: NAMES,
        }
    }

    /// The files that speak of a root.
    pub(super) fn files(&self, root: &str) -> &'static [u32] {
        let at = self.roots.binary_search_by_key(&root, |(root, _)| root);
        at.map_or(&[], |at| self.roots[at].1)
    }

    /// The roots that begin with `prefix`.
    pub(super) fn roots_under(&self, prefix: &str) -> impl Iterator<Item = &'static str> + use<> {
        let from = self.roots.partition_point(|(root, _)| *root < prefix);
        let prefix = prefix.to_string();
        self.roots[from..].iter().map(|(root, _)| *root).take_while(move |root| root.starts_with(&prefix))
    }

    /// The file of the template of that name or alias.
    pub(super) fn template(&self, name: &str) -> Option<u32> {
        let at = self.names.binary_search_by_key(&name, |(name, _)| name).ok()?;
        Some(self.names[at].1)
    }
}

impl Default for Embedded {
    fn default() -> Self {
        Embedded::new()
    }
}
