"""The two ends of every criterion: the shipped model is 0, the oracle is 100. Only a generated hospital has the second.

The oracle is not a guess that comes true: it is the best risk that anybody could give from what an entry is given, by
Bayes' theorem with the generator's own numbers (Neyman and Pearson, 1933: no rule does better). The chance that is left
to it is left to everybody.
"""

import numpy as np
import pandas as pd
from scipy.special import log_ndtr

from labkit.contest.hospitals import Patients
from labkit.contest.recipe import LinearModel
from labkit.data import network, planted
from labkit.data.world import World, expit, streams


def linear_risk(model: LinearModel, stays: pd.DataFrame) -> np.ndarray:
    """Risk by a table of coefficients, shape (n,)."""
    log_odds = np.full(len(stays), model.intercept)
    for column, (coefficient, centre, spread) in model.terms.items():
        log_odds += coefficient * (stays[column].to_numpy(float) - centre) / spread
    if model.ward:
        log_odds += stays["ward"].map(model.ward).fillna(0.0).to_numpy(float)
    return expit(log_odds)


def oracle_risk(patients: Patients) -> np.ndarray:
    """Probability of sepsis given everything an entry is given and all that was planted, shape (n,)."""
    world = _as_planted(patients)
    decade = (patients.stays["age"].to_numpy(float) - 60) / 10
    log_odds = patients.latent["prior_logit"].to_numpy(float).copy()
    for name, m in network.MEASURES.items():
        value = patients.stays[name].to_numpy(float)
        line = (np.log(value) if m.logarithm else value) - m.mean
        z = line / m.sd - m.per_decade * decade - world.offset[name]
        s = world.shift[name]
        # Where the device stops, only that it stopped is known.
        log_odds += np.where(
            value >= m.high,
            log_ndtr(s - z) - log_ndtr(-z),
            np.where(value <= m.low, log_ndtr(z - s) - log_ndtr(z), s * z - s * s / 2),
        )
    sizes = patients.hospital.effects.get("shortcut")
    if sizes is not None:
        effect = planted.make("shortcut", **sizes)
        assert isinstance(effect, planted.Shortcut)
        if patients.hospital.site in effect.hospitals:
            short = patients.stays["form"].to_numpy() == "short"
            ill, well = effect.if_ill, effect.if_well
            log_odds += np.where(short, np.log(ill / well), np.log((1 - ill) / (1 - well)))
    return expit(log_odds)


def _as_planted(patients: Patients) -> World:
    """How far sepsis moves each measure and what each device adds: the effects themselves say it, once more."""
    n = len(patients)
    world = World(n, streams(0), {})
    stays = patients.all_stays
    world.columns = {
        name: stays[name].astype(str).to_numpy() for name in ("hospital", "ward", "sex", "language", "area")
    }
    world.columns |= {name: stays[name].to_numpy() for name in ("age", "skin_type", "admitted_at")}
    world.shift = {name: np.full(n, m.shift) for name, m in network.MEASURES.items()}
    world.shift["alarm_score"] = np.full(n, network.ALARM_SEPARATION)
    world.offset = {name: np.zeros(n) for name in network.MEASURES}
    for effect in planted.resolve(
        [planted.make(name, **size) for name, size in patients.hospital.effects.items()]
    ):
        if "presentation" in effect.stages:
            effect.plant(world, "presentation", world.stream(effect.name))
    return world
