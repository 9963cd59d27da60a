"""The criterion of a training loop: it learns a few notes by heart, is seeded, and reads each note by itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text

Call = Callable[..., Any]


_NOTHING = Text(
    "Your function returns nothing. Is a `return` missing?",
    "Votre fonction ne renvoie rien. Manque-t-il un `return` ?",
)
_NOT_RISKS = Text(
    "One risk for each note of `read` is asked for, in their order: a list of numbers between 0 and 1.",
    "On demande un risque pour chaque note de `read`, dans leur ordre : une liste de nombres entre 0 et 1.",
)


def learns_by_heart(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, sure: float, same: float, doubt: float = 0.0
) -> Text | str | None:
    """The answer trains a new model: ``(texts, labels, read, seed)`` -> the risk of label 1 for each note of `read`.

    A model that can learn anything learns a handful of shuffled labels by heart. Each note must come back with a risk of at
    least `sure` on its label's side, whichever the seed; a note that stands in `texts` with both labels must come back less
    sure than every other, by `doubt` in log-odds at least, which tells a training from a table of labels; a note's log-odds
    may not move by more than `same` between two readings by one model, two runs with one seed, or beside a longer one (a
    case's `read` is a short new note and a long one); and another seed must give another model. The notes to read come in no
    order. Three trainings if all is well, one or two more where the mistake has to be named (see `NAME_MUTANTS`).
    """
    for case in cases:
        given = {name: case[name] for name in ("texts", "labels", "seed")}
        sides = {text: 2 * label - 1 for text, label in zip(case["texts"], case["labels"], strict=True)}
        torn = [text for text in sides if case["texts"].count(text) > 1]
        known = [text for text in sides if text not in torn]
        side = np.array([sides[text] for text in known])
        # Three notes twice: whatever is left to chance in reading shows.
        wanted = [*known[:3], *known, *torn, *case["read"]]
        read = [wanted[place] for place in rng.permutation(len(wanted))]
        first = [read.index(text) for text in known]
        last = [len(read) - 1 - read[::-1].index(text) for text in known]
        answer = call(**given, read=read)
        if answer is None:
            return _NOTHING
        risks = _risks(answer, len(read))
        if risks is None:
            return _NOT_RISKS
        if np.isin(risks, (0, 1)).all():
            return "verdicts"
        if abs(risks.sum() - 1) < 1e-3:
            return "shared_out"
        odds = _log_odds(risks)
        twice_alike = not _apart(odds[first], odds[last], same)
        sure_of = side * odds[first]
        if twice_alike and (sure_of < 0).all():
            return "other_column"
        if not (twice_alike and (sure_of >= _log_odds(sure)).all()):
            if _in_another_order(call, given, read, odds, rng, same):
                return "another_order"
            if not twice_alike:
                return "reads_while_learning"
            return _why_not_known(call, given, known, odds[first], _log_odds(sure), same)
        if any(abs(odds[read.index(text)]) + doubt > sure_of.min() for text in torn):
            return "in_no_doubt"
        few = [*known[:3], case["read"][0]]
        apart = _risks(call(**given, read=few), len(few))
        if apart is None:
            return _NOT_RISKS
        if _apart(_log_odds(apart), odds[[read.index(text) for text in few]], same):
            repeated = _risks(call(**given, read=read), len(read))
            chance = repeated is None or _apart(_log_odds(repeated), odds, same)
            return "left_to_chance" if chance else "padding_counts"
        other = _risks(call(**{**given, "seed": case["seed"] + 1}, read=read), len(read))
        if other is None:
            return _NOT_RISKS
        if not _apart(_log_odds(other), odds, same):
            return "deaf_to_seed"
        if not (side * _log_odds(other)[first] >= _log_odds(sure)).all():
            return "not_by_heart"
    return None


def _in_another_order(
    call: Call, given: Mapping[str, Any], read: list[str], odds: Any, rng: Any, same: float
) -> bool:
    """Whether the notes, asked for in another order, get the same risks, but not each its own."""
    shuffled = rng.permutation(len(read))
    turned = _risks(call(**given, read=[read[place] for place in shuffled]), len(read))
    if turned is None:
        return False
    again = _log_odds(turned)
    return not _apart(np.sort(again), np.sort(odds), same) and _apart(again, odds[shuffled], same)


def _why_not_known(
    call: Call, given: Mapping[str, Any], texts: list[str], odds: Any, sure: Any, same: float
) -> str:
    flipped = [1 - label for label in given["labels"]]
    turned = _risks(call(**{**given, "labels": flipped}, read=texts), len(texts))
    if turned is not None and not _apart(_log_odds(turned), odds, same):
        return "never_steps"
    if (odds >= sure).all() or (odds <= -sure).all():
        return "one_note"
    return "not_by_heart"


def _risks(answer: Any, n: int) -> Any:
    risks = np.asarray(answer, dtype=float)
    return risks if risks.shape == (n,) and ((risks >= 0) & (risks <= 1)).all() else None


def _log_odds(risk: Any) -> Any:
    """Where floats still tell risks near 0 and 1 apart."""
    kept = np.clip(risk, 1e-6, 1 - 1e-6)
    return np.log(kept / (1 - kept))


def _apart(a: Any, b: Any, same: float) -> bool:
    return bool(np.max(np.abs(a - b)) > same)
