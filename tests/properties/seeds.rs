//! Which random counties a run tries: others every day, and the same again where somebody asks for them.
//!
//! | variable | what it does |
//! |---|---|
//! | `LUNGANG_SEED` | where the random counties begin; without it the number of the day, so that any day may find what no day before has. A test that fails prints it: with it set to that number the same counties come again |
//! | `LUNGANG_COUNTY` | the one county to try, by the number that a failed test names |
//! | `LUNGANG_COUNTIES` | how many are tried in the place of 2 000; tests that usually try fewer change in proportion |
//!
//! Whether a run has met every kind of county is a question to what draws them. It is asked of the counties of [`KNOWN`], which
//! are always the same, and of runs so large that chance has no part in it (`make many`); a day's counties may lack a rare kind.

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

/// Where the counties of this run begin.
fn begin() -> u64 {
    static BEGIN: OnceLock<u64> = OnceLock::new();
    *BEGIN.get_or_init(|| {
        let today = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs() / 86_400);
        // Whatever number is set, every seed fits a whole number of TOML.
        number("LUNGANG_SEED").unwrap_or_else(today) % 900_000_000_000
    })
}

/// The first seed of a test that has a stretch of its own; the line to try the same counties again is printed.
pub fn first(own: u64) -> u64 {
    println!("random counties: the same ones come again with LUNGANG_SEED={}", begin());
    number("LUNGANG_COUNTY").unwrap_or(begin() * APART + own)
}

/// The seeds of a test: so many from its own first one.
pub fn some(own: u64, count: u64) -> std::ops::Range<u64> {
    let first = first(own);
    first..first + if number("LUNGANG_COUNTY").is_some() { 1 } else { count }
}

/// How many counties a test tries that usually tries so many.
pub fn share(usual: u64) -> u64 {
    let wanted = number("LUNGANG_COUNTIES").or(number("LUNGANG_COUNTY").and(Some(1)));
    wanted.map_or(usual, |wanted| (usual * wanted).div_ceil(USUAL))
}

/// A beginning whose counties meet every kind that the tests ask for.
const KNOWN: u64 = 20_785;

/// Whether every kind of county is to be met.
pub fn full() -> bool {
    let tried = share(USUAL);
    tried >= 10 * USUAL || tried >= USUAL && begin() == KNOWN
}
