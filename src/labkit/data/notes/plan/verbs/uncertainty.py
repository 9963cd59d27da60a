"""What stays open: findings and diagnoses in doubt, how far the doubt leans, what rules one out."""

from collections.abc import Sequence

from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.vocabulary import Concept, Condition
from labkit.data.notes.plan.draft import Draft, register
from labkit.data.notes.plan.items import Item, Step
from labkit.data.notes.plan.kinds import ASKING, REPORTS, SHOWN_BY, WORKED_UP


def uncertain(draft: Draft, step: Step) -> list[Item]:
    """Findings in doubt, or a second diagnosis."""
    if step.about == "condition" and draft.section in ("assessment", "assessment_short"):
        return _beside(draft)
    if step.about == "condition":
        n = draft.cursor.get("doubt", 0)
        draft.cursor["doubt"] = n + 1
        left = [c for c in draft.stay.doubted if c.id not in draft.decided]  # what a report has answered
        doubted = [c for c in left if _differs(draft, c, SHOWN_BY.get(draft.kind))][n : n + 1]
        if draft.kind == "triage" and "urgent" not in draft.tags:  # what is grave does not wait
            doubted = [c for c in doubted if c.id not in among_patients("grave")]
        said = draft.say(
            doubted, "uncertain", "condition", "uncertain", "uncertainty", lean=_other(draft, doubted)
        )
        just_done = follows.settles(SHOWN_BY.get(draft.kind, ""))
        tested = draft.kind in SHOWN_BY and bool(doubted) and doubted[0].id not in just_done
        draft.tested = draft.tested or tested
        return [*said, Item("frame", f"test.{doubted[0].id}")] if tested else said
    category = draft.category(step.about)
    doubted_signs = draft.stay.uncertain[category]
    lean = _lean(draft, register(category) == "imaging", doubted_signs)
    draft.left_open |= {f.id for f in doubted_signs} if lean != "low" else set()
    return draft.say(doubted_signs, "uncertain", register(category), "uncertain", "uncertainty", lean=lean)


def suspect(draft: Draft, step: Step) -> list[Item]:
    """What an ambulance crew thinks of."""
    if draft.stay.main.id in among_patients("obvious"):
        return []
    return draft.say([draft.stay.main], "uncertain", "condition", "uncertain", "uncertainty", lean="high")


def _beside(draft: Draft) -> list[Item]:
    """What stays open beside the diagnosis; where nothing does, what the work-up has ruled out."""
    still = [c for c in draft.stay.open if c.id not in draft.decided][:1]
    if still:
        lean = _other(draft, still)
        said = draft.say(still, "uncertain", "condition", "uncertain", "uncertainty", lean=lean)
        return [*said, *([Item("frame", f"test.{still[0].id}")] if lean != "low" else [])]
    over = draft.stay.settled[:1] if draft.kind in WORKED_UP else []
    draft.decided.update(c.id for c in over)
    return draft.say(over, "absent", "condition", "absent", "negation")


def _lean(draft: Draft, low: bool, doubted: Sequence[Concept]) -> str:
    """How far a doubt leans: both languages say it alike, and whoever asks does not say that nothing points to it."""
    if low and draft.section == "imaging":
        return "low"  # what a letter leaves likely would be acted on
    grave = low and any(f.id in among_patients("settled") for f in doubted)
    if draft.kind in REPORTS and low:  # what is not seen is not likely, and what is grave is not left open
        drawn = ("open", "low")[int(draft.r() * 2)]
        return "low" if grave else drawn
    drawn = ("open", "high", "low")[int(draft.r() * (3 if low and draft.kind not in ASKING else 2))]
    return "low" if grave else drawn


def _other(draft: Draft, doubted: Sequence[Concept]) -> str:
    """How far a second diagnosis leans beside an established one: what was likely would be treated too."""
    grave = any(c.id in among_patients("grave") for c in doubted)
    if (
        draft.kind in ASKING or draft.kind in REPORTS
    ):  # an image that shows what it shows does not speak against it
        return "open"
    if grave:
        return "low"
    return ("open", "low")[int(draft.r() * 2)]


def _differs(draft: Draft, condition: Condition, category: str | None) -> bool:
    """Whether a second diagnosis can be left open: nothing that the note denies speaks of it."""
    found = condition.findings
    if category is None:
        return not set(found[:3]) & draft.denied
    shown = {f.id for f in draft.stay.imaged(category)} & set(found)
    seen = {f.id for f in draft.seen(category)}
    return condition.id in among_patients("by_image") and bool(shown & seen) and not shown & draft.denied


def excludes(draft: Draft, condition: Condition, category: str) -> bool:
    """Whether an image rules a diagnosis out: it can show it, and says that it is not there."""
    shown = {f.id for f in draft.stay.imaged(category)} & set(condition.findings)
    seen = {f.id for f in draft.seen(category)}
    known = condition.id in among_patients("by_image")
    return known and bool(shown & draft.denied) and not shown & seen
