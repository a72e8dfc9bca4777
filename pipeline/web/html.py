"""Templates, and what they may ask for. Everything is escaped unless it is ``Markup`` made here."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline import __version__
from pipeline.sentences import Bilingual, in_chinese, witness_name
from pipeline.visible import visible
from pipeline.web.words import both, noun, one


def rendered(folder: Path, template: str, **values: Any) -> bytes:
    """A template of ``folder`` with these values, as UTF-8."""
    return _environment(folder).get_template(template).render(values).encode(errors="replace")


@cache
def _environment(folder: Path) -> Environment:
    """Jinja with autoescape; an undefined name is an error."""
    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {
        "t": lambda key, *given: both("ui", key, *given),
        "both": both,
        "one": one,
        "noun": noun,
        "version": __version__,
    }
    made.filters |= {
        "told": told,
        "called": called,
        "seen": seen,
        "plain": visible,
        "url": lambda text: quote(str(text), safe="/"),
        "n": short,
    }
    return made


def seen(text: object) -> Markup:
    """Text of a newspaper page: unseen characters named, its direction kept to itself, blanks at the ends shown."""
    return _short_seen(str(text)) if len(str(text)) <= SHORT else _seen(str(text))


def _seen(text: str) -> Markup:
    told = visible(text)
    if not told:
        return Markup()
    inner = told.strip(" ")
    if told != inner:
        left = len(told) - len(told.lstrip(" "))
        told = "␣" * left + inner + "␣" * (len(told) - left - len(inner))
    return Markup('<bdi lang="zh-Hans">{}</bdi>').format(escape(told))


SHORT = 24
"""Characters: cells, names, titles. A table says the same over and over."""
_short_seen = lru_cache(maxsize=1 << 12)(_seen)


def told(text: str) -> Markup:
    """What is said of a page, in both languages; the style sheet shows one. A text in one language is shown as it is."""
    if not isinstance(text, Bilingual):
        return seen(text)
    zh, en = (Markup("<bdi>{}</bdi>").format(escape(visible(said))) for said in (in_chinese(text), str(text)))
    return Markup('<span lang="zh">{}</span><span lang="en">{}</span>').format(zh, en)


def called(witness: str) -> Markup:
    """A reading's witness, in both languages."""
    return told(witness_name(witness))


def short(value: float) -> str:
    """A measure with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
