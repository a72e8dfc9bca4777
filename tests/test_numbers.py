"""Numbers as newspapers print them. Nothing is guessed."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import numbers
from pipeline.numbers import format_number, is_blank, parse_number, parse_percent, plain_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("93.6", "93.6"),
        ("９３．６", "93.6"),
        ("1,234", "1234"),
        ("１，２３４，５６７", "1234567"),
        ("−5", "-5"),
        ("－5.2", "-5.2"),
        ("+3", "3"),
        ("88分", "88"),
        ("1.2万人", "12000"),
        ("3亿元", "300000000"),
        (" 40 ", "40"),
    ],
)
def test_reads_what_is_printed(text: str, value: str) -> None:
    """Widths, separators, signs and units do not change a number."""
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "—", "－", "/", "1O.5", "l7", "37.2.", ".5", "37,2", "12,34", "3 4", "三", "约30", "3-5", "12.3%", "人"]
)
def test_never_guesses(text: str) -> None:
    """What is not plainly a number is none."""
    assert parse_number(text) is None


def test_a_percentage_is_read_by_its_own_function() -> None:
    """12.3% is 12.3 of a hundred, and only with its sign."""
    assert parse_percent("12.3％") == Decimal("12.3")
    assert parse_percent("12.3") is None
    assert parse_percent("%") is None


@pytest.mark.parametrize(
    ("text", "plain"), [("１，２３４．５０", "1234.50"), ("93.0分", "93.0"), ("12.30%", "12.30%"), ("1.2万", None)]
)
def test_plain_number_keeps_trailing_zeros(text: str, plain: str | None) -> None:
    """Only separators, widths and units go."""
    assert plain_number(text) == plain


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_formatted_number_reads_back(value: Decimal) -> None:
    """Formatting loses no digit and writes no exponent."""
    text = format_number(value)
    assert parse_number(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


def test_dashes_are_blank_and_zero_is_not() -> None:
    """A dash stands for nothing; a nought is a number."""
    assert all(is_blank(text) for text in ("", "—", "－", "/", "　"))
    assert not is_blank("0")


def test_the_examples_are_true() -> None:
    """The docstrings show what the functions do."""
    assert doctest.testmod(numbers).failed == 0
