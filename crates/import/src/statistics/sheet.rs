//! What a sheet is: its number (`教基3112`), or the words of its title.

use super::grid::label;
use lungang_domain::school::Part;

/// What a sheet counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// 3112, 3115: pupils by grade
    Pupils,
    /// 2105 to 2107: classes by grade
    Classes,
    /// 4149: staff by what they do
    Staff,
    /// 4153: teachers by age and title
    Ages,
    /// 4155: teachers by course
    Courses,
}

/// A sheet, with what its title says of the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub sheet: Sheet,
    /// The stage of its grades, where the title names one alone.
    pub part: Option<Part>,
    /// Whether its number says so.
    pub numbered: bool,
}

const NUMBERS: [(&str, Sheet); 8] = [
    ("3112", Sheet::Pupils),
    ("3115", Sheet::Pupils),
    ("2105", Sheet::Classes),
    ("2106", Sheet::Classes),
    ("2107", Sheet::Classes),
    ("4149", Sheet::Staff),
    ("4153", Sheet::Ages),
    ("4155", Sheet::Courses),
];

/// Words of titles, the more telling first.
const TITLES: [(&[&str], Sheet); 5] = [
    (&["专任教师", "年龄"], Sheet::Ages),
    (&["专任教师", "课程"], Sheet::Courses),
    (&["教职工数"], Sheet::Staff),
    (&["班数"], Sheet::Classes),
    (&["学生数"], Sheet::Pupils),
];

/// What the rows of a school are; the title may stand above all of them, or in the name of the sheet.
pub(super) fn of(block: &[Vec<String>], whole: &[Vec<String>], name: &str) -> Option<Kind> {
    let own = titles(block);
    let all = titles(whole);
    let texts = [own.as_slice(), all.as_slice(), &[label(name)]].concat();
    let number = |texts: &[String]| {
        texts
            .iter()
            .find_map(|text| NUMBERS.iter().find(|(number, _)| has_number(text, number)).map(|(_, sheet)| *sheet))
    };
    let title = |texts: &[String]| {
        texts.iter().find_map(|text| {
            TITLES.iter().find(|(words, _)| words.iter().all(|w| text.contains(w))).map(|(_, sheet)| *sheet)
        })
    };
    let numbered = number(&texts);
    let sheet = numbered.or_else(|| title(&texts))?;
    Some(Kind {
        sheet,
        part: part(&own).or_else(|| part(&all)).or_else(|| part(&[label(name)])),
        numbered: numbered.is_some(),
    })
}

/// Cells of the first rows that stand alone, or nearly so: titles, the number of the form.
fn titles(grid: &[Vec<String>]) -> Vec<String> {
    const LOOK: usize = 8;
    let mut all = Vec::new();
    for row in grid.iter().take(LOOK) {
        let cells: Vec<String> = row.iter().map(|cell| label(cell)).filter(|cell| !cell.is_empty()).collect();
        // The name of a school says what it was, not what the sheet counts.
        if cells.len() <= 4 && !cells.iter().any(|cell| super::school::names(cell)) {
            all.extend(cells);
        }
    }
    all
}

fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let form = text.contains("教基") || text == number || text.contains("基础基");
        form && !digit(text[..at].chars().next_back()) && !digit(text[at + number.len()..].chars().next())
    })
}

/// The stage that titles name, where they name one alone.
fn part(titles: &[String]) -> Option<Part> {
    let has = |word: &str| titles.iter().any(|text| text.contains(word));
    match (has("小学") || has("教学点"), has("初中") || has("初级中学")) {
        (true, false) => Some(Part::Primary),
        (false, true) => Some(Part::Junior),
        _ => None,
    }
}
