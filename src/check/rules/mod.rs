//! The table of rules: one file a rule, its page beside it, in the order of their codes.
//!
//! 1xx numbering and headings, 2xx punctuation, 3xx figures, 4xx dates, 5xx formulations, 6xx people and names, 7xx structure, repetition and
//! length, 8xx style, 9xx what must not stand in a finished text. A code is never given to another rule.

mod arabic_comma;
mod bracket_stop;
mod halfwidth_bracket;
mod level_order;
mod level_skip;
mod lone_first;
mod mixed_markers;
mod numeral_dot;
mod past_passage;
mod repeated_number;
mod skipped_number;
mod spoken_gap;

use super::rule::Rule;

/// Every rule, in the order of the codes.
pub const ALL: &[&Rule] = &[
    &level_order::RULE,
    &level_skip::RULE,
    &skipped_number::RULE,
    &repeated_number::RULE,
    &arabic_comma::RULE,
    &bracket_stop::RULE,
    &halfwidth_bracket::RULE,
    &numeral_dot::RULE,
    &mixed_markers::RULE,
    &spoken_gap::RULE,
    &lone_first::RULE,
    &past_passage::RULE,
];
