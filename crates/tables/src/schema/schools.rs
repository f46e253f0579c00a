//! The schools table.

use super::column::{Column, Kept, specs};
use super::{AREAS, ColumnSpec, Kind, OWNERSHIPS, SCHOOL_STAGES, TIERS, TableSpec, Unit};
use crate::validate::SchoolDraft;
use crate::write::{Value, pupils_by_grade};
use lungang_domain::school::{Area, School, SchoolStage, Tier};

const fn int(max: i64, unit: Unit) -> Kind {
    Kind::Int { min: 0, max, unit }
}

/// The columns of pupils by grade.
pub const PUPILS_BY_GRADE: [&str; 9] = [
    "pupils_g1",
    "pupils_g2",
    "pupils_g3",
    "pupils_g4",
    "pupils_g5",
    "pupils_g6",
    "pupils_g7",
    "pupils_g8",
    "pupils_g9",
];

/// The columns of classes by grade.
pub const CLASSES_BY_GRADE: [&str; 9] = [
    "classes_g1",
    "classes_g2",
    "classes_g3",
    "classes_g4",
    "classes_g5",
    "classes_g6",
    "classes_g7",
    "classes_g8",
    "classes_g9",
];

/// The position of a grade that is written as one digit.
const fn grade(digit: &str) -> usize {
    (digit.as_bytes()[0] - b'1') as usize
}

/// The pupils of a grade: only a nine-year school needs them, for a total would lose which part they belong to.
fn pupils_of_grade(school: &School, grade: usize) -> Value {
    match school.stage {
        SchoolStage::NineYear => Value::int(pupils_by_grade(school)[grade]),
        SchoolStage::Primary | SchoolStage::Junior | SchoolStage::TeachingPoint => Value::Empty,
    }
}

macro_rules! pupils {
    ($n:literal, $zh:literal, $($also:literal),*) => {
        ColumnSpec::new(concat!("pupils_g", $n), concat!($zh, "年级学生数"), int(9_999, Unit::People))
            .also(&[
                concat!($n, "年级学生数"), concat!($zh, "年级人数"), concat!($zh, "年级在校生数"),
                concat!($zh, "年级在校生"), concat!("pupils grade ", $n), $($also),*
            ])
            .doc(concat!($zh, "年级在校学生数"), concat!("Pupils of grade ", $n))
            .apart(|_, s| pupils_of_grade(s, grade($n)))
    };
}

macro_rules! classes {
    ($n:literal, $zh:literal, $($also:literal),*) => {
        ColumnSpec::new(concat!("classes_g", $n), concat!($zh, "年级班数"), int(199, Unit::Classes))
            .also(&[
                concat!($n, "年级班数"), concat!($zh, "年级班级数"), concat!("classes grade ", $n), $($also),*
            ])
            .doc(concat!($zh, "年级班级数"), concat!("Classes of grade ", $n))
            .apart(|_, s| Value::int(s.classes[grade($n)]))
    };
}

/// The schools table.
pub(crate) const SCHOOLS: Kept<SchoolDraft, School> = {
    const COLUMNS: &[Column<SchoolDraft, School>] = &[
        ColumnSpec::new("school_id", "学校代码", Kind::Id)
            .required()
            .also(&[
                "学校编码",
                "学校ID",
                "学校标识码",
                "学校编号",
                "单位代码",
                "学校(机构)代码",
                "学校机构代码",
                "school code",
            ])
            .doc("学校的唯一代码，其他表用它指明学校", "The school's own code, by which all other tables name it")
            .apart(|_, s| Value::text(&s.id)),
        ColumnSpec::new("name", "学校名称", Kind::Text)
            .also(&["校名", "学校", "单位名称", "学校全称", "school name", "school"])
            .doc("名称；不填则用代码", "Name; the code where it is empty")
            .io(
                |c, d| {
                    if let Some(name) = c.text() {
                        d.school.name = name;
                    }
                },
                |_, s| Value::text(&s.name),
            ),
        ColumnSpec::new("stage", "学段", Kind::Choice(&SCHOOL_STAGES))
            .required()
            .also(&["办学类型", "学校类型", "学校类别", "办学层次", "school type", "level"])
            .doc("学校开设的学段", "What the school teaches")
            .io(|c, d| d.stage = c.choice(SchoolStage::from_name), |p, s| p.choice(s.stage.name())),
        ColumnSpec::new("area", "城乡类型", Kind::Choice(&AREAS))
            .required()
            .also(&["城乡分类", "城乡", "所在地城乡类型", "区域", "地域类型", "城乡类别", "location"])
            .doc("学校所在地的城乡类型", "Where the school lies")
            .io(
                |c, d| d.school.area = c.choice(Area::from_name).unwrap_or(Area::Rural),
                |p, s| p.choice(s.area.name()),
            ),
        ColumnSpec::new("tier", "学校层次", Kind::Choice(&TIERS))
            .also(&["学校等级", "办学水平", "质量等级", "等级", "rating"])
            .doc("办学水平；不填按普通", "How the school is rated; `ordinary` where empty")
            .io(
                |c, d| d.school.tier = c.choice(Tier::from_name).unwrap_or(Tier::Ordinary),
                |p, s| p.choice(s.tier.name()),
            ),
        ColumnSpec::new("ownership", "办学性质", Kind::Choice(&OWNERSHIPS))
            .also(&["举办者", "举办者类型", "办学主体", "公办民办", "性质"])
            .doc(
                "公办或民办；不填按公办，民办学校只计数，不参加交流",
                "Public where empty; a private school is counted but takes no part in the exchange",
            )
            .io(|c, d| d.school.public = c.word() != Some("private"), |p, s| p.ownership(s.public)),
        ColumnSpec::new("pupils", "学生数", int(30_000, Unit::People))
            .required()
            .instead(&PUPILS_BY_GRADE)
            .also(&["在校生数", "在校学生数", "学生人数", "在校生", "学生总数", "students", "enrolment", "enrollment"])
            .doc("在校学生总数", "All pupils")
            .io(
                |c, d| d.pupils = c.counts(&PUPILS_BY_GRADE, d.stage),
                |_, s| Value::int(s.pupils.primary + s.pupils.junior),
            ),
        ColumnSpec::new("classes", "班级数", int(600, Unit::Classes))
            .required()
            .instead(&CLASSES_BY_GRADE)
            .also(&["班数", "教学班数", "教学班", "班级总数", "教学班级数"])
            .doc("教学班总数", "All classes")
            .io(
                |c, d| d.classes = c.counts(&CLASSES_BY_GRADE, d.stage),
                |_, s| Value::int(s.classes.iter().sum::<u32>()),
            ),
        pupils!("1", "一", "g1 pupils"),
        pupils!("2", "二", "g2 pupils"),
        pupils!("3", "三", "g3 pupils"),
        pupils!("4", "四", "g4 pupils"),
        pupils!("5", "五", "g5 pupils"),
        pupils!("6", "六", "g6 pupils"),
        pupils!("7", "七", "初一学生数", "初一人数"),
        pupils!("8", "八", "初二学生数", "初二人数"),
        pupils!("9", "九", "初三学生数", "初三人数"),
        classes!("1", "一", "g1 classes"),
        classes!("2", "二", "g2 classes"),
        classes!("3", "三", "g3 classes"),
        classes!("4", "四", "g4 classes"),
        classes!("5", "五", "g5 classes"),
        classes!("6", "六", "g6 classes"),
        classes!("7", "七", "初一班数", "初一班级数"),
        classes!("8", "八", "初二班数", "初二班级数"),
        classes!("9", "九", "初三班数", "初三班级数"),
        ColumnSpec::new("boarding", "寄宿生数", int(30_000, Unit::People))
            .also(&["住宿生数", "住校生数", "寄宿学生数", "boarders"])
            .doc("寄宿学生数；不填按 0", "Pupils who board; 0 where empty")
            .io(|c, d| d.school.boarding = c.count().unwrap_or(0), |_, s| Value::int(s.boarding)),
        ColumnSpec::new("hardship", "艰苦类别", int(6, Unit::Plain))
            .also(&["艰苦边远类别", "艰苦边远地区类别", "艰苦等级", "艰苦程度"])
            .doc("艰苦边远地区类别 0-6;不填按 0", "Hardship class 0-6; 0 where empty")
            .io(
                |c, d| d.school.hardship = c.count().and_then(|h| u8::try_from(h).ok()).unwrap_or(0),
                |_, s| Value::int(s.hardship),
            ),
        ColumnSpec::new("alliance", "教育联盟", Kind::Text)
            .also(&["联盟", "教育集团", "集团", "学区", "城乡教育联盟", "共同体"])
            .doc("所属联盟或集团的名称", "Name of the alliance or group it belongs to")
            .io(|c, d| d.school.alliance = c.text(), |_, s| Value::text(s.alliance.as_deref().unwrap_or(""))),
        ColumnSpec::new("central_school", "中心校代码", Kind::Id)
            .also(&["中心校", "乡镇中心校", "所属中心校", "中心学校", "中心学校代码"])
            .doc("管理本校的乡镇中心校的代码", "Code of the rural central school that manages it")
            .io(|c, d| d.central = c.id(), |p, s| s.central_school.map_or(Value::Empty, |c| p.school(c))),
        ColumnSpec::new("lon", "经度", Kind::Longitude)
            .also(&["longitude", "lng", "东经"])
            .doc("东经，度", "Degrees east")
            .io(
                |c, d| d.school.position = c.position("lat"),
                |_, s| s.position.map_or(Value::Empty, |p| Value::Millionths(p.lon.into())),
            ),
        ColumnSpec::new("lat", "纬度", Kind::Latitude)
            .also(&["latitude", "北纬"])
            .doc("北纬，度", "Degrees north")
            .apart(|_, s| s.position.map_or(Value::Empty, |p| Value::Millionths(p.lat.into()))),
        ColumnSpec::new("establishment", "编制数", int(3_000, Unit::Posts))
            .also(&["编制", "核定编制", "核定编制数", "教职工编制", "教师编制数"])
            .doc("现有核定编制", "Posts on the books now")
            .io(|c, d| d.school.establishment = c.count(), |_, s| Value::maybe(s.establishment)),
        ColumnSpec::new("posts_senior", "高级岗位数", int(3_000, Unit::Posts))
            .also(&["高级岗位", "高级岗", "高级职数", "高级职称岗位数"])
            .doc("核定高级岗位数", "Senior posts")
            .io(|c, d| d.school.posts_senior = c.count(), |_, s| Value::maybe(s.posts_senior)),
        ColumnSpec::new("posts_intermediate", "中级岗位数", int(3_000, Unit::Posts))
            .also(&["中级岗位", "中级岗", "中级职数", "中级职称岗位数"])
            .doc("核定中级岗位数", "Intermediate posts")
            .io(|c, d| d.school.posts_intermediate = c.count(), |_, s| Value::maybe(s.posts_intermediate)),
        ColumnSpec::new("beds", "周转床位数", int(10_000, Unit::Beds))
            .also(&["床位数", "周转宿舍床位", "教师周转床位", "周转房床位", "周转宿舍床位数"])
            .doc("可供新来教师使用的周转宿舍床位", "Beds for teachers who arrive")
            .io(|c, d| d.school.beds = c.count(), |_, s| Value::maybe(s.beds)),
        ColumnSpec::new("beds_male", "男床位数", int(10_000, Unit::Beds))
            .also(&["男教师床位", "男床位", "男教师床位数"])
            .doc("其中男教师床位", "Of these, for men")
            .io(|c, d| d.school.beds_male = c.count(), |_, s| Value::maybe(s.beds_male)),
        ColumnSpec::new("beds_female", "女床位数", int(10_000, Unit::Beds))
            .also(&["女教师床位", "女床位", "女教师床位数"])
            .doc("其中女教师床位", "Of these, for women")
            .io(|c, d| d.school.beds_female = c.count(), |_, s| Value::maybe(s.beds_female)),
        ColumnSpec::new("township", "乡镇", Kind::Text)
            .also(&["所属乡镇", "乡镇街道", "所在乡镇", "街道", "sub-district", "subdistrict"])
            .doc("所属乡镇或街道", "Township or sub-district")
            .io(|c, d| d.school.township = c.text(), |_, s| Value::text(s.township.as_deref().unwrap_or(""))),
        ColumnSpec::new("staff", "教师数", int(3_000, Unit::People))
            .also(&["专任教师数", "教职工数", "教师人数", "teachers", "head-count"])
            .doc(
                "统计表上报的教师人数，仅供在真实学校上生成名册",
                "Teachers as a statistics table counts them; a roster is generated to this number",
            )
            .io(|c, d| d.school.staff_reported = c.count(), |_, s| Value::maybe(s.staff_reported)),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "schools",
        zh: "学校",
        aliases: &["school", "学校表", "学校信息", "学校基本情况", "学校名单", "学校信息表"],
        required: true,
        doc_zh: "每所学校一行",
        doc_en: "One row a school",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};
