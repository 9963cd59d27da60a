"""Texts that only the matching answer opens, so that a learner's release can hold feedback and show no answer.

For each answer worth a message the pack has a digest of the answer and, enciphered with a key made from the answer,
the key of its message; each message lies there once, however many answers share it. Whoever types the answer reads the
message; whoever reads the file sees neither. It keeps honest eyes
honest: a small set of answers can be tried one by one, as it can in the notebook, where checking is unlimited.
"""

import base64
import hashlib
import json
import numbers
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from unicodedata import normalize

_ROUNDS = 100
_ROUNDS_UNSAID = 2_000  # of packs from before the salt said how many
_TOKEN = 16


def canonical(answer: Any) -> str:
    """One spelling for answers that mean the same: 9, 9.0 and numpy's 9; "b" and " B "."""
    if hasattr(answer, "tolist"):
        answer = answer.tolist()
    if isinstance(answer, bool):
        return json.dumps(answer)
    if isinstance(answer, (numbers.Real, Decimal)):  # fractions too
        return f"{float(answer):.10g}"
    if isinstance(answer, str):
        return json.dumps(" ".join(answer.split()).casefold(), ensure_ascii=False)
    if isinstance(answer, (list, tuple)):
        return "[" + ",".join(canonical(item) for item in answer) + "]"
    if isinstance(answer, Mapping):
        return "{" + ",".join(sorted(f"{canonical(str(k))}:{canonical(v)}" for k, v in answer.items())) + "}"
    raise TypeError(f"an answer of type {type(answer).__name__} cannot be compared")


def letters(answer: Any, *, in_any_order: bool = False) -> Any:
    """One spelling for letters however they are typed: "rcara", "R, C, A, R, A", "«RCARA»", ["R", "C", "A", "R", "A"].

    With `in_any_order` also "MLJC" and "c, j, l et m". What is no text, and no list of texts, comes back as it is.
    """
    if hasattr(answer, "tolist"):
        answer = answer.tolist()
    if in_any_order and isinstance(answer, (set, frozenset)):
        answer = list(answer)
    given = list(answer) if isinstance(answer, (list, tuple)) else [answer]
    # Figures that stand for choices may come without quotes: 1223, [1, 2, 2, 3], [1.0, 2.0, 2.0, 3.0] from an array.
    given = [part.tolist() if hasattr(part, "tolist") else part for part in given]
    given = [int(part) if type(part) is float and part.is_integer() else part for part in given]
    given = [str(part) if type(part) is int else part for part in given]
    if not all(isinstance(part, str) for part in given):
        return answer
    # Full-width figures and letters, as some keyboards type them, are the same answer.
    parts = [part for text in given for part in re.findall(r"[^\W_]+", normalize("NFKC", text))]
    kept = parts if len(parts) < 2 else [part for part in parts if part.casefold() not in ("and", "et")]
    word = "".join(kept).upper()
    return "".join(sorted(word)) if in_any_order else word


def new_salt(*said: object) -> str:
    """A salt of whatever tells one task of one pack from another; it begins with the rounds a key of it takes.

    A hundred are enough: whoever tries all the answers of a small domain finds the right one whatever a try costs, and a lab's
    pack seals thousands.
    """
    return f"{_ROUNDS}${hashlib.sha256(':'.join(map(str, said)).encode()).hexdigest()[:16]}"


def _keys(salt: str, answer: Any) -> tuple[str, bytes]:
    rounds = int(salt.partition("$")[0]) if "$" in salt else _ROUNDS_UNSAID
    both = hashlib.pbkdf2_hmac("sha256", canonical(answer).encode(), salt.encode(), rounds, dklen=64)
    return both[:16].hex(), both[32:]


def _cipher(key: bytes, data: bytes) -> bytes:
    stream = b"".join(
        hashlib.sha256(key + block.to_bytes(4, "big")).digest() for block in range(len(data) // 32 + 1)
    )
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))


def _place(token: bytes) -> str:
    return hashlib.sha256(b"place" + token).hexdigest()[:32]


def seal(salt: str, payloads: list[tuple[Any, Any]]) -> dict[str, str]:
    """Digest to enciphered payload for pairs of (answer, JSON payload), in an order and of a length that tell nothing.

    An answer's entry holds the key of its payload, not the payload: a thousand answers and seven messages take the room
    of seven messages.
    """
    written = [json.dumps(payload).encode() for _, payload in payloads]
    longest = max(map(len, written), default=0)
    tokens: dict[bytes, bytes] = {}
    box = {}
    for (answer, _), text in zip(payloads, written, strict=True):
        digest, key = _keys(salt, answer)
        if text not in tokens:
            # From an answer's key: who guesses the text alone cannot make it.
            token = tokens[text] = hashlib.sha256(b"text" + key).digest()[:_TOKEN]
            box[_place(token)] = base64.b64encode(_cipher(token, text.ljust(longest))).decode()
        box[digest] = base64.b64encode(_cipher(key, tokens[text])).decode()
    return dict(sorted(box.items()))


def unseal(salt: str, box: Mapping[str, str], answer: Any) -> Any | None:
    """Payload sealed for `answer`, or None where there is none."""
    digest, key = _keys(salt, answer)
    if digest not in box:
        return None
    opened = _cipher(key, base64.b64decode(box[digest]))
    if len(opened) == _TOKEN:  # a pack from before texts were shared has the text itself here
        opened = _cipher(opened, base64.b64decode(box[_place(opened)]))
    return json.loads(opened)
