//! What came of an import, as a document in one language.

use crate::forms::remark::{Matter, Mention};
use crate::memory::{From, Used};
use crate::question::{Allowed, Item, Question};
use crate::recognise::{Kind, Meant, Recognised, field_name};
use crate::run::Outcome;
use lungang_domain::finding::{Findings, Place, Severity};
use lungang_domain::imported::{
    ImportAnswer, ImportCause, ImportChoice, ImportDocument, ImportQuestion, ImportValue, ImportedColumn, ImportedName,
    ImportedPeople, ImportedRemark, ImportedRows, ImportedSchools, ImportedSheet, ImportedSubject,
};
use lungang_domain::words::{Lang, say};
use std::collections::{BTreeSet, HashMap};

impl Outcome {
    /// The document.
    pub fn document(&self, lang: Lang) -> ImportDocument {
        let tables = self.drafts.iter().filter(|d| !d.rows.is_empty());
        ImportDocument {
            written: None,
            county: self.name.clone(),
            school_year: self.year.map(|y| y.label()),
            policy: self.policy.clone(),
            sheets: self.sheets.iter().enumerate().map(|(at, sheet)| self.sheet(at, sheet, lang)).collect(),
            files_not_read: self.passed.iter().map(|p| p.display().to_string()).collect(),
            schools: self.school_names(),
            people: self.people(),
            subjects: self.subjects(),
            tables: tables.map(|d| (d.table.to_owned(), d.rows.len() as u64)).collect(),
            questions: self.questions.iter().map(|q| question(q, lang)).collect(),
            answers: self.used.iter().map(answer).collect(),
            remarks: self.remarks(lang),
            errors: self.findings.count(Severity::Error) as u64,
            warnings: self.findings.count(Severity::Warning) as u64,
            causes: causes(&self.findings, lang),
        }
    }

    fn sheet(&self, at: usize, read: &Recognised, lang: Lang) -> ImportedSheet {
        let column = |(meant, column): (&Meant, &crate::layout::Column)| {
            let (state, field, confidence) = match meant {
                Meant::Field(field, n) => ("read", Some(*field), *n),
                Meant::NotNeeded => ("not-needed", None, 100),
                Meant::OtherValues(field) => ("other-values", Some(*field), 0),
                Meant::Doubled(field) => ("doubled", Some(*field), 0),
                Meant::Unknown => ("unknown", None, 0),
            };
            ImportedColumn {
                header: column.text(),
                state: state.to_owned(),
                column: field.map(str::to_owned),
                name: field.map(|field| field_name(read.kind.table(), field, lang)),
                confidence,
            }
        };
        let kind = match read.kind {
            _ if self.old.contains(&at) => "old",
            Kind::Statistics if crate::counts::is_known_only(&read.sheet.grid) => "statistics-known",
            kind => kind.name(),
        };
        let left_out = self.left_out.get(&at).into_iter().flatten();
        ImportedSheet {
            file: read.sheet.grid.file.clone(),
            sheet: read.sheet.grid.sheet.clone(),
            kind: kind.to_owned(),
            confidence: read.confidence,
            header: read.sheet.header.map(|(first, _)| first),
            rows: self.rows.get(&at).copied().unwrap_or(0) as u64,
            columns: read.meant.iter().zip(&read.sheet.columns).map(column).collect(),
            left_out: left_out.map(|(why, rows)| ((*why).to_owned(), rows.clone())).collect(),
        }
    }

    fn school_names(&self) -> ImportedSchools {
        let named = self.schools.spellings.iter().filter(|(_, s)| !s.full);
        ImportedSchools {
            count: self.schools.rows.len() as u64,
            outside: self.schools.outside.iter().map(|(what, n)| ((*what).to_owned(), *n as u64)).collect(),
            names: named
                .map(|(written, s)| ImportedName {
                    written: written.clone(),
                    school_id: s.school.map(|at| self.schools.id(at).to_owned()),
                    name: s.school.map(|at| self.schools.name(at).to_owned()),
                })
                .collect(),
        }
    }

    fn subjects(&self) -> Vec<ImportedSubject> {
        let one = |((written, subject), n): (&(String, String), &usize)| ImportedSubject {
            written: written.clone(),
            subject: subject.clone(),
            count: *n as u64,
        };
        self.renamed.iter().map(one).collect()
    }

    fn people(&self) -> ImportedPeople {
        let now: BTreeSet<&str> = self.roster.people.iter().map(|p| p.id.as_str()).collect();
        let gone = self.before.person.iter().filter(|k| !now.contains(k.id.as_str())).count();
        ImportedPeople {
            count: self.roster.people.len() as u64,
            known: self.known as u64,
            gone: if self.roster.people.is_empty() { 0 } else { gone as u64 },
            outside: self.roster.outside as u64,
            spouses_elsewhere: self.spouses_elsewhere as u64,
        }
    }

    /// What remarks mention and no column says.
    fn remarks(&self, lang: Lang) -> Vec<ImportedRemark> {
        let posted: BTreeSet<&str> = self
            .drafts
            .iter()
            .filter(|d| d.table == "postings")
            .flat_map(|d| &d.rows)
            .filter_map(|row| row.text("teacher_id"))
            .collect();
        let said = |person: &crate::roster::Person, mention: &Mention| match mention.matter {
            Matter::Exchange | Matter::Support => posted.contains(person.id.as_str()),
            matter if matter.exemption().is_some() => {
                let stated = person.row.text("exemptions").unwrap_or_default();
                stated.split(';').any(|id| Some(id) == matter.exemption()) || person.row.text("status") == Some("leave")
            }
            matter => matter.status().is_some_and(|status| person.row.text("status") == Some(status.name())),
        };
        let word = |matter: Matter| say(lang, &format!("import.remark.{}", matter.name()), &[]);
        let mut all = Vec::new();
        for remark in &self.roster.remarks {
            let person = &self.roster.people[remark.person];
            let mut open: Vec<Matter> = remark.mentions.iter().filter(|m| !said(person, m)).map(|m| m.matter).collect();
            open.dedup();
            if !open.is_empty() {
                let mentions = open.into_iter().map(word).collect();
                all.push(remark_of(&person.id, mentions, &remark.place, lang));
            }
        }
        for (at, place) in &self.roster.exchanged {
            let person = &self.roster.people[*at];
            if !posted.contains(person.id.as_str()) {
                let mentions = vec![word(Matter::Exchange)];
                all.push(remark_of(&person.id, mentions, place, lang));
            }
        }
        all
    }
}

/// What a remark mentions, with its place.
fn remark_of(id: &str, mentions: Vec<String>, place: &Place, lang: Lang) -> ImportedRemark {
    let sheet = sheet_of(place).say(lang);
    ImportedRemark { teacher_id: id.to_owned(), mentions, place: place.say(lang), sheet, row: place.row }
}

/// The sheet of a place.
fn sheet_of(place: &Place) -> Place {
    Place { row: None, column: None, ..place.clone() }
}

/// What was found, one entry a cause: what is wrong in the same column of many sheets is one.
fn causes(findings: &Findings, lang: Lang) -> Vec<ImportCause> {
    let mut made: Vec<(ImportCause, Place)> = Vec::new();
    let mut known: HashMap<(String, String, String), usize> = HashMap::new();
    for cause in findings.causes() {
        let place = cause.place();
        // Behind the letter of a column stands its header.
        let header = place.column.as_deref().unwrap_or_default();
        let header = header.split_once(' ').map_or(header, |(_, header)| header).to_owned();
        let mut rows: Vec<u32> = cause.rows().collect();
        rows.sort_unstable();
        rows.dedup();
        let rows = ImportedRows { sheet: sheet_of(&place).say(lang), rows };
        let (message, remedy) = (cause.message(lang), cause.remedy(lang));
        let key = (cause.code().to_owned(), header, message.clone());
        if let Some((one, _)) = known.get(&key).and_then(|at| made.get_mut(*at)) {
            one.count += cause.count() as u64;
            match one.rows.iter_mut().find(|own| own.sheet == rows.sheet) {
                Some(own) => own.rows.extend(rows.rows),
                None => one.rows.push(rows),
            }
            continue;
        }
        known.insert(key, made.len());
        let (severity, count) = (cause.severity(), cause.count() as u64);
        let (code, place_said) = (cause.code().to_owned(), place.say(lang));
        made.push((ImportCause { code, severity, place: place_said, count, rows: vec![rows], message, remedy }, place));
    }
    let told = |(one, place): (ImportCause, Place)| {
        if one.rows.len() < 2 {
            return one;
        }
        let place = Place { row: None, ..place }.say(lang);
        let n = one.rows.len().to_string();
        ImportCause { place: say(lang, "import.and-others", &[("place", &place), ("n", &n)]), ..one }
    };
    made.into_iter().map(told).collect()
}

fn question(q: &Question, lang: Lang) -> ImportQuestion {
    let value = |item: &Item| ImportValue {
        value: item.spelling.clone(),
        count: item.count as u64,
        suggestion: item.suggested().map(str::to_owned),
        candidates: item.candidates.clone(),
        choices: own_choices(item, lang),
        examples: item.examples.iter().map(|p| p.say(lang)).collect(),
    };
    ImportQuestion {
        id: q.id.clone(),
        ask: q.about.say(lang),
        how: q.how.say(lang),
        options: q.options.iter().map(|o| o.say(lang)).collect(),
        choices: q.options.iter().map(|o| choice(o, lang)).collect(),
        free: q.is_free(),
        suggestion: q.suggestion.clone(),
        count: q.count as u64,
        examples: q.examples.iter().map(|p| p.say(lang)).collect(),
        values: q.items.iter().map(value).collect(),
    }
}

fn choice(allowed: &Allowed, lang: Lang) -> ImportChoice {
    ImportChoice { answer: allowed.value.clone(), meaning: allowed.label.as_ref().map(|label| label.say(lang)) }
}

/// Among whom or what one value is to be chosen: each candidate by its short answer, and that it is none of them.
fn own_choices(item: &Item, lang: Lang) -> Vec<ImportChoice> {
    if item.short.is_empty() {
        return Vec::new();
    }
    let candidate = |(short, said): (&(String, String), &String)| {
        let said = said.strip_prefix(short.0.as_str()).unwrap_or(said).trim_start_matches([' ', '=']);
        ImportChoice { answer: short.0.clone(), meaning: Some(said.to_owned()).filter(|said| !said.is_empty()) }
    };
    let none = choice(&crate::read::not_used(), lang);
    item.short.iter().zip(&item.candidates).map(candidate).chain([none]).collect()
}

fn answer(used: &Used) -> ImportAnswer {
    let from = match used.from {
        From::Given => "given",
        From::Memory => "memory",
        From::Suggested => "suggested",
    };
    ImportAnswer {
        question: used.question.clone(),
        value: used.spelling.clone(),
        answer: used.answer.clone(),
        from: from.to_owned(),
        by: used.by.clone(),
        on: used.on.map(|d| d.to_string()),
    }
}
