"""The law: rows that are known, and every row that the text cites among those that ``lab.toml`` lists."""

import re
from collections.abc import Iterator

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import Source
from labkit.data.law import FILE, law_rows
from labkit.tasks.lab_file import LAB_FILE, read_lab_file


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    said = read_lab_file(content.grader(source.lab))
    listed, known = said.law, law_rows()
    for named in listed:
        if named not in known:
            yield Finding(
                source.lab,
                LAB_FILE,
                "law",
                f"law: {named!r} is no row of data/{FILE}; add it there, in both languages, with where it was read",
            )
    if not said.says_its_law:
        return
    text = "\n".join(cell.source for cell in source.cells if "en" in cell.metadata.get("tags", ()))
    for row in known.values():
        if row.cited and row.id not in listed and (found := re.search(row.cited, text)):
            yield Finding(
                source.lab,
                LAB_FILE,
                "law",
                f"the text cites {found[0]!r}, which is row {row.id!r} of data/{FILE}: list it under law",
            )
