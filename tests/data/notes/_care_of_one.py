"""Notes of one patient know each other: rules that read all of a patient's notes, in the order they were written."""

import re
from collections.abc import Callable, Iterator, Sequence

from tests.data.notes._care_note import Note

# What tells one fact of another, in both languages.
_WORK = (
    r"(?:instit|agricul|conduct\w+ de métro|cuisini|poste\b|mécanique|hôtellerie|armée|enseignement|industrie\b|fonction publique|restauration"
    r"|SNCF|Hydro|textile|teacher|millwright|farmer|civil servant|\bcook\b|miner\b|firefighter|tailor|electrician|librarian|machinist|letter carrier"
    r"|clerk|welder|cashier|truck driver|carpenter|software|painter|plumber|bookkeeper|bus driver|chauffeu|vendeu|technicien|assurances|forest"
    r"|menuisi|comptable|serveu|d'usine|retail|catering|construction)"
)
_OLD = {
    "carpal tunnel": r"canal carpien|carpal tunnel",
    "varicose veins": r"varices\b|varicose",
    "cyst": r"kyste sébacé",
    "hip": r"prothèse totale de hanche|\bPTH\b|total hip|\bTHA\b",
    "knee": r"prothèse de genou|\bPTG\b|total knee|\bTKA\b",
    "hernia": r"cure de hernie|chir : hernie|hernia repair",
    "tonsils": r"amygdal(?:ectomie|es)|tonsillectomy|\btonsils\b",
    "septoplasty": r"septoplast",
    "ankle": r"ostéosynthèse de cheville|ankle fixation",
}
_SURGERY = r"(?:chir\w*|opéré\w*|surg\w*|PSHx|previous)[^.\n;]{0,30}"
_SMOKES = {
    "never": r"jamais fumé|tabac : jamais|non-fumeu|tabac 0|tabac : non|never smoked|lifelong non-smoker|tob: never|\bnon-smoker",
    "once": r"ancien(?:ne)? fumeu|tabagisme sevré|tabac sevré|ex-fumeu|PA sevrés|ex-smoker|former smoker|quit \d",
    "now": r"fume \d|tabagisme poursuivi|fumeu(?:r|se) acti|cig/[jd]|tabac \+|smokes \d|current smoker",
}
_DRINKS = {
    "none": r"consomme pas d'alcool|alcool : jamais|\bOH 0|alcool 0|OH : non|not drink alcohol|abstains from|EtOH: 0|no EtOH",
    "some": r"alcool occasionnel|le week-end|OH occ|OH : social|alcohol socially|on weekends|EtOH occ|social EtOH",
    "daily": r"verres de vin|consommations par jour|OH \d verres|alcool \d U|beers a day|standard drinks daily|EtOH:? \d [^w]*/?d\b",
}
_ALLERGIC = {
    r"p[ée]nicillin": {"amoxicillin", "amoxiclav", "ampicillin", "piptazo"},
    r"aspirine?\b": {
        "aspirin",
        "ibuprofen",
        "naproxen",
        "ketoprofen",
        "celecoxib",
        "ketorolac",
        "diclofenac",
    },
    r"sulf(?:a\b|amides)": {"cotrimoxazole"},
    r"cod[ée]ine": {"codeine", "morphine", "tramadol"},
}
INFARCTIONS = {"nstemi", "stemi"}
# Begun for good, whatever brings the patient back.
LIFELONG = {
    "aspirin",
    "clopidogrel",
    "ticagrelor",
    "atorvastatin",
    "rosuvastatin",
    "levetiracetam",
    "bisoprolol",
    "ramipril",
}


def _kinds(notes: Sequence[Note], names: dict[str, str]) -> set[str]:
    return {name for name, pattern in names.items() if any(n.says(pattern) for n in notes)}


def _work(notes: Sequence[Note]) -> Iterator[str]:
    """One has one occupation."""
    told = [{w.lower()[:6] for w in re.findall(f"(?i){_WORK}", part)} for n in notes for part in _social(n)]
    told = [t for t in told if t]
    if len(told) > 1 and not set.intersection(*told):
        yield str(told)


def _social(n: Note) -> Iterator[str]:
    starts = sorted((s.start, s.concept) for s in n.of["SECTION"])
    for (start, name), after in zip(starts, [*starts[1:], (len(n.flat), "")], strict=True):
        if name == "social":
            yield n.flat[start : after[0]]


def _old(notes: Sequence[Note]) -> Iterator[str]:
    """An operation of old is the same in every note, or none is told."""
    found = {name for name, p in _OLD.items() if any(n.says(f"{_SURGERY}(?:{p})") for n in notes)}
    if len(found) > 1:
        yield str(sorted(found))


def _habits(notes: Sequence[Note]) -> Iterator[str]:
    """One smokes and drinks the same in every note."""
    for names in (_SMOKES, _DRINKS):
        if len(found := _kinds(notes, names)) > 1:
            yield str(sorted(found))


def _allergies(notes: Sequence[Note]) -> Iterator[str]:
    """What one note says the patient is allergic to is given in none."""
    for pattern, barred in _ALLERGIC.items():
        if any(n.says(rf"(?:allerg\w*|réaction|reaction)[^.\n;]{{0,25}}{pattern}") for n in notes):
            given = {d.concept for n in notes for d in n.drugs if d.attribute != "stopped"} & barred
            if given:
                yield f"{pattern}: {sorted(given)}"


def _had(notes: Sequence[Note]) -> Iterator[str]:
    """What a patient was treated for is not denied later."""
    before: set[str] = set()
    for stay, own in _stays(notes).items():
        for n in own:
            denied = {f.concept for f in n.findings if f.status == "absent" and f.temporality == "history"}
            denied -= {f.concept for f in n.findings if f.experiencer != "patient"}
            if denied & before:
                yield f"{stay}: {sorted(denied & before)}"
        main = own[0].row.main_condition
        before |= INFARCTIONS if main in INFARCTIONS else {main}


def _operated(notes: Sequence[Note]) -> Iterator[str]:
    """Who was operated on is not later said never to have been."""
    before = False
    for own in _stays(notes).values():
        for n in own:
            if before and (
                found := n.says(
                    r"pas de chirurgie antérieure|aucune intervention chirurgicale|chir : (?:0|néant)|no prior surgery|PSHx: nil|surg: none"
                )
            ):
                yield found
        before = before or own[0].row.main_condition in (
            "hip_fracture",
            "appendicitis",
            "cholecystitis",
            "ectopic",
        )


def _twice(notes: Sequence[Note]) -> Iterator[str]:
    """An appendix is taken out once."""
    mains = [own[0].row.main_condition for own in _stays(notes).values()]
    for once in ("appendicitis", "cholecystitis", "ectopic", "hip_fracture", "cataract"):
        if mains.count(once) > 1:
            yield once


def _usual(notes: Sequence[Note]) -> Iterator[str]:
    """What a stay began for good is taken at home when the patient comes back."""
    left: set[str] = set()
    for own in _stays(notes).values():
        main = own[0].row.main_condition
        for n in own:
            listed = any(s.concept == "home_drugs" for s in n.of["SECTION"])
            home = {d.concept for d in n.drugs}
            if listed and main != "asthma" and left - home:
                yield f"{main}: {sorted(left - home)} not taken"
        sent = [
            n
            for n in own
            if n.row.kind == "discharge_letter"
            and any(s.concept == "discharge_drugs" for s in n.of["SECTION"])
        ]
        if main in ("stemi", "nstemi", "stroke", "tia", "epilepsy") and sent:
            left = {d.concept for d in sent[0].drugs if d.attribute == "discharge"} & LIFELONG


def _known(notes: Sequence[Note]) -> Iterator[str]:
    """Who is known to have an illness has it in the notes of the same stay and of the later ones."""
    known: dict[str, set[str]] = {}
    for n in notes:
        told = [f for f in n.findings if f.temporality == "history" and f.experiencer == "patient"]
        denied = {f.concept for f in told if f.status == "absent"}
        known.setdefault(n.row.stay_id, set()).update(f.concept for f in told if f.status == "present")
        if denied & set.union(*known.values()):
            yield f"{n.row.note_id}: {sorted(denied & set.union(*known.values()))}"


def _stays(notes: Sequence[Note]) -> dict[str, list[Note]]:
    own: dict[str, list[Note]] = {}
    for n in notes:
        own.setdefault(n.row.stay_id, []).append(n)
    return own


RULES: dict[str, Callable[[Sequence[Note]], Iterator[str]]] = {
    "one occupation": _work,
    "an operation of old": _old,
    "tobacco and alcohol": _habits,
    "allergies": _allergies,
    "an illness that was had": _had,
    "an operation": _operated,
    "what befalls once": _twice,
    "the usual treatment": _usual,
    "what is known": _known,
}
