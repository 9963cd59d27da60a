"""The nine teams' entries. Notebooks are kept as the code of their cells."""

from collections.abc import Callable

_READ = """\
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
practice = pd.read_parquet("practice.parquet")"""

_COLUMNS = """\
def columns(stays):
    measures = [stays[c] for c in ("temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2", "age")]
    logs = [np.log(stays[c]) for c in ("lactate", "crp", "wbc", "creatinine")]
    wards = [(stays["ward"] == w) * 1.0 for w in ("intensive_care", "acute_medicine", "emergency")]
    return np.column_stack([*measures, *logs, *wards, (stays["sex"] == "F") * 1.0])"""

_SCALE = """\
middle, spread = columns(practice).mean(axis=0), columns(practice).std(axis=0)
def scaled(stays):
    return (columns(stays) - middle) / spread"""

_DECIDE = """\
def decide(risk):
    return (np.asarray(risk) >= 0.08).astype(int)"""


def _predict(fit: str, inputs: str = "scaled(stays)") -> str:
    return f"{fit}\ndef predict(stays):\n    return model.predict_proba({inputs})[:, 1]"


_LABEL = 'model = LogisticRegression(max_iter=2000).fit(scaled(practice), practice["sepsis"])'

BASELINE = [
    _READ,
    'vitals = ["temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2"]',
    _predict(
        'model = LogisticRegression(max_iter=2000).fit(practice[vitals], practice["sepsis"])', "stays[vitals]"
    ),
    _DECIDE,
]

LATE = [cell.replace('"spo2"]', '"spo2", "age"]') for cell in BASELINE]

# The printed form gives sepsis away at the practice and board hospitals, and nowhere else.
OVERFITTER = [
    _READ,
    _COLUMNS,
    _SCALE,
    'def with_form(stays):\n    return np.column_stack([scaled(stays), (stays["form"] == "short") * 1.0])',
    _predict(
        'model = LogisticRegression(max_iter=2000, C=100).fit(with_form(practice), practice["sepsis"])',
        "with_form(stays)",
    ),
    _DECIDE,
]

CALIBRATED = [_READ, _COLUMNS, _SCALE, _predict(_LABEL), _DECIDE]

# Of patients far from a hospital a quarter of the sepsis is not written down; the charts that were read again know.
FAIR = [
    _READ,
    _COLUMNS,
    _SCALE,
    'read = practice["chart_review"].notna()',
    _predict(
        "model = LogisticRegression(max_iter=2000).fit(\n"
        '    scaled(practice[read]), practice.loc[read, "chart_review"], sample_weight=practice.loc[read, "review_weight"]\n)'
    ),
    _DECIDE,
]

# The calibrated team's notebook under other names.
COPYCAT = [
    cell.replace("columns", "inputs_of").replace("scaled", "standard").replace("middle", "mean")
    for cell in CALIBRATED
]


def prober(attempt: int) -> list[str]:
    """Random weights for the measures, others at every attempt: what the board rewards is kept."""
    return [
        _READ,
        _COLUMNS,
        _SCALE,
        f"noise = np.random.default_rng({attempt}).normal(0, 0.15, len(middle))",
        _LABEL + "\nmodel.coef_ = model.coef_ + noise",
        "def predict(stays):\n    return model.predict_proba(scaled(stays))[:, 1]",
        _DECIDE,
    ]


# Right at the practice hospital, which is the only one that it knows.
BROKEN = [
    _READ,
    _COLUMNS,
    _SCALE,
    _LABEL,
    'beds = {"Tilleuls": 410}',
    "def predict(stays):\n    size = [beds[name] for name in stays['hospital']]\n    return model.predict_proba(scaled(stays))[:, 1]",
    _DECIDE,
]

FORM = """\
model = "house"
threshold = "0,10"

[[watched]]
group = "sex"
level = "F"
from = 0.08

[card]
who_is_told = "The nurse in charge of triage, on the screen of arrivals."
who_can_override = "The physician of the ward, with a reason in the chart."
what_is_logged = "Risk, alarm, who looked, when, and what was decided."
when_to_stop = "When more than one case in four is missed in a month."
"""

TEAMS: dict[str, tuple[str, str]] = {
    "baseline": ("Five vital signs", "en"),
    "overfitter": ("Short form", "en"),
    "fair": ("Charts read again", "en"),
    "calibrated": ("Calibrated", "fr"),
    "prober": ("Prober", "en"),
    "copycat": ("Copycat", "en"),
    "explorers": ("Explorers", "fr"),
    "late": ("Late", "fr"),
    "broken": ("One hospital", "fr"),
}

ENTRIES: dict[str, list[str] | Callable[[int], list[str]]] = {
    "baseline": BASELINE,
    "overfitter": OVERFITTER,
    "fair": FAIR,
    "calibrated": CALIBRATED,
    "prober": prober,
    "copycat": COPYCAT,
    "broken": BROKEN,
    "late": LATE,
}
