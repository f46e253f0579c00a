//! A sentence that counts nothing is not said: what is 0 is left out, or has words of its own.

use crate::explain::explanations;
use crate::world::record;
use lungang_domain::diagnosis::{Asks, Diagnosis, Illness, Instance, Narrow, NarrowWhat, Place, Reason};
use lungang_domain::explanation::{Answered, Explanation, OfRule, OfSchool, StaysShort};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::price::{Changed, Lever, Price, PriceTable};
use lungang_domain::record::Record;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::words::Lang;
use lungang_report::json::{DiagnoseDocument, ExplainDocument, PriceDocument};
use lungang_report::text;

/// Whether a number that stands alone in the words is 0.
fn counts_nothing(said: &str) -> bool {
    let mut numbers = said.split(|c: char| !c.is_ascii_digit() && !".,%".contains(c));
    numbers.any(|n| n == "0" || n == "0." || n == "0,")
}

#[test]
fn what_counts_is_recognised() {
    for said in ["其中 0 人", "most: 0", "(0 to a post)", "lets through 0"] {
        assert!(counts_nothing(said), "{said}");
    }
    for said in ["其中 10 人", "0.5", "S00", "200"] {
        assert!(!counts_nothing(said), "{said}");
    }
}

/// Answers of `explain` in which nobody comes, nobody goes and nobody is elsewhere.
fn empty_answers(record: &Record) -> Vec<Explanation> {
    let school = |a: &OfSchool| {
        let none = StaysShort { elsewhere: 0, weightier: 0, ..a.short[0].clone() };
        let light = StaysShort { weightier: 0, ..a.short[0].clone() };
        let alone = StaysShort { able: 0, ..a.short[1].clone() };
        let short = vec![none, light, alone];
        Answered::School(OfSchool { arrive: Vec::new(), short, subjects: Vec::new(), more: 0, ..a.clone() })
    };
    let rule = |a: &OfRule| Answered::Rule(OfRule { places: 0, binding: Vec::new(), ..a.clone() });
    let emptied = |e: Explanation| {
        let answer = match &e.answer {
            Answered::School(a) => school(a),
            Answered::Rule(a) => rule(a),
            Answered::Teacher(_) | Answered::Pair(_) | Answered::ByHand(_) => return None,
        };
        Some(Explanation { answer, ..e })
    };
    explanations(record).into_iter().filter_map(emptied).collect()
}

#[test]
fn an_explanation_counts_nobody_only_by_not_saying_it() {
    let record = record();
    let answers = empty_answers(&record);
    assert_eq!(answers.len(), 2);
    for lang in Lang::COMPLETE {
        for explanation in &answers {
            let document = ExplainDocument::new(&record.county, &record.policy, explanation, lang);
            for (at, said) in document.answer.iter().enumerate() {
                // The second line of a school has its figures before and after, of which any may be 0; nobody moves.
                let figures = at == 1 && matches!(explanation.answer, Answered::School(_));
                assert!(if figures { !said.contains(['(', '（']) } else { !counts_nothing(said) }, "{said}");
            }
        }
    }
}

#[test]
fn a_diagnosis_says_nobody_and_no_bed() {
    let record = record();
    let (school, post) = (SchoolIx(0), Place::Post(SchoolIx(0), Part::Primary, SubjectIx(0)));
    let none = |rule, sentence, place| Instance { rule, sentence, place, asks: Asks::Number(0), people: Vec::new() };
    let at = Place::School(school);
    let instances = vec![
        none(RuleName::OutflowCap, "school", at),
        none(RuleName::OutflowCap, "post", post),
        none(RuleName::InflowCap, "", at),
        none(RuleName::EstablishmentCeiling, "", at),
        none(RuleName::TitlePosts, "", at),
        none(RuleName::PostLimit, "", post),
        none(RuleName::Housing, "all", at),
        none(RuleName::Housing, "men", at),
        none(RuleName::Housing, "women", at),
        none(RuleName::Budget, "", Place::County),
    ];
    let rules = [
        (RuleName::OutflowCap, at),
        (RuleName::OutflowCap, post),
        (RuleName::StaffingFloor, at),
        (RuleName::InflowCap, at),
        (RuleName::Housing, at),
        (RuleName::EstablishmentCeiling, at),
        (RuleName::PostLimit, post),
    ];
    let rules = rules.map(|(rule, place)| NarrowWhat::Rule(rule, place));
    let narrow: Vec<Narrow> =
        rules.into_iter().chain([NarrowWhat::Teachers(SubjectIx(0))]).map(|what| Narrow { what, most: 0 }).collect();
    // So many that they are summed up too.
    let many = narrow.iter().cycle().take(20).cloned().collect();
    let too_few =
        |narrow| Reason::TooFew { rule: RuleName::ExchangeQuota, place: Place::County, asked: 5, most: 0, narrow };
    let ill = Diagnosis::Infeasible(Illness {
        reasons: vec![too_few(narrow), too_few(many)],
        instances,
        proven_irreducible: true,
        repairs: Vec::new(),
        all_tried: true,
    });
    for lang in Lang::COMPLETE {
        let document = DiagnoseDocument::new(&record.county, &record.policy, &ill, lang);
        let reasons = document.reasons.iter().flat_map(|r| std::iter::once(&r.words).chain(&r.narrow));
        let said: Vec<&String> =
            reasons.chain(document.conflict.iter().flat_map(|set| &set.instances).map(|i| &i.words)).collect();
        assert!(said.len() > 25);
        for said in said {
            assert!(!counts_nothing(said), "{said}");
        }
    }
}

#[test]
fn prices_say_who_proved_them() {
    let record = record();
    let goals = record.plan.goals.clone();
    let said = |lang, certified: &[bool]| {
        let price = |by: &bool| {
            let as_they_are = || Changed::To(goals.iter().map(|g| g.value).collect());
            let changed = if *by { Changed::Same } else { as_they_are() };
            Price { rule: RuleName::Couples, lever: Lever::Off, binds: true, lp: None, changed }
        };
        let prices = certified.iter().map(price).collect();
        let table = PriceTable { status: record.plan.status, goals: goals.clone(), prices };
        let document = PriceDocument::new(&record.county, &record.policy, &table, lang);
        let text = text::price(&document, text::View::whole(lang));
        let line = text.lines().find(|l| l.contains("另有") || l.contains("changing nothing")).map(str::to_owned);
        line.expect("what changes nothing is counted")
    };
    for lang in Lang::COMPLETE {
        for certified in [&[false, false][..], &[true, true], &[true, false]] {
            let line = said(lang, certified);
            assert!(!counts_nothing(&line), "{line}");
            let both = lang == Lang::EN && line.contains("certificate") && line.contains("solver");
            assert_eq!(both, lang == Lang::EN && certified == [true, false], "{line}");
        }
    }
}
