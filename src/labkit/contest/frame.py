"""What every page of a contest has around it: the language, the way to the other language, tables that scroll."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

from labkit.language import LANGUAGES

_NAMES = {"en": "English", "fr": "Français"}


def framed(title: str, main: str, language: str, file: str, *, head: str = "", nav: str = "") -> str:
    """A whole page.

    Parameters
    ----------
    title : str
        Text.
    main : str
        HTML.
    language : {"en", "fr"}
    file : str
        Where the page lies, with ``{language}`` in its name: the other language is beside it.
    head : str, optional
        HTML for the page's head.
    nav : str, optional
        HTML above the page's main part.
    """
    other = next(one for one in LANGUAGES if one != language)
    return Template((Path(__file__).parent / "frame.html").read_text(encoding="utf-8")).substitute(
        language=language,
        title=escape(title),
        head=head,
        nav=nav,
        other_language=other,
        other_file=escape(file.format(language=other)),
        other_name=_NAMES[other],
        other_label="Language" if language == "en" else "Langue",
        main=main,
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts, its first column the rows' heads."""
    return table_of_rows(caption, heads, (row(escape(first), rest) for first, *rest in rows), text=True)


def row(head: str, cells: Iterable[str], *, first: bool = False) -> str:
    """A row: its head as HTML, its cells as text."""
    marked = ' class="first"' if first else ""
    return (
        f'<tr{marked}><th scope="row">{head}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
    )


def table_of_rows(caption: str, heads: Sequence[str], rows: Iterable[str], *, text: bool = False) -> str:
    """A table whose rows are HTML; one of text stands to the left, one of numbers to the right."""
    kind = ' class="text"' if text else ""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    # A region that scrolls can be reached with the keyboard.
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}"><table{kind}><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
