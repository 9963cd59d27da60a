"""Length-prefixed JSON messages over a Unix socket, with both ends' limits: what comes in is hostile until checked."""

import json
import math
import select
import socket
import struct
import time
from collections.abc import Iterator
from typing import Any

_HEADER = struct.Struct(">I")
# Taken before any learner's code runs, where this is the kernel's end.
_dumps = json.dumps
# JSON of a few bytes a value takes fifty times its size once parsed: the number of values is bounded before parsing.
MOST_VALUES = 2_000_000
# What an object of a notebook takes, in bytes, beside its text: two bytes of JSON can be one.
_OBJECT_BYTES = 100
# Far more than any answer nests, far less than Python's own recursion: what is written down later is walked once more.
MOST_DEPTH = 150


class ProtocolError(Exception):
    """The peer sent something that is not a message, or one that is too large."""


def pack(message: dict[str, Any]) -> bytes:
    """One message as bytes."""
    body = _dumps(message, allow_nan=False, separators=(",", ":")).encode()
    return _HEADER.pack(len(body)) + body


class FrameReader:
    """Cuts a byte stream into messages.

    Parameters
    ----------
    most_bytes : int
        Longest message accepted.
    """

    def __init__(self, most_bytes: int):
        self._most, self._buffer = most_bytes, bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[dict[str, Any], int]]:
        """Messages completed by `data`, each with what it counts for: its length in bytes, and its objects."""
        self._buffer += data
        while len(self._buffer) >= _HEADER.size:
            (length,) = _HEADER.unpack_from(self._buffer)
            if length > self._most:
                raise ProtocolError(f"a message of {length} bytes")
            if len(self._buffer) < _HEADER.size + length:
                return
            body = bytes(self._buffer[_HEADER.size : _HEADER.size + length])
            del self._buffer[: _HEADER.size + length]
            yield parse(body), length + _OBJECT_BYTES * body.count(b"{")


def parse(body: bytes) -> dict[str, Any]:
    """A message's body, checked to be a JSON object."""
    if body.count(b",") + body.count(b"[") + body.count(b"{") > MOST_VALUES:
        raise ProtocolError("a message of too many values")
    try:
        # Decoded here: json would take other encodings too, and half characters in this one.
        message = json.loads(body.decode(), parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise ProtocolError("a message that is not JSON") from None
    if not isinstance(message, dict):
        raise ProtocolError("a message that is not an object")
    if _too_deep(message):
        raise ProtocolError("a message nested too deeply")
    # A lone half of a surrogate pair is valid JSON, and text that no file can hold.
    return _whole(message) if b"\\ud" in body.lower() else message


def _too_deep(message: dict[str, Any]) -> bool:
    level: list[Any] = [message]
    for _ in range(MOST_DEPTH):
        level = [
            item
            for value in level
            for item in (value.values() if isinstance(value, dict) else value)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return False
    return True


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _no_constant(name: str) -> None:
    raise ValueError(name)


def send_all(sock: socket.socket, data: bytes, deadline: float | None = None) -> None:
    """Write all of `data` to a non-blocking socket; `TimeoutError` where the peer does not read it in time."""
    view = memoryview(data)
    while view:
        try:
            view = view[sock.send(view) :]
        except BlockingIOError:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise TimeoutError("the kernel does not read") from None
            poll = select.poll()
            poll.register(sock, select.POLLOUT)
            poll.poll(None if left is None else left * 1000)
