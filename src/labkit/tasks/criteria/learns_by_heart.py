"""The criterion of a training loop: it learns a few notes by heart, is seeded, and reads each note by itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.criteria.beyond_letters import beyond_letters

Call = Callable[..., Any]


_NOTHING = Text(
    "Your function returns nothing. Is a `return` missing?",
    "Votre fonction ne renvoie rien. Manque-t-il un `return` ?",
)


def learns_by_heart(
    call: Call,
    cases: Sequence[Mapping[str, Any]],
    rng: Any,
    sure: float,
    same: float,
    doubt: float = 0.0,
    neutral: Sequence[str] = (),
    truth: str = "",
    alike: float = 0.0,
) -> Text | str | None:
    """The answer trains a new model: ``(texts, labels, read, seed)`` -> the risk of label 1 for each note of `read`.

    A model that can learn anything learns a handful of shuffled labels by heart. Each note must come back with a risk of at
    least `sure` on its label's side, whichever the seed; a note that stands in `texts` with both labels must come back less
    sure than every other, by `doubt` in log-odds at least; known notes with one of the `neutral` words in front or at their end
    must on average stay on their side by `doubt`, which a table of texts cannot; two notes of the same words in another order may have opposite labels,
    which a count of words cannot tell apart. A note's log-odds may not move by more than `same` between two readings by one
    model, two runs with one seed, or beside a longer one (a case's `read` is a short new note and a long one); and another
    seed must give another model. A case's `truth`, withheld, are words and phrases of which the learned notes have no piece, and their
    log-odds in trainings of the network that is given: on these the answer's two models, on average, must go with it by `alike` at
    least (`beyond_letters`). The notes to read come in no order. Three trainings if all is well, one or two more where
    the mistake has to be named (see `NAME_MUTANTS`).
    """
    for case in cases:
        given = {name: case[name] for name in ("texts", "labels", "seed")}
        sides = {text: 2 * label - 1 for text, label in zip(case["texts"], case["labels"], strict=True)}
        torn = [text for text in sides if case["texts"].count(text) > 1]
        known = [text for text in sides if text not in torn]
        side = np.array([sides[text] for text in known])
        longer = (
            [_with_a_word(text, rng.choice(neutral), place % 2) for place, text in enumerate(known)]
            if neutral
            else []
        )
        # Three notes twice: whatever is left to chance in reading shows.
        strange = case[truth] if truth else {"notes": [], "odds": []}
        wanted = [*known[:3], *known, *torn, *longer, *case["read"], *strange["notes"]]
        read = [wanted[place] for place in rng.permutation(len(wanted))]
        first = [read.index(text) for text in known]
        last = [len(read) - 1 - read[::-1].index(text) for text in known]
        answer = call(**given, read=read)
        if answer is None:
            return _NOTHING
        risks = _risks(answer, len(read))
        if risks is None:
            return _what_it_is(answer, len(read), len(case["texts"]))
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
            if _all_but_word_order(known, sure_of, _log_odds(sure)):
                return "counts_words"
            return _why_not_known(call, given, known, odds[first], _log_odds(sure), same)
        if any(abs(odds[read.index(text)]) + doubt > sure_of.min() for text in torn):
            return "in_no_doubt"
        if longer:
            still = side * odds[[read.index(text) for text in longer]]
            if min(still[0::2].mean(), still[1::2].mean()) < doubt:
                return "looks_it_up"
        few = [*known[:3], case["read"][0]]
        answer = call(**given, read=few)
        apart = _risks(answer, len(few))
        if apart is None:
            return _what_it_is(answer, len(few), len(case["texts"]))
        if _apart(_log_odds(apart), odds[[read.index(text) for text in few]], same):
            repeated = _risks(call(**given, read=read), len(read))
            chance = repeated is None or _apart(_log_odds(repeated), odds, same)
            return "left_to_chance" if chance else "padding_counts"
        answer = call(**{**given, "seed": case["seed"] + 1}, read=read)
        other = _risks(answer, len(read))
        if other is None:
            return _what_it_is(answer, len(read), len(case["texts"]))
        if not _apart(_log_odds(other), odds, same):
            return "deaf_to_seed"
        if not (side * _log_odds(other)[first] >= _log_odds(sure)).all():
            return "not_by_heart"
        if strange["notes"]:
            both = (odds + _log_odds(other))[[read.index(text) for text in strange["notes"]]]
            learned = case["texts"], case["labels"]
            if not beyond_letters(both, strange["odds"], strange["notes"], *learned) >= alike:
                return "reads_letters"
    return None


def _with_a_word(text: str, word: str, in_front: int) -> str:
    return f"{word} {text}" if in_front else f"{text} {word}"


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


def _all_but_word_order(texts: list[str], sure_of: Any, sure: Any) -> bool:
    """Whether every note is known but those of which another has the same words."""
    words = [tuple(sorted(text.split())) for text in texts]
    alike = np.array([words.count(own) > 1 for own in words])
    return bool(alike.any() and (sure_of[~alike] >= sure).all() and not (sure_of[alike] >= sure).all())


def _risks(answer: Any, n: int) -> Any:
    risks = _numbers(answer)
    fits = risks is not None and risks.shape == (n,) and ((risks >= 0) & (risks <= 1)).all()
    return risks if fits else None


def _numbers(answer: Any) -> Any:
    try:
        return np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return None


def _what_it_is(answer: Any, asked: int, learned: int) -> Text:
    """What an answer that is no list of risks seems to be."""
    found = _numbers(answer)
    if found is None:
        return Text(
            f"A {type(answer).__name__} came back. A list of numbers is asked for, one risk for each note of `read`.",
            f"Votre fonction renvoie un objet {type(answer).__name__}. On demande une liste de nombres, un risque par note de `read`.",
        )
    if found.shape == (asked, 2):
        return Text(
            "Two columns came back for each note. Keep the second one, the risk of urgent: [:, 1].",
            "Deux colonnes reviennent pour chaque note. Gardez la seconde, le risque d'urgent : [:, 1].",
        )
    if found.shape == (learned,) and learned != asked:
        return Text(
            "You read the wrong notes: there are as many numbers as notes in `texts`, those the model learned. The notes to read are `read`.",
            "Vous lisez d'autres notes que celles demandées : il y a autant de nombres que de notes dans `texts`, celles qu'il a apprises. Les notes "
            "à lire sont dans `read`.",
        )
    if found.shape == (asked,) and np.isfinite(found).all():
        return Text(
            "Some of your numbers are below 0 or above 1: they are logits (scores), not risks. torch.softmax(..., dim=1) makes risks of them.",
            "Certains de vos nombres sont inférieurs à 0 ou supérieurs à 1 : ce sont des logits (des scores), pas des risques. torch.softmax(..., dim=1) "
            "en fait des risques.",
        )
    if found.shape == (asked,):
        return Text(
            "Some of your risks are not numbers (NaN or infinite): the training diverged, or the loss is wrong.",
            "Certains de vos risques ne sont pas des nombres (NaN ou infinis) : l'entraînement a divergé, ou la perte est fausse.",
        )
    return Text(
        f"Numbers of shape {found.shape} came back. One risk for each note of `read` is asked for, in their order.",
        f"Vos nombres ont la forme {found.shape}. On demande un risque par note de `read`, dans leur ordre.",
    )


def _log_odds(risk: Any) -> Any:
    """Where floats still tell risks near 0 and 1 apart."""
    kept = np.clip(risk, 1e-6, 1 - 1e-6)
    return np.log(kept / (1 - kept))


def _apart(a: Any, b: Any, same: float) -> bool:
    return bool(np.max(np.abs(a - b)) > same)
