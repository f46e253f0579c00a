//! Names of rows: parts with dots between, every byte of an id outside `A-Za-z0-9_` written `%hh`.

use crate::reading::Reading;
use crate::required::Key;
use lungang_domain::id::{SchoolIx, TeacherIx};
use std::fmt::Write;

/// An id as a part of a name.
fn part(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02x}");
        }
    }
    out
}

/// `family.S01`
pub(super) fn school(reading: &Reading<'_>, family: &str, s: SchoolIx) -> String {
    format!("{family}.{}", part(&reading.county.school(s).id))
}

/// `family.T001`
pub(super) fn teacher(reading: &Reading<'_>, family: &str, t: TeacherIx) -> String {
    format!("{family}.{}", part(&reading.county.teacher(t).id))
}

/// `family.S01.primary.music`
pub(super) fn post(reading: &Reading<'_>, family: &str, at: usize) -> String {
    work(reading, family, reading.posts[at].key())
}

/// The same of any school, stage and subject.
pub(super) fn work(reading: &Reading<'_>, family: &str, (s, stage, subject): Key) -> String {
    let subject = reading.policy.subjects.get(subject.at()).map_or("", |k| k.id.as_str());
    format!("{}.{}.{}", school(reading, family, s), stage.name(), part(subject))
}

/// `family.S01.primary.music.S02`: a post, and the school of shared hours.
pub(super) fn way(reading: &Reading<'_>, family: &str, post_at: usize, hours: usize) -> String {
    let to = reading.shared.hours[hours].key.0;
    format!("{}.{}", post(reading, family, post_at), part(&reading.county.school(to).id))
}

/// `family.T001.T002`
pub(super) fn couple(reading: &Reading<'_>, family: &str, a: TeacherIx, b: TeacherIx) -> String {
    format!("{}.{}", teacher(reading, family, a), part(&reading.county.teacher(b).id))
}

/// `family.T001.T002.S01`
pub(super) fn couple_at(reading: &Reading<'_>, family: &str, a: TeacherIx, b: TeacherIx, s: SchoolIx) -> String {
    format!("{}.{}", couple(reading, family, a, b), part(&reading.county.school(s).id))
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_written_so_that_none_meets_another() {
        assert_eq!(super::part("T_01"), "T_01");
        assert_eq!(super::part("a.b-校"), "a%2eb%2d%e6%a0%a1");
    }
}
