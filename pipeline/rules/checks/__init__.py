"""One module a kind of rule. To add a kind: a value in ``rules/kinds.py``, a module here, a line in ``CHECKS``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pipeline.model import Finding, Severity
from pipeline.rules import kinds
from pipeline.rules.checks.column_sum import check_column_sum
from pipeline.rules.checks.known_district import check_known_district
from pipeline.rules.checks.listed import check_listed
from pipeline.rules.checks.number import check_number
from pipeline.rules.checks.order import check_order
from pipeline.rules.checks.rank_sequence import check_rank_sequence
from pipeline.rules.checks.ratio import check_ratio
from pipeline.rules.checks.required import check_required
from pipeline.rules.checks.row_sum import check_row_sum
from pipeline.rules.checks.share_cap import check_share_cap
from pipeline.rules.checks.unique import check_unique
from pipeline.rules.context import Context
from pipeline.sentences import joined, say, term

Check = Callable[[Context, Any], Iterable[Finding]]

CHECKS: dict[type[kinds.AnyRule], Check] = {
    kinds.NumberRule: check_number,
    kinds.RequiredRule: check_required,
    kinds.SumRule: check_row_sum,
    kinds.RatioRule: check_ratio,
    kinds.ColumnSumRule: check_column_sum,
    kinds.ShareCapRule: check_share_cap,
    kinds.RankRule: check_rank_sequence,
    kinds.OrderRule: check_order,
    kinds.UniqueRule: check_unique,
    kinds.DistrictRule: check_known_district,
    kinds.ListedRule: check_listed,
}


def check(context: Context) -> tuple[Finding, ...]:
    """What the table's rules find, rule by rule."""
    return tuple(finding for rule in context.rules.rules for finding in CHECKS[type(rule)](context, rule))


def still_broken(context: Context, row: int, found: Iterable[Finding]) -> Finding:
    """The error ``still-broken`` of a row whose clean values break a rule: ``found`` is what they break."""
    told = list(found)
    codes = joined(", ", dict.fromkeys(term("broken", each.code) for each in told))
    evidence = joined("; ", dict.fromkeys(each.evidence for each in told if each.evidence))
    message = say("still-broken.row", codes=codes)
    return context.finding("still-broken", Severity.ERROR, message, row, evidence=evidence)
