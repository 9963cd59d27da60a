"""What a clinician would not believe: rules that read a note and its gold, and know nothing of how it was drawn."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

# Which part of the body a finding of an image shows; a report is about one part.
PARTS = {
    "chest": "cxr_consolidation cxr_effusion cxr_pneumothorax cxr_cardiomegaly cxr_congestion cxr_nodule cxr_hyperinflation "
    "cxr_atelectasis cxr_fracture_rib cxr_mediastinum cxr_freeair cxr_fibrosis ct_pe ct_rv_strain ct_ground ct_dissection echo_effusion lymph_nodes",
    "abdomen": "ct_appendix ct_diverticulitis ct_abscess ct_obstruction ct_stone ct_hydronephrosis ct_aneurysm ct_dissection "
    "ct_liver_lesion ct_adrenal ct_renal_cyst ct_pancreatitis us_gallstones us_wall us_cbd us_steatosis us_free_fluid "
    "hepatomegaly splenomegaly ascites_s endo_divert cxr_freeair cxr_effusion lymph_nodes endo_hern",
    "brain": "ct_stroke ct_bleed ct_midline ct_atrophy ct_hydrocephalus mri_dwi mri_flair mri_enhancement",
    "spine": "mri_disc mri_cord mri_stenosis mri_oedema_bone",
    "knee": "mri_meniscus mri_oedema_bone joint_effusion",
    "hip": "ct_femur mri_oedema_bone",
    "leg": "us_dvt",
    "neck": "us_plaque",
    "upper": "endo_ulcer endo_oesoph endo_varices endo_barrett endo_gastritis endo_tumour endo_angio endo_hern endo_blood",
    "lower": "endo_polyp endo_divert endo_colitis endo_tumour endo_angio endo_blood",
}
PART_WORDS = {
    "brain": r"sinus|mastoïdes|trophicité cérébrale|brain|cérébra|citernes",
    "spine": r"conus|cône terminal|vertebral al|alignement vertébral|discs|disques",
    "chest": r"thoraci|\bchest\b|\blung\b|pulmonaire|\bthorax\b|artériel pulmonaire|\bPE protocol",
    "abdomen": r"abdomino|abdomen|abdo\b|spleen|\brate\b|liver is|\bfoie\b|kidneys|\breins\b|pancr[ée]as|bladder|vessie",
    "upper": r"duod[ée]num|EGD|FOGD|OGD|esophageal mucosa|œsophagienne d'aspect|fundique",
    "lower": r"c(?:a)?ecum|cæcum|coloscopie|colonoscopy|boston|withdrawal|retrait en|iléale|ileal|rectal",
}
IMAGES = {"ct_report", "mri_report", "ultrasound_report", "endoscopy_report"}
ANTIBIOTICS = {
    "amoxicillin",
    "amoxiclav",
    "ceftriaxone",
    "cefotaxime",
    "cefazolin",
    "cephalexin",
    "azithromycin",
    "clarithromycin",
    "doxycycline",
    "levofloxacin",
    "ciprofloxacin",
    "metronidazole",
    "clindamycin",
    "piptazo",
    "meropenem",
    "vancomycin",
    "gentamicin",
    "amikacin",
    "nitrofurantoin",
    "fosfomycin",
    "cotrimoxazole",
}
# Two at once are a regimen only in these pairs.
TOGETHER = [
    {"ceftriaxone", "azithromycin"}, {"amoxicillin", "azithromycin"}, {"amoxicillin", "clarithromycin"}, {"ceftriaxone", "metronidazole"},
    {"cefazolin", "metronidazole"}, {"ciprofloxacin", "metronidazole"}, {"piptazo", "vancomycin"}, {"meropenem", "vancomycin"}, {"ceftriaxone", "gentamicin"},
    {"amoxiclav", "azithromycin"}, {"ceftriaxone", "vancomycin"}, {"vancomycin", "gentamicin"}, {"piptazo", "amikacin"}, {"ceftriaxone", "amoxiclav"},
    {"ceftriaxone", "ciprofloxacin"}, {"ceftriaxone", "amikacin"}, {"cefazolin", "cephalexin"}, {"cefazolin", "amoxicillin"}, {"ceftriaxone", "amoxicillin"},
    {"piptazo", "amoxiclav"}, {"ciprofloxacin", "meropenem"}, {"ceftriaxone", "clarithromycin"}, {"clindamycin", "ciprofloxacin"}, {"cefazolin", "amoxiclav"},
    {"ceftriaxone", "levofloxacin"}, {"meropenem", "levofloxacin"},
]  # fmt: skip
ANTICOAGULANTS = {"apixaban", "rivaroxaban", "dabigatran", "warfarin"}
NSAIDS = {"ibuprofen", "naproxen", "ketoprofen", "celecoxib", "ketorolac", "diclofenac"}
NEVER = [
    ("levothyroxine", "methimazole"), ("levodopa", "metoclopramide"), ("levodopa", "haloperidol"), ("bisoprolol", "verapamil"),
    ("methotrexate", "cotrimoxazole"), ("sertraline", "escitalopram"), ("nitroglycerin", "sildenafil"), ("azathioprine", "allopurinol"),
]  # fmt: skip
ABSENT_FROM = {
    "US": {
        "tinzaparin",
        "gliclazide",
        "domperidone",
        "zopiclone",
        "betahistine",
        "ketoprofen",
        "dienogest",
        "perindopril",
    },
    "FR": {"trazodone", "ketorolac", "cyclobenzaprine"},
    "QC": {"ketoprofen"},
    "CA": {"ketoprofen"},
}
ALLERGY = {
    r"p[ée]nicillin": {"amoxicillin", "amoxiclav", "piptazo"},
    r"aspirin": {"aspirin", *NSAIDS},
    r"sulf": {"cotrimoxazole"},
    r"cod[ée]ine": {"codeine"},
    r"morphine": {"morphine"},
    r"tramadol": {"tramadol"},
}
# Happened once: such a thing neither improves, nor goes on for six weeks.
EVENTS = {
    "fall",
    "syncope",
    "presyncope",
    "seizure",
    "thunderclap",
    "haematemesis",
}
# Never an inpatient for it; never at the office with it.
LIGHT = {
    "ankle_sprain",
    "tonsillitis",
    "back_strain",
    "cataract",
    "meniscus_tear",
    "vertigo_bppv",
    "uti",
    "knee_oa",
    "gallstones",
    "migraine",
}
GRAVE = {
    "stemi",
    "nstemi",
    "sepsis",
    "strep_sepsis",
    "subarachnoid",
    "meningitis",
    "resp_failure",
    "anaphylaxis",
    "stroke",
    "hip_fracture",
    "ectopic",
    "bowel_obstruction",
    "gi_bleed",
    "dka",
}
WARD = {"discharge_letter", "admission_note", "progress_note", "icu_note", "nursing_handover"}
OFFICE = {"family_medicine", "telephone_note"}
CRITICAL = {
    "sepsis",
    "strep_sepsis",
    "resp_failure",
    "pneumonia",
    "copd_exac",
    "pe",
    "heart_failure",
    "stemi",
    "subarachnoid",
    "meningitis",
    "dka",
    "anaphylaxis",
    "pancreatitis",
    "gi_bleed",
    "stroke",
    "covid",
}


class Fault(NamedTuple):
    """What is wrong in a note."""

    rule: str
    note: str
    seen: str


class Read(NamedTuple):
    """A note as the rules read it."""

    row: Any
    findings: list[Any]
    drugs: list[Any]
    concepts: dict[str, set[str]]
    flat: str


def _number(pattern: str, text: str) -> float | None:
    found = re.search(pattern, text)
    return float(found[1].replace(",", ".")) if found else None


def _one_part(n: Read) -> Iterator[str]:
    """An image shows one part of the body, and its technique is of that part."""
    if n.row.kind not in IMAGES:
        return
    known = {c for names in PARTS.values() for c in names.split()}
    seen = {f.concept for f in n.findings if f.attribute == "finding"} & known
    fitting = {part for part, names in PARTS.items() if seen <= set(names.split())}
    if n.row.kind == "ct_report" and seen <= {*PARTS["chest"].split(), *PARTS["abdomen"].split()}:
        fitting |= {"chest", "abdomen"}
    if not fitting:
        yield f"{sorted(seen)}"
        return
    for part, words in PART_WORDS.items():
        if part not in fitting and (found := re.search(words, n.flat, re.IGNORECASE)):
            yield f"{found[0]!r} beside {sorted(fitting)}"


def _reported(n: Read) -> Iterator[str]:
    """Nobody feels an X-ray: a patient reports symptoms only."""
    for f in n.findings:
        if f.concept.startswith(("cxr_", "ct_", "us_", "mri_", "echo_", "ecg_", "endo_", "path_")):
            before = n.row.text[max(0, f.start - 45) : f.start]
            if re.search(
                r"(?i)(?:rapporte|reports|denies|\bnie\b|se plaint|c/o|ne présente pas)[^.\n]*$", before
            ):
                yield before[-30:] + f.text


def _antibiotics(n: Read) -> Iterator[str]:
    """One infection, one regimen."""
    given = {d.concept for d in n.drugs if d.attribute in ("started", "given", "discharge")} & ANTIBIOTICS
    if n.row.main_condition == "cholecystitis":
        given -= {"metronidazole"}  # beside ceftriaxone, before what is taken by mouth
    if n.row.main_condition in ("sepsis", "strep_sepsis"):
        given -= {"amikacin", "clindamycin", "vancomycin"}  # beside a broad one, until the germ is known
    if (
        len(given) > 2
        and n.row.main_condition not in ("endocarditis", "meningitis")
        or len(given) == 2
        and given not in TOGETHER
    ):
        yield " + ".join(sorted(given))


def _together(n: Read) -> Iterator[str]:
    """Drugs that are not taken together."""
    taken = {d.concept for d in n.drugs if d.attribute != "stopped"}
    final = {d.concept for d in n.drugs if d.attribute == "discharge"}
    for a, b in NEVER:
        if {a, b} <= taken:
            yield f"{a} + {b}"
    for group in (final, {d.concept for d in n.drugs if d.attribute.startswith("home")}):
        if group & (ANTICOAGULANTS | {"enoxaparin", "tinzaparin"}) and group & NSAIDS:
            yield f"anticoagulant + {sorted(group & NSAIDS)}"
        if len(group & (ANTICOAGULANTS | {"enoxaparin", "tinzaparin", "heparin"})) > 1:
            yield "two anticoagulants"
        if len(group & {"levetiracetam", "valproate", "lamotrigine", "carbamazepine"}) > 2:
            yield "three antiepileptics"


def _indicated(n: Read) -> Iterator[str]:
    """A drug for one disease only is not met without it."""
    said = " ".join(f.concept for f in n.findings)
    told = {n.row.main_condition, *said.split()}
    has_history = any(f.temporality == "history" and f.status == "present" for f in n.findings)
    for d in n.drugs:
        only = {
            "timolol": {"glaucoma"}, "latanoprost": {"glaucoma"}, "levodopa": {"parkinson"}, "pramipexole": {"parkinson"},
            "methimazole": {"hyperthyroid"}, "tamoxifen": {"breast_cancer"}, "letrozole": {"breast_cancer"}, "leuprolide": {"prostate_cancer"},
            "nimodipine": {"subarachnoid"}, "sevelamer": {"ckd"}, "clobetasol": {"psoriasis"}, "lithium": {"bipolar"}, "finasteride": {"bph"},
            "donepezil": {"dementia"}, "memantine": {"dementia"}, "rivastigmine": {"dementia"}, "tiotropium": {"copd", "copd_exac"},
            "mirabegron": {"bladder"}, "oxybutynin": {"bladder"}, "flecainide": {"af"}, "sotalol": {"af"}, "digoxin": {"af", "heart_failure"},
        }.get(d.concept)  # fmt: skip
        long_list = has_history and n.row.kind in (
            "discharge_letter",
            "admission_note",
            "preanaesthesia",
            "consultation_letter",
        )
        if only and not only & told and (long_list or only & {"glaucoma", "psoriasis", "bladder"}):
            yield d.concept
        if (
            d.attribute == "started"
            and d.concept in ("risperidone", "timolol", "sevelamer", "levodopa")
            and not (only or set()) & told
        ):
            yield "started " + d.concept


def _vitals(n: Read) -> Iterator[str]:
    """Vital signs are those of what is found."""
    text = n.row.text
    now = {
        f.concept: f.status
        for f in n.findings
        if f.temporality == "current" and f.experiencer == "patient" and f.attribute == "finding"
    }
    temp = _number(
        r"(?:\bT°?|temp[ée]rature(?: buccale)?)(?: =| [àwas]+| of)?,? ?(?:°C )?(\d{2}[.,]\d)(?! ?F)", text
    )
    spo2 = _number(r"(?i)(?:SpO2|sat(?:uration)?)(?: [àwas]+| of| =)? ?(\d{2,3}) ?%", text)
    bp = _number(r"(?:TA|PA|BP|pressure|artérielle)(?: [àwas]+| =)? ?(\d{2,3})/\d{2,3}\b", text)
    hr = _number(
        r"(?i)(?:FC|HR|pouls|pulse|heart rate|fréquence cardiaque)(?: [àwas]+| =)? ?(\d{2,3})\b", text
    )
    if temp is not None:
        if now.get("fever") == "absent" and temp >= 38.0:
            yield f"no fever, {temp}"
        if now.get("fever") == "present" and temp < 37.5 and "worse" not in text:
            yield f"fever, {temp}"
    if spo2 is not None:
        if now.get("desaturation") == "present" and spo2 >= 95 and n.row.kind != "icu_note":
            yield f"desaturation, {spo2}"
        if n.row.main_condition == "resp_failure" and spo2 >= 95 and n.row.kind != "icu_note":
            yield f"respiratory failure, {spo2}"
    if bp is not None and bp > 60:
        if n.row.main_condition in ("sepsis", "strep_sepsis") and bp > 130:
            yield f"sepsis, {bp}"
        if now.get("hypotension_s") == "present" and bp >= 100:
            yield f"hypotension, {bp}"
    if hr is not None:
        if now.get("tachycardia") == "absent" and hr > 100 or now.get("tachycardia") == "present" and hr < 95:
            yield f"tachycardia {now['tachycardia']}, {hr}"
        if n.row.main_condition in ("sepsis", "strep_sepsis", "resp_failure", "anaphylaxis") and hr < 90:
            yield f"{n.row.main_condition}, pulse {hr}"


def _acuity(n: Read) -> Iterator[str]:
    """The triage category fits the disease."""
    level = _number(
        r"(?:CIMU|Tri|Triage|CTAS(?: level)?|ESI|P|Priorité|Cat|category|ÉTG|FRENCH|French) ?P?([1-5])\b",
        n.row.text,
    )
    if n.row.kind != "triage" or level is None:
        return
    if n.row.main_condition in GRAVE and level > 3 or n.row.main_condition in LIGHT and level < 3:
        yield f"{n.row.main_condition} at level {level:.0f}"


def _place(n: Read) -> Iterator[str]:
    """The sprain is not admitted; the septic patient is not at the office; intensive care is for the gravely ill."""
    if (
        n.row.main_condition in LIGHT
        and n.row.kind in WARD
        or n.row.main_condition in GRAVE
        and n.row.kind in OFFICE
    ):
        yield f"{n.row.main_condition} in {n.row.kind}"
    if n.row.kind == "icu_note" and n.row.main_condition not in CRITICAL:
        yield f"{n.row.main_condition} in intensive care"
    if n.row.kind == "operative_report" and n.row.main_condition in (
        "bph", "renal_colic", "ankle_sprain", "stroke", "pneumonia", "back_strain", "diverticulitis", "pad"
    ):  # fmt: skip
        yield f"{n.row.main_condition} operated"


def _events(n: Read) -> Iterator[str]:
    """A fall neither improves nor lasts six weeks."""
    for f in n.findings:
        if f.concept in EVENTS:
            before, after = n.row.text[max(0, f.start - 60) : f.start], n.row.text[f.end : f.end + 40]
            if re.search(
                r"(?i)(?:am[ée]lioration|improvement|change in|persistance|plus en plus|worsening|more|ongoing|increasing|majoration|aggravation)[^.\n;]*$",
                before,
            ) or re.match(
                r"[^.\n;,]*(?:depuis (?:un mois|environ|quinze|10 j)|for (?:one month|about|two weeks|10 days)| worse|en augmentation|que la veille)",
                after,
            ):
                yield (before[-25:] + f.text + after[:15]).replace("\n", " ")


def _home(n: Read) -> Iterator[str]:
    """Whoever lives alone has no spouse at the bedside; whoever has retired is not off work."""
    alone = re.search(
        r"(?i)\blives? alone|vit seul|veu(?:f|ve)\b|widow|célibataire|\bsingle, lives|roommates|colocation|chez ses parents|w/ parents",
        n.flat,
    )
    spouse = re.search(
        r"(?i)\b(?:his|her) (?:wife|husband)|\bson épou(?:x|se)\b|l'épou(?:x|se)\b|\b(?:wife|husband) counselled",
        n.flat,
    )
    if alone and spouse:
        yield f"{alone[0]} / {spouse[0]}"
    if n.row.age > 69 and (found := re.search(r"(?i:off work|arrêt de travail)|\bAT \d+ j", n.flat)):
        yield f"{found[0]} at {n.row.age}"


def _stay(n: Read) -> Iterator[str]:
    """Days counted in the course do not go beyond the stay."""
    found = re.search(r"LOS (\d+) d|hospit\. (\d+) j|for (\d+) days \(|séjour : (\d+) jours", n.row.text)
    dates = list(n.row.spans_of_dates)
    los = int(next(g for g in found.groups() if g)) if found else dates[0] if dates else None
    if los is None:
        return
    for day in re.finditer(r"(?:\bday|\bd|\bJ)\s?(\d{1,2})\b(?! ?[/°])", n.flat):
        if n.row.kind == "discharge_letter" and int(day[1]) > los:
            yield f"{day[0]} of a stay of {los}"


def _usage(n: Read) -> Iterator[str]:
    """Drugs, units, scales and services are those of the country."""
    region, language = n.row.region, n.row.language
    for d in n.drugs:
        if d.concept in ABSENT_FROM[region]:
            yield f"{d.text} in {region}"
    wrong = {
        "US": r"salbutamol|\bCTAS\b|\b811\b|(?:glucose|BG|urea|potassium|Na|K)\W[^,\n]{0,10}mmol/L|µmol/L|\bG/L\b|mUI|\bPCP\b(?=\s*$)|acute medicine|FRCPC|\bRSW\b|\btinzaparin|Pantoloc|Cipralex|NovoRapid|Tazocin\b|Clavulin|long-term care home|Mitte",
        "CA": r"\bESI\b|mUI|\bG/L\b|albuterol|\bPH\b",
        "QC": r"\bESI\b|\bSAMU\b|\bEHPAD\b|\bHAD en\b|\bMT dans|discuté avec le senior|albuterol",
        "FR": r"\bCLSC\b|\bGMF\b|\bA vu son MD\b|Appeler MD|\bMd prévenu|\bRTC\b|albuterol",
    }[region]
    if found := re.search(wrong, n.flat):
        yield f"{found[0]} in {region}"
    if language == "en" and (found := re.search(r"mUI/L|\bUI/L|\bG/L\b", n.flat)):
        yield f"{found[0]} in English"


def _elision(n: Read) -> Iterator[str]:
    """*d'orthopédie*."""
    found = n.row.language == "fr" and re.search(
        r"(?i)\b(?:de|le|la|que|ne|se|je|jusque) (?:orthop|oncolo|urolo|endocrin|hémato|hépato|urgences|unité|[aeiouéèêœ]\w+)",
        n.row.text,
    )
    aspirated = r"(?i)\b(?:de|le|la|que|ne|se|je) (?:ou[ïi]|onz|un\b|une\b|huit|oui|hémi|h\b)"
    if found and not re.search(aspirated, found[0]) and found[0][0] != "L":
        yield found[0]


def _twice(n: Read) -> Iterator[str]:
    """Nothing is told twice in one line of thought; what is there is not also missing."""
    if found := re.search(
        r"(?i)\b(Évol(?:ution|ue)[^.\n]*?(un mois|une semaine|quinze jours|10 jours))[.\n; /]+Évol[^.\n]*?\2",
        n.row.text,
    ):
        yield found[0]
    present = [
        f
        for f in n.findings
        if f.status == "present" and f.attribute == "finding" and f.experiencer == "patient"
    ]
    for a, b in zip(present, present[1:], strict=False):
        apart = (
            any(a.end <= start <= b.start for start in n.row.section_starts)
            or "\n" in n.row.text[a.end : b.start]
        )
        if a.concept == b.concept and b.start - a.end < 70 and not apart:
            yield f"{a.text} ... {b.text}"
    now = {f.concept for f in present if f.temporality == "current"}
    for f in n.findings:
        if f.status == "uncertain" and f.temporality == "current" and f.concept in now:
            yield f"{f.text} present and doubted"


def _order(n: Read) -> Iterator[str]:
    """The assessment comes before the plan."""
    heads = n.row.sections
    for first, then in (("assessment_short", "plan"), ("assessment", "plan"), ("assessment", "treatment")):
        if first in heads and then in heads and heads.index(first) > heads.index(then):
            yield f"{then} before {first}"


def _body(n: Read) -> Iterator[str]:
    """Weight and height are a person's, and fit the disease."""
    bmi = _number(r"\b(?:BMI|IMC) (\d\d[.,]\d)", n.row.text)
    if bmi is not None:
        known = {f.concept for f in n.findings if f.status == "present" and f.experiencer == "patient"} | {
            n.row.main_condition
        }
        if (
            bmi < 17
            and not known & {"malnutrition", "weight_loss", "malnutrition_s"}
            or bmi > 42
            or bmi > 24
            and "malnutrition" in known
            or bmi < 30
            and "obesity" in known
        ):
            yield f"BMI {bmi}"


def _allergic(n: Read) -> Iterator[str]:
    """Nobody is given what they are allergic to."""
    for pattern, drugs in ALLERGY.items():
        told = rf"(?i)allerg\w*[^.\n]{{0,25}}{pattern}|réaction antérieure à [^.\n]*{pattern}|reaction to {pattern}"
        taken = drugs & {d.concept for d in n.drugs if d.attribute != "stopped"}
        if taken and re.search(told, n.flat):
            yield f"{pattern}: {sorted(taken)}"


def _doubt(n: Read) -> Iterator[str]:
    """A request asks a question; it does not say that nothing points to it."""
    if n.row.language != "fr" or n.row.kind not in (
        "referral_letter",
        "telephone_note",
        "prehospital_report",
        "triage",
    ):
        return
    if found := re.search(r"(?i)(?:pas|peu) d'argument (?:pour|en faveur)[^.\n]*", n.row.text):
        yield found[0]


def _words(n: Read) -> Iterator[str]:
    """Sentences that nobody writes."""
    never = (
        r"No longer (?:CP|fever|cough|chest|nausea)|Motif de la demande : (?:Peu|Pas)|amélioration d[e'u]s? ?(?:la )?chute|toux croissant|\b[Àà] les? (?:sulf|AINS|latex|trama|arach|fruits|pans|quin)|TA basse\b|Relance :|"
        r"no argument for|jugulaire croissant"
    )
    if found := re.search(never, n.row.text):
        yield found[0]


# Nobody dies of these.
HARMLESS = {
    "gerd",
    "migraine",
    "osa",
    "obesity",
    "knee_oa",
    "hypothyroid",
    "hyperthyroid",
    "dyslipidaemia",
    "gout",
    "anxiety",
    "depression",
    "bph",
    "inguinal_hernia",
    "osteoporosis",
    "ra",
    "endometriosis",
    "peptic_ulcer",
    "colon_polyp",
    "smoking",
    "asthma",
    "epilepsy",
    "hypertension",
    "crohn",
    "pad",
    "malnutrition",
    "anaemia",
}
# An image does not find these unchanged after months.
FRESH = {
    "cxr_consolidation",
    "cxr_pneumothorax",
    "cxr_fracture_rib",
    "cxr_freeair",
    "ct_pe",
    "ct_rv_strain",
    "ct_ground",
    "ct_dissection",
    "ct_appendix",
    "ct_abscess",
    "ct_obstruction",
    "ct_stroke",
    "ct_bleed",
    "ct_femur",
    "ct_pancreatitis",
    "ct_stone",
    "mri_dwi",
    "us_dvt",
    "ecg_st",
    "ecg_std",
}
SUDDEN = {
    *GRAVE,
    "pneumonia",
    "appendicitis",
    "cholecystitis",
    "cellulitis",
    "tonsillitis",
    "gastroenteritis",
    "pe",
    "dvt",
    "ankle_sprain",
}
# Infections of which the treatment is an antibiotic.
TREATED = {
    "pneumonia",
    "sepsis",
    "strep_sepsis",
    "diverticulitis",
    "tonsillitis",
    "cellulitis",
    "pyelonephritis",
    "cholecystitis",
    "endocarditis",
}
URINARY = {"renal_colic", "pyelonephritis", "uti", "bph", "prostate_cancer", "aki"}


def _family(n: Read) -> Iterator[str]:
    """A relative dies of what one can die of."""
    for f in n.findings:
        before = n.row.text[max(0, f.start - 30) : f.start]
        if f.concept in HARMLESS and re.search(r"(?i)(?:décédée? |died of )[^.\n]*$", before):
            yield before[-14:] + f.text


def _at_ease(n: Read) -> Iterator[str]:
    """Whoever is out of breath is not at ease."""
    spo2 = _number(r"(?i)(?:SpO2|sat(?:uration)?)(?: [àwas]+| of| =)? ?(\d{2,3}) ?%", n.row.text)
    ease = re.search(r"(?i)eupnéique|full sentences|in no distress", n.flat)
    if ease and spo2 is not None and spo2 < 93:
        yield f"{ease[0]}, {spo2}"


def _compared(n: Read) -> Iterator[str]:
    """What is unchanged was there before, and somebody saw it."""
    none = re.search(r"(?i)pas d'examen antérieur|pas de comparatif|no priors?\b(?! surg)", n.flat)
    for f in n.findings:
        after = re.match(r"(?i),? (?:inchangée?s? par|unchanged|stable)", n.row.text[f.end : f.end + 25])
        if after and f.attribute == "finding" and (none or f.concept in FRESH):
            yield f.text + after[0]


def _consulted(n: Read) -> Iterator[str]:
    """A geriatrician is asked about the old."""
    asked = r"(?i)geriatrics consult|consult geri|avis gériatri"
    if n.row.age < 65 and (found := re.search(asked, n.flat)):
        yield f"{found[0]} at {n.row.age}"


def _employed(n: Read) -> Iterator[str]:
    """Whoever has no work, and whoever is in intensive care, needs no sick note."""
    off = re.search(r"(?i)arrêt de travail|\bAT \d+ j|off work", n.flat)
    if off and (n.row.kind == "icu_note" or re.search(r"(?i)sans emploi|unemployed", n.flat)):
        yield off[0]


def _caller(n: Read) -> Iterator[str]:
    """A child old enough to call has a parent old enough; whoever telephones was not brought in."""
    child = re.search(r"(?i)(?:appelant|caller) ?: (?:sa fille|son fils|daughter|son\b)", n.flat)
    if child and n.row.age < 38:
        yield f"{child[0]} at {n.row.age}"
    brought = r"(?i)par le SAMU|en ambulance|by ambulance|par son médecin|family physician|se présentant à l'urgence"
    if n.row.kind == "telephone_note" and (found := re.search(brought, n.flat)):
        yield found[0]


def _warned(n: Read) -> Iterator[str]:
    """One is warned of what the illness can bring."""
    for f in n.findings:
        if f.concept == "haematuria" and f.temporality == "hypothetical" and n.row.main_condition in (
            "gout", "tonsillitis", "migraine", "anxiety", "pneumonia", "pericarditis", "meningitis", "asthma", "copd_exac", "stroke", "cellulitis"
        ):  # fmt: skip
            yield f.text


def _sudden(n: Read) -> Iterator[str]:
    """Nobody is known for a sepsis, nor carries a pneumonia."""
    known = re.search(r"(?i)est porteu(?:r|se) |connue? pour [^.\n]*actuellement symptomatique", n.row.text)
    if known and n.row.main_condition in SUDDEN:
        yield f"{known[0]} {n.row.main_condition}"


def _contrast(n: Read) -> Iterator[str]:
    """Enhancement is seen after contrast only."""
    plain = re.search(r"(?i)sans gado|sans injection|without contrast", n.flat)
    seen = [f for f in n.findings if f.concept == "mri_enhancement" and f.status == "present"]
    if n.row.kind == "mri_report" and plain and seen:
        yield plain[0]


def _penicillin(n: Read) -> Iterator[str]:
    """Whoever is allergic to penicillin is treated with something else, not with nothing."""
    told = r"(?i)(?:allerg\w*|réaction|reaction)[^.\n]{0,25}p[ée]nicillin"
    given = {d.concept for d in n.drugs if d.attribute in ("started", "given", "discharge")}
    full = n.row.kind == "discharge_letter" and any(d.attribute == "discharge" for d in n.drugs)
    if full and n.row.main_condition in TREATED and re.search(told, n.flat) and not given & ANTIBIOTICS:
        yield n.row.main_condition


def _blood(n: Read) -> Iterator[str]:
    """An anticoagulant and a second antiplatelet are not long-term company."""
    for status in ("home", "discharge"):
        taken = {d.concept for d in n.drugs if d.attribute.startswith(status)}
        if taken & ANTICOAGULANTS and taken & {"clopidogrel", "ticagrelor"}:
            yield " + ".join(sorted(taken & {*ANTICOAGULANTS, "clopidogrel", "ticagrelor"}))


def _begun(n: Read) -> Iterator[str]:
    """What is taken already is not begun, but in a vein."""
    home = {d.concept for d in n.drugs if d.attribute.startswith("home")}
    for d in n.drugs:
        about = n.row.text[max(0, d.start - 60) : d.end + 60]
        if (
            d.attribute == "started"
            and d.concept in home
            and not re.search(r"\bIV|intravein|intraven", about)
        ):
            yield d.text


def _operated(n: Read) -> Iterator[str]:
    """The eye and the knee are not operated on through the belly."""
    belly = r"(?i)kocher|médiane|midline|ombilical|umbilical|mcburney|transit|\b[2-4]\d\d mL"
    small = n.row.kind == "operative_report" and n.row.main_condition in ("cataract", "meniscus_tear")
    if small and (found := re.search(belly, n.flat)):
        yield found[0]


def _ward(n: Read) -> Iterator[str]:
    """A man is not in gynaecology."""
    if n.row.sex == "M" and n.row.department == "gynaecology":
        yield n.row.department


def _measured(n: Read) -> Iterator[str]:
    """What was measured is not doubted."""
    if re.search(r"(?:\bT°?|temp[ée]rature)[ =]", n.row.text):
        for f in n.findings:
            if f.concept == "fever" and f.status == "uncertain" and f.temporality == "current":
                yield f.text


# Where somebody acts on what is found, so that what nobody acts on is a fault.
ACTED = {"emergency_note", "admission_note", "discharge_letter", "prehospital_report", "icu_note"}
WALKED = (
    r"(?i)\bTM6|6MWT|\bBerg\b|\bTUG\b|marche de six|six-minute|appui unipodal|single-leg|10 m(?:ètres|etres)"
)


def _breathless(n: Read) -> Iterator[str]:
    """Whoever lacks oxygen is given some."""
    spo2 = _number(r"(?i)(?:SpO2|sat(?:uration)?)(?: [àwas]+| of| =)? ?(\d{2,3}) ?%", n.row.text)
    given = r"(?i)oxyg[ée]noth|oxygen (?:by|at|via|ther|start)|oxyg[eè]ne|\bO2\b|FiO2|\bVNI\b|\bNIV\b|ventil|intub|high.flow|haut débit|\boxygen\b"
    told = re.sub(r"(?i)oxygen saturation|saturation en oxygène", "", n.flat)
    if n.row.kind in ACTED and spo2 is not None and spo2 < 90 and not re.search(given, told):
        yield f"saturation {spo2:.0f}"


def _untreated(n: Read) -> Iterator[str]:
    """An infection that is admitted is treated as one."""
    told = {d.concept for d in n.drugs}
    full = n.row.kind in ("discharge_letter", "admission_note", "emergency_note")
    aside = re.search(r"(?i)antibio|\bATB\b|drain|cholécyst|cholecyst", n.flat)
    if full and n.row.main_condition in TREATED and n.drugs and not told & ANTIBIOTICS and not aside:
        yield n.row.main_condition


def _scheduled(n: Read) -> Iterator[str]:
    """An operation is booked or urgent, not both; a back is operated on from the back; an eye in minutes."""
    if n.row.kind != "operative_report":
        return
    booked = re.search(r"(?i)programmée?\b|à froid|elective", n.flat)
    urgent = re.search(r"(?i)en urgence|emergency(?! dep)|\burgent", n.flat)
    if booked and urgent:
        yield f"{booked[0]} / {urgent[0]}"
    face_up = re.search(r"(?i)décubitus dorsal|\bsupine\b|\bDD\b", n.flat)
    if n.row.main_condition == "disc_hernia" and face_up:
        yield f"disc, {face_up[0]}"
    long = _number(r"(?i)(?:durée|duration|operative time|temps op\w*)\D{0,15}(\d{2,3}) ?min", n.flat)
    if n.row.main_condition == "cataract" and long is not None and long > 45:
        yield f"cataract, {long:.0f} min"


def _walked(n: Read) -> Iterator[str]:
    """A wrist is not measured by walking."""
    found = re.search(WALKED, n.flat)
    if n.row.kind == "physiotherapy" and n.row.main_condition == "wrist_fracture" and found:
        yield found[0]


def _lost(n: Read) -> Iterator[str]:
    """Nobody loses weight within hours."""
    for f in n.findings:
        after = n.row.text[f.end : f.end + 40]
        hours = re.match(
            r"(?i)[^.\n;,]{0,12}(?:depuis|for|since|x) (?:\d+ h|ce matin|hier|this morning|last night|yesterday)",
            after,
        )
        if f.concept in ("weight_loss", "weight_gain", "malnutrition_s") and hours:
            yield f.text + hours[0]


def _room_air(n: Read) -> Iterator[str]:
    """Whoever is ventilated does not breathe room air."""
    machine = re.search(
        r"(?i)\bventil(?:ated|ée?)\b|\bVAC\b|pressure support|volume control|FiO2 [3-9]\d", n.flat
    )
    air = re.search(r"(?i)room air|\bR : AA\b|\bRA\b|air ambiant", n.flat)
    if n.row.kind == "icu_note" and machine and air:
        yield f"{machine[0]} / {air[0]}"


def _article(n: Read) -> Iterator[str]:
    """*An 80-year-old*."""
    if n.row.language == "en" and (found := re.search(r"\ba (?:8\d?|11|18)[- ]year", n.flat)):
        yield found[0]


def _expecting(n: Read) -> Iterator[str]:
    """Nobody speaks of an ectopic pregnancy without hCG, ultrasound or an operation."""
    spoken = r"(?i)hCG|écho|ultraso|\bUS\b|salping|laparo|c[œo]elio|méthotrexate|methotrexate|gyn"
    if n.row.main_condition == "ectopic" and n.row.kind in ACTED and not re.search(spoken, n.flat):
        yield "no hCG"


RULES: dict[str, Callable[[Read], Iterator[str]]] = {
    "one part of the body": _one_part,
    "what a patient can report": _reported,
    "one regimen": _antibiotics,
    "drugs together": _together,
    "indication": _indicated,
    "vital signs": _vitals,
    "acuity": _acuity,
    "place": _place,
    "events": _events,
    "at home": _home,
    "length of stay": _stay,
    "usage of the country": _usage,
    "elision": _elision,
    "said twice": _twice,
    "plan after assessment": _order,
    "weight and height": _body,
    "allergy": _allergic,
    "a question is a question": _doubt,
    "words": _words,
    "what one dies of": _family,
    "at ease": _at_ease,
    "unchanged": _compared,
    "whose opinion": _consulted,
    "sick note": _employed,
    "who calls": _caller,
    "warned of what can come": _warned,
    "sudden, not carried": _sudden,
    "seen after contrast": _contrast,
    "an antibiotic for the allergic": _penicillin,
    "blood thinned twice": _blood,
    "begun once": _begun,
    "operated where it hurts": _operated,
    "the ward's patients": _ward,
    "measured, not doubted": _measured,
    "oxygen for who lacks it": _breathless,
    "an antibiotic for an infection": _untreated,
    "how one operates": _scheduled,
    "a wrist does not walk": _walked,
    "weight within hours": _lost,
    "ventilated or not": _room_air,
    "an before eighty": _article,
    "what an ectopic pregnancy calls for": _expecting,
}


def read(notes: Any) -> Iterator[Read]:
    """Each note with its gold, and its text without identifiers."""
    spans = notes.spans
    groups = dict(list(spans.groupby("note_id")))
    for row in notes.frame.itertuples(index=False):
        own = list(groups[row.note_id].itertuples(index=False)) if row.note_id in groups else []
        flat = row.text
        for s in sorted(own, key=lambda s: -s.start):
            if s.label in ("NAME", "PHONE", "ADDRESS", "HOSPITAL", "RECORD", "HEALTH_ID", "EMAIL", "DATE"):
                flat = flat[: s.start] + "_" * (s.end - s.start) + flat[s.end :]
        days = {
            s.attribute: pd.Timestamp(s.concept)
            for s in own
            if s.label == "DATE" and s.attribute in ("admission", "discharge")
        }
        los = [(days["discharge"] - days["admission"]).days] if len(days) == 2 else []
        sections = [s.concept for s in own if s.label == "SECTION"]
        about = _Row(
            **row._asdict(),
            spans_of_dates=los,
            sections=sections,
            section_starts=[s.start for s in own if s.label == "SECTION"],
        )
        findings = [s for s in own if s.label == "FINDING"]
        yield Read(about, findings, [s for s in own if s.label == "DRUG"], {}, flat)


class _Row:
    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)


def faults(notes: Any) -> list[Fault]:
    """Every fault of every note."""
    return [
        Fault(name, n.row.note_id, seen)
        for n in read(notes)
        for name, rule in RULES.items()
        for seen in rule(n)
    ]
