"""Named judges, for tasks in which agreement with a reference is the wrong question."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import beta, binom

from labkit.tasks.text import Text

Call = Callable[..., Any]


# These recognise the task's typical mistakes themselves, by what they do rather than by their very numbers: a bundle keeps no
# results of the mutants for them, whose results would depend on the machine.
NAME_MUTANTS = frozenset({"learns_by_heart"})


def run(
    name: str, parameters: Mapping[str, Any], call: Call, cases: Sequence[Mapping[str, Any]], seed: int
) -> Text | str | None:
    """None if the answer satisfies the judge, else the reason in both languages, or the name of the task's mutant."""
    return _JUDGES[name](call, cases, np.random.default_rng(seed), **parameters)


_NO_INTERVAL = Text(
    "An interval has a lower and an upper bound, two numbers in this order.",
    "Un intervalle a une borne inférieure et une borne supérieure, deux nombres dans cet ordre.",
)


def _is_interval(low: float, high: float) -> bool:
    """One that is turned round has a negative width, which would pay for others that are too wide."""
    return math.isfinite(low) and math.isfinite(high) and low <= high


def _coverage(
    call: Call,
    cases: Sequence[Mapping[str, Any]],
    rng: Any,
    truth: str,
    level: float,
    width: float,
    narrowest: float = 0.0,
    grace: float = 0.0,
) -> Text | None:
    """Each case is one replication whose `truth` argument is withheld; the answer returns (low, high).

    The number of intervals that hold the truth must lie where a right interval's would, 999 times in 1,000
    (binomial), and the mean width must not exceed `width`, or "always say 0 to 1" would win. An approximate interval may
    be `grace` off `level`. A mean width below `narrowest` misses the truth too often as well, also where a few hundred
    replications are too few to see it in the count (90 % of them, say, in place of 95).
    """
    hits, widths = 0, []
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        low, high = (float(bound) for bound in call(**visible))
        if not _is_interval(low, high):
            return _NO_INTERVAL
        hits += low <= arguments[truth] <= high
        widths.append(high - low)
    least = binom.ppf(0.0005, len(cases), level - grace)
    most = binom.ppf(0.9995, len(cases), min(level + grace, 1))
    n, due = len(cases), round(level * len(cases))
    counted = Text(
        f"{hits} of your {n} hold the truth; {due} are expected.",
        f"{hits} de vos {n} intervalles contiennent la vérité ; on en attend {due}.",
    )
    if hits < least:
        return Text(
            f"Your intervals miss the truth too often: they are too narrow for what they promise. {counted.en}",
            f"Vos intervalles manquent trop souvent la vérité : ils sont trop étroits pour ce qu'ils promettent. {counted.fr}",
        )
    wide = float(np.mean(widths))
    if wide < narrowest:
        return Text(
            f"Your intervals are too narrow for what they promise. {counted.en} Luck helped: in the long run a mean width of "
            f"{wide:.3f} misses too often.",
            f"Vos intervalles sont trop étroits pour ce qu'ils promettent. {counted.fr} La chance y est pour quelque chose : à la "
            f"longue, une largeur moyenne de {_comma(wide)} la manque trop souvent.",
        )
    if hits > most and level < 1 or not wide <= width:
        return Text(
            f"Your intervals are wider than they need to be: they promise little. {counted.en} Their mean width: {wide:.3f}.",
            f"Vos intervalles sont plus larges que nécessaire : ils promettent peu. {counted.fr} Leur largeur moyenne : "
            f"{_comma(wide)}.",
        )
    return None


def _comma(number: float) -> str:
    return f"{number:.3f}".replace(".", ",")


def _exact_coverage(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, count: str, total: str, level: float
) -> Text | None:
    """An interval of a proportion, tried on every count from 0 to each total: its coverage without any simulation.

    Averaged over all true proportions, a right interval holds the truth about `level` of the time (Newcombe, Stat Med
    1998;17:857); an approximate one may fall a hundredth short. None need be wider than Clopper and Pearson's (1934),
    which never falls below `level` at any proportion; a twentieth of grace is for continuity corrections.
    """
    grid = (np.arange(400) + 0.5) / 400
    covered, width, widest = [], [], []
    for n in sorted({case[total] for case in cases}):
        counts = np.arange(n + 1)
        bounds = [tuple(float(bound) for bound in call(**{count: int(k), total: int(n)})) for k in counts]
        if not all(_is_interval(low, high) for low, high in bounds):
            return _NO_INTERVAL
        low, high = np.array(bounds).T
        chance = binom.pmf(counts, n, grid[:, None])
        covered.append((chance * ((low <= grid[:, None]) & (grid[:, None] <= high))).sum(axis=1).mean())
        width.append((chance * (high - low)).sum(axis=1).mean())
        exact = beta.ppf(0.5 + level / 2, counts + 1, n - counts) - beta.ppf(
            0.5 - level / 2, counts, n - counts + 1
        )
        exact[0], exact[-1] = beta.ppf(0.5 + level / 2, 1, n), 1 - beta.ppf(0.5 - level / 2, n, 1)
        widest.append((chance * exact).sum(axis=1).mean())
    if not np.mean(covered) >= level - 0.01:
        return Text(
            "Your intervals miss the truth too often: they are too narrow for what they promise.",
            "Vos intervalles manquent trop souvent la vérité : ils sont trop étroits pour ce qu'ils promettent.",
        )
    if not np.mean(width) <= 1.05 * np.mean(widest):
        return Text(
            "Your intervals are wider than they need to be: they promise little.",
            "Vos intervalles sont plus larges que nécessaire : ils promettent peu.",
        )
    return None


def _floor(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, truth: str, least: float, message: Sequence[str]
) -> Text | None:
    """Share of cases in which the answer equals the withheld `truth`; below `least` it is not enough."""
    right = sum(
        call(**{name: value for name, value in arguments.items() if name != truth}) == arguments[truth]
        for arguments in cases
    )
    return None if right >= least * len(cases) else Text(*message)


def _f1_floor(
    call: Call,
    cases: Sequence[Mapping[str, Any]],
    rng: Any,
    truth: str,
    least: float,
    messages: Mapping[str, Sequence[str]],
    names: Mapping[str, Sequence[str]],
    closing: Sequence[str],
) -> Text | None:
    """F1 of each phenomenon's label, in each language, over its sentences and their minimal pairs: none below `least`.

    The withheld `truth` of a case is ``{"label", "phenomenon", "language", "pair", "own"}``: `own` is True for a sentence
    that shows the phenomenon, False for its partner, the same sentence with another label once the cue is gone or changed;
    `pair` is their common number. The label of a phenomenon is that of its own sentences. F1 = 2 TP / (2 TP + FP + FN)
    (van Rijsbergen, Information Retrieval, 1979). `messages` holds what to look at, under ``"phenomenon language"``,
    and `names` how the phenomenon is called, both in English and French.
    """
    labels, rest = {case[truth]["label"] for case in cases}, Text(*closing)
    groups: dict[str, list[tuple[Any, Mapping[str, Any]]]] = {}
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        said, known = call(**visible), arguments[truth]
        if said is None:
            return Text(
                f"Your function returns nothing for at least one sentence. Is a `return` missing? {rest.en}",
                f"Votre fonction ne renvoie rien pour au moins une phrase. Manque-t-il un `return` ? {rest.fr}",
            )
        if not isinstance(said, str) or said not in labels:
            words = ", ".join(f'"{label}"' for label in sorted(labels))
            return Text(f"Return one of {words}.", f"Renvoyez un de ces mots : {words}.")
        groups.setdefault(f"{known['phenomenon']} {known['language']}", []).append((said, known))
    scores = {name: _f1_of_own_label(rows) for name, rows in groups.items()}
    below = [name for name, score in scores.items() if score < least]
    if not below:
        return None
    below.sort(key=lambda name: (scores[name], name))
    worst = below[0]
    same, pairs = _pairs_alike(groups[worst])
    look = Text(*messages[worst])
    alike = _said_of_pairs(same, pairs)
    listed = [mark.join(names[name][side] for name in below) for side, mark in enumerate(("; ", " ; "))]
    return Text(
        f"{look.en} {alike[0]}Below the floor, {len(below)} of {len(scores)}, the lowest first: {listed[0]}. {rest.en}",
        f"{look.fr} {alike[1]}Sous le plancher, {len(below)} sur {len(scores)}, du plus bas au plus haut : {listed[1]}. {rest.fr}",
    )


def _said_of_pairs(same: int, pairs: int) -> tuple[str, str]:
    """How many minimal pairs got one label twice; nothing where none did."""
    if not same:
        return "", ""
    explained = "two sentences alike but for the cue", "deux phrases semblables, au déclencheur près"
    if same == 1:
        return (
            f"Of its {pairs} minimal pairs ({explained[0]}), one does not differ for you: its two sentences get the same label. ",
            f"De ses {pairs} paires minimales ({explained[1]}), une ne diffère pas chez vous : ses deux phrases reçoivent la même étiquette. ",
        )
    return (
        f"Of its {pairs} minimal pairs ({explained[0]}), {same} do not differ for you: one and the same label. ",
        f"De ses {pairs} paires minimales ({explained[1]}), {same} ne diffèrent pas chez vous : une seule et même étiquette. ",
    )


def _f1_of_own_label(rows: Sequence[tuple[Any, Mapping[str, Any]]]) -> float:
    label = next(known["label"] for _, known in rows if known["own"])
    hits = sum(said == label == known["label"] for said, known in rows)
    wrong = sum((said == label) != (known["label"] == label) for said, known in rows)
    return 2 * hits / (2 * hits + wrong) if hits else 0.0


def _pairs_alike(rows: Sequence[tuple[Any, Mapping[str, Any]]]) -> tuple[int, int]:
    """Pairs whose sentences all got one label, and pairs."""
    said_of: dict[Any, set[Any]] = {}
    for said, known in rows:
        said_of.setdefault(known["pair"], set()).add(said)
    return sum(len(labels) == 1 for labels in said_of.values()), len(said_of)


_NOTHING = Text(
    "Your function returns nothing. Is a `return` missing?",
    "Votre fonction ne renvoie rien. Manque-t-il un `return` ?",
)
_NOT_RISKS = Text(
    "One risk for each note of `read` is asked for, in their order: a list of numbers between 0 and 1.",
    "On demande un risque pour chaque note de `read`, dans leur ordre : une liste de nombres entre 0 et 1.",
)


def _learns_by_heart(
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


_JUDGES: dict[str, Callable[..., Text | str | None]] = {
    "coverage": _coverage,
    "exact_coverage": _exact_coverage,
    "floor": _floor,
    "learns_by_heart": _learns_by_heart,
    "f1_floor": _f1_floor,
}
