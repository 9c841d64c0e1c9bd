//! A name that is one character off a known one, beside that person's post.

use crate::check::finding::Findings;
use crate::check::posts::titles_in;
use crate::check::review::Review;
use crate::check::rule::{Category, Rule, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    code: "QC613",
    id: "name-misspelt",
    category: Category::Person,
    severity: Severity::Error,
    on: true,
    page: include_str!("name_misspelt.md"),
    check,
};

fn check(review: &Review, found: &mut Findings) {
    let people = people(review);
    if people.is_empty() {
        return;
    }
    let text = review.text();
    for paragraph in &review.paragraphs {
        for title in titles_in(review, &paragraph.at) {
            for (name, posts) in &people {
                if !posts.iter().any(|post| post.ends_with(title.full)) {
                    continue;
                }
                let start = title.at.start - title.rank.len();
                for at in [title.at.end..title.at.end + name.len(), start.saturating_sub(name.len())..start] {
                    let Some(said) = text.get(at.clone()) else { continue };
                    let off = said.chars().zip(name.chars()).filter(|(a, b)| a != b).count();
                    let same =
                        said.chars().count() == name.chars().count() && said.chars().all(crate::text::han::is_han);
                    if same
                        && off == 1
                        && !people.iter().any(|(known, _)| known == said)
                        && !said.contains(['某', '同', '副'])
                    {
                        found
                            .at(at, format!("不认得“{said}”，认得的是“{name}”"))
                            .hint("核对姓名；确是另一个人，把他写进名册");
                    }
                }
            }
        }
    }
}

/// Who is known: the roster's people, and the speaker of the brief. Names of two characters are too near to other people's.
fn people(review: &Review) -> Vec<(String, Vec<String>)> {
    let listed = review.roster.iter().flat_map(|roster| &roster.people);
    let posts = |person: &crate::check::roster::Person| person.post.each().into_iter().map(str::to_string).collect();
    let mut people: Vec<(String, Vec<String>)> = listed.map(|person| (person.name.clone(), posts(person))).collect();
    people.extend(
        review
            .brief
            .and_then(|brief| brief.name.clone().zip(brief.post.clone()))
            .map(|(name, post)| (name, vec![post])),
    );
    people.retain(|(name, _)| name.chars().count() >= 3 && !name.contains('某'));
    people
}
