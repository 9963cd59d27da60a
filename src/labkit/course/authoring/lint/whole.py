"""The whole course: what its paths, its academy and its first questions name and no lab of it has. It stops nothing."""

import re
from collections.abc import Iterator

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.paths import names, plan, read_path
from labkit.course.paths.declared import FOLDER
from labkit.course.source.competencies import FILE, shared
from labkit.course.source.outline import outline
from labkit.errors import CourseError

COURSE = "course"
# Files under ``data/`` that name labs, and how.
_NAMING = {
    "academy/*.toml": re.compile(r'^lab\s*=\s*"(\w+)"', re.MULTILINE),
    "try.json": re.compile(r'"(\w+)/\w+"'),
}


def check(content: Content) -> Iterator[Finding]:
    """Every rule of this family."""
    taught = {competency for lab in outline(content) for competency in lab.competencies}
    for competency in shared(content):
        if competency.id not in taught:
            what = f"no lab of this course teaches {competency.id!r}"
            yield Finding(COURSE, f"data/{FILE}", "competency", what, blocks=False)
    # A course of labs alone has labkit's own paths, which are for labkit's labs.
    for name in names(content) if (content.data / FOLDER).is_dir() else ():
        file = f"data/paths/{name}.toml"
        try:
            missing = plan(content, read_path(content, name)).missing
        except CourseError as fault:
            yield Finding(COURSE, file, "path", str(fault))
            continue
        for section, lacking in missing:
            key = section.place.rpartition(": ")[2]
            what = f"{key}: no lab of this course has {lacking!r} for this public: the path says so"
            yield Finding(COURSE, file, "path", what, blocks=False)
    labs = set(content.labs())
    for pattern, naming in _NAMING.items():
        for found in sorted(content.data.glob(pattern)):
            for lab in dict.fromkeys(naming.findall(found.read_text(encoding="utf-8"))):
                if lab not in labs:
                    what = f"names {lab!r}, which is no lab of this course: it is passed over"
                    yield Finding(
                        COURSE, found.relative_to(content.root).as_posix(), "lab", what, blocks=False
                    )
