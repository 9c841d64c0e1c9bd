//! What stands in past speeches. Only who is given past speeches can tell (`check::against`), so nothing is looked for here; the rule is in
//! the table so that it is explained, switched and weighed like the others.

use crate::check::against::PAST;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: PAST,
    id: "past-passage",
    category: Category::Duplicate,
    severity: Severity::Warning,
    on: true,
    page: include_str!("past_passage.md"),
    check: |_, _| {},
};
