//! Headers in two languages, as offices of regions write them: `姓名 ᠨᠡᠷ᠎ᠡ`, `مەكتەپ学校`, `姓名 Name`.

/// A shorter run of Latin letters is part of a Chinese word: `A类`, `ID号`.
const LEAST: usize = 3;

/// The Chinese of a header in two languages; nothing where it is in one.
pub(super) fn chinese(header: &str) -> Option<String> {
    let mut kept = String::new();
    let mut latin = String::new();
    let mut others = false;
    for c in header.chars() {
        if c.is_ascii_alphabetic() {
            latin.push(c);
            continue;
        }
        others |= put(&mut kept, &mut latin);
        if is_of_another_script(c) {
            others = true;
        } else {
            kept.push(c);
        }
    }
    others |= put(&mut kept, &mut latin);
    let kept = kept.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '／' | '|' | '·' | '-' | '.'));
    (others && kept.chars().any(is_chinese)).then(|| kept.to_owned())
}

/// Keeps a run of Latin letters that is no word; whether one was left out.
fn put(kept: &mut String, latin: &mut String) -> bool {
    let word = std::mem::take(latin);
    let is_word = word.len() >= LEAST;
    if !is_word {
        kept.push_str(&word);
    }
    is_word
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Cyrillic, Arabic as Uyghur and Kazakh are written, Tibetan, Hangul, Mongolian with its signs, Yi.
fn is_of_another_script(c: char) -> bool {
    matches!(c,
        '\u{0400}'..='\u{052f}' | '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' | '\u{0f00}'..='\u{0fff}'
        | '\u{1100}'..='\u{11ff}' | '\u{1800}'..='\u{18af}' | '\u{200c}'..='\u{200f}' | '\u{202f}'
        | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chinese_of_a_header_is_what_it_says() {
        assert_eq!(chinese("姓名 ᠨᠡᠷ᠎ᠡ").as_deref(), Some("姓名"));
        assert_eq!(chinese("مەكتەپ 学校").as_deref(), Some("学校"));
        assert_eq!(chinese("任教学科 / Subject taught").as_deref(), Some("任教学科"));
        assert_eq!(chinese("བོད་ཡིག 职称").as_deref(), Some("职称"));
        for one in ["姓名", "教师ID", "A类教师", "Name", "ᠨᠡᠷ᠎ᠡ"] {
            assert_eq!(chinese(one), None, "{one}");
        }
    }
}
