//! Headers of numbers by grade, of two lines or one: `班数 一年级`, `在校学生数七年级`, `核准岗位数 七级`; a grade alone may be of pupils
//! or of classes, which the line above it or the numbers tell.

use super::{Header, Looks, Meaning};
use lungang_domain::school::Part;

const CLASSES: [&str; 9] = ["班数", "班级数", "班级", "教学班数", "教学班", "班", "教学班级数", "班级情况", "班级个数"];
const PUPILS: [&str; 11] = [
    "学生数",
    "在校学生数",
    "在校生数",
    "在校生",
    "学生人数",
    "人数",
    "学生",
    "在校学生",
    "在校人数",
    "学生情况",
    "在籍学生数",
];
const ALL: [&str; 4] = ["合计", "小计", "计", "总计"];
/// Posts by grade that are approved; and those that follow from them or are filled.
const APPROVED: [&str; 17] = [
    "岗位数",
    "岗位",
    "专业技术岗位数",
    "专业技术岗位",
    "岗位情况",
    "核准岗位数",
    "核准岗位",
    "核定岗位数",
    "核准数",
    "核定岗位",
    "核定数",
    "核准",
    "核定",
    "设岗数",
    "岗位设置数",
    "设置数",
    "设置岗位数",
];
const OTHER_POSTS: [&str; 19] = [
    "实聘数",
    "实聘人数",
    "超岗聘用数",
    "超岗",
    "超岗数",
    "控制数",
    "空岗数",
    "已聘人数",
    "实聘",
    "已聘",
    "已聘数",
    "现聘",
    "现聘人数",
    "现聘数",
    "在聘",
    "空岗",
    "空缺",
    "空缺数",
    "超聘",
];

/// What a key of such a header means; `None` where it is none.
pub(super) fn read(key: &str) -> Option<Header> {
    let key = key.trim_start_matches('#');
    if let Some(n) = grade(key) {
        return Some(either(&format!("pupils_g{n}"), &format!("classes_g{n}"), 50));
    }
    by_grade(key).or_else(|| by_post(key))
}

fn by_grade(key: &str) -> Option<Header> {
    for (tops, stem, whole) in [(&CLASSES[..], "classes", "classes"), (&PUPILS[..], "pupils", "pupils")] {
        for rest in parted(key, tops) {
            if let Some(n) = grade(&rest) {
                return Some(one(&format!("{stem}_g{n}"), 95));
            }
            if ALL.contains(&rest.as_str()) {
                return Some(one(whole, 95));
            }
            match stage(&rest) {
                Some(Stage::Within(part)) => return Some(one(&format!("{stem}_{}", part.name()), 95)),
                Some(Stage::Outside) => return Some(Header::NotNeeded),
                None => {}
            }
        }
    }
    None
}

/// A stage that stands beside another in a header.
enum Stage {
    Within(Part),
    /// Before or above compulsory education.
    Outside,
}

fn stage(text: &str) -> Option<Stage> {
    let bare = ["阶段", "部", "段"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    Some(match bare {
        "小学" => Stage::Within(Part::Primary),
        "初中" | "初级中学" => Stage::Within(Part::Junior),
        "幼儿" | "幼儿园" | "学前" | "学前班" | "高中" | "普高" | "职高" => Stage::Outside,
        _ => return None,
    })
}

fn by_post(key: &str) -> Option<Header> {
    if parted(key, &OTHER_POSTS).iter().any(|rest| post(rest).is_some() || ALL.contains(&rest.as_str())) {
        return Some(Header::NotNeeded);
    }
    let approved = parted(key, &APPROVED);
    if approved.iter().any(|rest| ALL.contains(&rest.as_str())) {
        return Some(Header::NotNeeded);
    }
    let alone = || post(key).filter(|post| matches!(post, Post::Grade(_)));
    let post = approved.iter().find_map(|rest| post(rest)).or_else(alone)?;
    let weight = if approved.is_empty() { 20 } else { 90 };
    Some(match post {
        Post::Grade(n) => one(&format!("posts_grade_{n}"), weight),
        Post::Senior => one("posts_senior", weight),
        Post::Intermediate => one("posts_intermediate", weight),
        Post::Junior | Post::Part => Header::NotNeeded,
    })
}

enum Post {
    Grade(u8),
    Senior,
    Intermediate,
    Junior,
    /// A part of the senior ones.
    Part,
}

fn post(text: &str) -> Option<Post> {
    match text {
        "高级" | "高级岗位" | "专业技术高级" | "高级教师" | "高级职称" => {
            return Some(Post::Senior);
        }
        "中级" | "中级岗位" | "专业技术中级" | "中级教师" | "中级职称" => {
            return Some(Post::Intermediate);
        }
        "初级" | "初级岗位" | "专业技术初级" | "初级教师" | "初级职称" => {
            return Some(Post::Junior);
        }
        "正高级" | "副高级" | "正高" | "副高" | "正高级岗位" | "副高级岗位" | "高级小计" => {
            return Some(Post::Part);
        }
        _ => {}
    }
    let stem = text.strip_suffix("岗位").unwrap_or(text).strip_suffix('级')?;
    const NUMBERS: [&str; 13] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"];
    let at = NUMBERS
        .iter()
        .position(|n| *n == stem)
        .map(|at| at + 1)
        .or_else(|| stem.parse().ok().filter(|n| (1..=13).contains(n)))?;
    u8::try_from(at).ok().map(Post::Grade)
}

/// What is left of a key without one of the words at its front or its end.
fn parted(key: &str, words: &[&str]) -> Vec<String> {
    let rests = words.iter().flat_map(|word| [key.strip_prefix(word), key.strip_suffix(word)]).flatten();
    let bare = |rest: &str| {
        rest.trim_matches(|c: char| matches!(c, '/' | '.' | '、' | '(' | ')' | '—' | '－' | '·')).to_owned()
    };
    rests.map(bare).filter(|rest| !rest.is_empty()).collect()
}

/// The grade that a text names, 1 to 9.
pub(crate) fn grade(text: &str) -> Option<u32> {
    const DIGITS: &str = "一二三四五六七八九";
    let digit = |text: &str| {
        let mut chars = text.chars();
        let c = chars.next().filter(|_| chars.as_str().is_empty())?;
        let spelt = || DIGITS.chars().position(|d| d == c).and_then(|at| u32::try_from(at + 1).ok());
        c.to_digit(10).filter(|n| (1..=9).contains(n)).or_else(spelt)
    };
    match text {
        "初一" => return Some(7),
        "初二" => return Some(8),
        "初三" => return Some(9),
        _ => {}
    }
    digit(text.strip_suffix("年级")?)
}

fn one(column: &str, weight: u8) -> Header {
    Header::Means { columns: vec![meaning(column, weight)], otherwise_not_needed: false }
}

fn either(first: &str, second: &str, weight: u8) -> Header {
    Header::Means { columns: vec![meaning(first, weight), meaning(second, weight)], otherwise_not_needed: false }
}

fn meaning(column: &str, weight: u8) -> Meaning {
    Meaning { table: "schools", column: column.to_owned(), weight, looks: Some(Looks::Count) }
}
