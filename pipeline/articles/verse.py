"""Verse and lists: text of which every printed line is a line of its own, told by its ragged lines or by its metre.

Running text fills its measure: a line that ends early ends its paragraph, and the next one is indented. Where lines end early
and the next ones are not indented, over and over, the line ends are the author's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.hanzi import is_hanzi
from pipeline.model import Region, TextLine

SHORT = 0.8
"""Ems by which a line ends before the longest does."""
INDENT = 1.2
"""Ems, as in ``articles/paragraphs.py``."""
BROKEN_OFF = 0.4
"""Of the line ends, at least so many come early with no indent after them."""
FEWEST_BROKEN = 2
SAME_END, MOST_SAME, MOST_IN_TWO = 0.6, 0.5, 0.8
"""Ems within which lines end alike; of running text more than half of the lines do, beside a picture nearly all at two ends."""
MOST_MARKED, MOST_TURNS = 0.1, 2
"""Of the lines: so few hold a mark only in modern verse, whose line ends stand for them; beside a picture the measure turns
narrow, and wide again, once."""
_METRES = (4, 5, 6, 7)
"""Characters of a clause of regulated verse and of 四言、六言."""
_CLAUSES = re.compile(r"[，。；！？、,;!?\s]+")
_LATIN = 0.5
_VERSE = range(4, 15)
"""Characters of a line of verse; names of persons are shorter."""
_FEWEST_LINES, _SURELY_VERSE, _MOST_UNEVEN = 4, 7, 3
_ENTRY = re.compile(r"\s*(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?![0-9:：])")
"""The time of day that an entry of a programme begins with."""
_TO_PAGE = re.compile(r"^\W*(?:第\s*)?[A-Z]?[0-9]{1,2}\s*版(?!面)|(?:第\s*)?[A-Z]?[0-9]{1,2}\s*版[）)】\]]?\s*$")
"""The page that an entry of a guide to the other pages (导读) names, before its words or behind them."""
_ENTRIES, _FEWEST_ENTRIES = 0.6, 3


def is_verse(columns: Sequence[Region]) -> bool:
    """Whether the lines of these columns are lines of verse (or entries of a list), to be kept as they are."""
    lines = [line for column in columns for line in column.lines if line.text.strip()]
    if len(lines) < 2 or any(line.vertical for line in lines) or _is_latin(lines):
        return False
    if sum(bool(_TO_PAGE.search(line.text)) for line in lines) >= max(2, _ENTRIES * len(lines)):
        return True
    return _has_metre(lines) or _is_ragged(columns, lines)


def is_poem(texts: Sequence[str]) -> bool:
    """Whether the lines of a dump are a poem's: lines of a few characters with no mark but at their end, about as long as each
    other or many.

    >>> is_poem(["渠水绕过村庄", "灯下有人读信", "井边坐着老人", "风把麦浪推远"]), is_poem(["因清淤工作不力", "两个乡镇被约谈"])
    (True, False)
    """
    plain = [text.strip().rstrip("，。；！？、,;!?…") for text in texts]
    if len(plain) < _FEWEST_LINES or not all(
        len(line) in _VERSE and sum(map(is_hanzi, line)) >= len(line) - line.count(" ") for line in plain
    ):
        return False
    lengths = list(map(len, plain))
    return max(lengths) - min(lengths) <= _MOST_UNEVEN or len(plain) >= _SURELY_VERSE


def is_programme(columns: Sequence[Region]) -> bool:
    """Whether most lines begin with a time of day: entries of a programme, one a line or more."""
    lines = [line for column in columns for line in column.lines]
    entries = sum(begins_entry(line) for line in lines)
    return entries >= max(_FEWEST_ENTRIES, _ENTRIES * len(lines))


def begins_entry(line: TextLine) -> bool:
    return bool(_ENTRY.match(line.text))


def _has_metre(lines: Sequence[TextLine]) -> bool:
    """Whether all lines hold the same number of clauses of one usual length, and end with a mark."""
    shapes = {tuple(len(clause) for clause in _CLAUSES.split(line.text.strip()) if clause) for line in lines}
    if len(shapes) != 1:
        return False
    lengths = set(next(iter(shapes)))
    return (
        len(lengths) == 1
        and lengths <= set(_METRES)
        and all(not is_hanzi(line.text.strip()[-1]) and all(map(_fits_verse, line.text)) for line in lines)
    )


def _fits_verse(character: str) -> bool:
    return is_hanzi(character) or bool(_CLAUSES.fullmatch(character))


def _is_ragged(columns: Sequence[Region], lines: Sequence[TextLine]) -> bool:
    ends = 0
    broken = 0
    for column in columns:
        own = [line for line in column.lines if line.text.strip()]
        edge = min((line.box.x0 for line in own), default=0.0)
        right = max((other.box.x1 for other in columns if _stands_in_line(other, column)), default=0.0)
        for line, following in pairwise(own):
            ends += 1
            early = right - line.box.x1 >= SHORT * line.size
            broken += early and following.box.x0 - edge < INDENT * following.size
    if broken < FEWEST_BROKEN or broken < BROKEN_OFF * ends:
        return False
    widths = [(line.box.x1 - column.box.x0) / line.size for column in columns for line in column.lines if line.size > 0]
    if not widths:
        return False
    alike = [sum(abs(other - width) <= SAME_END for other in widths) for width in widths]
    most = max(range(len(widths)), key=lambda index: alike[index])
    second = [width for width in widths if abs(width - widths[most]) > SAME_END]
    next_most = max((sum(abs(other - width) <= SAME_END for other in second) for width in second), default=0)
    if alike[most] > MOST_SAME * len(lines):
        return False
    wide = [abs(width - max(widths)) <= max(widths) / 4 for width in widths]
    turns = sum(one is not other for one, other in pairwise(wide))
    marks = sum(bool(_CLAUSES.search(line.text.strip())) for line in lines)
    stanzas = len(columns) > 1 and all(_stands_in_line(other, columns[0]) for other in columns)
    unmarked = marks <= MOST_MARKED * len(lines) and (turns > MOST_TURNS or stanzas)
    return unmarked or alike[most] + next_most <= MOST_IN_TWO * len(lines)


def _stands_in_line(other: Region, column: Region) -> bool:
    """Whether two columns are stanzas under each other, at one left edge."""
    return abs(other.box.x0 - column.box.x0) <= 0.5 * column.lines[0].size


def _is_latin(lines: Sequence[TextLine]) -> bool:
    """Text in Latin letters is set ragged too."""
    letters = [character for line in lines for character in line.text if character.isalpha()]
    return sum(letter.isascii() for letter in letters) > _LATIN * len(letters)
