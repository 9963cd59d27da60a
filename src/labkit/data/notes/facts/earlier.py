"""What a stay leaves behind for the patient's later notes: an illness that was had, an operation, drugs that go on."""

from labkit.data.notes.facts.person import Person
from labkit.data.notes.facts.prescription import Prescription
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows


def leave(person: Person, stay: Stay) -> None:
    """Take a stay into account before the next one is drawn."""
    person.earlier = [*person.earlier, stay.main]
    person.seen = stay.admitted
    if stay.main.id in follows.among("leaves_a_scar") and person.surgery == "none":
        person.surgery = ""  # neither denied nor told as another operation
    begun = _lasting(person, stay)
    families = {p.drug.family for p in begun}
    names = [p.drug.id for p in begun]
    if stay.main.id in together.among_patients("flares") and stay.main not in person.known:
        person.known = [*person.known, stay.main]  # it goes on, whatever brings the patient back
        begun += [p for p in person.later if p.drug.family not in families]
        person.later = []
        families.update(p.drug.family for p in begun)
    kept = [p for p in person.home if p.drug.family not in families]
    person.home = [*(p for p in kept if p in stay.discharge or person.may_take(p.drug.id, names)), *begun]


def _lasting(person: Person, stay: Stay) -> list[Prescription]:
    """What was begun for years, in the dose that it is then taken in."""
    if stay.main.id not in follows.among("goes_on"):
        return []
    passing = together.among_patients("courses") | follows.among("for_weeks")
    return [
        person.suited(_as_it_goes_on(p), home=True)
        for p in stay.after
        if p.drug.id not in passing and p.drug.at_home and p.frequency != "prn"
    ]


def _as_it_goes_on(p: Prescription) -> Prescription:
    """A prescription of the first weeks, as it goes on."""
    dose, often = follows.maintained(p.drug.id, p.dose, p.frequency)
    return p.at(dose).every(often)
