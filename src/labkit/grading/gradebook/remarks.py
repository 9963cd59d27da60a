"""What else was found in a submission, in words: put back, tried, or said by its own program."""

from collections.abc import Iterable, Mapping
from typing import Any

from labkit.language import catalogue

# Accidents: a notebook opened elsewhere, a cell copied, a lab that has changed since. Nobody is suspected of anything.
PUT_BACK = (
    "kernel",
    "unknown",
    "duplicated",
    "renamed",
    "deleted",
    "moved",
    "within",
    "cell_type",
    "labels",
    "timestamp",
    "companion",
    "encoding",
)
# Ends that a loop without an end has as well as an attack: they accuse nobody.
STOPPED = ("memory", "processes", "disk", "output", "timeout", "died")
LEFT_OUT = "working_copy"
BESIDE = "beside"
_MOST = 6


def put_back(noted: Iterable[Mapping[str, Any]], language: str | None = None) -> list[str]:
    """Repairs that mend an accident, each in a few words."""
    return _few(_accident(t, language) for t in noted if t["kind"] in PUT_BACK)


def all_repairs(noted: Iterable[Mapping[str, Any]], language: str | None = None) -> list[str]:
    """Every repair, for the learner: what was put back, without a guess at why."""
    return _few(_accident(t, language) for t in noted if t["kind"] != BESIDE)


def beside(noted: Iterable[Mapping[str, Any]], language: str | None = None) -> list[str]:
    """Other notebooks with answers that the marked one lacks."""
    _ = catalogue("grading", language)
    text = _("{file} (answers to {tasks})")
    return _few(text.format(file=t["cell"], tasks=t["detail"]) for t in noted if t["kind"] == BESIDE)


def tried(noted: Iterable[Mapping[str, Any]]) -> list[str]:
    """What was seen from outside and is no accident's repair, by its kind and cell."""
    return _few(
        f"{t['kind']} {t.get('cell', '')}".strip()
        for t in noted
        if t["kind"] not in (*PUT_BACK, *STOPPED, LEFT_OUT, BESIDE, "forbidden") and not t.get("reported")
    )


def stopped(noted: Iterable[Mapping[str, Any]], language: str | None = None) -> list[str]:
    """Why its program was stopped, or ended itself, and what of its folder was not read."""
    _ = catalogue("grading", language)
    text = {
        "memory": _("the program used up its memory"),
        "processes": _("the program started too many processes"),
        "disk": _("the program wrote files that are too large"),
        "output": _("the program printed too much"),
        "timeout": _("the program did not finish in time"),
        "died": _("the program ended by itself"),
        LEFT_OUT: _("links or special files were not read"),
    }
    return _few(text[t["kind"]] for t in noted if t["kind"] in text and not t.get("reported"))


def reported(noted: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the learner's own program said it saw; it may say anything."""
    return _few(str(t["kind"]) for t in noted if t.get("reported"))


def _few(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:_MOST]


def _accident(noted: Mapping[str, Any], language: str | None) -> str:
    _ = catalogue("grading", language)
    text = {
        "kernel": _("the kernel's name"),
        "unknown": _("{cell}, which the course does not have"),
        "duplicated": _("{cell}, which was there twice"),
        "renamed": _("the name of {cell}"),
        "deleted": _("{cell}, which was missing"),
        "moved": _("{cell}, which stood too early"),
        "within": _("{cell}, in which something else was written"),
        "cell_type": _("{cell}, which had become another kind of cell"),
        "labels": _("tags of {cell}"),
        "timestamp": _("the time it was handed in, which cannot be"),
        "companion": _("the course's file {cell}"),
        "encoding": _("the encoding, which was not UTF-8"),
        "source": _("the text of {cell}"),
        "metadata": _("settings of {cell}"),
        "tags": _("tags of {cell}"),
        "forged": _("settings of {cell}"),
    }.get(str(noted["kind"]), "{cell}")
    return text.format(cell=noted.get("cell", ""))
