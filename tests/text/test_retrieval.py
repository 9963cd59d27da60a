"""Indexes rank as their definition says, agree with bm25s and scikit-learn; passages lose nothing."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from labkit.text.context import split_sentences
from labkit.text.retrieval import (
    Analyser,
    BM25Index,
    DenseIndex,
    chunk_documents,
    chunk_text,
    ranking_metrics,
    reciprocal_rank_fusion,
)

PROTOCOLS = [
    "Fièvre chez l'adulte neutropénique : hémocultures, puis pipéracilline-tazobactam dans l'heure.",
    "Douleur thoracique : ECG dans les dix minutes, troponine à l'arrivée et à une heure.",
    "Hypoglycémie : resucrage oral si conscient, glucose intraveineux sinon.",
    "Chute de la personne âgée : rechercher une hypotension orthostatique.",
    "Hyperkaliémie : ECG, gluconate de calcium, insuline et glucose.",
    "Embolie pulmonaire : anticoagulation, angioscanner, score de Wells.",
]
QUERIES = ["conduite devant une fievre du neutropenique", "douleur thoracique troponine", "glucose et insuline hyperkaliemie",
           "chute personne agee"]  # fmt: skip
RELEVANT = [0, 1, 4, 3]
INDEXES = {"bm25": BM25Index, "dense": DenseIndex}


@pytest.mark.parametrize("index", INDEXES.values(), ids=INDEXES)
def test_a_document_finds_itself_and_planted_queries_their_protocol(index):
    fitted = index().fit(PROTOCOLS)
    assert ranking_metrics(fitted.search(PROTOCOLS, k=1), range(6), k=1)["recall"].eq(1).all()
    assert ranking_metrics(fitted.search(QUERIES, k=2), RELEVANT, k=2)["recall"].mean() == 1


def test_without_folding_a_query_typed_without_accents_misses():
    plain = BM25Index(analyser=Analyser(folding=False)).fit(PROTOCOLS)
    folded = BM25Index().fit(PROTOCOLS)
    query = ["fievre", "hypoglycemie", "hyperkaliemie"]
    assert plain.search(query, min_score=1e-9).empty
    assert ranking_metrics(folded.search(query), [0, 2, 4], k=1)["recall"].mean() == 1


@pytest.mark.parametrize("index", INDEXES.values(), ids=INDEXES)
@given(order=st.permutations(range(6)))
def test_order_of_documents_changes_no_score(index, order):
    scores = index().fit(PROTOCOLS).scores(QUERIES)
    shuffled = index().fit([PROTOCOLS[i] for i in order]).scores(QUERIES)
    np.testing.assert_allclose(shuffled, scores[:, order], atol=1e-6)


def test_scores_agree_with_bm25s():
    import bm25s

    analyser = Analyser()
    reference = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
    reference.index([analyser(document) for document in PROTOCOLS], show_progress=False)
    ours = BM25Index().fit(PROTOCOLS).scores(QUERIES)
    for row, query in zip(ours, QUERIES, strict=True):
        known = [term for term in analyser(query) if term in reference.vocab_dict]
        np.testing.assert_allclose(row, reference.get_scores(known), rtol=1e-5)


def test_one_more_occurrence_never_lowers_a_score_and_saturates():
    texts = ["ecg " * n + "troponine " * (8 - n) for n in range(1, 8)]
    scores = BM25Index().fit(texts).scores(["ecg"])[0]
    assert (np.diff(scores) > 0).all()
    assert (np.diff(scores, 2) < 0).all()


def test_dense_takes_any_encoder_and_says_what_it_expects():
    index = DenseIndex(encoder=lambda texts: np.array([[len(t), 1.0] for t in texts])).fit(["a", "bb"])
    assert index.scores(["a"]).argmax() == 0
    with pytest.raises(ValueError, match=r"2 rows expected, shape \(1, 2\)"):
        DenseIndex(encoder=lambda texts: np.ones((1, 2))).fit(["a", "b"])


def test_refusing_needs_a_floor():
    fitted = BM25Index().fit(PROTOCOLS)
    unanswerable = ["posologie du méthotrexate"]
    assert len(fitted.search(unanswerable, k=3)) == 3
    ranking = fitted.search(unanswerable, k=3, min_score=1e-9)
    table = ranking_metrics(ranking, [[]])
    assert table.loc[0, ["relevant", "returned"]].tolist() == [0, 0]
    assert np.isnan(table.loc[0, "recall"])


gains = st.lists(st.integers(0, 3), min_size=2, max_size=12).filter(any)


@given(gain=gains, k=st.integers(1, 12), seed=st.integers(0, 50))
def test_metrics_agree_with_scikit_learn_and_stay_in_bounds(gain, k, seed):
    order = np.random.default_rng(seed).permutation(len(gain))
    ranking = pd.DataFrame({"query": 0, "rank": np.arange(1, len(gain) + 1), "doc_id": order})
    row = ranking_metrics(ranking, [dict(enumerate(gain))], k=k).loc[0]
    score = -np.argsort(order).astype(float)
    assert row["ndcg"] == pytest.approx(ndcg_score([gain], [score], k=k))
    assert 0 <= row["recall"] <= 1
    more = ranking_metrics(ranking, [dict(enumerate(gain))], k=k + 1).loc[0]
    assert more["recall"] >= row["recall"]
    assert more["reciprocal_rank"] >= row["reciprocal_rank"]


def test_polars_rankings_and_fusion():
    fitted = [index().fit(PROTOCOLS).search(QUERIES, k=6) for index in INDEXES.values()]
    fused = reciprocal_rank_fusion(fitted)
    assert fused.groupby("query")["rank"].apply(list).map(lambda r: r == sorted(r)).all()
    metrics = ranking_metrics(pl.from_pandas(fused), RELEVANT)
    assert metrics["reciprocal_rank"].mean() == 1
    alone = reciprocal_rank_fusion([fitted[0]])
    assert alone["doc_id"].tolist() == fitted[0]["doc_id"].tolist()


text = st.lists(
    st.sampled_from(["Pas de fièvre. ", "Toux ", "; ", "\n", "un deux trois quatre cinq. ", "HTA. "]),
    max_size=20,
).map("".join)


@given(text=text, size=st.integers(1, 12), overlap=st.integers(0, 11))
def test_passages_hold_every_sentence_whole(text, size, overlap):
    if overlap >= size:
        return
    passages = chunk_text(text, size, overlap)
    for start, end in split_sentences(text):
        holding = sum(a <= start and end <= b for a, b in passages)
        assert holding == 1 if overlap == 0 else holding >= 1
    assert all(before[0] < after[0] for before, after in zip(passages, passages[1:], strict=False))


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_passages_point_into_their_document(frame):
    documents = frame({"doc_id": ["p1", "p2"], "text": [" ".join(PROTOCOLS[:3]), PROTOCOLS[3]]})
    passages = chunk_documents(documents, size=15)
    whole = {"p1": " ".join(PROTOCOLS[:3]), "p2": PROTOCOLS[3]}
    assert all(whole[r.doc_id][r.start : r.end] == r.text for r in passages.itertuples())
    assert passages["chunk_id"].is_unique


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: BM25Index().fit("one text"), TypeError, r"\[text\]"),
        (lambda: BM25Index().fit([]), ValueError, "none to index"),
        (lambda: BM25Index().fit(["a", None]), TypeError, r"documents\[1\]"),
        (lambda: BM25Index().fit(["...", "!"]), ValueError, "no index term"),
        (lambda: DenseIndex().fit(["...", "!"]), ValueError, "no index term"),
        (lambda: BM25Index().fit(["x"], [1, 2]), ValueError, "documents: 1, identifiers: 2"),
        (lambda: BM25Index().fit(["x", "y"], [1, 1]), ValueError, "differ"),
        (lambda: BM25Index().fit(["xx"]).search("query"), TypeError, r"\[text\]"),
        (lambda: BM25Index().fit(["xx"]).search(["q"], k=0), ValueError, "k must"),
        (lambda: ranking_metrics(pd.DataFrame({"query": [0]}), [0]), ValueError, "rank, doc_id"),
        (lambda: chunk_text("a", 5, 5), ValueError, "overlap"),
        (lambda: chunk_text("x" * 10_000_000), ValueError, "10,000,000"),
        (lambda: Analyser(stem=0), ValueError, "stem"),
    ],
)
def test_bad_input_is_named(call, error, says):
    with pytest.raises(error, match=says):
        call()
