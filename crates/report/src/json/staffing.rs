//! `staffing --format json`: establishment by stage and school, posts by subject, and who does not teach.
//!
//! Surplus and shortage are never netted between schools: a teacher too many in one school fills no post in another
//! until somebody moves. Every sum over a stage is the sum of its school parts, each measured on its own.
//!
//! Posts are of everybody on the payroll, teaching or not; teaching posts and the count by periods are of those who teach. Which
//! people stand against which posts is said at each figure.

use lungang_domain::county::{Authorised, County};
use lungang_domain::format::Document;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::needs::{Establishment, Needs, Post};
use lungang_domain::policy::Policy;
use lungang_domain::remarks::{Matter, remarks};
use lungang_domain::school::{Part, School, Side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One count of posts over a stage, against the people of the school parts for which it applies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// School parts for which the count applies; the figures below are summed over these alone.
    pub parts: u32,
    /// Posts.
    pub posts: u32,
    /// Σ max(0, people − posts), part by part.
    pub surplus: u32,
    /// Σ max(0, posts − people), part by part.
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

/// One count of posts at a school part, against its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartCount {
    /// Posts.
    pub posts: u32,
    /// max(0, people − posts)
    pub surplus: u32,
    /// max(0, posts − people)
    pub shortage: u32,
}

impl PartCount {
    fn new(posts: u32, people: u32) -> PartCount {
        PartCount { posts, surplus: people.saturating_sub(posts), shortage: posts.saturating_sub(people) }
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
    /// Everybody on the payroll (在编), teaching or not; absent without a roster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on_payroll: Option<u32>,
    /// By pupils (生师比), against the payroll; applies to every school.
    pub by_pupils: Count,
    /// By classes (班师比), against the payroll; applies to small schools and teaching points, and fades where the policy says so.
    pub by_classes: Count,
    /// By periods (课时), against those who teach; part of `computed` only where the policy turns it on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_periods: Option<Count>,
    /// Posts for boarders, which are part of `computed`.
    #[serde(default)]
    pub boarding: u32,
    /// By the largest count that applies, before any authorised total, against the payroll.
    pub computed: Count,
    /// Posts within the authorised total, against the payroll.
    pub posts: Count,
    /// Posts of those who teach, against those who teach.
    #[serde(default)]
    pub teaching: Count,
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
    /// Everybody on the payroll (在编), teaching or not; absent without a roster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on_payroll: Option<u32>,
    /// By pupils, against the payroll.
    pub by_pupils: PartCount,
    /// By classes, where it applies, against the payroll.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_classes: Option<PartCount>,
    /// By periods, against those who teach; part of `computed` only where the policy turns it on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_periods: Option<PartCount>,
    /// Posts for boarders, which are part of `computed`.
    #[serde(default)]
    pub boarding: u32,
    /// By the largest count that applies, against the payroll.
    pub computed: PartCount,
    /// Computed posts within the authorised total (测算岗位), against the payroll.
    pub posts: PartCount,
    /// Posts of those who teach (教学岗位), against those who teach.
    pub teaching: PartCount,
    /// Approved posts of the whole school, as the office states them (核定); absent where it does not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub establishment: Option<u32>,
    /// What it takes to staff every class.
    pub floor: u32,
    /// By subject, in the policy's order.
    pub subjects: Vec<SubjectStaffing>,
    /// Subjects without a post of their own.
    pub shared_hours: Vec<SharedHoursDoc>,
}

/// What a school's establishment is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The approved posts.
    Approved,
    /// The computed posts, where none are approved.
    Computed,
}

/// The four figures of a school's establishment, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchoolEstablishment {
    /// School id.
    pub school_id: String,
    /// School name.
    pub name: String,
    /// 核定: approved posts; absent where the office states none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub approved: Option<u32>,
    /// 测算: computed posts, all stages, within the authorised total.
    pub computed: u32,
    /// 在编: everybody on the payroll, teaching or not; absent without a roster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on_payroll: Option<u32>,
    /// 在岗: everybody on duty there, teaching or not; absent without a roster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on_duty: Option<u32>,
    /// Those on duty there who teach.
    pub staff: u32,
    /// What the payroll is measured by.
    pub against: Against,
    /// 超编: max(0, payroll − posts)
    pub over: u32,
    /// 缺编: max(0, posts − payroll)
    pub short: u32,
}

/// What an inspection asks; none of it stops a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RemarkDoc {
    /// What it is.
    pub matter: Matter,
    /// The school, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school_id: Option<String>,
    /// The stage, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage: Option<Part>,
    /// The honour, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub honour: Option<String>,
    /// Ids of the people, where it names them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub teachers: Vec<String>,
    /// What was counted.
    pub found: u32,
    /// What it is set against: posts, or years.
    pub against: u32,
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
    /// The four figures of every public school.
    #[serde(default)]
    pub establishments: Vec<SchoolEstablishment>,
    /// Whether the roster lists teachers only while the policy sets posts aside for others: how many others there are is not known,
    /// and all posts count as teaching posts.
    #[serde(default)]
    pub non_teaching_unknown: bool,
    /// Ids of people on the payroll who do not teach; they are on the payroll, and in no other figure above.
    pub not_teaching: Vec<String>,
    /// What an inspection asks.
    #[serde(default)]
    pub remarks: Vec<RemarkDoc>,
    /// Public schools whose number of teachers nobody states, where there is no roster: their shortage is not known, and they count
    /// as if nobody taught there.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub not_counted: Vec<String>,
    /// Later years of which pupils or classes are foreseen, against the people of this year.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub later: Vec<LaterStaffing>,
}

/// A stage in a later year, as the projections foresee it, with the people of this year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LaterStaffing {
    /// `2027-2028`
    pub school_year: String,
    /// Stage.
    pub stage: Part,
    /// Pupils.
    pub pupils: u32,
    /// Classes.
    pub classes: u32,
    /// Posts within the authorised total, against those who are on the payroll this year.
    pub posts: Count,
    /// Every school.
    pub schools: Vec<LaterSchool>,
}

/// One stage of one school in a later year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LaterSchool {
    /// School id.
    pub school_id: String,
    /// Pupils.
    pub pupils: u32,
    /// Classes.
    pub classes: u32,
    /// Posts, against those who are on the payroll this year.
    pub posts: PartCount,
}

impl Document for StaffingDocument {
    const NAME: &'static str = "staffing";
}

impl StaffingDocument {
    /// From the posts and people of this year and of later ones, and the schools of which nobody knows how many teach there.
    pub fn established<'a>(
        (county, policy): (&County, &Policy),
        needs: &Needs,
        later: impl Iterator<Item = (&'a County, &'a Needs)>,
        not_counted: Vec<String>,
    ) -> StaffingDocument {
        let first = StaffingDocument { not_counted, ..StaffingDocument::new(county, policy, needs) };
        later.fold(first, |document, (later, then)| document.with_later(needs, later, then))
    }

    /// From the needs.
    pub fn new(county: &County, policy: &Policy, needs: &Needs) -> StaffingDocument {
        let roster = !county.teachers.is_empty();
        let public = county.school_ixs().filter(|s| county.school(*s).public);
        let stage = |part: Part| {
            let of: Vec<&Establishment> = needs.establishments.iter().filter(|e| e.part == part).collect();
            (!of.is_empty()).then(|| stage(part, &of, roster))
        };
        StaffingDocument {
            county: county.name.clone(),
            school_year: county.school_year.label(),
            policy: policy.id.clone(),
            authorised: authorised(&county.authorised),
            private: Part::ALL.into_iter().filter_map(|part| private(county, part)).collect(),
            stages: Part::ALL.into_iter().filter_map(stage).collect(),
            schools: needs.establishments.iter().map(|e| school(county, policy, needs, e)).collect(),
            establishments: public.map(|s| establishment(county, needs, s)).collect(),
            non_teaching_unknown: needs.teachers_only && policy.staffing.non_teaching.is_some(),
            not_teaching: needs.not_teaching.iter().map(|t| county.teacher(*t).id.clone()).collect(),
            remarks: remarks(county, policy, needs)
                .into_iter()
                .map(|r| RemarkDoc {
                    matter: r.matter,
                    school_id: r.school.map(|s| county.school(s).id.clone()),
                    stage: r.part,
                    honour: r.honour.map(|at| policy.years.honours.value[at].id.clone()),
                    teachers: r.teachers.iter().map(|t| county.teacher(*t).id.clone()).collect(),
                    found: r.found,
                    against: r.against,
                })
                .collect(),
            not_counted: Vec::new(),
            later: Vec::new(),
        }
    }

    /// With a later year: its schools and needs, against the people of this year's needs.
    #[must_use]
    pub fn with_later(mut self, now: &Needs, county: &County, needs: &Needs) -> StaffingDocument {
        for part in Part::ALL {
            let of: Vec<&Establishment> = needs.establishments.iter().filter(|e| e.part == part).collect();
            if of.is_empty() {
                continue;
            }
            let school = |e: &&Establishment| {
                let today = now.establishments.iter().find(|t| (t.school, t.part) == (e.school, e.part));
                let posts = PartCount::new(e.posts, today.map_or(0, |t| t.payroll));
                LaterSchool {
                    school_id: county.school(e.school).id.clone(),
                    pupils: e.pupils,
                    classes: e.classes,
                    posts,
                }
            };
            let schools: Vec<LaterSchool> = of.iter().map(school).collect();
            let mut posts = Count::default();
            schools.iter().for_each(|s| posts.add(s.posts));
            self.later.push(LaterStaffing {
                school_year: county.school_year.label(),
                stage: part,
                pupils: schools.iter().map(|s| s.pupils).sum(),
                classes: schools.iter().map(|s| s.classes).sum(),
                posts,
                schools,
            });
        }
        self
    }
}

fn establishment(county: &County, needs: &Needs, at: SchoolIx) -> SchoolEstablishment {
    let (school, roster) = (county.school(at), !county.teachers.is_empty());
    let of = |list: &[u32]| list.get(at.at()).copied().unwrap_or(0);
    let (computed, payroll) = (of(&needs.school_posts), of(&needs.payroll));
    let measured = PartCount::new(school.establishment.unwrap_or(computed), payroll);
    SchoolEstablishment {
        school_id: school.id.clone(),
        name: school.name.clone(),
        approved: school.establishment,
        computed,
        on_payroll: roster.then_some(payroll),
        on_duty: roster.then(|| of(&needs.on_duty)),
        staff: of(&needs.staff),
        against: if school.establishment.is_some() { Against::Approved } else { Against::Computed },
        over: measured.surplus,
        short: measured.shortage,
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

fn stage(part: Part, of: &[&Establishment], roster: bool) -> StageStaffing {
    let sum = |value: fn(&Establishment) -> u32| of.iter().map(|e| value(e)).sum();
    let count = |one: fn(&Establishment) -> Option<PartCount>| {
        let mut count = Count::default();
        of.iter().filter_map(|e| one(e)).for_each(|one| count.add(one));
        count
    };
    StageStaffing {
        stage: part,
        schools: of.len() as u32,
        pupils: sum(|e| e.pupils),
        classes: sum(|e| e.classes),
        staff: sum(|e| e.staff),
        on_payroll: roster.then(|| sum(|e| e.payroll)),
        by_pupils: count(|e| Some(PartCount::new(e.by_pupils, e.payroll))),
        by_classes: count(|e| Some(PartCount::new(e.by_classes?, e.payroll))),
        by_periods: Some(count(|e| Some(PartCount::new(e.by_periods, e.staff)))),
        boarding: sum(|e| e.boarding),
        computed: count(|e| Some(PartCount::new(e.computed, e.payroll))),
        posts: count(|e| Some(PartCount::new(e.posts, e.payroll))),
        teaching: count(|e| Some(PartCount::new(e.teaching, e.staff))),
        fewer_staff_than_classes: of.iter().filter(|e| e.staff < e.classes).count() as u32,
    }
}

fn school(county: &County, policy: &Policy, needs: &Needs, e: &Establishment) -> SchoolStaffing {
    let school = county.school(e.school);
    let measured = |posts: u32| PartCount::new(posts, e.payroll);
    let taught = |posts: u32| PartCount::new(posts, e.staff);
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
        on_payroll: (!county.teachers.is_empty()).then_some(e.payroll),
        by_pupils: measured(e.by_pupils),
        by_classes: e.by_classes.map(measured),
        by_periods: Some(taught(e.by_periods)),
        boarding: e.boarding,
        computed: measured(e.computed),
        posts: measured(e.posts),
        teaching: taught(e.teaching),
        establishment: school.establishment,
        floor: e.floor,
        subjects: needs.posts_of(e.school).iter().filter(|p| p.part == e.part).map(subject).collect(),
        shared_hours: shared
            .take_while(|h| (h.school, h.part) == (e.school, e.part))
            .map(|h| SharedHoursDoc { subject: policy.subject_id(h.subject).to_owned(), periods: h.periods })
            .collect(),
    }
}
