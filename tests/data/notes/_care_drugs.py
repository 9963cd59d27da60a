"""Who is given what: rules on what a diagnosis goes without, and on what its drugs may not be beside. They read a note and its gold only."""

import re
from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

SEDATIVES = {"lorazepam", "oxazepam", "diazepam", "zopiclone"}
NSAIDS = {"ibuprofen", "naproxen", "ketoprofen", "celecoxib", "ketorolac", "diclofenac"}
SEROTONIN = {"sertraline", "escitalopram", "citalopram", "fluoxetine", "venlafaxine", "duloxetine"}
THINNERS = {"apixaban", "rivaroxaban", "dabigatran", "warfarin", "enoxaparin", "tinzaparin", "heparin"}
PLATES = {"aspirin", "clopidogrel", "ticagrelor"}
GLIFLOZINS = {"empagliflozin", "dapagliflozin"}
INCRETINS = {"semaglutide", "dulaglutide"}
PENICILLINS = {"amoxicillin", "amoxiclav", "piptazo"}
BETA_BLOCKERS = {"bisoprolol", "metoprolol", "carvedilol", "propranolol", "sotalol"}
RATE = BETA_BLOCKERS | {"diltiazem", "verapamil", "digoxin", "amiodarone"}
BETA_LACTAMS = {"ceftriaxone", "cefotaxime", "amoxiclav", "piptazo", "meropenem"}
# A drug against an illness that the note names as the patient's own.
AGAINST = [
    ({"propranolol", "carvedilol", "sotalol"}, {"asthma", "copd", "copd_exac"}),
    ({"metoprolol", "bisoprolol"}, {"asthma"}),
    ({"metformin"}, {"ckd", "cirrhosis", "malnutrition"}),
    (GLIFLOZINS, {"t1d", "malnutrition"}),
    (INCRETINS, {"malnutrition", "pancreatitis", "lymphoma", "lung_cancer", "hyperthyroid"}),
    ({"levofloxacin", "ciprofloxacin"}, {"aaa", "epilepsy"}),
    ({"tramadol"}, {"epilepsy"}),
    (SEDATIVES, {"copd", "copd_exac", "osa", "dementia", "cirrhosis", "alcohol"}),
    ({"haloperidol", "metoclopramide"}, {"parkinson"}),
    ({"spironolactone", "colchicine", "methotrexate", "nitrofurantoin"}, {"ckd"}),
    (NSAIDS, {"ckd", "cirrhosis", "gca", "bowel_obstruction"}),
]
# Kept from home while the illness of today forbids it.
KEPT = {
    "diabetic_foot": GLIFLOZINS,
    "bowel_obstruction": GLIFLOZINS | THINNERS - {"enoxaparin", "heparin"} | {"metformin"},
    "cholecystitis": GLIFLOZINS | {"metformin", "clopidogrel", "ticagrelor", "naproxen"},
    "appendicitis": GLIFLOZINS | {"metformin", "clopidogrel"},
    "pancreatitis": GLIFLOZINS | {"metformin"} | INCRETINS,
    "sepsis": BETA_BLOCKERS,
    "strep_sepsis": BETA_BLOCKERS,
    "gi_bleed": BETA_BLOCKERS,
    "pneumonia": GLIFLOZINS,
    "pyelonephritis": GLIFLOZINS,
    "hyponatraemia": {"furosemide", "hydrochlorothiazide", "indapamide", "ramipril", *SEROTONIN},
    "lung_cancer": {"clopidogrel"},
}
PLANNED = ("admission_note", "discharge_letter", "progress_note", "emergency_note", "consultation_letter")
# What no plan of a diagnosis goes without: one of each set.
NEEDED = {
    "nstemi": [PLATES, THINNERS],
    "stemi": [PLATES],
    "pe": [THINNERS],
    "af": [THINNERS | PLATES, RATE],
    "copd_exac": [
        {"salbutamol"},
        {"prednisone"},
        {"amoxiclav", "doxycycline", "levofloxacin", "azithromycin"},
    ],
    "asthma": [{"salbutamol"}],
    "tia": [PLATES | THINNERS],
    "stroke": [PLATES | THINNERS],
    "pneumonia": [BETA_LACTAMS],
    "peptic_ulcer": [{"pantoprazole", "omeprazole", "esomeprazole", "rabeprazole"}],
    "gi_bleed": [{"pantoprazole", "omeprazole", "esomeprazole", "rabeprazole"}],
    "pericarditis": [NSAIDS | {"aspirin", "colchicine", "prednisone"}],
}


def _taken(n: Note, *attributes: str) -> set[str]:
    return {d.concept for d in n.drugs if d.attribute in attributes}


def _against(n: Note) -> Iterator[str]:
    """No drug against an illness that the same note names."""
    active = {d.concept for d in n.drugs if d.attribute != "stopped"} - _taken(n, "stopped")
    for drugs, ill in AGAINST:
        for drug in sorted(drugs & active):
            if any(n.has(i) for i in ill) or n.row.main_condition in ill:
                yield f"{drug}: {sorted(ill)}"


def _beside(n: Note) -> Iterator[str]:
    """No two drugs that harm one another, and no class twice."""
    for when in ("home", "discharge"):
        taken = _taken(n, when) - _taken(n, "stopped")
        if taken & SEROTONIN and taken & NSAIDS:
            yield f"{sorted(taken & SEROTONIN)} + {sorted(taken & NSAIDS)}"
        if taken >= GLIFLOZINS:
            yield "two gliflozins"
        if {"tiotropium", "ipratropium"} <= taken:
            yield "two anticholinergics"
    begun = _taken(n, "started", "given", "discharge")
    thinned = _taken(n, "home") & {"apixaban", "rivaroxaban", "dabigatran", "warfarin"}
    if _taken(n, "started") & SEROTONIN and thinned:
        yield f"{sorted(begun & SEROTONIN)} begun on {sorted(thinned)}"
    if "methotrexate" in _taken(n, "home") - _taken(n, "stopped") and begun & PENICILLINS:
        yield f"methotrexate + {sorted(begun & PENICILLINS)}"
    if "prednisone" in _taken(n, "started") and "methylprednisolone" in _taken(n, "started"):
        yield "two steroids"
    if n.row.main_condition == "gca" and "prednisone" in _taken(n, "started") and n.says(r"m[ée]thylpred"):
        yield "prednisone and methylprednisolone at once"


def _twice(n: Note) -> Iterator[str]:
    """Acetaminophen is not begun by who takes it already."""
    if "paracetamol" in _taken(n, "home") and "paracetamol" in _taken(n, "started", "given"):
        yield "paracetamol twice"


def _doses(n: Note) -> Iterator[str]:
    """No dose over what the age, the weight or the illness allows."""
    for d, dose, often in n.dosed():
        if d.concept == "metformin" and dose >= 1000 and often == "tid":
            yield "metformin 3 g"
        frail = n.has("cirrhosis", "alcohol") or n.row.main_condition == "malnutrition"
        if d.concept == "paracetamol" and dose > 500 and frail:
            yield f"paracetamol {dose:g} in a frail liver"
        if d.concept == "escitalopram" and dose > 10 and n.row.age > 64:
            yield f"escitalopram {dose:g} at {n.row.age}"
        if d.concept == "vitamin_d" and dose < 5000 and often == "weekly":
            yield f"vitamin D {dose:g} a week"
        weight = re.search(r"\b(\d{2,3}) kg", n.flat)
        if (
            d.concept == "apixaban"
            and dose == 2.5
            and (n.row.age < 80 and not (weight and int(weight[1]) <= 60))
        ):
            yield f"apixaban 2.5 at {n.row.age}"
        again = n.says(r"repeat x|ren x|renouveler|\bAR \d|R x \d|dispense [23] months|QSP [23] mois")
        if d.concept == "prednisone" and n.row.kind == "prescription" and dose > 20 and again:
            yield f"prednisone {dose:g}, {again}"
    if n.row.main_condition in ("lung_cancer", "lymphoma") and "dexamethasone" in _taken(
        n, "started", "discharge"
    ):
        yield "dexamethasone for nothing"


def _kept(n: Note) -> Iterator[str]:
    """What the illness of today forbids is suspended."""
    if n.row.kind in PLANNED:
        left = _taken(n, "home") & KEPT.get(n.row.main_condition, set()) - _taken(n, "stopped")
        if left:
            yield f"{n.row.main_condition}: {sorted(left)}"


def _needed(n: Note) -> Iterator[str]:
    """What a diagnosis calls for is given, or goes on."""
    if n.row.kind not in PLANNED:
        return
    active = {d.concept for d in n.drugs if d.attribute != "stopped"}
    for wanted in NEEDED.get(n.row.main_condition, []):
        if not wanted & active and not _allergic(n):
            yield f"{n.row.main_condition} without {sorted(wanted)[:3]}"


def _allergic(n: Note) -> bool:
    return bool(n.says(r"aspirin|AINS|NSAID|anti-inflammat"))


def _unprotected(n: Note) -> Iterator[str]:
    """Nobody opens an abdomen or a hip without thromboprophylaxis, nor leaves a laparotomy to tablets."""
    opened = n.row.main_condition in ("colon_cancer", "bowel_obstruction", "hip_fracture")
    if n.row.kind != "operative_report" or not opened:
        return
    given = _taken(n, "started", "given")
    if not given & THINNERS:
        yield "no thromboprophylaxis"
    if n.row.main_condition != "hip_fracture":
        if not given & {"morphine", "hydromorphone", "oxycodone"}:
            yield "no real analgesia"
        if "iron" in given:
            yield "iron by mouth after a laparotomy"


def _ambulance(n: Note) -> Iterator[str]:
    """A chest pain is given aspirin in the ambulance."""
    chest = n.row.kind == "prehospital_report" and n.row.main_condition in (
        "nstemi",
        "stemi",
        "chest_pain_nos",
    )
    barred = _allergic(n) or _taken(n, "home") & THINNERS
    if chest and n.row.age > 34 and not barred and "aspirin" not in _taken(n, "given"):
        yield "no aspirin"


def _loaded(n: Note) -> Iterator[str]:
    """An infarction is treated with loading doses where it is met."""
    if n.row.kind != "emergency_note" or n.row.main_condition not in ("nstemi", "stemi"):
        return
    for d, dose, _ in n.dosed():
        if d.concept == "aspirin" and d.attribute in ("started", "given") and dose < 150:
            yield f"aspirin {dose:g}"


def _loperamide(n: Note) -> Iterator[str]:
    """Nobody with a fever is given loperamide."""
    feverish = n.has("fever") or n.says(r"\b3[89][.,]\d|10[1-4][.,]\d F")
    if "loperamide" in _taken(n, "started", "discharge") and feverish:
        yield "loperamide in a fever"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "against an illness": _against,
    "beside one another": _beside,
    "never twice": _twice,
    "doses": _doses,
    "kept from home": _kept,
    "needed": _needed,
    "protected": _unprotected,
    "aspirin in the ambulance": _ambulance,
    "loading dose": _loaded,
    "loperamide": _loperamide,
}
