"""The pages tests are made of: what is printed can be read back, nothing overlaps, and a page can be made again."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from random import Random

import pdfplumber
import pypdfium2
import pytest

from tests.typeset import hostile
from tests.typeset.dump import DumpHabits, text_dump
from tests.typeset.fonts import FALLBACK, default_fonts, fallback_fonts, missing_characters
from tests.typeset.linebreak import CLOSERS, OPENERS, break_headline, break_paragraph
from tests.typeset.marks import RuleMark, TextMark
from tests.typeset.misprints import mends
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.pdf import Order, render_pdf
from tests.typeset.random_page import random_page
from tests.typeset.random_tables import TableKind, random_table, sums_of
from tests.typeset.set_article import ArticleSetting
from tests.typeset.spec import ABOVE, LEFT, Article, Frame, Masthead, PageSpec, Style, Table
from tests.typeset.specimen import RAW, STEM, TRUTH, specimen_dump, specimen_fonts, specimen_page, specimen_truth
from tests.typeset.truth import page_truth

SEEDS = range(8)
MASTHEAD = Masthead("小城日报", date(2020, 5, 6), 3, "本地", ("田青禾", "周云"))
BODY = "本报讯（记者程云）石桥通车，两岸的人走近了，“比从前近了一半。”住在河东的人说。"


@cache
def random_typeset(seed: int) -> TypesetPage:
    return typeset(random_page(seed))


@cache
def specimen() -> TypesetPage:
    """The specimen in its own fonts, or in whatever there is."""
    return specimen_page(specimen_fonts() or default_fonts())


def _dice() -> Random:
    return Random(7)  # noqa: S311 - the same table every time, not a secret


def one_item(item: Article | Table, **style: object) -> TypesetPage:
    return typeset(PageSpec(MASTHEAD, (item,), replace(Style(), **style)))  # type: ignore[arg-type]


def printed_text(pdf: bytes) -> str:
    """The text layer without any white space."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+|\ufffe", "", text)


def lines_of(page: TypesetPage) -> list[TextMark]:
    return [mark for mark in page.marks if isinstance(mark, TextMark)]


# --- what is printed can be read back


@pytest.mark.parametrize("seed", SEEDS)
def test_every_body_line_is_in_the_text_layer(seed: int) -> None:
    page = random_typeset(seed)
    text = printed_text(render_pdf(page))
    for placed in page.placed:
        if isinstance(placed.setting, ArticleSetting):
            assert all(squeezed(body.line.text) in text for body in placed.setting.body)


def test_every_paragraph_is_in_the_text_layer_in_natural_order() -> None:
    text = printed_text(render_pdf(specimen()))
    for article in specimen().articles:
        for paragraph in article.paragraphs:
            assert squeezed(paragraph) in text
        assert article.vertical or squeezed(article.clean_headline) in text


def test_the_body_lines_of_an_article_are_its_paragraphs() -> None:
    for placed in specimen().placed:
        if isinstance(placed.setting, ArticleSetting) and isinstance(placed.item, Article):
            assert "".join(body.line.text for body in placed.setting.body) == "".join(placed.item.paragraphs)


@pytest.mark.parametrize("order", list(Order))
def test_every_order_prints_the_same_characters(order: Order) -> None:
    page = random_typeset(1)
    assert Counter(printed_text(render_pdf(page, order, seed=5))) == Counter(printed_text(render_pdf(page)))


def test_shuffled_orders_differ_from_the_natural_one() -> None:
    page = random_typeset(1)
    texts = {printed_text(render_pdf(page, order, seed=5)) for order in Order}
    assert len(texts) == len(Order)


def test_every_table_cell_is_in_the_text_layer() -> None:
    """Read through the second reader, which also vouches for the font's own map."""
    with pdfplumber.open(io.BytesIO(render_pdf(specimen()))) as document:
        text = squeezed(document.pages[0].extract_text())
    for table in specimen().tables:
        assert all(cell in text for row in table.rows for cell in row)


def test_no_character_is_missing_from_the_fonts() -> None:
    for seed in SEEDS:
        for mark in lines_of(random_typeset(seed)):
            assert not missing_characters(mark.face, mark.text)


# --- a page can be made again


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = (render_pdf(typeset(random_page(3)), Order.SHUFFLED_ITEMS, 1) for _ in range(2))
    assert first == second


def test_seeds_differ() -> None:
    assert len({str(page_truth(random_typeset(seed))) for seed in SEEDS}) == len(SEEDS)


def test_the_truth_is_json() -> None:
    truth = page_truth(random_typeset(2))
    assert json.loads(json.dumps(truth)) == truth


# --- nothing overlaps, columns are balanced


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_lines_overlap(seed: int) -> None:
    assert not overlaps(random_typeset(seed))


def test_no_two_lines_of_the_specimen_overlap() -> None:
    assert not overlaps(specimen())


def overlaps(page: TypesetPage) -> list[tuple[str, str]]:
    lines = sorted(lines_of(page), key=lambda mark: mark.box.y0)
    found = []
    for index, one in enumerate(lines):
        for other in lines[index + 1 :]:
            if other.box.y0 >= one.box.y1:
                break
            if one.box.x_overlap(other.box) > 0.5 and one.box.y_overlap(other.box) > 0.5:
                found.append((one.text, other.text))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_is_inside_the_margins(seed: int) -> None:
    page = random_typeset(seed)
    style = page.spec.style
    for mark in page.marks:
        assert style.margin - 1 <= mark.box.x0 <= mark.box.x1 <= style.width - style.margin + 1
        assert style.margin - 1 <= mark.box.y0 <= mark.box.y1 <= style.height - style.margin + 2


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_of_an_article_differ_by_one_line_at_most(seed: int) -> None:
    for placed in random_typeset(seed).placed:
        if isinstance(placed.setting, ArticleSetting):
            depths = Counter(body.column for body in placed.setting.body).values()
            assert max(depths) - min(depths) <= 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_page_is_filled(seed: int) -> None:
    page = random_typeset(seed)
    style = page.spec.style
    covered = sum(placed.box.area for placed in page.placed)
    assert covered > 0.7 * style.width * style.height * (1 - 2 * style.margin / style.width)
    assert not any(isinstance(item, Table) for item in page.left_out)


# --- lines break the Chinese way


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    face = default_fonts().body
    for measure in range(60, 200, 7):
        lines = break_paragraph(BODY * 3, face, 10, measure)
        assert not any(line.text[0] in CLOSERS for line in lines)
        assert not any(line.text[-1] in OPENERS for line in lines)


def test_a_number_stays_on_one_line() -> None:
    lines = break_paragraph("共计" * 9 + "12345.67" + "万元" * 9, FALLBACK, 10, 100)
    assert any("12345.67" in line.text for line in lines)


def test_the_first_line_is_indented_and_all_but_the_last_fill_the_measure() -> None:
    page = one_item(Article("石桥通车", (BODY * 2,)))
    lines = [mark for mark in lines_of(page) if mark.size == page.spec.style.body_size and mark.text[0] in BODY]
    body = [mark for mark in lines if mark.baseline > 100]
    left, right = page.spec.style.margin, page.spec.style.margin + page.spec.style.measure
    assert body[0].x == pytest.approx(left + 2 * page.spec.style.body_size)
    assert all(mark.x == pytest.approx(left) for mark in body[1:])
    assert all(mark.box.x1 == pytest.approx(right) for mark in body[:-1])


def test_a_headline_breaks_into_lines_of_about_the_same_length() -> None:
    lines = break_headline("城南灌区试行轮灌时刻表两岸农户照表放水", FALLBACK, 20, 220)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 2


# --- forms of articles and tables


def test_a_vertical_headline_stands_character_under_character_and_is_read_from_the_right() -> None:
    page = one_item(Article("河东中学\n开放校园农场", (BODY * 6,), span=2, vertical=True))
    heads = [mark for mark in lines_of(page) if mark.bold and len(mark.text) == 1]
    assert {mark.text for mark in heads} == set("河东中学开放校园农场")
    assert next(m.x for m in heads if m.text == "河") > next(m.x for m in heads if m.text == "农")
    assert not overlaps(page)


def test_a_boxed_article_has_a_frame_around_all_its_lines() -> None:
    page = one_item(Article("石桥通车", (BODY * 3,), boxed=True, span=2))
    rules = [mark.box for mark in page.placed[0].marks if isinstance(mark, RuleMark)]
    lines = [mark.box for mark in page.placed[0].marks if isinstance(mark, TextMark)]
    assert len(rules) == 4
    assert min(box.x0 for box in rules) < min(box.x0 for box in lines)
    assert max(box.y1 for box in rules) > max(box.y1 for box in lines)


@pytest.mark.parametrize(
    ("frame", "upright", "level"),
    [(Frame.FILLED, True, True), (Frame.STROKED, True, True), (Frame.HORIZONTAL, False, True), (Frame.NONE, False, False)],
)
def test_frames_rule_what_they_say(frame: Frame, upright: bool, level: bool) -> None:
    table = replace(random_table(TableKind.BUDGET, _dice()), frame=frame)
    rules = [mark for mark in one_item(table).placed[0].marks if isinstance(mark, RuleMark)]
    assert any(rule.box.height > rule.box.width for rule in rules) == upright
    assert any(rule.box.width > rule.box.height for rule in rules) == level
    assert all(rule.stroked == (frame is Frame.STROKED) for rule in rules)


def test_no_rule_crosses_a_header_cell_that_spans() -> None:
    table = Table("表", (("甲", LEFT, "乙"), ("子", "丑", ABOVE)), (("1", "2", "3"),))
    marks = one_item(table).placed[0].marks
    rules = [mark.box for mark in marks if isinstance(mark, RuleMark)]
    for text in ("甲", "乙"):
        box = next(mark.box for mark in marks if isinstance(mark, TextMark) and mark.text == text)
        assert not any(rule.intersection_area(box) for rule in rules)


def test_every_panel_repeats_the_header() -> None:
    table = Table("表", (("序号", "名称"),), tuple((str(n), "甲") for n in range(7)), panels=3, span=4)
    texts = Counter(mark.text for mark in lines_of(one_item(table)))
    assert texts["序号"] == 3
    assert sum(texts[str(n)] for n in range(7)) == 7


# --- random tables and their misprints


@pytest.mark.parametrize("kind", [kind for kind in TableKind if kind is not TableKind.SCHEDULE])
def test_a_table_is_right_before_it_is_misprinted(kind: TableKind) -> None:
    table = random_table(kind, _dice())
    sums = sums_of(table)
    assert sums is not None
    for row in table.rows:
        assert sum(float(row[part]) for part in sums.parts) == pytest.approx(float(row[sums.total]))
        assert all(float(row[part]) <= cap for part, cap in zip(sums.parts, sums.caps, strict=False))
    if sums.ordered:
        assert all(float(one[sums.total]) >= float(two[sums.total]) for one, two in pairwise(table.rows))


def test_anomalies_tell_every_difference_between_printed_and_true() -> None:
    for seed in range(40):
        for table in (item for item in random_page(seed).items if isinstance(item, Table)):
            pairs = zip(table.rows, table.correct_rows, strict=True)
            differences = {
                (row, column, printed, true)
                for row, (one, two) in enumerate(pairs)
                for column, (printed, true) in enumerate(zip(one, two, strict=True))
                if printed != true
            }
            assert differences == {(a.row, a.col, a.printed, a.true) for a in table.anomalies}


def test_a_recoverable_digit_has_one_mend() -> None:
    checked = 0
    for seed in range(40):
        for table in (item for item in random_page(seed).items if isinstance(item, Table)):
            for anomaly in table.anomalies:
                sums = sums_of(table) if anomaly.kind.endswith("digit") else None
                if sums is not None and anomaly.recoverable:
                    rows = [list(row) for row in table.correct_rows]
                    rows[anomaly.row][anomaly.col] = anomaly.printed
                    assert mends(rows, sums, anomaly.row) == [(anomaly.col, anomaly.true)]
                    checked += 1
    assert checked > 10


def test_missing_names_stand_in_a_list_on_the_page() -> None:
    for seed in range(20):
        truth = page_truth(typeset(random_page(seed, TableKind.SCORE)))
        for anomaly in truth["table"]["anomalies"]:
            if anomaly["kind"] == "missing_name":
                rank = truth["table"]["printed"][anomaly["row"]][0]
                assert [rank, anomaly["true"]] in truth["lists"][0]["black"]


# --- the dump


def test_a_dump_without_habits_holds_every_line_of_the_page() -> None:
    page = random_typeset(4)
    dump = squeezed(text_dump(page, DumpHabits(half_width=False)))
    for placed in page.placed:
        if isinstance(placed.setting, ArticleSetting):
            assert all(squeezed(body.line.text) in dump for body in placed.setting.body)


def test_a_dump_tells_what_it_did_to_the_page() -> None:
    told = specimen_truth(specimen())["dump"]
    plain = text_dump(specimen(), DumpHabits(half_width=False))
    worn = specimen_dump(specimen())
    assert all(entry["text"] in plain for entry in told["stray"] + told["lost"])
    assert not any(entry["text"][2:8] in worn for entry in told["lost"])
    assert worn.startswith("\n\n\n责任编辑 ")
    assert "衡水口報" in worn


# --- the specimen in data/raw


def test_the_committed_dump_is_what_the_generator_writes() -> None:
    if specimen_fonts() is None:
        pytest.skip("the lines of the dump are those of the specimen's fonts, which are not installed")
    assert (RAW / f"{STEM}.txt").read_text(encoding="utf-8") == specimen_dump(specimen())


def test_the_committed_pdf_is_what_the_generator_prints() -> None:
    """Byte for byte; where another reportlab or zlib writes other bytes, character for character."""
    committed, made = (RAW / f"{STEM}.pdf").read_bytes(), render_pdf(specimen())
    if specimen_fonts() is None:
        assert Counter(printed_text(committed)) == Counter(printed_text(made))
    else:
        assert committed == made or printed_text(committed) == printed_text(made)


def test_the_committed_truth_is_what_the_generator_tells() -> None:
    told = json.loads(TRUTH.read_text(encoding="utf-8"))
    made = specimen_truth(specimen())
    if specimen_fonts() is None:
        for truth in (told, made):
            del truth["dump"], truth["layout"]
    assert told == made


def test_the_specimen_carries_the_facts() -> None:
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    rows, true = truth["table"]["printed"], truth["table"]["true"]
    assert len(rows) == 65
    assert rows[62] == ["63", "桃城区衡丰社区", "75", "17.4", "57.6", "0"]
    assert true[62] == ["63", "桃城区衡丰社区", "75", "17.4", "28.8", "28.8"]
    assert [row[1] for row in true[63:]] == [name for _, name in truth["lists"][0]["black"][1:]]
    assert all(sum(float(part) for part in row[3:]) == pytest.approx(float(row[2])) for row in true)


def test_the_specimen_has_its_fonts_inside() -> None:
    document = pypdfium2.PdfDocument(RAW / f"{STEM}.pdf")
    fonts = {obj.get_font() for obj in document[0].get_objects() if isinstance(obj, pypdfium2.PdfTextObj)}
    assert fonts
    assert all(font.is_embedded for font in fonts)


# --- without fonts, and files that are no good


def test_a_page_can_be_set_without_any_font_file() -> None:
    page = typeset(random_page(5, fonts=fallback_fonts()))
    text = printed_text(render_pdf(page))
    assert not overlaps(page)
    assert all(squeezed(paragraph[:6]) in text for article in page.articles for paragraph in article.paragraphs)


def test_fonts_never_change_the_words() -> None:
    one, other = random_page(6, fonts=fallback_fonts()), random_page(6)
    assert one.items == other.items


@pytest.mark.parametrize("make", [hostile.truncated_pdf, hostile.encrypted_pdf, hostile.not_a_pdf, hostile.pageless_pdf])
def test_hostile_files_are_no_good_and_always_the_same(make: object) -> None:
    assert callable(make)
    data = make()
    assert data == make()
    try:
        pages = len(pypdfium2.PdfDocument(data))
    except pypdfium2.PdfiumError:
        pages = 0
    assert pages == 0


def test_the_encrypted_file_opens_with_its_password() -> None:
    assert len(pypdfium2.PdfDocument(hostile.encrypted_pdf("key"), password="key")) == 1  # noqa: S106 - no secret


def test_the_plain_file_is_good() -> None:
    assert "石桥通车" in printed_text(hostile.plain_pdf())
