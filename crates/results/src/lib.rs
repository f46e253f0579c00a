//! What the program makes: measures, documents, and the folders they are kept in.
//!
//! Whoever computes (the runner) and whoever draws (the reports) stand above, side by side, and meet here. Nothing here decides
//! anything: every figure is read from the record, or is a plain count of what stands in it.
//!
//! ```text
//! summary, figures, measures   record   → figures; the one list of measures
//! plan_document                record   → plan.json
//! plan_files, plan_folder      record   → the folder of a plan, whole or absent
//! plan_json, run               plan.json, certificate.json, run.toml → what they were written from
//! years_folder                 years → what stands beside the folders of years, and back
//! sweep_folder, store          the runs of a what-if → its folder, and back
//! row, rows                     the rows of a what-if, as CSV and as Parquet
//! frames                       data frames: rows as Parquet, sweeps in groups; a feature, on by default
//! compare_folder               a comparison → its folder, and back
//! frontier_folder              how many to send → its folder, and back
//! notice_folder, commitment    what is published of a plan, and of its lottery
//! recruit_folder               a recruitment plan → its folder
//! json                         documents with the numbers of their forms, and back
//! folder, claim                a folder or file that is whole or absent, with one writer at a time
//! names                        words of the nouns
//! ```

pub mod assignments;
pub mod because;
pub mod changes;
pub mod claim;
pub mod commitment;
pub mod compare_folder;
pub mod error;
pub mod exchange;
pub mod figures;
pub mod folder;
#[cfg(feature = "frames")]
pub mod frames;
pub mod frontier_folder;
pub mod heads;
pub mod json;
pub mod mask;
pub mod measures;
pub mod names;
pub mod notice_folder;
mod place;
pub mod plan_document;
pub mod plan_files;
pub mod plan_folder;
pub mod plan_json;
pub mod published;
pub mod recruit_folder;
pub mod retasks;
pub mod row;
pub mod rows;
pub mod run;
pub mod store;
pub mod summary;
pub mod sweep_folder;
pub mod table;
mod unnumbered;
pub mod visits;
pub mod years_folder;
