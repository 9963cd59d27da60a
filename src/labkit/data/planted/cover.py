"""Who pays for the care: signs that were treated at home before the patient came."""

from dataclasses import dataclass

import numpy as np

from labkit.data import network
from labkit.data.planted._effect import Planted, mean, percent
from labkit.data.truth import Effect
from labkit.data.world import World

_PLACES = (1, 2, 3, 4, 5)
# Share of the people of a place whose cover is partial, and who have a means-tested one: choices, not estimates.
_PARTIAL = (0.015, 0.020, 0.030, 0.045, 0.090)
_MEANS_TESTED = (0.03, 0.05, 0.08, 0.12, 0.22)
_PARTIAL_ODDS_OF_ANOTHER_LANGUAGE = 3.0
_INTERPRETER = 0.6  # of the people who speak another language


@dataclass(frozen=True)
class UnequalCover(Planted):
    """Sepsis changes the signs less in people whose health cover is not complete: they treat themselves first.

    Three columns are added. ``cover`` is ``full``, ``means_tested`` (complémentaire santé solidaire in France,
    carnet de réclamation in Québec) or ``partial`` (aide médicale de l'État in France; in Québec the interim
    federal programme, or no health card yet). ``deprivation`` is the fifth of the index of the *place* where the
    patient lives, 5 the most deprived. ``interpreter`` says whether one is needed. Partial cover is more frequent
    in deprived places and among people of another language, and yet most people of a deprived place have full
    cover. Nothing but partial cover moves the signs.

    Parameters
    ----------
    attenuation : float
        Share of sepsis's effect on signs and blood tests that is gone in people with partial cover, 0 to 1. With 0
        nothing is planted: an audit should find nothing.
    """

    name = "unequal_cover"
    stages = ("presentation",)
    shares = ("attenuation",)

    attenuation: float = 0.5

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        people = world.people
        n = len(people["person"])
        place = rng.integers(0, len(_PLACES), n)
        foreign = people["language"] == "other"
        odds = np.array(_PARTIAL)[place] / (1 - np.array(_PARTIAL)[place])
        odds = odds * np.where(foreign, _PARTIAL_ODDS_OF_ANOTHER_LANGUAGE, 1.0)
        partial, uniform = odds / (1 + odds), rng.random(n)
        people["deprivation"] = np.array(_PLACES, dtype=np.int8)[place]
        people["cover"] = np.select(
            [uniform < partial, uniform < partial + np.array(_MEANS_TESTED)[place]],
            ["partial", "means_tested"],
            default="full",
        )
        people["interpreter"] = (foreign & (rng.random(n) < _INTERPRETER)).astype(np.int8)
        for name in ("cover", "deprivation", "interpreter"):
            world.columns[name] = people[name][world.patient]
        left = np.where(world.columns["cover"] == "partial", 1 - self.attenuation, 1.0)
        for name in network.MEASURES:
            world.shift[name] = world.shift[name] * left

    def describe(self, world: World) -> Effect:
        here, deprived = world.columns["cover"] == "partial", world.columns["deprivation"] == _PLACES[-1]
        return self.effect(
            ("cover", "deprivation", "interpreter", *network.MEASURES),
            {"cover": "partial"},
            {
                "partial": mean(here),
                "partial_in_the_most_deprived_fifth": mean(here, deprived),
                "most_deprived_fifth_if_partial": mean(deprived, here),
            },
            f"Sepsis changes the signs {percent(self.attenuation, 'en')} less in people with partial cover, who treat themselves "
            "before they come: a model that reads signs misses more of their sepsis. An index of the place hardly shows it, "
            "since most people of a deprived place have full cover.",
            f"Le sepsis modifie les signes {percent(self.attenuation, 'fr')} de moins chez les personnes dont la couverture est "
            "partielle, qui se soignent d'abord seules : un modèle qui lit les signes laisse passer davantage de leurs sepsis. Un "
            "indice du lieu de résidence le montre à peine, car dans un lieu défavorisé la plupart des gens ont une couverture "
            "complète.",
        )
