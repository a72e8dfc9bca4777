"""A character left out of a name: 滏阳社 for 滏阳社区.

The column proves it where all its other names end in one word of two characters or more (社区, 代表队), this one ends in that
word less one character, and what it ends in is no word itself (开发区, 合作社). A list on the page that has the name with one
character more, and a district of which one character is missing, only suggest it: which of two is wrong, or whether the paper
names the place so, they cannot tell. A name known from earlier issues is worth a notice: there may be two places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import read_lexicon
from pipeline.model import CellStatus, Finding, Repair, RepairStatus, Severity
from pipeline.names import ending_of, is_word_ending, less_one, split_name, squeeze
from pipeline.repair.changes import Change, where_of
from pipeline.rules import Context
from pipeline.rules.checks.listed import entries, key_of
from pipeline.rules.kinds import DroppedCharacter, ListedRule
from pipeline.sentences import say
from pipeline.witnesses import is_sure

RULE = "dropped_character"
_LEAST_NAMES = 8
"""Other names: fewer are no grammar (as for doubled characters)."""
_LEAST_STEM = 2
"""Characters of a name before its ending: 区社区 is no name."""
_LEAST_DISTRICT = 3
"""Characters of a district: what 景县 leaves when one is missing begins too many names."""


def dropped_characters(context: Context, repairs: Iterable[DroppedCharacter]) -> Iterator[Change | Finding | Repair]:
    """A warning for each name that lacks a character, and its repair: made where the column proves it, else suggested."""
    for repair in repairs:
        names = {row: squeeze(context.texts[row][repair.column]) for row in context.data_rows}
        column = _Names.of(names.values(), read_lexicon(repair.lexicon))
        for row, name in names.items():
            cell = context.table.rows[row][repair.column]
            if not name or cell.status is not CellStatus.AS_PRINTED or not is_sure(cell):
                continue
            proved = _by_ending(name, column, repair)
            found = proved or next(_suggested(context, repair, row, name, column), None)
            if found is None or found.whole in column.counts:
                continue
            message = say("dropped-character.name", title=context.title(repair.column), name=name, why=found.why)
            yield context.finding("dropped-character", found.severity, message, row, repair.column, found.whole)
            if proved:
                yield Change(row, repair.column, CellStatus.CORRECTED, RULE, found.whole, found.why)
            elif found.severity is not Severity.NOTICE:
                where = where_of(context.table, row, repair.column)
                yield Repair(RULE, name, found.whole, RepairStatus.SUGGESTED, where, found.why)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a column, counted once: a table may have thousands, and each is held against all others."""

    counts: Counter[str]
    endings: Counter[str]
    with_district: int

    @classmethod
    def of(cls, names: Iterable[str], districts: Collection[str]) -> _Names:
        counts = Counter(name for name in names if name)
        endings: Counter[str] = Counter()
        for name, count in counts.items():
            endings[ending_of(name)] += count
        return cls(counts, endings, sum(count for name, count in counts.items() if split_name(name, districts)[0]))

    @property
    def others(self) -> int:
        """How many names there are besides any one of them."""
        return self.counts.total() - 1

    def ending_of_others(self, name: str) -> str:
        """What all names but this one end in, or ""."""
        left = [ending for ending, count in self.endings.items() if count > (ending == ending_of(name))]
        return left[0] if len(left) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Found:
    """The whole name, and what speaks for it."""

    whole: str
    why: str
    severity: Severity = Severity.WARNING


def _by_ending(name: str, names: _Names, repair: DroppedCharacter) -> _Found | None:
    """The name with the ending that all others have."""
    ending = names.ending_of_others(name) if names.others >= _LEAST_NAMES else ""
    if len(ending) < 2 or name.endswith(ending):
        return None
    districts = read_lexicon(repair.lexicon)
    for left in sorted(less_one(ending), key=len, reverse=True):
        stem = name.removesuffix(left)
        whole = stem + ending
        own = split_name(stem, districts)[1] if stem != name else ""
        if len(own) >= _LEAST_STEM and not is_word_ending(name, left):
            return _Found(whole, say("because.dropped_ending", names=names.others, ending=ending, left=left))
    return None


@cache
def _longer(lexicon: str) -> dict[str, tuple[str, ...]]:
    """The known names that a text becomes by one character more; known names themselves left out."""
    known = read_lexicon(lexicon) if lexicon else ()
    found: dict[str, tuple[str, ...]] = {}
    for whole in known:
        found |= {left: (*found.get(left, ()), whole) for left in less_one(whole) if left not in known}
    return found


def _suggested(context: Context, repair: DroppedCharacter, row: int, name: str, names: _Names) -> Iterator[_Found]:
    """What a list, the known names or the districts have instead, one character longer."""
    for rule in (rule for rule in context.rules_of(ListedRule) if rule.value == repair.column):
        entry = entries(context, rule).get(key_of(context.texts[row][rule.key]))
        if entry is not None and entry.sure and name in less_one(entry.name):
            why = say("because.dropped_listed", table=entry.table_id, row=entry.row, name=entry.name)
            yield _Found(entry.name, why)
    districts = read_lexicon(repair.lexicon)
    longer = [whole for whole in _longer(repair.accepted).get(name, ()) if whole not in names.counts]
    if len(longer) == 1:
        why = say("because.dropped_known", name=longer[0], lexicon=repair.accepted)
        yield _Found(longer[0], why, Severity.NOTICE)
    if split_name(name, districts)[0] or names.others < _LEAST_NAMES or names.with_district < names.others:
        return
    wholes = {
        district + name[len(left) :]
        for district in districts
        for left in less_one(district)
        if len(district) >= _LEAST_DISTRICT and name.startswith(left) and len(name) >= len(left) + _LEAST_STEM
    }
    if len(wholes) == 1:
        whole = wholes.pop()
        district = split_name(whole, districts)[0]
        yield _Found(whole, say("because.dropped_district", names=names.others, district=district))
