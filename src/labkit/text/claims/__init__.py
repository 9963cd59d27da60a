"""Claims (finding, polarity, drug, dose) and faithfulness: support, flips, wrong doses, inventions, omissions; ROUGE-L."""

from labkit.text.claims.doses import Quantity, doses_per_day, find_doses, normalise_dose, parse_number
from labkit.text.claims.extraction import extract_claims
from labkit.text.claims.faithfulness import FaithfulnessReport, faithfulness
from labkit.text.claims.rouge import Rouge, longest_common_subsequence, rouge_l

__all__ = [
    "FaithfulnessReport",
    "Quantity",
    "Rouge",
    "doses_per_day",
    "extract_claims",
    "faithfulness",
    "find_doses",
    "longest_common_subsequence",
    "normalise_dose",
    "parse_number",
    "rouge_l",
]
