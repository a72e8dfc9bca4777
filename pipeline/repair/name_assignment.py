"""Names that a list on the page leaves over, given to the rows that are left over: one name a row, one row a name.

Where the list's rank was misprinted or misread, its name still belongs to somebody. The names of the list that no row has are
matched with the rows that have none, or an unsure one, so that the names are as alike as can be in all (rapidfuzz; the
assignment by scipy). A pair is believed when its names are as good as alike and no other pair comes near, or, for a row
without a name, when it is the only such row and the only name left of a list whose other names the table all has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from pipeline.lexicons import read_lexicon
from pipeline.model import CellStatus
from pipeline.names import split_name, squeeze
from pipeline.repair.changes import Change
from pipeline.rules import Context
from pipeline.rules.checks.listed import Entry, all_entries, contradictions, key_of
from pipeline.rules.kinds import ListedRule, NameFromList
from pipeline.sentences import or_empty, say

RULE = "name_assigned"

_ALIKE = 75.0
"""Per cent (rapidfuzz): one character of four or five may differ."""
_NEXT = 15.0
"""Per cent by which the next best match of the row and of the name must be less alike."""
_LONG = 6
"""Characters of a community's name, 社区 included. Of places in lists of sixty, so many have a neighbour that differs in one
character (``python -m benchmarks.name_likeness``): 10 per cent of those of four, 0.7 of five, 0.6 of six, 0.1 of seven; of the
real communities 33 of 45 of four and 2 of 14 of five, but none of six."""
_LEAST_LISTED = 3
"""Names of the list that the table has, before the last one left over is taken for the row left over."""


@dataclass(frozen=True, slots=True)
class _Left:
    """Rows and names that are left over."""

    rows: list[int]
    entries: list[Entry]
    matched: int


def assign_names(context: Context, repairs: Iterable[NameFromList]) -> list[Change]:
    """The name of every row that the page's lists leave one name for."""
    return [change for repair in repairs for change in _of_list(context, repair.listed)]


def _of_list(context: Context, rule: ListedRule) -> list[Change]:
    left = _left_over(context, rule)
    if not left.rows or not left.entries or contradictions(context, rule):
        return []
    scores = [[ratio(squeeze(context.texts[row][rule.value]), entry.name) for entry in left.entries] for row in left.rows]
    changes = [
        _change(context, rule, left.rows[i], left.entries[j], say("because.assigned_alike", score=scores[i][j]))
        for i, j in _pairs(scores)
        if scores[i][j] >= _ALIKE
        and _stands_alone(scores, i, j)
        and _is_attested(context, rule, left.rows[i], left.entries[j].name)
    ]
    blank = [row for row in left.rows if context.blank(row, rule.value)]
    given = {change.clean for change in changes}
    names = [entry for entry in left.entries if entry.name not in given]
    if len(blank) == 1 and len(names) == 1 and names[0].sure and left.matched >= _LEAST_LISTED:
        why = say("because.assigned_left", names=left.matched)
        changes.append(_change(context, rule, blank[0], names[0], why))
    return changes


def _left_over(context: Context, rule: ListedRule) -> _Left:
    listed = list(dict.fromkeys(entry for _, entry in all_entries(context, rule)))
    standing = {squeeze(context.texts[row][rule.value]) for row in context.data_rows}
    keyed = {key_of(context.texts[row][rule.key]) for row in context.data_rows if not context.blank(row, rule.value)}
    rows = [row for row in context.data_rows if context.blank(row, rule.value) or not context.read_surely(row, rule.value)]
    rows = [row for row in rows if squeeze(context.texts[row][rule.value]) not in {entry.name for entry in listed}]
    entries = [entry for key, entry in all_entries(context, rule) if entry.name not in standing and key not in keyed]
    return _Left(rows, list(dict.fromkeys(entries)), sum(entry.name in standing for entry in listed))


def _pairs(scores: list[list[float]]) -> list[tuple[int, int]]:
    """One name a row and one row a name, as alike as can be in all."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # loaded only where a name is left over: it takes a fifth of a second

    rows, columns = linear_sum_assignment(np.array(scores), maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _is_attested(context: Context, rule: ListedRule, row: int, name: str) -> bool:
    """Whether each character of the name was read in its place by some witness, or all but one of a long name, where the row
    has a name: those of one district and kind are alike in most of their characters, and likeness would mistake them."""
    if context.blank(row, rule.value):
        return True
    texts = [context.texts[row][rule.value], *(reading.text for reading in context.table.rows[row][rule.value].readings)]
    readings = [squeeze(text) for text in texts]
    same_length = [text for text in readings if len(text) == len(name)]
    unread = sum(all(text[place] != character for text in same_length) for place, character in enumerate(name))
    community = split_name(name, read_lexicon("hengshui_districts"))[1]
    return unread == 0 or (unread == 1 and len(community) >= _LONG)


def _stands_alone(scores: list[list[float]], row: int, column: int) -> bool:
    mine = scores[row][column]
    rest = [score for j, score in enumerate(scores[row]) if j != column]
    rest += [line[column] for i, line in enumerate(scores) if i != row]
    return all(score <= mine - _NEXT for score in rest)


def _change(context: Context, rule: ListedRule, row: int, entry: Entry, why: str) -> Change:
    printed = context.texts[row][rule.value]
    status = CellStatus.REREAD if printed else CellStatus.CORRECTED
    told = or_empty(printed)
    evidence = say("because.assigned", table=entry.table_id, row=entry.row, name=entry.name, why=why, printed=told)
    return Change(row, rule.value, status, RULE, entry.name, evidence)
