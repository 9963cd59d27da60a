"""A regimen is whole: rules that read a note and its gold only."""

from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

WHOLE = ("emergency_note", "admission_note", "progress_note", "discharge_letter", "icu_note")
CAUSES = ("pneumonia", "heart_failure", "copd_exac", "pe", "asthma", "covid", "pneumothorax")
BROAD = {"piptazo", "meropenem", "ceftriaxone", "cefotaxime"}
BESIDE = {"vancomycin", "amikacin", "gentamicin", "clindamycin"}
CEPHALOSPORINS = {"ceftriaxone", "cefotaxime"}
LISTERIA = {"ampicillin", "amoxicillin", "cotrimoxazole"}
# What stands before spironolactone in heart failure (ESC 2021).
BEFORE = {
    "bisoprolol", "metoprolol", "carvedilol", "ramipril", "perindopril", "lisinopril", "candesartan", "valsartan", "irbesartan",
    "dapagliflozin", "empagliflozin",
}  # fmt: skip


def _given(n: Note) -> set[str]:
    return {d.concept for d in n.drugs if d.attribute != "stopped"}


def _caused(n: Note) -> Iterator[str]:
    """A respiratory failure has its cause."""
    named = [f for f in n.findings if f.concept == "resp_failure" and f.status == "present"]
    if n.row.kind in (*WHOLE, "nursing_handover") and named and not n.has(*CAUSES):
        yield "a respiratory failure, no cause"


def _broad(n: Note) -> Iterator[str]:
    """A septic shock is not treated with one antibiotic before the germ is known."""
    given = _given(n)
    first = n.row.kind in ("emergency_note", "admission_note")
    first = first or n.row.kind == "icu_note" and n.says(r"\b(?:J|D|day |jour )1\b") is not None
    if first and n.row.main_condition in ("sepsis", "strep_sepsis") and given & BROAD and not given & BESIDE:
        yield f"{sorted(given & BROAD)} alone"


def _injected(n: Note) -> Iterator[str]:
    """Hydromorphone is not injected in France."""
    if n.row.region == "FR" and "hydromorphone" in _given(n):
        yield "hydromorphone in France"


def _before(n: Note) -> Iterator[str]:
    """Heart failure is not on spironolactone alone."""
    given = _given(n)
    listed = n.row.kind in (*WHOLE[:4], "prescription", "icu_note", "consultation_letter")
    if (
        listed
        and n.row.main_condition == "heart_failure"
        and "spironolactone" in given
        and not given & BEFORE
    ):
        yield "spironolactone alone"


def _listeria(n: Note) -> Iterator[str]:
    """From fifty on, a meningitis is treated for Listeria too."""
    given = _given(n)
    old = n.row.kind in WHOLE and n.row.main_condition == "meningitis" and n.row.age > 49
    if old and given & CEPHALOSPORINS and not given & LISTERIA:
        yield f"{sorted(given & CEPHALOSPORINS)} at {n.row.age}"


def _often(n: Note) -> Iterator[str]:
    """Amoxicillin and clavulanate are taken three times a day in France."""
    for d, _dose, frequency in n.dosed():
        if n.row.region == "FR" and d.concept == "amoxiclav" and frequency == "bid":
            yield f"{d.text} {frequency}"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "a respiratory failure": _caused,
    "a septic shock": _broad,
    "hydromorphone": _injected,
    "heart failure": _before,
    "Listeria": _listeria,
    "how often": _often,
}
