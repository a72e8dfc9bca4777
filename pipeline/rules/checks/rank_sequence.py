"""Ranks that do not count up row by row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.model import Finding, Severity
from pipeline.rules.context import Context
from pipeline.rules.kinds import RankRule
from pipeline.rules.sequences import Blame, out_of_sequence
from pipeline.sentences import joined, or_empty, say


def check_rank_sequence(context: Context, rule: RankRule) -> Iterator[Finding]:
    """``rank-wrong`` for a rank that does not fit between its neighbours, ``rank-gap`` where ranks are left out."""
    rows = context.data_rows
    ranked = ranks(context, rule)
    blame = out_of_rank(context, rule, ranked)
    for place in blame.blamed + blame.doubtful:
        row, _ = ranked[place]
        want = rule.start + rows.index(row)
        message = say("rank-wrong.row", title=context.title(rule.column), printed=context.texts[row][rule.column], want=want)
        severity = Severity.ERROR if place in blame.blamed else Severity.WARNING
        yield context.finding("rank-wrong", severity, message, row, rule.column, _around(context, rule, row))
    yield from _gaps(context, rule, [ranked[place] for place in blame.kept])


def ranks(context: Context, rule: RankRule) -> list[tuple[int, int]]:
    """(row, rank) of the data rows whose rank is a whole number."""
    found = []
    for row in context.data_rows:
        value = context.numbers[row][rule.column]
        if value is not None and value == int(value):
            found.append((row, int(value)))
    return found


def out_of_rank(context: Context, rule: RankRule, ranked: list[tuple[int, int]]) -> Blame:
    """Which places of ``ranked`` are to blame."""
    measures = _measures(context, rule, ranked)
    shared = ranks_are_shared(context, rule, ranked)

    def tied(i: int, j: int) -> bool:
        if rule.measure is None:
            return rule.ties
        return shared and measures[i] is not None and measures[i] == measures[j]

    return out_of_sequence([rank for _, rank in ranked], tied, rule.start)


def ranks_are_shared(context: Context, rule: RankRule, ranked: list[tuple[int, int]]) -> bool:
    """Whether rows that measure the same share a rank in this table: most of those side by side do."""
    measures = _measures(context, rule, ranked)
    equal = [rank == after for (_, rank), (_, after), same in _neighbours(ranked, measures) if same]
    return 2 * sum(equal) >= len(equal) and sum(equal) >= (1 if rule.ties else 2)


_Measure = tuple[Decimal | None, ...] | None


def _measures(context: Context, rule: RankRule, ranked: list[tuple[int, int]]) -> list[_Measure]:
    """What each row is ranked by, or None where that cannot be read."""
    columns = () if rule.measure is None else (rule.measure, *rule.beside)
    found: list[_Measure] = []
    for row, _ in ranked:
        values = tuple(context.numbers[row][column] for column in columns)
        found.append(values if values and None not in values else None)
    return found


def _neighbours(
    ranked: list[tuple[int, int]], measures: list[_Measure]
) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
    """Neighbours in the ranking, and whether they measure the same: most of those share a rank, or ranks are never shared."""
    for (one, two), (first, second) in zip(pairwise(ranked), pairwise(measures), strict=True):
        yield one, two, first is not None and first == second


def _gaps(context: Context, rule: RankRule, kept: list[tuple[int, int]]) -> Iterator[Finding]:
    """Ranks that no row has. At the head of the table it is one finding for the table: a table may go on from another page."""
    places = {row: place for place, row in enumerate(context.data_rows)}
    ahead, before = rule.start, 0
    for number, (row, rank) in enumerate(kept):
        offset = rank - places[row]
        if offset > ahead:
            title = context.title(rule.column)
            first = rank - (offset - ahead)
            missing = first if offset - ahead == 1 else say("evidence.range", first=first, last=rank - 1)
            if number == 0:
                message = say("rank-gap.head", title=title, rank=rank, missing=missing)
                yield context.finding("rank-gap", Severity.WARNING, message, None, rule.column, f"{rank}")
            else:
                message = say("rank-gap.between", title=title, missing=missing, rank=rank, before=before)
                yield context.finding("rank-gap", Severity.WARNING, message, row, rule.column, f"{before}, {rank}")
        ahead, before = max(ahead, offset), rank


def _around(context: Context, rule: RankRule, row: int) -> str:
    rows = context.data_rows
    place = rows.index(row)
    return joined(", ", (or_empty(context.texts[near][rule.column]) for near in rows[max(0, place - 1) : place + 2]))
