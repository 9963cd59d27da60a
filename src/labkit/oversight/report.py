"""A report that is written out as HTML or Markdown, in English or French, from one description of its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from labkit import language
from labkit.evaluate.inputs.arrays import is_missing
from labkit.figures import Display, table_html
from labkit.language import catalogue, number

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")


@dataclass(frozen=True)
class Table:
    """A table of a report: caption, frame, and words for its columns."""

    caption: str
    frame: pd.DataFrame
    labels: Mapping[str, str]


Block = str | Table | Display
Section = tuple[str, list[Block]]


class Report:
    """A report whose numbers were computed from data.

    Parameters
    ----------
    build : callable
        Gives title and sections in the language in force; called again for each language.
    numbers : DataFrame
        As returned by `labkit.oversight.performance_numbers`: every number printed is one of these, or a
        count or share computed with them.
    """

    def __init__(self, build: Callable[[], tuple[str, list[Section]]], numbers: pd.DataFrame) -> None:
        self._build = build
        self._numbers = numbers

    @property
    def numbers(self) -> pd.DataFrame:
        """The numbers, to check a copy against (`labkit.oversight.check_numbers`)."""
        return self._numbers.copy()

    def html(self, lang: str | None = None) -> str:
        """The report as a self-contained HTML ``<article>``, in `lang` or the language in force."""
        with language.speaking(lang):
            title, sections = self._build()
            parts = [f'<article class="labkit-report" lang="{language.current()}"><h1>{escape(title)}</h1>']
            for heading, blocks in sections:
                parts.append(f"<section><h2>{escape(heading)}</h2>")
                parts += [_block_html(block) for block in blocks]
                parts.append("</section>")
            return "".join([*parts, "</article>"])

    def markdown(self, lang: str | None = None) -> str:
        """The report as Markdown; figures are given by their text and their table."""
        with language.speaking(lang):
            title, sections = self._build()
            lines = [f"# {title}", ""]
            for heading, blocks in sections:
                lines += [f"## {heading}", ""]
                for block in blocks:
                    lines += [*_block_markdown(block), ""]
            return "\n".join(lines).rstrip() + "\n"

    def _repr_html_(self) -> str:
        return self.html()


def _block_html(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>"
    if isinstance(block, Table):
        return table_html(block.frame, block.caption, dict(block.labels))
    return block.figure_html()


def _block_markdown(block: Block) -> list[str]:
    if isinstance(block, str):
        return [_escaped(block)]
    if isinstance(block, Table):
        return [f"**{_escaped(block.caption)}**", "", *_table_markdown(block.frame, block.labels)]
    return [
        f"**{_escaped(block.title)}**",
        "",
        _escaped(block.alt_text),
        "",
        *_table_markdown(block.table, block._column_labels()),
    ]


def _table_markdown(frame: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    head = [labels.get(str(c), str(c)) for c in frame.columns]
    lines = ["| " + " | ".join(_escaped(h) for h in head) + " |", "|" + " --- |" * len(head)]
    for row in frame.itertuples(index=False, name=None):
        lines.append("| " + " | ".join(_escaped(_cell(v)) for v in row) + " |")
    return lines


def _cell(value: Any) -> str:
    if is_missing(value):
        return "–"
    if isinstance(value, str):
        return value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return number(value, 0)
    return number(value, 3) if isinstance(value, float) else str(value)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is: an author's words cannot make a table, a link or HTML."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text).replace("\n", " ")


# words that announce a performance figure, in both languages, followed within a few characters by a number
_CLAIM = re.compile(
    r"\b(auc|auroc|c[- ]?(statistic|index)|statistique c|brier|o/e|sensitivity|sensibilité|specificity|spécificité|"
    r"recall|rappel|ppv|vpp|npv|vpn|precision|précision|accuracy|exactitude|f1|calibration slope|"
    r"pente de calibration|net benefit|bénéfice net|prevalence|prévalence)\b[^.;\n]{0,25}?\d",
    re.IGNORECASE,
)


def author_text(about: Mapping[str, Any], allowed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The author's texts by field and language, checked: known fields, text, no performance figure typed by hand.

    Parameters
    ----------
    about : mapping of str to str, or to a mapping of languages to str
        A plain text serves both languages.
    allowed : mapping of field names to headings

    Raises
    ------
    ValueError
        On an unknown field, a value that is not text, or a figure that the report computes itself.
    """
    checked: dict[str, dict[str, str]] = {}
    for name, given in about.items():
        if name not in allowed:
            raise ValueError(
                _("Unknown field {name}; the fields are {fields}.").format(
                    name=repr(name), fields=", ".join(allowed)
                )
            )
        versions = dict(given) if isinstance(given, Mapping) else dict.fromkeys(language.LANGUAGES, given)
        for code, text in versions.items():
            if code not in language.LANGUAGES or not isinstance(text, str):
                raise ValueError(
                    _("Field {name} must be text, or a text for each of en and fr.").format(name=repr(name))
                )
            claim = _CLAIM.search(text)
            if claim:
                raise ValueError(
                    _(
                        "Field {name} states a figure ({claim}): performance is computed from the data, never "
                        "typed. Remove it."
                    ).format(name=repr(name), claim=claim.group(0))
                )
        checked[name] = {code: text.strip() for code, text in versions.items() if text.strip()}
    return checked


def in_language(texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The author's texts in the language in force, fields without one left out."""
    code = language.current()
    return {name: versions[code] for name, versions in texts.items() if code in versions}
