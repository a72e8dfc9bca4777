"""Imported where workers are forked from, so that each of them has the dictionary and none has to load it."""

from __future__ import annotations

from pipeline.words import segmenter

segmenter()
