"""Numbers as newspapers print them: full-width digits, thousands separators, signs, units. Nothing is guessed.

Shared by cleaning, validation and repair; all arithmetic of the project is ``Decimal``, so 17.4 + 28.8 + 28.8 is 75.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_NARROW = str.maketrans("０１２３４５６７８９．，％－−＋　\u00a0", "0123456789.,%--+  ")
_BLANK = frozenset({"", "-", "--", "—", "——", "–", "/", "／", "…", "……", "一一"})
"""What stands in a cell that holds no number. 一一 is how two dashes of a rule are often read."""

_UNITS = (
    "分|人次|人|元|枚|个|户|吨|亩|家|名|次|件|辆|台|套|所|处|座|项|天|日|年|岁|公里|千米|米|厘米|毫米|公斤|千克|克|斤|"
    "平方公里|平方米|立方米|公顷|千瓦时|千瓦|度|℃|位|只|头|条|块|场|篇|册|本|株|棵"
)
_NUMBER = re.compile(rf"([-+]?)([0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(\.[0-9]+)?([万亿]?)(?:{_UNITS})?")
_MOST_DIGITS, _MOST_DECIMALS = 18, 8
"""Before the point, 万 and 亿 counted, and behind it: what is longer counts nothing, and Decimal reckons with 28 digits."""
_GARBLED = re.compile(r"(?=.*\d)[\dA-Za-z.,·。，'`:;|]+%?")
_KEPT = 1 << 14
"""Texts whose value is remembered: a page's numbers are asked for again by every rule."""
_POWERS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


def narrow(text: str) -> str:
    """Full-width digits, points, commas and signs as half-width ones, blanks at the ends left out.

    >>> narrow("９３．６ ")
    '93.6'
    """
    return text.translate(_NARROW).strip()


@lru_cache(maxsize=_KEPT)
def is_blank(text: str) -> bool:
    """Whether a cell holds nothing: empty, or only the dash or stroke that stands for nothing.

    >>> [is_blank(text) for text in ("", "—", "0")]
    [True, True, False]
    """
    return narrow(text) in _BLANK


def parse_number(text: str) -> Decimal | None:
    """The number a cell prints, or None where it prints none or something else as well.

    >>> parse_number("１，２３４．５０分"), parse_number("1O.5"), parse_number("1.2万人"), parse_number("—")
    (Decimal('1234.50'), None, Decimal('12000.0'), None)
    """
    match = _number_in(narrow(text))
    if match is None:
        return None
    sign, whole, fraction, power = match.groups()
    value = Decimal(whole.replace(",", "") + (fraction or "")) * _POWERS[power]
    return -value if sign == "-" else value


def _number_in(text: str) -> re.Match[str] | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits = len(match[2]) - match[2].count(",") + _POWERS[match[4]].adjusted()
    return match if digits <= _MOST_DIGITS and len(match[3] or ".") - 1 <= _MOST_DECIMALS else None


def count_in(text: str) -> int | None:
    """The number in a cell of digits alone, such as count rows; None for anything else.

    >>> count_in("12"), count_in("１２"), count_in("②"), count_in("12.5")
    (12, 12, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def is_garbled(text: str) -> bool:
    """Whether a text looks like a number that was misprinted or misread: digits among letters and marks that are taken for
    digits and points. A word (缺考) or a range (3-5) does not.

    >>> [is_garbled(text) for text in ("1O.5", "37,2", "10.5", "约30", "3-5")]
    [True, True, False, False, False]
    """
    return bool(_GARBLED.fullmatch(narrow(text))) and parse_value(text) is None


def parse_percent(text: str) -> Decimal | None:
    """The percentage a cell prints (12.3% is 12.3), or None where there is no percent sign.

    >>> parse_percent("12.3％"), parse_percent("12.3")
    (Decimal('12.3'), None)
    """
    text = narrow(text)
    return parse_number(text[:-1]) if text.endswith("%") and text[-2:-1].isdigit() else None


@lru_cache(maxsize=_KEPT)
def parse_value(text: str) -> Decimal | None:
    """A number or a percentage."""
    value = parse_number(text)
    return parse_percent(text) if value is None else value


def plain_number(text: str) -> str | None:
    """The number's own characters without separators, unit and plus sign, trailing zeros kept; None where the cell is no
    number, or one that cannot be written so (万, 亿).

    >>> plain_number("１，２３４．５０分"), plain_number("93.0"), plain_number("12.3%"), plain_number("1.2万")
    ('1234.50', '93.0', '12.3%', None)
    """
    text = narrow(text)
    percent = parse_percent(text) is not None
    match = _number_in(text[:-1] if percent else text)
    if match is None or match[4]:
        return None
    sign = "-" if match[1] == "-" else ""
    return sign + match[2].replace(",", "") + (match[3] or "") + ("%" if percent else "")


def format_number(value: Decimal) -> str:
    """A number without trailing zeros and without an exponent.

    >>> format_number(Decimal("93.0")), format_number(Decimal("1E+3"))
    ('93', '1000')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
