"""The codebook in Chinese and in English, made of what the data package says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dataset.data_package import Package, Resource
from pipeline.hanzi import is_hanzi
from pipeline.release.about import About

LANGUAGES = ("zh", "en")
WORDS = {
    "head": {"zh": "# 数据手册：{}\n", "en": "# Codebook: {}\n"},
    "intro": {
        "zh": "由 datapackage.json 生成。CSV 为 UTF-8，换行符 LF；空值表示没有。坐标以点计，原点在版面左上角；行号从0起。\n",
        "en": "Made of datapackage.json. CSV is UTF-8 with line feeds; an empty value is a missing one. Boxes are in points "
        "from the top left of the page; rows count from 0.\n",
    },
    "file": {"zh": "文件", "en": "File"},
    "key": {"zh": "主键", "en": "Primary key"},
    "refers": {"zh": "外键", "en": "Foreign keys"},
    "columns": {
        "zh": "| 列 | 名称 | 类型 | 单位 | 取值 | 说明 |",
        "en": "| column | title | type | unit | values | meaning |",
    },
}
TYPES_ZH = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "date": "日期",
    "list": "列表",
    "array": "JSON数组",
    "object": "JSON对象",
}


def codebook(package: Package, about: About, language: str) -> str:
    """The codebook as Markdown."""
    title = about.title.zh if language == "zh" else about.title.en
    parts = [WORDS["head"][language].format(title), WORDS["intro"][language]]
    for resource in package.tables:
        parts += _resource(resource, language)
    return "\n".join(parts)


def _resource(resource: Resource, language: str) -> Iterator[str]:
    said = resource.descriptor
    yield f"## {resource.name} · {_title(said.get('title', ''), language)}\n"
    chinese = _chinese().get(resource.name, {}).get("_") if language == "zh" else None
    yield chinese or half(said.get("description", ""), language)
    keys = [f"{WORDS['file'][language]}: `{resource.path}`"]
    if resource.primary_key:
        keys.append(f"{WORDS['key'][language]}: {', '.join(f'`{key}`' for key in resource.primary_key)}")
    if resource.foreign_keys:
        refers = ", ".join(f"`{column}` → `{other}.{theirs}`" for column, other, theirs in resource.foreign_keys)
        keys.append(f"{WORDS['refers'][language]}: {refers}")
    yield "\n" + "; ".join(keys) + "\n"
    yield WORDS["columns"][language] + "\n| --- | --- | --- | --- | --- | --- |"
    yield "\n".join(_field(resource.name, field, language) for field in resource.fields) + "\n"


def _field(file: str, field: dict[str, Any], language: str) -> str:
    kind = field.get("type", "string")
    told = (
        f"`{field['name']}`",
        _title(field.get("title", ""), language),
        TYPES_ZH[kind] if language == "zh" and kind in TYPES_ZH else kind,
        field.get("unit", ""),
        _values(field.get("constraints", {}), language),
        meaning(file, field, language),
    )
    return "| " + " | ".join(each.replace("|", "\\|").replace("\n", " ") for each in told) + " |"


def meaning(file: str, field: dict[str, Any], language: str) -> str:
    """What a column means; in Chinese where that is written down."""
    said = _chinese()
    chinese = said.get(file, {}).get(field["name"]) or said["shared"].get(field["name"]) if language == "zh" else ""
    return str(chinese or half(field.get("description", ""), language))


@cache
def _chinese() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "codebook_zh.toml").read_text(encoding="utf-8"))


def _title(both: str, language: str) -> str:
    """One half of a title in two languages."""
    chinese, slash, english = both.partition(" / ")
    return english if slash and language == "en" else chinese


def half(text: str, language: str) -> str:
    """The half of a description in two languages, as recipes' columns have; one in English alone stays whole."""
    chinese, slash, _ = text.partition(" / ")
    return _title(text, language) if slash and any(is_hanzi(character) for character in chinese) else text


def _values(rules: dict[str, Any], language: str) -> str:
    told = []
    if rules.get("required"):
        told.append("必有" if language == "zh" else "required")
    if rules.get("unique"):
        told.append("不重复" if language == "zh" else "unique")
    if "enum" in rules:
        told.append(", ".join(rules["enum"]))
    if "minimum" in rules or "maximum" in rules:
        told.append(f"{rules.get('minimum', '')}…{rules.get('maximum', '')}")
    if "pattern" in rules:
        told.append(json.dumps(rules["pattern"]).strip('"'))
    return "; ".join(told)
