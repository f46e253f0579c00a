//! Who is sent, of whom: both bases and both counts of the exchange quota, whichever of them the policy chooses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who is sent, of whom. Shares are in thousandths and rounded down: none reads as reached that is not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Exchange {
    /// Eligible teachers of sending schools: |E|.
    pub eligible_sending: u32,
    /// Teachers of all public schools who meet the same conditions.
    pub eligible_county: u32,
    /// Moves from sending to receiving schools.
    pub down: u32,
    /// Those of them to schools in rural areas.
    pub rural: u32,
    /// Whether the policy's quota counts these alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rural_only: bool,
    /// Backbone teachers among the moves down, of the levels that the policy counts.
    pub backbone: u32,
    /// Teachers on the roster who applied.
    #[serde(default)]
    pub applied: u32,
    /// Moves down of teachers who applied.
    #[serde(default)]
    pub applied_down: u32,
    /// Exchanges from sending to receiving schools that run already; 0 where the policy counts new moves only. They count
    /// above and below in the shares of moves down.
    pub running_down: u32,
    /// Those of them to schools in rural areas; they count above and below in the shares of moves to rural schools.
    pub running_rural: u32,
    /// Moves down, of the eligible of sending schools.
    pub down_of_sending: u32,
    /// Moves down, of the eligible of the county.
    pub down_of_county: u32,
    /// Moves to rural schools, of the eligible of sending schools.
    pub rural_of_sending: u32,
    /// Moves to rural schools, of the eligible of the county.
    pub rural_of_county: u32,
    /// Backbone teachers, of the moves down.
    pub backbone_of_down: u32,
}

impl Exchange {
    /// With its shares, from what was counted.
    pub fn with_shares(self) -> Exchange {
        let of = |sent: u32, running: u32, eligible: u32| {
            per_mille(u64::from(sent) + u64::from(running), u64::from(eligible) + u64::from(running))
        };
        Exchange {
            down_of_sending: of(self.down, self.running_down, self.eligible_sending),
            down_of_county: of(self.down, self.running_down, self.eligible_county),
            rural_of_sending: of(self.rural, self.running_rural, self.eligible_sending),
            rural_of_county: of(self.rural, self.running_rural, self.eligible_county),
            backbone_of_down: of(self.backbone, 0, self.down),
            ..self
        }
    }

    /// Moves that the policy's quota counts.
    pub fn counted(&self) -> u32 {
        if self.rural_only { self.rural } else { self.down }
    }

    /// Every figure by its name.
    pub fn figures(&self) -> [(&'static str, u32); 15] {
        [
            ("eligible_sending", self.eligible_sending),
            ("eligible_county", self.eligible_county),
            ("exchange_down", self.down),
            ("exchange_rural", self.rural),
            ("rural_only", u32::from(self.rural_only)),
            ("exchange_backbone", self.backbone),
            ("applied", self.applied),
            ("applied_down", self.applied_down),
            ("running_down", self.running_down),
            ("running_rural", self.running_rural),
            ("down_of_sending", self.down_of_sending),
            ("down_of_county", self.down_of_county),
            ("rural_of_sending", self.rural_of_sending),
            ("rural_of_county", self.rural_of_county),
            ("backbone_of_down", self.backbone_of_down),
        ]
    }
}

/// A share in thousandths, rounded down; 0 of nobody.
fn per_mille(part: u64, whole: u64) -> u32 {
    u32::try_from((part * 1000).checked_div(whole).unwrap_or(0)).unwrap_or(u32::MAX)
}

/// Thousandths in per cent, with one place: `14.9`.
pub fn per_cent(thousandths: u32) -> String {
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_down_and_count_who_is_away_on_both_sides() {
        let counted = Exchange {
            eligible_sending: 154,
            eligible_county: 402,
            down: 23,
            rural: 21,
            backbone: 6,
            ..Exchange::default()
        };
        let shares = |e: Exchange| {
            let e = e.with_shares();
            [e.down_of_sending, e.down_of_county, e.rural_of_sending, e.rural_of_county, e.backbone_of_down]
        };
        assert_eq!(shares(counted), [149, 57, 136, 52, 260]);
        // (23 + 10) / (154 + 10), (21 + 4) / (402 + 4)
        let away = Exchange { running_down: 10, running_rural: 4, ..counted };
        assert_eq!(shares(away), [201, 80, 158, 61, 260]);
        assert_eq!(shares(Exchange::default()), [0; 5]);
        assert_eq!((per_cent(149), per_cent(100), per_cent(7)), ("14.9".into(), "10.0".into(), "0.7".into()));
        // 46 of 464 is not yet a tenth.
        assert_eq!(per_mille(46, 464), 99);
    }
}
