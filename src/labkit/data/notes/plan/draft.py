"""A note in the making: the facts that it draws on, and what it has said so far."""

from collections.abc import Sequence
from typing import Any

from labkit.data.notes.facts.course import treated
from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.facts.setting import tags
from labkit.data.notes.facts.stay import MEASURED, Stay
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.vocabulary import Concept
from labkit.data.notes.plan.items import Item, Statement, Step

_IMAGING = ("cxr", "ct", "us", "mri", "echo", "ecg", "endo")


def register(category: str) -> str:
    """Pool in which a category's findings are worded."""
    return "imaging" if category in _IMAGING else category


class Draft:
    """What the verbs of a recipe read and add to. No word is chosen here, so a plan serves any language."""

    def __init__(self, stay: Stay, r: Draw) -> None:
        self.stay = stay
        self.tags = tags(stay)
        self.r = r
        self.kind = ""
        self.section = ""
        self.relation = 0
        # Findings and diagnoses: where each category has come to, and what was said of them.
        self.cursor: dict[str, int] = {}
        self.told: set[str] = set()  # in this section
        self.said: list[Concept] = []
        self.denied: set[str] = set()
        self.wondered: list[Concept] = []
        self.left_open: set[str] = set()
        self.decided: set[str] = set()
        self.gone: set[str] = set()
        self.sourced = False
        self.tested = False
        self.qualified: dict[str, int] = {}
        self.worsened = False
        # What was asked.
        self.asked = False
        self.query: Concept | None = None
        # What was measured and done.
        self.measured = False
        self.read_signs = False
        self.drinks = False
        self.cared = False
        # Drugs: how many were begun, how many stopped, whether the usual ones were named and gone on with.
        self.treated = 0
        self.halted = 0
        self.usual = False
        self.resumed = False
        self.raised = False

    def say(
        self, concepts: Sequence[Concept], head: str, register: str, status: str, cue: str | None, **more: Any
    ) -> list[Item]:
        """A statement about some findings, worded by a pool of `head` and `register`; what happened once is said apart."""
        if not concepts:
            return []
        once = [c for c in concepts if c.id in among_patients("events")]
        if once and len(once) < len(concepts) and head == "present":
            lasting = [c for c in concepts if c not in once]
            return [
                *self.say(lasting, head, register, status, cue, **more),
                *self.say(once, head, register, status, cue, **more),
            ]
        passed = self.stay.main.id in among_patients("recovered") and register in ("symptom", "any")
        if (once or passed) and register in ("symptom", "any", "function") and head in ("present", "reason"):
            register = "event"
        self.told.update(c.id for c in concepts)
        if more.get("experiencer") is None and more.get("temporality") is None:
            self.said += concepts if status == "present" else []
            self.wondered += concepts if status == "uncertain" else []
        self.relation += 1
        modifier = self._modifier() if head in ("present", "reason", "contrast") and not once else -1
        if modifier >= 0:  # a pain is not moderate, then mild
            modifier = self.qualified.setdefault(concepts[0].id, modifier)
        said = Statement(
            tuple(concepts),
            status,
            cue=cue,
            relation=self.relation,
            modifier=modifier,
            **more,
        )
        return [Item("say", f"{head}.{register}", said)]

    def _modifier(self) -> int:
        """How a finding is qualified, seldom: nothing mild in the gravely ill, nothing new after weeks."""
        drawn, borne = int(self.r() * 20), self.tags
        unfit = {0, 2} if "urgent" in borne else {1, 5} if "minor" in borne else set()
        unfit |= {4} if "slow" in borne else {3} if "sudden" in borne else set()
        return drawn if drawn < 6 and drawn not in unfit else -1

    def next_present(self, category: str, n: int) -> list[Concept]:
        """The findings of a category that come next, none of them told in this section."""
        found = [f for f in self.met(category) if f.id not in self.gone] or self.met(category)
        start = self.cursor.get(category, 0)
        self.cursor[category] = start + n
        chosen = [f for f in found[start : start + n] if f.id not in self.told]
        return chosen or [f for f in found[:1] if f.id not in self.told]

    def next_absent(self, category: str, n: int) -> list[Concept]:
        """What is denied next: nobody finds a sedated patient clear-headed."""
        asleep = self.kind == "icu_note" and "vent" in self.tags
        hidden = follows.among("asleep") if asleep else frozenset()
        chosen = [f for f in self.stay.absent[category] if f.id not in self.denied | hidden][:n]
        self.denied.update(f.id for f in chosen)
        return chosen

    def met(self, category: str) -> list[Concept]:
        """What is there when this note is written: at a booked visit, or on a later day, what passed has passed."""
        found = self.stay.present[category]
        if self.kind in ("consultation_letter", "referral_letter") and category in ("sign", "symptom"):
            past = among_patients("events") if category == "symptom" else frozenset()
            return [f for f in found if f.group not in follows.among("passing") or f.id in past]
        if category == "sign" and treated(self.kind, self.tags):
            left = [f for f in found if f.group not in MEASURED]
            put_right = follows.among("put_right") if "operated" in self.tags else frozenset()
            return [f for f in left if f.id not in put_right]
        if self.kind == "progress_note" and category == "symptom":
            over = self.stay.main.id in among_patients("recovered")
            settled = frozenset() if "shock" in self.tags else MEASURED
            return [
                f
                for f in found
                if not over and f.id not in among_patients("events") and f.group not in settled
            ]
        return found

    def count(self, step: Step) -> int:
        """How many a line asks for."""
        return step.low if step.low == step.high else step.low + int(self.r() * (step.high - step.low + 1))

    def category(self, about: str) -> str:
        """The category that a line is about: *imaging* is that of the stay."""
        return self.stay.imaging() if about == "imaging" else about

    def seen(self, category: str) -> list[Concept]:
        """What the note has described of a category so far, each once."""
        return list(dict.fromkeys(f for f in self.said if category in f.categories))
