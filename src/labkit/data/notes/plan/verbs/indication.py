"""Why the note is written: the complaint, the question that is asked, the examination that is owed."""

from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.vocabulary import Concept
from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step
from labkit.data.notes.plan.kinds import OFFICE, SHOWN_BY


def reason(draft: Draft, step: Step) -> list[Item]:
    """The complaint."""
    draft.asked = True
    return draft.say(
        (draft.met("symptom") or draft.stay.present["symptom"])[:1], "reason", "any", "present", None
    )


def question(draft: Draft, step: Step) -> list[Item]:
    """What is asked, or thought of, before anything is found."""
    draft.asked = True
    suspects: list[Concept] = [draft.stay.main, *draft.stay.doubted]
    if step.about == "condition" and draft.kind != "triage":
        suspects = [draft.stay.main]  # an image is asked for what it can show
    if draft.kind in OFFICE or draft.kind == "prehospital_report":
        suspects = [c for c in suspects if c.id not in among_patients("obvious")]
    elif draft.kind in SHOWN_BY:  # nor for what another examination settles
        suspects = _answerable(draft, SHOWN_BY[draft.kind])
    if not suspects:
        draft.asked = False
        return []
    draft.query = suspects[0] if draft.kind in SHOWN_BY else None
    suspects = suspects[:1] if draft.kind in SHOWN_BY else suspects
    return draft.say(
        [suspects[int(draft.r() * len(suspects))]], "question", "condition", "uncertain", "uncertainty"
    )


def _answerable(draft: Draft, category: str) -> list[Concept]:
    """What this examination can be asked: the diagnosis where it shows it, else what it can rule out."""
    known = follows.settles(category)
    if draft.stay.main.id in known:
        return [draft.stay.main]
    if category == "path":  # a specimen of another organ answers nothing
        return []
    shown = {f.id for f in (*draft.stay.present[category], *draft.stay.uncertain[category])}
    inside = {f.id for f in draft.stay.imaged(category)}
    return [
        c for c in draft.stay.doubted if c.id in known and known[c.id] in inside and known[c.id] not in shown
    ]


def keytest(draft: Draft, step: Step) -> list[Item]:
    """The examination without which the diagnosis is not made, where one is owed."""
    main = draft.stay.main.id
    if main == "anaemia":
        own = [test for test in draft.stay.labs if test[0]["id"] in ("hb", "ferr")]
        return [Item("labs", "lab", content=own)] if own else []
    return [Item("frame", f"key.{main}")] if main in follows.among("key_test") else []
