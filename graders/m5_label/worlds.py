"""Lists, patients and labels drawn for the builder's cases, and labkit's own answers, which the tasks forbid."""

import numpy as np
import pandas as pd

AUDITS = [
    "labkit.audit.missingness_audit",
    "labkit.audit.MissingnessDisplay",
    "labkit.audit.missingness",
]
Z = 1.96


def enrolled(values, slots):
    """Mask of the `slots` highest values; of equals, those that come first in the table."""
    chosen = np.zeros(len(values), dtype=bool)
    chosen[np.argsort(-np.asarray(values, dtype=float), kind="stable")[:slots]] = True
    return chosen


def swapped(label, need, group, slots):
    """Members of the group enrolled by need alone, and by the label alone."""
    by_label, by_need = enrolled(label, slots), enrolled(need, slots)
    group = np.asarray(group, dtype=bool)
    return int((by_need & ~by_label & group).sum()), int((by_label & ~by_need & group).sum())


def takes_slots(label, need, group, slots):
    """More members lost than won, beyond chance."""
    lost, won = swapped(label, need, group, slots)
    return lost - won > Z * np.sqrt(lost + won)


def finds(label, need, slots):
    """How many of those who need it most are enrolled by the label."""
    return int((enrolled(label, slots) & enrolled(need, slots)).sum())


def tied(label, need, group, slots):
    """The lists with everybody who has the last score that enters: those let in are members, the others not, and none needs much."""
    label, need, group = np.array(label, dtype=float), np.array(need), np.array(group)
    order = np.argsort(-label, kind="stable")
    equals = np.flatnonzero(label == label[order[slots - 1]])
    entered = np.isin(equals, order[:slots])
    need[equals], group[equals] = 0.1, entered
    return label, need, group


def network(rng, stays, log_cost):
    """Patients of a generated network (labkit.data) in which `log_cost` is planted, in random order."""
    from labkit.data import generate_stays, planted

    effects = [planted.LabelBias(log_cost=log_cost)] if log_cost else []
    rows = generate_stays(stays, rng, effects).stays.drop_duplicates("patient_id")
    rows = rows.iloc[rng.permutation(len(rows))]
    return pd.DataFrame(
        {
            "need": rows.need_next_year_h.to_numpy(),
            "cost": rows.cost_next_year_eur.to_numpy(),
            "conditions": rows.chronic_conditions.to_numpy(),
            "far": (rows.area == "remote").to_numpy(),
        }
    )


def reading(rng, need, noise, less=0.0):
    """Another reading of need, off by `noise` and lower by `less` (natural logarithms, a number or one a patient)."""
    return np.round(np.exp(np.log(need) + noise * rng.standard_normal(len(need)) - less), 2)
