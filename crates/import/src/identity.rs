//! Identity numbers end here: what is kept of one is a keyed pseudonym, which nobody can turn back without the key, and which
//! another county's key makes into another.
//!
//! HMAC-SHA-256 (RFC 2104) of the number; some 49 of its bits are kept, as ten letters and digits.

use sha2::{Digest, Sha256};
use std::fmt;

/// The bytes of a key.
pub const KEY_BYTES: usize = 32;

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;

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
        let mac = hmac(&self.0, text.as_bytes());
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

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let pad = |with: u8| block.map(|b| b ^ with);
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
    let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
    let mut mac = [0; 32];
    mac.copy_from_slice(&outer);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// RFC 4231, test cases 1, 2 and 6.
    #[test]
    fn the_published_codes() {
        for (key, message, mac) in [
            (vec![0x0b; 20], "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe".to_vec(),
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                vec![0xaa; 131],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            assert_eq!(hex(&hmac(&key, message.as_bytes())), mac);
        }
    }

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
