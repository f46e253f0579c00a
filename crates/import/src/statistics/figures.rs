//! From labelled numbers to figures: which grade, which kind of staff, which part of a whole.

use super::grid::Labelled;
use super::school::School;
use super::sheet::{Kind, Sheet};
use super::{Figure, Figures, Problem, Reading, What};
use crate::forms::{self, title};
use crate::lexicon::grade;
use lungang_domain::school::Part;

/// Stands for the whole.
const WHOLE: [&str; 8] = ["合计", "总计", "计", "小计", "总数", "在校生数", "在校学生数", "班数"];
/// Tells a part of a whole apart, of which no figure is needed.
const PARTS: [&str; 19] = [
    "女",
    "男",
    "随迁",
    "留守",
    "残疾",
    "少数民族",
    "民族",
    "复式",
    "五年制",
    "送教",
    "随班",
    "外省",
    "本省",
    "港澳",
    "共产党员",
    "共青团员",
    "附设",
    "重读",
    "跳级",
];
/// Counts something else than those who are there.
const OTHERS: [&str; 10] = ["毕业", "招生", "预计", "转入", "转出", "休学", "复学", "增加", "减少", "死亡"];

/// Gathers the numbers of a block into the figures of its schools.
pub(super) fn gather(kind: &Kind, own: School, first: usize, cells: Vec<Labelled>, reading: &mut Reading) {
    let mut schools: Vec<(Figures, Vec<(Whole, Labelled)>)> = Vec::new();
    let part = kind.part.or_else(|| told_by_grades(&cells));
    let mut asked = false;
    for cell in cells {
        let school = cell.school.clone().unwrap_or_else(|| own.clone());
        if is_total(&school) {
            continue;
        }
        let at =
            schools.iter().position(|(f, _)| (&f.name, &f.school_id) == (&school.0, &school.1)).unwrap_or_else(|| {
                let (name, school_id) = school.clone();
                let figures = Figures { name, school_id, row: cell.row, ..Figures::default() };
                schools.push((figures, Vec::new()));
                schools.len() - 1
            });
        let (figures, wholes) = &mut schools[at];
        let found = figure(kind.sheet, part, &cell);
        let problem = |what| Problem { what, row: cell.row, column: Some(cell.column) };
        match (found, &cell.value) {
            (Found::Nothing, _) => {}
            (found, Err(text)) => {
                // What is not known is not made up for by another place, nor left out of a sum.
                if let Found::Figure(figure) | Found::Part(figure) = found {
                    figures.unset(&figure);
                }
                reading.problems.push(problem(What::NotANumber { text: text.clone() }));
            }
            (Found::NoStage, Ok(n)) if *n > 0 && !asked => {
                asked = true;
                reading.problems.push(problem(What::NoStage));
            }
            (Found::NoGrade(label), Ok(n)) if *n > 0 => reading.problems.push(problem(What::NoGrade { label })),
            (Found::NoStage | Found::NoGrade(_), Ok(_)) => {}
            (Found::Figure(figure), Ok(n)) => reading.problems.extend(figures.put(figure, *n).map(problem)),
            (Found::Part(figure), Ok(n)) => figures.add(&figure, *n),
            (Found::Whole(whole), Ok(_)) => wholes.push((whole, cell.clone())),
        }
    }
    for (figures, wholes) in schools {
        reading.problems.extend(sums(&figures, wholes));
        if figures.name.is_none() && figures.school_id.is_none() {
            reading.problems.push(Problem { what: What::NoSchool, row: first, column: None });
        }
        reading.schools.push(figures);
    }
    reading.problems.sort_by_key(|problem| (problem.row, problem.column));
}

/// A row of sums among the schools.
fn is_total(school: &School) -> bool {
    let name = school.0.as_deref().unwrap_or("");
    ["合计", "总计", "小计", "全县合计", "汇总"].iter().any(|word| super::grid::label(name).ends_with(word))
}

/// A total that is compared with its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Pupils,
    Classes,
}

/// What a number is.
enum Found {
    /// Nothing that is needed.
    Nothing,
    /// This figure.
    Figure(Figure),
    /// A part of this figure.
    Part(Figure),
    /// A total.
    Whole(Whole),
    /// A grade of which the stage is not known.
    NoStage,
    /// A grade that there is not.
    NoGrade(String),
}

fn figure(sheet: Sheet, part: Option<Part>, cell: &Labelled) -> Found {
    let labels = cell.labels.as_slice();
    match sheet {
        Sheet::Pupils => pupils(part, labels),
        Sheet::Classes => classes(part, labels),
        Sheet::Staff => staff(cell),
        Sheet::Ages => ages(labels),
        Sheet::Courses => courses(labels),
    }
}

fn has(labels: &[String], words: &[&str]) -> bool {
    labels.iter().any(|label| words.iter().any(|word| label.contains(word)))
}

/// Whether the labels tell a part of a whole apart.
fn is_part(labels: &[String]) -> bool {
    labels.iter().any(|label| label.starts_with('#') || label.starts_with("其中")) || has(labels, &PARTS)
}

fn pupils(part: Option<Part>, labels: &[String]) -> Found {
    if has(labels, &OTHERS) || has(labels, &["班数", "班级数", "教学班"]) {
        return Found::Nothing;
    }
    let graded = labels.iter().any(|label| grade(label).is_some());
    if has(labels, &["寄宿", "住校", "住宿"]) {
        let others = has(labels, &PARTS);
        return match (graded || others, part) {
            (true, _) => Found::Nothing,
            (false, Some(Part::Primary)) => Found::Figure(Figure::Boarders(0)),
            (false, Some(Part::Junior)) => Found::Figure(Figure::Boarders(1)),
            (false, None) => Found::NoStage,
        };
    }
    if is_part(labels) {
        return Found::Nothing;
    }
    if graded {
        return by_grade(part, labels, Figure::Pupils);
    }
    if labels.iter().any(|label| WHOLE.contains(&label.as_str())) {
        Found::Whole(Whole::Pupils)
    } else {
        Found::Nothing
    }
}

fn classes(part: Option<Part>, labels: &[String]) -> Found {
    // `25人及以下`: how large they are.
    let by_size = labels.iter().any(|label| label.contains('人') && label.contains(|c: char| c.is_ascii_digit()));
    if is_part(labels) || by_size || has(labels, &["学生数", "在校生", "大班额", "班额"]) {
        return Found::Nothing;
    }
    if labels.iter().any(|label| grade(label).is_some()) {
        return by_grade(part, labels, Figure::Classes);
    }
    if labels.iter().any(|label| WHOLE.contains(&label.as_str())) {
        Found::Whole(Whole::Classes)
    } else {
        Found::Nothing
    }
}

/// The figure of a grade: sheets of junior schools begin with 一年级 again.
fn by_grade(part: Option<Part>, labels: &[String], of: fn(usize) -> Figure) -> Found {
    let Some((label, n)) = labels.iter().find_map(|label| Some((label, grade(label)?))) else { return Found::Nothing };
    let n = match part {
        _ if n >= 7 => n,
        Some(Part::Primary) => n,
        Some(Part::Junior) if n <= 3 => n + 6,
        Some(Part::Junior) => return Found::NoGrade(label.clone()),
        None => return Found::NoStage,
    };
    usize::try_from(n - 1).map_or(Found::Nothing, |at| Found::Figure(of(at)))
}

/// The stage that the grades tell: a fifth is of a primary school.
fn told_by_grades(cells: &[Labelled]) -> Option<Part> {
    let grades: Vec<u32> = cells.iter().flat_map(|cell| cell.labels.iter().filter_map(|label| grade(label))).collect();
    grades
        .iter()
        .any(|n| matches!(n, 5 | 6))
        .then_some(Part::Primary)
        .or_else(|| (!grades.is_empty() && grades.iter().all(|n| *n >= 7)).then_some(Part::Junior))
}

/// Who a number of the staff counts: every label about it has to be known, for what stands beside the kinds (行业导师, 校外教师) is none
/// of the school's staff, and a part of a kind is not the kind.
fn staff(cell: &Labelled) -> Found {
    let (beside, above) = cell.labels.split_at(cell.beside);
    // In a list of schools what stands beside a row says of which school it is.
    let parts =
        beside.iter().filter(|label| cell.school.is_none() || label.starts_with('#') || label.starts_with("其中"));
    let (mut kind, mut whole, mut established) = (None, false, false);
    for label in parts.chain(above) {
        match staff_word(label) {
            StaffWord::Unknown => return Found::Nothing,
            StaffWord::Silent => {}
            StaffWord::Whole => whole = true,
            StaffWord::Established(of) => {
                established = true;
                kind = kind.or(of);
            }
            StaffWord::Kind(at) if kind.is_some_and(|other| other != at) => return Found::Nothing,
            StaffWord::Kind(at) => kind = Some(at),
        }
    }
    // In the order of `Staff`: teachers are the second of all, those on the establishment the seventh and the eighth.
    match (kind, established) {
        (Some(at), false) => Found::Figure(Figure::Staff(at + 1)),
        (Some(0), true) => Found::Figure(Figure::Staff(7)),
        (Some(_), true) => Found::Nothing,
        (None, true) => Found::Figure(Figure::Staff(6)),
        (None, false) if whole => Found::Figure(Figure::Staff(0)),
        (None, false) => Found::Nothing,
    }
}

/// What a label of sheet 4149 says.
enum StaffWord {
    /// All of the staff.
    Whole,
    /// One of the kinds, in the order of `Staff`.
    Kind(usize),
    /// Those on the establishment, of a kind where it says one.
    Established(Option<usize>),
    /// Nothing: `其中`, `人数`.
    Silent,
    /// Something else.
    Unknown,
}

fn staff_word(label: &str) -> StaffWord {
    const KINDS: [(&str, &[&str]); 5] = [
        ("专任教师", &[]),
        ("行政", &["人员", "管理人员"]),
        ("教辅", &["人员"]),
        ("工勤", &["人员", "技能人员"]),
        ("其他", &["人员", "附设机构人员", "附设机构", "教职工"]),
    ];
    const SILENT: [&str; 7] = ["", "人数", "数量", "本校", "学校", "全校", "在职"];
    let text = label.trim_start_matches('#').trim_start_matches("其中").trim_start_matches(':');
    let text = text.split('(').next().unwrap_or(text);
    let counted = |text: &str| ["", "数", "人数", "总数", "合计", "总计", "小计"].contains(&text);
    let kind = |text: &str| {
        KINDS.iter().position(|(word, ends)| {
            text.strip_prefix(word)
                .is_some_and(|rest| counted(rest) || ends.iter().any(|end| rest.strip_prefix(end).is_some_and(counted)))
        })
    };
    if SILENT.contains(&text) {
        return StaffWord::Silent;
    }
    if WHOLE.contains(&text) || text.strip_prefix("教职工").is_some_and(counted) {
        return StaffWord::Whole;
    }
    if let Some(rest) = text.strip_prefix("在编") {
        let of = kind(rest);
        let all = counted(rest) || ["人员", "教职工"].iter().any(|word| rest.strip_prefix(word).is_some_and(counted));
        return if of.is_some() || all { StaffWord::Established(of) } else { StaffWord::Unknown };
    }
    kind(text).map_or(StaffWord::Unknown, StaffWord::Kind)
}

/// Teachers by age or by title, each over all of the other.
fn ages(labels: &[String]) -> Found {
    if is_part(labels) {
        return Found::Nothing;
    }
    let age = labels.iter().find(|label| label.contains('岁'));
    let held: Vec<_> = labels.iter().filter_map(|label| title::read(label).is()).collect();
    match (age, &held[..]) {
        (Some(age), []) => Found::Part(Figure::Age(age.clone())),
        // 正高级 and 副高级 are both senior; below a head of both they would be counted twice.
        (None, &[held]) => Found::Part(Figure::Title(held)),
        _ => Found::Nothing,
    }
}

/// Teachers by course, over all qualifications.
fn courses(labels: &[String]) -> Found {
    let qualified = has(labels, &["研究生", "本科", "专科", "高中阶段", "中专", "大专", "博士", "硕士", "学历"]);
    if is_part(labels) || qualified {
        return Found::Nothing;
    }
    let known = |label: &&String| {
        !WHOLE.contains(&label.as_str()) && matches!(forms::subject::read(label), forms::Reading::Is(_))
    };
    labels.iter().find(known).map_or(Found::Nothing, |course| Found::Part(Figure::Course(course.clone())))
}

/// Totals that are not the sum of their parts.
fn sums(figures: &Figures, wholes: Vec<(Whole, Labelled)>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sum = |parts: &[Option<u32>]| parts.iter().flatten().sum::<u32>();
    for (whole, cell) in wholes {
        let parts = match whole {
            Whole::Pupils => &figures.pupils,
            Whole::Classes => &figures.classes,
        };
        let (Ok(stated), counted) = (cell.value, sum(parts)) else { continue };
        if parts.iter().any(Option::is_some) && stated != counted {
            let what = What::SumDiffers { stated, counted };
            problems.push(Problem { what, row: cell.row, column: Some(cell.column) });
        }
    }
    let staff = &figures.staff;
    let kinds = [staff.teachers, staff.administrators, staff.assistants, staff.workers, staff.others];
    if let (Some(stated), Some(_)) = (staff.all, kinds[1..].iter().flatten().next()) {
        let counted = sum(&kinds);
        if stated != counted {
            problems.push(Problem { what: What::SumDiffers { stated, counted }, row: 0, column: None });
        }
    }
    problems
}
