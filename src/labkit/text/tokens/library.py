"""The `tokenizers` library behind the same interface as the tokenizer written by hand."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.evaluate.inputs import settings
from labkit.text.reading import as_note
from labkit.text.tokens.bytepair import BytePairTokenizer, _readable, _valid, checked_texts
from labkit.text.tokens.pretokens import LIBRARY_PATTERN

if TYPE_CHECKING:
    from tokenizers import Tokenizer

IMPORTED_LATE = ("tokenizers",)


def _byte_letters() -> dict[int, str]:
    """GPT-2's writing of the 256 bytes as printable characters, which the library's files use."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [value for value in range(256) if value not in plain]
    return {value: chr(value) for value in plain} | {value: chr(256 + i) for i, value in enumerate(others)}


_LETTER = _byte_letters()
_BYTE = {letter: value for value, letter in _LETTER.items()}


def _letters(piece: bytes) -> str:
    return "".join(_LETTER[value] for value in piece)


class LibraryTokenizer:
    """A `tokenizers.Tokenizer` with the methods of `BytePairTokenizer`.

    Parameters
    ----------
    tokenizer : tokenizers.Tokenizer
    """

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self.tokenizer = tokenizer

    @classmethod
    def train(
        cls,
        texts: Iterable[str],
        vocab_size: int = 512,
        min_count: int = 2,
        special_tokens: Iterable[str] = (),
    ) -> "LibraryTokenizer":
        """Byte-level BPE trained by the library. Its order among ties is its own: merges may differ from
        ours."""
        from tokenizers import Tokenizer, models, trainers

        vocab_size = settings.whole(vocab_size, "vocab_size", least=256)
        min_count = settings.whole(min_count, "min_count", least=1)

        tokenizer = _with_cuts(Tokenizer(models.BPE()))
        trainer = trainers.BpeTrainer(
            vocab_size=vocab_size,
            min_frequency=min_count,
            special_tokens=list(special_tokens),
            initial_alphabet=sorted(_BYTE),
            show_progress=False,
        )
        tokenizer.train_from_iterator(checked_texts(texts), trainer)
        return cls(tokenizer)

    @classmethod
    def from_merges(cls, tokenizer: BytePairTokenizer) -> "LibraryTokenizer":
        """The library running the merges that `tokenizer` learned: the same ids for the same text."""
        from tokenizers import Tokenizer, models

        vocabulary = {_letters(piece): index for piece, index in tokenizer.vocabulary.items()}
        merges = [(_letters(left), _letters(right)) for left, right in dict.fromkeys(tokenizer.merges)]
        return cls(_with_cuts(Tokenizer(models.BPE(vocab=vocabulary, merges=merges))))

    @classmethod
    def from_file(cls, path: str | Path) -> "LibraryTokenizer":
        """Read a ``tokenizer.json``."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(path)))

    @property
    def vocab_size(self) -> int:
        """Number of different tokens."""
        return self.tokenizer.get_vocab_size()

    @property
    def vocabulary(self) -> Mapping[bytes, int]:
        """Each token's bytes and its id (special tokens as their name)."""
        return {
            bytes(_BYTE[c] for c in token) if all(c in _BYTE for c in token) else token.encode(): index
            for token, index in self.tokenizer.get_vocab().items()
        }

    @property
    def merges(self) -> list[tuple[bytes, bytes]]:
        """Merges in the order they were learned."""
        model: dict[str, Any] = json.loads(self.tokenizer.to_str())["model"]
        pairs = [pair if isinstance(pair, list) else pair.split(" ") for pair in model["merges"]]
        return [(bytes(_BYTE[c] for c in left), bytes(_BYTE[c] for c in right)) for left, right in pairs]

    def encode(self, text: str) -> list[int]:
        """Ids of `text`'s tokens; none are added at either end."""
        return self.tokenizer.encode(as_note(text, longest=None), add_special_tokens=False).ids

    def decode(self, ids: Iterable[int]) -> str:
        """Text of `ids`; special tokens are written out."""
        return self.tokenizer.decode(list(_valid(ids, self.vocab_size)), skip_special_tokens=False)

    def tokens(self, text: str) -> list[str]:
        """`text`'s tokens, for reading: a byte that is no whole character shows as ``<C3>``."""
        found = self.tokenizer.encode(as_note(text, longest=None), add_special_tokens=False).tokens
        return [_readable(bytes(_BYTE[c] for c in t)) if all(c in _BYTE for c in t) else t for t in found]


def _with_cuts(tokenizer: "Tokenizer") -> "Tokenizer":
    from tokenizers import Regex, decoders, pre_tokenizers

    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(LIBRARY_PATTERN), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
