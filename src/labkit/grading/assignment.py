"""What all submissions of an assignment have in common, made from a course folder or from a lab alone."""

import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from labkit.grading.submission.companions import companions_in
from labkit.grading.submission.restore import make_template
from labkit.kernels.limits import Limits
from labkit.language import LANGUAGES

if TYPE_CHECKING:
    from labkit.grading.nbgrader.course_settings import CourseSettings


@dataclass(frozen=True)
class Assignment:
    """What all submissions of a run have in common; sent once to each worker.

    Attributes
    ----------
    name, lab : str
    template : str
        JSON of what learners were given.
    secret : bytes
    fingerprint : str
        Of the grader and the source.
    variants : tuple of str
        JSON of the other languages' copies.
    files : dict
        What the course hands out beside the notebook.
    sandbox : bool
    limits : Limits
    """

    name: str
    lab: str
    template: str
    secret: bytes = field(repr=False)
    fingerprint: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    sandbox: bool = True
    limits: Limits = field(default_factory=Limits)
    variants: tuple[str, ...] = field(default=(), repr=False)


def in_course(
    course: "CourseSettings", name: str, notebook: str | None = None, *, sandbox: bool, limits: Limits
) -> Assignment:
    """An assignment of a course folder, its source as the instructor left it."""
    from labkit.grading.nbgrader.course_settings import lab_of

    return Assignment(
        name,
        lab_of(name),
        nbformat.writes(course.template(name, notebook)),
        course.secret(),
        course.fingerprint(name),
        course.companions(name),
        sandbox,
        limits,
        course.variants(name),
    )


def without_course(
    name: str, language: str, secret: bytes | None, *, sandbox: bool, limits: Limits
) -> Assignment:
    """The assignment that a course folder in `language` would hold, for those who have none; a secret is drawn."""
    from labkit.content import Content, lab_of
    from labkit.course.release.release import copy_companions, learner_copy
    from labkit.course.source.lab_source import read_source
    from labkit.course.source.select import select
    from labkit.tasks.load import fingerprint

    lab, pathway = lab_of(name)
    content = Content.find()
    source = read_source(content, lab)
    with tempfile.TemporaryDirectory(prefix="labkit-") as scratch:
        copy_companions(source, Path(scratch))
        files = companions_in(Path(scratch))
    template = make_template(select(source, language, pathway), _stubs(language))
    others = [learner_copy(source, other, pathway) for other in LANGUAGES if other != language]
    return Assignment(
        name,
        lab,
        nbformat.writes(template),
        secret or secrets.token_bytes(32),
        fingerprint(content.grader(lab)),
        files,
        sandbox,
        limits,
        tuple(map(nbformat.writes, others)),
    )


def _stubs(language: str) -> Any:
    from traitlets.config import Config

    from labkit.course.source import stubs

    config = Config()
    config.ClearSolutions.code_stub = {"python": stubs.CODE[language]}
    config.ClearSolutions.text_stub = stubs.TEXT
    return config
