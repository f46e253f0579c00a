//! Pupils by grade, which a county keeps by part.

use lungang_domain::school::{Part, School};

/// The pupils of each part spread over its grades by classes, lower grades first: the parts keep their sums, which one
/// total for a nine-year school would lose.
pub(crate) fn pupils_by_grade(school: &School) -> [u32; 9] {
    let mut pupils = [0u32; 9];
    for part in Part::ALL {
        let classes = u64::from(school.classes_of(part));
        let total = u64::from(*school.pupils.get(part));
        let mut left = total;
        for grade in part.grades() {
            if let Some(share) = (total * u64::from(school.classes[grade])).checked_div(classes) {
                pupils[grade] = share as u32;
                left -= share;
            }
        }
        let mut open: Vec<usize> = part.grades().filter(|g| school.classes[*g] > 0).collect();
        if open.is_empty() {
            open.push(part.grades().start);
        }
        for at in 0..left as usize {
            pupils[open[at % open.len()]] += 1;
        }
    }
    pupils
}
