"""What a clinician of the ward or the office would remark on: rules that read a note and its gold, and know nothing of how it was drawn."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.data.notes._bedside import ANTIBIOTICS, NSAIDS, Fault
from tests.data.notes._care_allied import ALLIED
from tests.data.notes._care_note import Note, read

BLOOD = {"aspirin", "clopidogrel", "ticagrelor", "apixaban", "rivaroxaban", "dabigatran", "warfarin"}
KIDNEYS = {"ramipril", "perindopril", "lisinopril", "candesartan", "valsartan", "metformin", "empagliflozin", "dapagliflozin"}  # fmt: skip
SUSPENDED = {
    "gi_bleed": BLOOD | NSAIDS,
    "subarachnoid": BLOOD | NSAIDS,
    "aki": KIDNEYS | NSAIDS,
    "sepsis": KIDNEYS,
    "strep_sepsis": KIDNEYS,
    "dka": {"empagliflozin", "dapagliflozin"},
}
DECIDED = {"admission_note", "discharge_letter", "progress_note", "medication_reconciliation"}
# Daily treatment without which a note of the ward is not complete.
_INFECTED = "pneumonia sepsis strep_sepsis diverticulitis cellulitis pyelonephritis cholecystitis endocarditis meningitis diabetic_foot resp_failure"
DAILY = {
    **dict.fromkeys(_INFECTED.split(), ANTIBIOTICS),
    "covid": {"dexamethasone"},
    "subarachnoid": {"nimodipine"},
    "pe": {"enoxaparin", "rivaroxaban", "apixaban", "tinzaparin"},
}
BY_MOUTH = {"amoxicillin", "amoxiclav", "cephalexin"}
IN_A_VEIN = {"pneumonia", "cellulitis", "diverticulitis", "diabetic_foot", "pyelonephritis", "cholecystitis"}
# The diagnosis, and what it settles.
SETTLED = {
    "subarachnoid": {"meningitis", "migraine", "stroke"},
    "meningitis": {"subarachnoid", "migraine"},
    "zoster": {"cellulitis"},
    "heart_failure": {"aki"},
    "colon_cancer": {"anaemia", "crohn"},
    "appendicitis": {"crohn", "gastroenteritis", "diverticulitis"},
    "covid": {"heart_failure"},
    "aki": {"hyponatraemia"},
    "stroke": {"subarachnoid", "hypoglycaemia", "migraine"},
    "stemi": {"nstemi", "pe"},
    "nstemi": {"pe", "pericarditis"},
    "diverticulitis": {"appendicitis", "renal_colic"},
    "bowel_obstruction": {"gastroenteritis", "appendicitis"},
}
OFFICE = ("family_medicine", "prescription", "consultation_letter", "referral_letter", "telephone_note")


def _dated(n: Note) -> Iterator[str]:
    """A letter of discharge is not dated before the discharge."""
    days = {d.attribute: d.concept for d in n.dates}
    both = n.row.kind == "discharge_letter" and {"now", "discharge"} <= set(days)
    if both and days["now"] < days["discharge"]:
        yield f"{days['now']} before {days['discharge']}"


def _daily(n: Note) -> Iterator[str]:
    """A day's note says the treatment."""
    wanted = DAILY.get(n.row.main_condition)
    if n.row.kind == "progress_note" and wanted and not wanted & {d.concept for d in n.drugs}:
        yield n.row.main_condition


def _suspended(n: Note) -> Iterator[str]:
    """What thins the blood is suspended while the patient bleeds; what harms the kidneys, while they fail."""
    if n.row.kind not in DECIDED:
        return
    harmful = SUSPENDED.get(n.row.main_condition, set())
    taken = {d.concept for d in n.drugs if d.attribute == "home"} & harmful
    left = taken - {d.concept for d in n.drugs if d.attribute == "stopped"}
    begun = {d.concept for d in n.drugs if d.attribute in ("started", "given")}
    if left - begun:
        yield f"{n.row.main_condition}: {sorted(left)}"


def _in_a_vein(n: Note) -> Iterator[str]:
    """Who is admitted with an infection does not get the tablets of the office alone."""
    begun = {d.concept for d in n.drugs if d.attribute == "started"} & ANTIBIOTICS
    if n.row.kind == "admission_note" and n.row.main_condition in IN_A_VEIN and begun and begun <= BY_MOUTH:
        yield f"{n.row.main_condition}: {sorted(begun)}"


def _settled(n: Note) -> Iterator[str]:
    """What the diagnosis or the tests settle is not left open beside it."""
    settled = SETTLED.get(n.row.main_condition, set())
    established = any(
        f.concept == n.row.main_condition and f.status == "present" and f.temporality == "current"
        for f in n.findings
    )
    if (
        n.row.kind in ("admission_note", "discharge_letter", "progress_note", "family_medicine")
        and established
    ):
        for f in n.findings:
            if f.attribute == "condition" and f.status == "uncertain" and f.concept in settled:
                yield f"{n.row.main_condition}, {f.text}"


def _barred(n: Note) -> Iterator[str]:
    """Sumatriptan is for the young and for sound vessels; nobody with asthma takes a beta-blocker of all receptors."""
    taken = {d.concept for d in n.drugs}
    old = n.row.age > 64 or n.has("cad", "nstemi", "stemi", "stroke", "tia", "pad")
    if old and "sumatriptan" in taken:
        yield f"sumatriptan at {n.row.age}"
    if n.has("asthma") and "propranolol" in taken:
        yield "propranolol in asthma"


def _american(n: Note) -> Iterator[str]:
    """The United States have their own spelling, and OD is an eye."""
    words = r"behaviour|tumour|\burea\b|(?-i:\bOD\b)|goitre|manoeuvre|neighbour|favour|\d metres|counselling|\bHCN\b|family health team"
    if n.row.region == "US" and (found := n.says(words)):
        yield found


def _french(n: Note) -> Iterator[str]:
    """French that no hospital writes."""
    if n.row.language == "fr" and (found := n.says(r"dément l'existence|nie avoir|pas que une?\b")):
        yield found


def _called(n: Note) -> Iterator[str]:
    """Who telephones with black stools or thoughts of death is sent somewhere today; who was never in hospital is not called after it."""
    if n.row.kind != "telephone_note":
        return
    calm = n.says(
        r"reassured|rassuré|call-back in|call-back \d+ ?h|rappel(?: prévu dans)? \d+|advice given|conseils donnés"
    )
    if n.has("melaena", "haematemesis", "suicidal") and calm:
        yield calm
    never = n.row.main_condition in (
        "tonsillitis",
        "uti",
        "gastroenteritis",
        "back_strain",
        "migraine",
        "zoster",
    )
    if never and (found := n.says(r"post-?discharge|postcongé")):
        yield found


def _own_office(n: Note) -> Iterator[str]:
    """A family doctor does not send the patient to the family doctor; nobody is discharged from an office."""
    if n.row.kind == "family_medicine" and (found := n.says(r"\bFP in|family doctor in|primary care provider within|\bPCP \d+ wk|\bMT dans|médecin traitant dans|médecin de famille d'ici|MD famille")):  # fmt: skip
        yield found
    if n.row.kind in OFFICE and (found := n.says(r"(?m)^\W*(?:discharge medic\w+|medications on discharge|discharge instr\w+|ordonnance de sortie|traitement de sortie|rx au congé|médication au départ|medications on admission|traitement à l'entrée)")):  # fmt: skip
        yield found


def _passed(n: Note) -> Iterator[str]:
    """A transient attack has passed: it neither worsens nor lasts."""
    if n.row.main_condition != "tia":
        return
    for f in n.findings:
        if f.concept in ("speech", "weakness_limb", "paraesthesia") and f.status == "present":
            before = n.flat[max(0, f.start - 45) : f.start]
            if re.search(r"(?i)(?:worsening|more|increasing|no (?:significant )?(?:change|improvement)\b|aggravation|majoration|de plus en plus|pas d'amélioration|ongoing|persistance)[^.\n;]*$", before):  # fmt: skip
                yield before[-30:] + f.text
            if n.row.kind == "progress_note" and f.temporality == "current":
                yield f.text


def _weeks(n: Note) -> Iterator[str]:
    """Weight is lost over weeks."""
    days = r"(?i)[^.\n;,]{0,12}(?:depuis l'admission|(?:depuis|for|x|évolution) (?:\w+ jours?\b|\d+ (?:h|j|d|days)\b|\w+ days\b|24 h|48 h|une semaine|one week))"
    for f in n.findings:
        lost = f.concept in ("weight_loss", "malnutrition_s") and f.status == "present"
        if lost and (found := re.match(days, n.flat[f.end : f.end + 40])):
            yield f.text + found[0]


def _potassium(n: Note) -> Iterator[str]:
    """A potassium above six is lowered."""
    found = re.search(r"(?:\bK|kaliémie|[Pp]otassium)(?: (?:à|of|was)| ?:|=)? ?(\d[.,]\d)", n.flat)
    high = found is not None and float(found[1].replace(",", ".")) > 6.0
    acted = n.row.kind in ("admission_note", "discharge_letter", "progress_note")
    if acted and n.row.main_condition == "aki" and high and not n.says(r"gluconate"):
        yield found[0] if found else ""


def _booked(n: Note) -> Iterator[str]:
    """A booked visit is not for this morning's trouble; nobody who sleeps badly has slept well."""
    hours = r"since this morning|since last night|for a few hours|since yesterday|depuis ce matin|depuis hier soir|depuis quelques heures|depuis cette nuit|depuis la veille"
    if n.row.kind == "consultation_letter" and (found := n.says(hours)):
        yield found
    if (
        n.row.kind == "psychiatry_note"
        and n.has("insomnia")
        and (found := n.says(r"sommeil et appétit conservés"))
    ):
        yield found


def _put_right(n: Note) -> Iterator[str]:
    """What an operation has put right is not found the day after; whoever lacks air before an opacity gets an antibiotic."""
    operated = n.row.main_condition in ("hip_fracture", "appendicitis", "cholecystitis")
    if operated and n.row.kind == "progress_note":
        for f in n.findings:
            if f.concept in ("shortened_leg", "mcburney", "murphy", "guarding") and f.status == "present":
                yield f"{f.text} after the operation"
    told = {d.concept for d in n.drugs if d.attribute in ("started", "given", "discharge")}
    opaque = n.row.kind == "admission_note" and n.has("cxr_consolidation")
    if opaque and n.row.main_condition == "resp_failure" and not told & ANTIBIOTICS:
        yield "opacity without an antibiotic"


LASTING = {
    "parkinson": {"tremor", "rigidity"},
    "aortic_stenosis": {"murmur"},
    "alcohol": {"alcohol_use"},
    "dementia": {"confusion"},
    "af": {"irregular", "ecg_af"},
    "inguinal_hernia": {"hernia_s"},
}


def _lasting(n: Note) -> Iterator[str]:
    """A long-term illness has its signs: nobody denies the murmur of a stenosis that the same note names."""
    for f in n.findings:
        if f.status == "absent" and f.temporality == "current":
            for known, signs in LASTING.items():
                if f.concept in signs and n.has(known):
                    yield f"{known}, no {f.text}"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "dated after the discharge": _dated,
    "treated every day": _daily,
    "suspended in time": _suspended,
    "in a vein where admitted": _in_a_vein,
    "settled by the diagnosis": _settled,
    "barred by age or illness": _barred,
    "American words": _american,
    "French of a hospital": _french,
    "sent somewhere": _called,
    "whose office": _own_office,
    "passed": _passed,
    "over weeks": _weeks,
    "potassium lowered": _potassium,
    "booked": _booked,
    "put right": _put_right,
    "denied of nobody who has it": _lasting,
    **ALLIED,
}


def faults(notes: Any) -> list[Fault]:
    """Every fault of every note."""
    return [
        Fault(name, n.row.note_id, seen)
        for n in read(notes)
        for name, rule in RULES.items()
        for seen in rule(n)
    ]
