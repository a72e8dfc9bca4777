"""Captions: a hit, a near miss and a clean case of each sign that tells one."""

from __future__ import annotations

from pipeline.geometry import Box
from pipeline.layout.captions import caption_regions, real_pictures
from pipeline.layout.measures import Measures
from pipeline.model import TextLine
from tests.hand_set import block, line

BODY = Measures(10.0, 14.0)
TEXT = "湖城开渠放水两岸农户照表浇地"
OVER = block(TEXT, 50, 60, 2)
PICTURE = Box(50, 100, 190, 200)
UNDER = block(TEXT, 50, 240, 4)


def captions(lines: list[TextLine], pictures: tuple[Box, ...] = (PICTURE,)) -> list[str]:
    regions, rest = caption_regions(lines, BODY, pictures, (), (), 0.95)
    held = [one for region in regions for one in region.lines]
    assert sorted(map(id, [*held, *rest])) == sorted(map(id, lines))
    return ["".join(one.text for one in region.lines) for region in regions]


def test_words_under_a_picture_in_smaller_type_or_by_their_wording() -> None:
    assert captions([*OVER, line("渠水到了田头", 50, 205, 8.5), *UNDER]) == ["渠水到了田头"]
    assert captions([*OVER, line("渠水到了田头。王斌 摄", 50, 205), *UNDER]) == ["渠水到了田头。王斌 摄"]
    assert captions([*OVER, line("图为渠水到了田头", 50, 205), *UNDER]) == ["图为渠水到了田头"]


def test_a_caption_of_several_lines_ends_where_its_step_does() -> None:
    own = [line("渠水到了田头，两岸农户照表", 50, 205, 9.0), line("浇地。", 50, 217, 9.0)]
    assert captions([*OVER, *own, *UNDER]) == ["渠水到了田头，两岸农户照表浇地。"]


def test_text_that_goes_on_under_a_picture_is_none() -> None:
    assert captions([*OVER, *block(TEXT, 50, 208, 5)]) == []


def test_without_the_picture_white_and_wording_tell_one() -> None:
    words = line("渠水到了田头。王斌 摄", 50, 205)
    assert captions([*OVER, words, *UNDER], ()) == [words.text]
    assert captions([*OVER, line("渠水到了田头。", 50, 205), *UNDER], ()) == []
    assert captions([*block(TEXT, 50, 135, 5), words, *UNDER], ()) == []


def test_the_photographers_name_ends_a_caption_of_two_lines() -> None:
    own = [line("渠水到了田头，两岸农户照表浇", 50, 205), line("地。王斌 摄", 50, 218)]
    assert captions([*OVER, *own, *UNDER], ()) == ["渠水到了田头，两岸农户照表浇地。王斌 摄"]


def test_ornaments_and_tints_are_no_pictures() -> None:
    ornament, tint = Box(50, 50, 62, 62), Box(0, 0, 600, 790)
    assert real_pictures([ornament, PICTURE, tint], 600 * 800, 10) == [PICTURE]


def test_words_printed_on_a_picture_are_its_caption() -> None:
    words = line("渠水到了田头", 54, 185)
    assert captions([*OVER, words, *UNDER]) == ["渠水到了田头"]
    assert captions([*OVER, line("渠水到了田头", 54, 204.5), *UNDER], (PICTURE._replace(y1=190),)) == []


def test_text_on_a_picture_is_no_caption() -> None:
    """The picture is its ground."""
    assert captions([*OVER, *block(TEXT, 50, 104, 6), *UNDER]) == []


def test_the_smallest_of_pictures_over_each_other_has_the_words() -> None:
    ground = Box(0, 50, 300, 320)
    assert captions([*OVER, line("渠水到了田头", 54, 185), *UNDER], (ground, PICTURE)) == ["渠水到了田头"]
