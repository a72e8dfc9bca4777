"""Random dumps of pages, read to the end: no character lost or invented, no wrong cell without a flag, of whatever kind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.dumps import read
from tests.typeset.dump_habits import KINDS, MIXED
from tests.typeset.dump_page import random_dump
from tests.typeset.dump_score import score

WHOLE = [kind for kind in KINDS if kind not in ("story: verse", MIXED) and "pieces" not in kind and "lost" not in kind]
"""Kinds whose articles and tables are all there."""


def counted(kind: str, seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    dump = random_dump(kind, seed)
    page, ink = read(dump, folder)
    assert not isinstance(page, str), page
    told: list[str] = []
    return score(dump, page, told) + ink, told


@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_is_lost_invented_or_silently_wrong(kind: str, tmp_path: Path) -> None:
    """Of any kind."""
    counts, told = counted(kind, 7, tmp_path)
    assert [counts[name] for name in ("lost", "invented", "silent_cells", "wrong_repair")] == [0, 0, 0, 0], told
    assert counts["found"] == counts["tables"], told
    assert counts["flagged"] == counts["misprints"], told


@pytest.mark.parametrize("kind", WHOLE)
def test_articles_and_tables_of_whole_dumps_are_exact(kind: str, tmp_path: Path) -> None:
    """Text, headline, reporter; rows and columns."""
    counts, told = counted(kind, 7, tmp_path)
    assert counts["exact"] == counts["headline"] == counts["reporter"] == counts["articles"], told
    assert (counts["shape"], counts["extra"], counts["extra_tables"]) == (counts["tables"], 0, 0), told


def test_dumps_can_be_made_again() -> None:
    """The same seed, the same bytes."""
    assert random_dump(MIXED, 3) == random_dump(MIXED, 3)
    assert random_dump(MIXED, 3) != random_dump(MIXED, 4)
