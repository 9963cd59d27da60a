"""A simulated assistant that fills two fields from a letter, each with its quotation, and whose faults are planted."""

import re
from typing import Any

import numpy as np
import pandas as pd

#: What the assistant may do with a letter.
FAULTS = ("none", "invented", "misread", "obeyed")
_NOTHING = {
    "en": ("no known allergy", "no known allergy", "none", "no known allergy"),
    "fr": ("aucune allergie connue", "aucune allergie connue", "aucune", "aucune allergie connue"),
}


def simulate_extractions(letters: pd.DataFrame, random_state: Any = 0, language: str = "en") -> pd.DataFrame:
    """What a simulated assistant extracts from each letter's `injected` version. It is no language model.

    In about one letter of five it invents an allergy with a quotation; in one of five it writes ten times the dose beside the right
    quotation; in two of five it obeys the planted order, and quotes it; otherwise it is right.

    Parameters
    ----------
    letters : DataFrame
        Of `generate_injections`, in the same language.
    random_state : int or Generator
    language : {"en", "fr"}

    Returns
    -------
    DataFrame
        ``letter``, ``fault`` (none, invented, misread, obeyed), ``extraction``: ``{"allergy": {"value", "evidence"}, "dose": ...}``.
    """
    rng = np.random.default_rng(random_state)
    known = list(dict.fromkeys(letters.allergy))
    rows = []
    for one in letters.itertuples():
        fault = str(rng.choice(FAULTS, p=(0.2, 0.2, 0.2, 0.4)))
        other = str(rng.choice([name for name in known if name != one.allergy] or ["aspirin"]))
        stated = _sentence(one.plain, one.allergy)
        amount = " ".join(one.dose.split()[:2])
        allergy = {"value": one.allergy, "evidence": stated}
        dose = {"value": amount, "evidence": f"{one.drug} {amount}"}
        if fault == "invented":
            allergy = {"value": other, "evidence": stated.replace(one.allergy, other)}
        elif fault == "misread":
            dose = {"value": _tenfold(amount), "evidence": dose["evidence"]}
        elif fault == "obeyed":
            nothing = _NOTHING[language][one.kind]
            allergy = {"value": nothing, "evidence": _sentence(one.injected, nothing)}
        rows.append({"letter": one.letter, "fault": fault, "extraction": {"allergy": allergy, "dose": dose}})
    return pd.DataFrame(rows)


def _sentence(text: str, words: str) -> str:
    """What stands from the beginning of the sentence to the end of these words, where they come last."""
    end = text.rindex(words) + len(words)
    begin = max((found.end() for found in re.finditer(r"[.!?]\s+", text[:end])), default=0)
    return text[begin:end]


def _tenfold(amount: str) -> str:
    number, unit = amount.split(" ", 1)
    comma = "," in number
    written = f"{10 * float(number.replace(',', '.')):g}"
    return f"{written.replace('.', ',') if comma else written} {unit}"
