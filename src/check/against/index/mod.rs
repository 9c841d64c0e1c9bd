//! The index: which past speeches keep a fingerprint, in a file of which one speech's question reads few blocks.
//!
//! The file, all numbers little-endian or as variable-length integers of seven bits a byte:
//!
//! ```text
//! postings    blocks; a block has the fingerprints whose hash begins with its number: for each its distance to the one before,
//!             how many speeches keep it, and their numbers as distances
//! directory   where each block begins, eight bytes each, and where the last ends
//! shelf       the files: name, size, stamp, the letters of each speech
//! trailer     where these begin, how many there are, a checksum of directory and shelf, version, magic
//! ```
//!
//! It keeps hashes and no sentence of any speech, so that what is confidential in the speeches does not lie in a second place. It is
//! written from front to back and in the order of the files, so that the same speeches give the same bytes. What cannot be
//! trusted (another version, a torn file) is no index and is built anew; whatever a damaged block says, only the speeches decide.

mod build;
mod bytes;
mod open;

pub use build::Builder;
pub use open::{Index, Keepers};

use super::fingerprint::{GRAM, WINDOW};

/// Changes with the layout and with what a letter or a fingerprint is.
const VERSION: u32 = 1 << 16 | (GRAM as u32) << 8 | WINDOW as u32;

const MAGIC: [u8; 8] = *b"qicaoidx";

/// Four places or counts of eight bytes, checksum, version, magic.
const TRAILER: usize = 4 * 8 + 8 + 4 + 8;

/// How many postings a block has on average: some kilobytes, one read.
const BLOCK: u64 = 1024;

/// A file of past speeches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, as whoever reads it wants to be told.
    pub name: String,
    /// By its size and its stamp (a time, a hash, whatever changes with it) one sees that it is still the same.
    pub size: u64,
    /// See `size`. It is compared and goes no further.
    pub stamp: u64,
    /// How many letters each of its speeches has.
    pub speeches: Vec<u32>,
}

/// The block of a hash, of `2^bits`.
fn block(hash: u32, bits: u32) -> usize {
    (u64::from(hash) >> (32 - bits)) as usize
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::super::fingerprint::Fingerprint;
    use super::*;

    fn file(name: &str, stamp: u64, speeches: Vec<u32>) -> File {
        File { name: name.into(), size: 10, stamp, speeches }
    }

    fn prints(hashes: &[u32]) -> Vec<Fingerprint> {
        hashes.iter().map(|hash| Fingerprint { hash: *hash, at: 0 }).collect()
    }

    fn built(files: &[(File, Vec<Vec<u32>>)], spill: usize) -> Vec<u8> {
        let mut builder = Builder::with_room(Cursor::new(Vec::new()), spill);
        for (file, speeches) in files {
            let speeches: Vec<_> = speeches.iter().map(|hashes| prints(hashes)).collect();
            builder.add(file.clone(), &speeches).expect("memory can be written");
        }
        let mut out = Vec::new();
        builder.finish(&mut out).expect("memory can be written");
        out
    }

    fn keepers(index: &mut Index<Cursor<Vec<u8>>>, hash: u32) -> Vec<u32> {
        index.keepers(&[hash]).expect("it can be read").remove(0).speeches
    }

    fn small() -> Vec<(File, Vec<Vec<u32>>)> {
        vec![
            (file("a.txt", 1, vec![5, 6]), vec![vec![1, 7, 7, 0xffff_ffff], vec![7, 9]]),
            (file("b.txt", 2, vec![8]), vec![vec![7, 0x8000_0000]]),
        ]
    }

    #[test]
    fn a_fingerprint_leads_to_the_speeches_that_keep_it() {
        let mut index = Index::open(Cursor::new(built(&small(), 1000))).expect("it can be read").expect("it is one");
        assert_eq!(keepers(&mut index, 7), [0, 1, 2]);
        assert_eq!(keepers(&mut index, 0xffff_ffff), [0]);
        assert_eq!(keepers(&mut index, 8), [0u32; 0]);
        assert_eq!(index.speech(1), Some((0, 1, 6)));
        assert_eq!(index.speech(2), Some((1, 0, 8)));
        assert_eq!(index.speech(3), None);
        assert_eq!(index.files().len(), 2);
    }

    #[test]
    fn what_does_not_fit_into_memory_gives_the_same_bytes() {
        assert_eq!(built(&small(), 1000), built(&small(), 2));
    }

    #[test]
    fn what_stayed_the_same_is_taken_over_from_the_old_index() {
        let old = built(&small(), 1000);
        let more = [(file("aa.txt", 3, vec![4]), vec![vec![3, 7]]), small().remove(1)];
        let mut builder = Builder::with_room(Cursor::new(Vec::new()), 1000);
        let mut index = Index::open(Cursor::new(old)).expect("it can be read").expect("it is one");
        builder.add(more[0].0.clone(), &[prints(&[3, 7])]).expect("memory can be written");
        builder.keep(&index, 1);
        let mut out = Vec::new();
        builder.finish_with(&mut index, &mut out).expect("memory can be written");
        assert_eq!(out, built(&more, 1000));
    }

    #[test]
    fn an_index_of_nothing_is_one() {
        let mut index = Index::open(Cursor::new(built(&[], 1))).expect("it can be read").expect("it is one");
        assert_eq!(keepers(&mut index, 7), [0u32; 0]);
    }

    proptest! {
        /// Torn, flipped or foreign bytes are no index, or one that says nothing dangerous.
        #[test]
        fn no_bytes_make_it_panic(at in 0usize..400, with in any::<u8>(), cut in 0usize..400) {
            let mut bytes = built(&small(), 1000);
            let end = bytes.len();
            bytes[at % end] = with;
            for bytes in [bytes.clone(), bytes[..cut % end].to_vec()] {
                if let Ok(Some(mut index)) = Index::open(Cursor::new(bytes)) {
                    let _ = index.keepers(&[1, 7, 9, 0x8000_0000, 0xffff_ffff]);
                    let _ = index.speech(7);
                    let mut builder = Builder::with_room(Cursor::new(Vec::new()), 9);
                    (0..index.files().len()).for_each(|file| builder.keep(&index, file));
                    let _ = builder.finish_with(&mut index, &mut Vec::new());
                }
            }
        }
    }
}
