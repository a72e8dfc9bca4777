"""The templates, and what they may ask for. Everything is escaped unless it is ``Markup`` made here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline import __version__
from pipeline.report.words import both, one
from pipeline.visible import visible

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    """Jinja with autoescape; an undefined name is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"t": lambda key, *given: both("ui", key, *given), "both": both, "one": one, "version": __version__}
    made.filters |= {"seen": seen, "url": lambda text: quote(str(text), safe="/"), "n": short}
    return made


def rendered(template: str, **values: Any) -> bytes:
    """The page as UTF-8."""
    return environment().get_template(template).render(values).encode(errors="replace")


def seen(text: object) -> Markup:
    """Text of a newspaper page: unseen characters named, its direction kept to itself, blanks at the ends shown."""
    told = visible(str(text))
    if not told:
        return Markup()
    if told != told.strip(" "):
        inner = told.strip(" ")
        left = len(told) - len(told.lstrip(" "))
        told = "␣" * left + inner + "␣" * (len(told) - left - len(inner) if inner else 0)
    return Markup('<bdi lang="zh-Hans">{}</bdi>').format(escape(told))


def short(value: float) -> str:
    """A measure with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
