"""Policies: TOML files that state what differs from the one they extend."""

import tomllib
from fractions import Fraction
from pathlib import Path

BUILT_IN = Path(__file__).resolve().parents[3] / "data" / "policies"


def find(name, beside):
    """A built-in policy by its name, else a file relative to the folder of who names it."""
    for path in (Path(beside) / name, Path(name), BUILT_IN / f"{name}.toml"):
        if path.suffix == ".toml" and path.exists():
            return path
    raise FileNotFoundError(f"no policy {name!r}")


def load(name, beside="."):
    return _plain(_raw(find(name, beside)))


def _raw(path):
    with open(path, "rb") as handle:
        own = tomllib.load(handle, parse_float=Fraction)
    if "extends" not in own:
        return own
    return _merge(_raw(find(own["extends"], path.parent)), own)


def _merge(base, own):
    """Tables are merged key by key; a parameter (a table with `value`) and a list replace what the base states."""
    merged = dict(base)
    for key, value in own.items():
        if key == "unset":
            continue
        old = merged.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and "value" not in value and "value" not in old:
            merged[key] = _merge(old, value)
        else:
            merged[key] = value
    for dotted in own.get("unset", []):
        table, *_, last = [merged, *dotted.split(".")]
        for key in dotted.split(".")[:-1]:
            table = table.get(key, {})
        table.pop(last, None)
    return merged


def _plain(value):
    """Parameters without source and grade; shares as exact fractions."""
    if isinstance(value, dict):
        return _plain(value["value"]) if "value" in value else {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str) and value.endswith("%"):
        return Fraction(value[:-1].strip()) / 100
    return value


class Subjects:
    """The subjects of a policy in its order: weekly periods, loads, and what the tables call them."""

    def __init__(self, policy):
        self.default = policy["staffing"].get("default-load", {})
        self.order = [subject["id"] for subject in policy["subjects"]]
        self.by_id = {subject["id"]: subject for subject in policy["subjects"]}
        self.names = {}
        for subject in policy["subjects"]:
            for name in (subject["id"], *subject.get("name", {}).values(), *subject.get("aliases", [])):
                self.names.setdefault(name.lower(), subject["id"])

    def read(self, cell):
        return self.names[cell.strip().lower()]

    def scarce(self, subject):
        return self.by_id[subject].get("scarce", False)

    def own_posts(self, subject):
        return self.by_id[subject].get("posts", True)

    def load(self, subject, part):
        """§2: a subject without a load of its own has `default-load`."""
        load = self.by_id[subject].get("load")
        if isinstance(load, dict):
            load = load.get(part)
        if load is None:
            load = self.default[part] if isinstance(self.default, dict) else self.default
        return Fraction(load)

    def periods(self, subject, part, classes):
        """Σ over the grades of the part of classes · weekly (§2)."""
        weekly = self.by_id[subject].get("weekly")
        grades = range(0, 6) if part == "primary" else range(6, 9)
        return sum(classes[grade] * weekly[grade] for grade in grades) if weekly else 0


def allowed_level(ladder, cell):
    """The place of a word on a ladder, lowest first; the ladder's own ids, names and aliases."""
    for place, level in enumerate(ladder):
        if cell.lower() in [w.lower() for w in (level["id"], *level.get("name", {}).values(), *level.get("aliases", []))]:
            return place
    return None
