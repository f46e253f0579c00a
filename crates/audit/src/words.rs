//! What a plan says in words: names, sides, laws that are suspended, who travels from where. All of it is printed, so all of it
//! is compared.

use crate::kinds::FaultKind;
use crate::submission::Claims;
use crate::world::World;
use lungang_domain::audit::Fault;
use lungang_domain::document::VisitDoc;
use lungang_domain::name;
use lungang_domain::policy::Mode;

/// Every word that does not agree.
pub fn compare(world: &World<'_>, claims: &Claims, faults: &mut Vec<Fault>) {
    let (reading, county) = (world.before, world.before.county);
    let mut differ = |field: &str, school: Option<&str>, teacher: Option<&str>, own: String, found: String| {
        if own != found {
            faults.push(Fault {
                kind: FaultKind::WordDiffers.name().to_owned(),
                teacher: teacher.map(str::to_owned),
                school: school.map(str::to_owned),
                expected: Some(format!("{field}: {own}")),
                found: Some(format!("{field}: {found}")),
                place: None,
            });
        }
    };
    if let Some(stated) = &claims.county {
        differ("county", None, None, county.name.clone(), stated.clone());
    }
    if let Some(stated) = &claims.suspended {
        let switches = reading.policy.rules.switches();
        let own = switches.iter().filter(|(_, s)| s.law && s.mode != Mode::Hard);
        let said = |rule: &str, mode: Mode, reason: &str| format!("{rule} {mode:?} {reason}");
        let own = own.map(|(rule, s)| said(rule.name(), s.mode, s.reason.as_deref().unwrap_or_default()));
        let stated = stated.iter().map(|law| said(law.rule.name(), law.mode, &law.reason));
        let together = |all: Vec<String>| all.join("; ");
        differ("suspended_laws", None, None, together(own.collect()), together(stated.collect()));
    }
    for doc in &claims.schools {
        let Some(at) = county.find_school(&doc.school_id) else { continue };
        let id = Some(doc.school_id.as_str());
        if !doc.name.is_empty() || claims.county.is_some() {
            differ("name", id, None, county.school(at).name.clone(), doc.name.clone());
        }
        let posts = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
        if claims.county.is_some() {
            differ("establishment", id, None, posts(county.school(at).establishment), posts(doc.establishment));
        }
        differ("side", id, None, format!("{:?}", reading.side(at)), format!("{:?}", doc.side));
    }
    for doc in claims.shortages.iter().flatten().filter(|d| !d.school.is_empty() || claims.county.is_some()) {
        let Some(at) = county.find_school(&doc.school_id) else { continue };
        differ("name", Some(&doc.school_id), None, county.school(at).name.clone(), doc.school.clone());
    }
    for doc in &claims.travels {
        let Some(lesson) = world.lessons.iter().find(|l| {
            county.find_teacher(&doc.teacher_id) == Some(l.teacher) && county.find_school(&doc.school) == Some(l.school)
        }) else {
            continue;
        };
        let teacher = Some(doc.teacher_id.as_str());
        let roster = &county.teacher(lesson.teacher).name;
        if !name::may_be(&doc.name, roster) {
            differ("name", None, teacher, roster.clone(), doc.name.clone());
        }
        let Some(post) = world.works_at(lesson.teacher) else { continue };
        let base = reading.posts[post].school;
        differ("base_school", None, teacher, reading.school_id(base), doc.base_school.clone());
        differ("stage", None, teacher, lesson.part.name().to_owned(), doc.stage.name().to_owned());
        let metres = county.between(base, lesson.school).map(i64::from);
        let said = |metres: Option<i64>| metres.map_or_else(String::new, |m| format!("{m} m"));
        differ("distance_km", None, teacher, said(metres), said(stated_metres(doc)));
    }
}

/// The distance of a visit in whole metres.
fn stated_metres(doc: &VisitDoc) -> Option<i64> {
    doc.distance_km.map(|km| (km * 1000.0).round() as i64)
}
