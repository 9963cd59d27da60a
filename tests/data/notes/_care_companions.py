"""What an old illness, a habit or a drug of long standing asks for beside the illness of today: rules that read a note and its gold only."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.data.notes._care_note import Note

FASTING = (
    "bowel_obstruction",
    "appendicitis",
    "cholecystitis",
    "pancreatitis",
    "ectopic",
    "gi_bleed",
    "diverticulitis",
)
STEROIDS = {"prednisone", "methylprednisolone", "dexamethasone"}
BOOKED = ("inguinal_hernia", "gallstones", "colon_cancer", "meniscus_tear")
THINNERS = {"clopidogrel", "ticagrelor", "apixaban", "rivaroxaban", "dabigatran", "warfarin"}
SURGEONS_HEART = {"cad", "nstemi", "stemi", "heart_failure", "aortic_stenosis"}


def _drinks(n: Note) -> Iterator[str]:
    """Whoever drinks every day and is admitted is watched for withdrawal."""
    daily = n.says(
        r"\d (?:beers a day|standard drinks daily|consommations par jour)|(?:EtOH|OH|Alcool)[ :]*\+|EtOH \d/d"
    )
    if n.row.kind == "admission_note" and (daily or n.has("alcohol")) and not n.says("CIWA"):
        yield daily or "alcohol use disorder"


def _sugar(n: Note) -> Iterator[str]:
    """A diabetic on a steroid has the glucose watched; one of type 1 who fasts keeps insulin."""
    begun = {d.concept for d in n.drugs if d.attribute in ("started", "given")} & STEROIDS
    watched = n.says(r"glucose|glyc[ée]mie|\bBG\b|insulin")
    if n.row.kind == "admission_note" and begun and n.has("t1d", "t2d") and not watched:
        yield f"{sorted(begun)} in diabetes"
    theatre = (
        n.row.kind == "preanaesthesia" or n.row.kind == "admission_note" and n.row.main_condition in FASTING
    )
    if theatre and n.has("t1d") and not n.says(r"basal insulin|insuline basale"):
        yield "type 1 diabetes, nothing by mouth"


def _theatre(n: Note) -> Iterator[str]:
    """Before an operation: cover for a long steroid, no latex, a tracing for the heart, a date for what thins the blood."""
    home = {d.concept for d in n.drugs if d.attribute == "home"}
    if n.row.kind == "preanaesthesia":
        if "prednisone" in home and not n.says(r"steroid cover|couverture (?:par )?corticoïde"):
            yield "long-term prednisone, no cover"
        if n.says("latex") and not n.says(r"latex-free|sans latex"):
            yield "latex"
        drops = n.row.main_condition == "cataract"  # nobody traces a heart for drops in an eye
        if not drops and n.has(*SURGEONS_HEART) and not n.says(r"\bECG\b|cardiac opinion"):
            yield "a heart without a tracing"
    booked = n.row.kind == "consultation_letter" and n.row.main_condition in BOOKED
    if booked and home & THINNERS and not n.says(r"antithrombotic|antithrombotique"):
        yield f"{sorted(home & THINNERS)} before an operation"


def _asked(n: Note) -> Iterator[str]:
    """Over the telephone, who is sad is asked about death, and who fell about the head."""
    if n.row.kind != "telephone_note":
        return
    if n.row.main_condition == "depression" and not any(f.concept == "suicidal" for f in n.findings):
        yield "death not asked about"
    if n.row.main_condition == "fall_geri" and not n.says(r"head|tête"):
        yield "the head not asked about"


def _listed(n: Note) -> Iterator[str]:
    """A list of drugs is not two years old."""
    days = {d.attribute: date.fromisoformat(d.concept) for d in n.dates if d.concept and len(d.concept) == 10}
    both = n.row.kind == "medication_reconciliation" and {"previous", "now"} <= set(days)
    if both and (days["now"] - days["previous"]).days > 120:
        yield f"list of {days['previous']}, read {days['now']}"


def _as_needed(n: Note) -> Iterator[str]:
    """What is taken as needed has its interval."""
    often = n.says(r"acetaminophen \d+ ?mg (?:PRN|as needed)|(?:ac[ée]taminophène|paracétamol|métoclopramide|metoclopramide|ondansetron|ondansétron) \d+ ?mg (?:PO )?(?:PRN|si besoin|as needed|au besoin)\b")  # fmt: skip
    if n.row.kind == "prescription" and often:
        yield often


def _slow(n: Note) -> Iterator[str]:
    """A slow pulse in an inferior infarct is taken up."""
    grave = n.row.kind in ("icu_note", "admission_note") and n.row.main_condition == "stemi"
    if grave and n.has("bradycardia") and not n.says("atropine"):
        yield "bradycardia"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "withdrawal": _drinks,
    "sugar": _sugar,
    "before an operation": _theatre,
    "asked by telephone": _asked,
    "the list of drugs": _listed,
    "as needed": _as_needed,
    "a slow pulse": _slow,
}
