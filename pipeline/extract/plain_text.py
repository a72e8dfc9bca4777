"""Reads a text dump: a page that someone typed, copied or recognised elsewhere.

A dump knows no boxes. What it knows of the page's shape is kept: tabs inside a line, and the blank lines that part one block
from the next.
"""

from __future__ import annotations

import re

from pipeline.errors import UnreadableSourceError
from pipeline.model import Page, PageSource, Route, TextLine
from pipeline.sentences import say
from pipeline.text_encoding import decoded

ENGINE = "text"

_LINE_ENDS = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029")
_PAGE_BREAK = "\f"
_WIDEST_GAP = 256
"""Blanks: a sheet has room for no more between two words, and many a pattern looks from each of a run to its end."""
_LONG_GAP = re.compile(rf"([ \t\u00a0\u3000]{{{_WIDEST_GAP}}})[ \t\u00a0\u3000]+")
_VISIBLE = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) != "\t"}  # U+2400: the control pictures, ␀ for NUL
    | {0x7F: 0x2421}
    | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
)


def read_plain_text(page_source: PageSource) -> Page:
    """The page of a text dump: its lines as read, each with the number of its block.

    Blank lines are not kept as lines; a page break counts as one. Runs of blanks are cut where no sheet is as wide. Control
    characters become their visible pictures (␀), so that no output file is broken by one and none disappears. Raises
    UnreadableSourceError when no decoding fits.
    """
    source = page_source.source
    text, encoding = _decode(source.path.read_bytes(), source.name)
    return Page(
        page_id=page_source.page_id,
        source=page_source,
        route=Route.PLAIN_TEXT,
        route_reason=say("route.text_file", encoding=encoding),
        engine=ENGINE,
        lines=_lines(text),
    )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    told = decoded(data, nuls=True)
    if told is None:
        raise UnreadableSourceError(say("fault.encoding_read", name=name), say("remedy.utf8"))
    return told


def _lines(text: str) -> tuple[TextLine, ...]:
    lines: list[TextLine] = []
    block = -1
    parted = True
    for read in _LINE_ENDS.split(text.replace(_PAGE_BREAK, "\n\n")):
        if not read.strip():
            parted = True
            continue
        if parted:
            block += 1
            parted = False
        lines.append(TextLine(text=_LONG_GAP.sub(r"\1", read).translate(_VISIBLE), block=block))
    return tuple(lines)
