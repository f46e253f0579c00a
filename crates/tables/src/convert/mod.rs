//! Turns data of another shape into a county: each format is a module, each writes nothing itself.

pub mod transfer;
