"""An S3-compatible store on this machine, and what it takes to reach it: no test goes to a network."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import remote

KEY, SECRET = "testing-key-id", "testing-secret-access-key"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def store(server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """An empty bucket ``archive``, as its file system; the environment says how it is reached."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    import fsspec

    fsspec.filesystem("s3").clear_instance_cache()
    monkeypatch.setattr(remote, "_system", cache(remote._system.__wrapped__))
    system = fsspec.filesystem("s3", use_listings_cache=False)
    if system.exists("archive"):
        system.rm("archive", recursive=True)
    system.mkdir("archive")
    monkeypatch.setattr(remote, "_last", [])
    return system


def fill(system: Any, folder: Path, prefix: str) -> None:
    """The files of a folder under ``archive/prefix``."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            system.pipe_file(f"archive/{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes())
