"""Sets of keys that are joined pair by pair (Galler and Fisher, 1964)."""

from __future__ import annotations

from collections.abc import Iterable


class DisjointSets:
    """Every key in a set of its own at first; ``join`` makes two sets one."""

    def __init__(self, keys: Iterable[int]) -> None:
        self._parent = {key: key for key in keys}

    def join(self, one: int, other: int) -> None:
        self._parent[self._root(one)] = self._root(other)

    def groups(self) -> list[list[int]]:
        """The sets, and the keys in each, in the order the keys were given."""
        found: dict[int, list[int]] = {}
        for key in self._parent:
            found.setdefault(self._root(key), []).append(key)
        return list(found.values())

    def _root(self, key: int) -> int:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key
