"""Byte-pair encoding's two steps, on plain lists: count the adjacent pairs, merge one of them.

Sennrich, Haddow and Birch 2016, "Neural Machine Translation of Rare Words with Subword Units", ACL.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

Symbol = TypeVar("Symbol", bytes, str)
Pair = tuple[bytes, bytes]


def pair_counts(words: Mapping[tuple[Symbol, ...], int]) -> Counter[tuple[Symbol, Symbol]]:
    """How often each pair of neighbouring symbols occurs.

    Parameters
    ----------
    words : mapping of a word's symbols (tuple) to its number of occurrences

    Returns
    -------
    Counter
        Pairs to counts. In ``a a a`` the pair ``(a, a)`` stands twice, though only one merge can take place.
    """
    counts: Counter[tuple[Symbol, Symbol]] = Counter()
    for symbols, n in words.items():
        for pair in zip(symbols, symbols[1:], strict=False):
            counts[pair] += n
    return counts


def best_pair(counts: Mapping[tuple[Symbol, Symbol], int]) -> tuple[Symbol, Symbol]:
    """The most frequent pair; among equals the first in byte (dictionary) order, so that training is
    deterministic."""
    return min(counts, key=lambda pair: (-counts[pair], pair))


def merge_pair(symbols: Sequence[Symbol], pair: tuple[Symbol, Symbol]) -> list[Symbol]:
    """Replace every occurrence of `pair` in `symbols` by its concatenation, from left to right, without
    overlap.

    >>> merge_pair(["a", "a", "a"], ("a", "a"))
    ['aa', 'a']
    """
    merged: list[Symbol] = []
    position = 0
    while position < len(symbols):
        if position + 1 < len(symbols) and symbols[position] == pair[0] and symbols[position + 1] == pair[1]:
            merged.append(pair[0] + pair[1])
            position += 2
        else:
            merged.append(symbols[position])
            position += 1
    return merged


def as_bytes(pretoken: str) -> tuple[bytes, ...]:
    """A pretoken's UTF-8 bytes, one symbol each: ``é`` is two of them, and no character is ever unknown."""
    return tuple(bytes([value]) for value in pretoken.encode("utf-8"))


def learn_merges(pretokens: Iterable[str], n_merges: int, min_count: int = 2) -> list[Pair]:
    """The first `n_merges` merges of byte-pair encoding over `pretokens`, in order.

    Same result as counting all pairs afresh before every merge; only the words that hold the merged pair
    are recounted.

    Parameters
    ----------
    pretokens : iterable of str
    n_merges : int
        Fewer are returned once no pair occurs `min_count` times.
    min_count : int
    """
    occurrences = Counter(pretokens)
    symbols = [list(as_bytes(word)) for word in occurrences]
    weights = list(occurrences.values())
    counts: Counter[Pair] = Counter()
    holders: dict[Pair, set[int]] = {}
    for index, word in enumerate(symbols):
        for pair in zip(word, word[1:], strict=False):
            counts[pair] += weights[index]
            holders.setdefault(pair, set()).add(index)
    # A heap whose stale entries are skipped when they come up: the order is `best_pair`'s.
    queue = [(-n, pair) for pair, n in counts.items()]
    heapify(queue)

    merges: list[Pair] = []
    while len(merges) < n_merges and queue:
        negative, pair = heappop(queue)
        if counts[pair] != -negative:
            continue
        if -negative < min_count:
            break
        merges.append(pair)
        touched: set[Pair] = set()
        for index in holders.pop(pair):
            word = symbols[index]
            for old in zip(word, word[1:], strict=False):
                counts[old] -= weights[index]
                touched.add(old)
            symbols[index] = word = merge_pair(word, pair)
            for new in zip(word, word[1:], strict=False):
                counts[new] += weights[index]
                touched.add(new)
                holders.setdefault(new, set()).add(index)
        for pair in touched:
            if counts[pair]:
                heappush(queue, (-counts[pair], pair))
    return merges
