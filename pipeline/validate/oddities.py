"""What is odd and breaks no rule: a number far from its column, numbers that end in 0 and 5, ties, names that are nearly the
same.

Notices for the fact-checker, each with the figure behind it. None of them says that anything is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from rapidfuzz.distance import Indel

from pipeline.lexicons import read_lexicon
from pipeline.model import Finding, Severity
from pipeline.names import split_name, squeeze, stem_of
from pipeline.numbers import format_number
from pipeline.rules import Context
from pipeline.rules.kinds import RankRule, RatioRule
from pipeline.rules.ratios import last_place
from pipeline.sentences import joined, say
from pipeline.validate.chance import binomial_tail

_LEAST_VALUES = 12
_FAR = 5.0
"""Modified z-score: distance to the median over 1.4826 MAD. Iglewicz and Hoaglin (1993) call 3.5 an outlier; columns of
newspapers are skewed (one city, many counties), so a little more is asked."""
_MAD_TO_SIGMA = 1.4826
_MOST_FAR = 3
"""From so many outliers in a column on it is the column that is skewed."""
_HEAPED = 1e-3
_LEAST_HEAPED = 20
_NEARLY = 0.75
"""Shared characters of two stems, both counted (Indel): 牛佐 and 牛家佐 have four of five."""
DISTRICTS = "hengshui_districts"
_MOST_PAIRS, _MOST_NAMES = 4, 1000
_COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十甲乙丙丁戊己庚辛壬癸]")
_PART = re.compile(r"[新老东西南北中]$|^[新老东西南北中]")


def oddities(context: Context) -> Iterator[Finding]:
    """All of them, column by column."""
    ranks = {rule.column for rule in context.rules_of(RankRule)}
    for column in range(len(context.table.columns)):
        values = [(row, value) for row in context.data_rows if (value := context.numbers[row][column]) is not None]
        if column not in ranks and context.table.columns[column].role != "rank" and len(values) >= _LEAST_VALUES:
            yield from _outliers(context, column, values)
            yield from _heaping(context, column, [value for _, value in values])
    yield from _ties(context)
    yield from _shares(context)
    yield from _similar_names(context)


def _outliers(context: Context, column: int, values: list[tuple[int, Decimal]]) -> Iterator[Finding]:
    middle = median(value for _, value in values)
    spread = median(abs(value - middle) for _, value in values)
    if not spread:
        return
    far = [(row, value, float(abs(value - middle) / spread) / _MAD_TO_SIGMA) for row, value in values]
    far = [each for each in far if each[2] > _FAR]
    for row, value, score in far if len(far) <= _MOST_FAR else ():
        title = context.title(column)
        message = say("outlier.cell", title=title, value=format_number(value), middle=format_number(middle))
        evidence = say("evidence.outlier", score=score, spread=format_number(spread))
        yield context.finding("outlier", Severity.NOTICE, message, row, column, evidence)


def _heaping(context: Context, column: int, values: list[Decimal]) -> Iterator[Finding]:
    """More numbers that end in 0 or 5 than one in five, in a column that can end in any digit."""
    place = min(last_place(context.texts[row][column]) for row in context.data_rows if context.texts[row][column])
    whole = [int(value / place) for value in values if abs(value / place) >= 10]
    endings = [abs(value) % 10 for value in whole]
    if len(whole) < _LEAST_HEAPED or len(set(endings)) < 4 or all(ending % 2 == 0 for ending in endings):
        return
    hits = sum(ending in (0, 5) for ending in endings)
    chance = binomial_tail(len(endings), hits, 0.2)
    if chance < _HEAPED:
        expected = f"{len(endings) / 5:.0f}"
        title = context.title(column)
        message = say("heaping.column", title=title, hits=hits, numbers=len(endings), expected=expected)
        yield context.finding("heaping", Severity.NOTICE, message, None, column, say("evidence.binomial", p=chance))


def _ties(context: Context) -> Iterator[Finding]:
    """Rows that measure the same and are ranked one behind the other, where nothing printed parts them."""
    for rule in context.rules_of(RankRule):
        if rule.measure is None:
            continue
        apart, shared = [], 0
        for one, two in pairwise(context.data_rows):
            ranks = [context.numbers[row][rule.column] for row in (one, two)]
            same = context.numbers[one][rule.measure]
            if None in ranks or same is None or same != context.numbers[two][rule.measure]:
                continue
            if ranks[0] == ranks[1]:
                shared += 1
            else:
                apart.append(joined(" and ", (context.texts[one][rule.column], context.texts[two][rule.column])))
        if apart:
            title = context.title(rule.measure)
            message = say("ties-ranked-apart.table", pairs=len(apart), title=title)
            if shared:
                message = say("ties-ranked-apart.some", pairs=len(apart), title=title, shared=shared)
            yield context.finding("ties-ranked-apart", Severity.NOTICE, message, None, rule.column, joined("; ", apart))


def _shares(context: Context) -> Iterator[Finding]:
    """Shares of one whole that do not make 100 within their rounding."""
    for rule in context.rules_of(RatioRule):
        if rule.below is not None:
            continue
        printed = [(row, value) for row in context.data_rows if (value := context.numbers[row][rule.column]) is not None]
        total = sum((value for _, value in printed), start=Decimal(0))
        give = sum((last_place(context.texts[row][rule.column]) / 2 for row, _ in printed), start=Decimal(0))
        if printed and abs(total - rule.scale) > give:
            message = say("shares-off.column", title=context.title(rule.column), total=format_number(total))
            evidence = say("evidence.shares", count=len(printed), rounding=format_number(give))
            yield context.finding("shares-off", Severity.NOTICE, message, None, rule.column, evidence)


def _similar_names(context: Context) -> Iterator[Finding]:
    """Names that are nearly the same, and the same community in two districts."""
    for column, spec in enumerate(context.table.columns):
        if spec.role != "name":
            continue
        names = [(row, *split_name(context.texts[row][column], read_lexicon(DISTRICTS))) for row in context.data_rows]
        named = [(row, district, squeeze(place)) for row, district, place in names if place]
        twice: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row, district, place in named:
            twice[place].append((row, district))
        for place, found in twice.items():
            districts = list(dict.fromkeys(district for _, district in found if district))
            if len(districts) > 1 and len(stem_of(place)) >= 2:
                message = say("name-in-two-districts.name", name=place, count=len(districts), districts=joined(", ", districts))
                rows = say("evidence.rows", rows=joined(", ", (str(row) for row, _ in found)))
                yield context.finding("name-in-two-districts", Severity.NOTICE, message, found[-1][0], column, rows)
        yield from _near_duplicates(context, column, named)


def _near_duplicates(context: Context, column: int, named: list[tuple[int, str, str]]) -> Iterator[Finding]:
    """At most a few pairs: where there are more, the names are made so (第一小学, 第二小学). Of more names than newspapers
    print in a table none is held against all others."""
    stems = [(row, district, place, _core(place)) for row, district, place in named if not _COUNTED.search(place)]
    if len(stems) > _MOST_NAMES:
        return
    found = []
    for one, two in combinations(stems, 2):
        if one[1] == two[1] and one[2] != two[2] and min(len(one[3]), len(two[3])) >= 2:
            likeness = Indel.normalized_similarity(one[3], two[3])
            if _alike(one[3], two[3], likeness):
                message = say("near-duplicate-name.pair", one=one[2], two=two[2])
                evidence = say("evidence.alike", one=one[0], two=two[0], likeness=likeness)
                found.append(context.finding("near-duplicate-name", Severity.NOTICE, message, two[0], column, evidence))
    if len(found) <= _MOST_PAIRS:
        yield from found


def _core(place: str) -> str:
    """The name without what such places are called and without 新, 东, 西: 牛佐 of 牛佐新村社区."""
    return _PART.sub("", stem_of(stem_of(place)))


def _alike(one: str, two: str, likeness: float) -> bool:
    """One stem within the other but for a character, or the same characters but one behind the same first."""
    if one == two or likeness >= _NEARLY:
        return True
    return len(one) == len(two) >= 3 and len(set(one) & set(two)) >= len(one) - 1 and one[0] == two[0]
