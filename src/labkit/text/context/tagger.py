"""ConText in English and French: what a note says of each finding, and which words say so.

Harkema, Dowling, Thornblade and Chapman 2009, "ConText: an algorithm for determining negation, experiencer, and
temporal status from clinical reports", J Biomed Inform 42:839. Here polarity has three values, since *cannot exclude*
is not *excluded*, and a cue's strength settles quarrels (`suspected embolism, ruled out`).
"""

from typing import Any

import pandas as pd

from labkit.language import catalogue
from labkit.text.context.cues import cue_index, section_cues
from labkit.text.context.findings import Mention, mentions_of, spans_by_note
from labkit.text.context.scope import Claim, Sentence
from labkit.text.context.sentences import sections, split_sentences
from labkit.text.folding import compose_with_offsets, composed_position, fold, fold_with_offsets
from labkit.text.reading import as_note, read_notes
from labkit.text.terms import names

_ = catalogue("text")

COLUMNS = {
    "start": "int64",
    "end": "int64",
    "text": "object",
    "finding": "object",
    "sentence": "int64",
    "polarity": "object",
    "hypothetical": "bool",
    "experiencer": "object",
    "temporality": "object",
    "cues": "object",
}
_CAUTION = {"uncertain": 0, "absent": 1, "present": 2}
_FRENCH = "le la les de des du un une et est pas plus pour avec sans en au aux il elle qui sur dans par ni depuis d l"
_ENGLISH = "the of and an is no not for with without in on he she who by to was has at from this since"
_COMMON = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}


class ContextTagger:
    """Rules that judge each finding of a note: polarity, hypothesis, experiencer, temporality.

    Parameters
    ----------
    language : {"fr", "en", "auto"}
        ``"auto"`` decides sentence by sentence (a note may change language), from its commonest words; a sentence
        without any keeps the language of the one before.

    Notes
    -----
    *Pas d'argument pour* is uncertain here, as one of two radiologists reads it, and *no evidence of* absent, as in NegEx:
    a service that reads the first as an exclusion has to say so.

    Examples
    --------
    >>> ContextTagger("fr").tag("Plus de fièvre, EP non exclue.", ["fièvre", "EP"])["polarity"].tolist()
    ['absent', 'uncertain']
    """

    def __init__(self, language: str = "fr") -> None:
        if language not in ("fr", "en", "auto"):
            raise ValueError(
                _("language must be 'en', 'fr' or 'auto', not {language!r}.").format(language=language)
            )
        self.language = language

    def tag(self, text: str, findings: Any = None) -> pd.DataFrame:
        """Judge every mention of `findings` in `text`.

        Parameters
        ----------
        text : str
        findings : terms, mapping of label to terms, sequence of (start, end[, label]), or frame with start and end
            labkit's own terms (`labkit.text.terms`) when left out. Pandas and Polars frames are both accepted.

        Returns
        -------
        DataFrame
            One row a mention, in order: ``start``, ``end`` (``text[start:end]`` is the mention), ``text``, ``finding``
            (label), ``sentence`` (number), ``polarity`` (present, absent, uncertain), ``hypothetical`` (a condition, a
            risk, an instruction: nothing is asserted, so polarity is uncertain unless a cue says otherwise),
            ``experiencer`` (patient, family), ``temporality`` (current, history, hypothetical), ``cues`` (the words that decided).
        """
        return _frame(self.rows(as_note(text), findings))

    def tag_notes(self, notes: Any, findings: Any = None) -> pd.DataFrame:
        """Judge every note of a frame.

        Parameters
        ----------
        notes : pandas or Polars frame with ``note_id`` and ``text``
        findings : terms or mapping of label to terms, or frame with ``note_id``, ``start``, ``end``[, ``finding``]
            A frame says for each note which spans to judge.

        Returns
        -------
        DataFrame
            As `tag`, with ``note_id`` first.
        """
        rows: list[dict[str, Any]] = []
        given = spans_by_note(findings)
        for note_id, text in read_notes(notes):
            wanted = findings if given is None else given.get(note_id, [])
            rows.extend(
                {"note_id": note_id, **row} for row in self.rows(as_note(text, name=str(note_id)), wanted)
            )
        return _frame(rows, ["note_id", *COLUMNS])

    def rows(self, written: str, findings: Any) -> list[dict[str, Any]]:
        """As `tag`, each mention a row of its own: judged on composed accents and placed in the note as it was typed."""
        mentions = mentions_of(written, names("findings", self.language) if findings is None else findings)
        text, offsets = compose_with_offsets(written)
        if text == written:
            return self._composed_rows(text, mentions)
        placed = {
            (composed_position(offsets, a), composed_position(offsets, b), label): (a, b)
            for a, b, label in mentions
        }
        rows = self._composed_rows(text, sorted(placed))
        for row in rows:
            start, end = placed[row["start"], row["end"], row["finding"]]
            row |= {"start": start, "end": end, "text": written[start:end]}
        return rows

    def _composed_rows(self, text: str, mentions: list[Mention]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        language = "fr" if self.language == "auto" else self.language
        waiting = iter(sorted(mentions))
        mention = next(waiting, None)
        headed = _headed(text, self.language)
        for number, (start, end) in enumerate(split_sentences(text)):
            inside: list[Mention] = []
            while mention is not None and mention[0] < end:
                inside.append(mention)
                mention = next(waiting, None)
            if self.language == "auto":
                language = sentence_language(text[start:end], default=language)
            if inside:
                rows.extend(
                    self._judge(
                        text, start, max(end, *(m[1] for m in inside)), inside, language, number, headed
                    )
                )
        return rows

    @staticmethod
    def _judge(text, start, end, mentions, language, number, headed) -> list[dict[str, Any]]:
        folded, offsets = fold_with_offsets(text[start:end])
        at = {position: i for i, position in reversed(list(enumerate(offsets)))}
        sentence = Sentence(
            folded,
            [(_index(at, first - start), _index(at, last - start)) for first, last, _ in mentions],
            cue_index(language),
            language,
        )
        rows = []
        for (first, last, label), claims in zip(mentions, sentence.claims(), strict=True):
            decided = {
                group: _winner(claims, group)
                for group in ("polarity", "hypothetical", "family", "history", "current")
            }
            section = next((kind for begin, stop, kind in headed if begin <= first < stop), None)
            hypothetical = decided["hypothetical"] is not None or section == "hypothetical"
            polarity = decided["polarity"].hit.cue.category if decided["polarity"] else None
            history = decided["history"] is not None or section == "history"
            rows.append(
                {
                    "start": first,
                    "end": last,
                    "text": text[first:last],
                    "finding": label,
                    "sentence": number,
                    "polarity": polarity or ("uncertain" if hypothetical else "present"),
                    "hypothetical": hypothetical,
                    "experiencer": "family" if decided["family"] or section == "family" else "patient",
                    "temporality": "hypothetical"
                    if hypothetical
                    else "history"
                    if history and not decided["current"]
                    else "current",
                    "cues": "; ".join(
                        " ".join(sentence.words[i] for i in claim.hit.positions).replace("' ", "'")
                        for claim in decided.values()
                        if claim
                    ),
                }
            )
        return rows


def _frame(rows: list[dict[str, Any]], columns: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns or list(COLUMNS)).astype(COLUMNS)


def _index(at: dict[int, int], position: int) -> int:
    while position not in at:
        position -= 1
    return at[position]


def _winner(claims: list[Claim], group: str) -> Claim | None:
    """The claim that decides: strongest, then nearest, then most cautious."""
    of_group = [claim for claim in claims if claim.hit.cue.group == group]
    if not of_group:
        return None
    return min(
        of_group,
        key=lambda c: (-c.hit.cue.strength, c.distance, _CAUTION.get(c.hit.cue.category, 0)),
    )


def _headed(text: str, language: str) -> list[tuple[int, int, str]]:
    found = []
    kinds = {}
    for each in ("fr", "en") if language == "auto" else (language,):
        kinds.update(section_cues(each))
    for header, start, end in sections(text):
        kind = next((kinds[p] for p in sorted(kinds, key=len, reverse=True) if header.startswith(p)), None)
        if kind:
            found.append((start, end, kind))
    return found


def sentence_language(sentence: str, default: str = "fr") -> str:
    """``"fr"`` or ``"en"`` by the commonest words of a sentence; `default` where neither wins."""
    words = fold(sentence).replace("'", " ").split()
    score = {
        language: sum(word.strip(".,:;()") in common for word in words)
        for language, common in _COMMON.items()
    }
    return default if score["fr"] == score["en"] else max(score, key=lambda language: score[language])
