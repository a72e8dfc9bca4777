"""jiaokan (校勘): archived Chinese newspaper pages become clean, defensible tables and articles."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
PUBLIC = {
    "Settings": "settings",
    "changes": "research.across_issues",
    "link": "research.across_issues",
    "load": "dataset.frames",
    "one_witness": "research.across_issues",
    "provenance": "dataset.provenance",
    "read_page": "api",
    "reprints": "research.shared_text",
    "search": "research.article_search",
}
"""Public names, and the modules they are looked up in when they are first asked for (PEP 562): ``import pipeline`` loads none
of the libraries. ``pipeline.convert`` is a module that can be called."""
__all__ = ["__version__", "convert", *PUBLIC]


def __getattr__(name: str) -> Any:
    if name == "convert":
        return import_module("pipeline.convert")
    if name not in PUBLIC:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(import_module(f"pipeline.{PUBLIC[name]}"), name)
