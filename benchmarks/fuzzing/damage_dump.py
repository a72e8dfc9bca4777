"""Damage to a text dump: its cells, lines, line ends and encoding."""

from __future__ import annotations

import random
import re

from benchmarks.fuzzing.damage import MOST, damaged

CELLS = (
    *(
        "²",
        "①",
        "٣",
        "Ⅳ",
        "½",
        "〇",
        "一千",
        "１２",
        "．５",
        ".5",
        "5.",
        "..%",
        "1.2.3%",
        "%5",
        "--5",
        "-0",
        "NaN",
        "1e999",
        "0x10",
        "1_000",
    ),
    *(
        "1" * 19,
        "1" * 40,
        "1" * 5000,
        "0." + "0" * 40 + "1",
        "9999999999999999亿",
        "1,23,456",
        "100:0",
        "1/0",
        "99:99",
        "2月30日",
    ),
    *(
        "=1+1",
        '"',
        "'",
        "|",
        "｜",
        "\t",
        "  ",
        "　",
        "",
        "—",
        "a" * 300,
        "甲" * 300,
        "𠮷",
        "\u202e",
        "\x07",
        "\0",
        "\ufeff",
        "合计",
        "占比20%",
    ),
)
LINES = (
    "",
    "\t\t\t",
    "|--|--|",
    "-" * 200,
    "　" * 200,
    "1",
    "合计",
    "第1版",
    "衡水日报 2018年3月5日",
    "编辑:王斌",
    "（",
    "”",
    "本报讯",
    "\f",
    "1\t" * 400,
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs")


def damaged_dump(content: bytes, chance: random.Random) -> bytes:
    """A dump in UTF-8 with cells and lines changed, in another encoding at times, or in two."""
    lines = content.decode("utf-8", "replace").split("\n")
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(lines)) if lines else 0
        match chance.randrange(8):
            case 0 | 1 | 2:
                rows = [index for index, line in enumerate(lines) if re.search("[0-9]", line)]
                if rows:
                    row = chance.choice(rows)
                    parts = re.split(r"(\s+|\||,)", lines[row])
                    parts[chance.randrange(len(parts))] = chance.choice(CELLS)
                    lines[row] = "".join(parts)
            case 3:
                del lines[place : place + chance.choice((1, 1, 5))]
            case 4:
                some = lines[place : place + chance.choice((1, 1, 5, 20))]
                lines[place:place] = some * chance.choice((1, 1, 10))
            case 5:
                lines.insert(place, chance.choice(LINES))
            case 6 if lines:
                lines[place] = re.sub(r"\s+", chance.choice(("\t", " ", "　", "|", ",", "")), lines[place])
            case _ if lines:
                at = chance.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:at] + chance.choice(("\n", "\t", " ", "\r", "\f", "\0")) + lines[place][at:]
    text = chance.choice(("\n", "\n", "\r\n", "\r", "\n\n")).join(lines)[: MOST // 4]
    data = text.encode(chance.choice(ENCODINGS), "replace")
    if chance.random() < 0.1:
        cut = chance.randrange(len(data) + 1)
        data = data[:cut] + text[len(text) // 2 :].encode(chance.choice(ENCODINGS), "replace")
    return damaged(data, chance) if chance.random() < 0.1 else data
