"""What was asked is answered, and a diagnosis is said with the test that makes it: rules that read a note and its gold only."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.data.notes._care_note import Note

REPORTS = (
    "chest_xray", "ct_report", "ultrasound_report", "mri_report", "echocardiography", "endoscopy_report", "pathology_report",
)  # fmt: skip
ESTABLISHED = (
    "emergency_note",
    "admission_note",
    "discharge_letter",
    "consultation_letter",
    "family_medicine",
)
# Told by telephone.
CRITICAL = {"echo_vegetation", "echo_thrombus", "us_dvt", "mri_dwi", "cxr_pneumothorax", "mri_enhancement", "ct_obstruction", "ct_pe", "us_adnexal", "ct_sah"}  # fmt: skip
TOLD = r"phone|called|told|téléphone|appelé|tél\. au|prévenu|avisé|informed|discussed|discuté|d/w"
# The examination without which nobody makes the diagnosis.
KEY = {
    "cataract": r"slit lamp|lampe à fente|\bLAF\b",
    "dvt": r"ultrasound|doppler|\bCUS\b",
    "endometriosis": r"menses|cyclic|règles|cyclique",
    "hyperthyroid": r"\bTSH\b",
    "af": r"ECG",
    "hip_fracture": r"films|clichés|\bXR\b|radio",
}
# What an alternative left open is tested by.
TESTS = {
    "pneumonia": r"film|CXR|radiograph|\bRP\b|xray|CT\b",
    "pe": r"angiogram|CTPA|angio",
    "heart_failure": r"BNP|echo|écho|ETT",
    "hyperthyroid": r"TSH",
    "gallstones": r"ultrasound|\bUS\b|écho",
    "uti": r"urin|\bU/A\b|UCx|ECBU",
    "renal_colic": r"ultrasound|\bUS\b|écho|\bCT\b|TDM|scanner",
    "colon_cancer": r"colonoscop|coloscop|scope|endoscop",
    "dvt": r"doppler",
    "pancreatitis": r"lipase",
}

SLIGHT = r"(?i)no convincing|little to suggest|pas d'argument|peu d'argument|sans argument"


def _said(n: Note, status: str, kind: str = "finding") -> list[Any]:
    return [
        f
        for f in n.findings
        if f.status == status
        and f.attribute == kind
        and f.temporality == "current"
        and f.experiencer == "patient"
    ]


def _germ(n: Note) -> Iterator[str]:
    """Every report on a stomach says whether the germ is there."""
    stomach = n.row.kind == "pathology_report" and n.row.main_condition in ("gi_bleed", "peptic_ulcer")
    if stomach and not any(f.concept == "path_hp" for f in n.findings):
        yield "no word on H. pylori"


def _valve(n: Note) -> Iterator[str]:
    """A vegetation is said with the leak of its valve."""
    infected = n.row.kind == "echocardiography" and n.has("echo_vegetation")
    if infected and not any(f.concept == "echo_ar" for f in n.findings):
        yield "no word on the regurgitation"


def _itself(n: Note) -> Iterator[str]:
    """A cyst of the ovary is not without an adnexal mass; nothing enhances, or not, without contrast."""
    if n.has("us_endometrioma") and n.has("us_adnexal", status="absent"):
        yield "endometrioma, no adnexal mass"
    plain = n.says(r"no gad|without contrast|sans gado|sans injection")
    if n.row.kind == "mri_report" and plain and n.has("mri_enhancement", status="absent"):
        yield f"{plain}, no enhancement"


def _answered(n: Note) -> Iterator[str]:
    """The diagnosis in question is in the conclusion: yes, no, or that one cannot tell."""
    if n.row.kind not in REPORTS:
        return
    conditions = [f for f in n.findings if f.attribute == "condition" and f.experiencer == "patient"]
    asked = next((f for f in conditions if f.status == "uncertain"), None)
    first = _said(n, "present") + _said(n, "absent")
    if asked is None or not first or asked.start > min(f.start for f in first):
        return
    later = [f for f in conditions if f.start > asked.end and f.concept == asked.concept]
    if not later and not n.says(r"cannot tell|pas de trancher|non tranché"):
        yield f"{asked.text}?"


def _told(n: Note) -> Iterator[str]:
    """What cannot wait is told by telephone."""
    grave = [f.text for f in _said(n, "present") if f.concept in CRITICAL]
    if n.row.kind in REPORTS[:5] and grave and not n.says(TOLD):
        yield grave[0]


def _endoscopy(n: Note) -> Iterator[str]:
    """A bad preparation is not followed by a recall in three years; an ulcer has its inhibitor; a mass has its sequel."""
    if n.row.kind != "endoscopy_report":
        return
    if n.says(r"boston 5"):
        yield "Boston 5"
    if n.has("endo_ulcer") and not n.says(r"\bPPI\b|proton|\bIPP\b|pompe"):
        yield "an ulcer without an inhibitor"
    if n.has("endo_tumour") and not n.says(r"staging|extension"):
        yield "a mass without a sequel"


def _stained(n: Note) -> Iterator[str]:
    """Large B cells are named by their stains."""
    if n.row.kind == "pathology_report" and n.row.main_condition == "lymphoma" and not n.says("CD20"):
        yield "a lymphoma without its stains"


def _key(n: Note) -> Iterator[str]:
    """A diagnosis is said with the examination that makes it."""
    named = [f for f in _said(n, "present", "condition") if f.concept == n.row.main_condition]
    if n.row.kind not in ESTABLISHED or not named:
        return
    wanted = KEY.get(n.row.main_condition)
    if wanted and not n.says(wanted):
        yield f"{named[0].text} without {wanted}"
    drugs = {d.concept for d in n.drugs if d.attribute == "home"}
    risk = n.row.age > 64 or drugs & {"apixaban", "rivaroxaban", "warfarin", "aspirin", "clopidogrel"}
    if (
        n.row.main_condition == "head_injury"
        and (risk or n.has("vomiting"))
        and not n.says(r"\bCT\b|scanner|TDM")
    ):
        yield f"a head injury at {n.row.age} without a CT"


def _open(n: Note) -> Iterator[str]:
    """An alternative left open has its test; one that nothing speaks for has none."""
    if n.row.kind not in ESTABLISHED:
        return
    for f in _said(n, "uncertain", "condition"):
        wanted = TESTS.get(f.concept)
        slight = re.search(SLIGHT, n.flat[max(0, f.start - 45) : f.start])
        unlikely = re.match(r"(?i) (?:is|are|sembl\w+) (?:unlikely|peu probable)", n.flat[f.end :])
        if (
            wanted
            and not slight
            and not unlikely
            and f.concept != n.row.main_condition
            and not re.search(f"(?i){wanted}", n.flat[f.end :])
        ):
            yield f"{f.text} open, no test"


def _doubted(n: Note) -> Iterator[str]:
    """A doubtful sign of an image is taken up where the image concludes."""
    if n.row.kind not in REPORTS[:5]:
        return
    for f in _said(n, "uncertain"):
        before = n.flat[max(0, f.start - 45) : f.start]
        slight = re.search(SLIGHT, before)
        if not slight and sum(g.concept == f.concept for g in n.findings) < 2:
            yield f.text


def _managing(n: Note) -> Iterator[str]:
    """Whoever broke a hip has lost some autonomy."""
    broken = n.row.main_condition in ("hip_fracture", "fall_geri", "stroke") and n.row.age > 64
    if broken and n.row.kind in ("social_work", "physiotherapy") and n.has("autonomy_loss", status="absent"):
        yield "no loss of autonomy"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "the germ of a stomach": _germ,
    "the leak of a valve": _valve,
    "not without itself": _itself,
    "answered": _answered,
    "told": _told,
    "after an endoscopy": _endoscopy,
    "stained": _stained,
    "the key examination": _key,
    "an alternative has its test": _open,
    "a doubt is taken up": _doubted,
    "managing alone": _managing,
}
