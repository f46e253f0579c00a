//! Whether a teacher is at work: `在编（产假）`, `借调（县教育局教研室）`, `205交流轮岗`, `100`.

use super::said::{is_place, parted, several};
use super::vocabulary::{Entry, Form, Found};
use super::{Reading, remark, why};
use lungang_domain::teacher::Status;

const FORM: Form = Form("status");

/// What a cell of a status says of a teacher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Whether at work.
    pub status: Status,
    /// The exemption that the status names, by its id in the policies: `pregnancy`.
    pub exemption: Option<String>,
    /// Whether the teacher works at another school by exchange: there should be a posting.
    pub exchange: bool,
    /// What stands in brackets and is not the status itself, or what the brackets stand behind: to be told.
    pub remark: Option<String>,
}

/// A teacher's status. Of two words the one that is not what everybody is counts: `在编（产假）` is on leave.
pub fn read(cell: &str) -> Reading<Duty> {
    if FORM.is_nothing(cell) {
        return Reading::Nothing;
    }
    let whole = one(cell);
    let parts = several(cell);
    if parts.len() < 2 || !matches!(whole, Reading::Ask { why: why::UNKNOWN, .. }) {
        return whole;
    }
    let mut read: Vec<Duty> = Vec::new();
    for part in parts {
        match one(&part) {
            Reading::Is(duty) if read.contains(&duty) => {}
            Reading::Is(duty) => read.push(duty),
            Reading::Nothing => {}
            ask @ Reading::Ask { .. } => return ask,
        }
    }
    read.sort_by_key(Duty::is_everyday);
    match &read[..] {
        [] => Reading::Nothing,
        [only] => Reading::Is(only.clone()),
        [sharp, everyday] if everyday.is_everyday() => Reading::Is(sharp.clone()),
        [first, ..] => Reading::may_be(first.clone(), why::TWO_WORDS),
    }
}

impl Duty {
    fn is_everyday(&self) -> bool {
        self.status == Status::OnDuty && self.exemption.is_none() && !self.exchange && self.remark.is_none()
    }
}

fn one(cell: &str) -> Reading<Duty> {
    match FORM.find(&parted(cell)) {
        Found::Plain(entry) => entry.reading(|e| duty(e, None)),
        Found::Sharper(_, remark) | Found::Remarked(_, remark) if remark::is_over(&remark) => {
            let known = FORM.word(&remark).is_some();
            Reading::ask(if known { why::TWO_WORDS } else { why::REMARK })
        }
        Found::Sharper(entry, remark) | Found::Remarked(entry, remark) => {
            entry.reading(|e| duty(e, Some(remark.clone())))
        }
        // Whoever is taken for being on duty is sent: what is not understood, or speaks against it, suggests that of nobody.
        Found::Unclear(entry, why) => {
            let likely = duty(&entry, None).filter(|duty| duty.status != Status::OnDuty);
            Reading::Ask { suggestion: likely.or_else(|| mentioned(cell)), why }
        }
        Found::Unknown => with_place(cell).unwrap_or(Reading::ask(why::UNKNOWN)),
    }
}

/// What the words of a remark say of somebody who is not at work, where these say one thing.
fn mentioned(cell: &str) -> Option<Duty> {
    let mentions = remark::mentions(cell);
    let status = |m: &remark::Mention| m.matter.status().filter(|_| !m.of_family && !m.over);
    match &mentions[..] {
        [one] => status(one).map(|status| Duty { status, exemption: None, exchange: false, remark: None }),
        _ => None,
    }
}

/// A word that is not what everybody is, with the place behind it: `借调县教育局`, `抽调到县纪委`.
fn with_place(cell: &str) -> Option<Reading<Duty>> {
    let said = parted(cell);
    let word = said.word.as_str();
    if said.code.is_some() || !said.inside.is_empty() {
        return None;
    }
    let fronts = word.char_indices().skip(2).map(|(at, _)| word.split_at(at));
    let known = |(front, rest): (&str, &str)| {
        let entry = FORM.word(front).filter(|entry| !entry.everyday && entry.is.as_deref() != Some("on_duty"))?;
        let place = rest.trim_start_matches(['到', '至', '在', '于', '往', '赴']);
        (place.chars().count() > 1 && is_place(place)).then(|| entry.reading(|e| duty(e, Some(place.to_owned()))))
    };
    fronts.filter_map(known).last()
}

fn duty(entry: &Entry, remark: Option<String>) -> Option<Duty> {
    let status = entry.is.as_deref().and_then(Status::from_name)?;
    let exchange = entry.with.as_deref() == Some("exchange");
    let exemption = entry.with.clone().filter(|_| !exchange);
    Some(Duty { status, exemption, exchange, remark })
}
