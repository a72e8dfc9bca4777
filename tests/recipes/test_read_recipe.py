"""A recipe file says what it must, or one sentence says what is wrong in it and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RecipeError
from pipeline.recipes import read_recipe, read_recipes
from tests.answer import Run
from tests.test_convert import DUMP, put

SOUND = """name = "mine"
title = { zh = "表", en = "t" }
source = "s"
[match]
title = "榜|表"
[[columns]]
name = "rank"
title = { zh = "名次", en = "Rank" }
type = "integer"
header = "名次|排名"
role = "rank"
[[columns]]
name = "score"
title = { zh = "得分", en = "Score" }
type = "number"
header = "得分"
[[rules]]
kind = "order"
column = "score"
direction = "never_rises"
"""


def test_a_sound_recipe_is_read(tmp_path: Path) -> None:
    recipe = read_recipe(put(tmp_path, mine_toml=SOUND) / "mine.toml")
    assert [column.name for column in recipe.columns] == ["rank", "score"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "mine"', "name = ", "not valid TOML"),
        ('name = "mine"', f"name = {'1' * 5000}", "not valid TOML"),
        ('name = "mine"', f"name = {'[' * 5000}", "not valid TOML"),
        ('name = "mine"', 'name = "Mine"', "wrong at name"),
        ('header = "得分"', 'header = ")得分"', r"wrong at columns\.1\.header: .*not a regular expression"),
        ('header = "得分"', 'header = "得{99999999999999999999}"', "not a regular expression"),
        ('title = "榜|表"', f'title = "{"(" * 5000}"', r"wrong at match\.title"),
        ('header = "得分"', "", "needs either header or derived_from"),
        ('column = "score"\ndirection', 'column = "points"\ndirection', "points"),
        ('kind = "order"', 'kind = "chaos"', "wrong at rules"),
        ('source = "s"', 'source = "s"\ncolour = "red"', "wrong at colour"),
    ],
)
def test_a_recipe_that_is_wrong_says_where(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in SOUND
    path = put(tmp_path, mine_toml=SOUND.replace(old, new)) / "mine.toml"
    with pytest.raises(RecipeError, match=told) as fault:
        read_recipe(path)
    assert str(path) in str(fault.value)


def test_the_command_says_it_in_one_sentence(tmp_path: Path, run: Run) -> None:
    recipes = put(tmp_path / "recipes", mine_toml=SOUND.replace("名次|排名", "名次)"))
    answer = run("convert", put(tmp_path / "in", page_txt=DUMP), "--out", tmp_path / "out", "--recipes", recipes)
    assert (answer.code, "Traceback" in answer.err, answer.err.count("\n")) == (2, False, 1)
    assert not (tmp_path / "out").exists()


def test_two_recipes_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = put(tmp_path, a_toml=SOUND, b_toml=SOUND)
    with pytest.raises(RecipeError, match="has the name mine"):
        read_recipes([folder])
