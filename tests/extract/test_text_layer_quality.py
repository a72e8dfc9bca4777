"""What a text layer says of itself: sound print of many kinds passes, and every kind of wrong map is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from pipeline.extract.text_layer_quality import LEAST_PAIRS, MOST_RARE, chinese_score, judge
from pipeline.hanzi import is_hanzi
from pipeline.lexicons import FOLDER
from pipeline.lexicons.make_characters import character_table, jieba_dictionary
from pipeline.model import TextLine
from tests.typeset.marks import TextMark
from tests.typeset.page import typeset
from tests.typeset.random_page import random_page

NEWS = """市图书馆今年在十二个社区开设了分馆，居民下楼走几步就能借到书。
负责人介绍，分馆的书每个月轮换一次，孩子们最爱看的图画书占了三成。
住在河东小区的退休教师说，过去借书要坐五站公共汽车，现在吃过晚饭散步就去了。
下半年还要添置六十个座位，延长开放时间，让上班的人晚上也能来读书。
农技站的工作人员到田间查看墒情，提醒大家抓紧浇水，防止小麦受旱。
气象台预报，未来三天以多云天气为主，最高气温二十八度，夜间有小雨。"""
TRADITIONAL = """市立圖書館今年在十二個社區開設分館，居民下樓走幾步就能借到書。
負責人說，分館的書籍每個月輪換一次，兒童圖畫書佔了三成，最受歡迎。
住在河東的退休教師表示，過去借書要搭五站公車，現在吃過晚飯散步就到了。
下半年還要增加六十個座位，延長開放時間，讓上班族晚上也能來閱讀。
農業單位到田間查看，提醒農民把握時間灌溉，避免小麥遭受旱災。
氣象局預測，未來三天以多雲為主，最高氣溫二十八度，夜間有短暫陣雨。"""
CLASSICAL = """晋太元中，武陵人捕鱼为业。缘溪行，忘路之远近。忽逢桃花林，夹岸数百步，中无杂树，芳草鲜美，落英缤纷。渔人甚异之。
复前行，欲穷其林。林尽水源，便得一山，山有小口，仿佛若有光。便舍船，从口入。初极狭，才通人。复行数十步，豁然开朗。
土地平旷，屋舍俨然，有良田美池桑竹之属。阡陌交通，鸡犬相闻。其中往来种作，男女衣着，悉如外人。黄发垂髫，并怡然自乐。
见渔人，乃大惊，问所从来。具答之。便要还家，设酒杀鸡作食。村中闻有此人，咸来问讯。自云先世避秦时乱，率妻子邑人来此绝境，
不复出焉，遂与外人间隔。问今是何世，乃不知有汉，无论魏晋。此人一一为具言所闻，皆叹惋。余人各复延至其家，皆出酒食。停数日，
辞去。此中人语云：不足为外人道也。"""
NAMES = """李明华 王小真 赵志平 孙大海 周文远 吴桂英 郑春生 冯秀兰 陈立新 褚建军
韩玉梅 杨振国 朱丽娟 秦少游 许国强 何淑珍 吕思源 施永庆 张晓东 孔令辉"""
ENGLISH = """The library opened twelve branches this year, and readers no longer have to cross the town for a book.
The books are exchanged every month; picture books for children are a third of them and the most popular.
Sixty more seats are planned for the second half of the year, with longer hours in the evening."""
GERMAN = """Die Bücherei eröffnete in diesem Jahr zwölf Zweigstellen, und niemand muss mehr quer durch die Stadt fahren.
Die Bücher werden jeden Monat getauscht; ein Drittel davon sind Bilderbücher für Kinder, die am liebsten gelesen werden.
Für die zweite Hälfte des Jahres sind sechzig weitere Plätze und längere Öffnungszeiten am Abend geplant."""
NUMBERS = "\n".join(
    f"第{row}社区 {row * 1.37:.2f} {row * 0.21:.1f} {row * 0.55:.1f} {row * 17 % 100}.6%" for row in range(1, 60)
)
SOUND = {
    "news": NEWS,
    "traditional": TRADITIONAL,
    "classical": CLASSICAL,
    "names": NAMES,
    "English": ENGLISH,
    "German": GERMAN,
    "numbers": NUMBERS,
    "drugs": """阿莫西林胶囊 头孢克肟颗粒 盐酸氨溴索口服液 蒙脱石散 奥美拉唑肠溶胶囊 枸橼酸铋钾
    羟氯喹 嘧啶 嘌呤 噻唑 呋喃 哌啶 吡啶 钙 锌 锰 硒""",
    "leaders": "\n".join(f"第{row}版 {'.' * 60} {row}" for row in range(20)),
    "nothing": "",
}


def lines_of(text: str, size: float = 10.0) -> list[TextLine]:
    return [TextLine(line, size=size) for line in text.splitlines()]


def page_text(seed: int) -> str:
    return "\n".join(mark.text for mark in typeset(random_page(seed)).marks if isinstance(mark, TextMark))


def told_as(text: str, others: dict[str, str]) -> str:
    return "".join(others.get(character, character) for character in text)


def permuted(text: str, seed: int = 0) -> str:
    own = sorted({character for character in text if is_hanzi(character)})
    others = list(own)
    Random(seed).shuffle(others)  # noqa: S311 - a text that can be made again, not a secret
    return told_as(text, dict(zip(own, others, strict=True)))


def shifted(text: str, by: int = 1) -> str:
    return "".join(chr(ord(character) + by) if is_hanzi(character) else character for character in text)


@pytest.mark.parametrize("kind", list(SOUND))
def test_sound_print_of_every_kind_passes(kind: str) -> None:
    assert judge(lines_of(SOUND[kind])).sound


@pytest.mark.parametrize("seed", range(6))
def test_sound_pages_keep_their_distance_from_the_bounds(seed: int) -> None:
    """The figures that the bounds rest on: a tenth of the bound for rare characters, five times that for pairs."""
    score = chinese_score(page_text(seed).splitlines())
    assert score.rare <= MOST_RARE / 10 * score.hanzi
    assert score.known >= 5 * LEAST_PAIRS * score.pairs


@pytest.mark.parametrize("seed", range(6))
def test_permuted_pages_keep_their_distance_from_the_bound(seed: int) -> None:
    score = chinese_score(permuted(page_text(seed), seed).splitlines())
    assert score.known <= 0.75 * LEAST_PAIRS * score.pairs


@pytest.mark.parametrize("by", [1, -1, 29, -29])
@pytest.mark.parametrize("kind", ["news", "traditional", "classical", "names"])
def test_shifted_characters_are_told(kind: str, by: int) -> None:
    verdict = judge(lines_of(shifted(SOUND[kind], by)))
    assert not verdict.sound
    assert "rare" in verdict.reason


def test_permuted_characters_are_told_by_their_neighbours() -> None:
    verdict = judge(lines_of(permuted(page_text(3))))
    assert not verdict.sound
    assert "known from words" in verdict.reason


@pytest.mark.parametrize(
    ("other", "said"),
    [("\ue123", "have no meaning"), ("\N{REPLACEMENT CHARACTER}", "have no meaning"), ("口", "are 口"), ("?", "are ?")],
)
def test_one_character_for_all_is_told(other: str, said: str) -> None:
    verdict = judge(lines_of("".join(other if is_hanzi(character) else character for character in NEWS)))
    assert not verdict.sound
    assert said in verdict.reason


def test_a_shift_of_letters_is_told() -> None:
    """Glyph numbers of an English font taken for characters: a well-known garbage."""
    verdict = judge(lines_of("".join(chr(ord(letter) - 29) if letter.isalpha() else letter for letter in ENGLISH)))
    assert not verdict.sound
    assert "letters" in verdict.reason


def test_glyph_numbers_run_through_all_scripts() -> None:
    numbers = {character: chr(0x100 + 3 * index) for index, character in enumerate(sorted(set(NEWS + CLASSICAL)))}
    assert not judge(lines_of(told_as(NEWS + CLASSICAL, numbers))).sound


def test_codes_taken_for_latin_1_among_chinese_are_told() -> None:
    """One font of a page has no map: a fifth of its characters become accented letters."""
    own = sorted({character for character in NEWS if is_hanzi(character)})[::5]
    verdict = judge(lines_of(told_as(NEWS, {character: chr(0xC0 + index % 64) for index, character in enumerate(own)})))
    assert not verdict.sound
    assert "accented letters" in verdict.reason


def test_pinyin_and_foreign_names_are_sound() -> None:
    assert judge(lines_of(NEWS + "\nběi jīng shì tú shū guǎn\nMüller 与 Besançon 的代表也来了。")).sound


def test_one_font_of_several_is_enough() -> None:
    """Headlines with a wrong map over a sound page: the page as a whole would pass."""
    headlines = "\n".join(NEWS.splitlines()[:2])
    sound = lines_of(page_text(1))
    assert judge([*sound, *lines_of(headlines, 30)]).sound
    verdict = judge([*sound, *lines_of(shifted(headlines), 30)])
    assert not verdict.sound
    assert "in the text set in 30 points" in verdict.reason


def test_a_fifth_of_a_page_with_a_wrong_map_is_told() -> None:
    text = page_text(2)
    part = len(text) // 5
    assert not judge(lines_of(shifted(text[:part]) + text[part:])).sound


def test_radicals_and_compatibility_forms_are_no_fault_and_are_counted() -> None:
    verdict = judge(lines_of(told_as(NEWS, {"水": "⽔", "工": "⼯", "小": "⼩", "月": "⽉", "日": "⽇"})))
    assert verdict.sound
    assert "radicals" in verdict.reason


def test_too_little_text_is_not_judged() -> None:
    assert judge(lines_of(shifted("红榜黑榜"))).sound


def test_the_figures_are_told() -> None:
    reason = judge(lines_of(page_text(0))).reason
    assert "% rare characters, at most 5%" in reason
    assert "% of neighbours known from words, at least 4%" in reason


def test_the_lexicon_is_what_jieba_s_dictionary_makes() -> None:
    assert Path(FOLDER / "characters.csv").read_text(encoding="utf-8") == character_table(jieba_dictionary())
