"""Pull quotes: told from the headline of the next story by what is dressed and repeated, or read across."""

from __future__ import annotations

from pipeline.layout.measures import Measures
from pipeline.layout.pull_quotes import with_pull_quotes
from pipeline.model import Region, RegionKind, Ruling, TextLine
from tests.hand_set import block, column, heading, horizontal, line

BODY = Measures(10.0, 14.0)
TEXT = "湖城开渠放水两岸农户照表"
OVER = column(*block(TEXT, 50, 100, 4))
ON = column(*block(TEXT, 50, 200, 4))
NEW = column(line(TEXT[:-2], 70, 200), *block(TEXT, 50, 214, 3))


def kinds(quote: TextLine, under: Region, rules: list[Ruling] | None = None) -> list[RegionKind]:
    regions = [OVER, heading(quote), under]
    return [region.kind for region in with_pull_quotes(regions, rules or [], BODY)]


def test_words_that_the_text_reads_on_across_are_a_pull_quote() -> None:
    assert kinds(line("“慢一点做结实才要紧”", 50, 170, 13), ON)[1] is RegionKind.FLOATING
    rules = [horizontal(50, 170, 166), horizontal(50, 170, 188)]
    assert kinds(line("慢一点做结实才要紧", 50, 170, 13), ON, rules)[1] is RegionKind.FLOATING


def test_the_headline_of_a_story_that_begins_under_it_is_none() -> None:
    assert kinds(line("市图书馆添置夜读书房", 50, 170, 13), NEW)[1] is RegionKind.HEADING
    assert kinds(line("“慢一点做结实才要紧”", 50, 170, 13), NEW)[1] is RegionKind.HEADING


def test_large_or_few_words_are_none() -> None:
    assert kinds(line("“慢一点做结实才要紧”", 50, 165, 24), ON)[1] is RegionKind.HEADING
    assert kinds(line("“做结实”", 50, 170, 13), ON)[1] is RegionKind.HEADING


def test_words_repeated_from_the_text_are_one_between_paragraphs_too() -> None:
    assert kinds(line("“表照户农两岸放水”", 50, 170, 13), NEW)[1] is RegionKind.HEADING
    assert kinds(line("“开渠放水两岸农户”", 50, 170, 13), NEW)[1] is RegionKind.FLOATING
