"""What parts the cells of a line in a text dump: strokes, blanks, commas. Each way is a value; its lines are made rows in
``dump_rows.py``."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.hanzi import em_width, is_hanzi

MOST_COLUMNS = 256
"""A broadsheet's type area is some 340 mm wide: more columns have no room on it, be their figures set in 4 point."""
_WIDEST_CELL = 20.0
"""Ems: a cell of a table by words is no longer; a paragraph's lines are."""
_INDENTED_TEXT = 12.0
"""Ems: what stands alone behind a tab and is longer is a paragraph, and the tab its indent."""
_SENTENCE = re.compile('[。；！？;!?“”"]|[，,：:](?![0-9])')
_COMMA_SENTENCE = re.compile("[。；！？;!?]")
_RULE = re.compile(r"[\s|:+—-]*")


@dataclass(frozen=True, slots=True)
class Parting:
    """One way to part cells. ``split`` answers with those of a line, with none for a line that rules off, with None for a line
    that is no row.

    What ``proves`` a row by itself makes a table of whatever it parts; other lines are rows only where figures say so, and from
    ``least`` columns on. It ``keeps_places`` where a cell stands in its line as it stood on paper; it may ``part_thousands``
    (1,234) where no header has as many cells as the rows.
    """

    split: Callable[[str], list[str] | None]
    least: int = 3
    proves: bool = False
    keeps_places: bool = False
    part_thousands: bool = False


def by_tabs(text: str) -> list[str] | None:
    """A tab before a sentence is an indent, and parts nothing."""
    within = text.strip()
    if "\t" not in text or not ("\t" in within or not (_SENTENCE.search(within) or em_width(within) > _INDENTED_TEXT)):
        return None
    return None if text.count("\t") >= MOST_COLUMNS else text.split("\t")


def _by_strokes(text: str) -> list[str] | None:
    """Cells between strokes, as Markdown has them; a rule under the header has none."""
    if "|" not in text and "｜" not in text:
        return None
    if "--" in text and _RULE.fullmatch(text):
        return []
    return [cell.strip() for cell in text.replace("｜", "|").split("|")]


def _by_wide_blanks(text: str) -> list[str] | None:
    return _words(re.split(r"\u3000+|[ \u3000]{2,}", text.strip()))


def _by_blanks(text: str) -> list[str] | None:
    return _words(_names_joined(text.split()))


def _by_commas(text: str) -> list[str] | None:
    """Cells between commas, quoted ones whole."""
    if "," not in text:
        return None
    try:
        cells = [cell.strip() for cell in next(csv.reader([text]))]
    except csv.Error:  # a line of more than 131,072 characters between two commas
        return None
    return cells if all(em_width(cell) <= _WIDEST_CELL and not _COMMA_SENTENCE.search(cell) for cell in cells) else None


def _words(cells: list[str]) -> list[str] | None:
    return None if any(em_width(cell) > _WIDEST_CELL or _SENTENCE.search(cell) for cell in cells) else cells


def _names_joined(cells: list[str]) -> list[str]:
    """李 真 set wide is one name."""
    joined: list[str] = []
    for cell in cells:
        if joined and len(cell) == len(joined[-1]) == 1 and is_hanzi(cell) and is_hanzi(joined[-1]):
            joined[-1] = f"{joined[-1]} {cell}"
        else:
            joined.append(cell)
    return joined


PARTINGS = (
    Parting(_by_strokes, proves=True),
    Parting(_by_wide_blanks, least=2, keeps_places=True),
    Parting(_by_commas, part_thousands=True),
    Parting(_by_blanks),
)
"""In this order: what an earlier one made rows of is not looked at again."""
