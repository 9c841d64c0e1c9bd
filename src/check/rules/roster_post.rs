//! A person with another post than the roster has.

use crate::check::finding::Findings;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC602",
    id: "roster-post",
    category: Category::Person,
    severity: Severity::Error,
    on: true,
    page: include_str!("roster_post.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let Some(roster) = review.roster else { return };
    for person in &roster.people {
        let posts = person.post.each();
        for at in memchr::memmem::find_iter(review.text().as_bytes(), &person.name) {
            let end = at + person.name.len();
            let Some(paragraph) = review.paragraph_at(at) else { continue };
            let (before, behind) = (&review.text()[paragraph.at.start..at], &review.text()[end..paragraph.at.end]);
            let said = post_before(before)
                .map(|post| (at - post.len()..at, post))
                .or_else(|| post_behind(behind).map(|post| (end..end + post.len(), post)));
            let Some((place, said)) = said else { continue };
            let holds = posts.iter().any(|post| {
                post.ends_with(said)
                    && !(said.len() < post.len()
                        && post[..post.len() - said.len()].ends_with('副')
                        && !said.starts_with('副'))
            });
            // 市委副书记、市长李明: the post nearest to the name is read; deputies are called without 副 face to face, never in writing.
            if !holds {
                let shown = posts.join("、");
                found
                    .at(place, format!("名册上{}是{shown}，这里写成“{said}”", person.name))
                    .hint("照名册改，名册旧了就改名册");
            }
        }
    }
}

/// Posts, longer before shorter.
const POSTS: [&str; 46] = [
    "常务副省长",
    "常务副市长",
    "常务副县长",
    "常务副区长",
    "副总经理",
    "副董事长",
    "副秘书长",
    "副检察长",
    "副总书记",
    "总书记",
    "副书记",
    "书记",
    "副省长",
    "省长",
    "副市长",
    "市长",
    "副县长",
    "县长",
    "副区长",
    "区长",
    "副乡长",
    "乡长",
    "副镇长",
    "镇长",
    "副局长",
    "局长",
    "副部长",
    "部长",
    "副主任",
    "主任",
    "副主席",
    "主席",
    "副院长",
    "院长",
    "检察长",
    "副厅长",
    "厅长",
    "副处长",
    "处长",
    "副科长",
    "科长",
    "董事长",
    "总经理",
    "秘书长",
    "副校长",
    "校长",
];

fn post_before(text: &str) -> Option<&str> {
    POSTS.iter().find(|post| text.ends_with(**post)).map(|post| &text[text.len() - post.len()..])
}

fn post_behind(text: &str) -> Option<&str> {
    POSTS.iter().find(|post| text.starts_with(**post)).map(|post| &text[..post.len()])
}
