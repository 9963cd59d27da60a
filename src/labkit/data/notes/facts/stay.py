"""The facts of one stay, drawn before any word is chosen: two languages, or two sexes, can then tell the same story."""

from collections.abc import Sequence
from copy import copy
from datetime import date, timedelta
from random import Random
from typing import Any

from labkit.data.notes.facts import identity as identity
from labkit.data.notes.facts.course import improved, settled
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge import safety as safety
from labkit.data.notes.knowledge.concepts import (
    CATEGORIES,
    by_category,
    chronic,
    deniable,
    differential,
    incidental,
    index_of,
    laboratory,
    past,
    shown_by,
)
from labkit.data.notes.knowledge.vocabulary import Concept, Condition, conditions, drugs, findings, table

_FIRST_DAY = date(2021, 1, 4).toordinal()
_DAYS = 1400


_NEVER = [
    {"azathioprine", "allopurinol"},
    {"levodopa", "metoclopramide"},
    {"levodopa", "haloperidol"},
    {"bisoprolol", "verapamil"},
    {"methotrexate", "cotrimoxazole"},
    *(
        {"lithium", other}
        for other in (
            "hydrochlorothiazide",
            "indapamide",
            "furosemide",
            "ramipril",
            "perindopril",
            "candesartan",
            "lisinopril",
        )
    ),
]
# Places in the lists of durations, by how the illness begins.
_SINCE = {
    "slow": (3, 4, 5, 11, 12, 16, 17),
    "sudden": (6, 7, 8, 9, 13, 15),
    "days": (0, 1, 2, 8, 10, 13, 14),
}


# What a long-term illness leaves abnormal; the others are brought back by its treatment.
_LASTING = {"creat", "urea", "hba1c", "plt", "alb", "inr"}
_REPORTED = ("cxr", "ct", "us", "mri", "echo", "endo", "path")
# Where what makes the diagnosis is never left out.
_CARDINAL = (*_REPORTED, "symptom", "sign")


class Person:
    """A patient: identity and long-term facts, shared by the patient's stays."""

    def __init__(
        self,
        seed: int,
        region: str,
        sex: str | None,
        eligible: Sequence[Condition],
        age: int | None = None,
        born: date | None = None,
    ) -> None:
        r = Random(seed).random
        u_sex, u_age, u_main = r(), r(), r()
        self.region = region
        self.eligible = eligible
        self.main = eligible[int(u_main * len(eligible))]
        self.now = self.main.id  # what brings the patient in this time
        self.sex = self.main.sex or sex or ("F" if u_sex < 0.52 else "M")
        low, high = self.main.ages
        self.age = low + int(u_age * (high - low + 1)) if age is None else age
        self.feminine = int(self.sex == "F")
        u_first = r()
        self.surname = identity.pick(r, identity.surnames(region))
        self.admitted = _FIRST_DAY + int(r() * _DAYS)
        self.born = born or date.fromordinal(self.admitted - int(self.age * 365.2425) - 20 - int(r() * 320))
        self.first = identity.first_name(u_first, region, self.sex, self.born.year)
        self.phone = identity.telephone(r, region)
        self.relative_phone = identity.telephone(r, region)
        self.address = identity.address(r, region)
        self.scheme, self.health = identity.health_number(
            r, region, self.sex, self.born, self.surname, self.first
        )
        self.record = identity.digits(r, ("8######", "######", "P-######", "##-####-#")[int(r() * 4)])
        self.allergen = int(r() * 24)
        self.known = self._long_term(r)
        known = self.known
        candidate, u_year = past()[int(r() * len(past()))], r()
        since = self.age - candidate.ages[0]
        fits = (
            candidate.id != self.main.id
            and candidate not in known
            and since > 3
            and not together.rivals(candidate.id) & {self.main.id, *(c.id for c in known)}
        )
        self.past = [candidate] if fits else []
        self.past_year = date.fromordinal(self.admitted).year - 2 - int(u_year * min(18, max(1, since - 2)))
        inherited = [c for c in chronic(True) if c.id in together.among_patients("heritable")]
        self.family = inherited[int(r() * len(inherited))]
        self.not_family = inherited[int(r() * len(inherited))]
        if self.not_family.id == self.family.id:
            self.not_family = next(c for c in inherited if c.id != self.family.id)
        u_living = r()
        if self.age < 26:
            self.living = ("parents", "parents", "single")[int(u_living * 3)]
        elif self.age < 50:
            self.living = ("single", "spouse", "spouse")[int(u_living * 3)]
        else:
            self.living = ("alone", "spouse", "family", "residence")[
                int(u_living * (4 if self.age > 68 else 3))
            ]
        self.work = "retired" if self.age > 64 else "student" if self.age < 25 else "active"
        self.smoking = ("never", "current", "former")[int(r() * (3 if self.age > 38 else 2))]
        ill = {self.main.id, *(c.id for c in known)}
        if "smoking" in ill:
            self.smoking = "current"
        elif self.smoking == "never" and ill & {"copd", "copd_exac", "lung_cancer"}:
            self.smoking = "former"
        self.alcohol = ("none", "occasional")[int(r() * 2)]
        if ill & {"alcohol", "cirrhosis"}:
            self.alcohol = "daily"
        self.surgery = ("none", "none", "other", "other", "other")[int(r() * 5)] if self.age < 62 else "old"
        flares = together.among_patients("flares")
        if self.surgery == "none" and {c.id for c in self.past} & together.among_patients("operated"):
            self.surgery = "other"
        treated = [c for c in (*known, self.main) if c.chronic and (c in known or c.id in flares)]
        treated.sort(key=lambda c: c.id != "af")  # its anticoagulant comes before what it is not taken with
        self.home = self._prescriptions(r, treated)
        for name in (d for c in self.past for d in follows.prevention(c.id)):
            new = drugs()[name].family not in {p.drug.family for p in self.home}
            if new and self.may_take(name, [p.drug.id for p in self.home]):
                self.home.append(self.suited(Prescription(r, name, True, region), home=True))
        taken = sorted(p.drug.id for p in self.home)
        self.home = [p.as_drug(safety.beside(p.drug.id, taken)) for p in self.home]
        self.jobless = self.work == "active" and r() < 0.12

    def _long_term(self, r: identity.Draw) -> list[Condition]:
        """Illnesses of the patient's age that go together, common ones more often."""
        supposed = together.implied(self.main.id)
        known = [c for c in chronic(True) if c.id == supposed]
        most = 1 if self.age < 40 else 2 if self.age < 65 else 4
        often = table("compatibility")["patients"]["often"].split()
        names = [*often, *(c.id for c in chronic(True))]
        by_id = {c.id: c for c in chronic(True)}
        for _ in range(int(r() * (most + 1)) if self.age < 65 else 1 + int(r() * most)):
            other = by_id[names[int(r() * len(names))]]
            taken = {self.main.id, *(c.id for c in known)}
            if (
                other.id not in taken
                and other.ages[0] <= self.age + 3
                and not together.rivals(other.id) & taken
            ):
                known.append(other)
        return known

    def _prescriptions(self, r: identity.Draw, treated: list[Condition]) -> list["Prescription"]:
        """What those illnesses are treated with, and nothing else."""
        chosen: dict[str, Prescription] = {}
        for condition in treated:
            for name in condition.drugs[:3]:
                if name in together.among_patients("courses") and (
                    condition.id not in together.among_patients("lasting_steroids")
                ):
                    continue
                own = together.in_country(self.region, name)
                if (r() < 0.7 or condition.id == "t1d") and drugs()[own].at_home:
                    made = self.suited(Prescription(r, own, True, self.region), home=True)
                    if not self.may_take(own, [p.drug.id for p in chosen.values()]):
                        continue
                    chosen.setdefault(drugs()[own].family, made)
        if "methotrexate" not in chosen:
            chosen.pop("folic_acid", None)
        return list(chosen.values())[:8]

    def illnesses(self) -> set[str]:
        """Identifiers of what the patient has or had."""
        return {self.main.id, self.now, *(c.id for c in (*self.known, *self.past))}

    def weigh(self) -> int:
        """Weight in kilograms: the same in every stay, but for what the illness makes of it."""
        own, ill = self.born.toordinal(), {self.now, *(c.id for c in self.known)}
        lean, broad = (31, 8) if "obesity" in ill else (15.5, 2.5) if "malnutrition" in ill else (19.5, 9.5)
        return round((lean + broad * (own * 13 % 97) / 97) * (self.stature() / 100) ** 2)

    def stature(self) -> int:
        """Height in centimetres."""
        return 152 + self.born.toordinal() % 22 + (0 if self.feminine else 12)

    def suited(self, made: "Prescription", home: bool = False) -> "Prescription":
        """A prescription in the dose that this patient's age, weight and illnesses allow."""
        ill = self.illnesses()
        dose = safety.ceiling(made.drug.id, made.dose, ill, self.age)
        if made.drug.id == "apixaban" and made.dose != "10" and (home or self.now == "af"):
            dose = safety.whole_or_half(self.age, self.weigh(), ill)
        if made.drug.id == "enoxaparin" and made.frequency == "bid":
            dose = safety.weighed("enoxaparin", self.weigh())
        made = made if dose == made.dose else made.at(dose)
        often = safety.frequency(made.drug.id, made.dose) if home else ""
        return made.every(often) if often and often != made.frequency else made

    def may_take(self, name: str, others: Sequence[str]) -> bool:
        """Whether neither an allergy, nor an illness, nor another drug forbids it."""
        if name in together.refused(self.allergen):
            return False
        ill = self.illnesses()
        if safety.barred(name, ill, self.age) or safety.clash(name, others):
            return False
        if name == "sumatriptan" and (self.age > 64 or ill & follows.among("no_triptan")):
            return False
        if name in together.among_patients("nsaids") and (
            ill & follows.among("no_nsaid")
            or self.age > 74
            or set(others) & together.among_patients("not_with_nsaids")
        ):
            return False
        if name in together.among_patients("not_with_nsaids") and set(others) & together.among_patients(
            "nsaids"
        ):
            return False
        blood, plates = together.among_patients("anticoagulants"), together.among_patients("antiplatelets")
        both = self.now in ("nstemi", "stemi")  # where a clot is treated with both
        blood -= together.among_patients("injected_thinners")  # a prophylaxis goes with an antiplatelet
        if not both and (name in blood and set(others) & plates or name in plates and set(others) & blood):
            return False
        return not any({name, other} in _NEVER for other in others)


class Prescription:
    """A drug with its dose, route and frequency."""

    __slots__ = ("dose", "drug", "frequency", "route")

    def __init__(self, r: identity.Draw, name: str, home: bool = False, region: str = "FR") -> None:
        self.drug = drugs()[name]
        routes = self.drug.at_home if home else self.drug.routes
        own = together.dose_in(region, name)
        self.dose = self.drug.doses[int(r() * len(self.drug.doses))]
        self.dose = own or self.dose
        if home:
            self.dose = table("compatibility")["patients"]["home"].get(name, self.dose)
        self.dose = together.sold_in(region, name, self.dose)
        self.route = routes[int(r() * len(routes))]
        self.frequency = self.drug.frequencies[int(r() * len(self.drug.frequencies))]

    def at(self, dose: str) -> "Prescription":
        """The same drug in another dose."""
        other = copy(self)
        other.dose = dose
        return other

    def every(self, frequency: str) -> "Prescription":
        """The same dose at another frequency."""
        other = copy(self)
        other.frequency = frequency
        return other

    def as_drug(self, name: str) -> "Prescription":
        """Another drug in the same dose."""
        if name == self.drug.id:
            return self
        other = copy(self)
        other.drug = drugs()[name]
        return other

    def by_tube(self) -> "Prescription":
        """What is swallowed, given through a tube to whoever cannot swallow."""
        other = copy(self)
        other.route = "NG" if self.route == "PO" else self.route
        return other

    @classmethod
    def of(cls, r: identity.Draw, dose: together.Dose, region: str) -> "Prescription":
        """A regimen's line, as the country has it."""
        name = together.in_country(region, dose.drug)
        made = cls(r, name, False, region)
        if name == dose.drug:
            made.dose = together.sold_in(region, name, together.dose_in(region, name) or dose.dose)
            made.route, made.frequency = dose.route, dose.frequency
        elif dose.route in made.drug.routes:
            made.route = dose.route
        return made


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
        u_main = r()
        if number and person.main.id in together.among_patients("flares") and person.main not in person.known:
            person.known = [*person.known, person.main]  # it goes on, whatever brings the patient back
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
        self.duration = fitting[int(self.u[3] * len(fitting))]
        self.dates = {
            "admission": self.admitted,
            "discharge": self.admitted + timedelta(days=self.los),
            "now": self.admitted + timedelta(days=int(r() * (self.los + 1))),
            "care": self.admitted + timedelta(days=self.los + 1),
            "appointment": self.admitted + timedelta(days=self.los + 14 + int(r() * 70)),
            "list": self.admitted - timedelta(days=4 + int(self.u[24] * 70)),
            "previous": self.admitted - timedelta(days=20 + int(r() * 700)),
        }
        self.dates["received"] = self.dates["now"] - timedelta(
            days=3
        )  # a specimen is fixed, embedded and read
        places = table("places")
        self.hospital = int(r() * len(places["hospitals"][self.region]))
        specialties = list(places["departments"]["fr"])
        specialties = [  # nobody strays into gynaecology, a list that is the same for a man; nor, young, into geriatrics
            s for s in specialties if s != "gynaecology" and (s != "geriatrics" or person.age > 69)
        ]  # fmt: skip
        right, other = self.main.specialty, specialties[int(r() * len(specialties))]
        self.department = right if r() < letterhead else other
        self.u_department = r()
        names = identity.surnames(self.region)
        self.doctors = {role: names[int(r() * len(names))] for role in ("referrer", "specialist")}
        self.phones = {role: identity.telephone(r, self.region) for role in ("dept", "pharmacy")}
        self.hospital_address = identity.address(r, self.region)
        self.town = places["towns"][self.region][int(r() * len(places["towns"][self.region]))]
        self._findings(r)
        alarmed = {f.id for c in ("symptom", "psych") for f in self.present[c]} & follows.among("alarming")
        blinding = self.main.id == "gca" and any(f.id == "visual_loss" for f in self.present["symptom"])
        if "hypoxia" in self.groups or alarmed or blinding:
            self.level = min(self.level, 2)
        self._hypotheses(r)
        self._treatments(r)
        self.vitals = self._vitals(r)
        wrong = {"tachycardia"} if self.vitals["hr"] > 99 else set()
        wrong |= {"hypoxia"} if self.vitals["spo2"] < 95 else set()
        wrong |= {"hypotension"} if self.vitals["systolic"] < 100 else set()
        for told in (self.absent, self.uncertain):  # what the vital signs show is not denied
            for category in CATEGORIES:
                told[category] = [f for f in told[category] if f.group not in wrong]
        for category in CATEGORIES:  # nor doubted, where it was measured
            measured = ("fever", "hypoxia", "tachycardia", "hypotension")
            self.uncertain[category] = [f for f in self.uncertain[category] if f.group not in measured]
        if self.vitals["systolic"] < 90:  # a shock is seen at once
            self.level = 1
        self.labs = self._labs(r)
        self.treated_vitals, self.treated_labs = settled(self.vitals), improved(self.labs)
        self.height, self.weight = person.stature(), person.weigh()
        urgent = self.main.id in together.among_patients("urgent_operation") - {"wrist_fracture"}
        self.asa = safety.physical_status(person.illnesses(), person.age, urgent)

    def _possible(self, condition: Condition) -> bool:
        """Whether the patient can come back with it."""
        person = self.person
        had = {c.id for c in (*person.known, *person.past)}
        supposed = together.implied(condition.id)
        return (
            condition.ages[0] <= person.age <= condition.ages[1]
            and condition.id not in had
            and not together.rivals(condition.id) & had - {supposed}
            and (not supposed or supposed in had)
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

    def _findings(self, r: identity.Draw) -> None:
        shown = {c: self._imaged(c, found) for c, found in shown_by(self.main.id).items()}
        self.present: dict[str, list[Concept]] = {}
        self.absent: dict[str, list[Concept]] = {}
        self.uncertain: dict[str, list[Concept]] = {}
        groups: set[str] = set()
        self.nauseated = False
        for category in CATEGORIES:
            kept = [f for f in shown[category] if r() < 0.8] or list(shown[category][:1])
            gone = category == "sign" and self.main.id in together.among_patients("recovered")
            first = next((f for f in shown[category] if f.group != "fever"), None) or next(
                iter(shown[category]), None
            )
            if first is not None and category in _CARDINAL and not gone and first not in kept:
                kept.insert(0, first)
            kept = [] if gone else kept
            if category == "sign":  # what tells the illness apart comes before the fever
                kept.sort(key=lambda f: f.group == "fever")
            if category == "nutrition":
                kept.sort(key=lambda f: f.id not in follows.among("texture"))
            cardinal = category == "symptom" and self.main.id in together.among_patients("cardinal")
            if len(kept) > 1 and r() < 0.4 and category not in (*_REPORTED, "sign") and not cardinal:
                kept.insert(0, kept.pop(1))
            met = r() < 0.3
            if category != "sign" and (not kept or (met and category != "symptom" and len(kept) < 2)):
                chance, place = self._chance(category), r()
                extra = chance[int(place * len(chance))] if chance else None
                if extra is not None and extra not in kept:
                    kept.append(extra)
            kept = self._once_each(kept)
            kept += [g for f in kept for g in self._inseparable(f, category) if g not in kept]
            self.present[category] = kept
            groups.update(g for f in kept for g in together.alike(f.group))
            if any(f.group == "rvstrain" for f in kept):
                groups.add("pht")
            if any(f.id == "haematemesis" for f in kept):
                groups.add("vomiting")
            if "vomiting" in groups:  # nobody vomits without nausea
                self.nauseated = True
        self.groups = groups
        lasting = {f for c in self.person.known for f in follows.lasting(c.id)}
        for category in CATEGORIES:
            pool = self._imaged(category, deniable(self.main.id, category))
            if category in together.PARTS:
                pool = self._imaged(category, by_category()[category])
            if category == "mri":  # nobody speaks of contrast where none was given
                pool = tuple(f for f in pool if f.id != "mri_enhancement")
            if category in ("social", "function") and (person := self.person).age > 64:
                needy = self.main.id in follows.among("needing_help") or person.living in (
                    "family",
                    "residence",
                )
                pool = tuple(f for f in pool if f.id != "autonomy_loss" or not needy)
            if category == "path" and together.sampled(self.main.id):
                pool = tuple(findings()[name] for name in together.sampled(self.main.id))
            if category == "function" and follows.unimpaired(self.main.id):
                pool = tuple(findings()[f] for f in follows.unimpaired(self.main.id))
            denied: list[Concept] = []
            pool = tuple(f for f in pool if f.id not in lasting) or pool
            if category == "social":
                pool = tuple(f for f in pool if self._lives_with(f.id))
            size = len(pool)
            start, step = int(r() * size), 1 + int(r() * max(1, size - 1))
            seen: set[str] = set(groups) | ({"nausea"} if self.nauseated else set())
            seen.update(
                findings()[name].group
                for found in self.present.values()
                for f in found
                for name in follows.undenied(f.id)
            )
            if seen & follows.among("painful"):
                seen.add(findings()["pain_s"].group)
            for k in range(size):
                finding = pool[(start + k * step) % size]
                if finding.group not in seen:
                    seen.update(together.alike(finding.group))
                    denied.append(finding)
                    if len(denied) == 8:
                        break
            if category == "sign":
                denied = self._looked_for(denied, lasting)
            vague = together.among_patients("vague")
            doubt = (
                [f for f in denied if category != "symptom" or f.id in vague][-1:] if len(denied) > 4 else []
            )
            self.uncertain[category] = doubt
            self.absent[category] = [f for f in denied if f not in doubt]
        doubted = {f.group for found in self.uncertain.values() for f in found}
        for category in CATEGORIES:
            self.absent[category] = [f for f in self.absent[category] if f.group not in doubted]

    def _inseparable(self, finding: Concept, category: str) -> list[Concept]:
        """What a finding of this category is never without."""
        also = (findings()[name] for name in follows.inseparable(finding.id))
        return [f for f in also if category in f.categories]

    def _once_each(self, kept: list[Concept]) -> list[Concept]:
        """What is there, each thing under one name; no *pain* beside the pain that has its place."""
        located = any(f.group in follows.among("painful") and f.id != "pain_s" for f in kept)
        told: set[str] = set()
        once = []
        outdone = follows.outdone(frozenset(f.id for f in kept))
        for f in (f for f in kept if f.id not in outdone):
            if not together.alike(f.group) - {f.group} & told and not (located and f.id == "pain_s"):
                once.append(f)
                told.add(f.group)
        return once

    def _looked_for(self, denied: list[Concept], lasting: set[str]) -> list[Concept]:
        """Signs that are not there, those that one looks for in this illness first; not what a known illness leaves."""
        looked = [findings()[f] for f in follows.looked_for(self.main.id)]
        looked = [f for f in looked if f.group not in self.groups and f.id not in lasting]
        return [*looked, *(f for f in denied if f not in looked)][:8]

    def imaged(self, category: str) -> tuple[Concept, ...]:
        """Findings that this stay's image of a category can show."""
        return self._imaged(category, by_category()[category])

    def _imaged(self, category: str, found: tuple[Concept, ...]) -> tuple[Concept, ...]:
        """Those of the part of the body that is imaged, or of the organ that is sampled."""
        if category not in together.PARTS:
            return found
        inside = together.shown_in(self.plan.parts.get(category, together.PARTS[category]))
        return tuple(f for f in found if f.id in inside)

    def _chance(self, category: str) -> tuple[Concept, ...]:
        if category == "ecg":
            met: tuple[str, ...] = tuple(together.among_patients("chance_ecg"))
        elif category == "path":
            met = tuple(table("compatibility")["by_chance"].get(self.main.id, "").split())
        elif category in together.PARTS:
            met = together.by_chance(self.plan.parts.get(category, together.PARTS[category]))
        else:
            met = tuple(f.id for f in incidental(category))
        if category == "function" and (self.person.age < 70 or self.main.id not in follows.among("frail")):
            return ()
        if category == "nursing" and self.person.age < 65:
            met = tuple(f for f in met if f not in follows.among("bedridden"))
        if category == "social":
            met = tuple(f for f in met if self._lives_with(f))
        aged = together.among_patients("age_related") if self.person.age < 60 else frozenset()
        return tuple(
            findings()[f] for f in sorted(met) if category in findings()[f].categories and f not in aged
        )

    def _lives_with(self, finding: str) -> bool:
        """Whether someone of this age and home can have the trouble: who looks after nobody tires nobody."""
        person = self.person
        if finding in ("caregiver", "autonomy_loss"):
            return person.age > 64 and (finding != "caregiver" or person.living in ("spouse", "family"))
        if finding == "isolation":
            return person.living in ("alone", "single", "residence")
        if finding == "housing":
            return person.living != "residence" and person.age < 75
        return finding != "adherence" or bool(person.home)

    def _hypotheses(self, r: identity.Draw) -> None:
        person = self.person
        taken = {self.main.id, *(c.id for c in person.known), *(c.id for c in person.past)}
        near = [c for c in differential(self.main.id) if c.id not in taken]
        near = [c for c in near if c.ages[0] - 8 <= person.age <= c.ages[1] + 8]
        start = int(r() * len(near)) if near else 0
        turned = near[start:] + near[:start]
        self.doubted, self.excluded = turned[:3], turned[3:6]
        open_ = [conditions()[c] for c in follows.beside(self.main.id) if c not in taken]
        open_ = [c for c in open_ if c.ages[0] - 8 <= person.age <= c.ages[1] + 8]
        start = int(self.u[20] * len(open_))
        self.open = open_[start:] + open_[:start]
        barred = {*follows.beside(self.main.id), *together.among_patients("unnamed")}
        self.settled = [  # nobody rules out what the patient shows
            c
            for c in self.doubted
            if c.id not in barred and not any(findings()[f].group in self.groups for f in c.findings[:1])
        ]
        asked = [conditions()[c] for c in follows.not_had(self.main.specialty)]
        asked = [c for c in asked if c.id not in taken and c.ages[0] <= person.age]
        self.never = asked[int(self.u[22] * len(asked)) :][:1]
        feared = follows.warned(self.main.id) or together.worth_fearing(self.main.specialty)
        known = [findings()[f] for f in feared]
        operated = self.main.id in together.among_patients("operated")
        warnings = [w for w in known if operated or w.id != "wound_discharge"]
        warnings = [w for w in warnings if w.group not in self.groups] or warnings[:1]
        start = int(r() * len(warnings))
        self.feared = (warnings[start:] + warnings[:start])[:4]

    def _treatments(self, r: identity.Draw) -> None:
        person = self.person
        complaints = frozenset(f.id for f in self.present["symptom"])
        regimens = together.regimen_if(self.main.id, complaints)
        regimens = regimens or together.regimens_in(self.region, self.main.id) or self.plan.regimens or ()
        held = follows.held(self.main.id) | {
            p.drug.id for p in person.home if safety.unfit(p.drug.id, self.groups)
        }
        anew = {d.drug for regimen in regimens for d in (*regimen.given, *regimen.after)} & {"paracetamol"}
        person.home = [
            p for p in person.home if p.drug.id not in anew
        ]  # never twice, nor by mouth and in a vein
        usual = [p.drug.id for p in person.home if p.drug.id not in held]
        turn = int(r() * max(1, len(regimens)))
        chosen = min(
            (*regimens[turn:], *regimens[:turn]),
            key=lambda one: self._refused(one.given, usual),
            default=None,
        )
        given = chosen.given if chosen else ()
        self.started = self._allowed(r, given, usual)
        shield = safety.prophylaxis(self.main.id, person.illnesses()) if self.los > 1 else None
        thinners = together.among_patients("anticoagulants")
        if shield and not thinners & {*usual, *(p.drug.id for p in self.started)}:
            self.started += self._allowed(r, (shield,), usual)
        self.after_operation = self._allowed(r, safety.after_operation(self.main.id), usual) or self.started
        wanted = {drugs()[together.in_country(self.region, d.drug)].family for d in given}
        begun = {p.drug.family for p in self.started}
        self.continued = [p for p in person.home if p.drug.id in usual and p.drug.family in wanted - begun]
        self.rescue = self._rescue()
        new = {p.drug.id for p in self.started}
        self.stopped = [p for p in person.home if p.drug.id in held - new][:6]
        self.after = after = self._allowed(
            r, chosen.after if chosen else (), [p.drug.id for p in person.home]
        )
        last = {p.drug.family for p in after}
        thinned = {p.drug.id for p in after} & thinners
        blood = together.among_patients("antiplatelets") | thinners
        self.discharge = [
            p
            for p in person.home
            if p not in self.stopped and p.drug.family not in last and not (thinned and p.drug.id in blood)
        ] + [p for p in after if p.frequency not in ("once", "cont")]

    def _refused(self, doses: tuple[together.Dose, ...], usual: list[str]) -> int:
        """How many lines of a regimen this patient may not be given; an anti-inflammatory has its substitute."""
        fixed = Random(0).random
        made = [Prescription.of(fixed, dose, self.region).drug.id for dose in doses]
        refused = together.refused(self.person.allergen)
        lost = [
            name
            for name in made
            if name in refused
            or safety.unfit(name, self.groups)
            or not self.person.may_take(name, [*(o for o in made if o != name), *usual])
        ]
        return len(lost)

    def _rescue(self) -> list["Prescription"]:
        """What an ambulance gives at once: nothing by mouth to whoever vomits, nothing for a pain that is not there."""
        in_pain = follows.among("painful") | {"fever"}
        wanted = [p for p in self.started if p.drug.id in table("clinical")["rescue"].split()]
        wanted = [p for p in wanted if p.drug.id != "aspirin"]  # before a brain was imaged
        infarct = (
            self.main.id in ("stemi", "nstemi") or self.main.id == "chest_pain_nos" and self.person.age > 34
        )
        usual = {p.drug.id for p in self.person.home}
        thinned = self.main.id == "chest_pain_nos" and usual & together.among_patients("anticoagulants")
        if infarct and not thinned and "aspirin" not in together.refused(self.person.allergen):
            wanted = [
                Prescription.of(Random(0).random, together.Dose("aspirin", "", "PO", "once"), self.region)
            ]
        if self.main.id in ("asthma", "copd_exac"):  # whoever has an inhaler at home is given it all the same
            wanted = [
                Prescription.of(Random(0).random, together.Dose("salbutamol", "", "INH", "once"), self.region)
            ]
        given = []
        for p in wanted[:1]:
            unsuited = self.main.id == "chest_pain_nos" or not self.groups & in_pain
            if p.drug.id == "paracetamol" and unsuited:
                continue
            if p.drug.id == "paracetamol" and p.route == "PO" and "vomiting" in self.groups:
                continue
            given.append(p.at(together.in_ambulance(self.region, p.drug.id) or p.dose))
        return given

    def ischaemic(self) -> bool:
        """Whether an ambulance takes it for a heart attack."""
        return (
            self.main.id in ("stemi", "nstemi") or self.main.id == "chest_pain_nos" and self.person.age > 34
        )

    def icu_day(self) -> int:
        """Day in intensive care; the first where it is a matter of a day."""
        if self.main.id in together.among_patients("icu_day"):
            return 1
        return self.number("day_1_9", 1, max(1, min(9, self.los)))

    def _allowed(
        self, r: identity.Draw, doses: tuple[together.Dose, ...], usual: list[str]
    ) -> list["Prescription"]:
        """A regimen's lines that this patient may take; paracetamol where an anti-inflammatory may not be."""
        taken: dict[str, Prescription] = {}
        kept = {drugs()[name].family for name in table("compatibility")["patients"]["kept"].split()}
        for dose in doses:
            made = Prescription.of(r, dose, self.region)
            spared = together.spared(made.drug.id)
            if spared is not None and not self.person.may_take(made.drug.id, ()):
                made = Prescription.of(r, spared, self.region)
            made = self.person.suited(made)
            if safety.unfit(made.drug.id, self.groups):
                continue
            if made.drug.id in usual and made.route != "IV" and made.drug.id not in safety.given_again():
                continue  # not started: taken already
            if made.drug.family in kept and any(drugs()[u].family == made.drug.family for u in usual):
                continue  # already taken at home
            others = [
                *(p.drug.id for p in taken.values()),
                *(u for u in usual if drugs()[u].family != made.drug.family),
            ]
            if self.person.may_take(made.drug.id, others):
                taken.setdefault(made.drug.family, made)
            elif made.drug.id in together.among_patients("nsaids") and "paracetamol" not in usual:
                instead = Prescription.of(r, together.Dose("paracetamol", "1000", "PO", "q6h"), self.region)
                taken.setdefault("paracetamol", self.person.suited(instead))
        return list(taken.values())

    def normal_vitals(self, r: identity.Draw) -> dict[str, Any]:
        """Vital signs of someone in whom no finding disturbs them."""
        self.groups = set()
        return self._vitals(r, 4, frozenset())

    def _vitals(
        self, r: identity.Draw, level: int | None = None, signs: frozenset[str] | None = None
    ) -> dict[str, Any]:
        """Vital signs of what is found and of how grave it is."""
        has = self.groups.__contains__
        level = self.level if level is None else level
        signs = self.plan.signs if signs is None else signs
        shock = "shock" in signs or has("hypotension")
        ill = min(level, 4)
        low, high = {1: (96, 124), 2: (82, 112), 3: (74, 98), 4: (60, 88)}[ill]
        if has("tachycardia") or "fast" in signs or shock or "bleeding" in signs:
            low, high = 104, 134
        elif has("bradycardia"):
            low, high = 42, 52
        if self.main.id == "hyperthyroid":  # who goes home from the office
            low, high = 98, 116
        elif has("fever"):
            low, high = max(low, 84), max(high, 108)
        hr = low + int(r() * (high - low))
        if not has("tachycardia") and not signs & {"fast", "shock", "bleeding", "hypoxic", "breathless"}:
            hr = min(hr, 99)
        high = 158 if self.person.age > 39 else 138
        low, high = (76, 92) if shock else (94, 108) if "bleeding" in signs else (112, high)
        systolic = low + int(r() * (high - low))
        breath = has("dyspnoea") or has("hypoxia") or signs & {"hypoxic", "breathless"}
        lungs = breath and self.main.id not in follows.among("airless")
        low, high = (
            (24, 34)
            if breath and level < 3
            else (20, 26)
            if breath or shock
            else (16, 21)
            if level < 4
            else (12, 17)
        )
        rr = low + int(r() * (high - low))
        hypoxic = has("hypoxia") or ("hypoxic" in signs and level < 3)
        if level == 1 and hypoxic and not shock:  # what is triaged first looks it
            rr = 30 + rr % 8
        if self.main.id == "dka":  # who is acidotic breathes deeply and fast
            rr = 24 + rr % 9
        saturation = 85 + int(r() * 7) if hypoxic else 93 + int(r() * 4) if lungs else 96 + int(r() * 4)
        if level == 1 and hypoxic and not shock:
            saturation -= 4
        hurts = has("pain") or "pain" in signs or bool(self.groups & follows.among("painful"))
        pain = 4 + int(r() * (5 if level < 4 else 2)) if hurts else 1 + int(r() * 3)
        if any(f.id == "thunderclap" for f in self.present["symptom"]):  # the worst of a life
            pain = 8 + pain % 3
        return {
            "systolic": systolic,
            "diastolic": int(systolic * (0.52 + 0.12 * r())),
            "hr": hr,
            "rr": rr,
            "temp": (381 + int(r() * 14) if has("fever") else 363 + int(r() * 11)) / 10,
            "spo2": saturation,
            "pain": pain,
        }

    def _labs(self, r: identity.Draw) -> list[tuple[dict[str, str], float]]:
        tests = laboratory()
        own = {self.main.id, *(c.id for c in self.person.known)}
        core = [t for t in tests if t["id"] in together.among_patients("core_labs")]
        start, step = int(r() * len(core)), (2, 4, 5)[int(r() * 3)]
        ordered = [core[(start + k * step) % len(core)] for k in range(len(core))]
        wanted = [t for t in tests if self.main.id in t["conditions"].split()][:4]
        chosen = list({t["id"]: t for t in wanted + ordered}.values())[:7]
        results = []
        for test in chosen:
            ill = set(test["conditions"].split())
            off = self.main.id in ill or bool(own & ill and test["id"] in _LASTING)
            low, high = (test["abnormal_low"], test["abnormal_high"]) if off else (test["low"], test["high"])
            if test["id"] == "glu" and own & ill and self.main.id not in ill:  # known and treated
                low, high = "7.2", "11.8"
            if test["id"] == "glu" and self.main.id == "hypoglycaemia":
                low, high = "1.4", "2.8"
            low, high = follows.ranged(self.main.id, test["id"]) or (low, high)
            if test["id"] == "tropo" and self.main.id == "pe":  # the right heart's
                low, high = ("38", "240") if "rvstrain" in self.groups else ("4", "13")
            if test["id"] == "bili" and self.main.id == "cholecystitis":  # as the eyes show
                low, high = ("58", "132") if "jaundice" in self.groups else ("9", "28")
            results.append((test, float(low) + r() * (float(high) - float(low))))
        return results

    def number(self, name: str, low: int, high: int) -> int:
        """A named whole number of the stay, the same in every note and language."""
        return low + int(self.u[index_of(name)] * (high - low + 1))
