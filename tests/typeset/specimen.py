"""The specimen page of 衡水日报 in ``data/raw``: real score tables among stories written for this project.

``python -m tests.typeset.specimen`` writes the PDF, the text dump and ``specimen_truth.json`` again.
"""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

from tests.typeset.dump import DumpHabits, text_dump
from tests.typeset.fonts import Face, Fonts, find_face
from tests.typeset.page import TypesetPage, typeset
from tests.typeset.pdf import render_pdf
from tests.typeset.scanning import Scanner, jpeg, scanned
from tests.typeset.spec import Anomaly, Article, Item, Masthead, PageSpec, Style, Table
from tests.typeset.truth import LIST_KIND, page_truth

HERE = Path(__file__).parent
RAW = HERE.parents[1] / "data" / "raw"
STEM = "hengshui-2022-04-28-02"
TRUTH = HERE / "specimen_truth.json"
FACES = ("UMing", "ZenHei")

# The misprints of the score table: 57.6 stands in one column for two scores of 28.8 (an even split is the page's own
# habit, 11 other rows have it), and the two last names stand only in the black list.
ANOMALIES = (
    Anomaly(62, 4, "merged_parts", "57.6", "28.8"),
    Anomaly(62, 5, "merged_parts", "0", "28.8"),
    Anomaly(63, 1, "missing_name", "", "衡水高新区达观社区"),
    Anomaly(64, 1, "missing_name", "", "衡水高新区怡水社区"),
    Anomaly(20, 1, "doubled_char", "桃城区区滏阳社区", "桃城区区滏阳社区", False, "区 looks doubled; 区府 in row 17 is a name"),
)

HABITS = DumpHabits(
    masthead="衡水口報",
    table_runs=(31, 34),
    stray=(("irrigation", 7),),
    lost=(("canteen", 22),),
    merged=(("library", 1),),
    seed=20220428,
)


def specimen_fonts() -> Fonts | None:
    """The two faces the committed PDF is set in, or None where one is not installed."""
    faces = [find_face(name) for name in FACES]
    body, display = faces
    return Fonts(body, display) if isinstance(body, Face) and isinstance(display, Face) else None


def specimen_page(fonts: Fonts) -> TypesetPage:
    """The page, set in these fonts."""
    source = tomllib.loads((HERE / "specimen.toml").read_text(encoding="utf-8"))
    articles = [_article(entry) for entry in source["articles"]]
    masthead = source["masthead"]
    style = Style(columns=5, gutter=18, body_size=11.5, leading=17.5, item_gap=14, fonts=fonts)
    first, second, *others = articles
    items: tuple[Item, ...] = (first, _scores(source["score_table"]), second, _list(source["red_black_list"]), *others)
    return typeset(PageSpec(Masthead(**{**masthead, "editors": tuple(masthead["editors"])}), items, style))


def specimen_dump(page: TypesetPage) -> str:
    return text_dump(page, HABITS)


def specimen_truth(page: TypesetPage) -> dict[str, Any]:
    """The truth of page and dump; only ``dump`` and its marks are about the text file."""
    truth = page_truth(page)
    truth["dump"] = HABITS.told(page)
    return truth


def _article(entry: dict[str, Any]) -> Article:
    return Article(**{**entry, "paragraphs": tuple(entry["paragraphs"])})


def _scores(entry: dict[str, Any]) -> Table:
    lines = (HERE / entry["facts"]).read_text(encoding="utf-8").splitlines()
    rows = [tuple(row) for row in csv.reader(line for line in lines if not line.startswith("#"))][1:]
    true = [list(row) for row in rows]
    for anomaly in ANOMALIES:
        true[anomaly.row][anomaly.col] = anomaly.true
    return Table(
        title=entry["title"],
        header=tuple(tuple(row) for row in entry["header"]),
        rows=tuple(rows),
        true_rows=tuple(tuple(row) for row in true),
        kind="score",
        panels=2,
        span=3,
        column=0,
        name_col=1,
        anomalies=ANOMALIES,
    )


def _list(entry: dict[str, Any]) -> Table:
    header, rows = (tuple(tuple(row) for row in entry[key]) for key in ("header", "rows"))
    return Table(title=entry["title"], header=header, rows=rows, kind=LIST_KIND, span=2, column=3, name_col=1)


SCANNER = Scanner(dpi=200, skew=-0.7, quality=70)
"""How the specimen's scan is made: a fair scan of a library, a little askew."""


def write() -> None:
    """Write the specimen again; raises SystemExit where its fonts are not installed."""
    fonts = specimen_fonts()
    if fonts is None:
        raise SystemExit("install fonts-arphic-uming and fonts-wqy-zenhei (Debian), then run this again")
    page = specimen_page(fonts)
    RAW.mkdir(parents=True, exist_ok=True)
    pdf = render_pdf(page)
    (RAW / f"{STEM}.pdf").write_bytes(pdf)
    (RAW / f"{STEM}-scan200.jpg").write_bytes(jpeg(scanned(pdf, SCANNER), SCANNER.dpi, SCANNER.quality))
    (RAW / f"{STEM}.txt").write_text(specimen_dump(page), encoding="utf-8", newline="\n")
    truth = json.dumps(specimen_truth(page), ensure_ascii=False, indent=1)
    TRUTH.write_text(truth + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
