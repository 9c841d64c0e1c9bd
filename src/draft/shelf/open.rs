//! A shelf is opened: what the sections want of their themes, the moves that the template names, and what can fill the slots of
//! all that. Of the embedded library only the files that it names are parsed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Joint, Series, Shelf};
use crate::diagnostic::Result;
use crate::draft::occasion::is_for;
use crate::draft::pick::Place;
use crate::draft::skeleton::Skeletons;
use crate::draft::stock::Wanted;
use crate::library::path::{BankPath, COMPUTED, FIELDS, LEVELS};
use crate::library::phrase::When;
use crate::library::theme::append;
use crate::library::{Aspect, Bank, Banks, COMMON, Library, Part, Phrase, Role, Template, Theme};

impl<'l> Shelf<'l> {
    pub(in crate::draft) fn open(template: Arc<Template>, wanted: &Wanted, library: &'l Library) -> Result<Shelf<'l>> {
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
        // What is meant for other occasions would be passed over in every draft; a passage that was written for this type goes
        // before those for any, but not before the user's own.
        let fits = self.fits();
        let first = |phrase: &Phrase| phrase.is_for_types() && fits(phrase) || self.library.is_own(phrase.origin);
        for (name, theme) in self.themes.iter().map(|(name, theme)| (name.as_str(), theme)).chain([(COMMON, &common)]) {
            for part in Part::ALL {
                let mut pool = pool(theme, &common, part);
                for aspect in &mut pool {
                    aspect.prefer(first);
                    aspect.keep(&fits);
                }
                self.pools.insert((name.to_string(), part), pool);
            }
        }
        self.themes.insert(COMMON.into(), common);
        Ok(())
    }

    /// Whether a phrase is for this level, voice and type of speech.
    fn fits(&self) -> impl Fn(&Phrase) -> bool + use<> {
        let (template, level, register) = (Arc::clone(&self.template), self.level, self.register);
        let is_kind = move |kind: &str| template.header.kinds().any(|own| own == kind);
        let meant = move |when: &When| is_for(when, level, register, &is_kind);
        move |phrase| phrase.limits.as_ref().is_none_or(|limits| meant(&limits.when))
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
            bank.settle(self.fits());
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
    let (mut pool, mut alone) = (of(common), Vec::new());
    for aspect in own {
        match pool.iter_mut().find(|other| other.name == aspect.name) {
            Some(other) => other.extend(&aspect),
            None => alone.push(aspect),
        }
    }
    // Its own come first: that the party leads the congress, before what every office is told.
    pool.splice(0..0, alone);
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
