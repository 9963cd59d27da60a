"""What may be planted, where and how large. Every case has the same columns, whatever is planted, so that none gives it away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from labkit.contest.hospitals import seed_of
from labkit.data import generate_stays, label, planted
from labkit.data.truth import Truth
from labkit.errors import CourseError
from labkit.language import Text, catalogue

_ = catalogue("contest")

SIZES = ("small", "medium", "large")
MOST = 2
_STAYS = (11_000, 13_000)  # drawn: the number of rows tells nothing of duplicates


@dataclass(frozen=True)
class Kind:
    """A bias that may be planted.

    Attributes
    ----------
    title : Text
    where : dict
        A place's name to the sizes that put the effect there.
    sizes : tuple of dict
        Small, medium and large.
    absent : dict or None
        Sizes of nothing at all, for effects that bring columns with them.
    """

    title: Text
    where: Mapping[str, dict[str, Any]]
    sizes: tuple[dict[str, Any], ...]
    absent: dict[str, Any] | None = field(default=None)


def place_words(kind: Kind, where: str) -> str:
    """A place as the tables call it, in the language in force; empty where there is one only."""
    if len(kind.where) == 1:
        return ""
    group = kind.where[where].get("group", {})
    return next((label(column, level) for column, level in group.items()), where)


KINDS: dict[str, Kind] = {
    "underdiagnosis": Kind(
        Text(
            "A group's sepsis is written down less often", "Les sepsis d'un groupe sont moins souvent notés"
        ),
        {
            "remote": {"group": {"area": "remote"}},
            "en": {"group": {"language": "en"}},
            "F": {"group": {"sex": "F"}},
        },
        (
            {"missed": 0.2, "reviewed": 3000},
            {"missed": 0.35, "reviewed": 3000},
            {"missed": 0.5, "reviewed": 3000},
        ),
        {"missed": 0.0, "reviewed": 3000},
    ),
    "measurement_bias": Kind(
        Text("The oximeter reads too high on dark skin", "L'oxymètre lit trop haut sur les peaux foncées"),
        {"skin_type": {"group": {"skin_type": [5, 6]}}},
        ({"points": 1.0}, {"points": 2.0}, {"points": 3.0}),
        {"points": 0.0},
    ),
    "informative_missingness": Kind(
        Text(
            "Lactate is ordered for those who look ill",
            "Le lactate est demandé chez ceux qui ont l'air malades",
        ),
        {"lactate": {"test": "lactate"}},
        (
            {"if_ill": 0.85, "if_well": 0.75},
            {"if_ill": 0.85, "if_well": 0.6},
            {"if_ill": 0.85, "if_well": 0.3},
        ),
        {"if_ill": 0.75, "if_well": 0.75},
    ),
    "shortcut": Kind(
        Text(
            "At one hospital the printed form gives the answer away",
            "Dans un hôpital, le formulaire imprimé trahit la réponse",
        ),
        {name: {"hospitals": [name]} for name in ("Tilleuls", "Grand-Fleuve", "Eastmount")},
        (
            {"if_ill": 0.55, "if_well": 0.4},
            {"if_ill": 0.7, "if_well": 0.35},
            {"if_ill": 0.9, "if_well": 0.15},
        ),
    ),
    "site_effect": Kind(
        Text(
            "One hospital's creatinine device reads high",
            "L'appareil de créatinine d'un hôpital lit trop haut",
        ),
        {
            name: {"hospital": name, "device": "creatinine", "log_odds": 0.0}
            for name in ("Tilleuls", "Grand-Fleuve", "Eastmount")
        },
        ({"device_sd": 0.25}, {"device_sd": 0.5}, {"device_sd": 1.0}),
    ),
    "duplicates": Kind(
        Text("Stays were entered twice", "Des séjours ont été saisis deux fois"),
        {"": {}},
        ({"share": 0.005}, {"share": 0.02}, {"share": 0.05}),
    ),
}


@dataclass(frozen=True)
class Plant:
    """One effect of a case: which, where (empty where there is one place only), how large."""

    name: str
    where: str
    size: str


def read_plants(said: Mapping[str, Any]) -> list[Plant]:
    """The effects that a form asks for: none, one or two of those that are allowed, each in one of its places and sizes.

    Raises
    ------
    CourseError
        With what may be written.
    """
    if unknown := sorted(set(said) - {"effects"}):
        raise CourseError(_("nothing reads {key}; there are {known}").format(key=unknown[0], known="effects"))
    asked = said.get("effects", [])
    if not isinstance(asked, list) or len(asked) > MOST or not all(isinstance(one, dict) for one in asked):
        raise CourseError(_("at most {n} effects are planted, each in a table [[effects]]").format(n=MOST))
    plants: list[Plant] = []
    for one in asked:
        name = str(one.get("name"))
        if name not in KINDS or name in [plant.name for plant in plants]:
            raise CourseError(_("name must be one of {known}, each once").format(known=", ".join(KINDS)))
        where = str(one.get("where", next(iter(KINDS[name].where)) if len(KINDS[name].where) == 1 else ""))
        if where not in KINDS[name].where:
            raise CourseError(
                _("{effect}: where must be one of {known}").format(
                    effect=name, known=", ".join(KINDS[name].where)
                )
            )
        if one.get("size") not in SIZES:
            raise CourseError(
                _("{effect}: size must be one of {known}").format(effect=name, known=", ".join(SIZES))
            )
        plants.append(Plant(name, where, str(one["size"])))
    return plants


def make_case(plants: list[Plant], secret: bytes, case: str) -> tuple[pd.DataFrame, Truth]:
    """The case's stays, and the truth about what was planted in them; both follow from the secret."""
    seed = seed_of(secret, "case", case)
    by_name = {plant.name: plant for plant in plants}
    effects = []
    for name, kind in KINDS.items():
        if name in by_name:
            plant = by_name[name]
            effects.append(
                planted.make(name, **kind.where[plant.where], **kind.sizes[SIZES.index(plant.size)])
            )
        elif kind.absent is not None:
            effects.append(planted.make(name, **next(iter(kind.where.values())), **kind.absent))
    generator = np.random.Generator(np.random.PCG64(seed))
    cohort = generate_stays(int(generator.integers(*_STAYS)), seed, effects)
    stays = cohort.stays.iloc[generator.permutation(len(cohort.stays))].reset_index(drop=True)
    stays["stay_id"] = [f"S{i:06d}" for i in range(len(stays))]
    there = {name: effect for name, effect in cohort.truth.effects.items() if name in by_name}
    return stays, Truth(**{**vars(cohort.truth), "effects": there})
