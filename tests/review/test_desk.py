"""The desk as its page asks it, and as nobody may."""

from __future__ import annotations

import json
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.decisions import read_decisions
from pipeline.errors import UsageError
from pipeline.model import Verdict
from pipeline.review.cases import open_desk
from pipeline.review.export import decided_cases
from pipeline.review.guard import LARGEST_BODY
from tests.answer import Run
from tests.desk_server import Served, convert_sample, desk


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return convert_sample(tmp_path_factory.mktemp("desk") / "out")


@pytest.fixture(scope="module")
def _served(converted: Path) -> Iterator[Served]:
    with desk(converted) as served:
        yield served


@pytest.fixture
def served(_served: Served) -> Served:
    (_served.folder / "decisions.csv").unlink(missing_ok=True)
    return _served


def queue(served: Served) -> list[dict[str, Any]]:
    status, body = served.ask("GET", "/api/queue")
    assert status == 200
    found: list[dict[str, Any]] = json.loads(body)["cases"]
    return found


def decide(served: Served, case: dict[str, Any], *changes: list[object], reason: str = "") -> tuple[int, bytes]:
    return served.post("/api/decide", json.dumps({**case_of(case), "changes": changes, "reason": reason}).encode())


def case_of(case: dict[str, Any]) -> dict[str, str]:
    return {"page": case["page"], "key": case["key"]}


def test_the_queue_begins_with_what_a_decision_changes_most(served: Served) -> None:
    cases = queue(served)
    assert [(case["class"], case["place"]) for case in cases[:4]] == [("suggested", "序号 21")] * 2 + [
        ("imputed", "序号 63")
    ] * 2
    assert {case["class"] for case in cases[4:]} == {"changed"}


def test_a_case_has_its_candidates_and_its_sum(served: Served) -> None:
    row = next(case for case in queue(served) if case["place"] == "序号 63" and "pdf" in case["source"])
    case = json.loads(served.ask("GET", f"/api/case/{row['page']}/{row['key']}")[1])
    assert case["candidates"][0]["changes"] == [[4, "28.8", "paper_error"], [5, "28.8", "paper_error"]]
    assert (case["sums"], case["caps"][-1]) == ([{"total": 2, "parts": [3, 4, 5], "minus": [], "tolerance": "0"}], [5, "40"])
    status, picture = served.ask("GET", f"/ink/{case['ink']['name']}")
    assert (status, picture[8:12]) == (200, b"WEBP")
    assert served.ask("GET", f"/sheets/{row['page']}.jpg")[0] == 200


def test_a_decision_is_one_line_for_each_cell(served: Served) -> None:
    case = next(each for each in queue(served) if each["place"] == "序号 63")
    assert decide(served, case, [4, "28.8", "paper_error"], [5, "ignored", "as_printed"], reason="看原件") == (
        200,
        b'{"saved":2}',
    )
    one, other = read_decisions(served.folder / "decisions.csv")
    assert (one.column, one.before, one.verdict, one.after) == ("residential_score", "57.6", Verdict.PAPER_ERROR, "28.8")
    assert (one.reason, one.by, one.at) == ("看原件", "甲", other.at)
    assert (other.before, other.verdict, other.after) == ("0", Verdict.AS_PRINTED, "0")
    decided = next(each for each in queue(served) if case_of(each) == case_of(case))["decisions"]
    assert [(each["by"], each["after"], each["disputed"]) for each in decided] == [("甲", "28.8", False), ("甲", "0", False)]


def test_undo_takes_back_the_last_case_whole_and_adds_lines(served: Served) -> None:
    first, second = queue(served)[:2]
    decide(served, first, [1, "甲社区", "misread"])
    decide(served, second, [1, "乙社区", "misread"], [2, "1", "misread"])
    before = (served.folder / "decisions.csv").read_bytes()
    assert json.loads(served.post("/api/undo", b"{}")[1]) == {"undone": 2, **case_of(second)}
    assert [bool(each["decisions"]) for each in queue(served)[:2]] == [True, False]
    assert json.loads(served.post("/api/undo", b"{}")[1]) == {"undone": 1, **case_of(first)}
    assert json.loads(served.post("/api/undo", b"{}")[1]) == {"undone": 0}
    assert (served.folder / "decisions.csv").read_bytes().startswith(before)


def test_two_reviewers_are_told_apart(served: Served) -> None:
    case = queue(served)[0]
    decide(served, case, [1, "甲社区", "misread"])
    with desk(served.folder, by="乙") as other:
        decide(other, case, [1, "乙社区", "misread"])
        decided = queue(other)[0]["decisions"]
        assert [(each["by"], each["after"], each["disputed"]) for each in decided] == [
            ("乙", "乙社区", True),
            ("甲", "甲社区", True),
        ]
        other.post("/api/undo", b"{}")  # one's own, and not the other's
    assert [each["by"] for each in queue(served)[0]["decisions"]] == ["甲"]


@pytest.mark.parametrize(
    "asked",
    [
        {"changes": [[1, "x", "withdrawn"]]},
        {"changes": [[1, "x", "perhaps"]]},
        {"changes": [[99, "x", "misread"]]},
        {"changes": [[-1, "x", "misread"]]},
        {"changes": [[1, "x" * 501, "misread"]]},
        {"changes": [[1, "a\nb", "misread"]]},
        {"changes": [[1, "\u202ex", "misread"]]},
        {"changes": [[1, 7, "misread"]]},
        {"changes": [[1, "x", "misread"]] * 9},
        {"changes": []},
        {"changes": [[1, "x", "misread"]], "key": "t1-r0"},
        {"changes": [[1, "x", "misread"]], "page": "../.."},
        {},
    ],
)
def test_what_is_no_decision_is_refused_and_not_written(served: Served, asked: dict[str, Any]) -> None:
    body = json.dumps({**case_of(queue(served)[0]), **asked}).encode()
    assert served.post("/api/decide", body)[0] == 400
    assert served.post("/api/decide", b"[")[0] == 400
    assert not (served.folder / "decisions.csv").exists()


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.example.org:{port}", ""]
)
def test_another_name_for_this_machine_is_refused(served: Served, host: str) -> None:
    for path in ("/", "/api/queue", "/assets/desk.js"):
        assert served.ask("GET", path, host=host.format(port=served.port))[0] == 421
    assert served.ask("GET", "/", host=f"localhost:{served.port}")[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://example.org"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://127.0.0.1:{port}"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"x_jiaokan_token": ""},
        {"x_jiaokan_token": "wrong"},
    ],
)
def test_a_request_of_another_page_is_refused(served: Served, headers: dict[str, str]) -> None:
    body = json.dumps({**case_of(queue(served)[0]), "changes": [[1, "x", "misread"]]}).encode()
    told = {name: value.format(port=served.port) for name, value in headers.items()}
    assert served.post("/api/decide", body, **told)[0] == 403
    assert served.post("/api/decide", body, content_type="text/plain")[0] == 415
    assert served.ask("GET", "/api/decide")[0] == 405
    assert not (served.folder / "decisions.csv").exists()


def test_other_pages_cannot_read_the_desk(served: Served) -> None:
    assert served.ask("GET", "/api/queue", origin="http://example.org")[0] == 403
    assert served.ask("GET", "/", sec_fetch_site="cross-site")[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "/ink/..%2F..%2F..%2Fpages.csv",
        "/ink/%2e%2e/pages.csv",
        "/ink/../../pages.csv",
        "/sheets/..%2F..%2Fpages.csv",
        "/sheets/secret.jpg",
        "/assets/..%2Fapp.py",
        "/assets/%2Fetc%2Fpasswd",
        "//etc/passwd",
        "/decisions.csv",
        "/pages.csv",
        "/api/case/..%2F/page",
    ],
)
def test_nothing_outside_is_readable(served: Served, path: str) -> None:
    (served.folder / "report" / "sheets" / "secret.jpg").write_bytes(b"no case names it")
    assert served.ask("GET", path)[0] == 404


def test_a_link_out_of_the_folder_leads_nowhere(served: Served, tmp_path: Path) -> None:
    name = json.loads(served.ask("GET", f"/api/case/{queue(served)[1]['page']}/t1-r62")[1])["ink"]["name"]
    path, kept = served.folder / "report" / "ink" / name, tmp_path / "kept.webp"
    shutil.move(path, kept)
    path.symlink_to(kept)
    try:
        assert served.ask("GET", f"/ink/{name}")[0] == 404
    finally:
        path.unlink()
        shutil.move(kept, path)


def test_a_body_of_a_gigabyte_is_refused_by_its_length(served: Served) -> None:
    """The server answers before it is sent."""
    head = (
        f"POST /api/decide HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nOrigin: {served.address}\r\n"
        f"X-Jiaokan-Token: {served.token}\r\nContent-Type: application/json\r\nContent-Length: {1 << 30}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_a_body_without_a_length_is_cut_off(served: Served) -> None:
    """Chunk after chunk: refused once it is too large, whatever it would have come to. No more is sent than that: a server
    that closes with bytes unread takes its answer back."""
    head = (
        f"POST /api/decide HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nOrigin: {served.address}\r\n"
        f"X-Jiaokan-Token: {served.token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as connection:
        connection.sendall(head.encode() + chunk * (LARGEST_BODY // 0x4000) + b"1\r\n \r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
    assert not (served.folder / "decisions.csv").exists()


def test_decided_cases_are_exported_for_tests(served: Served, run: Run, tmp_path: Path) -> None:
    case = next(each for each in queue(served) if each["place"] == "序号 63" and "pdf" in each["source"])
    decide(served, case, [4, "28.8", "paper_error"])
    assert run("review", served.folder, "--export", tmp_path / "cases.json").code == 0
    told = (tmp_path / "cases.json").read_text(encoding="utf-8")
    assert told.encode() == served.ask("GET", "/export.json")[1]
    (exported,) = json.loads(told)
    assert (exported["source"], exported["row"]) == ("hengshui-2022-04-28-02.pdf", 62)
    assert exported["cells"][4]["printed"] == "57.6"
    assert [(each["column"], each["after"]) for each in exported["decisions"]] == [("residential_score", "28.8")]
    assert '"at"' not in told
    assert decided_cases(open_desk(served.folder), ()) == "[]\n"


def test_a_folder_that_is_no_desk_is_wrong_use(run: Run, converted: Path, tmp_path: Path) -> None:
    assert "holds no converted pages" in run("review", tmp_path).err
    shutil.copytree(converted, tmp_path / "out")
    (tmp_path / "out" / "decisions.csv").write_text("a\n", encoding="utf-8")
    answer = run("review", tmp_path / "out", "--port", "0")
    assert (answer.code, "has no column" in answer.err, answer.err.count("\n")) == (2, True, 1)
    shutil.rmtree(tmp_path / "out" / "report")
    answer = run("review", tmp_path / "out")
    assert (answer.code, "was converted without a report" in answer.err) == (2, True)
    with pytest.raises(UsageError):
        open_desk(tmp_path / "out")


def test_a_port_that_is_taken_is_wrong_use(run: Run, served: Served) -> None:
    answer = run("review", served.folder, "--port", served.port)
    assert (answer.code, f"Port {served.port} cannot be had" in answer.err) == (2, True)


def test_without_the_server_libraries_the_remedy_is_named(run: Run, converted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    answer = run("review", converted)
    assert (answer.code, "pip install 'jiaokan[review]'" in answer.err, answer.err.count("\n")) == (2, True, 1)
