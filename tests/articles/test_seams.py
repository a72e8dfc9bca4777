"""How one column reads on into the next."""

from __future__ import annotations

from pipeline.articles.seams import Begin, End, begin_of, end_of, seam_cost
from pipeline.model import Region
from tests.hand_set import column, line

FULL = "湖城开渠放水两岸农户照"


def of(*texts: str) -> Region:
    """A column whose lines that begin with > are indented by two ems."""
    lines = [line(text.lstrip(">"), 70 if text.startswith(">") else 50, 100 + 14 * row) for row, text in enumerate(texts)]
    return column(*lines)


NEW, ON = of(f">{FULL[:9]}", FULL, FULL), of(FULL, FULL, f">{FULL[:9]}")
OPEN, CLOSED = of(FULL, FULL), of(FULL, "表浇地。")
EITHER = of(FULL, f"{FULL[:10]}。")


def test_beginnings_and_ends_are_told() -> None:
    assert (begin_of(NEW), begin_of(ON), begin_of(of(FULL))) == (Begin.NEW, Begin.ON, Begin.EITHER)
    assert (end_of(OPEN), end_of(CLOSED), end_of(EITHER)) == (End.OPEN, End.CLOSED, End.EITHER)


def test_an_open_sentence_goes_on_without_an_indent() -> None:
    assert seam_cost(OPEN, ON) < seam_cost(CLOSED, NEW) < seam_cost(OPEN, NEW)
    assert seam_cost(CLOSED, ON) > 0


def test_a_story_begins_with_an_indent_and_ends_with_a_mark() -> None:
    assert seam_cost(None, NEW) < seam_cost(None, ON)
    assert seam_cost(CLOSED, None) < seam_cost(OPEN, None)
