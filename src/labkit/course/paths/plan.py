"""Which labs a path takes, and how long they are: worked out from what each ``lab.toml`` says.

A competency that no lab chosen so far teaches brings in the lab whose subject it is (the first that its ``lab.toml`` names), or
else the one that adds the fewest minutes, those that must come before it included. Nothing is asked of the labs but what their
passports say, so a new lab changes no file of a path.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from labkit.content import Content
from labkit.course.paths.declared import KINDS, PathFile, Section
from labkit.course.source.competencies import competencies
from labkit.course.source.lab_source import read_source
from labkit.course.source.outline import LabOutline, outline
from labkit.course.source.select import select
from labkit.course.teaching.trainer import Part, minutes_of, parts_of
from labkit.errors import CourseError
from labkit.language import Text, catalogue

_ = catalogue("course")


@dataclass(frozen=True)
class Step:
    """A lab of a path.

    Attributes
    ----------
    minutes : int
        Without what is left out.
    left_out : tuple of (str, int)
        Kind and minutes of each part that is left out; 0 where they cannot be measured.
    before : tuple of str
        Labs that come before it in the course and are not in the path.
    """

    lab: LabOutline
    minutes: int
    left_out: tuple[tuple[str, int], ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planned:
    """A section of the path with its labs; `missing` are the competencies and labs of it that this course does not have."""

    section: Section
    steps: tuple[Step, ...]
    missing: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Plan:
    """A path's labs; `further` are those that suit its public and that it does not take."""

    path: PathFile
    parts: tuple[Planned, ...]
    specialties: tuple[Planned, ...]
    further: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Of all parts, of the longest specialty, and of what is done before and after the labs."""
        most = max((one.minutes for one in self.specialties), default=0)
        around = sum(minutes for minutes, _done in (*self.path.before, *self.path.after))
        return sum(part.minutes for part in self.parts) + most + around

    @property
    def steps(self) -> list[Step]:
        """The labs of its parts, in order."""
        return [step for part in self.parts for step in part.steps]

    @property
    def missing(self) -> list[tuple[Section, str]]:
        """What the course has not, each with the section that names it."""
        return [(one.section, name) for one in (*self.parts, *self.specialties) for name in one.missing]


def plan(content: Content, path: PathFile) -> Plan:
    """The labs of a path as the course is now; what no lab of it teaches is `Plan.missing`, and stops nothing.

    Raises
    ------
    CourseError
        Where a lab comes after one that has not the path's pathway: file, key and what to do.
    """
    labs = {lab.id: lab for lab in outline(content)}
    suitable = {
        lab.id: lab
        for lab in labs.values()
        if path.pathway in lab.pathways and not set(path.audiences).isdisjoint(lab.audiences)
    }
    chosen: list[str] = []
    parts = tuple(_planned(content, path, section, labs, suitable, chosen) for section in path.parts)
    specialties = tuple(
        _planned(content, path, section, labs, suitable, list(chosen)) for section in path.specialties
    )
    taken = {step.lab.id for one in (*parts, *specialties) for step in one.steps}
    for_them = {
        c.id for c in competencies(content) if not c.audiences or set(path.audiences) & set(c.audiences)
    }
    further = tuple(
        Step(lab, lab.minutes[path.pathway])
        for lab in suitable.values()
        if lab.id not in taken and for_them & set(lab.competencies)
    )
    return Plan(path, parts, specialties, further)


def _planned(
    content: Content,
    path: PathFile,
    section: Section,
    labs: dict[str, LabOutline],
    suitable: dict[str, LabOutline],
    chosen: list[str],
) -> Planned:
    """A section's labs; they are added to `chosen`."""
    new: list[str] = []
    missing: list[str] = []

    def take(names: Iterable[str]) -> None:
        new.extend(name for name in names if name not in chosen and name not in new)

    for name in section.labs:
        if name not in suitable:
            missing.append(name)
            continue
        take([*_before(path, section, name, labs), name])
    for competency in section.competencies:
        there = [*chosen, *new]
        if any(competency in labs[name].competencies for name in there):
            continue
        offers = [
            [name for name in (*_before(path, section, lab.id, labs), lab.id) if name not in there]
            for lab in suitable.values()
            if competency in lab.competencies
        ]
        if not offers:
            missing.append(competency)
            continue
        best = min(offers, key=lambda offer: _fitness(path, competency, offer, labs))
        take(best)
    places = list(labs)
    new.sort(key=places.index)
    chosen += new
    steps = (
        _step(
            content, path, labs[name], [b for b in labs[name].prerequisites if b in labs and b not in chosen]
        )
        for name in new
    )
    return Planned(section, tuple(steps), tuple(missing))


def _fitness(
    path: PathFile, competency: str, offer: list[str], labs: dict[str, LabOutline]
) -> tuple[bool, int]:
    """Lowest is taken: a lab whose subject the competency is, its first one, before a lab that touches it; then the minutes."""
    return (
        labs[offer[-1]].competencies[0] != competency,
        sum(labs[name].minutes[path.pathway] for name in offer),
    )


def _before(path: PathFile, section: Section, lab: str, labs: dict[str, LabOutline]) -> list[str]:
    """Every lab of the course that must come before, earliest first; none in a path that takes each lab alone."""
    if path.alone:
        return []
    found: list[str] = []

    def visit(name: str) -> None:
        for earlier in labs[name].prerequisites:
            if earlier not in labs:
                continue
            if path.pathway not in labs[earlier].pathways:
                raise CourseError(
                    _(
                        "{place}: {lab!r} comes after {earlier!r}, which is not in the course on the {pathway} pathway"
                    ).format(place=section.place, lab=name, earlier=earlier, pathway=path.pathway)
                )
            if earlier not in found and earlier != lab:
                visit(earlier)
                found.append(earlier)

    visit(lab)
    return found


def _step(content: Content, path: PathFile, lab: LabOutline, before: Iterable[str]) -> Step:
    total = lab.minutes[path.pathway]
    left_out = _left_out(content, path.pathway, path.leave_out, lab.id, total)
    return Step(lab, total - sum(minutes for _kind, minutes in left_out), left_out, tuple(before))


def _left_out(
    content: Content, pathway: str, kinds: tuple[str, ...], lab: str, total: int
) -> tuple[tuple[str, int], ...]:
    """Kind and minutes of each part that is left out, as the trainer's page shares a lab's minutes over its parts."""
    if not kinds:
        return ()
    if lab not in content.labs():  # a learner's wheel has no sources to measure
        return tuple((kind, 0) for kind in kinds)
    shares = _shares(content, pathway, lab, total)
    found = ((kind, sum(n for part, n in shares if set(KINDS[kind]) & set(part.cells))) for kind in kinds)
    return tuple((kind, minutes) for kind, minutes in found if minutes)


def _shares(content: Content, pathway: str, lab: str, total: int) -> list[tuple[Part, int]]:
    parts = parts_of(select(read_source(content, lab), "en", pathway), {}, "en")
    return list(zip(parts, minutes_of(parts, total), strict=True))


def lab_script(content: Content, path: PathFile, lab: LabOutline, language: str) -> list[tuple[str, int]]:
    """Title and minutes of a lab's parts, without those that the path leaves out; the lab as one where there is no source."""
    total = lab.minutes[path.pathway]
    if lab.id not in content.labs():
        return [(Text(**lab.title).in_language(language), total)]
    without = {cell for kind in path.leave_out for cell in KINDS[kind]}
    # the same minutes in both languages: French has more words
    shares = _shares(content, path.pathway, lab.id, total)
    titled = parts_of(select(read_source(content, lab.id), language, path.pathway), {}, language)
    return [
        (own.title, minutes)
        for (part, minutes), own in zip(shares, titled, strict=True)
        if without.isdisjoint(part.cells)
    ]
