"""What is to be printed: articles, tables and the page around them, before anything has a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tests.typeset.fonts import Fonts, default_fonts

MILLIMETRE = 72 / 25.4
BROADSHEET = (390 * MILLIMETRE, 545 * MILLIMETRE)
TABLOID = (272 * MILLIMETRE, 393 * MILLIMETRE)

LEFT, ABOVE = "<", "^"
"""In a header: this cell belongs to the one on its left, or above it."""


class Frame(StrEnum):
    """How a table is ruled."""

    FILLED = "filled"
    """Every cell, drawn as thin filled rectangles."""
    STROKED = "stroked"
    """Every cell, drawn as stroked lines."""
    HORIZONTAL = "horizontal"
    """Rules under every row, none between columns."""
    THREE_LINE = "three_line"
    """Rules above and below the header and at the end."""
    NONE = "none"


class Corner(StrEnum):
    """Where a picture or a boxed story stands within the body of the story around it."""

    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    MIDDLE = "middle"
    BOTTOM_RIGHT = "bottom_right"


class Kind(StrEnum):
    """What an article is, as ``articles.csv`` tells it."""

    STORY = "story"
    BRIEF = "brief"
    NOTICE = "notice"
    ADVERTISEMENT = "advertisement"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ``columns`` columns of its story wide, ``ratio`` times as high, with its caption under it."""

    caption: str
    columns: int = 1
    ratio: float = 0.7
    corner: Corner = Corner.TOP_RIGHT
    caption_scale: float = 0.9
    drawn: bool = True
    """False leaves it white: pictures are missing from some text layers."""
    inside: bool = False
    """The caption is printed on the picture, white, at its foot."""


@dataclass(frozen=True, slots=True)
class Article:
    """A story. A newline in ``headline`` asks for a break there; ``column`` fixes its first column, from 0."""

    headline: str
    paragraphs: tuple[str, ...]
    kicker: str = ""
    subhead: str = ""
    reporter: str = ""
    span: int = 1
    column: int | None = None
    body_columns: int | None = None
    boxed: bool = False
    vertical: bool = False
    centred: bool = True
    ruled: bool = False
    """A rule above it."""
    headline_size: float | None = None
    kind: Kind = Kind.STORY
    rubric: str = ""
    """The heading that this and the briefs after it stand under; printed over the first."""
    pictures: tuple[Picture, ...] = ()
    inset: Article | None = None
    """A boxed story that this one runs around, at ``inset_corner``."""
    inset_corner: Corner = Corner.TOP_RIGHT
    heading_span: int | None = None
    """Columns that the heading stands over; the others begin beside it."""
    beside: bool = False
    """The heading, set level, stands left of the body in a column of its own."""
    upright: bool = False
    """The body runs from top to bottom, its lines from right to left."""
    crossheads: tuple[int, ...] = ()
    """Paragraphs that are headings within the story, set bold in the middle of the column."""
    crosshead_scale: float = 1.0
    turn: str = ""
    """What is printed after the end (下转第三版) or, beginning with 上, before the beginning; no part of ``paragraphs``."""
    body_scale: float = 1.0
    column_rules: bool = False
    author: bool = False
    """The first paragraph is the author's line, printed under the heading."""
    verse: bool = False
    """Every paragraph is one printed line, as long as it is; an empty one parts two stanzas."""
    drop_cap: int = 0
    """Lines that the first character is deep."""
    pull_quote: str = ""
    """Words of the story printed once more, larger, between two rules within the body; no part of ``paragraphs``."""
    inset_boxed: bool = True
    reverse: bool = False
    """The headline is white on a black bar."""
    on_picture: bool = False
    """The heading is printed on the first picture, which stands over the body as wide as the story."""
    accent: int = 0
    """So many first characters of the headline are set larger, on its line."""
    columns_wide: tuple[float, ...] = ()
    """Parts of the width that the columns of the body take; empty: all alike."""
    key: str = ""
    """A short name for whoever talks about this article."""

    @property
    def clean_headline(self) -> str:
        return self.headline.replace("\n", "")

    @property
    def own(self) -> tuple[Article, ...]:
        """This story and the one set into it."""
        return (self,) if self.inset is None else (self, self.inset)

    @property
    def shaped(self) -> bool:
        """Whether its body is anything but even columns under the heading."""
        odd = self.pictures or self.inset or self.beside or self.upright or self.heading_span or self.crossheads or self.turn
        odd = odd or self.author or self.verse or self.drop_cap or self.pull_quote or self.reverse or self.on_picture
        return bool(odd) or bool(self.accent) or bool(self.columns_wide) or self.column_rules or self.body_scale != 1.0


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A misprint of a table: what stands there and what should."""

    row: int
    col: int
    kind: str
    printed: str
    true: str
    recoverable: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``header`` uses ``LEFT`` and ``ABOVE`` for spans, an empty string is an empty cell of its own.

    ``rows`` are as printed, ``true_rows`` as they should be (empty: the same). ``align`` holds one of l, c, r a column;
    one letter stands for all.
    """

    title: str
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    true_rows: tuple[tuple[str, ...], ...] = ()
    kind: str = "table"
    unit: str = ""
    panels: int = 1
    span: int = 2
    column: int | None = None
    frame: Frame = Frame.FILLED
    align: str = "c"
    name_col: int = 0
    anomalies: tuple[Anomaly, ...] = ()
    size: float | None = None
    row_height: float | None = None

    @property
    def width(self) -> int:
        return len(self.header[0])

    @property
    def correct_rows(self) -> tuple[tuple[str, ...], ...]:
        return self.true_rows or self.rows


@dataclass(frozen=True, slots=True)
class Group:
    """Briefs, notices or advertisements under one rubric, in ``columns`` columns of one box."""

    rubric: str
    articles: tuple[Article, ...]
    span: int = 2
    column: int | None = None
    columns: int = 1
    boxed: bool = True
    inner_boxes: bool = False
    """A rule between one and the next."""


Item = Article | Table | Group


@dataclass(frozen=True, slots=True)
class Masthead:
    """The strip at the head of the page; ``notice`` is a line at its foot (a telephone number, an address)."""

    paper: str
    issue_date: date
    page: int = 2
    section: str = "要闻"
    editors: tuple[str, ...] = ()
    notice: str = ""
    head: tuple[str, ...] = ()
    """Printed instead of date, page and editors: the first beside the paper's name, the others in a box at the right."""
    front: tuple[str, ...] = ()
    """A front page: the name large over these, which stand in a line between two rules."""
    ears: tuple[str, ...] = ()
    """Small lines at the right of the large name: the weather, a motto."""


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in points."""

    width: float = BROADSHEET[0]
    height: float = BROADSHEET[1]
    margin: float = 30
    columns: int = 6
    gutter: float = 14
    body_size: float = 10.5
    leading: float = 16
    item_gap: float = 12
    headline_scale: float = 1.0
    max_stretch: float = 1.12
    """How far the leading of the last item of a column may grow to reach the foot of the page; 1 is not at all."""
    fonts: Fonts = field(default_factory=default_fonts)

    @property
    def measure(self) -> float:
        """The width of one column."""
        return (self.width - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns

    def span_width(self, span: int) -> float:
        return self.measure * span + self.gutter * (span - 1)

    def column_left(self, column: int) -> float:
        return self.margin + column * (self.measure + self.gutter)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: its items in the order they are packed and told in the truth."""

    masthead: Masthead
    items: tuple[Item, ...]
    style: Style = field(default_factory=Style)
