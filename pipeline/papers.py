"""The names of papers: known ones (``lexicons/papers.toml``), misread ones, and unknown ones by how such names end."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import Levenshtein

from pipeline.hanzi import without_blanks
from pipeline.sentences import say

_UNKNOWN = re.compile(r"[一-鿿]{2,6}(?:日报|晚报|时报|晨报|都市报|商报|早报)")
_LONGEST = 10
_SHORTEST_NEAR = 4
"""A name of three characters with one misread could be anything."""
_CHARACTERS_A_MISREAD = 4
"""One misread character is allowed in four: in 衡水口报, not two in 衡阳晚报."""


@dataclass(frozen=True, slots=True)
class PaperName:
    """A paper's name. ``distance`` counts the characters that were misread; ``evidence`` says why this paper, "" when it is as
    printed."""

    name: str
    distance: int = 0
    evidence: str = ""


def read_paper(printed: str) -> PaperName | None:
    """The paper that a line by itself names, or None.

    A name that ends as papers' names end is believed as it stands: another paper of nearly the same name may exist. What is not
    a name at all is compared with the known papers, and only a single nearest one within one character in four is taken.

    >>> read_paper("湖城晚报")
    PaperName(name='湖城晚报', distance=0, evidence='')
    >>> read_paper("衡水口报").name
    '衡水日报'
    """
    text = without_blanks(printed)
    if not 2 < len(text) <= _LONGEST:
        return None
    plain = "".join(_variants().get(character, character) for character in text)
    if plain in _papers() or _UNKNOWN.fullmatch(plain):
        return PaperName(plain, 0, "" if plain == text else say("because.old_form", printed=text, paper=plain))
    if not plain.endswith("报") or len(plain) < _SHORTEST_NEAR:
        return None
    known = _lexicon().get("misreads", [])
    listed = [entry["paper"] for entry in known if plain in entry["readings"]]
    near = sorted((Levenshtein.distance(plain, paper), paper) for paper in _papers())
    (distance, nearest), (second, _) = near[0], near[1]
    if len(nearest) != len(plain):
        return None
    if listed:
        nearest, distance = listed[0], Levenshtein.distance(plain, listed[0])
    elif distance > len(plain) // _CHARACTERS_A_MISREAD or second <= distance:
        return None
    why = say("because.paper_listed") if listed else say("because.paper_next", second=second)
    return PaperName(nearest, distance, say("because.paper", distance=distance, printed=text, plain=plain, why=why))


@cache
def folio_sections() -> frozenset[str]:
    """The names of pages that stand in a folio line (要闻, 综合新闻)."""
    return frozenset(_lexicon()["folio"]["sections"])


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.lexicons").joinpath("papers.toml").read_text(encoding="utf-8"))


@cache
def _papers() -> frozenset[str]:
    return frozenset(name for names in _lexicon()["papers"].values() for name in names)


@cache
def _variants() -> dict[str, str]:
    return dict(_lexicon()["variants"])
