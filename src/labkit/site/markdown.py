"""Prose as HTML: nbconvert's reading of Markdown, with headings that can be linked to, tables that scroll, and formulas as MathML."""

import re
from html import escape, unescape
from itertools import count
from typing import Any

from labkit.lexicon.entries import plain

# A table of cards has no heads; Markdown asks for a row of them, empty.
_NO_HEADS = re.compile(r"<thead>\s*<tr>\s*(<td></td>\s*)+</tr>\s*</thead>\s*")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def as_html(text: str, first_level: int = 1, taken: set[str] | None = None) -> str:
    """A text of Markdown as HTML.

    Parameters
    ----------
    text : str
    first_level : int
        The level at which a heading of level 1 stands on the page; the others follow it, down to level 6.
    taken : set of str, optional
        Ids of headings that the page has already; those of this text are added, numbered where they would come twice.
    """
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    ids = set() if taken is None else taken

    class Renderer(IPythonRenderer):
        """Formulas are written out when the site is built: no script has to draw them."""

        def heading(self, text: str, level: int, **attrs: Any) -> str:
            level = min(level + first_level - 1, 6)
            name = anchor(text)
            number = next(n for n in count(1) if (name if n == 1 else f"{name}-{n}") not in ids)
            ids.add(name := name if number == 1 else f"{name}-{number}")
            return f'<h{level} id="{name}">{text}</h{level}>\n'

        def inline_math(self, body: str) -> str:
            return formula(body, "inline")

        def block_math(self, body: str) -> str:
            return f'<div class="scroll" tabindex="0">{formula(body, "block")}</div>'

    html = MarkdownWithMath(Renderer(escape=False, exclude_anchor_links=True)).render(text)
    html = _NO_HEADS.sub("", re.sub(r"<th( style=[^>]*)?></th>", "<td></td>", html))
    return scrolling(re.sub(r"<th(?=[ >])", '<th scope="col"', html))


def formula(latex: str, display: str) -> str:
    """A formula in LaTeX as MathML, which browsers draw and screen readers read without a script."""
    from latex2mathml.converter import convert

    return convert(unescape(latex), display=display)


def anchor(heading: str) -> str:
    """What a heading is called in an address: its words without accents or marks."""
    return re.sub(r"[^a-z0-9]+", "-", plain(unescape(re.sub(r"<[^>]+>", "", heading)))).strip("-") or "part"


def scrolling(html: str) -> str:
    """Each table in a box of its own that scrolls, also from the keyboard: a narrow screen keeps its width."""
    return _TABLE.sub(lambda found: f'<div class="scroll" tabindex="0">{found[0]}</div>', html)


def code(source: str) -> str:
    """Python, coloured by classes."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    coloured = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    return f'<pre class="code" tabindex="0"><code>{coloured}</code></pre>'


def plain_text(text: str) -> str:
    """What a program printed."""
    return f'<pre tabindex="0">{escape(text)}</pre>'
