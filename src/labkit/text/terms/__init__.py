"""Terms of findings and drugs in English and French, as data: one concept a line in `findings.tsv`, `drugs.tsv`."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from labkit.language import catalogue

_ = catalogue("text")
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Term:
    """A concept, its names by language, and whether leaving it out of a summary is an omission that matters."""

    concept: str
    names: dict[str, tuple[str, ...]]
    critical: bool


@cache
def load_terms(kind: str) -> tuple[Term, ...]:
    """The terms of `kind`: ``"findings"`` or ``"drugs"``."""
    lines = resources.files(__package__).joinpath(f"{kind}.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return tuple(
        Term(
            row["concept"],
            {language: tuple(name for name in row[language].split("|") if name) for language in LANGUAGES},
            row["critical"] == "1",
        )
        for row in rows
    )


def names(kind: str, language: str) -> dict[str, tuple[str, ...]]:
    """Concepts and their names in ``"en"``, ``"fr"`` or both (``"auto"``)."""
    if language == "auto":
        return {t.concept: tuple(dict.fromkeys(t.names["fr"] + t.names["en"])) for t in load_terms(kind)}
    if language not in LANGUAGES:
        raise ValueError(
            _("language must be 'en', 'fr' or 'auto', not {language!r}.").format(language=language)
        )
    return {term.concept: term.names[language] for term in load_terms(kind)}
