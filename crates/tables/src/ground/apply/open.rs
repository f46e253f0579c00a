//! A school is opened: a row more, with pupils and classes that another school gives up, and teachers who go over.

use super::Patch;
use super::scale::grade;
use crate::schema;
use lungang_domain::finding::{Finding, Place};
use lungang_policies::scenario::{Rows, Said};

impl Patch<'_> {
    /// Opens a school. Its pupils and classes leave `from`, where that is stated; its teachers begin on the first day of the
    /// school year.
    pub(super) fn open(&mut self, school: &[(Said, Said)], from: Option<&Said>, teachers: &[Said], place: &Place) {
        let name = Said { text: "schools".to_owned(), place: place.clone() };
        let Some(spec) = schema::table("schools") else { return };
        let columns: Vec<Option<usize>> = school.iter().map(|(column, _)| self.column(spec, column)).collect();
        let Some(at) = self.table(&name) else { return };
        let giver = match from {
            Some(id) => match self.school(at, id) {
                Some(row) => Some(row),
                None => return,
            },
            None => None,
        };
        if columns.iter().any(Option::is_none) {
            return;
        }
        let (at, row) = self.new_row(spec, place);
        for (c, (_, value)) in columns.into_iter().flatten().zip(school) {
            self.set(at, row, c, &value.text, &value.place);
        }
        let id = self.named(at, row, "school_id");
        if let (Some(giver), Some(from)) = (giver, from) {
            for column in ["pupils", "classes"] {
                let (Some(more), Some(had)) = (self.total(at, row, column), self.total(at, giver, column)) else {
                    continue;
                };
                let grades = self.grades(at, row, column).zip(self.grades(at, giver, column));
                let left = grades.map(|(more, had)| std::array::from_fn::<i64, 9, _>(|g| had[g] - more[g]));
                if more > had || left.is_some_and(|left| left.iter().any(|n| *n < 0)) {
                    let finding = Finding::error("open-takes-too-many", from.place.clone()).with("school", &from.text);
                    self.findings.push(finding.with("column", column).with("more", more).with("had", had));
                } else if let Some(left) = left {
                    // Both say in which grades.
                    for (g, n) in left.into_iter().enumerate() {
                        self.set_named(at, giver, &grade(column, g), &n.to_string(), &from.place);
                    }
                    if self.number(at, giver, column).is_some() {
                        self.set_named(at, giver, column, &(had - more).to_string(), &from.place);
                    }
                } else {
                    self.put_total(at, giver, column, had - more, &from.place);
                }
            }
        }
        self.teachers_go(teachers, &id, place);
    }

    fn teachers_go(&mut self, teachers: &[Said], school: &str, place: &Place) {
        let name = Said { text: "teachers".to_owned(), place: place.clone() };
        if teachers.is_empty() {
            return;
        }
        let Some(at) = self.table(&name) else { return };
        let begins = self.tables.school_year.first_day().to_string();
        for teacher in teachers {
            let of = Rows {
                table: Said { text: "teachers".to_owned(), place: teacher.place.clone() },
                row: Some(teacher.clone()),
                wanted: Vec::new(),
            };
            if let Some(row) = self.one(at, &of) {
                self.set_named(at, row, "school_id", school, &teacher.place);
                self.set_named(at, row, "joined_school", &begins, &teacher.place);
            }
        }
    }
}
