"""tesseract through pytesseract: the reader where rapidocr cannot be installed, or where it is asked for by name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pytesseract

from pipeline.extract.ocr.reading import Character, LineReading, Pixels
from pipeline.geometry import Box

LANGUAGE = "chi_sim"
SECONDS = 120
"""A page that takes longer is given up."""
_ONE_LINE = 7
_WHOLE_PAGE = 3


def tesseract_problem() -> str:
    """Why tesseract cannot be used, in a sentence; empty when it can."""
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractError, OSError):
        return "tesseract is not installed."
    return "" if LANGUAGE in languages else f"tesseract has no data for {LANGUAGE}."


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
        width = max(1, picture.shape[1])
        characters: list[Character] = []
        for index, text in enumerate(data["text"]):
            word = text.strip()
            for place, character in enumerate(word):
                middle = data["left"][index] + data["width"][index] * (place + 0.5) / len(word)
                characters.append(Character(character, middle / width, max(0.0, float(data["conf"][index])) / 100))
        return LineReading(tuple(characters))

    def _data(self, picture: Pixels, mode: int) -> dict[str, list[Any]]:
        data: dict[str, list[Any]] = pytesseract.image_to_data(
            picture, lang=LANGUAGE, config=f"--psm {mode}", output_type=pytesseract.Output.DICT, timeout=SECONDS
        )
        return data
