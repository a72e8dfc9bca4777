"""What changed between two conversions, by page, cell and article: for upgrades, and for decisions put in.

Pages are matched by their identifier (name and bytes of the file), tables by their number on the page, rows and articles by
what they say: one more row is one more row, and not a change of all that follow.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.visible import visible

Record = dict[str, str]
PAGE_FIELDS = ("status", "error", "route", "engine", "paper", "issue_date", "edition", "editors", "furniture")
CELL_FIELDS = ("printed", "clean", "status", "rule")
ARTICLE_FIELDS = ("kicker", "headline", "subhead", "reporter", "dateline", "text")
TABLE_FIELDS = ("title", "unit", "recipe", "notes")
LONGEST = 60
"""Characters shown of a value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: where, which field, and its two values; None where there is nothing on that side."""

    page_id: str
    place: str
    field: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.old is None or self.new is None:
            sign, told = ("+", self.new) if self.old is None else ("-", self.old)
            return f"{sign} {self.place}: {_short(told or '')}"
        return f"~ {self.place}, {self.field}: {_around(self.old, self.new)}"


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """All changes from ``old`` to ``new``, two folders that convert wrote; raises UsageError where one is none."""
    before, after = (_read(folder) for folder in (old, new))
    for page_id in dict.fromkeys([*before["pages"], *after["pages"]]):
        was, now = before["pages"].get(page_id, []), after["pages"].get(page_id, [])
        if not was or not now:
            yield Difference(page_id, "page", "", was[0]["source"] if was else None, now[0]["source"] if now else None)
            continue
        yield from _fields(page_id, "page", PAGE_FIELDS, was[0], now[0])
        both = [{name: side[name].get(page_id, []) for name in side} for side in (before, after)]
        yield from _tables(page_id, *both)
        yield from _articles(page_id, both[0]["articles"], both[1]["articles"])
        yield from _findings(page_id, both[0]["findings"], both[1]["findings"])


def _read(folder: Path) -> dict[str, dict[str, list[Record]]]:
    """The rows of each file, by page."""
    csv.field_size_limit(2**31 - 1)
    found: dict[str, dict[str, list[Record]]] = {}
    for name in ("pages", "tables", "cells", "articles", "findings"):
        found[name] = {}
        try:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    found[name].setdefault(row["page_id"], []).append(row)
        except (OSError, KeyError, UnicodeDecodeError, csv.Error) as fault:
            raise UsageError(f"{folder} holds no converted pages ({name}.csv).", "Give a folder that convert wrote.") from fault
    return found


def _fields(page_id: str, place: str, names: Sequence[str], was: Record, now: Record) -> Iterator[Difference]:
    for name in names:
        if was.get(name, "") != now.get(name, ""):
            yield Difference(page_id, place, name, was.get(name, ""), now.get(name, ""))


def _tables(page_id: str, was: dict[str, list[Record]], now: dict[str, list[Record]]) -> Iterator[Difference]:
    sides = [{row["table_id"]: row for row in side["tables"]} for side in (was, now)]
    grids = [_grids(side["cells"]) for side in (was, now)]
    for table_id in dict.fromkeys([*sides[0], *sides[1]]):
        place = "table " + table_id.rpartition("-t")[2]
        one, other = (side.get(table_id) for side in sides)
        if one is None or other is None:
            yield Difference(page_id, place, "", one["title"] if one else None, other["title"] if other else None)
            continue
        yield from _fields(page_id, place, TABLE_FIELDS, one, other)
        yield from _rows(page_id, place, *(grid.get(table_id, []) for grid in grids))


def _grids(cells: list[Record]) -> dict[str, list[list[Record]]]:
    found: dict[str, dict[str, list[Record]]] = {}
    for cell in cells:
        found.setdefault(cell["table_id"], {}).setdefault(cell["row"], []).append(cell)
    return {table_id: list(rows.values()) for table_id, rows in found.items()}


def _rows(page_id: str, place: str, was: list[list[Record]], now: list[list[Record]]) -> Iterator[Difference]:
    keys = [[tuple((cell["column"], cell["printed"]) for cell in row) for row in side] for side in (was, now)]
    for one, other in _aligned(keys[0], keys[1]):
        if one is None or other is None:
            row = was[one] if one is not None else now[other or 0]
            told = " | ".join(cell["clean"] for cell in row)
            at = f"{place}, row {row[0]['row']}"
            yield Difference(page_id, at, "", *((told, None) if other is None else (None, told)))
            continue
        columns = [{cell["column"]: cell for cell in row} for row in (was[one], now[other])]
        moved = f"{one}" if one == other else f"{one} (now {other})"
        for column in dict.fromkeys([*columns[0], *columns[1]]):
            cells = [side.get(column) for side in columns]
            at = f"{place}, row {moved}, {column}"
            if cells[0] is None or cells[1] is None:
                was_there, is_there = (None if cell is None else cell["clean"] for cell in cells)
                yield Difference(page_id, at, "", was_there, is_there)
            else:
                yield from _fields(page_id, at, CELL_FIELDS, cells[0], cells[1])


def _articles(page_id: str, was: list[Record], now: list[Record]) -> Iterator[Difference]:
    keys = [[tuple(row[name] for name in ARTICLE_FIELDS) for row in side] for side in (was, now)]
    for one, other in _aligned(keys[0], keys[1]):
        rows = (None if one is None else was[one], None if other is None else now[other])
        if rows[0] is None or rows[1] is None:
            row = rows[0] or rows[1] or {}
            told = row["headline"] or row["text"]
            yield Difference(page_id, f"article {row['order']}", "", *((told, None) if rows[0] else (None, told)))
        else:
            yield from _fields(page_id, f"article {rows[1]['order']}", ARTICLE_FIELDS, rows[0], rows[1])


def _findings(page_id: str, was: list[Record], now: list[Record]) -> Iterator[Difference]:
    names = ("severity", "code", "row", "column", "message", "evidence")
    table = [
        Counter((row["table_id"].rpartition("-t")[2], *(row[name] for name in names)) for row in side) for side in (was, now)
    ]
    for counts, is_old in ((table[0] - table[1], True), (table[1] - table[0], False)):
        for number, severity, code, row, column, message, _ in counts.elements():
            place = ", ".join(
                part for part in (number and f"table {number}", row and f"row {row}", column, f"{severity} {code}") if part
            )
            yield Difference(page_id, place, "", *((message, None) if is_old else (None, message)))


def _aligned(was: Sequence[object], now: Sequence[object]) -> Iterator[tuple[int | None, int | None]]:
    """Which of ``now`` stands for which of ``was``: equal ones in order, those between them in turn."""
    for kind, i0, i1, j0, j1 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        del kind
        yield from zip_longest(range(i0, i1), range(j0, j1))


def _around(old: str, new: str) -> str:
    """Two values; of long ones, the place where they part."""
    if max(len(old), len(new)) > LONGEST:
        start = next(
            (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
        )
        lead = max(0, start - LONGEST // 4)
        old, new = (("…" if lead else "") + text[lead:] for text in (old, new))
    return f"{_short(old) or '∅'} → {_short(new) or '∅'}"


def _short(text: str) -> str:
    told = visible(text).replace("\n", "⏎").replace("\t", "⇥")
    return told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
