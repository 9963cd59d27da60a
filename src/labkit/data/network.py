"""The invented hospital network: who comes where. Its numbers are choices, not estimates of a real place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hospital:
    """A hospital and its case mix.

    Attributes
    ----------
    code : str
        Value of the column ``hospital``.
    country : {"FR", "CA"}
    triage_scale : {"CIMU", "CTAS"}
        CIMU in France, CTAS in Quebec, where it is called ÉTG in French. Both run from 1 (at once) to 5.
    share : float
        Share of the network's stays.
    wards : dict
        Share of the hospital's stays in each ward.
    languages : dict
        Share of the hospital's patients speaking each language.
    """

    code: str
    country: str
    triage_scale: str
    share: float
    wards: dict[str, float]
    languages: dict[str, float]


WARD_PREVALENCE = {"intensive_care": 0.50, "acute_medicine": 0.20, "emergency": 0.05, "day_surgery": 0.01}
"""Share of stays with sepsis in each ward, in every hospital, while no effect is planted."""


HOSPITALS = (
    Hospital(
        "Tilleuls",
        "FR",
        "CIMU",
        0.45,
        {"intensive_care": 0.08, "acute_medicine": 0.22, "emergency": 0.40, "day_surgery": 0.30},
        {"fr": 0.92, "en": 0.02, "other": 0.06},
    ),
    Hospital(
        "Grand-Fleuve",
        "CA",
        "CTAS",
        0.35,
        {"intensive_care": 0.05, "acute_medicine": 0.18, "emergency": 0.42, "day_surgery": 0.35},
        {"fr": 0.86, "en": 0.10, "other": 0.04},
    ),
    Hospital(
        "Eastmount",
        "CA",
        "CTAS",
        0.20,
        {"intensive_care": 0.03, "acute_medicine": 0.12, "emergency": 0.40, "day_surgery": 0.45},
        {"fr": 0.25, "en": 0.65, "other": 0.10},
    ),
)


@dataclass(frozen=True)
class Measure:
    """A vital sign or a laboratory result.

    Its line is ``mean + sd * (noise + shift * sepsis + per_decade * (age - 60) / 10)``.

    `logarithm` says that the line gives the natural logarithm of the value. `shift` is the distance between
    stays with and without sepsis in standard deviations; `digits` the precision it is written with.
    """

    unit: str
    mean: float
    sd: float
    shift: float
    low: float
    high: float
    digits: int
    logarithm: bool = False
    per_decade: float = 0.0


MEASURES = {
    "temperature": Measure("°C", 37.1, 0.75, 0.55, 33.0, 42.0, 1),
    "heart_rate": Measure("/min", 86.0, 16.0, 0.55, 30.0, 220.0, 0),
    "respiratory_rate": Measure("/min", 18.0, 4.0, 0.45, 6.0, 60.0, 0),
    "systolic_bp": Measure("mmHg", 128.0, 20.0, -0.45, 50.0, 240.0, 0, per_decade=0.10),
    "spo2": Measure("%", 96.0, 2.2, -0.30, 60.0, 100.0, 0, per_decade=-0.05),
    "lactate": Measure("mmol/L", 0.40, 0.45, 0.70, 0.3, 20.0, 1, logarithm=True),
    "crp": Measure("mg/L", 3.20, 1.10, 0.60, 0.5, 600.0, 1, logarithm=True),
    "wbc": Measure("10⁹/L", 2.10, 0.38, 0.30, 0.2, 80.0, 1, logarithm=True),
    "creatinine": Measure("µmol/L", 4.35, 0.33, 0.30, 20.0, 1500.0, 0, logarithm=True, per_decade=0.15),
    "sodium": Measure("mmol/L", 139.0, 3.5, 0.0, 110.0, 175.0, 0),
}
"""Sodium tells nothing about sepsis here, on purpose: a feature can drift and nothing is lost."""

VITALS = ("temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2")
LABS = ("lactate", "crp", "wbc", "creatinine", "sodium")

ALARM_SEPARATION = 2.5631031310892007
"""Standard deviations apart at which a cut half-way gives sensitivity = specificity = 0.90 (2 x 1.2816)."""

FIRST_DAY, DAYS = "2023-01-01", 730

SEPSIS_CODES = {"A41.9": 0.55, "A41.5": 0.20, "A41.0": 0.10, "A40.3": 0.08, "A40.9": 0.07}
"""ICD-10 (WHO) codes of sepsis."""

UNDERCODED = {"J18.9": 0.45, "N39.0": 0.35, "R50.9": 0.20}
"""What is written instead when sepsis is missed: pneumonia, urinary infection, fever."""

OTHER_CODES = {
    "intensive_care": {"I21.9": 0.25, "J96.0": 0.30, "S06.9": 0.15, "I63.9": 0.15, "K85.9": 0.15},
    "acute_medicine": {
        "I50.0": 0.25,
        "J18.9": 0.20,
        "J44.1": 0.20,
        "N39.0": 0.15,
        "E11.9": 0.10,
        "I63.9": 0.10,
    },
    "emergency": {
        "R07.4": 0.22,
        "S93.4": 0.18,
        "R10.4": 0.20,
        "J18.9": 0.10,
        "N39.0": 0.10,
        "R50.9": 0.08,
        "R55": 0.12,
    },
    "day_surgery": {"K40.9": 0.30, "H25.9": 0.35, "M23.2": 0.20, "K80.2": 0.15},
}
"""ICD-10 (WHO) principal codes of stays without sepsis, by ward."""

LEVELS: dict[str, list[str]] = {
    "hospital": [h.code for h in HOSPITALS],
    "ward": list(WARD_PREVALENCE),
    "sex": ["F", "M"],
    "language": ["fr", "en", "other"],
    "area": ["urban", "remote"],
    "triage_scale": ["CIMU", "CTAS"],
    "form": ["standard", "short"],
}
"""Values of the categorical columns, in the order of their categories."""
