"""The explanations of a broken row or column: which cells, which values, by which operation of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pipeline.model import Cell, CellStatus
from pipeline.numbers import parse_number, plain_number
from pipeline.repair.fit import Fit
from pipeline.repair.operations import Operation, doubt, edits, explain, habit, margin, operations
from pipeline.rules import Context
from pipeline.rules.checks.column_sum import column_residual
from pipeline.rules.context import residual
from pipeline.rules.kinds import ColumnSumRule, RatioRule, SumRule
from pipeline.rules.ratios import rounded
from pipeline.sentences import Bilingual, joined, or_empty, say
from pipeline.witnesses import is_sure

_LEAST_FILLED = 5
"""Other rows that all print a value, before an empty cell among them is one that was left out: a nought is printed empty in
whole columns, not once."""
_NOT_ALIKE = ("wrong_digit", "unlike_digit")


@dataclass(frozen=True, slots=True)
class Meant:
    """One cell of an explanation: ``printed`` should read ``text``."""

    row: int
    column: int
    value: Decimal
    printed: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The cells that should read otherwise, and the operation that says how they came to be printed as they are."""

    cells: tuple[Meant, ...]
    operation: Operation
    cost: int
    witnessed: bool = False
    """Whether a second reading of the cell says so too."""
    unsure: bool = False
    """Whether the cell was read unsurely: the reader may be at fault, not the paper."""
    twofold: bool = False
    """Whether a second operation leads to the same value in the same cell."""

    @property
    def told(self) -> Bilingual:
        """In words: what is printed, what was meant, and how the one came of the other."""
        pairs = ((or_empty(meant.printed), or_empty(meant.text)) for meant in self.cells)
        cells = joined(", ", (say("because.change", before=printed, after=text) for printed, text in pairs))
        return say("because.explanation", cells=cells, operation=self.operation.called)


def best_of(found: Sequence[Explanation], *, alike: bool = False) -> tuple[Explanation, int | None] | None:
    """The explanation that costs less than every other by the margin at least, and by how much (None where it stands alone).
    ``alike``: the table's other misprinted digits look like what was meant, so that one that does not is less likely here."""
    if not found:
        return None
    best = min(found, key=lambda each: each.cost)
    more = habit() if alike or best.twofold else 0
    costs = sorted(each.cost + more * (each.operation.name in _NOT_ALIKE) for each in found if each is not best)
    if not costs:
        return best, None
    gap = costs[0] - best.cost - more * (best.operation.name in _NOT_ALIKE)
    return (best, gap) if gap >= margin() else None


def confuses_alike(context: Context) -> bool:
    """Whether the digits that were found misprinted in this table all look like those that were meant. Of all pairs of digits
    a third do, so that one such row is no proof; it tips the scales, between a digit that looks alike and one that does not."""
    told = [
        operation.name
        for cells in context.table.rows
        for cell in cells
        if cell.status is CellStatus.CORRECTED
        and (operation := explain(plain_number(cell.printed) or cell.printed, plain_number(cell.clean) or cell.clean))
    ]
    return "misread_digit" in told and not any(name in _NOT_ALIKE for name in told)


def row_explanations(fit: Fit, row: int, sums: Iterable[SumRule], ratios: Iterable[RatioRule] = ()) -> list[Explanation]:
    """Every way to mend a row by one operation, cheapest first. What a sum needs in a cell decides the value; a ratio leaves
    several, so there all edits of the printed text are tried."""
    found: dict[tuple[tuple[int, int, Decimal], ...], Explanation] = {}
    sums, ratios = list(sums), list(ratios)
    for each in (*_by_sums(fit, row, sums), *_by_ratios(fit, row, ratios), *_misplaced(fit, row), *_merged(fit, row, sums)):
        key = tuple((meant.row, meant.column, meant.value) for meant in each.cells)
        if key not in found or each.cost < found[key].cost:
            found[key] = each
    empty = _left_out(fit.context, row)
    filling = [each for each in found.values() if empty <= {meant.column for meant in each.cells}]
    return sorted(filling or found.values(), key=lambda each: (each.cost, each.cells[0].column))


def _left_out(context: Context, row: int) -> set[int]:
    """The cells of a sum that are empty where every other row of the column prints something: what leaves them empty does not
    mend all that is wrong with the row."""
    others = [other for other in context.data_rows if other != row]
    if row in context.summary_rows or len(others) < _LEAST_FILLED:
        return set()
    columns = {column for rule in context.sums for column in rule.columns if not context.texts[row][column]}
    return {column for column in columns if not any(context.blank(other, column) for other in others)}


def _by_sums(fit: Fit, row: int, rules: Iterable[SumRule]) -> Iterator[Explanation]:
    for rule in rules:
        for column in rule.columns if not rule.tolerance else ():
            value = _needed(fit, row, rule, column)
            if value is None or not fit.holds(row, {column: value}):
                continue
            explained = (
                explained_total(fit, row, column, value) if column == rule.total else explained_cell(fit, row, column, value)
            )
            if explained is not None:
                yield explained


def _needed(fit: Fit, row: int, rule: SumRule, column: int) -> Decimal | None:
    """What must stand in the cell for the sum to hold, or None where another cell of the row cannot be read."""
    values = [Decimal(0) if place == column else value for place, value in enumerate(fit.context.numbers[row])]
    off = residual(rule, values, fit.context.blanks[row])
    if off is None:
        return None
    return off if column == rule.total else -off * rule.sign(column)


def _lost_carry(fit: Fit, row: int, column: int, value: Decimal) -> Explanation | None:
    """The total off by a one in a single place."""
    printed = fit.context.numbers[row][column]
    if printed is None or printed == value:
        return None
    off = abs(value - printed) / fit.lattice(column).unit
    if off < 1 or off != Decimal(1).scaleb(off.adjusted()):
        return None
    return _explanation(fit, row, column, value, "lost_carry")


def _by_ratios(fit: Fit, row: int, rules: Iterable[RatioRule]) -> Iterator[Explanation]:
    """Edits of what a broken ratio is made of, and the ratio worked out anew."""
    for rule in rules:
        for column in dict.fromkeys(rule.columns):
            raw = fit.context.texts[row][column]
            percent = "%" if raw.rstrip().endswith(("%", "％")) else ""
            printed = plain_number(raw) or raw
            for text in edits(printed.rstrip("%")):
                value = parse_number(text)
                operation = explain(printed.rstrip("%"), text)
                if value is not None and operation and fit.holds(row, {column: value}, text=text + percent):
                    yield _explanation(fit, row, column, value, operation.name, text + percent)
        yield from _computed_wrong(fit, row, rule)


def _computed_wrong(fit: Fit, row: int, rule: RatioRule) -> Iterator[Explanation]:
    """The ratio recomputed, where both numbers it is made of are confirmed by a sum of their own that holds."""
    context = fit.context
    bounds = context.ratio_bounds(row, rule)
    text = None if bounds is None else rounded(bounds, context.texts[row][rule.column])
    value = None if text is None else parse_number(text.rstrip("%"))
    if text is None or value is None or value == context.numbers[row][rule.column]:
        return
    operands = [column for column in rule.columns if column != rule.column]
    if all(_confirmed(fit, row, column) for column in operands) and fit.holds(row, {rule.column: value}, text=text):
        yield _explanation(fit, row, rule.column, value, "computed_wrong", text)


def _confirmed(fit: Fit, row: int, column: int) -> bool:
    """Whether a sum over the row or the column, which holds, contains the cell."""
    context = fit.context
    if any(column in rule.columns and context.sum_holds(row, rule, context.numbers[row]) for rule in context.sums):
        return True
    return any(
        column in rule.columns and row in rule.rows and column_residual(context.numbers, rule, column) == 0
        for rule in context.column_sums
    )


def _misplaced(fit: Fit, row: int) -> Iterator[Explanation]:
    """Two cells of the row that changed places, a value beside its own column, and cells exchanged with the next row."""
    context = fit.context
    rules: tuple[SumRule | RatioRule, ...] = (*context.sums, *context.ratios)
    columns = sorted({column for rule in rules for column in rule.columns})
    for one, two in pairwise(columns):
        yield from exchanged(fit, (row, one), (row, two))
    for other in (row - 1, row + 1):
        if 0 <= other < len(context.texts) and context.broken_sums(row) and context.broken_sums(other):
            for column in columns:
                yield from exchanged(fit, (row, column), (other, column))


def _merged(fit: Fit, row: int, rules: Iterable[SumRule]) -> Iterator[Explanation]:
    """Two cells printed as one, the other 0 or empty, where a broken sum names what belongs to the first: 45 and 0 for 5 and
    40."""
    context = fit.context
    numbers = context.numbers[row]
    summed = sorted({column for rule in context.sums for column in rule.columns})
    for rule in rules:
        for whole in (column for column in rule.columns if numbers[column]):
            needed = _needed(fit, row, rule, whole)
            printed = numbers[whole]
            if needed is None or printed is None or not 0 < needed < printed:
                continue
            for nothing in summed:
                empty = numbers[nothing] == 0 or context.blank(row, nothing)
                if nothing in rule.columns or not empty or not fit.holds(row, {whole: needed, nothing: printed - needed}):
                    continue
                texts = context.texts[row]
                cells = (
                    Meant(row, whole, needed, texts[whole], fit.lattice(whole).texts(needed)[0]),
                    Meant(row, nothing, printed - needed, texts[nothing], fit.lattice(nothing).texts(printed - needed)[0]),
                )
                yield Explanation(cells, operations()["merged_cells"], operations()["merged_cells"].cost)


def exchanged(fit: Fit, one: tuple[int, int], two: tuple[int, int]) -> Iterator[Explanation]:
    """The explanation that two cells changed places, where every rule holds with them put back."""
    context = fit.context
    texts = [context.texts[row][column] for row, column in (one, two)]
    values = [context.numbers[row][column] for row, column in (one, two)]
    blank = [context.blank(row, column) for row, column in (one, two)]
    if (
        texts[0] == texts[1]
        or all(blank)
        or any(value is None and not empty for value, empty in zip(values, blank, strict=True))
    ):
        return
    first, second = values[0] or Decimal(0), values[1] or Decimal(0)
    if first == second or not fit.holds_all({one: second, two: first}):
        return
    name = "wrong_column" if any(blank) else "swapped_cells" if one[0] == two[0] else "swapped_rows"
    if name == "wrong_column" and one[0] != two[0]:
        return
    cells = (Meant(*one, second, texts[0], texts[1]), Meant(*two, first, texts[1], texts[0]))
    yield Explanation(cells, operations()[name], operations()[name].cost)


def column_explanations(fit: Fit, rule: ColumnSumRule, column: int) -> Iterator[Explanation]:
    """Every way to mend a column by one cell of it."""
    off = column_residual(fit.context.numbers, rule, column)
    for row in (rule.total_row, *rule.rows) if off else ():
        printed = fit.context.numbers[row][column]
        if printed is None or off is None:
            continue
        value = printed + off if row == rule.total_row else printed - off
        if not fit.holds(row, {column: value}):
            continue
        explained = (explained_total if row == rule.total_row else explained_cell)(fit, row, column, value)
        if explained:
            yield explained


def explained_total(fit: Fit, row: int, column: int, value: Decimal) -> Explanation | None:
    """The same of a total, which may have been added up wrong besides: the cheaper of the two says how, and where both explain
    it, it is the likelier."""
    found = [each for each in (explained_cell(fit, row, column, value), _lost_carry(fit, row, column, value)) if each]
    best = min(found, key=lambda each: each.cost, default=None)
    return replace(best, twofold=len(found) > 1) if best else None


def explained_cell(fit: Fit, row: int, column: int, value: Decimal) -> Explanation | None:
    """How this cell came to be printed as it is when ``value`` was meant, or None where no operation of the catalogue says."""
    texts = fit.lattice(column).texts(value)
    cell = fit.context.table.rows[row][column]
    raw = fit.context.texts[row][column]
    printed = plain_number(raw) or raw
    if value == 0 and not printed:
        return None
    if witnesses(cell, value):
        return _explanation(fit, row, column, value, "second_witness", texts[0])
    for text in texts:
        operation = explain(printed, text)
        if operation is not None:
            return _explanation(fit, row, column, value, operation.name, text)
    return None


def _explanation(fit: Fit, row: int, column: int, value: Decimal, name: str, text: str = "") -> Explanation:
    operation = operations()[name]
    unsure = not is_sure(fit.context.table.rows[row][column])
    cost = max(operation.cost - doubt(), 0) if unsure else operation.cost
    text = text or fit.lattice(column).texts(value)[0]
    meant = Meant(row, column, value, fit.context.texts[row][column], text)
    return Explanation((meant,), operation, cost, witnessed=name == "second_witness", unsure=unsure)


def witnesses(cell: Cell, value: Decimal) -> bool:
    """Whether a second reading of the cell gives this value. The printed reading itself does not count."""
    return any(reading.text != cell.printed and parse_number(reading.text) == value for reading in cell.readings)
