"""Clinical text in English and French: tokens, context, de-identification, spans, retrieval, claims, small
models."""

from importlib import import_module
from typing import Any

_HOME = {
    "as_note": "reading",
    "decode_note": "reading",
    "fold": "folding",
    "fold_with_offsets": "folding",
    "BytePairTokenizer": "tokens",
    "LibraryTokenizer": "tokens",
    "TokenBudgetDisplay": "tokens",
    "fertility": "tokens",
    "fit_sections": "tokens",
    "truncate": "tokens",
    "ContextTagger": "context",
    "EdsContextTagger": "context",
    "NegspacyTagger": "context",
    "Deidentifier": "deidentify",
    "Surrogates": "deidentify",
    "leak_report": "deidentify",
    "is_valid_nir": "deidentify",
    "nir_key": "deidentify",
    "span_metrics": "spans",
    "span_metrics_by_document": "spans",
    "BM25Index": "retrieval",
    "DenseIndex": "retrieval",
    "chunk_documents": "retrieval",
    "ranking_metrics": "retrieval",
    "extract_claims": "claims",
    "faithfulness": "claims",
    "rouge_l": "claims",
    "swap_gender": "counterfactual",
    "swap_notes": "counterfactual",
    "reword": "counterfactual",
    "ChatClient": "chat",
    "CassetteMiss": "chat",
    "recorded_answers": "chat",
    "PhenomenonErrorsDisplay": "errors_display",
    "load_encoder": "models",
    "load_causal": "models",
    "embed": "models",
}
_PARTS = (
    "tokens",
    "context",
    "deidentify",
    "spans",
    "retrieval",
    "claims",
    "counterfactual",
    "models",
    "terms",
)

__all__ = [*_HOME, *_PARTS]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"labkit.text.{_HOME[name]}"), name)
    if name in _PARTS:
        return import_module(f"labkit.text.{name}")
    raise AttributeError(f"module 'labkit.text' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
