"""What would harm: a dose under the wrong brand, a treatment without its value, a note that denies what it says. Rules that read a note and its gold only."""

import re
from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

# What a brand is sold in, or is: (doses, routes of which one is named where the note names any).
SOLD = {
    "uvedose": "100000",
    "d-tabs": "10000",
    "drisdol": "50000",
    "colchimax": "1",
    "dectancyl": "0.5",
    "calcidia": "1540",
    "caltrate": "600",
    "tildiem": "60",
    "seloken": "50 100",
    "tavanic": "500",
    "avlocardyl": "20 40",
    "coversyl": "2 2.5 4 5 8 10",
    "oxynorm": "5 10",
}
RATE = {"bisoprolol", "metoprolol", "carvedilol", "propranolol", "sotalol", "diltiazem", "verapamil", "digoxin", "amiodarone"}  # fmt: skip
NEEDLED = {"clopidogrel", "ticagrelor", "apixaban", "rivaroxaban", "dabigatran", "warfarin", "enoxaparin", "tinzaparin"}  # fmt: skip
CALLED = (
    r"médecin|physician|\bMD\b|\bRRT\b|rapid response|r[ée]animateur|intensiviste|\bréa\b|chirurg|surgeon|gyn"
)
AT_EASE = r"confortable|comfortabl|repose calme|settled|\bsoulagée?\b|tolerated well|bonne tolérance|patiente? calme|resting|R : mieux|\beffective\b|effet \+"
ESTABLISHED = (
    "emergency_note", "admission_note", "discharge_letter", "consultation_letter", "family_medicine", "progress_note",
)  # fmt: skip
NUMBER = r"(?: (?:à|of|was|de)| ?:| ?=)? ?(\d+(?:[.,]\d+)?)"


def _values(n: Note, names: str) -> list[float]:
    return [float(v.replace(",", ".")) for v in re.findall(rf"(?i)(?:{names}){NUMBER}", n.flat)]


def _american(n: Note) -> bool:
    return bool(n.row.region == "US" and n.row.language == "en")


def _brand(n: Note) -> Iterator[str]:
    """A brand is written in a dose in which it is sold."""
    for d, dose, _ in n.dosed():
        sold = SOLD.get(d.text.lower())
        if sold and not any(dose == float(s) for s in sold.split()):
            yield f"{d.text} {dose:g}"


def _answering(n: Note) -> Iterator[str]:
    """What corrects a value is given for a value that the note has."""
    potassium = _values(n, r"\bK\+?|kaliémie|potassium")
    if n.says(r"gluconate|insuline-glucose|insulin/dextrose") and not any(v >= 5.6 for v in potassium):
        yield f"potassium lowered, {potassium}"
    sodium = _values(n, r"\bNa\+?|natrémie|sodium")
    if n.says(r"hypertoni|3% saline") and not any(v <= 125 for v in sodium):
        yield f"sodium raised, {sodium}"
    blood = _values(n, r"\bHb|hemoglobin")
    low = 8.05 if _american(n) or n.row.region == "FR" else 80.5
    first_days = n.row.kind in ("emergency_note", "admission_note", "discharge_letter")
    units = n.says(r"deux culots transfus|two units transfused|\b2 (?:culots|units)\b")
    if n.row.main_condition == "gi_bleed" and first_days and units and not any(v < low for v in blood):
        yield f"transfused, {blood}"
    acid = _values(n, r"\bpH")
    if n.row.kind == "progress_note" and n.says(r"VNI débutée|ventilation started|NIV, target|VNI, cible"):
        yield f"ventilation begun on a later day, pH {acid}"


def _slow(n: Note) -> Iterator[str]:
    """Nothing that slows a heart is begun or kept in a slow one."""
    planned = n.row.kind in (
        "admission_note",
        "emergency_note",
        "progress_note",
        "icu_note",
        "discharge_letter",
    )
    if not planned or not n.has("bradycardia", "ecg_av"):
        return
    held = {d.concept for d in n.drugs if d.attribute == "stopped"}
    yield from sorted({d.concept for d in n.drugs if d.attribute != "stopped"} & RATE - held)


def _needle(n: Note) -> Iterator[str]:
    """No needle goes to the spine of whoever takes what thins the blood."""
    home = {d.concept for d in n.drugs if d.attribute == "home"} & NEEDLED
    for found in re.finditer(r"(?i)\brachi(?:anesth\w+)?\b|\bspinal\b|péridurale|epidural", n.flat):
        refused = re.search(r"(?i)(?:pas de|no|sans) $", n.flat[: found.start()])
        if n.row.kind == "preanaesthesia" and home and not refused:
            yield f"{found[0]} on {sorted(home)}"


def _denied(n: Note) -> Iterator[str]:
    """No note says a thing and its contrary."""
    if n.has("syncope") and n.says("sans perte de connaissance"):
        yield "loss of consciousness, without loss of consciousness"
    if n.says("leu[ck]oar") and n.has("ct_atrophy") and n.has("mri_flair", status="absent"):
        yield "leukoaraiosis, no white matter change"
    if n.has("path_adenoma") and not n.has("path_dysplasia"):
        yield "an adenoma without its grade"
    if n.has("weight_gain") and n.has("weight_loss") and n.row.kind != "discharge_letter":
        yield "weight gained and lost"
    now = [f for f in n.findings if f.attribute == "condition" and f.temporality == "current"]
    ruled = {f.concept: f.start for f in now if f.status == "absent" and f.experiencer == "patient"}
    for f in now:
        after = 0 if n.row.kind in ESTABLISHED else ruled.get(f.concept, 0)
        if f.status == "uncertain" and f.concept in ruled and f.start > after:
            yield f"{f.text} ruled out and left open"
    if n.says(r"agrafes|staples") and n.says(r"\bfils\b|sutures (?:out|on)|remove sutures"):
        yield "staples, sutures out"
    if n.says(r"intradermique|subcuticular") and n.says(r"ablation des|remove (?:sutures|staples)"):
        yield "a buried suture, removed"


def _ease(n: Note) -> Iterator[str]:
    """Nobody is at ease with a pain of four, a fever of 38.5 or a pulse of 120; and such signs are told to a doctor."""
    if n.row.kind not in ("nursing_note", "nursing_handover"):
        return
    hot = re.search(r"\b(?:38[.,][5-9]|39[.,]\d|10[1-4][.,]\d F)", n.flat)
    fast = re.search(r"(?i)(?:HR|FC|pulse|pouls|heart rate)(?: à| was| of|:| =)? ?(1[2-9]\d)\b", n.flat)
    low = re.search(r"\b8\d ?%", n.flat)
    pain = re.search(r"\b([4-9]|10)/10\b", n.flat)
    alarming = [m[0] for m in (hot, fast, low) if m]
    unwell = [*alarming, *([pain[0]] if pain else [])]
    if unwell and (found := n.says(AT_EASE)):
        yield f"{found}, {unwell}"
    if alarming and not n.says(CALLED):
        yield f"{alarming}, nobody called"
    if n.row.kind == "nursing_note" and n.has("chest_pain") and not n.says(CALLED):
        yield "a chest pain, nobody called"
    watched = {"ectopic": r"saign|bleed", "gi_bleed": r"selles|stools", "stroke": r"neuro"}.get(
        n.row.main_condition
    )
    if watched and not n.says(watched):
        yield f"{n.row.main_condition}: not watched"


def _held(n: Note) -> Iterator[str]:
    """Whoever is held is in danger, and does not judge soundly; a psychiatrist asks about death; nobody in danger goes home on a plan."""
    if n.row.kind != "psychiatry_note":
        return
    held = n.says(r"involuntary|SPDT|garde en établissement")
    if held and (found := n.says(r"jugement préservé|judge?ment intact")):
        yield f"{held}, {found}"
    if held and not n.has("suicidal"):
        yield f"{held}, no danger"
    if not any(f.concept == "suicidal" for f in n.findings):
        yield "death not asked about"
    if n.has("suicidal") and (found := n.says(r"means at home|accès aux moyens")):
        yield f"in hospital, {found}"


def _sequel(n: Note) -> Iterator[str]:
    """What was given in a vein has its sequel at home."""
    if n.row.kind != "discharge_letter":
        return
    if (
        n.row.main_condition == "gca"
        and n.has("visual_loss")
        and "prednisone" not in {d.concept for d in n.drugs}
    ):
        yield "no prednisone"
    if n.row.main_condition == "endocarditis" and not n.says(r"six semaines|6 sem|six weeks|6 wk"):
        yield "an antibiotic in a vein without an end"


def _tube(n: Note) -> Iterator[str]:
    """Whoever is ventilated swallows nothing, and is not said to be clear-headed."""
    if n.row.kind != "icu_note" or not n.says(
        r"ventilée?\b|ventilated|VSAI|\bVAC\b|aide inspiratoire|volume contrôlé|pressure support|volume control|\bRASS -"
    ):
        return
    for d in n.drugs:
        after = re.match(r"[^.;\n]{0,40}", n.flat[d.end :])
        swallowed = re.search(r"(?i)voie orale|per os|by mouth|orally|\bPO\b", after[0] if after else "")
        if swallowed and d.attribute != "stopped":
            yield f"{d.text}, {swallowed[0]}"
    if found := n.says(r"test de déglutition|swallow screen"):
        yield found
    if n.has("confusion", "speech", status="absent"):
        yield "clear-headed under sedation"


def _hearts(n: Note) -> Iterator[str]:
    """A troponin is that of the right heart; a failing heart is named."""
    troponin = _values(n, r"troponine?(?: us)?")
    normal = n.says(r"cœur droit (?:normal|N)\b|right heart normal|RV OK")
    if n.row.main_condition == "pe" and troponin and troponin[0] > 60 and normal:
        yield f"troponin {troponin[0]:g}, {normal}"
    peptide = _values(n, r"NT-proBNP")
    if n.row.main_condition == "af" and peptide and peptide[0] > 1800 and not n.has("heart_failure"):
        yield f"NT-proBNP {peptide[0]:g} in atrial fibrillation alone"


# Names that a child of these years was not given.
AGED = {"Raymonde", "Simone", "Normand", "Germaine", "Marcel", "Dorothy", "Clarence", "Ginette"}
YOUNG = {"Chloé", "Romane", "Océane", "Théo", "Brittany", "Ethan", "Savannah", "Jérémie", "Corentin"}


def _followed(n: Note) -> Iterator[str]:
    """At the office one date is fixed for the next visit."""
    if n.row.kind not in ("family_medicine", "consultation_letter"):
        return
    soon = n.says(r"réévaluation dans 48 h|revoir 48 h|reassess in 48 hours|recheck 48 h")
    later = n.says(
        r"sera revue? au cabinet|sera revue? à la clinique|revoir dans \d+ j|f/u (?:here )?[\d_]|seen in clinic on|appointment with dr|seen here|rendez-vous prévu|RDV _"
    )
    if soon and later:
        yield f"{soon} / {later}"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "a brand in its dose": _brand,
    "for a value": _answering,
    "a slow heart": _slow,
    "the spine": _needle,
    "a thing and its contrary": _denied,
    "at ease, or called": _ease,
    "held": _held,
    "a sequel at home": _sequel,
    "beside a tube": _tube,
    "hearts": _hearts,
    "one date": _followed,
}
