//! Schools, people and subjects as they are typed or written in a table made by hand: by id, or by name.

use crate::exit::Failure;
use crate::terminal::Terminal;
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::nearest::{likely_id, nearest};
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_report::json::ErrorKind;
use lungang_tables::names::{Directory, Named};
use lungang_tables::schema::value_key;

/// A county's schools, people and subjects by all that they are called.
pub struct Names<'a> {
    county: &'a County,
    policy: &'a Policy,
    schools: Directory,
    teachers: Directory,
}

impl<'a> Names<'a> {
    /// Of this county and policy.
    pub fn new(county: &'a County, policy: &'a Policy) -> Self {
        Names { county, policy, schools: Directory::schools(county), teachers: Directory::teachers(county) }
    }

    /// A teacher as typed.
    ///
    /// # Errors
    /// Nobody is called so, or several are.
    pub fn teacher(&self, typed: &str, terminal: &Terminal) -> Result<TeacherIx, Failure> {
        let lang = terminal.lang;
        match self.teachers.find(typed) {
            Named::Id(at) | Named::Name(at) | Named::Short(at) => Ok(TeacherIx::new(at)),
            Named::Several(all) => Err(several(lang, "cli.explain.several-teachers", typed, &self.teachers, &all)),
            Named::Nobody => {
                let near = likely_id(typed, self.county.teachers.iter().map(|t| t.id.as_str()));
                let failure = unknown(lang, "cli.explain.unknown-teacher", typed, near);
                Err(match failure.remedy {
                    Some(_) => failure,
                    None => failure.remedy(say(lang, "cli.explain.unknown-teacher-remedy", &[])),
                })
            }
        }
    }

    /// A school as typed; what is taken for a short name is said.
    ///
    /// # Errors
    /// No school is called so, or several are.
    pub fn school(&self, typed: &str, terminal: &Terminal) -> Result<SchoolIx, Failure> {
        let lang = terminal.lang;
        match self.schools.find(typed) {
            Named::Id(at) | Named::Name(at) => Ok(SchoolIx::new(at)),
            Named::Short(at) => {
                let args = [("typed", typed), ("taken", &self.schools.shown(at))];
                terminal.tell(&say(lang, "cli.explain.short-name", &args));
                Ok(SchoolIx::new(at))
            }
            Named::Several(all) => Err(several(lang, "cli.explain.several-schools", typed, &self.schools, &all)),
            Named::Nobody => {
                let near = likely_id(typed, self.county.schools.iter().map(|s| s.id.as_str()))
                    .or_else(|| nearest(typed, self.county.schools.iter().map(|s| s.name.as_str())));
                Err(unknown(lang, "cli.explain.unknown-school", typed, near))
            }
        }
    }

    /// A subject by its id or any of its words.
    ///
    /// # Errors
    /// The policy has none of this name.
    pub fn subject(&self, typed: &str, lang: Lang) -> Result<SubjectIx, Failure> {
        self.find_subject(typed).ok_or_else(|| {
            let near = nearest(typed, (0..self.policy.subjects.len()).flat_map(|at| self.words(at)));
            unknown(lang, "cli.explain.unknown-subject", typed, near)
        })
    }

    fn words(&self, at: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let s = &self.policy.subjects[at];
        [s.id.as_str(), &s.name.zh, &s.name.en].into_iter().chain(s.aliases.iter().map(String::as_str))
    }

    fn find_subject(&self, typed: &str) -> Option<SubjectIx> {
        let key = value_key(typed);
        let mut all = 0..self.policy.subjects.len();
        all.find(|at| self.words(*at).any(|word| value_key(word) == key)).map(SubjectIx::new)
    }

    /// A teacher's id where a table made by hand has it or the full name; else what stands there.
    pub fn teacher_id(&self, word: String) -> String {
        full(&self.teachers, word)
    }

    /// A school's id, likewise.
    pub fn school_id(&self, word: String) -> String {
        full(&self.schools, word)
    }

    /// A subject's id, likewise.
    pub fn subject_id(&self, word: String) -> String {
        self.find_subject(&word).map_or(word, |k| self.policy.subject_id(k).to_owned())
    }
}

/// A plan's own table is taken at its word: what is only a short name there stays what it is, and is told as unknown. Of a table
/// made by hand the reader has put ids in place of names.
fn full(all: &Directory, word: String) -> String {
    match all.find(&word) {
        Named::Name(at) => all.id(at).to_owned(),
        _ => word,
    }
}

fn several(lang: Lang, key: &str, typed: &str, all: &Directory, which: &[usize]) -> Failure {
    let args = [("id", typed), ("candidates", &all.candidates(which))];
    Failure::new(ErrorKind::Usage, say(lang, key, &args))
}

/// What was typed names nothing; the nearest that there is, where one is near.
pub fn unknown(lang: Lang, key: &str, typed: &str, near: Option<&str>) -> Failure {
    let failure = Failure::new(ErrorKind::Usage, say(lang, key, &[("id", typed)]));
    match near {
        Some(near) => failure.remedy(say(lang, "cli.usage.meant", &[("suggested", near)])),
        None => failure,
    }
}
