"""What follows from what was found: rules on reports, ambulances, intensive care and operations. They read a note and its gold only."""

import re
from collections.abc import Callable, Iterator

from tests.data.notes._bedside import ANTIBIOTICS, Read

REPORTS = {
    "chest_xray": "cxr", "ct_report": "ct", "mri_report": "mri", "ultrasound_report": "us",
    "echocardiography": "echo", "endoscopy_report": "endo", "pathology_report": "path",
}  # fmt: skip
ANTITHROMBOTICS = {
    "aspirin",
    "clopidogrel",
    "ticagrelor",
    "apixaban",
    "rivaroxaban",
    "dabigatran",
    "warfarin",
    "enoxaparin",
}
SIDE = r"(?i)\b(?:right|left|droite?s?|gauches?|[RLDG])\b|\bOD\b"
# What an ambulance does not forget.
CREW = {
    "stemi": r"(?i)12-lead|\bECG\b",
    "nstemi": r"(?i)12-lead|\bECG\b",
    "chest_pain_nos": r"(?i)12-lead|\bECG\b",
    "stroke": r"(?i)(?:glucose|\bBG\b|glyc)(?s:.*)(?:alert)",
    "epilepsy": r"(?i)glucose|\bBG\b|glyc",
    "anaphylaxis": r"(?i)epinephrine|adr[ée]nalin|[ée]pin[ée]phrine",
    "hypoglycaemia": r"(?i)dextrose|glucose|glucagon|sucr",
    "sepsis": r"(?i)bolus|crystallo|cristallo|remplissage",
    "hip_fracture": r"(?i)splint|immobilis",
    "head_injury": r"(?i)head strike|struck|choc|collar|collier",
}
# Where an image shows what a diagnosis is made of.
SHOWN = {
    "pneumonia": {"cxr_consolidation"},
    "pe": {"ct_pe"},
    "pneumothorax": {"cxr_pneumothorax"},
    "lung_cancer": {"cxr_nodule", "cxr_mediastinum"},
    "appendicitis": {"ct_appendix"},
    "subarachnoid": {"ct_sah"},
    "cholecystitis": {"us_wall"},
    "renal_colic": {"ct_stone"},
    "bowel_obstruction": {"ct_obstruction"},
    "copd_exac": {"cxr_hyperinflation"},
}
BRITISH = (
    r"(?i)\b(?:tumours?|counsell\w+|colour\w*|neighbour\w*|favourable|behavioural|centred"
    r"|metres|manoeuvres?|judgement|goitre|artefact|grey|ureteric|urea)\b|\bOD\b"
)
NEVER = (
    r"dément l'existence|\bnie avoir (?:présenté|d)|clichés réalisés|par le Dre\b|débuté depuis|\bun Helicobacter|existe un sang"
    r"|The (?:pneumothorax|linear atelectasis) cannot"
)


def _now(n: Read, status: str) -> list:
    return [
        f
        for f in n.findings
        if f.status == status and f.temporality == "current" and f.experiencer == "patient"
    ]


def _section(n: Read, name: str) -> tuple[int, int] | None:
    """Where a section begins and ends, when it has its heading."""
    for i, (concept, start) in enumerate(zip(n.row.sections, n.row.section_starts, strict=True)):
        if concept == name:
            ends = [*n.row.section_starts, len(n.row.text)]
            return start, ends[i + 1]
    return None


def _acted(n: Read) -> Iterator[str]:
    """A polyp is removed, a bleeding ulcer is clipped, a mass is sampled."""
    if n.row.kind != "endoscopy_report":
        return
    seen = {f.concept for f in _now(n, "present")}
    if "endo_polyp" in seen and not re.search(r"(?i)snare|résec|resect|résection|\banse\b", n.flat):
        yield "a polyp left"
    bleeds = n.row.main_condition == "gi_bleed" and seen & {"endo_ulcer", "endo_blood"}
    if bleeds and not re.search(r"(?i)\bclips?\b", n.flat):
        yield "a bleeding left"
    if seen & {"endo_tumour", "endo_colitis"} and not re.search(r"(?i)biops|\bBx\b", n.flat):
        yield "not sampled"


def _concluded(n: Read) -> Iterator[str]:
    """The conclusion takes up all that the report describes."""
    category = REPORTS.get(n.row.kind)
    if not category:
        return
    described, concluded = _section(n, f"findings.{category}"), _section(n, f"conclusion.{category}")
    if not described or not concluded:
        return
    (first, last), (begin, end) = described, concluded
    present = [f for f in _now(n, "present") if f.attribute == "finding"]
    again = {f.concept for f in present if begin <= f.start < end}
    for f in present:
        if first <= f.start < last and f.concept not in again:
            yield f.text


def _sides(n: Read) -> Iterator[str]:
    """What has a side is told with it."""
    if n.row.kind not in REPORTS:
        return
    sided = ("cxr_pneumothorax", "us_dvt", "ct_stone", "us_plaque", "us_adnexal", "ct_femur")
    for f in _now(n, "present"):
        if f.concept in sided and not re.search(SIDE, f.text):
            yield f.text


def _ruled_out(n: Read) -> Iterator[str]:
    """No report leaves open what it shows not to be there; what it was asked comes before what it saw."""
    denied = {f.concept for f in _now(n, "absent")}
    seen = [f.start for f in n.findings if f.status != "uncertain" and f.attribute == "finding"]
    described = _section(n, f"findings.{REPORTS.get(n.row.kind, '')}")
    first = described[0] if described else min(seen, default=0)
    for f in n.findings if n.row.kind in REPORTS else ():
        other = f.status == "uncertain" and f.concept != n.row.main_condition and f.start > first
        if other and SHOWN.get(f.concept, set()) & denied:
            yield f.text


def _first_hour(n: Read) -> Iterator[str]:
    """What is done in the first hour is not done on a later day."""
    day = re.search(r"(?i)\b(?:ICU day|ICU d|J|jour) ?([2-9])\b", n.flat)
    acts = (
        r"(?i)(?:lumbar puncture|ponction lombaire|\b[LP]P) (?:done|faite)|30 mL/kg|\b2 VVP\b|large-bore|\bbolus\b|\bremplissage\b"
        r"|[Ii]ntubat(?:ed|ion) (?:today|ce jour)|avant (?:l')?antibiotique|before antibiotics"
    )
    if n.row.kind != "icu_note" or not day:
        return
    if found := re.search(acts, n.flat):
        yield f"{day[0]}: {found[0]}"
    for d in n.drugs:
        if d.concept == "adrenaline" and d.attribute == "started":
            yield f"{day[0]}: {d.text}"


def _shock(n: Read) -> Iterator[str]:
    """A septic shock has its antibiotic, an anaphylaxis its adrenaline."""
    given = {d.concept for d in n.drugs}
    septic = n.row.kind == "icu_note" and n.row.main_condition in ("sepsis", "strep_sepsis")
    if septic and not given & ANTIBIOTICS:
        yield "no antibiotic"
    treated = n.row.kind in ("icu_note", "emergency_note") and n.row.main_condition == "anaphylaxis"
    if treated and "adrenaline" not in given and not re.search(r"(?i)intramuscul|\bIM\b", n.flat):
        yield "no adrenaline"


def _bleeding(n: Read) -> Iterator[str]:
    """What thins the blood is held for a bleeding."""
    if n.row.main_condition not in ("gi_bleed", "subarachnoid"):
        return
    home = {d.concept for d in n.drugs if d.attribute == "home"} & ANTITHROMBOTICS
    held = {d.concept for d in n.drugs if d.attribute == "stopped"}
    if n.row.kind in ("emergency_note", "admission_note"):
        yield from sorted(home - held)


def _specimen(n: Read) -> Iterator[str]:
    """A specimen shows what makes the diagnosis, and is searched for what its organ can show."""
    if n.row.kind != "pathology_report":
        return
    seen, denied = ({f.concept for f in _now(n, s)} for s in ("present", "absent"))
    if "path_hp" in seen and "path_inflam" not in seen:
        yield "H. pylori without inflammation"
    if n.row.main_condition == "lymphoma" and "path_lymphoid" not in seen:
        yield "a lymphoma without lymphoid cells"
    mucosa = n.row.main_condition in ("gi_bleed", "peptic_ulcer", "crohn", "colon_polyp")
    if mucosa and (odd := denied & {"path_perineural", "path_node", "path_appendix"}):
        yield f"{sorted(odd)} in a biopsy"
    if n.row.main_condition == "appendicitis" and "path_inflam" in denied:
        yield "an appendicitis without inflammation"


def _crew(n: Read) -> Iterator[str]:
    """An ambulance treats."""
    wanted = CREW.get(n.row.main_condition)
    if n.row.kind == "prehospital_report" and wanted and not re.search(wanted, n.flat):
        yield n.row.main_condition
    lines = [s.strip() for s in re.split(r"[.\n;]+", n.flat) if len(s.strip()) > 25]
    if n.row.kind == "prehospital_report" and len(lines) != len(set(lines)):
        yield "said twice"


def _american(n: Read) -> Iterator[str]:
    """The United States spell as they do."""
    if n.row.region == "US" and n.row.language == "en" and (found := re.search(BRITISH, n.flat)):
        yield found[0]


def _technique(n: Read) -> Iterator[str]:
    """Before an operation the anaesthesia is chosen; nobody of thirty has dentures."""
    if n.row.kind != "preanaesthesia":
        return
    plan = r"(?i)an?esth[ée]sie (?!topique$)|anesthesia (?!record)|\bGA\b|\bAG\b|spinal|rachi|\bbloc\b|block\b|topi"
    span = _section(n, "anaesthesia_plan")
    if span and not re.search(plan, n.flat[span[0] : span[1]]):
        yield "no technique"
    if n.row.age < 50 and (found := re.search(r"(?i)dentures|prothèse amovible", n.flat)):
        yield f"{found[0]} at {n.row.age}"


def _operation(n: Read) -> Iterator[str]:
    """A cataract ends with a lens, a splint comes after the skin, and what has a side is told with it."""
    if n.row.kind != "operative_report":
        return
    if n.row.main_condition == "cataract" and not re.search(r"(?i)\blens\b|implant", n.flat):
        yield "no lens"
    if found := re.search(
        r"(?is)(?:splint|attelle)(?: applied)?[ .;,/\n-]+(?:closure|staples|fermeture)", n.flat
    ):
        yield found[0]
    paired = ("cataract", "hip_fracture", "wrist_fracture", "inguinal_hernia", "meniscus_tear", "ectopic")
    if n.row.main_condition in paired and not re.search(SIDE, n.flat):
        yield f"{n.row.main_condition} without a side"


def _pain(n: Read) -> Iterator[str]:
    """A nurse who reads a pain of four or more does something about it."""
    span = _section(n, "nursing_pain")
    if n.row.kind != "nursing_note" or not span:
        return
    read = re.search(r"\b(\d{1,2})(?:/10)?\b", n.flat[span[0] : span[1]])
    relief = (
        r"(?i)analg[eé]s|antalg|PRN|entre-dose|declines|paracetamol|acetaminophen|morphin|tylenol|doliprane"
    )
    if read and int(read[1]) > 3 and not re.search(relief, n.flat):
        yield read[0]


def _wording(n: Read) -> Iterator[str]:
    """No hospital writes so."""
    if found := re.search(NEVER, n.row.text):
        yield found[0]


RULES: dict[str, Callable[[Read], Iterator[str]]] = {
    "an endoscopist acts": _acted,
    "the conclusion takes it up": _concluded,
    "on which side": _sides,
    "open and ruled out": _ruled_out,
    "the first hour": _first_hour,
    "what a shock calls for": _shock,
    "held for a bleeding": _bleeding,
    "what a specimen shows": _specimen,
    "an ambulance treats": _crew,
    "American spelling": _american,
    "before an operation": _technique,
    "how an operation ends": _operation,
    "a pain is relieved": _pain,
    "wording": _wording,
}
