"""From headings and columns to articles.

The columns of one article begin on one line under its heading. So: columns are gathered into rows with a common top; the
headings right above a row (or upright beside it) part it into articles, each heading over the middle of its columns. A column
that belongs to no such row goes on with the article above it, else it is an article without a headline.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.articles.heading_rows import feet_of, headings_beside, headings_over, upright_headings
from pipeline.articles.orphans import Ground, place_orphans
from pipeline.articles.pictures import place_captions
from pipeline.articles.reach import reaches
from pipeline.articles.reading_order import reading_order
from pipeline.articles.rubrics import with_rubrics
from pipeline.articles.sharing import out_of_reach, part
from pipeline.articles.story import GUTTER, Story, in_columns, right_edge
from pipeline.geometry import Box
from pipeline.model import Region, RegionKind, Ruling

TOP = 0.5
"""Columns of one row begin within this many body ems of each other."""


def stories_of(
    regions: Sequence[Region], body_size: float, rulings: Sequence[Ruling] = (), pictures: Sequence[Box] = ()
) -> list[Story]:
    """All headings, columns and captions of a page as stories; every one of them is in exactly one."""
    headings = [region for region in regions if region.kind is RegionKind.HEADING]
    columns = [region for region in regions if region.kind is RegionKind.PARAGRAPH]
    free = {id(heading): heading for heading in headings}
    result: list[Story] = []
    orphans: list[list[Region]] = []
    rows = _rows(columns, body_size)
    upright = upright_headings(headings, rows, body_size)
    captions = [region for region in regions if region.kind is RegionKind.CAPTION]
    feet = feet_of(headings, captions, pictures, body_size)
    reach = reaches(regions, rulings, pictures)
    for index, beside in headings_beside(headings, rows, columns, feet, body_size).items():
        upright.setdefault(index, []).extend(beside)
    before = {id(heading) for found in upright.values() for heading in found}
    level = [heading for heading in headings if id(heading) not in before]
    over_rows = headings_over(level, rows, upright, reach, body_size)
    for index, row in enumerate(rows):
        beside = upright.get(index, [])
        over = [heading for heading in over_rows.get(index, []) if id(heading) in free]
        if not over and not beside:
            orphans.append(row)
            continue
        for heading in (*over, *beside):
            del free[id(heading)]
        for story in part(row, over, beside, reach):
            away = out_of_reach(story, reach, body_size)
            result.append(Story(story.headings, [column for column in story.columns if column not in away]))
            orphans.extend([column] for column in away)
    result.extend(Story(headings=[heading]) for heading in free.values())
    frames = list(dict.fromkeys(region.frame for region in regions if region.frame))
    frames += [region.box for region in regions if region.kind is RegionKind.FLOATING]
    place_orphans(orphans, result, Ground(rulings, frames, reach, body_size))
    result = with_rubrics(result, reach, body_size)
    beside = [region for region in regions if region.kind in (RegionKind.CAPTION, RegionKind.FLOATING)]
    place_captions(beside, result, reach, body_size)
    return _in_reading_order(result)


def _rows(columns: Sequence[Region], em: float) -> list[list[Region]]:
    """Columns with a common top, side by side in one frame."""
    rows: list[list[Region]] = []
    ends = {id(column): right_edge(column, columns, em) for column in columns}
    for column in sorted(columns, key=lambda column: (column.box.x0, column.box.y0)):
        fitting = [
            row
            for row in rows
            if abs(row[-1].box.y0 - column.box.y0) <= TOP * em
            and row[-1].frame == column.frame
            and -em <= column.box.x0 - ends[id(row[-1])] <= GUTTER * em
        ]
        if fitting:
            fitting[-1].append(column)
        else:
            rows.append([column])
    return sorted(rows, key=lambda row: (row[0].box.y0, row[0].box.x0))


def _in_reading_order(found: Sequence[Story]) -> list[Story]:
    """Stories in reading order; the columns of each from left to right, from top to bottom within a column."""
    for story in found:
        story.columns = in_columns(story.columns)
        story.headings.sort(key=lambda heading: (heading.box.y0, heading.box.x0))
    return [found[index] for index in reading_order([story.box for story in found])]
