//! `--attended`: how far a command is, line by line on stderr, for the desk that started it.

use serde::{Deserialize, Serialize};

/// How far a command is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    /// The step: `reading`, `goal`.
    pub step: String,
    /// In words.
    pub words: String,
    /// Which of the steps that are counted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at: Option<u64>,
    /// Of how many.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<u64>,
}

/// A line of stderr that is no talk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    attended: Attended,
}

impl Attended {
    /// The line that tells it.
    pub fn line(self) -> String {
        serde_json::to_string(&Line { attended: self }).unwrap_or_default()
    }

    /// What a line tells; nothing where it is talk.
    pub fn of(line: &str) -> Option<Attended> {
        lungang_files::json::parse::<Line>(line.as_bytes()).ok().map(|line| line.attended)
    }
}

#[cfg(test)]
mod tests {
    use super::Attended;

    #[test]
    fn a_line_is_told_from_talk() {
        let note = Attended { step: "goal".to_owned(), words: "目标 3/12".to_owned(), at: Some(3), of: Some(12) };
        assert_eq!(Attended::of(&note.clone().line()), Some(note));
        assert_eq!(Attended::of("有 2 处提醒"), None);
        assert_eq!(Attended::of("{\"error\":\"bug\"}"), None);
    }
}
