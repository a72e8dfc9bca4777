"""Tables of many kinds, read from the text layer to the end: nothing lost, nothing altered, nothing wrong unflagged.

``python -m benchmarks.press_tables`` measures the same on scans, and with more seeds."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipeline.convert import collate
from pipeline.recipes import read_recipes
from pipeline.settings import Settings
from tests.hand_set import read_pdf
from tests.typeset.press_kinds import MAKERS, press_table
from tests.typeset.press_score import score
from tests.typeset.set_press import press_page

HEADER_NOT_READ = {"header3_open"}
"""Spans of three header rows without rules between them are guessed, in part wrongly."""


@cache
def scored(kind: str, seed: int, folder: Path, *, misprint: bool = False) -> tuple[Counter[str], tuple[str, ...]]:
    made = press_table(kind, seed, misprint=misprint)
    told: list[str] = []
    page = collate(read_pdf(press_page(made, seed), folder), read_recipes(()), Settings())
    return score(made, page, told), tuple(told)


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_table_is_read_as_it_is_printed(kind: str, tmp_path: Path) -> None:
    """Found, in its shape, under its header, to the letter; cleaning alters no value, nothing sound is flagged."""
    counts, told = scored(kind, 0, tmp_path)
    assert (counts["found"], counts["shape"]) == (counts["tables"], counts["tables"]), told
    assert counts["header"] == counts["tables"] or kind in HEADER_NOT_READ, told
    assert (counts["raw"], counts["clean"]) == (counts["cells"], counts["cells"]), told
    assert (counts["silent"], counts["altered"], counts["false_alarms"], counts["extra"]) == (0, 0, 0, 0), told


CODES = {"stocks": "ttnn", "funds": "ttnnn", "id_codes": "ttnt", "phones": "tttt", "exam_panels": "ttn", "lottery": "tttn"}


@pytest.mark.parametrize("kind", CODES)
def test_codes_are_no_numbers(kind: str, tmp_path: Path) -> None:
    """000858 is a name, not 858."""
    made = press_table(kind, 0)
    page = collate(read_pdf(press_page(made), tmp_path), read_recipes(()), Settings())
    assert "".join("n" if column.type == "number" else "t" for column in page.tables[0].columns) == CODES[kind]


@pytest.mark.parametrize("kind", ["league", "medals_tied", "three_levels", "full_width", "merged_numbers", "totals", "banded"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_misprint_that_breaks_a_sum_is_flagged(kind: str, seed: int, tmp_path: Path) -> None:
    counts, told = scored(kind, seed, tmp_path, misprint=True)
    assert counts["misprints"] == counts["flagged"] == 1, told
    assert counts["silent"] == 0, told
