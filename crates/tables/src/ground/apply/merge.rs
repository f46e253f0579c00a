//! A school goes up in another: pupils, classes, boarders, posts and teachers go over, the old school is closed.
//!
//! What the other tables say of the closed school follows: its teachers' years at the school go on, wishes and pins that named
//! it name the merged school, its journeys and its rows of needs go, and what is foreseen for it is added to what is foreseen,
//! or is so today, at the other. Beds belong to a building and do not go over.

use super::Patch;
use super::scale::grade;
use crate::spread::spread;
use lungang_domain::finding::{Finding, Place};
use lungang_policies::scenario::Said;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of a school that add up.
const SUMS: [&str; 5] = ["boarding", "establishment", "posts_senior", "posts_intermediate", "staff"];

/// A merger under way.
struct Merger<'a> {
    /// Id of the school that is closed.
    old: String,
    /// Id of the school that it goes up in.
    new: String,
    /// Stage of the old one, to be stated where the new one has both.
    stage: Option<&'static str>,
    place: &'a Place,
}

impl Patch<'_> {
    /// `school` goes up in `into`.
    pub(super) fn merge(&mut self, school: &Said, into: &Said, place: &Place) {
        let name = Said { text: "schools".to_owned(), place: place.clone() };
        let Some(at) = self.table(&name) else { return };
        let (Some(old), Some(new)) = (self.school(at, school), self.school(at, into)) else { return };
        if old == new {
            return self
                .findings
                .push(Finding::error("merge-with-itself", into.place.clone()).with("school", &into.text));
        }
        let (from, to) = (self.named(at, old, "stage"), self.named(at, new, "stage"));
        let stage = match (from.as_str(), to.as_str()) {
            ("primary" | "teaching_point", "primary" | "teaching_point") | ("junior", "junior") => None,
            ("primary" | "teaching_point", "nine_year") => Some("primary"),
            ("junior", "nine_year") => Some("junior"),
            ("nine_year", "nine_year") => None,
            _ => {
                let finding = Finding::error("merge-other-stage", into.place.clone()).with("school", &into.text);
                return self.findings.push(
                    finding
                        .with("stage", format!("@stage.{to}"))
                        .with("closed", &school.text)
                        .with("old_stage", format!("@stage.{from}")),
                );
            }
        };
        let merger =
            Merger { old: self.named(at, old, "school_id"), new: self.named(at, new, "school_id"), stage, place };
        self.merge_projections(at, (old, new), &merger);
        for column in SUMS {
            if let Some(n) = self.number(at, old, column) {
                let sum = n + self.number(at, new, column).unwrap_or(0);
                self.set_named(at, new, column, &sum.to_string(), place);
            }
        }
        for column in ["pupils", "classes"] {
            self.merge_counts(at, (old, new), column, place);
        }
        let keep: Vec<bool> = (0..self.tables.list[at].len()).map(|row| row != old).collect();
        self.keep(at, &keep);
        self.rename("schools", "central_school", &merger);
        self.merge_people(&merger);
        self.merge_lists(&merger);
    }

    /// Pupils or classes of both; where only the merged school states grades, the other's are spread over its own.
    fn merge_counts(&mut self, at: usize, (old, new): (usize, usize), column: &str, place: &Place) {
        let Some(more) = self.total(at, old, column) else { return };
        let grades = self.grades(at, new, column);
        if let Some(mut sum) = grades {
            let theirs = self.grades(at, old, column).unwrap_or_else(|| self.over_grades(at, old, more));
            sum.iter_mut().zip(theirs).for_each(|(n, m)| *n += m);
            for (g, n) in sum.into_iter().enumerate().filter(|(_, n)| *n != 0) {
                self.set_named(at, new, &grade(column, g), &n.to_string(), place);
            }
        }
        match self.number(at, new, column) {
            Some(n) => self.set_named(at, new, column, &(n + more).to_string(), place),
            None if grades.is_none() => self.set_named(at, new, column, &more.to_string(), place),
            None => {}
        }
    }

    /// A number spread over the grades that a school has classes in, else over all of its stage.
    fn over_grades(&self, at: usize, row: usize, total: i64) -> [i64; 9] {
        let stage = match self.named(at, row, "stage").as_str() {
            "junior" => [0, 0, 0, 0, 0, 0, 1, 1, 1],
            "nine_year" => [1; 9],
            _ => [1, 1, 1, 1, 1, 1, 0, 0, 0],
        };
        let weights = self.grades(at, row, "classes").filter(|g| g.iter().any(|n| *n > 0)).unwrap_or(stage);
        let parts = spread(total, &weights);
        std::array::from_fn(|g| parts.get(g).copied().unwrap_or(0))
    }

    /// Every cell of a column that names the old school names the new one.
    fn rename(&mut self, table: &str, column: &str, merger: &Merger<'_>) -> Vec<usize> {
        let Some(at) = self.at(table) else { return Vec::new() };
        let rows: Vec<usize> =
            (0..self.tables.list[at].len()).filter(|row| self.named(at, *row, column) == merger.old).collect();
        for row in &rows {
            self.set_named(at, *row, column, &merger.new, merger.place);
        }
        rows
    }

    /// Drops the rows of a table that fail.
    fn drop_rows(&mut self, table: &str, keep: impl Fn(&Patch<'_>, usize, usize) -> bool) {
        let Some(at) = self.at(table) else { return };
        let keep: Vec<bool> = (0..self.tables.list[at].len()).map(|row| keep(self, at, row)).collect();
        self.keep(at, &keep);
    }

    fn merge_people(&mut self, merger: &Merger<'_>) {
        let moved = self.rename("teachers", "school_id", merger);
        if let (Some(at), Some(stage)) = (self.at("teachers"), merger.stage) {
            for row in moved {
                if self.named(at, row, "stage").is_empty() {
                    self.set_named(at, row, "stage", stage, merger.place);
                }
            }
        }
    }

    fn merge_lists(&mut self, merger: &Merger<'_>) {
        // A school is not its own central school.
        if let Some(at) = self.at("schools") {
            let own = (0..self.tables.list[at].len()).find(|row| {
                self.named(at, *row, "school_id") == merger.new && self.named(at, *row, "central_school") == merger.new
            });
            if let Some(row) = own {
                self.set_named(at, row, "central_school", "", merger.place);
            }
        }
        let here: BTreeSet<String> = self.people_of(&merger.new);
        self.drop_rows("needs", |patch, at, row| patch.named(at, row, "school_id") != merger.old);
        self.drop_rows("scores", |patch, at, row| patch.named(at, row, "school_id") != merger.old);
        self.drop_rows("travel", |patch, at, row| {
            patch.named(at, row, "from") != merger.old && patch.named(at, row, "to") != merger.old
        });
        // One wish, the dearest, and one pin of a kind about the merged school are enough; those of its own teachers are met.
        for table in ["wishes", "pins"] {
            self.rename(table, "school_id", merger);
            let Some(at) = self.at(table) else { continue };
            let mut best: BTreeMap<(String, String), (i64, usize)> = BTreeMap::new();
            for row in 0..self.tables.list[at].len() {
                if self.named(at, row, "school_id") == merger.new {
                    let key = (self.named(at, row, "teacher_id"), self.named(at, row, "kind"));
                    let this = (self.number(at, row, "rank").unwrap_or(0), row);
                    let known = best.entry(key).or_insert(this);
                    *known = this.min(*known);
                }
            }
            self.drop_rows(table, |patch, at, row| {
                let key = (patch.named(at, row, "teacher_id"), patch.named(at, row, "kind"));
                let idle = matches!(key.1.as_str(), "" | "forbid") && here.contains(&key.0);
                patch.named(at, row, "school_id") != merger.new
                    || (!idle && best.get(&key).is_some_and(|(_, first)| *first == row))
            });
        }
        self.rename("published", "school_id", merger);
        self.rename("postings", "from_school", merger);
        self.rename("postings", "to_school", merger);
        self.drop_rows("postings", |patch, at, row| {
            patch.named(at, row, "from_school") != patch.named(at, row, "to_school")
        });
    }

    fn people_of(&self, school: &str) -> BTreeSet<String> {
        let Some(at) = self.at("teachers") else { return BTreeSet::new() };
        let rows = (0..self.tables.list[at].len()).filter(|row| self.named(at, *row, "school_id") == school);
        rows.map(|row| self.named(at, row, "teacher_id")).collect()
    }

    /// What is foreseen of the two schools becomes what is foreseen of one.
    fn merge_projections(&mut self, schools: usize, (old, new): (usize, usize), merger: &Merger<'_>) {
        let Some(at) = self.at("projections") else { return };
        for kind in ["pupils", "classes"] {
            let stated = |patch: &Patch<'_>, id: &str| -> BTreeMap<String, (usize, i64)> {
                let rows = 0..patch.tables.list[at].len();
                let rows = rows
                    .filter(|row| patch.named(at, *row, "school_id") == id && patch.named(at, *row, "kind") == kind);
                rows.filter_map(|row| {
                    Some((patch.named(at, row, "school_year"), (row, patch.number(at, row, "count")?)))
                })
                .collect()
            };
            let (theirs, ours) = (stated(self, &merger.old), stated(self, &merger.new));
            if theirs.is_empty() && ours.is_empty() {
                continue;
            }
            let graded = (0..self.tables.list[at].len()).any(|row| {
                let id = self.named(at, row, "school_id");
                (id == merger.old || id == merger.new) && !self.named(at, row, "grade").is_empty()
            });
            let nine = merger.stage.is_some() || self.named(schools, new, "stage") == "nine_year";
            if graded || nine {
                let finding = Finding::error("merge-projections", merger.place.clone()).with("school", &merger.old);
                return self.findings.push(finding.with("into", &merger.new));
            }
            let years: BTreeSet<String> = theirs.keys().chain(ours.keys()).cloned().collect();
            let mut a = self.total(schools, old, kind).unwrap_or(0);
            let mut b = self.total(schools, new, kind).unwrap_or(0);
            for year in years {
                a = theirs.get(&year).map_or(a, |(_, n)| *n);
                b = ours.get(&year).map_or(b, |(_, n)| *n);
                let row = ours.get(&year).or(theirs.get(&year)).map(|(row, _)| *row);
                if let Some(row) = row {
                    self.set_named(at, row, "count", &(a + b).to_string(), merger.place);
                    self.set_named(at, row, "school_id", &merger.new, merger.place);
                }
            }
            // What is left of the old school's is counted in the new one's.
            self.drop_rows("projections", |patch, at, row| {
                patch.named(at, row, "school_id") != merger.old || patch.named(at, row, "kind") != kind
            });
        }
        let recruits = self.rename("projections", "school_id", merger);
        if let Some(stage) = merger.stage {
            for row in recruits {
                self.set_named(at, row, "stage", stage, merger.place);
            }
        }
    }
}
