"""What a recipe file may say: what is known about one table of one paper, as data.

A recipe names the table (``match``), its columns, the rules its rows obey and the repairs that may be tried where a row breaks
them. All names of columns in rules and repairs are checked against ``columns`` when the file is read.
The rules stand in ``rules.py``, the repairs in ``repairs.py``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from pipeline.recipes.repairs import (
    DoubledCharacter,
    DroppedCharacter,
    MergedParts,
    NameFromList,
    RankFromSequence,
    RepairSpec,
    SingleCell,
)
from pipeline.recipes.rules import (
    DifferenceRule,
    KnownDistrictRule,
    ListedRule,
    OrderRule,
    RankSequenceRule,
    RatioRule,
    RequiredRule,
    Rule,
    ShareCapRule,
    SumRule,
    UniqueRule,
)
from pipeline.recipes.terms import Identifier, ListSource, RegularExpression, Strict, Title

__all__ = [
    "ColumnSpec",
    "DifferenceRule",
    "DoubledCharacter",
    "DroppedCharacter",
    "KnownDistrictRule",
    "ListSource",
    "ListedRule",
    "Match",
    "MergedParts",
    "NameFromList",
    "OrderRule",
    "RankFromSequence",
    "RankSequenceRule",
    "RatioRule",
    "Recipe",
    "RepairSpec",
    "RequiredRule",
    "Rule",
    "ShareCapRule",
    "SingleCell",
    "SumRule",
    "Title",
    "UniqueRule",
]

Role = Literal["rank", "name", "total", "part", "difference", "ratio", "value", "district", "community", "date", "person", ""]


class Match(Strict):
    """How the table is known: a regular expression searched in its title, and the columns it must have.

    ``title`` empty means that the headers alone decide.
    """

    title: RegularExpression = ""


class ColumnSpec(Strict):
    """A column. A printed column has ``header``, a regular expression that its header must match as a whole (header rows
    joined from top to bottom without blanks, shares such as 占比20% left out). A derived column has ``derived_from`` and
    ``part`` instead: the district or the community within a full name."""

    name: Identifier
    title: Title
    type: Literal["integer", "number", "string", "date"] = "string"
    header: RegularExpression = ""
    role: Role = ""
    unit: str = ""
    share: Decimal | None = None
    optional: bool = False
    derived_from: str = ""
    part: Literal["", "district", "community"] = ""
    description: Title | None = None

    @model_validator(mode="after")
    def _printed_or_derived(self) -> ColumnSpec:
        if bool(self.header) == bool(self.derived_from):
            raise ValueError(f"column {self.name} needs either header or derived_from")
        if bool(self.derived_from) != bool(self.part):
            raise ValueError(f"column {self.name}: derived_from and part go together")
        return self

    @property
    def printed(self) -> bool:
        return bool(self.header)


class Recipe(Strict):
    """One known table."""

    name: Identifier
    title: Title
    source: str
    match: Match
    columns: tuple[ColumnSpec, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = ()
    repairs: tuple[RepairSpec, ...] = ()

    @model_validator(mode="after")
    def _names_exist(self) -> Recipe:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError("two columns have the same name")
        known = set(names)
        for column in self.columns:
            if column.derived_from and column.derived_from not in known:
                raise ValueError(f"column {column.name} is derived from {column.derived_from}, which is no column")
        for spec in (*self.rules, *self.repairs):
            for field in ("total", "column", "key", "value", "result", "minuend", "subtrahend", "above", "below"):
                value = getattr(spec, field, None)
                if value is not None and value not in known:
                    raise ValueError(f"{spec.kind} names {value}, which is no column")
            for field in ("parts", "columns"):
                for value in getattr(spec, field, ()):
                    if value not in known:
                        raise ValueError(f"{spec.kind} names {value}, which is no column")
        return self

    @property
    def printed_columns(self) -> tuple[ColumnSpec, ...]:
        return tuple(column for column in self.columns if column.printed)

    def column(self, name: str) -> ColumnSpec:
        """The column of this name; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
