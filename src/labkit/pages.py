"""A page that is read, kept or printed: built once, written as HTML that stands alone or as plain Markdown.

Everything handed in is text and is escaped; `markup` alone takes HTML, for what another room has already made.
"""

from collections.abc import Iterable, Sequence
from html import escape

_STYLE = """
:root { color-scheme: light; }
body { font: 1.05rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 50rem; margin: 0 auto; padding: 1rem 1.2rem 4rem; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .4rem; border-top: 1px solid #bbb; padding-top: .9rem; }
h3 { font-size: 1.08rem; margin: 1.4rem 0 .3rem; }
a { color: #004b87; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .6rem 0; width: 100%; }
caption { text-align: left; color: #444; padding-bottom: .3rem; }
th, td { padding: .3rem .8rem .3rem 0; text-align: left; border-bottom: 1px solid #ddd; vertical-align: top; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .75rem; }
@media (max-width: 40rem) { th, td { overflow-wrap: anywhere; hyphens: auto; padding-right: .4rem; font-size: .95rem; } }
@media print { h2, h3 { break-after: avoid; } tr { break-inside: avoid; } body { padding: 0; } }
"""


class Page:
    """One page in one language.

    Parameters
    ----------
    title : str
        Its first heading, and what a browser calls it.
    language : {"en", "fr"}
    """

    def __init__(self, title: str, language: str) -> None:
        self._title, self._language = title, language
        self._blocks: list[tuple[str, str]] = []

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; the page's title alone is of level 1."""
        self.markup(f"<h{level}>{escape(text)}</h{level}>", f"{'#' * level} {text}")

    def paragraph(self, text: str) -> None:
        self.markup(f"<p>{escape(text)}</p>", text)

    def items(self, texts: Iterable[str]) -> None:
        """A list."""
        found = list(texts)
        if found:
            inside = "".join(f"<li>{escape(text)}</li>" for text in found)
            self.markup(f"<ul>{inside}</ul>", "\n".join(f"- {text}" for text in found))

    def table(self, caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table with its caption; each row's first cell is its heading."""
        found = [[str(cell) for cell in row] for row in rows]
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
        body = "".join(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in found
        )
        plain = [_row(heads), _row(["---"] * len(heads)), *(_row(row) for row in found)]
        self.markup(
            f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>",
            "\n".join([caption, "", *plain]),
        )

    def markup(self, html: str, text: str) -> None:
        """HTML that is already safe, and what it says in plain text."""
        self._blocks.append((html, text))

    def html(self) -> str:
        """The whole page: no script, nothing fetched from elsewhere."""
        main = "\n".join(html for html, _text in self._blocks)
        title = escape(self._title)
        return (
            f'<!DOCTYPE html>\n<html lang="{self._language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
            f"{main}\n</main>\n</body>\n</html>\n"
        )

    def text(self) -> str:
        """The same as Markdown."""
        return "\n\n".join([f"# {self._title}", *(text for _html, text in self._blocks)]) + "\n"


def _row(cells: Iterable[str]) -> str:
    inside = " | ".join(cell.replace("\n", " ").replace("|", "\\|") for cell in cells)
    return f"| {inside} |"
