"""Learners' HTML, made harmless and readable: no script, no style, no frame, nothing fetched from elsewhere."""

import html
import re
from functools import lru_cache
from typing import Any

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p",
    "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {"*": ["lang", "title"], "a": ["href"], "img": ["src", "alt", "width", "height"]} | {
    cell: ["colspan", "rowspan", "scope"] for cell in ("td", "th")
}
_IMAGE = re.compile(r"^data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]+$")
_DROPPED_WHOLE = re.compile(r"<(script|style|template|iframe|object|noscript)\b.*?</\1\s*>", re.I | re.S)
MAX_CHARACTERS = 2_000_000


def clean(markup: str, *, heading_shift: int = 0, alt: str = "") -> str:
    """HTML that can be shown to anybody.

    Parameters
    ----------
    markup : str
        Hostile HTML.
    heading_shift : int
        How many levels headings go down, so that the page keeps one outline.
    alt : str
        Text for images that have none.
    """
    if len(markup) > MAX_CHARACTERS:
        return f"<pre>{html.escape(markup[:10_000])}…</pre>"
    cleaned = _cleaner().clean(_DROPPED_WHOLE.sub("", markup))
    cleaned = re.sub(r"<img(?![^>]*\bsrc=)[^>]*>", "", cleaned)
    cleaned = re.sub(r"<img(?![^>]*\balt=)", f'<img alt="{html.escape(alt, quote=True)}"', cleaned)
    # pandas writes an empty corner as a header cell, which announces a header without a name.
    cleaned = re.sub(r"<th([^>]*)>\s*</th>", r"<td\1></td>", cleaned)
    if heading_shift:
        cleaned = re.sub(
            r"<(/?)h([1-6])\b", lambda m: f"<{m[1]}h{min(int(m[2]) + heading_shift, 6)}", cleaned
        )
    return cleaned


def markdown_to_html(source: str, *, heading_shift: int = 0, alt: str = "", attachments: Any = None) -> str:
    """A learner's Markdown as HTML that can be shown to anybody (see `clean`)."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    if not source.strip():
        return ""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True, attachments=attachments or {})
    try:
        markup = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # a text that the renderer trips over is still shown
        return f"<pre>{html.escape(source)}</pre>"
    return clean(markup, heading_shift=heading_shift, alt=alt)


@lru_cache(maxsize=1)
def _cleaner() -> Any:
    import bleach

    return bleach.Cleaner(
        tags=_TAGS,
        attributes=_allowed,
        protocols={"https", "http", "mailto", "data"},
        strip=True,
        strip_comments=True,
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    if name not in _ATTRIBUTES["*"] and name not in _ATTRIBUTES.get(tag, ()):
        return False
    if tag == "img" and name == "src":
        return bool(_IMAGE.match(value))
    return not (name == "href" and value.strip().lower().startswith(("data:", "javascript:")))
