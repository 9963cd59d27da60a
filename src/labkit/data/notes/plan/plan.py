"""What a note says, section by section, before it is worded: recipes read from ``vocabulary/recipes.toml``."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.facts.setting import tags
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.facts.treatment import ischaemic
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge import safety as safety
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.concepts import CATEGORIES
from labkit.data.notes.knowledge.vocabulary import Concept, named, table
from labkit.data.notes.plan.conduct import Conduct
from labkit.data.notes.plan.items import Item, Statement, Step

_IMAGING = ("cxr", "ct", "us", "mri", "echo", "ecg", "endo")

_SHOWN_BY = {
    "chest_xray": "cxr", "ct_report": "ct", "mri_report": "mri", "ultrasound_report": "us", "endoscopy_report": "endo",
    "echocardiography": "echo", "pathology_report": "path",
}  # fmt: skip
_URGENT = ("urgent.gca", "urgent.af", "urgent.dvt", "urgent.malnutrition")
# What the vital signs show.
_MEASURED = frozenset(("fever", "hypoxia", "tachycardia", "hypotension"))
_REPORTS = tuple(kind for kind in _SHOWN_BY if kind != "pathology_report")
_WORKED_UP = ("discharge_letter", "admission_note", "progress_note", "emergency_note")
_OFFICE = ("family_medicine", "consultation_letter", "referral_letter", "telephone_note", "prescription")


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
def recipe(section: str, kind: str = "") -> tuple[Step, ...]:
    """Steps of a section; a kind of note may have its own, ``plan@icu_note``."""
    known = table("recipes")
    return tuple(_step(line) for line in known.get(f"{section}@{kind}") or known[section])


@cache
def sections_of(kind: str) -> tuple[tuple[tuple[str, float, str], ...], ...]:
    """Blocks of (section, probability, tag that the stay must bear) of a kind of note."""
    return tuple(tuple(_section(s) for s in block) for block in table("kinds")[kind]["sections"])


def _section(line: str) -> tuple[str, float, str]:
    name, chance, need = (*line.split(":"), "", "")[:3]
    return name, float(chance or 1), need


def _register(category: str) -> str:
    """Pool in which a category's findings are worded."""
    if category in _IMAGING:
        return "imaging"
    return category


class Planner(Conduct):
    """Draws a note's content from the stay's facts. No word is chosen here, so a plan serves any language."""

    def __init__(self, stay: Stay, r: Draw) -> None:
        self.stay = stay
        self.tags = tags(stay)
        self.r = r
        self.relation = 0
        self.cursor: dict[str, int] = {}
        self.denied: set[str] = set()
        self.gone: set[str] = set()
        self.treated = 0
        self.resumed = False
        self.halted = 0
        self.section = ""
        self.said: list[Concept] = []
        self.wondered: list[Concept] = []
        self.left_open: set[str] = set()
        self.query: Concept | None = None
        self.raised = False
        self.drinks = False
        self.told: set[str] = set()
        self.asked = False
        self.qualified: dict[str, int] = {}
        self.kind = ""
        self.measured = False
        self.cared = False
        self.worsened = False
        self.usual = False
        self.decided: set[str] = set()
        self.read_signs = False

    def sections(self, kind: str) -> list[tuple[str, list[Item]]]:
        """The note's sections in order, each with its items."""
        planned = []
        self.kind = kind
        self.measured = any(section == "vitals" for block in sections_of(kind) for section, _, _ in block)
        for block in sections_of(kind):
            kept = [
                section
                for section, chance, need in block
                if (chance == 1 or self.r() < chance or self._indispensable(section))
                and (not need or need in self.tags)
            ]
            if len(kept) > 1 and self.r() < 0.35:
                cut = 1 + int(self.r() * (len(kept) - 1))
                kept = kept[cut:] + kept[:cut]
            for section in kept:
                items: list[Item] = []
                self.told = set()
                self.asked = False
                self.section = section
                if section.startswith("conclusion."):  # a report concludes on what it described
                    self.cursor[section.partition(".")[2]] = 0
                for step in recipe(section, kind):
                    if step.chance == 1 or self.r() < step.chance:
                        items.extend(getattr(self, "_" + step.verb)(step))
                if section == "indication" and not self.asked:  # an illness of old is no reason
                    items = [*self._reason(Step("reason", "", 1, 1, 1.0)), *items]
                if items:
                    planned.append((section, items))
        return planned

    def _indispensable(self, section: str) -> bool:
        """Whether the note would let someone go without the treatment: what was given in a vein has its sequel."""
        injected = any(p.route in ("IV", "SC") for p in self.stay.started)
        return section == "discharge_drugs" and injected and bool(self.stay.after)

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

    def _next_present(self, category: str, n: int) -> list[Concept]:
        found = [f for f in self._met(category) if f.id not in self.gone] or self._met(category)
        start = self.cursor.get(category, 0)
        self.cursor[category] = start + n
        chosen = [f for f in found[start : start + n] if f.id not in self.told]
        return chosen or [f for f in found[:1] if f.id not in self.told]

    def _met(self, category: str) -> list[Concept]:
        """What is there when this note is written: at a booked visit, or on a later day, what passed has passed."""
        found = self.stay.present[category]
        if self.kind in ("consultation_letter", "referral_letter") and category in ("sign", "symptom"):
            past = among_patients("events") if category == "symptom" else frozenset()
            return [f for f in found if f.group not in follows.among("passing") or f.id in past]
        if self.kind == "progress_note" and category == "sign" and "shock" not in self.tags:
            left = [f for f in found if f.group not in _MEASURED]  # the treatment has acted
            put_right = follows.among("put_right") if "operated" in self.tags else frozenset()
            return [f for f in left if f.id not in put_right]
        if self.kind == "progress_note" and category == "symptom":
            over = self.stay.main.id in among_patients("recovered")
            settled = frozenset() if "shock" in self.tags else _MEASURED
            return [
                f
                for f in found
                if not over and f.id not in among_patients("events") and f.group not in settled
            ]
        return found

    def _next_absent(self, category: str, n: int) -> list[Concept]:
        asleep = (
            self.kind == "icu_note" and "vent" in self.tags
        )  # nobody finds a sedated patient clear-headed
        hidden = follows.among("asleep") if asleep else frozenset()
        chosen = [f for f in self.stay.absent[category] if f.id not in self.denied | hidden][:n]
        self.denied.update(f.id for f in chosen)
        return chosen

    def _present(self, step: Step) -> list[Item]:
        category = self._category(step.about)
        chosen = self._next_present(category, self._count(step))
        return self._say(chosen, "present", _register(category), "present", None)

    def _absent(self, step: Step) -> list[Item]:
        n = self._count(step)
        if step.about == "condition":
            category = _SHOWN_BY.get(self.kind)
            open_ = {c.id for c in self.wondered} if category is None else set()  # what was left open here
            excluded = [c for c in self.stay.excluded if c.id not in open_]
            excluded = [c for c in excluded if not category or self._excludes(c, category)]
            self.decided.update(c.id for c in excluded[:n])
            return self._say(excluded[:n], "absent", "condition", "absent", "negation")
        category = self._category(step.about)
        return self._say(self._next_absent(category, n), "absent", _register(category), "absent", "negation")

    def _uncertain(self, step: Step) -> list[Item]:
        if step.about == "condition" and self.section in ("assessment", "assessment_short"):
            return self._beside()
        if step.about == "condition":
            n = self.cursor.get("doubt", 0)
            self.cursor["doubt"] = n + 1
            left = [c for c in self.stay.doubted if c.id not in self.decided]  # what a report has answered
            doubted = [c for c in left if self._differs(c, _SHOWN_BY.get(self.kind))][n : n + 1]
            if self.kind == "triage" and "urgent" not in self.tags:  # what is grave does not wait
                doubted = [c for c in doubted if c.id not in among_patients("grave")]
            said = self._say(
                doubted, "uncertain", "condition", "uncertain", "uncertainty", lean=self._other(doubted)
            )
            tested = self.kind in _SHOWN_BY and doubted
            return [*said, Item("frame", f"test.{doubted[0].id}")] if tested else said
        category = self._category(step.about)
        doubted_signs = self.stay.uncertain[category]
        lean = self._lean(_register(category) == "imaging", doubted_signs)
        self.left_open |= {f.id for f in doubted_signs} if lean != "low" else set()
        return self._say(
            doubted_signs, "uncertain", _register(category), "uncertain", "uncertainty", lean=lean
        )

    def _beside(self) -> list[Item]:
        """What stays open beside the diagnosis; where nothing does, what the work-up has ruled out."""
        still = [c for c in self.stay.open if c.id not in self.decided][:1]
        if still:
            said = self._say(
                still, "uncertain", "condition", "uncertain", "uncertainty", lean=self._other(still)
            )
            return [*said, Item("frame", f"test.{still[0].id}")]
        over = self.stay.settled[:1] if self.kind in _WORKED_UP else []
        self.decided.update(c.id for c in over)
        return self._say(over, "absent", "condition", "absent", "negation")

    def _lean(self, low: bool, doubted: Sequence[Concept]) -> str:
        """How far a doubt leans: both languages say it alike, and whoever asks does not say that nothing points to it."""
        asking = self.kind in ("referral_letter", "telephone_note", "prehospital_report", "triage")
        if low and self.section == "imaging":
            return "low"  # what a letter leaves likely would be acted on
        grave = low and any(f.id in among_patients("settled") for f in doubted)
        if (
            self.kind in _REPORTS and low
        ):  # what is not seen is not likely, and what is grave is not left open
            drawn = ("open", "low")[int(self.r() * 2)]
            return "low" if grave else drawn
        drawn = ("open", "high", "low")[int(self.r() * (3 if low and not asking else 2))]
        return "low" if grave else drawn

    def _other(self, doubted: Sequence[Concept]) -> str:
        """How far a second diagnosis leans beside an established one: what was likely would be treated too."""
        asking = self.kind in ("referral_letter", "telephone_note", "prehospital_report", "triage")
        grave = any(c.id in among_patients("grave") for c in doubted)
        if asking or self.kind in _REPORTS:  # an image that shows what it shows does not speak against it
            return "open"
        if grave:
            return "low"
        return ("open", "low")[int(self.r() * 2)]

    def _imageable(self, condition: Concept) -> bool:
        """Whether the image that a report describes can show it; any other note may speak of it."""
        category = _SHOWN_BY.get(self.kind)
        if category is None:
            return True
        inside = {f.id for f in self.stay.imaged(category)}
        return bool(inside & set(getattr(condition, "findings", ())))

    def _contrast(self, step: Step) -> list[Item]:
        category = self._category(step.about)
        if category == "symptom" and self.stay.main.id in among_patients("recovered"):
            return []
        present = self._next_present(category, 1)
        denied_now = [f for f in self.stay.absent[category] if f.id not in self.denied]
        absent = [f for f in denied_now if present and follows.together(f.id, present[0].id)][:1]
        if not absent or not present:
            return []
        self.denied.update(f.id for f in absent)
        self.relation += 2
        denied = Statement(tuple(absent), "absent", cue="negation", relation=self.relation - 1)
        kept = Statement(tuple(present), "present", cue=None, relation=self.relation)
        self.told.add(present[0].id)
        self.said.append(present[0])
        return [Item("say", f"contrast.{_register(category)}", denied, kept)]

    def _notonly(self, step: Step) -> list[Item]:
        found = [f for f in self.stay.present[step.about] if f.id not in self.told]
        found = [f for f in found if f.id not in among_patients("events")]
        found = [] if self.stay.main.id in among_patients("recovered") else found
        found = [*found[:1], *(f for f in found[1:] if follows.together(f.id, found[0].id))]
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
            and self.stay.main.id not in among_patients("recovered")
            and not (self.kind == "progress_note" and ("shock" in self.tags or f.group in _MEASURED))
        ][-1:]
        self.worsened = self.worsened or bool(worse)
        return self._say(worse, "worse", "any", "present", "pseudo")

    def _question(self, step: Step) -> list[Item]:
        self.asked = True
        suspects: list[Concept] = [self.stay.main, *self.stay.doubted]
        if step.about == "condition" and self.kind != "triage":
            suspects = [self.stay.main]  # an image is asked for what it can show
        if self.kind in _OFFICE or self.kind == "prehospital_report":
            suspects = [c for c in suspects if c.id not in among_patients("obvious")]
        elif self.kind in _SHOWN_BY:  # nor for what another examination settles
            suspects = self._answerable(_SHOWN_BY[self.kind])
        if not suspects:
            self.asked = False
            return []
        self.query = suspects[0] if self.kind in _SHOWN_BY else None
        suspects = suspects[:1] if self.kind in _SHOWN_BY else suspects
        return self._say(
            [suspects[int(self.r() * len(suspects))]], "question", "condition", "uncertain", "uncertainty"
        )

    def _answerable(self, category: str) -> list[Concept]:
        """What this examination can be asked: the diagnosis where it shows it, else what it can rule out."""
        known = follows.settles(category)
        if self.stay.main.id in known:
            return [self.stay.main]
        if category == "path":  # a specimen of another organ answers nothing
            return []
        shown = {f.id for f in (*self.stay.present[category], *self.stay.uncertain[category])}
        inside = {f.id for f in self.stay.imaged(category)}
        return [
            c
            for c in self.stay.doubted
            if c.id in known and known[c.id] in inside and known[c.id] not in shown
        ]

    def _keytest(self, step: Step) -> list[Item]:
        """The examination without which the diagnosis is not made, where one is owed."""
        main = self.stay.main.id
        if main == "anaemia":
            own = [test for test in self.stay.labs if test[0]["id"] in ("hb", "ferr")]
            return [Item("labs", "lab", content=own)] if own else []
        return [Item("frame", f"key.{main}")] if main in follows.among("key_test") else []

    def _hypothetical(self, step: Step) -> list[Item]:
        if self.kind == "operative_report" and "ward" in self.tags:  # who stays is watched
            return self._alert(step)
        feared = self.stay.feared[: self._count(step)]
        return self._say(feared, "hypothetical", "any", "uncertain", "hypothesis", temporality="hypothetical")

    def _alert(self, step: Step) -> list[Item]:
        feared = self.stay.feared[: self._count(step)]
        return self._say(feared, "alert", "any", "uncertain", "hypothesis", temporality="hypothetical")

    def _reason(self, step: Step) -> list[Item]:
        self.asked = True
        return self._say(
            (self._met("symptom") or self.stay.present["symptom"])[:1], "reason", "any", "present", None
        )

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
            self.stay.never, "nohistory", "condition", "absent", "negation", temporality="history"
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
        """A stage of the operation, in its order."""
        return [Item("frame", f"op{step.low}.{self.stay.main.id}")]

    def _care(self, step: Step) -> list[Item]:
        """What the condition calls for beyond drugs, once a note."""
        if self.cared:
            return []
        self.cared = True
        again = [Item("frame", "worsened")] if self.worsened and self.kind == "progress_note" else []
        narrow = any(c.id == "aortic_stenosis" for c in self.stay.person.known)
        opinion = (
            narrow and self.stay.main.id in among_patients("urgent_operation") and self.kind != "icu_note"
        )
        return [
            *again,
            Item("frame", f"care.{self.stay.main.id}"),
            *([Item("frame", "cardiac_opinion")] if opinion else []),
        ]

    def _support(self, step: Step) -> list[Item]:
        """Oxygen where the saturation asks for it, fluids where the pressure does."""
        wanted: list[str] = [kind for kind in ("oxygen", "fluids") if kind in self.tags]
        if self.kind == "progress_note" and "shock" not in self.tags:  # the first hours are over
            wanted = ["weaning"] if "oxygen" in self.tags else []
        if self.kind == "icu_note":
            wanted = [kind for kind in wanted if kind == "fluids" and "early" in self.tags]
        if self.kind in ("nursing_note", "nursing_handover") and self.stay.main.id == "dka":
            wanted.append("insulin")
        if self.kind in ("nursing_note", "nursing_handover") and "fever" in self.tags:
            first = self.stay.present["nursing"][:1]
            wanted += [] if any(f.group == "fever" for f in first) else ["fever"]
            self.read_signs = True
        return [Item("frame", f"support.{kind}") for kind in wanted]

    def _recovery(self, step: Step) -> list[Item]:
        """What came and went is said to have gone."""
        return [Item("frame", "recovery")] if self.stay.main.id in among_patients("recovered") else []

    def _fed(self, step: Step) -> list[Item]:
        """What the dietitian does about what this note found, and about the illness that it names."""
        told = {f.id for f in self.said}
        told |= {"malnutrition_s"} if self.stay.main.id == "malnutrition" else set()
        found = [kind for kind in ("texture", "needy") if told & follows.among(kind)]
        found += [kind for kind in ("salt", "sugar") if kind in self.tags]
        return [Item("frame", f"diet.{kind}") for kind in found] or [Item("frame", "diet_plan")]

    def _answer(self, step: Step) -> list[Item]:
        """What the social worker does about what this note found or suspects."""
        known = [f for f in (*self.said, *self.wondered) if "social" in f.categories]
        groups = list(dict.fromkeys([*(f.group for f in known[:3]), *(["alcohol"] if self.drinks else [])]))
        return [Item("frame", f"social.{group}") for group in groups]

    def _suspect(self, step: Step) -> list[Item]:
        """What an ambulance crew thinks of."""
        if self.stay.main.id in among_patients("obvious"):
            return []
        return self._say([self.stay.main], "uncertain", "condition", "uncertain", "uncertainty", lean="high")

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
        self.drinks = "alcohol.daily" in kept
        return [Item("frame", f) for f in kept]

    def _allergy(self, step: Step) -> list[Item]:
        return [Item("frame", "allergy.some" if self.stay.person.allergen < 6 else "allergy.none")]

    def _vitals(self, step: Step) -> list[Item]:
        self.read_signs = True
        return [Item("frame", "vitals")]

    def _labs(self, step: Step) -> list[Item]:
        later = self.kind == "progress_note" and "shock" not in self.tags
        results = self.stay.treated_labs if later else self.stay.labs
        return [Item("labs", "lab", content=results[: self._count(step)])]

    def _drugs(self, step: Step) -> list[Item]:
        if self.kind == "prescription":
            return [Item("drugs", "discharge", content=self._prescribed())]
        if step.about == "discharge":
            return [Item("drugs", "discharge", content=self.stay.discharge)]
        home = self.stay.person.home
        return [Item("drugs", "home", content=home[:2] if step.about == "home_short" else home)]

    def _prescribed(self) -> list[Any]:
        """What the illness calls for; the long-term list where it goes on with it, and not for ten days."""
        new = [p for p in self.stay.after if p.frequency != "cont"]
        if "course" in self.tags and new:
            return new
        return self.stay.discharge or new

    def _one(self, status: str, pool: str, prescriptions: list[Any]) -> list[Item]:
        if self.treated >= len(prescriptions):
            return []
        chosen = prescriptions[self.treated]
        self.treated += 1
        first = safety.loading(self.stay.main.id, chosen.drug.id) if self.kind == "emergency_note" else ""
        if self.kind == "emergency_note" and self.stay.main.id in ("nstemi", "stemi"):
            first = first or together.in_ambulance(self.stay.region, chosen.drug.id)
        chosen = chosen.at(first).every("once") if first else chosen
        if self.kind == "emergency_note" and chosen.frequency == "once" and chosen.route in ("IM", "IV"):
            status, pool = "given", "drug.given"  # an injection is not begun
        at_home = {p.drug.id for p in self.stay.person.home}
        if status == "started" and chosen.drug.id in at_home:
            status, pool = "given", "drug.continue"  # more often than at home
        return [Item("drug", pool, content=(status, chosen))]

    def _begun(self) -> list[Any]:
        """What is prescribed here: nobody starts a drip at the office."""
        if self.kind == "operative_report":
            return self.stay.after_operation
        if "visual" in self.tags and self.kind in _OFFICE:  # sent to hospital for what is given there
            return []
        drip = any(p.route == "IV" for p in self.stay.started)
        return self.stay.after if drip and self.kind in _OFFICE else self.stay.started

    def _start(self, step: Step) -> list[Item]:
        if self.kind == "progress_note":  # it was begun on the first day
            return self._one("given", "drug.continue", self._begun())
        return self._one("started", "drug.start", self._begun())

    def _treat(self, step: Step) -> list[Item]:
        """The whole regimen, as far as it was not told yet."""
        left = len(self._begun()) - self.treated
        items = [item for _ in range(min(left, step.high)) for item in self._start(step)]
        return [*self._usual(), *items, *self._continued()]

    def _usual(self) -> list[Item]:
        """A drug that the illness was treated with before, named with its dose; nothing where there is none."""
        if self.kind == "operative_report" or self.usual:
            return []
        self.usual = True
        own = getattr(self.stay.main, "drugs", ()) if self.stay.main.id in among_patients("flares") else ()
        kept = [p for p in self._going_on(self.stay.person.home) if p.drug.id in own]
        said = {p.drug.id for p in self.stay.continued}
        return [Item("drug", "drug.usual", content=("home", p)) for p in kept if p.drug.id not in said][:1]

    def _continued(self) -> list[Item]:
        """The usual drugs that the illness is treated with, once a note."""
        if self.resumed or self.kind in ("operative_report", "psychiatry_note"):
            return []
        self.resumed = True
        return [
            Item("drug", "drug.continue", content=("home", p)) for p in self._going_on(self.stay.continued)
        ]

    def _going_on(self, taken: list[Any]) -> list[Any]:
        """What of the usual treatment is not suspended."""
        halted = {p.drug.id for p in self.stay.stopped}
        return [p for p in taken if p.drug.id not in halted]

    def _stop(self, step: Step) -> list[Item]:
        """What of the usual treatment the illness suspends: all of it, once a note."""
        left = self.stay.stopped[self.halted :][: step.high]
        self.halted += len(left)
        self.raised = self.raised or bool(left)
        return [Item("drug", "drug.stop", content=("stopped", p)) for p in left]

    def _omitted(self, step: Step) -> list[Item]:
        """A usual drug that the ward forgot: what a pharmacist finds."""
        left = [p for p in self.stay.person.home if p in self.stay.discharge]
        if len(left) < 2:
            return []
        self.raised = True
        return [Item("drug", "drug.omitted", content=("home", left[int(self.stay.u[21] * len(left))]))]

    def _advise(self, step: Step) -> list[Item]:
        """What becomes of the pharmacist's advice, where there was any."""
        return [Item("frame", "pharm_rec")] if self.raised else []

    def _rescue(self, step: Step) -> list[Item]:
        given = {p.drug.id for p in self.stay.rescue}
        if (
            ischaemic(self.stay.main.id, self.stay.person.age) and "aspirin" not in given
        ):  # the crew says why not
            thinners = among_patients("anticoagulants")
            taken = [p for p in self.stay.person.home if p.drug.id in thinners][:1]
            why = [Item("drug", "drug.continue", content=("home", p)) for p in taken]
            return why or [Item("frame", "allergy.some")]
        return self._one("given", "drug.given", self.stay.rescue)

    def _urgent(self, step: Step) -> list[Item]:
        """What a referral cannot leave out: how soon, what was drawn, what was begun."""
        main = self.stay.main.id
        if f"urgent.{main}" not in _URGENT:
            return []
        begun = self.stay.after[:1] if main in ("gca", "af", "dvt") else []
        return [
            Item("frame", f"urgent.{main}"),
            *(Item("drug", "drug.start", content=("started", p)) for p in begun),
        ]

    def _ending(self, step: Step) -> list[Item]:
        """How a prescription ends: for how long, and whether it is renewed."""
        steroid = any(p.drug.id == "prednisone" and float(p.dose) > 20 for p in self._prescribed())
        taper = steroid and self.stay.main.id not in among_patients("brief") | {"asthma"}
        return [Item("frame", "rx_taper" if taper else "rx_end")]

    def _given(self, step: Step) -> list[Item]:
        return self._one("given", "drug.given", self.stay.started)


assert set(_IMAGING) <= set(CATEGORIES)
