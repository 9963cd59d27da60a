"""Where entries are asked: on this machine side by side, or on the machines of a Dask scheduler. None sees an outcome or the secret."""

import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from labkit.contest.entries.asking import ask
from labkit.contest.entries.outcome import Outcome, Refused
from labkit.contest.hospitals import Patients
from labkit.contest.recipe import Recipe
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("contest")

_RETRIES = 2


@dataclass(frozen=True)
class Questions:
    """What every entry of a round is asked.

    Attributes
    ----------
    recipe : Recipe
    hospitals : list of Patients
    practice : Path
    order : int
        Seed of the order in which patients come.
    """

    recipe: Recipe
    hospitals: list[Patients]
    practice: Path
    order: int


def ask_all(
    entries: Mapping[str, Path], questions: Questions, *, workers: int = 2, scheduler: str | None = None
) -> Iterator[tuple[str, Outcome]]:
    """Each team's outcome, as they come.

    Parameters
    ----------
    entries : mapping of str to Path
        Team to its file.
    questions : Questions
    workers : int
        Entries asked at one time on this machine.
    scheduler : str, optional
        Address of a Dask scheduler, ``tcp://host:8786``; this machine alone by default.

    Raises
    ------
    CourseError
        If no scheduler answers or it is lost; what was answered stays answered.
    """
    if not entries:
        return
    if scheduler is not None:
        yield from _on_dask(entries, questions, scheduler)
        return
    with ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(_asked, file, questions): team for team, file in entries.items()}
        for done in as_completed(running):
            yield running[done], done.result()


def _asked(file: Path, questions: Questions) -> Outcome:
    given = questions.recipe, questions.hospitals, questions.practice
    outcome = ask(file, *given, order=questions.order)
    if outcome.reason == "ours":  # once more: what was missing may be there again
        outcome = ask(file, *given, order=questions.order)
    return outcome


def _asked_there(questions: Questions, practice: bytes, name: str, entry: bytes) -> Outcome:
    """On another machine: files travel as bytes."""
    with tempfile.TemporaryDirectory(prefix="labkit-contest-") as place:
        there = Path(place) / "practice.parquet"
        there.write_bytes(practice)
        file = Path(place) / name
        file.write_bytes(entry)
        return _asked(file, replace(questions, practice=there))


def without_outcomes(patients: Patients) -> Patients:
    """What an entry is asked about, and nothing that says what is right."""
    nothing = np.zeros(len(patients), dtype=np.int8)
    none = pd.DataFrame()
    return replace(
        patients,
        label=nothing,
        disease=nothing,
        patient=nothing,
        practice=none,
        all_stays=none,
        latent=none,
        hospital=replace(patients.hospital, effects={}),
    )


def _on_dask(entries: Mapping[str, Path], questions: Questions, where: str) -> Iterator[tuple[str, Outcome]]:
    from distributed import Client
    from distributed import as_completed as as_they_come

    from labkit.grading.run.workers import quiet_distributed

    quiet_distributed()
    practice = questions.practice.read_bytes()
    sent = replace(
        questions, hospitals=[without_outcomes(one) for one in questions.hospitals], practice=Path()
    )
    with ExitStack() as stack:
        try:
            client = stack.enter_context(Client(where, timeout="30s", set_as_default=False))
        except OSError as error:
            raise CourseError(
                _("No Dask scheduler answers at {where}: {error}").format(where=where, error=error)
            ) from error
        shared, file = client.scatter([sent, practice], broadcast=True)
        running = {
            client.submit(
                _asked_there, shared, file, entry.name, entry.read_bytes(), pure=False, retries=_RETRIES
            ): team
            for team, entry in entries.items()
        }
        for future in as_they_come(list(running), loop=client.loop):
            yield running[future], _fetched(future, client)


def _fetched(future: Any, client: Any) -> Outcome:
    from distributed import CancelledError

    try:
        if future.status == "finished":
            return future.result()
    except (CancelledError, OSError):
        pass
    if client.status != "running" or future.status in ("cancelled", "lost"):
        raise CourseError(
            _("The Dask scheduler was lost. What is done stays done: run the same command again to go on.")
        )
    return Refused("ours", detail=type(future.exception()).__name__).outcome
