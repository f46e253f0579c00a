//! What a Chinese office reads of an import is Chinese: in all that is said of a large and troubled one no word is left in English but
//! what is typed (the names of questions and of options), file names, and the names of programs.

use crate::support::Place;

/// Latin words that a Chinese text has: programs, kinds of files, and what is typed.
const ALLOWED: [&str; 15] = [
    "policy",
    "beds-a-flat",
    "Excel",
    "WPS",
    "xlsx",
    "xls",
    "csv",
    "CSV",
    "OLE",
    "id",
    "answer",
    "answers",
    "toml",
    "memory",
    "no",
];

/// An office in which nearly everything has to be asked about, with damaged workbooks beside it.
fn office() -> Place {
    let place = Place::empty();
    place.write(
        "files/学校.csv",
        "云山县2026年学校情况,,,,,,,,,,\n学校代码,学校名称,办学类型,城乡类型,在校生数,班级数,学校等级,举办者,周转宿舍(套),艰苦边远地区类别,奇怪的列\n\
         3001,云山县第一小学,小学,城区,240,6,一类,教育局,5,二类,甲\n3002,东山乡中心小学,完全小学,街道,120人,6,普通,其他部门,,九类,乙\n\
         3003,东山乡初级中学,完中,乡村,九十,3,,,,,丙\n3004,西山学校,九年一贯制,乡村,300,9,,,,,丁\n3004,西山小学,小学,乡村,30,2,,,,,戊\n",
    );
    place.write(
        "files/花名册.csv",
        "单位,姓名,身份证号,性别,任教学科,到校时间,人员状态,职务,职称,骨干教师,普通话等级,配偶,备注,教师资格证,是否在编,兼教学科\n\
         云山县第一小学,郑一,110105194912310021,女,小学语文,2010.09,在岗,校长,高级教师,县级骨干教师,二甲,王二（东山小学）,,小学,,书法\n\
         县一小,王二,110105194912310022,男,音体美,2015,在编（休长期病假）,会计,七级,骨干教师,合格,,患病住院,,,\n\
         东山小学,冯三,6.29921E+17,女,数学,2020.1,支教,正校级,中级（未聘）,培养对象,,,怀孕,,,\n\
         不知道学校,陈四,,女,全科,98.9,临聘,,,,,,,,,\n东山乡初级中学,褚五,,女,龘,2015年秋,死亡,教研组长,二级教师,,三级甲等,郑一,2025.9起在西山学校交流,,否,\n\
         西山学校,卫六,,男,物理,2012.2.30,交流,,一级教师,是,,,,,,\n西山学校,蒋七,,男,体育,2012.2,其他,门卫,一级教师,,,,,,,\n\
         西山学校,沈八,,男,,2012.2,待退休,,一级教师,,,,,,,\n,韩九,,男,语文,2012.2,在岗,,一级教师,,,,,,,\n西山学校,,,男,语文,2012.2,在岗,,一级教师,,,,,,,\n",
    );
    place.write(
        "files/台账.csv",
        "姓名,原单位,交流单位,起止时间,交流形式\n郑一,县一小,东山小学,2024-2025,支教\n王二,县一小,东山小学,2025.9至今,定期交流\n\
         不认识,县一小,东山小学,2025.9-2024.7,轮岗\n冯三,东山小学,外县小学,2022.9-2023.7,轮岗\n",
    );
    place.write(
        "files/志愿.csv",
        "姓名,所在学校,第一志愿,第二志愿\n郑一,县一小,东山小学,高山小学\n王二,县一小,,西山学校\n",
    );
    place.write("files/里程.csv", "起点,终点,公里\n县一小,东山小学,12\n东山小学,县一小,13\n");
    place.write(
        "files/3112.csv",
        "教基3112 小学学生数,,,,\n学校名称：云山县第一小学,,,,\n,合计,一年级,二年级,某某\n总计,99,50,四十,1\n",
    );
    place.write(
        "files/4155.csv",
        "教基4155 专任教师分课程,,\n学校名称：云山县第一小学,,\n,合计,本科\n语文,3,3\n数学,2,2\n",
    );
    place.write("files/坏.xls", [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat());
    place.write("files/坏.xlsx", [&b"PK\x03\x04"[..], &[0; 600]].concat());
    let cut = crate::xls::book(&[crate::xls::Sheet { name: "表", ..Default::default() }]);
    place.write("files/断.xls", &cut[..cut.len() * 9 / 10]);
    place
}

/// The Latin words of a text, but for what stands in backticks and in square brackets, what an option is typed as, and paths.
fn latin(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
        let line = match (line.find('['), line.rfind(']')) {
            (Some(from), Some(to)) if from < to => format!("{} {}", &line[..from], &line[to..]),
            _ => line,
        };
        // What was taken unasked is told as it would be typed.
        if ["沿用以前", "没有问、"].iter().any(|start| line.starts_with(start)) {
            continue;
        }
        let meanings = line.split('、').map(|part| part.trim().split_once(" = ").map_or(part, |(_, meaning)| meaning));
        let line = meanings.collect::<Vec<_>>().join("、");
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        for word in line.split(|c| !is_part(c)).filter(|word| word.chars().any(|c| c.is_ascii_alphabetic())) {
            // `T1`, `E+17` and columns of a sheet: `列 C 身份证号`.
            let own = word.split(['.', '/']).any(|part| part.chars().filter(char::is_ascii_alphabetic).count() > 1);
            let person = word.starts_with('N') && word.len() == 11;
            let file = person || word.starts_with("files") || word.starts_with("answers") || word.starts_with("county");
            if own && !file && !word.split('.').all(|part| ALLOWED.contains(&part) || part.is_empty()) {
                found.push(format!("{word}: {line}"));
            }
        }
    }
    found
}

const ANSWERS: &str = "format = 1\n[[question]]\nid = \"policy\"\nanswer = \"不知道\"\n[[question]]\nid = \"beds-a-flat\"\nanswer = \"9\"\n\
    [[question]]\nid = \"school-year.2026\"\nanswer = \"2026\"\n[[question]]\nid = \"values.teachers.joined_school.year-alone\"\nanswer = \"开学\"\n";

#[test]
fn what_a_chinese_office_reads_is_chinese() {
    let place = office();
    place.write("answers.toml", ANSWERS);
    let mut said = String::new();
    for args in [
        &["import", "files", "-o", "county", "-v", "--no-memory"][..],
        &["import", "files", "--preview", "--answers", "answers.toml"],
        &["import", "files", "-o", "county", "--answers", "answers.toml", "--accept-suggestions"],
        &[
            "import",
            "files",
            "-o",
            "county",
            "--policy",
            "national",
            "--answers",
            "answers.toml",
            "--accept-suggestions",
        ],
    ] {
        let run = place.run(args);
        said += &format!("{}\n{}\n", run.stdout, run.stderr);
    }
    let found = latin(&said);
    assert!(found.is_empty(), "{} words:\n{}", found.len(), found.join("\n"));
    assert!(said.contains("压缩包损坏") && said.contains("教基表，认得、测算用不着"), "{said}");
    assert!(said.contains("起止时间 → 起止时间"), "{said}");
}
