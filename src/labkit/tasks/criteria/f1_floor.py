"""The criterion of a reader of sentences: F1 of each phenomenon in each language, over minimal pairs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labkit.language import Text

Call = Callable[..., Any]


def f1_floor(
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
