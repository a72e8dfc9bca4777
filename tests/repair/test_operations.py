"""The catalogue of operations, and the lattice of a column."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest

from pipeline.model import Column, Table
from pipeline.repair import lattice, operations
from pipeline.repair.lattice import lattice_of
from pipeline.repair.operations import OF_A_SUM, OF_SEVERAL_CELLS, TESTS, explain
from pipeline.rules import Context, RuleSet
from tests.random_tables import cells


@pytest.mark.parametrize(
    ("printed", "true", "name"),
    [
        ("38", "88", "misread_digit"),
        ("36.4", "34.6", None),
        ("63", "36", "transposed_neighbours"),
        ("372", "37.2", "lost_point"),
        ("3.72", "37.2", "moved_point"),
        ("3.6", "36", "added_point"),
        ("2.8", "28.8", "lost_digit"),
        ("288.8", "28.8", "added_digit"),
        ("5", "-5", "lost_sign"),
        ("-5", "5", "added_sign"),
        ("1O", "10", "misread_character"),
        ("", "10", "lost_value"),
        ("10", "10", None),
        ("38", "99", None),
        ("36.4", "31.9", None),
    ],
)
def test_operations(printed: str, true: str, name: str | None) -> None:
    """Each operation makes one kind of error and no other."""
    found = explain(printed, true)
    assert (found.name if found else None) == name


def test_every_operation_is_in_the_catalogue_and_has_its_reason() -> None:
    """The catalogue is closed: code and data name the same operations, and each says why."""
    assert set(operations.operations()) == {*TESTS, "second_witness", *OF_SEVERAL_CELLS, *OF_A_SUM}
    assert all(operation.why and operation.title for operation in operations.operations().values())


def _lattice(*texts: str) -> lattice.Lattice:
    table = Table("t1", columns=(Column("a"),), rows=cells([[text] for text in texts]))
    return lattice_of(Context(table, RuleSet(), clean=True), 0)


def test_a_column_has_the_step_its_values_show() -> None:
    """Fifteen different multiples of 0.2 rule out 0.1; four rule out nothing so fine, but hundredths of them."""
    many = _lattice(*(f"{30 + k / 5:.1f}" for k in range(15)))
    assert many.step == Decimal("0.2")
    assert many.allows(Decimal("33.4"))
    assert not many.allows(Decimal("33.3"))
    few = _lattice("30", "30.2", "30.4", "31")
    assert few.allows(Decimal("33.3"))
    assert not few.allows(Decimal("33.333"))
    assert not few.allows(Decimal("-3"))


def test_values_are_written_as_the_column_writes_them() -> None:
    """Where trailing zeros are printed they are put back; where none was seen either way may be meant."""
    assert _lattice("30.0", "30.2", "31.4").texts(Decimal(31)) == ("31.0", "31")
    assert _lattice("30.4", "30.2", "31.4").texts(Decimal(31)) == ("31", "31.0")
    assert _lattice("30", "30.2").texts(Decimal("31.0")) == ("31",)


def test_the_examples_are_true() -> None:
    """The docstrings show what the functions do."""
    assert doctest.testmod(operations).failed == 0
    assert doctest.testmod(lattice).failed == 0
