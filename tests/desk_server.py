"""A converted folder with its report, and the review desk over it, as a person starts it."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.convert import convert
from pipeline.settings import Settings

RAW = Path(__file__).parent.parent / "data" / "raw"
PDF, DUMP = RAW / "hengshui-2022-04-28-02.pdf", RAW / "hengshui-2022-04-28-02.txt"
REPORTED = Settings(report=True)


def convert_sample(out: Path) -> Path:
    """The sample page as PDF and as text dump, with the report."""
    convert([PDF, DUMP], out, REPORTED)
    return out


@dataclass(frozen=True)
class Served:
    """A desk that answers."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """Status and body; ``content_type`` is Content-Type."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    @property
    def token(self) -> str:
        found = re.search(rb'name="token" content="([^"]+)"', self.ask("GET", "/")[1])
        assert found
        return found[1].decode()

    def post(self, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
        """As the desk's own page asks, but for what ``headers`` say otherwise; an empty one is left out."""
        own = {"origin": self.address, "x_jiaokan_token": self.token, "content_type": "application/json"}
        return self.ask("POST", path, body, **{name: value for name, value in {**own, **headers}.items() if value})


@contextmanager
def desk(folder: Path, by: str = "甲") -> Iterator[Served]:
    """``jiaokan review`` in a process of its own, on a free port."""
    command = [sys.executable, "-m", "pipeline", "review", str(folder), "--port", "0", "--by", by]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        try:
            yield Served(folder, _port(running.stdout))
        finally:
            running.terminate()


def _port(stdout: IO[str] | None) -> int:
    assert stdout is not None
    found = re.match(r"http://127\.0\.0\.1:(\d+)/", stdout.readline())
    assert found
    return int(found[1])
