"""What each column and each coded value means, in the language in force: for data cards, tables and figures."""

import pandas as pd

from labkit.data import network
from labkit.language import catalogue

_ = catalogue("data")


def _meanings() -> dict[str, str]:
    return {
        "stay_id": _("identifier of the stay"),
        "patient_id": _("identifier of the patient"),
        "hospital": _("hospital"),
        "ward": _("ward"),
        "admitted_at": _("time of arrival"),
        "age": _("age at admission"),
        "sex": _("sex"),
        "language": _("language spoken"),
        "area": _("lives in town or far from a hospital"),
        "skin_type": _("Fitzpatrick skin type, 1 to 6"),
        "triage_scale": _("triage scale"),
        "triage": _("triage level, from 1 (at once) to 5"),
        "temperature": _("first temperature"),
        "heart_rate": _("first heart rate"),
        "respiratory_rate": _("first respiratory rate"),
        "systolic_bp": _("first systolic blood pressure"),
        "spo2": _("first oxygen saturation by pulse oximetry"),
        "lactate": _("first lactate"),
        "crp": _("first C-reactive protein"),
        "wbc": _("first white cell count"),
        "creatinine": _("first creatinine"),
        "sodium": _("first sodium"),
        "alarm_score": _("score of the sepsis alarm, 0 to 100"),
        "alarm": _("whether the alarm rang"),
        "form": _("printed form of the chart"),
        "icd10": _("principal ICD-10 code, written at discharge"),
        "length_of_stay_days": _("length of stay, known at discharge"),
        "died": _("died in hospital"),
        "sepsis": _("sepsis in the first 24 hours, as recorded (the label)"),
        "chronic_conditions": _("number of active chronic conditions"),
        "need_next_year_h": _("hours of care judged necessary over the next year"),
        "cost_next_year_eur": _("spent over the next year"),
        "cover": _("health cover: full, means-tested or partial"),
        "deprivation": _("fifth of the deprivation index of the place of residence, 5 the most deprived"),
        "interpreter": _("whether an interpreter is needed"),
        "sao2": _("arterial oxygen saturation, where a blood gas was drawn"),
        "chart_review": _("sepsis according to experts who read the chart again"),
        "review_weight": _("how many stays the reviewed chart stands for"),
        "crp_peak": _("highest C-reactive protein of the stay"),
        "crp_peak_at": _("when the highest C-reactive protein was measured"),
        "antibiotic": _("antibiotic in the first six hours"),
        "antibiotic_at": _("when the antibiotic was given"),
    }


def _units() -> dict[str, str]:
    units = {name: measure.unit for name, measure in network.MEASURES.items()}
    units |= {"sao2": "%", "crp_peak": "mg/L", "age": _("years"), "length_of_stay_days": _("days")}
    return units | {"need_next_year_h": "h", "cost_next_year_eur": "€"}


def _labels() -> dict[tuple[str, str], str]:
    return {
        ("ward", "intensive_care"): _("intensive care"),
        ("ward", "acute_medicine"): _("acute medicine"),
        ("ward", "emergency"): _("emergency department"),
        ("ward", "day_surgery"): _("day surgery"),
        ("sex", "F"): _("women"),
        ("sex", "M"): _("men"),
        ("language", "fr"): _("French-speaking"),
        ("language", "en"): _("English-speaking"),
        ("language", "other"): _("other language"),
        ("area", "urban"): _("in town"),
        ("area", "remote"): _("far from a hospital"),
        ("cover", "full"): _("full cover"),
        ("cover", "means_tested"): _("means-tested cover"),
        ("cover", "partial"): _("partial cover"),
        ("triage_scale", "CIMU"): "CIMU",
        ("triage_scale", "CTAS"): _("CTAS"),
        ("form", "standard"): _("standard form"),
        ("form", "short"): _("short form"),
    }


def dictionary(frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """Meaning and unit of columns, in the language in force.

    Parameters
    ----------
    frame : DataFrame, optional
        Only its columns, in its order; otherwise all that labkit's cohorts can have.

    Returns
    -------
    DataFrame
        ``column, meaning, unit``; a column labkit does not know has empty texts.
    """
    meanings, units = _meanings(), _units()
    names = list(meanings) if frame is None else [str(name) for name in frame.columns]
    rows = [(name, meanings.get(name, ""), units.get(name, "")) for name in names]
    return pd.DataFrame(rows, columns=["column", "meaning", "unit"])


def label(column: str, value: str) -> str:
    """A coded value in words, in the language in force: ``label("ward", "emergency")`` is "emergency department".

    A value without words (a hospital's name) is given back as it is.
    """
    return _labels().get((column, str(value)), str(value))
