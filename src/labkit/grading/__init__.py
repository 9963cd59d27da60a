"""A grader that judges out of learner code's reach, inside nbgrader's own workflow.

`pipeline` is the one way from a submitted file to marks: `submission` (read, and what is not the learner's is put back) →
`labkit.kernels` (a sandboxed kernel) → `judging` (run, ask, judge, write the graded cells) → `gradebook`, `feedback` (the
one writer) → `run` (a class).
People without nbgrader need only `grade`.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "GradedNotebook": "grading.judging.notebook",
    "Limits": "kernels.limits",
    "Result": "grading.plain",
    "grade": "grading.plain",
    "grade_notebook": "grading.judging.notebook",
    "open_session": "kernels.session.session",
}

__all__ = ["GradedNotebook", "Limits", "Result", "grade", "grade_notebook", "open_session"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"labkit.{_HOME[name]}"), name)
    raise AttributeError(f"module 'labkit.grading' has no attribute {name!r}")
