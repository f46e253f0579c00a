//! The schools table → schools.

use super::row::Row;
use super::{Context, Ids, place, school_checks};
use crate::names::Named;
use crate::schema::name_key;
use crate::table::{Col, Table};
use lungang_domain::finding::{Findings, Severity};
use lungang_domain::id::SchoolIx;
use lungang_domain::school::{Area, ByPart, Part, School, SchoolStage, Tier};
use std::collections::BTreeMap;

/// The columns whose cells are checked against one another.
pub(super) struct Cols {
    pub pupils: Col,
    pub classes: Col,
    pub pupils_by_grade: [Col; 9],
    pub classes_by_grade: [Col; 9],
    pub boarding: Col,
    pub beds: Col,
    pub central: Col,
    pub posts_senior: Col,
    pub alliance: Col,
}

/// Pupils or classes of a row as they are stated: a total, by grade, or both.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub total: Option<u32>,
    pub grades: Option<[u32; 9]>,
}

impl Counts {
    /// The total, from the grades where there is none.
    pub fn sum(&self) -> Option<u32> {
        self.total.or(self.grades.map(|g| g.iter().sum()))
    }
}

/// Reads the table; a row with an id always gives a school, so that others can refer to it.
pub(super) fn read(table: &Table, cx: &mut Context<'_>, findings: &mut Findings) -> Vec<School> {
    let [id, name, stage, area, tier, ownership] =
        table.cols(["school_id", "name", "stage", "area", "tier", "ownership"]);
    let [hardship, lon, lat, establishment, posts_intermediate] =
        table.cols(["hardship", "lon", "lat", "establishment", "posts_intermediate"]);
    let [beds_male, beds_female, township, staff] = table.cols(["beds_male", "beds_female", "township", "staff"]);
    let cols = Cols {
        pupils: table.col("pupils"),
        classes: table.col("classes"),
        pupils_by_grade: std::array::from_fn(|g| table.col(&format!("pupils_g{}", g + 1))),
        classes_by_grade: std::array::from_fn(|g| table.col(&format!("classes_g{}", g + 1))),
        boarding: table.col("boarding"),
        beds: table.col("beds"),
        central: table.col("central_school"),
        posts_senior: table.col("posts_senior"),
        alliance: table.col("alliance"),
    };
    let mut ids = Ids::new(id);
    let mut schools: Vec<School> = Vec::with_capacity(table.len());
    let mut rows = Vec::with_capacity(table.len());
    let mut centrals: Vec<(usize, String)> = Vec::new();
    for at in 0..table.len() {
        let mut found = Findings::default();
        let row = &mut Row::new(table, at, &mut found);
        let school_id = ids.check_doubled_id(row, table);
        let stated = row.choice(stage).and_then(stage_of);
        let (pupils, classes) = school_checks::counts(row, &cols, stated);
        let stage = stated.unwrap_or(SchoolStage::Primary);
        let school = School {
            name: row.text(name).or_else(|| school_id.clone()).unwrap_or_default(),
            id: school_id.clone().unwrap_or_default(),
            stage,
            area: row.choice(area).and_then(area_of).unwrap_or(Area::Rural),
            tier: row.choice(tier).and_then(tier_of).unwrap_or(Tier::Ordinary),
            public: row.choice(ownership) != Some("private"),
            pupils: split_pupils(stage, pupils, classes),
            classes: spread_classes(stage, classes),
            boarding: row.count(cols.boarding).unwrap_or(0),
            hardship: row.count(hardship).and_then(|h| u8::try_from(h).ok()).unwrap_or(0),
            alliance: row.text(cols.alliance),
            central_school: None,
            position: place::position(row, lon, lat),
            establishment: row.count(establishment),
            posts_senior: row.count(cols.posts_senior),
            posts_intermediate: row.count(posts_intermediate),
            beds: row.count(cols.beds),
            beds_male: row.count(beds_male),
            beds_female: row.count(beds_female),
            township: row.text(township),
            staff_reported: row.count(staff),
        };
        let central = row.id(cols.central);
        school_checks::check_row(row, &cols, &school, pupils.sum().is_some());
        // Of a private school only what cannot be read is told: nothing else of it counts.
        if !school.public {
            found.retain(|f| f.severity == Severity::Error);
        }
        findings.extend(found);
        if school_id.is_some() {
            let ix = SchoolIx::new(schools.len());
            cx.doubts.stage.extend(stated.is_none().then_some(ix));
            cx.doubts.pupils.extend(pupils.sum().is_none().then_some(ix));
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

fn stage_of(name: &str) -> Option<SchoolStage> {
    use SchoolStage::*;
    [Primary, Junior, NineYear, TeachingPoint].into_iter().find(|s| s.name() == name)
}

fn area_of(name: &str) -> Option<Area> {
    Some(match name {
        "urban" => Area::Urban,
        "town" => Area::Town,
        "rural" => Area::Rural,
        _ => return None,
    })
}

fn tier_of(name: &str) -> Option<Tier> {
    Some(match name {
        "quality" => Tier::Quality,
        "ordinary" => Tier::Ordinary,
        "weak" => Tier::Weak,
        _ => return None,
    })
}
