"""A discharge letter written by hand in both languages, and what tokenizers in use make of it: recorded counts."""

import json
import tomllib

import pandas as pd

from labkit.data import _files
from labkit.data.notes import Notes, generate_notes

#: The sections of the letter, in its order; labkit's words for them are those of a generated letter.
SECTIONS = (
    "letterhead",
    "history",
    "home_drugs",
    "history_of_the_illness",
    "exam",
    "investigations",
    "assessment",
    "course",
    "discharge_drugs",
    "followup",
)


def load_letter_pair() -> dict[str, dict[str, str]]:
    """One patient's discharge letter, written by hand in English and in French from the same facts.

    Returns
    -------
    dict of str to dict of str to str
        ``"english"`` and ``"french"``: the text of each section by its name, in the letter's order. Put end to end, the
        sections are the letter.
    """
    with _files.verified("letters.toml").open("rb") as file:
        written = tomllib.load(file)
    return {
        language: {name: sections[name].strip("\n") + "\n" for name in SECTIONS}
        for language, sections in written.items()
    }


def parallel_letters() -> Notes:
    """Sixty generated discharge letters, each in both languages from the same facts, without typing errors."""
    return generate_notes(60, random_state=6, kinds=["discharge_letter"], parallel=True, typos=0)


def load_token_counts() -> pd.DataFrame:
    """Tokens that tokenizers in use make of the letters, as `benchmarks/tokens_of_letters.py` counted them.

    Returns
    -------
    DataFrame
        One row a tokenizer: ``tokenizer``, ``pieces`` in its list, ``made_for``, the tokens of the letter written by hand
        (``english_letter``, ``french_letter``) and of all `parallel_letters` (``english_letters``, ``french_letters``), and
        ``source``, the package and the licence.
    """
    recorded = json.loads(_files.verified("letters.tokens.json").read_text(encoding="utf-8"))
    return pd.DataFrame(recorded["tokenizers"])
