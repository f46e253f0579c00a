//! `plan.json`: every move with its because, every school before and after, every shortage.

use crate::because;
use crate::changes::{Changes, PostChange, SchoolChange, direction};
use crate::summary::figures;
use lungang_domain::document::{
    EstablishmentDoc, HeadsDoc, MoveDoc, PlanDocument, RetaskDoc, SchoolDoc, ShortageDoc, SuspendedLaw, VisitDoc,
};
use lungang_domain::id::SchoolIx;
use lungang_domain::plan::{Move, Retask, Serves, Visit};
use lungang_domain::policy::Mode;
use lungang_domain::record::Record;
use lungang_domain::words::Lang;

/// `plan.json`; the words of every because are in `lang`.
pub fn plan_document(record: &Record, lang: Lang) -> PlanDocument {
    let (county, policy) = (&record.county, &record.policy);
    let changes = Changes::of(record);
    let moves = record.plan.moves.iter().enumerate();
    PlanDocument {
        county: county.name.clone(),
        school_year: county.school_year.label(),
        policy: policy.id.clone(),
        seed: record.run.seed,
        suspended_laws: suspended_laws(record),
        summary: figures(record, &changes),
        moves: moves.map(|(at, m)| move_doc(record, lang, at, m)).collect(),
        retasks: record.plan.retasks.iter().map(|r| retask_doc(record, r)).collect(),
        visits: record.plan.visits.iter().map(|v| visit_doc(record, v)).collect(),
        heads: record.plan.heads.as_ref().map(|heads| HeadsDoc::of(heads, county)),
        schools: changes.schools.iter().enumerate().map(|(at, c)| school(record, SchoolIx::new(at), c)).collect(),
        establishments: establishments(record),
        shortages: changes.shortages().map(|c| shortage(record, c)).collect(),
    }
}

/// Laws that the policy switched off or made soft, in the registry's order.
pub fn suspended_laws(record: &Record) -> Vec<SuspendedLaw> {
    let switches = record.policy.rules.switches();
    let laws = switches.into_iter().filter(|(_, s)| s.law && s.mode != Mode::Hard);
    laws.map(|(rule, s)| SuspendedLaw { rule, mode: s.mode, reason: s.reason.unwrap_or_default() }).collect()
}

fn move_doc(record: &Record, lang: Lang, at: usize, m: &Move) -> MoveDoc {
    let (county, policy) = (&record.county, &record.policy);
    let teacher = county.teacher(m.teacher);
    let because = |serves: &Serves| because::of(lang, county, policy, m, *serves);
    MoveDoc {
        teacher_id: teacher.id.clone(),
        name: teacher.name.clone(),
        from_school: county.school(teacher.school).id.clone(),
        to_school: county.school(m.to).id.clone(),
        stage: m.part,
        subject: policy.subject_id(m.subject).to_owned(),
        direction: direction(county, policy, teacher.school, m.to),
        start: county.school_year.first_day().to_string(),
        end: county.school_year.last_day(policy.movement.term_years.value).to_string(),
        distance_km: county.journey(m.teacher, m.to).map(|metres| f64::from(metres) / 1000.0),
        rank_of_wish: county.wish_rank(m.teacher, m.to),
        because: record.serves.get(at).into_iter().flatten().map(because).collect(),
    }
}

fn retask_doc(record: &Record, r: &Retask) -> RetaskDoc {
    let (county, policy, teacher) = (&record.county, &record.policy, record.county.teacher(r.teacher));
    let main = teacher.main_subject().map(|k| policy.subject_id(k).to_owned());
    RetaskDoc {
        teacher_id: teacher.id.clone(),
        name: teacher.name.clone(),
        school: county.school(teacher.school).id.clone(),
        stage: teacher.part,
        from: main.unwrap_or_default(),
        to: policy.subject_id(r.subject).to_owned(),
    }
}

fn visit_doc(record: &Record, v: &Visit) -> VisitDoc {
    let (county, teacher) = (&record.county, record.county.teacher(v.teacher));
    VisitDoc {
        teacher_id: teacher.id.clone(),
        name: teacher.name.clone(),
        base_school: county.school(v.base).id.clone(),
        school: county.school(v.school).id.clone(),
        stage: v.part,
        subject: record.policy.subject_id(v.subject).to_owned(),
        periods: v.periods,
        distance_km: county.between(v.base, v.school).map(|metres| f64::from(metres) / 1000.0),
    }
}

fn school(record: &Record, at: SchoolIx, change: &SchoolChange) -> SchoolDoc {
    let school = record.county.school(at);
    let (needs, of) = (&record.needs, |list: &[u32]| list.get(at.at()).copied());
    let staff = of(&needs.staff).unwrap_or(0);
    SchoolDoc {
        school_id: school.id.clone(),
        name: school.name.clone(),
        side: record.policy.side(school),
        posts: of(&needs.school_posts).unwrap_or(0),
        teaching_posts: of(&needs.teaching_posts),
        establishment: school.establishment,
        on_payroll: of(&needs.payroll),
        on_duty: of(&needs.on_duty),
        staff_before: staff,
        moves_out: change.out,
        moves_in: change.arrive,
        staff_after: (staff + change.arrive).saturating_sub(change.out),
        short_before: change.short_before,
        short_after: change.short_after,
    }
}

fn establishments(record: &Record) -> Vec<EstablishmentDoc> {
    let one = |e: &lungang_domain::needs::Establishment| EstablishmentDoc {
        school_id: record.county.school(e.school).id.clone(),
        stage: e.part,
        computed: e.computed,
        posts: e.posts,
    };
    record.needs.establishments.iter().map(one).collect()
}

fn shortage(record: &Record, change: &PostChange) -> ShortageDoc {
    let post = &change.post;
    let school = record.county.school(post.school);
    ShortageDoc {
        school_id: school.id.clone(),
        school: school.name.clone(),
        stage: post.part,
        subject: record.policy.subject_id(post.subject).to_owned(),
        required: post.required,
        serving_before: post.serving,
        serving_after: change.serving_after(),
        short_before: post.short(),
        short_after: change.short_after(),
        weight: post.weight,
    }
}
