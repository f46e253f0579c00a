//! Public lottery numbers: drawn from the seed and the ids, so that anyone can draw them again.

use sha2::{Digest, Sha256};

/// The largest number drawn.
pub const LARGEST: u32 = 1_000_000;

/// The number of a person: 1 + (first 8 bytes of SHA-256(`seed|person|teacher`), big-endian) mod 10^6.
///
/// ```
/// assert_eq!(lungang_domain::lottery::person_number(2018, "T001"), 542_701);
/// ```
pub fn person_number(seed: u64, teacher: &str) -> u32 {
    draw(&person_text(seed, teacher))
}

/// The text that a person's number is drawn from.
pub fn person_text(seed: u64, teacher: &str) -> String {
    format!("{seed}|person|{teacher}")
}

/// The number of one possible move: 1 + (first 8 bytes of SHA-256(`seed|teacher|school|subject`), big-endian) mod 10^6.
pub fn number(seed: u64, teacher: &str, school: &str, subject: &str) -> u32 {
    draw(&text(seed, teacher, school, subject))
}

/// The text that a move's number is drawn from.
pub fn text(seed: u64, teacher: &str, school: &str, subject: &str) -> String {
    format!("{seed}|{teacher}|{school}|{subject}")
}

/// The number of a school's posts in the staffing model, from `seed|posts|school|stage`; the lower keeps its posts.
pub fn post_number(seed: u64, school: &str, stage: &str) -> u32 {
    draw(&format!("{seed}|posts|{school}|{stage}"))
}

/// The number of a post in the recruitment plan, from `seed|recruit|school|stage|subject`; the lower is recruited for first.
pub fn recruit_number(seed: u64, school: &str, stage: &str, subject: &str) -> u32 {
    draw(&format!("{seed}|recruit|{school}|{stage}|{subject}"))
}

/// The number of a head at another school, from `seed|head|teacher|school`; the lower goes there.
pub fn head_number(seed: u64, teacher: &str, school: &str) -> u32 {
    draw(&format!("{seed}|head|{teacher}|{school}"))
}

/// The largest number of a way by which teachers travel: a plan counts it for every period.
const LARGEST_OF_ROUTE: u32 = 1_000;

/// The number of a period that teachers of one school teach at another, 1 … 1000: 1 + (number of
/// `seed|route|from|to|stage|subject`) mod 10^3.
pub fn route_number(seed: u64, from: &str, to: &str, stage: &str, subject: &str) -> u32 {
    1 + draw(&format!("{seed}|route|{from}|{to}|{stage}|{subject}")) % LARGEST_OF_ROUTE
}

/// The number drawn for a matter of one year, from `seed|year|matter|id`.
pub fn yearly_number(seed: u64, year: i16, matter: &str, id: &str) -> u32 {
    draw(&format!("{seed}|{year}|{matter}|{id}"))
}

/// The SHA-256 of a text, hexadecimal, as `printf %s TEXT | sha256sum` prints it.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The number drawn from a text.
pub fn draw(text: &str) -> u32 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0u8; 8];
    first.copy_from_slice(&digest[..8]);
    1 + (u64::from_be_bytes(first) % u64::from(LARGEST)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_public_and_stable() {
        let first = number(2018, "T001", "S01", "music");
        assert_eq!(first, number(2018, "T001", "S01", "music"));
        assert_ne!(first, number(2019, "T001", "S01", "music"));
        assert!((1..=LARGEST).contains(&first));
        assert_eq!(first, 573_796);
        assert_ne!(person_number(2018, "T001"), person_number(2018, "T002"));
        assert!(sha256(&person_text(2018, "T001")).starts_with("382e433aecbbb2ac"));
    }
}
