"""What engines answer, and what is made of it before anyone chooses."""

from __future__ import annotations

import pytest

from pipeline.extract.ocr.reading import Character, LineReading, parts_thousands, stepped


def reading(*characters: tuple[str, float, str, float]) -> LineReading:
    return LineReading(tuple(Character(text, 0.5, sure, other, less) for text, sure, other, less in characters))


def test_a_line_is_as_sure_as_its_least_sure_character() -> None:
    assert reading(("3", 0.99, "8", 0.01), ("7", 0.6, "1", 0.3)).confidence == 0.6


def test_an_empty_line_is_not_sure() -> None:
    assert LineReading(()).confidence == 0.0
    assert LineReading(()).second_choices() == []


def test_second_choices_change_the_least_sure_characters() -> None:
    line = reading(("零", 0.5, "枣", 0.4), ("强", 0.999, "張", 0.001), ("域", 0.7, "城", 0.3))
    assert [text for text, _ in line.second_choices()] == ["枣强域", "零强城", "枣强城"]


def test_a_sure_line_has_no_second_choice() -> None:
    assert reading(("3", 0.999, "8", 0.001), ("7", 0.995, "1", 0.004)).second_choices() == []


def test_a_character_without_an_alternative_is_kept() -> None:
    assert reading(("3", 0.5, "", 0.0)).second_choices() == []


@pytest.mark.parametrize(
    ("confidence", "told"), [(1.0, 0.99), (0.9899, 0.98), (0.951, 0.95), (0.9499, 0.9), (0.5000001, 0.5), (0.0, 0.0)]
)
def test_confidences_are_told_in_steps(confidence: float, told: float) -> None:
    assert stepped(confidence) == pytest.approx(told)


@pytest.mark.parametrize(
    ("text", "sound"),
    [("1,234", True), ("1,234,567.8", True), ("35.6", True), ("29,4", False), ("1,23", False), ("12,3456", False)],
)
def test_a_comma_that_parts_no_thousands_is_a_misread_point(text: str, sound: bool) -> None:
    assert parts_thousands(text) is sound
