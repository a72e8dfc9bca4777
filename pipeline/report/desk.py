"""The cases of a page as the review desk wants them: rows a person can settle, with the values that may be meant.

What could be meant is gathered here and never chosen: the machine's own value, a suggested one, other readings, and what the
sums of the row would need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rapidfuzz.distance import Levenshtein

from pipeline.geometry import NOWHERE, Box
from pipeline.model import CellStatus, Page, RepairStatus, Severity, Table, Verdict
from pipeline.numbers import parse_value
from pipeline.recipes.schema import Recipe
from pipeline.report.cases import Case
from pipeline.rules import Context, rules_for
from pipeline.rules.kinds import SumRule
from pipeline.sentences import in_chinese

CLASSES = ("unresolved", "suggested", "doubtful", "flagged", "imputed", "changed")
"""The order of the queue: what nobody could decide, what was only suggested, what was read unsurely, what a rule speaks
against, what a convention filled; last what is proved, to be looked at by who wants to."""
MOST = 9
"""Candidates: as many as there are number keys."""
MACHINE = (CellStatus.CORRECTED, CellStatus.IMPUTED, CellStatus.REREAD)


def desk_cases(
    page: Page, cases: Sequence[Case], inks: Mapping[str, tuple[str, Box]], recipes: Iterable[Recipe]
) -> bytes | None:
    """The cases as JSON; None where a page has none that a person can settle."""
    known = {recipe.name: recipe for recipe in recipes}
    contexts: dict[str, Context] = {}
    told = []
    for case in cases:
        kind = class_of(case)
        if case.table is None or kind is None:
            continue
        table = case.table
        if table.table_id not in contexts:
            rules = rules_for(table, known.get(table.recipe), page.tables)
            contexts[table.table_id] = Context(table, rules, page.tables, clean=True)
        told.append(_case(case, kind, page, contexts[table.table_id], inks.get(case.key)))
    if not told:
        return None
    source = page.source
    head = {
        "page_id": page.page_id,
        "sha256": source.source.sha256,
        "page_number": source.page_number,
        "half": source.half or "",
        "source": source.source.name,
        "paper": page.masthead.paper,
        "issue_date": page.masthead.issue_date,
        "route": page.route,
        "width": page.width,
        "height": page.height,
    }
    cases_told = ",\n".join(map(json.dumps, told))  # a case a line
    return f'{json.dumps(head)[:-1]}, "cases": [\n{cases_told}\n]}}\n'.encode()


def class_of(case: Case) -> str | None:
    """Where in the queue a case belongs; None for what is no row, or what nobody doubts."""
    if not case.cells:
        return None
    if CellStatus.UNRESOLVED in case.statuses:
        return "unresolved"
    if any(each.status is RepairStatus.SUGGESTED for each in case.repairs):
        return "suggested"
    if any(each.code == "doubtful-reading" for each in case.findings):
        return "doubtful"
    changed = [each for each in MACHINE if each in case.statuses]
    if changed:
        return "imputed" if CellStatus.IMPUTED in changed else "changed"
    return "flagged" if case.severity in (Severity.ERROR, Severity.WARNING) else None


def _case(case: Case, kind: str, page: Page, context: Context, ink: tuple[str, Box] | None) -> dict[str, Any]:
    row = case.where.row
    table = context.table
    assert row is not None  # noqa: S101 - a case with cells is a row
    return {
        "key": case.key,
        "class": kind,
        "table": page.tables.index(case.table) + 1 if case.table else 0,
        "title": table.title,
        "row": row,
        "place": f"{case.cells[0].title} {case.cells[0].cell.clean}".strip(),
        "codes": list(dict.fromkeys(each.code for each in case.findings)),
        "notes": [{"zh": in_chinese(each), "en": each} for each in _notes(case)],
        "ink": None if ink is None else {"name": ink[0], "box": _edges(ink[1])},
        "cells": [_cell(index, each, table) for index, each in enumerate(case.cells)],
        "sums": [_sum(rule) for rule in context.sums] if row not in context.summary_rows else [],
        "caps": [[column, str(cap)] for column, cap in context.caps.items()] if row not in context.summary_rows else [],
        "candidates": candidates(case, context)[:MOST],
    }


def _notes(case: Case) -> list[str]:
    """What is said of the case, each once."""
    said = [*(each.message for each in case.findings), *(each.evidence for each in case.repairs)]
    return list(dict.fromkeys(filter(None, said)))


def _cell(index: int, each: Any, table: Table) -> dict[str, Any]:
    cell = each.cell
    return {
        "column": table.columns[index].name,
        "title": each.title,
        "printed": cell.printed,
        "clean": cell.clean,
        "status": cell.status,
        "doubted": each.doubted,
        "box": _edges(cell.box),
        "readings": [[one.witness, one.text, one.confidence] for one in cell.readings],
    }


def _edges(box: Box | None) -> list[float] | None:
    return None if box is None or box == NOWHERE else [round(edge, 2) for edge in box]


def _sum(rule: SumRule) -> dict[str, Any]:
    return {"total": rule.total, "parts": list(rule.parts), "minus": list(rule.minus), "tolerance": str(rule.tolerance)}


def candidates(case: Case, context: Context) -> list[dict[str, Any]]:
    """What may be meant, the likeliest first: each a list of changes (column, value, who erred) and why."""
    found: dict[tuple[tuple[int, str], ...], dict[str, Any]] = {}
    likely = (*_machine(case), *_witnessed(case, context), *_suggested(case), *_needed(case, context))
    for changes, why in (*likely, *([] if likely else _current(case)), *_read(case)):
        key = tuple((column, after) for column, after, _ in changes)
        found.setdefault(key, {"changes": [[column, after, verdict] for column, after, verdict in changes], "why": why})
    return list(found.values())


Changes = tuple[list[tuple[int, str, Verdict]], str]


def _machine(case: Case) -> Iterator[Changes]:
    """What was changed already: to agree is one key."""
    changed = [(index, each.cell) for index, each in enumerate(case.cells) if each.cell.status in MACHINE]
    if changed:
        verdicts = {CellStatus.REREAD: Verdict.MISREAD}
        changes = [(index, cell.clean, verdicts.get(cell.status, Verdict.PAPER_ERROR)) for index, cell in changed]
        yield changes, "machine"


def _suggested(case: Case) -> Iterator[Changes]:
    names = {each.title: index for index, each in enumerate(case.cells)}
    columns = {column.name: index for index, column in enumerate(case.table.columns)} if case.table else names
    for repair in case.repairs:
        if repair.status is RepairStatus.SUGGESTED and repair.where.column in columns:
            yield [(columns[repair.where.column], repair.after, Verdict.PAPER_ERROR)], "suggested"


def _witnessed(case: Case, context: Context) -> Iterator[Changes]:
    """Readings with which the row's sums hold, where they do not as it is."""
    row = case.where.row or 0
    if not context.broken_sums(row):
        return
    for column, text in _other_readings(case):
        value = parse_value(text)
        if value is not None and _holds_with(context, row, column, value):
            yield [(column, text, Verdict.MISREAD)], "reading-sum"


def _needed(case: Case, context: Context) -> Iterator[Changes]:
    """For each number of a broken sum the value that would make the row hold, those most like the printed one first."""
    row = case.where.row or 0
    found = []
    for rule in context.broken_sums(row):
        for column in rule.columns:
            value = _solved(context, row, rule, column)
            if value is not None and value >= 0 and _holds_with(context, row, column, value):
                text = _plain(value)
                found.append((Levenshtein.distance(text, case.cells[column].cell.clean), column, text))
    for _, column, text in sorted(found):
        yield [(column, text, Verdict.PAPER_ERROR)], "sum"


def _current(case: Case) -> Iterator[Changes]:
    """What was read: the likeliest where nothing but the sureness of the reading is in doubt."""
    doubted = [(index, each.cell.printed, Verdict.AS_PRINTED) for index, each in enumerate(case.cells) if each.doubted]
    if doubted:
        yield doubted, "current"


def _read(case: Case) -> Iterator[Changes]:
    for column, text in _other_readings(case):
        yield [(column, text, Verdict.MISREAD)], "reading"


def _other_readings(case: Case) -> Iterator[tuple[int, str]]:
    for column, each in enumerate(case.cells):
        if each.doubted:
            for reading in each.cell.readings:
                if reading.text and reading.text not in (each.cell.clean, each.cell.printed):
                    yield column, reading.text


def _holds_with(context: Context, row: int, column: int, value: Decimal) -> bool:
    numbers = list(context.numbers[row])
    numbers[column] = value
    return not context.broken_sums(row, numbers) and column not in context.over_caps(numbers)


def _solved(context: Context, row: int, rule: SumRule, column: int) -> Decimal | None:
    numbers = context.numbers[row]
    others = sum((rule.sign(each) * (numbers[each] or Decimal(0)) for each in rule.parts if each != column), Decimal(0))
    if column == rule.total:
        return others
    total = numbers[rule.total]
    return None if total is None else rule.sign(column) * (total - others)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
