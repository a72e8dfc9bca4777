"""A rank printed wrong between two that are right: 24, 52, 26 leaves only 25."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model import CellStatus
from pipeline.numbers import parse_number
from pipeline.repair.changes import Change
from pipeline.repair.operations import explain, operations
from pipeline.rules import Context
from pipeline.rules.checks.rank_sequence import out_of_rank, ranks
from pipeline.rules.kinds import RankFromSequence, RankRule

RULE = "rank_from_sequence"


def mend_ranks(context: Context, repairs: Iterable[RankFromSequence]) -> list[Change]:
    """The rank of every row that breaks the sequence, or has none, where the next rows on both sides keep it and the printed
    rank can have come of the right one by one operation of the catalogue."""
    return [change for repair in repairs for change in _of_rule(context, repair.rule)]


def _shares_rank(context: Context, rule: RankRule, above: int, row: int, below: int) -> bool:
    """Whether the row may share the rank of a neighbour that measures the same: 10, 10, 12 need not be a misprint."""
    if rule.measure is None:
        return False
    mine = (context.numbers[row][rule.column], context.numbers[row][rule.measure])
    return mine in [(context.numbers[near][rule.column], context.numbers[near][rule.measure]) for near in (above, below)]


def _of_rule(context: Context, rule: RankRule) -> Iterator[Change]:
    ranked = ranks(context, rule)
    kept = dict(ranked[place] for place in out_of_rank(context, rule, ranked).kept)
    rows = context.data_rows
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        if _shares_rank(context, rule, above, row, below):
            continue
        if row in kept or above not in kept or below not in kept or kept[below] - kept[above] != 2:
            continue
        want = str(kept[above] + 1)
        printed = context.texts[row][rule.column]
        cell = context.table.rows[row][rule.column]
        witnessed = any(parse_number(reading.text) == int(want) != parse_number(cell.printed) for reading in cell.readings)
        operation = operations()["second_witness"] if witnessed else explain(printed, want)
        if operation is None:
            continue
        evidence = (
            f"the rows above and below are {kept[above]} and {kept[below]}; {printed or '(empty)'} -> {want} ({operation.name})"
        )
        yield Change(row, rule.column, CellStatus.REREAD if witnessed else CellStatus.CORRECTED, RULE, want, evidence)
