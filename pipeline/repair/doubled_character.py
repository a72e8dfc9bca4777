"""A character that stands twice between district and community.

桃城区区府社区 is right, so the two characters alone prove nothing. The column can: where all its other names have their
district and none of them begins with the character again, and no word of the dictionary and no institution does, one reading
is left. Where another name of the column begins so too, it is only suggested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.lexicons import read_lexicon
from pipeline.model import CellStatus, Finding, Repair, RepairStatus, Severity
from pipeline.names import DoubledCharacter as Doubled
from pipeline.names import begins_with_doubled, doubled_character, split_name, squeeze, word_with_doubled
from pipeline.repair.changes import Change, where_of
from pipeline.rules import Context
from pipeline.rules.kinds import DoubledCharacter
from pipeline.sentences import joined, say
from pipeline.witnesses import is_sure

RULE = "doubled_character"
_LEAST_NAMES = 8
"""Other names with a district: fewer are no grammar."""
_MOSTLY = 0.9


def doubled_characters(context: Context, repairs: Iterable[DoubledCharacter]) -> Iterator[Change | Finding | Repair]:
    """A warning for each doubtful name, and its repair: made where only one reading is left, else suggested."""
    for repair in repairs:
        districts = read_lexicon(repair.lexicon)
        for row in context.data_rows:
            name = context.texts[row][repair.column]
            found = doubled_character(name, districts)
            if found is None:
                continue
            message = say("doubled-character.name", title=context.title(repair.column), name=name, why=found.message)
            yield context.finding("doubled-character", Severity.WARNING, message, row, repair.column, found.suggestion)
            grammar = _grammar(context, repair, row, found)
            if grammar:
                evidence = joined("; ", (found.message, grammar))
                yield Change(row, repair.column, CellStatus.CORRECTED, RULE, found.suggestion, evidence)
            else:
                where = where_of(context.table, row, repair.column)
                yield Repair(RULE, name, found.suggestion, RepairStatus.SUGGESTED, where, found.message)


def _grammar(context: Context, repair: DoubledCharacter, row: int, found: Doubled) -> str:
    """What the other names of the column say for the shorter reading, or "" where they do not prove it."""
    districts = read_lexicon(repair.lexicon)
    others = [squeeze(context.texts[other][repair.column]) for other in context.data_rows if other != row]
    others = [name for name in others if name]
    known = [name for name in others if split_name(name, districts)[0]]
    if len(known) < _LEAST_NAMES or len(known) < _MOSTLY * len(others) or found.suggestion in others:
        return ""
    if any(begins_with_doubled(name, districts) for name in known) or not is_sure(context.table.rows[row][repair.column]):
        return ""
    if word_with_doubled(context.texts[row][repair.column], districts):
        return ""
    return say("because.doubled_proof", names=len(known))
