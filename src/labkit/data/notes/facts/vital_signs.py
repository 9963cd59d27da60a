"""Vital signs that go with what is found and with how grave it is."""

from collections.abc import Iterable
from typing import Any

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.vocabulary import Concept


def vital_signs(
    r: Draw,
    main: str,
    age: int,
    level: int,
    signs: frozenset[str],
    groups: set[str],
    symptoms: Iterable[Concept],
) -> dict[str, Any]:
    """Measured on arrival: `level` is the triage's, `signs` are the illness's own, `groups` are of what is found."""
    has = groups.__contains__
    shock = "shock" in signs or has("hypotension")
    ill = min(level, 4)
    low, high = {1: (96, 124), 2: (82, 112), 3: (74, 98), 4: (60, 88)}[ill]
    if has("tachycardia") or "fast" in signs or shock or "bleeding" in signs:
        low, high = 104, 134
    elif has("bradycardia"):
        low, high = 42, 52
    if main == "hyperthyroid":  # who goes home from the office
        low, high = 98, 116
    elif has("fever"):
        low, high = max(low, 84), max(high, 108)
    hr = low + int(r() * (high - low))
    if not has("tachycardia") and not signs & {"fast", "shock", "bleeding", "hypoxic", "breathless"}:
        hr = min(hr, 99)
    high = 158 if age > 39 else 138
    low, high = (76, 92) if shock else (94, 108) if "bleeding" in signs else (112, high)
    systolic = low + int(r() * (high - low))
    breath = has("dyspnoea") or has("hypoxia") or signs & {"hypoxic", "breathless"}
    lungs = breath and main not in follows.among("airless")
    low, high = (
        (24, 34)
        if breath and level < 3
        else (20, 26)
        if breath or shock
        else (16, 21)
        if level < 4
        else (12, 17)
    )
    rr = low + int(r() * (high - low))
    hypoxic = has("hypoxia") or ("hypoxic" in signs and level < 3)
    if level == 1 and hypoxic and not shock:  # what is triaged first looks it
        rr = 30 + rr % 8
    if main == "dka":  # who is acidotic breathes deeply and fast
        rr = 24 + rr % 9
    saturation = 85 + int(r() * 7) if hypoxic else 93 + int(r() * 4) if lungs else 96 + int(r() * 4)
    if level == 1 and hypoxic and not shock:
        saturation -= 4
    hurts = has("pain") or "pain" in signs or bool(groups & follows.among("painful"))
    pain = 4 + int(r() * (5 if level < 4 else 2)) if hurts else 1 + int(r() * 3)
    if any(f.id == "thunderclap" for f in symptoms):  # the worst of a life
        pain = 8 + pain % 3
    return {
        "systolic": systolic,
        "diastolic": int(systolic * (0.52 + 0.12 * r())),
        "hr": hr,
        "rr": rr,
        "temp": (381 + int(r() * 14) if has("fever") else 363 + int(r() * 11)) / 10,
        "spo2": saturation,
        "pain": pain,
    }
