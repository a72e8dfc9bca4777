"""What a conversion came to, and how far it is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, astuple, dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import DONE, NOTHING_READ, SOME_FAILED
from pipeline.model import Page, PageResult, Severity


@dataclass(frozen=True, slots=True)
class Counts:
    """What one page came to, or many; a page counts though it failed."""

    pages: int = 0
    failed: int = 0
    articles: int = 0
    tables: int = 0
    repairs: int = 0
    errors: int = 0
    warnings: int = 0
    notices: int = 0

    @classmethod
    def of(cls, page: Page | None) -> Counts:
        """Of one page; None is one that failed."""
        if page is None:
            return cls(pages=1, failed=1)
        severities = Counter(finding.severity for finding in page.findings)
        return cls(
            pages=1,
            articles=len(page.articles),
            tables=len(page.tables),
            repairs=len(page.repairs),
            errors=severities[Severity.ERROR],
            warnings=severities[Severity.WARNING],
            notices=severities[Severity.NOTICE],
        )

    @classmethod
    def read(cls, text: str) -> Counts:
        return cls(**json.loads(text))

    def written(self) -> str:
        return json.dumps(asdict(self))

    def __str__(self) -> str:
        """As one line for people: 2 pages, 1 failed: 1 article, …"""
        made, said = (
            ", ".join(counted(getattr(self, name), name) for name in names)
            for names in (("articles", "tables", "repairs"), ("errors", "warnings", "notices"))
        )
        return f"{counted(self.pages, 'pages')}, {self.failed} failed: {made}; {said}"

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    def times(self, pages: int) -> Counts:
        """Of so many pages with these counts."""
        return Counts(*(pages * each for each in astuple(self)))


def counted(count: int, plural: str) -> str:
    """So many of a thing with a regular plural.

    >>> counted(1, "pages"), counted(0, "pages")
    ('1 page', '0 pages')
    """
    return f"{count} {plural.removesuffix('s') if count == 1 else plural}"


@dataclass(frozen=True, slots=True)
class ConversionSummary:
    """What a conversion came to: the ``counts`` of all that it published in ``out``, ``reused`` pages included that an earlier
    one had done."""

    out: Path
    counts: Counts = Counts()
    reused: int = 0
    reused_failed: int = 0

    def __str__(self) -> str:
        before = f"; done before: {counted(self.reused, 'pages')}" if self.reused else ""
        again = f", {self.reused_failed} of them failed (--retry-failed tries these again)" if self.reused_failed else ""
        return f"{self.counts}{before}{again} → {self.out}"

    @property
    def pages(self) -> int:
        return self.counts.pages

    @property
    def failed(self) -> int:
        return self.counts.failed

    @property
    def exit_code(self) -> int:
        if self.failed == 0:
            return DONE
        return NOTHING_READ if self.failed == self.pages else SOME_FAILED


class Phase(StrEnum):
    LOOKING = "looking"
    CONVERTING = "converting"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a conversion is: ``done`` of ``total`` (0: not known) files while it looks, then pages. ``result`` is the page,
    without its contents, that was just done; None at a phase's beginning and wherever no page was made."""

    phase: Phase
    done: int
    total: int
    failed: int = 0
    reused: int = 0
    result: PageResult | None = None
