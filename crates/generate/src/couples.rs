//! Couples on the roster: always mutual; some asked to move together or not at all.

use super::World;
use lungang_domain::id::TeacherIx;
use lungang_domain::school::School;
use lungang_domain::teacher::{Sex, Teacher};

/// Marries about one teacher in thirteen to another of the same county town and of like age.
pub(super) fn marry(world: &World, schools: &[School], teachers: &mut [Teacher]) {
    let mut s = world.stream("couples");
    let mut towns: std::collections::BTreeMap<_, [Vec<usize>; 2]> = std::collections::BTreeMap::new();
    for (at, t) in teachers.iter().enumerate() {
        if t.birth.is_some() && schools[t.school.at()].public && s.percent(10) {
            let side = usize::from(t.sex == Some(Sex::Female));
            towns.entry(world.centres[t.school.at()]).or_default()[side].push(at);
        }
    }
    for [mut men, mut women] in towns.into_values() {
        for list in [&mut men, &mut women] {
            s.shuffle(list);
        }
        // Oldest with oldest, so that ages are alike; then some pairs drop out at the end of the longer list.
        let pairs = men.len().min(women.len());
        men.truncate(pairs);
        women.truncate(pairs);
        men.sort_by_key(|&at| teachers[at].birth);
        women.sort_by_key(|&at| teachers[at].birth);
        for (him, her) in men.into_iter().zip(women) {
            let (a, b) = (TeacherIx::new(him), TeacherIx::new(her));
            (teachers[him].spouse, teachers[her].spouse) = (Some(b), Some(a));
            let together = s.percent(60);
            (teachers[him].together, teachers[her].together) = (together, together);
            if let Some(home) = teachers[her].home.or(teachers[him].home) {
                (teachers[him].home, teachers[her].home) = (Some(home), Some(home));
            }
        }
    }
}
