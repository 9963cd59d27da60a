"""Sentence templates: a small notation, compiled once to flat tuples that a writer plays back.

===============  ===========================================================================
``{a|b}``        agreement with the patient: masculine form, feminine form
``{#a|b}``       agreement in number with the findings just named: singular, plural
``{%a|b}``       agreement with the note's author
``@``            French participle's ending for the findings just named (``retrouvé@``)
``[a//b]``       a choice; each choice makes a template of its own
``<slot:form>``  a fact: ``<f:de>`` names the statement's findings after *de*
``~cue~``        the words that deny, doubt or attribute: a gold CUE span
``QC:`` first    kept in that region only
``?work,!ward:``  kept when the patient's plan has the tag ``work`` and not ``ward``
===============  ===========================================================================
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product

TEXT, PATIENT, NUMBER, AUTHOR, ENDING, SLOT, CUE = range(7)

_TOKEN = re.compile(r"<([a-z_]+)(?::([a-z_0-9]+))?>|\{([#%]?)([^{}|]*)\|([^{}|]*)\}|~([^~]+)~|(@)")
_CHOICE = re.compile(r"\[([^\[\]]*//[^\[\]]*)\]")
_REGION = re.compile(r"^(FR|QC|CA|US):\s*")
_NEEDS = re.compile(r"^\?([a-z0-9_,!]+):\s*")


@dataclass(frozen=True, eq=False)
class Template:
    """One way to say something: ``key`` names the source line, ``steps`` is what the writer plays.

    Each is compiled once and equal to itself alone, so that what is remembered of it costs no walk through its steps.
    """

    key: int
    steps: tuple[tuple, ...]
    needs: tuple[str, ...] = ()

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Tags that the patient's plan must have."""
        return frozenset(n for n in self.needs if n[0] != "!")

    @cached_property
    def unwanted(self) -> frozenset[str]:
        """Tags that it must not have."""
        return frozenset(n[1:] for n in self.needs if n[0] == "!")

    def fits(self, tags: frozenset[str]) -> bool:
        """Whether a patient's plan allows the sentence."""
        return self.wanted <= tags and self.unwanted.isdisjoint(tags)

    def tells(self, slots: frozenset[str]) -> bool:
        """Whether the sentence, outside its cue, has one of some facts."""
        return any(step[0] == SLOT and step[1] in slots for step in self.steps)


def _steps(text: str) -> tuple[tuple, ...]:
    steps: list[tuple] = []
    last = 0
    for token in _TOKEN.finditer(text):
        if token.start() > last:
            steps.append((TEXT, text[last : token.start()]))
        slot, form, mark, left, right, cue, ending = token.groups()
        if slot:
            steps.append((SLOT, slot, form or ""))
        elif cue:
            steps.append((CUE, _steps(cue)))
        elif ending:
            steps.append((ENDING, ("", "e", "s", "es")))
        else:
            kind = {"": PATIENT, "#": NUMBER, "%": AUTHOR}[mark]
            steps.append((kind, (left, right)))
        last = token.end()
    if last < len(text):
        steps.append((TEXT, text[last:]))
    return tuple(steps)


def region_of(source: str) -> tuple[str | None, str]:
    """Region a template is kept for (None: all), and the template without that prefix."""
    found = _REGION.match(source)
    return (found.group(1), source[found.end() :]) if found else (None, source)


def needs_of(source: str) -> tuple[str, str]:
    """What a template asks of the patient's plan, as written, and the template without that prefix."""
    found = _NEEDS.match(source)
    return (source[: found.end()], source[found.end() :]) if found else ("", source)


def compile_template(source: str, key: int) -> list[Template]:
    """Every expansion of one source line, as templates that share its key."""
    found = _NEEDS.match(source)
    needs = tuple(found[1].split(",")) if found else ()
    pieces = _CHOICE.split(source[found.end() :] if found else source)
    options = [piece.split("//") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return [Template(key, _steps("".join(choice)), needs) for choice in product(*options)]
