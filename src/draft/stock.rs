//! What the library holds for one brief: the template, the themes it speaks of, moves, words, recipes.
//!
//! Opened once and then only read; drafts of the same type and themes share it, and `stocks` keeps it for them. Of the embedded
//! library only the files that it names are parsed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use super::pick::{Dealer, Place};
use super::skeleton::Skeletons;
use crate::brief::Brief;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::library::path::{BankPath, COMPUTED, FIELDS, LEVELS, REGISTERS};
use crate::library::theme::append;
use crate::library::{Aspect, Bank, Banks, COMMON, Library, Part, Phrase, Role, Template, Theme};
use crate::yaml::near;

/// The materials of a draft: what the speech is about in the brief's own words, and a shelf of the library.
#[derive(Debug, Clone)]
pub struct Stock<'l> {
    /// What the speech is about, in words that stand in the brief.
    pub topic: Option<String>,
    shelf: Arc<Shelf<'l>>,
}

impl<'l> Deref for Stock<'l> {
    type Target = Shelf<'l>;

    fn deref(&self) -> &Shelf<'l> {
        &self.shelf
    }
}

/// What briefs of one type, level, voice and set of themes take from the library.
#[derive(Debug)]
pub struct Shelf<'l> {
    /// The library it was taken from.
    pub library: &'l Library,
    /// The template of the type.
    pub template: Arc<Template>,
    /// The theme that sections without one of their own speak of, where the library has it; none in a speech of several themes.
    pub main: Option<String>,
    /// 省 市 县 区 乡 镇 街道 单位.
    pub level: &'static str,
    /// 平实 庄重.
    pub register: &'static str,
    themes: BTreeMap<String, Theme>,
    pools: BTreeMap<(String, Part), Vec<Aspect>>,
    says: BTreeMap<String, Bank>,
    links: BTreeMap<String, Bank>,
    joints: Vec<Joint>,
    pub(super) skeletons: Skeletons,
    recipes: BTreeMap<Part, Vec<Vec<Role>>>,
    frames: BTreeMap<String, Bank>,
    series: BTreeMap<String, Series>,
    level_words: Banks,
    slots: Banks,
    facts: BTreeMap<String, String>,
    formulas: BTreeMap<String, Bank>,
    /// Slots that nothing can fill and nobody declared.
    pub undeclared: BTreeSet<String>,
}

/// How the heads of a series can be used.
#[derive(Debug)]
struct Series {
    /// The markers they can stand behind.
    styles: Vec<String>,
    /// Whether they suit the voice of the speech.
    suits: bool,
}

/// A short joint between two sentences of a point.
#[derive(Debug)]
pub struct Joint {
    /// The role of the sentence before it; none stands for any.
    pub before: Option<Role>,
    /// The role of the sentence behind it.
    pub after: Role,
    /// What it says.
    pub phrase: Phrase,
    /// Its name, as it is dealt by.
    pub card: Place,
}

/// What decides what stands on a shelf, and nothing else of the brief.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    template: String,
    main: Option<String>,
    level: &'static str,
    register: &'static str,
    parts: Vec<Part>,
    /// Those of the sections and the main one, as far as the library has them.
    themes: BTreeSet<String>,
    /// Whether something is spoken of that the library has no theme for.
    unknown: bool,
}

impl Wanted {
    /// What a brief wants of a library, and its topic.
    pub(super) fn of(brief: &Brief, template: &Template, library: &Library) -> (Wanted, Option<String>) {
        let (main, topic) = subject(brief, template, library);
        let level = brief.level.unwrap_or("单位");
        let default = template.header.sections.default.iter().filter_map(|part| Part::named(part));
        let own = brief.sections.iter().map(|section| section.part.unwrap_or(Part::Do));
        let parts: BTreeSet<Part> = if brief.sections.is_empty() { default.collect() } else { own.collect() };
        let named = brief.sections.iter().filter_map(|section| section.theme.as_deref());
        let known: Vec<Option<String>> = named.map(|theme| library.theme_named(theme)).collect();
        let wanted = Wanted {
            template: template.header.name.clone(),
            level,
            register: brief.register.unwrap_or_else(|| register(template, level)),
            parts: parts.into_iter().collect(),
            unknown: known.contains(&None) || main.is_none(),
            themes: known.into_iter().flatten().chain(main.clone()).collect(),
            main,
        };
        (wanted, topic)
    }
}

impl<'l> Stock<'l> {
    /// Who draws with a seed for a speech on this theme, or on what the brief calls its topic.
    pub(super) fn dealer(&self, seed: u64) -> Dealer {
        let about = self.main.as_deref().or(self.topic.as_deref()).unwrap_or_default();
        Dealer { seed, about: Place::named(about).hash() }
    }

    /// Opens what a brief asks for; an unknown type is an error with near matches.
    pub fn open(brief: &Brief, library: &'l Library) -> Result<Stock<'l>> {
        let template = Arc::new(template(brief, library)?);
        let (wanted, topic) = Wanted::of(brief, &template, library);
        Ok(Stock::of(topic, Arc::new(Shelf::open(template, &wanted, library)?)))
    }

    pub(super) fn of(topic: Option<String>, shelf: Arc<Shelf<'l>>) -> Stock<'l> {
        Stock { topic, shelf }
    }
}

impl<'l> Shelf<'l> {
    pub(super) fn open(template: Arc<Template>, wanted: &Wanted, library: &'l Library) -> Result<Shelf<'l>> {
        let faults: Vec<_> = template.uses.iter().filter_map(|used| library.check_use(used).err()).collect();
        if !faults.is_empty() {
            return Err(faults.into());
        }
        read_ahead(wanted, library, &template);
        let mut stock = Shelf {
            library,
            main: wanted.main.clone(),
            level: wanted.level,
            register: wanted.register,
            themes: BTreeMap::new(),
            pools: BTreeMap::new(),
            says: BTreeMap::new(),
            links: group(library, "link", |path| match path {
                BankPath::Link(key) => Some(key.clone()),
                _ => None,
            })?,
            joints: Vec::new(),
            skeletons: Skeletons::default(),
            recipes: BTreeMap::new(),
            frames: BTreeMap::new(),
            series: group(library, "series", |path| match path {
                BankPath::Series(name) => Some(name.clone()),
                _ => None,
            })?
            .into_iter()
            .map(|(name, bank)| (name, Series::of(&bank, wanted.register)))
            .collect(),
            level_words: Banks::new(),
            slots: Banks::new(),
            facts: BTreeMap::new(),
            formulas: BTreeMap::new(),
            undeclared: BTreeSet::new(),
            template,
        };
        stock.open_themes(wanted)?;
        stock.open_says()?;
        stock.open_words()?;
        stock.open_recipes()?;
        stock.open_frames()?;
        stock.open_slots()?;
        stock.open_joints();
        Ok(stock)
    }

    /// Themes with the parts that the sections want; of the common theme, only what the others leave to it.
    fn open_themes(&mut self, wanted: &Wanted) -> Result<()> {
        let (parts, unknown) = (&wanted.parts, wanted.unknown);
        for name in &wanted.themes {
            if let Some(theme) = self.library.theme(name, parts)? {
                self.themes.insert(name.clone(), theme);
            }
        }
        let thin = |part: &Part| {
            let few = |theme: &Theme| theme.parts.get(part).is_none_or(|part| part.aspects.len() < ENOUGH);
            unknown || *part == Part::Ensure || self.themes.values().any(few)
        };
        let wanted: Vec<Part> = parts.iter().copied().filter(thin).collect();
        let nothing = || Theme { name: COMMON.into(), ..Theme::default() };
        let common = self.library.theme(COMMON, &wanted)?.unwrap_or_else(nothing);
        for (name, theme) in self.themes.iter().map(|(name, theme)| (name.as_str(), theme)).chain([(COMMON, &common)]) {
            for part in Part::ALL {
                self.pools.insert((name.to_string(), part), pool(theme, &common, part));
            }
        }
        self.themes.insert(COMMON.into(), common);
        Ok(())
    }

    /// A move's common bank goes with that of the type; a template that names the type's bank (`move/thanks/座谈会`) draws from
    /// it alone, and a type that has a title or a salutation of its own does not use the common one.
    fn open_says(&mut self) -> Result<()> {
        let used = self.template.uses.iter().filter(|used| used.kind == "bank").map(|used| used.name.clone());
        for path in used.chain(["move/title", "move/salutation"].map(String::from)).collect::<BTreeSet<String>>() {
            let (mut bank, mut own) = (Bank { path: path.clone(), ..Bank::default() }, Bank::default());
            let entries = self.library.entries(&BankPath::root(&path))?;
            entries.iter().filter(|entry| entry.bank.path == path).for_each(|entry| append(&mut bank, &entry.bank));
            for kind in self.template.header.kinds() {
                let entries = self.library.entries(&format!("{path}/{kind}"))?;
                entries.iter().for_each(|entry| append(&mut own, &entry.bank));
            }
            let single = matches!(path.as_str(), "move/title" | "move/salutation");
            if single && !own.is_empty() {
                bank.thoughts.clear();
            }
            append(&mut bank, &own);
            // Where the type's bank that a template names has nothing, it speaks as all types do.
            if let (true, Ok(BankPath::Move(name, Some(_)))) = (bank.is_empty(), BankPath::parse(&path)) {
                let common = format!("move/{name}");
                let entries = self.library.entries(&common)?;
                entries
                    .iter()
                    .filter(|entry| entry.bank.path == common)
                    .for_each(|entry| append(&mut bank, &entry.bank));
            }
            self.says.insert(path, bank);
        }
        Ok(())
    }

    fn open_words(&mut self) -> Result<()> {
        debug_assert!(LEVELS.contains(&self.level));
        for entry in self.library.entries("word/level")? {
            if let BankPath::Word(level, name) = &entry.path
                && level == self.level
            {
                self.level_words.insert(name.clone(), entry.bank.clone());
            }
        }
        Ok(())
    }

    /// The orders of roles for this type of speech, or else those that fit every type.
    fn open_recipes(&mut self) -> Result<()> {
        for part in Part::ALL {
            let common = format!("recipe/{}", part.name());
            let mut recipes = Vec::new();
            for root in self.template.header.kinds().map(|kind| format!("{common}/{kind}")).chain([common.clone()]) {
                if recipes.is_empty() {
                    let entries = self.library.entries(&root)?;
                    let phrases = entries.iter().flat_map(|entry| entry.bank.phrases());
                    let roles = |phrase: &Phrase| phrase.text.split_whitespace().filter_map(Role::named).collect();
                    recipes.extend(
                        phrases.map(roles).filter(|recipe: &Vec<Role>| recipe.iter().any(|role| role.is_main())),
                    );
                }
            }
            if recipes.is_empty() {
                recipes.push(vec![Role::Core]);
            }
            self.recipes.insert(part, recipes);
        }
        Ok(())
    }

    /// Frames for what the library knows nothing of; where it knows something, nobody asks for them.
    fn open_frames(&mut self) -> Result<()> {
        if self.pools.values().any(Vec::is_empty) {
            self.frames = group(self.library, "frame", |path| match path {
                BankPath::Frame(key) => Some(key.clone()),
                _ => None,
            })?;
        }
        Ok(())
    }

    fn open_joints(&mut self) {
        for (key, bank) in &self.links {
            let Some((before, after)) = key.strip_prefix("between/").and_then(|key| key.split_once('>')) else {
                continue;
            };
            let Some(after) = Role::named(after) else { continue };
            self.joints.extend(bank.phrases().map(|phrase| Joint {
                before: Role::named(before),
                after,
                card: Place::named(&phrase.text),
                phrase: phrase.clone(),
            }));
        }
    }

    /// Looks up what can fill the slots of everything that was opened.
    fn open_slots(&mut self) -> Result<()> {
        let mut names: BTreeSet<String> =
            ["姓名", "职务", "日期", "节标题", "标题", "具体措施"].map(String::from).into();
        let used = self.template.uses.iter().filter(|used| used.kind == "fact").map(|used| used.name.clone());
        names.extend(used);
        let banks = self.themes.values().flat_map(banks_of).chain(self.says.values()).chain(self.frames.values());
        let slots = banks.flat_map(Bank::phrases).flat_map(Phrase::slots);
        let mut hinted = BTreeSet::new();
        for slot in slots {
            names.insert(slot.name.clone());
            if !slot.hint.is_empty() {
                hinted.insert(slot.name.clone());
            }
        }
        for name in names {
            let fillers = self.library.entries(&format!("slot/{name}"))?;
            let facts = self.library.entries(&format!("fact/{name}"))?;
            if let Some(hint) = facts.iter().flat_map(|entry| entry.bank.phrases()).last() {
                self.facts.insert(name.clone(), hint.text.clone());
            }
            let formula = name.trim_end_matches('*');
            for entry in self.library.entries(&format!("formula/{formula}"))? {
                append(self.formulas.entry(formula.to_string()).or_default(), &entry.bank);
            }
            let known = self.formulas.contains_key(formula)
                || !fillers.is_empty()
                || !facts.is_empty()
                || hinted.contains(&name)
                || self.is_word(&name);
            for entry in fillers {
                append(self.slots.entry(name.clone()).or_default(), &entry.bank);
            }
            if !known && !COMPUTED.contains(&name.as_str()) && !FIELDS.contains(&name.as_str()) {
                self.undeclared.insert(name);
            }
        }
        Ok(())
    }

    fn is_word(&self, name: &str) -> bool {
        let has = |words: &Banks| words.contains_key(name);
        let theme = |theme: &Theme| {
            let aspects = || theme.parts.values().flat_map(|part| &part.aspects);
            has(&theme.words) || has(&theme.slots) || aspects().any(|aspect| has(&aspect.words))
        };
        has(&self.level_words) || self.themes.values().any(theme)
    }

    /// A theme that was opened.
    pub fn theme(&self, name: &str) -> Option<&Theme> {
        self.themes.get(name)
    }

    /// The theme that fits every topic.
    pub fn common(&self) -> Option<&Theme> {
        self.themes.get(COMMON)
    }

    /// The aspects a section of a theme and part may have, common ones that fit included.
    pub fn aspects(&self, theme: &str, part: Part) -> &[Aspect] {
        self.pools.get(&(theme.to_string(), part)).map_or(&[], Vec::as_slice)
    }

    /// What a `say` of the template draws from.
    pub fn said(&self, path: &str) -> Option<&Bank> {
        self.says.get(path)
    }

    /// Joints of a kind, such as `between/root>core`.
    pub fn link(&self, key: &str) -> Option<&Bank> {
        self.links.get(key)
    }

    /// Frames of a kind, such as `标题/二级`: those with a slot, so that each place says something of its own.
    pub fn frames(&self, key: &str) -> Vec<&Phrase> {
        let phrases = self.frames.get(key).into_iter().flat_map(Bank::phrases);
        phrases.filter(|phrase| (1..=2).contains(&phrase.slots().count())).collect()
    }

    /// Joints between the sentences of a point.
    pub fn joints(&self) -> &[Joint] {
        &self.joints
    }

    /// Orders of roles.
    pub fn recipes(&self, part: Part) -> &[Vec<Role>] {
        self.recipes.get(&part).map_or(&[], Vec::as_slice)
    }

    /// Whether heads of a series can stand behind a marker.
    pub fn series_bears(&self, series: &str, style: &str) -> bool {
        self.series.get(series).is_none_or(|series| style == "无" || series.styles.iter().any(|other| other == style))
    }

    /// Whether heads of a series suit the voice of the speech.
    pub fn series_suits(&self, series: &str) -> bool {
        self.series.get(series).is_none_or(|series| series.suits)
    }

    /// The fixed formulation of a name, as it holds in a year; the name may end in the star that asks for all of it.
    pub fn formula(&self, name: &str, year: Option<i32>) -> Option<&Phrase> {
        let holds = |phrase: &&Phrase| phrase.limits.as_ref().is_none_or(|limits| limits.hold_in(year));
        self.formulas.get(name.trim_end_matches('*'))?.phrases().find(holds)
    }

    /// The names of fixed formulations that do not hold in a year.
    pub fn lapsed(&self, year: Option<i32>) -> BTreeSet<&str> {
        self.formulas.keys().map(String::as_str).filter(|name| self.formula(name, year).is_none()).collect()
    }

    /// What the level calls itself and those below.
    pub fn level_word(&self, name: &str) -> Option<&Bank> {
        self.level_words.get(name)
    }

    /// The hint of a declared fact.
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }

    /// Fillers of a slot.
    pub fn slot(&self, name: &str) -> Option<&Bank> {
        self.slots.get(name)
    }
}

impl Series {
    fn of(bank: &Bank, register: &str) -> Series {
        let suits = |phrase: &Phrase| {
            let limits = phrase.limits.as_ref();
            limits.is_none_or(|limits| {
                limits.when.register.is_empty() || limits.when.register.iter().any(|r| r == register)
            })
        };
        Series { styles: bank.phrases().map(|phrase| phrase.text.clone()).collect(), suits: bank.phrases().any(suits) }
    }
}

/// The voice of a speech whose brief does not say: the occasion's, and a province speaks as large conferences do.
fn register(template: &Template, level: &str) -> &'static str {
    let [plain, formal] = REGISTERS;
    let formally = template.header.register.as_deref() == Some(formal) || level == "省";
    if formally { formal } else { plain }
}

/// What a speech is about: theme and words. A topic that the user names is not overruled by a theme that happens to stand in
/// the meeting's name, and neither are the tasks: one theme of theirs is the subject, and several are not one of them. Where
/// the brief names none, it is what such a speech is usually about.
fn subject(brief: &Brief, template: &Template, library: &Library) -> (Option<String>, Option<String>) {
    if let Some(topic) = &brief.topic {
        return (library.theme_named(topic), Some(topic.clone()));
    }
    let tasks = brief.sections.iter().filter(|section| section.part.unwrap_or(Part::Do) == Part::Do);
    let mut named: Vec<Option<&str>> = tasks.map(|section| section.theme.as_deref()).collect();
    named.dedup();
    match named.as_slice() {
        [Some(only)] => (library.theme_named(only), Some((*only).into())),
        [_, _, ..] if !named.contains(&None) => (None, None),
        _ => {
            let meeting = brief.meeting.as_deref();
            if let Some(main) = meeting.and_then(|meeting| library.theme_named(meeting)) {
                let words = meeting.and_then(|meeting| words_of(meeting, &main, library));
                return (Some(main), words);
            }
            let usual = template.header.theme.as_deref();
            let main = usual.and_then(|theme| library.theme_named(theme));
            (main, usual.map(String::from))
        }
    }
}

/// Has the files parsed that the brief is sure to need.
fn read_ahead(wanted: &Wanted, library: &Library, template: &Template) {
    let themes: BTreeSet<&str> = wanted.themes.iter().map(String::as_str).chain([COMMON]).collect();
    let said = template.uses.iter().filter(|used| used.kind == "bank");
    let said: Vec<String> = said.map(|used| BankPath::root(&used.name)).collect();
    let own = said.iter().flat_map(|root| template.header.kinds().map(move |kind| format!("{root}/{kind}")));
    let mut roots: Vec<String> = own.chain(said.iter().cloned()).collect();
    for theme in themes {
        let parts = Part::ALL.into_iter().filter(|part| theme != COMMON || *part == Part::Ensure);
        roots.extend(parts.map(|part| format!("theme/{theme}/{}", part.name())));
        roots.push(format!("theme/{theme}"));
    }
    library.read_ahead(roots.iter().map(String::as_str));
}

pub(super) fn template(brief: &Brief, library: &Library) -> Result<Template> {
    if let Some(template) = library.template(&brief.kind)? {
        return Ok(template);
    }
    let headers = library.templates()?;
    let names = || {
        headers.iter().flat_map(|(header, _)| std::iter::once(&header.name).chain(&header.alias)).map(String::as_str)
    };
    let hint = match near(&brief.kind, names()).as_slice() {
        [] if headers.is_empty() => {
            "库里一个模板也没有：在 -L 的目录里加 templates/类型名.tera，或者去掉 --no-builtin".to_string()
        }
        [] => format!(
            "现有的类型：{}",
            headers.iter().map(|(header, _)| header.name.as_str()).collect::<Vec<_>>().join("、")
        ),
        near => format!("是不是想写 {}？", near.join("、")),
    };
    let problem = Diagnostic::error(Code::UnknownName, format!("没有“{}”这种讲话", brief.kind));
    Err(brief.problem(problem.hint(hint), &["type".into()]).into())
}

/// The name or alias of a theme as it stands in a text.
fn words_of(text: &str, theme: &str, library: &Library) -> Option<String> {
    let names =
        library.theme_names().into_iter().filter(|(alias, name)| name == theme && text.contains(alias.as_str()));
    names.map(|(alias, _)| alias).max_by_key(String::len)
}

fn group(library: &Library, root: &str, key: impl Fn(&BankPath) -> Option<String>) -> Result<BTreeMap<String, Bank>> {
    let mut found: BTreeMap<String, Bank> = BTreeMap::new();
    for root in library.roots(&format!("{root}/")) {
        for entry in library.entries(root)? {
            if let Some(key) = key(&entry.path) {
                append(found.entry(key).or_default(), &entry.bank);
            }
        }
    }
    Ok(found)
}

/// A theme with fewer aspects in a part takes common ones to them.
const ENOUGH: usize = 3;

/// Ensure sections draw from common aspects, each with what the theme adds to it, and the theme's own; why and do sections
/// from the theme's, and from common ones only where the theme has too few.
fn pool(theme: &Theme, common: &Theme, part: Part) -> Vec<Aspect> {
    let of = |theme: &Theme| theme.parts.get(&part).map(|part| part.aspects.clone()).unwrap_or_default();
    let own = of(theme);
    if theme.name == COMMON || (part != Part::Ensure && own.len() >= ENOUGH) {
        return own;
    }
    let mut pool = of(common);
    for aspect in own {
        match pool.iter_mut().find(|other| other.name == aspect.name) {
            Some(other) => other.extend(&aspect),
            None => pool.push(aspect),
        }
    }
    pool.retain(|aspect| !aspect.heads.is_empty() && !aspect.role(Role::Core).is_empty());
    pool
}

fn banks_of(theme: &Theme) -> impl Iterator<Item = &Bank> {
    let parts = theme.parts.values().flat_map(|part| {
        let aspects = part
            .aspects
            .iter()
            .flat_map(|aspect| aspect.roles.values().chain(aspect.heads.values()).chain(aspect.words.values()));
        aspects.chain(part.leads.values()).chain([&part.close])
    });
    let heads = theme.heads.values().flat_map(BTreeMap::values);
    theme.words.values().chain(theme.slots.values()).chain([&theme.achievement]).chain(heads).chain(parts)
}
