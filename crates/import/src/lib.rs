//! Reads what an office has: cells as offices write them ([`forms`]) and the headers of their tables ([`lexicon`]).
//!
//! Nothing here is a guess: a cell says something, says nothing, or is asked about.

pub mod forms;
pub mod lexicon;
