"""The families of rules in their order, over one lab or all."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from labkit.content import Content
from labkit.course.authoring.lint import (
    budget,
    card,
    code,
    copies,
    figures,
    law,
    own_words,
    passport,
    prose,
    tasks,
    trained,
    whole,
)
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import read_source
from labkit.errors import CourseError, SourceError


def findings(content: Content, lab: str, execute: bool = False) -> Iterator[Finding]:
    """Everything wrong with one lab.

    Parameters
    ----------
    content : Content
    lab : str
    execute : bool
        Also run the solved notebooks, to measure time and memory and see whether they ask for the network.
    """
    try:
        source = read_source(content, lab)
        copies.require_selectable(source)
    except SourceError as fault:  # nothing else can be said of a notebook that breaks the conventions
        yield Finding(lab, fault.cell, "source", fault.fault)
        return
    yield from passport.check(content, source)
    yield from law.check(content, source)
    yield from own_words.check(content, lab)
    yield from prose.check(content, source)
    yield from code.check(content, source)
    yield from figures.check(source)
    yield from card.check(source)
    yield from trained.check(content, source)
    try:
        yield from tasks.check(content, source)
        with TemporaryDirectory(prefix="labkit-lint-") as scratch:
            yield from copies.check(content, source, Path(scratch))
    except SourceError as fault:  # nbgrader's own preprocessors refuse it
        yield Finding(lab, fault.cell, "source", fault.fault)
        return
    except CourseError as fault:
        yield Finding(lab, "grader", "grader", str(fault))
        return
    if execute:
        yield from budget.check(content, source)


def lint_lab(content: Content, lab: str, execute: bool = False) -> list[Finding]:
    """`findings`, as a list."""
    return list(findings(content, lab, execute))


def lint(
    content: Content, labs: Iterable[str] = (), execute: bool = False, show: Callable[[str], object] = print
) -> int:
    """Lint labs (all by default, and then what names them), showing each finding; returns 1 if any blocks, else 0."""
    named = list(labs)
    chosen = named or content.labs()
    for lab in chosen:
        content.require(lab)
    blocked = advised = 0
    families = [findings(content, lab, execute) for lab in chosen]
    for found in chain(*families, () if named else whole.check(content)):
        show(str(found))
        blocked += found.blocks
        advised += not found.blocks
    many = "1 lab" if len(chosen) == 1 else f"{len(chosen)} labs"
    show(f"lint: {many}, {blocked} to mend" + (f", {advised} to consider" if advised else ""))
    return 1 if blocked else 0
