//! Reading an index: a directory once, then a block for a fingerprint.

use std::io::{Read, Result, Seek, SeekFrom};

use super::bytes::{checksum, take};
use super::{File, MAGIC, TRAILER, VERSION, block};

/// An index that can be asked.
#[derive(Debug)]
pub struct Index<R> {
    bytes: R,
    files: Vec<File>,
    /// The first speech of each file, by number, and one more.
    first: Vec<u32>,
    directory: Vec<u64>,
}

/// Who keeps a fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keepers {
    /// The speeches, ascending; of very many only the first.
    pub speeches: Vec<u32>,
    /// How many there are.
    pub count: u32,
}

/// So many of the speeches that keep a fingerprint are told.
const TOLD: u64 = 2048;

impl<R: Read + Seek> Index<R> {
    /// Opens what was written; `None` if it is no index, or not one of this version, or not whole.
    ///
    /// # Errors
    /// That the bytes cannot be read.
    pub fn open(mut bytes: R) -> Result<Option<Self>> {
        let size = bytes.seek(SeekFrom::End(0))?;
        let Some(tail) = size.checked_sub(TRAILER as u64) else { return Ok(None) };
        let mut trailer = [0u8; TRAILER];
        bytes.seek(SeekFrom::Start(tail))?;
        bytes.read_exact(&mut trailer)?;
        let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|byte| trailer[at + byte]));
        let (directory, shelf, files, sum) = (number(0), number(8), number(24), number(32));
        let known = trailer[40..44] == VERSION.to_le_bytes() && trailer[44..] == MAGIC;
        if !known || directory > shelf || shelf > tail || (shelf - directory) % 8 != 0 {
            return Ok(None);
        }
        let mut tables = vec![0u8; (tail - directory) as usize];
        bytes.seek(SeekFrom::Start(directory))?;
        bytes.read_exact(&mut tables)?;
        if checksum(&tables) != sum {
            return Ok(None);
        }
        let (entries, shelf) = tables.split_at((shelf - directory) as usize);
        let entries: Vec<u64> = entries.as_chunks::<8>().0.iter().map(|entry| u64::from_le_bytes(*entry)).collect();
        let blocks = entries.len().saturating_sub(1);
        if !blocks.is_power_of_two() || entries.last() != Some(&directory) {
            return Ok(None);
        }
        let Some(files) = read_shelf(shelf, files) else { return Ok(None) };
        let mut first = vec![0u32];
        for file in &files {
            first.push(first[first.len() - 1] + file.speeches.len() as u32);
        }
        Ok(Some(Index { bytes, files, first, directory: entries }))
    }

    /// The speeches that keep each of some fingerprints, in the order of these. Asked in the order of their hashes they are read from
    /// front to back.
    ///
    /// # Errors
    /// That the bytes cannot be read.
    pub fn keepers(&mut self, hashes: &[u32]) -> Result<Vec<Keepers>> {
        let mut order: Vec<usize> = (0..hashes.len()).collect();
        order.sort_unstable_by_key(|at| hashes[*at]);
        let mut found = vec![Keepers::default(); hashes.len()];
        let (mut read, mut at) = (Vec::new(), None);
        for wanted in order {
            let number = block(hashes[wanted], self.bits());
            if at != Some(number) {
                self.block(number, &mut read)?;
                at = Some(number);
            }
            found[wanted] = lookup(&read, hashes[wanted]).unwrap_or_default();
        }
        Ok(found)
    }

    fn bits(&self) -> u32 {
        (self.directory.len() - 1).trailing_zeros()
    }

    fn block(&mut self, number: usize, into: &mut Vec<u8>) -> Result<()> {
        let (start, end) = (self.directory[number], self.directory[number + 1]);
        into.clear();
        self.bytes.seek(SeekFrom::Start(start))?;
        self.bytes.by_ref().take(end.saturating_sub(start)).read_to_end(into)?;
        Ok(())
    }

    /// Says of every posting, ascending, its hash and its speech. A damaged block ends early.
    pub(super) fn each(&mut self, mut say: impl FnMut(u32, u32) -> Result<()>) -> Result<()> {
        let mut read = Vec::new();
        for number in 0..self.directory.len() - 1 {
            self.block(number, &mut read)?;
            let (mut rest, mut hash) = (&read[..], 0u64);
            while let (Some(step), Some(count)) = (take(&mut rest), take(&mut rest)) {
                hash = hash.wrapping_add(step);
                let mut speech = 0u64;
                for _ in 0..count {
                    let Some(step) = take(&mut rest) else { break };
                    speech = speech.wrapping_add(step);
                    say(hash as u32, speech as u32)?;
                }
            }
        }
        Ok(())
    }
}

impl<R> Index<R> {
    /// The files, in order.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// How many speeches there are.
    pub fn speeches(&self) -> u32 {
        self.first[self.first.len() - 1]
    }

    /// Where a speech stands: the file, its place among the speeches of the file, its letters.
    pub fn speech(&self, speech: u32) -> Option<(usize, usize, u32)> {
        let file = self.first.partition_point(|first| *first <= speech).checked_sub(1)?;
        let place = (speech - self.first[file]) as usize;
        Some((file, place, *self.files.get(file)?.speeches.get(place)?))
    }

    /// The first speech of a file.
    pub(super) fn first(&self, file: usize) -> u32 {
        self.first[file]
    }
}

/// Finds a hash in a block.
fn lookup(block: &[u8], wanted: u32) -> Option<Keepers> {
    let (mut rest, mut hash) = (block, 0u64);
    loop {
        hash = hash.wrapping_add(take(&mut rest)?);
        let count = take(&mut rest)?;
        if hash > u64::from(wanted) {
            return None;
        }
        if hash == u64::from(wanted) {
            let mut speech = 0u64;
            let next = |_| {
                speech = speech.wrapping_add(take(&mut rest)?);
                Some(speech as u32)
            };
            let speeches = (0..count.min(TOLD)).map_while(next).collect();
            return Some(Keepers { speeches, count: u32::try_from(count).unwrap_or(u32::MAX) });
        }
        // Numbers end where the high bit is clear.
        let mut skip = count;
        let mut bytes = rest.iter();
        while skip > 0 {
            skip -= u64::from(bytes.next()? & 0x80 == 0);
        }
        rest = bytes.as_slice();
    }
}

fn read_shelf(mut shelf: &[u8], files: u64) -> Option<Vec<File>> {
    let mut found = Vec::new();
    for _ in 0..files {
        let length = take(&mut shelf)? as usize;
        let name = String::from_utf8(shelf.get(..length)?.to_vec()).ok()?;
        shelf = &shelf[length..];
        let (size, stamp, count) = (take(&mut shelf)?, take(&mut shelf)?, take(&mut shelf)?);
        let speeches = (0..count).map(|_| Some(take(&mut shelf)? as u32)).collect::<Option<_>>()?;
        found.push(File { name, size, stamp, speeches });
    }
    Some(found)
}
