"""Printed marks (digits, points, signs) told by the marks of known meaning that look the same.

Two marks are brought to one height and laid over each other; what counts is the share of their ink that the other does not
have (Bray and Curtis 1957). Glyphs of one font differ by where they fall on the pixels only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from pipeline.witnesses import UNREADABLE

Pixels = npt.NDArray[np.float32]
"""Ink, 0 to 1."""

HEIGHT, BELOW, WIDTH = 24, 8, 36
"""Pixels: of the tallest mark of a cell, of what may hang below it (a comma), of the widest mark (a percent sign)."""
SHIFTS = tuple(product((-1, 0, 1), (-1, 0, 1)))
NEAREST = 10
"""Known marks that are compared in every shift: those nearest without one."""
INK = 0.5
SAMPLES, SAMPLES_OF_COLUMN = 8, 2
"""Marks kept of each character, and of those in one column: columns may be set in faces of their own."""
SAME, NEXT = 0.17, 0.65
"""Marks are the same when at most this share of their ink differs, and it is at most this share of what differs from the
nearest other character. On ten typeset pages (707 marks): .00 to .12 from the nearest of the same character, .21 and more
from all others (3 and 8), at most .44 of it."""
PLAINLY = 0.12
"""So near a mark of the told character no other need be asked."""
AS_TOLD = 0.2
"""The nearest known mark of all is of the character that the text has, and not much further off: it is that one."""
LEAST_READ = 0.95
"""Of the known cells, left out one at a time, that must be read as they are."""
LEAST_INK = 60.0
"""Pixels that a share is taken of at least: a point has 20 at most, and each that differs would count too much."""
MOST_CHECKED = 16
RULE = 0.8
"""Of a cell's side that a rule covers, at least: less than all where the cell reaches to the outer one of two rules."""
CORNER = 3
"""Pixels that crossing rules leave at the edge of a cell, at most; a point of small type has more."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The marks of a cell from left to right, each with its columns of the cell's ink; all stand on one ground line."""

    ink: Pixels
    places: tuple[tuple[int, int], ...]
    ground: int = 0
    high: int = 1
    _brought: dict[int, Pixels] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.places)

    def mark(self, place: int) -> Pixels:
        """A mark on a canvas, the cell's tallest mark ``HEIGHT`` high, its middle in the middle."""
        if place not in self._brought:
            ink = self.ink[:, slice(*self.places[place])]
            self._brought[place] = _brought(ink, self.ground - self.high, self.ground, self.high)
        return self._brought[place]


def marks_of(ink: Pixels) -> Printed:
    """The marks of a cell, rules left out."""
    inside = _inside_rules(ink > INK)
    ink = ink[inside]
    dark = ink > INK
    columns = np.flatnonzero(dark.any(axis=0))
    runs = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1) if len(columns) else []
    places = tuple((int(run[0]), int(run[-1]) + 1) for run in runs if not _is_corner(dark, run))
    if not places:
        return Printed(ink, ())
    rows = [np.flatnonzero(dark[:, start:end].any(axis=1)) for start, end in places]
    tallest = max(rows, key=lambda place: place[-1] - place[0])
    return Printed(ink, places, int(tallest[-1]) + 1, int(tallest[-1] + 1 - tallest[0]))


def _is_corner(dark: npt.NDArray[np.bool_], run: npt.NDArray[np.int_]) -> bool:
    """What is left of two crossing rules: a pixel or two at the outermost column of a cell."""
    outermost = run[0] == 0 or run[-1] == dark.shape[1] - 1
    return bool(outermost and dark[:, run].sum() <= CORNER)


def _inside_rules(dark: npt.NDArray[np.bool_]) -> tuple[slice, slice]:
    """The rows and columns of a cell less the lines along its edges that a rule left there."""
    left, right = _edges(_shares(dark, 0))
    top, bottom = _edges(_shares(dark[:, left:right], 1))
    return slice(top, bottom), slice(left, right)


def _shares(dark: npt.NDArray[np.bool_], axis: int) -> npt.NDArray[np.float64]:
    return np.count_nonzero(dark, axis=axis) / dark.shape[axis] if dark.size else np.zeros(0)


def _edges(share: npt.NDArray[np.float64]) -> tuple[int, int]:
    """Where the inside begins and ends: behind the last full line of either outer quarter."""
    full = np.flatnonzero(share >= RULE).tolist()
    quarter = len(share) // 4
    start = max((place + 1 for place in full if place < quarter), default=0)
    end = min((place for place in full if place >= len(share) - quarter), default=len(share))
    return start, end


def _brought(ink: Pixels, top: int, ground: int, high: int) -> Pixels:
    scale = HEIGHT / high
    wide = max(1, round(ink.shape[1] * scale))
    below = round(BELOW / scale)
    rows = np.arange(top, ground + below)
    part = np.zeros((len(rows), ink.shape[1]), np.float32)
    inside = (rows >= 0) & (rows < ink.shape[0])
    part[inside] = ink[rows[inside]]
    scaled = _weights(len(rows), HEIGHT + BELOW) @ part @ _weights(ink.shape[1], wide).T
    canvas = np.zeros((HEIGHT + BELOW, WIDTH), np.float32)
    if wide > WIDTH - 4:
        return canvas + 1  # like nothing else
    start = (WIDTH - wide) // 2
    canvas[:, start : start + wide] = scaled
    return _smoothed(_smoothed(canvas).T).T


def _smoothed(ink: Pixels) -> Pixels:
    """Each pixel with half of its neighbours above and below: where a glyph falls on the pixels makes less of a difference."""
    found: Pixels = (ink / 2).astype(np.float32, copy=False)
    found[1:] += ink[:-1] / 4
    found[:-1] += ink[1:] / 4
    return found


@lru_cache(maxsize=1 << 10)
def _weights(old: int, new: int) -> Pixels:
    """The matrix that brings ``old`` pixels to ``new`` by straight lines between them."""
    places = np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1)
    low = np.floor(places).astype(int)
    weights = np.zeros((new, old), np.float32)
    weights[np.arange(new), low] = 1 - (places - low)
    weights[np.arange(new), np.minimum(low + 1, old - 1)] += places - low
    return weights


@dataclass
class Known:
    """Marks of known meaning, with the cell that each stands in (row, column)."""

    marks: list[Pixels] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    learned: list[tuple[str, Callable[[], Printed], tuple[int, int]]] = field(default_factory=list)
    _counts: Counter[str | tuple[str, int]] = field(default_factory=Counter)
    _stack: Pixels | None = None
    _places: dict[str, list[int]] = field(default_factory=dict)

    def learn(self, text: str, look: Callable[[], Printed], cell: tuple[int, int]) -> None:
        """Take a cell's marks for the characters of its text, where there are as many; it is looked at where one is wanted."""
        self.learned.append((text, look, cell))
        if not any(self._wants(character, cell[1]) for character in text):
            return
        printed = look()
        for place, character in enumerate(text if len(printed) == len(text) else ""):
            if self._wants(character, cell[1]):
                self._counts.update((character, (character, cell[1])))
                self.marks.append(printed.mark(place))
                self.characters.append(character)
                self.cells.append(cell)
        self._stack = None
        self._places.clear()

    def _wants(self, character: str, column: int) -> bool:
        return self._counts[character] < SAMPLES and self._counts[character, column] < SAMPLES_OF_COLUMN

    def is_right(self) -> bool:
        """Whether the learned cells are read as they are, each by the marks of the others."""
        some = self.learned[:: max(1, len(self.learned) // MOST_CHECKED)]
        right = sum(self.read(look(), text, but=cell) == text for text, look, cell in some)
        return bool(some) and right >= LEAST_READ * len(some)

    def read(self, printed: Printed, told: str, but: tuple[int, int] | None = None) -> str:
        """What the marks of a cell say whose text is ``told``. A mark that looks like no known one is UNREADABLE; but where
        its told character is not among the known ones, nothing speaks against it. ``but`` leaves out a cell's own marks."""
        text = ""
        for place in range(len(printed)):
            expected = told[place] if len(printed) == len(told) else ""
            found = self._character(printed.mark(place), expected, but)
            text += found or (expected if self._unknown(expected, but) else UNREADABLE)
        return text

    def _unknown(self, character: str, but: tuple[int, int] | None) -> bool:
        others = (one for one, cell in zip(self.characters, self.cells, strict=True) if cell != but)
        return bool(character) and character not in others

    def _character(self, mark: Pixels, expected: str, but: tuple[int, int] | None) -> str:
        """The character whose marks look the same, and no other's nearly so; else ""."""
        if expected and self._nearest(mark, expected, but) <= PLAINLY:
            return expected
        nearest: dict[str, float] = {}
        for character, cell, distance in zip(self.characters, self.cells, self.distances(mark), strict=True):
            if cell != but:
                nearest[character] = min(float(distance), nearest.get(character, 1.0))
        best, *rest = sorted(nearest.items(), key=lambda each: each[1]) or [("", 1.0)]
        if best[0] == expected and best[1] <= AS_TOLD:
            return expected
        return best[0] if best[1] <= SAME and (not rest or best[1] <= NEXT * rest[0][1]) else ""

    def _nearest(self, mark: Pixels, character: str, but: tuple[int, int] | None) -> float:
        """How far the mark is from the nearest one of this character."""
        if not self._places:
            for place, name in enumerate(self.characters):
                self._places.setdefault(name, []).append(place)
        own = [place for place in self._places.get(character, ()) if self.cells[place] != but]
        if not own:
            return 1.0
        stack = self._all()[own]
        near = float(_off(stack, mark.ravel()[None, :]).min())
        return near if near <= PLAINLY else float(_off(stack, _shifted(mark)).min())

    def _all(self) -> Pixels:
        """The known marks, a row each."""
        if self._stack is None:
            rows = [each.ravel() for each in self.marks]
            self._stack = np.array(rows, np.float32).reshape(len(rows), (HEIGHT + BELOW) * WIDTH)
        return self._stack

    def distances(self, mark: Pixels) -> Pixels:
        """The share of ink that differs from each known mark, a pixel to any side allowed."""
        known = self._all()
        found: Pixels = _off(known, mark.ravel()[None, :])[0]
        near = np.argsort(found, kind="stable")[:NEAREST]
        found[near] = _off(known[near], _shifted(mark)).min(axis=0)
        return found


def _shifted(mark: Pixels) -> Pixels:
    """The mark a pixel to any side, a row each."""
    return np.stack([np.roll(mark, shift, axis=(0, 1)).ravel() for shift in SHIFTS])


def _off(known: Pixels, marks: Pixels) -> Pixels:
    """The share of ink that each of ``marks`` (rows of pixels) and each known one do not have in common."""
    off = np.abs(marks[:, None, :] - known[None, :, :]).sum(axis=2)
    ink = marks.sum(axis=1)[:, None] + known.sum(axis=1)[None, :]
    found: Pixels = (off / np.maximum(ink, LEAST_INK)).astype(np.float32)
    return found
