//! Sheets of the yearly statistics, typed as they look, with the figures that stand in them.

use lungang_domain::teacher::Title;
use lungang_import::statistics::{Figures, Problem, Reading, Sheet, What, is_one, merge, read, together};

/// A sheet: a line a row, cells parted by `|`.
fn grid(text: &str) -> Vec<Vec<String>> {
    let rows = text.trim_matches('\n').lines();
    rows.map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn only(reading: &Reading) -> &Figures {
    assert_eq!(reading.problems, []);
    assert_eq!(reading.schools.len(), 1, "{reading:#?}");
    &reading.schools[0]
}

fn some<const N: usize>(numbers: [u32; N]) -> Vec<Option<u32>> {
    numbers.into_iter().map(Some).collect()
}

const PUPILS_PRIMARY: &str = "
 | | | | | | | | | | | 表号：教基3112
小学学生数
学校（机构）名称：清源县第一小学 | | | | 学校（机构）标识码：6299210002 | | | | | | | 单位：人
 | 编号 | 毕业生数 | 招生数 | 在校生数 | | | | | | | 预计毕业生数
 | | | | 合计 | 一年级 | 二年级 | 三年级 | 四年级 | 五年级 | 六年级 |
甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
总计 | 01 | 170 | 166 | 1,001 | 166 | 163 | 165 | 165 | 165 | 177 | 177
#女 | 02 | 80 | 81 | 480 | 80 | 80 | 80 | 80 | 80 | 80 | 80
#寄宿生 | 03 | 0 | 0 | 60 | 0 | 0 | 10 | 10 | 20 | 20 | 20
#随迁子女 | 04 | 3 | 4 | 33 | 5 | 5 | 5 | 6 | 6 | 6 | 6
补充资料：其中，五年制 0 人
";

#[test]
fn pupils_of_a_primary_school_stand_by_grade() {
    let reading = read(&grid(PUPILS_PRIMARY), "Sheet1");
    assert_eq!(reading.sheet, Some(Sheet::Pupils));
    let school = only(&reading);
    assert_eq!(school.name.as_deref(), Some("清源县第一小学"));
    assert_eq!(school.school_id.as_deref(), Some("6299210002"));
    assert_eq!(school.pupils[..6], some([166, 163, 165, 165, 165, 177])[..]);
    assert_eq!(school.pupils[6..], [None; 3]);
    assert_eq!(school.boarders, [Some(60), None]);
    assert_eq!(school.classes, [None; 9]);
}

/// The grades of a junior school are counted from one again.
const PUPILS_JUNIOR: &str = "
初中学生数
教基3115 | | | | | | 2025学年初
学校名称： | 柳河镇初级中学 | | 学校代码： | 6299210008
指标名称 | 编号 | 招生数 | 在校生数 | | | |
 | | | 合计 | 一年级 | 二年级 | 三年级 | 四年级
总计 | 1 | 126 | 369 | 126 | 121 | 122 |
#寄宿生 | 2 | 70 | 210 | 70 | 70 | 70 |
";

#[test]
fn grades_of_a_junior_school_are_seven_to_nine() {
    let reading = read(&grid(PUPILS_JUNIOR), "3115");
    let school = only(&reading);
    assert_eq!((school.name.as_deref(), school.school_id.as_deref()), (Some("柳河镇初级中学"), Some("6299210008")));
    assert_eq!(school.pupils[6..], some([126, 121, 122])[..]);
    assert_eq!(school.pupils[..6], [None; 6]);
    assert_eq!(school.boarders, [None, Some(210)]);
}

/// Grades in rows, and the sizes of classes beside their number.
const CLASSES: &str = "
教基2105
小学班数
学校（机构）名称：白水镇九年一贯制学校 学校（机构）标识码：6299210011
 | 编号 | 合计 | 25人及以下 | 26-30人 | 31-35人 | 36-40人 | 41-45人 | 46-55人
甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7
总计 | 01 | 6 | 0 | 0 | 0 | 0 | 4 | 2
一年级 | 02 | 1 | | | | | | 1
二年级 | 03 | 1 | | | | | 1 |
三年级 | 04 | 1 | | | | | | 1
四年级 | 05 | 1 | | | | | 1 |
五年级 | 06 | 1 | | | | | 1 |
六年级 | 07 | 1 | | | | | 1 |
复式班 | 08 | 0
";

#[test]
fn classes_stand_in_rows_or_columns() {
    let rows = read(&grid(CLASSES), "");
    assert_eq!(rows.sheet, Some(Sheet::Classes));
    assert_eq!(only(&rows).classes[..6], some([1, 1, 1, 1, 1, 1])[..]);
    assert_eq!(only(&rows).school_id.as_deref(), Some("6299210011"));
    let columns = "
教基2107 初中班数
学校名称：白水镇九年一贯制学校
 | 合计 | 七年级 | 八年级 | 九年级
班数 | 4 | 2 | 1 | 1
#大班额 | 0 | 0 | 0 | 0
";
    let columns = read(&grid(columns), "");
    assert_eq!(only(&columns).classes[6..], some([2, 1, 1])[..]);
    let (merged, problems) = merge([rows.schools, columns.schools].concat());
    assert_eq!(problems, []);
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].classes.iter().flatten().sum::<u32>(), 10);
}

/// A row for each school, as a county puts them together.
const LIST: &str = "
教基3112 小学学生数（分学校）
序号 | 学校名称 | 学校标识码 | 在校生数 | | | | | | | 其中：寄宿生
 | | | 合计 | 一年级 | 二年级 | 三年级 | 四年级 | 五年级 | 六年级 |
1 | 柳河镇东村小学 | 6299210013 | 104 | 14 | 16 | 21 | 19 | 16 | 18 | 0
2 | 柳河镇西沟教学点 | 6299210014 | 16 | 10 | 3 | 3 | 0 | 0 | 0 | —
 | 柳河镇小计 | | 120 | 24 | 19 | 24 | 19 | 16 | 18 |
合计 | | | 120 | 24 | 19 | 24 | 19 | 16 | 18 |
填表人：周敏
";

#[test]
fn a_list_of_schools_is_one_school_a_row() {
    let reading = read(&grid(LIST), "");
    assert_eq!(reading.schools.len(), 2, "{reading:#?}");
    assert_eq!(reading.problems, []);
    let [first, second] = &reading.schools[..] else { panic!("two schools") };
    assert_eq!(first.name.as_deref(), Some("柳河镇东村小学"));
    assert_eq!(first.pupils[..6], some([14, 16, 21, 19, 16, 18])[..]);
    assert_eq!(first.boarders, [Some(0), None]);
    assert_eq!(second.pupils[..6], some([10, 3, 3, 0, 0, 0])[..]);
    assert_eq!(second.boarders, [None, None]);
}

const STAFF: &str = "
教职工数
 | | | | | | | 教基4149
学校（机构）名称：清源县第一小学
 | 编号 | 教职工数 | | | | | | 校外教师 | 银龄教师
 | | 合计 | 专任教师 | 行政人员 | 教辅人员 | 工勤人员 | 其他 | |
甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
总计 | 01 | 66 | 60 | 2 | 2 | 1 | 1 | 3 | 0
#女 | 02 | 45 | 43 | 1 | 1 | 0 | 0 | 2 | 0
#在编人员 | 03 | 63 | 59 | 2 | 1 | 1 | 0 | |
";

#[test]
fn staff_is_told_from_teachers_and_from_those_on_the_establishment() {
    let reading = read(&grid(STAFF), "");
    assert_eq!(reading.sheet, Some(Sheet::Staff));
    let staff = &only(&reading).staff;
    assert_eq!((staff.all, staff.teachers), (Some(66), Some(60)));
    assert_eq!(
        (staff.administrators, staff.assistants, staff.workers, staff.others),
        (Some(2), Some(2), Some(1), Some(1))
    );
    assert_eq!((staff.established, staff.established_teachers), (Some(63), Some(59)));
}

/// A column or a line that is none of the kinds is no total, wherever it stands, and a numbering of columns with a gap is no figure.
#[test]
fn what_stands_beside_the_kinds_of_staff_is_none_of_the_staff() {
    let right = read(&grid(STAFF), "").schools;
    let beside = STAFF
        .replace("| 校外教师 | 银龄教师", "| 行业导师 | 校外教师")
        .replace("甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8", "甲 | 乙 | 1 | 2 | 4 | 5 | | 7 | 9 | 10");
    let first = STAFF
        .replace(" | 编号 | 教职工数 |", " | 编号 | 行业导师 | 教职工数 |")
        .replace(" | | 合计 |", " | | | 合计 |")
        .replace("甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8", "甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9")
        .replace("总计 | 01 |", "总计 | 01 | 4 |")
        .replace("#女 | 02 |", "#女 | 02 | 1 |")
        .replace("#在编人员 | 03 |", "#在编人员 | 03 | |");
    let line = STAFF.replace("#女 | 02", "行业导师 | 04 | 5 | 5 | 0 | 0 | 0 | 0 | 0 | 0\n#女 | 02");
    let part = STAFF.replace("| 校外教师 |", "| 专任教师中的班主任 |");
    for text in [beside, first, line, part] {
        let reading = read(&grid(&text), "");
        assert_eq!(reading.problems, [], "{text}");
        assert_eq!(reading.schools[0].staff, right[0].staff, "{text}");
    }
}

#[test]
fn ages_titles_and_courses_are_counted_over_all() {
    let ages = "
教基4153 专任教师专业技术职务、年龄结构情况
学校名称：清源县第一小学
 | 合计 | 24岁及以下 | 25-29岁 | 30-34岁 | 60岁及以上
总计 | 60 | 5 | 15 | 39 | 1
#女 | 43 | 4 | 10 | 29 |
正高级 | 1 | | | | 1
副高级 | 9 | | | 9 |
中级 | 20 | | | 20 |
助理级 | 25 | 2 | 13 | 10 |
未定职级 | 5 | 3 | 2 | |
";
    let reading = read(&grid(ages), "");
    let school = only(&reading);
    assert_eq!(school.ages.get("30-34岁"), Some(&39));
    assert_eq!(school.ages.values().sum::<u32>(), 60);
    assert_eq!(school.titles.get(&Title::Senior), Some(&10));
    assert_eq!(school.titles.get(&Title::Intermediate), Some(&20));
    assert_eq!(school.titles.get(&Title::Junior), Some(&25));
    assert_eq!(school.titles.get(&Title::None), Some(&5));
    let courses = "
教基4155 小学分课程专任教师学历情况
学校名称：清源县第一小学
 | 合计 | 语文 | 数学 | 英语 | 道德与法治
总计 | 60 | 25 | 20 | 10 | 5
#女 | 43 | 20 | 12 | 8 | 3
研究生 | 5 | 2 | 2 | 1 | 0
本科 | 55 | 23 | 18 | 9 | 5
";
    let reading = read(&grid(courses), "");
    let school = only(&reading);
    assert_eq!(school.courses.get("语文"), Some(&25));
    assert_eq!(school.courses.values().sum::<u32>(), 60);
}

/// Two schools, one below the other.
#[test]
fn a_sheet_may_hold_several_schools() {
    let second = PUPILS_PRIMARY.replace("清源县第一小学", "清源县第二小学").replace("6299210002", "6299210003");
    let both = format!("{PUPILS_PRIMARY}\n{second}");
    let reading = read(&grid(&both), "");
    assert_eq!(reading.problems, []);
    let ids: Vec<_> = reading.schools.iter().map(|s| s.school_id.clone().unwrap_or_default()).collect();
    assert_eq!(ids, ["6299210002", "6299210003"]);
    assert!(reading.schools.iter().all(|s| s.pupils[0] == Some(166)));
}

fn problems(text: &str) -> Vec<What> {
    read(&grid(text), "").problems.into_iter().map(|p| p.what).collect()
}

#[test]
fn what_is_wrong_is_told() {
    let wrong = PUPILS_PRIMARY.replace("1,001", "1,002");
    assert_eq!(problems(&wrong), [What::SumDiffers { stated: 1002, counted: 1001 }]);
    let wrong = PUPILS_PRIMARY.replace("| 163 |", "| 约163 |");
    assert!(problems(&wrong).contains(&What::NotANumber { text: "约163".to_owned() }));
    let wrong = PUPILS_PRIMARY
        .replace("学校（机构）名称：清源县第一小学", "小学")
        .replace("学校（机构）标识码：6299210002", "");
    assert_eq!(problems(&wrong), [What::NoSchool]);
    let wrong = PUPILS_JUNIOR.replace("初中学生数", "学生数").replace("柳河镇初级中学", "柳河学校");
    assert_eq!(problems(&wrong)[..1], [What::NoStage]);
    let wrong = PUPILS_JUNIOR.replace("| 122 |", "| 122 | 4");
    assert!(problems(&wrong).contains(&What::NoGrade { label: "四年级".to_owned() }));
    assert_eq!(problems("通讯录\n姓名 | 电话\n王芳 | 110"), [What::UnknownSheet]);
    let staff = STAFF.replace("| 66 |", "| 67 |");
    assert_eq!(problems(&staff), [What::SumDiffers { stated: 67, counted: 66 }]);
}

#[test]
fn two_values_of_one_figure_are_not_kept() {
    let one = read(&grid(PUPILS_PRIMARY), "").schools;
    let other = read(&grid(&PUPILS_PRIMARY.replace("| 163 |", "| 164 |").replace("1,001", "1,002")), "").schools;
    let (merged, problems) = merge([one, other].concat());
    assert_eq!(problems, [Problem { what: What::Twice { first: 163, second: 164 }, row: 1, column: None }]);
    assert_eq!(merged[0].pupils[1], None);
    assert_eq!(merged[0].pupils[0], Some(166));
}

/// A third place that says what the first said settles nothing: which of the two is wrong is for the office to say.
#[test]
fn a_third_place_does_not_settle_what_two_dispute() {
    let one = || read(&grid(PUPILS_PRIMARY), "").schools;
    let other = read(&grid(&PUPILS_PRIMARY.replace("| 163 |", "| 164 |").replace("1,001", "1,002")), "").schools;
    for all in [[one(), other.clone(), one()], [one(), one(), other.clone()], [other.clone(), one(), other.clone()]] {
        let (merged, problems) = merge(all.concat());
        assert_eq!((merged.len(), problems.len(), merged[0].pupils[1]), (1, 1, None));
        assert_eq!(merged[0].pupils[0], Some(166));
        // What was put together before is not put together anew as if nothing had been disputed.
        let (again, _) = together([merged[0].clone(), one()[0].clone()]);
        assert_eq!(again.pupils[1], None);
    }
    let within = PUPILS_JUNIOR.replace("#寄宿生 | 2", "总计 | 2").replace("| 369 |", "| |").replace("| 210 |", "| |");
    let thrice = format!("{within}总计 | 3 | 126 | | 126 | 121 | 122 |\n");
    let reading = read(&grid(&thrice), "3115");
    assert_eq!(reading.schools[0].pupils[6..], [None; 3], "{:?}", reading.problems);
    // Teachers by age, title and course are compared too.
    let ages = |n: &str| {
        format!("教基4153 专任教师年龄结构\n学校名称：甲校\n | 合计 | 24岁及以下 | 25-29岁\n总计 | 9 | {n} | 4\n")
    };
    let (merged, problems) = merge([read(&grid(&ages("5")), "").schools, read(&grid(&ages("6")), "").schools].concat());
    assert_eq!(problems.len(), 1);
    assert_eq!(merged[0].ages, std::collections::BTreeMap::from([("25-29岁".to_owned(), 4)]));
}

#[test]
fn other_sheets_are_not_taken_for_one() {
    for text in [PUPILS_PRIMARY, PUPILS_JUNIOR, CLASSES, LIST, STAFF] {
        assert!(is_one(&grid(text), ""));
    }
    assert!(is_one(&grid("小学班数\n | 合计\n总计 | 1"), "教基2105"));
    for text in ["花名册\n序号 | 姓名\n1 | 王芳", "文号：31123115", "学生数\n甲 | 1"] {
        assert!(!is_one(&grid(text), "Sheet1"), "{text}");
    }
}

#[test]
fn no_grid_makes_the_reader_panic() {
    for text in [PUPILS_PRIMARY, PUPILS_JUNIOR, CLASSES, LIST, STAFF] {
        let whole = grid(text);
        for row in 0..whole.len() {
            read(&whole[row..], "教基3112");
            read(&whole[..row], "教基2105");
            let narrow: Vec<Vec<String>> = whole.iter().map(|r| r.iter().take(row).cloned().collect()).collect();
            read(&narrow, "教基4149");
            let shifted: Vec<Vec<String>> = whole.iter().map(|r| r.iter().rev().cloned().collect()).collect();
            read(&shifted, "教基4153");
        }
    }
    read(&[], "教基4155");
    read(&[Vec::new(), vec![String::new()]], "教基4155");
}

/// A figure that cannot be read is unknown: no other row stands in for it.
#[test]
fn what_cannot_be_read_stays_unknown() {
    let wrong = PUPILS_PRIMARY.replace("| 163 |", "| 约163 |");
    let school = &read(&grid(&wrong), "").schools[0];
    assert!(school.disputes_pupils());
    let (merged, _) = merge([vec![school.clone()], read(&grid(PUPILS_PRIMARY), "").schools].concat());
    assert_eq!(merged[0].pupils[..2], [Some(166), None]);
}
