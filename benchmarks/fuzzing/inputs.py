"""Sound inputs of each kind, small ones, and what becomes of them: the same damage for the same kind, seed and number."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import cache

from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from benchmarks.fuzzing.damage import damaged
from benchmarks.fuzzing.damage_dump import damaged_dump
from benchmarks.fuzzing.damage_pdf import damaged_objects
from benchmarks.fuzzing.pictures import odd_picture
from pipeline.dataset.accuracy import SHEET as ASKED
from pipeline.decisions.record import COLUMNS
from tests.drawn_pdf import drawn, shown_turned, write
from tests.raw_pdf import pdf_of, pdf_of_codes
from tests.test_convert import DUMP
from tests.typeset import hostile
from tests.typeset.designs import designed_page
from tests.typeset.dump_habits import KINDS as DUMP_KINDS
from tests.typeset.dump_page import random_dump
from tests.typeset.page import typeset
from tests.typeset.producers import print_page
from tests.typeset.random_page import random_page

ENDINGS = {
    "pdf": ".pdf",
    "objects": ".pdf",
    "text": ".txt",
    "dump": ".txt",
    "picture": ".png",
    "odd": ".tif",
    "csv": ".csv",
    "recipe": ".toml",
    "decisions": ".csv",
    "sheet": ".csv",
    "about": ".toml",
}
RECIPE = """name = "mine"
title = { zh = "表", en = "t" }
source = "s"
[match]
title = "榜"
[[columns]]
name = "rank"
title = { zh = "名次", en = "Rank" }
type = "integer"
header = "名次|排名"
role = "rank"
[[columns]]
name = "name"
title = { zh = "名称", en = "Name" }
header = "名称"
role = "name"
[[columns]]
name = "score"
title = { zh = "得分", en = "Score" }
type = "number"
header = "得分"
role = "total"
[[rules]]
kind = "required"
columns = ["rank", "name"]
[[rules]]
kind = "rank_sequence"
column = "rank"
[[rules]]
kind = "order"
column = "score"
direction = "never_rises"
[[rules]]
kind = "unique"
column = "name"
"""
TABLE = "名次,名称,得分\n1,桃城区古柳社区,93.6\n2,冀州区新桥社区,93\n3,,57.6\n"
DECISIONS = f"""{",".join(COLUMNS)}
{"0" * 64},1,,1,2,score,10,20,30,40,93.6,misread,98.6,第二行,王斌,2026-01-02T03:04:05
{"1" * 64},2,left,1,0,name,,,,,东街,as_printed,东街,,王斌,2026-01-02T03:04:05
"""
SHEET = f"""{",".join(ASKED)}
1,text_layer,score,30,page.pdf,1,page-p1,page-p1-t1,2,总分,2,3 东街,1,2,3,4,93.6,93.6,as_printed,yes,yes,
2,ocr,name,30,page.pdf,1,page-p1,page-p1-t1,3,社区,1,4,1,2,3,4,东街,东街,as_printed,no,是,看不清
"""
ABOUT = """title = { zh = "表", en = "t" }
version = "1.0.0"
license = "CC-BY-4.0"
released = 2026-01-02
keywords = ["报纸", "tables"]
[[creators]]
name = "王斌"
orcid = "https://orcid.org/0000-0002-1825-0097"
"""
ROWS = ("1 东街 90 30 60", "2 西街 88 30 58", "3 南街 86 28 58", "4 北街 84 26 53", "5 古柳 82 24 58", "6 新桥 80 24 56")


def small_page(canvas: Canvas) -> None:
    """A ruled table with a row that does not add up, and a headline whose characters print over each other: the second reader
    is asked about both."""
    for index, row in enumerate(("名次 社区 总分 一季 二季", *ROWS)):
        y = 170 - 14 * index
        canvas.line(20, y - 4, 180, y - 4)
        for place, text in enumerate(row.split()):
            write(canvas, text, 24 + 32 * place, y, 8)
    for place in range(6):
        canvas.line(20 + 32 * place, 82, 20 + 32 * place, 180)
    for index, character in enumerate("湖城开渠放水"):
        write(canvas, character, 240, 150 - 4 * index, 20)
    write(canvas, "渠水已经通了，两岸的麦田都浇上了水。", 20, 40, 9)


def sound(kind: str) -> Iterator[bytes]:
    """Inputs with nothing wrong."""
    match kind:
        case "pdf":
            yield hostile.plain_pdf()
            yield pdf_of_codes([ord(character) for character in "石桥通车"])
            yield pdf_of(b"q 1 0 0 1 50 50 cm 0 0 100 50 re S 10 0 0 10 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
        case "objects":
            yield from (drawn(small_page), shown_turned(small_page, 90), pdf_of_codes([ord(each) for each in "石桥通车"]))
            yield print_page(typeset(random_page(3, "score")), "single glyphs")
            yield from (
                print_page(typeset(designed_page("tabloid", 1)), name) for name in ("odd runs", "another origin", "turned")
            )
        case "text":
            yield from (DUMP.encode(), DUMP.encode("gb18030"), DUMP.encode("utf-16"))
        case "dump":
            yield from (random_dump(name, seed).text.encode() for seed in range(2) for name in DUMP_KINDS)
        case "picture":
            picture = Image.new("L", (120, 90), 255)
            ImageDraw.Draw(picture).text((5, 5), "TEXT", fill=0)
            for name in ("PNG", "JPEG", "TIFF", "JPEG2000", "BMP", "WEBP"):
                file = io.BytesIO()
                picture.save(file, name)
                yield file.getvalue()
        case "csv":
            yield from (TABLE.encode(), TABLE.encode("gb18030"))
        case "recipe":
            yield RECIPE.encode()
        case "decisions":
            yield DECISIONS.encode()
        case "sheet":
            yield SHEET.encode()
        case "about":
            yield ABOUT.encode()


@cache
def _sound(kind: str) -> list[bytes]:
    return list(sound(kind))


def made(kind: str, number: int, seed: int) -> bytes:
    """The input of this number."""
    chance = random.Random(f"{seed}-{kind}-{number}")  # noqa: S311 - no secret
    if kind == "odd":
        return odd_picture(chance)
    content = chance.choice(_sound(kind))
    match kind:
        case "objects":
            return damaged_objects(content, chance)
        case "dump" | "csv" | "sheet" | "decisions" if kind == "dump" or chance.random() < 0.5:
            return damaged_dump(content, chance)
        case _:
            return damaged(content, chance)
