//! Worker processes: what a fault of theirs does, which is nothing but cost time. Stand-ins are shell scripts.
#![cfg(unix)]

#[allow(dead_code)]
#[path = "../properties/counties.rs"]
mod counties;
#[allow(dead_code)]
#[path = "../properties/seeds.rs"]
mod seeds;
mod support;

mod files;
mod left;
mod many;
mod process;
mod wrong;
