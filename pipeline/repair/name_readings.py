"""Names of a scan that were read unsurely: which of their readings the page itself, or the names we know, speak for.

Only what was read in the cell is chosen from. Asked are, in this order: a list on the page that names the row's rank, the names
accepted from earlier issues, the districts, another engine, and last the characters: one that no simplified text prints, or
that no other name on the page and none of the lexicon has, gives way to one that they have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import read_csv, read_lexicon
from pipeline.model import CellStatus, Reading
from pipeline.names import split_name, squeeze
from pipeline.repair.changes import Change
from pipeline.rules import Context
from pipeline.rules.checks.listed import entries, key_of
from pipeline.rules.kinds import ListedRule, NameFromList
from pipeline.sentences import joined, say
from pipeline.witnesses import alternatives, engine, is_sure, reading_said, witnesses_of

RULE = "name_reread"
ACCEPTED = "hengshui_communities"
DISTRICTS = "hengshui_districts"

_LEAST_NAMES = 5
_MOSTLY = 0.8
_LEAST_SEEN = 2
"""A character that two other names have is one the paper prints."""
_LIKELY = 0.2
"""What other names have speaks for a reading that is likely of itself. In hengshui_communities 44 per cent of the characters
stand in one name only, spread over the 4,650 of lexicons/characters.csv, so that one which two others have (1.4 per cent) is
30 to 150 times as common as a given one that none has (30: were only a thousand used in names). A reading at 0.2 beside one at
0.8 is then 8 to 40 times as likely to be right; at 0.05 the odds would be even or little better. On twenty scans with truth
four readings came in question: right at 0.55, wrong at 0 and 0.1 and, where its district is unknown, at 0.35."""
_LEAST_CONFIDENCE = 0.05
"""Below it a second choice is no reading: an engine's alternatives go down to anything."""


@dataclass
class _Names:
    """What the page and the lexicons know of the names of one column."""

    context: Context
    column: int
    listed: list[ListedRule]

    def __post_init__(self) -> None:
        cells = [(row, self.context.table.rows[row][self.column]) for row in self.context.data_rows]
        self.districts = read_lexicon(DISTRICTS)
        names = [squeeze(self.context.texts[row][self.column]) for row, _ in cells]
        known = sum(bool(split_name(name, self.districts)[0]) for name in names if name)
        self.alone = _names_districts(self.context, self.column)
        self.has_districts = self.alone or (known >= _LEAST_NAMES and known >= _MOSTLY * sum(bool(name) for name in names))
        self.sure = Counter(
            character
            for (_, cell), name in zip(cells, names, strict=True)
            if is_sure(cell)
            for character in _without_district(name)
        )
        self.named = [
            {key: squeeze(entry.name) for key, entry in entries(self.context, rule).items()}
            for rule in self.listed
            if rule.value == self.column
        ]
        self.keys = [rule.key for rule in self.listed if rule.value == self.column]

    def choose(self, row: int, printed: str, others: list[Reading]) -> tuple[str, str] | None:
        """The reading to believe instead, and why, or None."""
        texts = [squeeze(reading.text) for reading in others]
        for key, named in zip(self.keys, self.named, strict=True):
            name = named.get(key_of(self.context.texts[row][key]))
            if name in texts:
                return name, say("because.name_listed")
        if printed in _accepted():
            return None
        found = [text for text in texts if text in _accepted()]
        if len(found) == 1:
            return found[0], say("because.name_known", lexicon=ACCEPTED)
        if self.has_districts and not split_name(printed, self.districts)[0]:
            found = [text for text in texts if split_name(text, self.districts)[0]]
            if found and len({split_name(text, self.districts)[0] for text in found}) == 1:
                return found[0], say("because.name_district", district=split_name(found[0], self.districts)[0])
        return self._by_engine(row, texts) or self._by_characters(printed, others)

    def _by_engine(self, row: int, texts: list[str]) -> tuple[str, str] | None:
        """What another engine reads, where the first one thought of it too."""
        said = witnesses_of(self.context.table.rows[row][self.column])
        first = engine(said[0]) if said else ""
        theirs = {squeeze(reading.text) for reading in said if engine(reading) != first}
        mine = {squeeze(r.text) for r in self.context.table.rows[row][self.column].readings if engine(r) == first}
        both = [text for text in texts if text in theirs and text in mine]
        return (both[0], say("because.name_engine")) if len(both) == 1 else None

    def _by_characters(self, printed: str, others: list[Reading]) -> tuple[str, str] | None:
        """The one alternative whose characters the paper prints, where the first reading has one that it does not."""
        found = []
        for reading in others:
            text = squeeze(reading.text)
            if len(text) != len(printed) or (reading.confidence or 0.0) < _LEAST_CONFIDENCE:
                continue
            if split_name(printed, self.districts)[0] and not split_name(text, self.districts)[0]:
                continue
            pairs = [(one, other) for one, other in zip(printed, text, strict=True) if one != other]
            if all(self._better(one, other, reading) for one, other in pairs):
                found.append((text, pairs))
        if len({text for text, _ in found}) != 1:
            return None
        text, pairs = found[0]
        one, other = pairs[0]
        seen = self._seen(other)
        changed = joined(", ", (say("because.for", after=after, before=before) for before, after in pairs))
        if seen:
            return text, say("because.name_seen", changed=changed, seen=seen, other=other, one=one)
        return text, say("because.name_unused", changed=changed, one=one)

    def _better(self, one: str, other: str, reading: Reading) -> bool:
        if self._seen(one):
            return False
        likely = (reading.confidence or 0.0) >= _LIKELY
        return (likely and self._seen(other) >= _LEAST_SEEN) or (one not in _characters() and other in _characters())

    def _seen(self, character: str) -> int:
        return self.sure[character] + _accepted_characters()[character]


@cache
def _accepted() -> frozenset[str]:
    return frozenset(read_lexicon(ACCEPTED))


@cache
def _accepted_characters() -> Counter[str]:
    return Counter(character for name in read_lexicon(ACCEPTED) for character in _without_district(name))


def _without_district(name: str) -> str:
    """The part of a name that is its own: the characters of its district say nothing about those of communities."""
    district, community = split_name(name, read_lexicon(DISTRICTS))
    return community if district else name


@cache
def _characters() -> frozenset[str]:
    return frozenset(row["character"] for row in read_csv("characters"))


def _names_districts(context: Context, column: int) -> bool:
    """Whether most cells of the column are the name of a district and nothing else."""
    names = [squeeze(context.texts[row][column]) for row in context.data_rows if not context.blank(row, column)]
    known = sum(name in read_lexicon(DISTRICTS) for name in names)
    return known >= _LEAST_NAMES and 2 * known > len(names)


def reread_names(context: Context, repairs: Iterable[NameFromList]) -> Iterator[Change]:
    """Another reading for each unsure name that something speaks for."""
    listed = [repair.listed for repair in repairs]
    columns = {column for column, spec in enumerate(context.table.columns) if spec.role == "name"} | {r.value for r in listed}
    columns |= {column for column in range(len(context.table.columns)) if _names_districts(context, column)}
    for column in sorted(columns):
        cells = [context.table.rows[row][column] for row in context.data_rows]
        if not any(cell.readings for cell in cells):
            continue
        names = _Names(context, column, listed)
        for row in context.data_rows:
            cell = context.table.rows[row][column]
            printed = squeeze(context.texts[row][column])
            if not cell.readings or is_sure(cell) or not printed or cell.status is not CellStatus.AS_PRINTED:
                continue
            chosen = names.choose(row, printed, list(alternatives(cell)))
            taken = {squeeze(context.texts[other][column]) for other in context.data_rows if other != row}
            if chosen and chosen[0] != printed and (names.alone or chosen[0] not in taken):
                readings = joined("; ", map(reading_said, cell.readings))
                evidence = say("because.name_reread", why=chosen[1], readings=readings)
                yield Change(row, column, CellStatus.REREAD, RULE, chosen[0], evidence)
