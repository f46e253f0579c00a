//! What cells and headers of offices' tables mean.

mod headers;
mod noise;
mod spellings;
mod statistics;
mod words;
