"""What is done fits how grave it is, whom it is told to and when: rules that read a note and its gold only."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from tests.data.notes._care_note import Note

ABDOMEN = (
    "bowel_obstruction",
    "appendicitis",
    "cholecystitis",
    "pancreatitis",
    "ectopic",
    "gi_bleed",
    "diverticulitis",
)
# Told to an ambulance, not to a health line nor to a clinic.
VITAL = {"facial_droop", "weakness_limb", "speech", "syncope", "chest_pain", "dyspnoea", "seizure", "angioedema", "suicidal", "visual_loss"}  # fmt: skip
GRAVE = {
    "cad",
    "nstemi",
    "stemi",
    "stroke",
    "tia",
    "heart_failure",
    "aortic_stenosis",
    "copd",
    "ckd",
    "cirrhosis",
}
# What a diagnosis is made of: it is not ruled out beside it.
MADE_OF = {"delirium": {"confusion"}, "epilepsy": {"seizure"}, "syncope_nos": {"syncope"}, "uti": {"dysuria"}}


def _dated(n: Note) -> Iterator[str]:
    """No image is older than the visit; care at home begins when the patient is there."""
    days = {d.attribute: date.fromisoformat(d.concept) for d in n.dates if d.concept and len(d.concept) == 10}
    if (
        n.row.kind == "emergency_note"
        and {"admission", "now"} <= set(days)
        and days["admission"] < days["now"]
    ):
        yield f"{days['admission']}, seen {days['now']}"
    for d in n.dates if n.row.kind == "discharge_letter" else ():
        before = n.flat[max(0, d.start - 34) : d.start]
        nursed = re.search(r"(?i)home care(?: nursing)? from $|CLSC (?:à compter du|dès(?: le)?) $", before)
        if nursed and "discharge" in days and (date.fromisoformat(d.concept) - days["discharge"]).days > 3:
            yield f"{nursed[0]}{d.text}, discharged {days['discharge']}"


def _called(n: Note) -> Iterator[str]:
    """What is vital is told to an ambulance or an emergency department."""
    lines = re.compile(r"(?i)(?:call 811|call the clinic|info-santé 811|rappeler le service)[^.;\n]*$")
    for f in n.findings:
        if f.temporality == "hypothetical" and f.concept in VITAL:
            before = n.flat[max(0, f.start - 60) : f.start]
            if found := lines.search(before):
                yield found[0] + f.text


def _fasting(n: Note) -> Iterator[str]:
    """A surgical abdomen is given nothing by mouth, and no laxative."""
    nursed = n.row.kind in ("nursing_note", "nursing_handover") and n.row.main_condition in ABDOMEN
    drunk = r"(?<!no )laxative given|(?<!pas de )laxatif donné|small sips|petites gorgées|fluids (?:offered|encouraged)|boissons|a bu \d"
    if nursed and (found := n.says(drunk)):
        yield f"{n.row.main_condition}: {found}"
    raised = n.row.main_condition == "heart_failure" and n.says(r"legs elevated|jambes surélevées")
    if n.row.kind in ("nursing_note", "nursing_handover") and raised:
        yield f"heart failure: {raised}"


def _shown(n: Note) -> Iterator[str]:
    """No diagnosis is ruled out beside what it is made of; no ulcer is suspected after the endoscopy."""
    for f in n.findings:
        made = MADE_OF.get(f.concept, set())
        if (
            f.attribute == "condition"
            and f.status == "absent"
            and f.temporality == "current"
            and n.has(*made)
        ):
            yield f"{f.text} ruled out beside {sorted(made)}"
        seen = n.row.main_condition == "gi_bleed" and n.row.kind in ("discharge_letter", "progress_note")
        if seen and f.concept == "peptic_ulcer" and f.status == "uncertain":
            yield f"{f.text} after the endoscopy"
    operated = n.row.main_condition == "cataract" and n.says(r"opérée? d'une cataracte|previous cataract surgery|(?:PTG|PTH)//cataractes|: cataract(?:e?s)\b")  # fmt: skip
    if operated:
        yield operated


def _referred(n: Note) -> Iterator[str]:
    """Sight at stake is referred with its urgency, its bloods and its steroid; a wasting, with a question."""
    if n.row.kind != "referral_letter":
        return
    if n.row.main_condition == "gca":
        if "prednisone" not in {d.concept for d in n.drugs}:
            yield "no steroid"
        if not n.says(r"\bCRP\b"):
            yield "no CRP"
        if n.has("visual_loss") and not n.says(r"today|ce jour"):
            yield "not today"
    if n.row.main_condition == "malnutrition":
        if {"metformin", "empagliflozin", "dapagliflozin", "semaglutide"} & {d.concept for d in n.drugs}:
            yield "glucose-lowering drugs in a wasting"
        if not n.says(r"cause"):
            yield "no question"
    if n.row.main_condition == "af" and not n.says(r"ECG"):
        yield "no tracing"


def _judged(n: Note) -> Iterator[str]:
    """A pain without a name is not grave; nobody at a level of comfort is operated on."""
    unnamed = n.row.main_condition in ("chest_pain_nos", "abdominal_pain_nos", "fever_nos", "syncope_nos")
    if unnamed and (found := n.says(r"severity is judged high|gravité est jugée élevée")):
        yield found
    if found := n.says(r"(?:niveau(?: de soins(?: discuté)?)?(?: :)?(?: niveau)?) C\b"):
        yield found


def _classed(n: Note) -> Iterator[str]:
    """The anaesthetist's class counts the heart, the vessels and the lungs."""
    if n.row.kind != "preanaesthesia" or not (found := n.says(r"ASA ([1-4])")):
        return
    if n.has(*GRAVE) and found[-1] in "12":
        yield f"{found}, {[g for g in GRAVE if n.has(g)]}"
    urgent = n.row.main_condition in (
        "cholecystitis",
        "appendicitis",
        "bowel_obstruction",
        "hip_fracture",
        "ectopic",
    )
    if urgent and found[-1] == "1":
        yield f"{found} in {n.row.main_condition}"


def _aged(n: Note) -> Iterator[str]:
    """The young keep their skin and their bladder; nobody goes home at a pulse of 125; nothing confirms a pain without a name."""
    if (
        n.row.kind in ("nursing_note", "nursing_handover")
        and n.row.age < 60
        and n.has("pressure_sore", "incontinence")
    ):
        yield f"the skin of the old at {n.row.age}"
    fast = re.search(r"(?i)(?:HR|FC|pulse|pouls|heart rate)(?: à| was| of|:| =)? ?(1[2-9]\d)\b", n.flat)
    if (
        n.row.kind in ("family_medicine", "consultation_letter")
        and n.row.main_condition == "hyperthyroid"
        and fast
    ):
        yield f"{fast[0]}, sent home"
    for f in n.findings:
        around = n.flat[max(0, f.start - 28) : f.end + 28]
        unnamed = f.concept in (
            "chest_pain_nos",
            "abdominal_pain_nos",
            "fever_nos",
            "syncope_nos",
            "ankle_sprain",
        )
        if unnamed and f.status == "present" and (found := re.search(r"(?i)confirm\w*", around)):
            yield f"{f.text}: {found[0]}"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "dated": _dated,
    "whom to call": _called,
    "nothing by mouth": _fasting,
    "ruled out": _shown,
    "referred": _referred,
    "judged": _judged,
    "classed": _classed,
    "at an age": _aged,
}
