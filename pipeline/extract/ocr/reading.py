"""What an OCR engine is asked and what it answers. Places are pixels of the picture that was given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box

Pixels = NDArray[np.uint8]
"""(height, width), grey, dark ink on light paper."""


SURE = 0.99
"""A character read with this confidence has no second choice worth keeping."""


def stepped(confidence: float) -> float:
    """A confidence told in steps: another processor's last digits give the same one, so the same page gives the same bytes."""
    for step in (0.99, 0.98, 0.95):
        if confidence >= step:
            return step
    return int(confidence * 20) / 20


def parts_thousands(number: str) -> bool:
    """Whether every comma of a number stands before three digits; one that does not is a misread point."""
    return all(re.match(r"\d{3}(?!\d)", rest) for rest in number.split(",")[1:])


class Character(NamedTuple):
    """One character of a line: where its middle stands across the line (0 left, 1 right), how sure the engine is, and what it
    would have read next."""

    text: str
    middle: float
    confidence: float
    next_best: str = ""
    next_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class LineReading:
    """What an engine read in the picture of one line; ``confidence`` is that of its least sure character."""

    characters: tuple[Character, ...]
    as_number: tuple[Character, ...] = ()
    """What it reads when it may read digits, point, comma, sign and per cent alone; empty where the engine was not asked."""

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def confidence(self) -> float:
        return min((character.confidence for character in self.characters), default=0.0)

    def second_choices(self) -> list[tuple[str, float]]:
        """The readings with one or both of the two least sure characters replaced by what the engine would have read next, and
        how sure it is of the less sure replacement; the likeliest first."""
        doubtful = sorted(
            (index for index, character in enumerate(self.characters) if character.next_best and character.confidence < SURE),
            key=lambda index: self.characters[index].confidence,
        )[:2]
        found = []
        for changed in (doubtful[:1], doubtful[1:], doubtful if len(doubtful) == 2 else []):
            if changed:
                texts = [each.next_best if index in changed else each.text for index, each in enumerate(self.characters)]
                found.append(("".join(texts), min(self.characters[index].next_confidence for index in changed)))
        return sorted(found, key=lambda pair: -pair[1])


class Engine(Protocol):
    """An OCR engine."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def find_lines(self, pixels: Pixels, text_height: float) -> list[Box]:
        """The boxes of the text lines of a page; ``text_height`` is the height of body characters in pixels."""
        ...

    def read_lines(self, pictures: Sequence[Pixels]) -> list[LineReading]:
        """What stands in each picture of one line, in order."""
        ...
