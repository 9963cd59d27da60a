"""What a note says, section by section, before it is worded: recipes read from ``vocabulary/recipes.toml``."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from labkit.data.notes._compatibility import among_patients
from labkit.data.notes._concepts import CATEGORIES
from labkit.data.notes._identity import Draw
from labkit.data.notes._phrases import Statement
from labkit.data.notes._stay import Stay
from labkit.data.notes._vocabulary import Concept, named, table

_IMAGING = ("cxr", "ct", "us", "mri", "echo", "ecg", "endo")

_REPORTS = (
    "chest_xray", "ct_report", "mri_report", "ultrasound_report", "endoscopy_report", "echocardiography"
)  # fmt: skip


class Step(NamedTuple):
    """A line of a recipe."""

    verb: str
    about: str
    low: int
    high: int
    chance: float


class Item(NamedTuple):
    """Something to word: the pool to draw from and the statements, prescriptions or results it is about."""

    kind: str
    pool: str
    statement: Statement | None = None
    other: Statement | None = None
    content: Any = None


def _step(line: str) -> Step:
    words = line.split()
    chance, low, high = 1.0, 1, 1
    if len(words) > 1 and "." in words[-1] and words[-1].replace(".", "").isdigit():
        chance = float(words.pop())
    if len(words) > 1 and words[-1][0].isdigit():
        bounds = words.pop().split("-")
        low, high = int(bounds[0]), int(bounds[-1])
    return Step(words[0], words[1] if len(words) > 1 else "", low, high, chance)


@cache
def recipe(section: str) -> tuple[Step, ...]:
    """Steps of a section."""
    return tuple(_step(line) for line in table("recipes")[section])


@cache
def sections_of(kind: str) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Blocks of (section, probability) of a kind of note."""
    blocks = table("kinds")[kind]["sections"]
    return tuple(
        tuple((s.partition(":")[0], float(s.partition(":")[2] or 1)) for s in block) for block in blocks
    )


def _register(category: str) -> str:
    """Pool in which a category's findings are worded."""
    if category in _IMAGING:
        return "imaging"
    return category


class Planner:
    """Draws a note's content from the stay's facts. No word is chosen here, so a plan serves any language."""

    def __init__(self, stay: Stay, r: Draw) -> None:
        self.stay = stay
        self.r = r
        self.relation = 0
        self.cursor: dict[str, int] = {}
        self.denied: set[str] = set()
        self.gone: set[str] = set()
        self.treated = 0
        self.told: set[str] = set()
        self.kind = ""
        self.measured = False

    def sections(self, kind: str) -> list[tuple[str, list[Item]]]:
        """The note's sections in order, each with its items."""
        planned = []
        self.kind = kind
        self.measured = any(section == "vitals" for block in sections_of(kind) for section, _ in block)
        for block in sections_of(kind):
            kept = [section for section, chance in block if chance == 1 or self.r() < chance]
            if len(kept) > 1 and self.r() < 0.35:
                cut = 1 + int(self.r() * (len(kept) - 1))
                kept = kept[cut:] + kept[:cut]
            for section in kept:
                items: list[Item] = []
                self.told = set()
                if section.startswith("conclusion."):  # a report concludes on what it described
                    self.cursor[section.partition(".")[2]] = 0
                for step in recipe(section):
                    if step.chance == 1 or self.r() < step.chance:
                        items.extend(getattr(self, "_" + step.verb)(step))
                if items:
                    planned.append((section, items))
        return planned

    def _category(self, about: str) -> str:
        return self.stay.imaging() if about == "imaging" else about

    def _count(self, step: Step) -> int:
        return step.low if step.low == step.high else step.low + int(self.r() * (step.high - step.low + 1))

    def _say(
        self, concepts: Sequence[Concept], head: str, register: str, status: str, cue: str | None, **more: Any
    ) -> list[Item]:
        if not concepts:
            return []
        once = [c for c in concepts if c.id in among_patients("events")]
        if once and len(once) < len(concepts) and head == "present":
            lasting = [c for c in concepts if c not in once]
            return [
                *self._say(lasting, head, register, status, cue, **more),
                *self._say(once, head, register, status, cue, **more),
            ]
        if once and register in ("symptom", "any", "function") and head in ("present", "reason"):
            register = "event"
        self.told.update(c.id for c in concepts)
        self.relation += 1
        modifier = int(self.r() * 20) if head in ("present", "reason", "contrast") and not once else -1
        said = Statement(
            tuple(concepts),
            status,
            cue=cue,
            relation=self.relation,
            modifier=modifier if modifier < 6 else -1,
            **more,
        )
        return [Item("say", f"{head}.{register}", said)]

    def _next_present(self, category: str, n: int) -> list[Concept]:
        found = [f for f in self.stay.present[category] if f.id not in self.gone] or self.stay.present[
            category
        ]
        start = self.cursor.get(category, 0)
        self.cursor[category] = start + n
        chosen = [f for f in found[start : start + n] if f.id not in self.told]
        return chosen or [f for f in found[:1] if f.id not in self.told]

    def _next_absent(self, category: str, n: int) -> list[Concept]:
        chosen = [f for f in self.stay.absent[category] if f.id not in self.denied][:n]
        self.denied.update(f.id for f in chosen)
        return chosen

    def _present(self, step: Step) -> list[Item]:
        category = self._category(step.about)
        chosen = self._next_present(category, self._count(step))
        return self._say(chosen, "present", _register(category), "present", None)

    def _absent(self, step: Step) -> list[Item]:
        n = self._count(step)
        if step.about == "condition":
            return self._say(self.stay.excluded[:n], "absent", "condition", "absent", "negation")
        category = self._category(step.about)
        return self._say(self._next_absent(category, n), "absent", _register(category), "absent", "negation")

    def _uncertain(self, step: Step) -> list[Item]:
        if step.about == "condition":
            n = self.cursor.get("doubt", 0)
            self.cursor["doubt"] = n + 1
            return self._say(
                self.stay.doubted[n : n + 1],
                "uncertain",
                "condition",
                "uncertain",
                "uncertainty",
                lean=self._lean(),
            )
        category = self._category(step.about)
        return self._say(
            self.stay.uncertain[category],
            "uncertain",
            _register(category),
            "uncertain",
            "uncertainty",
            lean=self._lean(_register(category) == "imaging"),
        )

    def _lean(self, low: bool = True) -> str:
        """How far a doubt leans: both languages say it alike, and whoever asks does not say that nothing points to it."""
        asking = self.kind in ("referral_letter", "telephone_note", "prehospital_report", "triage")
        if self.kind in _REPORTS and low:
            return ("open", "low")[int(self.r() * 2)]  # what is not seen is not likely
        return ("open", "high", "low")[int(self.r() * (3 if low and not asking else 2))]

    def _contrast(self, step: Step) -> list[Item]:
        category = self._category(step.about)
        absent, present = self._next_absent(category, 1), self._next_present(category, 1)
        if not absent or not present:
            return []
        self.relation += 2
        denied = Statement(tuple(absent), "absent", cue="negation", relation=self.relation - 1)
        kept = Statement(tuple(present), "present", cue=None, relation=self.relation)
        self.told.add(present[0].id)
        return [Item("say", f"contrast.{_register(category)}", denied, kept)]

    def _notonly(self, step: Step) -> list[Item]:
        found = [f for f in self.stay.present[step.about] if f.id not in self.told]
        found = [f for f in found if f.id not in among_patients("events")]
        return self._say(found[:2], "notonly", "any", "present", "pseudo") if len(found) > 1 else []

    def _resolved(self, step: Step) -> list[Item]:
        chosen = [f for f in self.stay.present[step.about] if f.group in named("can_resolve")]
        if (
            self.measured
        ):  # a fever that has gone beside the temperature of the first day would be read as a fever
            chosen = [f for f in chosen if f.group not in ("fever", "hypoxia", "tachycardia", "hypotension")]
        chosen = [f for f in chosen if f.id not in self.told][:1]
        self.gone.update(f.id for f in chosen)
        return self._say(chosen, "resolved", "any", "absent", "resolution")

    def _worse(self, step: Step) -> list[Item]:
        worse = [
            f
            for f in self.stay.present[step.about]
            if f.id not in self.gone | self.told
            and f.id not in among_patients("events")
            and f.group in named("can_resolve")
        ][-1:]
        return self._say(worse, "worse", "any", "present", "pseudo")

    def _question(self, step: Step) -> list[Item]:
        suspects = [self.stay.main, *self.stay.doubted]
        if step.about == "condition" and self.kind != "triage":
            suspects = [self.stay.main]  # an image is asked for what it can show
        return self._say(
            [suspects[int(self.r() * len(suspects))]], "question", "condition", "uncertain", "uncertainty"
        )

    def _hypothetical(self, step: Step) -> list[Item]:
        feared = self.stay.feared[: self._count(step)]
        return self._say(feared, "hypothetical", "any", "uncertain", "hypothesis", temporality="hypothetical")

    def _alert(self, step: Step) -> list[Item]:
        feared = self.stay.feared[: self._count(step)]
        return self._say(feared, "alert", "any", "uncertain", "hypothesis", temporality="hypothetical")

    def _reason(self, step: Step) -> list[Item]:
        return self._say(self.stay.present["symptom"][:1], "reason", "any", "present", None)

    def _main(self, step: Step) -> list[Item]:
        return self._say([self.stay.main], "present", "condition", "present", None)

    def _history(self, step: Step) -> list[Item]:
        known: list[Concept] = list(self.stay.person.known[: 9 if step.high > 3 else self._count(step)])
        return self._say(known, "history", "condition", "present", "history", temporality="history")

    def _past(self, step: Step) -> list[Item]:
        past: list[Concept] = list(self.stay.person.past)
        return self._say(past, "past", "condition", "present", "history", temporality="history")

    def _nohistory(self, step: Step) -> list[Item]:
        return self._say(
            [self.stay.person.never], "nohistory", "condition", "absent", "negation", temporality="history"
        )

    def _family(self, step: Step) -> list[Item]:
        return self._say(
            [self.stay.person.family], "family", "condition", "present", "family", experiencer="family"
        )

    def _nofamily(self, step: Step) -> list[Item]:
        return self._say(
            [self.stay.person.not_family], "nofamily", "condition", "absent", "negation", experiencer="family"
        )

    def _frame(self, step: Step) -> list[Item]:
        return [Item("frame", step.about)]

    def _normal(self, step: Step) -> list[Item]:
        """A part of the examination that is normal: never the part the diagnosis is about."""
        ill = table("clinical")["examined"].get(self.stay.main.specialty, "")
        parts = [p for p in ("rest", "chest", "abdomen", "neuro", "limbs") if p != ill]
        return [Item("frame", f"normal_exam.{parts[int(self.r() * len(parts))]}")]

    def _general(self, step: Step) -> list[Item]:
        return (
            []
            if self.stay.groups & {"confusion", "agitation", "seizure"} or self.stay.level < 2
            else [Item("frame", "general")]
        )

    def _surgery(self, step: Step) -> list[Item]:
        return [Item("frame", f"surgery.{self.stay.person.surgery}")]

    def _operation(self, step: Step) -> list[Item]:
        own = {"meniscus_tear": "joint", "disc_hernia": "spine", "cataract": "eye"}
        part = own.get(self.stay.main.id, "bone" if self.stay.main.specialty == "orthopaedics" else "soft")
        return [Item("frame", f"op_step.{part}")]

    def _rhythm(self, step: Step) -> list[Item]:
        return [] if self.stay.groups & {"af_ecg", "rhythm"} else [Item("frame", "ecg")]

    def _social(self, step: Step) -> list[Item]:
        person = self.stay.person
        facts = [
            f"living.{person.living}",
            f"work.{person.work}",
            f"smoking.{person.smoking}",
            f"alcohol.{person.alcohol}",
        ]
        kept = [f for f in facts if self.r() < 0.7] or facts[:1]
        return [Item("frame", f) for f in kept]

    def _allergy(self, step: Step) -> list[Item]:
        return [Item("frame", "allergy.some" if self.stay.person.allergen < 6 else "allergy.none")]

    def _vitals(self, step: Step) -> list[Item]:
        return [Item("frame", "vitals")]

    def _labs(self, step: Step) -> list[Item]:
        return [Item("labs", "lab", content=self.stay.labs[: self._count(step)])]

    def _drugs(self, step: Step) -> list[Item]:
        if step.about == "discharge":
            return [Item("drugs", "discharge", content=self.stay.discharge)]
        home = self.stay.person.home
        return [Item("drugs", "home", content=home[:2] if step.about == "home_short" else home)]

    def _one(self, status: str, pool: str, prescriptions: list[Any]) -> list[Item]:
        if not prescriptions:
            return []
        if self.treated >= len(prescriptions):
            return []
        chosen = prescriptions[self.treated]
        self.treated += 1
        return [Item("drug", pool, content=(status, chosen))]

    def _start(self, step: Step) -> list[Item]:
        return self._one("started", "drug.start", self.stay.started)

    def _stop(self, step: Step) -> list[Item]:
        return self._one("stopped", "drug.stop", self.stay.stopped)

    def _rescue(self, step: Step) -> list[Item]:
        return self._one("given", "drug.given", self.stay.rescue)

    def _given(self, step: Step) -> list[Item]:
        return self._one("given", "drug.given", self.stay.started)


assert set(_IMAGING) <= set(CATEGORIES)
