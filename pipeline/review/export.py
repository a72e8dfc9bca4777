"""Decisions as test cases: what was read, what was decided, and what the machine had made of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.model import Decision
from pipeline.review.cases import Desk, states


def decided_cases(desk: Desk, decisions: Sequence[Decision]) -> str:
    """JSON, one case a decided row in the order of the queue: its cells, its rules and what each reviewer decided. No times."""
    standing = states(desk, decisions)
    told: list[dict[str, Any]] = []
    for page, case in desk.ordered:
        found = standing.get((page.page_id, case["key"]))
        if found:
            told.append(
                {
                    "source": page.told["source"],
                    "sha256": page.told["sha256"],
                    "page_number": page.told["page_number"],
                    "route": page.told["route"],
                    **{name: case[name] for name in ("table", "title", "row", "class", "codes", "sums", "caps")},
                    "cells": [
                        {name: cell[name] for name in ("column", "title", "printed", "clean", "status", "readings")}
                        for cell in case["cells"]
                    ],
                    "decisions": [{**one, "column": case["cells"][one["column"]]["column"]} for one in found],
                }
            )
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
