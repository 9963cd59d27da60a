"""How a stay's illness is treated: what is begun, gone on with, suspended, given by an ambulance, and taken home."""

from collections.abc import Sequence
from functools import cache
from random import Random

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.facts.person import Person
from labkit.data.notes.facts.prescription import Prescription
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge import safety
from labkit.data.notes.knowledge.compatibility import Dose
from labkit.data.notes.knowledge.vocabulary import Concept, drugs, table


def ischaemic(main: str, age: int) -> bool:
    """Whether an ambulance takes it for a heart attack."""
    return main in ("stemi", "nstemi") or main == "chest_pain_nos" and age > 34


@cache
def _kept() -> frozenset[str]:
    """Families of drugs that nobody begins who takes one of them at home."""
    return frozenset(drugs()[name].family for name in table("compatibility")["patients"]["kept"].split())


class Treatment:
    """Prescriptions of one stay; of the patient's usual ones it takes out what the regimen gives anew."""

    def __init__(
        self,
        person: Person,
        main: str,
        plan: together.Plan,
        groups: set[str],
        symptoms: Sequence[Concept],
        los: int,
        r: Draw,
    ) -> None:
        self.person = person
        self.main = main
        self.groups = groups
        region = person.region
        regimens = together.regimen_if(main, frozenset(f.id for f in symptoms))
        regimens = regimens or together.regimens_in(region, main) or plan.regimens or ()
        held = follows.held(main) | {p.drug.id for p in person.home if safety.unfit(p.drug.id, groups)}
        anew = {d.drug for regimen in regimens for d in (*regimen.given, *regimen.after)} & {"paracetamol"}
        # Never twice, nor by mouth and in a vein.
        person.home = [p for p in person.home if p.drug.id not in anew]
        usual = [p.drug.id for p in person.home if p.drug.id not in held]
        turn = int(r() * max(1, len(regimens)))
        turned = (*regimens[turn:], *regimens[:turn])
        chosen = min(
            turned, key=lambda one: self._refused(one.given, usual), default=together.Regimen((), ())
        )
        self.started = self._allowed(r, chosen.given, usual)
        germ = safety.listeria(region, main, person.age, not person.may_take("ampicillin", ()))
        if germ:
            self.started[1:1] = [p.at(germ.dose) for p in self._allowed(r, (germ,), usual)]
        shield = safety.prophylaxis(main, person.illnesses()) if los > 1 else None
        thinners = together.among_patients("anticoagulants")
        if shield and not thinners & {*usual, *(p.drug.id for p in self.started)}:
            self.started += self._allowed(r, (shield,), usual)
        self.after_operation = self._allowed(r, safety.after_operation(main), usual) or self.started
        wanted = {drugs()[together.in_country(region, d.drug)].family for d in chosen.given}
        begun = {p.drug.family for p in self.started}
        self.continued = [p for p in person.home if p.drug.id in usual and p.drug.family in wanted - begun]
        self.rescue = self._rescue()
        new = {p.drug.id for p in self.started}
        self.stopped = [p for p in person.home if p.drug.id in held - new][:6]
        self.after = self._allowed(r, chosen.after, [p.drug.id for p in person.home])
        last = {p.drug.family for p in self.after}
        thinned = {p.drug.id for p in self.after} & thinners
        blood = together.among_patients("antiplatelets") | thinners
        self.discharge = [
            p
            for p in person.home
            if p not in self.stopped and p.drug.family not in last and not (thinned and p.drug.id in blood)
        ] + [p for p in self.after if p.frequency not in ("once", "cont")]

    def _refused(self, doses: tuple[Dose, ...], usual: list[str]) -> int:
        """How many lines of a regimen this patient may not be given; an anti-inflammatory has its substitute."""
        made = [together.in_country(self.person.region, dose.drug) for dose in doses]
        return sum(
            safety.unfit(name, self.groups)
            or not self.person.may_take(name, [*(o for o in made if o != name), *usual])
            for name in made
        )

    def _allowed(self, r: Draw, doses: tuple[Dose, ...], usual: list[str]) -> list[Prescription]:
        """A regimen's lines that this patient may take; paracetamol where an anti-inflammatory may not be."""
        person, taken = self.person, dict[str, Prescription]()
        for dose in doses:
            made = Prescription.of(r, dose, person.region)
            spared = together.spared(person.region, made.drug.id)
            if spared is not None and not person.may_take(made.drug.id, ()):
                made = Prescription.of(r, spared, person.region)
            made = person.suited(made)
            if safety.unfit(made.drug.id, self.groups):
                continue
            if made.drug.id in usual and made.route != "IV" and made.drug.id not in safety.given_again():
                continue  # not started: taken already
            if made.drug.family in _kept() and any(drugs()[u].family == made.drug.family for u in usual):
                continue  # already taken at home
            others = [
                *(p.drug.id for p in taken.values()),
                *(u for u in usual if drugs()[u].family != made.drug.family),
            ]
            if person.may_take(made.drug.id, others):
                taken.setdefault(made.drug.family, made)
            elif made.drug.id in together.among_patients("nsaids") and "paracetamol" not in usual:
                instead = Prescription.of(r, Dose("paracetamol", "1000", "PO", "q6h"), person.region)
                taken.setdefault("paracetamol", person.suited(instead))
        return list(taken.values())

    def _rescue(self) -> list[Prescription]:
        """What an ambulance gives at once: nothing by mouth to whoever vomits, nothing for a pain that is not there."""
        person, main = self.person, self.main
        wanted = [p for p in self.started if p.drug.id in table("clinical")["rescue"].split()]
        wanted = [p for p in wanted if p.drug.id != "aspirin"]  # before a brain was imaged
        usual = {p.drug.id for p in person.home}
        thinned = main == "chest_pain_nos" and usual & together.among_patients("anticoagulants")
        if ischaemic(main, person.age) and not thinned and "aspirin" not in together.refused(person.allergen):
            wanted = [self._at_once("aspirin", "PO")]
        if main in ("asthma", "copd_exac"):  # whoever has an inhaler at home is given it all the same
            wanted = [self._at_once("salbutamol", "INH")]
        if not wanted:
            return []
        p = wanted[0]
        if p.drug.id == "paracetamol":
            in_pain = self.groups & (follows.among("painful") | {"fever"})
            if main == "chest_pain_nos" or not in_pain or p.route == "PO" and "vomiting" in self.groups:
                return []
        return [p.at(together.in_ambulance(person.region, p.drug.id) or p.dose)]

    def _at_once(self, drug: str, route: str) -> Prescription:
        return Prescription.of(Random(0).random, Dose(drug, "", route, "once"), self.person.region)
