"""What becomes of what closes the skin."""

from labkit.data.notes.knowledge.spelling import fold
from labkit.data.notes.writing.scribe import Scribe


def skin(scribe: Scribe, form: str) -> None:
    """What becomes of what closes the skin: of staples if the note has said so."""
    said = fold(scribe.finished()).lower()
    low, high = (7, 10) if "ports" in scribe.tags else (10, 15)
    way = (
        "staples"
        if "agrafe" in said or "staples" in said
        else "none"
        if "dermi" in said or "cuticular" in said
        else "threads"
    )
    before, _, after = scribe.words["skin"][way + ("_t" if form == "short" else "")].partition("{}")
    scribe.text(before)
    if way != "none":
        scribe.exact(str(scribe.stay.number("st_10_15", low, high)))
    if after:
        scribe.text(after)
