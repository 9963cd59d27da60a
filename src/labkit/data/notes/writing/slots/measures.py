"""Weight, height, needs, glucose and the stay's own numbers."""

from collections.abc import Callable

from labkit.data.notes.knowledge.spelling import decimal
from labkit.data.notes.writing.scribe import Scribe
from labkit.data.notes.writing.slots.vital_signs import pressure, signs


def _glucose(scribe: Scribe, value: float) -> str:
    if scribe.region == "US":
        return f"{value * 18:.0f} mg/dL"
    return decimal(f"{value:.1f}", scribe.language) + " mmol/L"


def _low(scribe: Scribe) -> float:
    """The glucose of a hypoglycaemia: the laboratory's where it was drawn."""
    drawn = (value for test, value in scribe.stay.labs if test["id"] == "glu")
    return next(drawn, 1.5 + scribe.stay.u[8])


def _once(scribe: Scribe) -> float:
    """The usual weight as a part of today's: more where weight was lost, less where it was gained."""
    if "loss" in scribe.tags:
        return 1.06 + 0.06 * scribe.stay.u[16]
    return 0.93 if "gained" in scribe.tags else 1


def _map(scribe: Scribe) -> float:
    systolic, diastolic = pressure(scribe)
    return (systolic + 2 * diastolic) / 3


def _today(scribe: Scribe) -> float:
    """The glucose of the note's day."""
    share = scribe.stay.u[8]
    return 6.6 + share * 8 if "diabetic" in scribe.tags else 4.8 + share * 2


def _bmi(scribe: Scribe) -> str:
    stay = scribe.stay
    return decimal(f"{stay.weight / (stay.height / 100) ** 2:.1f}", scribe.language)


MEASURES: dict[str, Callable[[Scribe], object]] = {
    "weight": lambda scribe: scribe.stay.weight,
    "height": lambda scribe: scribe.stay.height,
    "bmi": _bmi,
    "hr": lambda scribe: signs(scribe)["hr"],
    "pain": lambda scribe: signs(scribe)["pain"],
    "level": lambda scribe: scribe.stay.level,
    "los": lambda scribe: scribe.stay.los,
    "asa": lambda scribe: scribe.stay.asa,
    "usual": lambda scribe: round(scribe.stay.weight * _once(scribe)),
    "kcal": lambda scribe: 50 * round(scribe.stay.weight * (26 + 4 * scribe.stay.u[16]) / 50),
    "prot": lambda scribe: round(scribe.stay.weight * (1.1 + 0.3 * scribe.stay.u[17])),
    "map": lambda scribe: round(_map(scribe)),
    "low": lambda scribe: _glucose(scribe, _low(scribe)),
    "lowafter": lambda scribe: _glucose(scribe, 5.5 + 2 * scribe.stay.u[9]),
    "gluc": lambda scribe: _glucose(scribe, _today(scribe)),
}


def measure(key: str) -> Callable[[Scribe, str], None]:
    """What writes one of `MEASURES`."""
    value = MEASURES[key]

    def write(scribe: Scribe, form: str) -> None:
        scribe.exact(str(value(scribe)))

    return write
