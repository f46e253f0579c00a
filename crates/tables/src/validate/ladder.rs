//! Backbone levels as offices write them: the grade and the kind are read apart, so that 广东省骨干教师, 市级学科带头人 and
//! 教学能手（县级） are read by a ladder that lists 省级骨干教师, 市级骨干教师 and 县级教学能手.

use lungang_domain::policy::{Level, LevelGrade};
use lungang_domain::value::value_key;

/// What stands before a kind, by how it ends, with its grade; of two that fit, the longer one is meant. A city may be one of
/// a prefecture or of a county: its word is read as the lower.
const GRADES: &[(&str, LevelGrade)] = &[
    ("国家级", LevelGrade::Nation),
    ("国家", LevelGrade::Nation),
    ("全国", LevelGrade::Nation),
    ("部级", LevelGrade::Nation),
    ("national", LevelGrade::Nation),
    ("自治区级", LevelGrade::Province),
    ("自治区", LevelGrade::Province),
    ("省级", LevelGrade::Province),
    ("省", LevelGrade::Province),
    ("provincial", LevelGrade::Province),
    ("province", LevelGrade::Province),
    ("自治州", LevelGrade::Prefecture),
    ("州级", LevelGrade::Prefecture),
    ("州", LevelGrade::Prefecture),
    ("地区级", LevelGrade::Prefecture),
    ("地区", LevelGrade::Prefecture),
    ("盟级", LevelGrade::Prefecture),
    ("盟", LevelGrade::Prefecture),
    ("地市级", LevelGrade::Prefecture),
    ("市级", LevelGrade::Prefecture),
    ("prefectural", LevelGrade::Prefecture),
    ("prefecture", LevelGrade::Prefecture),
    ("县市级", LevelGrade::County),
    ("区县级", LevelGrade::County),
    ("县级", LevelGrade::County),
    ("县", LevelGrade::County),
    ("旗级", LevelGrade::County),
    ("旗", LevelGrade::County),
    ("区级", LevelGrade::County),
    ("区", LevelGrade::County),
    (CITY, LevelGrade::County),
    ("county", LevelGrade::County),
    ("校级", LevelGrade::School),
    ("学校", LevelGrade::School),
    ("中学", LevelGrade::School),
    ("小学", LevelGrade::School),
    ("本校", LevelGrade::School),
    ("school", LevelGrade::School),
];

/// The word of which it is not known how high the city stands.
const CITY: &str = "市";

/// The levels of a ladder.
#[derive(Debug)]
pub(crate) struct Ladder {
    /// The grade of every level, where it states one.
    grades: Vec<Option<LevelGrade>>,
    /// What teachers of a level are called without a grade, longer words first.
    kinds: Vec<(String, u8)>,
}

/// A word that is read as a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Read {
    /// The level.
    pub level: u8,
    /// Whether the word leaves open who granted it, so that the county is taken to have done so.
    pub open: bool,
}

impl Ladder {
    pub(super) fn new(levels: &[Level]) -> Ladder {
        let mut kinds = Vec::new();
        for (at, level) in (0u8..).zip(levels) {
            for word in [&level.name.zh, &level.name.en].into_iter().chain(&level.aliases) {
                let word = value_key(word);
                let stated = GRADES.iter().filter(|(grade, _)| grade.ends_with('级') || grade.is_ascii());
                let kind = stated
                    .filter_map(|(grade, _)| word.strip_prefix(grade))
                    .map(str::trim_start)
                    .min_by_key(|k| k.len());
                kinds.push((kind.unwrap_or(&word).to_owned(), at));
            }
        }
        kinds.retain(|(kind, _)| !kind.is_empty());
        kinds.sort_by_key(|(kind, at)| (std::cmp::Reverse(kind.len()), *at));
        Ladder { grades: levels.iter().map(|level| level.grade).collect(), kinds }
    }

    /// What a word that the ladder does not list means; `None` where its kind, or a level of its grade, is not on the ladder.
    pub(crate) fn read(&self, word: &str) -> Option<Read> {
        let word = value_key(word);
        if let Some(kind) = self.kind(&word) {
            return Some(Read { level: self.level(kind, LevelGrade::County)?, open: true });
        }
        let parted = self.kinds.iter().filter_map(|(kind, _)| Some((kind.as_str(), who(&word, kind)?)));
        let (kind, (grade, open)) = parted.max_by_key(|(kind, _)| kind.len())?;
        Some(Read { level: self.level(kind, grade)?, open })
    }

    /// The ladder's own word for a kind.
    fn kind(&self, word: &str) -> Option<&str> {
        self.kinds.iter().map(|(kind, _)| kind.as_str()).find(|kind| *kind == word)
    }

    /// The level of a kind and grade: that of the kind itself; one of the kind that states no grade, and so is the county's
    /// or a higher one; else the lowest of the grade.
    fn level(&self, kind: &str, grade: LevelGrade) -> Option<u8> {
        let of_kind = |stated: Option<LevelGrade>| {
            let mut own = self.kinds.iter().filter(|(own, _)| own == kind).map(|(_, at)| *at);
            own.find(|at| self.grades[usize::from(*at)] == stated)
        };
        let open = || of_kind(None).filter(|_| grade >= LevelGrade::County);
        let lowest = || (0u8..).zip(&self.grades).find(|(_, own)| **own == Some(grade)).map(|(at, _)| at);
        of_kind(Some(grade)).or_else(open).or_else(lowest)
    }
}

/// Who granted a kind: what stands before it, or in brackets behind it; and whether that leaves it open.
fn who(word: &str, kind: &str) -> Option<(LevelGrade, bool)> {
    let before = word.strip_suffix(kind);
    let behind = || word.strip_prefix(kind)?.trim_start().strip_prefix('(')?.strip_suffix(')');
    granted(before.or_else(behind)?).map(|by| (by.grade, by.open))
}

/// Who granted an honour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// How high they stand.
    pub grade: LevelGrade,
    /// Whether their word leaves that open: a city may be one of a prefecture or of a county.
    pub open: bool,
    /// Whether nothing stands before that word.
    pub whole: bool,
}

/// Who granted an honour, by what stands before it: `广东省`, `市级`; in the writing of a value's key.
pub fn granted(by: &str) -> Option<Granted> {
    let by = by.trim();
    let (said, grade) = GRADES.iter().filter(|(said, _)| by.ends_with(said)).max_by_key(|(said, _)| said.len())?;
    Some(Granted { grade: *grade, open: *said == CITY, whole: said.len() == by.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lungang_domain::words::Words;

    fn level(grade: Option<LevelGrade>, zh: &str, aliases: &[&str]) -> Level {
        let name = Words { zh: zh.to_owned(), en: format!("{zh} in English") };
        Level { id: zh.to_owned(), name, aliases: aliases.iter().map(|a| (*a).to_owned()).collect(), grade }
    }

    fn graded() -> Ladder {
        Ladder::new(&[
            level(Some(LevelGrade::School), "校级骨干教师", &["校级骨干"]),
            level(Some(LevelGrade::County), "县级骨干教师", &["县级骨干", "县级教学能手", "县级学科带头人"]),
            level(Some(LevelGrade::Prefecture), "市级骨干教师", &[]),
            level(Some(LevelGrade::Province), "省级骨干教师", &["特级教师"]),
            level(Some(LevelGrade::Nation), "国家级骨干教师", &[]),
        ])
    }

    #[test]
    fn grade_and_kind_are_read_apart() {
        let ladder = graded();
        for (word, level) in [
            ("广东省骨干教师", 3),
            ("自治区级骨干教师", 3),
            ("新疆维吾尔自治区教学能手", 3),
            ("市级学科带头人", 2),
            ("克孜勒苏柯尔克孜自治州骨干", 2),
            ("喀什地区骨干", 2),
            ("县级教学能手", 1),
            ("阿克陶县骨干教师", 1),
            ("骨干教师（县级）", 1),
            ("骨干教师 (市级)", 2),
            ("全国骨干教师", 4),
            ("校级教学能手", 0),
            ("实验小学骨干教师", 0),
            ("省级特级教师", 3),
        ] {
            assert_eq!(ladder.read(word), Some(Read { level, open: false }), "{word}");
        }
    }

    #[test]
    fn what_leaves_open_who_granted_it_is_the_countys() {
        let ladder = graded();
        for word in ["骨干教师", "骨干", "教学能手", "阿图什市骨干教师"] {
            assert_eq!(ladder.read(word), Some(Read { level: 1, open: true }), "{word}");
        }
        for word in ["骨干教师（拟）", "优秀骨干教师", "模范", "县级", ""] {
            assert_eq!(ladder.read(word), None, "{word}");
        }
    }

    #[test]
    fn a_ladder_of_kinds_is_the_countys_or_a_higher_ones() {
        let ladder = Ladder::new(&[level(None, "骨干教师", &["骨干"]), level(None, "学科带头人", &[])]);
        for (word, at) in [("县级骨干", 0), ("市级学科带头人", 1), ("江苏省骨干教师", 0)] {
            assert_eq!(ladder.read(word), Some(Read { level: at, open: false }), "{word}");
        }
        assert_eq!(ladder.read("校级骨干"), None, "the ladder has no level of a school");
    }
}
