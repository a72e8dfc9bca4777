"""The cases of a converted folder, as the report left them for the desk, and how they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.decisions.standing import standing
from pipeline.errors import UsageError
from pipeline.geometry import Box
from pipeline.model import Cell, Column, Decision, Table, Verdict

ORDER = ("unresolved", "suggested", "doubtful", "flagged", "imputed", "changed")


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page with its cases; ``tables`` hold the cells of the cases and nothing else, each at its place."""

    told: dict[str, Any]
    cases: dict[str, dict[str, Any]]
    tables: tuple[Table, ...]

    @property
    def page_id(self) -> str:
        return str(self.told["page_id"])


@dataclass(frozen=True, slots=True)
class Desk:
    """All pages of a folder that have cases."""

    folder: Path
    pages: dict[str, DeskPage] = field(default_factory=dict)

    def case(self, page_id: str, key: str) -> tuple[DeskPage, dict[str, Any]] | None:
        page = self.pages.get(page_id)
        case = page.cases.get(key) if page else None
        return (page, case) if page and case else None

    @property
    def ordered(self) -> list[tuple[DeskPage, dict[str, Any]]]:
        """What a decision changes most comes first; within a class, pages in the order of their names."""
        found = [(page, case) for page in self.pages.values() for case in page.cases.values()]
        return sorted(found, key=lambda one: (ORDER.index(one[1]["class"]), one[0].page_id, one[1]["table"], one[1]["row"]))


def open_desk(folder: Path) -> Desk:
    """The desk of a converted folder. Raises UsageError where it is none, or was converted without a report."""
    remedy = "Give a folder that `jiaokan convert … --out` wrote with its report."
    if not (folder / "datapackage.json").is_file():
        raise UsageError(f"{folder} holds no converted pages.", remedy)
    if not (folder / "report" / "index.html").is_file():
        raise UsageError(f"{folder} was converted without a report, which the desk shows the print from.", remedy)
    pages = {}
    for path in sorted((folder / "report" / "desk").glob("*.json")):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            page = DeskPage(told, {case["key"]: case for case in told["cases"]}, _tables(told["cases"]))
            pages[page.page_id] = page
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise UsageError(f"{path} is not as the report writes it ({fault!r}).", "Convert the pages again.") from fault
    return Desk(folder, pages)


def _tables(cases: Iterable[dict[str, Any]]) -> tuple[Table, ...]:
    rows: dict[int, dict[int, tuple[Cell, ...]]] = {}
    columns: dict[int, tuple[Column, ...]] = {}
    for case in cases:
        cells = tuple(Cell(one["printed"], one["clean"], box=Box(*one["box"]) if one["box"] else None) for one in case["cells"])
        rows.setdefault(case["table"], {})[case["row"]] = cells
        columns[case["table"]] = tuple(Column(one["column"]) for one in case["cells"])
    return tuple(
        Table(
            str(number),
            columns=columns.get(number, ()),
            rows=tuple(rows.get(number, {}).get(row, ()) for row in range(max(rows.get(number, {0: ()})) + 1)),
        )
        for number in range(1, max(rows, default=0) + 1)
    )


def states(desk: Desk, decisions: Sequence[Decision]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The decisions that stand, by page and case: who, which column, what."""
    by_page: dict[tuple[str, int, str], list[Decision]] = {}
    for each in decisions:
        by_page.setdefault((each.sha256, each.page_number, each.half), []).append(each)
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for page in desk.pages.values():
        mine = by_page.get((page.told["sha256"], page.told["page_number"], page.told["half"]), ())
        for cell in standing(page.tables, mine):
            if cell.place is None:
                continue
            table, row, column = cell.place
            key = f"t{table + 1}-r{row}"
            for one in cell.decisions:
                told = {"by": one.by, "column": column, "after": one.after, "verdict": one.verdict, "reason": one.reason}
                found.setdefault((page.page_id, key), []).append(told | {"disputed": cell.disputed})
    return found


def made(page: DeskPage, case: dict[str, Any], change: tuple[int, str, Verdict], by: str, at: str, reason: str) -> Decision:
    """A decision about one cell of a case. Raises ValueError where there is no such cell."""
    column, after, verdict = change
    if not 0 <= column < len(case["cells"]):
        raise ValueError("the row has no such column")
    cell = case["cells"][column]
    return Decision(
        sha256=page.told["sha256"],
        page_number=page.told["page_number"],
        table=case["table"],
        row=case["row"],
        column=cell["column"],
        box=Box(*cell["box"]) if cell["box"] else None,
        before=cell["printed"],
        verdict=verdict,
        after=cell["printed"] if verdict is Verdict.AS_PRINTED else after,
        reason=reason,
        by=by,
        at=at,
        half=page.told["half"],
    )
