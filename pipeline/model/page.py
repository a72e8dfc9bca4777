"""A page on its way through the house, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.errors import Cause
from pipeline.geometry import Box
from pipeline.model.article import Article
from pipeline.model.kinds import Route
from pipeline.model.record import Finding, Repair
from pipeline.model.source import PageSource
from pipeline.model.table import Table
from pipeline.model.text import Region, Ruling, TextLine


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
