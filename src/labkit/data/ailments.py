"""Stays of the generated summaries: why people came, what they had, what was ruled out, what they take.

Written by hand for teaching; no clinician has read them. Usual doses for adults; nobody is to be treated by them.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Word:
    """A finding as a sentence says it, and as a physician in a hurry writes it; `fr_bare` without its article."""

    concept: str
    en: str
    fr: str
    en_short: str
    fr_short: str

    @property
    def fr_bare(self) -> str:
        return self.fr.split(" ", 1)[1]


@dataclass(frozen=True)
class Drug:
    """A drug at its usual dose: `amount` in `unit`, `times` a day; `short_amount` in `short_unit` is the same dose."""

    concept: str
    en: str
    fr: str
    amount: str
    unit: str
    short_amount: str
    short_unit: str
    times: int

    def written(self, language: str) -> str:
        """Name, dose and frequency, written out."""
        return f"{self._name(language)} {_number(self.amount, language)} {self._unit(language)} {_OFTEN[language][self.times]}"

    def tenfold(self, language: str) -> str:
        """The same with ten times the dose: the decimal sign one place on."""
        amount = format((10 * Decimal(self.amount)).normalize(), "f")
        return f"{self._name(language)} {_number(amount, language)} {self._unit(language)} {_OFTEN[language][self.times]}"

    def short(self, language: str) -> str:
        """In shorthand, the dose in another unit where there is one."""
        unit = {"µg": "mcg"}.get(self.short_unit, self.short_unit) if language == "en" else self.short_unit
        if self.short_unit == "units" and language == "fr":
            unit = "UI"
        return f"{self._name(language)} {_number(self.short_amount, language)} {unit} {_SHORT[language][self.times]}"

    def _name(self, language: str) -> str:
        return self.en if language == "en" else self.fr

    def _unit(self, language: str) -> str:
        if language == "fr":
            return {"units": "unités"}.get(self.unit, self.unit)
        return self.unit


_OFTEN = {
    "en": {1: "once a day", 2: "twice a day", 3: "three times a day"},
    "fr": {1: "une fois par jour", 2: "deux fois par jour", 3: "trois fois par jour"},
}
_SHORT = {"en": {1: "daily", 2: "bid", 3: "tid"}, "fr": {1: "1/j", 2: "2/j", 3: "3/j"}}


def _number(amount: str, language: str) -> str:
    return amount.replace(".", ",") if language == "fr" else amount


@dataclass(frozen=True)
class Ailment:
    """A disease with its complaints, what one looks for beside it, its drugs, and usual ones not given with them."""

    word: Word
    complaints: tuple[Word, ...]
    excluded: tuple[Word, ...]
    drugs: tuple[str, ...]
    never_with: tuple[str, ...] = ()


_WORDS = {
    word.concept: word
    for word in (
        Word("dyspnoea", "shortness of breath", "un essoufflement", "SOB", "dyspnée"),
        Word("fever", "fever", "une fièvre", "fever", "fièvre"),
        Word("cough", "a cough", "une toux", "cough", "toux"),
        Word("chills", "chills", "des frissons", "chills", "frissons"),
        Word("confusion", "confusion", "une confusion", "delirium", "syndrome confusionnel"),
        Word("palpitations", "palpitations", "des palpitations", "palpitations", "palpitations"),
        Word("oedema", "leg swelling", "des œdèmes", "edema", "OMI"),
        Word("headache", "a headache", "des céphalées", "headache", "céphalées"),
        Word("motor deficit", "weakness", "un déficit moteur", "hemiparesis", "hémiparésie"),
        Word("pneumonia", "pneumonia", "une pneumonie", "pneumonia", "pneumopathie"),
        Word("heart failure", "heart failure", "une insuffisance cardiaque", "CHF", "insuffisance cardiaque"),
        Word("pyelonephritis", "pyelonephritis", "une pyélonéphrite", "pyelonephritis", "PNA"),
        Word("atrial fibrillation", "atrial fibrillation", "une fibrillation auriculaire", "AF", "FA"),
        Word(
            "deep vein thrombosis", "a deep vein thrombosis", "une thrombose veineuse profonde", "DVT", "TVP"
        ),
        Word("copd", "COPD", "une BPCO", "COPD", "BPCO"),
        Word("stroke", "a stroke", "un accident vasculaire cérébral", "CVA", "AVC"),
        Word("pulmonary embolism", "a pulmonary embolism", "une embolie pulmonaire", "PE", "EP"),
        Word("myocardial infarction", "a myocardial infarction", "un infarctus", "MI", "IDM"),
        Word("pneumothorax", "a pneumothorax", "un pneumothorax", "pneumothorax", "pneumothorax"),
        Word("sepsis", "sepsis", "un sepsis", "sepsis", "sepsis"),
        Word("meningitis", "meningitis", "une méningite", "meningitis", "méningite"),
        Word("appendicitis", "appendicitis", "une appendicite", "appendicitis", "appendicite"),
        Word("fracture", "a fracture", "une fracture", "fracture", "fracture"),
        Word("seizure", "a seizure", "une crise convulsive", "seizure", "convulsion"),
        Word("cancer", "a cancer", "un cancer", "neoplasm", "néoplasie"),
    )
}


def _words(*concepts: str) -> tuple[Word, ...]:
    return tuple(_WORDS[concept] for concept in concepts)


_BLOOD = ("apixaban",)
AILMENTS = (
    Ailment(_WORDS["pneumonia"], _words("dyspnoea", "fever", "cough"),
            _words("pulmonary embolism", "heart failure", "sepsis"), ("amoxicillin",)),
    Ailment(_WORDS["heart failure"], _words("dyspnoea", "oedema", "palpitations"),
            _words("pulmonary embolism", "myocardial infarction", "pneumonia"), ("furosemide",)),
    Ailment(_WORDS["pyelonephritis"], _words("fever", "chills", "confusion"),
            _words("sepsis", "appendicitis", "meningitis"), ("ciprofloxacin",)),
    Ailment(_WORDS["atrial fibrillation"], _words("palpitations", "dyspnoea"),
            _words("stroke", "myocardial infarction", "pulmonary embolism"), ("bisoprolol", "apixaban")),
    Ailment(_WORDS["deep vein thrombosis"], _words("oedema", "fever"),
            _words("pulmonary embolism", "cancer", "fracture"), ("enoxaparin",), _BLOOD),
    Ailment(_WORDS["copd"], _words("dyspnoea", "cough", "fever"),
            _words("pneumothorax", "pulmonary embolism", "pneumonia"), ("prednisone",)),
    Ailment(_WORDS["stroke"], _words("motor deficit", "headache", "confusion"),
            _words("seizure", "meningitis", "myocardial infarction"), ("aspirin",), _BLOOD),
)  # fmt: skip

DRUGS = {
    drug.concept: drug
    for drug in (
        Drug("amoxicillin", "amoxicillin", "amoxicilline", "1", "g", "1000", "mg", 3),
        Drug("furosemide", "furosemide", "furosémide", "40", "mg", "0.04", "g", 1),
        Drug("ciprofloxacin", "ciprofloxacin", "ciprofloxacine", "500", "mg", "0.5", "g", 2),
        Drug("bisoprolol", "bisoprolol", "bisoprolol", "2.5", "mg", "2.5", "mg", 1),
        Drug("apixaban", "apixaban", "apixaban", "2.5", "mg", "2.5", "mg", 2),
        Drug("enoxaparin", "enoxaparin", "énoxaparine", "60", "mg", "60", "mg", 2),
        Drug("prednisone", "prednisone", "prednisone", "40", "mg", "40", "mg", 1),
        Drug("aspirin", "aspirin", "aspirine", "80", "mg", "0.08", "g", 1),
        Drug("digoxin", "digoxin", "digoxine", "0.125", "mg", "125", "µg", 1),
        Drug("metformin", "metformin", "metformine", "500", "mg", "0.5", "g", 2),
        Drug("levothyroxine", "levothyroxine", "lévothyroxine", "50", "µg", "0.05", "mg", 1),
        Drug("amlodipine", "amlodipine", "amlodipine", "5", "mg", "5", "mg", 1),
        Drug("pantoprazole", "pantoprazole", "pantoprazole", "40", "mg", "40", "mg", 1),
        Drug("insulin", "insulin glargine", "insuline glargine", "12", "units", "12", "units", 1),
    )
}
#: Taken before the stay and after it.
USUAL = ("apixaban", "digoxin", "metformin", "levothyroxine", "amlodipine", "pantoprazole", "insulin")
NAMES = (
    "Okafor", "Lindqvist", "Haddad", "Moreau", "Castellanos", "Nakamura", "Ferris", "Boisvert", "Petrov", "Adeyemi",
    "Charbonneau", "Whitlock", "Santos", "Guérin", "Lavallée", "Brennan",
)  # fmt: skip
