"""How the words of a roster for backbone levels are read (§6, *Backbone levels in a roster*)."""

from .policy import allowed_level

FRONTS = ["国家级", "省级", "自治区级", "市级", "州级", "地区级", "盟级", "地市级", "县级", "县市级", "区县级", "旗级", "区级", "部级",
          "校级", "national", "provincial", "province", "prefectural", "prefecture", "county", "school"]
GRANTED = {
    "nation": ["国家级", "国家", "全国", "部级"],
    "province": ["自治区级", "自治区", "省级", "省"],
    "prefecture": ["自治州", "州级", "州", "地区级", "地区", "盟级", "盟", "地市级", "市级"],
    "county": ["县市级", "区县级", "县级", "县", "旗级", "旗", "区级", "区", "市"],
    "school": ["校级", "学校", "中学", "小学", "本校"],
}
ORDER = ["school", "county", "prefecture", "province", "nation"]


def grade_of(level):
    """A level that states no grade is of grade `county`."""
    return level.get("grade", "county")


def read_backbone(ladder, cell):
    """The level that a cell names, or an error."""
    place = allowed_level(ladder, cell)
    if place is not None:
        return ladder[place]
    text = cell.strip().replace("（", "(").replace("）", ")")
    bracket = text.rstrip(")").split("(", 1) if text.endswith(")") else None
    kinds = _kinds(ladder)
    if bracket:
        kind, who = bracket[0].strip(), bracket[1].strip()
    else:
        kind = max((k for k in kinds if text.endswith(k)), key=len, default=None)
        who = text[: len(text) - len(kind)].strip() if kind else ""
    if kind not in kinds:
        raise ValueError(f"no backbone level {cell!r}")
    grade = _granted(who)
    own = [level for level in ladder if level in kinds[kind]]
    for level in own:
        if level.get("grade") == grade:
            return level
    if ORDER.index(grade) >= ORDER.index("county"):
        for level in own:
            if "grade" not in level:
                return level
    for level in ladder:
        if grade_of(level) == grade:
            return level
    raise ValueError(f"no backbone level {cell!r}")


def _kinds(ladder):
    kinds = {}
    for level in ladder:
        for word in (*level.get("name", {}).values(), *level.get("aliases", [])):
            front = max((f for f in FRONTS if word.startswith(f)), key=len, default="")
            kinds.setdefault(word[len(front):].strip(), []).append(level)
    kinds.pop("", None)
    return kinds


def _granted(who):
    """The longest word that what stands there ends with; a kind alone, or behind 市, is the county's."""
    best = max(((word, grade) for grade, words in GRANTED.items() for word in words if who.endswith(word)),
               key=lambda pair: len(pair[0]), default=("", "county"))
    return best[1]
