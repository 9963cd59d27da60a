"""Cutting documents into passages small enough to be cited, on sentence ends."""

from typing import Any

import narwhals as nw
import pandas as pd

from labkit.evaluate.inputs import settings
from labkit.language import catalogue
from labkit.text.context.sentences import split_sentences
from labkit.text.reading import as_note
from labkit.text.tokens.pretokens import words

_ = catalogue("text")


def chunk_text(text: str, size: int = 80, overlap: int = 0) -> list[tuple[int, int]]:
    """Start and end of each passage of about `size` words.

    Sentences are kept whole: a passage takes sentences until the next would pass `size` words; a longer sentence is a
    passage by itself. Consecutive passages share the sentences that fit in `overlap` words.

    Every sentence is in at least one passage; ``overlap=0`` puts each in exactly one.
    """
    size, overlap = settings.whole(size, "size", least=1), settings.whole(overlap, "overlap")
    if overlap >= size:
        raise ValueError(
            _("size must be at least 1 and overlap from 0 to size - 1; {size} and {overlap} given.").format(
                size=size, overlap=overlap
            )
        )
    sentences = [(a, b, len(words(text[a:b]))) for a, b in split_sentences(as_note(text))]
    passages = []
    first = 0
    while first < len(sentences):
        total, last = sentences[first][2], first
        while last + 1 < len(sentences) and total + sentences[last + 1][2] <= size:
            last += 1
            total += sentences[last][2]
        passages.append((sentences[first][0], sentences[last][1]))
        if last + 1 == len(sentences):
            break
        shared, following = 0, last + 1
        while following - 1 > first and shared + sentences[following - 1][2] <= overlap:
            following -= 1
            shared += sentences[following][2]
        first = following
    return passages


def chunk_documents(documents: Any, size: int = 80, overlap: int = 0) -> pd.DataFrame:
    """Passages of every document of a pandas or Polars frame with ``doc_id`` and ``text``.

    Returns
    -------
    DataFrame
        ``chunk_id`` (``doc_id#0``, ...), ``doc_id``, ``start``, ``end``, ``text``: offsets select the passage in its
        document, which is what a citation needs.
    """
    frame = nw.from_native(documents, eager_only=True)
    missing = [column for column in ("doc_id", "text") if column not in frame.columns]
    if missing:
        raise ValueError(_("documents: column {column} is missing.").format(column=", ".join(missing)))
    rows = [
        (f"{doc_id}#{number}", doc_id, start, end, text[start:end])
        for doc_id, text in frame.select("doc_id", "text").iter_rows()
        for number, (start, end) in enumerate(chunk_text(as_note(text, name=str(doc_id)), size, overlap))
    ]
    return pd.DataFrame(rows, columns=["chunk_id", "doc_id", "start", "end", "text"])
