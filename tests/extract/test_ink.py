"""Pieces of ink: what touches is one, what stands within another's hole is not."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ink import Mask, pieces


def boxes(mask: Mask) -> list[tuple[int, ...]]:
    return [piece[:4] for piece in pieces(mask)]


def test_no_ink_is_no_piece() -> None:
    assert boxes(np.zeros((5, 5), np.uint8)) == []


def test_what_touches_at_a_corner_is_one_piece_and_what_stands_in_a_ring_another() -> None:
    mask = np.zeros((12, 12), np.uint8)
    mask[0:9, 0:9] = 1
    mask[1:8, 1:8] = 0
    mask[4, 4] = 1
    mask[9, 9] = 1
    assert boxes(mask) == [(0, 0, 10, 10), (4, 4, 1, 1)]


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 30), st.sampled_from([0.05, 0.3, 0.6, 0.95]))
def test_the_pieces_are_the_connected_components(seed: int, height: int, width: int, share: float) -> None:
    mask = (np.random.default_rng(seed).random((height, width)) < share).astype(np.uint8)
    _, _, labelled, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    assert sorted(boxes(mask)) == sorted(tuple(row[:4]) for row in labelled[1:].tolist())
