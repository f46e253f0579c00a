//! TOML as people write it: without what nobody sees, every key and value with its file, line and column.
//!
//! County files, mappings, policies and scenarios are all read by this; what they mean is known above.

pub mod document;
mod position;
pub mod tree;
pub mod unread;
pub mod unseen;
