"""Classes of learners: who holds what is drawn as asked, and the class that is shipped is still what m4_threshold's grader says."""

import numpy as np
import pytest

from labkit.content import Content
from labkit.data import generate_class, load_class, load_class_messages
from labkit.data.classes import IDEAS, SHOWN, SLIPS
from labkit.tasks.load import load_grader

NEEDS = ("m4_threshold",)

NOBODY, NEVER = dict.fromkeys(IDEAS, 0.0), dict.fromkeys(SLIPS, 0.0)


def test_a_class_in_which_nobody_holds_anything_and_nobody_slips_is_right():
    assert (generate_class(30, 1, held=NOBODY, slips=NEVER).answers.error == "").all()


@pytest.mark.parametrize("idea", IDEAS)
def test_whoever_holds_an_idea_shows_it_where_it_can_and_nowhere_else(idea):
    drawn = generate_class(2000, 2, held=NOBODY | {idea: 0.4}, slips=NEVER)
    answers = drawn.answers.assign(holds=drawn.truth.loc[drawn.answers.learner, idea].to_numpy())
    assert abs(drawn.truth[idea].mean() - 0.4) < 4 * np.sqrt(0.24 / 2000)
    assert (answers[~answers.holds].error == "").all()
    for task, mine in answers[answers.holds].groupby("task"):
        shown = mine.error[mine.error != ""]
        if task not in IDEAS[idea]:
            assert shown.empty
            continue
        assert set(shown) == {IDEAS[idea][task]}
        assert abs(len(shown) / len(mine) - SHOWN) < 4 * np.sqrt(0.25 / len(mine))


def test_the_same_seed_gives_the_same_class_and_another_seed_another():
    one, same, other = (generate_class(24, seed).answers for seed in (3, 3, 4))
    assert one.equals(same) and not one.equals(other)


def test_what_is_not_known_is_named():
    with pytest.raises(ValueError, match="same_everywhere"):
        generate_class(24, held={"another": 0.5})
    with pytest.raises(ValueError, match="shift"):
        generate_class(24, slips={})
    with pytest.raises(ValueError, match="at least 1"):
        generate_class(0)


def test_the_shipped_class_is_the_grader_s():
    """After a change of m4_threshold: `python benchmarks/class_of_24.py`."""
    grader, report = load_grader(Content.find(), "m4_threshold"), load_class()
    assert len(report) == 24 * len(SLIPS) and set(report.task) == set(SLIPS)
    assert ((report.share == 0) == (report.error != "")).all()
    assert dict(zip(report.task, report.points, strict=True)) == {
        task: grader.task(task).points for task in SLIPS
    }
    messages = {language: load_class_messages(language) for language in ("en", "fr")}
    made = set(report.loc[report.error != "", ["task", "error"]].itertuples(index=False, name=None))
    assert made == set(messages["en"]) == set(messages["fr"])
    for task, error in made:
        said = next(one.message for one in grader.task(task).mutants if one.name == error)
        assert (messages["en"][task, error], messages["fr"][task, error]) == (said.en, said.fr)


def test_every_error_of_the_generator_is_one_of_m4_threshold():
    grader = load_grader(Content.find(), "m4_threshold")
    named = [*SLIPS.items(), *(pair for shown_by in IDEAS.values() for pair in shown_by.items())]
    for task, error in named:
        assert not error or error in {one.name for one in grader.task(task).mutants}
