//! What a cell says of a day, for those who read cells that are in no table yet.

use crate::cells::{self, Fault};
use crate::raw::Cell;
use jiff::civil::Date;

/// A day, or a month that leaves the day open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The day, or the first of the month.
    pub first: Date,
    /// Whether only the month is written.
    pub whole_month: bool,
}

/// Why a cell gives no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is empty.
    Empty,
    /// It may be January, or an October that has lost its nought: the number 2019.1.
    Ambiguous,
    /// It holds something else.
    Wrong,
}

/// The day that a cell of a table of a county would mean.
///
/// ```
/// use lungang_tables::dates::{Unread, read};
/// use lungang_tables::raw::Cell;
/// let month = read(&Cell::Text("2019年9月".to_owned())).expect("a month");
/// assert!(month.whole_month && month.first.to_string() == "2019-09-01");
/// assert_eq!(read(&Cell::Text("2019.1".to_owned())), Err(Unread::Ambiguous));
/// ```
///
/// # Errors
/// Where the cell is empty, may be January or October, or holds something else.
pub fn read(cell: &Cell) -> Result<Written, Unread> {
    match cells::moment(cell) {
        Ok(moment) => Ok(Written { first: moment.first, whole_month: moment.whole_month }),
        Err(Fault::Empty) => Err(Unread::Empty),
        Err(Fault::Ambiguous) => Err(Unread::Ambiguous),
        Err(Fault::Wrong | Fault::Rounded | Fault::Identity) => Err(Unread::Wrong),
    }
}
