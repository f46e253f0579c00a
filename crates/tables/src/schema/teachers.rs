//! The teachers table.

use super::column::{Column, Kept, specs};
use super::{ColumnSpec, Kind, PARTS, ROLES, SEXES, STATUSES, TITLES, TableSpec, Unit};
use crate::validate::TeacherDraft;
use crate::write::Value;
use lungang_domain::teacher::{Role, Sex, Status, Teacher, Title};

/// The teachers table.
pub(crate) const TEACHERS: Kept<TeacherDraft, Teacher> = {
    const COLUMNS: &[Column<TeacherDraft, Teacher>] = &[
        ColumnSpec::new("teacher_id", "教师编号", Kind::Id)
            .required()
            .also(&["教师代码", "教师ID", "工号", "职工号", "教师工号", "人员编号", "编号", "教职工号", "teacher code"])
            .doc("教师的唯一编号；请勿使用身份证号", "The teacher's own code; do not use the identity number")
            .apart(|_, t| Value::text(&t.id)),
        ColumnSpec::new("name", "姓名", Kind::Text)
            .also(&["教师姓名", "teacher name", "full name"])
            .doc("姓名", "Name")
            .io(|c, d| d.teacher.name = c.text().unwrap_or_default(), |_, t| Value::text(&t.name)),
        ColumnSpec::new("school_id", "学校代码", Kind::Id)
            .required()
            .also(&[
                "学校编码",
                "学校ID",
                "学校标识码",
                "任教学校代码",
                "所在学校代码",
                "学校编号",
                "单位代码",
                "所在学校",
                "school code",
                "school",
            ])
            .doc("编制所在学校的代码", "School that holds the teacher's post")
            .io(|c, d| d.school = c.school(), |p, t| p.school(t.school)),
        ColumnSpec::new("subjects", "任教学科", Kind::Subjects)
            .required()
            .also(&["学科", "任教科目", "科目", "主教学科", "所教学科", "可任教学科", "subject"])
            .doc(
                "可任教的学科，主教学科写在最前；不任课的人员可不填",
                "Subjects qualified for, main first; may be empty for those who do not teach",
            )
            .io(|c, d| d.subjects = c.subjects(), |p, t| p.subjects(&t.subjects)),
        ColumnSpec::new("stage", "任教学段", Kind::Choice(&PARTS))
            .also(&["学段", "教师学段", "part"])
            .doc("任教学段；九年一贯制学校必填", "Stage taught; needed in a nine-year school")
            .io(|c, d| d.teacher.part = c.part_of_teacher(d.school), |p, t| p.choice(t.part.name())),
        ColumnSpec::new("sex", "性别", Kind::Choice(&SEXES)).also(&["gender"]).doc("性别", "Sex").io(
            |c, d| d.teacher.sex = c.choice(Sex::from_name),
            |p, t| t.sex.map_or(Value::Empty, |sex| p.choice(sex.name())),
        ),
        ColumnSpec::new("birth_date", "出生日期", Kind::Date)
            .also(&["出生年月", "出生年月日", "生日", "birth", "birthday", "date of birth", "born"])
            .doc("出生日期", "Date of birth")
            .io(|c, d| d.teacher.birth = c.day(), |_, t| t.birth.map_or(Value::Empty, Value::Day)),
        ColumnSpec::new("title", "职称", Kind::Choice(&TITLES))
            .also(&["专业技术职务", "职称等级", "职称级别", "岗位等级", "professional title"])
            .doc("职称；不填按未定级", "Professional title; `none` where empty")
            .io(
                |c, d| d.teacher.title = c.choice(Title::from_name).unwrap_or(Title::None),
                |p, t| p.choice(t.title.name()),
            ),
        ColumnSpec::new("backbone", "骨干称号", Kind::Backbone)
            .also(&["骨干教师", "骨干级别", "骨干", "荣誉称号", "骨干教师称号"])
            .doc(
                "骨干教师称号及级别，如“县级教学能手”“广东省骨干教师”，须为政策所列；没有写级别的按县级；不填表示无",
                "Backbone level with who granted it, on the policy's ladder; without that it is read as the county's; none where empty",
            )
            .io(
                |c, d| (d.teacher.backbone, d.ungraded) = c.backbone(),
                |p, t| t.backbone.map_or(Value::Empty, |at| p.level(&p.policy.ladders.backbone.value, at)),
            ),
        ColumnSpec::new("joined_school", "到校时间", Kind::Date)
            .required()
            .also(&[
                "入校时间",
                "到本校时间",
                "进校时间",
                "来校时间",
                "调入时间",
                "本校任教起始时间",
                "到校日期",
                "进本校年月",
                "进本校时间",
                "进入本校时间",
                "进入现单位任教时间",
                "到本校任教时间",
                "到现单位时间",
                "到现学校时间",
                "joined",
            ])
            .doc("到现学校任教的日期", "When service at the present school began")
            .io(|c, d| d.joined = c.day(), |_, t| Value::Day(t.joined)),
        ColumnSpec::new("status", "在岗状态", Kind::Choice(&STATUSES))
            .also(&["状态", "人员状态", "在职状态", "在岗情况"])
            .doc("是否在岗；不填按在岗", "Whether at work; `on_duty` where empty")
            .io(
                |c, d| d.teacher.status = c.choice(Status::from_name).unwrap_or(Status::OnDuty),
                |p, t| p.choice(t.status.name()),
            ),
        ColumnSpec::new("exemptions", "免交流情形", Kind::Exemptions)
            .also(&["豁免", "豁免情形", "免于交流", "不宜交流情形", "暂缓情形", "exemption"])
            .doc("免于交流的情形，须为政策所列", "Reasons to be exempt, as the policy lists them")
            .io(|c, d| d.teacher.exemptions = c.exemptions(), |p, t| p.exemptions(&t.exemptions)),
        ColumnSpec::new("rural_years", "乡村任教年限", Kind::Int { min: 0, max: 60, unit: Unit::Years })
            .also(&["乡村教龄", "农村任教年限", "农村教龄", "乡村从教年限", "乡村从教年数"])
            .doc("在乡村学校任教的累计年数；不填按 0", "Years taught in rural schools; 0 where empty")
            .io(|c, d| d.teacher.rural_years = c.count().unwrap_or(0), |_, t| Value::int(t.rural_years)),
        ColumnSpec::new("language_level", "普通话等级", Kind::Language)
            .also(&["国家通用语言等级", "普通话水平", "语言等级", "普通话", "language"])
            .doc("国家通用语言水平，须为政策中的级别", "Level of the national language on the policy's ladder")
            .io(
                |c, d| d.teacher.language = c.of_policy(|words| &words.language, "unknown-language"),
                |p, t| t.language.map_or(Value::Empty, |at| p.level(&p.policy.ladders.language.value, at)),
            ),
        ColumnSpec::new("role", "岗位", Kind::Choice(&ROLES))
            .also(&["职务", "岗位类别", "岗位类型", "人员类别", "position"])
            .doc("在校职务；不填按教师", "What they do; `teacher` where empty")
            .io(
                |c, d| d.teacher.role = c.choice(Role::from_name).unwrap_or(Role::Teacher),
                |p, t| p.choice(t.role.name()),
            ),
        ColumnSpec::new("office_since", "任本校职务时间", Kind::Date)
            .also(&["任本校校长时间", "校长任职时间", "任校长时间", "本校任职起始时间", "head since", "in office since"])
            .doc(
                "校长、副校长担任本校现职务的起始日期；校长交流据此计算任期，不填视为不详",
                "Since when a principal or vice principal holds the office at this school; the terms are counted from it, and are not known where empty",
            )
            .io(|c, d| d.teacher.office_since = c.day(), |_, t| t.office_since.map_or(Value::Empty, Value::Day)),
        ColumnSpec::new("class_teacher", "班主任", Kind::Flag)
            .also(&["是否班主任", "担任班主任"])
            .doc("是否担任班主任", "Whether in charge of a class")
            .io(|c, d| d.teacher.class_teacher = c.flag(), |p, t| p.flag(t.class_teacher)),
        ColumnSpec::new("graduating_grade", "毕业班", Kind::Flag)
            .also(&["毕业班教师", "是否毕业班教师", "任教毕业班", "是否任教毕业班"])
            .doc("是否任教毕业班", "Whether teaching a graduating grade")
            .io(|c, d| d.teacher.graduating = c.flag(), |p, t| p.flag(t.graduating)),
        ColumnSpec::new("volunteer", "自愿交流", Kind::Flag)
            .also(&["自愿", "本人申请", "本人申请交流", "报名", "报名交流", "自愿报名", "申请交流", "applied"])
            .doc("本人申请参加交流", "Whether the teacher applied to move")
            .io(|c, d| d.teacher.volunteer = c.flag(), |p, t| p.flag(t.volunteer)),
        ColumnSpec::new("home_lon", "家庭经度", Kind::Longitude)
            .also(&["住址经度", "家庭住址经度"])
            .doc("住址东经，度", "Home, degrees east")
            .io(
                |c, d| d.teacher.home = c.position("home_lat"),
                |_, t| t.home.map_or(Value::Empty, |p| Value::Millionths(p.lon.into())),
            ),
        ColumnSpec::new("home_lat", "家庭纬度", Kind::Latitude)
            .also(&["住址纬度", "家庭住址纬度"])
            .doc("住址北纬，度", "Home, degrees north")
            .apart(|_, t| t.home.map_or(Value::Empty, |p| Value::Millionths(p.lat.into()))),
        ColumnSpec::new("spouse_id", "配偶编号", Kind::Id)
            .also(&["配偶教师编号", "配偶工号", "配偶", "配偶ID", "配偶代码", "spouse"])
            .doc("配偶也在名册上时填其编号，双方都要填", "The spouse's code where on the roster too; stated by both")
            .io(|c, d| d.spouse = c.id(), |p, t| t.spouse.map_or(Value::Empty, |s| p.teacher(s))),
        ColumnSpec::new("together", "夫妻同调", Kind::Flag)
            .also(&["是否夫妻同调", "夫妻一同交流", "夫妻同校", "move together"])
            .doc("夫妻要求同时交流", "The couple asked to move together or not at all")
            .io(
                |c, d| d.teacher.together = c.flag(),
                |p, t| if t.spouse.is_some() || t.together { p.flag(t.together) } else { Value::Empty },
            ),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "teachers",
        zh: "教师",
        aliases: &[
            "teacher",
            "教师表",
            "教师信息",
            "教师名册",
            "教师花名册",
            "花名册",
            "教职工",
            "教师信息表",
            "roster",
        ],
        required: true,
        doc_zh: "每名教师一行，包括不在岗的在编人员",
        doc_en: "One row a teacher, people on the payroll who do not teach included",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};
