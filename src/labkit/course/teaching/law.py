"""The page of the law, made of ``data/law.toml``, and which lab cites which row, from each ``lab.toml``.

``python -m labkit.course.teaching.law`` writes the tables of docs/law.md and docs/law.fr.md again; their other text stays.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from labkit.content import Content
from labkit.course.source.outline import outline
from labkit.data.law import LawRow, columns_in_law, law_rows
from labkit.language import LANGUAGES, catalogue
from labkit.tasks.lab_file import read_lab_file

_PAGES = {"en": "law.md", "fr": "law.fr.md"}
_HEADS = {
    "en": ("article", "what it asks, in one sentence", "of whom", "which system in the labs", "read", "row"),
    "fr": ("article", "ce qu'il demande, en une phrase", "à qui", "quel système dans les TP", "lu", "ligne"),
}
_COLUMN_HEADS = {
    "en": ("column", "to decide", "beside it, to check", "by"),
    "fr": ("colonne", "pour décider", "à côté, pour vérifier", "d'après"),
}
_TABLE = re.compile(r"(<!-- (eu|fr|qc|columns) -->\n).*?(?=\n<!-- end -->)", re.DOTALL)


def with_tables(text: str, language: str) -> str:
    """A page's text with its tables made again of ``data/law.toml``."""
    return _TABLE.sub(lambda found: found[1] + _table(found[2], language), text)


def citing(content: Content) -> dict[str, list[str]]:
    """Labs that cite each row, rows and labs in their order; a row that no lab cites has an empty list."""
    cited: dict[str, list[str]] = {row: [] for row in law_rows()}
    for lab in outline(content):
        for row in read_lab_file(content.grader(lab.id)).law:
            cited.setdefault(row, []).append(lab.id)
    return cited


def law_table(content: Content, language: str) -> str:
    """Article and labs as Markdown, and which labs say nothing of the law."""
    _ = catalogue("course", language)
    known, cited = law_rows(), citing(content)
    rows = [
        (row, known[row].article.in_language(language) if row in known else "", ", ".join(labs))
        for row, labs in cited.items()
    ]
    silent = [lab.id for lab in outline(content) if not read_lab_file(content.grader(lab.id)).law]
    lines = _markdown((_("row"), _("article"), _("labs that cite it")), rows)
    return lines + (f"\n\n{_('Labs that list no row:')} {', '.join(silent)}" if silent else "")


def _table(part: str, language: str) -> str:
    if part == "columns":
        return _markdown(_COLUMN_HEADS[language], columns_in_law(language=language).to_numpy().tolist())
    rows = [row for row in law_rows().values() if row.place == part]
    return _markdown(_HEADS[language], [_cells(row, language) for row in rows])


def _cells(row: LawRow, language: str) -> list[str]:
    said = (row.article, row.asks, row.whom, row.system, row.read)
    return [*(text.in_language(language) if text else "" for text in said), f"`{row.id}`"]


def _markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(folder: Path) -> None:
    """Both pages of `folder`, with their tables made again (authors' tool)."""
    for language in LANGUAGES:
        page = folder / _PAGES[language]
        page.write_text(with_tables(page.read_text(encoding="utf-8"), language), encoding="utf-8")


if __name__ == "__main__":
    write(Content.find().root / "docs")
