"""The author's line: a line of its own that says who wrote a story (□ 本报记者 王斌, 文/李明), under its headline as a rule.

A line is one only as a whole: every word of it is a mark, a part in the work or a name.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.hanzi import is_hanzi
from pipeline.lexicons import read_toml

LONGEST = 40
"""Characters."""
_MARKS = "□■●◎▲△○◆◇★☆▪•◤◥◢◣▶►▷※¤"
_EDGE = re.compile(rf"^[\s{_MARKS}（(\[【]+|[\s{_MARKS}）)\]】]+$")
_MARKED = re.compile(rf"\s*(?:[{_MARKS}]|口(?=\s|本报|文|图))")
"""OCR reads □ as 口."""
_PARTS = re.compile(r"([\s/／:：、，,·＼\\|｜&＆]+)")
_REPORTER = r"(?:本报|本刊|本网|本台)?(?:全媒体|融媒体|见习|实习|首席|特约|特派|驻地)*记者"
_WRITER = r"特约撰稿(?:人)?|撰文|撰稿|作者|文图|图文|采写|整理|口述|文字|文"
_OTHER = r"(?:特约|本报)?通讯员|实习生|摄影报道|摄影|供图|制图|漫画|插图|配图|图片|编译|报道|摄|图"
_ROLE = re.compile(rf"(?P<reporter>{_REPORTER})|(?P<writer>{_WRITER})|(?P<other>{_OTHER})")


def author_names(text: str, *, bare: bool = False) -> tuple[str, ...]:
    """The writers that an author's line names; () where the text is no such line. ``bare`` takes a name alone for one.

    Photographers and correspondents (通讯员) are no writers, but a line that names only them is theirs.

    >>> author_names("□ 本报记者 王斌 李 真"), author_names("文/李明 图/王斌"), author_names("王斌 文 李明 摄")
    (('王斌', '李真'), ('李明',), ('王斌',))
    >>> author_names("■ 渠水到了田头"), author_names("王斌"), author_names("王斌", bare=True)
    ((), (), ('王斌',))
    """
    told = _told(text, bare=bare)
    return tuple(name for role, name in told if role != "other")


def is_author_line(text: str, *, bare: bool = False) -> bool:
    """Whether a line says who made the story, and nothing else."""
    return bool(_told(text, bare=bare))


def _told(text: str, *, bare: bool) -> list[tuple[str, str]]:
    """(role, name) for each name of the line; nothing where it holds anything else."""
    if len(text) > LONGEST:
        return []
    marked = bool(_MARKED.match(text))
    inner = _EDGE.sub("", _EDGE.sub("", text[1:] if text.lstrip().startswith("口") and marked else text))
    tokens = _tokens(inner)
    if not any(kind == "name" for kind, _ in tokens) or not all(kind for kind, _ in tokens):
        return []
    names = [word for kind, word in tokens if kind == "name"]
    roles = [kind for kind, _ in tokens if kind != "name"]
    if not roles and not ((marked or (bare and len(names) == 1)) and all(map(_has_surname, names))):
        return []
    return _with_roles(tokens)


def _with_roles(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each name with its part: the word before it, or behind it where the line begins with a name (王斌 摄)."""
    behind = tokens[0][0] == "name"
    role, running = "writer", False
    found: list[tuple[str, str]] = []
    for kind, word in reversed(tokens) if behind else tokens:
        if kind == "name":
            found.append((role, word))
            running = False
        elif not running or role == "other":  # 文/图: who wrote has the first word
            role, running = kind, True
    return found[::-1] if behind else found


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words of the line with their kind (name or role), in order; kind "" for anything else."""
    found: list[tuple[str, str]] = []
    half = ""
    for index, part in enumerate(_PARTS.split(text)):
        if index % 2:
            if half and part.strip():  # 明/斌 is no name
                return [("", half)]
            continue
        rest = part
        while rest and (role := _ROLE.match(rest)) and (len(rest) == role.end() or role.end() > 1):
            found.append((str(role.lastgroup), role[0]))
            rest = rest[role.end() :]
        rest = rest.removesuffix("报道") if found else rest
        if not rest:
            continue
        if len(rest) == 1 and is_hanzi(rest):  # 李 真, set wide
            half += rest
            if len(half) == 2:
                found.append(("name", half))
                half = ""
            continue
        found.append(("name" if 2 <= len(rest) <= 4 and all(map(is_hanzi, rest)) else "", rest))
    return [*found, *([("", half)] if half else [])]


def _has_surname(name: str) -> bool:
    single, double = _surnames()
    return name[0] in single or name[:2] in double


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    words = read_toml("named_entities")
    return frozenset(words["surnames"]), frozenset(words["double_surnames"])
