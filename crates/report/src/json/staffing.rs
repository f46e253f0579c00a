//! `staffing --format json`: establishment by stage and school, posts by subject, and who does not teach.
//!
//! Surplus and shortage are never netted between schools: a teacher too many in one school fills no post in another
//! until somebody moves. Every sum over a stage is the sum of its school parts, each measured on its own.

use lungang_domain::county::{Authorised, County};
use lungang_domain::format::Document;
use lungang_domain::id::TeacherIx;
use lungang_domain::needs::{Establishment, Needs, Post};
use lungang_domain::policy::Policy;
use lungang_domain::school::{Part, School, Side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One count of posts over a stage, against the staff of the school parts for which it applies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// School parts for which the count applies; the figures below are summed over these alone.
    pub parts: u32,
    /// Posts.
    pub posts: u32,
    /// Σ max(0, staff − posts), part by part (超编).
    pub surplus: u32,
    /// Σ max(0, posts − staff), part by part (缺编).
    pub shortage: u32,
}

impl Count {
    fn add(&mut self, one: PartCount) {
        self.parts += 1;
        self.posts += one.posts;
        self.surplus += one.surplus;
        self.shortage += one.shortage;
    }
}

/// One count of posts at a school part, against its staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartCount {
    /// Posts.
    pub posts: u32,
    /// max(0, staff − posts)
    pub surplus: u32,
    /// max(0, posts − staff)
    pub shortage: u32,
}

impl PartCount {
    fn new(posts: u32, staff: u32) -> PartCount {
        PartCount { posts, surplus: staff.saturating_sub(posts), shortage: posts.saturating_sub(staff) }
    }
}

/// One stage of the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StageStaffing {
    /// Stage.
    pub stage: Part,
    /// Public schools that have the stage; a nine-year school stands in both.
    pub schools: u32,
    /// Pupils.
    pub pupils: u32,
    /// Classes.
    pub classes: u32,
    /// Teachers serving.
    pub staff: u32,
    /// By pupils (生师比); applies to every school.
    pub by_pupils: Count,
    /// By classes (班师比); applies to small schools and teaching points.
    pub by_classes: Count,
    /// By periods (课时); absent where the policy does not turn it on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_periods: Option<Count>,
    /// By the largest count that applies, before any authorised total.
    pub computed: Count,
    /// Posts within the authorised total.
    pub posts: Count,
    /// School parts with fewer teachers than classes.
    pub fewer_staff_than_classes: u32,
}

/// A subject at a school part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubjectStaffing {
    /// Subject id.
    pub subject: String,
    /// Posts required.
    pub required: u32,
    /// Teachers serving whose main subject it is.
    pub serving: u32,
    /// Required posts without a teacher whose main subject it is.
    pub short: u32,
    /// Required posts without a teacher after the best retasking inside the school, without any move.
    #[serde(default)]
    pub short_after_retasking: u32,
    /// Teachers beyond the requirement.
    pub over: u32,
    /// Most teachers that may serve after the moves, where the needs table sets it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<u32>,
    /// Weight of a short post in `unmet-need`.
    pub weight: u32,
}

/// Periods of a subject too small for a post of its own (走教).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SharedHoursDoc {
    /// Subject id.
    pub subject: String,
    /// Periods a week.
    pub periods: u32,
}

/// One stage of one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchoolStaffing {
    /// School id.
    pub school_id: String,
    /// School name.
    pub name: String,
    /// Stage.
    pub stage: Part,
    /// Side in the exchange.
    pub side: Side,
    /// Pupils.
    pub pupils: u32,
    /// Classes.
    pub classes: u32,
    /// Teachers serving.
    pub staff: u32,
    /// By pupils.
    pub by_pupils: PartCount,
    /// By classes, where it applies.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_classes: Option<PartCount>,
    /// By periods, where the policy turns it on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_periods: Option<PartCount>,
    /// By the largest count that applies.
    pub computed: PartCount,
    /// Computed posts within the authorised total (测算岗位).
    pub posts: PartCount,
    /// Posts on the books of the whole school, as the office states them (编制数); absent where it does not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub establishment: Option<u32>,
    /// What it takes to staff every class.
    pub floor: u32,
    /// By subject, in the policy's order.
    pub subjects: Vec<SubjectStaffing>,
    /// Subjects without a post of their own.
    pub shared_hours: Vec<SharedHoursDoc>,
}

/// Private schools of a stage: counted, and in no other figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PrivateSchools {
    /// Stage.
    pub stage: Part,
    /// Private schools that have it.
    pub schools: u32,
    /// Pupils.
    pub pupils: u32,
    /// Classes.
    pub classes: u32,
    /// Teachers serving; without a roster, as the schools state them.
    pub staff: u32,
}

/// The county's authorised total of posts (编制总额).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuthorisedDoc {
    /// For all stages together.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub total: Option<u32>,
    /// For primary schools.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub primary: Option<u32>,
    /// For junior schools.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub junior: Option<u32>,
}

/// The establishment of a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StaffingDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Policy id.
    pub policy: String,
    /// The authorised total; absent where none is given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub authorised: Option<AuthorisedDoc>,
    /// Private schools by stage; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub private: Vec<PrivateSchools>,
    /// By stage.
    pub stages: Vec<StageStaffing>,
    /// By school and stage.
    pub schools: Vec<SchoolStaffing>,
    /// Ids of people on the payroll who do not teach; counted nowhere above.
    pub not_teaching: Vec<String>,
}

impl Document for StaffingDocument {
    const NAME: &'static str = "staffing";
}

impl StaffingDocument {
    /// From the needs.
    pub fn new(county: &County, policy: &Policy, needs: &Needs) -> StaffingDocument {
        let stage = |part: Part| {
            let of: Vec<&Establishment> = needs.establishments.iter().filter(|e| e.part == part).collect();
            (!of.is_empty()).then(|| stage(part, &of))
        };
        StaffingDocument {
            county: county.name.clone(),
            school_year: county.school_year.label(),
            policy: policy.id.clone(),
            authorised: authorised(&county.authorised),
            private: Part::ALL.into_iter().filter_map(|part| private(county, part)).collect(),
            stages: Part::ALL.into_iter().filter_map(stage).collect(),
            schools: needs.establishments.iter().map(|e| school(county, policy, needs, e)).collect(),
            not_teaching: needs.not_teaching.iter().map(|t| county.teacher(*t).id.clone()).collect(),
        }
    }
}

fn private(county: &County, part: Part) -> Option<PrivateSchools> {
    let of: Vec<&School> = county.schools.iter().filter(|s| !s.public && s.parts().contains(&part)).collect();
    let sum = |value: &dyn Fn(&School) -> u32| of.iter().map(|s| value(s)).sum();
    let serves = |t: &TeacherIx| {
        let teacher = county.teacher(*t);
        teacher.teaches() && teacher.part == part && !county.school(county.serves_at(*t)).public
    };
    let staff = match county.teachers.is_empty() {
        true => sum(&|s| s.staff_reported.unwrap_or(0)),
        false => county.teacher_ixs().filter(serves).count() as u32,
    };
    (!of.is_empty()).then(|| PrivateSchools {
        staff,
        stage: part,
        schools: of.len() as u32,
        pupils: sum(&|s| *s.pupils.get(part)),
        classes: sum(&|s| s.classes_of(part)),
    })
}

fn authorised(total: &Authorised) -> Option<AuthorisedDoc> {
    match *total {
        Authorised::Open => None,
        Authorised::Total(n) => Some(AuthorisedDoc { total: Some(n), primary: None, junior: None }),
        Authorised::ByPart(by) => Some(AuthorisedDoc { total: None, primary: by.primary, junior: by.junior }),
    }
}

fn stage(part: Part, of: &[&Establishment]) -> StageStaffing {
    let sum = |value: fn(&Establishment) -> u32| of.iter().map(|e| value(e)).sum();
    let count = |posts: fn(&Establishment) -> Option<u32>| {
        let mut count = Count::default();
        for e in of {
            if let Some(posts) = posts(e) {
                count.add(PartCount::new(posts, e.staff));
            }
        }
        count
    };
    let by_periods = count(|e| e.by_periods);
    StageStaffing {
        stage: part,
        schools: of.len() as u32,
        pupils: sum(|e| e.pupils),
        classes: sum(|e| e.classes),
        staff: sum(|e| e.staff),
        by_pupils: count(|e| Some(e.by_pupils)),
        by_classes: count(|e| e.by_classes),
        by_periods: (by_periods.parts > 0).then_some(by_periods),
        computed: count(|e| Some(e.computed)),
        posts: count(|e| Some(e.posts)),
        fewer_staff_than_classes: of.iter().filter(|e| e.staff < e.classes).count() as u32,
    }
}

fn school(county: &County, policy: &Policy, needs: &Needs, e: &Establishment) -> SchoolStaffing {
    let school = county.school(e.school);
    let measured = |posts: u32| PartCount::new(posts, e.staff);
    let subject = |p: &Post| SubjectStaffing {
        subject: policy.subject_id(p.subject).to_owned(),
        required: p.required,
        serving: p.serving,
        short: p.short_by_main(),
        short_after_retasking: p.short(),
        over: p.over(),
        limit: p.limit,
        weight: p.weight,
    };
    let shared = needs.shared.iter().skip(needs.shared.partition_point(|h| (h.school, h.part) < (e.school, e.part)));
    SchoolStaffing {
        school_id: school.id.clone(),
        name: school.name.clone(),
        stage: e.part,
        side: policy.side(school),
        pupils: e.pupils,
        classes: e.classes,
        staff: e.staff,
        by_pupils: measured(e.by_pupils),
        by_classes: e.by_classes.map(measured),
        by_periods: e.by_periods.map(measured),
        computed: measured(e.computed),
        posts: measured(e.posts),
        establishment: school.establishment,
        floor: e.floor,
        subjects: needs.posts_of(e.school).iter().filter(|p| p.part == e.part).map(subject).collect(),
        shared_hours: shared
            .take_while(|h| (h.school, h.part) == (e.school, e.part))
            .map(|h| SharedHoursDoc { subject: policy.subject_id(h.subject).to_owned(), periods: h.periods })
            .collect(),
    }
}
