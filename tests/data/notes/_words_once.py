"""What a note says twice: a label under its heading, an age, a symptom beside its synonym."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

# Labels that name the same section.
SAME = (
    {"cc", "rfv", "reason", "chief complaint", "presenting complaint", "reason for visit", "motif", "rc", "mc", "motif de consultation",
     "motif de recours", "motif recours", "raison de consultation"},
    {"meds", "rx", "medications", "home medications", "current medications", "ttt", "traitement", "traitement en cours", "med", "medication",
     "the list today is", "he takes", "she takes", "il prend", "elle prend", "le traitement comporte", "medication actuelle"},
    {"vs", "vitals", "v/s", "vital signs", "sv", "signes vitaux", "constantes", "parametres vitaux"},
    {"impression", "imp", "dx", "a", "assessment", "diagnosis", "summary", "au total", "diagnostic", "conclusion", "synthese", "imp.", "imp dx", "dp"},
    {"pmh", "pmhx", "past medical history", "medical history", "hx", "background", "atcd", "antecedents", "atcd pertinents", "antecedents medicaux"},
    {"exam", "o/e", "pe", "o", "examination", "physical exam", "examen", "e/p", "ex.", "clin.", "examen physique", "examen clinique"},
    {"allergies", "allergy", "all", "allergie"},
    {"fhx", "family history", "famhx", "atcd fam.", "atcdf", "atcd familiaux"},
    {"sources", "sources consultees", "bpmh sources"},
)  # fmt: skip
AGE = r"\b\d{2}-year-old|\b\d{2}[MF]\b|\baged \d{2}|\bâgée? de \d{2} ans|\b[HF] \d{2} ans|\bde \d{2} ans\b(?! (?:environ|auparavant))"
PAINS = {
    "hip_pain",
    "knee_pain",
    "ankle_pain",
    "wrist_pain",
    "back_pain",
    "joint_pain",
    "abdominal_pain",
    "chest_pain",
}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.lower().strip(" :-=*"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def _labels(n: Note) -> Iterator[str]:
    """A heading is not followed by its own label."""
    for s in n.of["SECTION"]:
        after = re.match(r"[\s:=\-–*•>]*(?:\d\. )?([^:\n,]{1,34}?) ?:", n.flat[s.end : s.end + 60])
        if not after:
            continue
        heading, label = _plain(s.text), _plain(after[1])
        if heading == label or any(heading in same and label in same for same in SAME):
            yield f"{s.text} / {after[1]}"


def _headings(n: Note) -> Iterator[str]:
    """Two sections of a note have two headings."""
    told = [_plain(s.text) for s in n.of["SECTION"]]
    yield from sorted({h for h in told if told.count(h) > 1})


def _aged(n: Note) -> Iterator[str]:
    """A patient has one age, told once in the body of the note."""
    start = max((h.end for h in n.of["HEADER"]), default=0)
    found = re.findall(AGE, n.flat[start:])
    if len(found) > 1:
        yield " / ".join(found)


def _vomits(n: Note) -> Iterator[str]:
    """Whoever vomits now is not said to have no nausea."""
    now = [f for f in n.findings if f.temporality == "current" and f.experiencer == "patient"]
    present = [f.text for f in now if f.concept == "vomiting" and f.status == "present"]
    for f in now:
        if present and f.concept == "nausea" and f.status == "absent":
            yield f"{present[0]}, no {f.text}"


def _synonyms(n: Note) -> Iterator[str]:
    """A pain that has its place is not told beside *pain*; nor lymph nodes beside mediastinal nodes, nor a loss of weight beside a weight that falls."""
    told: dict[int, list[str]] = {}
    for f in n.findings:
        if f.status == "present":
            told.setdefault(f.relation, []).append(f.concept)
    for concepts in told.values():
        if "pain_s" in concepts and PAINS & set(concepts):
            yield " + ".join(concepts)
        if {"lymph_nodes", "cxr_mediastinum"} <= set(concepts):
            yield " + ".join(concepts)
    falls = n.says(r"weight trending down|poids en baisse")
    if falls and n.has("weight_loss"):
        yield f"{falls}, weight loss"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "a label once": _labels,
    "a heading once": _headings,
    "one age": _aged,
    "vomiting with nausea": _vomits,
    "no synonym beside": _synonyms,
}
