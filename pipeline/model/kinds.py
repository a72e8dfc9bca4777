"""What things are called that are one of a few: published words, each with its meaning."""

from __future__ import annotations

from enum import StrEnum


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


class Half(StrEnum):
    """A page of two that face each other on one picture."""

    LEFT = "left"
    RIGHT = "right"
