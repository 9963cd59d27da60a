"""Ward protocols written by hand in both languages, questions about them, and vectors of both that a model made once."""

import tomllib

import numpy as np
import pandas as pd

from labkit.data import _files


def _read(name: str) -> dict:
    with _files.verified(name).open("rb") as file:
        return tomllib.load(file)


def load_protocols(language: str = "en") -> pd.DataFrame:
    """74 passages of 25 ward protocols of an invented hospital (datasheet ``data/protocols.md``).

    Parameters
    ----------
    language : {"en", "fr"}

    Returns
    -------
    DataFrame
        One row a passage: ``passage`` (``document/number``, the same in both languages), ``document``, ``title``,
        ``status`` (``in_force`` or ``replaced``) and ``text``.
    """
    rows = [
        (f"{one['id']}/{number}", one["id"], one["title"][language], one["status"], text)
        for one in _read("protocols.toml")["protocol"]
        for number, text in enumerate(one["passages"][language], start=1)
    ]
    return pd.DataFrame(rows, columns=["passage", "document", "title", "status", "text"])


def load_protocol_questions(language: str = "en") -> pd.DataFrame:
    """60 questions that staff might put to the protocols, 12 of them without an answer there.

    Parameters
    ----------
    language : {"en", "fr"}

    Returns
    -------
    DataFrame
        One row a question: ``question`` (its name), ``kind`` (``direct``, ``paraphrase``, ``unanswerable``), ``passage`` that
        answers ("" when none does), ``fact`` (the words of that passage that do), ``typed`` (as into a search box) and
        ``asked`` (a whole sentence).
    """
    rows = [
        (
            one["id"],
            one["kind"],
            one.get("passage", ""),
            one.get("fact", {}).get(language, ""),
            one["typed"][language],
            one["asked"][language],
        )
        for one in _read("protocols.questions.toml")["question"]
    ]
    return pd.DataFrame(rows, columns=["question", "kind", "passage", "fact", "typed", "asked"])


def load_protocol_vectors() -> dict[str, np.ndarray]:
    """Vectors of passages and questions, as `benchmarks/protocol_vectors.py` had them made by multilingual-e5-small.

    Returns
    -------
    dict of str to ndarray, shape (n, 384)
        ``passages_en``, ``passages_fr`` in the order of `load_protocols`; ``typed_en``, ``typed_fr``, ``asked_en``,
        ``asked_fr`` in that of `load_protocol_questions`, also without accents (``typed_fr_plain``, ``asked_fr_plain``) and in
        capitals without accents (``typed_fr_capitals``). Rows have length 1: a product of two is their cosine.
    """
    with np.load(_files.verified("protocols.vectors.npz")) as kept:
        vectors = {name: kept[name].astype(np.float32) for name in kept.files}
    return {name: rows / np.linalg.norm(rows, axis=1, keepdims=True) for name, rows in vectors.items()}


def load_protocol_answers(language: str = "en") -> pd.DataFrame:
    """What a simulated assistant answered to each question as typed without accents, recorded with its source.

    No language model: a rule with a seed that `benchmarks/protocol_answers.py` states, so that what goes wrong is known.

    Returns
    -------
    DataFrame
        One row a search and question: ``search`` (``words``, ``folded``, ``vectors``), ``question``, ``given`` (the passages it
        was given, best first, a list), ``cited`` (the passage that it copied, "" when it said that it had found nothing).
    """
    kept = pd.read_csv(_files.verified("protocols.answers.csv"), keep_default_na=False)
    kept = kept[kept.language == language].drop(columns="language").reset_index(drop=True)
    return kept.assign(given=kept.given.str.split())
