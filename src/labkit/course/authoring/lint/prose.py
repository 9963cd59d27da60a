"""Prose: each French cell answers its English one; one H1; links that lead somewhere; terms the lexicon has; short cells."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from nbformat import NotebookNode

from labkit.content import Content, lab_of
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.lab_source import Source, hash_of, pairs
from labkit.course.source.select import select
from labkit.language import LANGUAGES
from labkit.tasks.lab_file import LAB_FILE, read_lab_file

MOST_WORDS = 120
_WORD = re.compile(r"\S*\w\S*")
_FENCE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_H1 = re.compile(r"^\s{0,3}#\s+\S", re.MULTILINE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_HREF = re.compile(r"<a\s[^>]*?href=[\"']([^\"']*)[\"']", re.IGNORECASE)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_TERM_CALL = re.compile(r"\blexicon\(\s*([\"'])(.+?)\1")


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    yield from _stale(source)
    for pathway in source.pathways():
        for language in LANGUAGES:
            yield from _headings(source, select(source, language, pathway), f"{language} {pathway} copy")
    yield from _links(content, source)
    yield from _terms(content, source)
    if edition(content, source.lab) >= 2:
        yield from _length(source)


def edition(content: Content, lab: str) -> int:
    """The lab's edition, as its ``lab.toml`` says; the first where it says nothing."""
    file = content.grader(lab) / LAB_FILE
    return read_lab_file(file.parent).edition if file.is_file() else 1


def words(text: str) -> int:
    """How many words of prose a cell has; a table's and a heading's count, its rules and marks do not."""
    return len(_WORD.findall(text))


def _length(source: Source) -> Iterator[Finding]:
    for cell in source.cells:
        if cell.cell_type == "markdown" and words(cell.source) > MOST_WORDS:
            yield Finding(
                source.lab,
                cell.id,
                "length",
                f"it has {words(cell.source)} words: {MOST_WORDS} is what a reader takes in before doing something",
            )


def _stale(source: Source) -> Iterator[Finding]:
    for english, french in pairs(source):
        if not french.source.strip():
            yield Finding(
                source.lab, french.id, "missing", f"it is empty: say in French what {english.id} says"
            )
            continue
        answers = french.metadata.get("labkit", {}).get("answers")
        if answers != hash_of(english.source):
            why = (
                "carries no hash of the English cell"
                if answers is None
                else f"{english.id} has changed since"
            )
            yield Finding(
                source.lab,
                french.id,
                "stale",
                f"{why}: bring the French up to date, then `labkit lint {source.lab} --accept {french.id}`",
            )


def _headings(source: Source, notebook: NotebookNode, where: str) -> Iterator[Finding]:
    prose = [_FENCE.sub("", cell.source) for cell in notebook.cells if cell.cell_type == "markdown"]
    number = sum(len(_H1.findall(text)) for text in prose)
    if number != 1:
        yield Finding(
            source.lab, "notebook", "h1", f"the {where} has {number} H1 (`# …`): it needs exactly one"
        )


def _links(content: Content, source: Source) -> Iterator[Finding]:
    anchors = {_slug(h) for cell in source.cells for h in _HEADING.findall(cell.source)}
    for cell in source.cells:
        if cell.cell_type != "markdown":
            continue
        text = _FENCE.sub("", cell.source)
        for target in [*_LINK.findall(text), *_HREF.findall(text)]:
            fault = _fault_of_link(content, source, target, anchors)
            if fault:
                yield Finding(source.lab, cell.id, "link", f"the link to {target!r} {fault}")


def _fault_of_link(content: Content, source: Source, target: str, anchors: set[str]) -> str | None:
    parts = urlsplit(target)
    if parts.scheme in ("http", "https"):
        # Addresses are not tried: lint needs no network. Their form is.
        return None if "." in parts.netloc else "is not an address"
    if parts.scheme in ("mailto", "data", "attachment"):
        return None
    if parts.scheme:
        return f"has a scheme ({parts.scheme}:) that JupyterLab does not open"
    if not target:
        return "is empty"
    if target.startswith("#"):
        return None if unquote(target[1:]).lower() in anchors else "leads to no heading of this notebook"
    file = source.file.parent / unquote(parts.path)
    if file.exists():
        return None
    assignment = file.stem
    if file.suffix == ".ipynb" and lab_of(assignment)[0] in content.labs():
        return None
    return "leads to no file beside the notebook"


def _slug(heading: str) -> str:
    """A heading's anchor as JupyterLab makes it: spaces become hyphens."""
    return re.sub(r"\s+", "-", re.sub(r"[*_`]", "", heading.strip())).lower()


def _terms(content: Content, source: Source) -> Iterator[Finding]:
    """Terms the lab looks up or prints in bold in its exit ticket need an entry."""
    from labkit.lexicon import is_among, known_to, names_of

    names = names_of(known_to(content, source.lab))
    wanted: list[tuple[str, str]] = []
    for cell in source.cells:
        if cell.id in ("exit-en", "exit-fr"):
            words = (" ".join(found.split()) for found in _BOLD.findall(cell.source))
            wanted += [(cell.id, word) for word in words if not word.endswith((".", ":"))]
    wanted += [(cell.id, found[1]) for cell in source.cells for found in _TERM_CALL.findall(cell.source)]
    for where, term in wanted:
        if not is_among(term, names):
            yield Finding(
                source.lab,
                where,
                "lexicon",
                f"{term!r} has no entry: add it to graders/{source.lab}/lexicon.json, in both languages",
            )
