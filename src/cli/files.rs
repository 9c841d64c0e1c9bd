//! The files that a command is asked to read: files, directories with all that lies in them, standard input.
//!
//! They come one by one and in an order that depends on nothing but their names, so that memory is bounded by what is in
//! flight and a run can be repeated. A file that was named is read whatever it is called. In a directory only what is
//! called like a text or a document counts: what lies hidden, or is of another kind, is nobody's speech. An old .doc or a
//! PDF may be one, so it is offered too, to be refused with what to do about it. Links to directories are not followed:
//! then no link leads in a circle, and no file is read twice.

use std::fs::Metadata;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use qicao::{Charset, Code, Diagnostic, Format, Result, Severity, Text, read};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

/// Files that may well be speeches, but are not read.
const REFUSED: [&str; 7] = ["doc", "wps", "rtf", "pdf", "mht", "odt", "ofd"];

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    /// None is standard input.
    path: Option<PathBuf>,
    size: u64,
    stamp: u64,
}

impl File {
    fn stdin() -> Self {
        File { name: "标准输入".into(), path: None, size: 0, stamp: 0 }
    }

    fn at(path: PathBuf, found: &Metadata) -> Self {
        // A file without a time is told by its size alone.
        let since = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let stamp = since.map_or(0, |since| since.as_nanos() as u64);
        File { name: path.display().to_string(), path: Some(path), size: found.len(), stamp }
    }

    /// When it was written last, to be compared and nothing else.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// How many bytes it has, as far as that is known before it is read.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The name used in messages: the path as the user typed it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the file as text.
    pub fn read(&self, charset: Option<Charset>) -> Result<Text> {
        read(&self.name, &self.bytes()?, charset)
    }

    /// The bytes of the file, but no more of them than are ever read.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let fault = |error: &std::io::Error| unreadable(&self.name, self.path.as_deref(), error);
        let mut bytes = Vec::new();
        let reader: Box<dyn Read> = match &self.path {
            None => Box::new(std::io::stdin().lock()),
            Some(path) => {
                let file = std::fs::File::open(path).map_err(|error| fault(&error))?;
                let size = file.metadata().map_err(|error| fault(&error))?.len();
                if size > Text::MOST {
                    return Err(Text::too_large(&self.name).into());
                }
                bytes.reserve_exact(size as usize + 1);
                Box::new(file)
            }
        };
        // What is no plain file has no size, or a false one.
        reader.take(Text::MOST + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
        if bytes.len() as u64 > Text::MOST {
            return Err(Text::too_large(&self.name).into());
        }
        Ok(bytes)
    }
}

/// The one file behind an argument, `-` for standard input; a directory is none.
pub fn file(path: &str) -> Result<File> {
    if path == "-" {
        return Ok(File::stdin());
    }
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            let problem = Diagnostic::error(Code::File, format!("“{path}”是目录，不是文件"));
            Err(problem.hint("写上里面的文件名").into())
        }
        Ok(found) => Ok(File::at(path.into(), &found)),
        Err(error) => Err(unreadable(path, Some(Path::new(path)), &error).into()),
    }
}

/// The files behind the arguments of a command. What cannot be opened comes as a diagnostic in its place; errors among
/// them make the exit code, warnings do not.
pub fn files(arguments: Vec<String>) -> Files {
    Files { arguments: arguments.into_iter(), folder: None }
}

/// The files of one argument at once, in the order of their names: to ask ten thousand files for their size and time is most of the work
/// where nothing else is asked of them, so all threads ask.
pub fn listing(argument: &str) -> Vec<std::result::Result<File, Diagnostic>> {
    let path = Path::new(argument);
    if !path.is_dir() {
        return files(vec![argument.to_string()]).collect();
    }
    let entries: Vec<_> = WalkDir::new(path).into_iter().filter_entry(is_shown).collect();
    let mut found: Vec<_> = entries.into_par_iter().filter_map(offered).collect();
    let name = |found: &std::result::Result<File, Diagnostic>| match found {
        Ok(file) => file.name.clone(),
        Err(problem) => problem.message.clone(),
    };
    found.sort_by_cached_key(name);
    if found.is_empty() {
        found.extend(files(vec![argument.to_string()]));
    }
    found
}

/// See [`files`].
pub struct Files {
    arguments: std::vec::IntoIter<String>,
    folder: Option<Folder>,
}

/// A directory that is being walked.
struct Folder {
    name: String,
    entries: Entries,
    /// Whether anything came of it.
    found: bool,
}

impl Iterator for Files {
    type Item = std::result::Result<File, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(folder) = &mut self.folder {
                if let Some(item) = folder.entries.by_ref().find_map(offered) {
                    folder.found = true;
                    return Some(item);
                }
                let folder = self.folder.take()?;
                if !folder.found {
                    let problem = Diagnostic::error(Code::File, format!("“{}”里没有能读的文件", folder.name));
                    return Some(Err(problem.hint("放进 .txt、.md、.html 或 .docx 文件；别的文件要写出名字才读")));
                }
            }
            let argument = self.arguments.next()?;
            let path = Path::new(&argument);
            if argument == "-" {
                return Some(Ok(File::stdin()));
            }
            if !path.is_dir() {
                return Some(
                    std::fs::metadata(path)
                        .map(|found| File::at(path.into(), &found))
                        .map_err(|error| unreadable(&argument, Some(path), &error)),
                );
            }
            let entries = entries(path);
            self.folder = Some(Folder { name: argument, entries, found: false });
        }
    }
}

/// What lies in a folder, without what is hidden, in the order of the names.
fn entries(path: &Path) -> Entries {
    WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(is_shown as fn(&DirEntry) -> bool)
}

type Entries = walkdir::FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>;

/// Not so names that begin with a dot, and the locks that Word and WPS leave beside an open document.
fn is_shown(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    entry.depth() == 0 || !(name.starts_with(b".") || name.starts_with(b"~$"))
}

/// What an entry of a directory comes to, if anything.
fn offered(entry: walkdir::Result<DirEntry>) -> Option<std::result::Result<File, Diagnostic>> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let path = error.path().unwrap_or(Path::new("")).to_path_buf();
            let error = error.into_io_error().unwrap_or_else(|| ErrorKind::Other.into());
            return Some(Err(unreadable(&path.display().to_string(), Some(&path), &error)));
        }
    };
    let path = entry.path();
    if entry.depth() > 0 && entry.path_is_symlink() && path.is_dir() {
        let problem = Diagnostic::warning(Code::File, format!("“{}”是指向目录的链接，没有跟进去", path.display()));
        return Some(Err(problem.hint("要读里面的文件，就把它单独写在命令里")));
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let may_be =
        |extension: &String| Format::of_extension(extension).is_some() || REFUSED.contains(&extension.as_str());
    if entry.file_type().is_dir() || !extension.as_ref().is_some_and(may_be) {
        return None;
    }
    match std::fs::metadata(path) {
        Ok(found) if found.is_file() => Some(Ok(File::at(path.into(), &found))),
        Ok(_) => None,
        Err(error) => Some(Err(unreadable(&path.display().to_string(), Some(path), &error))),
    }
}

fn unreadable(name: &str, path: Option<&Path>, error: &std::io::Error) -> Diagnostic {
    let link = path.is_some_and(Path::is_symlink);
    let (message, hint) = match error.kind() {
        ErrorKind::NotFound if link => (format!("“{name}”是链接，指的文件不在了"), "删掉这个链接，或者改好它"),
        ErrorKind::NotFound => (format!("没有“{name}”这个文件"), "看看名字和目录对不对"),
        ErrorKind::PermissionDenied => (format!("没有读“{name}”的权限"), "改一下权限"),
        _ if link => (format!("“{name}”是绕成圈的链接"), "删掉这个链接"),
        _ => (format!("读不了“{name}”"), "看看磁盘是否正常、文件是否正被别的程序占用"),
    };
    Diagnostic { severity: Severity::Error, ..Diagnostic::error(Code::File, message) }.hint(hint)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary directory")
    }

    fn put(folder: &Path, name: &str, text: &str) -> String {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder is made");
        fs::write(&path, text).expect("the file is written");
        path.display().to_string()
    }

    fn lying(path: PathBuf) -> File {
        let found = fs::metadata(&path).expect("it is there");
        File::at(path, &found)
    }

    /// Names relative to the folder, and messages.
    fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
        let arguments: Vec<String> = arguments.iter().map(|path| folder.join(path).display().to_string()).collect();
        let prefix = format!("{}/", folder.display());
        files(arguments)
            .map(|item| match item {
                Ok(file) => file.name().replace(&prefix, ""),
                Err(problem) => format!("{:?} {}", problem.severity, problem.message.replace(&prefix, "")),
            })
            .collect()
    }

    #[test]
    fn a_folder_is_walked_in_the_order_of_names_and_only_texts_and_documents_count() {
        let folder = folder();
        for name in
            ["乙.txt", "甲.TXT", "b/一.md", "b/a/二.docx", "图.jpg", ".隐藏.txt", ".git/x.txt", "~$稿.docx", "旧.doc"]
        {
            put(folder.path(), name, "同志们");
        }
        assert_eq!(
            found(folder.path(), &["", "甲.TXT"]),
            ["b/a/二.docx", "b/一.md", "乙.txt", "旧.doc", "甲.TXT", "甲.TXT"]
        );
    }

    #[test]
    fn a_file_that_is_named_is_read_whatever_it_is_called() {
        let folder = folder();
        put(folder.path(), "稿", "同志们");
        put(folder.path(), ".稿", "同志们");
        assert_eq!(found(folder.path(), &["稿", ".稿", "没有.txt"])[..2], ["稿", ".稿"]);
        assert!(found(folder.path(), &["没有.txt"])[0].starts_with("Error 没有“"));
    }

    #[test]
    fn a_folder_with_nothing_to_read_is_said_to_be_one() {
        let folder = folder();
        put(folder.path(), "图/图.jpg", "");
        assert_eq!(found(folder.path(), &["图"])[0].matches("里没有能读的文件").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_files_but_not_in_circles() {
        use std::os::unix::fs::symlink;
        let folder = folder();
        put(folder.path(), "库/甲.txt", "同志们");
        for (to, from) in [("..", "库/上"), ("丙.txt", "库/丙.txt"), ("甲.txt", "库/乙.txt"), ("没有", "库/丁.txt")]
        {
            symlink(to, folder.path().join(from)).expect("the link is made");
        }
        let expected = [
            "Error “库/丁.txt”是链接，指的文件不在了",
            "Warning “库/上”是指向目录的链接，没有跟进去",
            "Error “库/丙.txt”是绕成圈的链接",
            "库/乙.txt",
            "库/甲.txt",
        ];
        assert_eq!(found(folder.path(), &["库"]), expected);
        assert_eq!(found(folder.path(), &["库/上"]).len(), 5, "a link that is named is followed");
        assert_eq!(found(folder.path(), &["库/丙.txt"]), [expected[2]]);
    }

    #[test]
    fn a_hundred_thousand_files_come_one_by_one() {
        let folder = folder();
        for at in 0..100_000 {
            fs::File::create(folder.path().join(format!("{at:06}.txt"))).expect("the file is made");
        }
        let mut files = files(vec![folder.path().display().to_string()]);
        for at in 0..100_000 {
            let file = files.next().expect("one more").expect("it is there");
            assert!(file.name().ends_with(&format!("{at:06}.txt")), "{}", file.name());
        }
        assert!(files.next().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_gigabyte_in_one_line_is_refused_before_it_is_read_and_an_endless_file_after_so_much() {
        let folder = folder();
        let path = folder.path().join("大.txt");
        fs::File::create(&path).and_then(|file| file.set_len(1 << 30)).expect("the file is made");
        for path in [path, "/dev/zero".into()] {
            let refused = lying(path).read(None).expect_err("it is too large");
            assert!(refused.to_string().contains("太大"), "{refused}");
        }
    }

    #[test]
    fn a_file_is_read_in_the_encoding_that_was_given() {
        let folder = folder();
        let path = folder.path().join("稿.txt");
        fs::write(&path, [0xb1, 0xd2]).expect("the file is written");
        let read = |name| lying(path.clone()).read(Some(Charset::named(name).expect("it is known")));
        assert_eq!(read("gbk").expect("text").source.text(), "币");
        assert_eq!(read("big5").expect("text").source.text(), "啟");
    }
}
