"""What a recipe file may say: what is known about one table of one paper, as data.

A recipe names the table (``match``), its columns, the rules its rows obey and the repairs that may be tried where a row breaks
them. All names of columns in rules and repairs are checked against ``columns`` when the file is read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _compiled(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as fault:
        raise ValueError(f"{value[:40]!r} is not a regular expression: {fault}") from fault
    return value


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
RegularExpression = Annotated[str, AfterValidator(_compiled)]
Role = Literal["rank", "name", "total", "part", "difference", "ratio", "value", "district", "community", "date", "person", ""]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(_Strict):
    """A title in Chinese and English."""

    zh: str
    en: str


class Match(_Strict):
    """How the table is known: a regular expression searched in its title, and the columns it must have.

    ``title`` empty means that the headers alone decide.
    """

    title: RegularExpression = ""


class ColumnSpec(_Strict):
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


class ListSource(_Strict):
    """A list elsewhere on the same page: which recipe's table, and its columns as (key, value) pairs."""

    recipe: Identifier
    pairs: tuple[tuple[Identifier, Identifier], ...] = Field(min_length=1)


class _Rule(_Strict):
    source: str = ""
    """Where the rule comes from: what the paper prints, or what was observed."""


class SumRule(_Rule):
    """``total`` is the sum of ``parts``, within ``tolerance``."""

    kind: Literal["sum"]
    total: Identifier
    parts: tuple[Identifier, ...] = Field(min_length=2)
    tolerance: Decimal = Decimal(0)


class DifferenceRule(_Rule):
    """``result`` is ``minuend`` less ``subtrahend``, within ``tolerance``."""

    kind: Literal["difference"]
    result: Identifier
    minuend: Identifier
    subtrahend: Identifier
    tolerance: Decimal = Decimal(0)


class RatioRule(_Rule):
    """``column`` is ``above`` over ``below`` times ``scale`` (100 for per cent; the column's total where ``below`` is left
    out), or that less ``scale`` where it is a ``growth``; as rounded, or cut off, to its printed decimals."""

    kind: Literal["ratio"]
    column: Identifier
    above: Identifier
    below: Identifier | None = None
    scale: int = Field(default=100, gt=0)
    growth: bool = False


class ShareCapRule(_Rule):
    """Each value lies between 0 and the share of its column."""

    kind: Literal["share_cap"]
    columns: tuple[Identifier, ...] = Field(min_length=1)


class RankSequenceRule(_Rule):
    """Ranks count ``start``, ``start``+1, … without a gap."""

    kind: Literal["rank_sequence"]
    column: Identifier
    start: int = 1


class OrderRule(_Rule):
    """Values never rise (or never fall) from row to row."""

    kind: Literal["order"]
    column: Identifier
    direction: Literal["never_rises", "never_falls"] = "never_rises"


class UniqueRule(_Rule):
    """No value stands twice; empty values do not count."""

    kind: Literal["unique"]
    column: Identifier


class KnownDistrictRule(_Rule):
    """Every name begins with a district of the lexicon of that name (``lexicons/<lexicon>.csv``)."""

    kind: Literal["known_district"]
    column: Identifier
    lexicon: Identifier


class RequiredRule(_Rule):
    """No value is empty."""

    kind: Literal["required"]
    columns: tuple[Identifier, ...] = Field(min_length=1)


class ListedRule(_Rule):
    """A list elsewhere on the page says the same of every key that both have."""

    kind: Literal["listed"]
    key: Identifier
    value: Identifier
    list: ListSource


Rule = Annotated[
    SumRule
    | DifferenceRule
    | RatioRule
    | ShareCapRule
    | RankSequenceRule
    | OrderRule
    | UniqueRule
    | KnownDistrictRule
    | RequiredRule
    | ListedRule,
    Field(discriminator="kind"),
]


class NameFromList(_Strict):
    """An empty ``value`` is named by a list on the page that gives one for the row's ``key``. Status ``corrected``."""

    kind: Literal["name_from_list"]
    key: Identifier
    value: Identifier
    list: ListSource


class MergedParts(_Strict):
    """One of ``parts`` exceeds its share while another is 0 or empty, and with the two added the row's sum holds: the two were
    printed as one. The convention splits the sum in proportion to the shares. Status ``imputed``."""

    kind: Literal["merged_parts"]
    total: Identifier
    parts: tuple[Identifier, ...] = Field(min_length=2)
    convention: Literal["split_by_share"]
    reason: Title


class SingleCell(_Strict):
    """The numbers of a sum, a difference or a ratio (``total``) and of what it is made of (``parts``) may be mended: where one
    operation of ``repair/operations.toml`` makes every rule of the row hold, and every other costs more by its margin. Status
    ``corrected``, or ``reread`` where the reader was wrong."""

    kind: Literal["single_cell"]
    total: Identifier
    parts: tuple[Identifier, ...] = Field(min_length=1)


class DoubledCharacter(_Strict):
    """The character between district and community stands twice. Status ``corrected`` where no other name of the column does
    so; else only suggested, for 桃城区区府社区 is right as it is."""

    kind: Literal["doubled_character"]
    column: Identifier
    lexicon: Identifier


class DroppedCharacter(_Strict):
    """A character of a name was left out. Status ``corrected`` where all other names end alike and this one lacks a character
    of that ending; else only suggested. ``lexicon`` holds the districts, ``accepted`` the names known from earlier issues."""

    kind: Literal["dropped_character"]
    column: Identifier
    lexicon: Identifier
    accepted: Identifier | Literal[""] = ""


class RankFromSequence(_Strict):
    """A rank was printed wrong, and the rows above and below leave one number for it. Status ``corrected``."""

    kind: Literal["rank_from_sequence"]
    column: Identifier


_AnyRepair = RankFromSequence | NameFromList | MergedParts | SingleCell | DoubledCharacter | DroppedCharacter
RepairSpec = Annotated[_AnyRepair, Field(discriminator="kind")]


class Recipe(_Strict):
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
