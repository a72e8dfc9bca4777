"""Charts of a table, as the points and bars that the template draws: how each number column is spread, and which printed totals
are not the sum of their parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Cell, Table
from pipeline.numbers import parse_value

LEAST = 8
"""Numbers: of fewer the table itself is the better picture."""
BINS = 20
WIDTH, HEIGHT = 280, 90
"""Of a chart, in the units of its view box."""


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars of the clean values of one column; ``share`` is where its cap stands on the x axis, if any."""

    title: str
    bars: tuple[Bar, ...]
    low: str
    high: str
    count: int
    share: float | None
    share_text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's printed total less the sum of its printed parts."""

    x: float
    y: float
    off: str
    row: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Totals:
    marks: tuple[Mark, ...]
    holding: int
    limit: str


def histograms(table: Table) -> tuple[Histogram, ...]:
    """One for each column of numbers but ranks."""
    found = []
    for index, column in enumerate(table.columns):
        if column.type not in ("number", "integer") or column.role in ("rank", "year"):
            continue
        values = [value for row in table.rows if (value := parse_value(row[index].clean)) is not None]
        if len(values) >= LEAST and min(values) < max(values):
            found.append(_histogram(column.title or column.name, values, parse_value(column.share)))
    return tuple(found)


def _histogram(title: str, values: list[Decimal], share: Decimal | None) -> Histogram:
    low, high = min(values), max(values)
    top = max(high, share) if share is not None and share <= high * 2 else high
    span = top - low
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, int((value - low) / span * BINS))] += 1
    most, step = max(counts), WIDTH / BINS
    heights = [round(HEIGHT * count / most, 1) for count in counts]
    bars = tuple(
        Bar(round(number * step + 1, 1), round(HEIGHT - height, 1), round(step - 2, 1), height)
        for number, height in enumerate(heights)
        if height
    )
    place = None if share is None or share > top else round(float((share - low) / span) * WIDTH, 1)
    return Histogram(title, bars, str(low), str(top), len(values), place, str(share or ""))


def totals(table: Table) -> Totals | None:
    """Where columns are known as a total and its parts; None where the table has none."""
    whole = [index for index, column in enumerate(table.columns) if column.role == "total"]
    parts = [index for index, column in enumerate(table.columns) if column.role == "part"]
    if len(whole) != 1 or len(parts) < 2:
        return None
    offs = [(number, off) for number, row in enumerate(table.rows) if (off := _off(row, whole[0], parts)) is not None]
    if len(offs) < LEAST:
        return None
    limit = max((abs(off) for _, off in offs), default=Decimal(0)) or Decimal(1)
    step = WIDTH / max(1, len(table.rows))
    middle = HEIGHT / 2
    places = [(round((row + 0.5) * step, 1), round(middle - float(off / limit) * (middle - 6), 1)) for row, off in offs]
    marks = tuple(Mark(x, y, str(off), row, off == 0) for (x, y), (row, off) in zip(places, offs, strict=True))
    return Totals(marks, sum(mark.holds for mark in marks), str(limit))


def _off(row: tuple[Cell, ...], whole: int, parts: list[int]) -> Decimal | None:
    values = [parse_value(row[index].printed) for index in (whole, *parts)]
    known = [value for value in values if value is not None]
    return known[0] - sum(known[1:]) if len(known) == len(values) else None
