//! What a plan decides beside moves: who is retasked, and who teaches at several schools.

pub mod lessons;
pub mod retasks;
