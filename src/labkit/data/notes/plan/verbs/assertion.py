"""What is there and what is not: findings present, denied, set against each other, gone, worse, or feared."""

from labkit.data.notes.facts.stay import MEASURED
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.vocabulary import conditions, named
from labkit.data.notes.plan.draft import Draft, register
from labkit.data.notes.plan.items import Item, Statement, Step
from labkit.data.notes.plan.kinds import SHOWN_BY
from labkit.data.notes.plan.verbs.uncertainty import excludes


def main(draft: Draft, step: Step) -> list[Item]:
    """The diagnosis."""
    told = draft.say([draft.stay.main], "present", "condition", "present", None)
    source = follows.cause(draft.stay.main.id)
    if not source or draft.sourced:
        return told
    draft.sourced = True
    return [*told, *draft.say([conditions()[source]], "cause", "condition", "present", None)]


def present(draft: Draft, step: Step) -> list[Item]:
    """Findings that are there."""
    category = draft.category(step.about)
    chosen = draft.next_present(category, draft.count(step))
    return draft.say(chosen, "present", register(category), "present", None)


def absent(draft: Draft, step: Step) -> list[Item]:
    """Findings that were looked for and are not there, or diagnoses that are ruled out."""
    n = draft.count(step)
    if step.about == "condition":
        category = SHOWN_BY.get(draft.kind)
        open_ = {c.id for c in draft.wondered} if category is None else set()  # what was left open here
        excluded = [c for c in draft.stay.excluded if c.id not in open_]
        excluded = [c for c in excluded if not category or excludes(draft, c, category)]
        draft.decided.update(c.id for c in excluded[:n])
        return draft.say(excluded[:n], "absent", "condition", "absent", "negation")
    category = draft.category(step.about)
    return draft.say(draft.next_absent(category, n), "absent", register(category), "absent", "negation")


def contrast(draft: Draft, step: Step) -> list[Item]:
    """One thing and not the other, of one system."""
    category = draft.category(step.about)
    if category == "symptom" and draft.stay.main.id in among_patients("recovered"):
        return []
    there = draft.next_present(category, 1)
    left = [f for f in draft.stay.absent[category] if f.id not in draft.denied]
    missing = [f for f in left if there and follows.together(f.id, there[0].id)][:1]
    if not missing:
        return []
    draft.denied.update(f.id for f in missing)
    draft.relation += 2
    denied = Statement(tuple(missing), "absent", cue="negation", relation=draft.relation - 1)
    kept = Statement(tuple(there), "present", cue=None, relation=draft.relation)
    draft.told.add(there[0].id)
    draft.said.append(there[0])
    return [Item("say", f"contrast.{register(category)}", denied, kept)]


def notonly(draft: Draft, step: Step) -> list[Item]:
    """Not only this, also that: a negation that denies nothing."""
    found = [f for f in draft.stay.present[step.about] if f.id not in draft.told]
    found = [f for f in found if f.id not in among_patients("events")]
    found = [] if draft.stay.main.id in among_patients("recovered") else found
    found = [*found[:1], *(f for f in found[1:] if follows.together(f.id, found[0].id))]
    return draft.say(found[:2], "notonly", "any", "present", "pseudo") if len(found) > 1 else []


def resolved(draft: Draft, step: Step) -> list[Item]:
    """What was there and has gone."""
    chosen = [f for f in draft.stay.present[step.about] if f.group in named("can_resolve")]
    if (
        draft.measured
    ):  # beside the temperature of the first day a fever that has gone would be read as a fever
        chosen = [f for f in chosen if f.group not in MEASURED]
    chosen = [f for f in chosen if f.id not in draft.told][:1]
    draft.gone.update(f.id for f in chosen)
    return draft.say(chosen, "resolved", "any", "absent", "resolution")


def worse(draft: Draft, step: Step) -> list[Item]:
    """What was there and has not gone."""
    chosen = [
        f
        for f in draft.stay.present[step.about]
        if f.id not in draft.gone | draft.told
        and f.id not in among_patients("events")
        and f.group in named("can_resolve")
        and draft.stay.main.id not in among_patients("recovered")
        and not (draft.kind == "progress_note" and ("shock" in draft.tags or f.group in MEASURED))
    ][-1:]
    draft.worsened = draft.worsened or bool(chosen)
    return draft.say(chosen, "worse", "any", "present", "pseudo")


def hypothetical(draft: Draft, step: Step) -> list[Item]:
    """For what the patient should come back."""
    if draft.kind == "operative_report" and "ward" in draft.tags:  # who stays is watched
        return alert(draft, step)
    feared = draft.stay.feared[: draft.count(step)]
    return draft.say(feared, "hypothetical", "any", "uncertain", "hypothesis", temporality="hypothetical")


def alert(draft: Draft, step: Step) -> list[Item]:
    """For what the doctor is called."""
    feared = draft.stay.feared[: draft.count(step)]
    return draft.say(feared, "alert", "any", "uncertain", "hypothesis", temporality="hypothetical")
