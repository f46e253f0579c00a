//! A small county for tests: two sending schools, two receiving ones, a private one, and a policy with round numbers.

use crate::submission::{Submission, SubmittedMove, SubmittedRetask};
use jiff::civil::date;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{County, CountyParts, NeedRow, Pin, PinKind, Posting};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::number::Decimal;
use lungang_domain::policy::Policy;
use lungang_domain::school::{Area, Part, School, SchoolStage};
use lungang_domain::teacher::{Sex, Teacher, Title};
use lungang_domain::travel::Trip;

pub const CHINESE: SubjectIx = SubjectIx(0);
pub const MATHS: SubjectIx = SubjectIx(1);
pub const MUSIC: SubjectIx = SubjectIx(2);

pub fn policy() -> Policy {
    toml::from_str(include_str!("../tests/policy.toml")).expect("the test policy reads")
}

pub fn school(id: &str, area: Area) -> School {
    School { area, ..School::new(id, SchoolStage::Primary) }
}

pub fn teacher(id: &str, school: SchoolIx, subjects: &[SubjectIx]) -> Teacher {
    Teacher {
        subjects: subjects.to_vec(),
        sex: Some(Sex::Male),
        birth: Some(date(1985, 5, 1)),
        title: Title::Intermediate,
        ..Teacher::new(id, school, Part::Primary, date(2010, 9, 1))
    }
}

/// A county to be changed before it is built.
pub struct Town {
    pub parts: CountyParts,
    pub policy: Policy,
}

impl Town {
    /// Schools U1, U2 (urban), R1, R2 (rural), X1 (private); ten teachers of Chinese a01-a10 at U1, four of mathematics
    /// b01-b04 at U2 (b04 of music too), r1 (Chinese) at R1, r2 (music) at R2. R1 asks for 3 Chinese and 2 mathematics,
    /// R2 for 2 Chinese and 1 music (limit 1). Nobody has pupils, so there are no other posts.
    pub fn new() -> Town {
        let mut parts =
            CountyParts { school_year: Some(SchoolYear(2026)), detour: Decimal::whole(1), ..CountyParts::default() };
        for (id, area) in
            [("U1", Area::Urban), ("U2", Area::Town), ("R1", Area::Rural), ("R2", Area::Rural), ("X1", Area::Urban)]
        {
            parts.schools.push(school(id, area));
        }
        parts.schools[4].public = false;
        for n in 1..=10 {
            parts.teachers.push(teacher(&format!("a{n:02}"), SchoolIx(0), &[CHINESE]));
        }
        for n in 1..=4 {
            parts.teachers.push(teacher(&format!("b{n:02}"), SchoolIx(1), &[MATHS]));
        }
        parts.teachers[13].subjects.push(MUSIC);
        parts.teachers.push(teacher("r1", SchoolIx(2), &[CHINESE]));
        parts.teachers.push(teacher("r2", SchoolIx(3), &[MUSIC]));
        let mut town = Town { parts, policy: policy() };
        town.need("R1", CHINESE, 3, None).need("R1", MATHS, 2, None);
        town.need("R2", CHINESE, 2, None).need("R2", MUSIC, 1, Some(1));
        for (from, to, km) in
            [("U1", "U2", 5), ("U1", "R1", 10), ("U1", "R2", 40), ("U2", "R1", 20), ("U2", "R2", 30), ("R1", "R2", 50)]
        {
            let trip = Trip { metres: Some(km * 1000), minutes: None };
            town.parts.travel.insert(from.to_owned(), to.to_owned(), trip);
        }
        town
    }

    pub fn school(&mut self, id: &str) -> &mut School {
        self.parts.schools.iter_mut().find(|s| s.id == id).expect("a school of the town")
    }

    pub fn teacher(&mut self, id: &str) -> &mut Teacher {
        self.parts.teachers.iter_mut().find(|t| t.id == id).expect("a teacher of the town")
    }

    pub fn school_ix(&self, id: &str) -> SchoolIx {
        SchoolIx::new(self.parts.schools.iter().position(|s| s.id == id).expect("a school of the town"))
    }

    pub fn teacher_ix(&self, id: &str) -> TeacherIx {
        TeacherIx::new(self.parts.teachers.iter().position(|t| t.id == id).expect("a teacher of the town"))
    }

    pub fn need(&mut self, school: &str, subject: SubjectIx, required: u32, limit: Option<u32>) -> &mut Town {
        let school = self.school_ix(school);
        self.parts.needs.retain(|n| (n.school, n.subject) != (school, subject));
        self.parts.needs.push(NeedRow { school, part: Part::Primary, subject, required, limit, weight: None });
        self
    }

    pub fn posting(&mut self, teacher: &str, from: &str, to: &str, start: i16, end: i16) -> &mut Town {
        let posting = Posting {
            teacher: self.teacher_ix(teacher),
            from: self.school_ix(from),
            to: self.school_ix(to),
            start: date(start, 9, 1),
            end: date(end, 8, 31),
            subject: None,
        };
        self.parts.postings.push(posting);
        self
    }

    pub fn pin(&mut self, teacher: &str, kind: PinKind, school: Option<&str>) -> &mut Town {
        let (teacher, school) = (self.teacher_ix(teacher), school.map(|id| self.school_ix(id)));
        self.parts.pins.push(Pin { teacher, kind, school, subject: None, reason: String::new() });
        self
    }

    pub fn couple(&mut self, one: &str, other: &str, together: bool) -> &mut Town {
        let (a, b) = (self.teacher_ix(one), self.teacher_ix(other));
        self.teacher(one).spouse = Some(b);
        self.teacher(other).spouse = Some(a);
        self.teacher(one).together = together;
        self
    }

    pub fn county(&self) -> County {
        County::new(self.parts.clone())
    }
}

/// Moves written `teacher>school` or `teacher>school:subject`.
pub fn moves(text: &str) -> Submission {
    let one = |word: &str| {
        let (teacher, rest) = word.split_once('>').expect("teacher>school");
        let (school, subject) = rest.split_once(':').map_or((rest, None), |(s, k)| (s, Some(k.to_owned())));
        SubmittedMove {
            teacher_id: teacher.to_owned(),
            to_school: school.to_owned(),
            subject,
            ..SubmittedMove::default()
        }
    };
    Submission { moves: text.split_whitespace().map(one).collect(), claims: None, seed: 7, ..Submission::default() }
}

/// The same with retasks written `teacher=subject`.
pub fn decided(text: &str) -> Submission {
    let (retasks, others): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| word.contains('='));
    let one = |word: &&str| {
        let (teacher, subject) = word.split_once('=').expect("teacher=subject");
        SubmittedRetask { teacher_id: teacher.to_owned(), to: subject.to_owned(), ..SubmittedRetask::default() }
    };
    Submission { retasks: retasks.iter().map(one).collect(), ..moves(&others.join(" ")) }
}

/// A stream of numbers that is the same everywhere.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }
}
