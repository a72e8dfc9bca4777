"""Names of places: the district within a full name, and a character that stands twice where the two meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicons import read_lexicon
from pipeline.sentences import Bilingual, say
from pipeline.words import frequency

_BLANKS = re.compile(r"[\s\u3000\u00a0]+")
_SUFFIX = re.compile(
    r"(社区|小区|村委会|居委会|街道办事处|办事处|街道|管委会|村|镇|乡|街|里|巷|代表队|队|学校|小学|中学|公司)$"
)
_COMPOUND = re.compile(r"(机关|家属院|家属|大院|宿舍|[东西南北中])?")
_LEAST_STEM = 2
"""A name of one character is no name of a community: without its 区, 区府 would be 府."""


@dataclass(frozen=True, slots=True)
class DoubledCharacter:
    """A character that may have been printed twice: ``character`` is the doubtful one, ``suggestion`` the name without it."""

    character: str
    district: str
    suggestion: str
    message: Bilingual


@lru_cache(maxsize=1 << 14)
def squeeze(text: str) -> str:
    """A name without the blanks it was spaced with.

    >>> squeeze("王　斌")
    '王斌'
    """
    return _BLANKS.sub("", text)


def split_name(name: str, districts: Iterable[str]) -> tuple[str, str]:
    """A full name as (district, community); the longest district that begins it, or "".

    >>> split_name("衡水高新区恒大社区", ["桃城区", "衡水高新区"])
    ('衡水高新区', '恒大社区')
    """
    name = squeeze(name)
    district = max((word for word in districts if name.startswith(word)), key=len, default="")
    return district, name[len(district) :]


def nearest_district(name: str, districts: Iterable[str]) -> str:
    """The one district that differs from the beginning of the name in a single character, or "".

    >>> nearest_district("桃诚区古城社区", ["桃城区", "冀州区"])
    '桃城区'
    """
    name = squeeze(name)
    near = {word for word in districts if _near(name, word)}
    return near.pop() if len(near) == 1 else ""


def _near(name: str, word: str) -> bool:
    start = name[: len(word)]
    if len(start) == len(word) and len(word) > 2:
        return sum(a != b for a, b in zip(start, word, strict=True)) == 1
    return False


def doubled_character(name: str, districts: Iterable[str]) -> DoubledCharacter | None:
    """The character that may stand twice between district and community, or None.

    桃城区区滏阳社区 is doubtful; 桃城区区府社区 is not, for 区府 is a word, and 府 alone would be no name.
    """
    district, community = split_name(name, districts)
    if not district or not community.startswith(district[-1]) or community == district[-1]:
        return None
    rest = community[1:]
    stem = _SUFFIX.sub("", rest)
    if len(stem) < _LEAST_STEM or _begins_with_institution(community):
        return None
    told = {"character": district[-1], "district": district, "community": community, "rest": rest}
    message = say("because.doubled_known", stem=stem, **told) if frequency(stem) else say("because.doubled", **told)
    return DoubledCharacter(district[-1], district, district + rest, message)


def begins_with_doubled(name: str, districts: Iterable[str]) -> bool:
    """Whether the community begins with the last character of its district, rightly or not: 桃城区区府社区 does."""
    district, community = split_name(name, districts)
    return bool(district) and community.startswith(district[-1])


def word_with_doubled(name: str, districts: Iterable[str]) -> str:
    """A word of the dictionary that the community begins with, its doubled character included (市场 in 衡水市市场街社区), or
    ""."""
    _, community = split_name(name, districts)
    return next((community[:end] for end in (4, 3, 2) if len(community) > end and frequency(community[:end])), "")


def stem_of(community: str) -> str:
    """A community's name without what such places are called.

    >>> stem_of("牛家佐社区"), stem_of("牛佐新村")
    ('牛家佐', '牛佐新')
    """
    return _SUFFIX.sub("", community)


def ending_of(name: str) -> str:
    """What a name ends in of what such places are called (社区, 代表队), the longest, or "".

    >>> ending_of("和平社区"), ending_of("景县")
    ('社区', '')
    """
    found = _SUFFIX.search(name)
    return found[0] if found else ""


def less_one(word: str) -> frozenset[str]:
    """The word with any one of its characters left out.

    >>> sorted(less_one("社区"))
    ['区', '社']
    """
    return frozenset(word[:place] + word[place + 1 :] for place in range(len(word)))


def is_word_ending(name: str, ending: str) -> bool:
    """Whether the name ends in a word of the dictionary, longer than this ending: 开发区."""
    lengths = range(len(ending) + 1, min(len(name), 5) + 1)
    return any(frequency(name[-length:]) or name[-length:] in read_lexicon("institutions") for length in lengths)


def _begins_with_institution(community: str) -> bool:
    """区医院社区, 区直机关社区: the word, and behind it nothing or what such places are called. 县城夏村 is no 县城."""
    for word in read_lexicon("institutions"):
        if community.startswith(word) and _COMPOUND.fullmatch(_SUFFIX.sub("", community[len(word) :])):
            return True
    return False
