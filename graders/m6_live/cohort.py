"""The notebook's four sites and its model, a year after go-live: computed when first asked for."""

from functools import cache

import numpy as np

SIGNS = [
    "temperature",
    "heart_rate",
    "respiratory_rate",
    "systolic_bp",
    "spo2",
    "lactate",
    "crp",
    "wbc",
    "sodium",
]
SKEWED = ["lactate", "crp", "wbc"]
GO_LIVE, THRESHOLD = "2024-01-01", 0.10
# Share of the sepsis announced by the alarm that the ward averts at site D.
AVERTED = 0.5


def arrivals(stays):
    """The stays of the emergency department and acute medicine of Tilleuls, by day."""
    rows = stays[(stays.hospital == "Tilleuls") & stays.ward.isin(["emergency", "acute_medicine"])]
    rows = rows.sort_values("admitted_at", kind="stable").reset_index(drop=True)
    return rows.assign(month=rows.admitted_at.dt.strftime("%Y-%m"), live=rows.admitted_at >= GO_LIVE)


def features(rows):
    known = rows[["age", *SIGNS]].copy()
    known[SKEWED] = np.log(known[SKEWED])
    return known.assign(acute_medicine=(rows.ward == "acute_medicine").astype(float))


@cache
def model():
    """Learned from two years of stays that no site shares."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from labkit.data import generate_stays

    past = arrivals(generate_stays(30_000, 1).stays)
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(features(past), past.sepsis)


def scored(n, seed, *planted_effects):
    """A site's stays with the model's risk: the year before go-live and the year after."""
    from labkit.data import generate_stays

    rows = arrivals(generate_stays(n, seed, list(planted_effects)).stays)
    return rows.assign(risk=model().predict_proba(features(rows))[:, 1])


def acted_on(rows, seed):
    """The same stays where the alarm is acted on: half of the sepsis that it announces does not happen."""
    chance = np.random.default_rng(seed).random(len(rows))
    averted = rows.live & (rows.risk >= THRESHOLD) & (rows.sepsis == 1) & (chance < AVERTED)
    return rows.assign(sepsis=rows.sepsis.where(~averted, 0), averted=averted)


@cache
def sites():
    """Stays of the four sites."""
    from labkit.data import planted

    return {
        "A": scored(30_000, 2, planted.CovariateDrift(day=GO_LIVE)),
        "B": scored(30_000, 3, planted.ConceptDrift(keep=0.2, day=GO_LIVE)),
        "C": scored(30_000, 4, planted.PrevalenceDrift(log_odds=0.8, day=GO_LIVE)),
        "D": acted_on(scored(30_000, 5), seed=6),
    }


def known_after(rows, seed=7):
    """Days from the end of a stay's month until its label is known: simulated, later for sepsis than for the others."""
    drawn = np.random.default_rng(seed).gamma(4, np.where(rows.sepsis == 1, 10.0, 6.0))
    month_ends = rows.admitted_at.dt.to_period("M").dt.end_time.dt.normalize()
    return drawn - (month_ends - rows.admitted_at.dt.normalize()).dt.days


def seen_on(rows, known, days):
    """What a dashboard can show so many days after the month's end, all months together."""
    here = known <= days
    return {
        "labels_known_in_100": 100 * here.mean(),
        "sepsis_known_in_100": 100 * here[rows.sepsis == 1].mean(),
        "O/E_unknown_counted_as_no": rows.sepsis[here].sum() / rows.risk.sum(),
        "O/E_of_known_labels": rows.sepsis[here].sum() / rows.risk[here].sum(),
    }


def counts(rows):
    """What a card is made of: stays, cases, expected cases, alarms, cases among the alarms."""
    rings = rows.risk >= THRESHOLD
    return {
        "stays": len(rows),
        "cases": int(rows.sepsis.sum()),
        "expected_cases": float(rows.risk.sum()),
        "alarms": int(rings.sum()),
        "cases_with_an_alarm": int(rows.sepsis[rings].sum()),
    }
