"""Joins the blocks of a story to paragraphs, and marks where text is plainly missing.

A block that ends a sentence ends a paragraph; one that breaks off goes on in the next. Where it breaks off and the next begins
as a paragraph begins, or nothing follows, text is missing: 〔缺〕 stands there, and nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from pipeline.articles.blocks import INDENT, LEAST_SET_LINES, Block
from pipeline.articles.wording import ends_quoted, is_finished, opens_paragraph
from pipeline.hanzi import GAP, em_width, unclosed, without_blanks
from pipeline.sentences import say
from pipeline.words import word_across

_CONTEXT = 10
_LEAST_TEXT = 20.0
"""Ems: a shorter last line without a mark is a signature or an address, not a sentence that breaks off."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A place where a paragraph was changed in joining."""

    rule: str
    before: str
    after: str
    evidence: str


@dataclass
class Joined:
    """The paragraphs of a story, what was changed, and what is missing."""

    paragraphs: list[str] = field(default_factory=list)
    changes: list[TextChange] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    def mark_gap(self, paragraph: int, at: int, reason: str) -> None:
        """Puts 〔缺〕 into a paragraph, on the record."""
        text = self.paragraphs[paragraph]
        before, after = text[max(0, at - _CONTEXT) : at], text[at : at + _CONTEXT]
        self.paragraphs[paragraph] = text[:at] + GAP + text[at:]
        self.changes.append(TextChange("gap-mark", before + after, before + GAP + after, reason))
        self.gaps.append(say("evidence.gap", around=f"{before}{GAP}{after}", why=reason))


def join_blocks(blocks: Sequence[Block], page_text: str) -> Joined:
    """The paragraphs of a story. ``page_text`` is the page's text, searched for a title that here has lost its beginning."""
    joined = Joined()
    seams: list[list[int]] = []
    after_alone = True
    for block in blocks:
        for number, segment in enumerate(_segments(block, joined.changes, " ".join(joined.paragraphs))):
            last = joined.paragraphs[-1] if joined.paragraphs else ""
            if number or after_alone or block.alone or _parts(last, segment, " ".join(joined.paragraphs)):
                if last and not number and not after_alone and not block.alone and not _is_complete(last):
                    joined.mark_gap(-1, len(last), say("because.breaks_off"))
                joined.paragraphs.append(segment)
                seams.append([])
            else:
                glue = " " if _latin(last[-1:]) and _latin(segment[:1]) else ""
                seams[-1].append(len(last + glue))
                joined.paragraphs[-1] = last + glue + segment
            after_alone = block.alone
    _mark_end(joined, blocks)
    for paragraph, places in enumerate(seams):
        _mark_lost_beginning(joined, paragraph, places, page_text)
    return joined


def _segments(block: Block, changes: list[TextChange], context: str) -> list[str]:
    """The block's text, parted where a printed line ended a paragraph within it."""
    lines = block.set_lines
    widths = [em_width(line) for line in lines]
    typical = median(widths) if len(lines) >= LEAST_SET_LINES else 0.0
    segments = [lines[0]]
    for index, line in enumerate(lines[1:], 1):
        reason: str = ""
        if is_finished(lines[index - 1]):
            if opens_paragraph(line, f"{context} {block.text}"):
                reason = say("because.opens")
            elif widths[index - 1] < typical - 1 and INDENT[0] <= typical - widths[index] <= INDENT[1]:
                reason = say("because.indent", above=widths[index - 1], below=widths[index], typical=typical)
        if reason:
            head, tail = lines[index - 1][-_CONTEXT:], line[:_CONTEXT]
            changes.append(TextChange("paragraph-break", f"{head} {tail}", f"{head}\n{tail}", reason))
            segments.append(line)
        else:
            segments[-1] += f" {line}"
    return segments


def _parts(last: str, segment: str, context: str) -> bool:
    """Whether a paragraph ends between two texts."""
    if is_finished(last):
        return True
    return opens_paragraph(segment, context) and not word_across(last, segment)


def _is_complete(text: str) -> bool:
    return is_finished(text) or ends_quoted(text)


def _mark_end(joined: Joined, blocks: Sequence[Block]) -> None:
    """Marks a story whose last sentence breaks off."""
    if not joined.paragraphs or blocks[-1].alone:
        return
    last = joined.paragraphs[-1]
    if not _is_complete(last) and em_width(last) >= _LEAST_TEXT and re.search("[，,。；;]", last):
        joined.mark_gap(-1, len(last), say("because.end_breaks_off"))


def _mark_lost_beginning(joined: Joined, paragraph: int, seams: Sequence[int], page_text: str) -> None:
    """Marks the seam at which a title 《…》 lost its beginning, when the page prints the same title whole elsewhere.

    Read backwards from the 》, the two agree up to the seam and not over it.
    """
    text = joined.paragraphs[paragraph]
    if "》" not in unclosed(text)[1]:
        return
    end = next(index for index, mark in enumerate(text) if mark == "》" and "》" in unclosed(text[: index + 1])[1])
    for title in dict.fromkeys(re.findall(r"《([^《》]{4,60})》", _plain(page_text))):
        at, matched = end, 0
        while at > 0 and matched < len(title):
            if text[at - 1].isspace():
                at -= 1
            elif _plain(text[at - 1]) == title[-1 - matched]:
                at, matched = at - 1, matched + 1
            else:
                break
        if at in seams and 4 <= matched < len(title):
            reason = say("because.lost_title", title=title, matched=matched)
            joined.mark_gap(paragraph, at, reason)
            return


def _plain(text: str) -> str:
    return re.sub("[“”]", '"', without_blanks(text))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
