"""Layout of a page: masthead and furniture, headings, columns of text.

masthead → measures → frames → headings → columns. A text dump has no layout: only its masthead is read here.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout.columns import column_regions
from pipeline.layout.frames import find_frames
from pipeline.layout.furniture import FOOT, HEAD, head_and_foot
from pipeline.layout.headings import heading_regions, split_headings
from pipeline.layout.measures import measure
from pipeline.masthead import read_masthead
from pipeline.model import Page, Route, TextLine


def lay_out(page: Page) -> Page:
    """The page with ``masthead``, ``furniture`` and ``regions``; ``lines`` keeps every line that is not furniture."""
    strips = [line for line in page.lines if page.route is Route.PLAIN_TEXT or _in_strip(line, page)]
    masthead, used, repairs = read_masthead(strips)
    ids = {id(line) for line in used}
    lines = tuple(line for line in page.lines if id(line) not in ids)
    page = replace(page, masthead=masthead, furniture=(*page.furniture, *used), lines=lines, repairs=(*page.repairs, *repairs))
    if page.route is Route.PLAIN_TEXT:
        return page
    furniture = head_and_foot(page, lines)
    ids = {id(line) for line in furniture}
    lines = tuple(line for line in lines if id(line) not in ids)
    page = replace(page, furniture=(*page.furniture, *furniture), lines=lines)
    measures = measure(lines)
    tables = [table.box for table in page.tables if table.box]
    frames = find_frames(page.rulings, tables, 4 * measures.body_size)
    headings, body = split_headings(lines, measures)
    barriers = [*(line.box for line in headings), *tables]
    upright = [line.box for line in headings if line.vertical]
    regions = [
        *heading_regions(headings, frames, page.rulings),
        *column_regions(body, measures, frames, barriers, upright, page.rulings),
    ]
    return replace(page, regions=tuple(sorted(regions, key=lambda region: (region.box.y0, region.box.x0))))


def _in_strip(line: TextLine, page: Page) -> bool:
    return line.box.y0 < HEAD * page.height or line.box.y1 > (1 - FOOT) * page.height
