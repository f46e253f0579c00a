//! The schools table → schools.

use super::row::Row;
use super::{Context, Ids, People, school_checks};
use crate::names::Named;
use crate::schema::{SCHOOLS, name_key};
use crate::table::{Col, Table};
use lungang_domain::finding::{Findings, Severity};
use lungang_domain::id::SchoolIx;
use lungang_domain::school::{ByPart, Part, School, SchoolStage};
use std::collections::BTreeMap;

/// The columns whose cells are checked against one another.
pub(super) struct Cols {
    pub pupils: Col,
    pub classes: Col,
    pub boarding: Col,
    pub beds: Col,
    pub central: Col,
    pub posts_senior: Col,
    pub alliance: Col,
}

/// Pupils or classes of a row as they are stated: a total, by grade, or both.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub total: Option<u32>,
    pub grades: Option<[u32; 9]>,
}

impl Counts {
    /// The total, from the grades where there is none.
    pub fn sum(&self) -> Option<u32> {
        self.total.or(self.grades.map(|g| g.iter().sum()))
    }
}

/// What a row becomes: a school, but for what follows from more than one cell.
pub(crate) struct SchoolDraft {
    /// The school; its stage, pupils and classes are those of the other fields.
    pub school: School,
    /// Its stage, where it is known.
    pub stage: Option<SchoolStage>,
    /// Pupils as they are stated.
    pub pupils: Counts,
    /// Classes as they are stated.
    pub classes: Counts,
    /// The word for its central school.
    pub central: Option<String>,
}

impl SchoolDraft {
    fn new(id: Option<&str>) -> SchoolDraft {
        let school = School::new(id.unwrap_or_default(), SchoolStage::Primary);
        SchoolDraft { school, stage: None, pupils: Counts::default(), classes: Counts::default(), central: None }
    }

    /// The school with what stage, pupils and classes say together.
    fn school(self) -> School {
        let stage = self.stage.unwrap_or(SchoolStage::Primary);
        let pupils = split_pupils(stage, self.pupils, self.classes);
        School { stage, pupils, classes: spread_classes(stage, self.classes), ..self.school }
    }
}

/// Reads the table; a row with an id always gives a school, so that others can refer to it.
pub(super) fn read(table: &Table, cx: &mut Context<'_>, findings: &mut Findings) -> Vec<School> {
    let [id, lon] = table.cols(["school_id", "lon"]);
    let cols = Cols {
        pupils: table.col("pupils"),
        classes: table.col("classes"),
        boarding: table.col("boarding"),
        beds: table.col("beds"),
        central: table.col("central_school"),
        posts_senior: table.col("posts_senior"),
        alliance: table.col("alliance"),
    };
    let [first, rest, last] = SCHOOLS.order(&["stage", "pupils", "classes"], &["central_school"]);
    let mut ids = Ids::new(id);
    let mut schools: Vec<School> = Vec::with_capacity(table.len());
    let mut rows = Vec::with_capacity(table.len());
    let mut centrals: Vec<(usize, String)> = Vec::new();
    for at in 0..table.len() {
        let mut found = Findings::default();
        let row = &mut Row::new(table, at, &mut found);
        let school_id = ids.check_doubled_id(row, table);
        let mut draft = SchoolDraft::new(school_id.as_deref());
        let against = cx.against(People::NOBODY);
        SCHOOLS.read(&first, row, against, &mut draft);
        school_checks::check_counts(row, &cols, &draft, &cx.policy.staffing);
        SCHOOLS.read(&rest, row, against, &mut draft);
        SCHOOLS.read(&last, row, against, &mut draft);
        let (stated, pupils) = (draft.stage, draft.pupils.sum());
        let central = draft.central.take();
        let school = draft.school();
        school_checks::check_row(row, &cols, &school, pupils.is_some());
        // Of a private school only what cannot be read is told: nothing else of it counts.
        if !school.public {
            found.retain(|f| f.severity == Severity::Error);
        }
        findings.extend(found);
        if school_id.is_some() {
            let ix = SchoolIx::new(schools.len());
            cx.doubts.stage.extend(stated.is_none().then_some(ix));
            cx.doubts.pupils.extend(pupils.is_none().then_some(ix));
            centrals.extend(central.map(|c| (schools.len(), c)));
            schools.push(school);
            rows.push(at);
        }
    }
    one_spelling(&mut schools);
    cx.index_schools(&schools, &rows);
    for (at, central) in centrals {
        let row = &mut Row::new(table, rows[at], findings);
        let named = cx.named_school(row, cols.central, &central);
        if named == Named::Nobody {
            super::check_unknown_school(row, cols.central, &central, &cx.school_ids);
        }
        let found = named.one().map(SchoolIx::new);
        schools[at].central_school =
            found.filter(|c| school_checks::check_own_central_school(row, &cols, *c == SchoolIx::new(at)));
    }
    school_checks::check_alliance_of_one(table, &cols, &schools, &rows, findings);
    school_checks::check_far_away(table, lon, &schools, &rows, findings);
    schools
}

/// Alliances and townships are what their names say: those that differ in width or blanks alone are one, written as the
/// first of the spellings in order.
fn one_spelling(schools: &mut [School]) {
    let columns: [fn(&mut School) -> &mut Option<String>; 2] = [|s| &mut s.alliance, |s| &mut s.township];
    for get in columns {
        let mut spelling: BTreeMap<String, String> = BTreeMap::new();
        for name in schools.iter_mut().filter_map(|s| get(s).clone()) {
            let known = spelling.entry(name_key(&name)).or_insert_with(|| name.clone());
            if name < *known {
                *known = name;
            }
        }
        for name in schools.iter_mut().filter_map(|s| get(s).as_mut()) {
            if let Some(known) = spelling.get(&name_key(name)) {
                name.clone_from(known);
            }
        }
    }
}

/// Classes by grade; a total is spread evenly over the grades of the stage, lower grades first.
fn spread_classes(stage: SchoolStage, classes: Counts) -> [u32; 9] {
    if let Some(grades) = classes.grades {
        return grades;
    }
    let mut spread = [0; 9];
    let (total, grades) = (classes.total.unwrap_or(0), grades_of(stage));
    let count = grades.len() as u32;
    for (at, grade) in (0u32..).zip(grades) {
        spread[grade] = total / count + u32::from(at < total % count);
    }
    spread
}

/// Pupils by part; a nine-year school's total is split as its classes are, or by grades where those are a total too.
fn split_pupils(stage: SchoolStage, pupils: Counts, classes: Counts) -> ByPart<u32> {
    let sum = |part: Part, grades: &[u32; 9]| grades[part.grades()].iter().sum::<u32>();
    if let Some(grades) = pupils.grades {
        return ByPart { primary: sum(Part::Primary, &grades), junior: sum(Part::Junior, &grades) };
    }
    let total = pupils.total.unwrap_or(0);
    match stage {
        SchoolStage::Primary | SchoolStage::TeachingPoint => ByPart { primary: total, junior: 0 },
        SchoolStage::Junior => ByPart { primary: 0, junior: total },
        SchoolStage::NineYear => {
            let (of, all) = match classes.grades.map(|g| (sum(Part::Junior, &g), g.iter().sum::<u32>())) {
                Some((junior, all)) if all > 0 => (junior, all),
                _ => (3, 9),
            };
            let junior = (u64::from(total) * u64::from(of) / u64::from(all)) as u32;
            ByPart { primary: total - junior, junior }
        }
    }
}

/// Grades of a stage, as positions 0-8.
pub(super) fn grades_of(stage: SchoolStage) -> std::ops::Range<usize> {
    match stage {
        SchoolStage::Primary | SchoolStage::TeachingPoint => 0..6,
        SchoolStage::Junior => 6..9,
        SchoolStage::NineYear => 0..9,
    }
}
