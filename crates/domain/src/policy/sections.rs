//! The sections of a policy other than its rules.

use super::{ByArea, ClassRatio, Param};
use crate::disclosure::Field;
use crate::number::Decimal;
use crate::plan::Direction;
use crate::retirement::{Delay, day};
use crate::school::{Area, ByPart, Tier};
use crate::teacher::{Role, Sex, Teacher, Title};
use crate::words::Words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A subject of the timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Subject {
    /// Id used in tables and files: `music`.
    pub id: String,
    /// Its word.
    pub name: Words,
    /// Other words a table may use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Short in rural schools (音体美英): weighs more in `unmet-need`.
    #[serde(default)]
    pub scarce: bool,
    /// `false`: its periods are taught by teachers of other subjects and it has no posts of its own.
    #[serde(default = "yes")]
    pub posts: bool,
    /// Periods a week by grade 1-9.
    #[serde(default)]
    pub weekly: Option<Param<[u32; 9]>>,
    /// Periods a week that fill one post, by stage.
    #[serde(default)]
    pub load: Option<Param<ByPart<Decimal>>>,
}

fn yes() -> bool {
    true
}

/// A named level or flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Level {
    /// Id used in tables and files.
    pub id: String,
    /// Its word.
    pub name: Words,
    /// Other words a table may use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Of a backbone level: who grants it; absent: the county, or whoever the word in the roster names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<LevelGrade>,
}

/// Who grants a backbone level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LevelGrade {
    /// 校级
    School,
    /// 县级
    #[default]
    County,
    /// 市、州、地区级
    Prefecture,
    /// 省级
    Province,
    /// 国家级
    Nation,
}

/// Lists of named levels, lowest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ladders {
    /// Backbone teachers (校级骨干教师, 县级骨干教师 …, or by kinds: 教坛新秀, 教学能手, 学科带头人 …).
    pub backbone: Param<Vec<Level>>,
    /// Levels of the national common language.
    pub language: Param<Vec<Level>>,
}

/// Which schools send and which receive; see [`super::Policy::side`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sides {
    /// Areas whose schools send, unless their tier says otherwise; schools of other areas receive.
    pub sending_areas: Param<Vec<Area>>,
    /// Tiers that send wherever they lie.
    pub sending_tiers: Param<Vec<Tier>>,
    /// Tiers that receive wherever they lie.
    pub receiving_tiers: Param<Vec<Tier>>,
}

/// Establishment (编制).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Staffing {
    /// 生师比: pupils for each post, by stage, and by area where it differs.
    pub pupils_per_post: Param<ByPart<ByArea>>,
    /// A school part with fewer pupils counts as small and is staffed by classes as well.
    pub small_school_pupils: Param<ByPart<u32>>,
    /// 班师比: posts for each class, in small schools and teaching points.
    pub posts_per_class: Param<ByPart<Decimal>>,
    /// How the count by classes ends where a school is no longer small; absent: at once.
    #[serde(default)]
    pub class_ratio: Option<Param<ClassRatio>>,
    /// Boarders for whom a school has one post more; absent: none.
    #[serde(default)]
    pub boarders_per_post: Option<Param<u32>>,
    /// Share of the posts that are of people who do not teach; absent: all posts are teaching posts.
    #[serde(default)]
    pub non_teaching: Option<Param<ByPart<Decimal>>>,
    /// Posts for each class below which no allocation may go.
    pub floor_per_class: Param<ByPart<Decimal>>,
    /// Whether the count by periods (课时) applies as well.
    pub by_periods: Param<bool>,
    /// Load of a subject that states none, periods a week.
    pub default_load: Param<ByPart<Decimal>>,
    /// Share of a load that a class teacher's duty (班主任) counts as, in the count by periods; absent: nothing.
    #[serde(default)]
    pub class_teacher_load: Option<Param<Decimal>>,
    /// From which age teachers have a lighter load, in the count by periods; absent: nobody has.
    #[serde(default)]
    pub older_teachers: Option<Param<OlderTeachers>>,
    /// Pupils in a class from which it counts as large (大班额).
    pub large_class: Param<u32>,
    /// Pupils in a class from which it counts as very large (超大班额); absent: not looked at.
    #[serde(default)]
    pub very_large_class: Option<Param<u32>>,
    /// Pupils above which a school counts as large; absent: not looked at.
    #[serde(default)]
    pub large_school: Option<Param<LargeSchool>>,
}

impl Staffing {
    /// Whether the count by classes fades where a school is no longer small.
    pub fn tapers(&self) -> bool {
        self.class_ratio.as_ref().is_some_and(|ratio| ratio.value == ClassRatio::Taper)
    }
}

/// Teachers with a lighter load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OlderTeachers {
    /// Age on the reference day from which the load is lighter.
    pub from_age: u32,
    /// Share of a load of which they are relieved.
    pub relief: Decimal,
}

/// Pupils above which a school counts as large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LargeSchool {
    /// A school of one stage.
    pub one_stage: u32,
    /// A nine-year school.
    pub nine_year: u32,
}

/// Who is eligible (符合交流条件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Eligibility {
    /// Least whole years at the present school.
    pub years_same_school: Param<u32>,
    /// Oldest age at which a man is asked to move; absent: no limit.
    #[serde(default)]
    pub max_age_male: Option<Param<u32>>,
    /// Oldest age at which a woman is asked to move; absent: no limit.
    #[serde(default)]
    pub max_age_female: Option<Param<u32>>,
    /// Whole years of rest after an exchange has ended.
    pub rest_years: Param<u32>,
    /// Whether nobody is asked to move who reaches the date of retirement before the term ends.
    pub before_retirement: Param<bool>,
    /// Whether principals and their deputies move with everybody else (they have a scheme of their own).
    pub principals_move: Param<bool>,
    /// Titles that may not move; usually none.
    #[serde(default)]
    pub excluded_titles: Option<Param<Vec<Title>>>,
    /// Flags of the roster that exempt.
    pub exemptions: Param<Vec<Level>>,
    /// Conditions that do not count against a teacher who applied; absent: none.
    #[serde(default)]
    pub volunteers_waive: Option<Param<Vec<Waivable>>>,
    /// Whole years after which principals and their deputies have served their terms at a school (任期届满); absent: not looked at.
    #[serde(default)]
    pub head_terms_years: Option<Param<u32>>,
    /// Years in rural schools that the senior title asks for (职称晋升的乡村任教经历); absent: not looked at.
    #[serde(default)]
    pub senior_title_rural_years: Option<Param<u32>>,
}

/// A condition that the policy lets a volunteer waive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Waivable {
    /// Whole years at the present school.
    Years,
    /// The age limit.
    Age,
    /// The rest after an exchange.
    Rest,
}

/// Who is asked to move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Everybody alike.
    #[default]
    All,
    /// Everybody, but as few as can be of those who did not apply: the goal `volunteers-first` says how much that weighs.
    VolunteersFirst,
    /// Nobody but those who applied.
    Volunteers,
}

/// What a move may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Movement {
    /// Directions in which moves are made at all.
    pub directions: Param<Vec<Direction>>,
    /// School years of a term, 1-3.
    pub term_years: Param<u8>,
    /// `true`: the personnel relation moves with the teacher (轮岗, 编随人走); `false`: it stays (交流, 不带编).
    pub carries_post: Param<bool>,
    /// Who is asked to move; absent: everybody alike.
    #[serde(default)]
    pub who: Option<Param<Who>>,
    /// Longest journey in kilometres; absent: no limit.
    #[serde(default)]
    pub max_km: Option<Param<Decimal>>,
    /// Road distance over great-circle distance.
    pub detour: Param<Decimal>,
    /// Whether teachers may be given another subject at their own school (校内调岗).
    pub retasks: Param<bool>,
    /// What a post is worth that somebody fills with another subject than the main one, as a share of its weight.
    pub second_subject_credit: Param<Decimal>,
}

impl Movement {
    /// Who is asked to move.
    pub fn asked(&self) -> Who {
        self.who.as_ref().map_or_else(Who::default, |who| who.value)
    }
}

/// Heads of schools (校长交流): who of them is due, and where they may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Principals {
    /// Whether heads change schools at all.
    pub on: Param<bool>,
    /// Who counts as a head: `principal`, `vice_principal`; each role is matched by itself.
    pub roles: Param<Vec<Role>>,
    /// School years of a term.
    pub term_years: Param<u8>,
    /// Terms after which a head is due.
    pub terms: Param<u8>,
    /// Whether who retires before a term that begins now is over stays.
    pub exempt_before_retirement: Param<bool>,
    /// Whether heads go only to schools with the same stages as their own.
    pub same_stage: Param<bool>,
    /// Whether nobody goes to a school where kin works (回避).
    pub avoid_kin: Param<bool>,
    /// Longest journey in kilometres; absent: no limit.
    #[serde(default)]
    pub max_km: Option<Param<Decimal>>,
}

impl Principals {
    /// Whole years in an office after which a head is due.
    pub fn due_after(&self) -> u32 {
        u32::from(self.term_years.value) * u32::from(self.terms.value)
    }
}

/// Weights of the goals, all whole numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Weights {
    /// Weight of a short post before hardship.
    pub need_base: Param<u32>,
    /// Added for each hardship class of the school.
    pub need_per_hardship: Param<u32>,
    /// Factor for a scarce subject; the weight is rounded up.
    pub need_scarce: Param<Decimal>,
    /// The most that a move to a wished school costs, however low its rank; at most `wish_none`.
    pub wish_unlisted: Param<u32>,
    /// Cost of a move to a school that is no wish of the teacher's, or none that can come true.
    pub wish_none: Param<u32>,
    /// Per cent added to the burden for each past posting.
    pub burden_per_posting: Param<u32>,
    /// Most past postings that count.
    pub burden_postings_max: Param<u32>,
    /// Cost of a move for each past posting of who moves, in `turns`.
    pub turn_per_posting: Param<u32>,
    /// Most past postings that count in it.
    pub turn_postings_max: Param<u32>,
    /// Cost of a move of somebody whose clock has just run out, in `turns`; each whole year beyond it takes one off.
    pub turn_years_max: Param<u32>,
    /// Allowance by hardship class 0-6 of the receiving school, yuan a month.
    pub allowance: Param<[u32; 7]>,
}

/// Privacy of published lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Disclosure {
    /// Whether names are masked (张*) in published lists.
    pub mask_names: Param<bool>,
    /// What a published list shows of a move unless the office chooses otherwise, in this order.
    pub fields: Param<Vec<Field>>,
    /// Calendar days for objections, the first and the last among them.
    pub objection_days: Param<u16>,
}

/// What happens from one school year to the next where no projection says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Years {
    /// Age at which men retire, on the first day of the school year, where nothing delays it.
    pub retirement_age_male: Param<u32>,
    /// Age at which women retire.
    pub retirement_age_female: Param<u32>,
    /// How much later than that, by month of birth, for men.
    pub retirement_delay_male: Param<Delay>,
    /// The same for women.
    pub retirement_delay_female: Param<Delay>,
    /// Share of the teachers on duty who go for good each year, drawn by lot.
    pub departures: Param<Decimal>,
    /// Share of the teachers on leave who come back each year, drawn by lot.
    pub leave_ends: Param<Decimal>,
    /// Share of those who retired or went that is replaced by new teachers of the same school and subject, drawn by lot.
    pub replaced: Param<Decimal>,
    /// Whom new teachers follow; absent: those who went, like for like.
    #[serde(default)]
    pub recruits: Option<Param<Recruits>>,
    /// Share of the backbone teachers who retired or went whose place on the ladder another teacher takes, drawn by lot among
    /// those of the same stage, of the same school first.
    pub backbone_succeeds: Param<Decimal>,
    /// Whole years at the school from which a teacher may take such a place.
    pub backbone_years: Param<u32>,
    /// Honours for years in rural schools (乡村从教), lowest first.
    pub honours: Param<Vec<Honour>>,
    /// Whether the years of an honour are consecutive: a year elsewhere starts the count again.
    pub honours_consecutive: Param<bool>,
}

impl Years {
    /// The day on which a teacher has the age of retirement; with the sex unknown the later of two. `None` without a date of
    /// birth, or where the calendar ends before.
    pub fn retires_on(&self, teacher: &Teacher) -> Option<Date> {
        let birth = teacher.birth?;
        let male = day(birth, self.retirement_age_male.value, &self.retirement_delay_male.value);
        let female = day(birth, self.retirement_age_female.value, &self.retirement_delay_female.value);
        match teacher.sex {
            Some(Sex::Male) => male,
            Some(Sex::Female) => female,
            // No day at all is later than any.
            None => male.zip(female).map(|(male, female)| male.max(female)),
        }
    }
}

/// Whom the new teachers of a year follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recruits {
    /// Those who went, at the same school, stage and subject.
    #[default]
    LikeForLike,
    /// The recruitment plan of the year that ends (招聘计划).
    Plan,
}

/// An honour for years in rural schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Honour {
    /// Years that earn it.
    pub years: u32,
    /// Id used in files: `county`.
    pub id: String,
    /// Its word.
    pub name: Words,
}
