"""Finding the mentions to be judged: terms (accents, case and plurals do not count) or spans that are given."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import narwhals as nw

from labkit.language import catalogue
from labkit.text.folding import fold, fold_with_offsets

_ = catalogue("text")

Mention = tuple[int, int, str]


def term_pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """Any of `terms`, whole words of folded text, plural or not, the longest first; None without terms."""
    phrases = sorted(
        {" ".join(fold(term).split()) for term in terms if term.strip()}, key=lambda t: (-len(t), t)
    )
    if not phrases:
        return None
    # Two- and three-letter abbreviations take no plural: "ICs" would also read "ics".
    alternatives = [
        r"\s+".join(map(re.escape, p.split())) + ("" if len(p) < 4 else "(?:s|x|es)?") for p in phrases
    ]
    return re.compile(rf"(?<![\w]){'(?:' + '|'.join(alternatives) + ')'}(?!\w)")


@lru_cache(maxsize=64)
def _read(
    terms: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[dict[str, str], set[str], re.Pattern[str] | None]:
    """Whose each folded name is, which names are read in capitals only, and the pattern of all."""
    owner: dict[str, str] = {}
    capitals = {fold(n) for _label, names in terms for n in names if len(n) < 4 and n.isupper()}
    for label, names in terms:
        for name in names:
            owner.setdefault(" ".join(fold(name).split()), label)
    return owner, capitals, term_pattern(owner)


def match_terms(text: str, terms: Mapping[str, Iterable[str]]) -> list[Mention]:
    """Mentions of `terms` (label to names) in `text`: (start, end, label), in order, the longest where they overlap.

    A name of two or three capitals (EP, IC, MI) is matched in capitals only.
    """
    owner, capitals, found = _read(tuple((label, tuple(names)) for label, names in terms.items()))
    if found is None:
        return []
    folded, offsets = fold_with_offsets(text)
    mentions = []
    for match in found.finditer(folded):
        name = " ".join(match.group().split())
        start, end = offsets[match.start()], offsets[match.end()]
        if name in capitals and not text[start:end].isupper():
            continue  # "IC" is heart failure, "ic" a typing error; "EP" an embolism, "ep" nothing sure
        label = next(owner[n] for n in (name, name[:-1], name[:-2]) if n in owner)
        mentions.append((start, end, label))
    return mentions


def mentions_of(text: str, findings: Any) -> list[Mention]:
    """Mentions from any form `ContextTagger.tag` accepts: terms, label to terms, (start, end[, label]), a frame.

    Raises
    ------
    ValueError
        For a span outside the note, naming it; TypeError for a form that is none of these.
    """
    if isinstance(findings, Mapping):
        wrong = [label for label, names in findings.items() if isinstance(names, str)]
        if wrong:
            raise TypeError(_("findings[{label!r}]: a list of terms expected.").format(label=wrong[0]))
        return match_terms(text, findings)
    if isinstance(findings, str):
        raise TypeError(_("findings: a list of terms expected, one string given. Write [term]."))
    try:
        frame = nw.from_native(findings, eager_only=True)
    except TypeError:
        rows = list(findings)
    else:
        missing = {"start", "end"} - set(frame.columns)
        if missing:
            raise ValueError(
                _("findings: column {column} is missing.").format(column=", ".join(sorted(missing)))
            )
        label = next((c for c in ("finding", "label", "concept") if c in frame.columns), None)
        rows = list(frame.select("start", "end", *([label] if label else [])).iter_rows())
    if all(isinstance(row, str) for row in rows):
        return match_terms(text, {term: [term] for term in rows})
    return sorted(_checked_span(text, row, position) for position, row in enumerate(rows))


def spans_by_note(findings: Any) -> dict[Any, list[tuple]] | None:
    """Spans of a frame with a ``note_id`` column, note by note; None if `findings` is no such frame."""
    try:
        frame = nw.from_native(findings, eager_only=True)
    except TypeError:
        return None
    if "note_id" not in frame.columns:
        raise ValueError(_("findings: column {column} is missing.").format(column="note_id"))
    label = next((c for c in ("finding", "label", "concept") if c in frame.columns), None)
    spans: dict[Any, list[tuple]] = {}
    for note_id, *span in frame.select("note_id", "start", "end", *([label] if label else [])).iter_rows():
        spans.setdefault(note_id, []).append(tuple(span))
    return spans


def _checked_span(text: str, row: Any, position: int) -> Mention:
    if hasattr(row, "start") and hasattr(row, "end"):
        row = (row.start, row.end, getattr(row, "label", None))
    try:
        start, end, *label = row
        start, end = int(start), int(end)
    except (TypeError, ValueError):
        raise TypeError(
            _("findings[{position}]: a term or (start, end[, label]) expected, {row!r} given.").format(
                position=position, row=row
            )
        ) from None
    if not 0 <= start < end <= len(text):
        raise ValueError(
            _("findings[{position}]: span {start}-{end} lies outside the note, whose length is {n}.").format(
                position=position, start=start, end=end, n=len(text)
            )
        )
    return start, end, str(label[0]) if label and label[0] is not None else text[start:end]
