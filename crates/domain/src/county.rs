//! A validated county: immutable, indexed, every list sorted by id so that the order of input rows never matters.

use crate::calendar::SchoolYear;
use crate::choice::choices;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::number::Decimal;
use crate::projection::{Projected, Projection};
use crate::published::Published;
use crate::school::{Part, School};
use crate::teacher::Teacher;
use crate::travel::{self, Spot, TravelTable};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A row of the needs table: overrides the computed requirement of one post.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NeedRow {
    /// School.
    pub school: SchoolIx,
    /// Stage; from the school where it has one part.
    pub part: Part,
    /// Subject.
    pub subject: SubjectIx,
    /// Posts required.
    pub required: u32,
    /// Most teachers that may serve there after the moves.
    pub limit: Option<u32>,
    /// Weight of a short post in `unmet-need`.
    pub weight: Option<u32>,
}

/// A row of the wishes table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Wish {
    /// Who wishes.
    pub teacher: TeacherIx,
    /// 1 = first wish.
    pub rank: u32,
    /// Where to.
    pub school: SchoolIx,
}

/// A row of the scores table: a goal of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Score {
    /// Name of the goal.
    pub goal: String,
    /// Who.
    pub teacher: TeacherIx,
    /// Where; the present school for staying.
    pub school: SchoolIx,
    /// Value.
    pub value: i64,
}

/// What a pin asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PinKind {
    /// The teacher moves to this school (and subject, where stated).
    Post,
    /// The teacher does not move to this school (to none, where no school is stated).
    Forbid,
    /// The teacher stays.
    Stay,
    /// The teacher moves somewhere.
    Leave,
}

choices!(PinKind {
    Post => "post",
    Forbid => "forbid",
    Stay => "stay",
    Leave => "leave",
});

/// A row of the pins table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pin {
    /// Who.
    pub teacher: TeacherIx,
    /// What.
    pub kind: PinKind,
    /// Where; always present for [`PinKind::Post`].
    pub school: Option<SchoolIx>,
    /// In which subject.
    pub subject: Option<SubjectIx>,
    /// Why, in the office's words.
    pub reason: String,
}

/// A row of the applications table: a teacher who applied to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Application {
    /// Who.
    pub teacher: TeacherIx,
    /// When, where it is known.
    pub date: Option<Date>,
}

/// A row of the postings table: a past or running exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Posting {
    /// Who.
    pub teacher: TeacherIx,
    /// From where.
    pub from: SchoolIx,
    /// To where.
    pub to: SchoolIx,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Subject of the post at the school that receives; `None`: the teacher's main subject.
    #[serde(default)]
    pub subject: Option<SubjectIx>,
}

/// A row of the relatives table: two people between whom the office asks for avoidance (回避).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Relative {
    /// One of the two.
    pub teacher: TeacherIx,
    /// The other.
    pub relative: TeacherIx,
    /// What they are to one another, in the office's words.
    pub relation: String,
}

/// The county's authorised total of posts (编制总额).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Authorised {
    /// None given: posts are as computed.
    #[default]
    Open,
    /// One total for all stages.
    Total(u32),
    /// A total for each stage; `None` leaves a stage open.
    ByPart(crate::school::ByPart<Option<u32>>),
}

/// Everything a county is made of, before it is sorted and indexed.
///
/// All indices point into the lists of this value as they stand here; [`County::new`] sorts and renumbers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct CountyParts {
    /// Name of the county.
    pub name: String,
    /// School year that is planned.
    pub school_year: Option<SchoolYear>,
    /// Schools.
    pub schools: Vec<School>,
    /// Teachers.
    pub teachers: Vec<Teacher>,
    /// Overrides of computed needs.
    pub needs: Vec<NeedRow>,
    /// Wishes.
    pub wishes: Vec<Wish>,
    /// Who applied; what the roster says of it counts as well.
    #[serde(default)]
    pub applications: Vec<Application>,
    /// Scores.
    pub scores: Vec<Score>,
    /// Pins.
    pub pins: Vec<Pin>,
    /// Postings.
    pub postings: Vec<Posting>,
    /// Relatives.
    #[serde(default)]
    pub relatives: Vec<Relative>,
    /// What is foreseen for later years.
    pub projections: Vec<Projection>,
    /// Travel table.
    pub travel: TravelTable,
    /// Authorised totals.
    pub authorised: Authorised,
    /// What was published, where a plan is made again.
    #[serde(default)]
    pub published: Option<Published>,
    /// Road distance over great-circle distance, from the policy.
    pub detour: Decimal,
}

/// A validated county.
#[derive(Debug, Clone)]
pub struct County {
    /// Name of the county.
    pub name: String,
    /// School year that is planned.
    pub school_year: SchoolYear,
    /// Schools, sorted by id.
    pub schools: Vec<School>,
    /// Teachers, sorted by id.
    pub teachers: Vec<Teacher>,
    /// Overrides of computed needs, sorted.
    pub needs: Vec<NeedRow>,
    /// Scores, sorted.
    pub scores: Vec<Score>,
    /// Pins, sorted.
    pub pins: Vec<Pin>,
    /// Applications, sorted; who stands here is a volunteer on the roster too.
    pub applications: Vec<Application>,
    /// Relatives, sorted.
    pub relatives: Vec<Relative>,
    /// Authorised totals.
    pub authorised: Authorised,
    /// What is foreseen for later years, sorted.
    pub projections: Vec<Projection>,
    /// What was published, where a plan is made again.
    pub published: Option<Published>,
    wishes: BTreeMap<TeacherIx, BTreeMap<SchoolIx, u32>>,
    postings: Vec<Vec<Posting>>,
    travel: TravelTable,
    /// Metres of the travel table from school to school and from teacher to school, by index: looked up for every column.
    roads: HashMap<(SchoolIx, SchoolIx), u32>,
    ways: HashMap<(TeacherIx, SchoolIx), u32>,
    /// Positions of schools and of teachers' homes, ready for distances.
    places: Vec<Option<Spot>>,
    homes: Vec<Option<Spot>>,
    detour: Decimal,
}

impl County {
    /// Sorts every list by id and renumbers what points into it.
    ///
    /// The caller has validated the parts: ids are unique, indices in range, couples mutual. The tables crate is the
    /// way in for user data; this is for it, the generator and tests.
    pub fn new(mut parts: CountyParts) -> County {
        let school_order = order(&parts.schools, |s| s.id.as_str());
        let teacher_order = order(&parts.teachers, |t| t.id.as_str());
        let school = |ix: SchoolIx| SchoolIx(school_order[ix.at()]);
        let teacher = |ix: TeacherIx| TeacherIx(teacher_order[ix.at()]);

        for s in &mut parts.schools {
            s.central_school = s.central_school.map(school);
        }
        for t in &mut parts.teachers {
            t.school = school(t.school);
            t.spouse = t.spouse.map(teacher);
        }
        parts.schools.sort_by(|a, b| a.id.cmp(&b.id));
        parts.teachers.sort_by(|a, b| a.id.cmp(&b.id));

        let mut wishes: BTreeMap<TeacherIx, BTreeMap<SchoolIx, u32>> = BTreeMap::new();
        for w in &parts.wishes {
            let ranks = wishes.entry(teacher(w.teacher)).or_default();
            let rank = ranks.entry(school(w.school)).or_insert(w.rank);
            *rank = (*rank).min(w.rank);
        }
        let mut postings = vec![Vec::new(); parts.teachers.len()];
        for p in &parts.postings {
            let p = Posting { teacher: teacher(p.teacher), from: school(p.from), to: school(p.to), ..*p };
            postings[p.teacher.at()].push(p);
        }
        postings.iter_mut().for_each(|list| list.sort_by_key(|p| (p.start, p.end, p.to)));

        let mut needs: Vec<NeedRow> =
            parts.needs.into_iter().map(|n| NeedRow { school: school(n.school), ..n }).collect();
        let mut scores: Vec<Score> = parts
            .scores
            .into_iter()
            .map(|s| Score { teacher: teacher(s.teacher), school: school(s.school), ..s })
            .collect();
        let mut pins: Vec<Pin> = parts
            .pins
            .into_iter()
            .map(|p| Pin { teacher: teacher(p.teacher), school: p.school.map(school), ..p })
            .collect();
        let mut applications: Vec<Application> =
            parts.applications.into_iter().map(|a| Application { teacher: teacher(a.teacher), ..a }).collect();
        applications.sort();
        for application in &applications {
            parts.teachers[application.teacher.at()].volunteer = true;
        }
        let renumbered = |what: Projected| match what {
            Projected::Pupils { school: s, part, count } => Projected::Pupils { school: school(s), part, count },
            Projected::Classes { school: s, part, grade, count } => {
                Projected::Classes { school: school(s), part, grade, count }
            }
            Projected::Recruits { school: s, part, subject, count } => {
                Projected::Recruits { school: school(s), part, subject, count }
            }
            Projected::Departure(t) => Projected::Departure(teacher(t)),
            Projected::Leave(t) => Projected::Leave(teacher(t)),
            Projected::Return(t) => Projected::Return(teacher(t)),
        };
        let mut projections: Vec<Projection> =
            parts.projections.into_iter().map(|p| Projection { what: renumbered(p.what), ..p }).collect();
        let joined = |r: Relative| Relative { teacher: teacher(r.teacher), relative: teacher(r.relative), ..r };
        let mut relatives: Vec<Relative> = parts.relatives.into_iter().map(joined).collect();
        relatives.sort();
        projections.sort();
        needs.sort();
        scores.sort();
        pins.sort();
        let mut county = County {
            name: parts.name,
            school_year: parts.school_year.unwrap_or(SchoolYear(2026)),
            schools: parts.schools,
            teachers: parts.teachers,
            needs,
            scores,
            pins,
            applications,
            relatives,
            authorised: parts.authorised,
            projections,
            published: parts.published.map(|p| p.renumbered(teacher, school)),
            wishes,
            postings,
            travel: parts.travel,
            roads: HashMap::new(),
            ways: HashMap::new(),
            places: Vec::new(),
            homes: Vec::new(),
            detour: if parts.detour.0 > 0 { parts.detour } else { Decimal::whole(1) },
        };
        county.resolve_travel();
        county.places = county.schools.iter().map(|s| s.position.map(Spot::new)).collect();
        county.homes = county.teachers.iter().map(|t| t.home.map(Spot::new)).collect();
        county
    }

    /// Resolves the ids of the travel table. The way back counts where the table has no row of its own for it.
    fn resolve_travel(&mut self) {
        let (mut roads, mut ways) = (HashMap::new(), HashMap::new());
        for back in [true, false] {
            // Rows in their own direction come second and replace what a way back had set.
            for ((from, to), trip) in self.travel.iter() {
                let Some(metres) = trip.metres else { continue };
                let (from, to) = if back { (to, from) } else { (from, to) };
                let Some(school) = self.find_school(to) else { continue };
                if let Some(start) = self.find_school(from) {
                    roads.insert((start, school), metres);
                }
                if let Some(teacher) = self.find_teacher(from) {
                    ways.insert((teacher, school), metres);
                }
            }
        }
        (self.roads, self.ways) = (roads, ways);
    }

    /// A school.
    pub fn school(&self, ix: SchoolIx) -> &School {
        &self.schools[ix.at()]
    }

    /// A teacher.
    pub fn teacher(&self, ix: TeacherIx) -> &Teacher {
        &self.teachers[ix.at()]
    }

    /// All schools with their indices.
    pub fn school_ixs(&self) -> impl ExactSizeIterator<Item = SchoolIx> + use<> {
        (0..self.schools.len()).map(SchoolIx::new)
    }

    /// All teachers with their indices.
    pub fn teacher_ixs(&self) -> impl ExactSizeIterator<Item = TeacherIx> + use<> {
        (0..self.teachers.len()).map(TeacherIx::new)
    }

    /// The school of this id.
    pub fn find_school(&self, id: &str) -> Option<SchoolIx> {
        self.schools.binary_search_by(|s| s.id.as_str().cmp(id)).ok().map(SchoolIx::new)
    }

    /// The teacher of this id.
    pub fn find_teacher(&self, id: &str) -> Option<TeacherIx> {
        self.teachers.binary_search_by(|t| t.id.as_str().cmp(id)).ok().map(TeacherIx::new)
    }

    /// The day on which ages and years of service are taken: the first of the school year.
    pub fn reference_day(&self) -> Date {
        self.school_year.first_day()
    }

    /// The rank at which the teacher wishes for the school.
    pub fn wish_rank(&self, teacher: TeacherIx, school: SchoolIx) -> Option<u32> {
        self.wishes.get(&teacher).and_then(|ranks| ranks.get(&school)).copied()
    }

    /// The teacher's wishes (school → rank); `None` where none was stated.
    pub fn wishes_of(&self, teacher: TeacherIx) -> Option<&BTreeMap<SchoolIx, u32>> {
        self.wishes.get(&teacher)
    }

    /// The teacher's postings, oldest first.
    pub fn postings_of(&self, teacher: TeacherIx) -> &[Posting] {
        &self.postings[teacher.at()]
    }

    /// The exchange that runs on the reference day (started before or on it, ends on or after it).
    pub fn running(&self, teacher: TeacherIx) -> Option<&Posting> {
        let day = self.reference_day();
        self.postings_of(teacher).iter().rev().find(|p| p.start <= day && day <= p.end)
    }

    /// A teacher's kin: the spouse, and whoever the relatives table joins with the teacher.
    pub fn kin_of(&self, teacher: TeacherIx) -> impl Iterator<Item = TeacherIx> + '_ {
        let other = move |r: &Relative| match teacher {
            t if t == r.teacher => Some(r.relative),
            t if t == r.relative => Some(r.teacher),
            _ => None,
        };
        self.teacher(teacher).spouse.into_iter().chain(self.relatives.iter().filter_map(other))
    }

    /// The school where the teacher works on the reference day.
    pub fn serves_at(&self, teacher: TeacherIx) -> SchoolIx {
        self.running(teacher).map_or(self.teacher(teacher).school, |p| p.to)
    }

    /// Private schools: they stand outside the exchange and have no posts.
    pub fn private_schools(&self) -> u32 {
        u32::try_from(self.schools.iter().filter(|s| !s.public).count()).unwrap_or(u32::MAX)
    }

    /// Journey of a teacher to a school in metres: from home where it is known, else from the present school; a row of
    /// the travel table goes before coordinates. `None` where nothing is known.
    pub fn journey(&self, teacher: TeacherIx, school: SchoolIx) -> Option<u32> {
        if !self.ways.is_empty()
            && let Some(metres) = self.ways.get(&(teacher, school))
        {
            return Some(*metres);
        }
        if let (Some(home), Some(there)) = (self.homes[teacher.at()], self.places[school.at()]) {
            return Some(travel::road(home, there, self.detour));
        }
        self.between(self.teacher(teacher).school, school)
    }

    /// Distance between two schools in metres: the travel table first, else coordinates; `None` where nothing is known.
    pub fn between(&self, a: SchoolIx, b: SchoolIx) -> Option<u32> {
        if a == b {
            return Some(0);
        }
        if !self.roads.is_empty()
            && let Some(metres) = self.roads.get(&(a, b))
        {
            return Some(*metres);
        }
        match (self.places[a.at()], self.places[b.at()]) {
            (Some(p), Some(q)) => Some(travel::road(p, q, self.detour)),
            _ => None,
        }
    }

    /// The subject that the teacher is counted under on the reference day: that of the running exchange where it states one,
    /// else the main subject.
    pub fn serves_as(&self, teacher: TeacherIx) -> Option<SubjectIx> {
        self.running(teacher).and_then(|p| p.subject).or_else(|| self.teacher(teacher).main_subject())
    }

    /// The parts of this county, for writing it to tables or building a changed one.
    pub fn to_parts(&self) -> CountyParts {
        let wishes = self.wishes.iter().flat_map(|(teacher, ranks)| {
            ranks.iter().map(|(school, rank)| Wish { teacher: *teacher, rank: *rank, school: *school })
        });
        CountyParts {
            name: self.name.clone(),
            school_year: Some(self.school_year),
            schools: self.schools.clone(),
            teachers: self.teachers.clone(),
            needs: self.needs.clone(),
            wishes: wishes.collect(),
            scores: self.scores.clone(),
            pins: self.pins.clone(),
            applications: self.applications.clone(),
            postings: self.postings.iter().flatten().copied().collect(),
            relatives: self.relatives.clone(),
            projections: self.projections.clone(),
            travel: self.travel.clone(),
            authorised: self.authorised,
            published: self.published.clone(),
            detour: self.detour,
        }
    }
}

/// New position of each element when the list is sorted by `key`.
fn order<'a, T>(list: &'a [T], key: impl Fn(&'a T) -> &'a str) -> Vec<u32> {
    let mut by_key: Vec<usize> = (0..list.len()).collect();
    by_key.sort_by_key(|&i| key(&list[i]));
    let mut position = vec![0; list.len()];
    for (new, &old) in by_key.iter().enumerate() {
        position[old] = new as u32;
    }
    position
}
