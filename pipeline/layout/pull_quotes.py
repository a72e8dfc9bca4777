"""Pull quotes: words of a story printed once more, larger, in the midst of it; told from the headline of another story.

The text reads on across a pull quote, or its words stand in the text elsewhere; and it is set as one: quoted, or between rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box
from pipeline.hanzi import ends_sentence, without_blanks
from pipeline.layout.measures import Measures
from pipeline.model import Region, RegionKind, Ruling

LARGEST = 1.75
"""Of the body's size."""
FEWEST = 8
"""Characters."""
NEAR = 2.5
"""Leadings between the quote and the text over and under it, at most."""
INDENT = 1.2
"""Ems, as in ``articles/paragraphs.py``."""
_QUOTED = re.compile(r"^[“\"「『‘].*|.*[”\"」』’][。！？]?$")
_MARKS = re.compile(r"[“”\"「」『』‘’，。！？、；：,.!?;:…—\s]+")


def with_pull_quotes(regions: Sequence[Region], rulings: Sequence[Ruling], measures: Measures) -> list[Region]:
    """The regions, headings that are pull quotes as FLOATING, with the rules over and under them in their box."""
    columns = [region for region in regions if region.kind is RegionKind.PARAGRAPH and not region.lines[0].vertical]
    text = _MARKS.sub("", "".join(line.text for column in columns for line in column.lines))
    rules = [ruling.box for ruling in rulings if ruling.horizontal]
    result = []
    for region in regions:
        if not _may_be_quote(region, measures):
            result.append(region)
            continue
        over, under = _rules_around(region, rules, measures)
        if _is_quote(region, columns, text, measures, ruled=bool(over and under)):
            top, foot = over.y0 if over else region.box.y0, under.y1 if under else region.box.y1
            result.append(replace(region, kind=RegionKind.FLOATING, box=region.box._replace(y0=top, y1=foot)))
        else:
            result.append(region)
    return result


def _may_be_quote(region: Region, measures: Measures) -> bool:
    if region.kind is not RegionKind.HEADING or any(line.vertical for line in region.lines):
        return False
    largest = max(line.size for line in region.lines)
    return largest <= LARGEST * measures.body_size and len(_words(region)) >= FEWEST


def _words(region: Region) -> str:
    return _MARKS.sub("", "".join(line.text for line in region.lines))


def _is_quote(region: Region, columns: Sequence[Region], text: str, measures: Measures, *, ruled: bool) -> bool:
    reach = NEAR * measures.leading + (measures.leading if ruled else 0.0)
    near = [column for column in columns if column.frame == region.frame and _in_column(column.box, region.box)]
    over = [column for column in near if -0.5 * measures.body_size <= region.box.y0 - column.box.y1 <= reach]
    under = [column for column in near if -0.5 * measures.body_size <= column.box.y0 - region.box.y1 <= reach]
    if not over or not under:
        return False
    printed = without_blanks("".join(line.text for line in region.lines))
    dressed = ruled or bool(_QUOTED.match(printed))
    repeated = _words(region) in text
    return dressed and (repeated or _reads_on(over[0], under[0]))


def _in_column(column: Box, quote: Box) -> bool:
    return column.x_overlap(quote) > 0.6 * min(column.width, quote.width)


def _reads_on(over: Region, under: Region) -> bool:
    """Whether a sentence goes on from the one column into the other."""
    first, rest = under.lines[0], under.lines[1:]
    indented = bool(rest) and first.box.x0 - min(line.box.x0 for line in rest) >= INDENT * first.size
    return not ends_sentence(over.lines[-1].text) and not indented


def _rules_around(region: Region, rules: Sequence[Box], measures: Measures) -> tuple[Box | None, Box | None]:
    """The rules right over and under it."""
    box, reach = region.box, 1.5 * measures.leading
    own = [rule for rule in rules if rule.x_overlap(box) > 0.5 * box.width]
    over = [rule for rule in own if -1 <= box.y0 - rule.y1 <= reach]
    under = [rule for rule in own if -1 <= rule.y0 - box.y1 <= reach]
    return max(over, key=lambda rule: rule.y1, default=None), min(under, key=lambda rule: rule.y0, default=None)
