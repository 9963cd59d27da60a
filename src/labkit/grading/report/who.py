"""Who has not started, and who is stuck: the two lists a teacher acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.grading.report.gathered import Gathered
from labkit.language import catalogue, printable

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("instructor")

# Tries at one task without a right answer after which somebody is worth a visit.
MANY_TRIES = 5


def not_started(given: Gathered) -> list[str]:
    """Learners who handed in nothing, or their copy as they got it."""
    silent = {row.learner for row in given.rows if row.state in ("not_taken", "withdrawn")}
    untouched = {
        who
        for who, mine in given.outcomes.items()
        if mine and all(o["status"] == "not_started" for o in mine.values())
    }
    return sorted(silent | untouched)


def stuck(given: Gathered) -> pd.DataFrame:
    """Learners with half of their tasks wrong or crashed, or many tries at a task without a right one.

    Returns
    -------
    DataFrame
        ``learner, tasks, tries``: which tasks, and how many tries the learner's own record has at them; the worst
        first.
    """
    import pandas as pd

    rows = []
    for who in sorted({*given.outcomes, *given.events}):
        checked = {t: o for t, o in given.outcomes.get(who, {}).items() if o["status"] != "needs_person"}
        failed = [t for t, o in checked.items() if o["status"] in ("wrong", "crashed")]
        tries: dict[str, int] = {}
        for event in given.events.get(who, ()):
            if event.kind == "check" and event.item in given.points:
                if event.status == "right":
                    tries[event.item] = -(10**9)
                elif event.status in ("wrong", "crashed"):
                    tries[event.item] = tries.get(event.item, 0) + 1
        at_it = [task for task, n in tries.items() if n >= MANY_TRIES]
        if at_it or (failed and 2 * len(failed) >= len(checked)):
            tasks = [task for task in given.points if task in {*failed, *at_it}]
            spent = sum(max(tries.get(task, 0), 0) for task in tasks)
            rows.append(
                (printable(who), ", ".join(tasks), spent if who in given.events else None, len(tasks))
            )
    rows.sort(key=lambda row: (-row[3], -(row[2] or 0), row[0]))
    return pd.DataFrame([row[:3] for row in rows], columns=["learner", "tasks", "tries"], dtype=object)
