//! The teachers table.

use super::rows::{Sheet, Value, Words, choice};
use crate::schema::{PARTS, ROLES, SEXES, STATUSES, TITLES, tables};
use lungang_domain::county::CountyParts;
use lungang_domain::teacher::{Role, Sex, Status, Title};

/// One row a teacher.
pub(super) fn teachers(parts: &CountyParts, words: &Words) -> Sheet {
    let lang = words.lang;
    let mut sheet = Sheet::new(&tables()[1], lang);
    let ladders = &words.policy.ladders;
    let exempt = &words.policy.eligibility.exemptions.value;
    for t in &parts.teachers {
        sheet.push(|column| match column {
            "teacher_id" => Value::text(&t.id),
            "name" => Value::text(&t.name),
            "school_id" => Value::text(&parts.schools[t.school.at()].id),
            "subjects" => joined(t.subjects.iter().map(|k| words.subject(*k))),
            "stage" => choice(&PARTS, t.part.name(), lang),
            "sex" => t.sex.map_or(Value::Empty, |sex| choice(&SEXES, sex_name(sex), lang)),
            "birth_date" => t.birth.map_or(Value::Empty, Value::Day),
            "title" => choice(&TITLES, title(t.title), lang),
            "backbone" => t.backbone.map_or(Value::Empty, |at| Value::text(&words.level(&ladders.backbone.value, at))),
            "joined_school" => Value::Day(t.joined),
            "status" => choice(&STATUSES, status(t.status), lang),
            "exemptions" => joined(t.exemptions.iter().map(|at| words.level(exempt, *at))),
            "rural_years" => Value::int(t.rural_years),
            "language_level" => {
                t.language.map_or(Value::Empty, |at| Value::text(&words.level(&ladders.language.value, at)))
            }
            "role" => choice(&ROLES, role(t.role), lang),
            "class_teacher" => words.flag(t.class_teacher),
            "graduating_grade" => words.flag(t.graduating),
            "home_lon" => t.home.map_or(Value::Empty, |p| Value::Millionths(p.lon.into())),
            "home_lat" => t.home.map_or(Value::Empty, |p| Value::Millionths(p.lat.into())),
            "spouse_id" => t.spouse.map_or(Value::Empty, |s| Value::text(&parts.teachers[s.at()].id)),
            "together" if t.spouse.is_some() || t.together => words.flag(t.together),
            _ => Value::Empty,
        });
    }
    sheet
}

fn joined(words: impl Iterator<Item = String>) -> Value {
    Value::text(&words.collect::<Vec<_>>().join(";"))
}

fn sex_name(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

fn title(title: Title) -> &'static str {
    match title {
        Title::None => "none",
        Title::Junior => "junior",
        Title::Intermediate => "intermediate",
        Title::Senior => "senior",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::OnDuty => "on_duty",
        Status::Leave => "leave",
        Status::Seconded => "seconded",
        Status::Absent => "absent",
        Status::Retired => "retired",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Teacher => "teacher",
        Role::Principal => "principal",
        Role::VicePrincipal => "vice_principal",
        Role::Administrator => "administrator",
        Role::Support => "support",
    }
}
