//! 一、二、四、: numbers that do not count on.

use crate::check::finding::Findings;
use crate::check::items::{Item, run_on, written};
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC103",
    id: "skipped-number",
    category: Category::Numbering,
    severity: Severity::Error,
    on: true,
    page: include_str!("skipped_number.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    for (speech, (items, lists)) in review.speeches.iter().zip(review.formal_lists()) {
        for list in lists {
            let first = &items[list.items[0]];
            let before = list.parent.map_or(speech.at.start, |parent| items[parent].at.end)..first.at.start;
            if let Some(n) = first.n.filter(|n| *n > 1 && list.items.len() > 1) {
                let lost = (1..n).find(|n| !run_on(review, first.style, *n, before.clone()));
                if let Some(lost) = lost.filter(|_| n <= 3) {
                    let own = review.slice(&first.at).trim();
                    let lost = written(first.style, lost);
                    found
                        .at(first.at.clone(), format!("从“{own}”开始，前面没有“{lost}”"))
                        .hint("补上缺的一条，或者把序号改过来");
                }
            }
            counts_on(review, items, &list.items, found);
        }
    }
}

fn counts_on(review: &Review, items: &[Item], list: &[usize], found: &mut Findings) {
    // After a number that stands twice, the one that was meant may count.
    let (mut last, mut slack) = (items[list[0]].n.unwrap_or(0), 0);
    for pair in list.windows(2) {
        let (before, item) = (&items[pair[0]], &items[pair[1]]);
        let Some(n) = item.n else { continue };
        if n > last + 1 + slack {
            let lost = (last + 1..n).find(|n| !run_on(review, item.style, *n, before.at.end..item.at.start));
            if let Some(lost) = lost {
                let (above, own) = (written(item.style, last), review.slice(&item.at).trim());
                let lost = written(item.style, lost);
                found
                    .at(item.at.clone(), format!("“{above}”之后是“{own}”，缺“{lost}”"))
                    .hint("补上缺的一条，或者把后面的序号依次改过来");
            }
            (last, slack) = (n, 0);
        } else if n < last
            && !list.iter().take_while(|other| **other != pair[1]).any(|other| items[*other].n == Some(n))
        {
            let (above, own) = (written(item.style, last), review.slice(&item.at).trim());
            found.at(item.at.clone(), format!("“{above}”之后是“{own}”，次序颠倒")).hint("把两条换过来，或者改序号");
        } else {
            slack = u32::from(n <= last);
            last = last.max(n);
        }
    }
}
