"""Whether the characters of a text layer can be what is printed: a font's map to Unicode may be missing, or lie.

Readers answer a wrong map with valid characters and no sign of doubt; only what they say tells. Chinese print is made of common
characters, and every third pair of neighbours belongs to a word. A shifted map gives rare characters; a permuted one gives
common characters in no order. The bounds were measured on sound and damaged pages of many kinds (BENCHMARKS.md, "route").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.extract.latin_letters import LEAST_LATIN_IN_PART, letters_fault
from pipeline.hanzi import is_hanzi
from pipeline.lexicons import read_csv
from pipeline.model import TextLine
from pipeline.sentences import joined, say

MOST_MEANINGLESS, MOST_MEANINGLESS_IN_PART = 0.05, 0.1
"""Of all characters of a page, and of a part of it: bullets of symbol fonts are private use on sound pages, under 0.02 there;
pages without maps have over 0.11."""
MOST_ALIKE = 0.4
"""Of all characters but digits and leaders: on sound pages the commonest, 的 or a comma, is under 0.2."""
FEWEST = 50
MOST_RARE, MOST_RARE_IN_PART = 0.05, 0.4
"""Of the Chinese characters of a page, and of a part of it: newspapers have under 0.002, classical Chinese 0.013, a list of
chemicals and drugs 0.29, shifted maps over 0.48. On a page 0.05 tells one shifted font among ten."""
FEWEST_HANZI, FEWEST_ON_PAGE = 30, 300
LEAST_PAIRS = 0.04
"""Of the different pairs of neighbours: pages of newspapers have over 0.2, lists of villages and traditional classical Chinese
0.1 and 0.055; permuted pages under 0.029."""
FEWEST_PAIRS = 150
BIG5_COMMON = (0xA440, 0xC67E)
"""The 5401 common characters of Big5 (level 1): traditional ones, which jieba's dictionary lacks."""
LEADERS = " .…·-—_•‥⋯"
_RADICALS = re.compile("[\u2e80-\u2fdf]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the text is what is printed; ``reason`` is a clause with the figures it rests on."""

    sound: bool
    reason: str


def judge(lines: Sequence[TextLine]) -> Verdict:
    """The verdict on a page's lines: on the whole of them and on every type size, since each font has its own map."""
    texts = [unicodedata.normalize("NFKC", line.text) for line in lines]
    sizes: dict[int, list[str]] = {}
    for line, text in zip(lines, texts, strict=True):
        sizes.setdefault(round(2 * line.size), []).append(text)
    parts = {size: Characters.of(own) for size, own in sizes.items()}
    whole = Characters.together(texts, parts.values())
    counts, score = whole.counts, whole.score()
    most_rare = MOST_RARE if score.hanzi >= FEWEST_ON_PAGE else MOST_RARE_IN_PART
    fault = meaningless(counts, MOST_MEANINGLESS) or alike(counts) or letters_fault(counts) or score.fault(most_rare)
    if fault:
        return Verdict(False, fault)
    for size, own in parts.items() if len(parts) > 1 else ():
        if fault := _fault_of_part(own):
            return Verdict(False, say("route.in_part", size=size / 2, fault=fault))
    radicals = len(_RADICALS.findall("".join(line.text for line in lines)))
    figures = (score.figures(most_rare), say("route.radicals", count=radicals) if radicals else "")
    return Verdict(True, joined(", ", filter(None, figures)))


def _fault_of_part(part: Characters) -> str:
    fault = meaningless(part.counts, MOST_MEANINGLESS_IN_PART) if part.counts.total() >= FEWEST else ""
    return fault or letters_fault(part.counts, LEAST_LATIN_IN_PART) or part.score().fault(MOST_RARE_IN_PART)


def meaningless(counts: Mapping[str, int], most: float) -> str:
    """The fault of text with characters that mean nothing, or ""."""
    total = sum(counts.values()) - counts.get(" ", 0)
    strange = sum(count for character, count in counts.items() if _means_nothing(character))
    if strange <= most * total:
        return ""
    return say("route.meaningless", strange=strange, total=total)


@lru_cache(maxsize=1 << 14)
def _means_nothing(character: str) -> bool:
    return character == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(character) in ("Co", "Cn", "Cs", "Cc")


def alike(counts: Mapping[str, int]) -> str:
    """The fault of text that is one character over and over, or ""."""
    telling = {character: count for character, count in counts.items() if character not in LEADERS and not character.isdigit()}
    total = sum(telling.values())
    character, count = max(telling.items(), key=lambda item: item[1], default=("", 0))
    if total < FEWEST or count <= MOST_ALIKE * total:
        return ""
    return say("route.alike", count=count, total=total, character=character)


@dataclass(frozen=True, slots=True)
class ChineseScore:
    """How like Chinese print a text is: ``rare`` of ``hanzi`` characters are rare ones, ``known`` of ``pairs`` different pairs
    of neighbours are known from words."""

    hanzi: int
    rare: int
    pairs: int
    known: int

    def fault(self, most_rare: float) -> str:
        if self.hanzi >= FEWEST_HANZI and self.rare > most_rare * self.hanzi:
            share = self.rare / self.hanzi
            return say("route.rare", share=share, most=most_rare)
        if self.pairs >= FEWEST_PAIRS and self.known < LEAST_PAIRS * self.pairs:
            share = self.known / self.pairs
            return say("route.strangers", share=share, least=LEAST_PAIRS)
        return ""

    def figures(self, most_rare: float) -> str:
        """What a sound text rests on; empty where there is too little to tell."""
        if self.hanzi < FEWEST_HANZI:
            return ""
        rare = say("route.few_rare", share=self.rare / self.hanzi, most=most_rare)
        if self.pairs < FEWEST_PAIRS:
            return rare
        return joined("; ", (rare, say("route.neighbours", share=self.known / self.pairs, least=LEAST_PAIRS)))


def chinese_score(texts: Sequence[str]) -> ChineseScore:
    """The score of lines of text."""
    return Characters.of(texts).score()


@dataclass(frozen=True, slots=True)
class Characters:
    """What is counted of lines of text: characters, and the different pairs of neighbours within a line, ``known`` from words
    among them. Pairs with a character unknown to the lexicon do not count."""

    counts: Counter[str]
    pairs: frozenset[tuple[str, str]]
    known: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Characters:
        followers = _followers()
        pairs = frozenset(
            (left, right)
            for left, right in set(pairwise("\n".join(texts)))
            if left in followers and right in followers and left != right
        )
        known = frozenset(pair for pair in pairs if pair[1] in followers[pair[0]])
        return cls(Counter("".join(texts)), pairs, known)

    @classmethod
    def together(cls, texts: Sequence[str], parts: Collection[Characters]) -> Characters:
        """Of all ``texts``, the lines of the parts."""
        pairs = frozenset[tuple[str, str]]().union(*(part.pairs for part in parts))
        known = frozenset[tuple[str, str]]().union(*(part.known for part in parts))
        return cls(Counter("".join(texts)), pairs, known)

    def score(self) -> ChineseScore:
        hanzi = {character: count for character, count in self.counts.items() if is_hanzi(character)}
        rare = sum(count for character, count in hanzi.items() if not _is_common(character))
        return ChineseScore(sum(hanzi.values()), rare, len(self.pairs), len(self.known))


@cache
def _is_common(character: str) -> bool:
    """Among the characters of jieba's dictionary, or common in traditional print."""
    first, last = BIG5_COMMON
    return character in _followers() or first <= int.from_bytes(character.encode("big5", "ignore"), "big") <= last


@cache
def _followers() -> dict[str, str]:
    """Each common character, and what forms known pairs with it."""
    return {row["character"]: row["followers"] for row in read_csv("characters")}
