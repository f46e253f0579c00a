//! The corpus of the fuzz targets, each file as it is and hurt in many ways: findings, never a panic. No nightly compiler is
//! needed for this; `make fuzz` looks further. `LUNGANG_FUZZ_SECONDS` sets how long each reader is tried.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[path = "../../fuzz/src/readers/mod.rs"]
mod readers;

/// Choices of which the same come on every machine.
struct Seeded(ChaCha12Rng);

impl Seeded {
    fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }
}

fn fuzz_folder(name: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz")).join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn stem(path: &std::path::Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// One to eight changes: a byte, a stretch taken out, doubled, or taken from another seed, a word that is often an edge.
fn hurt(random: &mut Seeded, seeds: &[Vec<u8>], good: &[u8]) -> Vec<u8> {
    const EDGES: [&[u8]; 16] = [
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\"",
        b"\n",
        b",",
        b"=",
        b"[",
        b"{",
        b"-1",
        b"99999999999999999999",
        b"1e999",
        b"NaN",
        b"\xe2\x80\xae",
        b"PK\x03\x04",
        b"0000-00-00",
    ];
    let mut bytes = good.to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let stretch = bytes[at..end].to_vec();
                bytes.splice(at..at, stretch);
            }
            2 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let stretch = other[from..(from + random.below(60)).min(other.len())].to_vec();
                bytes.splice(at..end, stretch);
            }
            3 => drop(bytes.splice(at..at, EDGES[random.below(EDGES.len())].iter().copied())),
            _ if at < bytes.len() => bytes[at] = random.below(256) as u8,
            _ => bytes.truncate(at / 2),
        }
    }
    bytes
}

#[test]
fn every_target_has_seeds() {
    let targets: Vec<String> = fuzz_folder("fuzz_targets").iter().map(|p| stem(p)).collect();
    let seeded: Vec<String> = fuzz_folder("corpus").iter().map(|p| stem(p)).collect();
    assert_eq!(targets, seeded);
}

#[test]
fn what_the_seeds_hold_and_what_is_like_it_breaks_no_reader() {
    let seconds = std::env::var("LUNGANG_FUZZ_SECONDS").ok().and_then(|n| n.parse().ok());
    let began_with = std::env::var("LUNGANG_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0x5eed);
    for folder in fuzz_folder("corpus") {
        let target = stem(&folder);
        let seeds: Vec<Vec<u8>> =
            fuzz_folder(&format!("corpus/{target}")).iter().map(|path| std::fs::read(path).expect("a seed")).collect();
        seeds.iter().for_each(|seed| readers::read(&target, seed));
        let (mut random, mut tried, began) = (Seeded(ChaCha12Rng::seed_from_u64(began_with)), 0, Instant::now());
        while seconds.map_or(tried < 200, |s| began.elapsed() < Duration::from_secs(s)) {
            let good = random.below(seeds.len());
            let bytes = hurt(&mut random, &seeds, &seeds[good]);
            let broke = std::panic::catch_unwind(|| readers::read(&target, &bytes)).is_err();
            if broke {
                let kept = std::env::temp_dir().join(format!("lungang-{target}-broke"));
                let _ = std::fs::write(&kept, &bytes);
                panic!("{target}, try {tried}: {}", kept.display());
            }
            tried += 1;
        }
        println!("{target}: {tried} tries");
    }
}
