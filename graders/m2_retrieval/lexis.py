"""Words, sentences and rankings that the builder's cases are drawn from, and labkit's own answers, which tasks forbid."""

SEARCH = [
    "labkit.text.BM25Index",
    "labkit.text.retrieval.BM25Index",
    "labkit.text.retrieval.index",
    "bm25s",
    "rank_bm25",
]
CHUNKING = [
    "labkit.text.chunk_documents",
    "labkit.text.retrieval.chunk_text",
    "labkit.text.retrieval.chunk_documents",
    "labkit.text.retrieval.chunking",
]
RANKING = [
    "labkit.text.ranking_metrics",
    "labkit.text.retrieval.ranking_metrics",
    "labkit.text.retrieval.ranking",
]
FOLDING = [
    "labkit.text.fold",
    "labkit.text.folding",
    "labkit.text.retrieval.Analyser",
    "labkit.text.retrieval.analysis",
    "unidecode",
]

TYPED = [
    "Hémorragie grave",
    "HÉMORRAGIE sous warfarine",
    "sang dans l'œil",
    "l’INR à 5,2",
    "Fièvre, frissons : transfusion?",
    "piqûre d'aiguille",
    "Noël et Zoé",
    "naïf, ambiguë",
    "cœur et cœur",
    "garçon de 14 kg",
    "où poser la sonde",
    "No fever",
    "KALIÉMIE 6.5 mmol/L",
    "énoxaparine 40 mg/j",
    "e\u0301carte\u0301 la nuit",
    "Curriculum vitæ",
]
LETTERS = list("aàâbcçdeéèêëfghiîïklmnoôœpqrstuùûüvxyzÉÈÀÇÔŒ")
WORDS = [
    "fievre",
    "sonde",
    "dose",
    "morphine",
    "warfarine",
    "hemorragie",
    "potassium",
    "veine",
    "bouche",
    "oxygene",
]
IDS = ["warfarin/1", "warfarin/2", "warfarin/3", "fall/1", "fall/2", "sepsis/1", "sepsis/2", "morphine/1"]


def some(rng, items, many):
    """`many` of the items, drawn with replacement."""
    return [items[place] for place in rng.integers(0, len(items), many)]


def few(rng, items, many):
    """`many` different items, in an order of their own."""
    return [items[place] for place in rng.permutation(len(items))[:many]]
