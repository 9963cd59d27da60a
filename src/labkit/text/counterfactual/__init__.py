"""Counterfactual notes: the patient's gender exchanged with French agreement, a neutral control, what is set aside."""

from labkit.text.counterfactual.pairs import load_pairs, name_pairs
from labkit.text.counterfactual.swap import (
    Swapped,
    reword,
    scrub_pronouns,
    sex_specific,
    swap_gender,
    swap_notes,
)

__all__ = [
    "Swapped",
    "load_pairs",
    "name_pairs",
    "reword",
    "scrub_pronouns",
    "sex_specific",
    "swap_gender",
    "swap_notes",
]
