"""What a sentence begins with: a label that a heading has just said is not said again."""

import re
from functools import cache

from labkit.data.notes.knowledge.spelling import fold
from labkit.data.notes.knowledge.template import CUE, SLOT, TEXT, Template

# Sections whose lines have a label each, of a habit, a relative, an organ, a person of the team.
_BY_LINE = {"social", "family", "icu_systems", "op_team", "psych_interview", "echo_measures", "technique.mri"}
_FAMILY = {"fhx", "famhx", "atcdf", "fam", "familiaux", "familial"}
# Facts that say how old the patient is.
_AGES = frozenset(["age", "sexage", "an"])


def _lead(steps: tuple[tuple, ...]) -> str:
    """The words before the first fact."""
    text = ""
    for step in steps:
        if step[0] == TEXT:
            text += step[1]
        elif step[0] == CUE:
            inner = _lead(step[1])
            text += inner
            if any(s[0] == SLOT for s in step[1]):
                break
        else:
            break
    return text


@cache
def label(template: Template) -> str:
    """The label that a sentence begins with, *CC:*; one or two bare words before a fact, *Allergy*; or nothing."""
    lead = _lead(template.steps)
    found = re.match(r"\W*([^:,<]{1,34}?) ?:(?:\s|$)", lead)
    if found:
        return found[1] + ":"
    words = lead.split()
    return lead.strip() if 0 < len(words) < 3 else ""


@cache
def tells_age(template: Template) -> bool:
    """Whether a sentence says how old the patient is."""
    return template.tells(_AGES)


@cache
def _words(text: str) -> frozenset[str]:
    found = ["family" if w in _FAMILY else w for w in re.findall(r"[a-z]+", fold(text).lower())]
    return frozenset({w[:4] for w in found if len(w) > 2} or found)


def anew(templates: tuple[Template, ...], heading: str, section: str, first: bool) -> tuple[Template, ...]:
    """The sentences that do not repeat the heading above them; all of them where none is left."""
    return _anew(templates, heading, first and section not in _BY_LINE)


@cache
def _anew(templates: tuple[Template, ...], heading: str, unlabelled: bool) -> tuple[Template, ...]:

    def repeats(template: Template) -> bool:
        told = label(template)
        if told.endswith(":") and unlabelled:
            return True
        return bool(told) and bool(_words(told) & _words(heading))

    return tuple(t for t in templates if not repeats(t)) or templates
