"""How alike two printed names are, and whether they can mean one thing at all."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Levenshtein

from pipeline.lexicons import read_csv
from pipeline.names import squeeze


def alike(one: str, other: str) -> float:
    """Levenshtein similarity of two names, 0 to 1; 0 where a character that tells places apart is what differs.

    >>> alike("桃城区古城社区", "桃城区古域社区") > 0.8, alike("东关社区", "西关社区"), alike("第一社区", "第二社区")
    (True, 0.0, 0.0)
    """
    one, other = sorted((squeeze(one), squeeze(other)))  # of several ways to edit one into the other, always the same
    return 0.0 if _told_apart(one, other) else float(Levenshtein.normalized_similarity(one, other))


def _told_apart(one: str, other: str) -> bool:
    series = _series()
    for edit in Levenshtein.editops(one, other):
        before = series.get(one[edit.src_pos]) if edit.tag != "insert" else None
        after = series.get(other[edit.dest_pos]) if edit.tag != "delete" else None
        if edit.tag == "replace" and before is not None and before == after:
            return True
        if edit.tag != "replace" and (before or after) is not None:
            return True
    return False


@cache
def _series() -> dict[str, str]:
    return {row["character"]: row["series"] for row in read_csv("telling_characters")}
