"""The course as a whole: where its labs lie, how one source becomes each learner's copy, and what must hold of them.

Read in this order: `labkit.content` (where things are) → `source` (a lab's notebook, checked) → `select` (one language, one
path) → `release` (the learner's copy) → `start` (the learner's folder) and `course_folder` (the instructor's).
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Source": "source",
    "catalogue_of": "catalogue",
    "lint_lab": "lint",
    "make_course": "course_folder",
    "read_source": "source",
    "release": "release",
    "select": "select",
    "solved": "release",
}

__all__ = [
    "Source",
    "catalogue_of",
    "lint_lab",
    "make_course",
    "read_source",
    "release",
    "select",
    "solved",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"labkit.course.{_HOME[name]}"), name)
    raise AttributeError(f"module 'labkit.course' has no attribute {name!r}")
