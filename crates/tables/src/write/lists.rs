//! The optional tables.

use super::rows::{Sheet, Value, Words, choice};
use crate::schema::{AUTHORISED_STAGES, PARTS, PIN_KINDS, PROJECTION_KINDS, table};
use lungang_domain::county::{Authorised, CountyParts, PinKind};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::projection::Projected;
use lungang_domain::published::Decided;
use lungang_domain::school::Part;

/// Fills one table.
type Fill = fn(&CountyParts, &Words, &mut Sheet);

/// All optional tables, those without rows included.
pub(super) fn lists(parts: &CountyParts, words: &Words) -> Vec<Sheet> {
    let fill: [(&str, Fill); 9] = [
        ("needs", needs),
        ("wishes", wishes),
        ("scores", scores),
        ("pins", pins),
        ("published", published),
        ("travel", travel),
        ("postings", postings),
        ("authorised", authorised),
        ("projections", projections),
    ];
    let made = fill.into_iter().filter_map(|(name, fill)| {
        let mut sheet = Sheet::new(table(name)?, words.lang);
        fill(parts, words, &mut sheet);
        Some(sheet)
    });
    made.collect()
}

fn school(parts: &CountyParts, ix: SchoolIx) -> Value {
    Value::text(&parts.schools[ix.at()].id)
}

fn teacher(parts: &CountyParts, ix: TeacherIx) -> Value {
    Value::text(&parts.teachers[ix.at()].id)
}

fn needs(parts: &CountyParts, words: &Words, sheet: &mut Sheet) {
    for row in &parts.needs {
        sheet.push(|column| match column {
            "school_id" => school(parts, row.school),
            "stage" => choice(&PARTS, row.part.name(), words.lang),
            "subject" => Value::text(&words.subject(row.subject)),
            "required" => Value::int(row.required),
            "limit" => Value::maybe(row.limit),
            "weight" => Value::maybe(row.weight),
            _ => Value::Empty,
        });
    }
}

fn wishes(parts: &CountyParts, _: &Words, sheet: &mut Sheet) {
    for row in &parts.wishes {
        sheet.push(|column| match column {
            "teacher_id" => teacher(parts, row.teacher),
            "rank" => Value::int(row.rank),
            "school_id" => school(parts, row.school),
            _ => Value::Empty,
        });
    }
}

fn scores(parts: &CountyParts, _: &Words, sheet: &mut Sheet) {
    for row in &parts.scores {
        sheet.push(|column| match column {
            "teacher_id" => teacher(parts, row.teacher),
            "school_id" => school(parts, row.school),
            "goal" => Value::text(&row.goal),
            "value" => Value::int(row.value),
            _ => Value::Empty,
        });
    }
}

fn pins(parts: &CountyParts, words: &Words, sheet: &mut Sheet) {
    for row in &parts.pins {
        let kind = match row.kind {
            PinKind::Post => "post",
            PinKind::Forbid => "forbid",
            PinKind::Stay => "stay",
            PinKind::Leave => "leave",
        };
        sheet.push(|column| match column {
            "teacher_id" => teacher(parts, row.teacher),
            "kind" => choice(&PIN_KINDS, kind, words.lang),
            "school_id" => row.school.map_or(Value::Empty, |ix| school(parts, ix)),
            "subject" => row.subject.map_or(Value::Empty, |k| Value::text(&words.subject(k))),
            "reason" => Value::text(&row.reason),
            _ => Value::Empty,
        });
    }
}

fn published(parts: &CountyParts, words: &Words, sheet: &mut Sheet) {
    let Some(published) = &parts.published else { return };
    let edited = |yes: bool| if yes { words.flag(true) } else { Value::Empty };
    for row in &published.decisions {
        sheet.push(|column| match (column, &row.decided) {
            ("teacher_id", _) => teacher(parts, row.teacher),
            ("edited", _) => edited(row.edited),
            ("school_id", Decided::Moves { to, .. }) => school(parts, *to),
            ("subject", Decided::Moves { subject, .. }) => Value::text(&words.subject(*subject)),
            ("stage", Decided::Moves { part, .. }) => choice(&PARTS, part.name(), words.lang),
            ("school_id", Decided::Lost { school, .. }) => Value::text(school),
            ("subject", Decided::Lost { subject, .. }) => Value::text(subject),
            _ => Value::Empty,
        });
    }
    for row in &published.departed {
        sheet.push(|column| match column {
            "teacher_id" => Value::text(&row.teacher_id),
            "edited" => edited(row.edited),
            "school_id" => Value::text(&row.school),
            "subject" => Value::text(&row.subject),
            _ => Value::Empty,
        });
    }
}

fn travel(parts: &CountyParts, _: &Words, sheet: &mut Sheet) {
    for ((from, to), trip) in parts.travel.iter() {
        sheet.push(|column| match column {
            "from" => Value::text(from),
            "to" => Value::text(to),
            "km" => trip.metres.map_or(Value::Empty, |m| Value::Thousandths(m.into())),
            "minutes" => Value::maybe(trip.minutes),
            _ => Value::Empty,
        });
    }
}

fn postings(parts: &CountyParts, words: &Words, sheet: &mut Sheet) {
    for row in &parts.postings {
        sheet.push(|column| match column {
            "teacher_id" => teacher(parts, row.teacher),
            "from_school" => school(parts, row.from),
            "to_school" => school(parts, row.to),
            "start" => Value::Day(row.start),
            "end" => Value::Day(row.end),
            "subject" => row.subject.map_or(Value::Empty, |k| Value::text(&words.subject(k))),
            _ => Value::Empty,
        });
    }
}

fn authorised(parts: &CountyParts, words: &Words, sheet: &mut Sheet) {
    let mut push = |stage: &'static str, posts: u32| {
        sheet.push(|column| match column {
            "stage" => choice(&AUTHORISED_STAGES, stage, words.lang),
            "posts" => Value::int(posts),
            _ => Value::Empty,
        });
    };
    match &parts.authorised {
        Authorised::Open => {}
        Authorised::Total(posts) => push("total", *posts),
        Authorised::ByPart(by) => {
            for part in Part::ALL {
                if let Some(posts) = by.get(part) {
                    push(part.name(), *posts);
                }
            }
        }
    }
}

fn projections(parts: &CountyParts, words: &Words, sheet: &mut Sheet) {
    for row in &parts.projections {
        let (at_school, part, grade, subject, count) = match row.what {
            Projected::Pupils { school, part, count } => (Some(school), Some(part), None, None, Some(count)),
            Projected::Classes { school, part, grade, count } => (Some(school), Some(part), grade, None, Some(count)),
            Projected::Recruits { school, part, subject, count } => {
                (Some(school), Some(part), None, Some(subject), Some(count))
            }
            Projected::Departure(_) | Projected::Leave(_) | Projected::Return(_) => (None, None, None, None, None),
        };
        let (kind, who) = match row.what {
            Projected::Pupils { .. } => ("pupils", None),
            Projected::Classes { .. } => ("classes", None),
            Projected::Recruits { .. } => ("recruits", None),
            Projected::Departure(who) => ("departure", Some(who)),
            Projected::Leave(who) => ("leave", Some(who)),
            Projected::Return(who) => ("return", Some(who)),
        };
        sheet.push(|column| match column {
            "school_year" => Value::text(&row.year.label()),
            "kind" => choice(&PROJECTION_KINDS, kind, words.lang),
            "school_id" => at_school.map_or(Value::Empty, |ix| school(parts, ix)),
            "stage" => part.map_or(Value::Empty, |part| choice(&PARTS, part.name(), words.lang)),
            "grade" => Value::maybe(grade.map(u32::from)),
            "subject" => subject.map_or(Value::Empty, |k| Value::text(&words.subject(k))),
            "teacher_id" => who.map_or(Value::Empty, |ix| teacher(parts, ix)),
            "count" => Value::maybe(count),
            _ => Value::Empty,
        });
    }
}
