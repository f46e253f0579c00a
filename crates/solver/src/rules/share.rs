//! Shares of the moves down, as integer rows: Σ_counted x ≥ (p/q) · Σ_down x becomes q·Σ_counted x − p·Σ_down x ≥ 0.

use super::Entries;
use crate::model::program::Range;
use crate::model::rows::{About, RowIx, Rows};
use crate::model::world::World;
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;

/// The sentence of the row that counts.
pub(crate) const COUNTED: &str = "counted";

/// A row that asks for a share of the moves down, and one that counts those who make it up and always holds: a relaxation may
/// have 90.4 of them, plans have 90 or 91, and the search takes these apart by the row.
pub(super) struct ShareOfDown {
    row: RowIx,
    count: RowIx,
    /// The share as a reduced fraction.
    fraction: (i64, i64),
}

impl ShareOfDown {
    /// States the row; one unit of breach is one person more among those counted.
    pub(super) fn state(world: &World<'_>, rows: &mut Rows, name: RuleName, mode: Mode, share: Decimal) -> Self {
        let fraction = share.fraction();
        let row = rows.add(name, "", About::County, Range::at_least(0));
        rows.give_way(name, mode, row, fraction.1, world.county.teachers.len() as i64);
        let count = rows.add(name, COUNTED, About::County, Range::at_least(0));
        ShareOfDown { row, count, fraction }
    }

    /// The entry of a move, counted whichever post it leads to, or not counted.
    pub(super) fn leaving(&self, counted: bool, direction: Direction, out: &mut Entries) {
        let (p, q) = self.fraction;
        if direction == Direction::Down {
            out.push((self.row.0, if counted { q - p } else { -p }));
            out.extend(counted.then_some((self.count.0, 1)));
        }
    }

    /// What a move that is not counted as it leaves adds where its post makes it count.
    pub(super) fn counted(&self, out: &mut Entries) {
        out.extend([(self.row.0, self.fraction.1), (self.count.0, 1)]);
    }

    /// The most that [`ShareOfDown::counted`] is worth.
    pub(super) fn lift(&self, prices: &[i128]) -> i128 {
        (prices[self.row.0 as usize] * i128::from(self.fraction.1) + prices[self.count.0 as usize]).max(0)
    }
}
