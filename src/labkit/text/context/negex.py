"""negspacy, the NegEx of spaCy, behind the interface of `ContextTagger`: the English baseline.

Chapman, Bridewell, Hanbury, Cooper and Buchanan 2001, "A simple algorithm for identifying negated findings and diseases
in discharge summaries", J Biomed Inform 34:301.
"""

from functools import cache
from typing import Any

import pandas as pd

from labkit.language import catalogue
from labkit.text.context.findings import mentions_of
from labkit.text.context.sentences import split_sentences
from labkit.text.context.tagger import COLUMNS
from labkit.text.reading import as_note
from labkit.text.terms import names

_ = catalogue("text")

#: As for edsnlp: spaCy builds a document of all tokens in memory.
LONGEST_FOR_NEGSPACY = 100_000
IMPORTED_LATE = ("spacy.lang.en", "negspacy.negation", "negspacy.termsets")


class NegspacyTagger:
    """negspacy's negation as a table like `ContextTagger`'s, with its own termset for clinical English.

    Parameters
    ----------
    language : {"en"}
        negspacy has no French termset.

    Notes
    -----
    NegEx knows two answers: a finding is negated (``absent``) or not (``present``), never ``uncertain``. It says nothing
    of experiencer, time or condition: those columns hold ``patient``, ``current`` and False. The sentences are labkit's
    (`split_sentences`), since a blank spaCy model has none that know a note's lines.

    Examples
    --------
    >>> NegspacyTagger().tag("Denies fever but reports a cough.", ["fever", "cough"])["polarity"].tolist()
    ['absent', 'present']
    """

    def __init__(self, language: str = "en") -> None:
        if language != "en":
            raise ValueError(
                _("negspacy has no termset for {language!r} here: only 'en'.").format(language=language)
            )
        self.language = language
        self._pipeline, self._negex = _negex()

    def tag(self, text: str, findings: Any = None) -> pd.DataFrame:
        """Judge every mention of `findings` in `text`: parameters and columns as in `ContextTagger.tag`.

        ``cues`` stays empty: negspacy does not say which words decided.
        """
        text = as_note(text, longest=LONGEST_FOR_NEGSPACY)
        mentions = mentions_of(text, names("findings", self.language) if findings is None else findings)
        sentences = split_sentences(text)
        document = self._pipeline.make_doc(text)
        _set_sentences(document, [start for start, _end in sentences])
        spans = [document.char_span(start, end, alignment_mode="expand") for start, end, _label in mentions]
        # A group of spans, not the entities: these may not overlap, and mentions may.
        document.spans["mentions"] = [span for span in spans if span is not None]
        document = self._negex(document)
        rows = [
            {
                "start": start,
                "end": end,
                "text": text[start:end],
                "finding": label,
                "sentence": next((i for i, (a, b) in enumerate(sentences) if a <= start < b), 0),
                "polarity": "absent" if span is not None and span._.negex else "present",
                "hypothetical": False,
                "experiencer": "patient",
                "temporality": "current",
                "cues": "",
            }
            for (start, end, label), span in zip(mentions, spans, strict=True)
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _set_sentences(document: Any, starts: list[int]) -> None:
    """The token that holds the first character of a sentence begins it, and no other does."""
    waiting = iter(starts)
    start = next(waiting, None)
    for token in document:
        token.is_sent_start = token.i == 0
        while start is not None and token.idx + len(token) > start:
            token.is_sent_start = True
            start = next(waiting, None)


@cache
def _negex() -> tuple[Any, Any]:
    try:
        import spacy
        from negspacy.negation import Negex
        from negspacy.termsets import termset
    except ImportError as error:
        raise ImportError(_("negspacy is not installed. Install labkit[clinical].")) from error
    pipeline = spacy.blank("en")
    terms = termset("en_clinical").get_patterns()
    return pipeline, Negex(pipeline, "negex", neg_termset=terms, span_keys=["mentions"])
