//! The tide of pupils: what the grades of this year tell of the years to come.
//!
//! A grade moves up where it is. Those whose school ends with it go to the schools that have the next grade, of their township where
//! it has one, else of the county, as these share that grade today. Of those who are not at school yet no table of the statistics
//! says anything: as many begin each year as this year, where the office agrees to it. Nobody moves away and nobody stays down.

use crate::desk::Desk;
use crate::draft::{Draft, DraftRow};
use crate::question::{Allowed, NOT_USED, Question};
use crate::read;
use crate::schools::Schools;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Place};
use lungang_domain::school::Part;
use lungang_domain::sentence::Sentence;
use lungang_tables::spread::spread;

/// How far this year's pupils tell something: its first grade is the last that leaves the primary school.
const YEARS: i16 = 6;

/// A school's grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grades {
    /// Its township, where it is known.
    pub township: Option<String>,
    /// Pupils by grade.
    pub pupils: [u32; 9],
    /// Classes by grade, where they are known.
    pub classes: Option<[u32; 9]>,
}

/// The schools a year later; `now` are those of the year that the statistics are of.
pub fn next(schools: &[Grades], now: &[Grades]) -> Vec<Grades> {
    let has = |at: usize, grade: usize| {
        let own = &now[at];
        own.pupils[grade] > 0 || own.classes.is_some_and(|classes| classes[grade] > 0)
    };
    let mut later = schools.to_vec();
    for grade in 0..9 {
        let coming = if grade == 0 { vec![0; schools.len()] } else { incoming(schools, now, grade, &has) };
        for (at, school) in later.iter_mut().enumerate() {
            let stays = grade > 0 && has(at, grade - 1) && has(at, grade);
            let own = if stays { schools[at].pupils[grade - 1] } else { 0 };
            school.pupils[grade] = if grade == 0 { now[at].pupils[0] } else { own.saturating_add(coming[at]) };
            let (Some(classes), Some(before), Some(first)) =
                (&mut school.classes, &schools[at].classes, &now[at].classes)
            else {
                continue;
            };
            classes[grade] = match grade {
                0 => first[0],
                _ if coming[at] == 0 => {
                    if stays {
                        before[grade - 1]
                    } else {
                        0
                    }
                }
                // As large as the classes of that grade are today.
                _ => {
                    let all = u64::from(school.pupils[grade]) * u64::from(first[grade]);
                    let of = u64::from(now[at].pupils[grade].max(1));
                    u32::try_from(all.div_ceil(of)).unwrap_or(u32::MAX)
                }
            };
        }
    }
    later
}

/// Those who come to each school from schools that end with the grade before.
fn incoming(schools: &[Grades], now: &[Grades], grade: usize, has: &dyn Fn(usize, usize) -> bool) -> Vec<u32> {
    let receives = |at: &usize| now[*at].pupils[grade] > 0;
    let mut coming = vec![0_u32; schools.len()];
    let mut pools: Vec<(Vec<usize>, u32)> = Vec::new();
    for school in schools.iter().enumerate().filter(|(at, _)| !has(*at, grade)).map(|(_, school)| school) {
        let near = |other: &usize| school.township.is_some() && now[*other].township == school.township;
        let all: Vec<usize> = (0..schools.len()).filter(receives).collect();
        let own: Vec<usize> = all.iter().copied().filter(near).collect();
        let to = if own.is_empty() { all } else { own };
        let leavers = school.pupils[grade - 1];
        match pools.iter_mut().find(|(known, _)| *known == to) {
            Some((_, sum)) => *sum = sum.saturating_add(leavers),
            None => pools.push((to, leavers)),
        }
    }
    for (to, leavers) in pools {
        let weights: Vec<u32> = to.iter().map(|at| now[*at].pupils[grade]).collect();
        for (at, n) in to.iter().zip(shared(leavers, &weights)) {
            coming[*at] = coming[*at].saturating_add(n);
        }
    }
    coming
}

/// Children who come from elsewhere, by the weights of where they go; where nothing weighs, nobody goes.
fn shared(whole: u32, weights: &[u32]) -> Vec<u32> {
    if weights.iter().all(|weight| *weight == 0) {
        return vec![0; weights.len()];
    }
    let weights: Vec<i64> = weights.iter().copied().map(i64::from).collect();
    spread(i64::from(whole), &weights).into_iter().map(|part| u32::try_from(part).unwrap_or(0)).collect()
}

/// The table of projections that the statistics of this year tell, once it is known how many begin; nothing where there are none.
pub fn draft(
    schools: &Schools,
    stated: Option<i16>,
    planned: Option<SchoolYear>,
    desk: &mut Desk<'_>,
) -> Option<Draft> {
    if schools.counted.is_empty() {
        return None;
    }
    let place = schools.counted.values().next().map(|c| c.place.clone()).unwrap_or_default();
    let mut question = Question::new("tide.first-grade", "tide").suggest(Some("same".to_owned()));
    question.options = vec![Allowed::labelled("same", Sentence::plain("import.option.tide-same")), read::not_used()];
    let answer = desk.ask(question.about(schools.rows.len(), [Place { row: None, ..place.clone() }]))?;
    // While it is not settled which figures count, nobody can say what they tell.
    if desk.is_open() || answer == NOT_USED {
        return None;
    }
    let silent: Vec<&str> =
        (0..schools.rows.len()).filter(|at| grades(schools, *at).is_none()).map(|at| schools.name(at)).collect();
    if !silent.is_empty() {
        let finding = Finding::warning("import-tide-incomplete", Place { row: None, ..place });
        desk.findings.push(finding.with("count", silent.len()).with("schools", crate::counts::some(&silent)));
        return None;
    }
    let planned = planned?;
    let first = stated.unwrap_or(planned.0);
    if stated.is_some_and(|year| year != planned.0) {
        let finding = Finding::warning("import-statistics-year", Place { row: None, ..place });
        desk.findings.push(finding.with("stated", SchoolYear(first).label()).with("planned", planned.label()));
    }
    let now: Vec<Grades> = (0..schools.rows.len()).filter_map(|at| grades(schools, at)).collect();
    let mut then = now.clone();
    let mut rows = Vec::new();
    for step in 1..=YEARS {
        then = next(&then, &now);
        // Of which year the figures are counts; what is planned has them as they stand.
        let year = SchoolYear(first.saturating_add(step));
        if year.0 > planned.0 {
            then.iter().enumerate().for_each(|(at, one)| rows.extend(foreseen(schools, at, one, year)));
        }
    }
    Some(Draft { table: "projections", rows })
}

/// The grades of a school; nothing where not all of its stage are stated.
fn grades(schools: &Schools, at: usize) -> Option<Grades> {
    let row = &schools.rows[at];
    let number = |column: String| row.text(&column).and_then(|text| text.parse::<u32>().ok());
    let parts = parts(row)?;
    // A point with two grades states no others; that none is lacking their sum says.
    let of = |stem: &str| {
        let mut all = [0; 9];
        for grade in parts.iter().flat_map(|part| part.grades()) {
            all[grade] = number(format!("{stem}_g{}", grade + 1)).unwrap_or(0);
        }
        (number(stem.to_owned()).map(u64::from) == Some(all.iter().map(|n| u64::from(*n)).sum())).then_some(all)
    };
    Some(Grades { township: row.text("township").map(str::to_owned), pupils: of("pupils")?, classes: of("classes") })
}

fn parts(row: &DraftRow) -> Option<Vec<Part>> {
    Some(match row.text("stage")? {
        "junior" => vec![Part::Junior],
        "nine_year" => vec![Part::Primary, Part::Junior],
        _ => vec![Part::Primary],
    })
}

/// The rows of a school in a later year.
fn foreseen(schools: &Schools, at: usize, then: &Grades, year: SchoolYear) -> Vec<DraftRow> {
    let mut rows = Vec::new();
    let row = |kind: &str, part: Part, count: u32| {
        let mut made = DraftRow::default();
        made.put("school_year", year.label(), None);
        made.put("kind", kind, None);
        made.put("school_id", schools.id(at), None);
        made.put("stage", part.name(), None);
        made.put("count", count.to_string(), None);
        made
    };
    for part in parts(&schools.rows[at]).unwrap_or_default() {
        rows.push(row("pupils", part, part.grades().fold(0, |sum: u32, g| sum.saturating_add(then.pupils[g]))));
        for grade in then.classes.iter().flat_map(|_| part.grades()) {
            let mut made = row("classes", part, then.classes.map_or(0, |classes| classes[grade]));
            made.put("grade", (grade + 1).to_string(), None);
            rows.push(made);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn school(township: &str, pupils: [u32; 9], classes: [u32; 9]) -> Grades {
        Grades { township: Some(township.to_owned()), pupils, classes: Some(classes) }
    }

    #[test]
    fn grades_move_up_and_leavers_go_where_the_next_grade_is() {
        let now = [
            // A point of two grades, its central school, a nine-year school of another township, a junior school of the county.
            school("柳河镇", [10, 8, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0, 0]),
            school("柳河镇", [40, 41, 50, 44, 45, 46, 0, 0, 0], [1, 1, 1, 1, 1, 1, 0, 0, 0]),
            school("青山乡", [20, 21, 22, 23, 24, 25, 30, 31, 32], [1; 9]),
            school("城关镇", [0, 0, 0, 0, 0, 0, 90, 80, 70], [0, 0, 0, 0, 0, 0, 2, 2, 2]),
        ];
        let then = next(&now, &now);
        // The eight of the point's second grade are in the central school's third: 41 + 8, one class of 50 today.
        assert_eq!(then[0].pupils, [10, 10, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(
            (then[1].pupils, then[1].classes),
            ([40, 40, 49, 50, 44, 45, 0, 0, 0], Some([1, 1, 1, 1, 1, 1, 0, 0, 0]))
        );
        // Of the 46 who leave the central school, no junior school of their township: 30 to 90 of the county's, 11.5 and 34.5.
        assert_eq!(then[2].pupils[6] + then[3].pupils[6], 25 + 46);
        assert_eq!((then[2].pupils[6], then[3].pupils[6]), (25 + 12, 34));
        assert_eq!(then[3].pupils[7..], [90, 80]);
        assert_eq!(then[3].classes, Some([0, 0, 0, 0, 0, 0, 1, 2, 2]));
        assert_eq!(then[2].classes.map(|c| c[6]), Some(2), "37 pupils, 30 to a class");
        let whole = |of: &[Grades], grades: std::ops::Range<usize>| -> u32 {
            of.iter().flat_map(|s| &s.pupils[grades.clone()]).sum()
        };
        assert_eq!(whole(&then, 1..9), whole(&now, 0..8), "nobody is lost on the way");
        let (second, third) = (next(&then, &now), next(&next(&then, &now), &now));
        assert_eq!(whole(&second, 2..9), whole(&now, 0..7));
        assert_eq!(whole(&third, 3..9), whole(&now, 0..6));
    }

    #[test]
    fn parts_are_the_whole() {
        assert_eq!(shared(46, &[30, 90]), [12, 34]);
        assert_eq!(shared(7, &[1, 1, 1]), [3, 2, 2]);
        assert_eq!(shared(5, &[0, 0]), [0, 0]);
    }
}
