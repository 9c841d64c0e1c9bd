//! The office's own list of people (名册): names and posts, in the order in which they are named.
//!
//! A file that the office keeps and hands over with `--roster`; nothing of it is shipped, and nothing is learned from speeches.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Result;
use crate::source::Source;
use crate::yaml;

/// People in the order in which they are named.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "名册：人名、职务，按排名次序")]
pub struct Roster {
    /// People.
    #[schemars(description = "人员，按排名次序写")]
    pub people: Vec<Person>,
    /// Meetings and organisations by their full names.
    #[serde(default)]
    #[schemars(description = "机构和会议的全称")]
    pub names: Vec<Name>,
}

/// A person.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name.
    #[schemars(description = "姓名")]
    pub name: String,
    /// The posts; the first is the one by which the person is called.
    #[schemars(description = "职务，如 市委副书记、市长；可以写多个")]
    pub post: Posts,
}

/// One post or several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(description = "一个，或者一个列表")]
pub enum Posts {
    /// One, or several joined by 、.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Posts {
    /// The posts one by one.
    pub fn each(&self) -> Vec<&str> {
        match self {
            Posts::One(one) => one.split('、').map(str::trim).filter(|post| !post.is_empty()).collect(),
            Posts::Many(many) => many.iter().map(|post| post.trim()).collect(),
        }
    }
}

/// A name that is to be written in one way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The full name.
    #[schemars(description = "全称")]
    pub full: String,
    /// Short forms that are allowed.
    #[serde(default)]
    #[schemars(description = "可用的简称")]
    pub short: Vec<String>,
}

impl Roster {
    /// Reads a roster; every fault in it is reported with its place.
    pub fn read(source: &Arc<Source>) -> Result<Roster> {
        let start = "写成 people: [{ name: 姓名, post: 职务 }]，按排名次序";
        let reading = yaml::read::<Roster>(source, "名册", start)?;
        match reading.value {
            Some(roster) if reading.problems.is_empty() => Ok(roster),
            _ => Err(reading.problems.into()),
        }
    }
}
