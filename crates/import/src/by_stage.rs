//! Pupils and classes that a table of schools states by stage (学生数 小学 | 初中), as the standard table has them: the total of a school of
//! one stage, and the grades of a nine-year school.

use crate::desk::Desk;
use crate::draft::{DraftRow, Spot};
use crate::stands;
use lungang_domain::finding::{Finding, Place};
use lungang_domain::school::Part;
use lungang_tables::schema::{CLASSES_BY_GRADE, PUPILS_BY_GRADE};
use lungang_tables::spread::spread;

/// The columns by stage, each with its stage, the column of the total and those by grade.
const COLUMNS: [(&str, Part, &str, &[&str; 9]); 4] = [
    ("pupils_primary", Part::Primary, "pupils", &PUPILS_BY_GRADE),
    ("pupils_junior", Part::Junior, "pupils", &PUPILS_BY_GRADE),
    ("classes_primary", Part::Primary, "classes", &CLASSES_BY_GRADE),
    ("classes_junior", Part::Junior, "classes", &CLASSES_BY_GRADE),
];

/// Puts what a school's row states by stage where the standard table has it; `place` tells where a cell stood.
pub fn settle(row: &mut DraftRow, place: impl Fn(Spot) -> Place, desk: &mut Desk<'_>) {
    for total in ["pupils", "classes"] {
        let own: Vec<(Part, u32, Option<Spot>, &[&'static str; 9])> = COLUMNS
            .iter()
            .filter(|(_, _, of, _)| *of == total)
            .filter_map(|(column, part, _, grades)| {
                let (text, spot) = row.cells.remove(column)?;
                Some((*part, text.parse().ok()?, spot, *grades))
            })
            .collect();
        let Some((_, _, spot, grades)) = own.first().copied() else { continue };
        let sum = own.iter().map(|(_, n, ..)| u64::from(*n)).sum::<u64>();
        // What is stated by grade says it better, and is compared with the total.
        if grades.iter().any(|grade| row.text(grade).is_some()) {
            continue;
        }
        let parts: &[Part] = match row.text("stage") {
            Some("nine_year") => &[],
            Some("junior") => &[Part::Junior],
            _ => &[Part::Primary],
        };
        // Of a stage that the school does not have nobody should be counted: the table's own check tells of it.
        if !parts.is_empty() && own.iter().all(|(part, n, ..)| *n == 0 || parts.contains(part)) {
            match row.text(total) {
                None => row.put(total, sum.to_string(), spot),
                Some(stated) if *stated == sum.to_string() => {}
                Some(stated) => {
                    let place = spot.map(&place).unwrap_or_default();
                    let finding = stands::first_stands(place, stated, &sum.to_string());
                    desk.findings.push(finding);
                }
            }
            continue;
        }
        for (part, n, spot, grades) in own {
            let of: Vec<usize> = part.grades().collect();
            for (grade, n) in of.iter().zip(spread(i64::from(n), &vec![1; of.len()])).filter(|(_, n)| *n > 0) {
                row.put(grades[*grade], n.to_string(), spot);
            }
        }
        if let (Some(spot), true) = (spot, parts.is_empty()) {
            desk.findings.push(Finding::warning("import-by-stage", place(spot)));
        }
    }
}
