"""Reads the exported model: free-format MPS in which every column is an integer with two bounds."""

from array import array
from pathlib import Path


class Model:
    """Bounds by column; ranges, columns and coefficients by row."""

    def __init__(self):
        self.position, self.bounds = {}, []
        self.ranges, self.places, self.coefficients = [], [], []


def read_model(path):
    model = Model()
    rows, kinds, section = {}, [], None
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            words = line.split()
            if line[0] != " ":
                section = words[0]
            elif section == "ROWS":
                if words[0] != "N":
                    rows[words[1]] = len(kinds)
                    kinds.append(words[0])
                    model.ranges.append((0, 0))
                    model.places.append(array("q"))
                    model.coefficients.append(array("q"))
            elif section == "COLUMNS":
                if words[1] == "'MARKER'":
                    continue
                column = model.position.setdefault(words[0], len(model.bounds))
                if column == len(model.bounds):
                    model.bounds.append((0, 1))
                row = rows.get(words[1])
                if row is not None:
                    model.places[row].append(column)
                    model.coefficients[row].append(int(words[2]))
            elif section == "RHS":
                row = rows[words[1]]
                model.ranges[row] = (int(words[2]), int(words[2]))
            elif section == "RANGES":
                low, _ = model.ranges[rows[words[1]]]
                model.ranges[rows[words[1]]] = (low, low + int(words[2]))
                kinds[rows[words[1]]] = "R"
            elif section == "BOUNDS":
                column = model.position[words[2]]
                low, high = model.bounds[column]
                model.bounds[column] = (int(words[3]), high) if words[0] == "LO" else (low, int(words[3]))
    sides = {"E": (True, True), "R": (True, True), "G": (True, False), "L": (False, True)}
    for row, kind in enumerate(kinds):
        (low, high), (below, above) = model.ranges[row], sides[kind]
        model.ranges[row] = (low if below else None, high if above else None)
    if section != "ENDATA":
        raise ValueError(f"{path} is cut off")
    return model
