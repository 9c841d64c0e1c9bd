//! A template: the skeleton of one type of speech, a YAML header and a Tera body, checked before it is ever rendered.
//!
//! Templates may come from others, so what Tera can do is cut down to what a skeleton needs (`scan`): text, output, `for`,
//! `if`, components, our functions and filters. The scan also computes, before anything runs, an upper bound of what
//! rendering can cost, and plants a mark before every piece of literal text, so that the draft can say on which line of
//! which file it stands.

mod expression;
mod header;
mod scan;
mod tokens;

pub use header::{Header, Length, Mined, Points, Sections};
pub use scan::{CLOSE, OPEN, Use};

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Kwargs, State, Tera, TeraResult};

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::{Source, Span};
use crate::yaml::Places;

/// The most a rendering may cost, in bytes of output, every loop taken at its longest.
const BOUND: u64 = 4_000_000;
/// The most items anything that a template loops over may have.
pub const LONGEST: usize = 30;

/// A template that can be rendered.
#[derive(Debug)]
pub struct Template {
    /// What its header says.
    pub header: Header,
    /// The bank paths it draws from and the facts it names, each with its place.
    pub uses: Vec<Use>,
    /// The files it is made of: itself, then its components.
    pub files: Vec<Arc<Source>>,
    header_places: Places,
    tera: Tera,
    scanned: Vec<scan::Scanned>,
}

impl Template {
    /// Reads only the header of a template file.
    pub fn header(source: &Arc<Source>) -> Result<Header> {
        Ok(header::read(source)?.0)
    }

    /// Reads a template; `component` gives the file of a component by name.
    pub fn parse(source: &Arc<Source>, component: &dyn Fn(&str) -> Option<Arc<Source>>) -> Result<Template> {
        let (header, header_places, body) = header::read(source)?;
        let mut files = vec![source.clone()];
        let mut scanned = vec![scan::scan(source, body, 0, None)?];
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut at = 0;
        while at < scanned.len() {
            for (name, span) in scanned[at].components.clone() {
                if known.contains_key(&name) {
                    continue;
                }
                let file = component(&name).ok_or_else(|| {
                    let problem = Diagnostic::error(Code::Template, format!("没有“{name}”这个组件"));
                    problem.at(&files[at], span).hint(format!("组件写在 templates/moves/{name}.tera 里"))
                })?;
                scanned.push(scan::scan(&file, 0, files.len(), Some(&name))?);
                known.insert(name, files.len());
                files.push(file);
            }
            at += 1;
        }
        let mut path = Vec::new();
        let cost = scan::cost(&scanned, &known, 0, &mut path);
        if cost > BOUND {
            let problem = Diagnostic::error(Code::Bound, "模板的循环或组件套得太多，展开后没有边");
            let hint = "循环最多套两三层；组件不能互相套用";
            return Err(problem.at(source, body..body).hint(hint).into());
        }
        let uses = scanned.iter().flat_map(|scanned| scanned.uses.iter().cloned()).collect();
        let tera = compile(&files, &scanned)?;
        Ok(Template { header, uses, files, header_places, tera, scanned })
    }

    /// The span of a header value, for problems that only show when the template is used.
    pub fn header_place(&self, key: &str) -> (&Arc<Source>, Span) {
        (self.header_places.source(), self.header_places.value(&[key.into()]))
    }

    /// Renders the skeleton; what comes out are marks, read by `draft::skeleton`.
    pub fn render(&self, context: &tera::Context) -> Result<String> {
        let mut out = Bounded { text: Vec::new() };
        match self.tera.render_to(&file_name(0), context, &mut out) {
            Ok(()) => Ok(String::from_utf8_lossy(&out.text).into_owned()),
            Err(error) => Err(explain(&error, &self.files, &self.scanned).into()),
        }
    }
}

/// Output that refuses to grow past the bound.
struct Bounded {
    text: Vec<u8>,
}

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.text.len() + bytes.len() > BOUND as usize {
            return Err(std::io::Error::other("output bound"));
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn file_name(index: usize) -> String {
    index.to_string()
}

fn compile(files: &[Arc<Source>], scanned: &[scan::Scanned]) -> Result<Tera> {
    let mut tera = Tera::new();
    tera.register_function("say", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let bank = kwargs.must_get::<&str>("bank")?;
        Ok(match kwargs.get::<u64>("n")? {
            Some(n) => format!("{OPEN}S{bank}|{n}{CLOSE}"),
            None => format!("{OPEN}S{bank}{CLOSE}"),
        })
    });
    tera.register_function("fact", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(format!("{OPEN}F{}{CLOSE}", kwargs.must_get::<&str>("name")?))
    });
    tera.register_function("range", |kwargs: Kwargs, _: &State| -> TeraResult<Vec<u64>> {
        let end = kwargs.must_get::<u64>("end")?;
        if end > LONGEST as u64 {
            return Err(tera::Error::message(format!("range {end} > {LONGEST}")));
        }
        Ok((0..end).collect())
    });
    tera.register_filter("cn", |n: u64, _: Kwargs, _: &State| format!("{OPEN}N{n}{CLOSE}"));
    tera.register_filter("counted", |n: u64, _: Kwargs, _: &State| format!("{OPEN}C{n}{CLOSE}"));
    let names: Vec<String> = (0..files.len()).map(file_name).collect();
    let templates = names.iter().zip(scanned).map(|(name, scanned)| (name.as_str(), scanned.text.as_str()));
    match tera.add_raw_templates(templates) {
        Ok(()) => Ok(tera),
        Err(error) => Err(explain(&error, files, scanned).into()),
    }
}

/// Tera's own error at its place in the file as written. Its message names variables and types; the remedy is ours.
fn explain(error: &tera::Error, files: &[Arc<Source>], scanned: &[scan::Scanned]) -> Diagnostic {
    let (report, message, hint) = match error.kind() {
        ErrorKind::SyntaxError(report) => {
            (Some(report), "模板的写法有误", "看看这里的标签：{{ }} 和 {% %} 要成对，for、if 要有 endfor、endif")
        }
        ErrorKind::RenderingError(report) => {
            (Some(report), "模板展开到这里出了错", "看看这里用到的名称在这种循环里有没有，range 最多到 30")
        }
        ErrorKind::Io(_) => (None, "模板展开后太长", "减少循环"),
        _ => (None, "模板不能用", "看看组件和标签是否成对、是否重名"),
    };
    let problem = Diagnostic::error(Code::Template, message).hint(hint);
    let Some((index, report)) = report.and_then(|report| Some((report.filename().parse::<usize>().ok()?, report)))
    else {
        return problem.at(&files[0], 0..0);
    };
    let index = index.min(files.len() - 1);
    let span = report.span();
    problem.at(
        &files[index],
        scanned[index].original(span.start_line, span.start_col)..scanned[index].original(span.end_line, span.end_col),
    )
}
