//! What the shape of the exchange of heads does not show: ranges, who counts as a head, what cannot both be.

use super::check::Check;
use lungang_domain::number::Decimal;
use lungang_domain::teacher::Role;

/// Most school years of a term.
const LONGEST_TERM: u32 = 10;
/// Most terms.
const MOST_TERMS: u32 = 5;

impl Check<'_> {
    /// Looks at the section, on or off.
    pub(super) fn principals(&mut self) {
        let Some(terms) = &self.policy.principals else { return };
        self.whole("principals.term-years.value", u32::from(terms.term_years.value), 1, LONGEST_TERM);
        self.whole("principals.terms.value", u32::from(terms.terms.value), 1, MOST_TERMS);
        if let Some(km) = &terms.max_km {
            self.within("principals.max-km.value", km.value, Decimal(0), Decimal::whole(10_000));
        }
        self.size("principals.roles.value", terms.roles.value.len(), true);
        let heads = |role: &Role| matches!(role, Role::Principal | Role::VicePrincipal);
        for (n, role) in terms.roles.value.iter().enumerate().filter(|(_, role)| !heads(role)) {
            self.error("policy-role-heads-nothing", &format!("principals.roles.value.{n}"), &[("role", role.name())]);
        }
        if terms.on.value && self.policy.eligibility.principals_move.value {
            self.error("policy-principals-twice", "principals.on", &[]);
        }
    }
}
