"""The passport in the notebook's metadata: competencies that the course's own list says, in both languages."""

from collections.abc import Iterator

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.competencies import FILE, competencies
from labkit.course.source.lab_source import Source


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    known = {competency.id for competency in competencies(content)}
    for named in source.metadata["competencies"] if known else ():
        if named not in known:
            yield Finding(
                source.lab,
                "metadata",
                "competency",
                f"{named!r} is not in data/{FILE}: add it there in both languages, or name one of "
                + ", ".join(sorted(known)),
            )
