"""Tokens: byte-pair encoding by hand and by the `tokenizers` library, fertility by language, the token
budget."""

from labkit.text.tokens.budget_display import TokenBudgetDisplay
from labkit.text.tokens.bytepair import BytePairTokenizer
from labkit.text.tokens.fertility import Budgeted, Tokenizer, fertility, fit_sections, truncate
from labkit.text.tokens.library import LibraryTokenizer
from labkit.text.tokens.merging import as_bytes, best_pair, learn_merges, merge_pair, pair_counts
from labkit.text.tokens.pretokens import pretokenize, words

__all__ = [
    "Budgeted",
    "BytePairTokenizer",
    "LibraryTokenizer",
    "TokenBudgetDisplay",
    "Tokenizer",
    "as_bytes",
    "best_pair",
    "fertility",
    "fit_sections",
    "learn_merges",
    "merge_pair",
    "pair_counts",
    "pretokenize",
    "truncate",
    "words",
]
