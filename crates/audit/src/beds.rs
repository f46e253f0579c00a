//! Beds at schools that state no figure, or one for a single sex (`housing.unknown`).

use lungang_domain::policy::{BedsUnknown, Policy};
use lungang_domain::school::School;

/// The figure that stands in where none is stated; `None` where nothing stands in.
pub(crate) fn without_figure(policy: &Policy) -> Option<u32> {
    let unknown = policy.rules.housing.unknown.as_ref().map(|unknown| unknown.value);
    (unknown == Some(BedsUnknown::None)).then_some(0)
}

/// A school that says nothing of beds: one figure stands in for everybody.
pub(crate) fn nothing_stated(school: &School) -> bool {
    school.beds.is_none() && school.beds_male.is_none() && school.beds_female.is_none()
}

/// A school that states the beds of one sex alone: the figure stands in for the other.
pub(crate) fn one_sex_stated(school: &School) -> bool {
    school.beds.is_none() && school.beds_male.is_some() != school.beds_female.is_some()
}
