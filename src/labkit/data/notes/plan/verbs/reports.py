"""How a report answers: what it never leaves out, its verdict, its conclusion, what it advises."""

from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.vocabulary import findings, table
from labkit.data.notes.plan.draft import Draft, register
from labkit.data.notes.plan.items import Item, Step


def acted(draft: Draft, step: Step) -> list[Item]:
    """What the endoscopist does about what was seen."""
    acts = table("compatibility")["endo_act"]
    seen = [acts[f.group] for f in draft.seen("endo") if f.group in acts]
    if "ulcer" in seen and draft.stay.main.id != "gi_bleed":  # whose stomach is sampled already
        seen = [act for act in seen if act != "gastritis"]
    return [Item("frame", f"endo_act.{act}") for act in dict.fromkeys(seen)]


def verdict(draft: Draft, step: Step) -> list[Item]:
    """The answer to what was asked, before the finding that makes it."""
    known, asked = follows.settles(step.about), draft.query or draft.stay.main
    if step.about == "path" and draft.stay.main.id in ("gi_bleed", "peptic_ulcer"):
        return [Item("frame", "verdict.gastritis")]
    if asked.id not in known:
        return []
    doubted = {f.id for f in draft.stay.uncertain[step.about]}
    if known[asked.id] in {f.id for f in draft.stay.present[step.about]}:
        return draft.say([asked], "answer", "yes" if draft.query else "shown", "present", None)
    draft.decided.add(asked.id)
    own = asked.id == draft.stay.main.id and set(draft.stay.main.findings)
    partly = own and own & {f.id for f in draft.stay.present[step.about]}
    if partly or known[asked.id] in doubted:
        return [Item("frame", "verdict.open")]
    return draft.say([asked], "answer", "no", "absent", "negation")


def owed(draft: Draft, step: Step) -> list[Item]:
    """What a report of this kind never leaves out: the germ of a gastritis, the leak of an infected valve, the nodes."""
    present = {f.id for f in draft.stay.present[step.about]}
    told = {f.id for f in draft.said}
    own = {
        "gi_bleed": "path_hp", "peptic_ulcer": "path_hp", "colon_cancer": "path_node", "colon_polyp": "path_dysplasia",
    }  # fmt: skip
    beside = {"echo_vegetation": "echo_ar", "us_wall": "us_gallstones"}
    due = next((other for one, other in beside.items() if one in present), "")
    due = own.get(draft.stay.main.id, "") if step.about == "path" else due
    if step.about == "path" and draft.stay.main.id == "lymphoma":
        return [Item("frame", "verdict.stained")]
    if not due or (due in told and not draft.section.startswith("conclusion")):
        return []
    if due in present:
        told_of = [] if due in told else [findings()[due]]
        return draft.say(told_of, "present", register(step.about), "present", None)
    draft.denied.add(due)
    return draft.say([findings()[due]], "absent", register(step.about), "absent", "negation")


def concluded(draft: Draft, step: Step) -> list[Item]:
    """A report concludes on all that it described."""
    found = draft.seen(step.about) or draft.stay.present[step.about][:1]
    doubts = [f for f in draft.wondered if step.about in f.categories and f.id in draft.left_open][:1]
    again = draft.say(doubts, "uncertain", "imaging", "uncertain", "uncertainty", lean="open")
    if again and step.about != "path":
        again = [*again, Item("frame", "recheck")]
    return [*draft.say(found, "present", register(step.about), "present", None), *again]


def advised(draft: Draft, step: Step) -> list[Item]:
    """What a report advises: by what was found, else now and then something."""
    wanted, drawn = table("compatibility")["advise"], draft.r()
    found = [wanted[f.group] for f in draft.said if f.group in wanted]
    if found and draft.tested and found[0] in ("nodule", "mediastinum"):  # asked for already, with the doubt
        return []
    if found:
        return [Item("frame", f"advise.{found[0]}")]
    return [Item("frame", "recommend")] if drawn < 0.3 and draft.kind != "chest_xray" else []


def stage(draft: Draft, step: Step) -> list[Item]:
    """A tumour that was resected is staged, with its nodes."""
    if draft.stay.main.id != "colon_cancer":
        return []
    nodes = [f for f in draft.stay.present["path"] if f.id == "path_node" and f not in draft.said]
    return [
        *draft.say(nodes, "present", "path", "present", None),
        Item("frame", f"stage.{draft.stay.main.id}"),
    ]


def specimen(draft: Draft, step: Step) -> list[Item]:
    """Where the specimen comes from."""
    known = table("compatibility")["specimen"]
    return [Item("frame", f"specimen.{draft.stay.main.id}")] if draft.stay.main.id in known else []
