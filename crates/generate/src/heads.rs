//! Since when principals and deputies hold their offices, where that is asked for.

use super::SCHOOL_YEAR;
use super::stream::Stream;
use jiff::civil::date;
use lungang_domain::county::CountyParts;
use lungang_domain::teacher::Role;

/// Gives heads the first day in the office: up to ten years ago, never before they joined the school; of one in twenty nobody knows.
///
/// Drawn from a stream of its own: the county is otherwise the same.
pub fn give_offices(parts: &mut CountyParts, seed: u64) {
    let year = parts.school_year.unwrap_or(SCHOOL_YEAR).0;
    let mut s = Stream::new(seed, "heads");
    for teacher in parts.teachers.iter_mut().filter(|t| matches!(t.role, Role::Principal | Role::VicePrincipal)) {
        let (known, years) = (!s.percent(5), s.between(0, 10));
        let since = date(year - i16::try_from(years).unwrap_or(0), 9, 1).max(teacher.joined);
        teacher.office_since = known.then_some(since);
    }
}
