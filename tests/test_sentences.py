"""Sentences: each of ours is said in both languages, of the same values, and of things that exist."""

from __future__ import annotations

import ast
import pickle
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.convert import convert
from pipeline.repair.operations import operations
from pipeline.sentences import Bilingual, in_chinese, joined, or_empty, say, term, witness_name
from pipeline.settings import Settings
from pipeline.web.html import told
from pipeline.web.words import words
from tests.test_words import SOURCES, TELLERS, said_first

PACKAGE = Path(__file__).parent.parent / "pipeline"
ENTRIES: dict[str, dict[str, dict[str, str]]] = tomllib.loads((PACKAGE / "sentences.toml").read_text(encoding="utf-8"))
BY_NAME = ("cleaning", "broken", "verdict", "witness", "between")
"""Sections whose entries are asked for by a name of elsewhere."""


def places(template: str) -> set[str]:
    """The names of what is put into a template, each a plain name."""
    found = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    assert all(name.isidentifier() for name in found), template
    return found


@cache
def said() -> tuple[tuple[str, frozenset[str], str], ...]:
    """Each sentence that our source says: its key, the names it is given, and where."""
    return tuple(_said())


def _said() -> Iterator[tuple[str, frozenset[str], str]]:
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        kept = dict(_kept_values(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                where = f"{source.relative_to(PACKAGE)}:{node.lineno}"
                names: set[str] = set()
                for keyword in node.keywords:
                    if keyword.arg is None:  # say(..., **told)
                        assert isinstance(keyword.value, ast.Name), where
                        names |= kept[keyword.value.id]
                    else:
                        names.add(keyword.arg)
                for key in _keys(node.args[0], tree):
                    yield key, frozenset(names), where


def _keys(node: ast.expr, tree: ast.Module) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=one, orelse=other):
            yield from (*_keys(one, tree), *_keys(other, tree))
        case ast.JoinedStr(values=[ast.Constant(value=str(section)), _]):
            assert section.removesuffix(".") in BY_NAME
        case ast.Name(id=name):
            values = [each.value for each in ast.walk(tree) if isinstance(each, ast.Assign) and _names(each, name)]
            assert values, name
            for value in values:
                yield from _keys(value, tree) if isinstance(value, ast.IfExp) else ()
        case _:
            raise AssertionError(f"a key that cannot be read off the source: {ast.unparse(node)}")


def _names(assigned: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in assigned.targets)


def _kept_values(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Dictionaries of values that are put into a sentence whole, by their name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and isinstance(node.targets[0], ast.Name):
            keys = [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
            yield node.targets[0].id, {key for key in keys if isinstance(key, str)}


def test_both_languages_put_the_same_values_in_their_places() -> None:
    for section, entries in ENTRIES.items():
        for name, entry in entries.items():
            assert set(entry) == {"en", "zh"}, (section, name)
            if (section, name) == ("because", "reason_of_recipe"):
                continue  # a recipe says its reason in either language; in English both are published
            assert places(entry["en"]) == places(entry["zh"]), (section, name)


def test_what_our_source_says_has_an_entry_with_these_places() -> None:
    assert len(said()) > 150
    for key, names, where in said():
        section, _, name = key.partition(".")
        entry = ENTRIES.get(section, {}).get(name)
        assert entry is not None, f"{where} says {key}, which sentences.toml does not have"
        assert places(entry["en"]) == names, f"{where} gives other values to {key} than it has places for"


def test_every_entry_is_said() -> None:
    keys = {key for key, _, _ in said()}
    entries = {f"{section}.{name}" for section, found in ENTRIES.items() if section not in BY_NAME for name in found}
    assert sorted(entries - keys) == []


def test_every_code_has_its_messages() -> None:
    assert sorted(set(said_first(TELLERS)) - ENTRIES.keys()) == []


def test_no_words_are_said_but_by_say() -> None:
    """What a stage calls evidence, a reason or a message is no English string of its own."""
    tellers = ("rules", "validate", "repair", "articles", "clean", "extract", "tables", "layout", "decisions")
    for source in (path for path in SOURCES if path.relative_to(PACKAGE).parts[0] in tellers):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            match node:
                case ast.Assign(targets=[ast.Name(id="evidence" | "message" | "why" | "reason" | "told")], value=value):
                    said = value
                case ast.keyword(arg="evidence" | "route_reason", value=value):
                    said = value
                case _:
                    continue
            assert not re.search("[A-Za-z]{3,} [a-z]", _own_words(said)), (
                f"{source.name}:{said.lineno} says {ast.unparse(said)}"
            )


def _own_words(value: ast.expr) -> str:
    """The words of a string, those of an f-string between its places."""
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    return " ".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_chinese_is_chinese() -> None:
    """No English word is left in it; names of files, programs and measures are names in both."""
    names = re.compile(
        r"\{[^}]*\}|decisions\.csv|jieba|dpi|OCR|[zpe]\b|PDF|PNG|TIFF|JPEG|UTF|GB|MB|rapidocr|tesseract"
        r"|pip install [a-z ]+|apt-get install [a-z-]+|--[a-z-]+( never)?|\.[a-z0-9]+"
    )
    for section, entries in ENTRIES.items():
        for name, entry in entries.items():
            assert not re.search("[A-Za-z]", names.sub("", entry["zh"])), (section, name)


def test_terms_are_called_as_the_report_calls_them() -> None:
    assert {name: entry["zh"] for name, entry in ENTRIES["verdict"].items()}.items() <= {
        name: entry["zh"] for name, entry in words()["verdict"].items()
    }.items()
    assert all(entry["zh"] == words()["code"][name]["zh"] for name, entry in ENTRIES["broken"].items())
    assert all(entry["en"] == name for section in ("verdict", "broken", "witness") for name, entry in ENTRIES[section].items())
    assert all(operation.zh for operation in operations().values())


def test_a_sentence_in_a_sentence_stays_in_its_language() -> None:
    told = say("sum-mismatch.sum", total="总分", parts=joined(", ", ["甲", "乙"]), off=or_empty(""))
    assert told == "总分 is not the sum of 甲, 乙: it is off by (empty)"
    assert told.zh == "“总分”不等于 甲、乙 之和：相差 （空）"
    assert in_chinese("as it is") == "as it is"
    assert joined("; ", ["甲", told]).zh == f"甲；{told.zh}"


def test_a_sentence_survives_being_sent_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(say("missing-value.cell", title="总分")))  # noqa: S301 - our own bytes
    assert (sent, sent.zh, type(sent)) == ("总分 is empty", "“总分”为空", Bilingual)


def test_names_nobody_translated_are_themselves() -> None:
    assert (term("verdict", "new"), term("verdict", "new").zh) == ("new", "new")
    assert witness_name("rapidocr, other scale").zh == "rapidocr，另一比例"
    assert witness_name("rapidocr, other scale") == "rapidocr, other scale"


@given(st.text())
def test_printed_text_is_data_whatever_it_holds(text: str) -> None:
    """Braces and per cent signs of a page are no places of a template."""
    told = say("near-duplicate-name.pair", one=text, two=text)
    assert told == f"{text} and {text} are nearly the same name"
    assert told.zh == f"{text} 与 {text} 名称几乎相同"


def test_the_report_escapes_what_is_put_into_a_sentence() -> None:
    html = str(told(say("near-duplicate-name.pair", one="<b>甲", two="{0}\u202e乙")))
    assert html == (
        '<span lang="zh"><bdi>&lt;b&gt;甲 与 {0}‹U+202E›乙 名称几乎相同</bdi></span>'
        '<span lang="en"><bdi>&lt;b&gt;甲 and {0}‹U+202E›乙 are nearly the same name</bdi></span>'
    )
    assert str(told("<i>")) == '<bdi lang="zh-Hans">&lt;i&gt;</bdi>'


def test_the_chinese_report_of_the_sample_page_is_chinese(tmp_path: Path) -> None:
    """What the style sheet shows where the language is Chinese, but for names, file names and what stands in code."""
    raw = PACKAGE.parent / "data" / "raw"
    sources = [raw / "hengshui-2022-04-28-02.pdf", raw / "hengshui-2022-04-28-02.txt"]
    convert(sources, tmp_path / "out", Settings(report=True))
    for path in (tmp_path / "out" / "report" / "pages").glob("*.html"):
        html = path.read_text(encoding="utf-8").split("</header>", 1)[1].split("<footer", 1)[0]
        for whole in ('<span lang="en">.*?</span>', "<code>.*?</code>", "<[^>]*>", r"hengshui-[\w-]+"):
            html = re.sub(whole, " ", html, flags=re.DOTALL)
        left = set(re.findall("[A-Za-z]{2,}", html))
        assert left <= {"hengshui", "pdf", "txt", "pypdfium", "pdfplumber", "jieba", "CSV", "row", "text", "utf"}, path.name
