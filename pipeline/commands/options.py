"""Options that several commands share, and how options are set out in the help."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.settings import EngineName, Ocr

RecipeFolders = Annotated[
    list[Path] | None,
    typer.Option("--recipes", metavar="DIR", help="Folder with more recipes (*.toml); may be repeated. 另加配方目录"),
]
OcrOption = Annotated[
    Ocr,
    typer.Option("--ocr", help="When pages are read by OCR; auto: where the text layer is missing or wrong. 何时识别"),
]
EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="The OCR engine that reads first; auto: rapidocr where installed. 识别引擎")
]


def _option(panel: str, name: str, told: str, *, short: str = "", metavar: str = "", **bounds: Any) -> Any:
    """An option in the part ``panel`` of the help; a flag has no ``metavar``."""
    names = [name, short] if short else [name]
    return typer.Option(*names, help=told, metavar=metavar, rich_help_panel=panel, **bounds)


written = partial(_option, "What is written 输出")
run = partial(_option, "The run 运行")
