"""Findings that blame nobody: what was recomputed, which rules were inferred, what is more alike than chance makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from pipeline.model import Finding, Severity
from pipeline.rules import Context
from pipeline.validate.chance import binomial_tail
from pipeline.validate.oddities import oddities

_LEAST_EQUAL = 3
_REMARKABLE = 0.01
"""Two parts that are equal this rarely by chance are worth a line."""


def notices(context: Context) -> Iterator[Finding]:
    """All notices of one table."""
    yield from _inferred(context)
    yield from _recomputed(context)
    yield from _equal_parts(context)
    yield from oddities(context)


def _inferred(context: Context) -> Iterator[Finding]:
    for support in context.rules.support:
        title = "" if support.column is None else f"{context.title(support.column)}: "
        yield context.finding("rule-inferred", Severity.NOTICE, title + support.text, None, support.column, support.text)
    for text in context.rules.unchecked:
        yield context.finding("rule-not-checked", Severity.NOTICE, f"a rule could not be checked: {text}", None)


def _recomputed(context: Context) -> Iterator[Finding]:
    for rule in context.sums:
        rows = range(len(context.texts))
        holding = sum(context.sum_holds(row, rule, context.numbers[row]) for row in rows)
        parts = ", ".join(context.title(column) for column in rule.parts)
        message = f"{context.title(rule.total)} recomputed from {parts}: {holding} of {len(rows)} rows add up"
        evidence = f"{holding} of {len(rows)}"
        yield context.finding("totals-recomputed", Severity.NOTICE, message, None, rule.total, evidence)


def _equal_parts(context: Context) -> Iterator[Finding]:
    """Two parts with the same share that are equal in more rows than chance explains: one may have been copied, or both may
    be halves of one mark."""
    for rule in context.sums:
        for one, two in combinations(rule.parts, 2):
            if context.caps.get(one) != context.caps.get(two):
                continue
            pairs = [
                (a, b)
                for row in context.data_rows
                if (a := context.numbers[row][one]) is not None and (b := context.numbers[row][two]) is not None
            ]
            equal = sum(a == b for a, b in pairs)
            chance = _chance_equal(Counter(a for a, _ in pairs), Counter(b for _, b in pairs), len(pairs))
            p_value = binomial_tail(len(pairs), equal, chance)
            remarkable = _REMARKABLE if one in context.caps else _REMARKABLE / 10
            if equal >= _LEAST_EQUAL and p_value < remarkable:
                names = f"{context.title(one)} and {context.title(two)}"
                expected = f"{len(pairs) * chance:.1f}"
                message = f"{names} are equal in {equal} of {len(pairs)} rows; chance alone would make {expected}"
                evidence = f"{equal} of {len(pairs)}, exact binomial p = {p_value:.2g} at {chance:.4f} a row"
                yield context.finding("parts-often-equal", Severity.NOTICE, message, None, two, evidence)


def _chance_equal(ones: Counter[object], twos: Counter[object], rows: int) -> float:
    """How often two values drawn from the two columns are equal."""
    return sum(count * twos[value] for value, count in ones.items()) / rows**2 if rows else 0.0
