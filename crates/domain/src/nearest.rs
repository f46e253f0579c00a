//! The nearest known word to one that is not known, for suggestions.

/// ` ≈ word` for the nearest of the known words, or nothing where none is near.
pub fn hint<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(word, known).map(|n| format!(" ≈ {n}")).unwrap_or_default()
}

/// ` ≈ id` for the only known id that this one may be a slip of, or nothing.
///
/// Ids count things, so that a digit in place of another is another thing and no slip: only blanks, case, zeros in
/// front, two characters in each other's place, and in longer ids one too few or too many are.
pub fn id_hint<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> String {
    likely_id(id, known).map(|n| format!(" ≈ {n}")).unwrap_or_default()
}

/// The only known id that this one may be a slip of.
pub fn likely_id<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = normal(id);
    let mut likely: Vec<(bool, &str)> = Vec::new();
    for candidate in known {
        let chars = normal(candidate);
        let same = chars == wanted;
        if !wanted.is_empty() && (same || is_slip(&wanted, &chars)) {
            likely.push((!same, candidate));
        }
    }
    likely.sort_unstable();
    likely.dedup();
    match likely[..] {
        [(_, only)] | [(false, only), (true, _), ..] => Some(only),
        _ => None,
    }
}

/// Whether one of two ids is the other with two neighbours swapped, or with a character more.
fn is_slip(a: &[char], b: &[char]) -> bool {
    if a.len() == b.len() {
        let off: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
        return match off[..] {
            [i, j] => a.len() >= 3 && j == i + 1 && a[i] == b[j] && a[j] == b[i],
            [i] => a.len() >= 3 && !a.iter().chain(b).any(char::is_ascii_digit) && a[i] != b[i],
            _ => false,
        };
    }
    a.len().min(b.len()) >= 4 && a.len().abs_diff(b.len()) == 1 && distance(a, b) == 1
}

/// The nearest of the known words: at most a third of its characters differ, one in short words; among equals the
/// one that begins alike, and none where that leaves several.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = normal(word);
    if wanted.is_empty() || wanted.len() > 64 {
        return None;
    }
    let mut best: Option<((usize, bool), &'a str)> = None;
    let mut equals = 0;
    for candidate in known {
        let chars = normal(candidate);
        let longer = wanted.len().max(chars.len());
        let limit = (longer / 3).max(1);
        if wanted.len().abs_diff(chars.len()) > limit || chars.len() > 64 {
            continue;
        }
        let distance = distance(&wanted, &chars);
        // One letter in place of another is no likeness, nor are short words without a letter in common.
        let shared = longer > 3 || wanted.iter().any(|c| chars.contains(c));
        if distance > limit || distance >= longer || !shared {
            continue;
        }
        let key = (distance, chars.first() != wanted.first());
        match best {
            Some((b, word)) if b == key => equals += usize::from(word != candidate),
            Some((b, _)) if b < key => {}
            _ => (best, equals) = (Some((key, candidate)), 0),
        }
    }
    best.filter(|((distance, _), _)| *distance == 0 || equals == 0 || (wanted.len() > 3 && equals < 3)).map(|(_, w)| w)
}

/// Lower case, without zeros in front: `0012` and `12` are alike.
fn normal(word: &str) -> Vec<char> {
    let key = crate::value::value_key(word);
    let kept = key.trim_start_matches('0').chars();
    kept.filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).collect()
}

/// Levenshtein distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let known = ["primary", "junior", "0012"];
        assert_eq!(nearest("primery", known.into_iter()), Some("primary"));
        assert_eq!(nearest("12", known.into_iter()), Some("0012"));
        assert_eq!(nearest("xyz", known.into_iter()), None);
        assert_eq!(hint("x", ["y"].into_iter()), "");
    }
}
