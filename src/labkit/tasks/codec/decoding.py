"""Data as values again: hostile until every part of it was checked."""

import base64
import contextlib
import functools
import io
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from labkit.tasks.codec.limits import TAG, Budget, CodecError, Limits

# More keys than this of one hash are no accident: each further one is compared with all of them.
_MOST_OF_A_HASH = 32
# A frame costs time for each column, whatever its rows.
_MOST_COLUMNS = 5_000


def loads(text: str | bytes, limits: Limits | None = None) -> Any:
    """Value that `dumps` wrote; raises `CodecError` on anything else."""
    limits = limits or Limits()
    if len(text) > limits.max_bytes:
        raise CodecError(f"{len(text)} bytes are more than the {limits.max_bytes} allowed")
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise CodecError(f"not JSON: {error}") from None
    return decode(data, limits)


def _no_constant(name: str) -> None:
    raise CodecError(f"{name} is not JSON")


def decode(data: Any, limits: Limits | None = None) -> Any:
    """Value of `encode`'s form; raises `CodecError` where the data are not that."""
    try:
        return _decode(data, Budget(limits or Limits()), 0)
    except CodecError:
        raise
    except Exception as error:  # hostile bytes find their own ways to fail, in numpy and in pandas
        raise CodecError(f"malformed data: {type(error).__name__}") from None


def _decode(data: Any, budget: Budget, depth: int) -> Any:
    budget.spend(depth)
    if data is None or isinstance(data, (bool, str, int)):
        return data
    if isinstance(data, float):
        if not math.isfinite(data):
            raise CodecError("a number that is not finite must be tagged")
        return data
    if isinstance(data, list):
        return [_decode(item, budget, depth + 1) for item in data]
    if not isinstance(data, dict) or TAG not in data:
        raise CodecError("an untagged object")
    decoder = _DECODERS.get(data[TAG]) if isinstance(data[TAG], str) else None
    if decoder is None:
        raise CodecError("an unknown tag")
    return decoder(data, budget, depth + 1)


@functools.lru_cache(maxsize=512)
def _header(header: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Shape, whether in Fortran's order, and type, as numpy reads them: most arrays of a class have the header of another."""
    buffer = io.BytesIO(header)
    version = np.lib.format.read_magic(buffer)
    reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, fortran, dtype = reader(buffer)
    # Items of no bytes would let a header of a hundred bytes claim any number of them.
    if dtype.itemsize == 0:
        raise CodecError("arrays of empty items are not accepted")
    if dtype.hasobject or dtype.fields is not None:
        raise CodecError("arrays of objects or records are not accepted")
    return shape, fortran, dtype


def _array(text: Any) -> np.ndarray:
    if not isinstance(text, str):
        raise CodecError("an array must be text")
    raw = base64.b64decode(text, validate=True)
    wide = 2 if raw[6:7] == b"\x01" else 4  # bytes that hold the header's length
    begins = 8 + wide + int.from_bytes(raw[8 : 8 + wide], "little")
    shape, fortran, dtype = _header(raw[:begins])
    # The header is checked against the bytes that came before anything is allocated from it.
    if dtype.itemsize * math.prod(shape) != len(raw) - begins:
        raise CodecError("an array's header does not fit its bytes")
    flat = np.frombuffer(raw, dtype, offset=begins).copy()
    return flat.reshape(shape, order="F" if fortran else "C")


def _items(data: Mapping[str, Any], budget: Budget, depth: int) -> list[Any]:
    if not isinstance(data["v"], list):
        raise CodecError("items must be a list")
    return [_decode(item, budget, depth) for item in data["v"]]


def _objects(data: Mapping[str, Any], budget: Budget, depth: int) -> np.ndarray:
    items = _items(data, budget, depth)
    shape = [int(size) for size in data["shape"]]
    if any(size < 0 for size in shape) or math.prod(shape) != len(items):
        raise CodecError("an array whose shape does not fit its items")
    array = np.empty(len(items), dtype=object)
    for position, item in enumerate(items):
        array[position] = item
    return array.reshape(shape)


def _index(data: Mapping[str, Any], budget: Budget, depth: int) -> Any:
    import pandas as pd

    names = [_decode(name, budget, depth) for name in data["names"]]
    items = _items(data, budget, depth)
    with contextlib.suppress(TypeError):  # lists as labels, which pandas looks nowhere up
        _spread(items)
    if len(names) > 1:
        return pd.MultiIndex.from_tuples([tuple(item) for item in items], names=names)
    return pd.Index(items, name=names[0])


def _frame(data: Mapping[str, Any], budget: Budget, depth: int) -> Any:
    import pandas as pd

    if len(data["columns"]) > _MOST_COLUMNS:
        raise CodecError(f"a frame of more than {_MOST_COLUMNS} columns")
    names = [_decode(name, budget, depth) for name in data["columns"]]
    _spread(names)
    columns = [_decode(column, budget, depth) for column in data["data"]]
    index = _index(data["index"], budget, depth)
    if len(names) != len(columns) or any(np.ndim(c) != 1 or len(c) != len(index) for c in columns):
        raise CodecError("a frame whose columns do not fit together")
    frame = pd.DataFrame(dict(enumerate(columns)), index=index)
    frame.columns = pd.Index(names) if names else frame.columns
    return frame


def _series(data: Mapping[str, Any], budget: Budget, depth: int) -> Any:
    import pandas as pd

    values = _decode(data["data"], budget, depth)
    return pd.Series(
        values, index=_index(data["index"], budget, depth), name=_decode(data["name"], budget, depth)
    )


def _time(data: Mapping[str, Any], budget: Budget, depth: int) -> Any:
    import pandas as pd

    return pd.Timestamp(str(data["v"])[:64])


def _big_int(data: Mapping[str, Any], budget: Budget, depth: int) -> int:
    if len(str(data["v"])) > 1000:
        raise CodecError("a number of more than 1,000 digits")
    return int(data["v"])


def _pairs(data: Mapping[str, Any], budget: Budget, depth: int) -> dict[Any, Any]:
    pairs = [(_decode(key, budget, depth), _decode(item, budget, depth)) for key, item in data["v"]]
    _spread(key for key, _ in pairs)
    return dict(pairs)


def _set(data: Mapping[str, Any], budget: Budget, depth: int) -> set[Any]:
    items = _items(data, budget, depth)
    _spread(items)
    return set(items)


def _spread(keys: Iterable[Any]) -> None:
    """Refuse keys made to have one hash: twelve thousand of them in a dict took 52 s."""
    known: defaultdict[int, list[Any]] = defaultdict(list)
    for key in keys:
        others = known[hash(key)]
        if key not in others:
            others.append(key)
        if len(others) > _MOST_OF_A_HASH:
            raise CodecError("keys that cannot be told apart by their hash")


_DECODERS = {
    "int": _big_int,
    "float": lambda data, budget, depth: float({"nan": "nan", "inf": "inf", "-inf": "-inf"}[data["v"]]),
    "ellipsis": lambda data, budget, depth: Ellipsis,
    "bytes": lambda data, budget, depth: base64.b64decode(data["v"], validate=True),
    "scalar": lambda data, budget, depth: _array(data["npy"]).reshape(())[()],
    "ndarray": lambda data, budget, depth: _array(data["npy"]),
    "objects": _objects,
    "tuple": lambda data, budget, depth: tuple(_items(data, budget, depth)),
    "set": _set,
    "dict": _pairs,
    "frame": _frame,
    "series": _series,
    "time": _time,
    "display": lambda data, budget, depth: _decode(data["table"], budget, depth),
    "figure": lambda data, budget, depth: {"axes": _decode(data["axes"], budget, depth)},
}
