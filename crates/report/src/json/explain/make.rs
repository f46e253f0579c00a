//! An explanation as a document.

use super::*;
use crate::explain::{self as words, Teller};
use lungang_domain::county::{County, Pin};
use lungang_domain::eligibility::Reason;
use lungang_domain::explanation::{
    Answered, AtLeast, Broken, Changed, Comes, Explanation, NoMove, Obstacle, OfByHand, OfPair, OfRule, OfSchool,
    OfTeacher, PostShift, Shift, Standing, standing,
};
use lungang_domain::heads::Head;
use lungang_domain::plan::{GoalValue, Move, Visit};
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;

impl ExplainDocument {
    /// An explanation in one language.
    pub fn new(county: &County, policy: &Policy, explanation: &Explanation, lang: Lang) -> ExplainDocument {
        let teller = Teller { county, policy, explanation, lang };
        let goal = |g: &GoalValue| GoalDoc { name: g.name.clone(), value: g.value, maximised: g.maximised };
        let mut document = ExplainDocument {
            county: county.name.clone(),
            school_year: county.school_year.label(),
            proved: explanation.proved,
            goals: explanation.goals.iter().map(goal).collect(),
            answer: teller.answer(),
            teacher: None,
            pair: None,
            school: None,
            rule: None,
            by_hand: None,
        };
        match &explanation.answer {
            Answered::Teacher(a) => document.teacher = Some(teacher(&teller, a)),
            Answered::Pair(a) => document.pair = Some(pair(&teller, a)),
            Answered::School(a) => document.school = Some(school(&teller, a)),
            Answered::Rule(a) => document.rule = Some(rule(&teller, a)),
            Answered::ByHand(a) => document.by_hand = Some(by_hand(&teller, a)),
        }
        document
    }
}

fn choice(t: &Teller<'_>, m: Option<Move>) -> ChoiceDoc {
    m.map_or(ChoiceDoc::Stays, |m| ChoiceDoc::Moves {
        to_school: t.county.school(m.to).id.clone(),
        stage: m.part,
        subject: t.policy.subject_id(m.subject).to_owned(),
    })
}

fn obstacle(t: &Teller<'_>, o: &Obstacle) -> ObstacleDoc {
    ObstacleDoc { rule: o.rule, clause: t.clause(o.rule), words: t.obstacle(o) }
}

fn comes(t: &Teller<'_>, comes: &Comes) -> ComesDoc {
    let words = t.comes(comes);
    let none = ComesDoc {
        outcome: "unknown".to_owned(),
        standing: None,
        goals: Vec::new(),
        because: Vec::new(),
        proved: false,
        words,
    };
    match comes {
        Comes::Unknown => none,
        Comes::Impossible { because, proved } => ComesDoc {
            outcome: "impossible".to_owned(),
            because: because.iter().map(|o| obstacle(t, o)).collect(),
            proved: *proved,
            ..none
        },
        Comes::Possible { proved, goals } => {
            let stands = match standing(goals) {
                Standing::Equal => "equal",
                Standing::Worse(_) => "worse",
                Standing::Better(_) => "better",
            };
            ComesDoc {
                outcome: "possible".to_owned(),
                standing: Some(stands.to_owned()),
                goals: goals.iter().map(shift).collect(),
                proved: *proved,
                ..none
            }
        }
    }
}

fn shift(g: &Shift) -> ShiftDoc {
    ShiftDoc { name: g.name.clone(), before: g.before, after: g.after, loss: g.loss() }
}

fn by_hand(t: &Teller<'_>, a: &OfByHand) -> ByHandDoc {
    let broken = |b: &Broken| BrokenDoc { rule: b.rule, clause: t.clause(b.rule), mode: b.mode, words: t.breach(b) };
    let fault = |f: &lungang_domain::audit::Fault| RowFaultDoc {
        kind: f.kind.clone(),
        words: crate::sentence::fault(t.lang, t.county, t.policy, f),
    };
    let post = |p: &PostShift| PostShiftDoc {
        school_id: t.county.school(p.school).id.clone(),
        stage: p.part,
        subject: t.policy.subject_id(p.subject).to_owned(),
        before: p.before,
        after: p.after,
    };
    ByHandDoc {
        changed: changed(t, &a.changed),
        freed: a.freed.iter().map(|teacher| t.county.teacher(*teacher).id.clone()).collect(),
        faults: a.faults.iter().map(fault).collect(),
        broken: a.broken.iter().map(broken).collect(),
        mended: a.mended.iter().map(broken).collect(),
        posts: a.posts.iter().map(post).collect(),
        goals: a.goals.iter().map(shift).collect(),
    }
}

fn reasons(t: &Teller<'_>, list: &[Reason]) -> Vec<ReasonDoc> {
    let one = |r: &Reason| ReasonDoc {
        reason: r.name().to_owned(),
        detail: lungang_results::names::reason_detail(*r),
        words: t.reason(*r),
    };
    list.iter().map(one).collect()
}

fn leads(t: &Teller<'_>, head: &Head) -> LeadsDoc {
    let school = |ix| t.county.school(ix).id.clone();
    let Head { role, tenure, years, .. } = *head;
    LeadsDoc { role, from_school: school(head.from), to_school: school(head.to), tenure, years }
}

fn teacher(t: &Teller<'_>, a: &OfTeacher) -> TeacherDoc {
    let rest = |r: &AtLeast| RestDoc {
        choice: choice(t, r.choice),
        goal: r.loss.as_ref().map(|(goal, _)| goal.clone()),
        at_least: r.loss.as_ref().map(|(_, least)| *least),
    };
    let subject = |k| t.policy.subject_id(k).to_owned();
    let fixed = |p: &Pin| FixedDoc {
        kind: p.kind.name().to_owned(),
        school_id: p.school.map(|s| t.county.school(s).id.clone()),
        subject: p.subject.map(subject),
        kept: a.keeps(p),
    };
    let travel = |v: &Visit| TravelDoc {
        school_id: t.county.school(v.school).id.clone(),
        stage: v.part,
        subject: subject(v.subject),
        periods: v.periods,
    };
    TeacherDoc {
        teacher_id: t.county.teacher(a.teacher).id.clone(),
        eligible: a.reasons.is_empty(),
        reasons: reasons(t, &a.reasons),
        waived: reasons(t, &a.waived),
        pins: a.pins.iter().map(fixed).collect(),
        planned: choice(t, a.made.as_ref().map(|m| m.planned)),
        retasked: a.retasked.map(subject),
        visits: a.visits.iter().map(travel).collect(),
        because: a.made.iter().flat_map(|m| t.because(m)).collect(),
        head: a.head.map(|head| leads(t, &head)),
        moves: a.moves,
        certainty: words::certainty(a, t.explanation).to_owned(),
        otherwise: a.otherwise.as_ref().map(|c| comes(t, c)),
        others: changed(t, &a.others),
        alternatives: a
            .alternatives
            .iter()
            .map(|o| AlternativeDoc {
                choice: choice(t, o.choice),
                comes: comes(t, &o.comes),
                others: changed(t, &o.others),
            })
            .collect(),
        rest: a.rest.iter().map(rest).collect(),
    }
}

fn pair(t: &Teller<'_>, a: &OfPair) -> PairDoc {
    let ground =
        |n: &NoMove| GroundDoc { reason: words::no_move_name(n).to_owned(), clause: t.source(n), words: t.no_move(n) };
    PairDoc {
        teacher_id: t.county.teacher(a.teacher).id.clone(),
        school_id: t.county.school(a.school).id.clone(),
        subject: a.subject.map(|k| t.policy.subject_id(k).to_owned()),
        verdict: words::verdict(a).to_owned(),
        planned: choice(t, a.instead),
        reasons: reasons(t, &a.reasons),
        no_move: a.no_move.iter().map(ground).collect(),
        comes: a.comes.as_ref().map(|c| comes(t, c)),
        others: changed(t, &a.others),
    }
}

fn changed(t: &Teller<'_>, list: &[Changed]) -> Vec<ChangedDoc> {
    let one = |c: &Changed| ChangedDoc {
        teacher_id: t.county.teacher(c.teacher).id.clone(),
        before: choice(t, c.before),
        after: choice(t, c.after),
    };
    list.iter().map(one).collect()
}

fn school(t: &Teller<'_>, a: &OfSchool) -> SchoolAnswerDoc {
    let ids = |list: &[Move]| list.iter().map(|m| t.county.teacher(m.teacher).id.clone()).collect();
    SchoolAnswerDoc {
        school_id: t.county.school(a.school).id.clone(),
        posts: a.posts,
        staff_before: a.staff,
        staff_after: words::staff_after(a),
        arrive: ids(&a.arrive),
        leave: ids(&a.leave),
        subjects: a
            .subjects
            .iter()
            .map(|(p, after)| SubjectDoc {
                stage: p.part,
                subject: t.policy.subject_id(p.subject).to_owned(),
                required: p.required,
                serving_before: p.serving,
                serving_after: after.serving,
                short_after: after.short(p),
                weight: p.weight,
            })
            .collect(),
        short: a
            .short
            .iter()
            .map(|s| StaysShortDoc {
                stage: s.post.part,
                subject: t.policy.subject_id(s.post.subject).to_owned(),
                short: s.short,
                able: s.able,
                elsewhere: s.elsewhere,
                weightier: s.weightier,
                sent: s.sent.iter().map(|who| t.county.teacher(*who).id.clone()).collect(),
                coming: s.coming,
                one_less: s.comes.as_ref().map(|c| comes(t, c)),
            })
            .collect(),
        more: a.more,
    }
}

fn rule(t: &Teller<'_>, a: &OfRule) -> RuleDoc {
    RuleDoc {
        rule: a.rule,
        clause: t.clause(a.rule),
        mode: a.mode,
        law: a.law,
        places: a.places,
        binding: a
            .binding
            .iter()
            .map(|b| ObstacleDoc { rule: a.rule, clause: t.clause(a.rule), words: t.place(&b.at) })
            .collect(),
        otherwise: a.comes.as_ref().map(|c| comes(t, c)),
        prices: a
            .prices
            .iter()
            .map(|p| PriceDoc { goal: p.goal.clone(), at: t.place(&p.at), price: p.price, denominator: p.denominator })
            .collect(),
    }
}
