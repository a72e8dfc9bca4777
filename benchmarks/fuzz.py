"""Mutated files through the readers and parsers: none may crash, hang, or answer with anything but a sentence of ours.

usage: python -m benchmarks.fuzz [N] [--seed S] [--kind pdf|text|picture|csv|recipe …] [--keep DIR]

N inputs (default 2000), shared out among the kinds, each made of a sound one by cutting, doubling, moving and rewriting pieces
of it, the same ones for the same seed. They go through worker processes of 20 seconds and 2 GB each, so that a hang or a crash
is one line here. What broke something is kept in DIR. Exit code 1 where anything did.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline import convert, validate
from pipeline.batch.pool import Lost, Pool
from pipeline.batch.worker import Limits
from pipeline.batch.workers import cores
from pipeline.errors import Cause, JiaokanError, PageError
from pipeline.extract.picture import read_picture
from pipeline.ingest import page_sources
from pipeline.model import PageResult
from pipeline.recipes import read_recipe, read_recipes
from pipeline.settings import Ocr, Settings
from pipeline.table_file import read_tables
from tests.raw_pdf import pdf_of, pdf_of_codes
from tests.test_convert import DUMP
from tests.typeset import hostile

SETTINGS = Settings(ocr=Ocr.NEVER, max_pixels=4_000_000, max_pages_per_file=50)
LIMITS = Limits(seconds=20, memory=2 << 30)
PIECES = (
    *(b"0", b"-1", b"65536", b"99999999999", b"1e999", b"<<", b">>", b"[", b"]", b"(", b")", b"obj", b"stream\n", b"endstream"),
    *(
        b"/Kids [1 0 R]",
        b"/Parent 3 0 R",
        b"/Length 99999999",
        b"/Rotate 37",
        b"/MediaBox [0 0 1e9 1e9]",
        b"/Filter /FlateDecode",
    ),
    *(b"\0", b"\xff", b"\n\n", b"\t\t\t", b",", b'"', b"\r", "\u202e〔缺〕\U00020bb7".encode(), "合计".encode()),
)
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


def seeds(kind: str) -> Iterator[bytes]:
    match kind:
        case "pdf":
            yield hostile.plain_pdf()
            yield pdf_of_codes([ord(character) for character in "石桥通车"])
            yield pdf_of(b"q 1 0 0 1 50 50 cm 0 0 100 50 re S 10 0 0 10 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
        case "text":
            yield from (DUMP.encode(), DUMP.encode("gb18030"), DUMP.encode("utf-16"))
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


ENDINGS = {"pdf": ".pdf", "text": ".txt", "picture": ".png", "csv": ".csv", "recipe": ".toml"}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One piece of it, or up to eight, cut, doubled, moved, overwritten or rewritten."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if not data:
            break
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 1, 2, 8, 64, 1024)))
        match chance.randrange(6):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = data[start:end] * chance.choice((1, 2, 50))
            case 2:
                data[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 3:
                data[start] ^= 1 << chance.randrange(8)
            case 4:
                data[start:end] = chance.choice(PIECES)
            case _:
                place = chance.randrange(len(data))
                data[place:place] = data[start:end]
    return bytes(data[: 1 << 20])


def made(kind: str, number: int, seed: int) -> bytes:
    chance = random.Random(f"{seed}-{kind}-{number}")  # noqa: S311 - no secret
    return mutated(chance.choice(_seeds(kind)), chance)


@cache
def _seeds(kind: str) -> list[bytes]:
    return list(seeds(kind))


def read(kind: str, path: Path) -> str:
    """The word for what came of it; raises what should never come."""
    try:
        return READERS[kind](path)
    except JiaokanError:
        return "refused"


def _pages(path: Path) -> str:
    causes = set()
    for source in page_sources([path], SETTINGS):
        result = source if isinstance(source, PageResult) else convert.attempt(source, read_recipes(), SETTINGS)[0][0]
        if result.cause in (Cause.BUG, Cause.MEMORY):
            raise AssertionError(result.error)
        causes.add("refused" if result.error else "read")
    return "read" if "read" in causes else "refused"


def _picture(path: Path) -> str:
    for source in page_sources([path], SETTINGS):
        if isinstance(source, PageResult):
            raise PageError(source.error)
        if source.source.kind == "image":
            read_picture(source, SETTINGS)
    return "read"


def _table(path: Path) -> str:
    sound = path.with_name("recipe.toml")
    sound.write_text(RECIPE, encoding="utf-8")
    recipe = read_recipe(sound)
    for table in read_tables(path, recipe):
        list(validate.check_table(table, recipe))
    return "read"


def _recipe(path: Path) -> str:
    read_recipe(path)
    return "read"


READERS: dict[str, Callable[[Path], str]] = {
    "pdf": _pages,
    "text": _pages,
    "picture": _picture,
    "csv": _table,
    "recipe": _recipe,
}


def one(seed: int, task: tuple[str, int]) -> str:
    kind, number = task
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{ENDINGS[kind]}"
        path.write_bytes(made(kind, number, seed))
        return read(kind, path)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("number", nargs="?", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kind", nargs="+", default=list(READERS))
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    tasks = [(given.kind[number % len(given.kind)], number) for number in range(given.number)]
    counts: Counter[tuple[str, str]] = Counter()
    broken = 0
    began = time.monotonic()
    with Pool(cores(), LIMITS, preload=[convert.__name__]) as pool:
        for (kind, number), answer in pool.run(partial(one, given.seed), tasks):
            if not isinstance(answer, Lost):
                counts[kind, answer] += 1
                continue
            broken += 1
            print(f"{kind} {number}: {answer.cause} {answer.told}", flush=True)
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{kind}-{given.seed}-{number}{ENDINGS[kind]}").write_bytes(made(kind, number, given.seed))
    for (kind, word), count in sorted(counts.items()):
        print(f"{kind}: {count} {word}")
    print(f"{given.number} inputs, {broken} broke something, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
