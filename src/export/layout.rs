//! Layouts: the pages that a speech is set on.
//!
//! A layout is data: styles and page under `docx/NAME/`, a style sheet under `html/NAME.css`. Here are their names and the one
//! thing that is no style: how long a paragraph may be to stay on a page.

/// A page and the styles on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// GB/T 9704—2012: 22 lines of 28 characters by a document grid.
    #[default]
    Gbt,
    /// What offices often use: the same page, lines of exactly 28 pt.
    Office28,
    /// A copy to be read aloud: large, bold, wide.
    Reading,
}

impl Layout {
    /// All layouts.
    pub const ALL: [Layout; 3] = [Layout::Gbt, Layout::Office28, Layout::Reading];

    /// The name it goes by on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Gbt => "gbt",
            Layout::Office28 => "office-28",
            Layout::Reading => "reading",
        }
    }

    /// The layout of that name.
    pub fn named(name: &str) -> Option<Self> {
        Layout::ALL.into_iter().find(|layout| layout.name() == name)
    }

    /// How many characters may be kept together on a page, where sentences are not to be broken over pages: nine of the
    /// eighteen lines of twenty-four characters, so that at worst half a page stays empty.
    pub(super) fn together(self) -> Option<usize> {
        (self == Layout::Reading).then_some(9 * 24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_found_by_its_name() {
        for layout in Layout::ALL {
            assert_eq!(Layout::named(layout.name()), Some(layout));
        }
        assert_eq!(Layout::named("GBT"), None);
    }
}
