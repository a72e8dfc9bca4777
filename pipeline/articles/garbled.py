"""Headlines of which only single characters were read (建设 民 展): found, and what the story itself suggests."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.hanzi import is_hanzi, without_blanks
from pipeline.words import cut

_LEAST_STRAYS = 2
"""One single character may be a word (市, 我); two by themselves behind whole phrases are what is left of a line."""
_LEAST_PHRASE = 4
_LEAST_TWIN = 4


def stray_characters(headline: str) -> tuple[str, str]:
    """The whole phrases a headline begins with and the single characters behind them; ("", "") for a headline that is whole.

    A headline set wide (召 开 会 议) has single characters only, and is whole.

    >>> stray_characters("就我市高标准农田 民 展"), stray_characters("召 开 会 议")
    (('就我市高标准农田', '民展'), ('', ''))
    """
    words = headline.split()
    first = next((index for index, word in enumerate(words) if len(word) == 1 and is_hanzi(word)), len(words))
    whole, strays = words[:first], [word for word in words[first:] if len(word) == 1 and is_hanzi(word)]
    if len(strays) < _LEAST_STRAYS or not any(len(word) >= _LEAST_PHRASE for word in whole):
        return "", ""
    return "".join(whole), "".join(strays)


def suggested_headline(headline: str, first_paragraph: str) -> str:
    """What the headline may have read: its whole part, gone on with the story's own words until they hold every stray
    character; "" when the story does not say it.

    The end of the whole part must stand in the paragraph once, and the words must come before the clause ends.
    """
    whole, strays = stray_characters(headline)
    story = _plain(first_paragraph)
    plain = _plain(whole)
    for length in range(len(plain), _LEAST_TWIN - 1, -1):
        if story.count(plain[-length:]) == 1:
            rest = re.split("[，,。；;]", story.split(plain[-length:])[1])[0]
            said = _least_that_holds(rest, strays)
            return whole + said if said else ""
    return ""


def _least_that_holds(text: str, characters: str) -> str:
    """The fewest whole words from the text's beginning that hold all characters, or ""."""
    said = ""
    for word in cut(text):
        said += word
        if not Counter(characters) - Counter(said):
            return said
    return ""


def _plain(text: str) -> str:
    return re.sub("[“”]", '"', without_blanks(text))
