//! How evenly something is spread over schools: the coefficient of variation (差异系数) of an indicator, in its
//! pupil-weighted and its unweighted form (教督〔2017〕6号 and the guides to it).
//!
//! Indicators are items per pupil: X_i = items_i / pupils_i.
//!
//! ```text
//! weighted    S² = Σ (P_i / P) (X_i − X̄)²    X̄ = Σ items / Σ pupils    CV = S / X̄
//! unweighted  S² = Σ (X_i − X̄)² / n          X̄ = Σ X_i / n             CV = S / X̄
//! ```

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
