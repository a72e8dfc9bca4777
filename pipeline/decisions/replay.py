"""Decisions put into a page, after all repairs: a person has the last word, and it is on the record as theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.decisions.standing import Place, Standing, of_page, standing
from pipeline.model import Cell, CellStatus, Decision, Finding, Page, Repair, RepairStatus, Severity, Table, Verdict, Where
from pipeline.recipes.schema import Recipe
from pipeline.rules import Context, check, rules_for, still_broken
from pipeline.rules.context import printed_text
from pipeline.sentences import joined, or_empty, say, term

RULE = "decision"
"""The ``rule`` of a cell that a person decided."""
MACHINE = (CellStatus.CORRECTED, CellStatus.IMPUTED, CellStatus.REREAD)
STATUSES = {
    Verdict.PAPER_ERROR: CellStatus.CORRECTED,
    Verdict.MISREAD: CellStatus.REREAD,
    Verdict.AS_PRINTED: CellStatus.AS_PRINTED,
}


def replay(page: Page, decisions: Iterable[Decision], recipes: Iterable[Recipe]) -> Page:
    """The page as people decided it. Only decided cells change; a decision that does not fit any more, and cells of which
    reviewers say different things, are findings."""
    mine = standing(page.tables, of_page(page.source, decisions))
    if not mine:
        return page
    rows = [[list(row) for row in table.rows] for table in page.tables]
    repairs, findings, touched = list(page.repairs), list(page.findings), set[tuple[int, int]]()
    for each in mine:
        if each.place is None:
            findings += [_misfit(one, "no cell stands there any more") for one in each.decisions]
            continue
        table, row, column = each.place
        cell = rows[table][row][column]
        where = Where(page.tables[table].table_id, row=row, column=page.tables[table].columns[column].name)
        decided, found = _decided(cell, each, where)
        findings += found
        if decided != cell:
            touched.add((table, row))
            rows[table][row][column] = decided
            if decided.clean != cell.clean:
                repairs.append(Repair(RULE, cell.clean, decided.clean, RepairStatus.APPLIED, where, _evidence(each)))
    tables = tuple(replace(table, rows=tuple(tuple(row) for row in rows[number])) for number, table in enumerate(page.tables))
    decided_cells = {each.place for each in mine if each.place is not None}
    return _checked_again(
        replace(page, tables=tables, repairs=tuple(repairs), findings=tuple(findings)), touched, decided_cells, recipes
    )


def _decided(cell: Cell, each: Standing, where: Where) -> tuple[Cell, list[Finding]]:
    """The cell as decided, and what stands in the way."""
    if each.disputed:
        told = joined("; ", map(_vote, each.decisions))
        message = say("decision-disputed.cell")
        found = Finding("decision-disputed", Severity.WARNING, message, where, told)
        return replace(cell, clean=printed_text(cell), status=CellStatus.UNRESOLVED, rule=RULE), [found]
    decision = each.decisions[0]
    if cell.printed not in (decision.before, decision.after):
        return cell, [_misfit(decision, say("evidence.read_now", printed=or_empty(cell.printed)), where)]
    if decision.verdict is Verdict.AS_PRINTED or cell.printed == decision.after:
        clean = printed_text(cell)
        status = CellStatus.AS_PRINTED if clean else CellStatus.MISSING
    elif decision.after == cell.clean and cell.status in MACHINE:
        clean, status = cell.clean, cell.status  # agreed with: what a convention filled stays no more than that
    else:
        clean, status = decision.after, STATUSES[decision.verdict]
    return replace(cell, clean=clean, status=status, rule=RULE), []


def _misfit(decision: Decision, why: str, where: Where | None = None) -> Finding:
    evidence = say(
        "evidence.decision",
        table=decision.table,
        row=decision.row,
        column=decision.column,
        before=or_empty(decision.before),
        after=or_empty(decision.after),
        verdict=term("verdict", decision.verdict),
        by=decision.by,
    )
    message = say("decision-misfit.cell", why=why)
    return Finding("decision-misfit", Severity.WARNING, message, where or Where(), evidence)


def _evidence(each: Standing) -> str:
    return say("because.decided", by=joined("; ", map(_decided_by, each.decisions)))


def _decided_by(one: Decision) -> str:
    verdict = term("verdict", one.verdict)
    if one.reason:
        return say("because.decided_why", by=one.by, verdict=verdict, reason=one.reason)
    return say("because.decided_as", by=one.by, verdict=verdict)


def _vote(one: Decision) -> str:
    return say("evidence.vote", by=one.by, after=or_empty(one.after), verdict=term("verdict", one.verdict))


def _checked_again(page: Page, touched: set[tuple[int, int]], decided: set[Place], recipes: Iterable[Recipe]) -> Page:
    """The rules asked again about rows that were touched. Where such a row holds now, its other open cells are settled too:
    they were open because the row did not."""
    known = {recipe.name: recipe for recipe in recipes}
    tables, findings = list(page.tables), list(page.findings)
    for number in sorted({table for table, _ in touched}):
        table = tables[number]
        rules = rules_for(table, known.get(table.recipe), page.tables)
        context = Context(table, rules, page.tables, clean=True)
        broken: dict[int | None, list[Finding]] = {}
        for finding in check(context):
            if finding.severity is Severity.ERROR:
                broken.setdefault(finding.where.row, []).append(finding)
        mine = {row for of, row in touched if of == number}
        stale = [each for each in findings if each.code == "still-broken" and _is_at(each, table, mine)]
        findings = [each for each in findings if each not in stale]
        findings += [still_broken(context, row, broken[row]) for row in sorted(mine) if row in broken]
        tables[number] = _settled(table, number, mine - broken.keys(), decided)
    return replace(page, tables=tuple(tables), findings=tuple(findings))


def _is_at(finding: Finding, table: Table, rows: set[int]) -> bool:
    return finding.where.table_id == table.table_id and finding.where.row in rows


def _settled(table: Table, number: int, holding: set[int], decided: set[Place]) -> Table:
    rows = [list(row) for row in table.rows]
    for row in holding:
        for column, cell in enumerate(rows[row]):
            if cell.status is CellStatus.UNRESOLVED and (number, row, column) not in decided:
                rows[row][column] = replace(cell, status=CellStatus.AS_PRINTED, rule=RULE)
    return replace(table, rows=tuple(tuple(row) for row in rows))
