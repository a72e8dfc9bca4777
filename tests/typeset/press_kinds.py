"""All kinds of press tables: importing this module fills ``MAKERS``."""

from __future__ import annotations

from tests.typeset import press_figures, press_matches, press_prices, press_settings, press_shapes
from tests.typeset.press_tables import MAKERS, press_table

__all__ = ["MAKERS", "press_figures", "press_matches", "press_prices", "press_settings", "press_shapes", "press_table"]
