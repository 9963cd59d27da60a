"""What was measured is taken up: rules that read a note and its gold only."""

import re
from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

DECIDED = ("emergency_note", "admission_note", "discharge_letter")


def _value(n: Note, names: str) -> float | None:
    found = re.search(rf"(?:{names})(?: (?:à|of|was|de)| ?:|=)? ?(\d+(?:[.,]\d+)?)", n.flat)
    return float(found[1].replace(",", ".")) if found else None


def _pressure(n: Note) -> int | None:
    found = re.search(r"\b(\d{2,3})/(\d{2,3})\b(?! ?10\b)", n.flat)
    return int(found[1]) if found and 50 < int(found[1]) < 250 else None


def _jaundice(n: Note) -> Iterator[str]:
    """Jaundice in a cholecystitis has its bile duct looked at."""
    if n.row.main_condition != "cholecystitis" or n.row.kind not in DECIDED:
        return
    american = n.row.region == "US" and n.row.language == "en"
    level = _value(n, r"bilirubine?(?: totale)?")
    raised = level is not None and level > (2 if american else 34)
    looked = n.says(r"MRCP|ERCP|bili-IRM|CPRE|cholangitis|angiocholite")
    if (raised or n.has("jaundice")) and not looked:
        yield f"bilirubin {level}, duct not looked at"


def _potassium(n: Note) -> Iterator[str]:
    """A potassium above six has its tracing and its calcium."""
    level = _value(n, r"\bK|kaliémie|[Pp]otassium")
    told = n.row.kind in (*DECIDED, "icu_note") and n.row.main_condition in ("aki", "dka")
    if told and level is not None and level > 6.0 and not n.says("gluconate"):
        yield f"K {level}"


def _calm(n: Note) -> Iterator[str]:
    """Nobody has a quiet night at a pulse of 120 or a saturation of 85."""
    if n.row.kind != "progress_note" or not n.says(r"quiet night|feels better|slept well|nuit calme|se sent mieux|bien dormi|mange bien|ate half"):  # fmt: skip
        return
    fast = re.search(
        r"(?i)(?:HR|FC|pulse|pouls|heart rate|fréquence cardiaque)(?: à| was| of|:| =)? ?(1[1-9]\d)\b", n.flat
    )
    low = re.search(r"(?i)(?:SpO2|sat\w*)(?: à| was| of|:| =)? ?(8\d) ?%", n.flat)
    hot = re.search(r"\b(?:38[.,][5-9]|39[.,]\d|10[1-4][.,]\d F)", n.flat)
    pressure = _pressure(n)
    for seen in (fast, low, hot):
        if seen:
            yield seen[0]
    if pressure and pressure < 90:
        yield f"systolic {pressure}"


def _triaged(n: Note) -> Iterator[str]:
    """A shock is seen first, and who is seen first looks it."""
    level = re.search(
        r"(?i)(?:CTAS|ÉTG|ESI|CIMU|FRENCH|category|niveau|cat|tri|P)(?: level| category)? ?([1-5])\b", n.flat
    )
    if n.row.kind != "triage" or not level:
        return
    pressure = _pressure(n)
    if pressure and pressure < 90 and level[1] != "1":
        yield f"systolic {pressure}, {level[0]}"
    sat = re.search(r"\b(8\d|9\d|100) ?%", n.flat)
    if level[1] == "1" and n.row.main_condition == "resp_failure" and sat and int(sat[1]) > 89:
        yield f"{sat[0]}, {level[0]}"


def _supported(n: Note) -> Iterator[str]:
    """An infusion is not weaned in a shock; who is acidotic breathes fast."""
    pressure = _pressure(n)
    if n.row.kind in ("icu_note", "progress_note") and pressure and pressure < 88:
        if found := n.says(
            r"\bwean\b|being weaned|en décroissance|good response|réponse bonne|watch 24 h|surv\. 24 h"
        ):
            yield f"systolic {pressure}, {found}"
        elif n.row.main_condition in ("sepsis", "strep_sepsis"):
            yield f"systolic {pressure} on an unchanged infusion"
    rate = _value(n, r"\bRR|\bFR|respiratory rate|respirations")
    if n.row.main_condition == "dka" and rate and rate < 22:
        yield f"ketoacidosis at {rate:g} a minute"
    falling = n.says(r"lactate falling|lactates en baisse")
    if falling and (found := n.says(r"worsening|aggravation")):
        yield f"{found}, {falling}"


def _limb(n: Note) -> Iterator[str]:
    """A foot without a pulse has its arteries looked at; a strained right heart, its echocardiogram."""
    plan = n.row.kind in (*DECIDED, "consultation_letter")
    if (
        plan
        and n.row.main_condition == "diabetic_foot"
        and n.has("absent_pulses")
        and not n.says(r"doppler|vascul")
    ):
        yield "pulseless foot"
    troponin = _value(n, r"troponine?(?: us)?")
    if (
        plan
        and n.row.main_condition == "pe"
        and troponin
        and troponin > 50
        and not n.says(r"echo|écho|\bETT\b")
    ):
        yield f"troponin {troponin:g} in an embolism"
    urgent = n.row.main_condition in ("cholecystitis", "appendicitis", "bowel_obstruction", "hip_fracture")
    if n.row.kind == "admission_note" and urgent and n.has("aortic_stenosis") and not n.says(r"cardio"):
        yield "aortic stenosis before an operation"


def _measured(n: Note) -> Iterator[str]:
    """The worst headache of a life is not 3 of 10; kidneys fail with their urea; infarction is not a pericarditis."""
    pain = re.search(r"\b(\d{1,2})/10\b", n.flat)
    if n.has("thunderclap") and pain and int(pain[1]) < 6 and n.row.kind in ("emergency_note", "triage"):
        yield f"thunderclap, {pain[0]}"
    american = n.row.region == "US" and n.row.language == "en"
    creatinine, urea = _value(n, r"créat(?:inine)?|creatinine|\bCr"), _value(n, r"urée|urea|BUN")
    if creatinine and urea and not american and creatinine > 180 and urea < 8:
        yield f"creatinine {creatinine:g}, urea {urea:g}"
    if n.row.main_condition == "pericarditis":
        if found := n.says(r"inferior ST elevation|sus-décalage de ST en inférieur"):
            yield found
        if n.row.kind in DECIDED and not n.says(r"troponin|trop\b|tropo\b"):
            yield "pericarditis without a troponin"
    if n.row.main_condition in ("tia",) and n.row.kind == "progress_note":
        if found := n.says(r"worse than yesterday|moins bien qu'hier"):
            yield found
        if not n.says(r"imaging|imagerie|MRI|IRM|CT\b"):
            yield "no imaging"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "jaundice": _jaundice,
    "potassium": _potassium,
    "calm": _calm,
    "triaged": _triaged,
    "supported": _supported,
    "pulses and hearts": _limb,
    "measured": _measured,
}
