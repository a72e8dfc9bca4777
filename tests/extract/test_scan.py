"""Which lines of a scan are read a second time."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract.ocr.cuttings import Cutting
from pipeline.extract.ocr.memory import give_back_at_once
from pipeline.extract.ocr.reading import Character, LineReading
from pipeline.extract.scan import _is_doubtful
from pipeline.geometry import Box

RUNNING, SHORT = 400, 120
"""Pixels: the widths of a line of a column and of a word of a table."""


def line(width: int) -> Cutting:
    return Cutting(np.full((33, width), 240, np.uint8), Box(0, 0, width, 30), 26.0, 0.0, 1.0)


def reading(text: str, doubted: str = "") -> LineReading:
    return LineReading(tuple(Character(each, 0.5, 0.6 if each == doubted else 0.99) for each in text))


@pytest.mark.parametrize(
    ("width", "text", "doubted", "again"),
    [
        (RUNNING, "排水也通畅了,与会人员", ",", False),
        (RUNNING, "排水也通畅了,与会人员", "畅", True),
        (RUNNING, "走29分钟就能到,比以前", "9", True),
        (RUNNING, "排水也通畅了,与会人员", "", False),
        (SHORT, "37,4", ",", True),
        (SHORT, "37,4", "", False),
        (RUNNING, "", "", True),
        (RUNNING, "  ", " ", True),
    ],
)
def test_running_text_is_read_again_for_its_characters_and_not_for_its_marks(
    width: int, text: str, doubted: str, again: bool
) -> None:
    assert _is_doubtful(line(width), reading(text, doubted)) is again


def test_giving_back_memory_can_be_asked_for_twice() -> None:
    assert give_back_at_once() == give_back_at_once()
