"""What the desk serves: its page, the pictures of the report, and a small API that reads cases and appends decisions."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.decisions import FILE_NAME, append, read_decisions
from pipeline.model import Decision, Verdict
from pipeline.review.cases import ORDER, Desk, made, states
from pipeline.review.export import decided_cases
from pipeline.review.guard import Guard
from pipeline.visible import visible
from pipeline.web.html import rendered
from pipeline.web.words import words

HERE = Path(__file__).parent
ASSETS = {
    "desk.css": (HERE / "assets" / "desk.css", "text/css"),
    "desk.js": (HERE / "assets" / "desk.js", "text/javascript"),
    "edition.css": (HERE.parent / "web" / "edition.css", "text/css"),
}
LONGEST = 500
"""Characters of a value or a reason."""


def desk_app(desk: Desk, by: str, hosts: list[str], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Guard:
    """The desk for one reviewer, answering to ``hosts`` (name and port) alone."""
    token = secrets.token_urlsafe(32)
    served = _Served(desk, by, token, now)
    routes = [
        Route("/", served.page),
        Route("/favicon.ico", served.no_icon),
        Route("/assets/{name}", served.asset),
        Route("/ink/{name}", served.ink),
        Route("/sheets/{name}", served.sheet),
        Route("/api/queue", served.queue),
        Route("/api/case/{page_id}/{key}", served.case),
        Route("/api/decide", served.decide, methods=["POST"]),
        Route("/api/undo", served.undo, methods=["POST"]),
        Route("/export.json", served.export),
    ]
    return Guard(Starlette(routes=routes), hosts, token)


class _Served:
    """What answers. Nothing is read but the desk's own files, and pictures that a case names."""

    def __init__(self, desk: Desk, by: str, token: str, now: Callable[[], datetime]) -> None:
        self._desk, self._by, self._token, self._now = desk, by, token, now
        self._file = desk.folder / FILE_NAME
        pages = desk.pages.values()
        self._inks = {case["ink"]["name"] for page in pages for case in page.cases.values() if case["ink"]}
        self._sheets = {f"{page.page_id}.jpg" for page in pages}

    async def page(self, _: Request) -> Response:
        html = rendered(HERE / "templates", "desk.html", token=self._token, by=self._by, classes=ORDER, words=_for_script())
        return Response(html, media_type="text/html")

    async def no_icon(self, _: Request) -> Response:
        return Response(status_code=204)

    async def asset(self, request: Request) -> Response:
        path, kind = ASSETS.get(request.path_params["name"], (None, ""))
        return _nothing() if path is None else FileResponse(path, media_type=kind)

    async def ink(self, request: Request) -> Response:
        return self._picture("ink", request.path_params["name"], self._inks)

    async def sheet(self, request: Request) -> Response:
        return self._picture("sheets", request.path_params["name"], self._sheets)

    def _picture(self, folder: str, name: str, known: set[str]) -> Response:
        """A picture a case names; a link out of the folder leads nowhere."""
        path = self._desk.folder / "report" / folder / name
        if name not in known or not path.is_file() or not path.resolve().is_relative_to(self._desk.folder.resolve()):
            return _nothing()
        return FileResponse(path)

    async def queue(self, _: Request) -> Response:
        standing = states(self._desk, read_decisions(self._file))
        told = [
            {
                "page": page.page_id,
                "source": visible(page.told["source"]),
                "issue": visible(f"{page.told['paper']} {page.told['issue_date']}".strip()),
                "decisions": standing.get((page.page_id, case["key"]), []),
                **{name: case[name] for name in ("key", "class", "title", "row", "place", "codes")},
            }
            for page, case in self._desk.ordered
        ]
        return JSONResponse({"by": self._by, "cases": told})

    async def case(self, request: Request) -> Response:
        found = self._desk.case(request.path_params["page_id"], request.path_params["key"])
        if found is None:
            return _nothing()
        page, case = found
        sheet = {name: page.told[name] for name in ("width", "height", "route")}
        return JSONResponse(case | sheet | {"page": page.page_id, "sheet": self._sheet_exists(page.page_id)})

    def _sheet_exists(self, page_id: str) -> bool:
        return (self._desk.folder / "report" / "sheets" / f"{page_id}.jpg").is_file()

    async def decide(self, request: Request) -> Response:
        """Append a decision a changed cell; answers with their number."""
        try:
            decided = self._decisions(json.loads(await request.body()))
        except (ValueError, KeyError, TypeError) as fault:
            return PlainTextResponse(f"no decision: {fault}", 400)
        append(self._file, decided)
        return JSONResponse({"saved": len(decided)})

    def _decisions(self, asked: Any) -> list[Decision]:
        found = self._desk.case(str(asked["page"]), str(asked["key"]))
        if found is None:
            raise ValueError("there is no such case")
        page, case = found
        reason, at = _line(asked.get("reason", "")), self._at()
        changes = [(int(column), _line(after), Verdict(verdict)) for column, after, verdict in asked["changes"]]
        if not changes or len(changes) > len(case["cells"]) or any(verdict is Verdict.WITHDRAWN for _, _, verdict in changes):
            raise ValueError("nothing is decided")
        return [made(page, case, change, self._by, at, reason) for change in changes]

    async def undo(self, request: Request) -> Response:
        """Take back this reviewer's last decision that stands, all cells of it; also after a restart."""
        await request.body()
        last: list[Decision] = []
        standing: dict[tuple[object, ...], Decision] = {}
        for each in read_decisions(self._file):
            place = (each.sha256, each.page_number, each.half, each.table, each.row, each.column)
            if each.by == self._by:
                standing.pop(place, None)
                if each.verdict is not Verdict.WITHDRAWN:
                    standing[place] = each
        for each in reversed(standing.values()):
            if not last or _case_of(each) == _case_of(last[0]):
                last.append(each)
        at = self._at()
        append(self._file, [replace(each, verdict=Verdict.WITHDRAWN, after="", reason="", at=at) for each in reversed(last)])
        if not last:
            return JSONResponse({"undone": 0})
        sheet = [last[0].sha256, last[0].page_number, last[0].half]
        names = ("sha256", "page_number", "half")
        found = (each for each, page in self._desk.pages.items() if [page.told[name] for name in names] == sheet)
        page_id = next(found, "")
        return JSONResponse({"undone": len(last), "page": page_id, "key": f"t{last[0].table}-r{last[0].row}"})

    async def export(self, _: Request) -> Response:
        told = decided_cases(self._desk, read_decisions(self._file))
        headers = {"content-disposition": 'attachment; filename="decided-cases.json"'}
        return Response(told.encode(errors="replace"), media_type="application/json", headers=headers)

    def _at(self) -> str:
        return self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _case_of(decision: Decision) -> tuple[object, ...]:
    """What was decided together."""
    return decision.at, decision.sha256, decision.page_number, decision.half, decision.table, decision.row


def _line(text: object) -> str:
    """A value as a person types it: one line, no characters that cannot be seen."""
    if not isinstance(text, str) or len(text) > LONGEST:
        raise ValueError(f"a value is a text of at most {LONGEST} characters")
    if visible(text) != text or "\n" in text or "\t" in text:
        raise ValueError("a value holds no control characters")
    return text.strip()


def _nothing() -> Response:
    return PlainTextResponse("there is nothing here", 404)


def _for_script() -> dict[str, Any]:
    return {name: words()[name] for name in ("desk", "class", "verdict", "why", "status", "code")}
