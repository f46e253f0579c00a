//! The command line as its users meet it: what is printed, where, and how it ends; in both languages, on good and bad input.

#[path = "../support/json_schema.rs"]
mod json_schema;
mod support;
#[path = "../support/xls.rs"]
#[allow(dead_code)]
mod xls;

mod alternatives;
mod audit;
mod balance;
mod certificate;
mod check;
mod compare;
mod convert;
mod diagnose;
mod disclose;
mod documents;
mod endings;
mod explain;
mod export;
mod folders;
mod forged;
mod formats;
mod frontier;
mod generate;
mod heads;
mod import;
mod import_answers;
mod import_clerk;
mod import_memory;
mod import_office;
mod import_scale;
mod import_statistics;
mod import_strangers;
mod import_system;
mod import_units;
mod import_words;
mod itinerant;
mod look;
mod lottery;
mod plan;
mod price;
mod private;
mod recruit;
mod replan;
mod report;
mod short_county;
mod shown;
mod trace;
mod two_way;
mod unchecked;
mod usage;
mod whatif;
mod whatif_killed;
mod worlds;
mod years;
