//! No text makes a reader panic, and noise is never taken for something.

use crate::spellings::{FORMS, read, table};

/// Numbers that look drawn; the same in every run.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below
    }
}

/// Characters that no spelling of the table or the vocabularies is made of.
const STRANGE: &str = "龘靐齉爨㐂囍鱻麤ĐŁøß¿☂♞⌘∞qzjwk§¶";
/// Characters that stand between others, open, close or count.
const SIGNS: &str = "（）()[]【】〔〕-—–~～、，,；;/\\+·. \u{3000}\t\n0123456789０１９年月日级等第兼至起#%…\u{200b}";

fn drawn(draw: &mut Draw, from: &[char], most: usize) -> String {
    (0..=draw.next(most)).map(|_| from[draw.next(from.len())]).collect()
}

#[test]
fn no_text_makes_a_reader_panic() {
    let mut draw = Draw(20_261_130);
    let words: String = table().iter().map(|(_, cell, _)| *cell).collect();
    let pool: Vec<char> = words.chars().chain(SIGNS.chars()).chain(STRANGE.chars()).collect();
    for _ in 0..4_000 {
        let text = drawn(&mut draw, &pool, 24);
        for form in FORMS {
            read(form, &text);
        }
        let _ = lungang_import::forms::identity::read(&text);
        let _ = lungang_import::lexicon::lookup(&text);
        let _ = lungang_import::forms::date::periods(&text);
    }
}

#[test]
fn cells_cut_anywhere_make_no_reader_panic() {
    for (form, cell, _) in table() {
        let chars: Vec<char> = cell.chars().collect();
        for end in 0..chars.len() {
            let front: String = chars[..end].iter().collect();
            let back: String = chars[end..].iter().collect();
            read(form, &front);
            read(form, &back);
            read(form, &format!("{back}{front}"));
        }
    }
}

#[test]
fn noise_is_asked_about_or_nothing() {
    let mut draw = Draw(7);
    let strange: Vec<char> = STRANGE.chars().collect();
    let signs: Vec<char> = SIGNS.chars().filter(|c| !c.is_numeric()).chain(STRANGE.chars()).collect();
    for round in 0..4_000 {
        let text = match round % 2 {
            0 => drawn(&mut draw, &strange, 8),
            _ => format!("{}{}", strange[draw.next(strange.len())], drawn(&mut draw, &signs, 8)),
        };
        for form in FORMS {
            let read = read(form, &text);
            assert!(!read.starts_with('='), "{form}: {text:?} was read as {read}");
        }
        assert!(lungang_import::forms::identity::read(&text).is().is_none(), "{text:?}");
    }
}

#[test]
fn a_strange_character_beside_a_word_is_told() {
    for (form, cell, right) in table() {
        // In a remark, and behind a day, words may stand.
        if !right.starts_with('=') || form == "remark" {
            continue;
        }
        for (at, text) in [format!("{cell}龘"), format!("龘{cell}"), format!("{cell}（龘）")].into_iter().enumerate()
        {
            // Before the honour of a place any name may stand.
            if form == "backbone" && at == 1 {
                continue;
            }
            let read = read(form, &text);
            // What is written in brackets behind what is not everyday is kept and shown.
            let shown = read.contains("龘");
            assert!(read.starts_with('?') || shown, "{form}: {text} was read as {read}");
        }
    }
}
