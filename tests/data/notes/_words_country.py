"""Words, brands and strengths of another country: a table by language and region, and the rules that read a note with it."""

import re
from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

# What a country's hospitals do not write, each word with what they write instead.
FOREIGN: dict[tuple[str, str], dict[str, str]] = {
    ("fr", "QC"): {
        r"\bttt\b": "Tx, Rx",
        r"scanner": "TDM",
        r"\bscop(?:e|ée?)\b": "moniteur",
        r"(?-i:\bG/L\b)": "10^9/L",
        r"\bréa(?:nimat\w+)?\b": "soins intensifs, intensiviste",
        r"texture mixée": "purée",
        r"\bRCP\b": "comité des tumeurs",
        r"\bTSA\b": "carotides",
        r"accueil de jour": "centre de jour",
        r"chambre d'inhalation": "aérochambre",
        r"\bVVP\b": "IV",
        r"court séjour gériatrique": "unité de courte durée gériatrique",
        r"(?:avec|/) cadre\b": "marchette",
        r"anapath|anatomopathologie\b": "pathologie",
        r"(?:aidé de|appeler) l'interne": "résident",
        r"\bconstantes\b": "signes vitaux",
        r"brancard": "civière",
        r"\bbio de contrôle|\bbiologie\b": "labos",
        r"(?:à|avant|pour|préparer|de) (?:la )?sortie\b|sortie (?:prévue|demain|le soir|service)": "congé",
        r"prescription de \d+ séances": "une requête",
        r"radio de thorax|cliché thoracique": "radiographie pulmonaire",
        r"sous anesthésie générale, préparation|examen sous anesthésie générale": "sédation consciente",
        r"week-end": "fin de semaine",
        r"deltasone": "prednisone",
    },
    ("fr", "FR"): {
        r"fin de semaine": "week-end",
        r"\b(?:CHSLD|CLSC|GMF|NAM|FSC|MPOC|SAD)\b": "établissements et sigles du Québec",
        r"club d'aînés|\baînés\b": "seniors",
        r"\bRC ?:": "motif",
        r"background": "contexte, antécédents",
        r"collaborant": "coopérant",
        r"délirium": "syndrome confusionnel",
        r"malnutrition": "dénutrition",
        r"\bs/p\b": "antécédent de",
        r"\bPONV\b": "NVPO",
        r"marchette|civière|soluté|\b911\b": "déambulateur, brancard, perfusion, 15",
        r"\bcongé\b": "sortie",
    },
    ("en", "US"): {
        r"known for": "history of",
        r"respirology|respiratory medicine|consult resp\b": "pulmonology",
        r"physiothera\w+|chest physio\b": "physical therapy",
        r"loin pain": "flank pain",
        r"cancer conference|multidisciplinary conference": "tumor board",
        r"nasal prongs": "nasal cannula",
        r"bloodwork|\bbloods\b|\bBW\b": "labs",
        r"\bAbdo\b": "Abd",
        r"family (?:doctor|physician)|\bFP\b": "primary care physician",
        r"d/w staff": "attending",
        r"most responsible dx": "principal dx",
        r"seniors' (?:residence|club)|retirement home|\bLTC\b": "assisted living, senior center",
        r"\bBPMH\b|best possible medication": "medication reconciliation",
        r"ambulance call report": "prehospital care report",
        r"\bquery\b": "question of",
        r"convalescent care": "skilled nursing facility",
    },
    ("en", "CA"): {r"deltasone": "prednisone", r"albuterol|proair": "salbutamol", r"\bESI\b": "CTAS"},
}
FOREIGN["en", "QC"] = FOREIGN["en", "CA"]
# No country's English; nor general anaesthesia for an endoscope in North America.
NOBODY = r"cephalalgia|loin pain"
# Strengths that a country's pharmacies have, where another country has others.
STRENGTHS: dict[str, dict[str, set[str]]] = {
    "US": {
        "salbutamol": {"90", "180", "360"},
        "fluticasone": {"44", "110", "220"},
        "budesonide_formoterol": {"80", "160"},
        "ipratropium": {"17", "500"},
        "piptazo": {"3.375", "4.5"},
    },
    "CA": {"piptazo": {"3.375", "4.5"}},
    "QC": {"piptazo": {"3.375", "4.5"}},
    "FR": {
        "piptazo": {"4"},
        "quetiapine": {"50", "150", "200", "300"},
        "folic_acid": {"0.4", "5"},
        "levofloxacin": {"500"},
        "naproxen": {"500", "550"},
        "lorazepam": {"1", "2.5"},
        "thiamine": {"250"},
    },
}


def _words(n: Note) -> Iterator[str]:
    """A hospital writes the words of its country."""
    for word, own in FOREIGN.get((n.row.language, n.row.region), {}).items():
        if found := n.says(word):
            yield f"{found} ({own})"
    if n.row.language == "en" and (found := n.says(NOBODY)):
        yield found


def _strengths(n: Note) -> Iterator[str]:
    """A drug has the strength that the country's pharmacies have."""
    known = STRENGTHS[n.row.region]
    drug = {d.relation: d.concept for d in n.drugs}
    for dose in n.of["DOSE"]:
        name = drug.get(dose.relation, "")
        if name in known and dose.concept not in known[name]:
            yield f"{name} {dose.concept}"


def _asleep(n: Note) -> Iterator[str]:
    """In North America one is sedated for a colonoscopy, not anaesthetised."""
    asleep = n.says(r"general an(?:a)?esthesia|anesthésie générale")
    if n.row.kind == "endoscopy_report" and n.row.region != "FR" and asleep:
        yield asleep


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "words of the country": _words,
    "strengths of the country": _strengths,
    "sedated, not asleep": _asleep,
}

assert all(re.compile(word) for words in FOREIGN.values() for word in words)
