//! What the books say of a school: posts by title, posts now held, beds for newcomers.

use super::World;
use super::roster;
use lungang_domain::county::CountyParts;
use lungang_domain::school::Part;
use lungang_domain::teacher::Title;

/// Fills in establishment, title posts and beds once the roster is known.
pub(super) fn books(world: &World, parts: &mut CountyParts) {
    let mut s = world.stream("books");
    let count = |keep: &dyn Fn(&lungang_domain::teacher::Teacher) -> bool| {
        let mut counts = vec![0u32; parts.schools.len()];
        for t in parts.teachers.iter().filter(|t| t.teaches() && keep(t)) {
            counts[t.school.at()] += 1;
        }
        counts
    };
    let senior = count(&|t| t.title == Title::Senior);
    let intermediate = count(&|t| t.title == Title::Intermediate);
    for (at, school) in parts.schools.iter_mut().enumerate() {
        let computed: u32 = Part::ALL.iter().map(|part| world.posts[at].get(*part).computed).sum();
        let sends = roster::sends(world, school);
        // The books lag behind town schools, which have grown; together they stay within the authorised total.
        let establishment = if sends { computed * 9 / 10 } else { computed };
        school.establishment = Some(establishment);
        // Title posts tilt to rural schools; together they stay within the establishment.
        let room = if sends { s.below(2) } else { s.between(1, 3) };
        let posts_senior = (senior[at] + room).max(computed / if sends { 12 } else { 8 }).min(establishment);
        school.posts_senior = Some(posts_senior);
        school.posts_intermediate = Some((intermediate[at] + room + 1).min(establishment - posts_senior));
        if sends {
            continue;
        }
        // Half of them count their beds, half of these by sex; a few have none.
        match s.below(20) {
            0..=4 => school.beds = Some(s.between(0, 2) + computed / 8),
            5..=9 => {
                let (male, female) = (s.between(0, 2) + computed / 16, s.between(1, 3) + computed / 16);
                (school.beds_male, school.beds_female) = (Some(male), Some(female));
                school.beds = Some(male + female);
            }
            _ => {}
        }
    }
}
