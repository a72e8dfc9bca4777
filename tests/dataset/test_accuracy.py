"""The sample is stratified and the same everywhere; the rates and intervals are those of the literature and of scipy."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from pipeline.dataset import accuracy
from pipeline.dataset.accuracy import Part, allotted, draw, estimate, rates, read_sheet, wilson
from pipeline.errors import UsageError
from pipeline.release import read_package
from tests.answer import Run

CLEAN = Path(__file__).parent.parent.parent / "data" / "clean"


def checked(path: Path, wrong: int = 0, value: str = "clean_right") -> None:
    """Fill a sheet in: the first ``wrong`` cells are wrong, the others right."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["printed_right"] = row["clean_right"] = "y"
        if number < wrong:
            row[value] = "n"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, accuracy.SHEET)
        writer.writeheader()
        writer.writerows(rows)


def test_a_sample_has_every_route_and_field_by_its_share() -> None:
    package = read_package(CLEAN)
    rows = [dict(zip(accuracy.SHEET, row, strict=True)) for row in draw(package, 200)]
    assert len(rows) == 200
    counts = Counter((row["route"], row["field"]) for row in rows)
    sizes = {stratum: len(cells) for stratum, cells in accuracy.strata(package).items()}
    assert set(counts) == set(sizes)
    whole = sum(sizes.values())
    assert all(abs(counts[each] - 200 * sizes[each] / whole) <= 2.5 for each in sizes)
    assert len({(row["table_id"], row["row"], row["column"]) for row in rows}) == 200
    assert all(row["printed_right"] == "" for row in rows)


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    package = read_package(CLEAN)
    assert draw(package, 60, seed=1) == draw(package, 60, seed=1)
    assert draw(package, 60, seed=1) != draw(package, 60, seed=2)


def test_a_larger_sample_holds_the_smaller_one_within_a_stratum() -> None:
    """The order of cells does not depend on how many are drawn: whoever checked 60 goes on."""
    package = read_package(CLEAN)
    keys = [{tuple(row[7:10]) for row in draw(package, count)} for count in (60, 120)]
    assert len(keys[0] - keys[1]) <= 3  # largest remainders may go elsewhere


@settings(deadline=None)
@given(
    st.dictionaries(st.tuples(st.text(max_size=2), st.text(max_size=2)), st.integers(1, 500), min_size=1, max_size=9), st.data()
)
def test_allotment_gives_all_and_each_at_least_one(sizes: dict[tuple[str, str], int], data: st.DataObject) -> None:
    count = data.draw(st.integers(len(sizes), 600))
    shares = allotted(sizes, count)
    assert sum(shares.values()) == min(count, sum(sizes.values()))
    assert all(1 <= shares[each] <= sizes[each] for each in sizes)


def test_too_small_a_sample_says_how_many_are_needed() -> None:
    with pytest.raises(UsageError, match="strata"):
        draw(read_package(CLEAN), 3)


@settings(deadline=None)
@given(st.integers(1, 2000), st.data())
def test_the_interval_is_that_of_scipy(number: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, number))
    known = binomtest(wrong, number).proportion_ci(0.95, method="wilson")
    low, high = wilson(wrong / number, number)
    assert low == pytest.approx(known.low, abs=1e-9)
    assert high == pytest.approx(known.high, abs=1e-9)


def test_the_interval_is_that_of_a_worked_example() -> None:
    """Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, score method without continuity correction."""
    for wrong, number, low, high in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)]:
        assert [round(bound, 4) for bound in wilson(wrong / number, number)] == [low, high]


def test_one_stratum_alone_is_a_plain_sample() -> None:
    rate = estimate([Part(1000, 200, 10)])
    assert (rate.rate, rate.low, rate.high) == pytest.approx((0.05, *wilson(0.05, 200)))


def test_strata_are_weighted_by_their_size() -> None:
    """9000 cells without an error and 1000 with one in ten: one in a hundred, and wider than a plain sample would be."""
    rate = estimate([Part(9000, 100, 0), Part(1000, 100, 10)])
    assert rate.rate == pytest.approx(0.01)
    plain = wilson(0.01, 200)
    assert rate.low < rate.rate < rate.high
    assert rate.high - rate.low > plain[1] - plain[0]


def test_no_error_found_is_not_no_error() -> None:
    rate = estimate([Part(500, 50, 0), Part(500, 50, 0)])
    assert (rate.rate, rate.low) == (0, 0)
    assert rate.high == pytest.approx(wilson(0, 100)[1])
    assert estimate([Part(990, 50, 0), Part(10, 50, 0)]).high > rate.high  # all weight on half of the sample


def test_the_commands_go_from_sample_to_release(tmp_path: Path, run: Run) -> None:
    sheet = tmp_path / "sheet.csv"
    assert run("sample", str(CLEAN), "-n", "150", "--to", str(sheet)).code == 0
    assert run("accuracy", str(sheet)).code == 2  # nothing was checked yet
    checked(sheet, wrong=3)
    answer = run("accuracy", str(sheet))
    assert answer.code == 0
    assert "clean   all         all" in answer.out
    assert "   3 of  150 wrong" in answer.out
    out = tmp_path / "release"
    assert run("release", str(CLEAN), "--to", str(out), "--checked", str(sheet)).code == 0
    rows = list(read_package(out).records("accuracy"))
    whole = next(row for row in rows if (row["value"], row["route"], row["field"]) == ("clean", "all", "all"))
    assert (whole["checked"], whole["wrong"]) == ("150", "3")
    assert float(whole["low"]) < float(whole["error_rate"]) < float(whole["high"])
    assert {row["route"] for row in rows} == {"all", "ocr", "plain_text", "text_layer"}
    assert "Checked by hand" in (out / "datasheet.md").read_text(encoding="utf-8")
    assert run("verify", str(out)).code == 0


def test_a_sheet_is_never_overwritten(tmp_path: Path, run: Run) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("a week of checking", encoding="utf-8")
    assert run("sample", str(CLEAN), "--to", str(sheet)).code == 2
    assert sheet.read_text(encoding="utf-8") == "a week of checking"


def test_a_sheet_of_a_spreadsheet_is_read(tmp_path: Path, run: Run) -> None:
    """GB 18030, CR LF, capital letters, Chinese verdicts, cells left out."""
    sheet = tmp_path / "sheet.csv"
    run("sample", str(CLEAN), "-n", "60", "--to", str(sheet))
    checked(sheet)
    text = sheet.read_text(encoding="utf-8-sig").replace(",y,y,", ",Y,是,").replace(",Y,是,", ",,错,", 1)
    sheet.write_bytes(text.encode("gb18030"))
    whole = {value: rate for value, route, field, rate in rates(read_sheet(sheet)) if (route, field) == ("all", "all")}
    assert (whole["printed"].checked, whole["clean"].checked, whole["clean"].wrong) == (59, 60, 1)


@pytest.mark.parametrize(("verdict", "told"), [("maybe", "maybe"), ("2", "Say y or n")])
def test_a_verdict_is_yes_or_no(tmp_path: Path, run: Run, verdict: str, told: str) -> None:
    sheet = tmp_path / "sheet.csv"
    run("sample", str(CLEAN), "-n", "60", "--to", str(sheet))
    checked(sheet)
    text = sheet.read_text(encoding="utf-8-sig").replace(",y,y,", f",y,{verdict},", 1)
    sheet.write_text(text, encoding="utf-8")
    answer = run("accuracy", str(sheet))
    assert answer.code == 2
    assert told in answer.err


def test_a_sheet_of_other_data_is_refused(tmp_path: Path, run: Run) -> None:
    sheet = tmp_path / "sheet.csv"
    run("sample", str(CLEAN), "-n", "60", "--to", str(sheet))
    checked(sheet)
    text = sheet.read_text(encoding="utf-8-sig").replace("-p1-t1,", "-p9-t1,", 1)
    sheet.write_text(text, encoding="utf-8")
    answer = run("release", str(CLEAN), "--to", str(tmp_path / "release"), "--checked", str(sheet))
    assert answer.code == 2
    assert "no cell" in answer.err


def test_another_file_is_no_sheet(tmp_path: Path, run: Run) -> None:
    answer = run("accuracy", str(CLEAN / "pages.csv"))
    assert answer.code == 2
    assert "no sheet" in answer.err
