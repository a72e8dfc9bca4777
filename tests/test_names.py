"""Names of places: districts, and characters that stand twice."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

from pipeline import lexicons, names
from pipeline.errors import RecipeError
from pipeline.lexicons import read_lexicon
from pipeline.names import doubled_character, nearest_district, split_name

DISTRICTS = read_lexicon("hengshui_districts")


def test_the_longest_district_wins() -> None:
    """衡水高新区 is a district of its own; a name of no district is all community."""
    assert split_name("衡水高新区恒大社区", DISTRICTS) == ("衡水高新区", "恒大社区")
    assert split_name("古城社区", DISTRICTS) == ("", "古城社区")


def test_a_district_one_character_off_is_named() -> None:
    """桃诚区 can only be 桃城区; a name two characters off can be anything."""
    assert nearest_district("桃诚区古城社区", DISTRICTS) == "桃城区"
    assert nearest_district("古城社区", DISTRICTS) == ""


def test_a_doubled_character_is_doubtful() -> None:
    """桃城区区滏阳社区: 滏阳 is a name, and jieba knows it."""
    found = doubled_character("桃城区区滏阳社区", DISTRICTS)
    assert found is not None
    assert found.suggestion == "桃城区滏阳社区"
    assert "jieba knows 滏阳" in found.message


@pytest.mark.parametrize(
    "name",
    [
        "桃城区区府社区",
        "桃城区衡板社区",
        "桃城区区医院社区",
        "桃城区区直机关社区",
        "景县县城社区",
        "桃城区区社区",
        "桃城区",
        "区区滏阳社区",
    ],
)
def test_what_only_looks_doubled_is_left_in_peace(name: str) -> None:
    """区府 is a word and 府 no name; an institution of the district begins with 区."""
    assert doubled_character(name, DISTRICTS) is None


def test_an_institution_word_must_stand_alone() -> None:
    """县城夏村 is not the county seat: the doubled 县 is shown."""
    assert doubled_character("故城县县城夏村", DISTRICTS) is not None


def test_jieba_is_loaded_only_for_a_doubled_character() -> None:
    """Its dictionary costs a second: a name without a doubt never pays it, and it says nothing when it is loaded."""
    code = (
        "import sys; from pipeline.names import doubled_character as d; d('桃城区区府社区', ['桃城区']);"
        "assert 'jieba' not in sys.modules; d('桃城区区滏阳社区', ['桃城区']); assert 'jieba' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_an_unknown_lexicon_names_the_known_ones() -> None:
    """A recipe with a misspelt lexicon is told which there are."""
    with pytest.raises(RecipeError, match="hengshui_districts"):
        read_lexicon("no_such_lexicon")


def test_the_examples_are_true() -> None:
    """The docstrings show what the functions do."""
    assert doctest.testmod(names).failed == 0
    assert doctest.testmod(lexicons).failed == 0
