"""The debugging picture: every region in its article's colour, at its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from typer.testing import CliRunner

from pipeline.articles import assemble
from pipeline.commands.app import app
from pipeline.inspection_picture import SCALE, draw_page
from pipeline.layout import lay_out
from tests.hand_set import block, line, page_of
from tests.typeset.designs import designed_page
from tests.typeset.page import typeset
from tests.typeset.pdf import render_pdf

TEXT = "湖城开渠放水两岸农户照表浇地"


def test_articles_have_colours_of_their_own(tmp_path: Path) -> None:
    lines = [line("石桥通车", 80, 80, 24), *block(TEXT, 50, 112, 12), line("湖城开渠", 330, 80, 24), *block(TEXT, 300, 112, 12)]
    page = assemble(lay_out(page_of(lines)))
    paper = np.full((round(page.height * SCALE), round(page.width * SCALE)), 255, np.uint8)
    draw_page(page, paper, tmp_path / "page.png")
    with Image.open(tmp_path / "page.png") as drawn:
        pixels = np.asarray(drawn)
    first, second, white = (pixels[round(y * SCALE), round(x * SCALE)] for x, y in ((120, 250), (370, 250), (250, 250)))
    assert tuple(white) == (255, 255, 255)
    assert len({tuple(first), tuple(second), tuple(white)}) == 3


def test_inspect_draws_where_it_is_told(tmp_path: Path) -> None:
    pdf, png = tmp_path / "page.pdf", tmp_path / "page.png"
    page = typeset(designed_page("tabloid", 0))
    pdf.write_bytes(render_pdf(page))
    assert CliRunner().invoke(app, ["inspect", str(pdf), "--png", str(png)]).exit_code == 0
    with Image.open(png) as drawn:
        style = page.spec.style
        assert drawn.size == (round(style.width * SCALE), round(style.height * SCALE))
        ink = np.asarray(drawn.convert("HSV"))[..., 1]
    assert (ink > 100).any()


def test_a_text_dump_cannot_be_drawn(tmp_path: Path) -> None:
    dump = tmp_path / "page.txt"
    dump.write_text("湖城开渠\n本报讯（记者王斌）渠水到了田头。\n", encoding="utf-8")
    fault = CliRunner().invoke(app, ["inspect", str(dump), "--png", str(tmp_path / "page.png")]).exception
    assert "text dump" in str(fault)
    assert not (tmp_path / "page.png").exists()
