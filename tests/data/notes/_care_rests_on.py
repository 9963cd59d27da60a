"""What a diagnosis, a drug or an alarm rests on: rules that read a note and its gold only."""

import re
from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

_COUNT = r"(?:\d+|a few|several|one|two|three|quelques|une?|deux|trois)"
_HOURS_DAYS = rf"{_COUNT} ?(?:days?|hours?|h\b|jours?|heures?|d\b|j\b|journée)|one week|une semaine"
_LAST = r"this morning|last night|yesterday|ce matin|hier soir|la veille|cette nuit"
_BEGUN = r"(?<!work )(?:\bfor|\bx|\bdepuis|\bsince|\bil y a) (?:about |environ )?"
# Shorter than the diagnosis allows (DSM-5-TR: six months for generalized anxiety, two weeks for a depressive episode).
TOO_SHORT = {
    "anxiety": rf"{_BEGUN}(?:{_HOURS_DAYS}|{_LAST}|\w+ ?(?:weeks?|semaines)\b|(?:one|un|two|deux|three|trois) (?:months?|mois)\b)",
    "endometriosis": rf"{_BEGUN}(?:{_HOURS_DAYS}|{_LAST}|\w+ ?(?:weeks?|semaines)\b)",
    "depression": rf"{_BEGUN}(?:{_HOURS_DAYS}|{_LAST})",
}
# A colic lasts hours; a day of it is another illness.
TOO_LONG = {"gallstones": rf"{_BEGUN}(?:{_HOURS_DAYS}|\w+ (?:weeks|semaines|months|mois))"}
A_FEW_HOURS = r"several hours|a few hours|quelques heures"
THINNERS = {"apixaban", "rivaroxaban", "dabigatran", "warfarin"}
SLOWING = {"bisoprolol", "metoprolol", "carvedilol", "propranolol", "sotalol"}
SHOCKED = {"sepsis", "strep_sepsis", "anaphylaxis", "gi_bleed"}
# What is taken only by whoever is known to have it.
KNOWN_BY = {"af": THINNERS, "migraine": {"sumatriptan"}}
LIMITS = ("anorexia", "early_satiety", "dysphagia", "swallow", "dentures", "malnutrition_s")
# What whoever has it is told to come back for, and what belongs to another illness.
ALARM = {"gca": "visual_loss", "cataract": "visual_loss"}
FOREIGN_ALARM = {"af": {"fever"}, "cataract": {"headache"}}
# The work-up, or the care, of an illness to which nothing points.
_NOTHING = (
    r"no convincing evidence of|little to suggest|pas d'argument (?:pour|en faveur)|peu d'argument pour"
)
_WORK_UP = (
    r"margins|contours (?:marqués|,)|pulmonary angiogram|CTPA|angioscanner|angio-TDM|BNP (?:and|et) (?:echo|échog)|BNP, (?:echo|ETT)"
    r"|colonoscopy requested|coloscopie demandée|TSH requested|TSH demandée|lipase requested|lipase demandée"
)


def _lasted(n: Note) -> Iterator[str]:
    """The complaint has lasted as long as the diagnosis supposes, and no longer."""
    if not n.has(n.row.main_condition):
        return
    short = TOO_SHORT.get(n.row.main_condition)
    if short and (found := n.says(short)):
        yield f"{n.row.main_condition} {found}"
    long = TOO_LONG.get(n.row.main_condition)
    if n.row.kind in ("emergency_note", "family_medicine") and long:
        found = n.says(long)
        again = n.row.kind == "family_medicine" and n.says(r"attacks|crises")  # attacks that come back
        if found and not again and not re.search(f"(?i){A_FEW_HOURS}", found):
            yield f"{n.row.main_condition} {found}"


def _generalized(n: Note) -> Iterator[str]:
    """A generalized anxiety has no precipitant: that would be an adjustment."""
    found = n.says(r"precipitant:|facteur déclenchant :|recent bereavement|deuil récent|conflit au travail")
    if n.row.kind == "psychiatry_note" and n.row.main_condition == "anxiety" and found:
        yield found


def _awake(n: Note) -> Iterator[str]:
    """Nobody is induced under drops or a block."""
    under = n.row.main_condition in ("cataract", "wrist_fracture")
    if n.row.kind == "operative_report" and under and (found := n.says(r"induction")):
        yield f"{n.row.main_condition}: {found}"


def _nothing_points(n: Note) -> Iterator[str]:
    """An illness to which nothing points is neither worked up nor cared for."""
    if n.row.main_condition != "cellulitis" and (
        found := n.says(rf"(?:{_NOTHING})[^.\n;]*[.\n;]\W{{0,4}}[^.\n;]{{0,30}}(?:{_WORK_UP})")
    ):
        yield found


def _bloodless(n: Note) -> Iterator[str]:
    """Whoever has lost that much blood is not left on an anticoagulant."""
    unit = 0.1 if n.row.region in ("FR", "US") else 1
    blood = [float(v.replace(",", ".")) for v in re.findall(r"\bHb\D{0,9}(\d+(?:[.,]\d)?)", n.flat)]
    decides = n.row.kind in ("emergency_note", "discharge_letter", "admission_note", "progress_note")
    if not decides or n.row.main_condition not in ("anaemia", "gi_bleed", "colon_cancer", "ectopic"):
        return
    kept = {d.concept for d in n.drugs} & THINNERS - {d.concept for d in n.drugs if d.attribute == "stopped"}
    if kept and blood and min(blood) < 75 * unit:
        yield f"Hb {min(blood):g} on {sorted(kept)}"


def _kidneys(n: Note) -> Iterator[str]:
    """An aminoglycoside is given by the creatinine, but for the single dose that a shock does not wait for."""
    given = {d.concept for d in n.drugs} & {"gentamicin", "amikacin"}
    given -= {"amikacin"} if n.row.main_condition == "sepsis" else set()
    if given and not n.says(r"creat|créat|\bCr\b"):
        yield f"{sorted(given)} without a creatinine"


def _shown(n: Note) -> Iterator[str]:
    """An ultrasound that names a cholecystitis has seen the stones and the wall; one that names an appendicitis, the appendix."""
    seen = {f.concept: f.text for f in n.findings if f.status == "present" and f.attribute == "finding"}
    if n.row.kind == "ultrasound_report" and n.has("cholecystitis"):
        if "us_gallstones" not in seen:
            yield "no stone"
        if not re.search(r"(?i)wall|paroi", seen.get("us_wall", "")):
            yield f"{seen.get('us_wall')} alone"
    whole = re.search(r"(?i)appendix\b|appendice\b", seen.get("ct_appendix", ""))
    if n.row.kind in ("ultrasound_report", "ct_report") and n.has("appendicitis") and not whole:
        yield f"{seen.get('ct_appendix')} alone"


def _stones(n: Note) -> Iterator[str]:
    """A biliary colic is named once its stones were seen."""
    named = n.has("gallstones") and n.row.kind in ("emergency_note", "family_medicine", "consultation_letter")
    if n.row.main_condition == "gallstones" and named and not n.says(r"ultrasound|\bUS\b|échograph|écho\b"):
        yield "no ultrasound"


def _eaten(n: Note) -> Iterator[str]:
    """What keeps a patient from eating is not found beside a good intake."""
    limited = [f.text for f in n.findings if f.concept in LIMITS and f.status == "present"]
    if n.row.kind == "dietetics" and limited and n.has("intake", status="absent"):
        yield f"{limited[0]}, intake good"


def _operated(n: Note) -> Iterator[str]:
    """Who was operated on is said to have been."""
    later = n.row.kind in ("progress_note", "discharge_letter") and n.row.main_condition == "ectopic"
    if later and n.says("salpingectom") and not n.says(r"operated|opérée|salpingectom\w+ (?:d0|J0)"):
        yield "operated on or not"


def _rate(n: Note) -> Iterator[str]:
    """The pulse of an atrial fibrillation is not let go, but in a shock."""
    held = {d.concept for d in n.drugs if d.attribute == "stopped"} & SLOWING
    known = any(
        f.concept == "af" and f.experiencer == "patient" and f.status == "present" for f in n.findings
    )
    if held and known and n.row.main_condition not in SHOCKED and not n.has("bradycardia", "ecg_av"):
        yield f"{sorted(held)} held in atrial fibrillation"


def _round(n: Note) -> Iterator[str]:
    """Vital signs are ordered at intervals that divide a day."""
    if found := n.says(
        r"vital signs every [357] hours|constantes toutes les [357] heures|stretcher, reassess in 120|waiting area, reassess in 120"
    ):
        yield found


def _newly(n: Note) -> Iterator[str]:
    """An illness that the note discovers is not treated already."""
    usual = {d.concept for d in n.drugs if d.attribute == "home"} & KNOWN_BY.get(n.row.main_condition, set())
    past = any(f.concept == n.row.main_condition and f.temporality == "history" for f in n.findings)
    if usual and not past:
        yield f"{n.row.main_condition} found, {sorted(usual)} taken"


def _route(n: Note) -> Iterator[str]:
    """An injection of adrenaline is written with its route."""
    for d in n.drugs:
        after = n.flat[d.end : d.end + 45]
        if d.concept == "adrenaline" and not re.search(r"(?i)\bI\.?[MV]\b|intram|intrav", after):
            yield f"{d.text}{after[:15]}, no route"


def _alarm(n: Note) -> Iterator[str]:
    """What a patient is told to come back for is what threatens."""
    told = {f.concept for f in n.findings if f.temporality == "hypothetical"}
    owed = ALARM.get(n.row.main_condition)
    if told and owed and owed not in told:
        yield f"{n.row.main_condition}: {sorted(told)}"
    if told & FOREIGN_ALARM.get(n.row.main_condition, set()):
        yield f"{n.row.main_condition}: {sorted(told)}"


def _healing(n: Note) -> Iterator[str]:
    """Nobody bends or grips with a wrist that has just been broken."""
    found = n.says(r"flexion du poignet|wrist flexion|serrage|\bgrip\b")
    if n.row.kind == "physiotherapy" and n.row.main_condition == "wrist_fracture" and found:
        yield found


def _vomits(n: Note) -> Iterator[str]:
    """Vomiting is told to a doctor where consciousness is watched, and is not answered by a drink."""
    watched = n.row.main_condition in ("subarachnoid", "meningitis", "stroke", "head_injury")
    nursing = n.row.kind in ("nursing_note", "nursing_handover")
    if watched and nursing and (found := n.says(r"petites gorgées|small sips")):
        yield f"{n.row.main_condition}: {found}"


def _asleep(n: Note) -> Iterator[str]:
    """Nobody is weaned from a ventilator under a deep sedation."""
    deep = n.says(r"RASS (?:à |of )?-[345]")
    found = n.says(r"continue weaning|sevrage de la ventilation à poursuivre|sevrage ventilation")
    if n.row.kind == "icu_note" and deep and found:
        yield f"{found}, {deep}"


def _painless(n: Note) -> Iterator[str]:
    """Who has a painful calf is not without pain."""
    if n.has("calf_pain") and n.has("pain_s", status="absent"):
        yield "a painful calf, no pain"


def _opioid(n: Note) -> Iterator[str]:
    """Who does not stand codeine is not given its metabolite."""
    given = {d.concept for d in n.drugs} & {"morphine", "tramadol", "codeine"}
    if given and (found := n.says(r"(?:allerg|réaction|reaction|intol)[^.\n;]{0,40}cod[ée]ine")):
        yield f"{found}, {sorted(given)}"


def _stent(n: Note) -> Iterator[str]:
    """A stent has its two antiplatelets."""
    if n.row.kind != "discharge_letter" or n.row.main_condition not in ("nstemi", "stemi"):
        return
    both = {d.concept for d in n.drugs if d.attribute != "stopped"} & {"aspirin", "clopidogrel", "ticagrelor"}
    listed = any(s.concept == "discharge_drugs" for s in n.of["SECTION"])
    if listed and n.says(r"\bstent") and len(both) == 1:
        yield f"a stent on {sorted(both)} alone"


def _yes(n: Note) -> Iterator[str]:
    """A chest film that answers yes has seen what makes the diagnosis."""
    seen = {f.concept for f in n.findings if f.status == "present"}
    if n.row.kind == "chest_xray" and n.row.main_condition == "heart_failure" and n.has("heart_failure"):
        answered = any(f.concept == "heart_failure" and f.temporality == "current" for f in n.findings)
        if answered and "cxr_congestion" not in seen:
            yield "heart failure without congestion"


def _source(n: Note) -> Iterator[str]:
    """A bleeding from above does not have its commonest source ruled out."""
    out = [f for f in n.findings if f.concept == "peptic_ulcer" and f.status == "absent"]
    if n.row.main_condition == "gi_bleed" and any(
        f.temporality == "current" and f.experiencer == "patient" for f in out
    ):
        yield "no ulcer"


def _obstructed(n: Note) -> Iterator[str]:
    """A kidney that is infected and dilated has its urologist."""
    if n.row.main_condition == "pyelonephritis" and n.has("ct_hydronephrosis") and not n.says("urolog"):
        yield "infected and dilated"


def _unasked(n: Note) -> Iterator[str]:
    """No ECG before drops in an eye."""
    found = n.says(
        r"ECG read before|ECG relu avant|ECG preop|ECG préop|preoperative ECG|ECG,? (?:cardio|avis)"
    )
    if n.row.kind == "preanaesthesia" and n.row.main_condition == "cataract" and found:
        yield found


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "as long as the diagnosis supposes": _lasted,
    "a generalized anxiety": _generalized,
    "awake": _awake,
    "nothing points to it": _nothing_points,
    "bloodless": _bloodless,
    "kidneys": _kidneys,
    "what an image has seen": _shown,
    "the stones of a colic": _stones,
    "what is eaten": _eaten,
    "operated on": _operated,
    "the pulse of a fibrillation": _rate,
    "round the clock": _round,
    "newly found": _newly,
    "the route of an injection": _route,
    "alarms": _alarm,
    "before drops": _unasked,
    "a wrist that heals": _healing,
    "vomiting, a head": _vomits,
    "a deep sedation": _asleep,
    "a painful calf": _painless,
    "codeine": _opioid,
    "a stent": _stent,
    "a film that says yes": _yes,
    "the source of a bleeding": _source,
    "an infected kidney": _obstructed,
}
