"""What an old illness, a habit or a drug of long standing asks for beside the illness of today."""

from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.vocabulary import findings
from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step

_LATEX = 5  # its place among the allergens


def companions(draft: Draft, step: Step) -> list[Item]:
    """What an old illness, a habit or a drug of long standing asks for beside the illness of today."""
    wanted = [name for name, owed in _owing(draft) if owed]
    asked: list[Item] = []
    dark = findings()["suicidal"]
    if "suicide" in wanted and dark.id not in draft.denied:
        draft.denied.add(dark.id)
        asked = draft.say([dark], "absent", "symptom", "absent", "negation")
    elif "suicide_now" in wanted and dark not in draft.said:
        asked = draft.say([dark], "present", "symptom", "present", None)
    return [*asked, *(Item("frame", f"companion.{name}") for name in wanted)]


def _owing(draft: Draft) -> list[tuple[str, bool]]:
    stay, main, kind = draft.stay, draft.stay.main.id, draft.kind
    known = {c.id for c in stay.person.known}
    home = {p.drug.id for p in stay.person.home}
    begun = {p.drug.family for p in stay.started}
    admitted = kind == "admission_note" or (kind == "emergency_note" and stay.los > 0)
    theatre = kind == "preanaesthesia"
    blood = among_patients("antiplatelets") | among_patients("anticoagulants")
    booked = main in ("inguinal_hernia", "gallstones", "colon_cancer", "meniscus_tear")
    phoned = kind == "telephone_note"
    thoughts = "suicidal" in draft.tags
    return [
        ("withdrawal", admitted and stay.person.alcohol == "daily"),
        ("glucose", admitted and "prednisone" in begun and bool(known & {"t1d", "t2d"})),
        ("insulin", "t1d" in known and (theatre or admitted and "npo" in draft.tags)),
        ("steroid_cover", theatre and "prednisone" in home),
        ("thinner", kind == "consultation_letter" and booked and bool((blood - {"aspirin"}) & home)),
        (
            "slow_pulse",
            main == "stemi" and kind in ("admission_note", "icu_note") and "bradycardia" in stay.groups,
        ),
        ("latex", theatre and stay.person.allergen == _LATEX),
        ("heart", theatre and stay.asa > 2 and main != "cataract"),
        ("suicide", phoned and main == "depression" and not thoughts),
        ("suicide_now", phoned and main == "depression" and thoughts),
        ("head", phoned and main == "fall_geri"),
    ]
