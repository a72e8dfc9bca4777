"""Every value that flows through the house, frozen.

The words are the field's own: Page, Region, TextLine and Glyph are ALTO's and PAGE-XML's. One ``Page`` goes from stage to
stage; each stage answers with a new one (``dataclasses.replace``). Coordinates are points from the top left
(``geometry.py``). Confidence is 0-1, higher is surer, ``None`` is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import Cause
from pipeline.geometry import NOWHERE, Box
from pipeline.sentences import Bilingual

SURE = 0.98
"""A cell read with this confidence is taken to say what it says. On fair scans one cell in two hundred is read with less, on
rough ones a third of the names (BENCHMARKS.md, "Scans")."""


class SourceKind(StrEnum):
    PDF = "pdf"
    TEXT = "text"
    IMAGE = "image"


class Route(StrEnum):
    """How a page was read."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    PLAIN_TEXT = "plain_text"


class RegionKind(StrEnum):
    """What a part of the page is (PAGE-XML's TextRegion types, TableRegion and AdvertRegion).

    FLOATING is a pull quote. ADVERT and NOTICE hold other regions (``Region.within``); PAGE-XML has no kind for notices (公告,
    启事), where they are ``other``.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    HEADER = "header"
    FOOTER = "footer"
    TABLE = "table"
    FLOATING = "floating"
    ADVERT = "advert"
    NOTICE = "notice"
    OTHER = "other"


class ArticleKind(StrEnum):
    """What an article is. What is said of a picture that stands with no article is a CAPTION of its own."""

    STORY = "story"
    BRIEF = "brief"
    NOTICE = "notice"
    ADVERTISEMENT = "advertisement"
    CAPTION = "caption"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class CellStatus(StrEnum):
    """What became of a printed value. The meaning of each word is part of the output contract (DESIGN, README)."""

    AS_PRINTED = "as_printed"
    REREAD = "reread"
    CORRECTED = "corrected"
    IMPUTED = "imputed"
    UNRESOLVED = "unresolved"
    MISSING = "missing"


class RepairStatus(StrEnum):
    APPLIED = "applied"
    SUGGESTED = "suggested"


class Verdict(StrEnum):
    """What a person decided of a cell: who erred, or that nobody did; WITHDRAWN takes that person's decision back."""

    PAPER_ERROR = "paper_error"
    MISREAD = "misread"
    AS_PRINTED = "as_printed"
    WITHDRAWN = "withdrawn"


class Glyph(NamedTuple):
    """One printed character. A named tuple for the reason given in ``geometry.py``."""

    text: str
    box: Box
    size: float
    """Type size in points, as set on the page."""
    weight: int = 0
    """Font weight 100-900 where the file tells, else 0."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness read in one place."""

    text: str
    witness: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A printed line, horizontal or vertical; ``box`` keeps its thickness."""

    box: Box

    @property
    def horizontal(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line of text. On the plain-text route ``box`` is NOWHERE, ``size`` is 0 and ``block`` counts the blocks of
    the dump (runs of lines without a blank line between them)."""

    text: str
    box: Box = NOWHERE
    size: float = 0.0
    weight: int = 0
    vertical: bool = False
    glyphs: tuple[Glyph, ...] = ()
    readings: tuple[Reading, ...] = ()
    block: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page with one kind, its lines in reading order; ``frame`` is the ruled box it stands in, if any,
    ``article_id`` the article it was put into, and ``within`` the kind of that where it is an advertisement or a notice."""

    kind: RegionKind
    lines: tuple[TextLine, ...]
    box: Box = NOWHERE
    frame: Box | None = None
    article_id: str = ""
    within: RegionKind | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table's grid as it was read, header rows included; a span is kept at its first cell."""

    row_index: int
    column_index: int
    text: str
    row_span: int = 1
    col_span: int = 1
    box: Box | None = None
    confidence: float | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the clean table.

    ``name`` is the recipe's field name, or the printed header where no recipe knows the table; ``title`` is the printed
    header; ``share`` is the highest value the column allows where the header says so (占比20% is 20).
    """

    name: str
    title: str = ""
    type: str = "string"
    role: str = ""
    unit: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One data cell: what is printed and what is clean."""

    printed: str
    clean: str
    status: CellStatus = CellStatus.AS_PRINTED
    confidence: float | None = None
    rule: str = ""
    readings: tuple[Reading, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``grid`` is what was read; ``columns`` and ``rows`` are the data table made of it.

    ``rows[i][j]`` stands under ``columns[j]``; all rows have the same length. ``lines`` are the printed lines of the grid, its
    title and its notes.
    """

    table_id: str
    title: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    recipe: str = ""
    grid: tuple[GridCell, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    box: Box | None = None
    lines: tuple[TextLine, ...] = ()

    def column_index(self, name: str) -> int | None:
        """Where the column of this name stands, or None."""
        for index, column in enumerate(self.columns):
            if column.name == name:
                return index
        return None

    @property
    def grid_rows(self) -> int:
        return max((cell.row_index + cell.row_span for cell in self.grid), default=0)

    @property
    def grid_columns(self) -> int:
        return max((cell.column_index + cell.col_span for cell in self.grid), default=0)


@dataclass(frozen=True, slots=True)
class Article:
    """An article; ``paragraphs`` hold the body text, kicker 引题, subhead 副题.

    ``printed_text`` is the body as it was read, one printed line a line: what every change to ``paragraphs`` started from.
    """

    article_id: str
    order: int = 0
    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    reporter: str = ""
    dateline: str = ""
    paragraphs: tuple[str, ...] = ()
    printed_text: str = ""
    keywords: tuple[str, ...] = ()
    confidence: float | None = None
    box: Box | None = None
    kind: ArticleKind = ArticleKind.STORY
    rubric: str = ""
    """The heading that this and other short articles stand under (简讯)."""
    captions: tuple[str, ...] = ()
    """The captions of its pictures, no part of the text."""
    pull_quotes: tuple[str, ...] = ()
    """Words of the text printed once more, larger, in the midst of it; no part of the text."""
    continued_to: str = ""
    continued_from: str = ""
    """The 版 on which the story goes on, or began, as it is printed."""
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Where:
    """What a finding or a repair is about; all empty means the page. ``row`` is the data row, from 0."""

    table_id: str = ""
    article_id: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know. ``evidence`` holds the numbers behind the message; what of it is words is ``Bilingual`` too."""

    code: str
    severity: Severity
    message: Bilingual
    where: Where = Where()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """A value that was changed (applied) or that a person should look at (suggested)."""

    rule: str
    before: str
    after: str
    status: RepairStatus
    where: Where = Where()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of one cell, as a line of decisions.csv.

    The page is told by its file's hash and its number, the cell by its box and by its place: ``table`` counts the page's tables
    from 1, ``row`` its data rows from 0. ``before`` is what had been read there.
    """

    sha256: str
    page_number: int
    table: int
    row: int
    column: str
    box: Box | None
    before: str
    verdict: Verdict
    after: str
    reason: str
    by: str
    at: str
    """When, in ISO 8601; it stands in decisions.csv alone."""
    half: str = ""
    """Which half of a spread the page is (``Half``); empty for a whole sheet."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``name`` is its path under the given folder (a single file's name), with forward slashes."""

    path: Path
    name: str
    sha256: str
    kind: SourceKind
    page_count: int
    stamp: str = field(default="", compare=False)
    """Size and times of the file when it was hashed: one that has others since is not the file of this hash."""
    url: str = ""
    """Where a file in an object store is fetched from; its ``path`` is that of the fetched copy, once there is one."""


class Half(StrEnum):
    """A page of two that face each other on one picture."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page of a source; ``page_number`` counts from 1. A spread shows two newspaper pages; each is a ``half`` of it."""

    source: Source
    page_number: int
    page_id: str
    half: Half | None = None


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the page says about itself; empty where it does not say. ``edition`` is the 版."""

    paper: str = ""
    issue_date: str = ""
    edition: str = ""
    editors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page on its way through the house; what a stage has not reached yet is empty.

    ``width`` and ``height`` are points, 0 for a text dump. Every line of ``lines`` ends in exactly one place: a table, an
    article or ``furniture``.
    """

    page_id: str
    source: PageSource
    route: Route
    route_reason: str = ""
    engine: str = ""
    width: float = 0.0
    height: float = 0.0
    dpi: float = 0.0
    """Resolution of the picture that was read, 0 where none was."""
    to_source: tuple[float, float, float, float, float, float] | None = None
    """Affine from points of this page to pixels of the source picture (x' = ax + by + c, y' = dx + ey + f)."""
    source_size: tuple[int, int] | None = None
    """Width and height of that source picture, in pixels; of a PDF's page as it is shown."""
    lines: tuple[TextLine, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    regions: tuple[Region, ...] = ()
    furniture: tuple[TextLine, ...] = ()
    masthead: Masthead = Masthead()
    tables: tuple[Table, ...] = ()
    articles: tuple[Article, ...] = ()
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    pictures: tuple[Box, ...] = ()
    """Pictures that the file places on the page; none are known of a scan."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page: a ``page``, or the ``error`` that stopped it."""

    source: PageSource
    page: Page | None = None
    error: str = ""
    cause: Cause | None = None
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write: its path in the output folder, with forward slashes, and its bytes."""

    path: str
    data: bytes
