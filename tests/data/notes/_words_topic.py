"""Contrasts, doubts and denials: each belongs to the complaint, and none is put on what is proved or told."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.data.notes._care_note import Note

# Where a complaint or a sign is; a contrast of two of them says something within one line only.
PLACES = (
    "chest_pain dyspnoea orthopnoea palpitations cough sputum haemoptysis wheeze crackles desaturation murmur gallop jvd irregular tachycardia leg_oedema syncope presyncope cyanosis reduced_bs resp_effort bradycardia",
    "nausea vomiting abdominal_pain rlq_pain ruq_pain flank_pain diarrhoea constipation melaena haematemesis rectal_bleeding heartburn anorexia jaundice hepatomegaly splenomegaly guarding murphy mcburney distension hernia_s groin_pain weight_loss early_satiety dysphagia bowel_sounds rebound",
    "dysuria frequency haematuria retention flank_pain cva_tenderness fever",
    "headache thunderclap photophobia neck_stiffness weakness_limb speech facial_droop paraesthesia sensory_loss visual_loss diplopia vertigo seizure confusion ataxia nystagmus babinski tremor syncope presyncope vomiting rigidity",
    "fall back_pain sciatica joint_pain hip_pain knee_pain ankle_pain wrist_pain groin_pain leg_swelling calf_pain leg_oedema weakness_limb sensory_loss paraesthesia joint_effusion shortened_leg ankle_swelling wrist_deformity absent_pulses erythema_leg ulcer_foot ataxia",
    "rash pruritus purpura angioedema skin_burning erythema_leg ulcer_foot",
    "sore_throat earache cough lymph_nodes dysphagia fever",
    "fever chills night_sweats diaphoresis fatigue",
    "pallor lymph_nodes splenomegaly melaena rectal_bleeding weight_loss fatigue night_sweats epistaxis",
    "insomnia suicidal low_mood anxiety_s hallucinations delusions anhedonia agitation confusion agoraphobia psychomotor_slowing alcohol_use",
    "goitre tremor palpitations weight_loss weight_gain polyuria fatigue diaphoresis",
    "hypotension_s tachycardia mottling cyanosis confusion pallor dehydration",
)  # fmt: skip
KNOWN = {f for line in PLACES for f in line.split()}
BUT = r"^[^.\n]{0,30}(?:\bbut\b|on the other hand|\bmais\b|en revanche|cependant|il existe)[^.\n]{0,40}$"
# What a patient tells is told; what is settled is not open.
TOLD = {
    "palpitations",
    "chills",
    "nausea",
    "headache",
    "fatigue",
    "cough",
    "presyncope",
    "night_sweats",
    "abdominal_pain",
}
OPEN = r"(?i)cannot|not excluded|not entirely|impossible|ne peut|n'est pas formellement|\bnon exclu|doute|^\?$|\br/o\b|query|question of|ddx|à éliminer"  # fmt: skip
REPORTS = (
    "chest_xray",
    "ct_report",
    "ultrasound_report",
    "mri_report",
    "echocardiography",
    "endoscopy_report",
    "pathology_report",
)
# The youngest with whom an illness of the past is thought of.
YOUNGEST = {
    "colon_polyp": 40,
    "colon_cancer": 40,
    "lung_cancer": 45,
    "stroke": 40,
    "tia": 45,
    "nstemi": 40,
    "stemi": 38,
}
BENDS = {
    "meningitis", "subarachnoid", "migraine", "epilepsy", "head_injury", "delirium", "hyponatraemia", "stroke", "tia", "hypoglycaemia", "gca",
    "tonsillitis",
}  # fmt: skip
LIMBS = (
    "ankle_sprain",
    "wrist_fracture",
    "meniscus_tear",
    "hip_fracture",
    "fall_geri",
    "gout",
    "dvt",
    "cellulitis",
)
BELLY = (
    "appendicitis",
    "inguinal_hernia",
    "bowel_obstruction",
    "diverticulitis",
    "gallstones",
    "colon_cancer",
    "colon_polyp",
    "crohn",
)
CHEST = (
    "pneumonia",
    "copd_exac",
    "asthma",
    "pneumothorax",
    "nstemi",
    "stemi",
    "pericarditis",
    "heart_failure",
    "af",
)
ELSEWHERE = {
    **dict.fromkeys(LIMBS, {"jaundice", "cough", "hepatomegaly", "weight_loss", "rectal_bleeding", "sore_throat", "wheeze"}),
    **dict.fromkeys(BELLY, {"leg_oedema", "headache", "murmur", "sensory_loss", "wheeze", "speech", "skin_burning"}),
    **dict.fromkeys(CHEST, {"dysuria", "haematuria", "rebound", "guarding", "sensory_loss", "constipation"}),
}  # fmt: skip


def _line(finding: str) -> set[int]:
    return {i for i, line in enumerate(PLACES) if finding in line.split()}


def _now(n: Note, status: str) -> list[Any]:
    return [
        f
        for f in n.findings
        if f.status == status and f.temporality == "current" and f.experiencer == "patient"
    ]


def _contrast(n: Note) -> Iterator[str]:
    """*No rash, but a cough* says nothing: a contrast is of two signs that belong together."""
    told = sorted((*_now(n, "absent"), *_now(n, "present")), key=lambda f: f.start)
    for one, other in zip(told, told[1:], strict=False):
        between = n.flat[one.end : other.start]
        apart = {one.concept, other.concept} <= KNOWN and not _line(one.concept) & _line(other.concept)
        if one.status == "absent" and other.status == "present" and apart and re.match(BUT, between):
            yield f"{one.text}{between}{other.text}"


def _notonly(n: Note) -> Iterator[str]:
    """*Not only a wheeze but also a fall* neither."""
    told: dict[int, list[Any]] = {}
    for f in _now(n, "present"):
        told.setdefault(f.relation, []).append(f)
    for both in told.values():
        apart = (
            len(both) == 2
            and {f.concept for f in both} <= KNOWN
            and not _line(both[0].concept) & _line(both[1].concept)
        )
        if apart and re.match(r" (?:but also|mais aussi) ", n.flat[both[0].end : both[1].start]):
            yield n.flat[both[0].start : both[1].end]


def _doubted(n: Note) -> Iterator[str]:
    """No doubt on what a patient tells, on a social fact, nor on what is being treated."""
    if found := n.says(r"incomplete but consistent|incomplet mais cohérent|sans certitude"):
        yield found
    for f in n.findings:
        doubt = f.status == "uncertain" and f.temporality == "current"
        if doubt and f.attribute == "finding" and n.row.kind not in REPORTS and (f.concept in TOLD or n.row.kind in ("social_work", "physiotherapy")):  # fmt: skip
            yield f"{f.text} doubted"
        cues = [c.text for c in n.of["CUE"] if c.relation == f.relation]
        if doubt and n.row.kind == "prehospital_report" and f.concept == n.row.main_condition and any(re.search(OPEN, c) for c in cues):  # fmt: skip
            yield f"{cues[0]} {f.text}"


def _never_had(n: Note) -> Iterator[str]:
    """At twenty-four nobody is told never to have had a polyp of the colon."""
    for f in n.findings:
        past = f.temporality == "history" and f.status == "absent" and f.experiencer == "patient"
        if past and n.row.age < YOUNGEST.get(f.concept, 0):
            yield f"{f.text} at {n.row.age}"


def _neck(n: Note) -> Iterator[str]:
    """The neck is bent for a headache, a fever with confusion or a seizure, not for a hernia."""
    for f in _now(n, "absent"):
        if f.concept in ("neck_stiffness", "photophobia") and n.row.main_condition not in BENDS:
            yield f"{f.text} in {n.row.main_condition}"


def _elsewhere(n: Note) -> Iterator[str]:
    """What is denied is about the complaint and the region examined, or is a thing the note found and saw go."""
    off = ELSEWHERE.get(n.row.main_condition, set()) - {f.concept for f in _now(n, "present")}
    for f in _now(n, "absent"):
        if f.concept in off and not (n.row.kind == "dietetics" and f.concept == "weight_loss"):
            yield f"{f.text} in {n.row.main_condition}"
    if (
        n.row.kind == "physiotherapy"
        and n.row.main_condition == "wrist_fracture"
        and n.has("gait", status="absent")
    ):
        yield "gait for a wrist"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "signs that belong together": _contrast,
    "not only but also": _notonly,
    "no doubt on what is told": _doubted,
    "never had, at that age": _never_had,
    "the neck": _neck,
    "denied elsewhere": _elsewhere,
}
