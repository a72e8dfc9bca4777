"""Cleans the text of an article; every change is a repair, and what it started from stays in ``printed_text``."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline.clean.characters import Changes, normalise_characters
from pipeline.clean.entities import persons, places
from pipeline.clean.keywords import keywords
from pipeline.clean.misreads import suspected_misreads
from pipeline.clean.punctuation import normalise_punctuation
from pipeline.model import Article, Repair, RepairStatus, Where
from pipeline.sentences import say

_NEWLINE = "\n"
_FIELDS = ("rubric", "kicker", "headline", "subhead", "text", "captions", "pull_quotes")


def clean_article(article: Article) -> tuple[Article, tuple[Repair, ...]]:
    """The article with its heads and paragraphs in normal form and its keywords, and a repair for each kind of change.

    One repair stands for all places of an article's field where the same was changed; its evidence says how many. Cleaning a
    clean article changes nothing. Misread characters are suggested, not changed.
    """
    fields: dict[str, Changes] = {name: Counter() for name in _FIELDS}
    quotes = [_clean_into(quote, fields["pull_quotes"]) for quote in article.pull_quotes]
    captions = [_clean_into(caption, fields["captions"]) for caption in article.captions]
    paragraphs = [_clean_into(paragraph, fields["text"]) for paragraph in article.paragraphs]
    cleaned = replace(
        article,
        kicker=_clean_into(article.kicker, fields["kicker"], heading=True),
        headline=_clean_into(article.headline, fields["headline"], heading=True),
        subhead=_clean_into(article.subhead, fields["subhead"], heading=True),
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        rubric=_clean_into(article.rubric, fields["rubric"], heading=True),
        captions=tuple(caption for caption in captions if caption),
        pull_quotes=tuple(quote for quote in quotes if quote),
    )
    words = f"{cleaned.headline}\n{cleaned.text}"
    named = persons(f"{words}\n{_NEWLINE.join(cleaned.captions)}", cleaned.reporter)
    where = tuple(place for place in places(words) if not any(place in name for name in named))  # 韩国娜 is no 韩国
    cleaned = replace(cleaned, keywords=keywords(words), persons=named, places=where)
    repairs = [
        Repair(
            rule,
            before,
            after,
            RepairStatus.APPLIED,
            Where(article_id=article.article_id, column=name),
            say("because.once" if count == 1 else "because.times", count=count, why=say(f"cleaning.{rule}")),
        )
        for name, changes in fields.items()
        for (rule, before, after), count in sorted(changes.items())
    ]
    return cleaned, (*repairs, *_suggestions(cleaned))


def clean_text(text: str, *, heading: bool = False) -> tuple[str, Changes]:
    """A text in normal form and what was changed; the rules run until none has anything left to do."""
    changes: Changes = Counter()
    while True:
        cleaned, characters = normalise_characters(text, heading=heading)
        cleaned, marks = normalise_punctuation(cleaned)
        changes += characters + marks
        if cleaned == text:
            return text, changes
        text = cleaned


def _clean_into(text: str, changes: Changes, *, heading: bool = False) -> str:
    cleaned, found = clean_text(text, heading=heading)
    changes.update(found)
    return cleaned


def _suggestions(article: Article) -> list[Repair]:
    where = Where(article_id=article.article_id, column="text")
    return [
        Repair("similar-character", misread.before, misread.after, RepairStatus.SUGGESTED, where, misread.evidence)
        for paragraph in article.paragraphs
        for misread in suspected_misreads(paragraph)
    ]
