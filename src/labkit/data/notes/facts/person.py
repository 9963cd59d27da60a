"""A patient: identity, long-term illnesses and usual treatment, shared by the patient's stays."""

import zlib
from collections.abc import Sequence
from datetime import date
from random import Random

from labkit.data.notes.facts import identity
from labkit.data.notes.facts.prescription import Prescription
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge import safety
from labkit.data.notes.knowledge.concepts import chronic, past
from labkit.data.notes.knowledge.vocabulary import Condition, drugs, table

_FIRST_DAY = date(2021, 1, 4).toordinal()
_DAYS = 1400


class Person:
    """Who comes, with what is known before."""

    def __init__(
        self,
        seed: int,
        region: str,
        sex: str | None,
        eligible: Sequence[Condition],
        age: int | None = None,
        born: date | None = None,
        coming: Sequence[Condition] = (),
    ) -> None:
        r = Random(seed).random
        u_sex, u_age, u_main = r(), r(), r()
        self.region = region
        self.eligible = eligible
        self.main = coming[0] if coming else eligible[int(u_main * len(eligible))]
        self.now = self.main.id  # what brings the patient in this time
        self.coming = coming or (self.main,)
        self.earlier: list[Condition] = []  # what has brought the patient in before, and when it last did
        self.seen: date | None = None
        self.sex = self.main.sex or sex or ("F" if u_sex < 0.52 else "M")
        low, high = self.main.ages
        self.age = low + int(u_age * (high - low + 1)) if age is None else age
        self.feminine = int(self.sex == "F")
        self._identify(r, born)
        self.known = self._long_term(r)
        self._past_and_family(r)
        self._habits(r)
        self._usual(r)
        self.jobless = self.work == "active" and r() < 0.12

    def _identify(self, r: identity.Draw, born: date | None) -> None:
        region = self.region
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
        stented = any(c.id in ("nstemi", "stemi") for c in self.coming)
        if stented and "aspirin" in together.refused(self.allergen):
            self.allergen = 23  # no stent without aspirin

    def _past_and_family(self, r: identity.Draw) -> None:
        candidate, u_year = past()[int(r() * len(past()))], r()
        since = self.age - candidate.ages[0]
        fits = (
            candidate not in self.coming
            and candidate not in self.known
            and since > 3
            and not together.rivals(candidate.id) & {c.id for c in (*self.coming, *self.known)}
        )
        self.past = [candidate] if fits else []
        self.past_year = date.fromordinal(self.admitted).year - 2 - int(u_year * min(18, max(1, since - 2)))
        inherited = [c for c in chronic() if c.id in together.among_patients("heritable")]
        self.family = inherited[int(r() * len(inherited))]
        self.not_family = inherited[int(r() * len(inherited))]
        if self.not_family.id == self.family.id:
            self.not_family = next(c for c in inherited if c.id != self.family.id)

    def _habits(self, r: identity.Draw) -> None:
        """Home, work, what is smoked and drunk, operations of old."""
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
        ill = {c.id for c in (*self.coming, *self.known)}
        if "smoking" in ill:
            self.smoking = "current"
        elif self.smoking == "never" and ill & {"copd", "copd_exac", "lung_cancer"}:
            self.smoking = "former"
        self.alcohol = ("none", "occasional")[int(r() * 2)]
        if ill & {"alcohol", "cirrhosis"}:
            self.alcohol = "daily"
        self.surgery = ("none", "none", "other", "other", "other")[int(r() * 5)] if self.age < 62 else "old"
        if self.surgery == "none" and {c.id for c in self.past} & together.among_patients("operated"):
            self.surgery = "other"

    def _usual(self, r: identity.Draw) -> None:
        """What is taken at home: for the long-term illnesses, and after a past one."""
        flares = together.among_patients("flares")
        treated = [c for c in (*self.known, self.main) if c.chronic and (c in self.known or c.id in flares)]
        treated.sort(key=lambda c: c.id != "af")  # its anticoagulant comes before what it is not taken with
        self.home = self._prescriptions(r, treated)
        for name in (d for c in self.past for d in follows.prevention(c.id)):
            new = drugs()[name].family not in {p.drug.family for p in self.home}
            if new and self.may_take(name, [p.drug.id for p in self.home]):
                self.home.append(self.suited(Prescription(r, name, True, self.region), home=True))
        taken = sorted(p.drug.id for p in self.home)
        self.home = [p.as_drug(safety.beside(p.drug.id, taken)) for p in self.home]
        found = self.main.id in together.among_patients("first_found")
        own = {together.in_country(self.region, d) for d in self.main.drugs} - {
            together.in_country(self.region, d) for c in self.known for d in c.drugs
        }
        self.later = [p for p in self.home if found and p.drug.id in own]  # begun the first time, taken since
        self.home = [p for p in self.home if p not in self.later]

    def _long_term(self, r: identity.Draw) -> list[Condition]:
        """Illnesses of the patient's age that go together, common ones more often."""
        supposed = {together.implied(c.id) for c in self.coming}
        known = [c for c in chronic() if c.id in supposed]
        most = 1 if self.age < 40 else 2 if self.age < 65 else 4
        often = table("compatibility")["patients"]["often"].split()
        names = [*often, *(c.id for c in chronic())]
        by_id = {c.id: c for c in chronic()}
        for _ in range(int(r() * (most + 1)) if self.age < 65 else 1 + int(r() * most)):
            other = by_id[names[int(r() * len(names))]]
            taken = {c.id for c in (*self.coming, *known)}
            if (
                other.id not in taken
                and other.ages[0] <= self.age + 3
                and not together.rivals(other.id) & taken
            ):
                known.append(other)
        return known

    def _prescriptions(self, r: identity.Draw, treated: list[Condition]) -> list[Prescription]:
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
        return {self.main.id, self.now, *(c.id for c in (*self.known, *self.past, *self.earlier))}

    def share(self, fact: str) -> float:
        """A uniform draw of the patient's own for a lasting fact, the same in every note: which operation, which home."""
        return zlib.crc32(f"{fact}/{self.born.toordinal()}/{self.record}".encode()) % 9973 / 9973

    def weigh(self) -> int:
        """Weight in kilograms: the same in every stay, but for what the illness makes of it."""
        own, ill = self.born.toordinal(), {self.now, *(c.id for c in self.known)}
        lean, broad = (31, 8) if "obesity" in ill else (15.5, 2.5) if "malnutrition" in ill else (19.5, 9.5)
        return round((lean + broad * (own * 13 % 97) / 97) * (self.stature() / 100) ** 2)

    def stature(self) -> int:
        """Height in centimetres."""
        return 152 + self.born.toordinal() % 22 + (0 if self.feminine else 12)

    def suited(self, made: Prescription, home: bool = False) -> Prescription:
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
        return both or not (name in blood and set(others) & plates or name in plates and set(others) & blood)
