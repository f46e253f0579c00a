//! Reads what an office has: cells as offices write them ([`forms`]), the headers of their tables
//! ([`lexicon`]) and the sheets of the yearly statistics ([`statistics`]).
//!
//! Nothing here is a guess: a cell says something, says nothing, or is asked about.

pub mod forms;
pub mod lexicon;
pub mod statistics;
