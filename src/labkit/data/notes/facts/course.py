"""How far a stay has come by the day of a note: treated vital signs and results, and those of the first hours."""

from typing import Any

# How far treatment brings a result back within some days: part of the way to the middle of the normal range.
_BACK = {
    "crp": 0.75,
    "wbc": 0.7,
    "tropo": 0.85,
    "lact": 0.8,
    "bili": 0.6,
    "alt": 0.5,
    "lip": 0.8,
    "glu": 0.75,
}
_BACK |= {"k": 0.9, "na": 0.6, "creat": 0.5, "urea": 0.5, "bnp": 0.5, "dd": 0.4, "ph": 0.8}
_TRANSFUSED = 14  # g/L of haemoglobin, for two units


def treated(kind: str, tags: frozenset[str]) -> bool:
    """Whether the treatment has acted by the day of a note: a later day's, unless it is told of a shock."""
    return kind == "progress_note" and "shock" not in tags


def settled(vitals: dict[str, Any]) -> dict[str, Any]:
    """Vital signs once the treatment has acted: stable on the ward, still those of someone ill."""
    return vitals | {
        "systolic": min(148, max(108, vitals["systolic"])),
        "diastolic": max(62, vitals["diastolic"]),
        "hr": _pulse(vitals["hr"]),
        "rr": min(vitals["rr"], 16 + vitals["rr"] % 5),
        "temp": min(vitals["temp"], 36.8 + (vitals["temp"] * 10 % 9) / 10),
        "spo2": max(vitals["spo2"], 93 + vitals["spo2"] % 2),
        "pain": min(vitals["pain"], 2 + vitals["pain"] % 3),
    }


def _pulse(rate: int) -> int:
    """A pulse that was fast or slow, once it is neither."""
    return 90 + rate % 7 if rate > 96 else 58 + rate % 8 if rate < 55 else rate


def improved(labs: list[tuple[dict[str, str], float]]) -> list[tuple[dict[str, str], float]]:
    """Results on a later day: on the way back."""
    return [(test, _later(test, value)) for test, value in labs]


def _later(test: dict[str, str], value: float) -> float:
    middle = (float(test["low"]) + float(test["high"])) / 2
    if test["id"] == "hb":
        return value + _TRANSFUSED if value < 80 else value
    return value + (middle - value) * _BACK.get(test["id"], 0.0)
