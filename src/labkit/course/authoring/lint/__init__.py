"""`labkit lint`: what must hold of every lab, in its source and in what learners get. One file a family of rules.

====================  ==========================================================================================
`lint.prose`          a French cell that is missing or stale, one H1, links that lead somewhere, lexicon terms
`lint.passport`       competencies that the course's list knows
`lint.code`           the same code in both languages, network, language lines in pairs, TODOs
`lint.tasks`          checks, points, mutants, alternatives, hints, explanations, predictions against the grader
`lint.figures`        alt text and table
`lint.trained`        a cell whose numbers rest on a training says how far they may move
`lint.copies`         no answer, hidden case, author's mark or output in a release; graded cells equal; 45 cells
`lint.budget`         seconds, memory and network of a run (``--run``)
====================  ==========================================================================================
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import hash_of, pairs, read_source
from labkit.errors import CourseError, SourceError

__all__ = ["Finding", "accept", "findings", "lint", "lint_lab"]


def findings(content: Content, lab: str, execute: bool = False) -> Iterator[Finding]:
    """Everything wrong with one lab.

    Parameters
    ----------
    content : Content
    lab : str
    execute : bool
        Also run the solved notebooks, to measure time and memory and see whether they ask for the network.
    """
    from labkit.course.authoring.lint import budget, code, copies, figures, passport, prose, tasks, trained

    try:
        source = read_source(content, lab)
        copies.require_selectable(source)
    except SourceError as fault:  # nothing else can be said of a notebook that breaks the conventions
        yield Finding(lab, fault.cell, "source", fault.fault)
        return
    yield from passport.check(content, source)
    yield from prose.check(content, source)
    yield from code.check(content, source)
    yield from figures.check(source)
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
    """Lint labs (all by default), showing each finding; returns 1 if any blocks, else 0."""
    chosen = list(labs) or content.labs()
    for lab in chosen:
        content.require(lab)
    blocked = advised = 0
    for lab in chosen:
        for found in findings(content, lab, execute):
            show(str(found))
            blocked += found.blocks
            advised += not found.blocks
    many = "1 lab" if len(chosen) == 1 else f"{len(chosen)} labs"
    show(f"lint: {many}, {blocked} to mend" + (f", {advised} to consider" if advised else ""))
    return 1 if blocked else 0


def accept(content: Content, labs: Iterable[str], cells: Iterable[str]) -> list[str]:
    """Say that French cells now answer their English ones, by renewing their hash.

    Parameters
    ----------
    content : Content
    labs : iterable of str
        Where to look; all labs by default.
    cells : iterable of str
        Ids of French cells (``case-fr``).

    Returns
    -------
    list of str
        One line a cell.
    """
    told = []
    chosen = list(labs) or content.labs()
    sources = [read_source(content, lab) for lab in chosen]
    for name in cells:
        found = False
        for source in sources:
            for english, french in pairs(source):
                if french.id == name:
                    french.metadata.setdefault("labkit", {})["answers"] = hash_of(english.source)
                    nbformat.write(source.notebook, source.file)
                    told.append(f"{source.lab}: {name} answers {english.id} as it now stands")
                    found = True
        if not found:
            raise CourseError(f"no French cell is called {name!r} in {', '.join(chosen) or 'any lab'}")
    return told
