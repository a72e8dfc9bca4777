"""Sets the strip at the head of the page and the notice at its foot."""

from __future__ import annotations

from pipeline.geometry import Box
from tests.typeset.fonts import text_width
from tests.typeset.marks import Mark, TextMark, frame, horizontal, text_in
from tests.typeset.spec import Masthead, Style

WEEKDAYS = "一二三四五六日"
STRIP_HEIGHT = 48.0
NOTICE_HEIGHT = 20.0
FRONT_HEIGHT = 124.0


def strip_height(masthead: Masthead) -> float:
    return FRONT_HEIGHT if masthead.front else STRIP_HEIGHT


def date_line(masthead: Masthead) -> str:
    """The date as printed.

    >>> from datetime import date
    >>> date_line(Masthead("衡水日报", date(2022, 4, 28)))
    '2022年4月28日 星期四'
    """
    day = masthead.issue_date
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def editor_line(masthead: Masthead) -> str:
    return " ".join(("责任编辑", *masthead.editors)) if masthead.editors else ""


def set_masthead(masthead: Masthead, style: Style) -> tuple[Mark, ...]:
    """Paper, date, page with its section, editors, and the rule below them, at their places on the page."""
    if masthead.front:
        return _front(masthead, style)
    left, width, baseline = style.margin, style.width - 2 * style.margin, style.margin + 30
    size, small = 28.0, style.body_size
    name = TextMark(masthead.paper, left, baseline, style.fonts.display, size, bold=True)
    rest = left + text_width(style.fonts.display, masthead.paper, size) + 20
    room = left + width - rest
    face = style.fonts.body
    if masthead.head:
        first, *boxed = masthead.head
        top, edge = style.margin + 2, left + width
        step = small * 1.05
        box = [
            text_in(text, edge - 120, 114, top + (row + 1) * step, face, small * 0.85, "l") for row, text in enumerate(boxed)
        ]
        sides = frame(Box(edge - 126, top, edge, top + len(boxed) * step + 4), 0.5) if boxed else ()
        line = text_in(first, rest, room - 140, baseline, face, small, "l")
        return (name, line, *box, *sides, horizontal(left, left + width, style.margin + 42, 1.2))
    marks: list[Mark] = [
        name,
        text_in(date_line(masthead), rest, room * 0.45, baseline, face, small),
        text_in(f"第{masthead.page}版 {masthead.section}", rest + room * 0.45, room * 0.25, baseline, face, small),
        text_in(editor_line(masthead), rest, room, baseline, face, small, "r"),
        horizontal(left, left + width, style.margin + 38, 1.2),
    ]
    return tuple(marks)


def _front(masthead: Masthead, style: Style) -> tuple[Mark, ...]:
    """The head of a front page: a large name, small lines at its right, a line of facts between two rules."""
    left, width, top = style.margin, style.width - 2 * style.margin, style.margin
    size, small = 64.0, style.body_size * 0.9
    name = TextMark(masthead.paper, left, top + 66, style.fonts.display, size, bold=True)
    edge = left + width - 150
    ears = [
        TextMark(text, edge, top + 16 + row * small * 1.5, style.fonts.body, small) for row, text in enumerate(masthead.ears)
    ]
    facts = (date_line(masthead), *masthead.front)
    room = width / len(facts)
    strip = [text_in(text, left + room * at, room, top + 98, style.fonts.body, small) for at, text in enumerate(facts)]
    return (name, *ears, *strip, horizontal(left, left + width, top + 84, 0.5), horizontal(left, left + width, top + 106, 1.2))


def set_notice(masthead: Masthead, style: Style) -> tuple[Mark, ...]:
    """The notice at the foot of the page, a rule above it; nothing where there is none."""
    if not masthead.notice:
        return ()
    left, width, bottom = style.margin, style.width - 2 * style.margin, style.height - style.margin
    text = text_in(masthead.notice, left, width, bottom - 2, style.fonts.body, style.body_size)
    return (horizontal(left, left + width, bottom - NOTICE_HEIGHT + 4, 0.6), text)
