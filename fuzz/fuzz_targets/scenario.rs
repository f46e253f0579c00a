#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: lungang_fuzz::panics_may_be_caught(), |bytes: &[u8]| lungang_fuzz::read("scenario", bytes));
