//! The table of rules: one file a rule, its page beside it, in the order of their codes.
//!
//! 1xx numbering and headings, 2xx punctuation, 3xx figures, 4xx dates, 5xx formulations, 6xx people and names, 7xx structure, repetition and
//! length, 8xx style, 9xx what must not stand in a finished text. A code is never given to another rule.

mod abolished_organ;
mod ai_trace;
mod anniversary;
mod arabic_comma;
mod authority;
mod bracket_stop;
mod bracket_unpaired;
mod breathless;
mod citation_order;
mod cliche;
mod colloquial;
mod comma_before_and;
mod comma_between_quotes;
mod comma_between_titles;
mod comma_missing;
mod comma_run;
mod dates_reversed;
mod document_number;
mod etc_ellipsis;
mod fewer_times;
mod figure_unsourced;
mod formula_chain;
mod formula_count;
mod formula_outdated;
mod formula_parts;
mod formula_verb;
mod four_bodies;
mod growth;
mod halfwidth_bracket;
mod halfwidth_paren;
mod halfwidth_stop;
mod heading_length;
mod heading_question;
mod heading_repeats;
mod heading_run_in;
mod heading_stop;
mod impossible_date;
mod indicator_differs;
mod left_open;
mod level_order;
mod level_skip;
mod listed_name;
mod lone_child;
mod lone_first;
mod lost_figure;
mod mark_form;
mod meeting_name;
mod misquoted;
mod misused_word;
mod mixed_markers;
mod name_misspelt;
mod numeral_dot;
mod off_length;
mod opening_long;
mod organ_name;
mod padded_date;
mod paper_words;
mod part_heavy;
mod part_missing;
mod particle;
mod party_role;
mod passage_repeated;
mod past_deadline;
mod past_passage;
mod percent_mixed;
mod percent_point;
mod percent_range;
mod period_task;
mod plenum;
mod post_order;
mod promise_broken;
mod quote_mixed;
mod quote_nested;
mod quote_straight;
mod quote_undated;
mod quote_unpaired;
mod range_reversed;
mod redundant;
mod relative_year;
mod repeated_number;
mod roster_order;
mod roster_post;
mod rough_comma;
mod rough_digit;
mod salutation_kind;
mod salutation_stop;
mod same_name;
mod secrecy;
mod sentence_nearly;
mod sentence_repeated;
mod shares;
mod short_name;
mod short_year;
mod signed_twice;
mod skipped_number;
mod slot_left;
mod spoken_gap;
mod stop_at_start;
mod stop_doubled;
mod stop_levels;
mod stop_missing;
mod sum;
mod thought_name;
mod thought_order;
mod thousand_word;
mod title_bare;
mod title_nested;
mod title_stop;
mod tone;
mod too_deep;
mod too_long;
mod typo;
mod unit_mixed;
mod vague_source;
mod weekday;
mod word_repeated;

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
    &promise_broken::RULE,
    &lone_child::RULE,
    &too_deep::RULE,
    &heading_stop::RULE,
    &heading_run_in::RULE,
    &heading_question::RULE,
    &heading_length::RULE,
    &heading_repeats::RULE,
    &title_stop::RULE,
    &title_bare::RULE,
    &halfwidth_stop::RULE,
    &halfwidth_paren::RULE,
    &quote_unpaired::RULE,
    &quote_straight::RULE,
    &bracket_unpaired::RULE,
    &quote_nested::RULE,
    &title_nested::RULE,
    &comma_between_titles::RULE,
    &comma_between_quotes::RULE,
    &comma_missing::RULE,
    &comma_run::RULE,
    &stop_levels::RULE,
    &document_number::RULE,
    &etc_ellipsis::RULE,
    &mark_form::RULE,
    &salutation_stop::RULE,
    &stop_doubled::RULE,
    &stop_at_start::RULE,
    &comma_before_and::RULE,
    &stop_missing::RULE,
    &percent_mixed::RULE,
    &percent_range::RULE,
    &thousand_word::RULE,
    &rough_comma::RULE,
    &rough_digit::RULE,
    &fewer_times::RULE,
    &percent_point::RULE,
    &indicator_differs::RULE,
    &sum::RULE,
    &shares::RULE,
    &growth::RULE,
    &lost_figure::RULE,
    &range_reversed::RULE,
    &unit_mixed::RULE,
    &figure_unsourced::RULE,
    &short_year::RULE,
    &impossible_date::RULE,
    &padded_date::RULE,
    &weekday::RULE,
    &relative_year::RULE,
    &anniversary::RULE,
    &past_deadline::RULE,
    &dates_reversed::RULE,
    &formula_parts::RULE,
    &formula_count::RULE,
    &formula_outdated::RULE,
    &period_task::RULE,
    &formula_verb::RULE,
    &formula_chain::RULE,
    &thought_name::RULE,
    &thought_order::RULE,
    &misused_word::RULE,
    &same_name::RULE,
    &party_role::RULE,
    &authority::RULE,
    &salutation_kind::RULE,
    &roster_post::RULE,
    &post_order::RULE,
    &roster_order::RULE,
    &four_bodies::RULE,
    &tone::RULE,
    &meeting_name::RULE,
    &short_name::RULE,
    &organ_name::RULE,
    &abolished_organ::RULE,
    &citation_order::RULE,
    &plenum::RULE,
    &name_misspelt::RULE,
    &listed_name::RULE,
    &vague_source::RULE,
    &quote_mixed::RULE,
    &misquoted::RULE,
    &quote_undated::RULE,
    &part_missing::RULE,
    &part_heavy::RULE,
    &opening_long::RULE,
    &passage_repeated::RULE,
    &sentence_repeated::RULE,
    &word_repeated::RULE,
    &sentence_nearly::RULE,
    &too_long::RULE,
    &off_length::RULE,
    &past_passage::RULE,
    &breathless::RULE,
    &redundant::RULE,
    &colloquial::RULE,
    &typo::RULE,
    &particle::RULE,
    &cliche::RULE,
    &ai_trace::RULE,
    &paper_words::RULE,
    &slot_left::RULE,
    &left_open::RULE,
    &secrecy::RULE,
    &signed_twice::RULE,
];
