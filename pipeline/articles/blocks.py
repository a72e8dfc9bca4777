"""Blocks of a text dump: what stands together, and where one block is in truth two.

Dumps come in three shapes: a block on one line with blanks where the printed lines ended, a printed line on a line, and a
paragraph on a line. All become the same thing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from pipeline.articles.verse import is_poem
from pipeline.articles.wording import is_finished, is_kicker, is_numbered, may_be_head
from pipeline.author_line import is_author_line
from pipeline.byline import is_byline_only, starts_story
from pipeline.hanzi import em_width, ends_sentence
from pipeline.model import TextLine

_PARAGRAPH_WIDTH = 45.0
"""Ems: no column of a newspaper is as wide; a longer line of the dump is a paragraph or a block by itself."""
INDENT = (1.2, 3.6)
"""Ems that a paragraph's first line is shorter than the others: the indent is two, a mark not read makes it more."""
LEAST_SET_LINES = 4
"""Printed lines of which a typical length can be told."""
_INDENTED = re.compile(r"(?:\u3000{1,2}|[ \u3000]{2,})\S")
_SUBHEAD = re.compile(r"\s*[—-]")
_LONG, _MOST = 0.6, 0.6
_BYLINE_INSIDE = re.compile(r"(?<=\S)\s+(?=本报讯\s*[（(]|新华社[^\s，。]{2,16}电[\s（(])")
_MOST_HEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands together; ``lines`` are the dump's lines it holds. ``alone`` marks a paragraph by itself (a
    subhead, an entry of a list), ``verse`` a line of a poem, which is alone too."""

    text: str
    lines: tuple[TextLine, ...]
    alone: bool = False
    verse: bool = False

    @property
    def width(self) -> float:
        return em_width(self.text)

    @property
    def set_lines(self) -> list[str]:
        """The printed lines, as far as blanks tell."""
        return self.text.split()

    @property
    def indented(self) -> bool | None:
        """Whether the first printed line is shorter than the others by an indent; None where too few lines tell."""
        if any(_INDENTED.match(line.text) for line in self.lines[:1]):
            return True
        widths = [em_width(line) for line in self.set_lines]
        if len(widths) < LEAST_SET_LINES:
            return None
        return INDENT[0] <= median(widths) - widths[0] <= INDENT[1]


def read_blocks(lines: Iterable[TextLine]) -> list[Block]:
    """The blocks of a dump in printed order; every line is in exactly one."""
    blocks: list[Block] = []
    for _, run in groupby(lines, key=lambda line: line.block):
        together = list(run)
        if is_poem([line.text for line in together]):
            blocks.extend(Block(line.text.strip(), (line,), alone=True, verse=True) for line in together)
            continue
        for unit in _units(together):
            blocks.extend(_with_head_parted(_block(unit)))
    return blocks


def _block(unit: Sequence[TextLine]) -> Block:
    text = " ".join(line.text.strip() for line in unit).replace("\t", " ")
    return Block(text, tuple(unit), alone=is_byline_only(text) or is_author_line(text))


def _units(lines: list[TextLine]) -> list[list[TextLine]]:
    """Lines without a blank line between them, parted where a story, its heads or a paragraph begins."""
    texts = [line.text for line in lines]
    widths = [em_width(text) for text in texts]
    typical = median(widths)
    paragraphs = _are_paragraphs(texts, widths)
    heads = _head_lines(lines)
    units: list[list[TextLine]] = []
    for index, line in enumerate(lines):
        before = texts[index - 1]
        if (
            index == 0
            or starts_story(line.text)
            or is_byline_only(before)
            or is_author_line(before)
            or is_author_line(line.text)
            or _INDENTED.match(line.text)
            or (index in heads) != (index - 1 in heads)
            or (index in heads and (_SUBHEAD.match(line.text) or is_kicker(before)))
            or max(widths[index - 1 : index + 1]) > _PARAGRAPH_WIDTH
            or (index not in heads and (paragraphs or _is_subhead(before) or _is_subhead(line.text)))
            or (ends_sentence(before) and widths[index - 1] < typical - 1)
        ):
            units.append([])
        units[-1].append(line)
    return units


def _are_paragraphs(texts: Sequence[str], widths: Sequence[float]) -> bool:
    """Whether each line is a paragraph: of the long ones most end a sentence, as few lines of a column do."""
    long = [text for text, width in zip(texts, widths, strict=True) if width >= _LONG * max(widths)]
    return sum(map(is_finished, long)) >= _MOST * len(long)


def _is_subhead(text: str) -> bool:
    return is_numbered(text) and may_be_head(text)


def _head_lines(lines: Sequence[TextLine]) -> set[int]:
    """The lines that stand as heads right over a line that begins a story."""
    heads: set[int] = set()
    for index, line in enumerate(lines):
        if not (starts_story(line.text) or is_author_line(line.text)):
            continue
        first = index
        while first > 0 and index - first < _MOST_HEAD_LINES and may_be_head(lines[first - 1].text):
            first -= 1
        if first == 0 or ends_sentence(lines[first - 1].text):
            heads.update(range(first, index))
    return heads


def _with_head_parted(block: Block) -> list[Block]:
    """A head and its story on one line, parted before 本报讯."""
    inside = _BYLINE_INSIDE.search(block.text)
    if inside and may_be_head(block.text[: inside.start()]):
        return [Block(block.text[: inside.start()], ()), Block(block.text[inside.end() :], block.lines)]
    return [block]
