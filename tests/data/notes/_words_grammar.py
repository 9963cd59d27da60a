"""Articles, agreement and elision: what a proofreader would mark in a note."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.data.notes._care_note import Note

# English nouns that one has, and of which one has one.
COUNTED = {
    "nstemi", "stemi", "pe", "dvt", "stroke", "tia", "pneumothorax", "hip_fracture", "wrist_fracture", "ankle_sprain", "inguinal_hernia",
    "renal_colic", "head_injury", "colon_polyp",
}  # fmt: skip
MASS = {"renal colic", "colonic polyps", "deep vein thrombosis"}
HAS = r"(?:had|has|has never had|with) $"
NEVER = r"en faveur d(?:e |')(?!un)|\banciene|\bAspect d(?:e |')|présence (?:de|d')[^.\n;,]{3,45} nette\b|S'y associent une? |Vit chez parents|[Rr]esides in [^.\n]* for \d+ years"
# French nouns of images that take their article after *présence*.
PRESENCE = r"(?i)présence (?:de |d')(?!un|une|l'|la |plusieurs)$"
MEASURED = {
    "hypotension_s",
    "tachycardia",
    "bradycardia",
    "desaturation",
    "fever",
    "irregular",
    "murmur",
    "crackles",
}


def _article(n: Note) -> Iterator[str]:
    """*A heart attack*."""
    for f in n.findings if n.row.language == "en" else ():
        before = n.flat[max(0, f.start - 20) : f.start]
        bare = not f.text.isupper() and f.text.lower() not in MASS
        if f.concept in COUNTED and bare and (found := re.search(HAS, before)):
            yield found[0] + f.text


def _plural(f: Any) -> bool:
    head = re.split(r" (?:in|of|on|with|at) ", f.text.lower())[0]
    return head.endswith("s") and not head.endswith(("ss", "is", "us", "diabetes", "ascites", "shingles"))


def _number(n: Note) -> Iterator[str]:
    """*No delusions were reported*; *there is an adenoma and a polyp*."""
    for f in n.findings if n.row.language == "en" else ():
        after = n.flat[f.end : f.end + 60]
        before = n.flat[max(0, f.start - 14) : f.start]
        if (
            _plural(f)
            and f.status == "absent"
            and (found := re.match(r" (?:was|is) (?:reported|found|identified|seen)\b", after))
        ):
            yield f.text + found[0]
        if found := re.search(r"[Tt]here are an? $", before):
            yield found[0] + f.text
        if _plural(f) and (found := re.match(r" (?:occurs|develops)\b", after)):
            yield f.text + found[0]


def _french(n: Note) -> Iterator[str]:
    """French that a proofreader would mark."""
    if n.row.language != "fr":
        return
    if found := re.search(NEVER, n.flat):
        yield found[0]
    for f in n.findings:
        before = n.flat[max(0, f.start - 20) : f.start]
        lesion = f.concept.startswith(("cxr_", "ct_", "us_", "mri_", "endo_", "echo_", "path_"))
        plural = f.text.lower().split(" ")[0].endswith(("s", "x")) or "œdèmes" in f.text.lower()
        if lesion and f.status == "present" and not plural and (found := re.search(PRESENCE, before)):
            yield found[0] + f.text


def _ending(n: Note) -> Iterator[str]:
    """*Aucune restriction ni saignement n'est décelé*: a masculine in the list decides."""
    if n.row.language == "fr" and (found := n.says(r"ni (?:foyer|saignement|pneumothorax|nodule|épanchement|thrombus|kyste)[^.\n;]{0,40} n'est \w+ée\b")):  # fmt: skip
        yield found


def _either(n: Note) -> Iterator[str]:
    """One warning sign is enough: *en cas de méléna ou de syncope*."""
    told: dict[int, list[Any]] = {}
    for f in n.findings:
        if f.temporality == "hypothetical":
            told.setdefault(f.relation, []).append(f)
    for signs in told.values() if n.row.language == "fr" else ():
        if len(signs) > 1:
            between = n.flat[signs[-2].end : signs[-1].start]
            if re.match(r" et\b", between):
                yield signs[-2].text + between + signs[-1].text


def _hands(n: Note) -> Iterator[str]:
    """A pressure and a pulse are measured: neither hands find them nor does the patient tell them."""
    for f in n.findings:
        before = n.flat[max(0, f.start - 45) : f.start]
        told = r"(?i)(?:palpation objectivent[^.\n]*|denies (?:any )?|voiced (?:a )?|verbalise |ne signale pas d(?:e |')|nie )$"
        if f.concept in MEASURED - {"fever", "irregular"} and (found := re.search(told, before)):
            yield found[0] + f.text
        if (
            f.concept == "fever"
            and (found := re.search(r"(?i)no $", before))
            and n.flat[f.end :].startswith(" could be elicited")
        ):
            yield f"{f.text} elicited"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "an article": _article,
    "singular and plural": _number,
    "French": _french,
    "a masculine decides": _ending,
    "one sign is enough": _either,
    "what hands find": _hands,
}
