"""Each kind of rule: a hit, a near miss and a clean case."""

from __future__ import annotations

from decimal import Decimal

from pipeline.model import Column, Finding, Severity, Table
from pipeline.rules import Context, RuleSet, check
from pipeline.rules import kinds as k
from tests.random_tables import cells

Rows = list[list[str]]
LIST = Table(
    "t9",
    recipe="red_black_list",
    columns=(Column("red_rank"), Column("red_name"), Column("black_rank"), Column("black_name")),
    rows=cells([["1", "甲", "4", "丁"], ["2", "乙", "5", "戊"]]),
)


def _run(
    rule: k.AnyRule, rows: Rows, *more: k.AnyRule, tables: tuple[Table, ...] = ()
) -> list[tuple[str, Severity, int | None]]:
    return [(f.code, f.severity, f.where.row) for f in _findings(rule, rows, *more, tables=tables)]


def _findings(rule: k.AnyRule, rows: Rows, *more: k.AnyRule, tables: tuple[Table, ...] = ()) -> list[Finding]:
    table = Table("t1", columns=tuple(Column(f"列{i}") for i in range(len(rows[0]))), rows=cells(rows))
    codes = {f.code for f in check(Context(table, RuleSet((rule,)), tables))}
    return [f for f in check(Context(table, RuleSet((rule, *more)), tables)) if f.code in codes]


def _column(*texts: str) -> Rows:
    return [[text] for text in texts]


SUM = k.SumRule(0, (1, 2, 3))


def test_sum() -> None:
    """A row that does not add up is an error; so is one that cannot be added; an empty part is nothing."""
    assert _run(SUM, [["75", "17.4", "57.6", "0"], ["76", "17.4", "57.6", "0"]]) == [("sum-mismatch", Severity.ERROR, 1)]
    assert _run(SUM, [["7S", "17.4", "57.6", "0"]]) == [("sum-mismatch", Severity.ERROR, 0)]
    assert _run(SUM, [["75", "17.4", "5Z", "0"]]) == [("sum-mismatch", Severity.ERROR, 0)]
    assert _run(SUM, [["", "17.4", "5", "0"]]) == [("sum-mismatch", Severity.ERROR, 0)]
    assert _run(SUM, [["75", "17.4", "57.6", ""], ["", "", "", ""], ["75.0", "１７.4", "57.6", "—"]]) == []


def test_sum_evidence_holds_the_numbers() -> None:
    """The arithmetic is there to be checked by hand, and the title in Chinese."""
    found = _findings(SUM, [["76", "17.4", "57.6", "0"]])[0]
    assert found.evidence == "17.4 + 57.6 + 0 = 75, printed 76"
    assert "列0" in found.message
    assert (found.where.table_id, found.where.row, found.where.column) == ("t1", 0, "列0")


def test_sum_tolerance() -> None:
    """Within the tolerance is no finding, beyond it is."""
    rule = k.SumRule(0, (1, 2), Decimal("0.01"))
    assert _run(rule, [["1.01", "0.5", "0.5"]]) == []
    assert _run(rule, [["1.02", "0.5", "0.5"]]) == [("sum-mismatch", Severity.ERROR, 0)]


def test_share_cap() -> None:
    """Above the share and below zero; exactly the share is allowed; a totals row is not held to it."""
    rule = k.ShareCapRule(((1, Decimal(40)),))
    assert _run(rule, [["甲", "40.1"], ["乙", "40"], ["丙", "-1"], ["合计", "79"]]) == [
        ("share-exceeded", Severity.ERROR, 0),
        ("share-exceeded", Severity.ERROR, 2),
    ]


def test_rank_sequence() -> None:
    """One wrong rank is blamed alone; a lost row is a gap; a table that begins later is one finding for the table."""
    rule = k.RankRule(0)
    assert _run(rule, _column("1", "2", "13", "4", "5")) == [("rank-wrong", Severity.ERROR, 2)]
    assert _run(rule, _column("1", "2", "4", "5", "6")) == [("rank-gap", Severity.WARNING, 2)]
    assert _run(rule, _column("31", "32", "33")) == [("rank-gap", Severity.WARNING, None)]
    assert _run(rule, _column("0", "2", "3", "4")) == [("rank-wrong", Severity.ERROR, 0)]
    assert _run(rule, _column("1", "2", "3", "9", "5")) == [("rank-wrong", Severity.ERROR, 3)]
    assert _run(rule, _column("1", "2", "", "4")) == []


def test_shared_ranks() -> None:
    """Two rows share a rank only where they measure the same, and only in a table that shows twice that it shares ranks."""
    shared = [["1", "9"], ["2", "8"], ["2", "8"], ["4", "7"], ["5", "6"], ["5", "6"], ["6", "5"]]
    rule = k.RankRule(0, measure=1)
    assert _run(rule, shared) == []
    assert _run(rule, shared[:4]) == [("rank-wrong", Severity.ERROR, 2)]
    assert _run(k.RankRule(0, measure=1, ties=True), shared[:4]) == []
    assert _run(k.RankRule(0, measure=1, ties=True), [["1", "9"], ["2", "8"], ["2", "7"], ["4", "6"]]) != []
    apart = [["1", "9"], ["2", "9"], ["3", "8"], ["4", "8"], ["5", "7"], ["5", "7"], ["7", "6"]]
    assert _run(rule, apart) == [("rank-wrong", Severity.ERROR, 5)]


def test_order() -> None:
    """The one row out of order is blamed, not its neighbours; equal values are in order."""
    rule = k.OrderRule(0)
    assert _run(rule, _column("9", "8", "3", "8", "7")) == [("order-broken", Severity.ERROR, 2)]
    assert _run(rule, _column("9", "8", "8", "7")) == []
    assert _run(k.OrderRule(0, rising=True), _column("1", "2", "2", "9", "3", "4")) == [("order-broken", Severity.ERROR, 3)]


def test_order_in_doubt() -> None:
    """Of two neighbours that changed places either may be wrong: both are doubtful, unless a sum decides."""
    rule = k.OrderRule(0)
    rows = [["9", "4", "5"], ["7", "3", "4"], ["8", "4", "4"], ["6", "3", "3"]]
    assert _run(rule, rows) == [("order-broken", Severity.WARNING, 1), ("order-broken", Severity.WARNING, 2)]
    rows[1][1] = "6"
    assert _run(rule, rows, k.SumRule(0, (1, 2))) == [("order-broken", Severity.ERROR, 1)]


def test_unsorted_table() -> None:
    """A table that is not sorted by this column at all gets one finding, not one a row."""
    assert _run(k.OrderRule(0), _column("1", "9", "2", "8", "3", "7")) == [("order-absent", Severity.WARNING, None)]


def test_unique() -> None:
    """A name that stands twice is doubtful in both rows, or in the one a list contradicts; empty names are not equal."""
    rule = k.UniqueRule(1)
    rows = [["1", "甲"], ["2", "乙"], ["3", "甲"]]
    assert _run(rule, rows) == [("duplicate-name", Severity.WARNING, 0), ("duplicate-name", Severity.WARNING, 2)]
    assert _run(k.UniqueRule(1, hint=True), rows)[0][1] is Severity.NOTICE
    assert _run(rule, [["1", ""], ["2", ""], ["3", "甲乙"], ["4", "甲丙"]]) == []
    listed = k.ListedRule(0, 1, "red_black_list", (("red_rank", "red_name"), ("black_rank", "black_name")))
    rows = [["1", "甲"], ["2", "甲"], ["3", "丙"], ["4", "丁"]]
    assert _run(rule, rows, listed, tables=(LIST,)) == [("duplicate-name", Severity.WARNING, 1)]


def test_known_district() -> None:
    """A name without a district is doubtful; inferred, only one that nearly has one; another city is one finding."""
    rule = k.DistrictRule(0, "hengshui_districts")
    names = _column("桃城区甲社区", "桃诚区乙社区", "丙社区", "景县丁社区", "冀州区戊社区")
    assert _run(rule, names) == [("unknown-district", Severity.WARNING, 1), ("unknown-district", Severity.WARNING, 2)]
    hint = k.DistrictRule(0, "hengshui_districts", hint=True)
    assert [severity for _, severity, _ in _run(hint, names)] == [Severity.WARNING, Severity.NOTICE]
    assert _run(rule, _column("桃城区甲社区", "景县乙社区")) == []
    assert _run(rule, _column("长安区甲社区", "桥西区乙社区", "景县丙社区")) == [("unknown-district", Severity.WARNING, None)]


def test_required() -> None:
    """An empty cell is an error, a dash too; a column that is empty in half of the rows is one finding; 0 is a value."""
    rule = k.RequiredRule((0,))
    assert _run(rule, _column("1", "", "—", "0", "2", "3")) == [
        ("missing-value", Severity.ERROR, 1),
        ("missing-value", Severity.ERROR, 2),
    ]
    assert _run(rule, _column("", "", "1")) == [("missing-value", Severity.ERROR, None)]
    assert _run(rule, _column("0", "1")) == []


def test_number() -> None:
    """Garbled numbers are errors; words are, too, unless the column was only inferred to hold numbers."""
    assert _run(k.NumberRule((0,)), _column("1O.5", "缺考", "7", "")) == [
        ("not-a-number", Severity.ERROR, 0),
        ("not-a-number", Severity.ERROR, 1),
    ]
    assert [severity for _, severity, _ in _run(k.NumberRule((0,), lenient=True), _column("1O.5", "缺考", "3-5", "37,2"))] == [
        Severity.ERROR,
        Severity.NOTICE,
        Severity.NOTICE,
        Severity.ERROR,
    ]


def test_listed() -> None:
    """A list that disagrees in one row flags it; one that disagrees in most is another list; agreement is silence."""
    rule = k.ListedRule(0, 1, "red_black_list", (("red_rank", "red_name"), ("black_rank", "black_name")))
    rows = [["1", "甲"], ["2", "乙"], ["3", "丙"], ["4", "丁"], ["5", "己"]]
    assert _run(rule, rows, tables=(LIST,)) == [("list-disagrees", Severity.ERROR, 4)]
    assert _run(rule, [["1", "子"], ["2", "丑"], ["4", "寅"]], tables=(LIST,)) == [("list-disagrees", Severity.WARNING, None)]
    assert _run(rule, [["1", "甲"], ["2", ""], ["7", "庚"]], tables=(LIST,)) == []
    assert _run(rule, rows) == []


def test_column_sum() -> None:
    """The totals row is blamed, or the one row whose own sum is off by as much."""
    rows = [["甲", "9", "4", "5"], ["乙", "7", "3", "4"], ["丙", "5", "2", "3"], ["合计", "21", "9", "12"]]
    rule = k.ColumnSumRule(3, (0, 1, 2), (1, 2, 3))
    assert _run(rule, rows) == []
    rows[3][2] = "8"
    assert _run(rule, rows) == [("column-sum-mismatch", Severity.ERROR, 3)]
    rows[3][2], rows[1][2] = "9", "8"
    assert _run(rule, rows, k.SumRule(1, (2, 3))) == [("column-sum-mismatch", Severity.ERROR, 1)]
    rows[1][2] = "3"
    rows[2][1] = "8"
    assert _run(rule, rows, k.SumRule(1, (2, 3))) == [("column-sum-mismatch", Severity.ERROR, 2)]
