//! Teaching certificates: `3-初级中学`, `小学教师资格证`, `高级中学教师资格`.

use super::said::several;
use super::vocabulary::{Entry, Form};
use super::{Reading, why};
use lungang_domain::school::Part;

/// What a certificate is for, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certificate {
    /// 幼儿园
    Kindergarten,
    /// 小学
    Primary,
    /// 初级中学
    Junior,
    /// 高级中学, 中等职业学校
    Senior,
    /// 高等学校, which is for no school
    Higher,
}

impl Certificate {
    /// Whether it serves at a stage: its own and the lower ones (教师资格条例 第五条).
    pub fn serves(self, part: Part) -> bool {
        let least = match part {
            Part::Primary => Certificate::Primary,
            Part::Junior => Certificate::Junior,
        };
        (least..=Certificate::Senior).contains(&self)
    }
}

const FORM: Form = Form("certificate");

/// The certificates that a cell names, as they are written; an empty list where it says that there is none.
pub fn read(cell: &str) -> Reading<Vec<Certificate>> {
    if FORM.is_nothing(cell) {
        return Reading::Nothing;
    }
    let mut all = Vec::new();
    for part in several(cell) {
        match FORM.read(&part, certificate) {
            Reading::Is(Some(one)) => all.push(one),
            Reading::Is(None) | Reading::Nothing => {}
            Reading::Ask { suggestion, why } => {
                return Reading::Ask { suggestion: suggestion.flatten().map(|one| vec![one]), why };
            }
        }
    }
    if all.is_empty() && several(cell).len() > 1 { Reading::ask(why::UNKNOWN) } else { Reading::Is(all) }
}

fn certificate(entry: &Entry) -> Option<Option<Certificate>> {
    Some(match entry.is.as_deref()? {
        "none" => None,
        "kindergarten" => Some(Certificate::Kindergarten),
        "primary" => Some(Certificate::Primary),
        "junior" => Some(Certificate::Junior),
        "senior" => Some(Certificate::Senior),
        "higher" => Some(Certificate::Higher),
        _ => return None,
    })
}
