"""What a lab says in its own folders for itself alone: its labels, its lexicon entries, its competencies.

Two labs may bring the same entry or competency, for each must stand without the other; they may not say two things of it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.competencies import own, shared
from labkit.language import LANGUAGES, WORDS, label, speaking
from labkit.lexicon import known_to


def check(content: Content, lab: str) -> Iterator[Finding]:
    """Every rule of this family."""
    for language in LANGUAGES:
        file = content.notebooks / lab / WORDS.format(language)
        if file.is_file():
            yield from _labels(lab, file, language)
    yield from _agreement(
        lab,
        "lexicon.json",
        "lexicon",
        {one: [(e.id, e) for e in known_to(content, one)] for one in content.labs()},
    )
    course = [(c.id, c) for c in shared(content)]
    said = {one: [*course, *((c.id, c) for c in own(content, one))] for one in content.labs()}
    yield from _agreement(lab, "lab.toml", "competency", said)


def _labels(lab: str, file: Path, language: str) -> Iterator[Finding]:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except ValueError as fault:
        yield Finding(lab, file.name, "labels", f"does not read: {fault}")
        return
    with speaking(language):
        for name, words in said.items():
            if not isinstance(words, str) or not words.strip():
                yield Finding(lab, file.name, "labels", f"{name!r} must be a text, not {words!r}")
            elif "_" in name and " " not in name:
                meant = name.replace("_", " ")
                yield Finding(lab, file.name, "labels", f"{name!r} is looked up as {meant!r}: write that")
            elif label(name, own={}) == words != name:
                yield Finding(
                    lab, file.name, "labels", f"{name!r}: labkit says the same already; leave it out"
                )


def _agreement(
    lab: str, file: str, rule: str, said: Mapping[str, Sequence[tuple[str, object]]]
) -> Iterator[Finding]:
    """This lab's entries of one kind against its own others and against every other lab's."""
    elsewhere = [pair for one, pairs in said.items() if one != lab for pair in pairs]
    for name in dict.fromkeys(name for name, _entry in said[lab]):
        mine = [entry for other, entry in said[lab] if other == name]
        if len(mine) > 1:
            yield Finding(
                lab, file, rule, f"{name!r} stands twice, here or in the course's own list: keep one"
            )
        elif any(other == name and entry != mine[0] for other, entry in elsewhere):
            yield Finding(lab, file, rule, f"{name!r} says something else in another lab: make both the same")
