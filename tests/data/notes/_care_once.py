"""What a note contradicts or repeats within itself, whatever its kind: rules that read a note and its gold only."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.data.notes._care_note import Note

PAINFUL = {
    "chest_pain", "abdominal_pain", "rlq_pain", "ruq_pain", "flank_pain", "back_pain", "sciatica", "joint_pain", "headache",
    "hip_pain", "knee_pain", "ankle_pain", "wrist_pain", "groin_pain",
}  # fmt: skip
# Whose proof is still to come when the note is written.
UNPROVEN = ("endocarditis", "gca", "endometriosis", "lymphoma")
BEFORE = ("admission_note", "emergency_note", "consultation_letter", "family_medicine")


def _now(n: Note, status: str) -> list[Any]:
    return [f for f in n.findings if f.status == status and f.temporality == "current"]


def _painless(n: Note) -> Iterator[str]:
    """Whoever has a pain somewhere is not without pain."""
    hurts = [f.text for f in _now(n, "present") if f.concept in PAINFUL]
    for f in _now(n, "absent"):
        if hurts and f.concept == "pain_s":
            yield f"{hurts[0]}, no {f.text}"


def _stopped_twice(n: Note) -> Iterator[str]:
    """A drug is suspended once, and what is suspended is not begun."""
    told = [(d.concept, d.attribute) for d in n.drugs if d.attribute in ("stopped", "started", "given")]
    held = [c for c, attribute in told if attribute == "stopped"]
    for concept in sorted(set(held)):
        if sum(c == concept for c, _ in told) > 1:
            yield concept


def _unproven(n: Note) -> Iterator[str]:
    """Nothing is confirmed by the work-up that the same note requests."""
    early = n.row.kind in BEFORE and n.row.main_condition in UNPROVEN
    for f in _now(n, "present") if early else ():
        around = n.flat[max(0, f.start - 25) : f.end + 25]
        if f.concept == n.row.main_condition and (found := re.search(r"(?i)confirm\w*", around)):
            yield f"{f.text} {found[0]}"


def _itself(n: Note) -> Iterator[str]:
    """No complaint comes along with itself."""
    reason = next((f for f in n.findings if f.status == "present"), None)
    for f in _now(n, "present"):
        before = n.flat[max(0, f.start - 45) : f.start]
        repeats = reason is not None and f is not reason and f.concept == reason.concept
        if repeats and re.search(
            r"(?i)associated with this, there is[^.\n;]*$|s'y associent[^.\n;]*$", before
        ):
            yield before[-25:] + f.text


def _said_twice(n: Note) -> Iterator[str]:
    """A nurse tells the doctor once."""
    calls = r"(?i)MD aware|physician (?:informed|notified)|m[ée]decin (?:prévenu|avisé|informé)"
    nursed = n.row.kind in ("nursing_note", "nursing_handover")
    if nursed and len(found := re.findall(calls, n.flat)) > 1:
        yield ", ".join(found)


def _wording(n: Note) -> Iterator[str]:
    """No round time of forty-one hours, no score where there is none, no shift in a letter, no X-ray's density under the probe."""
    odd = r"culture d.urine prélevé\b|en faveur [^.\n;]{5,60}, sans ambiguïté|call-back \d?[1-35-79]h|reassess (?:in )?(?:1[67]|2\d|3[1-9]|4\d|5\d) min|réévalu(?:er|ation) à (?:1[67]|2\d|3[1-9]|4\d|5\d) min|in bed at \d+, patient in chair"
    if found := n.says(odd):
        yield found
    if n.row.kind == "discharge_letter" and (found := n.says(r"pendant le poste")):
        yield found
    if n.row.kind == "ultrasound_report" and (found := n.says(r"hypod\w+")):
        yield found
    minor = n.row.main_condition in ("ankle_sprain", "vertigo_bppv", "fall_geri", "migraine", "back_strain")
    if minor and (found := n.says(r"score de gravité|severity score")):
        yield found


def _sheltered(n: Note) -> Iterator[str]:
    """Nobody of eighty is sent to a shelter."""
    shelter = n.says(r"temporary shelter|hébergement temporaire")
    if n.row.kind == "social_work" and n.row.age > 79 and shelter:
        yield f"{shelter} at {n.row.age}"


def _asthma(n: Note) -> Iterator[str]:
    """A day's note of an asthma has its bronchodilator."""
    named = n.says(r"bronchodilat") or {d.concept for d in n.drugs} & {"salbutamol", "ipratropium"}
    if n.row.kind == "progress_note" and n.row.main_condition == "asthma" and not named:
        yield "no bronchodilator"


def _later(n: Note) -> Iterator[str]:
    """A shock is not on tablets two days after it; no radiologist telephones for emphysema."""
    shock = n.row.main_condition in ("sepsis", "strep_sepsis") and n.row.kind == "discharge_letter"
    tablets = n.says(r"(?:step-down day|relais PO J|possible à J|oral therapy was started on day) ?[2-5]")
    if shock and tablets:
        yield tablets
    slow = n.row.main_condition in ("copd_exac", "lung_cancer", "crohn", "endometriosis", "af")
    if slow and n.row.kind.endswith("_report") and (found := n.says(r"called to Dr|by phone with|(?:appelé|tél\.) au Dr|par téléphone au")):  # fmt: skip
        yield found


def _staged(n: Note) -> Iterator[str]:
    """Nodes that are staged have been seen."""
    nodes = any(f.concept == "path_node" and f.status == "present" for f in n.findings)
    if n.row.kind == "pathology_report" and not nodes and (found := n.says(r"pT3 N1")):
        yield found


def _blinding(n: Note) -> Iterator[str]:
    """Sight at stake does not wait for two weeks."""
    waits = n.says(r"within two weeks|routine|semi-urgent|priorité [BCD]")
    if n.row.kind == "referral_letter" and n.row.main_condition == "gca" and n.has("visual_loss") and waits:
        yield waits


def _nursed(n: Note) -> Iterator[str]:
    """What a nurse sees this morning has not been gone since yesterday, and nobody is turned twice."""
    if n.row.kind != "nursing_note":
        return
    if found := n.says(r"plus (?:de |d')[^.\n;]{3,40} depuis (?:hier|48 h)"):
        yield found
    if len(turned := re.findall(r"(?i)turned q2h", n.flat)) > 1:
        yield ", ".join(turned)


def _header(n: Note) -> Iterator[str]:
    """No colon twice, no French extension in an English note."""
    if n.row.language == "en" and (found := re.search(r"::|\bposte \d", n.row.text)):
        yield found[0]


def _weighed(n: Note) -> Iterator[str]:
    """Whoever gained weight weighed less before."""
    found = re.search(r"(?:Usual weight|poids habituel) (\d+) kg, (?:current|actuel) (\d+)", n.flat)
    if found and n.has("weight_gain") and int(found[1]) >= int(found[2]):
        yield found[0]


def _infarct(n: Note) -> Iterator[str]:
    """An infarction is not excluded beside an infarction; sound lungs keep their oxygen."""
    for f in _now(n, "absent"):
        if n.row.main_condition == "stemi" and f.concept == "nstemi":
            yield f.text
    low = re.search(r"\b(?:8\d|9[0-5]) ?%", n.flat)
    if low and n.row.main_condition in ("anaemia", "anxiety") and n.row.kind == "family_medicine":
        yield low[0]


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "in pain and without": _painless,
    "suspended once": _stopped_twice,
    "confirmed before its proof": _unproven,
    "along with itself": _itself,
    "told twice": _said_twice,
    "wording of no ward": _wording,
    "sheltered": _sheltered,
    "a bronchodilator": _asthma,
    "later and slowly": _later,
    "staged": _staged,
    "sight at stake": _blinding,
    "nursed": _nursed,
    "header": _header,
    "weighed": _weighed,
    "infarcts and lungs": _infarct,
}
