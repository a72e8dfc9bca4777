"""Puts a page together: every item at the lowest free place of its columns, the way a newspaper grid is filled."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.geometry import Box
from tests.typeset.marks import Mark, moved
from tests.typeset.masthead import NOTICE_HEIGHT, set_masthead, set_notice, strip_height
from tests.typeset.set_article import ArticleSetting, set_article, stretched
from tests.typeset.set_shaped import set_group, set_shaped
from tests.typeset.set_table import TableSetting, set_table
from tests.typeset.spec import Article, Group, Item, PageSpec, Style, Table

Setting = ArticleSetting | TableSetting
LOOK_AHEAD = 6
"""How many items the packer may choose from to fill a place."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item on the page: where it stands, how it is set, and its ink in page coordinates."""

    item: Item
    box: Box
    setting: Setting
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TypesetPage:
    """A page ready to print. ``left_out`` holds the items there was no room for."""

    spec: PageSpec
    masthead: tuple[Mark, ...]
    notice: tuple[Mark, ...]
    placed: tuple[Placed, ...]
    left_out: tuple[Item, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        return (*self.masthead, *(mark for placed in self.placed for mark in placed.marks), *self.notice)

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(own for placed in self.placed for own in _articles_of(placed.item))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(placed.item for placed in self.placed if isinstance(placed.item, Table))


@dataclass(frozen=True, slots=True)
class _Slot:
    """An item, the first column it takes and where it begins."""

    item: Item
    setting: Setting
    column: int
    top: float


def typeset(spec: PageSpec) -> TypesetPage:
    """Set every item and place it; the same spec gives the same page."""
    style = spec.style
    foot = style.height - style.margin - (NOTICE_HEIGHT if spec.masthead.notice else 0)
    slots, left_out = _pack(spec, foot)
    placed = tuple(_place(slot, _room(slot, slots, foot, style.item_gap), style) for slot in slots)
    return TypesetPage(spec, set_masthead(spec.masthead, style), set_notice(spec.masthead, style), placed, tuple(left_out))


def _articles_of(item: Item) -> tuple[Article, ...]:
    """The stories of an item: those set into others too."""
    if isinstance(item, Group):
        return item.articles
    return item.own if isinstance(item, Article) else ()


def _set(item: Item, style: Style) -> Setting:
    if isinstance(item, Group):
        return set_group(item, style)
    if isinstance(item, Article):
        return set_shaped(item, style) if item.shaped else set_article(item, style)
    return set_table(item, style)


def _pack(spec: PageSpec, foot: float) -> tuple[list[_Slot], list[Item]]:
    """Each item in turn at the highest place its span fits; what does not end above ``foot`` is left out."""
    style = spec.style
    free = [style.margin + strip_height(spec.masthead)] * style.columns
    waiting = list(spec.items)
    slots: list[_Slot] = []
    left_out: list[Item] = []
    while waiting:
        item = waiting.pop(_next(waiting, free))
        setting = _set(item, style)
        top, column = _highest(item, free)
        if top + setting.height > foot + 0.5:
            left_out.append(item)
            continue
        slots.append(_Slot(item, setting, column, top))
        for index in range(column, column + item.span):
            free[index] = top + setting.height + style.item_gap
    return slots, left_out


def _next(waiting: list[Item], free: list[float]) -> int:
    """The item to place: the first, or one of the few behind it that leaves less white above itself.

    Tables and items with a column of their own keep their turn.
    """
    ahead = 0
    while ahead < min(LOOK_AHEAD, len(waiting)) and not isinstance(waiting[ahead], Table) and waiting[ahead].column is None:
        ahead += 1
    return min(range(max(1, ahead)), key=lambda number: (_white(waiting[number], free), number))


def _highest(item: Item, free: list[float]) -> tuple[float, int]:
    """Where the item's top can be and its first column there."""
    starts = range(len(free) - item.span + 1) if item.column is None else (item.column,)
    return min((max(free[start : start + item.span]), start) for start in starts)


def _white(item: Item, free: list[float]) -> float:
    """The depth of the empty places the item would leave above itself."""
    top, column = _highest(item, free)
    return sum(top - place for place in free[column : column + item.span])


def _room(slot: _Slot, slots: list[_Slot], foot: float, gap: float) -> float:
    """How deep the slot may be before it meets the next item below it, or the foot of the page."""
    columns = _columns(slot)
    below = [other for other in slots if other.top > slot.top and columns & _columns(other)]
    return min((other.top - gap for other in below), default=foot) - slot.top


def _columns(slot: _Slot) -> set[int]:
    return set(range(slot.column, slot.column + slot.item.span))


def _place(slot: _Slot, room: float, style: Style) -> Placed:
    """The slot's ink; an article grows into the room below it as far as the style lets it."""
    setting = slot.setting
    if isinstance(slot.item, Article) and not slot.item.shaped:
        setting = stretched(slot.item, style, room)
    left = style.column_left(slot.column)
    box = Box(left, slot.top, left + style.span_width(slot.item.span), slot.top + setting.height)
    return Placed(slot.item, box, setting, moved(setting.marks, left, slot.top))
