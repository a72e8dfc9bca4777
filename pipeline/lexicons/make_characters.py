"""Makes ``characters.csv`` from the dictionary that comes with jieba: ``python -m pipeline.lexicons.make_characters``.

jieba's ``dict.txt`` (MIT) counts 349,000 words in the People's Daily of 1998, the MSR corpus and novels (jieba, issue 7). A
character is as frequent as its words are together. Two characters are a known pair where words hold them side by side often,
and much more often than chance would have it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from pipeline.hanzi import is_hanzi

FEWEST = 300
"""A rarer character is no witness: 5,000 characters are left, 99.9 % of print."""
FEWEST_PAIRS = 30
LEAST_LIFT = 5
"""How much more often than by chance the two stand together."""


def character_table(dictionary: Iterable[str]) -> str:
    """The CSV file: a character, how often it stands in a million characters, and what forms known pairs with it.

    ``dictionary`` holds jieba's lines: word, count, part of speech.
    """
    characters: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in dictionary:
        word, count = line.split(" ")[:2]
        for character in filter(is_hanzi, word):
            characters[character] += int(count)
        for left, right in pairwise(word):
            if is_hanzi(left) and is_hanzi(right):
                pairs[left, right] += int(count)
    total = characters.total()
    known = {character for character, count in characters.items() if count >= FEWEST}
    followers: dict[str, list[str]] = {}
    for (left, right), often in pairs.items():
        telling = often >= FEWEST_PAIRS and often * total >= LEAST_LIFT * characters[left] * characters[right]
        if telling and left != right and {left, right} <= known:
            followers.setdefault(left, []).append(right)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("character", "per_million", "followers"))
    for character in sorted(known, key=lambda character: (-characters[character], character)):
        per_million = max(1, round(characters[character] * 1e6 / total))
        writer.writerow((character, per_million, "".join(sorted(followers.get(character, ())))))
    return out.getvalue()


def jieba_dictionary() -> list[str]:
    import jieba

    return Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    Path(__file__).with_name("characters.csv").write_text(character_table(jieba_dictionary()), encoding="utf-8")
