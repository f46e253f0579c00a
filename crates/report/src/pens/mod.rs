//! The pens: each draws any block in its own form, and nothing else knows that form.
//!
//! ```text
//! text    columns for the terminal, padded by the width of Chinese characters
//! html    a page that opens without a network; text enters it only escaped
//! xlsx    sheets of a workbook; numbers and days stay what they are, nothing is a formula
//! csv     a table for machines and spreadsheets
//! ```

pub mod csv;
pub mod html;
pub mod text;
pub mod xlsx;
