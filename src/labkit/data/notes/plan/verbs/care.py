"""What is done beside drugs: for the illness, by the nurse, the dietitian, the social worker, an ambulance, intensive care."""

from labkit.data.notes.facts.course import treated
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.vocabulary import table
from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step

_URGENT = ("gca", "af", "dvt", "malnutrition")


def care(draft: Draft, step: Step) -> list[Item]:
    """What the condition calls for beyond drugs, once a note."""
    if draft.cared:
        return []
    draft.cared = True
    again = [Item("frame", "worsened")] if draft.worsened and draft.kind == "progress_note" else []
    narrow = any(c.id == "aortic_stenosis" for c in draft.stay.person.known)
    opinion = narrow and draft.stay.main.id in among_patients("urgent_operation") and draft.kind != "icu_note"
    return [
        *again,
        Item("frame", f"care.{draft.stay.main.id}"),
        *([Item("frame", "cardiac_opinion")] if opinion else []),
    ]


def operation(draft: Draft, step: Step) -> list[Item]:
    """A stage of the operation, in its order."""
    return [Item("frame", f"op{step.low}.{draft.stay.main.id}")]


def support(draft: Draft, step: Step) -> list[Item]:
    """Oxygen where the saturation asks for it, fluids where the pressure does."""
    wanted: list[str] = [kind for kind in ("oxygen", "fluids") if kind in draft.tags]
    if treated(draft.kind, draft.tags):
        wanted = ["weaning"] if "oxygen" in draft.tags else []
    if draft.kind == "icu_note":
        wanted = [kind for kind in wanted if kind == "fluids" and "early" in draft.tags]
    if draft.kind in ("nursing_note", "nursing_handover") and draft.stay.main.id == "dka":
        wanted.append("insulin")
    if draft.kind in ("nursing_note", "nursing_handover") and "fever" in draft.tags:
        first = draft.stay.present["nursing"][:1]
        wanted += [] if any(f.group == "fever" for f in first) else ["fever"]
        draft.read_signs = True
    return [Item("frame", f"support.{kind}") for kind in wanted]


def recovery(draft: Draft, step: Step) -> list[Item]:
    """What came and went is said to have gone."""
    return [Item("frame", "recovery")] if draft.stay.main.id in among_patients("recovered") else []


def nurse(draft: Draft, step: Step) -> list[Item]:
    """What the nurse does about what was found first, about a complaint that cannot wait, and about the vital signs."""
    acts, alarms = table("compatibility")["nurse"], table("compatibility")["alarms"]
    seen = draft.stay.present["nursing"][:1]
    done = [acts[f.group] for f in seen if f.group in acts]
    if draft.kind == "nursing_note":
        done += [alarms[f.group] for f in draft.said if f.group in alarms and f not in seen]
    if draft.stay.main.id in among_patients("watched"):
        done.append(f"watch.{draft.stay.main.id}")
    also = {"npo": "bowels", "heart_failure": "legs"}  # where the act is another
    calls = among_patients("doctor_called") | {act for tag, act in also.items() if tag in draft.tags}
    if draft.stay.main.id in follows.among("heads"):  # there vomiting is the change that is watched for
        done = ["vomits" if act == "stomach" else act for act in done]
    done = list(dict.fromkeys(done))
    called = [act for act in done if act in calls]
    done = [act for act in done if act not in called[:-1]]  # the doctor is called once
    if draft.read_signs and "alarmed" in draft.tags and "fluids" not in draft.tags and not called:
        done.append("alarm")
    return [Item("frame", f"nurse.{act}") for act in done]


def fed(draft: Draft, step: Step) -> list[Item]:
    """What the dietitian does about what this note found, and about the illness that it names."""
    told = {f.id for f in draft.said}
    told |= {"malnutrition_s"} if draft.stay.main.id == "malnutrition" else set()
    found = [kind for kind in ("texture", "needy") if told & follows.among(kind)]
    found += [kind for kind in ("salt", "sugar") if kind in draft.tags]
    return [Item("frame", f"diet.{kind}") for kind in found] or [Item("frame", "diet_plan")]


def answer(draft: Draft, step: Step) -> list[Item]:
    """What the social worker does about what this note found or suspects."""
    known = [f for f in (*draft.said, *draft.wondered) if "social" in f.categories]
    groups = list(dict.fromkeys([*(f.group for f in known[:3]), *(["alcohol"] if draft.drinks else [])]))
    return [Item("frame", f"social.{group}") for group in groups]


def ems(draft: Draft, step: Step) -> list[Item]:
    """What an ambulance does for such a patient."""
    at_hand = "ambulance" in draft.stay.plan.where
    return [Item("frame", f"ems.{draft.stay.main.id}")] if at_hand else []


def icu(draft: Draft, step: Step) -> list[Item]:
    """What intensive care does on this day of the illness."""
    place = "icu" if "icu" in draft.stay.plan.where else "care"
    return [Item("frame", f"{place}.{draft.stay.main.id}")]


def urgent(draft: Draft, step: Step) -> list[Item]:
    """What a referral cannot leave out: how soon, what was drawn, what was begun."""
    main = draft.stay.main.id
    if main not in _URGENT:
        return []
    begun = draft.stay.after[:1] if main in ("gca", "af", "dvt") else []
    return [
        Item("frame", f"urgent.{main}"),
        *(Item("drug", "drug.start", content=("started", p)) for p in begun),
    ]
