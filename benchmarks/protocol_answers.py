"""Record the simulated assistant's answers to the protocols' questions in data/protocols.answers.csv.

    python benchmarks/protocol_answers.py

It is no language model, and says so in the datasheet: a rule with a seed, so that what goes wrong is known. Given the three first passages
of a search, it copies the passage that answers when it is among them, except once in twelve times, when it copies another of them
(`MISREADS`); when the right one is not among them it copies the first; with no passage it says that it has found nothing.
"""

import csv

import numpy as np
from protocol_vectors import without_accents

from labkit.data import _files, load_protocol_questions, load_protocol_vectors, load_protocols
from labkit.text.retrieval import Analyser, BM25Index

MISREADS, SEED, PASSAGES = 1 / 12, 4, 3


def searches(language: str) -> dict[str, np.ndarray]:
    """Scores of every passage for every question as typed, without accents, by the name of the search."""
    passages, questions = load_protocols(language), load_protocol_questions(language)
    typed = [without_accents(text) for text in questions.typed]
    vectors = load_protocol_vectors()
    asked = vectors["typed_fr_plain" if language == "fr" else "typed_en"]
    return {
        "words": BM25Index(analyser=Analyser(folding=False)).fit(list(passages.text)).scores(typed),
        "folded": BM25Index().fit(list(passages.text)).scores(typed),
        "vectors": asked @ vectors[f"passages_{language}"].T,
    }


def main() -> None:
    rng = np.random.default_rng(SEED)
    rows = []
    for language in ("en", "fr"):
        names, questions = list(load_protocols(language).passage), load_protocol_questions(language)
        # One draw a question: the same distraction whatever the search, so that searches are compared on equal terms.
        misread, other = rng.random(len(questions)) < MISREADS, rng.integers(0, PASSAGES - 1, len(questions))
        for search, scores in searches(language).items():
            for place, question in enumerate(questions.itertuples()):
                best = np.argsort(-scores[place], kind="stable")[:PASSAGES]
                given = [names[one] for one in best if scores[place, one] > 0]
                cited = given[0] if given else ""
                if question.passage in given:
                    wrong = [one for one in given if one != question.passage]
                    cited = wrong[other[place] % len(wrong)] if misread[place] and wrong else question.passage
                rows.append([language, search, question.question, " ".join(given), cited])
    with (_files.folder() / "protocols.answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([["language", "search", "question", "given", "cited"], *rows])
    _files.write_checksum("protocols.answers.csv")


if __name__ == "__main__":
    main()
