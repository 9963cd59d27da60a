import re

import pytest

from labkit.contest.hospitals import draw
from labkit.contest.recipe import competitions, read_recipe
from labkit.contest.scoring import oracle_answers, shipped_answers

SECRET = b"s" * 32
CARD = "\n".join(
    f'{key} = "somebody"' for key in ("who_is_told", "who_can_override", "what_is_logged", "when_to_stop")
)


def recipe_text(stays=800, resamples=100):
    text = (competitions() / "ia4care" / "contest.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^stays = \d+$", f"stays = {stays}", text)
    return re.sub(r"(?m)^resamples = \d+", f"resamples = {resamples}", text)


def form(threshold=0.1, model="house", extra=""):
    return f'model = "{model}"\nthreshold = {threshold}\n{extra}\n[card]\n{CARD}\n'


@pytest.fixture(scope="session")
def recipe(tmp_path_factory):
    file = tmp_path_factory.mktemp("recipe") / "contest.toml"
    file.write_text(recipe_text(), encoding="utf-8")
    return read_recipe(file)


@pytest.fixture(scope="session")
def board(recipe):
    """The board hospital's patients in round 1."""
    return draw(recipe.of("board")[0], SECRET, 1, 2000)


@pytest.fixture(scope="session")
def shipped(recipe, board):
    return shipped_answers(recipe, board)


@pytest.fixture(scope="session")
def oracle(recipe, board):
    return oracle_answers(recipe, board)
