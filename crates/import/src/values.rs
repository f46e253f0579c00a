//! A cell of an office's table → the cells of the standard table: each column is read by the form of its values.

use crate::forms::date::{Habits, When, month_or_day_of};
use crate::forms::remark::Mention;
use crate::forms::{self, Reading};
use jiff::civil::Date;
use lungang_domain::policy::Policy;
use lungang_domain::teacher::Sex;
use lungang_tables::raw::Cell;
use lungang_tables::schema::{self, Kind};

/// Cells of the standard table: the column, and what stands in it. A word of a list is its English name.
pub type Said = Vec<(&'static str, String)>;

/// The forms of values under a policy, whose subjects and levels they read; before it is known, under the one that comes with the
/// program.
#[derive(Debug, Default)]
pub struct Values {
    policy: Option<Policy>,
    subjects: Option<forms::subject::Subjects>,
}

impl Values {
    /// Under a policy.
    pub fn under(policy: Option<Policy>) -> Values {
        Values { subjects: policy.as_ref().map(forms::subject::Subjects::of), policy }
    }

    /// Reads a cell of a column; `habits` are how the column writes its months.
    pub fn read(&self, table: &'static str, column: &'static str, cell: &Cell, habits: Habits) -> Reading<Said> {
        let text = cell.show();
        if cell.is_empty() {
            return Reading::Nothing;
        }
        let word = |name: &'static str| vec![(column, name.to_owned())];
        match (table, column) {
            ("teachers", "subjects") => self.taught(&text).map(|t| {
                let mut said = vec![("subjects", t.subjects.join(";"))];
                said.extend(t.stage.map(|part| ("stage", part.name().to_owned())));
                said
            }),
            ("teachers", "second_subjects") => self.taught(&text).map(|t| vec![(column, t.subjects.join(";"))]),
            ("teachers", "status") => forms::status::read(&text).map(|duty| self.duty(&duty)),
            ("teachers", "role" | "other_role") => forms::role::read(&text).map(|held| {
                let mut said = vec![(column, held.role.name().to_owned())];
                said.extend(held.class_teacher.then(|| ("class_teacher", YES.to_owned())));
                said.extend(held.beside.then(|| ("beside", text.clone())));
                said
            }),
            ("teachers", "title") => forms::title::read(&text).map(|title| word(title.name())),
            ("teachers", "sex") => forms::sex::read(&text).map(|sex| word(sex.name())),
            // A tick says that somebody is one, and not of which level.
            ("teachers", "backbone" | "is_backbone") => match forms::yes_no::read(&text) {
                Reading::Is(true) => Reading::Is(vec![("is_backbone", YES.to_owned())]),
                Reading::Is(false) => Reading::Nothing,
                Reading::Ask { why, .. } if why != forms::why::UNKNOWN => Reading::ask(why),
                _ => forms::backbone::read(&text)
                    .map(|honours| honours.best().map(|level| ("backbone", level.word.clone())).into_iter().collect()),
            },
            ("teachers", "stage") => forms::stage::read(&text).map(|part| word(part.name())),
            ("teachers", "established") => forms::yes_no::read(&text).map(|yes| word(if yes { YES } else { NO })),
            ("teachers", "language_level") => self.language(&text).map(|level| vec![(column, level)]),
            ("schools", "area") => forms::area::read(&text).map(|area| word(area.name())),
            ("schools", "tier") => forms::tier::read(&text).map(|tier| word(tier.name())),
            ("schools", "hardship") => forms::hardship::read(&text).map(|class| vec![(column, class.to_string())]),
            ("schools", "ownership") => {
                forms::ownership::read(&text).map(|public| word(if public { "public" } else { "private" }))
            }
            ("schools", "stage") => school_stage(&text).map(|stage| stage.map(word).unwrap_or_default()),
            ("postings", "end") => month_or_day_of(cell, habits)
                .map(|when| if when.open { vec![] } else { vec![(column, when.last.to_string())] }),
            _ => self.by_kind(table, column, cell, habits),
        }
    }

    /// Reads a column by the kind of its values in the schema.
    fn by_kind(&self, table: &'static str, column: &'static str, cell: &Cell, habits: Habits) -> Reading<Said> {
        let text = cell.show();
        let kind = schema::table(table).and_then(|spec| spec.column(column)).map(|c| c.kind);
        match kind {
            Some(Kind::Choice(choices)) => match schema::choose(choices, &text) {
                Some(choice) => Reading::Is(vec![(column, choice.name.to_owned())]),
                None if forms::nothing(&text) => Reading::Nothing,
                None => Reading::ask(forms::why::UNKNOWN),
            },
            Some(Kind::Flag) => {
                forms::yes_no::read(&text).map(|yes| vec![(column, if yes { YES } else { NO }.to_owned())])
            }
            Some(Kind::Date) => month_or_day_of(cell, habits).map(|when| vec![(column, when.first.to_string())]),
            Some(Kind::Int { .. } | Kind::Km) => number(column, &text),
            _ if ["rooms", "pupils_primary", "pupils_junior", "classes_primary", "classes_junior"]
                .contains(&column) =>
            {
                number(column, &text)
            }
            _ if forms::nothing(&text) => Reading::Nothing,
            _ => Reading::Is(vec![(column, text)]),
        }
    }

    /// Words of a cell that are other names of a subject, with the subject that each is read as; none where it has to be asked about.
    pub fn renamed(&self, cell: &Cell) -> Vec<(String, String)> {
        self.taught(&cell.show()).is().map(|taught| taught.renamed).unwrap_or_default()
    }

    fn taught(&self, text: &str) -> Reading<forms::subject::Taught> {
        match &self.subjects {
            Some(subjects) => subjects.read(text),
            None => forms::subject::read(text),
        }
    }

    fn language(&self, text: &str) -> Reading<String> {
        match &self.policy {
            Some(policy) => forms::language::read_on(&policy.ladders.language.value, text),
            None => forms::language::read(text),
        }
    }

    /// A status, with the exemption that it names where the policy has it: whoever is not on duty takes no part in any case.
    fn duty(&self, duty: &forms::status::Duty) -> Said {
        let mut said = vec![("status", duty.status.name().to_owned())];
        let known = |id: &&String| {
            self.policy.as_ref().is_some_and(|p| p.eligibility.exemptions.value.iter().any(|level| level.id == **id))
        };
        said.extend(duty.exemption.as_ref().filter(known).map(|id| ("exemptions", id.clone())));
        said.extend(duty.exchange.then(|| ("on_exchange", YES.to_owned())));
        said
    }
}

/// Yes and no, as flags are written before they get a language.
pub const YES: &str = "yes";
/// No.
pub const NO: &str = "no";

/// Whether a text says that there is nothing.
pub fn nothing(text: &str) -> bool {
    forms::nothing(text)
}

/// What a school teaches by its English name; nothing where it is outside compulsory education.
fn school_stage(text: &str) -> Reading<Option<&'static str>> {
    use forms::school_stage::Kind;
    forms::school_stage::read(text).map(|kind| match kind {
        Kind::Within(stage) => Some(stage.name()),
        Kind::Outside(_) => None,
    })
}

/// What stands outside compulsory education, by a stage or a name: `kindergarten`.
pub fn outside(stage: &str, name: &str) -> Option<&'static str> {
    use forms::school_stage::{Kind, Outside};
    match forms::school_stage::read(stage) {
        Reading::Is(Kind::Outside(what)) => return Some(what.name()),
        Reading::Nothing => {}
        Reading::Is(_) | Reading::Ask { .. } => return None,
    }
    const ENDS: &[(&str, Outside)] = &[
        ("幼儿园", Outside::Kindergarten),
        ("高级中学", Outside::Senior),
        ("高中", Outside::Senior),
        ("职业中学", Outside::Vocational),
        ("职业技术学校", Outside::Vocational),
        ("职教中心", Outside::Vocational),
        ("特殊教育学校", Outside::Special),
        ("特教学校", Outside::Special),
        ("教师进修学校", Outside::Support),
        ("教研室", Outside::Support),
        ("教育局", Outside::Support),
    ];
    ENDS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, what)| what.name())
}

/// A number with its unit or without.
fn number(column: &'static str, text: &str) -> Reading<Said> {
    if forms::nothing(text) {
        return Reading::Nothing;
    }
    const UNITS: &[char] = &['人', '个', '名', '班', '年', '张', '套', '间', '岗', '类', '里', '公', '千', '米'];
    let half: String = text.chars().map(schema::half_width).filter(|c| !c.is_whitespace()).collect();
    let plain = half.trim_end_matches("km").trim_end_matches(UNITS);
    let plain = plain.strip_suffix(".0").unwrap_or(plain);
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let sound =
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.parse::<f64>().is_ok();
    if sound { Reading::Is(vec![(column, plain.to_owned())]) } else { Reading::ask(forms::why::UNKNOWN) }
}

/// A day, or a month.
pub fn day(cell: &Cell, habits: Habits) -> Reading<When> {
    month_or_day_of(cell, habits)
}

/// The days of a period: the first, and the last where it is stated.
pub fn period(text: &str) -> Reading<(Date, Option<Date>)> {
    forms::date::period(text).map(|p| (p.start, p.end))
}

/// Somebody by the identity number: sex, birthday, and what `code` makes of the number.
pub fn identity(text: &str, code: impl Fn(&str) -> String) -> Reading<(Sex, Date, String)> {
    forms::identity::read(text).map(|person| {
        let coded = person.with_number(|number| code(&String::from_utf8_lossy(number)));
        (person.sex, person.birth, coded)
    })
}

/// What a remark mentions of the teacher, as far as it is not over.
pub fn mentions(text: &str) -> Vec<Mention> {
    forms::remark::mentions(text).into_iter().filter(|m| !m.of_family && !m.over).collect()
}
