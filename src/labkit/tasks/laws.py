"""Laws: what every right answer obeys, whatever the case. A small named library, so that a release can carry a law's
name and parameters instead of any code of an answer.

A law is declared with its parameters, ``laws.bounded(0, 1)``, and tried on the cases: ``law.broken(call, case, rng)``
returns None or a text for the learner. `call` runs the learner's function.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from labkit.language import Text, brief
from labkit.tasks.agreement import FLOATING, Tolerance, difference
from labkit.tasks.promise import promise_broken

Call = Callable[..., Any]


@dataclass(frozen=True)
class Law:
    """A named law with its parameters, and the text for who breaks it."""

    name: str
    message: Text
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def broken(self, call: Call, arguments: Mapping[str, Any], rng: np.random.Generator) -> bool:
        """True if the answer breaks the law on this case.

        Parameters
        ----------
        call : callable
            The learner's function, by keyword.
        arguments : mapping
            The case's arguments by name.
        rng : numpy.random.Generator
        """
        return _TRIALS[self.name](call, dict(arguments), rng, **self.parameters)


def _values(result: Any) -> np.ndarray:
    """All numbers of a result in one array; NaN where something is not a number."""
    if type(result).__name__ == "DataFrame":
        result = result.select_dtypes("number").to_numpy()
    if isinstance(result, Mapping):
        result = list(result.values())
    if isinstance(result, (list, tuple)):
        return np.concatenate([_values(item) for item in result]) if result else np.empty(0)
    try:
        return np.asarray(result, dtype=float).ravel()
    except (TypeError, ValueError):
        return np.array([np.nan])


def _part(result: Any, part: Any) -> Any:
    if part is None:
        return result
    try:
        return result[part]
    except (KeyError, IndexError, TypeError):
        return None


def bounded(low: float | None, high: float | None, message: Text | None = None) -> Law:
    """Every finite number of the result lies between `low` and `high` (None: no bound)."""
    ends = (-math.inf if low is None else low, math.inf if high is None else high)
    en, fr = ([brief(end, language) for end in ends] for language in ("en", "fr"))
    text = message or Text(
        f"Every value must lie in [{en[0]}, {en[1]}].",
        f"Chaque valeur doit rester dans [{fr[0]}\u00a0; {fr[1]}].",
    )
    return Law("bounded", text, {"low": low, "high": high})


def _bounded(call: Call, arguments: dict, rng: Any, low: float | None, high: float | None) -> bool:
    values = _values(call(**arguments))
    values = values[~np.isnan(values)]
    slack = 1e-9
    return bool(
        (low is not None and (values < low - slack).any())
        or (high is not None and (values > high + slack).any())
    )


def monotone(
    argument: str, values: Sequence[float], message: Text, *, part: Any = None, falling: bool = False
) -> Law:
    """The result (or its `part`) never falls (never rises, if `falling`) as `argument` takes the rising `values`."""
    return Law(
        "monotone",
        message,
        {"argument": argument, "values": list(values), "part": part, "falling": falling},
    )


def _monotone(
    call: Call, arguments: dict, rng: Any, argument: str, values: Sequence[float], part: Any, falling: bool
) -> bool:
    results = [_values(_part(call(**{**arguments, argument: value}), part)) for value in values]
    steps = np.diff(np.stack(results), axis=0)
    steps = -steps if falling else steps
    return bool((steps < -1e-9).any() or np.isnan(steps).all())


def permutation_invariant(arguments: Sequence[str], message: Text | None = None) -> Law:
    """Shuffling the rows of the named arguments together changes nothing."""
    text = message or Text(
        "The order of the patients must not change the result.",
        "L'ordre des patients ne doit pas changer le résultat.",
    )
    return Law("permutation_invariant", text, {"names": list(arguments)})


def _permutation_invariant(
    call: Call, arguments: dict, rng: np.random.Generator, names: Sequence[str]
) -> bool:
    rows, before = np.arange(len(arguments[names[0]])), _by_name(call(**arguments))
    for order in (rows[::-1], rng.permutation(rows)):
        shuffled = {**arguments, **{name: _take(arguments[name], order) for name in names}}
        if difference(_by_name(call(**shuffled)), before, Tolerance(1e-7, 1e-9)) is not None:
            return True
    return False


def _by_name(result: Any) -> Any:
    """A Series by groups as a dictionary: their order, often that of appearance, says nothing."""
    if type(result).__name__ != "Series" or not result.index.is_unique:
        return result
    by_position = result.index.tolist() == list(range(len(result)))
    return result if by_position else result.to_dict()


def _take(rows: Any, order: np.ndarray) -> Any:
    if hasattr(rows, "iloc"):
        return rows.iloc[order]
    return [rows[i] for i in order] if isinstance(rows, (list, tuple)) else np.asarray(rows)[order]


def replication_invariant(arguments: Sequence[str], message: Text | None = None) -> Law:
    """Every row twice changes nothing: the result is a rate, not a count."""
    text = message or Text(
        "Counting every patient twice must not change a rate.",
        "Compter deux fois chaque patient ne doit pas changer un taux.",
    )
    return Law("replication_invariant", text, {"names": list(arguments)})


def _replication_invariant(call: Call, arguments: dict, rng: Any, names: Sequence[str]) -> bool:
    twice = np.tile(np.arange(len(arguments[names[0]])), 2)
    doubled = {**arguments, **{name: _take(arguments[name], twice) for name in names}}
    once, twice_over = _by_name(call(**arguments)), _by_name(call(**doubled))
    return difference(twice_over, once, Tolerance(1e-7, 1e-9)) is not None


def involution(argument: str, message: Text) -> Law:
    """Applied twice it gives back `argument`."""
    return Law("involution", message, {"argument": argument})


def _involution(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    once = call(**arguments)
    return difference(call(**{**arguments, argument: once}), arguments[argument]) is not None


def idempotent(argument: str, message: Text) -> Law:
    """Applied twice it gives what it gave once."""
    return Law("idempotent", message, {"argument": argument})


def _idempotent(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    once = call(**arguments)
    return difference(call(**{**arguments, argument: once}), once) is not None


def sums_to(total: float, message: Text, *, axis: int | None = None) -> Law:
    """The result's numbers sum to `total` (along `axis` if given)."""
    return Law("sums_to", message, {"total": total, "axis": axis})


def _sums_to(call: Call, arguments: dict, rng: Any, total: float, axis: int | None) -> bool:
    result = call(**arguments)
    values = _values(result) if axis is None else np.asarray(result, dtype=float)
    return not bool(np.allclose(values.sum(axis=axis), total, atol=1e-9))


def known(arguments: Mapping[str, Any], result: Any, message: Text, *, part: Any = None) -> Law:
    """With these `arguments` (the case's others unchanged) the result is one that everybody can work out by hand."""
    return Law("known", message, {"given": dict(arguments), "result": result, "part": part})


def _known(call: Call, arguments: dict, rng: Any, given: Mapping[str, Any], result: Any, part: Any) -> bool:
    return difference(_part(call(**{**arguments, **given}), part), result, FLOATING) is not None


def unchanged_by(argument: str, values: Sequence[Any], message: Text, *, part: Any = None) -> Law:
    """The result (or its `part`) is the same whichever of `values` the `argument` takes."""
    return Law("unchanged_by", message, {"argument": argument, "values": list(values), "part": part})


def _unchanged_by(
    call: Call, arguments: dict, rng: Any, argument: str, values: Sequence[Any], part: Any
) -> bool:
    first, *others = (_part(call(**{**arguments, argument: value}), part) for value in values)
    return any(difference(other, first, Tolerance(1e-7, 1e-9)) is not None for other in others)


def rejoins(argument: str, message: Text) -> Law:
    """The pieces of the result (texts or bytes), put end to end, give back the `argument`: a text, or its pieces."""
    return Law("rejoins", message, {"argument": argument})


def _rejoins(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    # a copy: an answer that changes its argument in place must not be held against what it left of it
    given = arguments[argument] if isinstance(arguments[argument], str) else list(arguments[argument])
    pieces = call(**arguments)
    if not isinstance(pieces, (list, tuple)):
        return True
    return _joined(pieces) is None or _joined(pieces) != _joined(given)


def _joined(pieces: Any) -> bytes | None:
    if all(isinstance(piece, (str, bytes)) for piece in pieces):
        return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    return None


def shortens(argument: str, message: Text) -> Law:
    """The result has fewer parts than the `argument`, and at least one."""
    return Law("shortens", message, {"argument": argument})


def _shortens(call: Call, arguments: dict, rng: Any, argument: str) -> bool:
    # counted before the call: an answer that changes its argument in place must not be held against what it left of it
    before = len(arguments[argument])
    return not 0 < len(call(**arguments)) < before


def renamed_alike(argument: str, message: Text | None = None) -> Law:
    """Renaming the groups of `argument` renames the keys of the result (a dict or a Series) and changes no value."""
    text = message or Text(
        "Calling the groups by other names must change the names in the answer and nothing else.",
        "Donner d'autres noms aux groupes doit changer les noms dans la réponse, et rien d'autre.",
    )
    return Law("renamed_alike", text, {"argument": argument})


def _renamed_alike(call: Call, arguments: dict, rng: np.random.Generator, argument: str) -> bool:
    groups = np.asarray(arguments[argument])
    names = np.unique(groups)
    other = {
        str(name): f"group {number}" for name, number in zip(names, rng.permutation(len(names)), strict=True)
    }
    before, after = (
        {str(key): value for key, value in dict(result).items()}
        for result in (
            call(**arguments),
            call(**{**arguments, argument: np.array([other[str(name)] for name in groups])}),
        )
    )
    return (
        difference(after, {other[name]: value for name, value in before.items()}, Tolerance(1e-7, 1e-9))
        is not None
    )


def keeps_promise(score: str, group: str, confidence: str, message: Text) -> Law:
    """The limits (a dict or a Series by group) cover new people as often as promised: see `labkit.tasks.promise`."""
    return Law("keeps_promise", message, {"score": score, "group": group, "confidence": confidence})


def _keeps_promise(
    call: Call, arguments: dict, rng: np.random.Generator, score: str, group: str, confidence: str
) -> bool:
    return promise_broken(
        lambda scores, groups: {
            str(name): limit
            for name, limit in dict(call(**{**arguments, score: scores, group: groups})).items()
        },
        arguments[confidence],
        rng,
    )


def inputs_untouched(message: Text | None = None) -> Law:
    """Calling twice with the same arguments gives the same result: nothing is remembered, nothing is changed."""
    text = message or Text(
        "The same question asked twice got two answers: does the function change something outside itself?",
        "La même question posée deux fois a reçu deux réponses : la fonction modifie-t-elle quelque chose en dehors d'elle ?",
    )
    return Law("inputs_untouched", text)


def _inputs_untouched(call: Call, arguments: dict, rng: Any) -> bool:
    return difference(call(**arguments), call(**arguments)) is not None


_TRIALS: dict[str, Callable[..., bool]] = {
    "bounded": _bounded,
    "monotone": _monotone,
    "permutation_invariant": _permutation_invariant,
    "replication_invariant": _replication_invariant,
    "involution": _involution,
    "idempotent": _idempotent,
    "sums_to": _sums_to,
    "known": _known,
    "unchanged_by": _unchanged_by,
    "rejoins": _rejoins,
    "shortens": _shortens,
    "renamed_alike": _renamed_alike,
    "keeps_promise": _keeps_promise,
    "inputs_untouched": _inputs_untouched,
}
