//! Rows that number the columns of a form: `1 2 3 4`, `甲 乙 1 2 3`, `栏次 1 2 3=1+2`; a column may be left out, or be without a number.

use lungang_tables::schema::half_width;

/// What stands above columns of labels in such a row.
const LETTERS: [&str; 12] = ["甲", "乙", "丙", "丁", "戊", "a", "b", "c", "栏次", "列次", "栏号", "列号"];

/// So many numbers without letters before them are no data.
const ALONE: usize = 5;

/// Whether the texts of a row do nothing but number its columns.
pub fn are(texts: impl Iterator<Item = String>) -> bool {
    let texts: Vec<String> = texts.map(|text| plain(&text)).filter(|text| !text.is_empty()).collect();
    let letters = texts.iter().take_while(|text| LETTERS.contains(&text.as_str())).count();
    let numbers: Option<Vec<u32>> = texts[letters..].iter().map(|text| number(text)).collect();
    let Some(numbers) = numbers else { return false };
    let first = numbers.first().is_some_and(|n| (1..=3).contains(n));
    let follow = numbers.windows(2).all(|two| two[0] < two[1] && (letters > 0 || two[1] - two[0] <= 2));
    let enough = letters > 0 && texts.len() > 2 || numbers.len() >= ALONE;
    enough && first && follow
}

fn plain(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .flat_map(char::to_lowercase)
        .collect()
}

/// `3`, `(3)`, `3=1+2`
fn number(text: &str) -> Option<u32> {
    let own = text.split('=').next()?.trim_matches(['(', ')', '[', ']']);
    (own.len() <= 3 && own.bytes().all(|b| b.is_ascii_digit())).then(|| own.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::are;

    #[test]
    fn columns_are_numbered_with_and_without_gaps() {
        let of = |row: &str| are(row.split_whitespace().map(str::to_owned));
        for row in [
            "甲 乙 1 2 3",
            "甲 乙 1 2 4 5",
            "甲 1 3 4",
            "1 2 3 4 5 6",
            "1 2 4 5 6",
            "栏次 1 2 3=1+2",
            "（1） （2） （3） （4） （5）",
            "Ａ Ｂ 1 2",
        ] {
            assert!(of(row), "{row}");
        }
        for row in
            ["1 2 3", "总计 1 2 3", "甲小学 1 2 3", "30 31 32 33 34", "1 3 2 4 5", "1 1 2 3 4", "甲 乙", "1 5 9 13 20"]
        {
            assert!(!of(row), "{row}");
        }
    }
}
