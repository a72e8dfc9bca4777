"""What ``jiaokan inspect --png`` draws: a page with its regions, their order and their articles in colours.

Each article has a colour of its own and its order number; its regions are numbered in the order they are read. H is a heading,
P text, C a caption, Q a pull quote, T a table, F furniture, X what belongs to nothing; AD and N before it say that it is part
of an advertisement or a notice. Pictures are crossed out.
"""

from __future__ import annotations

import colorsys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.geometry import Box
from pipeline.model import Page, RegionKind

SCALE = 1.5
"""Pixels a point: 10 point text can be read, and a broadsheet is 2300 pixels high."""
LETTERS = {
    RegionKind.HEADING: "H",
    RegionKind.PARAGRAPH: "P",
    RegionKind.CAPTION: "C",
    RegionKind.FLOATING: "Q",
    RegionKind.TABLE: "T",
}
WITHIN = {RegionKind.ADVERT: "AD ", RegionKind.NOTICE: "N "}
GOLDEN = 0.618034
"""Turns of the colour wheel from one article to the next: neighbours are far apart."""
TINT, OUTLINE = 48, 255
TABLE_COLOUR, FURNITURE_COLOUR, LOOSE_COLOUR = (90, 90, 90), (150, 150, 150), (255, 0, 0)
LABEL = 13

Colour = tuple[int, int, int]


def draw_page(page: Page, paper: NDArray[np.uint8], file: Path) -> None:
    """Write the picture of a page over ``paper``, its picture in grey at SCALE pixels a point, as PNG."""
    sheet = Image.fromarray(paper).convert("RGB").convert("RGBA")
    layer = Image.new("RGBA", sheet.size)
    pen = ImageDraw.Draw(layer)
    font = ImageFont.load_default(LABEL)
    for box in page.pictures:
        _hatch(pen, box)
    for box, colour, label in _marks(page):
        edges = tuple(SCALE * edge for edge in box)
        pen.rectangle(edges, fill=(*colour, TINT), outline=(*colour, OUTLINE), width=2)
        left, top, right, bottom = pen.textbbox((edges[0], edges[1]), label, font=font)
        pen.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=(*colour, OUTLINE))
        pen.text((edges[0], edges[1]), label, fill=(255, 255, 255, 255), font=font)
    Image.alpha_composite(sheet, layer).convert("RGB").save(file, format="PNG")


def _marks(page: Page) -> Iterator[tuple[Box, Colour, str]]:
    """Box, colour and label of everything on the page."""
    orders = {article.article_id: article.order for article in page.articles}
    for article in page.articles:
        if article.box:
            yield article.box, _colour(article.order), ""
    told: Counter[tuple[int, RegionKind]] = Counter()
    for region in page.regions:
        order = orders.get(region.article_id)
        if order is None:
            yield region.box, LOOSE_COLOUR, "X"
            continue
        told[order, region.kind] += 1
        within = WITHIN.get(region.within, "") if region.within else ""
        yield region.box, _colour(order), f"{within}{order}{LETTERS.get(region.kind, 'O')}{told[order, region.kind]}"
    for number, table in enumerate(page.tables, 1):
        if table.box:
            yield table.box, TABLE_COLOUR, f"T{number}"
    for line in page.furniture:
        yield line.box, FURNITURE_COLOUR, "F"


def _colour(order: int) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(order * GOLDEN % 1, 0.9, 0.75)
    return round(255 * red), round(255 * green), round(255 * blue)


def _hatch(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, y0, x1, y1 = (SCALE * edge for edge in box)
    pen.rectangle((x0, y0, x1, y1), outline=(0, 90, 200, 200), width=1)
    pen.line((x0, y0, x1, y1), fill=(0, 90, 200, 160), width=1)
    pen.line((x0, y1, x1, y0), fill=(0, 90, 200, 160), width=1)
