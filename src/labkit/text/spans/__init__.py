"""Spans: their metrics (exact, overlap, character; by label and by document) and their formats (BRAT, JSONL, BIO)."""

from labkit.text.spans.formats import from_bio, from_brat, from_jsonl, to_bio, to_brat, to_jsonl
from labkit.text.spans.matching import match_spans, span_metrics, span_metrics_by_document, span_table

__all__ = [
    "from_bio",
    "from_brat",
    "from_jsonl",
    "match_spans",
    "span_metrics",
    "span_metrics_by_document",
    "span_table",
    "to_bio",
    "to_brat",
    "to_jsonl",
]
