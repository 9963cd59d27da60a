"""Retrieval: passages, BM25 and dense indexes, folding of accents, and how good a ranking is."""

from labkit.text.retrieval.analysis import STOP_WORDS, Analyser
from labkit.text.retrieval.chunking import chunk_documents, chunk_text
from labkit.text.retrieval.index import BM25Index, DenseIndex, Index, reciprocal_rank_fusion
from labkit.text.retrieval.ranking import ranking_metrics

__all__ = [
    "STOP_WORDS",
    "Analyser",
    "BM25Index",
    "DenseIndex",
    "Index",
    "chunk_documents",
    "chunk_text",
    "ranking_metrics",
    "reciprocal_rank_fusion",
]
