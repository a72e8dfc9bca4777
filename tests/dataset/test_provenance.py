"""Every value of the sample's score table leads back to its page, its box, its readings, its rule and its decision."""

from __future__ import annotations

import shutil
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pypdfium2
import pytest
from PIL import Image

import pipeline
from pipeline.dataset.provenance import Trace
from pipeline.errors import UsageError

ROOT = Path(__file__).parent.parent.parent
RAW, CLEAN = ROOT / "data" / "raw", ROOT / "data" / "clean"
PRINTED = ["rank", "name", "total", "community_score", "residential_score", "lane_score"]
INK = 128
MARGIN = 1.5
"""Points inside a cell's box that its rules take."""


def of_route(route: str) -> pd.DataFrame:
    scores = pipeline.load(CLEAN, "community_scores")
    pages = pipeline.load(CLEAN, "pages")
    return scores[scores.page_id.isin(pages[pages.route == route].page_id)]


def traces(route: str) -> list[tuple[Trace, object]]:
    """Each cell of the table by that route with the published value."""
    frame = of_route(route)
    return [(pipeline.provenance(frame, row, column), frame.at[row, column]) for row in frame.index for column in PRINTED]


def same(clean: str, value: object) -> bool:
    return clean == value if isinstance(value, str) else Decimal(clean) == Decimal(str(value))


def ink(picture: Image.Image, border: int) -> int:
    """Dark pixels away from the edges, where a cell's rules are."""
    grey = np.asarray(picture.convert("L"))
    return int((grey[border:-border, border:-border] < INK).sum())


@pytest.mark.parametrize("route", ["text_layer", "ocr", "plain_text"])
def test_all_390_cells_lead_to_their_decision(route: str) -> None:
    found = traces(route)
    assert len(found) == 390
    for trace, value in found:
        assert same(trace.clean, value)
        assert trace.route == route
        assert (RAW / trace.source).is_file()
        assert trace.engine
        changed = [each for each in trace.repairs if each["status"] == "applied" and each["after"] == trace.clean]
        if trace.status == "as_printed":
            assert trace.printed == trace.clean
            assert not trace.rule
        else:
            assert trace.rule
            assert [each["rule"] for each in changed] == [trace.rule]
            assert all(each["evidence"] for each in changed)
            assert trace.findings  # what is odd is said
    statuses = pd.Series([trace.status for trace, _ in found]).value_counts().to_dict()
    assert statuses == {"as_printed": 386, "corrected": 2, "imputed": 2}


def test_all_390_boxes_of_the_pdf_hold_the_printed_text() -> None:
    """An independent reader finds in each box just what was read, and the crop shows ink where something is printed."""
    with pypdfium2.PdfDocument(RAW / "hengshui-2022-04-28-02.pdf") as document:
        page = document[0]
        text = page.get_textpage()
        height = page.get_height()
        for trace, _ in traces("text_layer"):
            assert trace.box is not None
            box = trace.box.grown(-MARGIN)
            printed = text.get_text_bounded(left=box.x0, bottom=height - box.y1, right=box.x1, top=height - box.y0)
            assert "".join(printed.split()) == "".join(trace.printed.split()), trace
            assert (ink(trace.crop(RAW, margin=0), 5) > 0) == bool(trace.printed), trace
        text.close()
        page.close()


def test_all_390_crops_of_the_scan_show_what_the_pdf_shows() -> None:
    """The scan is askew and of another resolution: each crop is still that cell, by the ink of both."""
    pairs = list(zip(traces("text_layer"), traces("ocr"), strict=True))
    profiles = []
    for (sharp, _), (scanned, _) in pairs:
        one, other = sharp.crop(RAW, margin=0).convert("L"), scanned.crop(RAW, margin=0).convert("L")
        assert (ink(other, 6) > 0) == bool(scanned.printed), scanned
        profiles.append([np.asarray(each.resize((96, 28)), float)[6:-6, 8:-8].sum(axis=0) for each in (one, other)])
    printed = [place for place, ((sharp, _), _) in enumerate(pairs) if sharp.printed]
    alike = [float(np.corrcoef(*profiles[place])[0, 1]) for place in printed]
    assert min(alike) > 0.8
    names = [place for place in printed if pairs[place][0][0].column == "name"]
    shifted = [float(np.corrcoef(profiles[a][0], profiles[b][1])[0, 1]) for a, b in pairwise(names)]
    assert np.mean(shifted) < min(alike)  # the check can fail: the name of the row below is another picture


def test_a_derived_column_leads_to_the_one_it_is_part_of() -> None:
    frame = of_route("text_layer")
    row = frame.index[frame["rank"] == 64][0]
    trace = pipeline.provenance(frame, row, "community")
    assert (trace.derived_from, trace.clean, trace.rule) == ("name", "衡水高新区达观社区", "name_from_list")
    assert "is a part of name" in str(trace)


def test_the_merged_row_is_told_in_words_and_shown() -> None:
    frame = of_route("ocr")
    trace = pipeline.provenance(frame, frame.index[frame["rank"] == 63][0], "residential_score")
    assert (trace.printed, trace.clean, trace.status) == ("57.6", "28.8", "imputed")
    assert {text for _, text, _ in trace.readings} == {"57.6"}
    assert "17.4 + 57.6 + 0 = 75" in str(trace)
    assert "share-exceeded" in str(trace)
    shown = trace._repr_html_()
    assert "<img src" in shown
    assert "57.6 → 28.8" in shown


def test_filtered_and_sorted_frames_keep_their_way_back() -> None:
    frame = pipeline.load(CLEAN, "community_scores")
    some = frame[frame.flagged].sort_values("total")
    trace = pipeline.provenance(some, some.index[0], "total")
    assert same(trace.clean, some.total.iloc[0])


def test_a_bare_frame_is_asked_for_its_folder() -> None:
    bare = pd.read_csv(CLEAN / "community_scores.csv")
    with pytest.raises(UsageError, match="give folder"):
        pipeline.provenance(bare, 0, "total")
    assert pipeline.provenance(bare, 0, "total", folder=CLEAN).clean == "93.6"


@pytest.mark.parametrize(
    ("row", "column", "told"), [(9999, "total", "no row"), (0, "colour", "rank, name"), (0, "page_id", "no column")]
)
def test_what_is_not_there_is_told(row: int, column: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        pipeline.provenance(pipeline.load(CLEAN, "community_scores"), row, column)


def test_a_crop_needs_the_file_that_was_converted(tmp_path: Path) -> None:
    frame = of_route("text_layer")
    trace = pipeline.provenance(frame, frame.index[0], "total")
    with pytest.raises(UsageError, match="not there"):
        trace.crop(tmp_path)
    shutil.copyfile(RAW / "hengshui-2022-04-28-02.txt", tmp_path / trace.source)
    with pytest.raises(UsageError, match="another file"):
        trace.crop(tmp_path)
    dump = of_route("plain_text")
    with pytest.raises(UsageError, match="text dump"):
        pipeline.provenance(dump, dump.index[0], "total").crop(RAW)
