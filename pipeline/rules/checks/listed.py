"""A list elsewhere on the page says something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from pipeline.model import Finding, Severity, Table
from pipeline.names import squeeze
from pipeline.numbers import parse_number
from pipeline.rules.context import Context, printed_text
from pipeline.rules.kinds import ListedRule
from pipeline.sentences import say
from pipeline.witnesses import is_sure

_ALIKE = 60
"""Per cent of the characters in common (rapidfuzz): two characters of five misread at most."""
_ANOTHER_LIST = 2
"""Where half of the keys disagree, it is another list, and no row is to blame."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of one key, and where."""

    name: str
    table_id: str
    row: int
    sure: bool = True
    """Whether the name was read for certain; on a scan it may not have been."""


def entries(context: Context, rule: ListedRule) -> dict[str, Entry]:
    """The lists' names by key. A key to which lists give two names is left out."""
    found: dict[str, Entry] = {}
    twice: set[str] = set()
    for key, entry in all_entries(context, rule):
        if key in found and found[key].name != entry.name:
            twice.add(key)
        found.setdefault(key, entry)
    return {key: entry for key, entry in found.items() if key not in twice}


def all_entries(context: Context, rule: ListedRule) -> Iterator[tuple[str, Entry]]:
    """Every key and name of the page's lists, as they stand."""
    for table in context.page_tables:
        if table.recipe == rule.recipe and table.table_id != context.table.table_id:
            yield from _of_table(table, rule)


def _of_table(table: Table, rule: ListedRule) -> Iterator[tuple[str, Entry]]:
    for key_name, value_name in rule.pairs:
        key, value = table.column_index(key_name), table.column_index(value_name)
        if key is None or value is None:
            continue
        for number, row in enumerate(table.rows):
            name = squeeze(printed_text(row[value]))
            known = key_of(printed_text(row[key]))
            if name and known:
                yield known, Entry(name, table.table_id, number, is_sure(row[value]))


def key_of(text: str) -> str:
    """A key to look up: 1, １ and 1.0 are the same."""
    number = parse_number(text)
    return squeeze(text) if number is None else str(number.normalize())


def shared(context: Context, rule: ListedRule) -> list[tuple[int, Entry]]:
    """The rows that a list names too, with what it says; rows without a name are not among them."""
    listed = entries(context, rule)
    rows = ((row, listed.get(key_of(context.texts[row][rule.key]))) for row in context.data_rows)
    return [(row, entry) for row, entry in rows if entry is not None and not context.blank(row, rule.value)]


def disagreements(context: Context, rule: ListedRule) -> list[tuple[int, Entry]]:
    """The shared rows where list and table differ."""
    return [(row, entry) for row, entry in shared(context, rule) if squeeze(context.texts[row][rule.value]) != entry.name]


def contradictions(context: Context, rule: ListedRule) -> list[tuple[int, Entry]]:
    """The disagreements that no unsure reading of one of the two explains: the names are as good as alike where one is
    unsure."""
    return [
        (row, entry)
        for row, entry in disagreements(context, rule)
        if (entry.sure and context.read_surely(row, rule.value))
        or ratio(squeeze(context.texts[row][rule.value]), entry.name) < _ALIKE
    ]


def check_listed(context: Context, rule: ListedRule) -> Iterator[Finding]:
    """``list-disagrees``, for each row; once where the list is plainly of something else."""
    differing = disagreements(context, rule)
    count = len(shared(context, rule))
    title = context.title(rule.value)
    if len(differing) > 1 and _ANOTHER_LIST * len(differing) >= count:
        message = say("list-disagrees.table", title=title, agreeing=count - len(differing), rows=count)
        evidence = say("evidence.table_id", table=differing[0][1].table_id)
        yield context.finding("list-disagrees", Severity.WARNING, message, None, rule.value, evidence)
        return
    for row, entry in differing:
        name = context.texts[row][rule.value]
        message = say("list-disagrees.row", title=title, name=name, listed=entry.name)
        evidence = say("evidence.listed", name=name, listed=entry.name, table=entry.table_id, row=entry.row)
        yield context.finding("list-disagrees", Severity.ERROR, message, row, rule.value, evidence)
