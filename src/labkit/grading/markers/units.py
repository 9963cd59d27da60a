"""Whose answer each code is, and who marks it: the key that markers never see."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from labkit.grading.gradebook.records import write_atomically
from labkit.grading.nbgrader.course_settings import CourseSettings

KEY = Path(".labkit") / "markers"


@dataclass
class Unit:
    """One learner's answer to one task that a person marks.

    Attributes
    ----------
    learner, task : str
    digest : str
        Of what was handed in when it was shared out.
    markers : list of str
        One, or two who do not see each other's marks.
    written : float or None
        The mark that `collect` wrote into the gradebook.
    """

    learner: str
    task: str
    digest: str
    most: float
    markers: list[str] = field(default_factory=list)
    written: float | None = None


def load(course: CourseSettings, assignment: str) -> dict[str, Unit]:
    """Code to unit, as shared out so far; the codes are what markers see in place of names."""
    try:
        said = json.loads(key_of(course.root, assignment).read_text("utf-8"))
        return {code: Unit(**unit) for code, unit in said.items()}
    except FileNotFoundError:
        return {}


def save(course: CourseSettings, assignment: str, units: dict[str, Unit]) -> None:
    said = {code: asdict(unit) for code, unit in units.items()}
    write_atomically(key_of(course.root, assignment), json.dumps(said, indent=1).encode(), durable=True)


def key_of(course: Path, assignment: str) -> Path:
    """The file that says whose each code is."""
    return course / KEY / f"{assignment}.json"
