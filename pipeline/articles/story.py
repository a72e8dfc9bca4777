"""A story in the making: headings and columns of which an article is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.geometry import Box, union
from pipeline.model import Region

GUTTER = 4.5
"""Body ems: columns of one story stand no farther apart."""
HEADING_GAP = 3.0
"""Body ems between a heading and the columns under it, at most."""


@dataclass(slots=True)
class Story:
    """``rubric`` stands over this story and those after it; ``captions`` are those of its pictures."""

    headings: list[Region] = field(default_factory=list)
    columns: list[Region] = field(default_factory=list)
    captions: list[Region] = field(default_factory=list)
    pull_quotes: list[Region] = field(default_factory=list)
    rubric: str = ""
    rubric_regions: list[Region] = field(default_factory=list)
    """The rubric itself, kept at the first story under it."""

    @property
    def regions(self) -> list[Region]:
        return [*self.headings, *self.columns]

    @property
    def box(self) -> Box:
        return union(region.box for region in (self.regions or self.captions))


def in_columns(columns: Sequence[Region]) -> list[Region]:
    """Regions in reading order: from left to right, those that share their width as one column, from top to bottom.

    Vertical text is read from right to left, tier under tier.
    """
    if columns and all(column.lines[0].vertical for column in columns):
        return sorted(columns, key=lambda column: (round(column.box.y0), -column.box.x1))
    groups: list[list[Region]] = []
    for column in sorted(columns, key=lambda column: (column.box.x0, column.box.y0)):
        group = next((group for group in groups if group[0].box.x_overlap(column.box) > 0.5 * column.box.width), None)
        if group is None:
            groups.append([column])
        else:
            group.append(column)
    return [column for group in groups for column in sorted(group, key=lambda column: column.box.y0)]


def right_edge(column: Region, columns: Sequence[Region], em: float) -> float:
    """Where the column's lines end, one that runs into the next column (misread on a scan) aside.

    A line or two at the head of a column may be the end of a paragraph: what stands right under them tells its width.
    """
    ends = sorted(line.box.x1 for line in column.lines)
    if len(ends) > 2:
        return ends[-1] if len(ends) < 5 else ends[-2]
    under = [
        other.box.x1
        for other in columns
        if other.frame == column.frame
        and abs(other.box.x0 - column.box.x0) <= em
        and -em <= other.box.y0 - column.box.y1 <= HEADING_GAP * em
    ]
    return max([ends[-1], *under])
