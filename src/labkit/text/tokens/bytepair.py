"""A byte-level byte-pair tokenizer in plain Python: what it learned can be read, and nothing is ever
unknown."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from labkit.evaluate.inputs import settings
from labkit.language import catalogue
from labkit.text.reading import as_note
from labkit.text.tokens.merging import Pair, as_bytes, learn_merges, merge_pair
from labkit.text.tokens.pretokens import pretokenize

_ = catalogue("text")
_BYTES = [bytes([value]) for value in range(256)]


def checked_texts(texts: Iterable[str]) -> list[str]:
    """Texts of a training corpus, each checked; one string instead of a list of them is refused."""
    if isinstance(texts, str | bytes):
        raise TypeError(_("texts: a list of texts expected, one string given. Write [text]."))
    return [as_note(text, longest=None, name=f"texts[{row}]") for row, text in enumerate(texts)]


class BytePairTokenizer:
    """Byte-level BPE (Sennrich et al. 2016; on bytes: Radford et al. 2019) from a list of merges.

    Ids 0 to 255 are the bytes, the following ones the merges in the order they were learned.
    ``decode(encode(text)) == text`` for every text.

    Parameters
    ----------
    merges : sequence of (bytes, bytes)
    """

    def __init__(self, merges: Sequence[Pair]) -> None:
        self.merges = [(bytes(left), bytes(right)) for left, right in merges]
        self._rank = {pair: rank for rank, pair in reversed(list(enumerate(self.merges)))}
        # Two merges may spell the same bytes (ab+c, a+bc): one token then, as in the library.
        pieces = dict.fromkeys(_BYTES + [left + right for left, right in self.merges])
        self._bytes = list(pieces)
        self._id = {piece: index for index, piece in enumerate(self._bytes)}
        self._encode_pretoken = lru_cache(maxsize=65536)(self._merge_pretoken)

    @classmethod
    def train(cls, texts: Iterable[str], vocab_size: int = 512, min_count: int = 2) -> "BytePairTokenizer":
        """Learn the merges from `texts`, deterministically.

        Parameters
        ----------
        texts : iterable of str
        vocab_size : int
            256 bytes and ``vocab_size - 256`` merges; fewer once no pair occurs `min_count` times.
        """
        vocab_size = settings.whole(vocab_size, "vocab_size", least=256)
        min_count = settings.whole(min_count, "min_count", least=1)
        pretokens = (pretoken for text in checked_texts(texts) for pretoken in pretokenize(text))
        return cls(learn_merges(pretokens, vocab_size - 256, min_count))

    @property
    def vocab_size(self) -> int:
        """Number of different tokens."""
        return len(self._bytes)

    @property
    def vocabulary(self) -> Mapping[bytes, int]:
        """Each token's bytes and its id."""
        return dict(self._id)

    def _merge_pretoken(self, pretoken: str) -> tuple[int, ...]:
        symbols = list(as_bytes(pretoken))
        while len(symbols) > 1:
            # The earliest merge learned goes first, as it did in training.
            pair = min(
                zip(symbols, symbols[1:], strict=False), key=lambda p: self._rank.get(p, len(self._rank))
            )
            if pair not in self._rank:
                break
            symbols = merge_pair(symbols, pair)
        return tuple(self._id[symbol] for symbol in symbols)

    def encode(self, text: str) -> list[int]:
        """Ids of `text`'s tokens; none are added at either end."""
        text = as_note(text, longest=None)
        return [index for pretoken in pretokenize(text) for index in self._encode_pretoken(pretoken)]

    def decode(self, ids: Iterable[int]) -> str:
        """Text of `ids`. A sequence cut inside a character shows ``�`` there: part of an ``é`` is not a
        letter."""
        try:
            return b"".join(self._bytes[index] for index in _valid(ids, self.vocab_size)).decode(
                "utf-8", "replace"
            )
        except TypeError as error:
            raise TypeError(_("ids: a list of whole numbers expected.")) from error

    def tokens(self, text: str) -> list[str]:
        """`text`'s tokens, for reading: a byte that is no whole character shows as ``<C3>``."""
        return [_readable(self._bytes[index]) for index in self.encode(text)]


def _valid(ids: Iterable[int], size: int) -> Iterable[int]:
    for position, index in enumerate(ids):
        if not 0 <= index < size:
            raise ValueError(
                _("ids[{position}] is {index}; this vocabulary goes from 0 to {last}.").format(
                    position=position, index=index, last=size - 1
                )
            )
        yield index


def _readable(piece: bytes) -> str:
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(value) if value < 128 else f"<{value:02X}>" for value in piece)
