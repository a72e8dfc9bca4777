"""Every value that flows through the house, frozen.

The words are the field's own: Page, Region, TextLine and Glyph are ALTO's and PAGE-XML's. One ``Page`` goes from stage to
stage; each stage answers with a new one (``dataclasses.replace``). Coordinates are points from the top left
(``geometry.py``). Confidence is 0-1, higher is surer, ``None`` is unknown.

kinds    words that are one of a few     text     glyphs, lines, rules, regions
table    grids, columns, cells          article  an article
record   findings, repairs, decisions   source   files and their pages
page     a page, and what becomes of it
"""

from pipeline.model.article import Article
from pipeline.model.kinds import ArticleKind, CellStatus, Half, RegionKind, RepairStatus, Route, Severity, SourceKind, Verdict
from pipeline.model.page import Masthead, OutputFile, Page, PageResult
from pipeline.model.record import Decision, Finding, Repair, Where
from pipeline.model.source import PageSource, Source
from pipeline.model.table import Cell, Column, GridCell, Table
from pipeline.model.text import SURE, Glyph, Reading, Region, Ruling, TextLine

__all__ = [
    "SURE",
    "Article",
    "ArticleKind",
    "Cell",
    "CellStatus",
    "Column",
    "Decision",
    "Finding",
    "Glyph",
    "GridCell",
    "Half",
    "Masthead",
    "OutputFile",
    "Page",
    "PageResult",
    "PageSource",
    "Reading",
    "Region",
    "RegionKind",
    "Repair",
    "RepairStatus",
    "Route",
    "Ruling",
    "Severity",
    "Source",
    "SourceKind",
    "Table",
    "TextLine",
    "Verdict",
    "Where",
]
