"""A name that the table leaves out and a list on the same page gives."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import CellStatus
from pipeline.names import squeeze
from pipeline.repair.changes import Change
from pipeline.rules import Context
from pipeline.rules.checks.listed import contradictions, disagreements, entries, key_of, shared
from pipeline.rules.kinds import ListedRule, NameFromList
from pipeline.sentences import say

RULE = "name_from_list"


def names_from_list(context: Context, repairs: Iterable[NameFromList]) -> list[Change]:
    """The listed name of every row without one, where list and table agree wherever both speak (once at least), no other row
    has the name, and no other row has the key."""
    return [change for repair in repairs for change in _of_list(context, repair.listed)]


def _of_list(context: Context, rule: ListedRule) -> list[Change]:
    agreeing = len(shared(context, rule)) - len(disagreements(context, rule))
    if not agreeing or contradictions(context, rule):
        return []
    listed = entries(context, rule)
    keys = [key_of(context.texts[row][rule.key]) for row in context.data_rows]
    taken = {squeeze(context.texts[row][rule.value]) for row in context.data_rows}
    both = len(shared(context, rule))
    some = say("because.agreed_some", agreeing=agreeing, rows=both)
    agreed = say("because.agreed_all", rows=both) if agreeing == both else some
    changes = []
    for row in context.data_rows:
        key = key_of(context.texts[row][rule.key])
        entry = listed.get(key)
        if entry is None or not context.blank(row, rule.value) or keys.count(key) > 1 or entry.name in taken:
            continue
        if not entry.sure:  # a name is not filled in that the list's own scan leaves in doubt
            continue
        evidence = say(
            "because.listed",
            table=entry.table_id,
            row=entry.row,
            name=entry.name,
            title=context.title(rule.key),
            key=context.texts[row][rule.key],
            agreed=agreed,
        )
        changes.append(Change(row, rule.value, CellStatus.CORRECTED, RULE, entry.name, evidence))
        taken.add(entry.name)
    return changes
