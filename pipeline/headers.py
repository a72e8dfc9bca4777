"""What the words of a column's header mean: ``lexicons/header_words.toml``, asked by tables and by rules.

>>> kind_of_number("净增(人)"), kind_of_number("同比增长(%)"), kind_of_number("总人口")
('difference', 'ratio', '')
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import read_toml


def kind_of_number(title: str) -> str:
    """ "difference" or "ratio" where the header says so, else "". A header that says both (利润率) is a ratio's."""
    if is_difference(title):
        return "difference"
    return "ratio" if is_ratio(title) else ""


def is_difference(title: str) -> bool:
    """Whether the header says that the column is one column less another."""
    return _says("numbers", "difference", title) and is_added(title)


def is_ratio(title: str) -> bool:
    """Whether the header speaks of a ratio, a mean or a price for each."""
    return _says("numbers", "ratio", title)


def is_percent(title: str) -> bool:
    """Whether it speaks of a ratio in per cent."""
    return _says("numbers", "percent", title)


def is_added(title: str) -> bool:
    """Whether a totals row may add the column up."""
    return not _says("numbers", "not_added", title)


def is_rank(title: str) -> bool:
    """Whether the whole header is a word for a rank."""
    return _pattern("headers", "rank").fullmatch(title) is not None


def is_name(title: str) -> bool:
    """Whether the whole header is a word for a name."""
    return _pattern("headers", "name").fullmatch(title) is not None


def role_of(title: str, *, number: bool) -> str:
    """The role of a column by its header, "value" for a column of numbers of no other, else ""; words for numbers do not fit a
    column of words, nor the other way round."""
    for role in read_toml("header_words")["roles"]:
        if _pattern("roles", role).fullmatch(title) and number == (role in ("rank", "total", "part")):
            return str(role)
    return (kind_of_number(title) or "value") if number else ""


def _says(section: str, meaning: str, title: str) -> bool:
    return _pattern(section, meaning).search(title) is not None


@cache
def _pattern(section: str, meaning: str) -> re.Pattern[str]:
    return re.compile("|".join(read_toml("header_words")[section][meaning]))
