//! Identity numbers end here: what is kept of one is a keyed pseudonym, which nobody can turn back without the key, and which
//! another county's key makes into another.
//!
//! HMAC-SHA-256 (RFC 2104) of the number; some 49 of its bits are kept, as ten letters and digits.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// The bytes of a key.
pub const KEY_BYTES: usize = 32;

/// Digits of what is written: no vowels, so that no word comes about, and no L.
const DIGITS: &[u8; 30] = b"0123456789BCDFGHJKMNPQRSTVWXYZ";

/// The key of a county's pseudonyms; it is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; KEY_BYTES]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// From random bytes.
    pub fn of(bytes: [u8; KEY_BYTES]) -> Key {
        Key(bytes)
    }

    /// From the text of its file.
    pub fn parse(text: &str) -> Option<Key> {
        let text = text.trim();
        let mut bytes = [0; KEY_BYTES];
        if text.len() != 2 * KEY_BYTES || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Key(bytes))
    }

    /// As the text of its file.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|b| format!("{b:02x}")).collect::<String>() + "\n"
    }

    /// What tells it from another key, and leads to neither.
    pub fn fingerprint(&self) -> String {
        self.code("lungang key")
    }

    /// The pseudonym of an identity number.
    pub fn pseudonym(&self, number: &str) -> String {
        self.code(&normal(number))
    }

    /// Ten letters and digits for a text.
    pub fn code(&self, text: &str) -> String {
        let mac = mac(&self.0, text.as_bytes());
        let bits = mac.iter().take(8).fold(0_u64, |n, b| n << 8 | u64::from(*b));
        let mut rest = bits;
        let mut code = String::with_capacity(10);
        for _ in 0..10 {
            code.push(char::from(DIGITS[(rest % 30) as usize]));
            rest /= 30;
        }
        code
    }
}

/// A number in half width, without blanks and strokes, its X large.
fn normal(number: &str) -> String {
    let half = number.chars().map(lungang_tables::schema::half_width);
    half.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The code of a message; a key that is shorter than a block of the hash is filled up with noughts (RFC 2104).
fn mac(key: &[u8; KEY_BYTES], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 2 * KEY_BYTES];
    block[..KEY_BYTES].copy_from_slice(key);
    Hmac::<Sha256>::new(&block.into()).chain_update(message).finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test cases 1 and 2; their keys are shorter than these, and filled up with noughts as they are.
    #[test]
    fn the_published_codes() {
        for (short, message, code) in [
            (&[0x0b; 20][..], "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
        ] {
            let mut key = [0; KEY_BYTES];
            key[..short.len()].copy_from_slice(short);
            let made: String = mac(&key, message.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(made, code);
        }
    }

    /// Pseudonyms stay what they were: everybody's id follows from them.
    #[test]
    fn pseudonyms_last() {
        let key = Key::of([7; KEY_BYTES]);
        assert_eq!((key.pseudonym("11010519491231002X"), key.fingerprint()), (LAST.0.to_owned(), LAST.1.to_owned()));
    }

    const LAST: (&str, &str) = ("T3TQJB6SK3", "J539Z88YPH");

    #[test]
    fn one_number_in_every_spelling_has_one_pseudonym() {
        let key = Key::of([7; KEY_BYTES]);
        let one = key.pseudonym("11010519491231002X");
        assert_eq!(one.len(), 10);
        assert_eq!(key.pseudonym("１１０１０５ 19491231 002x"), one);
        assert_ne!(Key::of([8; KEY_BYTES]).pseudonym("11010519491231002X"), one);
        assert_eq!(Key::parse(&key.to_text()), Some(key.clone()));
        assert_eq!((Key::parse("zz"), format!("{key:?}").as_str()), (None, "Key(…)"));
    }
}
