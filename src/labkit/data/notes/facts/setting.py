"""What sentences ask of a patient: the tags of a stay, ``?work:`` in the vocabulary."""

from typing import Any

from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows

_MAY_BE_VENTILATED = {"resp_failure", "stroke", "subarachnoid", "meningitis", "sepsis", "strep_sepsis"}


def tags(stay: Stay) -> frozenset[str]:
    """Every tag that a stay bears."""
    person, level, main = stay.person, stay.level, stay.main.id
    found = {
        f"lives_{person.living}",
        "jobless" if person.jobless else "work" if person.work == "active" and person.age < 65 else "idle",
        "urgent" if level < 3 else "mid" if level == 3 else "minor",
        "ward" if stay.los else "day",
        stay.main.specialty,
        main,
        _breathing(stay),
        "to_rehab" if person.age > 74 and stay.los > 4 and stay.u[15] < 0.4 else "to_home",
        "urgentop" if main in together.among_patients("urgent_operation") else "electiveop",
        *stay.plan.signs,
        *(f"in_{place}" for place in stay.plan.where),
        *(f"{kind}_{stay.plan.parts.get(kind, part)}" for kind, part in together.PARTS.items()),
        *(f"ask_{specialty}" for specialty in asked(stay)),
        f"by_{stay.imaging()}",
    }
    told = {**_illness(stay), **_treated(stay), **_body(stay), **_history(stay)}
    return frozenset(found | {tag for tag, true in told.items() if true})


def scanned(stay: Stay) -> bool:
    """Whether a blow to the head has its CT: from 65 on, on what thins the blood, or vomiting (Canadian CT head rule, NICE NG232)."""
    blood = together.among_patients("anticoagulants") | together.among_patients("antiplatelets")
    thinned = {p.drug.id for p in stay.person.home} & blood
    return stay.person.age > 64 or bool(thinned) or "vomiting" in stay.groups


def asked(stay: Stay) -> set[str]:
    """Whose opinion is asked for: who takes part in the care of the illness, and whoever looks after the old."""
    others = set(together.consulted(stay.main.id))
    if stay.person.age > 79 and stay.los and stay.main.specialty != "geriatrics":
        others.add("geriatrics")
    return others - {stay.main.specialty}


def oxygen_needed(stay: Stay) -> bool:
    """Whether the saturation asks for oxygen."""
    return bool(stay.vitals["spo2"] < 92)


def _breathing(stay: Stay) -> str:
    if stay.main.id in _MAY_BE_VENTILATED and stay.u[14] < 0.5:
        return "vent"
    return "highflow" if oxygen_needed(stay) else "ownbreath"


def _illness(stay: Stay) -> dict[str, bool]:
    main, groups, vitals = stay.main.id, stay.groups, stay.vitals
    of = together.among_patients
    short = vitals["rr"] > 20 or vitals["spo2"] < 95 or bool(groups & {"dyspnoea", "hypoxia"})
    return {
        "short": short,
        "breathless": short,
        "oxygen": oxygen_needed(stay),
        "fluids": vitals["systolic"] < 110 and bool(stay.plan.signs & {"shock", "bleeding"}),
        "young": stay.person.age < 50,  # a woman of this age can be pregnant
        "scan": scanned(stay),
        "obstructed": main in ("asthma", "copd_exac"),
        "npo": main in follows.among("fasting"),
        "jaundiced": main == "cholecystitis" and "jaundice" in groups,
        "pressors": main in ("sepsis", "strep_sepsis"),
        "slow": main in of("slow"),
        "sudden": main in of("sudden"),
        "chronic": stay.main.chronic and main != "dvt",
        "visual": main == "gca" and _shows(stay, "visual_loss"),
        "burst": main == "asthma",
        "loading": main == "dvt",
        "halved": any(p.drug.id == "apixaban" for p in stay.started),
        "fever": "fever" in groups,
        "early": stay.icu_day() == 1,
        "later": stay.icu_day() > 1,
        "oozing": any(f.id == "endo_blood" for f in stay.present["endo"]),
        "nodal": any(f.id == "path_node" for f in stay.present["path"]),
        "sore": vitals["pain"] > 3,
        "alarmed": _alarming(vitals),
        "unwell": vitals["pain"] > 3 or _alarming(vitals),
        "detained": main == "depression" and _shows(stay, "suicidal") and stay.u[23] < 0.5,
        "unnamed": main in of("unnamed"),
        "called": main in follows.among("called"),
        "unproven": main in follows.among("unproven"),
        "to_be_seen": main in follows.among("to_be_seen"),
        "suicidal": _shows(stay, "suicidal"),
        "alarming": any(_shows(stay, f) for f in follows.among("alarming")),
        "sleepless": bool(groups & {"insomnia", "sleep"}),
        "potassium": _measured(stay, "k") > 6.0,
        "transfused": 0 < _measured(stay, "hb") < 80,
        "bloodless": 0 < _measured(stay, "hb") < 75,
        "acidotic": 0 < _measured(stay, "ph") < 7.3,
        "diluted": 0 < _measured(stay, "na") < 121,
        "clouded": bool(groups & {"confusion", "agitation", "seizure", "speech"})
        or _breathing(stay) == "vent",
        "chestpain": "chestpain" in groups,
        "strokes": main in ("stroke", "tia"),
        "sugarlow": main == "hypoglycaemia",
        "trauma": main in ("hip_fracture", "wrist_fracture", "head_injury", "fall_geri", "ankle_sprain"),
        "bigheart": "cardiomegaly" in groups,
        "widemed": "mediastinum" in groups,
        "hyperinflated": "hyperinflation" in groups,
        "atrophied": "atrophy" in groups,
        "loaded": main == "heart_failure" or "rvstrain" in groups,
        "frail": main in ("hip_fracture", "fall_geri"),
        "chestphysio": main in ("pneumonia", "copd_exac", "heart_failure"),
        "spines": main in ("disc_hernia", "back_strain"),
        "glands": stay.main.specialty in ("gastroenterology", "surgery") or main == "colon_cancer",
        "tumour": main in ("lung_cancer", "colon_cancer", "lymphoma"),
        "specimen": main in ("appendicitis", "colon_cancer"),
        "biopsy": main not in ("appendicitis", "colon_cancer"),
    }


def _alarming(vitals: dict[str, Any]) -> bool:
    """Whether a nurse who reads such signs has the doctor come."""
    return bool(
        vitals["temp"] >= 38.5
        or not 45 <= vitals["hr"] < 120
        or vitals["systolic"] < 95
        or vitals["spo2"] < 90
        or vitals["rr"] > 27
    )


def _shows(stay: Stay, finding: str) -> bool:
    return any(f.id == finding for category in ("symptom", "psych") for f in stay.present[category])


def _eradicated(stay: Stay) -> bool:
    return any(p.drug.id == "clarithromycin" for p in stay.started)


def _measured(stay: Stay, test: str) -> float:
    """A test's result, or 0 where it was not done."""
    return next((value for row, value in stay.labs if row["id"] == test), 0.0)


def _treated(stay: Stay) -> dict[str, bool]:
    main, of = stay.main.id, together.among_patients
    return {
        "small": main in of("operated_lightly"),
        "ports": main in of("ports"),
        "laparotomy": main in of("laparotomy"),
        "bone": main in ("hip_fracture", "wrist_fracture"),
        "operated": main in of("operated"),
        "wound": main in of("operated") or main == "diabetic_foot",
        "drained": main in of("catheter"),
        "thinned": bool({p.drug.id for p in stay.person.home} & of("no_spinal")),
        "anticoagulated": bool({p.drug.id for p in stay.started} & of("anticoagulants")),
        "warfarin": bool({p.drug.id for p in stay.discharge} & {"warfarin"}),
        "iv": any(p.route == "IV" for p in stay.started),
        "course": main in of("brief") and bool(stay.after) or _eradicated(stay),
        "eradicated": _eradicated(stay),
        "treated": bool(stay.person.home),
        "inhaled": any(p.drug.id == "salbutamol" for p in stay.person.home),
        "nights": stay.los > 1,
        "labs": main not in of("no_bloods"),
        "traced": stay.main.specialty in ("cardiology", "respirology", "critical_care")
        or main in of("traced"),
        "imaged": bool(stay.plan.parts),
        "shown": any(f.id in stay.main.findings for f in stay.present[stay.imaging()]),
        "enhances": any(f.id == "mri_enhancement" for f in stay.present["mri"]),
        "prior": stay.u[12] < 0.7,
    }


def _body(stay: Stay) -> dict[str, bool]:
    ill = {stay.main.id, *(c.id for c in stay.person.known)}
    eaten = {f.group for f in (*stay.present["nutrition"], *stay.present["symptom"])}
    losing = "malnutrition" in ill or any(
        f.id == "weight_loss" for category in ("symptom", "nutrition") for f in stay.present[category]
    )
    fed = {f.id for f in stay.present["nutrition"]}
    return {
        "salt": stay.main.id == "heart_failure",
        "sugar": bool({stay.main.id} & together.among_patients("sugar")),
        "diabetic": bool(ill & {"t1d", "t2d", "dka", "diabetic_foot"}),
        "renal": bool(ill & {"aki", "ckd"}),
        "loss": losing,
        "gained": any(f.id == "weight_gain" for c in ("symptom", "nutrition") for f in stay.present[c]),
        "needy": losing or bool(eaten & {"appetite", "intake", "malnut", "satiety"}),
        "texture": bool(fed & follows.among("texture")),
        "thick": bool(fed & follows.among("thick")),
        "fit": stay.asa < 3,
    }


def _history(stay: Stay) -> dict[str, bool]:
    person = stay.person
    return {
        "homeless": any(f.group == "housing" for f in stay.present["social"]),
        "parent": person.age > 47,
        "old": person.age > 69,
        "aged": person.age > 54,
        "family_lethal": person.family.id in together.among_patients("lethal"),
    }
