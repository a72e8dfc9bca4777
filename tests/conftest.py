"""What several tests share: the command, run in this process."""

from __future__ import annotations

import sys

import pytest

from pipeline.__main__ import main
from tests.answer import Answer, Run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process."""

    def command(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["jiaokan", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return Answer(int(end.value.code or 0), out, err)

    return command
