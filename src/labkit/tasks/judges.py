"""Named judges, for tasks in which agreement with a reference is the wrong question."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import beta, binom

from labkit.tasks.text import Text

Call = Callable[..., Any]


def run(
    name: str, parameters: Mapping[str, Any], call: Call, cases: Sequence[Mapping[str, Any]], seed: int
) -> Text | None:
    """None if the answer satisfies the judge, else the reason in both languages."""
    return _JUDGES[name](call, cases, np.random.default_rng(seed), **parameters)


_NO_INTERVAL = Text(
    "An interval has a lower and an upper bound, two numbers in this order.",
    "Un intervalle a une borne inférieure et une borne supérieure, deux nombres dans cet ordre.",
)


def _is_interval(low: float, high: float) -> bool:
    """One that is turned round has a negative width, which would pay for others that are too wide."""
    return math.isfinite(low) and math.isfinite(high) and low <= high


def _coverage(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, truth: str, level: float, width: float
) -> Text | None:
    """Each case is one replication whose `truth` argument is withheld; the answer returns (low, high).

    The number of intervals that hold the truth must lie where a right interval's would, 999 times in 1,000
    (binomial), and the mean width must not exceed `width`, or "always say 0 to 1" would win.
    """
    hits, widths = 0, []
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        low, high = (float(bound) for bound in call(**visible))
        if not _is_interval(low, high):
            return _NO_INTERVAL
        hits += low <= arguments[truth] <= high
        widths.append(high - low)
    least, most = binom.ppf([0.0005, 0.9995], len(cases), level)
    if hits < least:
        return Text(
            "Your intervals miss the truth too often: they are too narrow for what they promise.",
            "Vos intervalles manquent trop souvent la vérité : ils sont trop étroits pour ce qu'ils promettent.",
        )
    if hits > most and level < 1 or not np.mean(widths) <= width:
        return Text(
            "Your intervals are wider than they need to be: they promise little.",
            "Vos intervalles sont plus larges que nécessaire : ils promettent peu.",
        )
    return None


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
    closing: Sequence[str],
) -> Text | None:
    """F1 of each phenomenon's label, in each language, over its sentences and their minimal pairs: none below `least`.

    The withheld `truth` of a case is ``{"label", "phenomenon", "language", "pair", "own"}``: `own` is True for a sentence
    that shows the phenomenon, False for its partner, the same sentence with another label once the cue is gone or changed;
    `pair` is their common number. The label of a phenomenon is that of its own sentences. F1 = 2 TP / (2 TP + FP + FN)
    (van Rijsbergen, Information Retrieval, 1979). `messages` holds what to look at, under ``"phenomenon language"``.
    """
    labels = {case[truth]["label"] for case in cases}
    groups: dict[str, list[tuple[Any, Mapping[str, Any]]]] = {}
    for arguments in cases:
        visible = {name: value for name, value in arguments.items() if name != truth}
        said, known = call(**visible), arguments[truth]
        if said is None:
            return Text(
                "Your function returns nothing for at least one sentence. Is a `return` missing?",
                "Votre fonction ne renvoie rien pour au moins une phrase. Manque-t-il un `return` ?",
            )
        if not isinstance(said, str) or said not in labels:
            words = ", ".join(f'"{label}"' for label in sorted(labels))
            return Text(f"Return one of {words}.", f"Renvoyez un de ces mots : {words}.")
        groups.setdefault(f"{known['phenomenon']} {known['language']}", []).append((said, known))
    scores = {name: _f1_of_own_label(rows) for name, rows in groups.items()}
    below = [name for name, score in scores.items() if score < least]
    if not below:
        return None
    worst = min(below, key=lambda name: (scores[name], name))
    same, pairs = _pairs_alike(groups[worst])
    look, rest = Text(*messages[worst]), Text(*closing)
    return Text(
        f"{look.en} Of its {pairs} minimal pairs (two sentences alike but for the cue), {same} do not differ for you: one and the "
        f"same label. Phenomena below the floor: {len(below)} of {len(scores)}. {rest.en}",
        f"{look.fr} De ses {pairs} paires minimales (deux phrases semblables, au déclencheur près), {same} ne diffèrent pas chez vous : "
        f"une seule et même étiquette. Phénomènes sous le plancher : {len(below)} sur {len(scores)}. {rest.fr}",
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


_JUDGES: dict[str, Callable[..., Text | None]] = {
    "coverage": _coverage,
    "exact_coverage": _exact_coverage,
    "floor": _floor,
    "f1_floor": _f1_floor,
}
