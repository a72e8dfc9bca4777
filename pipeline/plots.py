"""Chinese labels on matplotlib's figures, for notebooks."""

from __future__ import annotations

import logging
from dataclasses import dataclass

FONTS = (
    "WenQuanYi Zen Hei",
    "AR PL UMing CN",
    "Noto Sans CJK SC",
    "Noto Serif CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
)
"""Fonts with simplified characters that Debian, Windows and macOS bring; the first that is installed is taken."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Called with Chinese and English words: both where there is a Chinese font, else the English ones."""

    font: str

    def __call__(self, zh: str, en: str) -> str:
        return f"{zh} {en}" if self.font else en

    def name(self, zh: str, otherwise: object) -> str:
        """A Chinese name, or what stands for it where it cannot be drawn."""
        return zh if self.font else str(otherwise)

    def __str__(self) -> str:
        missing = "No Chinese font is installed, so the plots are in English. 没有中文字体，图用英文。"
        return f"字体 font: {self.font}" if self.font else missing


def chinese_labels() -> Labels:
    """Set matplotlib to a Chinese font, thin frames and a size that prints well; the answer makes the labels."""
    from matplotlib import font_manager, rcParams

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # Chinese fonts often come in one weight only
    installed = {font.name for font in font_manager.fontManager.ttflist}
    font = next((name for name in FONTS if name in installed), "")
    rcParams["font.family"] = [font, "DejaVu Sans"] if font else ["DejaVu Sans"]
    rcParams["axes.unicode_minus"] = False
    rcParams["axes.spines.top"] = rcParams["axes.spines.right"] = False
    rcParams["figure.dpi"] = 110
    return Labels(font)
