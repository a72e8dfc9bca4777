"""What columns, rules and repairs of a recipe are written in: names, expressions, titles in two languages, lists."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _compiled(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as fault:
        raise ValueError(f"{value[:40]!r} is not a regular expression: {fault}") from fault
    return value


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
RegularExpression = Annotated[str, AfterValidator(_compiled)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(Strict):
    """A title in Chinese and English."""

    zh: str
    en: str


class ListSource(Strict):
    """A list elsewhere on the same page: which recipe's table, and its columns as (key, value) pairs."""

    recipe: Identifier
    pairs: tuple[tuple[Identifier, Identifier], ...] = Field(min_length=1)
