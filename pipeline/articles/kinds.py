"""What an article is: a story, a brief under a rubric, a notice, an advertisement; told by wording, and by what it lacks."""

from __future__ import annotations

import re
from functools import cache

from pipeline.byline import starts_story
from pipeline.lexicons import read_toml
from pipeline.model import ArticleKind

LONGEST_BRIEF = 400
LONGEST_ADVERTISEMENT = 400
FEW_LINES = 60
"""Characters."""


def kind_of(headline: str, text: str, rubric: str, reporter: str) -> ArticleKind:
    """The kind of an article; a story where nothing says otherwise.

    >>> kind_of("遗失声明", "王斌的居民身份证遗失，声明作废。", "", "")
    <ArticleKind.NOTICE: 'notice'>
    >>> kind_of("市图书馆发布公告栏新规", "本报讯（记者李明）", "", "李明")
    <ArticleKind.STORY: 'story'>
    """
    told = bool(reporter) or starts_story(text)
    if not told and _matches("notices", headline):
        return ArticleKind.NOTICE
    if not told and len(text) <= LONGEST_ADVERTISEMENT and _advertises(f"{headline}\n{text}"):
        return ArticleKind.ADVERTISEMENT
    if rubric and len(text) <= LONGEST_BRIEF:
        return ArticleKind.BRIEF
    return ArticleKind.STORY


def is_rubric(heading: str) -> bool:
    """Whether a heading is one that papers set over several short articles.

    >>> is_rubric("一句话新闻"), is_rubric("市图书馆添置书架")
    (True, False)
    """
    return _matches("rubrics", "".join(heading.split()).strip("·•-—■●◆"))


def _matches(name: str, text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in _patterns(name, "heads"))


def _advertises(text: str) -> bool:
    """Two of the words, or in a few lines one: a telephone number is enough there."""
    found = sum(bool(pattern.search(text)) for pattern in _patterns("advertisements", "words"))
    return found >= (1 if len(text) <= FEW_LINES else 2)


@cache
def _patterns(name: str, field: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, read_toml("article_kinds")[name][field]))
