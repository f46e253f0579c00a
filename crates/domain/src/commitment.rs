//! The lottery's seed, bound before the data are final and opened after: what is published first is a hash, so that nobody
//! can look for a seed that suits somebody.

use crate::format::Document;
use sha2::{Digest, Sha256};

/// Fewest characters of a salt: with fewer, the seed could be found by trying all.
pub const SHORTEST_SALT: usize = 16;

/// What opens a commitment: kept by the office, published after the data are final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// Seed of the lottery.
    pub seed: u64,
    /// Random text that hides the seed until it is opened.
    pub salt: String,
}

impl Document for Opening {
    const NAME: &'static str = "reveal.toml";
}

/// What is published before the data are final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Name of the county.
    pub county: String,
    /// `2026-2027`
    pub school_year: String,
    /// SHA-256 of the four lines, hexadecimal.
    pub sha256: String,
}

impl Document for Commitment {
    const NAME: &'static str = "commitment.toml";
}

impl Opening {
    /// What is hashed: seed, salt, county and school year, each ended by a line feed.
    ///
    /// ```
    /// use lungang_domain::commitment::Opening;
    /// let (county, school_year) = ("云岭县".to_owned(), "2026-2027".to_owned());
    /// let opening = Opening { county, school_year, seed: 7, salt: "0123456789abcdef".to_owned() };
    /// assert_eq!(opening.text(), "7\n0123456789abcdef\n云岭县\n2026-2027\n");
    /// ```
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n{}\n", self.seed, self.salt, self.county, self.school_year)
    }

    /// The commitment that this opens.
    pub fn commitment(&self) -> Commitment {
        let digits = Sha256::digest(self.text().as_bytes());
        Commitment {
            county: self.county.clone(),
            school_year: self.school_year.clone(),
            sha256: digits.iter().map(|b| format!("{b:02x}")).collect(),
        }
    }

    /// Whether it can be hashed without doubt: a salt that is long enough, and no line feed inside a line.
    pub fn sound(&self) -> bool {
        let lines = [&self.salt, &self.county, &self.school_year];
        self.salt.chars().count() >= SHORTEST_SALT && lines.iter().all(|l| !l.contains(char::is_control))
    }
}

impl Commitment {
    /// Whether the opening is the one that was bound.
    pub fn opened_by(&self, opening: &Opening) -> bool {
        opening.sound()
            && opening.commitment() == Commitment { sha256: self.sha256.to_ascii_lowercase(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Commitment, Opening};

    fn opening() -> Opening {
        Opening {
            county: "云岭县".to_owned(),
            school_year: "2026-2027".to_owned(),
            seed: 2018,
            salt: "0123456789abcdef".to_owned(),
        }
    }

    #[test]
    fn only_its_own_opening_opens_a_commitment() {
        let bound = opening().commitment();
        assert!(bound.opened_by(&opening()));
        let twins = [
            Opening { seed: 2019, ..opening() },
            Opening { salt: "0123456789abcdeF".to_owned(), ..opening() },
            Opening { county: "云山县".to_owned(), ..opening() },
            Opening { school_year: "2027-2028".to_owned(), ..opening() },
        ];
        for twin in twins {
            assert!(!bound.opened_by(&twin), "{twin:?}");
        }
        let tampered = Commitment { sha256: bound.sha256.replacen(|_: char| true, "g", 1), ..bound };
        assert!(!tampered.opened_by(&opening()));
    }

    #[test]
    fn lines_cannot_be_shifted_into_each_other() {
        let shifted = Opening { salt: "0123456789abcdef\n云岭县".to_owned(), ..opening() };
        assert!(!shifted.sound() && !shifted.commitment().opened_by(&shifted));
        assert!(!Opening { salt: "short".to_owned(), ..opening() }.sound());
    }
}
