"""The explorers' form, without code: a model that is given, a threshold, groups watched, what a person sees, and a card."""

from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from labkit.contest.anchors import linear_risk
from labkit.contest.criteria import Answers
from labkit.contest.entries.outcome import Refused
from labkit.contest.hospitals import Patients
from labkit.contest.recipe import LinearModel, Recipe
from labkit.contest.typed import read_typed
from labkit.data.world import expit
from labkit.language import catalogue

_ = catalogue("contest")

CARD = ("who_is_told", "who_can_override", "what_is_logged", "when_to_stop")
_KEYS = {"model", "threshold", "recalibration", "watched", "card"}


def answer_form(file: Path, recipe: Recipe, hospitals: list[Patients]) -> tuple[Answers, ...]:
    """What a form answers.

    A patient whose risk reaches the threshold is an alarm. In a group that is watched a person also looks from the lower
    risk that the form says: such a look takes one of the same places as an alarm.

    Raises
    ------
    Refused
        With what to change.
    """
    try:
        said = read_typed(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Refused("unreadable", detail="UTF-8") from None
    except OSError as error:
        raise Refused("unreadable", detail=type(error).__name__) from None
    except (RecursionError, MemoryError) as error:  # lists within lists within lists
        raise Refused("unreadable", detail=type(error).__name__) from None
    except ValueError as error:
        _refuse(str(error))
    if unknown := sorted(set(said) - _KEYS):
        _refuse(
            _("nothing reads {key}; there are {known}").format(key=unknown[0], known=", ".join(sorted(_KEYS)))
        )
    model = _model(said, recipe)
    threshold = _share(said.get("threshold"), "threshold")
    slope, intercept = _recalibration(said.get("recalibration", {}))
    watched = _watched(said.get("watched", []), recipe)
    card = said.get("card")
    for key in CARD:
        if not isinstance(card, dict) or not _text(card.get(key, "")).strip():
            _refuse(_("the card says nothing under {key}").format(key=key))
    found = []
    for patients in hospitals:
        raw = np.clip(linear_risk(model, patients.stays), 1e-9, 1 - 1e-9)
        risk = expit(intercept + slope * np.log(raw / (1 - raw)))
        limit = np.full(len(risk), threshold)
        for group, level, lower in watched:
            levels = patients.group(group)
            limit = np.where(levels == level, np.minimum(limit, lower), limit)
        found.append(Answers(risk, risk >= limit))
    return tuple(found)


def _refuse(detail: str) -> NoReturn:
    raise Refused("form", detail=detail)


def _text(value: Any) -> str:
    try:
        return str(value)
    except ValueError:  # a number of thousands of digits
        return ""


def _model(said: dict[str, Any], recipe: Recipe) -> LinearModel:
    name = _text(said.get("model"))
    if name not in recipe.models:
        _refuse(_("model must be one of {known}").format(known=", ".join(recipe.models)))
    return recipe.models[name]


def _number(value: Any, key: str) -> float:
    try:
        found = float(
            str(value).strip().replace(",", ".")
        )  # a decimal comma is how half of the teams write it
    except ValueError:
        found = float("nan")
    if not np.isfinite(found):
        _refuse(_("{key} must be a number").format(key=key))
    return found


def _share(value: Any, key: str) -> float:
    found = _number(value, key)
    if not 0 < found < 1:
        _refuse(_("{key} must be a risk between 0 and 1").format(key=key))
    return found


def _recalibration(said: Any) -> tuple[float, float]:
    if not isinstance(said, dict):
        _refuse(_("recalibration must say a slope and an intercept"))
    slope = _number(said.get("slope", 1), "slope")
    if slope <= 0:
        _refuse(_("a slope must be above 0: it may not turn risks upside down"))
    return slope, _number(said.get("intercept", 0), "intercept")


def _watched(said: Any, recipe: Recipe) -> list[tuple[str, str, float]]:
    rules = []
    for rule in said if isinstance(said, list) else [said]:
        if not isinstance(rule, dict):
            _refuse(_("a group watched is a table with group, level and from"))
        group = _text(rule.get("group"))
        if group not in recipe.groups:
            _refuse(_("a group watched must be one of {known}").format(known=", ".join(recipe.groups)))
        rules.append((group, _text(rule.get("level")), _share(rule.get("from"), "from")))
    return rules
