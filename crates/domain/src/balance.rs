//! How evenly something is spread over schools: the coefficient of variation (差异系数) of an indicator, in its
//! pupil-weighted and its unweighted form (教督〔2017〕6号 and the guides to it).
//!
//! Indicators are items per pupil: X_i = items_i / pupils_i.
//!
//! ```text
//! weighted    S² = Σ (P_i / P) (X_i − X̄)²    X̄ = Σ items / Σ pupils    CV = S / X̄
//! unweighted  S² = Σ (X_i − X̄)² / n          X̄ = Σ X_i / n             CV = S / X̄
//! ```

use crate::county::County;
use crate::id::{SchoolIx, TeacherIx};
use crate::plan::Move;
use crate::policy::Policy;
use crate::school::Part;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is compared between schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Indicator {
    /// Teachers per pupil (生师比 the other way up).
    Teachers,
    /// Backbone teachers per 100 pupils (每百名学生拥有骨干教师数).
    Backbone,
    /// PE, music and art teachers per 100 pupils (每百名学生拥有体育、艺术专任教师数).
    PeArts,
}

impl Indicator {
    /// All of them.
    pub const ALL: [Indicator; 3] = [Indicator::Teachers, Indicator::Backbone, Indicator::PeArts];

    /// Its name in files and in the words table.
    pub fn name(self) -> &'static str {
        match self {
            Indicator::Teachers => "teachers",
            Indicator::Backbone => "backbone",
            Indicator::PeArts => "pe-arts",
        }
    }
}

/// Subjects whose teachers the indicator of PE and arts counts, by id.
///
/// A teacher counts by the main subject of the roster, wherever and as whatever the teacher serves: the number of such
/// teachers in the county is then the same whoever moves, and so is the mean with which the schools are compared.
pub const PE_ARTS: [&str; 3] = ["pe", "music", "art"];

/// An indicator over the schools of a stage: what one coefficient is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Gauge {
    /// The stage.
    pub stage: Part,
    /// What is compared.
    pub indicator: Indicator,
}

impl Gauge {
    /// Those of some stages and some indicators, each once, by stage.
    pub fn of(stages: &[Part], indicators: &[Indicator]) -> BTreeSet<Gauge> {
        let each = stages.iter().flat_map(|stage| indicators.iter().map(|i| Gauge { stage: *stage, indicator: *i }));
        each.collect()
    }

    /// Its name in rows and in the words table: `primary-pe-arts`.
    pub fn name(self) -> &'static str {
        self.sentence(
            ["primary-teachers", "primary-backbone", "primary-pe-arts"],
            ["junior-teachers", "junior-backbone", "junior-pe-arts"],
        )
    }

    /// The name of what counts the heads of one school: `count-primary-pe-arts`.
    pub fn count_name(self) -> &'static str {
        self.sentence(
            ["count-primary-teachers", "count-primary-backbone", "count-primary-pe-arts"],
            ["count-junior-teachers", "count-junior-backbone", "count-junior-pe-arts"],
        )
    }

    fn sentence(self, primary: [&'static str; 3], junior: [&'static str; 3]) -> &'static str {
        let [teachers, backbone, pe_arts] = match self.stage {
            Part::Primary => primary,
            Part::Junior => junior,
        };
        match self.indicator {
            Indicator::Teachers => teachers,
            Indicator::Backbone => backbone,
            Indicator::PeArts => pe_arts,
        }
    }
}

/// One value for each indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ByIndicator<T> {
    /// Teachers per pupil.
    pub teachers: T,
    /// Backbone teachers per 100 pupils.
    pub backbone: T,
    /// PE, music and art teachers per 100 pupils.
    pub pe_arts: T,
}

impl<T> ByIndicator<T> {
    /// The value of one indicator.
    pub fn get(&self, indicator: Indicator) -> &T {
        match indicator {
            Indicator::Teachers => &self.teachers,
            Indicator::Backbone => &self.backbone,
            Indicator::PeArts => &self.pe_arts,
        }
    }

    /// The value of one indicator, to change.
    pub fn get_mut(&mut self, indicator: Indicator) -> &mut T {
        match indicator {
            Indicator::Teachers => &mut self.teachers,
            Indicator::Backbone => &mut self.backbone,
            Indicator::PeArts => &mut self.pe_arts,
        }
    }
}

/// A coefficient of variation in both forms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Variation {
    /// Schools weigh as many as their pupils.
    pub weighted: f64,
    /// Every school weighs the same.
    pub unweighted: f64,
}

/// The variation over schools of (pupils, items); schools without pupils are left out. `None` where nobody has anything.
pub fn variation(schools: impl IntoIterator<Item = (u32, u32)>) -> Option<Variation> {
    let schools: Vec<(f64, f64)> =
        schools.into_iter().filter(|(p, _)| *p > 0).map(|(p, x)| (f64::from(p), f64::from(x))).collect();
    let (pupils, items) = schools.iter().fold((0.0, 0.0), |(p, x), school| (p + school.0, x + school.1));
    if items <= 0.0 {
        return None;
    }
    let over = |mean: f64, weight: &dyn Fn(f64) -> f64| {
        let squares: f64 = schools.iter().map(|(p, x)| weight(*p) * (x / p - mean).powi(2)).sum();
        squares.sqrt() / mean
    };
    let count = schools.len() as f64;
    let mean = schools.iter().map(|(p, x)| x / p).sum::<f64>() / count;
    Some(Variation { weighted: over(items / pupils, &|p| p / pupils), unweighted: over(mean, &|_| 1.0 / count) })
}

/// The variation of every indicator over the public schools of each stage once the moves (sorted) are made, by stage; those that
/// nobody has anything of are left out.
pub fn between_schools(county: &County, policy: &Policy, moves: &[Move]) -> Vec<(Indicator, Part, Variation)> {
    let after = |teacher: TeacherIx| match moves.binary_search_by_key(&teacher, |m| m.teacher) {
        Ok(at) => (moves[at].to, moves[at].part),
        Err(_) => (county.serves_at(teacher), county.teacher(teacher).part),
    };
    let mut items: BTreeMap<(SchoolIx, Part), [u32; 3]> = BTreeMap::new();
    for ix in county.teacher_ixs().filter(|t| county.teacher(*t).teaches()) {
        let counted = items.entry(after(ix)).or_default();
        for (n, indicator) in counted.iter_mut().zip(Indicator::ALL) {
            *n += u32::from(policy.counts(indicator, county.teacher(ix)));
        }
    }
    let mut all = Vec::new();
    for stage in Part::ALL {
        for (i, indicator) in Indicator::ALL.into_iter().enumerate() {
            let schools = county.school_ixs().filter(|s| county.school(*s).public);
            let schools = schools.filter(|s| county.school(*s).parts().contains(&stage)).map(|s| {
                let n = items.get(&(s, stage)).map_or(0, |counts| counts[i]);
                (*county.school(s).pupils.get(stage), n)
            });
            all.extend(variation(schools).map(|found| (indicator, stage, found)));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the calculation guides: published 0.52 for the weighted form.
    #[test]
    fn the_published_example_comes_out() {
        let pupils = [45, 37, 89, 76, 55];
        let items = [279, 137, 935, 160, 402];
        let found = variation(pupils.into_iter().zip(items)).expect("there are items");
        assert!((found.weighted - 0.5153).abs() < 5e-5, "{found:?}");
        assert!((found.unweighted - 0.4888).abs() < 5e-5, "{found:?}");
    }

    #[test]
    fn nothing_has_no_variation() {
        assert_eq!(variation([(10, 0), (20, 0)]), None);
        assert_eq!(variation([]), None);
        let even = variation([(10, 1), (20, 2), (0, 5)]).expect("there are items");
        assert!(even.weighted < 1e-12 && even.unweighted < 1e-12, "{even:?}");
    }
}
