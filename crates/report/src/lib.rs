//! Writers: text, JSON and Excel from a record.
//!
//! The last arrow of the program: a [`Record`](lungang_domain::record::Record) in, files and text out. Nothing here
//! decides anything; every figure is read from the record, or is a plain count of what stands in it.
//!
//! ```text
//! write      record  → a folder of files, whole or absent
//! json::*    domain  → documents, each with a schema
//! pages::*   document or record → blocks: a table is described once, whoever draws it
//! pens::*    blocks  → text, HTML, sheets, CSV
//! text::*    what a command prints, and in which order
//! html       what a page has, section by section, with its charts
//! xlsx       which sheets a workbook has
//! screens    what the desk shows, section by section and list by list
//! ```

mod alternatives;
mod block;
mod clauses;
mod compare;
pub mod diagnosis;
mod difference;
mod disclosure;
mod explain;
mod frontier;
pub mod html;
pub mod json;
mod measure;
mod naming;
mod pages;
mod pens;
mod price;
mod recruit;
pub mod screens;
mod sentence;
pub mod text;
mod write;
pub mod xlsx;

pub use alternatives::write_alternatives;
pub use compare::write_compare;
pub use difference::why;
pub use disclosure::disclose;
pub use frontier::write_frontier;
pub use price::price_csv;
pub use recruit::write_recruit;
pub use write::{More, write, write_with};
