"""The facts of one stay, drawn before any word is chosen: two languages, or two sexes, can then tell the same story."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from labkit.data.notes import _identity as identity
from labkit.data.notes._concepts import (
    CATEGORIES,
    chronic,
    deniable,
    differential,
    incidental,
    index_of,
    laboratory,
    past,
    shown_by,
)
from labkit.data.notes._vocabulary import Concept, Condition, drugs, findings, table

_FIRST_DAY = date(2021, 1, 4).toordinal()
_DAYS = 1400


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
        self.sex = self.main.sex or sex or ("F" if u_sex < 0.52 else "M")
        low, high = self.main.ages
        self.age = low + int(u_age * (high - low + 1)) if age is None else age
        self.feminine = int(self.sex == "F")
        self.first = identity.pick(r, identity.first_names(region, self.sex))
        self.surname = identity.pick(r, identity.surnames(region))
        self.admitted = _FIRST_DAY + int(r() * _DAYS)
        self.born = born or date.fromordinal(self.admitted - int(self.age * 365.2425) - 20 - int(r() * 320))
        self.phone = identity.telephone(r, region)
        self.relative_phone = identity.telephone(r, region)
        self.address = identity.address(r, region)
        self.scheme, self.health = identity.health_number(
            r, region, self.sex, self.born, self.surname, self.first
        )
        self.record = identity.digits(r, ("8######", "######", "P-######", "##-####-#")[int(r() * 4)])
        known: list[Condition] = []
        for _ in range(1 + int(r() * 4)):
            other = chronic(True)[int(r() * len(chronic(True)))]
            if other.id != self.main.id and other not in known and other.ages[0] <= self.age + 3:
                known.append(other)
        self.known = known
        candidate, u_year = past()[int(r() * len(past()))], r()
        since = self.age - candidate.ages[0]
        fits = candidate.id != self.main.id and candidate not in known and since > 3
        self.past = [candidate] if fits else []
        self.past_year = date.fromordinal(self.admitted).year - 2 - int(u_year * min(18, max(1, since - 2)))
        self.family = chronic(True)[int(r() * len(chronic(True)))]
        self.not_family = chronic(True)[int(r() * len(chronic(True)))]
        taken = {self.main.id, self.family.id, *(c.id for c in known), *(c.id for c in self.past)}
        if self.not_family.id == self.family.id:
            self.not_family = next(c for c in chronic(True) if c.id != self.family.id)
        self.never = next(
            c for c in (past()[(int(r() * len(past())) + k) % len(past())] for k in range(len(past())))
            if c.id not in taken
        )  # fmt: skip
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
        self.alcohol = ("none", "occasional", "daily")[int(r() * 3)]
        self.allergen = int(r() * 24)
        self.home = self._prescriptions(r, [c for c in (*known, self.main) if c.chronic])

    @staticmethod
    def _prescriptions(r: identity.Draw, treated: list[Condition]) -> list["Prescription"]:
        chosen: dict[str, Prescription] = {}
        for condition in treated:
            for name in condition.drugs[:3]:
                if r() < 0.6 and drugs()[name].at_home:
                    chosen.setdefault(drugs()[name].family, Prescription(r, name, home=True))
        everything = list(drugs())
        while r() < 0.45 or not chosen:
            name = everything[int(r() * len(everything))]
            if drugs()[name].at_home:
                chosen.setdefault(drugs()[name].family, Prescription(r, name, home=True))
        return list(chosen.values())[:8]


class Prescription:
    """A drug with its dose, route and frequency."""

    __slots__ = ("dose", "drug", "frequency", "route")

    def __init__(self, r: identity.Draw, name: str, home: bool = False) -> None:
        self.drug = drugs()[name]
        routes = self.drug.at_home if home else self.drug.routes
        self.dose = self.drug.doses[int(r() * len(self.drug.doses))]
        self.route = routes[int(r() * len(routes))]
        self.frequency = self.drug.frequencies[int(r() * len(self.drug.frequencies))]


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
        again = [c for c in person.eligible if c.ages[0] <= person.age <= c.ages[1]] if number else []
        self.main = again[int(u_main * len(again))] if again else person.main
        if main is not None:
            self.main = main
        if self.main.sex and self.main.sex != person.sex:
            self.main = person.main
        self.admitted = admitted or date.fromordinal(person.admitted + 37 * number)
        self.los = 1 + int(r() * r() * 18)
        self.dates = {
            "admission": self.admitted,
            "discharge": self.admitted + timedelta(days=self.los),
            "now": self.admitted + timedelta(days=int(r() * (self.los + 1))),
            "appointment": self.admitted + timedelta(days=self.los + 14 + int(r() * 70)),
            "previous": self.admitted - timedelta(days=20 + int(r() * 700)),
        }
        places = table("places")
        self.hospital = int(r() * len(places["hospitals"][self.region]))
        specialties = list(places["departments"]["fr"])
        right, other = self.main.specialty, specialties[int(r() * len(specialties))]
        self.department = right if r() < letterhead else other
        self.u_department = r()
        names = identity.surnames(self.region)
        self.doctors = {role: names[int(r() * len(names))] for role in ("referrer", "specialist")}
        self.phones = {role: identity.telephone(r, self.region) for role in ("dept", "pharmacy")}
        self.hospital_address = identity.address(r, self.region)
        self.town = places["towns"][self.region][int(r() * len(places["towns"][self.region]))]
        self._findings(r)
        self._hypotheses(r)
        self._treatments(r)
        self.vitals = self._vitals(r)
        self.labs = self._labs(r)
        self.weight, self.height = 48 + int(r() * 55), 152 + int(r() * 38)

    def _findings(self, r: identity.Draw) -> None:
        shown = shown_by(self.main.id)
        self.present: dict[str, list[Concept]] = {}
        self.absent: dict[str, list[Concept]] = {}
        self.uncertain: dict[str, list[Concept]] = {}
        groups: set[str] = set()
        for category in CATEGORIES:
            kept = [f for f in shown[category] if r() < 0.8] or list(shown[category][:1])
            if len(kept) > 1 and r() < 0.5:
                kept.insert(0, kept.pop(1))
            if len(kept) < 2 and (not kept or r() < 0.3):
                chance = incidental(category)
                extra = chance[int(r() * len(chance))]
                if extra not in kept:
                    kept.append(extra)
            self.present[category] = kept
            groups.update(f.group for f in kept)
        self.groups = groups
        for category in CATEGORIES:
            pool, denied = deniable(self.main.id, category), []
            size = len(pool)
            start, step = int(r() * size), 1 + int(r() * max(1, size - 1))
            seen: set[str] = set(groups)
            for k in range(size):
                finding = pool[(start + k * step) % size]
                if finding.group not in seen:
                    seen.add(finding.group)
                    denied.append(finding)
                    if len(denied) == 8:
                        break
            doubt = denied[-1:] if len(denied) > 4 else []
            self.uncertain[category] = doubt
            self.absent[category] = denied[:-1] if doubt else denied
        doubted = {f.group for found in self.uncertain.values() for f in found}
        for category in CATEGORIES:
            self.absent[category] = [f for f in self.absent[category] if f.group not in doubted]

    def _hypotheses(self, r: identity.Draw) -> None:
        person = self.person
        taken = {self.main.id, *(c.id for c in person.known), *(c.id for c in person.past)}
        near = [c for c in differential(self.main.id) if c.id not in taken]
        start = int(r() * len(near))
        turned = near[start:] + near[:start]
        self.doubted, self.excluded = turned[:3], turned[3:6]
        warnings = [
            findings()[f]
            for f in table("clinical")["feared"].split()
            if findings()[f].group not in self.groups
        ]
        start = int(r() * len(warnings))
        self.feared = (warnings[start:] + warnings[:start])[:4]

    def _treatments(self, r: identity.Draw) -> None:
        names = list(self.main.drugs) or ["paracetamol"]
        turn = int(r() * len(names))
        by_class: dict[str, str] = {}
        for name in names[turn:] + names[:turn]:
            by_class.setdefault(drugs()[name].family, name)
        self.started = [Prescription(r, n) for n in list(by_class.values())[:4]]
        rescue = [
            "aspirin",
            "nitroglycerin",
            "salbutamol",
            "adrenaline",
            "paracetamol",
            "morphine",
            "ondansetron",
            "dextrose",
        ]
        fitting = [n for n in rescue if n in names] or ["paracetamol", "morphine", "ondansetron"]
        self.rescue = Prescription(r, fitting[int(r() * len(fitting))])
        usual = self.person.home
        self.stopped = usual[-1:] if len(usual) > 1 else []
        kept = [p for p in usual if p not in self.stopped]
        new = {p.drug.family for p in self.started}
        self.discharge = [p for p in kept if p.drug.family not in new] + [
            Prescription(r, p.drug.id, home=True)
            for p in self.started
            if p.drug.at_home and p.frequency not in ("once", "cont")
        ]

    def normal_vitals(self, r: identity.Draw) -> dict[str, Any]:
        """Vital signs of someone in whom no finding disturbs them."""
        self.groups = set()
        return self._vitals(r)

    def _vitals(self, r: identity.Draw) -> dict[str, Any]:
        has = self.groups.__contains__
        low = has("hypotension")
        systolic = 74 + int(r() * 20) if low else 104 + int(r() * 62)
        return {
            "systolic": systolic,
            "diastolic": int(systolic * (0.5 + 0.14 * r())),
            "hr": 104 + int(r() * 34)
            if has("tachycardia")
            else (42 + int(r() * 10) if has("bradycardia") else 58 + int(r() * 36)),
            "rr": 24 + int(r() * 10) if has("dyspnoea") or has("hypoxia") else 12 + int(r() * 8),
            "temp": (381 + int(r() * 16) if has("fever") else 361 + int(r() * 14)) / 10,
            "spo2": 84 + int(r() * 8) if has("hypoxia") else 95 + int(r() * 5),
            "pain": 4 + int(r() * 6) if has("pain") else 1 + int(r() * 3),
        }

    def _labs(self, r: identity.Draw) -> list[tuple[dict[str, str], float]]:
        tests = laboratory()
        own = {self.main.id, *(c.id for c in self.person.known)}
        start, step = int(r() * len(tests)), (5, 7, 11)[int(r() * 3)]
        ordered = [tests[(start + k * step) % len(tests)] for k in range(7)]
        wanted = [t for t in tests if self.main.id in t["conditions"].split()][:3]
        chosen = list({t["id"]: t for t in wanted + ordered}.values())[:7]
        results = []
        for test in chosen:
            off = bool(own & set(test["conditions"].split()))
            low, high = (test["abnormal_low"], test["abnormal_high"]) if off else (test["low"], test["high"])
            results.append((test, float(low) + r() * (float(high) - float(low))))
        return results

    def number(self, name: str, low: int, high: int) -> int:
        """A named whole number of the stay, the same in every note and language."""
        return low + int(self.u[index_of(name)] * (high - low + 1))
