"""The facts of one stay, drawn before any word is chosen: two languages, or two sexes, can then tell the same story."""

from datetime import date, timedelta
from random import Random
from typing import Any

from labkit.data.notes.facts import identity
from labkit.data.notes.facts.course import improved, settled
from labkit.data.notes.facts.findings import Findings, imaged
from labkit.data.notes.facts.hypotheses import Hypotheses
from labkit.data.notes.facts.laboratory import results
from labkit.data.notes.facts.person import Person
from labkit.data.notes.facts.treatment import Treatment
from labkit.data.notes.facts.vital_signs import vital_signs
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge import safety
from labkit.data.notes.knowledge.concepts import CATEGORIES, by_category, index_of
from labkit.data.notes.knowledge.vocabulary import Concept, Condition, table

# Places in the lists of durations, by how the illness begins.
_SINCE = {
    "slow": (3, 4, 5, 11, 12, 16, 17),
    "sudden": (6, 7, 8, 9, 13, 15),
    "days": (0, 1, 2, 8, 10, 13, 14),
    "fortnight": (5, 11, 12, 16, 17),
    "months": (18, 19, 20),
}
# Numbers that are the patient's: pack-years, cigarettes, years since the last one, glasses, years in a residence, months with a relative.
_KEPT = ("py_", "cig_", "quit_", "oh_", "ehpad_", "host_")
# What the vital signs show.
MEASURED = frozenset(("fever", "hypoxia", "tachycardia", "hypotension"))


class Stay:
    """One stay's facts: dates, diagnosis, findings present and absent by category, treatments, measures."""

    def __init__(
        self,
        person: Person,
        seed: int,
        number: int,
        letterhead: float,
        main: Condition | None = None,
        admitted: date | None = None,
    ) -> None:
        r = Random(seed).random
        self.person = person
        self.region = person.region
        self.u = [r() for _ in range(61)]
        self.earlier = person.earlier[-1:]
        u_main = r()
        again = [c for c in person.eligible if self._possible(c)] if number else []
        self.main = again[int(u_main * len(again))] if again else person.main
        if main is not None:
            self.main = main
        if self.main.sex and self.main.sex != person.sex:
            self.main = person.main
        person.now = self.main.id
        person.home = [  # nor did whoever comes with it take what it forbids
            p
            for p in person.home
            if not safety.barred(p.drug.id, {self.main.id}, person.age)
            and not (p.drug.id == "sumatriptan" and self.main.id in follows.among("no_triptan"))
        ]
        if self.main.id in ("af", "pe", "dvt"):  # the anticoagulant comes before what it is not taken with
            barred = together.among_patients("nsaids") | together.among_patients("antiplatelets")
            person.home = [p for p in person.home if p.drug.id not in barred]
        self.admitted = admitted or date.fromordinal(person.admitted + 37 * number)
        self.plan = together.plan(self.main.id)
        low, high = self.plan.stay
        self.los = low + int(r() * r() * (high - low + 1))
        low, high = self.plan.acuity
        self.level = low + int(self.u[7] * (high - low + 1))
        slow, sudden = together.among_patients("slow"), together.among_patients("sudden")
        fitting = _SINCE["slow" if self.main.id in slow else "sudden" if self.main.id in sudden else "days"]
        fitting = (6, 9, 9) if self.main.id in together.among_patients("hours") else fitting
        owed = [key for key in ("fortnight", "months") if self.main.id in together.among_patients(key)]
        fitting = _SINCE[owed[0]] if owed else fitting  # as long as the diagnosis supposes
        self.duration = fitting[int(self.u[3] * len(fitting))]
        self._calendar(r)
        self._place(r, letterhead)
        self._course(r)
        self.height, self.weight = person.stature(), person.weigh()
        urgent = self.main.id in together.among_patients("urgent_operation") - {"wrist_fracture"}
        self.asa = safety.physical_status(person.illnesses(), person.age, urgent)

    def _calendar(self, r: identity.Draw) -> None:
        self.dates = {
            "admission": self.admitted,
            "discharge": self.admitted + timedelta(days=self.los),
            "now": self.admitted + timedelta(days=int(r() * (self.los + 1))),
            "care": self.admitted + timedelta(days=self.los + 1),
            "appointment": self.admitted + timedelta(days=self.los + 14 + int(r() * 70)),
            "list": self.admitted - timedelta(days=4 + int(self.u[24] * 70)),
            "earlier": self.person.seen or self.admitted,
            "previous": self.admitted - timedelta(days=20 + int(r() * 700)),
        }
        # A specimen is fixed, embedded and read.
        self.dates["received"] = self.dates["now"] - timedelta(days=3)

    def _place(self, r: identity.Draw, letterhead: float) -> None:
        places = table("places")
        self.hospital = int(r() * len(places["hospitals"][self.region]))
        specialties = list(places["departments"]["fr"])
        specialties = [  # nobody strays into gynaecology, a list that is the same for a man; nor, young, into geriatrics
            s for s in specialties if s != "gynaecology" and (s != "geriatrics" or self.person.age > 69)
        ]  # fmt: skip
        right, other = self.main.specialty, specialties[int(r() * len(specialties))]
        self.department = right if r() < letterhead else other
        self.u_department = r()
        names = identity.surnames(self.region)
        self.doctors = {role: names[int(r() * len(names))] for role in ("referrer", "specialist")}
        self.phones = {role: identity.telephone(r, self.region) for role in ("dept", "pharmacy")}
        self.hospital_address = identity.address(r, self.region)
        self.town = places["towns"][self.region][int(r() * len(places["towns"][self.region]))]

    def _course(self, r: identity.Draw) -> None:
        """What is found, thought, given and measured."""
        person, main = self.person, self.main
        found = Findings(person, main, self.plan, r)
        self.present, self.absent, self.uncertain = found.present, found.absent, found.uncertain
        self.groups = found.groups
        alarmed = {f.id for c in ("symptom", "psych") for f in self.present[c]} & follows.among("alarming")
        blinding = main.id == "gca" and any(f.id == "visual_loss" for f in self.present["symptom"])
        if "hypoxia" in self.groups or alarmed or blinding:
            self.level = min(self.level, 2)
        thought = Hypotheses(person, main, self.groups, self.u, r)
        self.doubted, self.excluded = thought.doubted, thought.excluded
        self.open, self.settled = thought.open, thought.settled
        self.never, self.feared = thought.never, thought.feared
        treated = Treatment(person, main.id, self.plan, self.groups, self.present["symptom"], self.los, r)
        self.started, self.after_operation = treated.started, treated.after_operation
        self.continued, self.stopped = treated.continued, treated.stopped
        self.rescue, self.after, self.discharge = treated.rescue, treated.after, treated.discharge
        self.vitals = self._vitals(r, self.level, self.plan.signs)
        wrong = {"tachycardia"} if self.vitals["hr"] > 99 else set()
        wrong |= {"hypoxia"} if self.vitals["spo2"] < 95 else set()
        wrong |= {"hypotension"} if self.vitals["systolic"] < 100 else set()
        for (
            category
        ) in CATEGORIES:  # what the vital signs show is not denied, nor doubted where it was measured
            self.absent[category] = [f for f in self.absent[category] if f.group not in wrong]
            self.uncertain[category] = [f for f in self.uncertain[category] if f.group not in MEASURED]
        if self.vitals["systolic"] < 90:  # a shock is seen at once
            self.level = 1
        self.labs = results(r, main.id, person.known, self.groups)
        self.treated_vitals, self.treated_labs = settled(self.vitals), improved(self.labs)

    def _possible(self, condition: Condition) -> bool:
        """Whether the patient can come back with it."""
        person = self.person
        had = {c.id for c in (*person.known, *person.past, *person.earlier)}
        supposed = together.implied(condition.id)
        return (
            condition.ages[0] <= person.age <= condition.ages[1]
            and not condition.sex  # else a man would come back with what he had before
            and condition.id not in had
            and not together.rivals(condition.id) & had - {supposed}
            and (not supposed or supposed in had)
            and not (condition.id in ("nstemi", "stemi") and "aspirin" in together.refused(person.allergen))
        )

    def imaging(self) -> str:
        """How the part of the body in question is imaged where a letter says no more than *imaging*."""
        own = self.main.findings
        shown: list[str] = [
            c
            for c in ("ct", "us", "mri")
            if c in self.plan.parts and any(f.id in own for f in self.present[c])
        ] or ["cxr"]
        return shown[int(self.u[11] * len(shown))]

    def imaged(self, category: str) -> tuple[Concept, ...]:
        """Findings that this stay's image of a category can show."""
        return imaged(self.plan, category, by_category()[category])

    def icu_day(self) -> int:
        """Day in intensive care; the first where it is a matter of a day."""
        if self.main.id in together.among_patients("icu_day"):
            return 1
        return self.number("day_1_9", 1, max(1, min(9, self.los)))

    def normal_vitals(self, r: identity.Draw) -> dict[str, Any]:
        """Vital signs of someone in whom no finding disturbs them."""
        self.groups = set()
        return self._vitals(r, 4, frozenset())

    def _vitals(self, r: identity.Draw, level: int, signs: frozenset[str]) -> dict[str, Any]:
        symptoms = self.present["symptom"]
        return vital_signs(r, self.main.id, self.person.age, level, signs, self.groups, symptoms)

    def number(self, name: str, low: int, high: int) -> int:
        """A named whole number of the stay, the same in every note and language."""
        drawn = self.person.share(name) if name.startswith(_KEPT) else self.u[index_of(name)]
        return low + int(drawn * (high - low + 1))
