"""A recipe is read whole or refused with the key at fault."""

import pytest

from labkit.contest.recipe import CRITERIA, competitions, read_recipe
from labkit.contest.teams import read_teams
from labkit.errors import CourseError
from tests.contest.conftest import recipe_text


def test_the_recipe_that_ships_is_read():
    recipe = read_recipe(competitions() / "ia4care" / "contest.toml")
    assert set(recipe.weights) == set(CRITERIA)
    assert all(h.stays == 20_000 for h in recipe.hospitals)
    practice, board, *finals = (h.name for role in ("practice", "board", "final") for h in recipe.of(role))
    assert len({practice, board, *finals}) == len(finals) + 2 >= 4, "the final's hospitals are others"
    assert min(h.year for h in recipe.of("final")) > max(h.year for h in recipe.of("board"))
    assert read_teams(competitions() / "ia4care" / "teams.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("net_benefit = 0.4", "net_benefit = 0.5", "sum to 1"),
        ("capacity = 0.20", "capacity = 0", "capacity"),
        ("range = [0.05, 0.30]", "range = [0.30, 0.05]", "rising"),
        ('role = "board"', 'role = "final"', "one board hospital"),
        ('"age"]   #', '"shoe"]   #', "groups must be among"),
        ('site = "Eastmount"', 'site = "Elsewhere"', "site must be among"),
        ("underdiagnosis = {", "leak_same_patient = {", "cannot be planted"),
        ("missed = 0.25 }", "missed = 1.25 }", "between 0 and 1"),
        ("attempts = 20", "", "attempts"),
        ("[limits]", "[limits", "not valid TOML"),
    ],
)
def test_a_recipe_at_fault_says_where(tmp_path, old, new, said):
    file = tmp_path / "contest.toml"
    text = recipe_text()
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        read_recipe(file)
