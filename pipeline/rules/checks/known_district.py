"""A name that does not begin with a district we know."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lexicons import read_lexicon
from pipeline.model import Finding, Severity
from pipeline.names import nearest_district, split_name
from pipeline.rules.context import Context
from pipeline.rules.kinds import DistrictRule
from pipeline.sentences import say

_ELSEWHERE = 2
"""From half of the names on, the paper writes of other places than the lexicon does."""


def check_known_district(context: Context, rule: DistrictRule) -> Iterator[Finding]:
    """``unknown-district``; where the rule was only inferred, a warning needs a district that is one character off."""
    districts = read_lexicon(rule.lexicon)
    named = [row for row in context.data_rows if not context.blank(row, rule.column)]
    unknown = [row for row in named if not split_name(context.texts[row][rule.column], districts)[0]]
    title = context.title(rule.column)
    if len(unknown) > 1 and _ELSEWHERE * len(unknown) >= len(named):
        count = say("evidence.of", some=len(unknown), all=len(named))
        message = say("unknown-district.many", title=title, unknown=len(unknown), names=len(named), lexicon=rule.lexicon)
        yield context.finding("unknown-district", Severity.WARNING, message, None, rule.column, count)
        return
    for row in unknown:
        name = context.texts[row][rule.column]
        near = nearest_district(name, districts)
        severity = Severity.WARNING if near or not rule.hint else Severity.NOTICE
        message = say("unknown-district.name", title=title, name=name, lexicon=rule.lexicon)
        if near:
            message = say("unknown-district.near", title=title, name=name, lexicon=rule.lexicon, near=near)
        yield context.finding("unknown-district", severity, message, row, rule.column, near)
