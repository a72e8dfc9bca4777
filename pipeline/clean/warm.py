"""Imported where workers are forked from: the lists that this stage asks of every page, loaded once and shared by them."""

from __future__ import annotations

from pipeline.clean.entities import places
from pipeline.clean.keywords import keywords

places("河北")
keywords("河北")
