"""What is said of pages, tables and rows, in English and in Chinese: made of one entry of ``sentences.toml``, so that the two
never part.

What is published is the English text (``findings.csv``, ``repairs.csv``, ``route_reason``); the report and the review desk show
either. Numbers and printed text are put into both alike, and a sentence put into another stays in its language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


class Bilingual(str):
    """An English text that knows itself in Chinese (``zh``). To whatever asks no further it is the English text."""

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, en: str, zh: str) -> Bilingual:
        made = super().__new__(cls, en)
        made.zh = zh
        return made

    def __reduce__(self) -> tuple[type[Bilingual], tuple[str, str]]:
        return Bilingual, (str(self), self.zh)


def say(key: str, /, **given: object) -> Bilingual:
    """The sentence ``key`` ("missing-value.cell": section and name in ``sentences.toml``) with these values in their places.

    >>> said = say("missing-value.cell", title="总分")
    >>> print(said, said.zh, sep=" / ")
    总分 is empty / “总分”为空
    """
    en, zh = _templates()[key]
    theirs = {name: in_chinese(value) if isinstance(value, str) else value for name, value in given.items()}
    return Bilingual(en.format(**given), zh.format(**theirs))


def in_both(text: str) -> Bilingual:
    """A text that may have no Chinese, which then stands for it."""
    return text if isinstance(text, Bilingual) else Bilingual(text, text)


def in_a_row(*sentences: str) -> Bilingual:
    """Sentences after each other, those that say nothing left out: with a blank between them in English, without in Chinese."""
    told = [each for each in sentences if each]
    return Bilingual(" ".join(told), "".join(map(in_chinese, told)))


def joined(between: str, parts: Iterable[str]) -> Bilingual:
    """The parts with ``between`` between them: in Chinese ; is ；, and so on (section ``between``)."""
    told = list(parts)
    return Bilingual(between.join(told), _between().get(between, between).join(map(in_chinese, told)))


def in_chinese(text: str) -> str:
    """The Chinese of a text that has one, any other as it is."""
    return text.zh if isinstance(text, Bilingual) else text


def or_empty(text: str) -> str:
    """A printed text, or the word for there being none."""
    return text or say("word.empty")


def term(section: str, name: str) -> Bilingual:
    """A name that is published as it stands and is called otherwise in Chinese; one that nobody translated is itself."""
    return Bilingual(name, _sections()[section].get(name, {"zh": name})["zh"])


def witness_name(witness: str) -> Bilingual:
    """A reading's witness as it is called: an engine's name is a name, how it was asked are words."""
    return Bilingual(witness, "，".join(term("witness", part).zh for part in witness.split(", ")))


@cache
def _sections() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files("pipeline").joinpath("sentences.toml").read_text(encoding="utf-8"))


@cache
def _templates() -> dict[str, tuple[str, str]]:
    return {
        f"{section}.{name}": (said["en"], said["zh"])
        for section, entries in _sections().items()
        for name, said in entries.items()
    }


@cache
def _between() -> dict[str, str]:
    return {said["en"]: said["zh"] for said in _sections()["between"].values()}
