"""A character that may stand twice between district and community. Never changed, only shown: 桃城区区府社区 is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.lexicons import read_lexicon
from pipeline.model import Finding, Repair, RepairStatus, Severity
from pipeline.names import doubled_character
from pipeline.repair.changes import where_of
from pipeline.rules import Context
from pipeline.rules.kinds import DoubledCharacter

RULE = "doubled_character"


def doubled_characters(context: Context, repairs: Iterable[DoubledCharacter]) -> Iterator[Finding | Repair]:
    """A warning and a suggested repair for each doubtful name."""
    for repair in repairs:
        districts = read_lexicon(repair.lexicon)
        for row in context.data_rows:
            name = context.texts[row][repair.column]
            found = doubled_character(name, districts)
            if found is None:
                continue
            where = where_of(context.table, row, repair.column)
            message = f"{context.title(repair.column)} {name}: {found.message}"
            yield context.finding("doubled-character", Severity.WARNING, message, row, repair.column, found.suggestion)
            yield Repair(RULE, name, found.suggestion, RepairStatus.SUGGESTED, where, found.message)
