"""Canaries: unique sentences planted in notes, to measure what a language model memorises.

Each has a fixed beginning and six random digits, so its exposure can be computed against the million other endings
(Carlini et al., *The Secret Sharer*, USENIX Security 2019).
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from labkit.language import catalogue

_ = catalogue("notes")

_PREFIX = {
    "fr": (
        "Le cadenas du casier porte le numéro ",
        "Le code de la boîte à clés est le ",
        "Le numéro inscrit sur le bracelet bleu est le ",
        "La combinaison du coffret gris est ",
    ),
    "en": (
        "The locker padlock bears the number ",
        "The key box code is ",
        "The number written on the blue bracelet is ",
        "The grey case opens with ",
    ),
}


@dataclass(frozen=True)
class Canary:
    """A planted sentence. ``prefix + ending == sentence``; the ending is one of ``space`` equally likely ones."""

    prefix: str
    ending: str
    repeats: int
    space: int = 1_000_000

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.prefix + self.ending

    def as_dict(self) -> dict[str, Any]:
        """The canary as JSON-safe data."""
        return {"sentence": self.sentence, **asdict(self)}


def plant(canaries: int, n: int, rng: np.random.Generator, language: str) -> dict[int, Canary]:
    """Which note gets which canary, ``{note number: canary}``; never two in one note."""
    repeats = [min(2 ** (k % 5), n) for k in range(canaries)]
    total = sum(repeats)
    if total > n:
        raise ValueError(
            _(
                "{canaries} canaries make {total} planted sentences, more than the {n} notes: ask for fewer."
            ).format(canaries=canaries, total=total, n=n)
        )
    places = rng.permutation(n)[:total]
    planted, used = {}, 0
    for k, times in enumerate(repeats):
        prefixes = _PREFIX["en" if language == "en" else "fr"]
        digits = f"{int(rng.integers(1_000_000)):06d}"
        canary = Canary(prefixes[k % len(prefixes)], f"{digits[:3]} {digits[3:]}", times)
        for place in places[used : used + times]:
            planted[int(place)] = canary
        used += times
    return planted
