"""An article."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.geometry import Box
from pipeline.model.kinds import ArticleKind


@dataclass(frozen=True, slots=True)
class Article:
    """An article; ``paragraphs`` hold the body text, kicker 引题, subhead 副题.

    ``printed_text`` is the body as it was read, one printed line a line: what every change to ``paragraphs`` started from.
    """

    article_id: str
    order: int = 0
    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    reporter: str = ""
    dateline: str = ""
    paragraphs: tuple[str, ...] = ()
    printed_text: str = ""
    keywords: tuple[str, ...] = ()
    confidence: float | None = None
    box: Box | None = None
    kind: ArticleKind = ArticleKind.STORY
    rubric: str = ""
    """The heading that this and other short articles stand under (简讯)."""
    captions: tuple[str, ...] = ()
    """The captions of its pictures, no part of the text."""
    pull_quotes: tuple[str, ...] = ()
    """Words of the text printed once more, larger, in the midst of it; no part of the text."""
    continued_to: str = ""
    continued_from: str = ""
    """The 版 on which the story goes on, or began, as it is printed."""
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)
