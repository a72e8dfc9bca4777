"""What several tests share: the command, run in this process."""

from __future__ import annotations

import os
import signal
import sys
import threading

import pytest
from hypothesis import settings

from pipeline.__main__ import main
from tests.answer import Answer, Run

# A test run says the same of the same tree; `make properties` looks for new counterexamples, which then become test cases.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Where the tests run in the background, a shell has Ctrl-C ignored, and the commands that tests interrupt would inherit that.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)


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
