//! Data frames: the rows of runs as Parquet, and sweeps in groups.

mod groups;
mod spread;

pub use groups::Groups;
pub use spread::{Observed, Ranks, spreads};

fn refused(error: polars::error::PolarsError) -> std::io::Error {
    std::io::Error::other(error.to_string())
}
