"""tesseract through pytesseract: the reader where rapidocr cannot be installed, or where it is asked for by name."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pytesseract

from pipeline.errors import SILENCE
from pipeline.extract.ocr.line_picture import stacked
from pipeline.extract.ocr.reading import Character, LineReading, Pixels
from pipeline.geometry import Box
from pipeline.sentences import Bilingual, say

LANGUAGE = "chi_sim"
SECONDS = 120
"""A page that takes longer is given up."""
_ONE_BLOCK = 6
_ONE_LINE = 7
_WHOLE_PAGE = 3


def tesseract_problem() -> Bilingual:
    """Why tesseract cannot be used, in a sentence; empty when it can."""
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractError, OSError):
        return say("fault.no_tesseract")
    return SILENCE if LANGUAGE in languages else say("fault.no_language", language=LANGUAGE)


class TesseractEngine:
    """tesseract with simplified Chinese; one thread a call, which is faster than four (``OMP_THREAD_LIMIT``, DESIGN)."""

    name = "tesseract"

    def __init__(self) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    @cached_property
    def version(self) -> str:
        return str(pytesseract.get_tesseract_version())

    def find_lines(self, pixels: Pixels, text_height: float) -> list[Box]:  # noqa: ARG002 - it measures for itself
        data = self._data(pixels, _WHOLE_PAGE)
        lines: dict[tuple[int, int, int], Box] = {}
        for index, level in enumerate(data["level"]):
            if level == 4:  # a line
                key = (data["block_num"][index], data["par_num"][index], data["line_num"][index])
                x, y = data["left"][index], data["top"][index]
                lines[key] = Box(x, y, x + data["width"][index], y + data["height"][index])
        return list(lines.values())

    def read_lines(self, pictures: Sequence[Pixels]) -> list[LineReading]:
        return [self._read(picture) for picture in pictures]

    def _read(self, picture: Pixels) -> LineReading:
        data = self._data(picture, _ONE_LINE)
        words = (_characters(data, index, picture.shape[1]) for index, text in enumerate(data["text"]) if text.strip())
        return LineReading(tuple(itertools.chain.from_iterable(words)))

    def read_stack(self, pictures: Sequence[Pixels], alphabet: str = "") -> list[LineReading]:
        """What stands in each picture of a short line, read together, one under the other: a call costs more than the reading.
        Of ``alphabet`` alone, where one is given."""
        sheet, middles = stacked(pictures)
        options = f" -c tessedit_char_whitelist={alphabet}" if alphabet else ""
        data = self._data(sheet, _ONE_BLOCK, options)
        lines: list[list[Character]] = [[] for _ in pictures]
        for index, text in enumerate(data["text"]):
            if text.strip():
                middle = data["top"][index] + data["height"][index] / 2
                nearest = min(range(len(pictures)), key=lambda line: abs(middles[line] - middle))
                lines[nearest] += _characters(data, index, sheet.shape[1])
        return [LineReading(tuple(characters)) for characters in lines]

    def _data(self, picture: Pixels, mode: int, options: str = "") -> dict[str, list[Any]]:
        data: dict[str, list[Any]] = pytesseract.image_to_data(
            picture, lang=LANGUAGE, config=f"--psm {mode}{options}", output_type=pytesseract.Output.DICT, timeout=SECONDS
        )
        return data


def _characters(data: dict[str, list[Any]], index: int, width: int) -> list[Character]:
    """The characters of one word that was read, spread evenly over its box."""
    word = data["text"][index].strip()
    sure = max(0.0, float(data["conf"][index])) / 100
    left, wide = data["left"][index], data["width"][index]
    return [Character(each, (left + wide * (place + 0.5) / len(word)) / max(1, width), sure) for place, each in enumerate(word)]
