//! `disclosure.json`: what is published, and what it takes to check it. Names stand here as the policy lets them be shown,
//! and nowhere else in what is published.

use lungang_domain::audit::AuditReport;
use lungang_domain::county::County;
use lungang_domain::disclosure::{Field, Period};
use lungang_domain::document::{MoveDoc, PlanDocument};
use lungang_domain::exchange::Exchange;
use lungang_domain::format::Document;
use lungang_domain::lottery;
use lungang_domain::plan::Standing;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::record::{InputHash, RunInfo};
use lungang_domain::words::Lang;
use lungang_results::mask;
use lungang_results::names;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is published of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DisclosureDocument {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Policy id.
    pub policy: String,
    /// The policy's name.
    pub policy_name: String,
    /// SHA-256 of the policy.
    pub policy_sha256: String,
    /// Laws that the policy switched off or made soft, with the written reason.
    pub suspended_laws: Vec<String>,
    /// Who is sent, of whom; absent where the plan is of an earlier version.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exchange: Option<Exchange>,
    /// When objections are taken.
    pub period: Period,
    /// To whom they are addressed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub contact: Option<String>,
    /// Whether names are masked.
    pub masked: bool,
    /// What is shown of a move, in this order.
    pub fields: Vec<Field>,
    /// The list.
    pub moves: Vec<PublicMove>,
    /// What it takes to check it.
    pub check: PublicCheck,
}

impl Document for DisclosureDocument {
    const NAME: &'static str = "disclosure";
}

/// A line of the list; what is not among the fields is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PublicMove {
    /// Position in the list, from 1.
    pub number: u32,
    /// Id of the teacher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teacher_id: Option<String>,
    /// Name, masked where the policy says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Present school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_school: Option<String>,
    /// New school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_school: Option<String>,
    /// Stage of the post, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Subject of the post, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Which way, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// First day, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Last day, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Journey in kilometres, three places; empty where nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<String>,
    /// Rank of the wish that it fulfils; empty where it fulfils none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_of_wish: Option<String>,
    /// The person's number in the public lottery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lottery: Option<String>,
    /// The move's number in it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lottery_post: Option<String>,
    /// What it serves, in the plan's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl PublicMove {
    /// What stands in a column; empty where nothing does.
    pub fn cell(&self, field: Field) -> &str {
        let cell = match field {
            Field::TeacherId => &self.teacher_id,
            Field::Name => &self.name,
            Field::FromSchool => &self.from_school,
            Field::ToSchool => &self.to_school,
            Field::Stage => &self.stage,
            Field::Subject => &self.subject,
            Field::Direction => &self.direction,
            Field::Start => &self.start,
            Field::End => &self.end,
            Field::DistanceKm => &self.distance_km,
            Field::RankOfWish => &self.rank_of_wish,
            Field::Lottery => &self.lottery,
            Field::LotteryPost => &self.lottery_post,
            Field::Because => &self.because,
        };
        cell.as_deref().unwrap_or("")
    }
}

/// What it takes to check a published list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicCheck {
    /// Version of the program.
    pub version: String,
    /// Seed of the lottery.
    pub seed: u64,
    /// The commitment to the seed that was published before; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub commitment: Option<PublicCommitment>,
    /// Hashes of the county's tables and the policy's files.
    pub inputs: Vec<FileHash>,
    /// Hashes of the plan's own files.
    pub outputs: Vec<FileHash>,
    /// The goals, in order, with what the certificate proves of each.
    pub goals: Vec<PublicGoal>,
    /// What the audit could not look at for want of data, in words.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unchecked: Vec<String>,
    /// What is proved of the goals together, as the audit recomputed it.
    #[serde(default)]
    pub standing: Standing,
    /// Whether the plan was solved again before it was published, and every goal had the same value: of a plan of which the
    /// certificate leaves goals to a search.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub solved_again: bool,
    /// Whether the audit passes the plan.
    pub clean: bool,
    /// The line that checks plan and certificate, for whoever holds the county's data and the plan.
    pub command: String,
    /// The line that checks the commitment.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lottery_command: Option<String>,
}

/// A commitment as it is published again with the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicCommitment {
    /// The hash that was published before.
    pub sha256: String,
    /// The salt; absent where the commitment is not opened yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub salt: Option<String>,
}

/// A file and its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileHash {
    /// Its name, without folders.
    pub file: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// A goal of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicGoal {
    /// Name.
    pub name: String,
    /// Recomputed by the audit; absent where it could not be measured.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<i64>,
    /// Proved by the certificate; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub certified_bound: Option<i64>,
    /// Proved by the certificate, the solver's claim, or neither.
    #[serde(default)]
    pub standing: Standing,
}

/// What a disclosure is made from.
pub struct DisclosureSource<'a> {
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// `plan.json`
    pub plan: &'a PlanDocument,
    /// What produced the plan.
    pub run: &'a RunInfo,
    /// Hashes of the plan's files.
    pub outputs: &'a [InputHash],
    /// Its audit.
    pub audit: &'a AuditReport,
}

/// What the office chose.
pub struct Choices {
    /// What is shown of a move.
    pub fields: Vec<Field>,
    /// When objections are taken.
    pub period: Period,
    /// To whom they are addressed.
    pub contact: Option<String>,
    /// The commitment to the seed.
    pub commitment: Option<PublicCommitment>,
    /// The line that checks the plan.
    pub command: String,
    /// The line that checks the commitment.
    pub lottery_command: Option<String>,
    /// Whether the plan was solved again.
    pub solved_again: bool,
}

impl DisclosureDocument {
    /// What is published of a plan, in one language.
    pub fn new(source: &DisclosureSource<'_>, choices: Choices, lang: Lang) -> DisclosureDocument {
        let (policy, run) = (source.policy, source.run);
        let laws = source.plan.suspended_laws.iter().filter(|l| l.mode != Mode::Hard);
        let schools = names::school_labels(source.county);
        let moves = (1_u32..).zip(&source.plan.moves);
        let moves = moves.map(|(number, m)| line(source, &schools, &choices.fields, number, m, lang)).collect();
        let goal = |g: &lungang_domain::audit::GoalAudit| PublicGoal {
            name: g.name.clone(),
            value: g.measured().then_some(g.value),
            standing: g.standing,
            certified_bound: g.certified_bound.filter(|_| g.measured()),
        };
        let check = PublicCheck {
            version: run.version.clone(),
            seed: run.seed,
            commitment: choices.commitment,
            inputs: hashes(&run.inputs),
            outputs: hashes(source.outputs),
            goals: source.audit.goals.iter().map(goal).collect(),
            unchecked: names::unchecked(lang, source.audit),
            standing: source.audit.standing,
            solved_again: choices.solved_again,
            clean: source.audit.clean,
            command: choices.command,
            lottery_command: choices.lottery_command,
        };
        DisclosureDocument {
            county: source.county.name.clone(),
            school_year: source.county.school_year.label(),
            policy: policy.id.clone(),
            policy_name: policy.name.get(lang).to_owned(),
            policy_sha256: run.policy_sha256.clone(),
            suspended_laws: laws.map(|law| names::suspended(lang, policy, law)).collect(),
            exchange: source.plan.summary.exchange,
            period: choices.period,
            contact: choices.contact,
            masked: policy.disclosure.mask_names.value,
            fields: choices.fields,
            moves,
            check,
        }
    }

    /// Headers of the list: a number, then the fields.
    pub fn headers(&self, lang: Lang) -> Vec<String> {
        let columns = std::iter::once("number").chain(self.fields.iter().map(|f| column(*f)));
        columns.map(|c| names::word(lang, &format!("col.{c}"))).collect()
    }
}

/// The word of a column: `report.col.<name>`.
pub fn column(field: Field) -> &'static str {
    match field {
        Field::TeacherId => "teacher-id",
        Field::Name => "name",
        Field::FromSchool => "from-school",
        Field::ToSchool => "to-school",
        Field::Stage => "stage",
        Field::Subject => "subject",
        Field::Direction => "direction",
        Field::Start => "start",
        Field::End => "end",
        Field::DistanceKm => "km",
        Field::RankOfWish => "wish",
        Field::Lottery => "lottery",
        Field::LotteryPost => "lottery-post",
        Field::Because => "because",
    }
}

/// Paths are the office's own business: a file is published by its name.
fn hashes(files: &[InputHash]) -> Vec<FileHash> {
    let name = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
    files.iter().map(|f| FileHash { file: name(&f.file), sha256: f.sha256.clone() }).collect()
}

fn line(
    source: &DisclosureSource<'_>,
    schools: &[String],
    fields: &[Field],
    number: u32,
    m: &MoveDoc,
    lang: Lang,
) -> PublicMove {
    let (county, policy) = (source.county, source.policy);
    let school = |id: &str| match county.find_school(id) {
        Some(at) => schools.get(at.at()).cloned().unwrap_or_default(),
        None => id.to_owned(),
    };
    let cell = |field: Field| match field {
        Field::TeacherId => m.teacher_id.clone(),
        Field::Name => mask::shown(policy, &m.name),
        Field::FromSchool => school(&m.from_school),
        Field::ToSchool => school(&m.to_school),
        Field::Stage => names::stage(lang, m.stage),
        Field::Subject => names::subject_of_id(lang, policy, &m.subject),
        Field::Direction => names::direction(lang, m.direction),
        Field::Start => m.start.clone(),
        Field::End => m.end.clone(),
        Field::DistanceKm => m.distance_km.map(|km| format!("{km:.3}")).unwrap_or_default(),
        Field::RankOfWish => m.rank_of_wish.map(|r| r.to_string()).unwrap_or_default(),
        Field::Lottery => lottery::person_number(source.run.seed, &m.teacher_id).to_string(),
        Field::LotteryPost => lottery::number(source.run.seed, &m.teacher_id, &m.to_school, &m.subject).to_string(),
        Field::Because => {
            let words: Vec<&str> = m.because.iter().map(|b| b.words.as_str()).collect();
            words.join(&names::word(lang, "list-separator"))
        }
    };
    let shown = |field: Field| fields.contains(&field).then(|| cell(field));
    PublicMove {
        number,
        teacher_id: shown(Field::TeacherId),
        name: shown(Field::Name),
        from_school: shown(Field::FromSchool),
        to_school: shown(Field::ToSchool),
        stage: shown(Field::Stage),
        subject: shown(Field::Subject),
        direction: shown(Field::Direction),
        start: shown(Field::Start),
        end: shown(Field::End),
        distance_km: shown(Field::DistanceKm),
        rank_of_wish: shown(Field::RankOfWish),
        lottery: shown(Field::Lottery),
        lottery_post: shown(Field::LotteryPost),
        because: shown(Field::Because),
    }
}
