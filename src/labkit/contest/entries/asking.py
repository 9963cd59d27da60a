"""An entry is asked about hospitals: in the grader's own sandbox, in batches whose size and order may not matter."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from labkit.contest.criteria import Answers
from labkit.contest.entries.form import answer_form
from labkit.contest.entries.notebook import clock_read, code_cells
from labkit.contest.entries.outcome import Outcome, Refused
from labkit.contest.hospitals import Patients
from labkit.contest.recipe import Recipe
from labkit.kernels.forkserver.client import ForkserverError
from labkit.kernels.limits import MIB
from labkit.kernels.sandbox.sandbox import SandboxUnavailable
from labkit.kernels.session.session import KernelSession, open_session
from labkit.tasks.answers import AnswerCrashed, AnswerMissing, AnswerRefused, AnswerTimeout

_log = logging.getLogger(__name__)
PRACTICE = "practice.parquet"
_IMPORTS = ("numpy", "pandas", "sklearn.linear_model", "sklearn.ensemble")
_ASKED_AGAIN = 300
_FIRST_BATCH = 0.6
# Sums are added in another order when a batch has another size.
_TOLERANCE = 1e-6


def ask(
    file: Path,
    recipe: Recipe,
    hospitals: list[Patients],
    practice: Path,
    *,
    order: int,
    sandbox: Literal["auto", "none"] = "auto",
) -> Outcome:
    """What an entry answers, or why it does not. Never raises because of the entry.

    Parameters
    ----------
    file : Path
        The notebook, or the form (``.toml``).
    recipe : Recipe
    hospitals : list of Patients
    practice : Path
        The practice hospital's file: it lies beside the notebook, as it did where the team worked.
    order : int
        Seed of the order in which patients come.
    sandbox : {"auto", "none"}
        ``"none"`` is for somebody's own entry on their own machine.
    """
    try:
        if file.suffix == ".toml":
            return Outcome(answer_form(file, recipe, hospitals))
        cells = code_cells(file)
        if clock := clock_read(cells):
            raise Refused("clock", detail=clock)
        return Outcome(_ask_notebook(cells, recipe, hospitals, practice, order, sandbox))
    except Refused as refusal:
        return refusal.outcome
    except (
        Exception
    ) as fault:  # of the machine, or one that nobody foresaw: the round goes on, and a person looks
        if not isinstance(fault, (SandboxUnavailable, ForkserverError, OSError)):
            _log.exception("%s could not be asked", file.name)
        return Refused("ours", detail=type(fault).__name__).outcome


def _ask_notebook(
    cells: list[str],
    recipe: Recipe,
    hospitals: list[Patients],
    practice: Path,
    order: int,
    sandbox: Literal["auto", "none"],
) -> tuple[Answers, ...]:
    with tempfile.TemporaryDirectory(prefix="labkit-entry-") as place:
        if practice.is_file():
            shutil.copyfile(practice, Path(place) / PRACTICE)
        with open_session(Path(place), sandbox=sandbox, limits=recipe.limits, imports=_IMPORTS) as session:
            for source in cells:
                cell = session.run(source)
                if cell.status != "ok":
                    raise _ended(session, recipe, cell.status) or Refused(
                        "cell", detail=_where(cell.ename, cell.line)
                    )
            return tuple(
                _answers(session, recipe, patients, order + i) for i, patients in enumerate(hospitals)
            )


def _answers(session: KernelSession, recipe: Recipe, patients: Patients, order: int) -> Answers:
    generator = np.random.Generator(np.random.PCG64(order))
    shuffled = generator.permutation(len(patients))
    again = generator.permutation(len(patients))[: min(_ASKED_AGAIN, len(patients))]

    def rows(of: np.ndarray) -> pd.DataFrame:
        return patients.stays.iloc[of].reset_index(drop=True)

    risk = _asked(session, recipe, "predict", rows, shuffled, again)
    if risk.min() < 0 or risk.max() > 1:
        raise Refused("range", detail=f"{risk.min():.3g} – {risk.max():.3g}")
    if risk.max() - risk.min() < 1e-12:
        raise Refused("constant")
    decision = _asked(session, recipe, "decide", lambda of: risk[of], shuffled, again)
    if odd := sorted(set(np.unique(decision)) - {0.0, 1.0}):
        raise Refused("decision", detail=f"{odd[0]:g}")
    return Answers(risk, decision == 1)


def _asked(
    session: KernelSession,
    recipe: Recipe,
    function: str,
    given: Callable[[np.ndarray], Any],
    shuffled: np.ndarray,
    again: np.ndarray,
) -> np.ndarray:
    """One number a stay. All are asked in two batches; some again in a new process: in another order, and one alone."""
    answer = session.answer(function)

    def call(rows: np.ndarray) -> np.ndarray:
        try:
            return _numbers(answer.call(given(rows)), len(rows), function)
        except AnswerMissing:
            raise Refused("missing", detail=function) from None
        except AnswerTimeout:
            raise Refused("time", detail=f"{recipe.limits.call_seconds:g}") from None
        except AnswerCrashed as crash:
            # Its own message might quote a patient.
            raise _ended(session, recipe, "") or Refused(
                "crashed", function=function, detail=_where(crash.ename, crash.line)
            ) from None
        except AnswerRefused as refusal:
            raise _ended(session, recipe, "") or Refused(
                "shape", function=function, detail=str(refusal)
            ) from None

    answer.afresh()
    found = np.empty(len(shuffled))
    first, second = np.split(shuffled, [int(_FIRST_BATCH * len(shuffled))])
    found[first], found[second] = call(first), call(second)
    answer.afresh()
    repeated = np.concatenate([call(again), call(again[:1])])
    wrong = np.abs(repeated - found[np.append(again, again[0])]) > _TOLERANCE
    if wrong.any():
        raise Refused("unstable", function=function, detail=int(wrong.sum()))
    return found


def _numbers(data: Any, n: int, function: str) -> np.ndarray:
    if isinstance(data, pd.DataFrame) and data.shape[1]:
        data = data.iloc[:, -1]  # scikit-learn's order: the second column of probabilities is the event's
    try:
        values = np.asarray(data)
        if values.ndim == 2 and values.shape[1] in (1, 2):
            values = values[:, -1]
        if values.shape != (n,):
            raise Refused("shape", function=function, detail=f"{values.shape}")
        found = values.astype(float)
    except (TypeError, ValueError, OverflowError):  # the last of a number of hundreds of digits
        raise Refused("shape", function=function, detail=type(data).__name__) from None
    if lost := int((~np.isfinite(found)).sum()):
        raise Refused("missing_values", function=function, detail=lost)
    return found


def _ended(session: KernelSession, recipe: Recipe, status: str) -> Refused | None:
    """Why the kernel is gone, where it is."""
    if status == "timeout":
        return Refused("time", detail=f"{recipe.limits.cell_seconds:g}")
    if session.alive:
        return None
    if session.ended == "memory":
        return Refused("memory", detail=recipe.limits.memory_bytes // MIB)
    if session.ended == "timeout":
        return Refused("time", detail=f"{recipe.limits.total_seconds:g}")
    return Refused("stopped", detail=session.ended)


def _where(ename: str, line: str) -> str:
    return f"{ename or '?'}" + (f" ({line.strip()})" if line.strip() else "")
