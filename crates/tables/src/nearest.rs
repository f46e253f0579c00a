//! The nearest known word to one that is not known, for suggestions.

/// ` ≈ word` for the nearest of the known words, or nothing where none is near.
pub(crate) fn hint<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(word, known).map(|n| format!(" ≈ {n}")).unwrap_or_default()
}

/// The nearest of the known words: at most a third of its characters differ; the first of equals.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = normal(word);
    if wanted.is_empty() || wanted.len() > 64 {
        return None;
    }
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in known {
        let chars = normal(candidate);
        let limit = (wanted.len().max(chars.len()) / 3).max(1);
        if wanted.len().abs_diff(chars.len()) > limit || chars.len() > 64 {
            continue;
        }
        let distance = distance(&wanted, &chars);
        // One letter in place of another is no likeness.
        let alike = distance <= limit && distance < wanted.len().max(chars.len());
        if alike && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, word)| word)
}

/// Lower case, without zeros in front: `0012` and `12` are alike.
fn normal(word: &str) -> Vec<char> {
    crate::schema::header_key(word).trim_start_matches('0').chars().collect()
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
