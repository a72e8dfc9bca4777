"""Which cell a decision is about, which decisions stand, and where reviewers disagree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.geometry import NOWHERE, Box
from pipeline.model import Cell, Decision, PageSource, Table, Verdict

SAME_PLACE = 0.5
"""Of two boxes' union that both cover: the least at which they are one cell, read twice. Neighbours of a ruled table share
nothing, and a row of another reading stands a pixel or two beside the first."""

Place = tuple[int, int, int]
"""A cell of a page: table (from 0), row, column."""
_Key = Place | tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for one cell: each reviewer's last decision. ``place`` is None where the page has no such cell."""

    place: Place | None
    decisions: tuple[Decision, ...]

    @property
    def disputed(self) -> bool:
        return len({each.after for each in self.decisions}) > 1


def of_page(source: PageSource, decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions about this page."""
    key = (source.source.sha256, source.page_number, source.half or "")
    return [each for each in decisions if (each.sha256, each.page_number, each.half) == key]


def by_page(decisions: Iterable[Decision]) -> dict[tuple[str, int], str]:
    """A digest of what was decided about each page, by the file's hash and the page's number; of what decides, not of when."""
    digests: dict[tuple[str, int], str] = {}
    for each in decisions:
        key = (each.sha256, each.page_number)
        told = f"{digests.get(key, '')}{replace(each, at='')!r}"
        digests[key] = hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
    return digests


def standing(tables: Sequence[Table], decisions: Iterable[Decision]) -> list[Standing]:
    """The decisions of one page that stand, by cell; those without a cell each for itself, in their order."""
    last: dict[tuple[_Key, str], tuple[Place | None, Decision]] = {}
    for each in decisions:
        place = place_of(tables, each)
        key: _Key = place or (each.table, each.row, each.column)
        last.pop((key, each.by), None)
        if each.verdict is not Verdict.WITHDRAWN:
            last[key, each.by] = (place, each)
    by_place: dict[_Key, tuple[Place | None, list[Decision]]] = {}
    for (where, _), (place, each) in last.items():
        by_place.setdefault(where, (place, []))[1].append(each)
    return [Standing(place, tuple(sorted(found, key=lambda one: one.by))) for place, found in by_place.values()]


def place_of(tables: Sequence[Table], decision: Decision) -> Place | None:
    """The cell that lies where the decided one lay; of a text dump, the cell at the same table, row and column."""
    if decision.box is not None:
        found = [(share, place) for place, cell in _cells(tables) if (share := _overlap(cell.box, decision.box)) >= SAME_PLACE]
        return max(found, key=lambda one: one[0])[1] if found else None
    number = decision.table - 1
    if not 0 <= number < len(tables) or not 0 <= decision.row < len(tables[number].rows):
        return None
    column = tables[number].column_index(decision.column)
    return None if column is None else (number, decision.row, column)


def _cells(tables: Sequence[Table]) -> Iterable[tuple[Place, Cell]]:
    for number, table in enumerate(tables):
        for row_number, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                yield (number, row_number, column), cell


def _overlap(one: Box | None, other: Box) -> float:
    if one is None or one == NOWHERE:
        return 0.0
    shared = one.intersection_area(other)
    return shared / (one.area + other.area - shared) if shared > 0 else 0.0
