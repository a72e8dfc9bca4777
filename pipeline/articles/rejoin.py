"""Puts a torn-out piece back, when exactly one place wins clearly.

A place is a seam between two blocks of a story where the first breaks off. Each place is weighed by what anyone can check: a
word or a phrase of the page that runs over the seam, an enumeration that goes on, a clause that answers the one before, a quote
that closes. Nothing is put back on the nearness of the place alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.articles.stories import Otherwise, Piece, Story
from pipeline.articles.wording import is_finished, opens_paragraph
from pipeline.hanzi import unclosed, without_blanks
from pipeline.sentences import joined, say
from pipeline.words import frequency, word_across

PROOF = 2.0
PARALLEL = 1.0
NEAR = 1.0
LEAST = {Otherwise.FRAGMENT: 3.0, Otherwise.TEXT: 3.0, Otherwise.KICKER: 5.0}
"""What a place must weigh: a proof from the language and the story's own place. What may as well be a kicker needs two."""
MARGIN = 1.5
"""What it must weigh more than the next: less than one proof apart is no clear win."""
_CONTEXT = 12
_RARE = 1
_TWIN = 2
"""Characters on each side of a seam that must stand together elsewhere on the page: four make a phrase."""
_ANSWERING = re.compile(r"(?P<and>也|并|还|又|更|且|而且|以及|从而|进而|同时)(?P<verb>[^\s，。、]?)")
_MARKS = str.maketrans({",": "，", ":": "：", ";": "；", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Rejoined:
    """A piece put back into ``stories[story]``: ``before`` and ``after`` are the text around the seam."""

    story: int
    piece: Piece
    before: str
    after: str
    evidence: str


@dataclass
class _Place:
    story: int
    seam: int
    weight: float = 0.0
    reasons: tuple[str, ...] = ()
    holds_left: bool = False

    def add(self, weight: float, reason: str, *, left: bool = False) -> None:
        self.weight += weight
        self.reasons = (*self.reasons, reason)
        self.holds_left = self.holds_left or left


def rejoin(stories: Sequence[Story], pieces: Sequence[Piece], page_text: str) -> tuple[list[Rejoined], list[Piece]]:
    """Pieces that were put back (the stories' bodies now hold them) and pieces that no place won."""
    done: list[Rejoined] = []
    left: list[Piece] = []
    won: list[tuple[Piece, _Place]] = []
    plain = _plain(page_text)
    for piece in pieces:
        places = sorted(_places(stories, piece, plain), key=lambda place: -place.weight)
        second = places[1].weight if len(places) > 1 else 0.0
        if not places or not _wins(places[0], second, piece):
            left.append(piece)
            continue
        best = places[0]
        body = stories[best.story].body
        before, after = body[best.seam - 1].text[-_CONTEXT:], body[best.seam].text[:_CONTEXT]
        reasons = joined("; ", best.reasons)
        evidence = say("because.rejoined", reasons=reasons, weight=best.weight, second=second, places=len(places))
        done.append(Rejoined(best.story, piece, before + after, before + piece.block.text + after, evidence))
        won.append((piece, best))
    contested = {(place.story, place.seam) for _, place in won if _count(won, place) > 1}
    left += [piece for piece, place in won if (place.story, place.seam) in contested]
    kept = [(each, place) for each, (_, place) in zip(done, won, strict=True) if (place.story, place.seam) not in contested]
    for each, place in sorted(kept, key=lambda pair: -pair[1].seam):
        stories[place.story].body.insert(place.seam, each.piece.block)
    return [each for each, _ in kept], sorted(left, key=pieces.index)


def _count(won: list[tuple[Piece, _Place]], place: _Place) -> int:
    return sum((other.story, other.seam) == (place.story, place.seam) for _, other in won)


def _wins(best: _Place, second: float, piece: Piece) -> bool:
    """Whether a place wins clearly. What may as well be a paragraph's beginning must be held to the text before it."""
    held = best.holds_left or piece.otherwise is not Otherwise.TEXT
    return held and best.weight >= LEAST[piece.otherwise] and best.weight - second >= MARGIN


def _places(stories: Sequence[Story], piece: Piece, page: str) -> list[_Place]:
    """Every seam where the piece could stand, weighed."""
    places: list[_Place] = []
    for number, story in enumerate(stories):
        for seam in range(1, len(story.body)):
            left, right = story.body[seam - 1], story.body[seam]
            if left.alone or right.alone or not _is_torn(left.text, right.text, piece.block.text):
                continue
            place = _Place(number, seam)
            _weigh(place, _plain(left.text), _plain(piece.block.text), _plain(right.text), page)
            if place.reasons and number == piece.after:
                place.add(NEAR, say("because.right_after"))
            places.append(place)
    return places


def _is_torn(left: str, right: str, piece: str) -> bool:
    """Whether something may be missing between two blocks, and the piece does not break what holds them together."""
    if is_finished(left) or word_across(left, right):
        return False
    if opens_paragraph(right, left) and not is_finished(piece):
        return False
    opened, closed = unclosed(left)[0], unclosed(right)[1]
    return not (opened and closed) or bool(unclosed(piece)[0] + unclosed(piece)[1])


def _weigh(place: _Place, left: str, piece: str, right: str, page: str) -> None:
    for one, other, is_left in ((left, piece, True), (piece, right, False)):
        word, phrase = word_across(one, other), one[-_TWIN:] + other[:_TWIN]
        if word and frequency(word) > _RARE:
            place.add(PROOF, say("because.word_over", word=word, frequency=frequency(word)), left=is_left)
        elif phrase in page and re.fullmatch(r"\w{4}", phrase):
            place.add(PROOF, say("because.phrase_over", phrase=phrase), left=is_left)
        if unclosed(one)[0][-1:] + unclosed(other)[1][:1] in ("《》", "（）", "“”"):
            place.add(PROOF, say("because.closes", mark=unclosed(other)[1][0]), left=is_left)
    clauses = [re.split("[，。；：]", left)[-1], piece, re.split("[，。；：]", right)[0]]
    if piece.count("、") > 1 and all("、" in clause for clause in clauses):
        place.add(PROOF, say("because.enumeration"), left=True)
    answer = _ANSWERING.match(piece)
    if answer and left.endswith(("，", "；")):
        place.add(PROOF, say("because.after_clause", word=answer["and"]), left=True)
        if answer["verb"] and f"，{answer['verb']}" in re.split("[。！？]", left)[-1]:
            place.add(PARALLEL, say("because.same_place", verb=answer["verb"]))


def _plain(text: str) -> str:
    return without_blanks(text).translate(_MARKS)
