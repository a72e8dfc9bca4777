"""Pictures of single lines, cut and trimmed for a recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

Mask = NDArray[np.uint8]
"""255 where there is ink, else 0."""

SMOOTHING = 1.2
"""Pixels (sigma): the grain of a rough scan is smoothed away before ink is looked for; the picture that is read keeps it."""
FAINTEST = 28.0
"""Grey levels that ink stands off its paper, at least."""
STACKED, STACK_GAP = 48, 30
"""Pixels: the height of a line in a stack, and the white between two."""
MAIN_SHARE, MAIN_HEIGHT = 0.7, 0.25
"""Of the ink, and of the picture's height, that the rows of the line itself hold."""
THIN, STOREY = 0.2, 0.06
"""Of the line's height: a dotted rule is as thin, and no part of a character stands farther off."""
INK = 0.4
"""Ink is darker than the paper by this part of what the darkest ink is."""


def cut(pixels: Pixels, box: Box) -> Pixels:
    """The part of the page in the box, rounded outwards and kept on the page."""
    height, width = pixels.shape
    x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
    x1, y1 = min(width, int(np.ceil(box.x1))), min(height, int(np.ceil(box.y1)))
    return pixels[y0 : max(y0, y1), x0 : max(x0, x1)]


def ink_box(picture: Pixels, least: float = 0.0, ink: Mask | None = None) -> Box | None:
    """The box around the ink of a picture, in its own pixels; specks under ``least`` pixels of area are no ink. None where
    there is none. ``ink`` is what ``ink_of`` the picture answers, where it was asked before."""
    if picture.size == 0:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_of(picture) if ink is None else ink, connectivity=8)
    left, top, width, height, area = stats[1:].T
    large = area >= least
    if not large.any():
        return None
    right, bottom = (left + width)[large].max(), (top + height)[large].max()
    return Box(float(left[large].min()), float(top[large].min()), float(right), float(bottom))


def contrast(picture: Pixels) -> float:
    """Grey levels between the paper and the darkest ink of a picture."""
    smooth = cv2.GaussianBlur(picture, (0, 0), SMOOTHING)
    darkest, paper = _quantiles(np.asarray(smooth, np.uint8), (0.02, 0.9))
    return paper - darkest


def ink_of(picture: Pixels) -> Mask:
    """Ink as 255 on 0; a picture of paper alone has none."""
    smooth = np.asarray(cv2.GaussianBlur(picture, (0, 0), SMOOTHING), np.uint8)
    darkest, paper = (np.float32(grey) for grey in _quantiles(smooth, (0, 0.75)))
    if paper - darkest < FAINTEST:
        return np.zeros_like(picture)
    lightest = ceil(paper - INK * (paper - darkest)) - 1
    _, ink = cv2.threshold(smooth, lightest, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, np.uint8)


def _quantiles(picture: Pixels, shares: Sequence[float]) -> list[float]:
    """The greys that so much of a picture is darker than, as ``np.quantile`` tells them, counted instead of sorted."""
    counts = cv2.calcHist([picture], [0], None, [256], [0, 256]).ravel()
    upto = np.cumsum(counts, dtype=np.float64)
    places = [share * (picture.size - 1) for share in shares]
    lower = np.searchsorted(upto, [floor(place) for place in places], side="right").tolist()
    upper = np.searchsorted(upto, [floor(place) + 1 for place in places], side="right").tolist()
    return [low + (min(high, 255) - low) * (place % 1) for low, high, place in zip(lower, upper, places, strict=True)]


def framed(pixels: Pixels, ink: Box, limits: Box, margin: float) -> tuple[Pixels, float]:
    """The picture around ``ink`` with ``margin`` pixels of its own paper on every side, as far as ``limits`` allow; beyond, the
    paper is continued. Also the pixels between the picture's left edge and the ink."""
    wanted = ink.grown(margin)
    inner = Box(max(wanted.x0, limits.x0), max(wanted.y0, limits.y0), min(wanted.x1, limits.x1), min(wanted.y1, limits.y1))
    picture = cut(pixels, inner)
    missing = [
        max(0, round(gap)) for gap in (inner.y0 - wanted.y0, wanted.y1 - inner.y1, inner.x0 - wanted.x0, wanted.x1 - inner.x1)
    ]
    if any(missing):
        paper = int(np.percentile(picture, 75))
        above, below, left, right = missing
        bordered = cv2.copyMakeBorder(picture, above, below, left, right, cv2.BORDER_CONSTANT, value=[paper])
        picture = np.asarray(bordered, dtype=np.uint8)
    return picture, ink.x0 - int(max(0.0, inner.x0)) + missing[2]


def core_rows(picture: Pixels, ink: Mask | None = None) -> tuple[int, int]:
    """The rows between which most of the ink stands: the height of full characters, without the tails of brackets."""
    rows = (ink_of(picture) if ink is None else ink).sum(axis=1, dtype=np.int64)
    if not rows.any():
        return 0, picture.shape[0]
    full = np.flatnonzero(rows >= 0.1 * rows.max())
    return int(full[0]), int(full[-1]) + 1


def own_rows(picture: Pixels, ink: Mask) -> tuple[int, int]:
    """The rows of the line itself: without the feet of the line above, the heads of the one below, or a rule, which white parts
    from it at the edge of its picture. Characters in several storeys (三, 二) have most of their ink in no single one."""
    rows = (ink > 0).sum(axis=1, dtype=np.int64)
    inked = np.flatnonzero(rows)
    if not inked.size:
        return 0, picture.shape[0]
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    main = max(runs, key=lambda run: int(rows[run].sum()))
    height = len(main)
    if len(runs) < 2 or rows[main].sum() < MAIN_SHARE * rows.sum() or height < MAIN_HEIGHT * picture.shape[0]:
        return 0, picture.shape[0]
    top, bottom = int(main[0]), int(main[-1]) + 1
    for run in runs:
        foreign = run[0] <= 1 or run[-1] >= picture.shape[0] - 2 or len(run) <= THIN * height
        if run is not main and (not foreign or _gap(run, main) <= STOREY * height):
            top, bottom = min(top, int(run[0])), max(bottom, int(run[-1]) + 1)
    return top, bottom


def _gap(run: NDArray[np.int64], main: NDArray[np.int64]) -> int:
    return int(max(main[0] - run[-1], run[0] - main[-1])) - 1


def upright_cells(picture: Pixels) -> list[Pixels]:
    """The characters of a vertical line from top to bottom: its height cut into squares at the whitest rows."""
    height, width = picture.shape
    ink = ink_of(picture)
    columns = np.flatnonzero(ink.any(axis=0))
    size = max(4, int(columns[-1] - columns[0] + 1)) if columns.size else width
    profile = ink.sum(axis=1, dtype=np.int64)
    cuts = [0]
    while height - cuts[-1] > 1.5 * size:
        low, high = cuts[-1] + int(0.75 * size), min(height - 1, cuts[-1] + int(1.4 * size))
        cuts.append(low + int(np.argmin(profile[low : high + 1])))
    return [picture[top:bottom] for top, bottom in zip(cuts, [*cuts[1:], height], strict=True) if ink[top:bottom].any()]


def in_a_row(cells: list[Pixels]) -> Pixels:
    """Characters set side by side: a vertical line as a horizontal one."""
    height = max(cell.shape[0] for cell in cells)
    white = int(np.percentile(np.concatenate([cell.ravel() for cell in cells]), 90))
    gap = np.full((height, max(1, height // 12)), white, np.uint8)
    parts: list[Pixels] = []
    for cell in cells:
        above = (height - cell.shape[0]) // 2
        parts += [
            gap,
            np.pad(cell, ((above, height - cell.shape[0] - above), (0, 0)), constant_values=white),
        ]
    return np.hstack([*parts, gap])


def stacked(pictures: Sequence[Pixels]) -> tuple[Pixels, list[float]]:
    """Pictures of short lines under each other on white paper, of one height, ink black; and where each one's middle stands.

    Tesseract takes lines of 30 to 50 pixels best, and needs as much white between them to keep them apart.
    """
    lines = [_evened(picture) for picture in pictures]
    widest = max((line.shape[1] for line in lines), default=0)
    step = STACKED + STACK_GAP
    sheet = np.full((step * len(lines) + STACK_GAP, widest + 2 * STACK_GAP), 255, np.uint8)
    for index, line in enumerate(lines):
        top = STACK_GAP + step * index
        sheet[top : top + STACKED, STACK_GAP : STACK_GAP + line.shape[1]] = line
    return sheet, [STACK_GAP + step * index + STACKED / 2 for index in range(len(lines))]


def _evened(picture: Pixels) -> Pixels:
    """The picture ``STACKED`` pixels high, its paper white and its ink black."""
    height, width = picture.shape
    values = cv2.resize(picture, (max(8, round(width * STACKED / height)), STACKED), interpolation=cv2.INTER_CUBIC).astype(
        np.float32
    )
    ink, paper = float(np.percentile(values, 2)), float(np.percentile(values, 70))
    return np.asarray(np.clip((values - ink) * (255 / max(1.0, paper - ink)), 0, 255), dtype=np.uint8)
