//! Building an index in bounded memory: sorted runs go to a scratch file and are merged; what an old index already has is one more run.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::io::{Read, Result, Seek, SeekFrom, Write};

use super::super::fingerprint::Fingerprint;
use super::bytes::{checksum, put};
use super::open::Index;
use super::{BLOCK, File, MAGIC, TRAILER, VERSION, block};

/// So many postings are sorted in memory: 64 MB.
const ROOM: usize = 8 << 20;

/// So many postings of a run are read from the scratch file at a time.
const CHUNK: usize = 8 << 10;

/// A posting: the hash above, the number of the speech below, so that they sort by both.
type Posting = u64;

/// An index that is being built. Files are added in the order of their names.
#[derive(Debug)]
pub struct Builder<S> {
    files: Vec<File>,
    speeches: u32,
    postings: Vec<Posting>,
    room: usize,
    scratch: S,
    /// The runs in the scratch file: where they end.
    runs: Vec<u64>,
    total: u64,
    /// The speeches that are taken over from an old index: their numbers there and here.
    kept: BTreeMap<u32, u32>,
}

impl<S: Read + Write + Seek> Builder<S> {
    /// An index without files; `scratch` is an empty file for what does not fit into memory.
    pub fn new(scratch: S) -> Self {
        Builder::with_room(scratch, ROOM)
    }

    /// With room for so many postings in memory.
    pub(super) fn with_room(scratch: S, room: usize) -> Self {
        let (files, postings, runs, kept) = (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        Builder { files, speeches: 0, postings, room, scratch, runs, total: 0, kept }
    }

    /// Adds a file with the fingerprints of each of its speeches.
    ///
    /// # Errors
    /// That the scratch file cannot be written.
    pub fn add(&mut self, file: File, speeches: &[Vec<Fingerprint>]) -> Result<()> {
        for prints in speeches {
            let mut hashes: Vec<u32> = prints.iter().map(|print| print.hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            self.postings.extend(hashes.iter().map(|hash| u64::from(*hash) << 32 | u64::from(self.speeches)));
            self.speeches += 1;
            if self.postings.len() >= self.room {
                self.spill()?;
            }
        }
        self.files.push(file);
        Ok(())
    }

    /// Takes a file over from an old index, to be handed to [`Builder::finish_with`]. Files keep the order that they have there.
    pub fn keep<R: Read + Seek>(&mut self, old: &Index<R>, file: usize) {
        let first = old.first(file);
        for speech in 0..old.files()[file].speeches.len() as u32 {
            self.kept.insert(first + speech, self.speeches);
            self.speeches += 1;
        }
        self.files.push(old.files()[file].clone());
    }

    fn spill(&mut self) -> Result<()> {
        self.postings.sort_unstable();
        let bytes: Vec<u8> = self.postings.iter().flat_map(|posting| posting.to_le_bytes()).collect();
        self.scratch.write_all(&bytes)?;
        self.total += self.postings.len() as u64;
        self.runs.push(self.total);
        self.postings.clear();
        Ok(())
    }

    /// Writes the index.
    ///
    /// # Errors
    /// That it cannot be written, or the scratch file not be read.
    pub fn finish(self, out: &mut impl Write) -> Result<()> {
        let total = self.total + self.postings.len() as u64;
        self.merge(total, out, &mut |_| Ok(()))
    }

    /// Writes the index, with what was kept of an old one.
    ///
    /// # Errors
    /// That it cannot be written, or the scratch file or the old index not be read.
    pub fn finish_with<R: Read + Seek>(mut self, old: &mut Index<R>, out: &mut impl Write) -> Result<()> {
        let kept = std::mem::take(&mut self.kept);
        let mut count = 0;
        old.each(|_, speech| {
            count += u64::from(kept.contains_key(&speech));
            Ok(())
        })?;
        let total = self.total + self.postings.len() as u64 + count;
        self.merge(total, out, &mut |say| {
            old.each(|hash, speech| match kept.get(&speech) {
                Some(speech) => say(u64::from(hash) << 32 | u64::from(*speech)),
                None => Ok(()),
            })
        })
    }

    /// Merges the runs with what `others` says in order.
    fn merge(mut self, total: u64, out: &mut impl Write, others: Others<'_>) -> Result<()> {
        let blocks = (total / BLOCK).max(1).next_power_of_two().min(1 << 24);
        self.postings.sort_unstable();
        let postings = std::mem::take(&mut self.postings);
        let mut runs: Vec<Run> = vec![Run { at: 0, end: 0, read: postings.into_iter() }];
        let starts = std::iter::once(0).chain(self.runs.iter().copied());
        runs.extend(starts.zip(&self.runs).map(|(at, end)| Run { at, end: *end, read: Vec::new().into_iter() }));
        let mut heap = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            heap.extend(run.next(&mut self.scratch)?.map(|posting| Reverse((posting, number))));
        }
        let mut writer = Writer::new(out, blocks.trailing_zeros());
        let mut below = |limit: Posting, writer: &mut Writer<'_, _>| {
            while let Some(Reverse((posting, number))) =
                heap.peek().copied().filter(|Reverse((posting, _))| *posting < limit)
            {
                heap.pop();
                writer.posting(posting)?;
                heap.extend(runs[number].next(&mut self.scratch)?.map(|posting| Reverse((posting, number))));
            }
            Ok::<(), std::io::Error>(())
        };
        others(&mut |posting| {
            below(posting, &mut writer)?;
            writer.posting(posting)
        })?;
        below(u64::MAX, &mut writer)?;
        writer.finish(&self.files)
    }
}

/// Says postings in order to whom it is given.
type Others<'o> = &'o mut dyn FnMut(&mut dyn FnMut(Posting) -> Result<()>) -> Result<()>;

/// A sorted run: of the scratch file what was read, and the postings from `at` to `end`.
struct Run {
    at: u64,
    end: u64,
    read: std::vec::IntoIter<Posting>,
}

impl Run {
    fn next(&mut self, scratch: &mut (impl Read + Seek)) -> Result<Option<Posting>> {
        if self.read.len() == 0 && self.at < self.end {
            let count = (self.end - self.at).min(CHUNK as u64);
            let mut bytes = vec![0u8; count as usize * 8];
            scratch.seek(SeekFrom::Start(self.at * 8))?;
            scratch.read_exact(&mut bytes)?;
            let postings: Vec<u64> = bytes.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
            self.read = postings.into_iter();
            self.at += count;
        }
        Ok(self.read.next())
    }
}

/// Writes postings that come in order.
struct Writer<'o, W> {
    out: &'o mut W,
    bits: u32,
    /// Where the blocks begin that were begun.
    directory: Vec<u64>,
    block: Vec<u8>,
    written: u64,
    /// The hash before, in this block.
    before: u64,
    hash: Option<u32>,
    speeches: Vec<u32>,
    last: Option<Posting>,
}

impl<'o, W: Write> Writer<'o, W> {
    fn new(out: &'o mut W, bits: u32) -> Self {
        let (directory, block, speeches) = (vec![0], Vec::new(), Vec::new());
        Writer { out, bits, directory, block, written: 0, before: 0, hash: None, speeches, last: None }
    }

    fn posting(&mut self, posting: Posting) -> Result<()> {
        // An old index that is damaged inside is not in order; what cannot be is left out.
        if self.last.is_some_and(|last| posting <= last) {
            return Ok(());
        }
        self.last = Some(posting);
        let (hash, speech) = ((posting >> 32) as u32, posting as u32);
        if self.hash != Some(hash) {
            self.entry();
            self.begin(block(hash, self.bits))?;
            self.hash = Some(hash);
        }
        self.speeches.push(speech);
        Ok(())
    }

    /// Writes the fingerprint that is complete.
    fn entry(&mut self) {
        let Some(hash) = self.hash.take() else { return };
        put(&mut self.block, u64::from(hash) - self.before);
        put(&mut self.block, self.speeches.len() as u64);
        let mut before = 0;
        for speech in self.speeches.drain(..) {
            put(&mut self.block, u64::from(speech - before));
            before = speech;
        }
        self.before = u64::from(hash);
    }

    /// Ends blocks until this one is begun.
    fn begin(&mut self, number: usize) -> Result<()> {
        while self.directory.len() <= number {
            self.out.write_all(&self.block)?;
            self.written += self.block.len() as u64;
            self.directory.push(self.written);
            self.block.clear();
            self.before = 0;
        }
        Ok(())
    }

    fn finish(mut self, files: &[File]) -> Result<()> {
        self.entry();
        self.begin(1 << self.bits)?;
        let mut tables: Vec<u8> = self.directory.iter().flat_map(|at| at.to_le_bytes()).collect();
        let shelf = self.written + tables.len() as u64;
        for file in files {
            put(&mut tables, file.name.len() as u64);
            tables.extend_from_slice(file.name.as_bytes());
            for number in [file.size, file.stamp, file.speeches.len() as u64] {
                put(&mut tables, number);
            }
            file.speeches.iter().for_each(|letters| put(&mut tables, u64::from(*letters)));
        }
        let sum = checksum(&tables);
        let mut trailer = Vec::with_capacity(TRAILER);
        for number in [self.written, shelf, self.written + tables.len() as u64, files.len() as u64, sum] {
            trailer.extend_from_slice(&number.to_le_bytes());
        }
        trailer.extend_from_slice(&VERSION.to_le_bytes());
        trailer.extend_from_slice(&MAGIC);
        self.out.write_all(&tables)?;
        self.out.write_all(&trailer)
    }
}
