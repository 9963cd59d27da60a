"""The vital signs of the note's day."""

from typing import Any

from labkit.data.notes.facts.course import treated
from labkit.data.notes.knowledge.spelling import decimal
from labkit.data.notes.writing.scribe import Scribe


def signs(scribe: Scribe) -> dict[str, Any]:
    """The vital signs of the note's day: those of the first hours, or once the treatment has acted."""
    return scribe.stay.treated_vitals if treated(scribe.kind, scribe.tags) else scribe.stay.vitals


def pressure(scribe: Scribe) -> tuple[int, int]:
    """The blood pressure; in intensive care with what supports it."""
    systolic, diastolic = signs(scribe)["systolic"], signs(scribe)["diastolic"]
    if scribe.kind in ("icu_note", "progress_note") and scribe.tags & {"pressors", "anaphylaxis"}:
        return max(systolic, 92 + systolic % 6), max(diastolic, 53 + diastolic % 5)
    return systolic, diastolic


def vital(scribe: Scribe, form: str) -> None:
    """One of the vital signs, in the unit of the country."""
    v = signs(scribe)
    systolic, diastolic = pressure(scribe)
    if form == "bp":
        text = f"{systolic}/{diastolic}"
    elif form == "bp_cm":
        text = f"{systolic // 10}/{diastolic // 10}"
    elif form == "temp_en" and scribe.region == "US":
        text = f"{v['temp'] * 9 / 5 + 32:.1f} F"
    elif form.startswith("temp"):
        text = decimal(f"{v['temp']:.1f}", scribe.language)
    elif form == "spo2" and scribe.kind == "icu_note":  # with what supports the patient's breathing
        low = 89 if scribe.stay.main.id == "copd_exac" else 93
        text = str(low + v["spo2"] % 4 if low == 89 else max(v["spo2"], low + v["spo2"] % 4))
    else:
        text = str(v[form])
    scribe.exact(text)
