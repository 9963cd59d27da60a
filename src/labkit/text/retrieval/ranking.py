"""How good a ranking is: recall at k, reciprocal rank, nDCG, query by query."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from labkit.evaluate.inputs import settings
from labkit.language import catalogue

_ = catalogue("text")


def ranking_metrics(ranking: Any, relevant: Mapping[Any, Any] | Sequence[Any], k: int = 10) -> pd.DataFrame:
    """Recall at `k`, reciprocal rank and nDCG at `k` of each query; their means are recall@k, MRR and mean nDCG.

    Parameters
    ----------
    ranking : pandas or Polars frame with ``query``, ``rank``, ``doc_id``
    relevant : mapping of query to its relevant documents, or a sequence by position
        Each value is one document, a collection of them, or a mapping of document to gain (graded relevance).
    k : int

    Returns
    -------
    DataFrame
        Indexed by query: ``relevant`` (how many), ``recall``, ``reciprocal_rank``, ``ndcg``. A query without a relevant
        document has them missing: it is an unanswerable one, to be judged by whether it was refused (``returned`` 0).

    Notes
    -----
    nDCG as in Järvelin and Kekäläinen 2002, ACM Trans Inf Syst 20:422: gain divided by ``log2(rank + 1)``.
    """
    k = settings.whole(k, "k", least=1)
    frame = nw.from_native(ranking, eager_only=True)
    missing = [column for column in ("query", "rank", "doc_id") if column not in frame.columns]
    if missing:
        raise ValueError(_("ranking: column {column} is missing.").format(column=", ".join(missing)))
    found: dict[Any, list[tuple[int, Any]]] = {}
    for query, rank, document in frame.select("query", "rank", "doc_id").iter_rows():
        found.setdefault(query, []).append((rank, document))
    items = relevant.items() if isinstance(relevant, Mapping) else enumerate(relevant)
    rows = {
        query: _row(sorted(found.get(query, []), key=lambda p: p[0]), _gains(value), k)
        for query, value in items
    }
    table = pd.DataFrame.from_dict(
        rows, orient="index", columns=["relevant", "returned", "recall", "reciprocal_rank", "ndcg"]
    )
    table.index.name = "query"
    return table


def _gains(value: Any) -> dict[Any, float]:
    if isinstance(value, Mapping):
        return {document: float(gain) for document, gain in value.items() if gain > 0}
    if isinstance(value, list | tuple | set | frozenset | np.ndarray | pd.Series):
        return dict.fromkeys(value, 1.0)
    return {} if value is None else {value: 1.0}


def _row(ranked: list[tuple[int, Any]], gains: dict[Any, float], k: int) -> tuple[float, ...]:
    documents = list(dict.fromkeys(document for _rank, document in ranked))[:k]
    if not gains:
        return 0, len(documents), float("nan"), float("nan"), float("nan")
    hits = [position for position, document in enumerate(documents) if document in gains]
    dcg = sum(gains[documents[position]] / np.log2(position + 2) for position in hits)
    best = sorted(gains.values(), reverse=True)[:k]
    ideal = sum(gain / np.log2(position + 2) for position, gain in enumerate(best))
    return len(gains), len(documents), len(hits) / len(gains), 1 / (hits[0] + 1) if hits else 0.0, dcg / ideal
