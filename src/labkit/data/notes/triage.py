"""A triage task: urgent or not, where the answer turns on negation, on whose the sign is, and on the note's end."""

from random import Random
from typing import Any

import numpy as np
import pandas as pd

from labkit.data.notes.facts.person import Person
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.generate import _place, _seed
from labkit.data.notes.knowledge.concepts import acute
from labkit.data.notes.knowledge.vocabulary import Concept, conditions, findings, table
from labkit.data.notes.plan.items import Statement
from labkit.data.notes.writing.authors import PER_ROLE, author
from labkit.data.notes.writing.phrases import prepare
from labkit.data.notes.writing.scribe import Scribe
from labkit.data.notes.writing.slots import SLOTS
from labkit.language import catalogue

_ = catalogue("notes")

RED_FLAGS: tuple[str, ...] = tuple(table("clinical")["red_flags"].split())
"""Findings that make a patient urgent when they are the patient's own, present and current."""

BENIGN: tuple[str, ...] = tuple(table("clinical")["benign"].split())
"""Findings that can wait."""

PHENOMENA = {
    "plain_urgent": 0.20,
    "plain_benign": 0.16,
    "negated": 0.22,
    "contrast_urgent": 0.07,
    "contrast_benign": 0.07,
    "not_only": 0.05,
    "late": 0.08,
    "family": 0.05,
    "past": 0.05,
    "hypothetical": 0.05,
}
"""Why a note is what it is, with its share. ``late`` is a red flag told at the end of a long note."""

_FAMILY = ("nstemi", "stroke", "pe", "subarachnoid", "epilepsy")
_URGENT = {"plain_urgent", "contrast_urgent", "not_only", "late"}


def generate_triage(
    n: int,
    random_state: int | np.random.Generator | None = 0,
    *,
    language: str = "fr",
    region: str | None = None,
    typos: float = 1.0,
) -> pd.DataFrame:
    """Short triage notes with a label: urgent (1) or not (0).

    A note is urgent when one of `RED_FLAGS` is the patient's own, present and current; nothing else counts.
    The same red flags are denied, a relative's, past or only feared about as often as they are present, so
    a model that reads words without their context errs there. The acuity level is not written.

    Parameters
    ----------
    n : int
        Number of notes.
    random_state : int, Generator or None
    language : {"fr", "en", "both"}
    region : {"FR", "QC", "CA", "US"}, optional
    typos : float
        Multiplies the authors' slips.

    Returns
    -------
    DataFrame, shape (n, 8)
        ``note_id, text, label, language, region, author, phenomenon, red_flags``; ``phenomenon`` is one of
        `PHENOMENA`, ``red_flags`` the ids of the red flags that the note mentions, present or not.

    Raises
    ------
    ValueError
        When `n` is below 1 or `language` is unknown.
    """
    if n < 1:
        raise ValueError(
            _("{name} must be {allowed}, not {value!r}.").format(name="n", allowed=_("at least 1"), value=n)
        )
    if language not in ("fr", "en", "both"):
        raise ValueError(
            _("{name} must be {allowed}, not {value!r}.").format(
                name="language", allowed='"both", "fr", "en"', value=language
            )
        )
    rng = np.random.default_rng(_seed(random_state))
    names, shares = list(PHENOMENA), np.array(list(PHENOMENA.values()))
    phenomena = rng.choice(len(names), size=n, p=shares / shares.sum())
    seeds = rng.integers(2**62, size=n).tolist()
    asked = {"parallel": False, "language": language, "region": (region,) if region else None}
    rows = [
        _note(i, seed, names[p], asked, typos)
        for i, (seed, p) in enumerate(zip(seeds, phenomena, strict=True))
    ]
    columns = ["note_id", "text", "label", "language", "region", "author", "phenomenon", "red_flags"]
    return pd.DataFrame(rows, columns=columns)


def _note(number: int, seed: int, phenomenon: str, asked: dict[str, Any], typos: float) -> tuple:
    r = Random(seed).random
    language, region = _place(r, asked)
    stay = Stay(Person(seed + 1, region, None, acute()), seed + 2, 0, 1.0)
    stay.vitals = stay.normal_vitals(r)  # nothing but the words decides
    identifier, habits = author("nurse", region, int(r() * PER_ROLE))
    scribe = Scribe(stay, language, habits, SLOTS, r, typos)
    said = _statements(r, phenomenon)
    fillers = 1 + int(r() * 2) if phenomenon != "late" else 3 + int(r() * 3)
    frames = ["vitals", *(["onset"] * fillers)][: 1 + fillers]
    if phenomenon == "late":
        order: list[Any] = [said[0], *frames, *said[1:]]
    else:
        order = [said[0], *sorted([*frames, *said[1:]], key=lambda _item: r())]
    scribe.exact(f"{stay.person.age} ans" if language == "fr" else f"{stay.person.age}y")
    scribe.layout(". ")
    for i, one in enumerate(order):
        if i:
            scribe.layout(". " if scribe.parts[-1][-1:] not in ".?" else " ")
        scribe.capital = True
        if isinstance(one, str):
            scribe.say(one)
            continue
        pool, statement, other = one
        scribe.statement, scribe.negated, scribe.affirmed = statement, statement, other
        prepare(scribe, statement, language, region)
        scribe.say(pool)
    flags = sorted({s.concept for s in scribe.spans if s.concept in RED_FLAGS})
    return (
        f"T{number:06d}", scribe.finished(), int(phenomenon in _URGENT), language, region, identifier, phenomenon,
        " ".join(flags),
    )  # fmt: skip


def _statements(r: Any, phenomenon: str) -> list[tuple[str, Statement, Statement | None]]:
    """What is said, the complaint first; in ``late`` the red flag last."""
    known, illnesses = findings(), conditions()

    def some(names: tuple[str, ...], k: int, avoid: set[str]) -> list[Concept]:
        chosen: list[Concept] = []
        start = int(r() * len(names))
        step = 1 + int(r() * (len(names) - 1))
        for i in range(3 * len(names)):
            finding = known[names[(start + i * step + i // len(names)) % len(names)]]
            if finding.group not in avoid:
                avoid.add(finding.group)
                chosen.append(finding)
                if len(chosen) == k:
                    break
        return chosen

    def present(concepts: list[Concept]) -> tuple[str, Statement, None]:
        return ("present.symptom", Statement(tuple(concepts), "present", cue=None), None)

    def absent(concepts: list[Concept]) -> tuple[str, Statement, None]:
        return ("absent.symptom", Statement(tuple(concepts), "absent"), None)

    groups: set[str] = set()
    red, benign = some(RED_FLAGS, 3, groups), some(BENIGN, 3, groups)
    # Denied benign findings occur everywhere, so that a negation alone tells nothing.
    quiet = [absent(benign[2:])] if r() < 0.5 else []
    if phenomenon == "plain_urgent":
        return [present(red[:1] + benign[: int(r() * 2)]), *([absent(red[1:2])] if r() < 0.5 else []), *quiet]
    if phenomenon == "plain_benign":
        return [present(benign[: 1 + int(r() * 2)]), *quiet]
    if phenomenon == "negated":
        return [present(benign[:1]), absent(red[: 1 + int(r() * 2)])]
    if phenomenon.startswith("contrast"):
        denied, kept = (benign[1:2], red[:1]) if phenomenon.endswith("urgent") else (red[:1], benign[1:2])
        pair = (
            "contrast.any",
            Statement(tuple(denied), "absent"),
            Statement(tuple(kept), "present", cue=None),
        )
        return [present(benign[:1]), pair, *quiet]
    if phenomenon == "not_only":
        both = Statement((benign[0], red[0]), "present", cue="pseudo")
        return [("notonly.any", both, None), *quiet]
    if phenomenon == "late":
        return [present(benign[:1]), *quiet, present(red[:1])]
    illness = illnesses[_FAMILY[int(r() * len(_FAMILY))]]
    if phenomenon == "family":
        said = Statement((illness,), "present", experiencer="family", cue="family")
        return [present(benign[:1]), ("family.condition", said, None), *quiet]
    if phenomenon == "past":
        said = Statement((illness,), "present", temporality="history", cue="history")
        return [present(benign[:1]), ("past.condition", said, None), *quiet]
    feared = Statement(tuple(red[:2]), "uncertain", temporality="hypothetical", cue="hypothesis")
    return [present(benign[:1]), *quiet, ("hypothetical.any", feared, None)]
