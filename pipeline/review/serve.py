"""The desk's server: this machine's own address and no other."""

from __future__ import annotations

import getpass
import socket
from pathlib import Path

from pipeline.decisions import FILE_NAME, read_decisions
from pipeline.errors import UsageError
from pipeline.review.cases import open_desk

ADDRESS = "127.0.0.1"
NEEDED = "The review desk needs starlette and uvicorn, which are not installed."


def serve(folder: Path, port: int, by: str) -> None:
    """Serve the desk of ``folder`` until it is interrupted. ``by`` is the reviewer, the login name where empty; ``port`` 0
    takes a free one. Raises UsageError where there is no desk, no server or no free port."""
    try:
        import uvicorn

        from pipeline.review.app import desk_app
    except ModuleNotFoundError as fault:
        raise UsageError(NEEDED, "Install them: pip install 'jiaokan[review]'.") from fault
    desk = open_desk(folder)
    read_decisions(folder / FILE_NAME)  # what cannot be read is told now, not at the first decision
    listening = _listening(port)
    port = listening.getsockname()[1]
    hosts = [f"{name}:{port}" for name in (ADDRESS, "localhost")]
    app = desk_app(desk, by.strip() or _login(), hosts)
    print(f"http://{ADDRESS}:{port}/  {sum(len(page.cases) for page in desk.pages.values())} cases; Ctrl-C ends", flush=True)  # noqa: T201
    settings = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(settings).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
        listening.listen()
    except (OSError, OverflowError) as fault:
        listening.close()
        raise UsageError(f"Port {port} cannot be had ({fault}).", "Name another with --port, or 0 for any.") from fault
    return listening


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"
