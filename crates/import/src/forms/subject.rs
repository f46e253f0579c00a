//! Subjects as offices write them: `小学语文`, `语文+数学`, `三年级数学（兼体育）`, `音体美`, `包班`.
//!
//! The subjects are those of a policy, by id, name or alias; a cell gives their Chinese names, the main one first.

use super::said::{Said, key, parted, several};
use super::vocabulary::Form;
use super::{Reading, why};
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a teacher teaches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taught {
    /// The stage, where the cell says it.
    pub stage: Option<Part>,
    /// The subjects by their Chinese names in the policy, as they stand in the cell.
    pub subjects: Vec<String>,
    /// Words of the cell that are other names of a subject, with the subject that each was read as: `书法`, `美术`.
    pub renamed: Vec<(String, String)>,
}

/// Words of offices beyond the policy's: several subjects in one word, subjects that are none of its.
const FORM: Form = Form("subject");
/// Stages outside compulsory education that stand before a subject.
const STAGES: Form = Form("stage-of-subject");
/// What may stand before or behind a subject and says nothing of it.
const FILLERS: Form = Form("subject-filler");

/// The most characters of a word that names a stage.
const STAGE: usize = 5;

/// What a teacher teaches, by the subjects that come with the program.
pub fn read(cell: &str) -> Reading<Taught> {
    static NATIONAL: OnceLock<Subjects> = OnceLock::new();
    let national = || lungang_policies::load("national", None).map(|policy| Subjects::of(&policy)).unwrap_or_default();
    NATIONAL.get_or_init(national).read(cell)
}

/// The subjects of a policy.
#[derive(Debug, Clone, Default)]
pub struct Subjects {
    /// Chinese names by every way to write them.
    names: HashMap<String, String>,
    /// The longest of these, in characters.
    longest: usize,
}

/// What one part of a cell says.
#[derive(Debug, Default)]
struct Piece {
    taught: Taught,
    ask: Option<&'static str>,
}

impl Subjects {
    /// The subjects of a policy.
    pub fn of(policy: &Policy) -> Subjects {
        let mut names = HashMap::new();
        for subject in &policy.subjects {
            let words = [&subject.id, &subject.name.zh, &subject.name.en].into_iter().chain(&subject.aliases);
            for word in words {
                names.entry(key(word)).or_insert_with(|| subject.name.zh.clone());
            }
        }
        let longest = names.keys().map(|name| name.chars().count()).max().unwrap_or(0);
        Subjects { names, longest }
    }

    /// What a teacher teaches.
    pub fn read(&self, cell: &str) -> Reading<Taught> {
        if FORM.is_nothing(cell) {
            return Reading::Nothing;
        }
        // A policy's word for a subject may hold a sign that parts others.
        if let Some(name) = self.names.get(&key(cell)).filter(|_| several(cell).len() > 1) {
            return Reading::Is(Taught { subjects: vec![name.clone()], ..Taught::default() });
        }
        // Blanks within a word part nothing: `小 学 语 文`.
        let whole = self.piece(&key(cell));
        if whole.ask.is_none() {
            return together(vec![whole]);
        }
        let pieces: Vec<Piece> = parts(cell).iter().map(|part| self.piece(part)).collect();
        together(pieces)
    }

    fn piece(&self, part: &str) -> Piece {
        let said = parted(part);
        if said.word.is_empty() {
            return Piece { ask: Some(why::UNKNOWN), ..Piece::default() };
        }
        let (stage, word, outside) = staged(&said.word);
        let mut piece = match word.as_str() {
            "" => Piece { ask: Some(why::NO_SUBJECT), ..Piece::default() },
            word => self.subjects_of(word),
        };
        piece.taught.stage = stage;
        piece.ask = outside.or(piece.ask);
        self.remarked(piece, &said)
    }

    /// The subjects that a word without its stage names.
    fn subjects_of(&self, word: &str) -> Piece {
        let bare = unfilled(word);
        let named = |subjects: Vec<String>, ask| Piece { taught: Taught { subjects, ..Taught::default() }, ask };
        for word in [word, bare.as_str()] {
            let renamed = |name: &String| (key(name) != word).then(|| (word.to_owned(), name.clone()));
            if let Some(name) = self.names.get(word) {
                let mut piece = named(vec![name.clone()], None);
                piece.taught.renamed.extend(renamed(name));
                return piece;
            }
            if let Some(entry) = FORM.word(word) {
                let list = entry.is.as_deref().unwrap_or("");
                let known = list.split('、').filter_map(|one| self.names.get(&key(one)).cloned());
                let mut piece = named(known.collect(), entry.ask);
                piece.taught.renamed = piece.taught.subjects.iter().filter_map(renamed).collect();
                return piece;
            }
        }
        match self.joined(&bare) {
            Some(subjects) => named(subjects, None),
            None => named(Vec::new(), Some(why::UNKNOWN)),
        }
    }

    /// Subjects that are written without a sign between them: `语文数学`.
    fn joined(&self, word: &str) -> Option<Vec<String>> {
        let mut rest = word;
        let mut subjects = Vec::new();
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
            let end = ends.filter(|end| self.names.contains_key(&rest[..*end]) && !rest[..*end].is_ascii()).last()?;
            subjects.extend(self.names.get(&rest[..end]).cloned());
            rest = &rest[end..];
        }
        (subjects.len() > 1).then_some(subjects)
    }

    /// With what stands in brackets: a stage, another subject, a word that says nothing, or a question.
    fn remarked(&self, mut piece: Piece, said: &Said) -> Piece {
        for remark in &said.inside {
            if FILLERS.word(remark).is_some() {
                continue;
            }
            let (stage, word, outside) = staged(remark);
            let more = if word.is_empty() { Piece::default() } else { self.subjects_of(&unfilled(&word)) };
            let stages_differ = piece.taught.stage.is_some() && stage.is_some() && stage != piece.taught.stage;
            match more.ask.or(outside) {
                Some(_) => piece.ask = piece.ask.or(Some(why::REMARK)),
                None if stages_differ => piece.ask = piece.ask.or(Some(why::TWO_STAGES)),
                None => {
                    piece.taught.stage = piece.taught.stage.or(stage);
                    piece.taught.subjects.extend(more.taught.subjects);
                    piece.taught.renamed.extend(more.taught.renamed);
                }
            }
        }
        piece
    }
}

/// The several of a cell, which `兼` parts too; a list inside brackets is one remark.
fn parts(cell: &str) -> Vec<String> {
    let split = |part: String| -> Vec<String> {
        if part.contains(['(', '（', '[', '【']) {
            return vec![part];
        }
        part.split('兼').filter(|p| !key(p).is_empty()).map(str::to_owned).collect()
    };
    several(cell).into_iter().flat_map(split).collect()
}

/// A stage at the front of a word, what is left, and the question where it lies outside compulsory education.
fn staged(word: &str) -> (Option<Part>, String, Option<&'static str>) {
    if let Some((part, rest)) = graded(word) {
        return (Some(part), rest, None);
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(STAGE).collect();
    for end in ends.into_iter().rev() {
        let (front, rest) = word.split_at(end);
        if let Some(entry) = STAGES.word(front) {
            return (entry.is.as_deref().and_then(Part::from_name), rest.to_owned(), entry.ask);
        }
    }
    (None, word.to_owned(), None)
}

/// `三年级数学`, `初二（3）班` without its brackets, `7年级`: the stage of a grade, and what is left.
fn graded(word: &str) -> Option<(Part, String)> {
    const DIGITS: &str = "一二三四五六七八九";
    let grade = |c: char| {
        c.to_digit(10).or_else(|| DIGITS.chars().position(|d| d == c).and_then(|at| u32::try_from(at + 1).ok()))
    };
    let mut chars = word.chars();
    let first = chars.next()?;
    let second = chars.next()?;
    if first == '初' && matches!(second, '一' | '二' | '三') {
        let rest = chars.as_str();
        return Some((Part::Junior, rest.strip_prefix("年级").unwrap_or(rest).to_owned()));
    }
    let rest = word.strip_prefix(first)?.strip_prefix("年级")?;
    let part = match grade(first)? {
        1..=6 => Part::Primary,
        7..=9 => Part::Junior,
        _ => return None,
    };
    Some((part, rest.to_owned()))
}

/// What may stand beside a subject, the longer words first.
fn fillers() -> &'static [&'static str] {
    static ALL: OnceLock<Vec<&'static str>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<&str> = FILLERS.vocabulary().words().map(|(word, _)| word).collect();
        all.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        all
    })
}

/// A word without what may stand before or behind a subject: `主教语文`, `语文教学`.
fn unfilled(word: &str) -> String {
    let some = |rest: &&str| !rest.is_empty();
    let front = fillers().iter().find_map(|filler| word.strip_prefix(filler).filter(some)).unwrap_or(word);
    let both = fillers().iter().find_map(|filler| front.strip_suffix(filler).filter(some)).unwrap_or(front);
    both.trim_start_matches(':').to_owned()
}

fn together(pieces: Vec<Piece>) -> Reading<Taught> {
    let (mut taught, mut ask) = (Taught::default(), None);
    let several = pieces.len() > 1;
    for piece in pieces {
        if piece.ask == Some(why::UNKNOWN) && !several {
            return Reading::ask(why::UNKNOWN);
        }
        ask = ask.or(piece.ask);
        if taught.stage.is_some() && piece.taught.stage.is_some() && taught.stage != piece.taught.stage {
            ask = ask.or(Some(why::TWO_STAGES));
        }
        taught.stage = taught.stage.or(piece.taught.stage);
        taught.renamed.extend(piece.taught.renamed);
        for subject in piece.taught.subjects {
            if !taught.subjects.contains(&subject) {
                taught.subjects.push(subject);
            }
        }
    }
    let empty = taught.subjects.is_empty() && taught.stage.is_none();
    match ask {
        Some(why) if empty => Reading::ask(why),
        Some(why) => Reading::may_be(taught, why),
        None if empty => Reading::Nothing,
        None => Reading::Is(taught),
    }
}
