"""Text files in the encodings that archives hold, and bytes that are no text."""

from __future__ import annotations

import pytest

from pipeline.text_encoding import decoded

SIMPLIFIED = "市图书馆添置夜读书房的消息传开以后，6月21日一早，门前就排起了队。\n工作人员把音量调低了一档。\n"
TRADITIONAL = "市圖書館添置夜讀書房的消息傳開以後，門前就排起了隊。\n工作人員把音量調低了一檔，兩岸的麥田當天澆上了水。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_text(encoding: str) -> None:
    told = decoded(SIMPLIFIED.encode(encoding))
    assert told is not None
    assert told[0] == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_traditional_text_is_not_taken_for_another_encoding(encoding: str) -> None:
    """Big5 is valid GB 18030 of rare characters; only how common they are tells."""
    told = decoded(TRADITIONAL.encode(encoding))
    assert told == (TRADITIONAL, encoding)


def test_a_stray_nul_is_kept() -> None:
    """One in a hundred bytes or fewer."""
    assert decoded((SIMPLIFIED * 3 + "\0").encode()) == (SIMPLIFIED * 3 + "\0", "utf-8")


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 40, b"\xff\xff\xff", b"\xff\xfe\x00", bytes(range(256))])
def test_bytes_that_are_no_text(data: bytes) -> None:
    assert decoded(data) is None
