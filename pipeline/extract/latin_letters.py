"""Whether the letters of a page, those that are not Chinese characters, can be what is printed.

As language they are judged only where they outnumber the Chinese characters: abbreviations and product names are not language.
Among Chinese characters a font without a map is told by accents: its codes are taken for the letters of Latin-1.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import log2

from pipeline.hanzi import is_hanzi
from pipeline.sentences import say

FEWEST = 100
LEAST_LATIN, LEAST_LATIN_IN_PART = 1.6, 0.5
"""Bits a letter of a page, and of a part of it: pages of European languages have over 2.0, parts with their abbreviations over
1.5; letters shifted by 1, 3, 13 or 29 places have under 1.4, bytes taken for Latin letters under -2."""
MOST_MIXED = 0.1
"""Of the letters, outside the two commonest scripts: glyph numbers taken for characters run through all scripts."""
MOST_ACCENTED = 0.03
"""Of Chinese characters and accented letters together: foreign names are under 0.001 on pages of newspapers."""
PINYIN = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ")
ENGLISH = dict(
    zip(
        "etaoinsrhldcumfpgwybvkxjqz",
        (12.49, 9.28, 8.04, 7.64, 7.57, 7.23, 6.51, 6.28, 5.05, 4.07, 3.82, 3.34, 2.73, 2.51, 2.40, 2.14, 1.87, 1.68, 1.66,
         1.48, 1.05, 0.54, 0.23, 0.16, 0.12, 0.09),
        strict=True,
    )
)  # fmt: skip
"""Per cent of letters (P. Norvig, English Letter Frequency Counts, 2012); other European languages differ little in bits."""
OTHER_LETTERS, OTHER_SHARE = 64, 0.05
"""Letters with accents, and what they take of European texts together."""


def letters_fault(counts: Mapping[str, int], least: float = LEAST_LATIN) -> str:
    """The fault of text, told by how often each character stands in it, whose letters belong to no language, or ""."""
    letters: Counter[str] = Counter()
    chinese = 0
    for character, count in counts.items():
        if is_hanzi(character):
            chinese += count
        elif character.isalpha():
            letters[character.lower()[0]] += count  # İ has two lower letters
    total = letters.total()
    if total <= chinese:
        return _accents_fault(letters, chinese)
    if total < FEWEST:
        return ""
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[_script(letter)] += count
    mixed = total - sum(count for _, count in scripts.most_common(2))
    if mixed > MOST_MIXED * total:
        return say("route.scripts", scripts=len(scripts), mixed=mixed, total=total)
    latin = {letter: count for letter, count in letters.items() if _script(letter) == "LATIN"}
    if sum(latin.values()) < FEWEST:
        return ""
    bits = sum(count * _bits(letter) for letter, count in latin.items()) / sum(latin.values())
    return "" if bits >= least else say("route.no_words", bits=bits, least=least)


def _accents_fault(letters: Mapping[str, int], chinese: int) -> str:
    accented = sum(
        count
        for letter, count in letters.items()
        if not letter.isascii() and letter not in PINYIN and _script(letter) == "LATIN"
    )
    if chinese + accented < FEWEST or accented <= MOST_ACCENTED * (chinese + accented):
        return ""
    return say("route.accents", accented=accented, chinese=chinese)


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


@cache
def _bits(letter: str) -> float:
    """How much likelier a letter is in a text than among all Latin letters, log2."""
    share = ENGLISH[letter] / 100 * (1 - OTHER_SHARE) if letter in ENGLISH else OTHER_SHARE / OTHER_LETTERS
    return log2(share * (len(ENGLISH) + OTHER_LETTERS))
