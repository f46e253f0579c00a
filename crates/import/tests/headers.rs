//! Every header of offices' tables is known; false friends are told apart by their values.

use lungang_import::lexicon::{Header, Looks, lookup};

/// Section and header, and the column or `-` for one that is not needed, as the section's table has it.
fn table() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("headers.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split_once('\t').unwrap_or_else(|| panic!("not two cells: {line}"))).collect()
}

/// The most likely columns of a header, as `table.column`.
fn columns(header: &str) -> Vec<String> {
    match lookup(header) {
        Header::Means { columns, .. } => columns.iter().map(|c| format!("{}.{}", c.table, c.column)).collect(),
        Header::NotNeeded | Header::Unknown => Vec::new(),
    }
}

#[test]
fn every_header_is_known_and_means_its_column() {
    let mut wrong = Vec::new();
    let table = table();
    assert!(table.len() > 150, "{} headers", table.len());
    for (header, right) in table {
        let header = header.replace("\\n", "\n");
        let found = lookup(&header);
        let good = match right {
            "-" => found == Header::NotNeeded,
            "-?" => matches!(found, Header::NotNeeded | Header::Means { otherwise_not_needed: true, .. }),
            column => columns(&header).iter().any(|c| c == column),
        };
        if !good {
            wrong.push(format!("{header}: {right}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_no_header_is_not_known() {
    for header in ["", "龘", "清源县教育局", "王芳", "县一小", "2025", "小学语文", "234", "学生数（女）"]
    {
        assert_eq!(lookup(header), Header::Unknown, "{header}");
    }
}

/// The columns of a header whose values fit.
fn decided(header: &str, values: &[&str]) -> Vec<String> {
    match lookup(header) {
        Header::Means { columns, .. } => columns
            .iter()
            .filter(|c| c.looks.is_none_or(|looks| values.iter().all(|v| looks.fits(v))))
            .map(|c| format!("{}.{}", c.table, c.column))
            .collect(),
        Header::NotNeeded | Header::Unknown => Vec::new(),
    }
}

#[test]
fn false_friends_are_told_by_their_values() {
    for (header, values, right) in [
        ("岗位类别", &["专业技术岗位", "管理岗位"][..], &["teachers.post_class"][..]),
        ("岗位类别", &["教师", "校长", "工勤人员"], &["teachers.role"]),
        ("岗位等级", &["七级", "专业技术十级", ""], &["teachers.post_grade"]),
        ("岗位等级", &["一级教师", "高级教师"], &["teachers.title"]),
        ("区域", &["城区", "镇区", "乡村"], &["schools.area"]),
        ("区域", &["东片区", "西片区"], &[]),
        ("学区", &["第一学区", "第二学区"], &[]),
        ("学区", &["城东教育联盟"], &["schools.alliance"]),
        ("教职工数", &["64", "55"], &["schools.staff_all"]),
        ("编制", &["64", "55"], &["schools.establishment", "authorised.posts"]),
        ("编制", &["是", "否"], &["teachers.established"]),
        ("学校类型", &["完全小学", "幼儿园"], &["schools.stage"]),
        ("序号", &["1", "2", "75"], &[]),
    ] {
        assert_eq!(decided(header, values), right, "{header} {values:?}");
    }
}

#[test]
fn values_look_like_their_column() {
    for (looks, good, bad) in [
        (Looks::Identity, "11010119900101001X", "张三"),
        (Looks::Person, "许  宇", "629921"),
        (Looks::Person, "阿依古丽·买买提", "1"),
        (Looks::Date, "2015年秋", "语文"),
        (Looks::Period, "2025.9-2026.7", "交流"),
        (Looks::Code, "6299210001", "县一小"),
        (Looks::Count, "64", "城区"),
        (Looks::Distance, "14.2公里", "县一小"),
        (Looks::School, "县一小", "14.2"),
        (Looks::Title, "小学高级教师", "七级"),
        (Looks::Status, "借调（县委办）", "校长"),
    ] {
        assert!(looks.fits(good), "{looks:?} {good}");
        assert!(!looks.fits(bad), "{looks:?} {bad}");
        assert!(looks.fits(""), "{looks:?}");
    }
}
