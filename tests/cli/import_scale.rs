//! A workbook a school, of many schools: time grows with the people, not with the pairs of sheets.

use crate::import::open;
use crate::support::Place;
use rust_xlsxwriter::Workbook;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Schools and the people of each, unless `LUNGANG_SCHOOLS` names another number of schools: 200 are 20 000 people.
const SCHOOLS: usize = 40;
const PEOPLE: usize = 100;

/// What 200 schools may take, so that a machine with other work to do is no fault.
const LONGEST: Duration = Duration::from_secs(20);

const HEADERS: [&str; 14] = [
    "序号",
    "单位全称",
    "教职工号",
    "姓名",
    "性别",
    "出生年月",
    "民族",
    "行政职务",
    "主教学科",
    "现聘专业技术职称",
    "进入现单位任教时间",
    "在岗状态",
    "普通话等级",
    "备注",
];

fn save(path: PathBuf, rows: impl IntoIterator<Item = Vec<String>>) {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            page.write_string(row, column, cell).expect("a cell");
        }
    }
    book.save(path).expect("a workbook");
}

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn many_workbooks_take_seconds() {
    let schools = std::env::var("LUNGANG_SCHOOLS").ok().and_then(|n| n.parse().ok()).unwrap_or(SCHOOLS);
    let place = Place::empty();
    std::fs::create_dir_all(place.path("files")).expect("a folder");
    let name = |school: usize| format!("大河县第{school}小学");
    let list = (0..schools).map(|s| vec![name(s), "小学".into(), "乡村".into(), "600".into(), "18".into()]);
    let head = ["学校名称", "办学类型", "城乡类型", "在校生数", "班级数"];
    save(place.path("files/学校.xlsx"), [owned(&["大河县2026年学校"]), owned(&head)].into_iter().chain(list));
    for school in 0..schools {
        let rows = (0..PEOPLE).map(|n| {
            let (number, id) = ((n + 1).to_string(), format!("{}", 100_000 + school * PEOPLE + n));
            let person = format!("教师{}{}", ["甲", "乙", "丙", "丁"][n % 4], ["一", "二", "三", "四", "五"][n % 5]);
            let subject = ["小学语文", "小学数学", "英语", "体育"][n % 4];
            let own = [&number, &name(school), &id, &person, "女", "1985.03", "汉族"];
            let more = ["", subject, "一级教师", "2010.09", "在编在岗", "二级甲等", ""];
            own.iter().copied().chain(more).map(str::to_owned).collect()
        });
        let title = [owned(&["大河县教师信息采集表"]), owned(&HEADERS)];
        save(place.path(&format!("files/{school:03}.xlsx")), title.into_iter().chain(rows));
    }
    place.write(
        "answers.toml",
        "format = 1\n[[question]]\nid = \"policy\"\nanswer = \"national\"\n\
        [[question]]\nid = \"school-year.2026\"\nanswer = \"2026-2027\"\n",
    );
    let start = Instant::now();
    let (code, document) = place.json("import", &["import", "files", "-o", "county", "--answers", "answers.toml"]);
    let took = start.elapsed();
    assert_eq!((code, open(&document)), (0, vec![]), "{}", document["causes"]);
    assert_eq!(document["people"]["count"].as_u64(), u64::try_from(schools * PEOPLE).ok());
    eprintln!("{schools} workbooks of {PEOPLE} people: {took:.1?}");
    assert!(took < LONGEST, "{schools} workbooks took {took:.1?}");
}
