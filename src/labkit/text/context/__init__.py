"""Context of findings: absent, uncertain or present; whose, when, or only feared. Rules of our own, edsnlp's,
and negspacy's."""

from importlib import import_module
from typing import Any

from labkit.text.context.cues import Cue, load_cues, parse_cues
from labkit.text.context.findings import match_terms
from labkit.text.context.mentions import sentence_mentions
from labkit.text.context.sentences import sections, split_sentences
from labkit.text.context.tagger import ContextTagger, sentence_language

__all__ = [
    "ContextTagger",
    "Cue",
    "EdsContextTagger",
    "NegspacyTagger",
    "load_cues",
    "match_terms",
    "parse_cues",
    "sections",
    "sentence_mentions",
    "sentence_language",
    "split_sentences",
]


def __getattr__(name: str) -> Any:
    if name == "EdsContextTagger":
        return import_module("labkit.text.context.eds").EdsContextTagger
    if name == "NegspacyTagger":
        return import_module("labkit.text.context.negex").NegspacyTagger
    raise AttributeError(f"module 'labkit.text.context' has no attribute {name!r}")
