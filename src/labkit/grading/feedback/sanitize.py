"""Learners' HTML, made harmless and readable: no script, no style, no frame, nothing fetched from elsewhere.

Written for hostile input: one pass, time proportional to the length whatever the text, and every tag of the result is
made here, closed, from a short list. Parsers that mend HTML as browsers do can be made to take minutes: bleach
and nh3 did, over deeply nested elements, thousands of attributes or two million ampersands.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p",
    "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_VOID = {"br", "col", "hr", "img"}
# Left open in ordinary HTML: the next one of the same name closes it.
_CLOSED_BY_THE_NEXT = {"p", "li", "dt", "dd", "tr", "td", "th", "summary"}
_DROPPED_WITH_CONTENT = {"script", "style", "template", "iframe", "object", "noscript", "title", "textarea"}
_ATTRIBUTES = {"*": {"lang", "title"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}} | {
    cell: {"colspan", "rowspan", "scope"} for cell in ("td", "th")
}
_IMAGE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
_ADDRESS = re.compile(r"(https?://|mailto:|#)[^\s<>\"']*", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,40})(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_MOST_ATTRIBUTES = 40
_DEEPEST = 60
MAX_CHARACTERS = 2_000_000
_MOST_TAGS = 100_000
# Mathematics in Markdown is looked for in time that grows with the square of the text.
MAX_MARKDOWN = 40_000


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
    if len(markup) > MAX_CHARACTERS or markup.count("<") > _MOST_TAGS:
        return f"<pre>{html.escape(markup[:10_000])}…</pre>"
    made: list[str] = []
    opened: list[str] = []
    for part in _parts(markup):
        if isinstance(part, str):
            made.append(_escaped(part))
            continue
        closing, tag, attributes = part
        if heading_shift and re.fullmatch(r"h[1-6]", tag):
            tag = f"h{min(int(tag[1]) + heading_shift, 6)}"
        if closing:
            if tag in opened:
                made += _close_down_to(tag, opened)
            continue
        if opened and opened[-1] == tag and tag in _CLOSED_BY_THE_NEXT:
            made += _close_down_to(tag, opened)
        if tag == "img" and not _kept(tag, attributes, "src"):
            continue
        if tag not in _VOID and len(opened) >= _DEEPEST:
            continue
        made.append(_start(tag, attributes, alt))
        if tag not in _VOID:
            opened.append(tag)
    made += [f"</{tag}>" for tag in reversed(opened)]
    # pandas writes an empty corner as a header cell, which announces a header without a name.
    return re.sub(r"<th([^>]*)>\s*+</th>", r"<td\1></td>", "".join(made))


def markdown_to_html(source: str, *, heading_shift: int = 0, alt: str = "", attachments: Any = None) -> str:
    """A learner's Markdown as HTML that can be shown to anybody (see `clean`)."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    if not source.strip():
        return ""
    if len(source) > MAX_MARKDOWN:
        return f"<pre>{html.escape(source[:MAX_CHARACTERS])}</pre>"
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True, attachments=attachments or {})
    try:
        markup = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # a text that the renderer trips over is still shown
        return f"<pre>{html.escape(source)}</pre>"
    return clean(markup, heading_shift=heading_shift, alt=alt)


_Tag = tuple[bool, str, dict[str, str]]


def _parts(markup: str) -> Iterator[str | _Tag]:
    """Texts and those tags that are allowed, in their order; comments and what cannot be shown are left out."""
    position = 0
    find = _Finder(markup)
    while position < len(markup):
        start = find("<", position)
        if start < 0:
            break
        yield markup[position:start]
        found = _TAG.match(markup, start)
        if markup.startswith("<!--", start):
            end = find("-->", start + 4)
            position = len(markup) if end < 0 else end + 3
        elif found is None:
            declaration = markup[start + 1 : start + 2] in ("!", "?")
            end = find(">", start) if declaration else -1
            if end < 0:
                yield "<"
            position = start + 1 if end < 0 else end + 1
        else:
            tag = found[2].lower()
            attributes, position = _attributes(markup, found.end())
            if tag in _TAGS:
                yield bool(found[1]), tag, attributes
            elif tag in _DROPPED_WITH_CONTENT and not found[1]:
                position = _behind(tag, markup, position, find)
    yield markup[position:]


class _Finder:
    """`str.find`, which remembers what is not there any more: a thousand open comments cost one search."""

    def __init__(self, text: str):
        self._text, self._found = text, dict[str, int]()

    def __call__(self, what: str, position: int) -> int:
        last = self._found.get(what, -2)
        if last == -1 or last >= position:
            return last
        self._found[what] = self._text.find(what, position)
        return self._found[what]


def _attributes(markup: str, position: int) -> tuple[dict[str, str], int]:
    """What stands between a tag's name and its end, and where that end is."""
    found: dict[str, str] = {}
    while position < len(markup):
        letter = markup[position]
        if letter == ">":
            return found, position + 1
        if letter == "<":  # it was no tag, or one that nobody finished
            return found, position
        one = _ATTRIBUTE.match(markup, position) if letter.isalpha() else None
        if one is None:
            position += 1
            continue
        if len(found) < _MOST_ATTRIBUTES:
            value = next((v for v in one.groups()[1:] if v is not None), "")
            found.setdefault(one[1].lower(), _unescaped(value))
        position = one.end()
    return found, position


def _behind(tag: str, markup: str, position: int, find: Callable[[str, int], int]) -> int:
    """Where the content of a tag that is dropped whole ends; the end of all where it is never closed."""
    while (end := find("</", position)) >= 0:
        if markup[end + 2 : end + 2 + len(tag)].lower() == tag:
            closed = find(">", end)
            return len(markup) if closed < 0 else closed + 1
        position = end + 2
    return len(markup)


def _start(tag: str, attributes: dict[str, str], alt: str) -> str:
    if tag == "img":
        attributes = {"alt": alt} | attributes
    kept = ((name, _kept(tag, attributes, name)) for name in attributes)
    return f"<{tag}" + "".join(f' {name}="{html.escape(v)}"' for name, v in kept if v is not None) + ">"


def _kept(tag: str, attributes: dict[str, str], name: str) -> str | None:
    value = attributes.get(name)
    if value is None or (name not in _ATTRIBUTES["*"] and name not in _ATTRIBUTES.get(tag, ())):
        return None
    if name == "src":
        return value if _IMAGE.fullmatch(value) else None
    if name == "href":
        return value if _ADDRESS.fullmatch(value.strip()) else None
    return value[:1000]


def _close_down_to(tag: str, opened: list[str]) -> list[str]:
    closed = []
    while opened:
        closed.append(opened.pop())
        if closed[-1] == tag:
            break
    return [f"</{name}>" for name in closed]


def _escaped(text: str) -> str:
    return html.escape(_unescaped(text), quote=False)


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a character of a thousand digits
        return text
