"""What a dietitian, a pharmacist, a physiotherapist or a social worker would remark on in the notes of their own trade."""

from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note


def _fed(n: Note) -> Iterator[str]:
    """A dietitian answers what was found, and restricts what the illness asks for."""
    if n.row.kind != "dietetics":
        return
    chews = n.has("dysphagia", "swallow", "dentures")
    texture = r"pureed|minced|\bsoft\b|mixée|purée|hachée|tendre|IDDSI"
    if not chews and (found := n.says(texture)):
        yield f"{found} without trouble"
    if n.says(r"texture review|texture modification|texture à revoir|adaptation de texture") and not n.says(
        texture
    ):
        yield "texture asked, not answered"
    about = {n.row.main_condition}
    if not about & {"heart_failure", "hypertension", "ckd"} and (found := n.says(r"low.(?:na\b|salt)|salt restr|sans sel|pauvre en sel|diète cardiaque")):  # fmt: skip
        yield f"{found} in {n.row.main_condition}"
    if not about & {"dka", "diabetic_foot"} and (found := n.says(r"carbohydrate|carb-|\bCHO\b|glucides|diète (?:db|diab)")):  # fmt: skip
        yield f"{found} in {n.row.main_condition}"


def _reconciled(n: Note) -> Iterator[str]:
    """A pharmacist reads no blister pack of who takes nothing, and advises something or does not say that it was accepted."""
    if n.row.kind != "medication_reconciliation":
        return
    told = {d.attribute for d in n.drugs}
    if "home" not in told and (
        found := n.says(r"blister|\bvials|labels|list of|pilulier|\bordo\b|l'ordonnance|ordonnance du|DSQ \+")
    ):
        yield f"{found}, nothing taken"
    advised = "stopped" in told or n.says(r"omi(?:tted|ssion|s à)|not ordered|non prescrit|eGFR|DFG|renal")
    if not advised and (found := n.says(r"\brec(?:ommendation sent)? |intervention transmise|\bIP ")):
        yield f"{found}, nothing advised"


def _moved(n: Note) -> Iterator[str]:
    """A physiotherapist does not deny what the measures show, nor what the joint in question has nothing to do with."""
    if n.row.kind != "physiotherapy":
        return
    if n.has("weak_quads", status="absent") and n.says(r"quadriceps (?:à )?4/5"):
        yield "strong quadriceps at 4/5"
    if n.has("stiff_joint", status="absent") and n.says(r"flexion|knee flex|dorsale"):
        yield "full range, measured short"
    if n.row.main_condition in ("wrist_fracture", "ankle_sprain") and n.has("incontinence", "weak_quads", status="absent"):  # fmt: skip
        yield f"denied in {n.row.main_condition}"


def _protected(n: Note) -> Iterator[str]:
    """Who may be mistreated is protected; who looks after nobody tires nobody."""
    if n.row.kind != "social_work":
        return
    abused = any(f.concept == "abuse" and f.status != "absent" for f in n.findings)
    if abused and not n.says(r"report|protect|signalement|interviewed alone|seul à seul"):
        yield "abuse, nothing done"
    if n.row.age < 60 and n.has("caregiver"):
        yield f"caregiver at {n.row.age}"


ALLIED: dict[str, Callable[[Note], Iterator[str]]] = {
    "fed as found": _fed,
    "reconciled with what is taken": _reconciled,
    "moved as measured": _moved,
    "protected": _protected,
}
