"""Older patients who go home, some visited by a nurse within the week: what the visit changes differs, and the truth is known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labkit.language import catalogue

_ = catalogue("data")

#: What a program may know of a person on the day of discharge.
KNOWN = ("age", "lives_alone", "admissions_last_year", "drugs", "advanced_illness")
#: From this many drugs on, somebody who goes through the boxes at home finds something.
MANY_DRUGS = 8
# Of 100 people, what share of those who would come back a visit keeps at home: it finds a full fridge or an empty one, boxes that do not go
# together, nobody who can help. In advanced illness there is little that it can prevent, and it finds reasons to send back.
_BASIS, _ALONE, _DRUGS, _ADVANCED = 0.05, 0.30, 0.15, -0.08
_SAME_FOR_ALL = 0.14
ALLOTMENTS = ("lots", "sickest", "nobody")


@dataclass(frozen=True)
class Discharges:
    """People who went home, and what would have become of each either way.

    Attributes
    ----------
    people : DataFrame, one row a person
        ``patient_id, age, lives_alone, admissions_last_year, drugs, advanced_illness, visited`` (0 or 1), ``came_back`` (unplanned stay or
        death within 30 days, 0 or 1).
    truth : DataFrame, one row a person, same index
        ``without`` and ``with_visit``: the person's risk of coming back in each case, between 0 and 1. In life nobody ever sees both. For graders.
    """

    people: pd.DataFrame
    truth: pd.DataFrame


def generate_discharges(
    n: int, random_state: Any = 0, *, visits: str = "lots", share: float = 0.5, same_for_all: bool = False
) -> Discharges:
    """People of about 50 to 99 years who leave a medical ward. Invented; frequencies and effects are choices, not estimates.

    Those who come back most (advanced illness) are not those whom a visit keeps at home (people who live alone, people with many drugs).

    Parameters
    ----------
    n : int
        Number of people.
    random_state : int or Generator
        The same one gives the same people, whoever is visited.
    visits : {"lots", "sickest", "nobody"}
        Who is visited: people drawn by lot, as in a trial; those whom the ward believes most fragile, as in most registers (it sees more than the
        columns say); nobody.
    share : float
        With ``"lots"``, the probability of being drawn.
    same_for_all : bool
        A world in which a visit prevents the same share of returns for everybody: a function that looks for differences must find none.

    Returns
    -------
    Discharges

    Raises
    ------
    ValueError
        For fewer than one person, an allotment that is not known, or a share that is not between 0 and 1.
    """
    if n < 1:
        raise ValueError(_("n must be at least 1, not {n}.").format(n=n))
    if visits not in ALLOTMENTS:
        raise ValueError(
            _("visits must be one of {known}, not {given!r}.").format(
                known=", ".join(ALLOTMENTS), given=visits
            )
        )
    if not 0 < share < 1:
        raise ValueError(_("share must be between 0 and 1, not {share}.").format(share=share))
    rng = np.random.default_rng(random_state)
    known, unwritten = _people(rng, n)
    log_odds = _log_odds(known) + 0.35 * unwritten
    without = _logistic(log_odds)
    prevented = np.full(n, _SAME_FOR_ALL) if same_for_all else _prevented(known)
    with_visit = without * (1 - prevented)
    drawn, happens = rng.random(n), rng.random(n)
    chance = {"lots": share, "sickest": _logistic(-1.3 + 2.2 * (log_odds + 1.6)), "nobody": 0.0}[visits]
    visited = (drawn < chance).astype(np.int8)
    came_back = (happens < np.where(visited, with_visit, without)).astype(np.int8)
    names = [f"D{number:06d}" for number in range(1, n + 1)]
    people = pd.DataFrame({"patient_id": names, **known, "visited": visited, "came_back": came_back})
    return Discharges(people, pd.DataFrame({"without": without, "with_visit": with_visit}))


def _people(rng: np.random.Generator, n: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The columns, and what the ward sees of a person and nobody writes down."""
    age = rng.normal(77, 9, n).clip(50, 99).round().astype(np.int16)
    alone = rng.random(n) < _logistic(-0.9 + 0.03 * (age - 77))
    admissions = rng.poisson(0.8, n).clip(0, 6).astype(np.int8)
    drugs = (3 + rng.poisson(4, n)).clip(2, 18).astype(np.int8)
    advanced = rng.random(n) < _logistic(-2.2 + 0.7 * (admissions - 0.8) + 0.01 * (age - 77))
    known = {
        "age": age,
        "lives_alone": alone.astype(np.int8),
        "admissions_last_year": admissions,
        "drugs": drugs,
        "advanced_illness": advanced.astype(np.int8),
    }
    return known, rng.standard_normal(n)


def _log_odds(known: dict[str, np.ndarray]) -> np.ndarray:
    return (
        -1.95
        + 0.25 * (known["admissions_last_year"] - 0.8)
        + 1.4 * known["advanced_illness"]
        + 0.01 * (known["age"] - 77)
        + 0.10 * known["lives_alone"]
        + 0.03 * (known["drugs"] - MANY_DRUGS)
    )


def _prevented(known: dict[str, np.ndarray]) -> np.ndarray:
    home = _BASIS + _ALONE * known["lives_alone"] + _DRUGS * (known["drugs"] >= MANY_DRUGS)
    return np.where(known["advanced_illness"] == 1, _ADVANCED, home)


def _logistic(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))
