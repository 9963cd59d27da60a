"""The lexicon as a page beside the labs, and one entry as text or HTML, with the labs that use its term."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from labkit.content import Content
from labkit.errors import CourseError
from labkit.language import catalogue
from labkit.lexicon.entries import Entry, in_order


def page(language: str, links: Mapping[str, str] | None = None) -> str:
    """The whole lexicon as a Markdown page, in the alphabetical order of `language`.

    Parameters
    ----------
    language : {"en", "fr"}
    links : mapping of lab to address, optional
        Where each lab opens from this page; the others are named without a link.
    """
    _ = catalogue("course", language)
    other = "fr" if language == "en" else "en"
    lines, shelf = ["# " + _("Lexicon"), ""], _shelf()
    for entry in in_order(language):
        lines += [
            f"## {entry.term(language)}",
            "",
            f"*{entry.term(other)}*. {entry.definition[language]}",
            "",
        ]
        if entry.false_friend:
            lines += [f"**{_('Beware')}**{_colon(language)}{entry.false_friend[language]}", ""]
        labs = [
            f"[{title}]({links[lab]})" if links and lab in links else title
            for lab, title in _labs(entry, language, shelf)
        ]
        if labs:
            lines += [_("Labs") + f"{_colon(language)}{', '.join(labs)}.", ""]
        if entry.source:
            lines += [(_("Source") + f"{_colon(language)}{cited(entry.source, language)}."), ""]
    return "\n".join(lines)


def as_text(entry: Entry, language: str) -> str:
    """One entry in plain text."""
    _ = catalogue("course", language)
    other = "fr" if language == "en" else "en"
    lines = [
        f"{entry.term(language)} · {other}{_colon(language)}{entry.term(other)}",
        entry.definition[language],
    ]
    if entry.false_friend:
        lines.append(_("Beware") + f"{_colon(language)}{entry.false_friend[language]}")
    labs = [f"{title} ({lab})" for lab, title in _labs(entry, language)]
    if labs:
        lines.append(_("Labs") + f"{_colon(language)}{', '.join(labs)}")
    if entry.source:
        lines.append(_("Source") + f"{_colon(language)}{cited(entry.source, language)}")
    return "\n".join(lines)


def as_html(entry: Entry, language: str) -> str:
    """One entry in HTML, its labs as links where they lie within reach of the notebook."""
    _ = catalogue("course", language)
    other = "fr" if language == "en" else "en"
    parts = [
        f'<p><strong>{escape(entry.term(language))}</strong> · <span lang="{other}">{escape(entry.term(other))}</span></p>',
        f"<p>{escape(entry.definition[language])}</p>",
    ]
    if entry.false_friend:
        parts.append(
            "<p><strong>"
            + _("Beware")
            + f"{_colon(language)}</strong>{escape(entry.false_friend[language])}</p>"
        )
    labs = []
    for lab, title in _labs(entry, language):
        address = _address(lab)
        labs.append(f'<a href="{escape(address)}">{escape(title)}</a>' if address else escape(title))
    if labs:
        parts.append("<p>" + _("Labs") + f"{_colon(language)}{', '.join(labs)}</p>")
    if entry.source:
        said = escape(cited(entry.source, language))
        parts.append("<p><small>" + _("Source") + f"{_colon(language)}{said}</small></p>")
    return f'<div lang="{language}">{"".join(parts)}</div>'


def labs_of(entry: Entry) -> list[str]:
    """Ids of the labs that say they use a term, in the course's order; none where the labs cannot be read."""
    return [lab for lab, (_title, terms) in _shelf().items() if entry.id in terms]


def _shelf() -> dict[str, tuple[dict[str, str], list[str]]]:
    """Each lab's title and terms; empty where the labs cannot be read, as in the sandbox that marks."""
    try:
        content = Content.find()
        titles, terms = content.titles(), content.terms()
    except (CourseError, OSError, ValueError, KeyError):
        return {}
    return {lab: (title, terms.get(lab, [])) for lab, title in titles.items()}


def _labs(
    entry: Entry, language: str, shelf: dict[str, tuple[dict[str, str], list[str]]] | None = None
) -> list[tuple[str, str]]:
    """The labs that use a term and are there, with their titles."""
    labs = _shelf() if shelf is None else shelf
    return [(lab, title[language]) for lab, (title, terms) in labs.items() if entry.id in terms]


def _address(lab: str) -> str | None:
    """A lab's copy from the folder in force: beside it for a notebook, in it for the folder of the labs."""
    here = Path.cwd()
    own = "_explorer" if here.name.endswith("_explorer") else ""
    for name in (lab + own, lab, f"{lab}_explorer"):
        for up, folder in (("../", here.parent), ("", here)):
            if (folder / name / f"{name}.ipynb").is_file():
                return f"{up}{name}/{name}.ipynb"
    return None


# "and" between names or articles, never within an English title.
_AND = re.compile(r" and (?=(?:an der )?[^\W\da-z][\w'’-]*(?:,|;| \d| to |$)|\d|Annex)")
_FRENCH = (
    ("Regulation (EU)", "Règlement (UE)"), ("recital", "considérant"), ("Annex", "annexe"), ("not read here", "non lu ici"),
    ("not read", "non lu"), ("as cited by OWASP and others", "cité par OWASP et d'autres"), (", abstract", ", résumé"),
    ("(abstract)", "(résumé)"), ("chapter", "chapitre"), ("December", "décembre"), ("reprint", "réimpression"),
    ("extract", "extrait"), ("production guide of the PMSI, foreword of", "guide de production du PMSI, avant-propos de"),
    ("page of 26 February", "page du 26 février"), ("2nd ed.", "2e éd."), (" to R", " à R"),
)  # fmt: skip


def cited(source: str, language: str) -> str:
    """A source as the language writes it: its authors' "and", a regulation's parts, what is said of how it was read."""
    if language == "fr":
        source = _AND.sub(" et ", source)
        for english, french in _FRENCH:
            source = source.replace(english, french)
    return source


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "
