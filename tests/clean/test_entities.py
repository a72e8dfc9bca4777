"""Persons and places: only those the text itself tells."""

from __future__ import annotations

import doctest

import pytest

from pipeline.clean import entities
from pipeline.clean.entities import persons, places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("村民温青禾说，水很清。", ("温青禾",)),
        ("市长王斌、书记欧阳晓舟一行到了。", ("王斌", "欧阳晓舟")),
        ("村民说，水很清。", ()),
        ("代表们表示满意。", ()),
        ("高度重视，说到做到。", ()),
        ("王国的故事", ()),
    ],
)
def test_persons_are_named_by_an_office_or_by_what_they_say(text: str, names: tuple[str, ...]) -> None:
    assert persons(text) == names


def test_reporters_come_first_and_nobody_twice() -> None:
    assert persons("王斌说，水很清。居民李明说，好。", "李明、王斌") == ("李明", "王斌")


@pytest.mark.parametrize(
    ("text", "names"),
    [("安平县和石家庄的客人", ("安平县", "石家庄")), ("新建和改造点位，文明城市", ()), ("", ()), ("渠水到了田头", ())],
)
def test_places_are_divisions_cities_and_countries(text: str, names: tuple[str, ...]) -> None:
    assert places(text) == names


def test_the_examples_hold() -> None:
    assert doctest.testmod(entities).failed == 0
