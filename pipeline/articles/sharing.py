"""The columns of a row shared out among the headings over and beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from pipeline.articles.reach import Reach
from pipeline.articles.story import Story
from pipeline.geometry import Box, union
from pipeline.model import Region, RegionKind


def part(row: Sequence[Region], over: Sequence[Region], beside: Sequence[Region], reach: dict[int, Reach]) -> list[Story]:
    """The row's columns shared out among its headings: one beside its columns begins an article, others stand over the middle
    of their columns. Every heading and every column is in exactly one of the stories."""
    pieces = _upright_pieces(row, beside)
    above: list[list[Region]] = [[] for _ in pieces]
    for heading in sorted(over, key=lambda heading: heading.box.x_middle):
        nearest = min(range(len(pieces)), key=lambda index: _outside(heading.box.x_middle, pieces[index].box))
        above[nearest].append(heading)
    result: list[Story] = []
    for piece, headings in zip(pieces, above, strict=True):
        if not piece.headings:
            result.extend(_share_out(piece.columns, headings))
            continue
        start = piece.columns[0].box.x_middle if piece.columns else math.inf
        others = [heading for heading in headings if min(reach[id(heading)][0], heading.box.x0) > start]
        kickers = [heading for heading in headings if heading not in others]
        first = min((reach[id(heading)][0] for heading in others), default=math.inf)
        own = [column for column in piece.columns if column.box.x_middle < first]
        result.append(Story([*kickers, *piece.headings], own))
        if others:
            result.extend(_share_out([column for column in piece.columns if column.box.x_middle >= first], others))
    return result


def out_of_reach(story: Story, reach: dict[int, Reach], em: float) -> list[Region]:
    """Columns beside those that the headings reach over: they may be of another story that begins on the same line."""
    if not story.headings or any(id(heading) not in reach or not _over(heading, story, em) for heading in story.headings):
        return []
    left = min(reach[id(heading)][0] for heading in story.headings)
    right = max(reach[id(heading)][1] for heading in story.headings)
    away = [column for column in story.columns if not left - em <= column.box.x_middle <= right + em]
    return away if len(away) < len(story.columns) else []


def _over(heading: Region, story: Story, em: float) -> bool:
    return all(heading.box.y1 <= column.box.y0 + 0.5 * em for column in story.columns)


def _upright_pieces(row: Sequence[Region], beside: Sequence[Region]) -> list[Story]:
    """The row cut before each vertical heading; one behind the last column stays with the columns before it."""
    parts = sorted([*row, *beside], key=lambda region: region.box.x0)
    pieces: list[Story] = [Story()]
    for index, part in enumerate(parts):
        if part.kind is RegionKind.HEADING:
            if pieces[-1].columns and any(later.kind is RegionKind.PARAGRAPH for later in parts[index:]):
                pieces.append(Story())
            pieces[-1].headings.append(part)
        else:
            pieces[-1].columns.append(part)
    return pieces


def _outside(x: float, box: Box) -> float:
    return max(box.x0 - x, x - box.x1, 0.0)


def _share_out(columns: Sequence[Region], headings: Sequence[Region]) -> list[Story]:
    """Consecutive columns for each heading such that headings stand nearest the middles of their columns.

    Found heading by heading: ``best[end]`` is the least cost at which the headings so far share the first ``end`` columns, and
    where their shares end.
    """
    if len(headings) <= 1 or len(headings) > len(columns):
        return [Story(list(headings), list(columns))]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for heading in headings:
        best = {
            end: min(
                (cost + _off_middle(heading, columns[start:end]), (*ends, end))
                for start, (cost, ends) in best.items()
                if start < end
            )
            for end in range(min(best) + 1, len(columns) + 1)
        }
    ends = best[len(columns)][1]
    return [Story([heading], list(columns[start:end])) for heading, (start, end) in zip(headings, pairwise(ends), strict=True)]


def _off_middle(heading: Region, columns: Sequence[Region]) -> float:
    """How far a heading stands from the middle (or left edge) of its columns, in points."""
    box = union(column.box for column in columns)
    return min(abs(heading.box.x_middle - box.x_middle), abs(heading.box.x0 - box.x0))
