//! In a program without data frames what-ifs are not compared.

use super::CompareError;
use lungang_domain::comparison::Point;
use lungang_results::sweep_folder::Joined;

/// No points, where no what-if is compared.
///
/// # Errors
/// One is.
pub fn points(sweeps: &[Joined]) -> Result<Vec<Point>, CompareError> {
    if sweeps.is_empty() { Ok(Vec::new()) } else { Err(CompareError::NoFrames) }
}
