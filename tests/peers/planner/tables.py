"""Reads the tables of a county folder: CSV with English or Chinese headers, as rows of the program's own columns."""

import csv
import re
from pathlib import Path

from .words import BLANK, HEADERS, TABLES


def read_table(folder, table):
    """Rows as dicts; an empty list where the county has no such table."""
    for name in (table, TABLES[table]):
        path = Path(folder) / f"{name}.csv"
        if path.exists():
            with open(path, encoding="utf-8-sig", newline="") as handle:
                return list(_rows(csv.reader(handle), table))
    return []


def _rows(reader, table):
    chinese = {header: own for own, header in HEADERS[table].items()}
    columns = None
    for cells in reader:
        if columns is None:
            columns = [header.strip() if header.strip() in HEADERS[table] else chinese.get(header.strip())
                       for header in cells]
            continue
        row = dict.fromkeys(HEADERS[table], "")
        row.update((own, cell.strip()) for own, cell in zip(columns, cells) if own)
        if any(row.values()):
            yield row


def blank(cell):
    return cell in BLANK


def integer(cell, default=None):
    return default if blank(cell) else int(cell)


def number(cell):
    return None if blank(cell) else float(cell)


def several(cell):
    """The values of a cell that may hold more than one."""
    return [] if blank(cell) else [part.strip() for part in re.split(r"[;；、,，]", cell) if part.strip()]
