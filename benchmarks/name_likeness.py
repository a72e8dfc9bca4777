"""How often two names of one list differ in a single character, by how long they are.

usage: python -m benchmarks.name_likeness

Where one character of a name was read by no witness, the name is believed only if no other name could be meant
(``pipeline/repair/name_assignment.py``). Names are the places of jieba's dictionary (tagged ns), by the word they end in, as
lists of sixty are (every list that can be drawn counts alike), and those of ``lexicons/hengshui_communities.csv``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import jieba

from pipeline.lexicons import read_lexicon
from pipeline.names import split_name

ENDINGS = ("社区", "街道", "村", "镇", "乡", "县", "区", "街", "路", "桥")
LIST, LEAST = 60, 20


def main() -> None:
    together: dict[int, Counter[str]] = defaultdict(Counter)
    words = places()
    for ending in ENDINGS:
        for length, found in neighbours([word for word in words if word.endswith(ending)]).items():
            together[length].update(found)
    print("length  names  with a neighbour in a list of sixty")
    for length, found in sorted(together.items()):
        if found["names"] >= LEAST:
            print(f"{length:6}{found['names']:7}{found['expected'] / found['names'] / 1e6:12.2%}")
    own = [split_name(name, read_lexicon("hengshui_districts"))[1] for name in read_lexicon("hengshui_communities")]
    near = sum(any(apart(one, other) == 1 for other in own) for one in own)
    print(f"hengshui_communities: {near} of {len(own)} names differ from another in one character")


def places() -> list[str]:
    """The words of jieba's dictionary that are places."""
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return [word for word, _, tag in (line.split() for line in dictionary) if tag == "ns"]


def neighbours(names: list[str]) -> dict[int, Counter[str]]:
    """For each length: the names, and the expected number (in millionths) with a neighbour among sixty drawn of all."""
    patterns: Counter[str] = Counter(pattern for name in names for pattern in holes(name))
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for name in names:
        near = sum(patterns[pattern] - 1 for pattern in holes(name))
        missed = (1 - near / max(1, len(names) - 1)) ** (LIST - 1)
        found[len(name)].update({"names": 1, "expected": round((1 - missed) * 1e6)})
    return found


def holes(name: str) -> Iterable[str]:
    """The name with each of its characters left open."""
    return [name[:place] + "?" + name[place + 1 :] for place in range(len(name))]


def apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else len(one)


if __name__ == "__main__":
    main()
