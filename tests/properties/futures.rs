//! Random futures of random small counties: what is foreseen, what the policy says of the years, and a keeper in memory.

use crate::counties::{self, Dice};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::finding::Severity;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::number::Decimal;
use lungang_domain::policy::{Honour, Mode, Param, Policy};
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::record::Record;
use lungang_domain::retirement::Delay;
use lungang_domain::rule::RuleName;
use lungang_domain::teacher::Status;
use lungang_domain::words::{Lang, Words};
use lungang_domain::years::YearsDocument;
use lungang_runner::case::Case;
use lungang_runner::year::{Settings, YearError};
use lungang_runner::years::{Ending, Keeper, Span, run};
use lungang_solver::Limits;
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_tables::read::{self, Options};
use lungang_tables::validate::validate;
use lungang_tables::write::{Format, WriteOptions, fill_county};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Seed of what is drawn.
pub const SEED: u64 = 67;

/// The years as they were planned, each with the county that it began with.
pub struct Planned {
    pub policy: Policy,
    pub records: Vec<Record>,
    pub document: YearsDocument,
    pub ending: Ending,
}

/// A random county with a random future.
pub fn world(seed: u64, base: &Policy) -> (CountyParts, Policy, Dice) {
    let (mut parts, mut policy) = counties::world(seed, base);
    let mut dice = Dice::new(seed ^ 0x5eed);
    // Rules that keep most of these counties from having any plan in some year are asked softly.
    for rule in RuleName::ALL {
        if policy.rules.mode(*rule) == Mode::Hard && !dice.one_in(4) {
            policy.rules.set_mode(*rule, Mode::Soft, Some("a test".to_owned()));
        }
    }
    policy.movement.term_years = Param::practice(dice.between(1, 3) as u8);
    policy.eligibility.rest_years = Param::practice(dice.below(3) as u32);
    policy.eligibility.years_same_school = Param::practice(dice.between(1, 3) as u32);
    let y = &mut policy.years;
    y.retirement_age_male = Param::practice(dice.between(42, 60) as u32);
    y.retirement_age_female = Param::practice(dice.between(42, 55) as u32);
    let mut delay = |year: i16| {
        let (step, at_most) = (dice.between(1, 6) as u32, dice.below(37) as u32);
        Param::practice(Delay { born: jiff::civil::date(year, 1 + dice.below(12) as i8, 1), step, at_most })
    };
    (y.retirement_delay_male, y.retirement_delay_female) = (delay(1975), delay(1980));
    let mut share = |most: u64| Param::practice(Decimal(1_000 * dice.below(most / 10 + 1) as i64));
    (y.departures, y.leave_ends, y.replaced, y.backbone_succeeds) = (share(20), share(100), share(100), share(100));
    y.honours_consecutive = Param::practice(dice.one_in(2));
    let name = Words { zh: "荣誉".to_owned(), en: "honour".to_owned() };
    let honour = |years: u32| Honour { years, id: format!("h{years}"), name: name.clone() };
    y.honours = Param::practice(vec![honour(1), honour(3), honour(10)]);
    for teacher in &mut parts.teachers {
        teacher.rural_years = dice.below(11) as u32;
        // What an office could hand in: nobody is on the books of a school without the stage.
        let stages = parts.schools[teacher.school.at()].parts();
        if !stages.contains(&teacher.part) {
            teacher.part = stages[0];
        }
    }
    parts.needs.iter_mut().for_each(|n| n.limit = n.limit.map(|limit| limit.max(n.required)));
    parts.schools.iter_mut().for_each(|s| (s.beds_male, s.beds_female) = (None, None));
    foresee(&mut dice, &mut parts);
    (parts, policy, dice)
}

fn foresee(dice: &mut Dice, parts: &mut CountyParts) {
    let subjects: Vec<SubjectIx> = parts.teachers.iter().flat_map(|t| t.subjects.clone()).collect();
    for school in (0..parts.schools.len()).map(SchoolIx::new) {
        let part = *dice.pick(parts.schools[school.at()].parts());
        // A series is stated year after year from the first on.
        let (pupils, classes) = (dice.below(2) * dice.below(6), dice.below(2) * dice.below(6));
        let grade = dice.one_in(2).then(|| (part.grades().start + 1) as u8);
        let mut add =
            |year: u64, what| parts.projections.push(Projection { year: SchoolYear(2026 + year as i16), what });
        for year in 1..=5 {
            let count = 1 + dice.below(90) as u32;
            if year <= pupils {
                add(year, Projected::Pupils { school, part, count });
            }
            if year <= classes {
                add(year, Projected::Classes { school, part, grade, count: 1 + count % 4 });
            }
            if dice.one_in(12) {
                add(year, Projected::Recruits { school, part, subject: *dice.pick(&subjects), count: count % 3 });
            }
        }
    }
    for t in (0..parts.teachers.len()).map(TeacherIx::new) {
        let year = |n: u64| SchoolYear(2026 + n as i16);
        let first = dice.between(1, 4);
        if parts.teachers[t.at()].status != Status::OnDuty {
            continue;
        }
        let mut add = |year, what| parts.projections.push(Projection { year, what });
        match dice.below(12) {
            0 => add(year(first), Projected::Departure(t)),
            1 => add(year(first), Projected::Leave(t)),
            2 => {
                add(year(first), Projected::Leave(t));
                add(year(first + 1), Projected::Return(t));
            }
            _ => {}
        }
    }
}

/// Writes a county's tables and reads them again; `Err` tells the errors that reading found.
pub fn through_tables(parts: &CountyParts, policy: &Policy, dir: &Path) -> Result<County, String> {
    let options =
        WriteOptions { format: Format::Csv, headers: Lang::ZH, policy: "national", remark: None, force: false };
    std::fs::create_dir_all(dir).expect("a folder");
    fill_county(parts, policy, dir, &options).expect("the tables are written");
    let (tables, mut findings) = read::read(dir, &Options::default());
    let (county, more) = validate(&tables, policy);
    findings.extend(more);
    let told = |f: &&lungang_domain::finding::Finding| format!("{} {}", f.code, f.cause(Lang::EN));
    let errors =
        || findings.sorted().iter().filter(|f| f.severity == Severity::Error).map(told).collect::<Vec<_>>().join("\n");
    county.filter(|_| !findings.has_errors()).ok_or_else(errors)
}

/// Keeps records, and sends every county through its tables.
struct Memory<'a> {
    policy: &'a Policy,
    dir: &'a Path,
    records: Vec<Record>,
}

impl Keeper for Memory<'_> {
    type Error = YearError;

    fn keep(&mut self, record: &Arc<Record>) -> Result<(), YearError> {
        self.records.push(Record::clone(record));
        Ok(())
    }

    fn settle(&mut self, parts: &CountyParts, year: SchoolYear) -> Result<Case, YearError> {
        let expected = County::new(parts.clone());
        assert_eq!(expected.school_year, year);
        let read = through_tables(parts, self.policy, &self.dir.join(year.label()));
        let read = read.unwrap_or_else(|errors| panic!("{} in {}: {errors}", parts.name, year.label()));
        let whole = |county: &County| format!("{:#?}", county.to_parts());
        let (a, b) = (whole(&expected), whole(&read));
        for (a, b) in a.lines().zip(b.lines()) {
            assert_eq!(a, b, "{} in {}: what is read is not what was written", parts.name, year.label());
        }
        assert_eq!(a.len(), b.len());
        Ok(Case::of(read, self.policy.clone()))
    }
}

/// Plans so many years from a county.
pub fn planned(county: County, policy: Policy, span: Span) -> Planned {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let engine = Fast::default();
    let settings = Settings { seed: SEED, engine: &engine, limits: Limits::default(), start: None };
    let never = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &never };
    let mut memory = Memory { policy: &policy, dir: dir.path(), records: Vec::new() };
    let ran = run(Case::of(county, policy.clone()), span, &settings, &watch, &mut memory);
    let (document, ending) = ran.expect("the solver does not fail");
    let records = memory.records;
    Planned { policy, records, document, ending }
}
