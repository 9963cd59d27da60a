"""A drug with its dose, route and frequency, as the country has it."""

from copy import copy

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge.vocabulary import drugs, table


class Prescription:
    """A line of a treatment."""

    __slots__ = ("dose", "drug", "frequency", "route")

    def __init__(self, r: Draw, name: str, home: bool = False, region: str = "FR") -> None:
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
    def of(cls, r: Draw, dose: together.Dose, region: str) -> "Prescription":
        """A regimen's line, as the country has it."""
        name = together.in_country(region, dose.drug)
        made = cls(r, name, False, region)
        if name == dose.drug:
            made.dose = together.sold_in(region, name, together.dose_in(region, name) or dose.dose)
            made.route = dose.route
            made.frequency = together.frequency_in(region, name) or dose.frequency
        elif dose.route in made.drug.routes:
            made.route = dose.route
        return made
