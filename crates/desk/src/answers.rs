//! What was answered about an office's files: a file of questions in the desk's own folder, one for each folder of files, that grows
//! from round to round. `import --answers` reads it.

use crate::folder::OWN;
use lungang_domain::finding::Findings;
use lungang_domain::words::Lang;
use lungang_import::answers::Answers;
use lungang_import::sheet_of_questions::questions_file;
use lungang_results::claim::Scratch;
use lungang_results::error::WriteError;
use lungang_results::folder::publish_file;
use std::path::{Path, PathBuf};

/// Where the answers about a folder of files are kept.
pub fn file(root: &Path, files: &str) -> PathBuf {
    root.join(OWN).join(format!("answers-{files}.toml"))
}

/// An answer from a form: the question, the value that it is about, and the text; an empty one takes an earlier answer back.
pub struct Typed<'a> {
    /// The question.
    pub question: &'a str,
    /// The value.
    pub value: Option<&'a str>,
    /// What was chosen or typed.
    pub text: &'a str,
}

/// What has been answered so far.
pub fn read(root: &Path, files: &str) -> Answers {
    let path = file(root, files);
    // A file that somebody has broken is told by the import, with its line.
    if path.is_file() { Answers::read(&path, &mut Findings::default()) } else { Answers::default() }
}

/// Adds to what has been answered.
///
/// # Errors
/// The file cannot be written.
pub fn add(root: &Path, files: &str, typed: &[Typed<'_>], scratch: &Scratch, lang: Lang) -> Result<(), WriteError> {
    let mut answers = read(root, files);
    for Typed { question, value, text } in typed {
        if text.trim().is_empty() {
            answers.withdraw(question, *value);
        } else {
            answers.put(question, *value, text.trim());
        }
    }
    let text = questions_file(&[], &answers, lang);
    publish_file(&file(root, files), scratch, |out| out.write_all(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_grow_from_round_to_round_and_can_be_taken_back() {
        let root = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(root.path().join(OWN)).expect("a folder");
        let typed = |question, value, text| Typed { question, value, text };
        let keep = |all: &[Typed<'_>]| add(root.path(), "材料", all, &Scratch::new(), Lang::ZH).expect("it is kept");
        keep(&[typed("policy", None, "national"), typed("values.teachers.status", Some("学\"习"), " leave ")]);
        keep(&[typed("policy", None, ""), typed("school-year.2026", None, "2026-2027")]);
        let answers = read(root.path(), "材料");
        assert_eq!(answers.given("policy", None), None);
        assert_eq!(answers.given("school-year.2026", None), Some("2026-2027"));
        assert_eq!(answers.given("values.teachers.status", Some("学\"习")), Some("leave"));
        assert_eq!(answers.count(), 2);
        assert_eq!(read(root.path(), "别的").count(), 0);
    }
}
