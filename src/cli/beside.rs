//! A folder that is written beside its place, to be there whole or not at all, also where the run is broken off meanwhile.
//!
//! A run that is broken off before it writes has nothing to clear away, so signals are left as they are until then. From then on
//! each step of the writing is done or not begun when a signal is answered, and no other follows it.

use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::TempDir;

/// The folder that is being written. Held during each step, and for good by who ends the run.
static OPEN: Mutex<Option<PathBuf>> = Mutex::new(None);

/// How a shell tells that a run was broken off.
const BROKEN_OFF: i32 = 130;

/// A folder in the making; what is not kept goes when it is dropped.
pub struct Beside {
    folder: TempDir,
}

impl Beside {
    /// Makes an empty folder in `above`.
    pub fn new(above: &Path) -> Result<Self> {
        static ANSWER: Once = Once::new();
        // Where no answer can be given, a signal ends the run as it always did.
        ANSWER.call_once(|| drop(ctrlc::set_handler(end)));
        step(|open| {
            let folder = tempfile::Builder::new().prefix(".qicao-").tempdir_in(above)?;
            *open = Some(folder.path().to_path_buf());
            Ok(Beside { folder })
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file in it, its name relative to it.
    pub fn write(&self, name: &str, text: &str) -> Result<()> {
        let file = self.path().join(name);
        step(|_| {
            std::fs::create_dir_all(file.parent().unwrap_or(self.path()))?;
            std::fs::write(&file, text)
        })
    }

    /// Puts it in its place.
    pub fn keep(self, target: &Path) -> Result<()> {
        step(|open| {
            std::fs::rename(self.folder.path(), target)?;
            *open = None;
            let _ = self.folder.keep();
            Ok(())
        })
    }
}

/// Does what no signal may come between.
fn step<T>(work: impl FnOnce(&mut Option<PathBuf>) -> Result<T>) -> Result<T> {
    work(&mut OPEN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Ends the run, and what it was writing with it.
fn end() {
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(folder) = open.as_ref() {
        let _ = std::fs::remove_dir_all(folder);
    }
    std::process::exit(BROKEN_OFF);
}
