"""The passport: competencies that the course's own list says in both languages, terms that the lexicon has."""

from collections.abc import Iterator

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.competencies import FILE, competencies
from labkit.course.source.lab_source import Source


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    known = {competency.id for competency in competencies(content)}
    for named in source.passport.competencies if known else ():
        if named not in known:
            yield Finding(
                source.lab,
                "lab.toml",
                "competency",
                f"competencies: {named!r} is not in data/{FILE}: add it there in both languages, or name one of "
                + ", ".join(sorted(known)),
            )
    from labkit.lexicon import entries

    terms = {entry.id for entry in entries()}
    for named in source.passport.terms:
        if named not in terms:
            yield Finding(
                source.lab,
                "lab.toml",
                "lexicon",
                f"terms: {named!r} is the id of no entry: add it to data/lexicon.json, in both languages",
            )
