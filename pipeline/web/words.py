"""What the report and the review desk say, in Chinese and English (``words.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from markupsafe import Markup, escape

Words = dict[str, dict[str, str]]


@cache
def words() -> dict[str, Words]:
    """The words of each section, by key."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1 << 12, typed=True)
def both(section: str, key: str, *given: object) -> Markup:
    """The words in both languages; the style sheet shows one. A key without words is shown as it is."""
    said = words()[section].get(key)
    if said is None:
        return escape(key)
    zh, en = (said[language] % given if given else said[language] for language in ("zh", "en"))
    return Markup('<span lang="zh">{}</span><span lang="en">{}</span>').format(zh, en)


def noun(key: str, count: int) -> Markup:
    """What so many of it are called, in both languages."""
    said = words()["noun"][key]
    return Markup('<span lang="zh">{}</span><span lang="en">{}</span>').format(said["zh"], said["one" if count == 1 else "en"])


def one(section: str, key: str, language: str) -> str:
    """The words in one language, for places that hold plain text."""
    return words()[section].get(key, {}).get(language, key)
