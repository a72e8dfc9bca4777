"""Headlines that were not read, or not surely: what stands for one, and what is said of it.

Large vertical type may come out of a scan as a black blob or as a few characters of many; the small line over it is then all
there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.articles.story import Story
from pipeline.model import Article, ArticleKind, Finding, Severity, TextLine, Where
from pipeline.sentences import joined, say

ONLY_KICKER = 0.65
"""Of the size of a scanned page's headlines: over several columns smaller type alone is the kicker of one that was not read."""
KICKER, SAME_SIZE = 0.8, 0.06
"""Of the headline's size: kickers are smaller; and the part by which those of one page differ on a scan."""
ALONE = 1
"""Kickers of a size for each single line of it, at least: where more stand alone they are headlines (channels, briefs)."""
BELIEVED = 0.6
"""Least confidence of a headline that is taken for read: of right ones on rough scans none was below."""
FILLED = 0.7
"""Of a line's length: its characters fill at least so much, set solid; fewer were read than are printed. Wide blanks between
the two or three words of a headline leave it more."""


@dataclass(frozen=True, slots=True)
class HeadSizes:
    """Of a scanned page, in points: the middle size of its headlines, and the sizes of the kickers over them. Elsewhere all
    that is printed has been read: 0 and none."""

    usual: float = 0.0
    kickers: tuple[float, ...] = ()
    alone: tuple[float, ...] = ()
    """The sizes of single lines over stories."""

    def is_only_kicker(self, story: Story) -> bool:
        """Whether what stands over the story is the kicker of a headline that was not read."""
        largest = max((line.size for heading in story.headings for line in heading.lines), default=0.0)
        if len(story.columns) < 2 or not 0 < largest < KICKER * self.usual:
            return False
        if largest < ONLY_KICKER * self.usual:
            return True
        kickers, alone = (sum(abs(size - largest) <= SAME_SIZE * size for size in of) for of in (self.kickers, self.alone))
        return kickers > ALONE * alone


def head_sizes(found: Sequence[Story]) -> HeadSizes:
    """The sizes of a page's headlines and kickers."""
    heads = [[line for heading in story.headings for line in heading.lines] for story in found if story.headings]
    largest = sorted(max(line.size for line in lines) for lines in heads)
    kickers = tuple(lines[0].size for lines in heads if lines[0].size < KICKER * max(line.size for line in lines))
    alone = tuple(lines[0].size for lines in heads if len(lines) == 1)
    return HeadSizes(largest[len(largest) // 2], kickers, alone) if largest else HeadSizes()


def headline_findings(found: Sequence[Story], articles: Sequence[Article]) -> list[Finding]:
    """What is missing or doubtful about the headlines of the stories."""
    findings = []
    for story, article in zip(found, articles, strict=True):
        where = Where(article_id=article.article_id, column="headline")
        if article.kind is ArticleKind.STORY and not article.headline:
            said = say("evidence.small_type", kicker=article.kicker) if article.kicker else ""
            severity = Severity.WARNING if article.kicker else Severity.NOTICE
            findings.append(Finding("headline-missing", severity, say("headline-missing.text"), where, said))
        doubts = [doubt for heading in story.headings for line in heading.lines if (doubt := _doubt(line, article))]
        if doubts:
            said = say("headline-doubtful.text")
            findings.append(Finding("headline-doubtful", Severity.WARNING, said, where, joined("; ", doubts)))
    return findings


def _doubt(line: TextLine, article: Article) -> str:
    """Why the line, if it is one of the headline, may read otherwise; empty where nothing says so."""
    text = "".join(line.text.split())
    headline = "".join(article.headline.split())
    if line.confidence is None or text not in headline:
        return ""
    if len(text) < 2:
        return say("evidence.single_character", text=text) if text == headline else ""
    if line.confidence < BELIEVED:
        return say("evidence.unsure_line", text=text, confidence=f"{line.confidence:.2f}")
    length = line.box.height if line.vertical else line.box.width
    wide = sum(2 if ord(character) > 0xFF else 1 for character in text) / 2 * line.size
    if line.vertical and wide < FILLED * length:
        return say("evidence.sparse_line", text=text, share=f"{wide / length:.0%}")
    return ""
