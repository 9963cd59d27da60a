"""Where a resource of FHIR stands."""

from dataclasses import dataclass

from labkit.data.readers._problem import Problem


@dataclass(frozen=True)
class Place:
    """Where a resource stands, so that what is said of it can be found again."""

    file: str
    row: int
    unit: str

    def problem(self, what: str, advice: str, element: str) -> Problem:
        return Problem(self.file, what, advice, self.row, element, self.unit)
