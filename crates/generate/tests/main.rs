//! The synthetic county: the same from the same seed, valid, plannable, as large as it says; and its way through files.

mod feasible;
mod on_schools;
mod roundtrip;
mod same;
mod sizes;

use lungang_domain::county::{County, CountyParts};
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_generate::{Size, Spec};

fn policy() -> Policy {
    match lungang_policies::load("kizilsu-2018", None) {
        Ok(policy) => policy,
        Err(findings) => panic!("{:?}", findings.sorted()),
    }
}

fn parts(seed: u64, size: Size) -> CountyParts {
    lungang_generate::county(&Spec { seed, size, names: Lang::ZH }, &policy())
}

fn county(seed: u64, size: Size) -> County {
    County::new(parts(seed, size))
}

/// Everything a county is made of, in order and in words.
fn whole(county: &County) -> String {
    format!("{:#?}", county.to_parts())
}
