"""What was measured is taken up, and what is done fits how grave it is: rules that read a note and its gold only."""

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
DECIDED = ("emergency_note", "admission_note", "discharge_letter")
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
    "jaundice": _jaundice,
    "potassium": _potassium,
    "calm": _calm,
    "triaged": _triaged,
    "supported": _supported,
    "dated": _dated,
    "whom to call": _called,
    "nothing by mouth": _fasting,
    "ruled out": _shown,
    "referred": _referred,
    "judged": _judged,
    "classed": _classed,
    "pulses and hearts": _limb,
    "measured": _measured,
    "at an age": _aged,
}
