//! What is handed in for audit: moves by the ids of the tables, and what the plan says of itself.
//!
//! Nothing here is trusted: ids may not exist, figures may be wrong. The audit turns that into faults.

use crate::ending::Ending;
use lungang_domain::audit::Fault;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::County;
use lungang_domain::document::{
    EstablishmentDoc, GoalSummary, HeadsDoc, PlanDocument, SchoolDoc, ShortageDoc, SuspendedLaw, VisitDoc,
};
use lungang_domain::exchange::Exchange;
use lungang_domain::finding::Place;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Direction, Plan};
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;

/// One row of an assignments table; only the teacher and the new school have to be stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmittedMove {
    /// Who.
    pub teacher_id: String,
    /// Name, perhaps masked; compared with the roster where stated.
    pub name: Option<String>,
    /// Present school; compared with the roster where stated.
    pub from_school: Option<String>,
    /// New school.
    pub to_school: String,
    /// Stage of the post; absent: the teacher's.
    pub stage: Option<Part>,
    /// Subject id of the post; absent: the teacher's main subject.
    pub subject: Option<String>,
    /// Which way, by its name or its word in either language; compared where stated.
    pub direction: Option<String>,
    /// First day, year first; compared where stated.
    pub start: Option<String>,
    /// Last day, year first; compared where stated.
    pub end: Option<String>,
    /// Journey in kilometres; compared where stated, to as many places as it has.
    pub distance_km: Option<String>,
    /// Rank of the wish that it fulfils; compared where stated.
    pub rank_of_wish: Option<String>,
    /// Names of what it serves; compared where stated.
    pub serves: Option<Vec<String>>,
    /// Columns that the table has and this row leaves empty. In a plan's own table that states that there is nothing.
    pub empty: Vec<&'static str>,
    /// Where the row stands.
    pub place: Option<Place>,
}

/// A teacher who stays at the home school and teaches another subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmittedRetask {
    /// Who.
    pub teacher_id: String,
    /// Name, perhaps masked; compared with the roster where stated.
    pub name: Option<String>,
    /// The home school; compared with the roster where stated.
    pub school: Option<String>,
    /// Subject id of the post left; compared with the roster's main subject where stated.
    pub from: Option<String>,
    /// Subject id of the post filled.
    pub to: String,
    /// Where the row stands.
    pub place: Option<Place>,
}

/// Periods that a teacher teaches at a school too small for a post of the subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmittedVisit {
    /// Who.
    pub teacher_id: String,
    /// Where.
    pub school: String,
    /// Stage; absent: the teacher's.
    pub stage: Option<Part>,
    /// Subject id.
    pub subject: String,
    /// Periods a week.
    pub periods: u32,
    /// Where the row stands.
    pub place: Option<Place>,
}

/// A head of a school and the school led from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmittedHead {
    /// Who.
    pub teacher_id: String,
    /// The school led from now on.
    pub to_school: String,
    /// Where the row stands.
    pub place: Option<Place>,
}

/// What a plan says of itself; everything stated is recomputed and compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// Goals by name.
    pub goals: Vec<(String, i64)>,
    /// Posts by school and stage; empty: not stated.
    pub establishments: Vec<EstablishmentDoc>,
    /// Figures of the summary by the name of their field.
    pub figures: Vec<(String, i64)>,
    /// Schools before and after; empty: not stated.
    pub schools: Vec<SchoolDoc>,
    /// Shortages; `None`: not stated.
    pub shortages: Option<Vec<ShortageDoc>>,
    /// School year as a label: `2026-2027`.
    pub school_year: Option<String>,
    /// Policy id.
    pub policy: Option<String>,
    /// Name of the county.
    pub county: Option<String>,
    /// Laws that the policy switched off or made soft.
    pub suspended: Option<Vec<SuspendedLaw>>,
    /// Who travels, with all that is said of it.
    pub travels: Vec<VisitDoc>,
    /// The moves that the figures are of; `None`: not stated.
    pub moves: Option<Vec<SubmittedMove>>,
    /// Who stays and teaches another subject; `None`: not stated.
    pub retasks: Option<Vec<SubmittedRetask>>,
    /// Who teaches at several schools; `None`: not stated.
    pub visits: Option<Vec<SubmittedVisit>>,
    /// Who heads which school, with all that is said of it; `None`: not stated.
    pub heads: Option<HeadsDoc>,
    /// How it ended and what it says is proved; `None`: not stated.
    pub ending: Option<Ending>,
    /// Prices that prove how good the goals are; `None`: no certificate.
    pub certificate: Option<Certificate>,
}

impl From<&PlanDocument> for Claims {
    fn from(document: &PlanDocument) -> Self {
        let s = &document.summary;
        let mut figures = vec![
            ("eligible".to_owned(), i64::from(s.eligible)),
            ("moves".to_owned(), i64::from(s.moves)),
            ("moves_down".to_owned(), i64::from(s.moves_down)),
            ("backbone_moves".to_owned(), i64::from(s.backbone_moves)),
            ("unmet_need_before".to_owned(), s.unmet_need_before),
            ("unmet_need_after".to_owned(), s.unmet_need_after),
            ("short_posts_before".to_owned(), i64::from(s.short_posts_before)),
            ("short_posts_after".to_owned(), i64::from(s.short_posts_after)),
        ];
        figures.extend(s.short_posts_new.map(|n| ("short_posts_new".to_owned(), i64::from(n))));
        let exchange = s.exchange.iter().flat_map(Exchange::figures);
        figures.extend(exchange.map(|(name, n)| (name.to_owned(), i64::from(n))));
        figures.extend(s.quota_required.map(|n| ("quota_required".to_owned(), i64::from(n))));
        figures.extend(s.backbone_required.map(|n| ("backbone_required".to_owned(), i64::from(n))));
        Claims {
            goals: s.goals.iter().map(|g| (g.name.clone(), g.value)).collect(),
            establishments: document.establishments.clone(),
            figures,
            schools: document.schools.clone(),
            shortages: Some(document.shortages.clone()),
            school_year: Some(document.school_year.clone()),
            policy: Some(document.policy.clone()),
            county: Some(document.county.clone()),
            suspended: Some(document.suspended_laws.clone()),
            travels: document.visits.clone(),
            moves: Some(moves_of(document)),
            retasks: Some(retasks_of(document)),
            visits: Some(visits_of(document)),
            heads: document.heads.clone(),
            ending: Some(Ending { status: s.status, goals: s.goals.clone(), written: Some(s.audit), engine: None }),
            certificate: None,
        }
    }
}

/// What is handed in for audit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Submission {
    /// The moves.
    pub moves: Vec<SubmittedMove>,
    /// Who stays and teaches another subject.
    pub retasks: Vec<SubmittedRetask>,
    /// Who teaches at several schools.
    pub visits: Vec<SubmittedVisit>,
    /// Who heads which school from now on; `None`: not stated.
    pub heads: Option<Vec<SubmittedHead>>,
    /// What the plan says of itself; `None` for a bare table of assignments.
    pub claims: Option<Claims>,
    /// Seed of the lottery.
    pub seed: u64,
    /// The most moves that were asked for; `None` where nobody asked for a limit.
    pub most_moves: Option<u32>,
    /// What is wrong with the files that it was read from, and with their record.
    pub files: Vec<Fault>,
}

impl Submission {
    /// The same with a certificate.
    pub fn certified(mut self, certificate: Option<Certificate>) -> Submission {
        if certificate.is_some() {
            self.claims.get_or_insert_default().certificate = certificate;
        }
        self
    }
}

impl Submission {
    /// The same with further faults of its files.
    pub fn recorded_also(mut self, files: Vec<Fault>) -> Submission {
        self.files.extend(files);
        self
    }

    /// The same of an earlier version, which did not mark what its bounds rest on: its word on them is not compared.
    pub fn unmarked(mut self) -> Submission {
        if let Some(ending) = self.claims.as_mut().and_then(|c| c.ending.as_mut()) {
            ending.written = None;
        }
        self
    }

    /// The same with what its record says: the engine that made it, and what is wrong with its files.
    pub fn recorded(mut self, engine: Option<&str>, files: Vec<Fault>) -> Submission {
        if let Some(ending) = self.claims.as_mut().and_then(|c| c.ending.as_mut()) {
            ending.engine = engine.map(str::to_owned);
        }
        self.files.extend(files);
        self
    }
}

impl From<&PlanDocument> for Submission {
    fn from(document: &PlanDocument) -> Self {
        let (moves, retasks, visits) = (moves_of(document), retasks_of(document), visits_of(document));
        let (heads, claims) = (heads_of(document), Some(Claims::from(document)));
        Submission { moves, retasks, visits, heads, claims, seed: document.seed, ..Submission::default() }
    }
}

/// Who stays and teaches another subject, as a plan's document states it.
pub fn retasks_of(document: &PlanDocument) -> Vec<SubmittedRetask> {
    let retasks = document.retasks.iter().map(|r| SubmittedRetask {
        teacher_id: r.teacher_id.clone(),
        name: Some(r.name.clone()),
        school: Some(r.school.clone()),
        from: Some(r.from.clone()),
        to: r.to.clone(),
        place: None,
    });
    retasks.collect()
}

/// Who teaches at several schools, as a plan's document states it.
pub fn visits_of(document: &PlanDocument) -> Vec<SubmittedVisit> {
    let visits = document.visits.iter().map(|v| SubmittedVisit {
        teacher_id: v.teacher_id.clone(),
        school: v.school.clone(),
        stage: Some(v.stage),
        subject: v.subject.clone(),
        periods: v.periods,
        place: None,
    });
    visits.collect()
}

/// Who heads which school, as a plan's document states it.
pub fn heads_of(document: &PlanDocument) -> Option<Vec<SubmittedHead>> {
    document.heads.as_ref().map(submitted_heads)
}

pub(crate) fn submitted_heads(document: &HeadsDoc) -> Vec<SubmittedHead> {
    let heads = document.heads.iter().map(|h| SubmittedHead {
        teacher_id: h.teacher_id.clone(),
        to_school: h.to_school.clone(),
        place: None,
    });
    heads.collect()
}

/// Columns of which a plan's own table and its document state a value or that there is none.
pub(crate) const OWN: [&str; 8] =
    ["name", "from_school", "direction", "start", "end", "distance_km", "rank_of_wish", "serves"];

fn moves_of(document: &PlanDocument) -> Vec<SubmittedMove> {
    let kilometres = |km: f64| format!("{km:.3}");
    let moves = document.moves.iter().map(|m| SubmittedMove {
        teacher_id: m.teacher_id.clone(),
        name: Some(m.name.clone()),
        from_school: Some(m.from_school.clone()),
        to_school: m.to_school.clone(),
        stage: Some(m.stage),
        subject: Some(m.subject.clone()),
        direction: Some(m.direction.name().to_owned()),
        start: Some(m.start.clone()),
        end: Some(m.end.clone()),
        distance_km: Some(m.distance_km.map(kilometres).unwrap_or_default()),
        rank_of_wish: Some(m.rank_of_wish.map(|r| r.to_string()).unwrap_or_default()),
        serves: Some(m.because.iter().map(|b| b.serves.clone()).collect()),
        empty: OWN.to_vec(),
        place: None,
    });
    moves.collect()
}

/// The submission of a freshly solved plan: its moves, its goals and the posts it was made with.
pub fn submission_of(plan: &Plan, county: &County, policy: &Policy, needs: &Needs, seed: u64) -> Submission {
    let start = county.school_year.first_day().to_string();
    let end = county.school_year.last_day(policy.movement.term_years.value).to_string();
    let moves = plan.moves.iter().map(|m| {
        let (from, to) = (county.school(county.teacher(m.teacher).school), county.school(m.to));
        let direction = Direction::between(policy.side(from), policy.side(to));
        SubmittedMove {
            teacher_id: county.teacher(m.teacher).id.clone(),
            name: None,
            from_school: Some(from.id.clone()),
            to_school: to.id.clone(),
            stage: Some(m.part),
            subject: Some(policy.subject_id(m.subject).to_owned()),
            direction: direction.map(|d| d.name().to_owned()),
            start: Some(start.clone()),
            end: Some(end.clone()),
            ..SubmittedMove::default()
        }
    });
    let establishments = needs.establishments.iter().map(|e| EstablishmentDoc {
        school_id: county.school(e.school).id.clone(),
        stage: e.part,
        computed: e.computed,
        posts: e.posts,
    });
    let heads = plan.heads.as_ref().map(|heads| HeadsDoc::of(heads, county));
    let claims = Claims {
        heads: heads.clone(),
        goals: plan.goals.iter().map(|g| (g.name.clone(), g.value)).collect(),
        establishments: establishments.collect(),
        ending: Some(Ending {
            status: plan.status,
            goals: plan.goals.iter().map(GoalSummary::from).collect(),
            written: None,
            engine: None,
        }),
        ..Claims::default()
    };
    let visits = plan.visits.iter().map(|v| SubmittedVisit {
        teacher_id: county.teacher(v.teacher).id.clone(),
        school: county.school(v.school).id.clone(),
        stage: Some(v.part),
        subject: policy.subject_id(v.subject).to_owned(),
        periods: v.periods,
        place: None,
    });
    let retasks = plan.retasks.iter().map(|r| {
        let teacher = county.teacher(r.teacher);
        SubmittedRetask {
            teacher_id: teacher.id.clone(),
            school: Some(county.school(teacher.school).id.clone()),
            to: policy.subject_id(r.subject).to_owned(),
            ..SubmittedRetask::default()
        }
    });
    Submission {
        moves: moves.collect(),
        retasks: retasks.collect(),
        visits: visits.collect(),
        heads: heads.as_ref().map(submitted_heads),
        claims: Some(claims),
        seed,
        ..Submission::default()
    }
}
