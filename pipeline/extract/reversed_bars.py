"""White letters on dark bars, as the headers of tables are often set: turned to black on white before anything is read.

The bar's outline is kept as a rule, for the grid of a table ends at it.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.extract.ocr.reading import Pixels
from pipeline.geometry import Box

DARK = 0.5
"""Of the paper's grey: what is darker belongs to a bar or is ink."""
WINDOW = 1.5, 0.5
"""Heights of body text, across and down: so much around a pixel of a bar is mostly dark, letters and all."""
SHORTEST, LOWEST, HIGHEST = 3.0, 0.9, 6.0
"""Heights of body text: of a bar. A larger dark plate is a picture."""
FULL = 0.9
"""Of its outline that a bar fills: it is a rectangle."""
MOSTLY_DARK = 0.6
"""Of its pixels: the heaviest headline, black on white, has less than half."""
LETTERS = 25.0
"""Grey levels by which a bar's lightest pixels stand off the others, at least: without letters it is an ornament."""


def without_reversed_bars(pixels: Pixels, text_height: float) -> Pixels:
    """The page with its dark bars turned to white, their letters to black; the page itself where there is none."""
    paper = float(np.percentile(pixels[::4, ::4], 80))
    bars = _bars(pixels, paper, text_height)
    if not bars:
        return pixels
    result = pixels.copy()
    for bar in bars:
        x0, y0, x1, y1 = (int(value) for value in bar)
        part = pixels[y0:y1, x0:x1].astype(np.float32)
        darkest = float(np.percentile(part, 20))
        turned = paper - (part - darkest) * paper / max(1.0, float(part.max()) - darkest)
        result[y0:y1, x0:x1] = np.clip(turned, 0, paper).astype(np.uint8)
        cv2.rectangle(result, (x0, y0), (x1 - 1, y1 - 1), 0, max(2, round(0.08 * text_height)))
    return result


def _bars(pixels: Pixels, paper: float, text_height: float) -> list[Box]:
    """Where most is dark around every pixel, grown to the ends of what is dark."""
    half = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    text_height /= 2
    dark = (half < DARK * paper).astype(np.uint8) * 100
    across, down = max(3, round(WINDOW[0] * text_height)), max(3, round(WINDOW[1] * text_height))
    mostly = (cv2.blur(dark, (across, down)) >= 100 * MOSTLY_DARK).astype(np.uint8)
    _, _, found, _ = cv2.connectedComponentsWithStats(mostly, connectivity=4)
    bars = []
    for x, y, width, height, area in found[1:].tolist():
        if area < FULL * width * height or width < SHORTEST * text_height:
            continue
        x0, y0 = max(0, x - across), max(0, y - down)
        around = dark[y0 : y + height + down, x0 : x + width + across]
        rows = np.flatnonzero(around.sum(axis=1, dtype=np.int64) > 50 * width)
        columns = np.flatnonzero(around.sum(axis=0, dtype=np.int64) > 50 * height)
        if not rows.size or not columns.size:
            continue
        left, top, right, bottom = x0 + columns[0], y0 + rows[0], x0 + columns[-1] + 1, y0 + rows[-1] + 1
        inner = half[top + 1 : bottom - 1, left + 1 : right - 1]
        if not inner.size or not LOWEST <= (bottom - top) / text_height <= HIGHEST:
            continue
        light, dark_grey = np.percentile(inner, (97, 30))
        if dark_grey < DARK * paper and light - dark_grey >= LETTERS:
            bars.append(Box(*(2.0 * float(edge) for edge in (left, top, right, bottom))))
    return bars
