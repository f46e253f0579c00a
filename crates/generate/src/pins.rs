//! What the office decides by hand: a few pins that are possible, and a few overrides of computed needs.

use super::{SCHOOL_YEAR, World, roster, verdict, wishes};
use jiff::civil::date;
use lungang_domain::county::{CountyParts, NeedRow, Pin, PinKind};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::travel::great_circle;
use lungang_domain::words::{Lang, say};
use std::collections::BTreeSet;

/// Farthest that a pinned post lies from the home school as the crow flies, metres: by the longest road that `trips` makes of it still within
/// 60 km, so that the pin can be kept under every packaged policy.
const NEAR: u32 = 35_000;

/// One pin of each kind for every thirty schools that send.
pub(super) fn pins(world: &World, parts: &CountyParts) -> Vec<Pin> {
    let mut s = world.stream("pins");
    let serving = serving(world, parts);
    let mut candidates = movable(world, parts);
    s.shuffle(&mut candidates);
    let senders = parts.schools.iter().filter(|school| roster::sends(world, school)).count();
    let needing = wishes::needing(world, parts);
    let running = date(SCHOOL_YEAR.0, 9, 1);
    let come = |to: SchoolIx| parts.postings.iter().filter(|p| p.to == to && p.end >= running).count() as u32;
    let (mut from_used, mut to_used) = (BTreeSet::new(), BTreeSet::new());
    let mut all = Vec::new();
    let kinds = [PinKind::Post, PinKind::Leave, PinKind::Forbid, PinKind::Stay];
    for kind in kinds.into_iter().cycle().take(kinds.len() * senders.div_ceil(30)) {
        let moves = matches!(kind, PinKind::Post | PinKind::Leave);
        // The pinned post goes to a backbone teacher where there is one: in a county of a few moves the share counts.
        let backbone = |t: &TeacherIx| world.policy.backbone(&parts.teachers[t.at()]);
        candidates.sort_by_key(|t| backbone(t) != (kind == PinKind::Post));
        let found = candidates.iter().enumerate().find_map(|(at, &teacher)| {
            let t = &parts.teachers[teacher.at()];
            let subject = t.main_subject()?;
            let key = (world.centres[t.school.at()], t.part, subject.at());
            let schools = needing.get(&key)?;
            // A teacher who must move has a school to go to that nobody else is promised: near, with no beds to run out
            // of, a free post and more than one post of the subject. So the pin stays possible whatever else the plan does.
            let open = |ix: &SchoolIx| {
                let school = &parts.schools[ix.at()];
                let near = match (school.position, parts.schools[t.school.at()].position) {
                    (Some(a), Some(b)) => great_circle(a, b) <= NEAR,
                    _ => false,
                };
                let posts = world.posts[ix.at()].get(t.part);
                near && school.beds.is_none()
                    && posts.required[subject.at()] >= 2
                    && serving[ix.at()].iter().flatten().sum::<u32>() + come(*ix) < posts.teaching
            };
            if moves && from_used.contains(&t.school) {
                return None;
            }
            let to = schools.iter().copied().find(|ix| !to_used.contains(ix) && (!moves || open(ix)))?;
            Some((at, teacher, subject, to))
        });
        let Some((at, teacher, subject, to)) = found else { continue };
        candidates.remove(at);
        if moves {
            from_used.insert(parts.teachers[teacher.at()].school);
            to_used.insert(to);
        }
        all.push(Pin {
            teacher,
            kind,
            school: matches!(kind, PinKind::Post | PinKind::Forbid).then_some(to),
            subject: (kind == PinKind::Post).then_some(subject),
            reason: reason(kind, world.names),
        });
    }
    all
}

/// Who is eligible, has no spouse on the roster and leaves at least two behind in the subject.
pub(super) fn movable(world: &World, parts: &CountyParts) -> Vec<TeacherIx> {
    let serving = serving(world, parts);
    let mut candidates = verdict::eligible(world, parts);
    candidates.retain(|t| {
        let t = &parts.teachers[t.at()];
        t.spouse.is_none() && t.main_subject().is_some_and(|k| serving[t.school.at()][t.part as usize][k.at()] >= 3)
    });
    candidates
}

/// Overrides for the central schools of every fifth township: what a scarce subject needs by the office's own count.
pub(super) fn needs(world: &World, parts: &CountyParts) -> Vec<NeedRow> {
    let mut s = world.stream("needs");
    let scarce: Vec<usize> = (0..world.policy.subjects.len()).filter(|k| world.policy.subjects[*k].scarce).collect();
    let mut all = Vec::new();
    if scarce.is_empty() {
        return all;
    }
    let central: BTreeSet<SchoolIx> = parts.schools.iter().filter_map(|school| school.central_school).collect();
    for (nth, school) in central.into_iter().enumerate() {
        if nth > 1 && nth % 5 > 0 {
            continue;
        }
        let Some(&part) = parts.schools[school.at()].parts().first() else { continue };
        let k = *s.pick(&scarce);
        let required = world.posts[school.at()].get(part).required[k] + 1;
        all.push(NeedRow {
            school,
            part,
            subject: SubjectIx::new(k),
            required,
            limit: (nth % 2 == 0).then_some(required + 1),
            weight: (nth % 2 == 1).then_some(s.between(6, 12)),
        });
    }
    all
}

/// Teachers who teach, by school, part and main subject; those away are counted at home, which is near enough here.
pub(super) fn serving(world: &World, parts: &CountyParts) -> Vec<[Vec<u32>; 2]> {
    let none = vec![0u32; world.policy.subjects.len()];
    let mut counts = vec![[none.clone(), none]; parts.schools.len()];
    let away: BTreeSet<TeacherIx> = parts.postings.iter().map(|p| p.teacher).collect();
    for (at, t) in parts.teachers.iter().enumerate() {
        if let Some(k) = t.main_subject().filter(|_| t.teaches() && !away.contains(&TeacherIx::new(at))) {
            counts[t.school.at()][t.part as usize][k.at()] += 1;
        }
    }
    counts
}

fn reason(kind: PinKind, lang: Lang) -> String {
    say(lang, &format!("generate.pin.{}", kind.name()), &[])
}
