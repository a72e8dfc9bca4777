"""Parts the blocks of a dump into stories: whose head is this, and which short blocks may be torn out of another place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from statistics import median

from pipeline.articles.blocks import LEAST_SET_LINES, Block
from pipeline.articles.wording import (
    begins_inside,
    ends_quoted,
    is_enumeration,
    is_finished,
    is_kicker,
    is_notice_title,
    is_numbered,
    leads_into,
    may_be_head,
    opens_paragraph,
    opens_story,
)
from pipeline.author_line import is_author_line
from pipeline.byline import starts_story
from pipeline.hanzi import em_width, unclosed
from pipeline.words import word_across

_MOST_HEADS = 4
_LEAST_HEAD = 10.0
"""Ems: a shorter line between two paragraphs of one story is its subhead (小标题), unless its story opens as stories do."""
_WIDEST_PIECE = 40.0
"""Ems: pieces that stray are a printed line or two; what is longer stays where it is printed."""
_WIDEST_COMMA_HEAD = 30.0
_SAME_WIDTH, _INDENT = 0.6, 2.0
_MOSTLY_FULL = 0.6
_SENTENCE = re.compile("[，,。；;：:]")
_QUOTED = re.compile(r"[“\"《(（][^”\"》)）]*[”\"》)）]")


@dataclass
class Story:
    """A story being gathered: ``heads`` from top to bottom, ``body`` in printed order."""

    heads: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether the body as it stands breaks off nowhere."""
        return not self.body or self.body[-1].alone or is_finished(self.body[-1].text) or ends_quoted(self.body[-1].text)


class Otherwise(Enum):
    """What a piece is when no place wins it."""

    KICKER = "kicker"
    TEXT = "text"
    FRAGMENT = "fragment"


@dataclass(frozen=True, slots=True)
class Piece:
    """A short block that may be torn out of another place. It is printed in ``stories[after]`` behind ``body[:at]``."""

    block: Block
    after: int
    at: int
    otherwise: Otherwise


def part_stories(blocks: Sequence[Block]) -> tuple[list[Story], list[Piece]]:
    """Stories and pieces, in printed order; every block is in exactly one of them."""
    stories: list[Story] = []
    pieces: list[Piece] = []
    measure = _measure(blocks)
    index = 0
    while index < len(blocks):
        group = _head_group(blocks, index)
        following = blocks[index + len(group)] if index + len(group) < len(blocks) else None
        heads = _heads(group, following, stories[-1] if stories else None, measure)
        if heads and following is not None:
            for block in group[: len(group) - len(heads)]:
                _place_short(block, following, stories, pieces, before_head=True)
            heads = _sure_heads(heads, stories, pieces)
            stories.append(Story(heads, [following]))
            index += len(group) + 1
        elif group:
            _place_short(group[0], blocks[index + 1] if index + 1 < len(blocks) else None, stories, pieces, before_head=False)
            index += 1
        else:
            _place_text(blocks, index, stories, pieces)
            index += 1
    return stories, pieces


def settle(stories: Sequence[Story], left: Sequence[Piece]) -> list[Piece]:
    """Puts the pieces that no place won where they are printed, and returns the fragments that belong nowhere."""
    for piece in reversed(left):
        if piece.otherwise is Otherwise.KICKER:
            stories[piece.after + 1].heads.insert(0, piece.block)
        elif piece.otherwise is Otherwise.TEXT:
            stories[piece.after].body.insert(piece.at, piece.block)
    return [piece for piece in left if piece.otherwise is Otherwise.FRAGMENT]


def _head_group(blocks: Sequence[Block], index: int) -> list[Block]:
    """The blocks from here on that may be heads."""
    end = index
    while end < len(blocks) and end - index < _MOST_HEADS and not _begins(blocks[end]):
        commas = 1 if blocks[end].width <= _WIDEST_COMMA_HEAD and _is_over_its_text(blocks, end) else 0
        if not may_be_head(blocks[end].text, commas):
            break
        end += 1
    return list(blocks[index:end])


def _begins(block: Block) -> bool:
    """Whether a text begins here and no head: with a byline, with its author's line, with verse."""
    return block.verse or starts_story(block.text) or is_author_line(block.text)


def _is_over_its_text(blocks: Sequence[Block], index: int) -> bool:
    """Whether a text with a byline follows a block at once, or after a subhead (——…), or one that first says what it says."""
    following = [block for block in blocks[index + 1 : index + 3] if not block.text.startswith("—")]
    return bool(following) and (_begins(following[0]) or leads_into(blocks[index].text, following[0].text))


def _measure(blocks: Sequence[Block]) -> float:
    """How wide the printed lines of the columns are, in ems, as far as blanks or line ends keep them; 0 where they do not."""
    widths = [em_width(line) for block in blocks if len(block.set_lines) >= LEAST_SET_LINES for line in block.set_lines[1:-1]]
    usual = median(widths) if widths else 0.0
    full = sum(abs(width - usual) <= _SAME_WIDTH for width in widths)
    return usual if full >= _MOSTLY_FULL * len(widths) else 0.0


def _heads(group: list[Block], following: Block | None, story: Story | None, measure: float) -> list[Block]:
    """Which blocks of the group, counted from its end, are heads of the text that follows."""
    if not group or following is None:
        return []
    if not (_begins(following) and not following.verse) and not _is_head_of(group, following, story, measure):
        return []
    if story and not story.finished and word_across(story.body[-1].text, group[0].text):
        return group[1:]
    heads = [group[-1]]
    if has_own_kicker(group[-1]):
        return heads
    for block in reversed(group[:-1]):
        if is_piece(block) or (story and story.body and _same_run(story.body[-1], block) and not _same_run(block, following)):
            break
        heads.insert(0, block)
    return heads


def _same_run(one: Block, other: Block) -> bool:
    """Whether no blank line parts two blocks: a signature stands under its own text."""
    return bool(one.lines and other.lines) and one.lines[-1].block == other.lines[0].block


def _is_head_of(group: list[Block], following: Block, story: Story | None, measure: float) -> bool:
    """Whether a group is the head of a text that has no byline.

    A short line over a text may as well be the first printed line of that text. So the head must be worded as one, or the
    text must open as a story does, or be indented; after a text that breaks off the indent alone is not enough, and over the
    first text of a page, which no story stands before, it is not needed. A line as
    wide as the columns are, an indent aside, is one of theirs.
    """
    last = group[-1]
    if following.verse:
        return not is_piece(last)
    if not _SENTENCE.search(following.text):
        return False
    if leads_into(last.text, following.text) and not is_numbered(last.text):
        return True
    if is_numbered(last.text) or is_piece(last) or begins_inside(following.text) or word_across(last.text, following.text):
        return False
    if any(is_kicker(block.text) for block in group[:-1]) or has_own_kicker(last) or is_notice_title(last.text):
        return True
    if opens_story(following.text):
        return True
    if last.width < _LEAST_HEAD or may_be_head(following.text):
        return False
    if (
        any(measure and abs(last.width - width) <= _SAME_WIDTH for width in (measure, measure - _INDENT))
        and not following.indented
    ):
        return False
    return story is None or (story.finished and following.indented is not False)


def _sure_heads(heads: list[Block], stories: list[Story], pieces: list[Piece]) -> list[Block]:
    """The heads that are no torn lines for sure; the others become pieces that are kickers otherwise."""
    first = next((index for index, block in enumerate(heads[:-1]) if is_kicker(block.text)), len(heads) - 1)
    if not stories:
        return heads
    at = len(stories[-1].body)
    pieces.extend(Piece(block, len(stories) - 1, at, Otherwise.KICKER) for block in heads[:first])
    return heads[first:]


def has_own_kicker(block: Block) -> bool:
    """Whether a block holds kicker and headline, parted by a blank."""
    return any(is_kicker(phrase) for phrase in block.text.split()[:-1])


def is_piece(block: Block) -> bool:
    """Whether a short block by its wording is the inside of a sentence: it lists, or it begins with 也是 or a stray mark."""
    return is_enumeration(_QUOTED.sub("", block.text)) or begins_inside(block.text)


def _place_short(
    block: Block, following: Block | None, stories: list[Story], pieces: list[Piece], *, before_head: bool
) -> None:
    """A short block that is no head: the story goes on with it, or it is a piece, or a paragraph by itself."""
    if not stories:
        stories.append(Story())
    story = stories[-1]
    if not story.body or following is None or before_head or opens_paragraph(following.text):
        alone = replace(block, alone=True)
        if is_piece(block):
            pieces.append(Piece(block, len(stories) - 1, len(story.body), Otherwise.FRAGMENT))
        elif not story.finished:
            story.body.append(block)
        else:
            pieces.append(Piece(alone, len(stories) - 1, len(story.body), Otherwise.TEXT))
    elif story.finished and _is_entry(block, following):
        story.body.append(replace(block, alone=True))
    else:
        story.body.append(block)


def _is_entry(block: Block, following: Block) -> bool:
    """Whether a short block between paragraphs is a subhead or an entry of a list, not a line that goes on."""
    if is_numbered(block.text) or may_be_head(following.text):
        return True
    return following.indented is not False and not begins_inside(following.text) and not word_across(block.text, following.text)


def _place_text(blocks: Sequence[Block], index: int, stories: list[Story], pieces: list[Piece]) -> None:
    """A block of text: a story without a head, a piece, or the story goes on."""
    block = blocks[index]
    if not stories or ((starts_story(block.text) or is_author_line(block.text)) and stories[-1].body):
        stories.append(Story(body=[block]))
    elif _may_be_torn(block, blocks[index + 1 : index + 3], stories[-1]):
        lists = is_enumeration(block.text) and not re.search("[，,]", block.text)
        inside = lists or begins_inside(block.text) or bool(unclosed(block.text)[1])
        otherwise = Otherwise.FRAGMENT if inside else Otherwise.TEXT
        pieces.append(Piece(block, len(stories) - 1, len(stories[-1].body), otherwise))
    else:
        stories[-1].body.append(block)


def _may_be_torn(block: Block, following: Sequence[Block], story: Story) -> bool:
    """Whether a short text after a finished one does not go on in what follows, though it breaks off, or begins inside a
    sentence."""
    if block.verse or block.width > _WIDEST_PIECE or not story.finished or not story.body or opens_paragraph(block.text):
        return False
    goes_on = bool(following) and not may_be_head(following[0].text) and not opens_paragraph(following[0].text)
    if is_finished(block.text):
        return begins_inside(block.text) or bool(unclosed(block.text)[1])
    return not goes_on or starts_story(following[0].text)
