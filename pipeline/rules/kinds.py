"""Rules and repairs as values: a recipe's (``recipes/rules.py``, ``recipes/repairs.py``) and inferred ones alike. Columns are
indices, for a printed header may stand twice in a table and may be in Chinese."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.sentences import Bilingual, say


@dataclass(frozen=True, slots=True)
class NumberRule:
    """Every cell of these columns that is not empty is a number. Where ``lenient``, words such as 缺考 may stand there."""

    columns: tuple[int, ...]
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class SumRule:
    """``total`` is the sum of ``parts``, within ``tolerance``; the parts of ``minus`` are taken away (a difference)."""

    total: int
    parts: tuple[int, ...]
    tolerance: Decimal = Decimal(0)
    minus: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.total, *self.parts)

    def sign(self, column: int) -> int:
        return -1 if column in self.minus else 1


@dataclass(frozen=True, slots=True)
class RatioRule:
    """``column`` is ``above`` over ``below`` times ``scale`` (100 for per cent), or that less ``scale`` where ``growth``, as
    rounded (or cut off) to the printed decimals. ``below`` None is the column total of ``above``: a share."""

    column: int
    above: int
    below: int | None
    scale: int = 1
    growth: bool = False

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.column, self.above) if self.below is None else (self.column, self.above, self.below)


@dataclass(frozen=True, slots=True)
class ShareCapRule:
    """Each value lies between 0 and its column's cap: pairs of column and cap."""

    caps: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class RankRule:
    """Ranks count ``start``, ``start``+1, … Two rows may share a rank where ``measure`` (the ranked column) is equal too,
    and so are the columns ``beside`` (the silver and bronze of equal gold). One such pair is believed where ``ties`` says
    so, else two are needed to show that the table shares ranks."""

    column: int
    start: int = 1
    measure: int | None = None
    ties: bool = False
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderRule:
    """Values never rise (or never fall) from row to row."""

    column: int
    rising: bool = False


@dataclass(frozen=True, slots=True)
class UniqueRule:
    """No name stands twice. Where ``hint``, a second time is only worth a notice."""

    column: int
    hint: bool = False


@dataclass(frozen=True, slots=True)
class DistrictRule:
    """Every name begins with a district of the lexicon. Where ``hint``, only a name that is one character off is doubtful."""

    column: int
    lexicon: str
    hint: bool = False


@dataclass(frozen=True, slots=True)
class RequiredRule:
    """No cell of these columns is empty, but for rows that are empty in half of the columns ``beside``: a heading between the
    rows, or the second line of a name."""

    columns: tuple[int, ...]
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedRule:
    """The list elsewhere on the page (a table of ``recipe``, its columns by name) says the same of every key both have."""

    key: int
    value: int
    recipe: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ColumnSumRule:
    """In each of ``columns`` the cell of ``total_row`` is the sum of the cells of ``rows``."""

    total_row: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]


AnyRule = (
    NumberRule
    | SumRule
    | RatioRule
    | ShareCapRule
    | RankRule
    | OrderRule
    | UniqueRule
    | DistrictRule
    | RequiredRule
    | ListedRule
    | ColumnSumRule
)


@dataclass(frozen=True, slots=True)
class RankFromSequence:
    """A rank that the rows above and below leave one number for."""

    rule: RankRule


@dataclass(frozen=True, slots=True)
class NameFromList:
    """An empty name is given by a list on the page."""

    listed: ListedRule


@dataclass(frozen=True, slots=True)
class MergedParts:
    """Parts printed as one: one exceeds its share, another is 0 or empty."""

    total: int
    parts: tuple[int, ...]
    reason: Bilingual = field(default_factory=lambda: say("because.merged_usual"))


@dataclass(frozen=True, slots=True)
class SingleCell:
    """One number of the row was printed wrong: of a sum, or of a ratio (``total``) and what it is made of (``parts``)."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DoubledCharacter:
    """The character between district and community stands twice."""

    column: int
    lexicon: str


@dataclass(frozen=True, slots=True)
class DroppedCharacter:
    """A character of a name was left out. ``lexicon`` holds the districts, ``accepted`` the names known already, if any."""

    column: int
    lexicon: str
    accepted: str = ""


AnyRepair = RankFromSequence | NameFromList | MergedParts | SingleCell | DoubledCharacter | DroppedCharacter


@dataclass(frozen=True, slots=True)
class Support:
    """Why an inferred rule is believed; ``kind`` is the kind of the rule. Of several rules of a kind each has one, in order."""

    column: int | None
    text: Bilingual
    kind: type[AnyRule] | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All that is known of one table's rows. ``support`` is empty where a recipe says it."""

    rules: tuple[AnyRule, ...] = ()
    repairs: tuple[AnyRepair, ...] = ()
    support: tuple[Support, ...] = ()
    unchecked: tuple[Bilingual, ...] = ()
    """Rules of the recipe that this table cannot be held to, for it lacks a column."""
