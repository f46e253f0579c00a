//! The smallest record that has something of everything: a move, a shortage filled, one left, a suspended law, a
//! breach, a fault, a finding; names that a spreadsheet would run.

use jiff::civil::date;
use lungang_domain::audit::{AuditReport, Breach, Fault, GoalAudit, Relation, RuleAudit, Unit, VariationAudit};
use lungang_domain::balance::{Indicator, Variation};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::certificate::{Certificate, FORMAT, GoalCertificate};
use lungang_domain::county::{Authorised, County, CountyParts, Wish};
use lungang_domain::document::Seconds;
use lungang_domain::eligibility::{Eligibility, Reason, Verdict};
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::{Establishment, Needs, Post, Route, SharedHours};
use lungang_domain::plan::{GoalValue, Move, Plan, PlanStatus, Serves, Standing};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::record::{InputHash, ReadAs, Record, RunInfo};
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Area, ByPart, Part, School, SchoolStage};
use lungang_domain::teacher::{Role, Sex, Teacher, Title};
use lungang_domain::travel::Position;
use std::collections::BTreeMap;

/// What a spreadsheet would take for a formula.
pub const FORMULA: &str = "=HYPERLINK(\"http://example.org\",\"奖\")";
/// The same from a school.
pub const SIGNS: &str = "@SUM(A1)+乡村小学";

pub const CHINESE: SubjectIx = SubjectIx(0);
pub const ENGLISH: SubjectIx = SubjectIx(1);
pub const MUSIC: SubjectIx = SubjectIx(2);

pub fn policy() -> Policy {
    toml::from_str(include_str!("policy.toml")).expect("the test policy reads")
}

fn school(id: &str, name: &str, area: Area, pupils: u32, classes: u32) -> School {
    let mut by_grade = [0; 9];
    by_grade[0] = classes;
    School {
        name: name.to_owned(),
        area,
        pupils: ByPart { primary: pupils, junior: 0 },
        classes: by_grade,
        hardship: 2,
        position: Some(Position { lon: 76_000_000, lat: 39_000_000 + pupils as i32 * 100 }),
        beds: Some(1),
        ..School::new(id, SchoolStage::Primary)
    }
}

fn teacher(id: &str, name: &str, school: u32, subject: SubjectIx) -> Teacher {
    Teacher {
        name: name.to_owned(),
        subjects: vec![subject],
        sex: Some(Sex::Female),
        birth: Some(date(1985, 5, 1)),
        title: Title::Intermediate,
        ..Teacher::new(id, SchoolIx(school), Part::Primary, date(2015, 9, 1))
    }
}

fn county() -> County {
    let mut office = teacher("T4", "赵六", 1, CHINESE);
    office.role = Role::Administrator;
    let mut backbone = teacher("T2", "李四", 0, MUSIC);
    backbone.backbone = Some(0);
    County::new(CountyParts {
        name: "示例县&Co".to_owned(),
        school_year: Some(SchoolYear(2026)),
        schools: vec![
            school("S1", "第一小学", Area::Urban, 57, 3),
            school("S2", SIGNS, Area::Rural, 38, 3),
            school("S3", "第三小学", Area::Rural, 19, 1),
        ],
        teachers: vec![teacher("=T1", FORMULA, 0, ENGLISH), backbone, teacher("T3", "欧阳娜娜", 0, ENGLISH), office],
        wishes: vec![Wish { teacher: TeacherIx(0), rank: 2, school: SchoolIx(1) }],
        authorised: Authorised::Total(9),
        ..CountyParts::default()
    })
}

fn establishment(school: u32, pupils: u32, classes: u32, by_pupils: u32, by_classes: u32, staff: u32) -> Establishment {
    let computed = by_pupils.max(by_classes);
    Establishment {
        school: SchoolIx(school),
        part: Part::Primary,
        pupils,
        classes,
        by_pupils,
        by_classes: Some(by_classes),
        by_periods: 0,
        boarding: 0,
        computed,
        floor: classes,
        posts: computed,
        teaching: computed,
        staff,
        payroll: staff,
    }
}

fn post(school: u32, subject: SubjectIx, required: u32, serving: u32, weight: u32) -> Post {
    Post {
        school: SchoolIx(school),
        part: Part::Primary,
        subject,
        required,
        serving,
        standing: serving,
        limit: None,
        weight,
    }
}

fn needs() -> Needs {
    let mut first = establishment(0, 57, 3, 3, 6, 3);
    first.by_classes = None;
    first.computed = 3;
    first.posts = 3;
    first.teaching = 3;
    // Somebody in the office, who does not teach.
    let mut second = establishment(1, 38, 3, 2, 6, 0);
    second.payroll = 1;
    Needs {
        retasks: Vec::new(),
        establishments: vec![first, second, establishment(2, 19, 1, 1, 2, 0)],
        posts: vec![
            post(0, CHINESE, 1, 0, 6),
            post(0, ENGLISH, 1, 2, 12),
            post(0, MUSIC, 1, 1, 12),
            post(1, CHINESE, 4, 0, 6),
            post(1, ENGLISH, 1, 0, 12),
            post(2, CHINESE, 2, 0, 6),
        ],
        shared: vec![SharedHours {
            school: SchoolIx(1),
            part: Part::Primary,
            subject: MUSIC,
            periods: 6,
            weight: 12,
            travelled: true,
        }],
        routes: vec![Route { post: 2, shared: 0, metres: 4_200 }],
        hubs: Vec::new(),
        not_teaching: vec![TeacherIx(3)],
        staff: vec![3, 0, 0],
        school_posts: vec![3, 6, 2],
        teaching_posts: vec![3, 6, 2],
        payroll: vec![3, 1, 0],
        on_duty: vec![3, 1, 0],
        teachers_only: false,
    }
}

fn rule(rule: RuleName, mode: Mode) -> RuleAudit {
    RuleAudit {
        rule,
        mode,
        clause: if rule == RuleName::ExchangeQuota {
            "县教〔2026〕1号 三(二)3".to_owned()
        } else {
            String::new()
        },
        reason: None,
        relation: Relation::AtLeast,
        unit: Unit::People,
        required: 1,
        achieved: 1,
        holds: Some(true),
        checked: 1,
        unchecked: Vec::new(),
        breaches: Vec::new(),
    }
}

fn audit() -> AuditReport {
    let breach = Breach {
        school: Some("S2".to_owned()),
        other: None,
        stage: None,
        subject: None,
        teachers: vec!["=T1".to_owned()],
        kind: "team-size".to_owned(),
        required: 2,
        achieved: 1,
    };
    let rules = RuleName::ALL.iter().map(|&name| match name {
        RuleName::BackboneShare => {
            RuleAudit { reason: Some("=1+1".to_owned()), achieved: 0, holds: Some(false), ..rule(name, Mode::Off) }
        }
        RuleName::TeamSize => RuleAudit {
            unit: Unit::Instances,
            relation: Relation::Equal,
            achieved: 0,
            holds: Some(false),
            breaches: vec![breach.clone(), breach.clone()],
            ..rule(name, Mode::Soft)
        },
        _ => rule(name, Mode::Hard),
    });
    AuditReport {
        clean: false,
        breaches: 1,
        eligible: 3,
        moves: 1,
        moves_down: 1,
        backbone_moves: 0,
        exchange: lungang_domain::exchange::Exchange::default(),
        unchecked: Vec::new(),
        rules: rules.collect(),
        balance: vec![VariationAudit {
            stage: Part::Primary,
            indicator: Indicator::Backbone,
            schools: 2,
            pupils: 80,
            items: 4,
            limit: Some(0.3),
            before: Variation { weighted: 0.5, unweighted: 0.5 },
            after: Variation { weighted: 0.5, unweighted: 0.5 },
            holds: Some(false),
        }],
        heads: None,
        goals: vec![GoalAudit {
            name: "unmet-need".to_owned(),
            value: 42,
            claimed: Some(42),
            certified_bound: Some(40),
            certified_gap: Some(2),
            unmeasured: None,
            claimed_bound: Some(40),
            standing: Standing::Open,
        }],
        standing: Standing::Open,
        faults: vec![Fault {
            kind: "goal-differs".to_owned(),
            teacher: None,
            school: None,
            expected: Some("42".to_owned()),
            found: Some("=41".to_owned()),
            place: Some(Place { row: Some(3), ..Place::file("plan.json") }),
        }],
    }
}

/// A certificate of the record's second goal.
pub fn certificate() -> Certificate {
    let goal = GoalCertificate {
        name: "unmet-need".to_owned(),
        value: 42,
        bound: 40,
        prices: BTreeMap::from([("one_post.%3dT1".to_owned(), -2), ("exchange_quota.county".to_owned(), 1)]),
        held: vec![-3],
        cases: Vec::new(),
    };
    Certificate { format: FORMAT, seed: 7, denominator: 4, goals: vec![goal] }
}

/// The record: the English teacher of the first school goes to the second.
pub fn record() -> Record {
    let verdict = |reasons: &[Reason]| Verdict { reasons: reasons.to_vec(), waived: Vec::new() };
    let mut findings = Findings::default();
    for row in 0..25 {
        let place = Place { row: Some(row + 2), column: Some("=pupils".to_owned()), ..Place::file("schools.csv") };
        findings.push(Finding::warning("large-class", place).with("from", 56).with("size", "=60").with("grades", 1));
    }
    Record {
        county: county(),
        policy: policy(),
        findings,
        needs: needs(),
        eligibility: Eligibility {
            verdicts: vec![
                verdict(&[]),
                verdict(&[]),
                verdict(&[]),
                verdict(&[Reason::NotSending, Reason::NotTeaching, Reason::TooFewYears(3), Reason::Exempt(0)]),
            ],
        },
        plan: Plan {
            status: PlanStatus::Optimal,
            moves: vec![Move { teacher: TeacherIx(0), to: SchoolIx(1), part: Part::Primary, subject: ENGLISH }],
            retasks: Vec::new(),
            visits: Vec::new(),
            heads: None,
            goals: vec![
                GoalValue { name: "breach:team-size".to_owned(), value: 1, bound: Some(1), maximised: false },
                GoalValue { name: "unmet-need".to_owned(), value: 42, bound: Some(40), maximised: false },
                GoalValue { name: "=welfare".to_owned(), value: 7, bound: None, maximised: true },
            ],
        },
        serves: vec![vec![Serves::Rule(RuleName::ExchangeQuota), Serves::Need, Serves::Wish(2)]],
        certificate: None,
        audit: audit(),
        run: RunInfo {
            version: "0.1.0".to_owned(),
            county: "county".to_owned(),
            read_as: ReadAs::default(),
            policy: "test".to_owned(),
            policy_sha256: "00".to_owned(),
            seed: 7,
            engine: "highs".to_owned(),
            solver: "HiGHS".to_owned(),
            solver_version: "1.15.0".to_owned(),
            threads: 1,
            seconds: Seconds { read: 0.1, model: 0.1, solve: 0.9, audit: 0.1 },
            inputs: vec![InputHash { file: "schools.csv".to_owned(), sha256: "11".to_owned() }],
            again: None,
            ahead: None,
        },
    }
}
