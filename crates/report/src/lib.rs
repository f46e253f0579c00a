//! Writers: text, JSON and Excel from a record.
//!
//! The last arrow of the program: a [`Record`](lungang_domain::record::Record) in, files and text out. Nothing here
//! decides anything; every figure is read from the record, or is a plain count of what stands in it.
//!
//! ```text
//! write      record  → a folder of files, whole or absent
//! json::*    domain  → documents, each with a schema
//! text::*    document or record → a String for the terminal
//! html       documents → a page that opens without a network
//! xlsx       record  → the bytes of plan.xlsx
//! ```

mod alternatives;
mod assignments;
mod balance;
mod because;
mod changes;
mod claim;
mod clauses;
mod compare;
pub mod diagnosis;
mod difference;
mod disclosure;
mod explain;
mod folder;
pub mod html;
pub mod json;
pub mod mask;
mod measure;
mod names;
mod price;
mod published;
mod run;
mod sentence;
pub mod text;
mod visits;
mod write;
pub mod xlsx;
mod years;

pub use alternatives::write_alternatives;
pub use assignments::{HEADER as ASSIGNMENTS_HEADER, guard};
pub use because::because_differs;
pub use claim::{Claim, Scratch};
pub use compare::{COMPARE_FILES, write_compare};
pub use difference::why;
pub use disclosure::{DISCLOSURE_FILES, disclose};
pub use folder::{publish, publish_file};
pub use names::open_goals;
pub use price::price_csv;
pub use published::{PUBLISHED, Publication, with_publication};
pub use run::{copied, edited, is_output};
pub use write::{COUNTY, Fill, MAPPING, More, PLAN_FILES, REPLAN_FILES, WriteError, tables, write, write_with};
pub use years::{YEARS_FILES, write_years, year_folders};
