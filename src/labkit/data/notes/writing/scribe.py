"""The scribe: knows the stay, the language and the region, and chooses among the sentences that fit them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from labkit.data.notes.facts.prescription import Prescription
from labkit.data.notes.facts.setting import tags
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.knowledge.template import Template
from labkit.data.notes.knowledge.vocabulary import pool, table
from labkit.data.notes.plan.items import Statement
from labkit.data.notes.plan.kinds import OFFICE
from labkit.data.notes.writing.labels import anew, tells_age
from labkit.data.notes.writing.said import said_of
from labkit.data.notes.writing.writer import Habits, Slots, Writer

_BEFORE = OFFICE | {"emergency_note", "admission_note", "preanaesthesia", "prehospital_report"}


# Sentences about what a patient keeps: a home, an occupation, an operation of old.
_KEPT = ("living.", "work.", "smoking.", "alcohol.", "surgery.", "allergy.some", "family.")


@cache
def _times(template: Template) -> bool:
    """Whether a sentence says since when."""
    return template.tells(frozenset(["dur", "since", "since_ago"]))


@cache
def _asked(language: str, region: str, name: str) -> frozenset[str]:
    """Tags that some sentence of a pool wants or does not want."""
    return frozenset(tag for t in pool(language, region, name) for tag in t.wanted | t.unwanted)


@cache
def _allowed(language: str, region: str, name: str, borne: frozenset[str]) -> tuple[Template, ...]:
    return tuple(t for t in pool(language, region, name) if t.fits(borne))


class Scribe(Writer):
    """A writer who knows the stay, the language and the region."""

    def __init__(
        self,
        stay: Stay,
        language: str,
        habits: Habits,
        slots: Slots,
        r: Callable[[], float],
        typos: float,
        relation: int = 0,
    ) -> None:
        super().__init__(habits, stay.person.feminine, slots, r, typos)
        self.stay = stay
        self.tags = tags(stay)
        self.language = language
        self.region = stay.region
        self.negated: Statement | None = None
        self.affirmed: Statement | None = None
        self.prescription: Prescription | None = None
        self.lab: tuple[dict[str, str], float] | None = None
        self.relation = relation
        self.date_style = int(r() * 3)
        self.drug_status = "home"
        self.timed = False
        self.aged = False
        self.heading = ""
        self.headings: set[str] = set()
        self.section = ""
        self.first = False
        self.followed = False
        self.kind = ""
        self.words: dict[str, Any] = table(f"measures.{language}")

    def say(self, name: str) -> None:
        """Write a sentence of a pool, in the author's manner."""
        style = ".t" if self.r() < self.habits.terse else ".v"
        templates = self.fitting(name + style)
        if not templates:
            templates = self.fitting(name + (".v" if style == ".t" else ".t"))
        if not templates:
            raise KeyError(
                f"no sentence of {name!r} in {self.language} {self.region} fits {sorted(self.tags)}"
            )
        if name.startswith(_KEPT):  # drawn once a patient
            fact = name.partition(".")[0]
            self.play(templates[int(self.stay.person.share(fact) * len(templates))])
            return
        if self.heading:
            templates = anew(templates, self.heading, self.section, self.first)
        if self.aged:  # nobody is told twice how old the patient is
            templates = tuple(t for t in templates if not tells_age(t)) or templates
        chosen = templates[int(self.r() * len(templates))]
        for _ in range(6):  # nobody says it twice the same way, nor twice since when
            if chosen.key not in self.keys and not (self.timed and _times(chosen)):
                break
            chosen = templates[int(self.r() * len(templates))]
        self.timed = self.timed or _times(chosen)
        self.aged = self.aged or tells_age(chosen)
        self.play(chosen)

    def fitting(self, name: str) -> tuple[Template, ...]:
        """The sentences of a pool that the patient's plan and the statement allow."""
        asked = _asked(self.language, self.region, name)
        borne = self.tags & asked
        if asked:
            more = {self.kind, "before" if self.kind in _BEFORE else "after"}
            if self.kind in OFFICE:
                more.add("office")
            if self.followed:
                more.add("followed")
            if self.heading and self.section in ("reason", "allergies", "vitals"):
                more.add("headed")  # the heading has said what it is
            if self.prescription is not None and self.prescription.route in ("IM", "IV", "SC"):
                more.add("injected")
            if self.statement is not None:
                more |= said_of(self.statement, self.stay)
                if self.prepared is not None and self.prepared[1][0].plural:
                    more.add("plural")
            borne |= more & asked
        return _allowed(self.language, self.region, name, borne)

    def identifier(
        self, label: str, text: str, concept: str | None = None, attribute: str | None = None
    ) -> None:
        """Write an identifier as it is: no slip, no lost accent."""
        if self.habits.upper and label != "HEALTH_ID":
            text = text.upper()
        self.mark(label, text, concept=concept, attribute=attribute)
