"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
