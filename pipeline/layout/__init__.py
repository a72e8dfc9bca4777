"""Layout of a page: masthead and furniture, headings, columns of text.

masthead → measures → frames → headings → vertical text → captions → columns. A text dump has no layout: only its masthead is
read here.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout.authors import with_authors
from pipeline.layout.captions import caption_regions, real_pictures
from pipeline.layout.columns import column_regions
from pipeline.layout.crossheads import with_crossheads
from pipeline.layout.drop_caps import with_drop_caps
from pipeline.layout.frames import find_frames, without_headline_boxes
from pipeline.layout.furniture import FOOT, HEAD, head_and_foot, specks
from pipeline.layout.headings import heading_regions, split_headings
from pipeline.layout.kickers import with_kickers
from pipeline.layout.measures import Measures, measure
from pipeline.layout.pieces import joined_pieces
from pipeline.layout.pull_quotes import with_pull_quotes
from pipeline.layout.upright import upright_regions
from pipeline.masthead import read_masthead
from pipeline.model import Page, Region, Route, TextLine

SAME_SIZE, SAME_SIZE_SCANNED = 0.95, 0.85
"""Lines of one column are of one size: a text layer tells it exactly, a scan by the height of the ink."""


def lay_out(page: Page) -> Page:
    """The page with ``masthead``, ``furniture`` and ``regions``; ``lines`` keeps every line that is not furniture."""
    strips = [line for line in page.lines if page.route is Route.PLAIN_TEXT or _in_strip(line, page)]
    masthead, used, repairs = read_masthead(strips)
    ids = {id(line) for line in used}
    lines = tuple(line for line in page.lines if id(line) not in ids)
    page = replace(page, masthead=masthead, furniture=(*page.furniture, *used), lines=lines, repairs=(*page.repairs, *repairs))
    if page.route is Route.PLAIN_TEXT:
        return page
    furniture = (*head_and_foot(page, lines), *specks(lines))
    ids = {id(line) for line in furniture}
    lines = tuple(line for line in lines if id(line) not in ids)
    measures = measure(lines)
    lines = tuple(with_drop_caps(joined_pieces(lines, measures), measures))
    page = replace(page, furniture=(*page.furniture, *furniture), lines=lines)
    return replace(page, regions=tuple(sorted(_regions(page, measures), key=lambda region: (region.box.y0, region.box.x0))))


def _regions(page: Page, measures: Measures) -> list[Region]:
    """Headings, captions and columns of the page's lines; every line is in exactly one."""
    tables = [table.box for table in page.tables if table.box]
    frames = find_frames(page.rulings, tables, 4 * measures.body_size)
    same_size = SAME_SIZE_SCANNED if page.route is Route.OCR else SAME_SIZE
    pictures = real_pictures(page.pictures, page.width * page.height, measures.body_size)
    headings, body = with_crossheads(*split_headings(page.lines, measures), measures)
    headings, body = with_authors(*with_kickers(headings, body, pictures, measures))
    upright, body = upright_regions(body, measures, frames)
    barriers = [*(line.box for line in headings), *tables]
    captions, body = caption_regions(body, measures, pictures, barriers, frames, same_size)
    barriers += [*pictures, *(region.box for region in captions)]
    vertical = [line.box for line in headings if line.vertical]
    columns = column_regions(body, measures, frames, barriers, vertical, page.rulings, same_size)
    regions = [*heading_regions(headings, frames, page.rulings), *captions, *upright, *columns]
    return with_pull_quotes(without_headline_boxes(regions, tables, frames), page.rulings, measures)


def _in_strip(line: TextLine, page: Page) -> bool:
    return line.box.y0 < HEAD * page.height or line.box.y1 > (1 - FOOT) * page.height
