"""edsnlp's qualifiers behind the interface of `ContextTagger`: French as it ships, English through our cue lists.

edsnlp (Assistance Publique - Hôpitaux de Paris) has one flag for what is uncertain and what is only feared.
"""

from functools import cache
from typing import Any

import pandas as pd

from labkit.language import catalogue
from labkit.text.context.cues import load_cues
from labkit.text.context.findings import mentions_of
from labkit.text.context.sentences import split_sentences
from labkit.text.context.tagger import COLUMNS
from labkit.text.reading import as_note
from labkit.text.terms import names

_ = catalogue("text")

#: edsnlp builds a document of all tokens in memory: ten times less than our own rules accept.
LONGEST_FOR_EDSNLP = 100_000
# With spaCy's French, eight seconds: a pipeline asks for them when it is made, a grader of many notebooks once for all.
IMPORTED_LATE = ("edsnlp", "edsnlp.pipes", "edsnlp.language")


class EdsContextTagger:
    """edsnlp's negation, hypothesis, family and history, as a table like `ContextTagger`'s.

    Parameters
    ----------
    language : {"fr", "en"}
        ``"fr"`` uses edsnlp's own terms; ``"en"`` the same algorithms with labkit's English cues (those without gaps).

    Notes
    -----
    Its hypothesis flag covers both suspicion and condition: such a finding is ``uncertain`` and ``hypothetical``, and its
    temporality is history or current only. A
    finding it flags as both negated and hypothetical is ``uncertain``.
    """

    def __init__(self, language: str = "fr") -> None:
        if language not in ("fr", "en"):
            raise ValueError(
                _("No cue list for {language!r}: there are 'en' and 'fr'.").format(language=language)
            )
        self.language = language
        self._pipeline = _pipeline(language)

    def tag(self, text: str, findings: Any = None) -> pd.DataFrame:
        """Judge every mention of `findings` in `text`: parameters and columns as in `ContextTagger.tag`.

        ``cues`` stays empty: edsnlp does not say here which words decided.
        """
        text = as_note(text, longest=LONGEST_FOR_EDSNLP)
        mentions = mentions_of(text, names("findings", self.language) if findings is None else findings)
        document = self._pipeline.make_doc(text)
        spans = [document.char_span(start, end, alignment_mode="expand") for start, end, _label in mentions]
        document.spans["mentions"] = [span for span in spans if span is not None]
        for _name, pipe in self._pipeline.pipeline:
            document = pipe(document)
        sentences = split_sentences(text)
        rows = []
        for (start, end, label), span in zip(mentions, spans, strict=True):
            flags = span._ if span is not None else None
            hypothetical = bool(flags and flags.hypothesis)
            negated = bool(flags and flags.negation)
            rows.append(
                {
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                    "finding": label,
                    "sentence": next((i for i, (a, b) in enumerate(sentences) if a <= start < b), 0),
                    "polarity": "uncertain" if hypothetical else "absent" if negated else "present",
                    "hypothetical": hypothetical,
                    "experiencer": "family" if flags and flags.family else "patient",
                    "temporality": "history" if flags and flags.history else "current",
                    "cues": "",
                }
            )
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


@cache
def _pipeline(language: str) -> Any:
    try:
        import edsnlp
        import edsnlp.pipes as eds
    except ImportError as error:
        raise ImportError(_("edsnlp is not installed. Install labkit[clinical].")) from error
    pipeline = edsnlp.blank("eds")
    terms: dict[str, dict[str, Any]] = {"negation": {}, "hypothesis": {}, "family": {}, "history": {}}
    if language == "en":
        terms = _english_terms()
    pipeline.add_pipe(eds.sentences())
    where = {"span_getter": "mentions"}
    pipeline.add_pipe(eds.negation(**terms["negation"], **where))
    pipeline.add_pipe(eds.hypothesis(**terms["hypothesis"], **where))
    pipeline.add_pipe(eds.family(**terms["family"], use_sections=False, **where))
    pipeline.add_pipe(eds.history(**terms["history"], use_sections=False, use_dates=False, **where))
    return pipeline


# An empty list of verbs stands for all of edsnlp's French ones, "but" (of "boire") among them: one verb without any form
# that is an English word takes its place.
_FRENCH_ONLY = ["suspecter"]


def _english_terms() -> dict[str, dict[str, Any]]:
    cues = load_cues("en")

    def phrases(categories: str, directions: str = "forward backward previous nearest clause") -> list[str]:
        found = {
            phrase
            for cue in cues
            if cue.category in categories.split() and cue.direction in directions.split()
            for phrase in cue.phrases
            if not set(phrase.split()) & {"*", "#", "@"} and phrase[0].isalnum()
        }
        return sorted(found)

    stops = phrases("stop stop:polarity")
    after = "backward previous"
    return {
        "negation": {
            "pseudo": phrases("pseudo uncertain present"),
            "preceding": phrases("absent", "forward"),
            "preceding_regex": [],
            "following": phrases("absent", after),
            "verbs": _FRENCH_ONLY,
            "termination": stops,
        },
        "hypothesis": {
            "pseudo": phrases("pseudo"),
            "preceding": phrases("uncertain hypothetical", "forward nearest"),
            "following": phrases("uncertain", after + " nearest"),
            "verbs_eds": _FRENCH_ONLY,
            "verbs_hyp": _FRENCH_ONLY,
            "termination": stops,
        },
        "family": {"family": phrases("family"), "termination": phrases("stop stop:family")},
        "history": {"history": phrases("history"), "termination": phrases("stop stop:history")},
    }
