//! What the screens of the desk show: sections and lists as HTML for a page that has a frame of its own, and the same lists as
//! workbooks. The tables are those of the commands; a screen lays them out and decides nothing.
//!
//! ```text
//! listing    a table that is sorted, shown in parts and downloaded whole
//! plan       a plan, a comparison, an answer, a diagnosis, a notice → sections
//! county     findings, establishment, people → listings
//! imported   what an import made of an office's files → sections
//! by_hand    what a change by hand breaks → sentences
//! person     what the tables and a plan say of one teacher → sections
//! ```

mod by_hand;
mod county;
mod imported;
mod listing;
mod person;
mod plan;

pub use crate::pens::html::{Address, ECHARTS as CHARTS, Fragment, SCRIPT as DRAW, Sorted};
pub use crate::pens::xlsx::XlsxError;
pub use by_hand::{ByHand, by_hand, choice};
pub use county::{Choice, People, establishment, people, problems};
pub use imported::{import_causes, imported};
pub use listing::{Listing, workbook};
pub use person::{Decision, decision, facts};
pub use plan::{comparison, diagnosis, explanation, notice, plan};
