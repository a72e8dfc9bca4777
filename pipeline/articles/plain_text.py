"""Articles of a text dump, which has no boxes and no type sizes: only blocks, wording and marks tell them.

blocks → furniture → stories and stray pieces → pieces put back → paragraphs and gaps → articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.articles.blocks import Block, read_blocks
from pipeline.articles.garbled import stray_characters, suggested_headline
from pipeline.articles.imprint import is_navigation, set_aside_imprint
from pipeline.articles.joining import Joined, join_blocks
from pipeline.articles.rejoin import Rejoined, rejoin
from pipeline.articles.stories import Otherwise, Piece, Story, part_stories, settle
from pipeline.articles.wording import is_kicker, leads_into, says_any
from pipeline.author_line import author_names
from pipeline.byline import Byline, read_byline
from pipeline.model import Article, Finding, Page, Repair, RepairStatus, Severity, TextLine, Where
from pipeline.sentences import say
from pipeline.words import word_across


class Assembled(NamedTuple):
    """What became of a dump's lines: each is in an article or in the furniture."""

    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]
    furniture: tuple[TextLine, ...]


class _Heads(NamedTuple):
    kicker: str = ""
    headline: str = ""
    subhead: str = ""


def assemble_dump(page: Page, lines: Sequence[TextLine]) -> Assembled:
    """The articles of a dump from the lines that are neither table nor masthead; text as read, blanks and marks too.

    A piece that no place won is furniture and a finding that holds its text.
    """
    buttons = [line for line in lines if is_navigation(line.text)]
    blocks, imprint = set_aside_imprint(read_blocks(line for line in lines if not is_navigation(line.text)))
    stories, pieces = part_stories(blocks)
    printed = [_printed(story, [piece for piece in pieces if piece.after == index]) for index, story in enumerate(stories)]
    page_text = " ".join(block.text for block in blocks)
    rejoined, left = rejoin(stories, pieces, page_text)
    unplaced = settle(stories, left)
    articles: list[Article] = []
    findings: list[Finding] = []
    repairs: list[Repair] = []
    for order, story in enumerate(stories, 1):
        article_id = f"{page.page_id}-a{order}"
        joined = join_blocks(story.body, page_text)
        article = _article(article_id, order, story, joined, printed[order - 1])
        articles.append(article)
        repairs.extend(_rejoin_repairs(article_id, [each for each in rejoined if each.story == order - 1]))
        repairs.extend(
            Repair(
                change.rule,
                change.before,
                change.after,
                RepairStatus.APPLIED,
                Where(article_id=article_id, column="text"),
                change.evidence,
            )
            for change in joined.changes
        )
        _judge(article, joined, findings, repairs)
    findings.extend(_unplaced_finding(page.page_id, piece) for piece in left if piece.otherwise is not Otherwise.KICKER)
    loose = [line for block in (*imprint, *(piece.block for piece in unplaced)) for line in block.lines]
    return Assembled(tuple(articles), tuple(findings), tuple(repairs), (*buttons, *loose))


def _printed(story: Story, after: Sequence[Piece]) -> str:
    """The story as it was read, a line of the dump a line: its body and the pieces printed after it."""
    blocks: list[Block] = [*story.body, *(piece.block for piece in after)]
    return "\n".join(line.text for block in blocks for line in block.lines)


def _article(article_id: str, order: int, story: Story, joined: Joined, printed: str) -> Article:
    text = story.body[0].text if story.body else ""
    heads = _read_heads(_head_lines(story.heads, text))
    byline = _byline(joined.paragraphs)
    return Article(
        article_id=article_id,
        order=order,
        kicker=heads.kicker,
        headline=heads.headline,
        subhead=heads.subhead,
        reporter=byline.reporter,
        dateline=byline.dateline,
        paragraphs=tuple(joined.paragraphs),
        printed_text=printed,
    )


def _byline(paragraphs: Sequence[str]) -> Byline:
    """Who wrote it, by the author's line that stands first or by the text's first words; and the date."""
    names = author_names(paragraphs[0]) if paragraphs else ()
    if not names:
        return read_byline(paragraphs[0] if paragraphs else "")
    return Byline("、".join(names), read_byline(paragraphs[1]).dateline if len(paragraphs) > 1 else "")


def _head_lines(heads: Sequence[Block], text: str) -> list[str]:
    """The heads over a text, each whole: a word that runs over the end of a line says that the next one goes on."""
    result: list[str] = []
    for number, block in enumerate(heads):
        parts = _head_parts(block, text)
        before = heads[number - 1] if number else None
        together = before and before.lines and block.lines and before.lines[-1].block == block.lines[0].block
        if together and word_across(result[-1], parts[0]) and not is_kicker(result[-1]):
            result[-1] += f" {parts.pop(0)}"
        result += parts
    return result


def _head_parts(block: Block, text: str) -> list[str]:
    """The heads that a block of several lines holds: parted after a kicker, before a subhead (——…), and where ``text`` first
    says what the lines from there on say and nothing of those above. Else the lines are one head that was broken."""
    parts: list[str] = []
    lines = [line.text.strip() for line in block.lines] if len(block.lines) > 1 else [block.text]
    for number, line in enumerate(lines):
        rest, before = "".join(lines[number:]), "".join(lines[:number])
        leads = number > 0 and leads_into(rest, text) and not says_any(text, before) and not word_across(before, rest)
        if not parts or line.startswith(("—", "-")) or is_kicker(lines[number - 1]) or leads:
            parts.append(line)
        else:
            parts[-1] += f" {line}"
    return parts


def _read_heads(texts: Sequence[str]) -> _Heads:
    """Kicker, headline and subhead from heads in printed order.

    A line with 强调 or 不力 at the end of a phrase is a kicker up to there, a line that begins with —— a subhead. Of two
    lines with neither the first is the kicker, of three the last is the subhead: 引题、主题、副题 is their order in print.
    """
    phrases = [text.split() for text in texts]
    if not phrases:
        return _Heads()
    subhead = ""
    if len(phrases) > 1 and (phrases[-1][0].startswith(("—", "-")) or len(phrases) > 2):
        subhead = " ".join(phrases.pop())
    flat = [phrase for line in phrases for phrase in line]
    end = next((index for index, phrase in enumerate(flat[:-1], 1) if is_kicker(phrase)), 0)
    end = end or (len(phrases[0]) if len(phrases) > 1 else 0)
    return _Heads(" ".join(flat[:end]), " ".join(flat[end:]), subhead)


def _rejoin_repairs(article_id: str, rejoined: Sequence[Rejoined]) -> list[Repair]:
    where = Where(article_id=article_id, column="text")
    return [Repair("rejoin", each.before, each.after, RepairStatus.APPLIED, where, each.evidence) for each in rejoined]


def _judge(article: Article, joined: Joined, findings: list[Finding], repairs: list[Repair]) -> None:
    """What is odd about an article: text missing, no headline, a garbled one."""
    where = Where(article_id=article.article_id, column="text")
    findings.extend(Finding("text-missing", Severity.WARNING, say("text-missing.place"), where, gap) for gap in joined.gaps)
    where = Where(article_id=article.article_id, column="headline")
    if not article.headline:
        findings.append(Finding("headline-missing", Severity.NOTICE, say("headline-missing.text"), where))
    strays = stray_characters(article.headline)[1]
    if strays:
        told = say("evidence.strays", strays="、".join(strays))
        findings.append(Finding("headline-garbled", Severity.WARNING, say("headline-garbled.end"), where, told))
        suggestion = suggested_headline(article.headline, article.paragraphs[0] if article.paragraphs else "")
        if suggestion:
            evidence = say("because.goes_on", strays="、".join(strays))
            repairs.append(Repair("headline-from-text", article.headline, suggestion, RepairStatus.SUGGESTED, where, evidence))


def _unplaced_finding(page_id: str, piece: Piece) -> Finding:
    where = Where(article_id=f"{page_id}-a{piece.after + 1}", column="text")
    if piece.otherwise is Otherwise.FRAGMENT:
        message, severity = say("unplaced-fragment.fragment"), Severity.WARNING
    else:
        message = say("unplaced-fragment.text")
        severity = Severity.NOTICE if piece.block.alone else Severity.WARNING
    return Finding("unplaced-fragment", severity, message, where, piece.block.text)
