"""Headers and fixed words of the tables, English and Chinese (data/README.md)."""

TABLES = {
    "schools": "学校", "teachers": "教师", "needs": "需求", "wishes": "志愿", "scores": "评分", "pins": "指定",
    "relatives": "回避亲属", "published": "已公布安排", "travel": "交通", "postings": "交流经历",
    "authorised": "编制总额", "applications": "申请",
}

# Column of this program: its Chinese header, for each table. Headers that are not listed are not read.
SCHOOL, TEACHER = "学校代码", "教师编号"
GRADE_NAMES = "一二三四五六七八九"

HEADERS = {
    "schools": {
        "school_id": SCHOOL, "name": "学校名称", "stage": "学段", "area": "城乡类型", "tier": "学校层次",
        "ownership": "办学性质", "pupils": "学生数", "classes": "班级数", "boarding": "寄宿生数",
        "hardship": "艰苦类别", "alliance": "教育联盟", "central_school": "中心校代码", "lon": "经度", "lat": "纬度",
        "establishment": "编制数", "posts_senior": "高级岗位数", "beds": "周转床位数", "beds_male": "男床位数",
        "beds_female": "女床位数", "township": "乡镇",
        **{f"pupils_g{i + 1}": f"{g}年级学生数" for i, g in enumerate(GRADE_NAMES)},
        **{f"classes_g{i + 1}": f"{g}年级班数" for i, g in enumerate(GRADE_NAMES)},
    },
    "teachers": {
        "teacher_id": TEACHER, "name": "姓名", "school_id": SCHOOL, "subjects": "任教学科", "stage": "任教学段",
        "sex": "性别", "birth_date": "出生日期", "title": "职称", "backbone": "骨干称号", "joined_school": "到校时间",
        "status": "在岗状态", "exemptions": "免交流情形", "language_level": "普通话等级", "role": "岗位",
        "class_teacher": "班主任", "graduating_grade": "毕业班", "volunteer": "自愿交流", "home_lon": "家庭经度",
        "home_lat": "家庭纬度", "spouse_id": "配偶编号", "together": "夫妻同调", "office_since": "任本校职务时间",
    },
    "needs": {"school_id": SCHOOL, "stage": "学段", "subject": "学科", "required": "所需岗位数", "limit": "上限",
              "weight": "权重"},
    "wishes": {"teacher_id": TEACHER, "rank": "志愿序号", "school_id": SCHOOL},
    "scores": {"teacher_id": TEACHER, "school_id": SCHOOL, "goal": "目标", "value": "分值"},
    "pins": {"teacher_id": TEACHER, "kind": "类型", "school_id": SCHOOL, "subject": "学科", "reason": "理由"},
    "relatives": {"teacher_id": TEACHER, "relative_id": "亲属编号"},
    "published": {"teacher_id": TEACHER, "school_id": SCHOOL, "subject": "学科", "stage": "学段", "edited": "手工改动"},
    "travel": {"from": "起点", "to": "终点", "km": "公里"},
    "postings": {"teacher_id": TEACHER, "from_school": "原学校代码", "to_school": "交流学校代码", "start": "开始日期",
                 "end": "结束日期", "subject": "学科"},
    "authorised": {"stage": "学段", "posts": "编制数"},
    "applications": {"teacher_id": TEACHER},
}

# Word of this program: how the tables may also say it. Only the words of the first two columns of the list.
VALUES = {
    "school_stage": {"primary": "小学", "junior": "初中", "nine_year": "九年一贯制", "teaching_point": "教学点"},
    "stage": {"primary": "小学", "junior": "初中"},
    "area": {"urban": "城区", "town": "镇区", "rural": "乡村"},
    "tier": {"quality": "优质", "ordinary": "普通", "weak": "薄弱"},
    "ownership": {"public": "公办", "private": "民办"},
    "sex": {"male": "男", "female": "女"},
    "title": {"none": "未定级", "junior": "初级", "intermediate": "中级", "senior": "高级"},
    "status": {"on_duty": "在岗", "leave": "请假", "seconded": "借调", "absent": "不在岗", "retired": "退休"},
    "role": {"teacher": "教师", "principal": "校长", "vice_principal": "副校长", "administrator": "行政",
             "support": "工勤"},
    "pin": {"post": "派到", "forbid": "不派", "stay": "留任", "leave": "必须交流"},
    "authorised": {"primary": "小学", "junior": "初中", "total": "合计"},
    "flag": {"yes": "是", "no": "否"},
}

BLANK = {"", "无", "暂无", "/", "—", "-", "none"}


def word(kind, cell, default=None):
    """The program's word for a cell; an unknown word is an error, never a guess."""
    text = cell.strip()
    if kind == "title" and text in ("none", "无"):
        return "none"
    if text in BLANK:
        return default
    for own, chinese in VALUES[kind].items():
        if text.lower() in (own, own.replace("_", " ")) or text == chinese:
            return own
    raise ValueError(f"{kind}: unknown word {cell!r}")
