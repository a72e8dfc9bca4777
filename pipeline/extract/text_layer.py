"""Pages of born-digital PDFs, read through pypdfium2: glyphs, rulings, and the lines made of them.

pdfium answers in user space (origin bottom left, before rotation); everything is turned into points from the top left of the
page as it is shown, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2

from pipeline.directions import Direction, back, direction_of, turned_box, turned_line, turned_point
from pipeline.extract.paths import page_rulings
from pipeline.extract.pictures import page_pictures, rules_of_pictures
from pipeline.extract.rulings import merge_collinear
from pipeline.extract.text_lines import position, text_lines
from pipeline.extract.text_page import UNKNOWN as UNKNOWN
from pipeline.extract.text_page import Characters, Numbers, characters_of
from pipeline.geometry import Box
from pipeline.model import Glyph, Page, PageSource, Route, Ruling, TextLine
from pipeline.pdf_page import opened_page

ENGINE = "pypdfium2"
ASCENT, DESCENT = 0.88, 0.12
"""Where the em square of an East Asian font stands about the baseline (the typographic ascender and descender of the OpenType
``OS/2`` table that CJK fonts share)."""

ToPage = Callable[[Any, Any], tuple[Any, Any]]
"""Of numbers, or of arrays of them."""
Directions = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
InFile = list[Glyph | None]
"""Glyphs in the file's own order; None stands for a blank (printed or added by pdfium) or a line end."""


def read_text_layer(page_source: PageSource) -> Page:
    """The page with its glyphs as ``lines`` and its printed rules as ``rulings``; raises DamagedSourceError."""
    with opened_page(page_source) as page:
        return text_layer_of(page, page_source)


def text_layer_of(page: pypdfium2.PdfPage, page_source: PageSource) -> Page:
    """What ``read_text_layer`` answers with, of a page that is open."""
    width, height = page.get_size()
    sheet = Box(0, 0, width, height)
    to_page = page_transform(page)
    glyphs = _glyphs(page, to_page, sheet)
    pictures = page_pictures(page, to_page, sheet)
    rulings = merge_collinear([*page_rulings(page, to_page, sheet), *rules_of_pictures(pictures)])
    return Page(
        page_id=page_source.page_id,
        source=page_source,
        route=Route.TEXT_LAYER,
        engine=_engine(),
        width=width,
        height=height,
        lines=printed_lines(glyphs, rulings),
        rulings=rulings,
        pictures=pictures,
    )


@cache
def _engine() -> str:
    return f"{ENGINE} {version(ENGINE)}"


def page_transform(page: pypdfium2.PdfPage) -> ToPage:
    """From user space to points from the top left of the page as it is shown: crop box (no larger than the media box) and
    /Rotate applied."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, ToPage] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def printed_lines(glyphs: dict[Direction, InFile], rulings: Sequence[Ruling]) -> tuple[TextLine, ...]:
    """The printed lines of every direction, each found in its own frame."""
    lines: list[TextLine] = []
    for direction, own in glyphs.items():
        walls = [Ruling(turned_box(ruling.box, direction)) for ruling in rulings] if direction else rulings
        lines.extend(turned_line(line, back(direction)) for line in text_lines(own, walls))
    return tuple(sorted(lines, key=position))


def _glyphs(page: pypdfium2.PdfPage, to_page: ToPage, sheet: Box) -> dict[Direction, InFile]:
    """The glyphs on the sheet by the direction of their line, in the frame of that direction."""
    text_page = page.get_textpage()
    try:
        told = characters_of(text_page.raw, text_page.count_chars())
    finally:
        text_page.close()
    directions, scales = _directions(told.matrices, to_page)
    with np.errstate(invalid="ignore", over="ignore"):  # a place that is no number is on no sheet
        edges, sizes = _em_boxes(told, scales, directions, to_page)
    weights = (max(0, weight) for weight in told.weights)
    boxes = map(_BOX, edges.tolist())
    texts = list(filter(None, told.texts))
    glyphs = map(_GLYPH, zip(texts, boxes, sizes.tolist(), weights, strict=True))
    on_sheet = _on_sheet(edges, directions, sheet)
    if on_sheet.all() and not directions.any() and not _may_be_overprints(texts, edges, sizes):
        return {0: [next(glyphs) if text else None for text in told.texts]}
    printed = zip(glyphs, directions.tolist(), on_sheet.tolist(), strict=True)
    found: dict[Direction, InFile] = {0: []}
    own, previous, before = found[0], None, ""
    for text in told.texts:
        if not text:
            own.append(None)
            continue
        glyph, direction, is_on_sheet = next(printed)
        if text == before and previous is not None and is_overprint(previous, glyph):
            continue
        if is_on_sheet:  # no printer's mark beside the page
            own = found.setdefault(direction, [])
            own.append(glyph)
            previous, before = glyph, text
    return found


def _may_be_overprints(texts: Sequence[str], edges: Numbers, sizes: Numbers) -> bool:
    """Whether ``is_overprint`` holds of any two neighbours."""
    same = np.fromiter((before == text for before, text in pairwise(texts)), np.bool_, max(0, len(texts) - 1))
    near = (np.abs(np.diff(edges[:, :2], axis=0)) < 0.1 * sizes[1:, None]).all(axis=1)
    return bool((same & near).any())


def _directions(matrices: Numbers, to_page: ToPage) -> tuple[Directions, Numbers]:
    """The direction that each character's line runs in, and how its matrix scales its type size."""
    zero = to_page(0, 0)
    axes = matrices[:, :4]
    starts = np.flatnonzero(np.any(axes[1:] != axes[:-1], axis=1)) + 1  # few within a page
    runs = [0, *starts.tolist()] if len(axes) else []
    told: list[tuple[Direction, float]] = []
    for a, b, c, d in axes[runs].tolist():
        ahead = to_page(a, b)
        told.append((direction_of(ahead[0] - zero[0], ahead[1] - zero[1]), (c * c + d * d) ** 0.5))
    lengths = np.diff([*runs, len(axes)])
    directions = np.array([direction for direction, _ in told], np.intp)
    return np.repeat(directions, lengths), np.repeat(np.array([scale for _, scale in told], np.float64), lengths)


def _on_sheet(edges: Numbers, directions: Directions, sheet: Box) -> Flags:
    """Which glyphs share an area with the sheet (``Box.overlaps``)."""
    found = (edges[:, 0] < edges[:, 2]) & (edges[:, 1] < edges[:, 3])
    for direction in np.unique(directions).tolist():
        x0, y0, x1, y1 = turned_box(sheet, direction)
        beside = (edges[:, 0] < x1) & (x0 < edges[:, 2]) & (edges[:, 1] < y1) & (y0 < edges[:, 3])
        found &= beside | (directions != direction)
    return found & (sheet.width > 0) & (sheet.height > 0)


def _em_boxes(told: Characters, scales: Numbers, directions: Directions, to_page: ToPage) -> tuple[Numbers, Numbers]:
    """Each glyph's box in the frame of its direction, and its type size: as wide as pdfium says, as tall as its em square about
    the baseline.

    Type 3 fonts answer with the ink's own box, so that a comma would stand on another line than its word.
    """
    sizes = told.sizes * scales
    left, top, right, bottom = told.rects.T
    corners = (to_page(left, top), to_page(right, bottom), to_page(*told.origins.T))
    edges = np.empty((len(sizes), 4), np.float64)
    for direction in np.unique(directions).tolist():
        own = directions == direction
        (ax, _), (bx, _), (x, y) = (turned_point(across[own], down[own], direction) for across, down in corners)
        size = sizes[own]
        edges[own] = np.column_stack((_least(_least(ax, bx), x), y - ASCENT * size, _most(ax, bx), y + DESCENT * size))
    return edges, sizes


def _least(one: Numbers, other: Numbers) -> Numbers:
    """As Python's ``min``: the first where neither is less, whatever the processor."""
    return np.where(other < one, other, one)


def _most(one: Numbers, other: Numbers) -> Numbers:
    return np.where(other > one, other, one)


_BOX, _GLYPH = partial(tuple.__new__, Box), partial(tuple.__new__, Glyph)
"""Of a tuple, in half the time that ``_make`` takes."""


def is_overprint(previous: Glyph, glyph: Glyph) -> bool:
    """The same character printed twice in one place: a bold made by shifting."""
    return (
        glyph.text == previous.text
        and abs(glyph.box.x0 - previous.box.x0) < 0.1 * glyph.size
        and abs(glyph.box.y0 - previous.box.y0) < 0.1 * glyph.size
    )
