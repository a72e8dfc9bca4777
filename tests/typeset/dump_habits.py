"""What dumps of pages vary in, kind by kind; a habit left out is the plainest there is."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from random import Random
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Habits:
    """How a dump was made. Every field names one way of writing; the first of its ways in ``WAYS`` is the plain one."""

    cells: str = "tabs"
    table_around: str = "apart"
    table_header: str = "whole"
    table_extras: str = "none"
    table_kind: str = "any"
    body: str = "paragraphs"
    parting: str = "blank lines"
    marks: str = "full"
    heads: str = "one line"
    byline: str = "reporter"
    story: str = "news"
    damage: str = "none"
    masthead: str = "top"
    paper: str = "right"
    date: str = "arabic"
    leftovers: str = "none"
    encoding: str = "utf-8"
    line_end: str = "\n"


WAYS = MappingProxyType(
    {
        "cells": (
            "tabs",
            "blank runs",
            "single blanks",
            "wide blanks",
            "cell a line",
            "markdown",
            "markdown open",
            "commas",
            "panels",
        ),
        "table_around": ("apart", "tight"),
        "table_header": ("whole", "missing", "broken"),
        "table_extras": ("none", "wrapped", "notes", "two runs", "title above far"),
        "body": ("paragraphs", "wrapped", "wrapped indented", "tab indents", "columns", "column lines"),
        "parting": ("blank lines", "indents", "none"),
        "marks": ("full", "half", "seed"),
        "heads": ("one line", "lines", "broken", "with marks"),
        "byline": ("reporter", "blanks", "line", "square", "correspondent", "agency", "none"),
        "story": ("news", "speech", "notice", "list", "verse"),
        "damage": ("none", "pieces after", "lost lines", "misread", "garbled head"),
        "masthead": ("top", "foot", "middle", "parted"),
        "paper": ("right", "misread", "missing"),
        "date": ("arabic", "dashes", "dots", "slashes", "chinese", "lunar", "missing"),
        "leftovers": ("none", "web", "page numbers", "hotline"),
        "encoding": ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"),
        "line_end": ("\n", "\r\n", "\f"),
    }
)
ON_COLUMNS = ("pieces after", "lost lines")
"""Lines come loose where columns end."""
DAMAGED = "table misprints"
MIXED = "mixed"


def _kinds() -> dict[str, Habits]:
    kinds = {"plain": Habits()}
    for name, ways in WAYS.items():
        for way in ways[1:]:
            called = {"\r\n": "CR LF", "\f": "form feeds"}.get(way, way)
            kinds[f"{name.replace('_', ' ')}: {called}"] = replace(
                Habits(body="columns") if way in ON_COLUMNS else Habits(), **{name: way}
            )
    kinds["seed's own"] = Habits(body="columns", marks="seed", paper="misread", date="missing", table_kind="score")
    kinds["pieces in seed's own"] = replace(kinds["seed's own"], damage="pieces after", story="speech")
    kinds["lost lines in seed's own"] = replace(kinds["seed's own"], damage="lost lines", story="speech")
    kinds[DAMAGED] = Habits()
    kinds[f"{DAMAGED}, single blanks"] = Habits(cells="single blanks", table_kind="score")
    kinds[f"{DAMAGED}, cell a line"] = Habits(cells="cell a line", table_kind="score")
    kinds[f"{DAMAGED}, panels"] = Habits(cells="panels", table_kind="score")
    kinds[MIXED] = Habits()
    return kinds


KINDS = MappingProxyType(_kinds())


def habits_of(kind: str, dice: Random) -> Habits:
    """The habits of a kind; those of ``mixed`` are thrown, most of them plain."""
    if kind != MIXED:
        return KINDS[kind]
    thrown = {name: dice.choice(ways) if dice.random() < 0.45 else ways[0] for name, ways in WAYS.items()}
    assert set(thrown) <= {field.name for field in fields(Habits)}
    return Habits(**thrown)
