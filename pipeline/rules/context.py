"""One table as the rules see it: its texts, its numbers, and which of its rows are sound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from pipeline.lexicons import read_lexicon
from pipeline.model import Cell, CellStatus, Finding, Severity, Table, Where
from pipeline.names import squeeze
from pipeline.numbers import is_blank, parse_value
from pipeline.rules.kinds import ColumnSumRule, OrderRule, RatioRule, RequiredRule, RuleSet, ShareCapRule, SumRule
from pipeline.rules.ratios import Bounds, agrees, column_total, operand_bounds, ratio_bounds
from pipeline.sentences import Bilingual
from pipeline.witnesses import is_sure

_Kind = TypeVar("_Kind")
Numbers = list[Decimal | None]

_UNREPAIRED = (CellStatus.AS_PRINTED, CellStatus.MISSING, CellStatus.UNRESOLVED)


def printed_text(cell: Cell) -> str:
    """What is printed, normalised: the clean text of a cell no repair has changed, else the printed one without blanks."""
    return cell.clean if cell.status in _UNREPAIRED else squeeze(cell.printed)


class Context:
    """A table under its rules. ``clean`` says which of the two texts of a cell is meant; summary rows (合计, 小计) are told
    from data rows, for they obey other rules. Nothing here changes after it was made."""

    def __init__(self, table: Table, rules: RuleSet, page_tables: tuple[Table, ...] = (), *, clean: bool = False) -> None:
        self.table = table
        self.rules = rules
        self.page_tables = page_tables
        self.texts = [[cell.clean if clean else printed_text(cell) for cell in row] for row in table.rows]
        self.numbers: list[Numbers] = [[parse_value(text) for text in row] for row in self.texts]
        self.blanks = [frozenset(column for column, text in enumerate(row) if is_blank(text)) for row in self.texts]

    def rules_of(self, kind: type[_Kind]) -> Iterator[_Kind]:
        return (rule for rule in self.rules.rules if isinstance(rule, kind))

    @cached_property
    def summary_rows(self) -> frozenset[int]:
        """Rows that sum up others: the first words of the row say so."""
        return summary_rows(self.texts)

    @cached_property
    def data_rows(self) -> tuple[int, ...]:
        return tuple(row for row in range(len(self.texts)) if row not in self.summary_rows)

    def title(self, column: int) -> str:
        """The column as a message names it: its printed header, or else its name."""
        return self.table.columns[column].title or self.table.columns[column].name

    @cached_property
    def last_places(self) -> tuple[Decimal, ...]:
        """The smallest unit printed in each column: 0.1 where a number has one decimal and none has more."""
        places = []
        for column in range(len(self.table.columns)):
            values = (self.numbers[row][column] for row in self.data_rows)
            exponents = [value.as_tuple().exponent for value in values if value is not None]
            places.append(Decimal(1).scaleb(min((each for each in exponents if isinstance(each, int)), default=0)))
        return tuple(places)

    @cached_property
    def _unsure(self) -> frozenset[tuple[int, int]]:
        return frozenset(
            (row, column)
            for row, cells in enumerate(self.table.rows)
            for column, cell in enumerate(cells)
            if cell.readings and not is_sure(cell)
        )

    def read_surely(self, row: int, column: int) -> bool:
        """Whether nothing speaks against the reading of a scanned cell; what was not scanned was read surely."""
        return not self._unsure or (row, column) not in self._unsure

    def blank(self, row: int, column: int) -> bool:
        return column in self.blanks[row]

    def finding(
        self, code: str, severity: Severity, message: Bilingual, row: int | None, column: int | None = None, evidence: str = ""
    ) -> Finding:
        name = "" if column is None else self.table.columns[column].name
        return Finding(code, severity, message, Where(self.table.table_id, row=row, column=name), evidence)

    # What is sound. A row that breaks none of its sums and caps, and has something to add up, is.

    @cached_property
    def sums(self) -> tuple[SumRule, ...]:
        return tuple(self.rules_of(SumRule))

    @cached_property
    def caps(self) -> dict[int, Decimal]:
        return {column: cap for rule in self.rules_of(ShareCapRule) for column, cap in rule.caps}

    @cached_property
    def column_sums(self) -> tuple[ColumnSumRule, ...]:
        return tuple(self.rules_of(ColumnSumRule))

    @cached_property
    def ratios(self) -> tuple[RatioRule, ...]:
        return tuple(self.rules_of(RatioRule))

    @cached_property
    def orders(self) -> tuple[OrderRule, ...]:
        return tuple(self.rules_of(OrderRule))

    @cached_property
    def required(self) -> frozenset[int]:
        return frozenset(column for rule in self.rules_of(RequiredRule) for column in rule.columns)

    def broken_sums(self, row: int, numbers: Numbers | None = None) -> list[SumRule]:
        values = self.numbers[row] if numbers is None else numbers
        return [rule for rule in self.sums if not self.sum_holds(row, rule, values)]

    def sum_holds(self, row: int, rule: SumRule, values: Numbers) -> bool:
        """Whether the row adds up; empty parts count as nothing, and a row without any of these numbers has nothing to add."""
        if all(values[column] is None and self.blank(row, column) for column in rule.columns):
            return True
        off = residual(rule, values, self.blanks[row])
        return off is not None and abs(off) <= rule.tolerance

    def ratio_bounds(self, row: int, rule: RatioRule, numbers: Numbers | None = None) -> Bounds | None:
        """Between which values the row's ratio must lie; None where there is nothing to divide."""
        values = self.numbers[row] if numbers is None else numbers
        above = values[rule.above]
        below = self._share_base(rule) if rule.below is None else values[rule.below]
        if above is None or not below:
            return None
        beneath = (below, below) if rule.below is None else operand_bounds(below, self.texts[row][rule.below])
        return ratio_bounds(rule, operand_bounds(above, self.texts[row][rule.above]), beneath)

    def _share_base(self, rule: RatioRule) -> Decimal | None:
        """The printed total of the column, or else the sum of its rows."""
        for sums in self.column_sums:
            if rule.above in sums.columns and set(sums.rows) == set(self.data_rows):
                return self.numbers[sums.total_row][rule.above]
        return column_total(rule, self.numbers, self.data_rows)

    def ratio_holds(self, row: int, rule: RatioRule, numbers: Numbers | None = None, text: str | None = None) -> bool:
        """Whether the printed ratio is what it is made of; a ratio that is not printed cannot be wrong."""
        values = self.numbers[row] if numbers is None else numbers
        printed = values[rule.column]
        bounds = self.ratio_bounds(row, rule, values)
        if printed is None or bounds is None:
            return True
        return agrees(printed, self.texts[row][rule.column] if text is None else text, bounds)

    def broken_ratios(self, row: int, numbers: Numbers | None = None) -> list[RatioRule]:
        if row in self.summary_rows:
            return []
        return [rule for rule in self.ratios if not self.ratio_holds(row, rule, numbers)]

    def over_caps(self, numbers: Numbers) -> list[int]:
        """Columns whose value is outside 0 and its cap."""
        return [column for column, cap in self.caps.items() if (value := numbers[column]) is not None and not 0 <= value <= cap]

    @cached_property
    def sound_rows(self) -> frozenset[int]:
        """Rows that no sum and no cap speaks against. Without such rules all rows are."""
        return frozenset(
            row
            for row in range(len(self.texts))
            if not self.broken_sums(row) and not self.over_caps(self.numbers[row]) and not self.broken_ratios(row)
        )


def residual(rule: SumRule, values: Numbers, blanks: frozenset[int]) -> Decimal | None:
    """Sum of the parts less the total, or None where one of them cannot be read."""
    total = values[rule.total]
    if total is None:
        return None
    off = -total
    for column in rule.parts:
        value = values[column]
        if value is None and column not in blanks:
            return None
        if value:
            off += value * rule.sign(column)
    return off


def summary_rows(texts: list[list[str]]) -> frozenset[int]:
    """Rows whose first text (of the first two cells that hold one) is a label such as 合计."""
    labels = frozenset(read_lexicon("summary_rows"))
    found = set()
    for number, row in enumerate(texts):
        words = [squeeze(text) for text in row if text and parse_value(text) is None][:2]
        if any(word in labels for word in words):
            found.add(number)
    return frozenset(found)
