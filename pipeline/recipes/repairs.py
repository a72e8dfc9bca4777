"""The repairs that a recipe may name: what may be tried where a row breaks its rules."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.recipes.terms import Identifier, ListSource, Strict, Title


class NameFromList(Strict):
    """An empty ``value`` is named by a list on the page that gives one for the row's ``key``. Status ``corrected``."""

    kind: Literal["name_from_list"]
    key: Identifier
    value: Identifier
    list: ListSource


class MergedParts(Strict):
    """One of ``parts`` exceeds its share while another is 0 or empty, and with the two added the row's sum holds: the two were
    printed as one. The convention splits the sum in proportion to the shares. Status ``imputed``."""

    kind: Literal["merged_parts"]
    total: Identifier
    parts: tuple[Identifier, ...] = Field(min_length=2)
    convention: Literal["split_by_share"]
    reason: Title


class SingleCell(Strict):
    """The numbers of a sum, a difference or a ratio (``total``) and of what it is made of (``parts``) may be mended: where one
    operation of ``repair/operations.toml`` makes every rule of the row hold, and every other costs more by its margin. Status
    ``corrected``, or ``reread`` where the reader was wrong."""

    kind: Literal["single_cell"]
    total: Identifier
    parts: tuple[Identifier, ...] = Field(min_length=1)


class DoubledCharacter(Strict):
    """The character between district and community stands twice. Status ``corrected`` where no other name of the column does
    so; else only suggested, for 桃城区区府社区 is right as it is."""

    kind: Literal["doubled_character"]
    column: Identifier
    lexicon: Identifier


class DroppedCharacter(Strict):
    """A character of a name was left out. Status ``corrected`` where all other names end alike and this one lacks a character
    of that ending; else only suggested. ``lexicon`` holds the districts, ``accepted`` the names known from earlier issues."""

    kind: Literal["dropped_character"]
    column: Identifier
    lexicon: Identifier
    accepted: Identifier | Literal[""] = ""


class RankFromSequence(Strict):
    """A rank was printed wrong, and the rows above and below leave one number for it. Status ``corrected``."""

    kind: Literal["rank_from_sequence"]
    column: Identifier


_AnyRepair = RankFromSequence | NameFromList | MergedParts | SingleCell | DoubledCharacter | DroppedCharacter
RepairSpec = Annotated[_AnyRepair, Field(discriminator="kind")]
