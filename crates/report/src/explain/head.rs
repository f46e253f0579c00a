//! About a head of school: where the head goes, then the office and whether its terms are over.

use super::Teller;
use lungang_domain::heads::{Head, Tenure};
use lungang_results::names;

impl Teller<'_> {
    /// Of a head: where the head goes and why, then the office and whether its terms are over.
    pub(super) fn of_head(&self, head: &Head) -> Vec<String> {
        let role = names::word_of(self.lang, "role", head.role.name());
        let tenure = names::word_of(self.lang, "tenure", head.tenure.name());
        let years = head.years.map_or_else(String::new, |n| n.to_string());
        let args =
            [("role", role.as_str()), ("school", &self.school(head.from)), ("tenure", &tenure), ("years", &years)];
        let office = self.say(if head.years.is_some() { "head.office" } else { "head.office-unknown" }, &args);
        let source = self.policy.heads().map_or("", |terms| terms.terms.source.as_str());
        let what = match (head.moves(), head.tenure) {
            (true, Tenure::Due) => "head.goes-due",
            (true, _) => "head.goes-early",
            (false, Tenure::Due) => "head.left",
            (false, _) => "head.stays",
        };
        let mut goes = self.say(what, &[("school", &self.school(head.to)), ("role", &role)]);
        if let Some(metres) = self.county.journey(head.teacher, head.to).filter(|_| head.moves()) {
            goes = self.say("teacher.journey", &[("words", &goes), ("km", &names::kilometres(metres))]);
        }
        vec![goes, self.resting(office, source)]
    }
}
