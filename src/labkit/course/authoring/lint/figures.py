"""Figures and tables: alt text for who does not see them, the table of their numbers, headings in the reader's language."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import Source

_EMPTY_ALT = re.compile(r"!\[\s*\]\(")
_IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE | re.DOTALL)
_ALT = re.compile(r"\balt=(\"[^\"]*[^\"\s][^\"]*\"|'[^']*[^'\s][^']*')", re.IGNORECASE)
_HEADING = re.compile(r"<th\b[^>]*>([^<]*)</th>")
# A heading is made of a column's name: a title or a name that was not written with its capital, a word with a French accent.
_NO_ENGLISH = re.compile(r"\b(?:mrs?|ms|dr|mme|malenfant)\b|\b[a-z]*[éèêëàâçùûîïôœ][a-zéèêëàâçùûîïôœ]*\b")
_PICTURES = ("image/png", "image/jpeg", "image/svg+xml")
_DRAWS = re.compile(r"\bplt\.|\.plot\(|\.hist\(|\.scatter\(|import matplotlib|import plotly|import seaborn")


def check(source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    for cell in source.cells:
        if cell.cell_type == "markdown":
            if _EMPTY_ALT.search(cell.source) or any(
                not _ALT.search(img) for img in _IMG.findall(cell.source)
            ):
                yield Finding(source.lab, cell.id, "alt", "an image has no alt text: say what it shows")
        else:
            yield from _outputs(source, cell)


def _outputs(source: Source, cell: NotebookNode) -> Iterator[Finding]:
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        html = data.get("text/html", "")
        pictures = _IMG.findall(html)
        if any(kind in data for kind in _PICTURES) and not pictures:
            yield Finding(
                source.lab,
                cell.id,
                "alt",
                "its figure is a bare image, which screen readers cannot read: show a labkit display, "
                "whose HTML has alt text and its table",
            )
        for heading in _HEADING.findall(html) if 'lang="en"' in html else ():
            if word := _NO_ENGLISH.search(heading):
                yield Finding(
                    source.lab,
                    cell.id,
                    "heading",
                    f"the heading {heading!r} shows {word[0]!r} in English: name the column as it is to be read",
                )
        if any(not _ALT.search(img) for img in pictures):
            yield Finding(source.lab, cell.id, "alt", "its figure's image has no alt text")
        if pictures and "<table" not in html.lower():
            yield Finding(
                source.lab, cell.id, "figure-table", "its figure comes without the table of its numbers"
            )
    if _DRAWS.search(cell.source) and not cell.get("outputs") and cell.get("execution_count") is None:
        yield Finding(
            source.lab,
            cell.id,
            "alt",
            "it draws but was not run, so its figure was not checked: run the notebook and save it",
            blocks=False,
        )
