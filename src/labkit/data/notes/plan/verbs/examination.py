"""What was examined and measured: normal parts, vital signs, results, rhythm, the mental state."""

from labkit.data.notes.facts.course import treated
from labkit.data.notes.knowledge.vocabulary import findings, table
from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step


def normal(draft: Draft, step: Step) -> list[Item]:
    """A part of the examination that is normal: never the part the diagnosis is about."""
    ill = table("clinical")["examined"].get(draft.stay.main.specialty, "")
    parts = [p for p in ("rest", "chest", "abdomen", "neuro", "limbs") if p != ill]
    return [Item("frame", f"normal_exam.{parts[int(draft.r() * len(parts))]}")]


def general(draft: Draft, step: Step) -> list[Item]:
    """The patient looks well, where nothing contradicts it."""
    disturbed = draft.stay.groups & {"confusion", "agitation", "seizure"}
    return [] if disturbed or draft.stay.level < 2 else [Item("frame", "general")]


def rhythm(draft: Draft, step: Step) -> list[Item]:
    """A normal heart rhythm, where it is one."""
    return [] if draft.stay.groups & {"af_ecg", "rhythm"} else [Item("frame", "ecg")]


def vitals(draft: Draft, step: Step) -> list[Item]:
    """The vital signs."""
    draft.read_signs = True
    return [Item("frame", "vitals")]


def labs(draft: Draft, step: Step) -> list[Item]:
    """Results of the day."""
    results = draft.stay.treated_labs if treated(draft.kind, draft.tags) else draft.stay.labs
    return [Item("labs", "lab", content=results[: draft.count(step)])]


def dark(draft: Draft, step: Step) -> list[Item]:
    """A psychiatrist says whether there are thoughts of death."""
    thoughts = findings()["suicidal"]
    if "suicidal" in draft.tags:
        return [] if thoughts in draft.said else draft.say([thoughts], "present", "psych", "present", None)
    if thoughts.id in draft.denied:
        return []
    draft.denied.add(thoughts.id)
    return draft.say([thoughts], "absent", "psych", "absent", "negation")
