"""A headline of a scan that was misread, and the words of its own lead that it resembles: suggested, never put in."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.articles.garbled import stray_characters, suggested_headline
from pipeline.hanzi import is_hanzi, without_blanks
from pipeline.sentences import joined, say
from pipeline.words import cut

FEWEST = 6
"""Characters of a headline: of fewer, one that differs is a sixth or more."""
A_FIFTH = 5
"""One character in so many may differ."""
LEAD = 160
"""Characters of the lead."""


class Suggestion(NamedTuple):
    headline: str
    evidence: str


def headline_of_lead(headline: str, lead: str) -> Suggestion | None:
    """What the headline may have read where the lead says nearly the same and only the lead's characters make words there.

    A headline that says it in other words is none: 发布 for 公布 are words both.

    >>> headline_of_lead("市图书馆添置夜读书虏", "本报讯 市图书馆添置夜读书房的消息传开以后，")[0]
    '市图书馆添置夜读书房'
    >>> headline_of_lead("市水务局发布节水规划", "市水务局公布节水规划的消息传开以后，")
    """
    said = suggested_headline(headline, lead)
    if said:
        strays = stray_characters(headline)[1]
        return Suggestion(said, say("because.lead_goes_on", strays="、".join(strays)))
    plain, story = without_blanks(headline), without_blanks(lead)[:LEAD]
    if len(plain) < FEWEST or not all(map(is_hanzi, plain)) or plain in without_blanks(lead):
        return None
    most = len(plain) // A_FIFTH
    near = [(edits, window) for window in _windows(story, len(plain), most) if (edits := _edits(plain, window)) <= most]
    if not near:
        return None
    fewest = min(edits for edits, _ in near)
    best = {window for edits, window in near if edits == fewest}
    proofs = [(window, proof) for window in best if (proof := _proof(plain, window))]
    if len(proofs) != 1:
        return None
    window, proof = proofs[0]
    return Suggestion(window, say("because.lead_says", window=window, proof=proof))


def _windows(story: str, length: int, most: int) -> list[str]:
    """Stretches of the lead about as long as the headline, Chinese characters only."""
    found = {
        story[start : start + size]
        for size in range(length - 1, length + most + 1)
        for start in range(max(0, len(story) - size + 1))
    }
    return sorted(window for window in found if all(map(is_hanzi, window)))


def _edits(plain: str, window: str) -> int:
    return Levenshtein.distance(plain, window, score_cutoff=len(plain) // A_FIFTH)


def _proof(read: str, meant: str) -> str:
    """Why ``meant`` was printed and not ``read``; "" where a difference leaves words on both sides, or at an end is none."""
    ours, theirs = _words_at(read), _words_at(meant)
    said = []
    for operation in Levenshtein.editops(read, meant):
        at, to = operation.src_pos, operation.dest_pos
        if operation.tag == "delete":
            if len(ours[at]) > 1 or at in (0, len(read) - 1):
                return ""
            said.append(say("because.stands_alone", word=ours[at]))
            continue
        word = theirs[to]
        if len(word) < 2 or (operation.tag == "insert" and to in (0, len(meant) - 1)):
            return ""
        if operation.tag == "replace":
            if len(ours[at]) > 1:
                return ""
            said.append(say("because.word_for", word=word, read=ours[at]))
        else:
            said.append(say("because.word_lacks", word=word))
    return joined("; ", said)


def _words_at(text: str) -> list[str]:
    """For each character the word that it stands in."""
    return [word for word in cut(text) for _ in word]
