"""The rules that a recipe may state: what the rows of its table obey."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from pipeline.recipes.terms import Identifier, ListSource, Strict


class _Rule(Strict):
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
