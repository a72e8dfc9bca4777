"""Recipes: what is known about one table of one paper. Drop a TOML file into this folder and its table is known."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import RecipeError
from pipeline.recipes.schema import Recipe

BUILT_IN = Path(__file__).parent


def read_recipe(path: Path) -> Recipe:
    """The recipe in one TOML file; raises RecipeError with the file and what is wrong in it."""
    try:
        return Recipe.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as fault:
        raise RecipeError(f"The recipe {path} cannot be read ({fault.strerror}).") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise RecipeError(f"The recipe {path} is wrong at {place}: {first['msg']}.") from fault
    except (ValueError, RecursionError) as fault:  # TOML, UTF-8, numbers of 5,000 digits, brackets within brackets without end
        raise RecipeError(f"The recipe {path} is not valid TOML: {fault}.") from fault


def read_recipes(folders: Iterable[Path] = ()) -> tuple[Recipe, ...]:
    """All recipes, the given folders' before the built-in ones, each folder in file-name order.

    A recipe of a given folder replaces a built-in one of the same name; twice the same name in the given folders is a
    RecipeError.
    """
    found: dict[str, Recipe] = {}
    for folder in folders:
        if not folder.is_dir():
            raise RecipeError(f"{folder} is not a folder of recipes.", "Give a folder that holds *.toml recipes.")
        for path in sorted(folder.glob("*.toml")):
            recipe = read_recipe(path)
            if recipe.name in found:
                raise RecipeError(f"The recipe {path} has the name {recipe.name}, which another recipe has already.")
            found[recipe.name] = recipe
    for path in sorted(BUILT_IN.glob("*.toml")):
        recipe = read_recipe(path)
        found.setdefault(recipe.name, recipe)
    return tuple(found.values())
