"""Classes of learners who hold wrong ideas, so that a trainer's reading of a report can be held against who held which."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.data import _files
from labkit.language import catalogue

_ = catalogue("data")

#: Wrong ideas about an alarm, and the errors of ``m4_threshold_explorer`` by which each shows: task to error.
IDEAS: dict[str, dict[str, str]] = {
    "same_everywhere": {
        "alarms_in_hundred": "belongs_to_test",
        "policy_by_ward": "alarm_everywhere",
        "shift": "risks_unchanged",
    },
    "false_alarm_as_bad": {
        "ward_threshold": "half_is_neutral",
        "policy_by_ward": "ppv_below_half_is_useless",
    },
    "counted_among_others": {
        "alarms_in_hundred": "true_over_false",
        "ward_threshold": "odds_not_probability",
        "published_audit": "over_every_case",
    },
    "turned_round": {
        "alarms_in_hundred": "false_alarms",
        "ward_threshold": "upside_down",
        "shift": "wrong_way",
    },
}
#: Errors behind which no idea stands: how a number was typed.
SLIPS = {
    "alarms_in_hundred": "a_share",
    "ward_threshold": "a_share",
    "policy_by_ward": "",
    "shift": "two_digits",
    "published_audit": "a_share",
}
#: Who holds an idea shows it in a task that could reveal it this often: people are not wrong in the same way every time.
SHOWN = 0.45


@dataclass(frozen=True)
class LearnersClass:
    """A class's answers, and what each learner believes.

    Attributes
    ----------
    answers : DataFrame, one row a learner and task
        ``learner, task, error``: the error's name in ``m4_threshold_explorer``, "" for a right answer.
    truth : DataFrame of bool, one row a learner, one column an idea
        Who holds which of `IDEAS`. In life nobody sees it. For graders.
    """

    answers: pd.DataFrame
    truth: pd.DataFrame


def generate_class(
    n: int = 24,
    random_state: Any = 0,
    *,
    held: Mapping[str, float] | None = None,
    slips: Mapping[str, float] | None = None,
) -> LearnersClass:
    """A class on the explorer pathway of m4_threshold. Invented; how often ideas are held and shown are choices, not estimates.

    Parameters
    ----------
    n : int
        Number of learners.
    random_state : int or Generator
    held : mapping of str to float, optional
        Share of learners who hold each of `IDEAS`; drawn between 0.05 and 0.6 for each by default.
    slips : mapping of str to float, optional
        How often a slip of the keyboard spoils each task (`SLIPS`); drawn between 0 and 0.35 by default.

    Returns
    -------
    LearnersClass

    Raises
    ------
    ValueError
        For fewer than one learner, or an idea or a task that is not known.
    """
    if n < 1:
        raise ValueError(_("n must be at least 1, not {n}.").format(n=n))
    rng = np.random.default_rng(random_state)
    drawn_held = {idea: rng.uniform(0.05, 0.6) for idea in IDEAS}
    drawn_slips = {task: rng.uniform(0, 0.35) for task in SLIPS}
    held, slips = held if held is not None else drawn_held, slips if slips is not None else drawn_slips
    _of_these_names(held, IDEAS)
    _of_these_names(slips, SLIPS)
    learners = [f"L{number:02d}" for number in range(1, n + 1)]
    holds = {idea: rng.random(n) < held[idea] for idea in IDEAS}
    rows = []
    for place, learner in enumerate(learners):
        for task in SLIPS:
            may = [errors[task] for idea, errors in IDEAS.items() if holds[idea][place] and task in errors]
            shown = [error for error in may if rng.random() < SHOWN]
            slipped = SLIPS[task] if rng.random() < slips[task] else ""
            rows.append((learner, task, shown[rng.integers(len(shown))] if shown else slipped))
    truth = pd.DataFrame(holds, index=learners)
    return LearnersClass(pd.DataFrame(rows, columns=["learner", "task", "error"]), truth)


def _of_these_names(given: Iterable[str], known: Iterable[str]) -> None:
    if set(given) != set(known):
        raise ValueError(
            _("these names are asked for: {known}; given are {given}.").format(
                known=", ".join(known), given=", ".join(given)
            )
        )


def load_class() -> pd.DataFrame:
    """24 invented learners, what they handed in marked by labkit's own grader (datasheet ``data/class.md``).

    Returns
    -------
    DataFrame
        One row a learner and task: ``learner, task, points`` (what the task is worth), ``share`` (of the points, 0 or 1),
        ``status`` (the grader's outcome) and ``error`` (its name, "" where there is none).
    """
    return pd.read_csv(_files.verified("class.csv"), keep_default_na=False)


def load_class_messages(language: str = "en") -> dict[tuple[str, str], str]:
    """What the class's learners read about each error: by task and error.

    Parameters
    ----------
    language : {"en", "fr"}
    """
    with _files.verified("class.messages.csv").open(encoding="utf-8", newline="") as file:
        return {(row["task"], row["error"]): row[language] for row in csv.DictReader(file)}
