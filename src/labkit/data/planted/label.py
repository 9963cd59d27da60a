"""Labels that are not what they stand for: cost for need, and diagnoses that were never written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from labkit.data import network
from labkit.data.planted._effect import Planted, mean, percent
from labkit.data.truth import Effect
from labkit.data.world import Array, World, pick
from labkit.language import catalogue

_ = catalogue("data")


@dataclass(frozen=True)
class LabelBias(Planted):
    """At equal need, less is spent on a group (people far from a hospital, by default).

    Ranking by cost then enrols fewer of the group than ranking by need. After Obermeyer et al., *Dissecting
    racial bias in an algorithm used to manage the health of populations*, Science 2019;366:447-53.

    Parameters
    ----------
    group : mapping
        ``{column: value}`` of a patient's columns: ``area``, ``sex``, ``language``, ``skin_type`` or
        ``hospital``.
    log_cost : float
        Added to the natural logarithm of the group's cost; -0.26 is 23 % less.
    enrolled : float
        Share of patients whom a programme would enrol, for what the truth records.
    """

    name = "label_bias"
    stages = ("record",)

    group: Mapping[str, Any] = field(default_factory=lambda: {"area": "remote"})
    log_cost: float = -0.26
    enrolled: float = 0.03

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        people = world.people
        factor = np.exp(self.log_cost * self._members(world))
        people["cost_next_year_eur"] = np.round(people["cost_next_year_eur"] * factor, 0)
        world.columns["cost_next_year_eur"] = people["cost_next_year_eur"][world.patient]

    def _members(self, world: World) -> Array:
        here = np.ones(len(world.people["person"]), dtype=bool)
        for column, value in self.group.items():
            if column not in world.people:
                raise ValueError(_("LabelBias: a patient has no {column}").format(column=column))
            here &= world.people[column] == value
        return here

    def describe(self, world: World) -> Effect:
        here = self._members(world)
        count = max(1, round(self.enrolled * len(here)))
        share = {
            label: mean(here[np.argsort(-world.people[column], kind="stable")[:count]])
            for label, column in (("cost", "cost_next_year_eur"), ("need", "need_next_year_h"))
        }
        top = percent(self.enrolled, "en"), percent(self.enrolled, "fr")
        return self.effect(
            ("cost_next_year_eur", "need_next_year_h"),
            self.group,
            {
                "share_of_patients": mean(here),
                "share_of_enrolled_by_cost": share["cost"],
                "share_of_enrolled_by_need": share["need"],
            },
            f"{percent(mean(here), 'en')} of patients; of the top {top[0]}, {percent(share['cost'], 'en')} by cost but "
            f"{percent(share['need'], 'en')} by need. At equal cost this group's need is greater: cost is the wrong label.",
            f"{percent(mean(here), 'fr')} des patients ; parmi les {top[1]} les mieux classés, "
            f"{percent(share['cost'], 'fr')} selon le coût mais {percent(share['need'], 'fr')} selon le besoin. À coût "
            "égal, le besoin de ce groupe est plus grand : le coût est une mauvaise étiquette.",
        )


@dataclass(frozen=True)
class Underdiagnosis(Planted):
    """Some of a group's sepsis is never written down: the label says 0 and the code something milder.

    Invisible from features, label and score. Two columns are added: ``chart_review`` (0 or 1 where a chart
    was read again by experts, else missing) and ``review_weight`` (how many stays that chart stands for).
    Half of the charts are drawn from the group, and three in four where the alarm rang, since that is where
    sepsis is.

    Parameters
    ----------
    group : mapping
        ``{column: value}``; a pair of numbers is a closed range.
    missed : float
        Share of the group's sepsis that is not in the label, 0 to 1.
    reviewed : int
        About how many charts are read again.
    """

    name = "underdiagnosis"
    stages = ("chart",)
    shares = ("missed",)

    group: Mapping[str, Any] = field(default_factory=lambda: {"language": "en"})
    missed: float = 0.25
    reviewed: int = 1000

    def plant(self, world: World, stage: str, rng: np.random.Generator) -> None:
        c = world.columns
        unwritten = (c["sepsis"] == 1) & world.members(self.group) & (rng.random(world.n) < self.missed)
        c["sepsis"] = np.where(unwritten, 0, c["sepsis"]).astype(np.int8)
        codes = pick(rng.random(world.n), network.UNDERCODED)
        c["icd10"] = np.where(unwritten, codes, c["icd10"])
        review, weight = np.full(world.n, np.nan), np.full(world.n, np.nan)
        here, rang = world.members(self.group), c["alarm"] == 1
        for stratum, share in (
            (here & rang, 0.375),
            (here & ~rang, 0.125),
            (~here & rang, 0.375),
            (~here & ~rang, 0.125),
        ):
            rows = np.flatnonzero(stratum)
            drawn = rng.permutation(rows)[: round(self.reviewed * share)]
            review[drawn] = world.latent["sepsis_true"][drawn]
            weight[drawn] = len(rows) / max(1, len(drawn))
        c["chart_review"], c["review_weight"] = review, weight

    def describe(self, world: World) -> Effect:
        here, ill = world.members(self.group), world.latent["sepsis_true"] == 1
        unwritten = world.columns["sepsis"] == 0
        return self.effect(
            ("sepsis", "icd10", "chart_review", "review_weight"),
            self.group,
            {"missed_group": mean(unwritten, here & ill), "missed_others": mean(unwritten, ~here & ill)},
            f"{percent(self.missed, 'en')} of this group's sepsis is not in the label. Sensitivity against the label "
            "looks equal; O/E below 1 in this group and the reviewed charts show it.",
            f"{percent(self.missed, 'fr')} des sepsis de ce groupe manquent dans l'étiquette. La sensibilité mesurée sur "
            "l'étiquette paraît égale ; un rapport observés/attendus inférieur à 1 dans ce groupe et les dossiers "
            "relus le montrent.",
        )
