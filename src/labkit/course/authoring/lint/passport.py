"""The passport: competencies said in both languages, terms that have an entry, labs that come before or are asked about."""

from collections.abc import Iterator

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.competencies import FILE, own, shared
from labkit.course.source.lab_source import Source
from labkit.course.source.outline import place_of
from labkit.tasks.lab_file import about_here, read_lab_file


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    known = {competency.id for competency in (*shared(content), *own(content, source.lab))}
    for named in source.passport.competencies if known else ():
        if named not in known:
            yield Finding(
                source.lab,
                "lab.toml",
                "competency",
                f"competencies: {named!r} is neither in data/{FILE} nor among this file's own_competencies: "
                "say it here in both languages, or name one of " + ", ".join(sorted(known)),
            )
    yield from _earlier(content, source)
    from labkit.lexicon import known_to

    terms = {entry.id for entry in known_to(content, source.lab)}
    for named in source.passport.terms:
        if named not in terms:
            yield Finding(
                source.lab,
                "lab.toml",
                "lexicon",
                f"terms: {named!r} is the id of no entry: add it to graders/{source.lab}/lexicon.json, in both languages",
            )


def _earlier(content: Content, source: Source) -> Iterator[Finding]:
    """What is needed first, or asked about, is a lab of the course, and none of a later module: who goes in order meets it too late.

    A lab that is not there stops nothing: a course may have any of the labs.
    """
    labs = set(content.labs())
    for named in source.passport.prerequisites:
        if named not in labs:
            wrong = f"prerequisites: {named!r} is no lab of this course: it is not required"
            yield Finding(source.lab, "lab.toml", "prerequisite", wrong, blocks=False)
        elif place_of(read_lab_file(content.grader(named)).passport.module) > place_of(
            source.passport.module
        ):
            wrong = f"prerequisites: {named!r} is in a later module: name an earlier lab"
            yield Finding(source.lab, "lab.toml", "prerequisite", wrong)
    folder = content.grader(source.lab)
    for question in read_lab_file(folder).asks:
        if not about_here(folder, question):
            wrong = f"asks: {question!r} is about no lab of this course: it is not asked"
            yield Finding(source.lab, "lab.toml", "question", wrong, blocks=False)
