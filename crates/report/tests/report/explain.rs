//! Explanations: every answer keeps to the schema and finds its words in both languages.

use crate::json::validated;
use crate::world::record;
use lungang_domain::audit::{Breach, Fault};
use lungang_domain::county::{Pin, PinKind};
use lungang_domain::eligibility::Reason;
use lungang_domain::explanation::{
    Alternative, Answered, AtLeast, Binding, Broken, Changed, Comes, Explanation, Made, NoMove, Obstacle, OfByHand,
    OfPair, OfRule, OfSchool, OfTeacher, PostShift, Price, Shift, Spot, StaysShort,
};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::PostAfter;
use lungang_domain::plan::{Direction, Move, Serves, Visit};
use lungang_domain::policy::Mode;
use lungang_domain::record::Record;
use lungang_domain::rule::RuleName;
use lungang_domain::words::Lang;
use lungang_report::json::{ExplainDocument, to_text};

/// An answer to each kind of question, with all that may be stated.
pub fn explanations(record: &Record) -> Vec<Explanation> {
    let m = record.plan.moves[0];
    let (teacher, school, post) = (m.teacher, m.to, record.needs.posts[0]);
    let shift = |after| Shift { name: "unmet-need".to_owned(), maximised: false, before: 5, after };
    let possible = |after| Comes::Possible { proved: true, goals: vec![shift(after)] };
    let spots = [
        Spot::County,
        Spot::School(school),
        Spot::Post(school, post.part, SubjectIx(0)),
        Spot::Pair(school, SchoolIx(0), Some((post.part, SubjectIx(0)))),
        Spot::Pair(school, SchoolIx(0), None),
        Spot::Teacher(teacher),
        Spot::Couple(teacher, TeacherIx(0)),
        Spot::Pin(teacher, PinKind::Stay),
    ];
    let at = |place| Obstacle { rule: RuleName::Housing, sentence: "men", place };
    let impossible = Comes::Impossible { because: spots.map(at).to_vec(), proved: true };
    let of_teacher = OfTeacher {
        retasked: None,
        head: None,
        teacher,
        reasons: record.eligibility.verdicts.iter().flat_map(|v| v.reasons.clone()).collect(),
        waived: Vec::new(),
        pins: PinKind::ALL.iter().map(|kind| fixed(teacher, *kind, Some(school))).collect(),
        moves: 3,
        no_move: Vec::new(),
        visits: vec![Visit {
            teacher,
            base: school,
            school: SchoolIx(0),
            part: post.part,
            subject: SubjectIx(0),
            periods: 4,
        }],
        made: Some(Made {
            planned: m,
            direction: Direction::Down,
            metres: Some(12_345),
            serves: vec![Serves::Rule(RuleName::ExchangeQuota), Serves::Need, Serves::Wish(1)],
        }),
        otherwise: Some(impossible.clone()),
        others: Vec::new(),
        alternatives: [(None, possible(7)), (Some(m), possible(5)), (Some(m), Comes::Unknown)]
            .map(|(choice, comes)| Alternative {
                choice,
                comes,
                others: vec![Changed { teacher: TeacherIx(0), before: None, after: Some(m) }],
            })
            .to_vec(),
        rest: vec![
            AtLeast { choice: None, loss: Some(("unmet-need".to_owned(), 2)) },
            AtLeast { choice: Some(m), loss: None },
        ],
    };
    let of_pair = OfPair {
        teacher,
        school,
        subject: Some(m.subject),
        planned: false,
        instead: None,
        reasons: Vec::new(),
        no_move: vec![NoMove::Outside(SchoolIx(0)), NoMove::Direction(Direction::Up), NoMove::Subject(m.subject)],
        comes: Some(possible(4)),
        others: vec![Changed { teacher, before: Some(m), after: None }],
    };
    let short = StaysShort {
        post,
        short: 1,
        able: 3,
        elsewhere: 2,
        weightier: 1,
        sent: Vec::new(),
        coming: 0,
        open: true,
        comes: Some(impossible),
    };
    let of_school = OfSchool {
        school,
        posts: 3,
        staff: 2,
        arrive: vec![m],
        leave: Vec::new(),
        subjects: vec![(post, PostAfter { serving: 1, travelling: 0 })],
        short: vec![
            short.clone(),
            StaysShort { sent: vec![teacher], ..short.clone() },
            StaysShort { able: 0, comes: None, open: false, ..short.clone() },
            StaysShort { able: 0, comes: None, coming: 2, ..short.clone() },
            StaysShort { able: 0, comes: None, ..short },
        ],
        more: 1,
    };
    let of_rule = OfRule {
        rule: RuleName::Housing,
        mode: Mode::Hard,
        law: true,
        places: 2,
        binding: vec![Binding { at: at(Spot::School(school)), limit: 1, least: false }],
        comes: Some(possible(3)),
        prices: vec![Price { goal: "burden".to_owned(), at: at(Spot::County), price: -3, denominator: 2 }],
    };
    let stays = OfTeacher {
        made: None,
        moves: 0,
        reasons: Vec::new(),
        otherwise: None,
        alternatives: Vec::new(),
        rest: Vec::new(),
        pins: vec![fixed(teacher, PinKind::Forbid, None)],
        ..of_teacher.clone()
    };
    // Who has nowhere to go, who is kept from everywhere, whose school does not send, and who waives a condition.
    let kept = OfTeacher { no_move: vec![NoMove::Continuity, NoMove::NotApplied], ..stays.clone() };
    let up = OfTeacher { reasons: vec![Reason::NotSending], moves: 2, ..stays.clone() };
    let waived = OfTeacher { waived: vec![Reason::TooOld(58)], moves: 2, ..stays.clone() };
    let people = [of_teacher, stays, kept, up, waived].map(|a| Answered::Teacher(Box::new(a)));
    let others = [Answered::Pair(of_pair), Answered::School(of_school), Answered::Rule(of_rule)];
    let others = others.into_iter().chain([OfByHand::default(), by_hand(m)].map(|a| Answered::ByHand(Box::new(a))));
    let answers = people.into_iter().chain(others);
    let whole = |answer| Explanation { goals: record.plan.goals.clone(), proved: false, lottery: true, answer };
    answers.map(whole).collect()
}

/// A change by hand of which everything can be said.
fn by_hand(m: Move) -> OfByHand {
    let breach = Breach {
        school: Some("S01".to_owned()),
        other: None,
        stage: None,
        subject: None,
        teachers: vec!["T1".to_owned()],
        kind: "inflow-cap".to_owned(),
        required: 1,
        achieved: 2,
    };
    let broken = |mode| Broken { rule: RuleName::InflowCap, mode, breach: breach.clone() };
    let fault = Fault {
        kind: "unknown-teacher".to_owned(),
        teacher: Some("T1".to_owned()),
        school: None,
        expected: None,
        found: None,
        place: None,
    };
    let post = |before, after| PostShift { school: m.to, part: m.part, subject: m.subject, before, after };
    OfByHand {
        changed: vec![Changed { teacher: m.teacher, before: None, after: Some(m) }],
        freed: vec![m.teacher],
        faults: vec![fault],
        broken: vec![broken(Mode::Hard), broken(Mode::Soft)],
        mended: vec![broken(Mode::Soft)],
        posts: vec![post(1, 2), post(2, 1)],
        goals: vec![Shift { name: "burden".to_owned(), maximised: false, before: 1, after: 3 }],
    }
}

fn fixed(teacher: TeacherIx, kind: PinKind, school: Option<SchoolIx>) -> Pin {
    Pin { teacher, kind, school, subject: None, reason: String::new() }
}

#[test]
fn every_explanation_keeps_to_its_schema_and_has_its_words() {
    let record = record();
    for lang in Lang::COMPLETE {
        for explanation in explanations(&record) {
            let document = ExplainDocument::new(&record.county, &record.policy, &explanation, lang);
            validated("explain", &to_text(&document));
            let view = lungang_report::text::View::whole(lang);
            let text = lungang_report::text::explain(&record.county, &record.policy, &explanation, view);
            for said in document.answer.iter().map(String::as_str).chain(text.lines()) {
                assert!(!said.contains('{') && !said.contains("explain."), "{said}");
            }
        }
    }
}
