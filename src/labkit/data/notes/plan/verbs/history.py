"""Before this illness: past and long-term illnesses, the family's, operations, allergies, habits and home."""

from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step


def history(draft: Draft, step: Step) -> list[Item]:
    """Long-term illnesses."""
    known = draft.stay.person.known[: 9 if step.high > 3 else draft.count(step)]
    return draft.say(known, "history", "condition", "present", "history", temporality="history")


def past(draft: Draft, step: Step) -> list[Item]:
    """An illness that is over."""
    return draft.say(draft.stay.person.past, "past", "condition", "present", "history", temporality="history")


def nohistory(draft: Draft, step: Step) -> list[Item]:
    """An illness that the specialty asks about and the patient never had."""
    return draft.say(draft.stay.never, "nohistory", "condition", "absent", "negation", temporality="history")


def family(draft: Draft, step: Step) -> list[Item]:
    """A relative's illness."""
    return draft.say(
        [draft.stay.person.family], "family", "condition", "present", "family", experiencer="family"
    )


def nofamily(draft: Draft, step: Step) -> list[Item]:
    """An illness that no relative has."""
    return draft.say(
        [draft.stay.person.not_family], "nofamily", "condition", "absent", "negation", experiencer="family"
    )


def surgery(draft: Draft, step: Step) -> list[Item]:
    """Operations of old."""
    told = draft.stay.person.surgery
    return [Item("frame", f"surgery.{told}")] if told else []


def earlier(draft: Draft, step: Step) -> list[Item]:
    """What brought the patient in before, where it is not among the long-term illnesses."""
    known = draft.stay.person.known
    told = [c for c in draft.stay.earlier if c not in known]
    return draft.say(told, "earlier", "condition", "present", "history", temporality="history")


def social(draft: Draft, step: Step) -> list[Item]:
    """How the patient lives, works, smokes and drinks."""
    person = draft.stay.person
    facts = [
        f"living.{person.living}",
        f"work.{person.work}",
        f"smoking.{person.smoking}",
        f"alcohol.{person.alcohol}",
    ]
    kept = [f for f in facts if draft.r() < 0.7] or facts[:1]
    draft.drinks = "alcohol.daily" in kept
    return [Item("frame", f) for f in kept]


def allergy(draft: Draft, step: Step) -> list[Item]:
    """Whether there is an allergy."""
    return [Item("frame", "allergy.some" if draft.stay.person.allergen < 6 else "allergy.none")]
