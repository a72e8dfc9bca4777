"""What the places of punctuation marks say about a page."""

from __future__ import annotations

import pytest

from pipeline.extract.orientation import Marks, quarters_to_turn


@pytest.mark.parametrize(
    ("marks", "down", "landscape", "quarters"),
    [
        (Marks(low=80, high=5, left=75, right=4), False, False, 0),
        (Marks(low=5, high=80, left=4, right=75), False, False, 2),
        (Marks(low=5, high=80), False, True, 2),
        (Marks(low=30, high=25), False, False, None),
        (Marks(low=6), False, False, None),
        (Marks(low=80, high=5, left=75, right=4), True, True, 1),
        (Marks(low=5, high=80, left=4, right=75), True, True, 3),
        (Marks(low=80, high=5, left=75, right=4), True, False, 1),
        (Marks(low=80, high=5, left=4, right=75), True, False, 0),
        (Marks(low=80, high=5, left=4, right=75), True, True, 0),
        (Marks(low=5, high=80, left=75, right=4), True, False, 2),
        (Marks(low=29, high=133, left=53, right=21), True, True, 3),
        (Marks(low=2, high=141, left=9, right=0), True, True, 3),
        (Marks(low=80, high=5), True, False, 0),
        (Marks(), True, True, None),
    ],
)
def test_marks_tell_the_turn(marks: Marks, down: bool, landscape: bool, quarters: int | None) -> None:
    """Across: up or not. Down: full-width marks tell a page on its side from a vertical one, else its shape does; half-width
    marks stand anywhere between the characters and must not be asked (two cases of rough scans)."""
    assert quarters_to_turn(marks, down, landscape) == quarters


def test_a_few_marks_are_no_proof() -> None:
    """Nine of nine are three standard deviations off a fair coin; eight of eight are not."""
    assert Marks(low=8).upright is None
    assert Marks(low=9).upright is True
