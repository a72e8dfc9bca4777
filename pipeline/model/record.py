"""What is said of a page, and what was done to it: findings, repairs, decisions."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.geometry import Box
from pipeline.model.kinds import RepairStatus, Severity, Verdict
from pipeline.sentences import Bilingual


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
