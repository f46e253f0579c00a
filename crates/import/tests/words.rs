//! Every question and matter has words; the built-in vocabularies have no faults.

use lungang_domain::words::{Lang, all};
use lungang_import::forms::{self, remark::Matter, school_stage::Outside, why};
use lungang_import::lexicon;
use lungang_import::statistics::What;

#[test]
fn every_question_has_words() {
    for lang in Lang::COMPLETE {
        let has = |key: &str| all(lang).any(|(known, _)| known == key);
        for why in why::ALL {
            assert!(has(why), "{lang}: {why}");
        }
        for matter in Matter::ALL {
            assert!(has(&format!("import.remark.{}", matter.name())), "{lang}: {}", matter.name());
        }
        for outside in Outside::ALL {
            assert!(has(&format!("import.outside.{}", outside.name())), "{lang}: {}", outside.name());
        }
        for code in What::CODES {
            assert!(has(&format!("finding.{code}.cause")), "{lang}: {code}");
        }
    }
}

#[test]
fn the_vocabularies_have_no_faults() {
    assert!(forms::faults().is_empty(), "{:#?}", forms::faults());
    assert_eq!(forms::remark::fault(), None);
    assert!(lexicon::faults().is_empty(), "{:#?}", lexicon::faults());
}

#[test]
fn exemptions_are_those_of_the_policies() {
    let policy = lungang_policies::load("national", None).expect("the national policy");
    let known: Vec<&str> = policy.eligibility.exemptions.value.iter().map(|level| level.id.as_str()).collect();
    for matter in Matter::ALL {
        if let Some(exemption) = matter.exemption() {
            assert!(known.contains(&exemption), "{exemption}");
        }
    }
}
