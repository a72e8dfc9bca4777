"""Ranks printed or read wrong between two that are right: 24, 52, 26 leaves only 25. The table's head counts as right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.model import CellStatus
from pipeline.numbers import parse_number
from pipeline.repair.changes import Change
from pipeline.repair.operations import explain, operations
from pipeline.rules import Context
from pipeline.rules.checks.rank_sequence import out_of_rank, ranks, ranks_are_shared
from pipeline.rules.kinds import RankFromSequence, RankRule
from pipeline.sentences import or_empty, say
from pipeline.witnesses import is_sure

RULE = "rank_from_sequence"
_WORDED = re.compile(r"[并列第名位等]")
"""A rank in words (并列4, 第4名) is no misprint of its number."""


def mend_ranks(context: Context, repairs: Iterable[RankFromSequence]) -> list[Change]:
    """The rank of every row that breaks the sequence, or has none, where the rows that keep it on both sides leave one
    number for each row between, and the printed rank can have come of the right one by one operation of the catalogue, or
    was read unsurely."""
    return [change for repair in repairs for change in _of_rule(context, repair.rule)]


def _of_rule(context: Context, rule: RankRule) -> Iterator[Change]:
    ranked = ranks(context, rule)
    kept = dict(ranked[place] for place in out_of_rank(context, rule, ranked).kept)
    shared = ranks_are_shared(context, rule, ranked)
    rows = context.data_rows
    for run, above, below in _runs(rows, kept):
        before = rule.start - 1 if above is None else kept[above]
        if kept[below] - before != len(run) + 1:
            continue
        if above is not None and len(run) == 1 and _shares_rank(context, rule, above, run[0], below):
            continue
        if len(run) > 1 and shared and _ties(context, rule, [*([] if above is None else [above]), *run, below]):
            continue
        for offset, row in enumerate(run, 1):
            yield from _change(context, rule, row, str(before + offset), before, kept[below])


def _runs(rows: tuple[int, ...], kept: dict[int, int]) -> Iterator[tuple[list[int], int | None, int]]:
    """Runs of rows that do not keep the sequence, with the rows that do above (None at the head) and below."""
    run: list[int] = []
    above: int | None = None
    for row in rows:
        if row not in kept:
            run.append(row)
            continue
        if run:
            yield run, above, row
        run, above = [], row


def _change(context: Context, rule: RankRule, row: int, want: str, before: int, after: int) -> Iterator[Change]:
    printed = context.texts[row][rule.column]
    cell = context.table.rows[row][rule.column]
    if _WORDED.search(printed):
        return
    witnessed = any(parse_number(reading.text) == int(want) != parse_number(cell.printed) for reading in cell.readings)
    operation = operations()["second_witness"] if witnessed else explain(printed, want)
    unsure = bool(cell.readings) and not is_sure(cell)
    if operation is None and not unsure:
        return
    how = operation.called if operation else say("because.rank_unsure")
    evidence = say("because.rank", before=before, after=after, printed=or_empty(printed), want=want, how=how)
    status = CellStatus.REREAD if witnessed or unsure else CellStatus.CORRECTED
    yield Change(row, rule.column, status, RULE, want, evidence)


def _ties(context: Context, rule: RankRule, rows: list[int]) -> bool:
    """Whether two of these rows, one after the other, measure the same."""
    if rule.measure is None:
        return False
    values = [context.numbers[row][rule.measure] for row in rows]
    return any(one is not None and one == two for one, two in pairwise(values))


def _shares_rank(context: Context, rule: RankRule, above: int, row: int, below: int) -> bool:
    """Whether the row may share the rank of a neighbour that measures the same: 10, 10, 12 need not be a misprint."""
    if rule.measure is None:
        return False
    mine = (context.numbers[row][rule.column], context.numbers[row][rule.measure])
    return mine in [(context.numbers[near][rule.column], context.numbers[near][rule.measure]) for near in (above, below)]
