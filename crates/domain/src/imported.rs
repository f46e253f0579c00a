//! What `import` made of an office's files, and what it has to ask: the document.

use crate::finding::Severity;
use crate::format::Document;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was read, what is asked, and what was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportDocument {
    /// The folder that was written; absent where nothing was.
    pub written: Option<String>,
    /// Name of the county, as far as it is known.
    pub county: Option<String>,
    /// School year: `2026-2027`.
    pub school_year: Option<String>,
    /// Policy that the county names.
    pub policy: Option<String>,
    /// Every sheet of every file.
    pub sheets: Vec<ImportedSheet>,
    /// Files that hold no tables.
    pub files_not_read: Vec<String>,
    /// Schools.
    pub schools: ImportedSchools,
    /// People.
    pub people: ImportedPeople,
    /// Other names of subjects, with the subject that each was read as.
    pub subjects: Vec<ImportedSubject>,
    /// Rows of each standard table.
    pub tables: BTreeMap<String, u64>,
    /// What is open, one question a cause.
    pub questions: Vec<ImportQuestion>,
    /// Answers that were used, those of earlier years among them.
    pub answers: Vec<ImportAnswer>,
    /// What remarks mention and no column says.
    pub remarks: Vec<ImportedRemark>,
    /// Errors.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
    /// What was found, one entry a cause.
    pub causes: Vec<ImportCause>,
}

impl Document for ImportDocument {
    const NAME: &'static str = "import";
}

/// A sheet, or a file without sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedSheet {
    /// File as it was given.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// What it is: `schools`, `roster`, `postings`, `wishes`, `distances`, `statistics`, `empty`, `old`, `nothing`.
    pub kind: String,
    /// How surely, in percent.
    pub confidence: u8,
    /// First row of the header; absent where none was found.
    pub header: Option<u32>,
    /// Rows that were read.
    pub rows: u64,
    /// Its columns.
    pub columns: Vec<ImportedColumn>,
    /// Rows that are none of the table's, by what they are: `total-row`, `note-row`.
    pub left_out: BTreeMap<String, Vec<u32>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedColumn {
    /// Header as it stands in the file.
    pub header: String,
    /// What becomes of it: `read`, `not-needed`, `other-values`, `doubled`, `unknown`.
    pub state: String,
    /// The column of the standard table, where it has one.
    pub column: Option<String>,
    /// What that column is called.
    pub name: Option<String>,
    /// How surely, in percent.
    pub confidence: u8,
}

/// Schools.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedSchools {
    /// Schools of the county.
    pub count: u64,
    /// Those that take no part, by what they are: kindergartens, senior and special schools.
    pub outside: BTreeMap<String, u64>,
    /// Short names and spellings, with the school that each was read as; its code is absent where it is none of the county's.
    pub names: Vec<ImportedName>,
}

/// A name under which a school was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedName {
    /// As it is written.
    pub written: String,
    /// Code of the school.
    pub school_id: Option<String>,
    /// Name of the school.
    pub name: Option<String>,
}

/// A word that was read as a subject of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedSubject {
    /// As it is written.
    pub written: String,
    /// The subject.
    pub subject: String,
    /// How often.
    pub count: u64,
}

/// People.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedPeople {
    /// People on the rosters.
    pub count: u64,
    /// Of these, known from an import before.
    pub known: u64,
    /// Known from before, and on no roster any more.
    pub gone: u64,
    /// People at schools that take no part.
    pub outside: u64,
    /// Spouses who are on no roster.
    pub spouses_elsewhere: u64,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportQuestion {
    /// Its name, by which it is answered.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// How to answer.
    pub how: String,
    /// Answers that may be given; empty where any text may.
    pub options: Vec<String>,
    /// The same, each taken apart.
    pub choices: Vec<ImportChoice>,
    /// Whether another text than these may be given.
    pub free: bool,
    /// What is suggested.
    pub suggestion: Option<String>,
    /// Rows that it touches.
    pub count: u64,
    /// Places, the first few.
    pub examples: Vec<String>,
    /// Values that it asks about.
    pub values: Vec<ImportValue>,
}

/// A value that a question asks about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportValue {
    /// As it is written.
    pub value: String,
    /// How often.
    pub count: u64,
    /// What is suggested.
    pub suggestion: Option<String>,
    /// Among what it is to be chosen.
    pub candidates: Vec<String>,
    /// Answers that may be given for this value alone; empty where those of the question are meant.
    pub choices: Vec<ImportChoice>,
    /// Places, the first few.
    pub examples: Vec<String>,
}

/// An answer that may be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportChoice {
    /// As it is written into the file of answers.
    pub answer: String,
    /// What it means, where it does not say so itself.
    pub meaning: Option<String>,
}

/// An answer that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportAnswer {
    /// The question.
    pub question: String,
    /// The value that it is about.
    pub value: Option<String>,
    /// The answer.
    pub answer: String,
    /// `given` now, from `memory`, or `suggested`.
    pub from: String,
    /// Who gave it.
    pub by: Option<String>,
    /// When.
    pub on: Option<String>,
}

/// A remark that mentions something which no column says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedRemark {
    /// Who.
    pub teacher_id: String,
    /// What it mentions.
    pub mentions: Vec<String>,
    /// Where it stands.
    pub place: String,
    /// The sheet of that place.
    pub sheet: String,
    /// The row of that place.
    pub row: Option<u32>,
}

/// Rows of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedRows {
    /// The file and the sheet.
    pub sheet: String,
    /// The rows, in order.
    pub rows: Vec<u32>,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ImportCause {
    /// Stable name.
    pub code: String,
    /// Error or warning.
    pub severity: Severity,
    /// Where, in the office's own file.
    pub place: String,
    /// How often.
    pub count: u64,
    /// In which rows of which sheets.
    pub rows: Vec<ImportedRows>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}
