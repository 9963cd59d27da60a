"""Cases planted, audited, opened. The record knows people by a digest only: nobody can be ranked, not even by whoever reads it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from labkit.contest.challenges.kinds import KINDS, Kind, Plant, make_case, place_words, read_plants
from labkit.contest.challenges.tables import tables_page
from labkit.contest.folder import make_secret, one_writer, secret_of
from labkit.contest.hospitals import derive
from labkit.contest.record import Record, write_whole
from labkit.contest.teams import person
from labkit.contest.typed import read_typed
from labkit.data import compare_findings
from labkit.data.truth import Truth
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue, speaking

_ = catalogue("contest")

_SAID = {"yes": True, "oui": True, "no": False, "non": False}
_RECORD = "challenges.jsonl"
_Made = TypeVar("_Made")


@dataclass
class Challenges:
    """A folder of cases, open for one process at a time."""

    folder: Path
    secret: bytes
    record: Record

    def who(self, name: str) -> str:
        """A person's digest: the same person's is the same, and only the secret can tell whose it is."""
        return derive(self.secret, "person", person(name)).hex()[:16]

    def case(self, name: str) -> dict[str, Any]:
        """A case's own event."""
        for event in self.record.of("planted"):
            if event.body["case"] == name:
                return event.body
        raise CourseError(_("there is no case {case}").format(case=name))

    def opened(self, name: str) -> bool:
        """Whether what was planted has been said."""
        return any(name in event.body["cases"] for event in self.record.of("said"))

    def truth(self, name: str) -> Truth:
        """What was planted, made again from the secret."""
        return make_case(plants_of(self.case(name)), self.secret, name)[1]


def plants_of(case: dict[str, Any]) -> list[Plant]:
    """The effects of a case's event."""
    return [Plant(**one) for one in case["plants"]]


@contextmanager
def challenges(folder: Path) -> Iterator[Challenges]:
    """Open a folder of cases; an empty one becomes one."""
    folder.mkdir(parents=True, exist_ok=True)
    with one_writer(folder):
        make_secret(folder)
        if not (folder / "plant.toml").exists():
            write_whole(folder / "plant.toml", _plant_form().encode())
        secret = secret_of(folder)
        yield Challenges(folder, secret, Record(folder / _RECORD, secret))


def plant(here: Challenges, name: str, file: Path) -> str:
    """Make a case from a form; everybody else may audit it. Returns the case's name."""
    plants = _read(file, read_plants)
    number = sum(1 for _event in here.record.of("planted"))
    case = derive(here.secret, "case", number).hex()[:6]
    stays, _truth = make_case(plants, here.secret, case)
    place = here.folder / "cases" / case
    place.mkdir(parents=True, exist_ok=True)
    stays.to_parquet(place / "stays.parquet", index=False)
    for language in LANGUAGES:
        with speaking(language):
            write_whole(place / f"tables.{language}.html", tables_page(stays, case, language).encode())
    write_whole(place / "audit.toml", audit_form(case).encode())
    here.record.add("planted", case=case, who=here.who(name), plants=[asdict(one) for one in plants])
    return case


def audit(here: Challenges, name: str, case: str, file: Path) -> str:
    """Take somebody's audit of a case; the last one counts, until the case is opened."""
    if here.case(case)["who"] == here.who(name):
        raise CourseError(_("{name} planted case {case}: another audits it.").format(name=name, case=case))
    if here.opened(case):
        raise CourseError(_("case {case} has been opened: what was planted is known.").format(case=case))
    found = _read(file, _findings)
    here.record.add("audited", case=case, who=here.who(name), found=found)
    return _("The audit of case {case} is taken. Biases reported: {n}").format(case=case, n=len(found))


def open_cases(here: Challenges) -> list[str]:
    """Say what was planted in every case that was audited; those take no more audits."""
    audited = {event.body["case"] for event in here.record.of("audited")}
    cases = [
        event.body["case"]
        for event in here.record.of("planted")
        if event.body["case"] in audited and not here.opened(event.body["case"])
    ]
    if not cases:
        raise CourseError(_("no case that was audited waits to be opened."))
    here.record.add("said", cases=cases)
    return cases


def judged(here: Challenges) -> pd.DataFrame:
    """Every effect asked about in every audit of an opened case: a row each, without persons.

    Returns
    -------
    DataFrame
        ``case, effect, size, verdict, placed``: the verdict is `labkit.data.compare_findings`'s, `placed` whether a
        catch also named the right place.
    """
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for event in here.record.of("audited"):
        if here.opened(event.body["case"]):
            last[event.body["case"], event.body["who"]] = event.body["found"]
    truths = {case: here.truth(case) for case, _who in last}
    rows = []
    for (case, _who), found in last.items():
        sizes = {one.name: one for one in plants_of(here.case(case))}
        for row in compare_findings(truths[case], found, among=KINDS).itertuples():
            there = sizes.get(row.effect)
            rows.append(
                {
                    "case": case,
                    "effect": row.effect,
                    "size": there.size if there else "",
                    "verdict": row.verdict,
                    "placed": bool(there and found.get(row.effect) == there.where),
                }
            )
    return pd.DataFrame(rows, columns=["case", "effect", "size", "verdict", "placed"])


def _read(file: Path, make: Callable[[dict[str, Any]], _Made]) -> _Made:
    """What is made of a file in TOML; what is wrong with it is said with the file's name."""
    try:
        return make(read_typed(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, CourseError) as error:
        raise CourseError(f"{file}: {error}") from None


def _findings(said: dict[str, Any]) -> dict[str, str]:
    """Effects that an audit reports, each with the place that it names."""
    found: dict[str, str] = {}
    for name in sorted(set(said) | set(KINDS)):
        one = said.get(name)
        if name not in KINDS or not isinstance(one, dict):
            raise CourseError(_("the audit has one table for each of {known}").format(known=", ".join(KINDS)))
        answer = one.get("found")
        answer = answer if isinstance(answer, bool) else _SAID.get(str(answer).strip().lower())
        if answer is None:
            raise CourseError(_('[{effect}]: found must be "yes" or "no"').format(effect=name))
        where = str(one.get("where", "")).strip()
        places = list(KINDS[name].where)
        if answer and where not in places:
            if len(places) > 1:
                raise CourseError(
                    _("{effect}: where must be one of {known}").format(effect=name, known=", ".join(places))
                )
            where = places[0]
        if answer:
            found[name] = where
    return found


def _plant_form() -> str:
    lines = [
        "# Plant up to two effects in a hospital, or none: an honest hospital is a case too. Each has a name, a place and a size.",
        "# Plantez jusqu'à deux effets dans un hôpital, ou aucun : un hôpital sans biais est aussi un cas. Chacun a un nom, un lieu, une taille.",
        "# size: small, medium, large",
    ]
    for name, kind in KINDS.items():
        lines.append(f"# {name}: {kind.title.in_language('en')} / {kind.title.in_language('fr')}")
        if len(kind.where) > 1:
            lines.append(f"#   where: {_places(kind)}")
    return "\n".join(
        [*lines, "", "[[effects]]", 'name = "underdiagnosis"', 'where = "remote"', 'size = "medium"', ""]
    )


def _places(kind: Kind) -> str:
    """What may be written for a place, with what the tables call it in both languages."""
    said = []
    for where in kind.where:
        words = []
        for language in LANGUAGES:
            with speaking(language):
                words.append(place_words(kind, where))
        said.append(where if words[0] == where else f"{where} ({' / '.join(words)})")
    return ", ".join(said)


def audit_form(case: str) -> str:
    """An audit's form, to be filled in from the tables or from the data."""
    lines = [f"# {case}", '# found = "yes" / "no" ; "oui" / "non"']
    for name, kind in KINDS.items():
        lines += [
            "",
            f"# {kind.title.in_language('en')} / {kind.title.in_language('fr')}",
            f"[{name}]",
            'found = "no"',
        ]
        if len(kind.where) > 1:
            lines.append(f'where = ""  # {_places(kind)}')
    return "\n".join(lines) + "\n"
