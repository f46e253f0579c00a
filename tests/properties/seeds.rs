//! Which random counties a run tries: half of them are always the same, the others are others every day, and the same again
//! where somebody asks for them.
//!
//! | variable | what it does |
//! |---|---|
//! | `LUNGANG_SEED` | where the moving half begins; without it the number of the day, so that any day may find what no day before has. A test that fails prints it: with it set to that number the same counties come again; with `known` there is no moving half |
//! | `LUNGANG_COUNTY` | the one county to try, by the number that a failed test names |
//! | `LUNGANG_COUNTIES` | how many are tried in the place of 2 000; tests that usually try fewer change in proportion |
//!
//! Whether a run has met every kind of county is asked on every day. The known half answers it alone, since a day's counties may
//! lack a rare kind; what no day before has found is for the moving half. Whoever changes what is drawn or asked runs the tests with
//! `LUNGANG_SEED=known`.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// Counties between two beginnings: more than any test takes, so that no two beginnings share one.
const APART: u64 = 10_000_000;

/// How many counties the largest tests try.
const USUAL: u64 = 2_000;

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.trim().parse().unwrap_or_else(|_| panic!("{variable}={text} is not a whole number")))
}

/// Where the moving half of this run begins; `None` where there is none.
fn begin() -> Option<u64> {
    static BEGIN: OnceLock<Option<u64>> = OnceLock::new();
    *BEGIN.get_or_init(|| {
        if std::env::var("LUNGANG_SEED").is_ok_and(|set| set == "known") {
            return None;
        }
        let today = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs() / 86_400);
        // Whatever number is set, every seed fits a whole number of TOML.
        Some(number("LUNGANG_SEED").unwrap_or_else(today) % 900_000_000_000)
    })
}

/// The seeds of a test that usually tries so many, from its own first one.
pub fn some(own: u64, usual: u64) -> Vec<u64> {
    fitting(own, usual, Some)
}

/// What comes of a test's counties where only some of them will do: as many as usual that do, from its own first one. The line to
/// try the same counties again is printed.
pub fn fitting<T>(own: u64, usual: u64, mut try_one: impl FnMut(u64) -> Option<T>) -> Vec<T> {
    if let Some(county) = number("LUNGANG_COUNTY") {
        return try_one(county).into_iter().collect();
    }
    let wanted = share(usual);
    let mut known = KNOWN * APART + own..;
    let known_half = wanted.min(usual).div_ceil(2) as usize;
    let mut all: Vec<T> = known.by_ref().filter_map(&mut try_one).take(known_half).collect();
    if let Some(begin) = begin() {
        println!("random counties: the same ones come again with LUNGANG_SEED={begin}");
        // On the day of the known beginning the moving half goes on where the known one ended.
        let moving = if begin == KNOWN { known } else { begin * APART + own.. };
        all.extend(moving.filter_map(&mut try_one).take(wanted as usize - known_half));
    }
    all
}

/// How many counties a test tries that usually tries so many.
fn share(usual: u64) -> u64 {
    let wanted = number("LUNGANG_COUNTIES").or(number("LUNGANG_COUNTY").and(Some(1)));
    wanted.map_or(usual, |wanted| (usual * wanted).div_ceil(USUAL))
}

/// The beginning of the known counties: those that the tests take from it meet every kind that they ask for.
const KNOWN: u64 = 20_785;

/// Whether a run is large enough to meet every kind of county: any but one that was asked to be small.
pub fn full() -> bool {
    share(USUAL) >= USUAL
}
